//! Lives of events beside CSIP's procedures: randomization, cancellation, refusals, editions, clocks, torn fetches.

use crate::rig::*;
use tieline_core::engine::Input;
use tieline_core::model::*;

const LOW: i64 = 2_000;

fn rig(events: Vec<Event>) -> Rig {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(one(events)));
    rig
}

fn one(events: Vec<Event>) -> ProgramSet {
    programs(vec![program(1, 1, &[], events)])
}

fn held(rig: &Rig) -> Option<i64> {
    rig.site.holding().export.now.map(|w| w.0)
}

fn span(rig: &Rig, n: u8) -> (i64, i64) {
    let timeline = rig.site.timeline(&upstream("utility")).expect("the server");
    let (start, end) = timeline.span(&mrid(n)).expect("the event");
    (start.0 - T0, end.0 - T0)
}

/// [2030.5 randomizeStart; CSIP CORE-021] Drawn once, inside its bound, the same after a restart with another seed.
/// [2030.5 randomizeDuration]
#[test]
fn randomization_is_drawn_once_and_kept() {
    let mut run = event(1, 100, 100, &[export(LOW)]);
    (run.randomize_start, run.randomize_duration) = (Seconds(60), Seconds(-30));
    let rig = rig(vec![run.clone()]);
    let first = span(&rig, 1);
    assert!((100..=160).contains(&first.0) && (70..=100).contains(&(first.1 - first.0)));
    let mut config = config();
    config.seed = 99;
    let mut after = Rig::new(config);
    after.feed(Input::Restored(rig.records.clone()));
    after.feed(Input::Programs(one(vec![run])));
    assert_eq!(span(&after, 1), first);
}

/// [2030.5 §10.2.2.3 m] The end of the earlier is the start of the later, whatever either drew.
#[test]
fn back_to_back_events_leave_no_gap_and_no_overlap() {
    let random = |n, start| {
        let mut run = event(n, start, 100, &[export(LOW)]);
        (run.randomize_start, run.randomize_duration) = (Seconds(40), Seconds(-40));
        run
    };
    let mut rig = rig(vec![random(1, 10), random(2, 110), random(3, 210)]);
    assert_eq!(span(&rig, 1).1, span(&rig, 2).0);
    assert_eq!(span(&rig, 2).1, span(&rig, 3).0);
    for second in span(&rig, 1).0..span(&rig, 3).1 {
        rig.to(second);
        assert_eq!(held(&rig), Some(LOW), "at {second} s");
    }
    assert_eq!(rig.life(2), ["received", "started", "completed"]);
}

/// [X18 EventStatus 3] An active event winds down within the larger of its randomizations; a waiting one is dropped.
/// [2030.5 EventStatus.currentStatus]
#[test]
fn cancel_with_randomization_winds_down() {
    let mut run = event(1, 0, 1_000, &[export(LOW)]);
    run.randomize_duration = Seconds(60);
    let waiting = event(2, 500, 100, &[watts(Mode::GenLimW, LOW)]);
    let mut rig = rig(vec![run.clone(), waiting.clone()]);
    rig.to(20);
    let wind_down = |mut event: Event| {
        event.status = EventStatus::CancelledWithRandomization;
        event.status_since = UtcSeconds(T0 + 20);
        event
    };
    rig.feed(Input::Programs(one(vec![wind_down(run), wind_down(waiting)])));
    assert_eq!(rig.life(2), ["received", "cancelled"]);
    rig.to(81);
    assert_eq!(held(&rig), None);
    assert_eq!(rig.life(1), ["received", "started", "cancelled"]);
    let ended = rig.transitions.iter().find(|t| t.kind == TransitionKind::Cancelled && t.event.mrid == mrid(1));
    assert!((20..=80).contains(&(ended.expect("it ended").at.0 - T0)));
}

/// A waiting event that would be displaced comes back when the winner is cancelled before its start.
#[test]
fn a_displaced_event_comes_back_when_the_winner_is_cancelled_before_its_start() {
    let best = |status: fn(Event) -> Event| {
        programs(vec![
            program(1, 9, &[], vec![event(1, 20, 40, &[export(LOW)])]),
            program(2, 1, &[], vec![status(event(2, 10, 100, &[export(9_000)]))]),
        ])
    };
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(best(|e| e)));
    rig.to(5);
    rig.feed(Input::Programs(best(|e| cancelled(e, 5))));
    rig.to(21);
    assert_eq!(held(&rig), Some(LOW));
    assert_eq!(rig.life(1), ["received", "started"]);
}

/// The one difference between the editions: what is left of a displaced event resumes in 2023, never in 2018.
#[test]
fn only_the_2023_edition_resumes() {
    for edition_2023 in [false, true] {
        let mut set = programs(vec![
            program(1, 9, &[], vec![event(1, 0, 60, &[export(LOW)])]),
            program(2, 1, &[], vec![event(2, 20, 20, &[export(9_000)])]),
        ]);
        set.edition_2023 = edition_2023;
        let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
        rig.feed(Input::Programs(set));
        rig.to(50);
        assert_eq!(held(&rig), edition_2023.then_some(LOW));
        rig.to(61);
        let told: &[&str] = if edition_2023 { &["resumed", "completed"] } else { &[] };
        assert_eq!(rig.life(1), [&["received", "started", "superseded"], told].concat());
    }
}

/// [2030.5 §10.2.2.3 p] Absence from a complete list cancels in 2023 alone; a torn list removes nothing.
#[test]
fn only_a_complete_list_of_2023_cancels_by_absence() {
    for (edition_2023, complete) in [(false, true), (true, false), (true, true)] {
        let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
        let mut set = one(vec![event(1, 0, 100, &[export(LOW)])]);
        set.edition_2023 = edition_2023;
        rig.feed(Input::Programs(set));
        rig.to(10);
        let mut without = one(vec![]);
        (without.edition_2023, without.complete) = (edition_2023, complete);
        rig.feed(Input::Programs(without));
        let gone = edition_2023 && complete;
        assert_eq!(held(&rig), (!gone).then_some(LOW));
        assert_eq!(rig.life(1).contains(&"cancelled"), gone);
    }
}

/// [2030.5 §10.2.2.3 j; CSIP CORE-022] What cannot be done is answered so, and nothing of it holds.
/// [2030.5 opModConnect; CSIP BASIC-009]
#[test]
fn refusals_are_answered_each_with_its_own_word() {
    let share_too_large = event(1, 0, 60, &[share(Mode::FixedW, 20_000)]);
    let mut backwards = event(2, 0, 60, &[export(LOW)]);
    backwards.duration = Seconds(-1);
    let past = event(3, -100, 50, &[export(LOW)]);
    let galvanic = event(4, 0, 60, &[(Mode::Connect, ControlValue::Permit(false))]);
    let wrong_kind = event(5, 0, 60, &[(Mode::ExpLimW, ControlValue::Permit(true))]);
    let mut rig = rig(vec![share_too_large, backwards, past, galvanic, wrong_kind]);
    rig.to(2);
    assert_eq!(rig.life(1), ["bad parameter"]);
    assert_eq!(rig.life(2), ["invalid"]);
    assert_eq!(rig.life(3), ["expired"]);
    assert!(rig.life(4).contains(&"not supported"), "no isolating contact: {:?}", rig.life(4));
    assert_eq!(rig.life(5), ["invalid"]);
    assert_eq!(held(&rig), None);
}

/// Each program runs on its server's time [design r1].
#[test]
fn r1_a_server_ahead_of_us_starts_its_events_earlier() {
    let mut set = one(vec![event(1, 100, 100, &[export(LOW)])]);
    set.server_offset = Seconds(60);
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(set));
    rig.to(39);
    assert_eq!(held(&rig), None);
    rig.to(40);
    assert_eq!(held(&rig), Some(LOW));
}

/// A wall clock set back starts nothing twice, and ends nothing early; set forward, it skips no answer.
#[test]
fn clock_steps_start_nothing_twice_and_skip_no_answer() {
    let mut rig = rig(vec![event(1, 10, 100, &[export(LOW)]), event(2, 5_000, 100, &[export(LOW)])]);
    rig.to(20);
    rig.now.wall = rig.now.wall.plus_ms(-600_000);
    rig.pass(1_000);
    rig.feed(Input::Timer);
    assert_eq!((held(&rig), rig.life(1)), (Some(LOW), vec!["received", "started"]));
    rig.now.wall = rig.now.wall.plus_ms(20_000_000);
    rig.pass(1_000);
    rig.feed(Input::Timer);
    assert_eq!(rig.life(1), ["received", "started", "completed"]);
    assert_eq!(rig.life(2), ["received", "expired"]);
}

/// Rule 5: the same message again, or an older one late, changes nothing [design r5].
#[test]
fn r5_again_and_late_are_harmless() {
    let run = event(1, 0, 100, &[export(LOW)]);
    let mut rig = rig(vec![run.clone()]);
    rig.to(10);
    rig.feed(Input::Programs(one(vec![cancelled(run.clone(), 10)])));
    let (said, stored) = (rig.transitions.len(), rig.records.len());
    rig.feed(Input::Programs(one(vec![cancelled(run.clone(), 10)])));
    rig.feed(Input::Programs(one(vec![run])));
    assert_eq!((rig.transitions.len(), rig.records.len()), (said, stored));
    assert_eq!(held(&rig), None);
}

/// Rule 4: the record of a step comes before the step is said, and a failed commit is tried again.
#[test]
fn r4_what_is_said_is_committed_before() {
    use tieline_core::engine::Output;
    let mut rig = rig(vec![event(1, 10, 100, &[export(LOW)])]);
    let commit = rig.last.iter().position(|o| matches!(o, Output::Commit(_)));
    let word = rig.last.iter().position(|o| matches!(o, Output::Transition(_)));
    assert!(commit.is_some() && commit < word);
    rig.feed(Input::CommitFailed);
    assert!(!rig.last.iter().any(|o| matches!(o, Output::Transition(_))));
    rig.pass(1_000);
    rig.feed(Input::Timer);
    assert_eq!(rig.life(1), ["received", "received"], "said again, since the first may have been dropped");
}
