//! Registration, polls and events.

use super::super::super::Input;
use super::vtn::{Vtn, distribute, simple};
use super::world::{START_S, World};
use tieline_core::model::{AlarmKind, Mode, TransitionKind};
use tieline_schemas::oadr2::{self as wire, Message};

fn opt(id: &str, modification: u32, code: u16, opts_in: bool) -> (String, u32, u16, bool) {
    (id.to_owned(), modification, code, opts_in)
}

/// [OADR2b EiRegisterParty]
#[test]
fn it_asks_registers_tells_its_reports_and_asks_for_events_before_it_polls() {
    let mut world = World::new(Vtn::default());
    world.run_to(60);
    let names = ["oadrQueryRegistration", "oadrCreatePartyRegistration", "oadrRegisterReport", "oadrRequestEvent"];
    assert_eq!(world.vtn.names(), names);
    assert!((5..=7).contains(&world.vtn.polls()), "{} polls in a minute at 10 s", world.vtn.polls());
    let paths: Vec<_> = world.vtn.told.iter().map(|(path, _)| path.as_str()).take(5).collect();
    assert_eq!(paths, ["EiRegisterParty", "EiRegisterParty", "EiReport", "EiEvent", "OadrPoll"]);
}

/// [OADR2b oadrPoll]
#[test]
fn a_poll_is_repeated_until_nothing_more_comes_and_each_event_is_answered_before() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    let polls = world.vtn.polls();
    let event = |n: u32| simple(&format!("e{n}"), 0, START_S + 600, &[(60, 1.0)]);
    for n in 1..=3 {
        world.vtn.queue.push_back(distribute(&format!("r{n}"), (1..=n).map(event).collect()));
    }
    world.run_to(13);
    assert_eq!(world.vtn.polls() - polls, 4, "three that bring something, and one that does not");
    let after: Vec<_> = world.vtn.told.iter().skip(5).map(|(_, message)| message.name()).collect();
    assert_eq!(
        after,
        ["oadrPoll", "oadrCreatedEvent", "oadrPoll", "oadrCreatedEvent", "oadrPoll", "oadrCreatedEvent", "oadrPoll"]
    );
}

/// Each event's answer echoes the request that brought it, and so does the whole [OADR2b oadrCreatedEvent].
#[test]
fn an_event_is_answered_with_its_own_request_and_reaches_the_engine() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    let events = vec![simple("e", 0, START_S + 600, &[(60, 1.0), (120, 2.0)])];
    world.vtn.queue.push_back(distribute("r-77", events));
    world.run_to(15);
    assert_eq!(world.vtn.opts(), [opt("e", 0, 200, true)]);
    let created = world.vtn.told.iter().find_map(|(_, message)| match message {
        Message::CreatedEvent(m) => Some(m.ei_created_event.clone()),
        _ => None,
    });
    let created = created.expect("an answer");
    assert_eq!(created.ei_response.request_id, "r-77");
    assert_eq!(created.event_responses.expect("one").event_response[0].request_id, "r-77");
    assert_eq!(world.parts(), [(600, 60), (660, 120)]);
}

/// [OADR2b 460]
#[test]
fn what_the_site_cannot_do_is_opted_out_of_in_the_first_answer_where_the_engine_is_quick() {
    let mut world = World::new(Vtn::default());
    world.word = || TransitionKind::NotSupported { modes: vec![Mode::StorageTargetW] };
    world.run_to(5);
    world.vtn.queue.push_back(distribute("r", vec![simple("e", 0, START_S + 600, &[(60, 1.0)])]));
    world.run_to(15);
    assert_eq!(world.vtn.opts(), [opt("e", 0, 460, false)]);
    assert_eq!(world.parts(), []);
}

/// [OADR2b 462]
#[test]
fn an_event_for_others_is_opted_out_of_and_one_for_our_group_or_asset_is_ours() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    let target = |groups: &[&str], resources: &[&str]| wire::EiTarget {
        group_id: groups.iter().map(|name| (*name).to_owned()).collect(),
        resource_id: resources.iter().map(|name| (*name).to_owned()).collect(),
        ..Default::default()
    };
    let targets = [target(&["south"], &[]), target(&["north"], &[]), target(&["south"], &["battery"])];
    let events = targets.into_iter().enumerate().map(|(n, target)| {
        let mut event = simple(&format!("e{n}"), 0, START_S + 600, &[(60, 1.0)]);
        event.ei_event.ei_target = target;
        event
    });
    world.vtn.queue.push_back(distribute("r", events.collect()));
    world.run_to(15);
    assert_eq!(world.vtn.opts(), [opt("e0", 0, 462, false), opt("e1", 0, 200, true), opt("e2", 0, 200, true)]);
}

/// [OADR2b implied cancel; OADR2b rule 5]
#[test]
fn changes_and_cancellations_reach_the_engine() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.queue.push_back(distribute("r1", vec![simple("e", 0, START_S + 60, &[(600, 1.0)])]));
    world.run_to(15);
    world.vtn.queue.push_back(distribute("r2", vec![simple("e", 1, START_S + 90, &[(600, 1.0)])]));
    world.run_to(25);
    assert_eq!(world.parts(), [(90, 600)]);
    world.vtn.queue.push_back(distribute("r3", vec![]));
    world.run_to(200);
    assert_eq!(world.parts(), []);
    assert_eq!(world.vtn.opts(), [opt("e", 0, 200, true), opt("e", 1, 200, true)]);
}

/// [OADR2b oadrRequestReregistration; OADR2b 463]
#[test]
fn it_registers_again_when_asked_and_when_it_is_not_known_any_more() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    let again = wire::OadrRequestReregistration { schema_version: wire::SchemaVersion::V20b, ven_id: "ven-1".into() };
    world.vtn.queue.push_back(Message::RequestReregistration(again));
    world.run_to(30);
    assert_eq!(world.vtn.registrations, 2);
    world.vtn.code = 463;
    world.run_to(120);
    assert_eq!(world.vtn.registrations, 3);
}

/// [OADR2b oadrCancelPartyRegistration]
#[test]
fn a_cancelled_registration_ends_its_events_and_is_made_anew() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.queue.push_back(distribute("r1", vec![simple("e", 0, START_S + 600, &[(600, 1.0)])]));
    world.vtn.queue.push_back(Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
        schema_version: wire::SchemaVersion::V20b,
        request_id: "c".to_owned(),
        registration_id: "reg-1".to_owned(),
        ven_id: None,
    }));
    world.run_to(120);
    assert!(world.vtn.names().contains(&"oadrCanceledPartyRegistration"));
    assert_eq!((world.parts(), world.vtn.registrations), (vec![], 2));
}

#[test]
fn a_vtn_that_is_silent_is_told_once_and_what_is_scheduled_goes_on() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.events = vec![simple("e", 0, START_S + 600, &[(600, 1.0)])];
    world.vtn.queue.push_back(distribute("r1", world.vtn.events.clone()));
    world.run_to(15);
    world.vtn.lose = 5;
    world.run_to(400);
    let raised: Vec<_> = world.alarms.iter().map(|alarm| alarm.raised).collect();
    assert_eq!(raised, [true, false]);
    assert!(matches!(world.alarms[0].kind, AlarmKind::UpstreamUnreachable(_)));
    assert_eq!(world.parts(), [(600, 600)]);
}

/// [OADR2b EiOpt; OADR2b rule 206]
#[test]
fn an_owner_who_opts_out_is_heard_by_the_vtn_and_by_the_engine() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.queue.push_back(distribute("r1", vec![simple("e", 0, START_S + 600, &[(600, 1.0)])]));
    world.run_to(15);
    world.input(Input::Opt { event: "e".to_owned(), opts_in: false });
    world.run_to(25);
    let opt = world.vtn.told.iter().find_map(|(path, message)| match message {
        Message::CreateOpt(m) => Some((path.as_str(), m.opt_type)),
        _ => None,
    });
    assert_eq!(opt, Some(("EiOpt", wire::OptType::OptOut)));
    assert_eq!(world.parts(), []);
    let name = |world: &World, set: usize| world.sets[set].programs[0].events[0].key.mrid;
    world.input(Input::Opt { event: "e".to_owned(), opts_in: true });
    world.run_to(35);
    assert_eq!(world.parts(), [(600, 600)]);
    // What the engine was told to be over does not come back under its old name.
    assert_ne!(name(&world, 0), name(&world, world.sets.len() - 1));
}

/// [design r11c]
#[test]
fn a_list_that_failed_at_the_vtn_cancels_nothing() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    let event = simple("e1", 0, START_S + 600, &[(60, 1.0)]);
    world.vtn.queue.push_back(distribute("r1", vec![event]));
    world.run_to(15);
    assert_eq!(world.parts(), [(600, 60)]);
    let Message::DistributeEvent(mut failed) = distribute("r2", Vec::new()) else { panic!("no list") };
    failed.ei_response = Some(wire::EiResponse {
        response_code: wire::ResponseCode::new(454).expect("a code"),
        response_description: None,
        request_id: "r2".to_owned(),
    });
    world.vtn.queue.push_back(Message::DistributeEvent(failed));
    world.run_to(60);
    assert_eq!(world.parts(), [(600, 60)]);
    world.vtn.queue.push_back(distribute("r3", Vec::new()));
    world.run_to(120);
    assert_eq!(world.parts(), [], "an empty list that went well does");
}
