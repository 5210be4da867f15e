//! Event storms: ten thousand events in one list (operations, test 16), and the way from a change to a setpoint.

use crate::rig::*;
use std::time::{Duration, Instant};
use tieline_core::engine::Input;
use tieline_core::model::*;

#[allow(clippy::disallowed_methods, reason = "for the figure alone")]
fn timed(mut work: impl FnMut()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn storm(n: u16) -> Vec<Event> {
    let mut events = Vec::new();
    for i in 0..n {
        let mut run = event(0, 60 + i64::from(i) * 7 % 40_000, 30 + i64::from(i) % 900, &[export(i64::from(i))]);
        run.key.mrid.0[..2].copy_from_slice(&i.to_be_bytes());
        run.randomize_start = Seconds(i64::from(i) % 60);
        events.push(run);
    }
    events
}

#[test]
fn ten_thousand_events_cost_little() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    let events = storm(10_000);
    let set = |events: Vec<Event>| programs(vec![program(1, 1, &[export(8_000)], events)]);
    let first = set(events.clone());
    let apply = timed(|| rig.feed(Input::Programs(first.clone())));
    let again = timed(|| rig.feed(Input::Programs(first.clone())));
    let ticks = timed(|| rig.to(59)) / 59;
    let edges = timed(|| rig.to(359)) / 300;
    assert!(rig.transitions.len() > 10_000);
    println!(
        "figure: 10,000 events: first list {apply:?}, same list {again:?}, idle tick {ticks:?}, busy tick {edges:?}"
    );
}

#[test]
fn a_change_reaches_its_setpoint_in_one_step() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    let mut times = Vec::new();
    for n in 0..200_u8 {
        rig.pass(2_000);
        rig.state(&roof, 4_000);
        let run = event(n, 0, 100_000, &[export(if n % 2 == 0 { 1_000 } else { 3_000 })]);
        let set = programs(vec![program(1, 1, &[], vec![run])]);
        let before = rig.setpoints.len();
        times.push(timed(|| rig.feed(Input::Programs(set.clone()))));
        assert!(rig.setpoints.len() > before, "one step from the list to the setpoint");
    }
    times.sort();
    println!("figure: list to setpoint p50 {:?}, p99 {:?}", times[100], times[197]);
}
