//! What a list of events must be: order, completeness, one message a poll.

use super::super::setup::EventPlan;
use super::super::transcript::{equal, holds};
use super::super::ven::{Fault, unexpected};
use super::{Case, Stage, done, event_of};
use tieline_schemas::oadr2::{self as wire, EventStatus, Message};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Two events: both in one list, the active one first [OADR2b rule 15].
    Case {
        name: "E1_0440",
        clause: "OADR2b rule 15",
        play: |stage| {
            let later = stage.make(&stage.plan(600, 300))?;
            let now = stage.make(&stage.plan(0, 300))?;
            in_order(stage, &[now, later])
        },
    },
    // Four in two market contexts with two priorities: active ones by priority, then those to come by start
    // [OADR2b rule 15; OADR2b priority].
    Case {
        name: "E1_0520",
        clause: "OADR2b rule 15",
        play: |stage| {
            let [a, b] = stage.bench.market_contexts.clone();
            let plan = |stage: &Stage<'_, '_>, in_s, context: &String, priority| EventPlan {
                market_context: context.clone(),
                priority,
                ..stage.plan(in_s, 120)
            };
            let fourth = stage.make(&plan(stage, 600, &a, 1))?;
            let third = stage.make(&plan(stage, 300, &b, 2))?;
            let second = stage.make(&plan(stage, 0, &a, 2))?;
            let first = stage.make(&plan(stage, 0, &b, 1))?;
            in_order(stage, &[first, second, third, fourth])
        },
    },
    // Active ones without a priority stand behind those with any.
    Case {
        name: "E1_0525",
        clause: "OADR2b priority",
        play: |stage| {
            let plan = |stage: &Stage<'_, '_>, priority| EventPlan { priority, ..stage.plan(0, 120) };
            let none = stage.make(&plan(stage, 0))?;
            let low = stage.make(&plan(stage, 9))?;
            let high = stage.make(&plan(stage, 1))?;
            in_order(stage, &[high, low, none])
        },
    },
    // Cancelled ones stand last.
    Case {
        name: "E cancelled last",
        clause: "OADR2b rule 15",
        play: |stage| {
            let cancelled = stage.make(&stage.plan(0, 300))?;
            let later = stage.make(&stage.plan(600, 300))?;
            stage.bench.setup.cancel_event(&cancelled).map_err(Fault::NotRun)?;
            in_order(stage, &[later, cancelled])
        },
    },
    // A list has everything each time, also when one event alone is new, or changed [OADR2b implied cancel].
    Case {
        name: "E full list",
        clause: "OADR2b implied cancel",
        play: |stage| {
            let first = stage.make(&stage.plan(300, 300))?;
            stage.answered_list()?;
            let second = stage.make(&stage.plan(900, 300))?;
            let list = stage.answered_list()?;
            event_of(&list, &first)?;
            event_of(&list, &second)?;
            let changed = EventPlan { priority: 3, ..stage.plan(900, 300) };
            stage.bench.setup.change_event(&second, &changed).map_err(Fault::NotRun)?;
            let list = stage.answered_list()?;
            event_of(&list, &first)?;
            event_of(&list, &second)?;
            let asked = stage.ven.request_events(None)?;
            event_of(&asked, &first)?;
            event_of(&asked, &second)?;
            done("everything each time, by poll and by request")
        },
    },
    // A VEN may ask for a few.
    Case {
        name: "E replyLimit",
        clause: "OADR2b replyLimit",
        play: |stage| {
            let first = stage.make(&stage.plan(0, 300))?;
            let second = stage.make(&stage.plan(600, 300))?;
            stage.answered_list()?;
            let asked = stage.ven.request_events(Some(1))?;
            equal("events for a replyLimit of 1", asked.oadr_event.len(), 1)?;
            event_of(&asked, &first)?;
            event_of(&stage.ven.request_events(None)?, &second)?;
            done("the first in order")
        },
    },
    // A poll brings one message; what is left comes with the next ones, and then nothing [OADR2b oadrPoll].
    Case {
        name: "P one message",
        clause: "OADR2b oadrPoll",
        play: |stage| {
            stage.make(&stage.plan(300, 300))?;
            let ven_id = stage.ven.id();
            stage.bench.setup.ask_registration(&ven_id).map_err(Fault::NotRun)?;
            let came: Vec<_> = stage.drain()?.iter().map(Message::name).collect();
            holds(came.contains(&"oadrDistributeEvent") && came.contains(&"oadrRequestReregistration"), || {
                format!("polls brought {came:?}")
            })?;
            stage.expect_drained()?;
            done(came.join(", "))
        },
    },
    // Nothing to be said: a plain oadrResponse, and again.
    Case {
        name: "P drained",
        clause: "OADR2b oadrPoll",
        play: |stage| {
            stage.expect_drained()?;
            stage.expect_drained()?;
            done("oadrResponse 200")
        },
    },
    // Lists have requestIDs of their own.
    Case {
        name: "E requestID",
        clause: "OADR2b requestID",
        play: |stage| {
            let id = stage.make(&stage.plan(300, 300))?;
            let first = stage.answered_list()?;
            stage.bench.setup.cancel_event(&id).map_err(Fault::NotRun)?;
            let second = stage.answered_list()?;
            holds(first.request_id != second.request_id, || format!("two lists are both {}", first.request_id))?;
            done("each its own")
        },
    },
    // A list that was not answered comes again: a VEN that lost it hears of it.
    Case {
        name: "E unanswered",
        clause: "OADR2b responseRequired",
        play: |stage| {
            let id = stage.make(&stage.plan(300, 300))?;
            let lost = stage.polled_list()?;
            event_of(&lost, &id)?;
            for _ in 0..60 {
                match stage.ven.poll()? {
                    Some(Message::DistributeEvent(list)) => {
                        event_of(&list, &id)?;
                        stage.ven.obey(&Message::DistributeEvent(list))?;
                        stage.expect_drained()?;
                        return done("told again");
                    }
                    Some(Message::Response(_)) => std::thread::sleep(std::time::Duration::from_millis(100)),
                    other => return Err(unexpected("oadrDistributeEvent", other.as_ref())),
                }
            }
            Err(Fault::Wrong("it is not told again within 6 s".to_owned()))
        },
    },
];

/// The next list has these in this order, whatever else it has, and is ordered as a whole.
fn in_order(stage: &mut Stage<'_, '_>, ids: &[String]) -> Result<String, Fault> {
    let list = stage.answered_list()?;
    let found: Vec<&String> = list
        .oadr_event
        .iter()
        .map(|event| &event.ei_event.event_descriptor.event_id)
        .filter(|id| ids.contains(id))
        .collect();
    holds(found.len() == ids.len(), || format!("{} of {} events are in the list", found.len(), ids.len()))?;
    holds(found.iter().copied().eq(ids), || format!("the order is {found:?}, not {ids:?}"))?;
    ordered(&list)?;
    done("in order")
}

/// Active ones by priority and start, then those to come by start, then the rest [OADR2b rule 15].
fn ordered(list: &wire::OadrDistributeEvent) -> Result<(), String> {
    let rank = |event: &wire::OadrEvent| {
        let descriptor = &event.ei_event.event_descriptor;
        let start_s = event.ei_event.ei_active_period.properties.dtstart.date_time.unix_seconds();
        // 0 is no priority, and behind all others.
        let priority = descriptor.priority.filter(|priority| *priority > 0).unwrap_or(u32::MAX);
        match descriptor.event_status {
            EventStatus::Active => (0, priority, start_s),
            EventStatus::Far | EventStatus::Near | EventStatus::None => (1, 0, start_s),
            EventStatus::Completed | EventStatus::Cancelled => (2, 0, 0),
        }
    };
    let ranks: Vec<_> = list.oadr_event.iter().map(rank).collect();
    holds(ranks.is_sorted(), || format!("the list as a whole is not in order: {ranks:?}"))
}
