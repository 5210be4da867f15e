//! VENs of 2.0a: no registration, EiEvent alone, one signal [OADR2a EiEvent].

use super::world::*;
use crate::vtn::*;
use tieline_schemas::oadr2::{self as wire, Limits, Message, OptType, Service};

/// The two VENs of the world, `ven-1` registered by 2.0b and `old` entered as one of 2.0a.
fn world() -> World {
    let mut world = World::registered();
    let (id, fingerprint) = ("old".to_owned(), Some(print("old")));
    let groups = ["north".to_owned()].into();
    world.operate(|o| o.enrol(NewVen { id, fingerprint, groups, profile: Profile::A, ..NewVen::default() }));
    world
}

/// What the owner of a certificate is answered in 2.0a.
fn post(world: &mut World, ven: &str, message: impl Into<Message>) -> Message {
    let bytes = wire::encode_20a(&message.into()).expect("2.0a");
    let incoming = decode_20a(&bytes).expect("2.0a");
    let answer = world.vtn.handle(world.at, &world.shelf, &Caller::Known(print(ven)), Service::Event, incoming);
    world.shelf.keep(answer.commit);
    let bytes = encode_20a(&answer.said.expect("an answer"), "vtn-1", &answer.ven_id).expect("2.0a");
    wire::decode_20a(&bytes, &Limits::default()).expect("2.0a")
}

fn request(ven: &str) -> wire::OadrRequestEvent {
    wire::OadrRequestEvent {
        ei_request_event: wire::EiRequestEvent {
            request_id: "q".to_owned(),
            ven_id: ven.to_owned(),
            reply_limit: None,
        },
        ..Default::default()
    }
}

fn events(world: &mut World, ven: &str) -> Vec<wire::OadrEvent> {
    match post(world, ven, request(ven)) {
        Message::DistributeEvent(list) => list.oadr_event,
        other => panic!("no list: {other:?}"),
    }
}

fn code(message: &Message) -> u16 {
    match message {
        Message::Response(response) => response.ei_response.response_code.get(),
        other => panic!("{other:?}"),
    }
}

/// [OADR2a EiEvent]
#[test]
fn a_ven_of_2_0a_asks_for_its_events_answers_them_and_need_not_register() {
    let mut world = world();
    assert_eq!(events(&mut world, "old").len(), 0);
    world.create("e1", simple(600, &[(300, 1.0), (300, 2.0)]));
    world.restart();
    let list = events(&mut world, "old");
    let event = &list[0].ei_event;
    assert_eq!((list.len(), event.event_descriptor.event_id.as_str()), (1, "e1"));
    let signal = &event.ei_event_signals.ei_event_signal[0];
    assert_eq!((signal.signal_name.as_str(), signal.intervals.interval.len()), ("simple", 2));
    assert_eq!(code(&post(&mut world, "old", created_event("old", "e1", 0, OptType::OptOut))), 200);
    assert_eq!(code(&post(&mut world, "old", created_event("old", "e1", 7, OptType::OptOut))), 450);
    assert_eq!(code(&post(&mut world, "old", created_event("old", "never", 0, OptType::OptOut))), 452);
    world.restart();
    let answers = world.operate(|operator| Ok(operator.answers("e1")?.0.into_iter().cloned().collect::<Vec<_>>()));
    let told: Vec<_> = answers.iter().map(|answer| (answer.ven_id.as_str(), answer.opts_in)).collect();
    assert_eq!(told, [("old", false)]);
    // A change bumps the modification; 2.0a has no place for its time.
    world.operate(|operator| operator.change_event("e1", simple(700, &[(300, 3.0)])));
    let list = events(&mut world, "old");
    assert_eq!(list[0].ei_event.event_descriptor.modification_number, 1);
    world.operate(|operator| operator.cancel_event("e1"));
    assert_eq!(events(&mut world, "old")[0].ei_event.event_descriptor.event_status, wire::EventStatus::Cancelled);
}

/// [OADR2a rule 7]
#[test]
fn of_an_event_a_ven_of_2_0a_hears_its_simple_signal_and_nothing_of_one_without() {
    let mut world = world();
    let priced = |world: &mut World, id: &str, both: bool| {
        let mut plan = simple(600, &[(300, 1.0)]);
        plan.market_context = FAST.to_owned();
        let intervals = plan.signals[0].intervals.clone();
        let price = Signal {
            name: "ELECTRICITY_PRICE".to_owned(),
            kind: "price".to_owned(),
            unit: Some("USD/kWh".to_owned()),
            intervals: intervals.clone(),
        };
        plan.baseline = Some(Baseline {
            name: "base".to_owned(),
            unit: Some("kW".to_owned()),
            start: plan.start,
            resource_ids: Vec::new(),
            intervals,
        });
        plan.signals.insert(0, price);
        plan.signals.truncate(if both { 2 } else { 1 });
        world.create(id, plan);
    };
    priced(&mut world, "both", true);
    priced(&mut world, "price alone", false);
    let list = events(&mut world, "old");
    let signals = &list[0].ei_event.ei_event_signals;
    assert_eq!((list.len(), signals.ei_event_signal.len(), &signals.ei_event_baseline), (1, 1, &None));
    assert_eq!(signals.ei_event_signal[0].signal_name, "simple");
    assert_eq!(code(&post(&mut world, "old", created_event("old", "both", 0, OptType::OptIn))), 200);
    assert_eq!(world.events("ven-1").len(), 2, "by 2.0b both are told");
}

/// [OADR2b rule 21] [design r8]
#[test]
fn each_edition_is_for_the_vens_that_are_entered_with_it() {
    let mut world = world();
    world.create("e1", simple(600, &[(300, 1.0)]));
    assert_eq!(code(&post(&mut world, "ven-1", request("ven-1"))), 463, "a VEN of 2.0b");
    assert_eq!(code(&post(&mut world, "old", request("ven-1"))), 463, "another's venID");
    assert_eq!(code(&post(&mut world, "nobody", request("old"))), 463, "another's certificate");
    assert_eq!(world.code("old", Service::Event, request("old")), 463, "by 2.0b");
    assert_eq!(world.code("old", Service::RegisterParty, candidate("old")), 463, "registers by 2.0b");
    // The operator may let it go over to 2.0b, and then it must register.
    let (id, fingerprint) = ("old".to_owned(), Some(print("old")));
    world.operate(|operator| operator.enrol(NewVen { id, fingerprint, ..NewVen::default() }));
    assert_eq!(code(&post(&mut world, "old", request("old"))), 463);
    assert_eq!(world.code("old", Service::RegisterParty, candidate("old")), 200);
    world.settle("old");
}

#[test]
fn what_was_stored_before_there_were_two_editions_is_of_2_0b() {
    let mut world = world();
    let stored = |world: &World, ven: &str| String::from_utf8_lossy(&world.shelf.0[&format!("ven/{ven}")]).into_owned();
    assert!(!stored(&world, "ven-1").contains("profile") && stored(&world, "old").contains("\"profile\":\"2.0a\""));
    world.restart();
    let profiles = world.operate(|operator| Ok(operator.vens().map(|ven| ven.profile).collect::<Vec<_>>()));
    assert_eq!(profiles, [Profile::A, Profile::B, Profile::B]);
}
