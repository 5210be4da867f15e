//! Who is denied, or not among those allowed, is served nothing: not on a new connection, not on a resumed one.

use super::street::Street;
use crate::lab::{Lab, hex};
use std::io::{ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tieline::config::HeadendConfig;
use tieline::runtime::clock::{Clock, stopwatch};
use tieline::runtime::serve::HeadEnd;
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Peer, Request};
use tieline_core::model::Lfdi;
use tokio::sync::mpsc;

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

/// What an operator does while devices are connected.
type Work = Box<dyn FnOnce(&HeadEnd) + Send>;

/// A head-end in this process with its operator.
struct Live {
    address: SocketAddr,
    operator: mpsc::Sender<Work>,
    thread: std::thread::JoinHandle<()>,
}

impl Live {
    fn start(lab: &Lab, config: &str) -> Self {
        let file = lab.dir.path().join("headend.toml");
        std::fs::write(&file, config).expect("written");
        let (told, address) = std::sync::mpsc::channel();
        let (operator, mut works) = mpsc::channel::<Work>(1);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let config = HeadendConfig::load(&file).expect("a configuration");
                let headend = HeadEnd::start(config, Clock::host(), None).await.expect("started");
                told.send(headend.address()).expect("heard");
                while let Some(work) = works.recv().await {
                    work(&headend);
                }
                headend.shut_down().await;
            });
        });
        Self { address: address.recv_timeout(SAID).expect("listening"), operator, thread }
    }

    fn operate(&self, work: impl FnOnce(&HeadEnd) + Send + 'static) {
        self.operator.blocking_send(Box::new(work)).expect("heard");
    }

    fn client(&self, lab: &Lab, credential: &Credential) -> Client {
        let roots = vec![lab.root.certificate().clone()];
        let peer = Peer { address: self.address, roots, dcap: "/dcap".to_owned() };
        Client::new(&peer, credential).expect("a client")
    }

    fn end(self) {
        drop(self.operator);
        self.thread.join().expect("ended in order");
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
    let live = Live::start(&lab, &Lab::config("", "[enrolment]\nin_band = true\n"));
    let client = |credential: &Credential| live.client(&lab, credential);
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
    let lfdis: Vec<_> = outcasts.iter().map(|credential| Lfdi(credential.identity().lfdi)).collect();
    let begun = stopwatch();
    live.operate(move |headend| {
        for lfdi in lfdis {
            headend.operate(|operator| operator.deny(lfdi, true)).expect("stored").expect("denied");
        }
    });
    open.iter_mut().for_each(wait_for_end);
    let taken = begun.elapsed();
    assert!(taken < CUT, "{} connections were cut within {taken:?}", open.len());
    for client in &mut clients {
        assert!(client.get("/dcap").is_err(), "a resumed session is worth nothing");
    }
    assert_eq!(welcome.get("/dcap").expect("an answer").status, 200, "others are served as before");
    live.end();
    println!("figure: {} live connections cut within {taken:?}, their tickets refused", open.len());
}

/// [design r8] A grant that is taken back is worth nothing at the next request: not on the open connection, not on a resumed
/// one; what the aggregator keeps is served as before.
#[test]
fn r8_a_grant_that_is_taken_back_is_gone_on_live_and_on_resumed_connections() {
    let lab = Lab::new();
    let identity = lab.device("aggregator");
    let (aggregator, kept, lost) = (hex(&identity.identity().lfdi), "A1".repeat(20), "B2".repeat(20));
    let granted = |lfdi: &str| format!("[[device]]\nlfdi = \"{lfdi}\"\ngranted_to = \"{aggregator}\"\n");
    let own = format!("[[device]]\nlfdi = \"{aggregator}\"\naggregator = true\n");
    let live = Live::start(&lab, &Lab::config("", &[own, granted(&kept), granted(&lost)].concat()));
    let mut client = live.client(&lab, &identity);
    let status = |client: &mut Client, number: u32| client.get(&format!("/edev/{number}")).expect("an answer").status;
    assert_eq!((status(&mut client, 2), status(&mut client, 3)), (200, 200));
    let (done, told) = std::sync::mpsc::channel();
    let pair: [Lfdi; 2] = [&aggregator, &lost].map(|lfdi| lfdi.parse().expect("an LFDI"));
    live.operate(move |headend| {
        let revoked = headend.operate(|operator| operator.revoke(pair[0], pair[1])).expect("stored");
        done.send(revoked).expect("heard");
    });
    assert_eq!(told.recv_timeout(SAID).expect("done"), Ok(true));
    assert_eq!((status(&mut client, 2), status(&mut client, 3)), (200, 404), "on the same connection");
    let open = client.take_stream().expect("still open");
    drop(open);
    assert_eq!((status(&mut client, 2), status(&mut client, 3)), (200, 404), "on the next one");
    let resumed = client.take_stream().expect("open").conn.handshake_kind();
    assert_eq!(resumed, Some(rustls::HandshakeKind::Resumed));
    live.end();
}
