//! A VTN that the VEN trusts, and that has fallen to an attacker, or somebody between the two.

use super::pki::{Party, Pki};
use super::rogue::{START, Trap, VEN, answer};
use super::{forge, letters, refused};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

/// Memory that no answer may fill, in bytes.
const PEAK_MAX: u64 = 256 * 1024 * 1024;

fn event(id: &str) -> String {
    letters::distribute("vtn", VEN, Some(id), START)
}

/// Strikes are shared among so many gateways, since each waits some seconds after an answer that it cannot use.
fn share<T: Send>(count: usize, all: Vec<T>, work: impl Fn(Vec<T>) + Sync) {
    let mut hands: Vec<Vec<T>> = (0..count).map(|_| Vec::new()).collect();
    all.into_iter().enumerate().for_each(|(at, one)| hands[at % count].push(one));
    std::thread::scope(|scope| hands.into_iter().for_each(|hand| drop(scope.spawn(|| work(hand)))));
}

/// [OADR2b oadrPoll; design r7]
#[test]
fn what_the_reader_refuses_moves_no_ven() {
    let pki = Pki::new("root");
    let trap = TcpListener::bind("127.0.0.1:0").expect("a free port");
    trap.set_nonblocking(true).expect("set");
    let port = trap.local_addr().expect("bound").port();
    let strikes = forge::unreadable(&event("mallory"), port);
    let count = strikes.len();
    share(6, strikes, |strikes| {
        let mut trap = Trap::new(&pki, None);
        for (what, body) in strikes {
            trap.strike_with(what, body);
        }
        trap.obeys("honest", event("honest"));
        assert!(trap.peak_bytes() < PEAK_MAX, "{} bytes", trap.peak_bytes());
    });
    assert!(trap.accept().is_err(), "nothing that a document names is fetched");
    refused(count);
}

/// [OADR2b rule 21; design r7]
#[test]
fn an_answer_without_end_or_of_another_vtn_moves_no_ven() {
    let pki = Pki::new("root");
    let mut trap = Trap::new(&pki, None);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n";
    trap.strike("a body of 64 MB", move |wire| {
        let _ = write!(wire, "{head}Content-Length: 64000000\r\n\r\n");
        let _ = (0..64).try_for_each(|_| wire.write_all(&[b' '; 1_000_000]));
    });
    trap.strike("chunks without end", move |wire| {
        let _ = write!(wire, "{head}Transfer-Encoding: chunked\r\n\r\n");
        let _ = (0..64).try_for_each(|_| write!(wire, "100000\r\n{}\r\n", " ".repeat(0x0010_0000)));
    });
    trap.strike("a head without end", move |wire| {
        let _ = write!(wire, "{head}");
        let _ = (0..10_000).try_for_each(|n| write!(wire, "x-{n}: {}\r\n", "y".repeat(1_000)));
    });
    trap.strike("a body that never comes", move |wire| {
        let _ = write!(wire, "{head}Content-Length: 1000\r\n\r\n").and_then(|()| wire.flush());
        let _ = (0..20).try_for_each(|_| {
            std::thread::sleep(Duration::from_secs(1));
            wire.write_all(b" ").and_then(|()| wire.flush())
        });
    });
    trap.strike("no HTTP", |wire| drop(wire.write_all(b"220 mail.example ESMTP\r\n\r\n").and_then(|()| wire.flush())));
    trap.strike_with("events of another vtnID", letters::distribute("vtn-2", VEN, Some("mallory"), START).into_bytes());
    trap.obeys("honest", event("honest"));
    assert!(trap.peak_bytes() < PEAK_MAX, "{} bytes", trap.peak_bytes());
    refused(6);
}

/// A signed attack is made as it is sent: its time must be right.
type Late = (&'static str, Box<dyn Fn() -> Vec<u8> + Send + Sync>);

fn signed_attacks(vtn: &Arc<Party>, other: &Arc<Party>) -> Vec<Late> {
    let made = |at: usize, make: fn(&Party, &Party) -> Vec<forge::Wrapping>| {
        let (vtn, other) = (vtn.clone(), other.clone());
        let what = make(&vtn, &other)[at].0;
        let late: Late = (what, Box::new(move || make(&vtn, &other).swap_remove(at).1.into_bytes()));
        late
    };
    let wrapped = |vtn: &Party, _: &Party| forge::wrappings(&vtn.sign(&event("harmless")), &event("mallory"));
    let unsigned = |vtn: &Party, other: &Party| {
        forge::not_signed(&event("mallory"), &vtn.sign(&event("mallory")), &other.sign(&event("mallory")))
    };
    let mut all: Vec<Late> = (0..wrapped(vtn, other).len()).map(|at| made(at, wrapped)).collect();
    all.extend((0..unsigned(vtn, other).len()).map(|at| made(at, unsigned)));
    for (what, by_ms) in
        [("signed 65 s ago", -65_000), ("signed 65 s ahead", 65_000), ("signed a day ago", -86_400_000)]
    {
        let vtn = vtn.clone();
        all.push((what, Box::new(move || vtn.sign_at(&event("mallory"), by_ms).into_bytes())));
    }
    all
}

/// [OADR2b high security; OADR2b ReplayProtect]
#[test]
fn what_no_signature_of_the_vtn_covers_moves_no_ven() {
    let pki = Pki::new("root");
    let (vtn, other) = (Arc::new(pki.issue("localhost")), Arc::new(pki.issue("localhost")));
    let strikes = signed_attacks(&vtn, &other);
    let count = strikes.len();
    share(6, strikes, |strikes| {
        let mut trap = Trap::new(&pki, Some(vtn.clone()));
        for (what, make) in strikes {
            trap.strike(what, move |wire| answer(wire, &make()));
        }
        trap.obeys("honest", vtn.sign(&event("honest")));
    });
    refused(count);
}

/// [OADR2b ReplayProtect]
#[test]
fn a_replay_moves_no_ven_also_after_a_crash() {
    let pki = Pki::new("root");
    let vtn = Arc::new(pki.issue("localhost"));
    let mut trap = Trap::new(&pki, Some(vtn.clone()));
    let honest = vtn.sign(&event("honest"));
    trap.obeys("honest", honest.clone());
    trap.strike_with("a message that came before", honest.clone().into_bytes());
    let unseen = vtn.sign(&event("mallory"));
    trap.crash();
    trap.strike_with("a message that came before the crash", honest.into_bytes());
    trap.strike_with("a message from before the crash that was kept back", unseen.into_bytes());
    trap.obeys("again", vtn.sign(&event("again")));
    refused(3);
}
