//! Events of SIMPLE level 1: new, changed, cancelled, wanting no answer, several at once.

use super::super::procedure::Seen;
use super::super::transcript::Judged;
use super::answers::{answered, heard, opted_in, unanswered};
use super::{Case, Stage};

const CREATED: &str = "OADR2b oadrCreatedEvent";
const REQUIRED: &str = "OADR2b responseRequired";

/// The cases, in the order of their numbers.
pub(super) const CASES: &[Case] = &[
    // An event that starts now, for 5 minutes: opted in to.
    Case {
        name: "E1_0420",
        clause: CREATED,
        play: |stage| stage.distribute(vec![stage.event("", 0, 300)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // One that starts in 2 minutes.
    Case {
        name: "E1_0430",
        clause: CREATED,
        play: |stage| stage.distribute(vec![stage.event("", 120, 300)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // Two in one list: each is answered, under the request that brought both.
    Case {
        name: "E1_0440",
        clause: CREATED,
        play: |stage| stage.distribute(vec![stage.event("a", 0, 300), stage.event("b", 600, 300)]),
        judge: |seen| answered(seen, 1, &[opted_in("a", 0), opted_in("b", 0)]),
    },
    // One that starts now and wants no answer: there is none.
    Case {
        name: "E1_0468",
        clause: REQUIRED,
        play: |stage| {
            stage.distribute(vec![stage.event("", 0, 300).never()])?;
            stage.idle_polls(1);
            Ok(())
        },
        judge: |seen| unanswered(seen, 1),
    },
    // A running one is cancelled: the cancellation is answered under its own modification [OADR2b rule 5].
    Case { name: "E1_0470", clause: "OADR2b rule 5", play: |stage| cancel(stage, 0, false), judge: both_heard },
    // One that is to start wants no answer.
    Case {
        name: "E1_0480",
        clause: REQUIRED,
        play: |stage| {
            stage.distribute(vec![stage.event("", 120, 300).never()])?;
            stage.idle_polls(1);
            Ok(())
        },
        judge: |seen| unanswered(seen, 1),
    },
    // A running one becomes longer: answered again, under the new modification [OADR2b rule 5].
    Case {
        name: "E1_0484",
        clause: "OADR2b rule 5",
        play: |stage| {
            stage.distribute(vec![stage.event("", 0, 300)])?;
            stage.distribute(vec![stage.event("", 0, 600).modification(1)])
        },
        judge: both_in,
    },
    // One that is to start is put off.
    Case {
        name: "E1_0490",
        clause: "OADR2b rule 5",
        play: |stage| {
            stage.distribute(vec![stage.event("", 120, 300)])?;
            stage.distribute(vec![stage.event("", 240, 300).modification(1)])
        },
        judge: both_in,
    },
    // One that is to start is cancelled.
    Case { name: "E1_0492", clause: "OADR2b rule 5", play: |stage| cancel(stage, 120, false), judge: both_heard },
    // One that wants no answer is cancelled: no answer to that either.
    Case {
        name: "E1_0498",
        clause: REQUIRED,
        play: |stage| {
            cancel(stage, 120, true)?;
            stage.idle_polls(1);
            Ok(())
        },
        judge: |seen| unanswered(seen, 2),
    },
    // Four in two market contexts with two priorities, running and to start [OADR2b priority].
    Case { name: "E1_0520", clause: "OADR2b priority", play: |stage| four(stage, 0), judge: four_in },
    // The same, all to start.
    Case { name: "E1_0525", clause: "OADR2b priority", play: |stage| four(stage, 120), judge: four_in },
    // One with notification, ramp-up and recovery, far.
    Case {
        name: "E1_0527",
        clause: CREATED,
        play: |stage| stage.distribute(vec![stage.event("", 600, 300).margins(60, 120, 60)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // The same, near: in its ramp-up.
    Case {
        name: "E1_0657",
        clause: CREATED,
        play: |stage| stage.distribute(vec![stage.event("", 60, 300).margins(60, 120, 60)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // One whose start is open by 2 minutes [OADR2b startafter].
    Case {
        name: "E1_0750",
        clause: "OADR2b startafter",
        play: |stage| stage.distribute(vec![stage.event("", 60, 300).start_after(120)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // The same list again, the event now active: always means each time [OADR2b responseRequired].
    Case {
        name: "E always",
        clause: REQUIRED,
        play: |stage| {
            let event = stage.event("", 0, 300);
            stage.distribute(vec![event.clone()])?;
            stage.distribute(vec![event])
        },
        judge: |seen| {
            answered(seen, 1, &[opted_in("", 0)])?;
            answered(seen, 2, &[opted_in("", 0)])
        },
    },
    // One without a length runs until it is cancelled [OADR2b PT0S].
    Case {
        name: "E PT0S",
        clause: "OADR2b PT0S",
        play: |stage| {
            let event = stage.event("", 0, 0);
            stage.distribute(vec![event.clone()])?;
            stage.distribute(vec![event.modification(1).cancelled()])
        },
        judge: both_heard,
    },
    // One that is no longer in the list is cancelled, and nothing is said of it [OADR2b implied cancel].
    Case {
        name: "E implied cancel",
        clause: "OADR2b implied cancel",
        play: |stage| {
            stage.distribute(vec![stage.event("a", 0, 300)])?;
            stage.distribute(vec![stage.event("b", 300, 300)])?;
            stage.distribute(Vec::new())
        },
        judge: |seen| {
            answered(seen, 1, &[opted_in("a", 0)])?;
            answered(seen, 2, &[opted_in("b", 0)])?;
            answered(seen, 3, &[])
        },
    },
];

/// An event and its cancellation, one modification later.
fn cancel(stage: &mut Stage<'_, '_>, in_s: i64, never: bool) -> Result<(), String> {
    let event = stage.event("", in_s, 300);
    let event = if never { event.never() } else { event };
    stage.distribute(vec![event.clone()])?;
    stage.distribute(vec![event.modification(1).cancelled()])
}

fn both_heard(seen: &Seen<'_>) -> Judged {
    let first = answered(seen, 1, &[opted_in("", 0)])?;
    Ok(format!("{first}; then {}", answered(seen, 2, &[heard("", 1)])?))
}

fn both_in(seen: &Seen<'_>) -> Judged {
    let first = answered(seen, 1, &[opted_in("", 0)])?;
    Ok(format!("{first}; then {}", answered(seen, 2, &[opted_in("", 1)])?))
}

fn four(stage: &mut Stage<'_, '_>, in_s: i64) -> Result<(), String> {
    let contexts = stage.bench.market_contexts.clone();
    let event = |suffix: &str, in_s, context: &str, priority| {
        stage.event(suffix, in_s, 120).context(context).priority(priority)
    };
    let events = vec![
        event("a", in_s, &contexts[0], 1),
        event("b", in_s, &contexts[1], 2),
        event("c", in_s + 300, &contexts[0], 2),
        event("d", in_s + 300, &contexts[1], 1),
    ];
    stage.distribute(events)
}

fn four_in(seen: &Seen<'_>) -> Judged {
    answered(seen, 1, &[opted_in("a", 0), opted_in("b", 0), opted_in("c", 0), opted_in("d", 0)])
}
