//! Events as VENs see them, and their answers.

use super::world::*;
use crate::vtn::*;
use tieline_core::model::UtcSeconds;
use tieline_schemas::oadr2::{self as wire, Message, OptType, SchemaVersion, Service};

const VERSION: SchemaVersion = SchemaVersion::V20b;

fn ids(events: &[wire::OadrEvent]) -> Vec<&str> {
    events.iter().map(|event| event.ei_event.event_descriptor.event_id.as_str()).collect()
}

fn descriptor(event: &wire::OadrEvent) -> &wire::EventDescriptor {
    &event.ei_event.event_descriptor
}

/// [OADR2b rule 2] [OADR2b rule 4] [OADR2b rule 14]
#[test]
fn an_event_is_told_once_with_its_parts_numbered_and_its_present_value() {
    let mut world = World::registered();
    let mut plan = simple(600, &[(300, 1.0), (300, 2.0)]);
    plan.ramp_up_s = 60;
    world.create("e1", plan);
    let events = world.events("ven-1");
    let event = &events[0].ei_event;
    assert_eq!(
        (event.event_descriptor.modification_number, event.event_descriptor.event_status),
        (0, wire::EventStatus::Far)
    );
    let signal = &event.ei_event_signals.ei_event_signal[0];
    let uids: Vec<_> =
        signal.intervals.interval.iter().map(|one| one.uid.as_ref().map(|uid| uid.text.as_str())).collect();
    assert_eq!(uids, [Some("0"), Some("1")]);
    assert_eq!(event.ei_target.ven_id, ["ven-1"]);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "told");

    let seen = |world: &mut World| {
        world.pass(10);
        let list = world.events("ven-1");
        let value = list[0].ei_event.ei_event_signals.ei_event_signal[0].current_value.as_ref();
        (descriptor(&list[0]).event_status, value.map(|value| value.payload_float.value))
    };
    assert_eq!(seen(&mut world), (wire::EventStatus::Far, Some(0.0)), "its answer did not come: told again");
    world.at = tieline_core::model::Millis((START_S + 535) * 1_000);
    assert_eq!(seen(&mut world), (wire::EventStatus::Near, Some(0.0)));
    world.at = tieline_core::model::Millis((START_S + 600) * 1_000);
    assert_eq!(seen(&mut world), (wire::EventStatus::Active, Some(1.0)));
    world.pass(300);
    assert_eq!(seen(&mut world), (wire::EventStatus::Active, Some(2.0)));
    world.pass(300);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "over: nothing more to answer");
}

/// [OADR2b rule 15]
#[test]
fn a_list_holds_active_events_by_priority_then_those_to_come_then_the_rest() {
    let mut world = World::registered();
    let mut event = |id: &str, in_s: i64, priority: u32| {
        let plan = EventPlan { market_context: FAST.to_owned(), priority, ..simple(in_s, &[(600, 1.0)]) };
        world.create(id, plan);
    };
    event("low", 0, 0);
    event("third", 0, 3);
    event("first", 0, 1);
    event("later", 900, 1);
    event("soon", 300, 9);
    event("off", 100, 1);
    world.operate(|operator| operator.cancel_event("off"));
    world.pass(1);
    let events = world.events("ven-1");
    assert_eq!(ids(&events), ["first", "third", "low", "soon", "later", "off"]);
    assert_eq!(descriptor(&events[5]).event_status, wire::EventStatus::Cancelled);
}

/// [OADR2b rule 5] [OADR2b rule 48]
#[test]
fn each_change_counts_and_answers_to_another_modification_are_450() {
    let mut world = World::registered();
    world.create("e1", simple(600, &[(300, 1.0)]));
    world.events("ven-1");
    assert_eq!(world.answer("ven-1", "e1", 0, OptType::OptIn), 200);
    assert_eq!(world.answer("ven-1", "e2", 0, OptType::OptIn), 452);
    assert_eq!(world.answer("ven-1", "e1", 1, OptType::OptIn), 450);
    world.operate(|operator| operator.change_event("e1", simple(600, &[(300, 1.0)])));
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "the same plan is no change");
    world.operate(|operator| operator.change_event("e1", simple(700, &[(300, 2.0)])));
    let changed = world.events("ven-1");
    assert_eq!(descriptor(&changed[0]).modification_number, 1);
    assert_eq!(world.answer("ven-1", "e1", 0, OptType::OptIn), 450, "the one before");
    assert_eq!(world.answer("ven-1", "e1", 1, OptType::OptOut), 200);
    world.operate(|operator| operator.cancel_event("e1"));
    world.operate(|operator| operator.cancel_event("e1"));
    let cancelled = world.events("ven-1");
    assert_eq!(
        (descriptor(&cancelled[0]).modification_number, descriptor(&cancelled[0]).event_status),
        (2, wire::EventStatus::Cancelled)
    );
    let refused = world.attempt(|operator| operator.change_event("e1", simple(900, &[(300, 2.0)])));
    assert!(matches!(refused, Err(OperatorError::Conflict(_))));
}

/// [OADR2b rule 16] [OADR2b rule 17] [OADR2b rule 206]
#[test]
fn opting_out_later_counts_and_an_opt_stands_over_what_is_answered_after() {
    let mut world = World::registered();
    world.create("e1", simple(600, &[(300, 1.0)]));
    let takes_part = |world: &mut World| {
        world.operate(|operator| {
            let (answers, missing) = operator.answers("e1")?;
            Ok((answers.iter().map(|answer| answer.opts_in).collect::<Vec<_>>(), missing.len()))
        })
    };
    assert_eq!(takes_part(&mut world), (vec![], 2));
    world.settle("ven-1");
    assert_eq!(takes_part(&mut world), (vec![true], 1));
    assert_eq!(world.answer("ven-1", "e1", 0, OptType::OptOut), 200);
    assert_eq!(takes_part(&mut world), (vec![false], 1));
    let opt = |event: &str, modification, opt_type| wire::OadrCreateOpt {
        schema_version: VERSION,
        opt_id: "opt-1".to_owned(),
        opt_type,
        opt_reason: wire::OptReason::Economic,
        market_context: None,
        ven_id: "ven-1".to_owned(),
        vavailability: None,
        created_date_time: wire::DateTime::from_unix_seconds(START_S).expect("a time"),
        request_id: "o".to_owned(),
        qualified_event_id: Some(wire::QualifiedEventID {
            event_id: event.to_owned(),
            modification_number: modification,
        }),
        ei_target: wire::EiTarget::default(),
        oadr_device_class: None,
    };
    assert_eq!(world.code("ven-1", Service::Opt, opt("e9", 0, OptType::OptIn)), 452);
    assert_eq!(world.code("ven-1", Service::Opt, opt("e1", 3, OptType::OptIn)), 450);
    world.restarts = true;
    assert_eq!(world.code("ven-1", Service::Opt, opt("e1", 0, OptType::OptIn)), 200);
    assert_eq!(world.answer("ven-1", "e1", 0, OptType::OptOut), 200);
    assert_eq!(takes_part(&mut world), (vec![true], 1), "the opt stands");
    let later = wire::OadrCreateOpt { opt_id: "opt-2".to_owned(), ..opt("e1", 0, OptType::OptOut) };
    assert_eq!(world.code("ven-1", Service::Opt, later), 200);
    assert_eq!(world.code("ven-1", Service::Opt, opt("e1", 0, OptType::OptIn)), 200);
    assert_eq!(takes_part(&mut world), (vec![false], 1), "the first, which comes again late, does not");
    let anew = wire::OadrCreateOpt { opt_id: "opt-1".to_owned(), ..opt("e1", 0, OptType::OptOut) };
    assert_eq!(world.code("ven-1", Service::Opt, anew), 200);
    let cancel = |id: &str| wire::OadrCancelOpt {
        schema_version: VERSION,
        request_id: "c".to_owned(),
        opt_id: id.to_owned(),
        ven_id: "ven-1".to_owned(),
    };
    assert_eq!(world.code("ven-1", Service::Opt, cancel("opt-9")), 452);
    assert_eq!(world.code("ven-1", Service::Opt, cancel("opt-1")), 200);
    assert_eq!(takes_part(&mut world), (vec![], 2), "it is asked again");
    assert_eq!(world.events("ven-1").len(), 1);
}

#[test]
fn a_schedule_of_absence_is_kept_and_cancelled() {
    let mut world = World::registered();
    let at = |s| wire::DateTime::from_unix_seconds(START_S + s).expect("a time");
    let away = wire::Available {
        properties: wire::Properties {
            dtstart: at(3_600).into(),
            duration: wire::Duration::from_seconds(7_200).into(),
            ..Default::default()
        },
    };
    let mut opt = wire::OadrCreateOpt {
        schema_version: VERSION,
        opt_id: "away".to_owned(),
        opt_type: OptType::OptOut,
        opt_reason: wire::OptReason::XSchedule,
        market_context: Some(PEAK.to_owned()),
        ven_id: "ven-1".to_owned(),
        vavailability: None,
        created_date_time: at(0),
        request_id: "o".to_owned(),
        qualified_event_id: None,
        ei_target: wire::EiTarget::default(),
        oadr_device_class: None,
    };
    assert_eq!(world.code("ven-1", Service::Opt, opt.clone()), 459, "neither event nor times");
    let components = wire::ArrayOfVavailabilityContainedComponents { available: vec![away] };
    opt.vavailability = Some(wire::Vavailability { components });
    assert_eq!(world.code("ven-1", Service::Opt, opt), 200);
    world.restart();
    let kept = world.operate(|operator| Ok(operator.opts("ven-1")?.into_iter().cloned().collect::<Vec<_>>()));
    let times = vec![(START_S + 3_600, 7_200)];
    assert_eq!(kept[0].subject, OptSubject::Schedule { times, market_context: Some(PEAK.to_owned()) });
}

/// [OADR2b vavailability; OADR2b oadrCancelOpt]
#[test]
fn a_schedule_of_taking_part_is_kept_with_all_its_times_beside_one_of_absence() {
    let mut world = World::registered();
    let at = |s| wire::DateTime::from_unix_seconds(START_S + s).expect("a time");
    let time = |s, seconds| wire::Available {
        properties: wire::Properties {
            dtstart: at(s).into(),
            duration: wire::Duration::from_seconds(seconds).into(),
            ..Default::default()
        },
    };
    let opt = |id: &str, opt_type, available| wire::OadrCreateOpt {
        schema_version: VERSION,
        opt_id: id.to_owned(),
        opt_type,
        opt_reason: wire::OptReason::XSchedule,
        market_context: None,
        ven_id: "ven-1".to_owned(),
        vavailability: Some(wire::Vavailability {
            components: wire::ArrayOfVavailabilityContainedComponents { available },
        }),
        created_date_time: at(0),
        request_id: "o".to_owned(),
        qualified_event_id: None,
        ei_target: wire::EiTarget::default(),
        oadr_device_class: None,
    };
    let away = opt("away", OptType::OptOut, vec![time(3_600, 7_200)]);
    let there = opt("there", OptType::OptIn, vec![time(4_000, 600), time(9_000, 60)]);
    assert_eq!(world.code("ven-1", Service::Opt, away), 200);
    assert_eq!(world.code("ven-1", Service::Opt, there), 200);
    world.restart();
    let kept = world.operate(|operator| Ok(operator.opts("ven-1")?.into_iter().cloned().collect::<Vec<_>>()));
    let kept: Vec<_> = kept.into_iter().map(|opt| (opt.id, opt.opts_in, opt.subject)).collect();
    let subject = |times: &[(i64, i64)]| {
        let times = times.iter().map(|(s, seconds)| (START_S + s, *seconds)).collect();
        OptSubject::Schedule { times, market_context: None }
    };
    let away = ("away".to_owned(), false, subject(&[(3_600, 7_200)]));
    let there = ("there".to_owned(), true, subject(&[(4_000, 600), (9_000, 60)]));
    assert_eq!(kept, [away, there]);
    let cancel = wire::OadrCancelOpt {
        schema_version: VERSION,
        request_id: "c".to_owned(),
        opt_id: "there".to_owned(),
        ven_id: "ven-1".to_owned(),
    };
    assert_eq!(world.code("ven-1", Service::Opt, cancel), 200);
    assert_eq!(world.operate(|operator| Ok(operator.opts("ven-1")?.len())), 1);
}

#[test]
fn targets_say_who_hears_of_an_event() {
    let mut world = World::registered();
    let mut plan = simple(600, &[(300, 1.0)]);
    plan.targets.group_ids = vec!["south".to_owned()];
    world.create("e1", plan);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));
    let events = world.events("ven-2");
    assert_eq!((ids(&events), &events[0].ei_event.ei_target.group_id), (vec!["e1"], &vec!["south".to_owned()]));
    assert_eq!(world.answer("ven-1", "e1", 0, OptType::OptIn), 452, "not its event");
    let mut plan = simple(2_000, &[(300, 1.0)]);
    plan.targets.ven_ids = vec!["ven-1".to_owned(), "ven-2".to_owned()];
    world.create("e2", plan);
    assert_eq!(world.events("ven-1")[0].ei_event.ei_target.ven_id, ["ven-1"], "not whom else it is for");
}

#[test]
fn events_of_one_market_context_do_not_overlap_for_one_ven() {
    let mut world = World::registered();
    world.create("e1", simple(600, &[(300, 1.0)]));
    let refused = world.attempt(|operator| operator.create_event(None, simple(800, &[(300, 2.0)])));
    assert!(matches!(refused, Err(OperatorError::Conflict(says)) if says.contains("e1")));
    world.create("next", simple(900, &[(300, 1.0)]));
    world.create("other context", EventPlan { market_context: FAST.to_owned(), ..simple(600, &[(300, 1.0)]) });
    world.create("and again", EventPlan { market_context: FAST.to_owned(), ..simple(600, &[(300, 1.0)]) });
    let of = |group: &str, in_s| {
        let mut plan = simple(in_s, &[(300, 1.0)]);
        plan.targets.group_ids = vec![group.to_owned()];
        plan
    };
    world.create("north", of("north", 5_000));
    world.create("south", of("south", 5_000));
    let longer = world.attempt(|operator| operator.change_event("e1", simple(600, &[(301, 1.0)])));
    assert!(matches!(longer, Err(OperatorError::Conflict(_))), "a change too");
    let unknown = EventPlan { market_context: "http://nobody".to_owned(), ..simple(0, &[(1, 1.0)]) };
    assert!(matches!(world.attempt(|operator| operator.create_event(None, unknown)), Err(OperatorError::Missing(_))));
}

/// [OADR2b rule 8] [OADR2b rule 9]
#[test]
fn a_plan_that_breaks_a_rule_is_not_made() {
    type Spoil = fn(&mut EventPlan);
    let bad: [(&str, Spoil); 7] = [
        ("must be equal", |plan| plan.duration_s = 301),
        ("levels 0, 1, 2 and 3", |plan| plan.signals[0].intervals[0].value = 4.0),
        ("levels 0, 1, 2 and 3", |plan| plan.signals[0].intervals[0].value = 0.5),
        ("0 of them", |plan| plan.signals.clear()),
        ("no signalType", |plan| plan.signals[0].kind = "volume".to_owned()),
        ("no unit", |plan| plan.signals[0].unit = Some("hW".to_owned())),
        ("without an end", |plan| {
            let last = Interval { duration_s: 300, value: 1.0 };
            plan.signals[0].intervals = vec![Interval { duration_s: 0, value: 1.0 }, last];
        }),
    ];
    let mut world = World::registered();
    for (says, spoil) in bad {
        let mut plan = simple(600, &[(300, 1.0)]);
        spoil(&mut plan);
        let refused = world.attempt(|operator| operator.create_event(None, plan));
        assert!(matches!(&refused, Err(OperatorError::Plan(error)) if error.to_string().contains(says)), "{refused:?}");
    }
    let mut open = simple(600, &[(0, 1.0)]);
    open.duration_s = 0;
    world.create("open", open);
    world.settle("ven-1");
    world.pass(100_000);
    let (_, status) = world.operate(|operator| operator.event("open").map(|(event, status)| (event.clone(), status)));
    assert_eq!(status, EventStatus::Active, "until it is cancelled");
}

#[test]
fn a_ven_that_must_not_answer_is_not_told_again() {
    let mut world = World::registered();
    world.create("e1", EventPlan { response_required: Required::Never, ..simple(600, &[(300, 1.0)]) });
    let events = world.events("ven-1");
    assert_eq!(events[0].oadr_response_required, wire::ResponseRequired::Never);
    world.pass(100);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));
    world.restart();
    assert_eq!(world.events("ven-1").len(), 1, "after a restart once more");
}

#[test]
fn what_is_over_for_long_is_forgotten_with_its_answers() {
    let mut world = World::registered();
    world.create("e1", simple(600, &[(300, 1.0)]));
    world.settle("ven-1");
    world.pass(36 * 86_400);
    let changes = world.vtn.tidy(world.at, &world.shelf);
    world.shelf.keep(changes);
    let left: Vec<_> = world.shelf.0.keys().filter(|key| key.contains("e1")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(world.now(), UtcSeconds(START_S + 36 * 86_400));
}

/// [OADR2b implied cancel]
#[test]
fn an_event_that_is_taken_away_from_a_ven_is_told_by_a_list_without_it() {
    let mut world = World::registered();
    world.create("e1", simple(600, &[(300, 1.0)]));
    world.settle("ven-1");
    let elsewhere = Targets { ven_ids: vec!["ven-2".to_owned()], ..Targets::default() };
    let plan = EventPlan { targets: elsewhere, ..simple(600, &[(300, 1.0)]) };
    world.operate(|operator| operator.change_event("e1", plan));
    assert_eq!(world.events("ven-1").len(), 0);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "once");
    world.pass(300);
    assert_eq!(world.events("ven-1").len(), 0, "no answer says that it has arrived: it is told again");
    world.pass(300);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));
}
