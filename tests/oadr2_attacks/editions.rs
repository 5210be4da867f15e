//! The door of 2.0a: unsigned, for whom the operator has entered there, and for nobody else [OADR2a simple HTTP].

use super::hall::{Client, Hall};
use super::refused;
use super::wire::Answer;
use std::sync::Arc;

const EI: &str = "http://docs.oasis-open.org/ns/energyinterop/201110";

/// A payload of 2.0a by hand: without an envelope, a version or a signature.
fn payload(name: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><o:{name} xmlns:o=\"http://openadr.org/oadr-2.0a/2012/07\" \
         xmlns:p=\"{EI}/payloads\" xmlns:e=\"{EI}\">{inside}</o:{name}>"
    )
}

fn request(ven: &str) -> String {
    let inside = "<p:eiRequestEvent><p:requestID>q</p:requestID><e:venID>VEN</e:venID></p:eiRequestEvent>";
    payload("oadrRequestEvent", &inside.replace("VEN", ven))
}

fn created(ven: &str, event: &str) -> String {
    let inside = format!(
        "<p:eiCreatedEvent><e:eiResponse><e:responseCode>200</e:responseCode><p:requestID>r</p:requestID></e:eiResponse>\
         <e:eventResponses><e:eventResponse><e:responseCode>200</e:responseCode><p:requestID>r</p:requestID>\
         <e:qualifiedEventID><e:eventID>{event}</e:eventID><e:modificationNumber>0</e:modificationNumber>\
         </e:qualifiedEventID><e:optType>optIn</e:optType></e:eventResponse></e:eventResponses><e:venID>{ven}</e:venID>\
         </p:eiCreatedEvent>"
    );
    payload("oadrCreatedEvent", &inside)
}

/// Posts to where 2.0a stands.
fn post(client: &mut Client, service: &str, body: &str) -> Answer {
    let head = format!(
        "POST /OpenADR2/Simple/{service} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    client.raw(head.as_bytes()).expect("an answer")
}

/// [OADR2a EiEvent] [OADR2b high security]
#[test]
fn a_ven_that_is_entered_with_2_0a_is_served_unsigned_and_no_other_is() {
    let hall = Hall::signed();
    let party = Arc::new(hall.pki.as_ref().expect("keys").issue("old"));
    let entered = format!("{{\"id\": \"old\", \"profile\": \"2.0a\", \"fingerprint\": \"{}\"}}", party.fingerprint());
    assert!(hall.post("/v1/vens", &entered).contains("2.0a"));
    hall.post(
        "/v1/events",
        "{\"event_id\": \"event-old\", \"market_context\": \"http://program.example\", \"response_required\": \"always\", \
         \"targets\": {\"ven_ids\": [\"old\"]}, \"start_in_s\": 3600, \"duration_s\": 3600, \
         \"signals\": [{\"name\": \"SIMPLE\", \"type\": \"level\", \"intervals\": [{\"duration_s\": 3600, \"value\": 1}]}]}",
    );
    let mut old = hall.client(Some(party));
    let list = post(&mut old, "EiEvent", &request("old"));
    assert_eq!((list.status, list.within("eventID")), (200, Some("event-old")), "{list:?}");
    assert!(list.body.starts_with("<oadr:oadrDistributeEvent") && !list.body.contains("2.0b"), "{list:?}");
    assert_eq!(list.within("signalName"), Some("simple"));
    let thanks = post(&mut old, "EiEvent", &created("old", "event-old"));
    assert_eq!(thanks.code(), Some(200), "{thanks:?}");
    assert!(hall.get("/v1/events/event-old/answers").contains("\"ven_id\":\"old\""), "kept");

    // A VEN of 2.0b does not get round its signature here, nor does either speak as the other.
    let mut other = hall.ven("ven-a");
    for body in [request("ven-a"), created("old", "event-old")] {
        let answer = post(&mut other, "EiEvent", &body);
        assert_eq!((answer.status, answer.code()), (200, Some(463)), "{answer:?}");
    }
    assert_eq!(post(&mut old, "EiEvent", &request("ven-a")).code(), Some(463));
    assert_eq!(post(&mut old, "EiEvent", &created("old", "mallory")).code(), Some(452));
    // Nothing but EiEvent stands there, and nothing of 2.0b is read there.
    for service in ["OadrPoll", "EiRegisterParty", "EiReport", "EiOpt"] {
        assert_eq!(post(&mut old, service, &request("old")).status, 404, "{service}");
    }
    assert_eq!(post(&mut old, "EiEvent", &super::letters::request_event("old")).status, 400);
    refused(8);
    hall.is_unmoved_by("2.0a by those who do not speak it");
}
