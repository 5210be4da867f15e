//! A day file may hold anything: a day that can be played and written again, or what is wrong with it.
#![no_main]

use tieline::assets::sim::day::Day;
use tieline::assets::sim::plant::Plant;

/// How far a day is played, in milliseconds.
const PLAYED_MS: u64 = 2_000;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(day) = Day::from_toml(text) else { return };
    let again = day.to_toml().expect("a day is TOML");
    assert_eq!(Day::from_toml(&again).expect("what was written reads"), day);
    if let Ok(mut plant) = Plant::new(&day, 1) {
        let _ = plant.advance_to(PLAYED_MS, &mut Vec::new());
    }
});
