//! A VTN that answers as it should until it is told to answer a poll with something else, and the gateway that polls it.

use super::letters;
use super::pki::{Party, Pki};
use super::wire::{self, Stream, Wire};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::process::Process;

const PATIENCE: Duration = Duration::from_secs(90);
pub const VEN: &str = "ven-honest";
/// Events lie ahead: what is asked of the site does not matter here.
pub const START: &str = "2099-01-01T00:00:00Z";

/// What was done with a poll or heard instead.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    /// A poll that was answered honestly.
    Polled,
    /// A poll that was answered as told.
    Struck,
    /// An answer to an event: the whole message.
    Opted(String),
}

/// How a poll is answered, once: writes the whole answer, head and all.
type Strike = Box<dyn FnOnce(&mut dyn Write) + Send>;

/// Shared by the threads of a rogue.
struct Shared {
    strike: Mutex<Option<Strike>>,
    seen: Mutex<Sender<Seen>>,
    seal: Option<Arc<Party>>,
}

impl Shared {
    fn honest(&self, service: &str, body: &str) -> String {
        let answer = match service {
            "EiRegisterParty" => letters::created_registration(VEN),
            "EiReport" if body.contains("oadrRegisterReport") => letters::registered_report(),
            "EiEvent" if body.contains("oadrRequestEvent") => letters::distribute("vtn", VEN, None, START),
            _ => letters::good(VEN),
        };
        self.seal.as_ref().map_or(answer.clone(), |party| party.sign(&answer))
    }

    fn serve(&self, wire: &mut Wire) {
        while let Ok((first, _, body)) = wire::read(wire) {
            let service =
                first.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned();
            let body = String::from_utf8_lossy(&body).into_owned();
            let strike = if service == "OadrPoll" { self.strike.lock().expect("whole").take() } else { None };
            let seen = match (&strike, service.as_str()) {
                (Some(_), _) => Some(Seen::Struck),
                (None, "OadrPoll") => Some(Seen::Polled),
                _ => body.contains("oadrCreatedEvent").then_some(Seen::Opted(body.clone())),
            };
            match strike {
                Some(strike) => strike(wire.get_mut()),
                None => answer(wire.get_mut(), self.honest(&service, &body).as_bytes()),
            }
            seen.map(|seen| self.seen.lock().expect("whole").send(seen));
        }
    }
}

/// Writes a 200 with this body.
pub fn answer(wire: &mut dyn Write, body: &[u8]) {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {}\r\n\r\n", body.len());
    let _ = wire.write_all(&[head.as_bytes(), body].concat()).and_then(|()| wire.flush());
}

/// A gateway and the VTN that it trusts.
pub struct Trap {
    dir: tempfile::TempDir,
    gateway: Process,
    shared: Arc<Shared>,
    seen: Receiver<Seen>,
}

impl Trap {
    /// With a party, over TLS and signed.
    pub fn new(pki: &Pki, seal: Option<Arc<Party>>) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        pki.write(dir.path(), "ven", &pki.issue("ven"));
        fs::write(dir.path().join("site.toml"), site_toml(port, seal.is_some())).expect("written");
        let (sender, seen) = channel();
        let tls = seal.as_ref().map(|party| pki.server(party));
        let shared = Arc::new(Shared { strike: Mutex::new(None), seen: Mutex::new(sender), seal });
        let own = shared.clone();
        std::thread::spawn(move || {
            for tcp in listener.incoming().flatten() {
                let (own, tls) = (own.clone(), tls.clone());
                std::thread::spawn(move || own.serve(&mut accepted(tcp, tls)));
            }
        });
        let gateway = start(dir.path());
        let mut trap = Self { dir, gateway, shared, seen };
        trap.wait("a poll", |seen| *seen == Seen::Polled);
        trap
    }

    fn wait(&mut self, what: &str, is: impl Fn(&Seen) -> bool) -> Seen {
        let deadline = stopwatch() + PATIENCE;
        loop {
            match self.seen.recv_timeout(deadline.saturating_duration_since(stopwatch())) {
                Ok(Seen::Opted(says)) if says.contains("mallory") => panic!("{what}: obeyed: {says}"),
                Ok(seen) if is(&seen) => return seen,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no {what}; gateway: {}", self.gateway.last_words())
                }
            }
        }
    }

    fn put(&self, strike: Strike) {
        *self.shared.strike.lock().expect("whole") = Some(strike);
    }

    /// Answers the next poll so, and holds that the VEN does not answer what it was told, and polls on.
    pub fn strike(&mut self, what: &str, strike: impl FnOnce(&mut dyn Write) + Send + 'static) {
        self.put(Box::new(strike));
        self.wait(what, |seen| *seen == Seen::Struck);
        match self.wait(what, |seen| *seen != Seen::Struck) {
            Seen::Polled => {}
            other => panic!("{what}: {other:?}"),
        }
        println!("refused by the VEN: {what}");
    }

    /// The same, with a body.
    pub fn strike_with(&mut self, what: &str, body: Vec<u8>) {
        self.strike(what, move |wire| answer(wire, &body));
    }

    /// Holds that the VEN takes an honest event.
    pub fn obeys(&mut self, event: &str, body: String) {
        self.put(Box::new(move |wire| answer(wire, body.as_bytes())));
        let what = format!("answer to {event}");
        let said = self.wait(&what, |seen| matches!(seen, Seen::Opted(_)));
        assert!(matches!(&said, Seen::Opted(says) if says.contains(event) && says.contains("optIn")), "{said:?}");
    }

    /// Kills the gateway as a crash would, and starts it again.
    pub fn crash(&mut self) {
        self.gateway.kill().expect("killed");
        while self.seen.try_recv().is_ok() {}
        self.gateway = start(self.dir.path());
    }

    /// Resident memory of the gateway at its peak, in bytes.
    pub fn peak_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.gateway.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1_024
    }
}

fn start(dir: &Path) -> Process {
    let config = format!("--config={}", dir.join("site.toml").display());
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    Process::start("gateway", program, &["run".to_owned(), config], &dir.join("gateway.log")).expect("started")
}

fn accepted(tcp: TcpStream, tls: Option<Arc<ServerConfig>>) -> Wire {
    let stream: Box<dyn Stream> = match tls {
        None => Box::new(tcp),
        Some(config) => Box::new(StreamOwned::new(ServerConnection::new(config).expect("a server"), tcp)),
    };
    BufReader::new(stream)
}

/// A site whose devices are not there: events are answered all the same.
fn site_toml(port: u16, signed: bool) -> String {
    let upstream = if signed {
        format!(
            "url = \"https://localhost:{port}\"\ncertificate = \"ven.pem\"\nkey = \"ven.key\"\nroots = \"root.pem\"\n\
             sign = true\n"
        )
    } else {
        format!("url = \"http://127.0.0.1:{port}\"\nlab = true\n")
    };
    format!(
        "[site]\nid = \"home\"\nset_max_w = 5000\nset_max_charge_w = 5000\nmeter_proven = true\n[store]\npath = \"state\"\n\
         [[upstream]]\nid = \"vtn\"\nprotocol = \"openadr2.0b\"\n{upstream}[[upstream.level]]\nlevel = 1\nstorage_w = 2000\n\
         [[asset]]\nid = \"meter\"\nkind = \"site-meter\"\naddress = \"127.0.0.1:1\"\n\
         [[asset]]\nid = \"battery\"\nkind = \"battery\"\naddress = \"127.0.0.1:1\"\n"
    )
}
