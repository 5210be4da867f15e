//! The events of the CSIP conformance procedures, by name: what is said and what holds.

use crate::rig::*;
use tieline_core::engine::Input;
use tieline_core::model::*;

const LOW: i64 = 2_000;
const HIGH: i64 = 6_000;

fn rig(programs_now: Vec<Program>) -> Rig {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(programs(programs_now)));
    rig
}

fn held_export(rig: &Rig) -> Option<i64> {
    rig.site.holding().export.now.map(|w| w.0)
}

/// [CSIP BASIC-016] Two programs, two defaults, no event: the default of the best rank.
#[test]
fn basic_016_the_default_of_the_best_program_holds() {
    let rig = rig(vec![program(1, 5, &[export(HIGH)], vec![]), program(2, 1, &[export(LOW)], vec![])]);
    assert_eq!(held_export(&rig), Some(LOW));
}

/// [CSIP BASIC-017] One program without a default, one event: nothing, the event, nothing.
#[test]
fn basic_017_an_event_without_a_default_leaves_nothing_behind() {
    let mut rig = rig(vec![program(1, 1, &[], vec![event(1, 10, 20, &[export(LOW)])])]);
    assert_eq!(held_export(&rig), None);
    rig.to(10);
    assert_eq!(held_export(&rig), Some(LOW));
    rig.to(29);
    assert_eq!(held_export(&rig), Some(LOW));
    rig.to(30);
    assert_eq!(held_export(&rig), None);
    assert_eq!(rig.life(1), ["received", "started", "completed"]);
}

/// [CSIP BASIC-018] One program with a default, one event: default, event, default [2030.5 DefaultDERControl].
/// [CSIP-AUS ALL-23]
#[test]
fn basic_018_an_event_comes_before_the_default_and_the_default_after() {
    let mut rig = rig(vec![program(1, 1, &[export(HIGH)], vec![event(1, 10, 20, &[export(LOW)])])]);
    assert_eq!(held_export(&rig), Some(HIGH));
    rig.to(15);
    assert_eq!(held_export(&rig), Some(LOW));
    rig.to(40);
    assert_eq!(held_export(&rig), Some(HIGH));
}

/// [CSIP BASIC-019, BASIC-020] Events that do not overlap run in turn, in one program or two.
#[test]
fn basic_019_020_events_apart_in_time_run_in_turn() {
    let mut rig = rig(vec![
        program(1, 1, &[], vec![event(1, 10, 10, &[export(LOW)])]),
        program(2, 5, &[], vec![event(2, 30, 10, &[export(HIGH)])]),
    ]);
    rig.to(45);
    assert_eq!(rig.life(1), ["received", "started", "completed"]);
    assert_eq!(rig.life(2), ["received", "started", "completed"]);
}

/// [CSIP BASIC-021] The better rank starts first: the other is displaced at its own start and never starts.
#[test]
fn basic_021_a_displaced_event_is_answered_at_its_own_start() {
    let mut rig = rig(vec![
        program(1, 9, &[], vec![event(1, 20, 40, &[export(HIGH)])]),
        program(2, 1, &[], vec![event(2, 10, 30, &[export(LOW)])]),
    ]);
    rig.to(15);
    assert_eq!(rig.life(1), ["received"]);
    rig.to(21);
    assert_eq!(rig.life(1), ["received", "superseded"]);
    rig.to(50);
    assert_eq!(held_export(&rig), None, "2018: nothing resumes");
    assert_eq!(rig.life(1), ["received", "superseded"]);
}

/// [CSIP BASIC-022, BASIC-023] The better rank starts second: 7 of the loser before 2 of the winner.
/// [2030.5 §10.2.2.3 l]
#[test]
fn basic_022_023_the_loser_speaks_before_the_winner() {
    let mut rig = rig(vec![
        program(1, 9, &[], vec![event(1, 10, 60, &[export(HIGH)])]),
        program(2, 1, &[], vec![event(2, 20, 20, &[export(LOW)])]),
    ]);
    rig.to(60);
    assert_eq!(rig.said()[2..], [(1, "started"), (1, "superseded"), (2, "started"), (2, "completed")]);
    assert_eq!(held_export(&rig), None);
}

/// [CSIP BASIC-024, BASIC-025, BASIC-026] Independent controls run side by side, whatever their rank.
#[test]
fn basic_024_025_026_disjoint_modes_run_side_by_side() {
    for (first, second) in [(10, 20), (20, 10), (15, 15)] {
        let mut rig = rig(vec![
            program(1, 9, &[], vec![event(1, first, 30, &[export(HIGH)])]),
            program(2, 1, &[], vec![event(2, second, 30, &[share(Mode::MaxLimW, 5_000)])]),
        ]);
        rig.to(25);
        assert_eq!(held_export(&rig), Some(HIGH));
        assert_eq!(rig.site.holding().net.now, Some(Watts(5_000)));
        rig.to(60);
        assert_eq!(rig.life(1), ["received", "started", "completed"]);
        assert_eq!(rig.life(2), ["received", "started", "completed"]);
    }
}

/// [CSIP BASIC-015] The modes of one control hold together, and end together.
#[test]
fn basic_015_the_modes_of_one_control_hold_together() {
    let both = [export(LOW), share(Mode::MaxLimW, 5_000)];
    let mut rig = rig(vec![program(1, 1, &[], vec![event(1, 10, 30, &both)])]);
    rig.to(20);
    assert_eq!(held_export(&rig), Some(LOW));
    assert_eq!(rig.site.holding().net.now, Some(Watts(5_000)));
    rig.to(41);
    assert_eq!((held_export(&rig), rig.site.holding().net.now), (None, None));
    assert_eq!(rig.life(1), ["received", "started", "completed"]);
}

/// [CSIP CORE-010, CORE-011] Of fifteen levels the best rank holds, whatever their order.
#[test]
fn core_010_011_of_many_levels_the_best_rank_holds() {
    let levels = (1..=15_u8).rev().map(|n| program(n, n, &[export(i64::from(n) * 100)], vec![]));
    assert_eq!(held_export(&rig(levels.collect())), Some(100));
}

/// [CSIP CORE-022] A cancellation is answered and the default is back [2030.5 EventStatus.currentStatus].
#[test]
fn core_022_a_cancelled_event_ends_at_once() {
    let run = event(1, 10, 600, &[export(LOW)]);
    let mut rig = rig(vec![program(1, 1, &[export(HIGH)], vec![run.clone()])]);
    rig.to(20);
    rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(HIGH)], vec![cancelled(run, 20)])])));
    assert_eq!(rig.life(1), ["received", "started", "cancelled"]);
    assert_eq!(held_export(&rig), Some(HIGH));
}
