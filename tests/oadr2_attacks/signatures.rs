//! Signed profile: what no signature of the certificate of TLS covers, and what was signed for another time.

use super::hall::{Client, Hall};
use super::{forge, letters, refused, wire};
use std::sync::Barrier;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;

/// Not signed by whom it should be: 463, and nothing of it is done.
fn is_refused(hall: &Hall, client: &mut Client, what: &str, body: &str) {
    let answer = client.post("EiOpt", body.as_bytes());
    assert_eq!((answer.status, answer.code()), (200, Some(463)), "{what}: {answer:?}");
    hall.is_unmoved_by(what);
}

/// [OADR2b high security]
#[test]
fn wrapped_signatures_are_answered_463() {
    let hall = Hall::signed();
    let own = hall.party("ven-a").expect("a party");
    let signed = own.sign(&letters::create_opt("ven-a", "mallory-1"));
    let wrapped = forge::wrappings(&signed, &letters::create_opt("ven-a", "mallory-2"));
    for (what, body) in &wrapped {
        is_refused(&hall, &mut hall.ven("ven-a"), what, body);
    }
    // What they were made of holds: it was not the message that was wrong.
    let answer = hall.ven("ven-a").post("EiOpt", signed.as_bytes());
    assert_eq!(answer.code(), Some(200), "{answer:?}");
    refused(wrapped.len());
}

/// [OADR2b high security]
#[test]
fn missing_changed_and_foreign_signatures_are_answered_463() {
    let hall = Hall::signed();
    let (own, neighbour) = (hall.party("ven-a").expect("a party"), hall.party("ven-b").expect("a party"));
    let stranger = hall.pki.as_ref().expect("a root").issue("ven-a");
    let opt = letters::create_opt("ven-a", "mallory");
    let mut count = 0;
    for other in [&*neighbour, &stranger] {
        let forged = forge::not_signed(&opt, &own.sign(&opt), &other.sign(&opt));
        count += forged.len();
        for (what, body) in &forged {
            is_refused(&hall, &mut hall.ven("ven-a"), what, body);
        }
    }
    // The neighbour's own message, taken from the wire, at a connection of another.
    let theirs = neighbour.sign(&letters::create_opt("ven-b", "mallory"));
    is_refused(&hall, &mut hall.ven("ven-a"), "a neighbour's message at one's own connection", &theirs);
    refused(count + 1);
}

/// [OADR2b ReplayProtect]
#[test]
fn messages_of_another_time_are_answered_463() {
    let hall = Hall::signed();
    let own = hall.party("ven-a").expect("a party");
    let day_ms = 86_400_000;
    let shifts = [
        ("signed 65 s ago", -65_000),
        ("signed a day ago", -day_ms),
        ("signed in 1970", -20_000 * day_ms),
        ("signed 65 s ahead", 65_000),
        ("signed a day ahead", day_ms),
        ("signed in a thousand years", 365_000 * day_ms),
    ];
    for (what, by_ms) in shifts {
        let body = own.sign_at(&letters::create_opt("ven-a", "mallory"), by_ms);
        is_refused(&hall, &mut hall.ven("ven-a"), what, &body);
    }
    for by_ms in [-55_000, 55_000] {
        let body = own.sign_at(&letters::poll("ven-a"), by_ms);
        let answer = hall.ven("ven-a").post("OadrPoll", body.as_bytes());
        assert_ne!(answer.code(), Some(463), "{by_ms} ms is within the bound: {answer:?}");
    }
    refused(shifts.len());
}

/// [OADR2b ReplayProtect]
#[test]
fn a_message_is_taken_once_also_across_a_crash() {
    let mut hall = Hall::signed();
    let own = hall.party("ven-a").expect("a party");
    let opt = own.sign(&letters::create_opt("ven-a", "once"));
    let taken = hall.ven("ven-a").post("EiOpt", opt.as_bytes());
    assert_eq!(taken.code(), Some(200), "{taken:?}");
    let answer = hall.ven("ven-a").say("EiOpt", &letters::cancel_opt("ven-a", "once"));
    assert_eq!(answer.code(), Some(200), "{answer:?}");
    let mut count = 0;
    let mut replayed = |hall: &Hall, client: &mut Client, service: &str, what: &str| {
        let answer = client.post(service, opt.as_bytes());
        assert_eq!((answer.status, answer.code()), (200, Some(463)), "{what}: {answer:?}");
        hall.is_unmoved_by(what);
        assert!(!hall.everything().contains("once"), "{what} brings back what was cancelled");
        count += 1;
    };
    let mut client = hall.ven("ven-a");
    replayed(&hall, &mut client, "EiOpt", "a replay");
    replayed(&hall, &mut client, "EiOpt", "a replay at the same connection");
    replayed(&hall, &mut hall.ven("ven-a"), "OadrPoll", "a replay at another service");
    replayed(&hall, &mut hall.ven("ven-b"), "EiOpt", "a replay at a neighbour's connection");
    for what in ["a replay after a crash", "a replay after a second crash"] {
        hall.crash();
        // What was signed shortly before the crash is asked for anew at first: honest senders sign again.
        let deadline = stopwatch() + wire::PATIENCE;
        while hall.ven("ven-a").post("EiOpt", opt.as_bytes()).status == 503 {
            assert!(stopwatch() < deadline, "{what} is asked for anew for ever");
            std::thread::sleep(Duration::from_millis(100));
        }
        replayed(&hall, &mut hall.ven("ven-a"), "EiOpt", what);
    }
    refused(count);
}

/// [OADR2b ReplayProtect]
#[test]
fn of_one_message_sent_six_times_at_once_one_is_taken() {
    const TIMES: usize = 6;
    let hall = Hall::signed();
    let own = hall.party("ven-a").expect("a party");
    for round in 0..5 {
        let opt = own.sign(&letters::create_opt("ven-a", &format!("race-{round}")));
        let together = Barrier::new(TIMES);
        let one = || {
            let mut client = hall.ven("ven-a");
            client.say("OadrPoll", &letters::poll("ven-a"));
            together.wait();
            client.post("EiOpt", opt.as_bytes()).code()
        };
        let codes: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..TIMES).map(|_| scope.spawn(one)).collect();
            all.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        let count = |code| codes.iter().filter(|known| **known == Some(code)).count();
        assert_eq!((count(200), count(463)), (1, TIMES - 1), "{codes:?}");
    }
    hall.is_unmoved_by("one message six times at once");
    refused(1);
}
