//! What one device may cost: its rate of requests, its connections, its idle ones.

use crate::lab::Lab;
use std::io::{ErrorKind, Read};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;

/// Within this an idle connection is closed whose time is one second.
const CLOSED: Duration = Duration::from_secs(20);

/// [design r6] Who asks too often is told to come back later, and another device is served meanwhile.
#[test]
fn r6_a_device_beyond_its_rate_is_answered_429_and_others_are_served() {
    let lab = Lab::new();
    let mut utility = lab.serve(&Lab::config("requests_per_s = 1\n", "[enrolment]\nin_band = true\n"), &[]);
    let mut eager = utility.client(&lab.device("eager"));
    let refused = (0..1_000).map(|_| eager.get("/tm").expect("an answer")).find(|answer| answer.status != 200);
    let refused = refused.expect("a bound");
    assert_eq!(refused.status, 429);
    let after: u64 = refused.header("retry-after").and_then(|text| text.parse().ok()).expect("when to come back");
    assert!((1..=30).contains(&after), "{after}");
    assert_eq!(utility.client(&lab.device("calm")).get("/tm").expect("an answer").status, 200);
    utility.end();
}

/// [design r7] A device has as many connections as it may and no more; one that it closes makes room.
#[test]
fn r7_connections_of_a_device_are_bounded() {
    let lab = Lab::new();
    let mut utility = lab.serve(&Lab::config("connections_per_device = 2\n", ""), &[]);
    let device = lab.device("many");
    let mut open: Vec<_> = (0..2).map(|_| utility.client(&device)).collect();
    open.iter_mut().for_each(|client| assert_eq!(client.get("/tm").expect("an answer").status, 200));
    assert!(utility.client(&device).get("/tm").is_err(), "a third");
    assert_eq!(utility.client(&lab.device("other")).get("/tm").expect("an answer").status, 200);
    open.truncate(1);
    let deadline = stopwatch() + CLOSED;
    while utility.client(&device).get("/tm").is_err() {
        assert!(stopwatch() < deadline, "no room for another");
        std::thread::sleep(Duration::from_millis(20));
    }
    utility.end();
}

/// [design r7] A connection that says nothing is closed by policy.
#[test]
fn r7_an_idle_connection_is_closed_after_its_time() {
    let lab = Lab::new();
    let mut utility = lab.serve(&Lab::config("idle_s = 1\n", ""), &[]);
    let mut client = utility.client(&lab.device("idle"));
    assert_eq!(client.get("/tm").expect("an answer").status, 200);
    let mut socket = client.take_stream().expect("open").sock;
    socket.set_read_timeout(Some(CLOSED)).expect("set");
    let mut block = [0; 256];
    loop {
        match socket.read(&mut block) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => panic!("still open"),
            Err(_) => break,
        }
    }
    utility.end();
}
