//! Push mode: a VTN that posts to the VEN, and is asked only what the VEN must say.

use super::super::Push;
use super::vtn::{Vtn, distribute, simple, usage};
use super::world::{START_S, World};
use tieline_core::model::{HttpRequest, Method};
use tieline_schemas::oadr2::{self as wire, Message};

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;

fn event(id: &str) -> wire::OadrEvent {
    simple(id, 0, START_S + 600, &[(60, 1.0)])
}

/// Name, code and requestID of an answer.
fn said(answer: Option<(u16, Option<Message>)>) -> (&'static str, u16, String) {
    let (status, message) = answer.expect("an answer");
    assert_eq!(status, 200);
    let message = message.expect("a message");
    let response = match &message {
        Message::Response(m) => &m.ei_response,
        Message::CreatedReport(m) => &m.ei_response,
        Message::CanceledReport(m) => &m.ei_response,
        Message::RegisteredReport(m) => &m.ei_response,
        Message::UpdatedReport(m) => &m.ei_response,
        Message::CanceledPartyRegistration(m) => &m.ei_response,
        other => panic!("{other:?}"),
    };
    (message.name(), response.response_code.get(), response.request_id.clone())
}

/// [OADR2b push]
#[test]
fn it_registers_with_its_address_and_never_polls() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(7_200);
    let registration = world.vtn.told.iter().find_map(|(_, message)| match message {
        Message::CreatePartyRegistration(m) => Some((m.oadr_http_pull_model, m.oadr_transport_address.clone())),
        _ => None,
    });
    assert_eq!(registration, Some((Some(false), Some("https://home.example/ven".to_owned()))));
    assert_eq!(world.vtn.polls(), 0);
    assert!(world.vtn.names().contains(&"oadrRequestEvent"), "what the VTN holds already is asked for");
}

/// [OADR2b push; OADR2b oadrCreatedEvent]
#[test]
fn a_pushed_event_is_answered_at_once_and_opted_in_to_by_a_request_of_its_own() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(10);
    let answer = world.push("EiEvent", &distribute("r-1", vec![event("e")]));
    assert_eq!(said(answer), ("oadrResponse", 200, "r-1".to_owned()));
    assert_eq!(world.parts(), [(600, 60)]);
    world.run_to(15);
    assert_eq!(world.vtn.opts(), [("e".to_owned(), 0, 200, true)]);
    assert_eq!(world.vtn.polls(), 0);
    // Again is harmless: it is answered again, and changes nothing.
    world.push("EiEvent", &distribute("r-1", vec![event("e")]));
    assert_eq!(world.parts(), [(600, 60)]);
}

/// [OADR2b implied cancel]
#[test]
fn a_list_that_was_asked_for_before_one_was_pushed_cancels_nothing() {
    let mut world = World::pushed(Vtn::default());
    while !world.vtn.names().contains(&"oadrRequestEvent") {
        world.run_ms(1);
    }
    // The empty list is on its way.
    world.push("EiEvent", &distribute("r", vec![event("e")]));
    world.vtn.events = vec![event("e")];
    world.run_to(20);
    assert_eq!(world.parts(), [(600, 60)]);
    assert!(world.sets.iter().all(|set| set.programs.iter().all(|program| program.events.len() == 1)));
    assert_eq!(world.vtn.names().iter().filter(|name| **name == "oadrRequestEvent").count(), 2, "it is asked again");
}

/// [OADR2b push]
#[test]
fn reports_and_registrations_that_are_pushed_get_their_counterpart() {
    let mut world = World::pushed(Vtn::default());
    world.run_metered(10, -1_500);
    let create = Message::CreateReport(wire::OadrCreateReport {
        schema_version: V,
        request_id: "cr".to_owned(),
        oadr_report_request: vec![usage("q", 10, 10)],
        ven_id: Some("ven-1".to_owned()),
    });
    assert_eq!(said(world.push("EiReport", &create)), ("oadrCreatedReport", 200, "cr".to_owned()));
    world.run_metered(40, -1_500);
    assert!(world.vtn.names().contains(&"oadrUpdateReport"));
    assert!(!world.vtn.names().contains(&"oadrCreatedReport"), "it was answered where it was asked");
    let cancel = Message::CancelReport(wire::OadrCancelReport {
        schema_version: V,
        request_id: "c".to_owned(),
        report_request_id: vec!["q".to_owned()],
        report_to_follow: false,
        ven_id: None,
    });
    assert_eq!(said(world.push("EiReport", &cancel)), ("oadrCanceledReport", 200, "c".to_owned()));
    assert_eq!(said(world.push("EiReport", &cancel)), ("oadrCanceledReport", 452, "c".to_owned()));
    let register = Message::RegisterReport(wire::OadrRegisterReport {
        schema_version: V,
        request_id: "rr".to_owned(),
        ..Default::default()
    });
    assert_eq!(said(world.push("EiReport", &register)), ("oadrRegisteredReport", 200, "rr".to_owned()));
    let update = Message::UpdateReport(wire::OadrUpdateReport {
        schema_version: V,
        request_id: "u".to_owned(),
        ..Default::default()
    });
    assert_eq!(said(world.push("EiReport", &update)), ("oadrUpdatedReport", 452, "u".to_owned()));
    let again = wire::OadrRequestReregistration { schema_version: V, ven_id: "ven-1".to_owned() };
    let again = Message::RequestReregistration(again);
    assert_eq!(said(world.push("EiRegisterParty", &again)), ("oadrResponse", 200, String::new()));
    world.run_metered(60, -1_500);
    assert_eq!(world.vtn.registrations, 2);
}

fn cancel_registration(registration_id: &str, ven_id: Option<&str>) -> Message {
    Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
        schema_version: V,
        request_id: "c".to_owned(),
        registration_id: registration_id.to_owned(),
        ven_id: ven_id.map(str::to_owned),
    })
}

/// [OADR2b push; OADR2b oadrCancelPartyRegistration]
#[test]
fn a_pushed_end_of_the_registration_ends_its_events_and_nothing_more_is_taken_until_the_next() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(10);
    world.push("EiEvent", &distribute("r", vec![event("e")]));
    let cancel = cancel_registration("reg-1", Some("ven-1"));
    assert_eq!(said(world.push("EiRegisterParty", &cancel)), ("oadrCanceledPartyRegistration", 200, "c".to_owned()));
    assert_eq!(world.parts(), []);
    assert_eq!(said(world.push("EiEvent", &distribute("r", vec![event("f")]))).1, 463);
    world.run_to(120);
    assert_eq!(world.vtn.registrations, 2);
    assert_eq!(said(world.push("EiEvent", &distribute("r", vec![event("f")]))).1, 200);
}

/// [OADR2b rule 21]
#[test]
fn what_is_meant_for_another_or_comes_from_one_changes_nothing() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(10);
    let mut foreign = distribute("r", vec![event("e")]);
    if let Message::DistributeEvent(m) = &mut foreign {
        m.vtn_id = "vtn-9".to_owned();
    }
    assert_eq!(said(world.push("EiEvent", &foreign)), ("oadrResponse", 452, "r".to_owned()));
    assert_eq!(said(world.push("EiRegisterParty", &cancel_registration("reg-1", Some("ven-9")))).1, 452);
    assert_eq!(said(world.push("EiRegisterParty", &cancel_registration("reg-9", None))).1, 452);
    assert_eq!((world.parts(), world.vtn.registrations), (vec![], 1));
    let poll = Message::Poll(wire::OadrPoll { schema_version: V, ven_id: "ven-1".to_owned() });
    assert_eq!(said(world.push("EiEvent", &poll)).1, 451);
}

#[test]
fn what_is_no_message_or_at_no_service_is_refused_by_its_status() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(10);
    let ask = |method, target: &str, body: &[u8]| HttpRequest {
        method,
        target: target.to_owned(),
        headers: Vec::new(),
        body: body.to_vec(),
    };
    for (request, status) in [
        (ask(Method::Post, "/ven/EiEvent", b"<x/>"), 400),
        (ask(Method::Post, "/ven/OadrPoll", b""), 404),
        (ask(Method::Post, "/elsewhere/EiEvent", b""), 404),
        (ask(Method::Get, "/ven/EiEvent", b""), 405),
    ] {
        assert_eq!(world.ask(request.clone()), Some((status, None)), "{request:?}");
    }
    let mut polling = World::new(Vtn::default());
    assert_eq!(polling.ask(ask(Method::Post, "/ven/EiEvent", b"")), Some((404, None)));
}

/// [design r4]
#[test]
fn nothing_pushed_is_acknowledged_before_it_is_durable() {
    let mut world = World::pushed(Vtn::default());
    world.run_to(10);
    world.store_down = true;
    assert_eq!(world.push("EiEvent", &distribute("r", vec![event("e")])), Some((503, None)));
    assert_eq!(world.push("EiEvent", &distribute("r", vec![event("e")])), Some((503, None)));
    world.run_to(30);
    assert_eq!(world.vtn.opts(), []);
    world.store_down = false;
    world.run_to(60);
    assert_eq!(said(world.push("EiEvent", &distribute("r", vec![event("e")]))).1, 200);
    world.restart();
    world.vtn.events = vec![event("e")];
    world.run_to(90);
    assert_eq!(world.parts(), [(600, 60)]);
}

#[test]
fn a_changed_mode_or_address_is_registered_anew_under_the_same_venid() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    let push = |address: &str| Some(Push { address: address.to_owned(), path: "/ven".to_owned() });
    for (seconds, mode) in [(100, push("https://a/ven")), (200, push("https://a/ven")), (300, push("https://b/ven"))] {
        world.restart_as(mode);
        world.run_to(seconds);
    }
    world.restart_as(None);
    world.run_to(400);
    let registrations = world.vtn.told.iter().filter_map(|(_, message)| match message {
        Message::CreatePartyRegistration(m) => Some((m.ven_id.as_deref(), m.oadr_transport_address.as_deref())),
        _ => None,
    });
    let ours = Some("ven-1");
    let wanted = [(None, None), (ours, Some("https://a/ven")), (ours, Some("https://b/ven")), (ours, None)];
    assert_eq!(registrations.collect::<Vec<_>>(), wanted);
    assert!(world.vtn.polls() > 5, "it polls again");
}
