//! What is refused before it is understood: documents that no reader should take, and HTTP that costs too much.

use super::hall::Hall;
use super::{forge, letters, refused, wire};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;

/// 20,000 attributes take no longer than this to refuse.
const REFUSAL_MAX: Duration = Duration::from_millis(50);
/// Memory that no request may fill, in bytes.
const PEAK_MAX: u64 = 256 * 1024 * 1024;

/// Documents of `forge::unreadable` that are well-formed and have nothing that a signature could cover: 463 where all is signed.
const UNSIGNABLE: [&str; 2] = ["two signed objects", "another namespace"];

/// Each document of `forge::unreadable` is answered 400, in words. Where messages are signed, it is signed if it can be: the
/// attacker is then a VEN that is enrolled.
fn unreadable_documents_are_refused(hall: &Hall) -> usize {
    let trap = TcpListener::bind("127.0.0.1:0").expect("a free port");
    trap.set_nonblocking(true).expect("set");
    let port = trap.local_addr().expect("bound").port();
    let forgeries = forge::unreadable(&letters::create_opt("ven-a", "mallory"), port);
    let own = hall.party("ven-a");
    for (what, body) in &forgeries {
        let signed = own.as_ref().and_then(|party| party.try_sign_at(body, 0));
        let answer = hall.ven("ven-a").post("EiOpt", signed.as_ref().map_or(body, |signed| signed.as_bytes()));
        if own.is_some() && UNSIGNABLE.contains(what) {
            assert_eq!((answer.status, answer.code()), (200, Some(463)), "{what}: {answer:?}");
        } else {
            assert_eq!(answer.status, 400, "{what}: {answer:?}");
            assert!(answer.head.contains("text/plain") && !answer.body.is_empty(), "{what}: {answer:?}");
        }
        assert!(!answer.body.contains("root:"), "a file's text: {answer:?}");
        hall.is_unmoved_by(what);
    }
    assert!(trap.accept().is_err(), "nothing that a document names is fetched");
    assert!(hall.peak_bytes() < PEAK_MAX, "{} bytes", hall.peak_bytes());
    forgeries.len()
}

/// [design r7]
#[test]
fn documents_that_no_reader_should_take_are_answered_400() {
    refused(unreadable_documents_are_refused(&Hall::lab()));
}

/// [design r7] [OADR2b high security]
#[test]
fn documents_that_no_reader_should_take_are_answered_400_where_messages_are_signed() {
    refused(unreadable_documents_are_refused(&Hall::signed()));
}

/// How much longer this body takes to refuse than one of three bytes: medians, since others use the machine.
fn beyond_baseline(hall: &Hall, body: &[u8]) -> Duration {
    let mut client = hall.ven("ven-a");
    let mut median = |body: &[u8]| {
        let mut times: Vec<_> = (0..9)
            .map(|_| {
                let begun = stopwatch();
                let answer = client.post("OadrPoll", body);
                assert_eq!(answer.status, 400, "{answer:?}");
                begun.elapsed()
            })
            .collect();
        times.sort();
        times[times.len() / 2]
    };
    let baseline = median(b"<a>");
    median(body).saturating_sub(baseline)
}

/// [design r7]
#[test]
fn twenty_thousand_attributes_are_refused_in_less_than_50_ms() {
    let many = |count: usize, one: fn(usize) -> String| (0..count).map(one).collect::<String>();
    let names = [
        ("20,000 attributes", many(20_000, |n| format!(" a{n}=\"\""))),
        ("12,000 namespaces", many(12_000, |n| format!(" xmlns:a{n}=\"u\""))),
    ];
    for (profile, hall) in [("plain", Hall::lab()), ("signed", Hall::signed())] {
        for (what, names) in &names {
            let poll = letters::poll("mallory").replacen("<oadr:oadrPoll", &format!("<oadr:oadrPoll{names}"), 1);
            // A busy machine may need another try; a reader that is slow never makes it.
            let took = (0..3).map(|_| beyond_baseline(&hall, poll.as_bytes())).find(|took| *took < REFUSAL_MAX);
            let took = took.unwrap_or_else(|| panic!("{what}, {profile}: never under {REFUSAL_MAX:?}"));
            println!("{what} on one tag, {profile}: {:.2} ms over the baseline", took.as_secs_f64() * 1e3);
            hall.is_unmoved_by(what);
        }
    }
    refused(4);
}

/// [design r7]
#[test]
fn http_that_costs_too_much_or_means_two_things_is_refused() {
    let hall = Hall::lab();
    let head = "POST /OpenADR2/Simple/2.0b/EiOpt HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n";
    let opt = letters::create_opt("ven-a", "mallory");
    let (length, chunk) = (opt.len(), format!("{:x}\r\n{opt}\r\n0\r\n\r\n", opt.len()));
    let strikes: Vec<(&str, Vec<u8>, &[u16])> = vec![
        ("a body of 10 GB announced", format!("{head}Content-Length: 10000000000\r\n\r\n").into_bytes(), &[413]),
        (
            "a body of 2 MB",
            format!("{head}Content-Length: 2000000\r\n\r\n{}", " ".repeat(2_000_000)).into_bytes(),
            &[413],
        ),
        (
            "chunks of 2 MB",
            format!("{head}Transfer-Encoding: chunked\r\n\r\n1e8480\r\n{}\r\n0\r\n\r\n", " ".repeat(2_000_000))
                .into_bytes(),
            &[413],
        ),
        ("a length below zero", format!("{head}Content-Length: -1\r\n\r\n{opt}").into_bytes(), &[400]),
        (
            "two lengths",
            format!("{head}Content-Length: 1\r\nContent-Length: {length}\r\n\r\n{opt}").into_bytes(),
            &[400],
        ),
        (
            "a transfer encoding that nobody knows",
            format!("{head}Transfer-Encoding: x\r\n\r\n{chunk}").into_bytes(),
            &[400, 501],
        ),
        ("1,000 headers", format!("{head}{}\r\n", "X: y\r\n".repeat(1_000)).into_bytes(), &[400, 431]),
        ("a header of 1 MB", format!("{head}X: {}\r\n\r\n", "y".repeat(1_000_000)).into_bytes(), &[400, 431]),
        ("a path of 1 MB", head.replacen("EiOpt", &"x".repeat(1_000_000), 1).into_bytes(), &[400, 414, 431]),
        ("no HTTP", b"\x16\x03\x01 mallory\r\n\r\n".to_vec(), &[400]),
        ("a GET", b"GET /OpenADR2/Simple/2.0b/EiOpt HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), &[404, 405]),
        ("a DELETE", b"DELETE /OpenADR2/Simple/2.0b/EiOpt HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), &[404, 405]),
        (
            "a path beside the services",
            {
                let other = head.replacen("EiOpt", "../../../etc/passwd", 1);
                format!("{other}Content-Length: {length}\r\n\r\n{opt}").into_bytes()
            },
            &[400, 404],
        ),
        (
            "the management API at the VENs' door",
            b"GET /v1/vens HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
            &[404, 405],
        ),
    ];
    for (what, bytes, statuses) in &strikes {
        // A server that closes on what it has not read may reset the connection before its answer is read.
        match hall.ven("ven-a").raw(bytes) {
            Ok(answer) => assert!(statuses.contains(&answer.status), "{what}: {answer:?}"),
            Err(error) => println!("{what}: {error}"),
        }
        hall.is_unmoved_by(what);
    }
    assert!(hall.peak_bytes() < PEAK_MAX, "{} bytes", hall.peak_bytes());
    refused(strikes.len());
}

/// What a client begins and does not end.
fn begun(hall: &Hall, first: &str) -> TcpStream {
    let mut tcp = TcpStream::connect(("127.0.0.1", hall.port())).expect("connected");
    tcp.set_read_timeout(Some(wire::PATIENCE)).expect("set");
    std::io::Write::write_all(&mut tcp, first.as_bytes()).expect("sent");
    tcp
}

/// [design r7]
#[test]
fn slow_clients_are_cut_off_and_delay_nobody() {
    let hall = Hall::lab();
    let tls = Hall::signed();
    let body = wire::post_head("EiOpt", 1_000) + "<mallory";
    let mut slow: Vec<TcpStream> = (0..40).map(|_| begun(&hall, &body)).collect();
    slow.extend((0..40).map(|_| begun(&hall, "POST /OpenADR2/Simple/2.0b/EiOpt HTTP/1.1\r\nHost: mall")));
    slow.extend((0..40).map(|_| begun(&tls, "\u{16}\u{3}\u{1}")));
    let begun = stopwatch();
    for hall in [&hall, &tls] {
        let mut honest = hall.ven("ven-b");
        for _ in 0..20 {
            assert_eq!(honest.say("OadrPoll", &letters::poll("ven-b")).status, 200);
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits: {:?}", begun.elapsed());
    for mut tcp in slow {
        let mut said = Vec::new();
        // The server ends each: with an answer, or without.
        let _ = tcp.read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(begun.elapsed() < Duration::from_secs(50), "still open");
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408 ") || said.starts_with('\u{15}'), "{said}");
    }
    println!("cut off after {:?}", begun.elapsed());
    hall.is_unmoved_by("slow bodies and heads");
    tls.is_unmoved_by("slow handshakes");
    refused(3);
}
