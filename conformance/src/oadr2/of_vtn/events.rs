//! Events as the VTN sends them: each set-up, and the rules that hold in every event.

use super::super::clock::now_s;
use super::super::setup::{EventPlan, SignalPlan};
use super::super::transcript::{equal, holds};
use super::super::ven::Fault;
use super::{Case, Stage, done, event_of};
use tieline_schemas::oadr2::{self as wire, EventStatus, ItemBase, Message, ResponseRequired, SignalType};

/// The cases, in the order of their numbers.
pub(super) const CASES: &[Case] = &[
    // Starts now, for 5 minutes: active, its value current [OADR2b rule 4, rule 14].
    Case {
        name: "E1_0420",
        clause: "OADR2b rule 4",
        play: |stage| {
            let event = sent(stage, &stage.plan(0, 300))?;
            equal("eventStatus", event.event_descriptor.event_status, EventStatus::Active)?;
            done("active, modification 0")
        },
    },
    // Starts in 2 minutes: far, the current value 0 [OADR2b rule 14].
    Case {
        name: "E1_0430",
        clause: "OADR2b rule 14",
        play: |stage| {
            let event = sent(stage, &stage.plan(120, 300))?;
            equal("eventStatus", event.event_descriptor.event_status, EventStatus::Far)?;
            done("far, currentValue 0")
        },
    },
    // Wants no answer: says so, and nothing is waited for [OADR2b responseRequired].
    Case {
        name: "E1_0468",
        clause: "OADR2b responseRequired",
        play: |stage| {
            let id = stage.make(&EventPlan { always: false, ..stage.plan(0, 300) })?;
            let list = stage.polled_list()?;
            equal("oadrResponseRequired", event_of(&list, &id)?.oadr_response_required, ResponseRequired::Never)?;
            stage.ven.obey(&Message::DistributeEvent(list))?;
            stage.expect_drained()?;
            done("never, and not waited for")
        },
    },
    // Cancelled while it runs: told of as cancelled, one modification on, and still in the list [OADR2b rule 5].
    Case { name: "E1_0470", clause: "OADR2b rule 5", play: |stage| cancelled(stage, 0) },
    // Longer: one modification on [OADR2b rule 5].
    Case {
        name: "E1_0484",
        clause: "OADR2b rule 5",
        play: |stage| {
            let plan = stage.plan(0, 300);
            changed(stage, &plan, &EventPlan { start_s: plan.start_s, ..stage.plan(0, 600) })
        },
    },
    // Put off.
    Case {
        name: "E1_0490",
        clause: "OADR2b rule 5",
        play: |stage| changed(stage, &stage.plan(120, 300), &stage.plan(240, 300)),
    },
    // Cancelled before it starts.
    Case { name: "E1_0492", clause: "OADR2b rule 5", play: |stage| cancelled(stage, 120) },
    // What time alone changes is no modification [OADR2b rule 5].
    Case {
        name: "E status alone",
        clause: "OADR2b rule 5",
        play: |stage| {
            let id = stage.make(&stage.plan(2, 300))?;
            stage.answered_list()?;
            for _ in 0..50 {
                let list = stage.ven.request_events(None)?;
                let descriptor = &event_of(&list, &id)?.ei_event.event_descriptor;
                equal("modificationNumber", descriptor.modification_number, 0)?;
                if descriptor.event_status == EventStatus::Active {
                    return done("active by itself, still modification 0");
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            Err(Fault::Wrong("3 s after its start it is not active".to_owned()))
        },
    },
    // Far before its ramp-up.
    Case { name: "E1_0527", clause: "OADR2b eventStatus", play: |stage| ramp(stage, 600, EventStatus::Far) },
    // Near within it.
    Case { name: "E1_0657", clause: "OADR2b eventStatus", play: |stage| ramp(stage, 60, EventStatus::Near) },
    // Its start is open by 2 minutes [OADR2b startafter].
    Case {
        name: "E1_0750",
        clause: "OADR2b startafter",
        play: |stage| {
            let event = sent(stage, &EventPlan { start_after_s: 120, ..stage.plan(60, 300) })?;
            let tolerance = event.ei_active_period.properties.tolerance;
            let seconds = tolerance.and_then(|one| one.tolerate.startafter).and_then(|after| after.to_seconds());
            equal("startafter", seconds, Some(120))?;
            done("PT2M")
        },
    },
    // No length: until it is cancelled [OADR2b PT0S].
    Case {
        name: "E PT0S",
        clause: "OADR2b PT0S",
        play: |stage| {
            let event = sent(stage, &stage.plan(0, 0))?;
            equal("eventStatus", event.event_descriptor.event_status, EventStatus::Active)?;
            done("active, PT0S")
        },
    },
    // A price alone.
    Case { name: "E 010", clause: "OADR2b ELECTRICITY_PRICE", play: |stage| signals(stage, vec![price()]) },
    // A level and a price: both fill the event [OADR2b rule 8].
    Case {
        name: "E 012",
        clause: "OADR2b rule 8",
        play: |stage| {
            let level =
                SignalPlan { name: "SIMPLE", kind: "level", unit: None, intervals: vec![(100, 1.0), (200, 2.0)] };
            signals(stage, vec![level, price()])
        },
    },
    // A setpoint of power, in watts [OADR2b LOAD_DISPATCH].
    Case {
        name: "E 038",
        clause: "OADR2b LOAD_DISPATCH",
        play: |stage| {
            let setpoint =
                SignalPlan { name: "LOAD_DISPATCH", kind: "setpoint", unit: Some("W"), intervals: vec![(300, 500.0)] };
            signals(stage, vec![setpoint])
        },
    },
    // A baseline beside the signal [OADR2b eiEventBaseline].
    Case {
        name: "E 041",
        clause: "OADR2b eiEventBaseline",
        play: |stage| {
            let event = sent(stage, &EventPlan { baseline_w: Some(1_000.0), ..stage.plan(60, 300) })?;
            let baseline = event.ei_event_signals.ei_event_baseline.ok_or("there is no eiEventBaseline")?;
            uids(&baseline.intervals)?;
            holds(matches!(baseline.item_base, Some(ItemBase::PowerReal(_))), || {
                "its unit is not powerReal".to_owned()
            })?;
            done(baseline.baseline_name)
        },
    },
    // All levels of SIMPLE, an interval each [OADR2b rule 2, rule 9].
    Case {
        name: "E levels",
        clause: "OADR2b rule 9",
        play: |stage| {
            let intervals = vec![(60, 0.0), (60, 1.0), (60, 2.0), (120, 3.0)];
            signals(stage, vec![SignalPlan { name: "SIMPLE", kind: "level", unit: None, intervals }])
        },
    },
    // A level beyond 3 is not sent, nor intervals that do not fill the event [OADR2b rule 8, rule 9].
    Case {
        name: "E not sent",
        clause: "OADR2b rule 9",
        play: |stage| {
            let mut level = stage.plan(60, 300);
            level.signals[0].intervals[0].1 = 4.0;
            let mut short = stage.plan(60, 300);
            short.signals[0].intervals[0].0 = 200;
            for plan in [level, short] {
                if let Ok(id) = stage.bench.setup.create_event(&plan) {
                    stage.made.push(id.clone());
                    let list = stage.ven.request_events(None)?;
                    holds(event_of(&list, &id).is_err(), || format!("it is sent: {:?}", plan.signals))?;
                }
            }
            let list = stage.ven.request_events(None)?;
            list.oadr_event.iter().try_for_each(|event| filled(&event.ei_event))?;
            done("neither")
        },
    },
    // A test event says so [OADR2b rule 6].
    Case {
        name: "E test",
        clause: "OADR2b rule 6",
        play: |stage| {
            let event = sent(stage, &EventPlan { test: true, ..stage.plan(60, 300) })?;
            let text = event.event_descriptor.test_event.unwrap_or_default();
            holds(!text.is_empty() && text != "false", || format!("testEvent is {text:?}"))?;
            done(text)
        },
    },
];

fn price() -> SignalPlan {
    SignalPlan { name: "ELECTRICITY_PRICE", kind: "price", unit: Some("USD/kWh"), intervals: vec![(300, 0.25)] }
}

/// Makes an event, and the event as the next poll brings it, new and by the rules, answered.
fn sent(stage: &mut Stage<'_, '_>, plan: &EventPlan) -> Result<wire::EiEvent, Fault> {
    let id = stage.make(plan)?;
    let list = stage.answered_list()?;
    let told = event_of(&list, &id)?.clone();
    equal("oadrResponseRequired", told.oadr_response_required, ResponseRequired::Always)?;
    let event = told.ei_event;
    equal("modificationNumber of a new event", event.event_descriptor.modification_number, 0)?;
    as_planned(&event, plan)?;
    Ok(event)
}

/// What is planned is what is told; and the rules that hold in every event.
fn as_planned(event: &wire::EiEvent, plan: &EventPlan) -> Result<(), Fault> {
    let descriptor = &event.event_descriptor;
    equal("marketContext", descriptor.ei_market_context.market_context.as_str(), plan.market_context.as_str())?;
    equal("priority", descriptor.priority.unwrap_or_default(), plan.priority)?;
    let properties = &event.ei_active_period.properties;
    equal("dtstart", properties.dtstart.date_time.unix_seconds(), plan.start_s)?;
    equal("duration", properties.duration.duration.to_seconds(), Some(i64::from(plan.length_s)))?;
    let age_s = now_s() - descriptor.created_date_time.unix_seconds();
    holds((-5..=60).contains(&age_s), || format!("createdDateTime is {age_s} s ago"))?;
    let targets = &event.ei_target.ven_id;
    holds(targets.is_empty() || targets.contains(&plan.ven_id), || format!("its targets are {targets:?}"))?;
    Ok(filled(event)?)
}

/// Intervals are numbered from 0 in each signal, and fill the event; a level of SIMPLE is 0 to 3; the current value is 0 unless
/// the event is active, and then that of the interval at hand [OADR2b rule 2, rule 8, rule 9, rule 14].
fn filled(event: &wire::EiEvent) -> Result<(), String> {
    let length = event.ei_active_period.properties.duration.duration.to_seconds();
    let signals = &event.ei_event_signals.ei_event_signal;
    holds(!signals.is_empty(), || "there is no signal".to_owned())?;
    let active = event.event_descriptor.event_status == EventStatus::Active;
    for signal in signals {
        uids(&signal.intervals)?;
        let lengths =
            signal.intervals.interval.iter().map(|interval| interval.duration.as_ref()?.duration.to_seconds());
        let sum: Option<i64> = lengths.sum();
        equal(&format!("sum of {}'s intervals", signal.signal_name), sum, length)?;
        let values: Vec<f64> = signal.intervals.interval.iter().filter_map(value).collect();
        if signal.signal_name.eq_ignore_ascii_case("SIMPLE") {
            let odd = values.iter().find(|value| ![0.0, 1.0, 2.0, 3.0].contains(*value));
            holds(odd.is_none(), || format!("a level of SIMPLE is {odd:?}"))?;
        }
        let current = signal.current_value.as_ref().map(|current| current.payload_float.value);
        let right = match (active, current) {
            (true, Some(current)) => values.contains(&current),
            (true, None) => false,
            (false, current) => current.is_none_or(|current| current == 0.0),
        };
        holds(right, || {
            format!("currentValue is {current:?} while it is {}", if active { "active" } else { "not active" })
        })?;
    }
    Ok(())
}

fn uids(intervals: &wire::Intervals) -> Result<(), String> {
    let found: Vec<_> =
        intervals.interval.iter().map(|interval| interval.uid.as_ref().map_or("", |uid| uid.text.as_str())).collect();
    let right = found.iter().enumerate().all(|(number, uid)| *uid == number.to_string());
    holds(right && !found.is_empty(), || format!("uids are {found:?}"))
}

fn value(interval: &wire::Interval) -> Option<f64> {
    interval.stream_payload_base.iter().find_map(|payload| match payload {
        wire::StreamPayload::SignalPayload(wire::SignalPayload {
            payload_base: wire::Payload::PayloadFloat(float),
        }) => Some(float.value),
        _ => None,
    })
}

fn cancelled(stage: &mut Stage<'_, '_>, in_s: i64) -> Result<String, Fault> {
    let id = stage.make(&stage.plan(in_s, 300))?;
    stage.answered_list()?;
    stage.bench.setup.cancel_event(&id).map_err(Fault::NotRun)?;
    let list = stage.answered_list()?;
    let descriptor = &event_of(&list, &id)?.ei_event.event_descriptor;
    equal("eventStatus", descriptor.event_status, EventStatus::Cancelled)?;
    equal("modificationNumber", descriptor.modification_number, 1)?;
    event_of(&stage.ven.request_events(None)?, &id)?;
    done("cancelled, modification 1, still listed")
}

fn changed(stage: &mut Stage<'_, '_>, before: &EventPlan, after: &EventPlan) -> Result<String, Fault> {
    let id = stage.make(before)?;
    stage.answered_list()?;
    stage.bench.setup.change_event(&id, after).map_err(Fault::NotRun)?;
    let list = stage.answered_list()?;
    let event = &event_of(&list, &id)?.ei_event;
    equal("modificationNumber", event.event_descriptor.modification_number, 1)?;
    as_planned(event, after)?;
    done("modification 1")
}

fn ramp(stage: &mut Stage<'_, '_>, in_s: i64, status: EventStatus) -> Result<String, Fault> {
    let event = sent(stage, &EventPlan { margins_s: (60, 120, 60), ..stage.plan(in_s, 300) })?;
    equal("eventStatus", event.event_descriptor.event_status, status)?;
    let properties = &event.ei_active_period.properties;
    let seconds = |duration: &Option<wire::DurationProp>| duration.as_ref().and_then(|one| one.duration.to_seconds());
    equal("x-eiNotification", seconds(&properties.x_ei_notification), Some(60))?;
    equal("x-eiRampUp", seconds(&properties.x_ei_ramp_up), Some(120))?;
    equal("x-eiRecovery", seconds(&properties.x_ei_recovery), Some(60))?;
    done(status.as_str())
}

/// These signals as planned, with their units.
fn signals(stage: &mut Stage<'_, '_>, plans: Vec<SignalPlan>) -> Result<String, Fault> {
    let event = sent(stage, &EventPlan { signals: plans.clone(), ..stage.plan(60, 300) })?;
    let told = &event.ei_event_signals.ei_event_signal;
    equal("signals", told.len(), plans.len())?;
    for (signal, plan) in told.iter().zip(&plans) {
        equal("signalName", signal.signal_name.as_str(), plan.name)?;
        equal("signalType", Some(signal.signal_type), SignalType::parse(plan.kind))?;
        let right = match plan.unit {
            Some("W") => matches!(&signal.item_base, Some(ItemBase::PowerReal(_))),
            Some(_) => matches!(&signal.item_base, Some(ItemBase::CurrencyPerKWh(_))),
            None => signal.item_base.is_none(),
        };
        holds(right, || format!("the unit of {} is {:?}", plan.name, signal.item_base.as_ref().map(ItemBase::name)))?;
        let values: Vec<f64> = signal.intervals.interval.iter().filter_map(value).collect();
        let wanted: Vec<f64> = plan.intervals.iter().map(|(_, value)| *value).collect();
        let close = values.len() == wanted.len() && values.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-6);
        holds(close, || format!("values of {} are {values:?}, not {wanted:?}", plan.name))?;
    }
    let ids: std::collections::BTreeSet<_> = told.iter().map(|signal| &signal.signal_id).collect();
    equal("signalIDs of their own", ids.len(), told.len())?;
    done(told.iter().map(|signal| signal.signal_name.clone()).collect::<Vec<_>>().join(", "))
}
