//! Events of other signals than SIMPLE, and a baseline.

use super::super::event::{price, watts};
use super::Case;
use super::answers::{answered, heard, opted_in};
use tieline_schemas::oadr2::SignalType;

/// The cases, by the numbers of their prompts.
pub(super) const CASES: &[Case] = &[
    // A price of electricity alone.
    Case {
        name: "E 010",
        clause: "OADR2b ELECTRICITY_PRICE",
        play: |stage| {
            let event = stage.event("", 60, 300).only("ELECTRICITY_PRICE", SignalType::Price, Some(price()), 0.25);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // A level and a price in one event.
    Case {
        name: "E 012",
        clause: "OADR2b ELECTRICITY_PRICE",
        play: |stage| {
            let event = stage.event("", 60, 300).signal("ELECTRICITY_PRICE", SignalType::Price, Some(price()), 0.25);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // A setpoint of power [OADR2b LOAD_DISPATCH]. A site that cannot do so would answer 460; this case wants one that can.
    Case {
        name: "E 038",
        clause: "OADR2b LOAD_DISPATCH",
        play: |stage| {
            let event = stage.event("", 60, 300).only("LOAD_DISPATCH", SignalType::Setpoint, Some(watts()), 500.0);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // A baseline beside the signal is no reason to refuse it [OADR2b eiEventBaseline].
    Case {
        name: "E 041",
        clause: "OADR2b eiEventBaseline",
        play: |stage| stage.distribute(vec![stage.event("", 60, 300).baseline(watts(), 1_000.0)]),
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
    // A test event, and one that says so in a way of its own, are answered like any [OADR2b rule 6].
    Case {
        name: "E test",
        clause: "OADR2b rule 6",
        play: |stage| {
            let test = |suffix: &str, text: &str| stage.event(suffix, 60, 300).test(text);
            stage.distribute(vec![test("a", "true"), test("b", "monthly")])
        },
        judge: |seen| answered(seen, 1, &[heard("a", 0), heard("b", 0)]),
    },
    // Level 0 is normal operation.
    Case {
        name: "E level 0",
        clause: "OADR2b rule 9",
        play: |stage| {
            let event = stage.event("", 60, 300).only("SIMPLE", SignalType::Level, None, 0.0);
            stage.distribute(vec![event])
        },
        judge: |seen| answered(seen, 1, &[opted_in("", 0)]),
    },
];
