//! Whether intervals join: no gap, no duplicate, nothing lost, in order.

use super::street::{Lived, RATE_S};
use super::wire::{Posted, Series};
use std::collections::BTreeMap;

/// The first interval begins this long after the gateway is there, at the latest.
const BEGINS_S: f64 = 60.0;
/// The last interval that had ended by the end of the day is there, but for what is still under way.
const UNDER_WAY_S: f64 = RATE_S as f64 + 30.0;

/// Each series without what was told again because a kill fell between the utility's record and the gateway's. One
/// request is under way at a time, so a kill excuses one interval of one mirror.
pub(super) fn told_once(lived: &Lived) -> BTreeMap<Series, Vec<Posted>> {
    let mut excused: BTreeMap<usize, (String, f64)> = BTreeMap::new();
    let mut all = lived.wire.series();
    for ((mirror, uom), readings) in &mut all {
        let mut once: Vec<Posted> = Vec::new();
        for reading in readings.drain(..) {
            let before = once.iter().find(|known| known.from_s == reading.from_s && known.to_s == reading.to_s);
            let Some(before) = before else {
                once.push(reading);
                continue;
            };
            let kill = lived.kill_between(before.at_s, reading.at_s);
            let kill = kill.unwrap_or_else(|| panic!("{mirror} {uom}: told twice: {before:?}, {reading:?}"));
            assert_eq!(before.value, reading.value, "{mirror} {uom}: told again, but otherwise");
            let excuse = (mirror.clone(), reading.from_s);
            assert_eq!(*excused.entry(kill).or_insert_with(|| excuse.clone()), excuse, "told twice: {reading:?}");
        }
        *readings = once;
    }
    all
}

/// Holds that the intervals of a series join from the beginning of the day to its end, each a postRate long.
pub(super) fn hold(house: &str, lived: &Lived, series: &Series, readings: &[Posted]) {
    let (first, last) = (readings.first().expect("readings"), readings.last().expect("readings"));
    assert!(first.from_s <= BEGINS_S, "{house}: {series:?} begins only at {} s", first.from_s);
    assert!(last.to_s >= lived.ends_s - UNDER_WAY_S, "{house}: {series:?} ends at {} s already", last.to_s);
    for reading in readings {
        let length = reading.to_s - reading.from_s;
        assert_eq!(length, f64::from(RATE_S), "{house}: {series:?}: the length of {reading:?}");
        assert!(reading.at_s >= reading.to_s, "{house}: {series:?}: told before it had ended: {reading:?}");
    }
    for pair in readings.windows(2) {
        assert_eq!(pair[0].to_s, pair[1].from_s, "{house}: {series:?}: gap, overlap or disorder: {pair:?}");
        assert!(pair[0].at_s <= pair[1].at_s, "{house}: {series:?}: arrived out of order: {pair:?}");
    }
}
