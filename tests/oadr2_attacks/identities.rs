//! Who is who: a VEN is whom its certificate names, and what is another's is not its own.

use super::hall::{Client, Hall};
use super::pki::{Party, Pki};
use super::{letters, refused};
use std::sync::Arc;

/// What a VEN can say to each service, as `ven` and about what is `registration`'s, `event`'s, `report`'s and `opt`'s owner.
fn sayings(ven: &str, ids: &Ids) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("EiRegisterParty", "registers anew", letters::register("mallory", Some((&ids.registration, ven)))),
        ("EiRegisterParty", "cancels the registration", letters::cancel_registration(&ids.registration, ven)),
        ("EiEvent", "asks for events", letters::request_event(ven)),
        ("EiEvent", "answers an event", letters::created_event(ven, "event-b", "optOut")),
        ("EiReport", "offers reports", letters::register_report(ven, "mallory")),
        ("EiReport", "updates a report", letters::update_report(ven, &ids.report, "mallory")),
        ("EiReport", "asks for reports", letters::create_report(ven, "mallory")),
        ("EiReport", "cancels reports", letters::cancel_report(ven, &ids.report)),
        ("EiOpt", "opts out", letters::create_opt(ven, "mallory")),
        ("EiOpt", "cancels an opt", letters::cancel_opt(ven, "opt-b")),
        ("OadrPoll", "polls", letters::poll(ven)),
    ]
}

/// What belongs to ven-b.
struct Ids {
    registration: String,
    report: String,
}

/// An event, a report, an opt of ven-b alone.
fn furnish(hall: &Hall) -> Ids {
    let mut b = hall.ven("ven-b");
    let answer = b.say("EiRegisterParty", &letters::register("ven-b", None));
    let registration = answer.within("registrationID").expect("a registration").to_owned();
    hall.post(
        "/v1/events",
        "{\"event_id\": \"event-b\", \"market_context\": \"http://program.example\", \"priority\": 1, \"comment\": \"for b alone\", \
         \"response_required\": \"always\", \"targets\": {\"ven_ids\": [\"ven-b\"]}, \"start_in_s\": 3600, \
         \"duration_s\": 3600, \"signals\": [{\"name\": \"SIMPLE\", \"type\": \"level\", \
         \"intervals\": [{\"duration_s\": 3600, \"value\": 1}]}]}",
    );
    let answer = b.say("EiOpt", &letters::create_opt("ven-b", "opt-b"));
    assert_eq!(answer.code(), Some(200), "{answer:?}");
    let mut answer = b.say("EiReport", &letters::register_report("ven-b", "power"));
    assert_eq!(answer.code(), Some(200), "{answer:?}");
    // The request for the report comes with this answer or with a poll.
    let mut polls = 0;
    while answer.within("reportRequestID").is_none_or(|id| id.is_empty() || id == "0") {
        polls += 1;
        assert!(polls < 10, "no report is asked of ven-b: {answer:?}");
        answer = b.say("OadrPoll", &letters::poll("ven-b"));
    }
    Ids { registration, report: answer.within("reportRequestID").expect("asked").to_owned() }
}

/// Everything is ven-b's as before.
fn is_whole(hall: &Hall) {
    let seen = hall.everything();
    assert!(seen.contains("opt-b") && seen.contains("event-b"), "{seen}");
    let answer = hall.ven("ven-b").say("EiEvent", &letters::request_event("ven-b"));
    assert!(answer.body.contains("for b alone"), "{answer:?}");
}

fn all_are_answered(hall: &Hall, who: &str, mut client: Client, code: u16, all: &[(&str, &str, String)]) -> usize {
    for (service, what, message) in all {
        let answer = client.say(service, message);
        let what = format!("{who} {what}");
        assert_eq!((answer.status, answer.code()), (200, Some(code)), "{what}: {answer:?}");
        assert!(!answer.body.contains("for b alone"), "{what}: {answer:?}");
        hall.is_unmoved_by(&what);
    }
    all.len()
}

/// [OADR2b rule 21; OADR2b 463]
#[test]
fn a_ven_that_says_it_is_another_is_answered_463_by_each_service() {
    let hall = Hall::signed();
    let ids = furnish(&hall);
    let who = "a VEN in its neighbour's name";
    let mut count = all_are_answered(&hall, who, hall.ven("ven-a"), 463, &sayings("ven-b", &ids));
    let nobody = sayings("mallory", &ids);
    count += all_are_answered(&hall, "a VEN in nobody's name", hall.ven("ven-a"), 463, &nobody);
    is_whole(&hall);
    refused(count);
}

/// [OADR2b rule 21; OADR2b 463]
#[test]
fn who_is_not_registered_or_not_enrolled_is_answered_463_by_each_service() {
    let hall = Hall::signed();
    let ids = furnish(&hall);
    // A VEN that is enrolled may register.
    let later = sayings("ven-c", &ids).split_off(1);
    let mut count = all_are_answered(&hall, "a VEN that has not registered", hall.ven("ven-c"), 463, &later);
    let stranger = Arc::new(hall.pki.as_ref().expect("a root").issue("ven-a"));
    for ven in ["ven-a", "mallory"] {
        let client = hall.client(Some(stranger.clone()));
        count += all_are_answered(&hall, "a stranger of the same root", client, 463, &sayings(ven, &ids));
    }
    let mut client = hall.client(Some(stranger));
    let answer = client.say("EiRegisterParty", &letters::register("mallory", None));
    assert_eq!(answer.code(), Some(463), "{answer:?}");
    hall.is_unmoved_by("a stranger who registers");
    is_whole(&hall);
    refused(count + 1);
}

/// [OADR2b rule 21; OADR2b 463]
#[test]
fn who_is_not_known_in_a_laboratory_is_answered_463_by_each_service() {
    let hall = Hall::lab();
    let ids = furnish(&hall);
    let mut count = all_are_answered(&hall, "nobody", hall.client(None), 463, &sayings("mallory", &ids));
    let later = sayings("ven-c", &ids).split_off(1);
    count += all_are_answered(&hall, "a VEN that has not registered", hall.client(None), 463, &later);
    is_whole(&hall);
    refused(count);
}

/// [OADR2b rule 48; OADR2b rule 304]
#[test]
fn a_ven_that_answers_for_what_is_its_neighbours_is_answered_452() {
    let hall = Hall::signed();
    let ids = furnish(&hall);
    let all = [
        (
            "EiRegisterParty",
            "cancels its neighbour's registration",
            letters::cancel_registration(&ids.registration, "ven-a"),
        ),
        ("EiEvent", "answers its neighbour's event", letters::created_event("ven-a", "event-b", "optOut")),
        ("EiEvent", "answers an event of nobody's", letters::created_event("ven-a", "mallory", "optOut")),
        ("EiReport", "updates its neighbour's report", letters::update_report("ven-a", &ids.report, "mallory")),
        ("EiReport", "updates a report of nobody's", letters::update_report("ven-a", "mallory", "mallory")),
        ("EiReport", "cancels its neighbour's report", letters::cancel_report("ven-a", &ids.report)),
        ("EiOpt", "cancels its neighbour's opt", letters::cancel_opt("ven-a", "opt-b")),
        ("EiOpt", "opts out of its neighbour's event", letters::opt_out_of("ven-a", "event-b", "mallory")),
    ];
    let count = all_are_answered(&hall, "a VEN", hall.ven("ven-a"), 452, &all);
    is_whole(&hall);
    refused(count);
}

/// [OADR2b TLS; design r8]
#[test]
fn a_client_without_a_certificate_that_holds_gets_no_answer() {
    let hall = Hall::signed();
    let own = hall.pki.as_ref().expect("a root");
    let foreign = Pki::new("root");
    let name = |party: Party| Some(Arc::new(party));
    let strikes = [
        ("no certificate", None),
        ("a certificate of another root of the same name", name(foreign.issue("ven-a"))),
        ("an expired certificate", name(own.issue_expired("ven-a"))),
    ];
    for (what, party) in &strikes {
        let poll = letters::poll("ven-a");
        let head = super::wire::post_head("OadrPoll", poll.len());
        let refusal = hall.client(party.clone()).raw(&[head.as_bytes(), poll.as_bytes()].concat());
        let says = refusal.expect_err(what).to_string();
        assert!(says.contains("alert"), "{what}: refused in the handshake: {says}");
        hall.is_unmoved_by(what);
    }
    let plain = std::net::TcpStream::connect(("127.0.0.1", hall.port())).expect("connected");
    let mut wire = std::io::BufReader::new(Box::new(plain) as Box<dyn super::wire::Stream>);
    super::wire::send(&mut wire, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(super::wire::answer(&mut wire).is_err(), "plain HTTP gets no answer");
    hall.is_unmoved_by("plain HTTP at the door of TLS");
    refused(strikes.len() + 1);
}
