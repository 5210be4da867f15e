//! Seeded days of a site under virtual time: a lossy network, restarts that keep only what was committed, clock steps,
//! stalled assets, stuck meters. The rules are asserted at each step.
//!
//! `SIM_SEEDS` sets the number of days; a day that fails prints its seed and replays by
//! `SIM_SEED=n cargo test -p tieline-core --release --test sim -- --nocapture`.

#[path = "sim/day.rs"]
mod day;
#[path = "sim/plant.rs"]
mod plant;
#[path = "sim/server.rs"]
mod server;

use day::{Day, Tally};

#[test]
fn sim_the_rules_hold_on_every_day() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let (first, days) = match number("SIM_SEED") {
        Some(seed) => (seed, 1),
        None => (1, number("SIM_SEEDS").unwrap_or(if cfg!(debug_assertions) { 10 } else { 1_000 })),
    };
    let mut tally = Tally::default();
    #[allow(clippy::disallowed_methods, reason = "for the figure alone")]
    let began = std::time::Instant::now();
    for seed in first..first + days {
        Day::new(seed).run(&mut tally);
    }
    let speed = days as f64 / began.elapsed().as_secs_f64();
    println!(
        "figure: {days} days at {speed:.1} a second, {} steps, {} restarts, {} faults, {} transitions, no rule broken",
        tally.steps, tally.restarts, tally.faults, tally.transitions
    );
}
