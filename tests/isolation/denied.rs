//! Who is denied, or not among those allowed, is served nothing: not on a new connection, not on a resumed one.

use super::street::Street;
use crate::lab::{Lab, hex};
use std::io::{ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;
use tieline::config::HeadendConfig;
use tieline::runtime::clock::{Clock, stopwatch};
use tieline::runtime::serve::HeadEnd;
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Peer, Request};
use tieline_core::model::Lfdi;
use tokio::sync::oneshot;

/// Within this the log says what was done.
const SAID: Duration = Duration::from_secs(5);
/// Within this a denial has cut every live connection.
const CUT: Duration = Duration::from_secs(1);
/// Live connections that are denied, and how many of them one device has.
const LIVE: (usize, usize) = (100, 10);

fn wait_for(what: &str, is: impl Fn() -> bool) {
    let deadline = stopwatch() + SAID;
    while !is() {
        assert!(stopwatch() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// [design r8] The handshake of one who is denied ends without an answer, and the log says whose it was.
#[test]
fn r8_the_denied_and_those_not_allowed_are_served_nothing() {
    let mut street = Street::new();
    let (a, b) = (street.a.clone(), street.b.clone());
    street.utility.end();
    let list = |who: &Credential| format!("[\"{}\"]", hex(&who.identity().lfdi));
    for (enrolment, served, refused) in
        [(format!("allow = {}\n", list(&b)), &b, &a), (format!("deny = {}\n", list(&a)), &b, &a)]
    {
        let config = street.config(&enrolment);
        street.utility = street.lab.serve(&config, &[]);
        let mut welcome = street.client(served);
        let mut outcast = street.client(refused);
        for _ in 0..3 {
            assert_eq!(welcome.get("/dcap").expect("an answer").status, 200);
            let answer = outcast.send(&Request::new("GET", "/dcap"));
            assert!(answer.is_err(), "{enrolment}: {answer:?}");
        }
        let lfdi = hex(&refused.identity().lfdi);
        let told = || {
            let log = street.lab.log_text();
            log.lines().filter(|line| line.contains("denied") && line.contains(&lfdi)).count() >= 3
        };
        wait_for("the log names the denied", told);
        street.utility.end();
    }
}

/// A head-end in this process, whose operator denies devices while they are connected.
struct Live {
    address: SocketAddr,
    deny: Option<oneshot::Sender<Vec<Lfdi>>>,
    end: oneshot::Sender<()>,
    thread: std::thread::JoinHandle<()>,
}

impl Live {
    fn start(file: PathBuf) -> Self {
        let (told, address) = std::sync::mpsc::channel();
        let ((deny, denied), (end, ended)) = (oneshot::channel::<Vec<Lfdi>>(), oneshot::channel());
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let config = HeadendConfig::load(&file).expect("a configuration");
                let headend = HeadEnd::start(config, Clock::host(), None).await.expect("started");
                told.send(headend.address()).expect("heard");
                for lfdi in denied.await.unwrap_or_default() {
                    headend.operate(|operator| operator.deny(lfdi, true)).expect("stored").expect("denied");
                }
                let _ = ended.await;
                headend.shut_down().await;
            });
        });
        Self { address: address.recv_timeout(SAID).expect("listening"), deny: Some(deny), end, thread }
    }
}

/// Waits until the other side has closed.
fn wait_for_end(socket: &mut TcpStream) {
    let mut block = [0; 1024];
    loop {
        match socket.read(&mut block) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => panic!("still open"),
            Err(_) => return,
        }
    }
}

/// [design r8] A denial cuts live connections within a second, and what they could resume is worth nothing.
#[test]
fn r8_a_denial_cuts_a_hundred_live_connections_and_their_tickets() {
    let lab = Lab::new();
    let file = lab.dir.path().join("headend.toml");
    std::fs::write(&file, Lab::config("", "[enrolment]\nin_band = true\n")).expect("written");
    let mut live = Live::start(file);
    let peer = Peer { address: live.address, roots: vec![lab.root.certificate().clone()], dcap: "/dcap".to_owned() };
    let client = |credential: &Credential| Client::new(&peer, credential).expect("a client");
    let outcasts: Vec<_> = (0..LIVE.0 / LIVE.1).map(|i| lab.device(&format!("outcast {i}"))).collect();
    let mut clients: Vec<_> = outcasts.iter().map(client).collect();
    let mut open = Vec::new();
    for client in &mut clients {
        for _ in 0..LIVE.1 {
            assert_eq!(client.get("/dcap").expect("an answer").status, 200);
            open.push(client.take_stream().expect("open").sock);
        }
    }
    let welcome = lab.device("welcome");
    let mut welcome = client(&welcome);
    assert_eq!(welcome.get("/dcap").expect("an answer").status, 200);
    open.iter().for_each(|socket| socket.set_read_timeout(Some(SAID)).expect("set"));
    let lfdis = outcasts.iter().map(|credential| Lfdi(credential.identity().lfdi)).collect();
    let begun = stopwatch();
    live.deny.take().expect("not denied yet").send(lfdis).expect("heard");
    open.iter_mut().for_each(wait_for_end);
    let taken = begun.elapsed();
    assert!(taken < CUT, "{} connections were cut within {taken:?}", open.len());
    for client in &mut clients {
        assert!(client.get("/dcap").is_err(), "a resumed session is worth nothing");
    }
    assert_eq!(welcome.get("/dcap").expect("an answer").status, 200, "others are served as before");
    live.end.send(()).expect("heard");
    live.thread.join().expect("ended in order");
    println!("figure: {} live connections cut within {taken:?}, their tickets refused", open.len());
}
