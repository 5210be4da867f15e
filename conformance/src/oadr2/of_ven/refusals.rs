//! What a VEN must refuse, and with which code; and what it must not refuse.

use super::super::transcript::holds;
use super::Case;
use super::answers::{answered, created, heard, opted_in, refused};
use tieline_schemas::oadr2::{OptType, SignalType};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // A signal of a name that nobody knows.
    Case {
        name: "E 460 name",
        clause: "OADR2b 460",
        play: |stage| {
            let event = stage.event("", 60, 300).only("NO_SUCH_SIGNAL", SignalType::Level, None, 1.0);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[refused("", 0, &[460])]),
    },
    // A level of SIMPLE beyond 3.
    Case {
        name: "E 460 level",
        clause: "OADR2b rule 9",
        play: |stage| {
            let event = stage.event("", 60, 300).only("SIMPLE", SignalType::Level, None, 4.0);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[refused("", 0, &[460])]),
    },
    // An older modification after a newer one; the event stays as it was.
    Case {
        name: "E 450",
        clause: "OADR2b rule 48",
        play: |stage| {
            let event = stage.event("", 120, 300).modification(2);
            stage.distribute(vec![event.clone()])?;
            stage.distribute(vec![stage.event("", 600, 300).modification(1)])?;
            stage.distribute(vec![event])
        },
        judge: |seen| {
            answered(seen, 1, &[opted_in("", 2)])?;
            let stale = answered(seen, 2, &[refused("", 1, &[450])])?;
            Ok(format!("{stale}; then {}", answered(seen, 3, &[opted_in("", 2)])?))
        },
    },
    // A market context that the VEN does not take part in, beside one that it does.
    Case {
        name: "E 453",
        clause: "OADR2b 453",
        play: |stage| {
            let context = stage.bench.foreign_context.clone();
            stage.distribute(vec![stage.event("a", 60, 300).context(&context), stage.event("b", 60, 300)])
        },
        judge: |seen| answered(seen, 1, &[refused("a", 0, &[453]), opted_in("b", 0)]),
    },
    // Targets that leave the VEN out; some say 452.
    Case {
        name: "E 462",
        clause: "OADR2b 462",
        play: |stage| stage.distribute(vec![stage.event("", 60, 300).target("another-ven")]),
        judge: |seen| answered(seen, 1, &[refused("", 0, &[462, 452])]),
    },
    // Cancelled before it was ever seen: no error.
    Case {
        name: "E rule 21",
        clause: "OADR2b rule 21",
        play: |stage| stage.distribute(vec![stage.event("", 60, 300).modification(1).cancelled()]),
        judge: |seen| answered(seen, 1, &[heard("", 1)]),
    },
    // A list under a foreign vtnID is not obeyed; whether anything is answered is open, opting in is not.
    Case {
        name: "E rule 21 vtnID",
        clause: "OADR2b rule 21",
        play: |stage| stage.distribute_as("another-vtn", vec![stage.event("", 60, 300)]),
        judge: |seen| {
            let responses = created(seen.here).filter_map(|created| created.ei_created_event.event_responses.as_ref());
            let mut each = responses.flat_map(|responses| &responses.event_response);
            let opted_in = each.any(|response| response.opt_type == OptType::OptIn);
            holds(!opted_in, || "it opts in to what a foreign vtnID sent".to_owned())?;
            Ok("not opted in to".to_owned())
        },
    },
];
