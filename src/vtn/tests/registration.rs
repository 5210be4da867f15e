//! Who is let in, and who speaks.

use super::world::*;
use crate::vtn::*;
use tieline_schemas::oadr2::{self as wire, Message, SchemaVersion, Service};

const VERSION: SchemaVersion = SchemaVersion::V20b;

fn poll(ven: &str) -> wire::OadrPoll {
    wire::OadrPoll { schema_version: VERSION, ven_id: ven.to_owned() }
}

#[test]
fn a_query_tells_what_is_spoken_and_nothing_of_who_asks() {
    let mut world = World::registered();
    let query = wire::OadrQueryRegistration { schema_version: VERSION, request_id: "q".to_owned() };
    let Some(Message::CreatedPartyRegistration(answer)) = world.post("nobody", Service::RegisterParty, query) else {
        panic!("no answer")
    };
    assert_eq!((answer.ven_id, answer.registration_id, answer.vtn_id.as_str()), (None, None, "vtn-1"));
    assert_eq!(answer.ei_response.request_id, "q");
    assert_eq!(answer.oadr_requested_oadr_poll_freq.and_then(|freq| freq.duration.to_seconds()), Some(10));
}

#[test]
fn a_certificate_keeps_its_ven_id_and_a_registration_its_id_across_restarts() {
    let mut world = World::new();
    world.restarts = true;
    let first = world.register("ven-1");
    assert_eq!(first.ven_id.as_deref(), Some("ven-1"));
    let again =
        wire::OadrCreatePartyRegistration { registration_id: first.registration_id.clone(), ..candidate("ven-1") };
    let Some(Message::CreatedPartyRegistration(second)) = world.post("ven-1", Service::RegisterParty, again) else {
        panic!("no answer")
    };
    assert_eq!((second.ven_id.as_deref(), &second.registration_id), (Some("ven-1"), &first.registration_id));
    let third = world.register("ven-1");
    assert_ne!(third.registration_id, first.registration_id, "one that was not named is replaced");
    assert!(matches!(world.poll("ven-1"), Message::RegisterReport(_)), "it is told what we can report");
}

/// [OADR2b rule 21]
#[test]
fn who_is_not_enrolled_or_speaks_for_another_is_answered_463() {
    let mut world = World::registered();
    let stranger = world.post("stranger", Service::RegisterParty, candidate("stranger"));
    let Some(Message::CreatedPartyRegistration(refused)) = stranger else { panic!("{stranger:?}") };
    assert_eq!((refused.ei_response.response_code.get(), refused.ven_id), (463, None));
    assert_eq!(world.code("stranger", Service::Poll, poll("stranger")), 463);
    assert_eq!(world.code("ven-1", Service::Poll, poll("ven-2")), 463, "its own certificate, another's venID");
    let theirs = wire::OadrCreatePartyRegistration { ven_id: Some("ven-2".to_owned()), ..candidate("ven-1") };
    assert_eq!(world.code("ven-1", Service::RegisterParty, theirs), 463);
    let request = wire::OadrRequestEvent {
        schema_version: VERSION,
        ei_request_event: wire::EiRequestEvent {
            request_id: "r".to_owned(),
            ven_id: "ven-2".to_owned(),
            reply_limit: None,
        },
    };
    // Not an empty list, which would cancel all that the VEN knows.
    assert_eq!(world.code("ven-1", Service::Event, request), 463);
    let leave = |ven_id: &str, id: &str| wire::OadrCancelPartyRegistration {
        schema_version: VERSION,
        request_id: "c".to_owned(),
        registration_id: id.to_owned(),
        ven_id: Some(ven_id.to_owned()),
    };
    assert_eq!(world.code("ven-1", Service::RegisterParty, leave("ven-1", "another's")), 452);
    let own = world.register("ven-1").registration_id.expect("an id");
    assert_eq!(world.code("ven-1", Service::RegisterParty, leave("ven-1", &own)), 200);
    assert_eq!(world.code("ven-1", Service::Poll, poll("ven-1")), 463, "it has to register again");
}

#[test]
fn open_enrolment_gives_each_certificate_one_ven_id() {
    let mut world = World::with(Settings { enrolment: Enrolment::Open, ..settings() });
    let first = world.register("guest").ven_id.expect("an id");
    assert_eq!(world.register("guest").ven_id.as_ref(), Some(&first));
    assert_ne!(world.register("other").ven_id.as_ref(), Some(&first));
    let theirs = wire::OadrCreatePartyRegistration { ven_id: Some(first), ..candidate("third") };
    assert_eq!(world.code("third", Service::RegisterParty, theirs), 463, "a venID that is taken");
}

#[test]
fn what_does_not_belong_to_a_service_is_459() {
    let mut world = World::registered();
    assert_eq!(world.code("ven-1", Service::Event, poll("ven-1")), 459);
    let distribute = wire::OadrDistributeEvent {
        schema_version: VERSION,
        ei_response: None,
        request_id: "d".to_owned(),
        vtn_id: "vtn-1".to_owned(),
        oadr_event: Vec::new(),
    };
    assert_eq!(world.code("ven-1", Service::Event, distribute), 459, "a VEN does not say that");
}

#[test]
fn the_operator_asks_for_registration_again_and_ends_it() {
    let mut world = World::registered();
    world.operate(|operator| operator.ask_registration("ven-1"));
    world.restart();
    assert!(matches!(world.poll("ven-1"), Message::RequestReregistration(_)));
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "once each ten seconds");
    world.pass(10);
    assert!(matches!(world.poll("ven-1"), Message::RequestReregistration(_)), "the answer did not come");
    let heard = wire::OadrResponse { schema_version: VERSION, ei_response: ok(""), ven_id: Some("ven-1".to_owned()) };
    assert_eq!(world.post("ven-1", Service::RegisterParty, heard), None, "an empty answer");
    world.pass(10);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));

    world.operate(|operator| operator.cancel_registration("ven-1"));
    let Message::CancelPartyRegistration(cancel) = world.poll("ven-1") else { panic!("no cancel") };
    let gone = wire::OadrCanceledPartyRegistration {
        schema_version: VERSION,
        ei_response: ok(&cancel.request_id),
        registration_id: Some(cancel.registration_id),
        ven_id: Some("ven-1".to_owned()),
    };
    assert_eq!(world.code("ven-1", Service::RegisterParty, gone), 200);
    assert_eq!(world.code("ven-1", Service::Poll, poll("ven-1")), 463);
}

#[test]
fn a_push_is_made_again_with_growing_pauses_until_it_arrives() {
    let mut world = World::registered();
    let wish = wire::OadrCreatePartyRegistration {
        oadr_http_pull_model: Some(false),
        oadr_transport_address: Some("https://ven.example:8443/OpenADR2/Simple/2.0b/".to_owned()),
        ..candidate("ven-1")
    };
    assert_eq!(world.code("ven-1", Service::RegisterParty, wish.clone()), 200);
    let nowhere = wire::OadrCreatePartyRegistration { oadr_transport_address: None, ..wish };
    assert_eq!(world.code("ven-1", Service::RegisterParty, nowhere), 459, "nowhere to push to");
    let none = std::collections::BTreeSet::new();
    let (pushes, _) = world.vtn.pushes(world.at, &world.shelf, &none, 8);
    assert_eq!(pushes.len(), 1);
    assert_eq!(pushes[0].url, "https://ven.example:8443/OpenADR2/Simple/2.0b/EiReport");
    world.vtn.push_failed(world.at, "ven-1");
    let mut waited = Vec::new();
    for second in 1..60 {
        world.pass(1);
        if !world.vtn.pushes(world.at, &world.shelf, &none, 8).0.is_empty() {
            waited.push(second);
            world.vtn.push_failed(world.at, "ven-1");
        }
    }
    assert_eq!(waited, [2, 6, 14, 30], "2, 4, 8 and 16 s apart");
}
