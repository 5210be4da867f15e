//! Thousands of connections that come and say little: memory stays bounded, and another device is served meanwhile.

use crate::lab::{Lab, Utility};
use rustix::process::{Resource, getrlimit, setrlimit};
use rustls::ClientConnection;
use rustls::pki_types::ServerName;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tieline::runtime::clock::stopwatch;
use tieline_certs::config::{Credential, Options, client_config};

/// Connections of the siege, where the system grants as many file descriptors.
const BESIEGERS: usize = 5_000;
/// File descriptors of this process beside them.
const OTHER_FILES: usize = 200;
/// Of each ten connections: how many stop after a whole handshake and half a request, and how many within the handshake;
/// the others say nothing at all.
const PER_TEN: (usize, usize) = (1, 3);
/// Connections that one certificate opens, the server's own bound.
const PER_DEVICE: usize = 16;
/// The server may grow by less.
const GROWTH_MAX_KB: u64 = 60 * 1024;
/// Another device has its answer within this, its handshake and its further tries included.
const SERVED: Duration = Duration::from_secs(5);
/// After this the server has cut every one: its bound of a request's head, 30 s, and some for a busy machine.
const CUT: Duration = Duration::from_secs(45);

/// How many connections the system lets us have.
fn besiegers() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = (BESIEGERS + OTHER_FILES) as u64;
    let granted = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    if limit.current.is_some_and(|current| current < granted) {
        limit.current = Some(granted);
        setrlimit(Resource::Nofile, limit).expect("within the hard limit");
    }
    let granted = usize::try_from(granted).expect("few").saturating_sub(OTHER_FILES);
    if granted < BESIEGERS {
        println!("the system grants {granted} connections, not {BESIEGERS}");
    }
    granted
}

fn rss_kb(utility: &Utility) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", utility.process.id())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
    line.trim().trim_end_matches(" kB").parse().expect("kilobytes")
}

fn connect(utility: &Utility) -> TcpStream {
    TcpStream::connect_timeout(&utility.peer.address, SERVED).expect("a connection")
}

/// A connection that has said its hello, and no more.
fn half_a_handshake(utility: &Utility, device: &Credential) -> TcpStream {
    let config = client_config(device, &utility.peer.roots, Options::default()).expect("a configuration");
    let name = ServerName::from(utility.peer.address.ip());
    let mut tls = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut hello = Vec::new();
    tls.write_tls(&mut hello).expect("a hello");
    let mut socket = connect(utility);
    // One that was pushed out already cannot be written to.
    let _ = socket.write_all(&hello);
    socket
}

/// Connections with a whole handshake and half a request: every other has said its head and half of its body.
fn half_requests(lab: &Lab, utility: &Utility, count: usize) -> Vec<TcpStream> {
    let mut open = Vec::new();
    while open.len() < count {
        let device = lab.device(&format!("besieger {}", open.len()));
        let mut client = utility.client(&device);
        for i in 0..PER_DEVICE.min(count - open.len()) {
            let mut stream = client.take_stream().expect("a handshake");
            let half: &[u8] = match i % 2 {
                0 => b"GET /tm HTTP/1.1\r\nHost: h\r\nX-Slow: ",
                _ => b"POST /mup HTTP/1.1\r\nHost: h\r\nContent-Type: application/sep+xml\r\nContent-Length: 999\r\n\r\n<Mirr",
            };
            stream.write_all(half).expect("sent");
            open.push(stream.sock);
        }
    }
    open
}

/// Asks again and again, each time by a new handshake; the longest wait for an answer, and how many there were.
fn ask_meanwhile(utility: &Utility, device: &Credential, ended: &AtomicBool) -> (Duration, u32) {
    let (mut longest, mut answers) = (Duration::ZERO, 0);
    while !ended.load(Ordering::Relaxed) {
        let begun = stopwatch();
        loop {
            match utility.client(device).get("/tm") {
                Ok(answer) => break assert_eq!(answer.status, 200),
                Err(error) => assert!(begun.elapsed() < SERVED, "no answer within {SERVED:?}: {error}"),
            }
        }
        longest = longest.max(begun.elapsed());
        answers += 1;
    }
    (longest, answers)
}

/// Whether the other side has closed; what it said before does not matter.
fn is_cut(socket: &mut TcpStream) -> bool {
    let mut block = [0; 4096];
    loop {
        match socket.read(&mut block) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => return false,
            Err(_) => return true,
        }
    }
}

/// Waits until every connection is cut; the largest size of the server meanwhile.
fn wait_until_cut(utility: &Utility, mut open: Vec<TcpStream>, since: Instant) -> u64 {
    open.iter().for_each(|socket| socket.set_nonblocking(true).expect("set"));
    let mut largest = 0;
    while !open.is_empty() {
        assert!(since.elapsed() < CUT, "{} connections are still open after {CUT:?}", open.len());
        largest = largest.max(rss_kb(utility));
        open.retain_mut(|socket| !is_cut(socket));
        std::thread::sleep(Duration::from_millis(100));
    }
    largest
}

/// [design r6] [design r7] Slow connections before, within and after the handshake cost little and delay nobody.
#[test]
fn r7_five_thousand_slow_connections_cost_little_and_delay_nobody() {
    let count = besiegers();
    let lab = Lab::new();
    let utility = lab.serve(&Lab::config("requests_per_s = 0\n", "[enrolment]\nin_band = true\n"), &[]);
    let honest = lab.device("honest");
    for _ in 0..30 {
        assert_eq!(utility.client(&honest).get("/tm").expect("an answer").status, 200);
    }
    let before = rss_kb(&utility);
    let ended = AtomicBool::new(false);
    let (largest, (longest, answers)) = std::thread::scope(|scope| {
        let asking = scope.spawn(|| ask_meanwhile(&utility, &honest, &ended));
        let mut open = half_requests(&lab, &utility, count * PER_TEN.0 / 10);
        let slow = lab.device("slow");
        open.extend((0..count * PER_TEN.1 / 10).map(|_| half_a_handshake(&utility, &slow)));
        let after_hellos = rss_kb(&utility);
        let silent = count - open.len();
        open.extend((0..silent).map(|_| connect(&utility)));
        assert_eq!(open.len(), count);
        let largest = wait_until_cut(&utility, open, stopwatch()).max(after_hellos);
        ended.store(true, Ordering::Relaxed);
        (largest, asking.join().expect("served"))
    });
    let grown = largest.saturating_sub(before);
    assert!(grown < GROWTH_MAX_KB, "the server grew by {grown} kB from {before} kB");
    assert!(answers > 10, "{answers}");
    assert!(lab.log_text().contains("too many at once"), "the log tells");
    println!(
        "figure: {count} slow connections: {grown} kB more; another device had {answers} answers, the slowest in {longest:?}"
    );
}
