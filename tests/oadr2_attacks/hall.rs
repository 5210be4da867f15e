//! The real VTN as a process, its operator, and VENs at it.

use super::letters;
use super::pki::{Party, Pki};
use super::wire::{self, Answer, Wire};
use rustls::ClientConfig;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::process::Process;

const PATIENCE: Duration = Duration::from_secs(30);
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The VEN that attacks with its own certificate, its neighbour, and one that is enrolled and has not registered.
pub const VENS: [&str; 3] = ["ven-a", "ven-b", "ven-c"];

/// A VTN with its VENs.
pub struct Hall {
    dir: tempfile::TempDir,
    process: Process,
    port: u16,
    management: u16,
    pub pki: Option<Pki>,
    parties: Vec<Arc<Party>>,
}

impl Hall {
    /// Plain HTTP, no certificates.
    pub fn lab() -> Self {
        Self::open(None)
    }

    /// Mutual TLS and signed messages.
    pub fn signed() -> Self {
        Self::open(Some(Pki::new("root")))
    }

    fn open(pki: Option<Pki>) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let parties: Vec<_> = pki.iter().flat_map(|pki| VENS.map(|id| Arc::new(pki.issue(id)))).collect();
        if let Some(pki) = &pki {
            pki.write(dir.path(), "vtn", &pki.issue("localhost"));
        }
        fs::write(dir.path().join("token"), TOKEN).expect("written");
        fs::write(dir.path().join("vtn.toml"), vtn_toml(&parties)).expect("written");
        let (process, port, management) = start(dir.path());
        let hall = Self { dir, process, port, management, pki, parties };
        for ven in &VENS[..2] {
            let answer = hall.ven(ven).say("EiRegisterParty", &letters::register(ven, None));
            assert_eq!(answer.code(), Some(200), "{answer:?}");
        }
        hall
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of an enrolled VEN; `None` in a laboratory.
    pub fn party(&self, ven: &str) -> Option<Arc<Party>> {
        VENS.iter().zip(&self.parties).find(|(id, _)| **id == ven).map(|(_, party)| party.clone())
    }

    /// A connection of an enrolled VEN.
    pub fn ven(&self, ven: &str) -> Client {
        self.client(self.party(ven))
    }

    /// A connection of whom this certificate says.
    pub fn client(&self, party: Option<Arc<Party>>) -> Client {
        Client::new(self.port, self.pki.as_ref().map(|pki| pki.client(party.as_deref())), party)
    }

    /// What the operator gets.
    pub fn get(&self, path: &str) -> String {
        let answer = self.operate("GET", path, "").expect("an answer");
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }

    /// What the operator posts is created.
    pub fn post(&self, path: &str, body: &str) -> String {
        let answer = self.operate("POST", path, body).expect("an answer");
        assert!([200, 201].contains(&answer.status), "{path}: {answer:?}");
        answer.body
    }

    fn operate(&self, method: &str, path: &str, body: &str) -> io::Result<Answer> {
        let mut wire = wire::connect(self.management, None)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        wire::send(&mut wire, head.as_bytes());
        wire::answer(&mut wire)
    }

    /// Holds that the server lives, that it serves an honest VEN, and that the operator sees nothing of the attack.
    pub fn is_unmoved_by(&self, what: &str) {
        let answer = self.ven("ven-b").say("OadrPoll", &letters::poll("ven-b"));
        assert_eq!(answer.status, 200, "after {what}: {answer:?}");
        assert!(answer.code() == Some(200) || answer.code().is_none(), "after {what}: {answer:?}");
        let seen = self.everything();
        assert!(!seen.to_lowercase().contains("mallory"), "{what} is seen: {seen}");
        println!("refused by the VTN: {what}");
    }

    /// All that the management API shows.
    pub fn everything(&self) -> String {
        let mut all = String::new();
        let events = self.get("/v1/events");
        for path in ["/v1/vens", "/v1/events", "/v1/market-contexts"] {
            all.push_str(&self.get(path));
        }
        for ven in VENS {
            for part in ["", "/report-requests", "/readings", "/opts"] {
                all.push_str(&self.get(&format!("/v1/vens/{ven}{part}")));
            }
        }
        if events.contains("event-b") {
            all.push_str(&self.get("/v1/events/event-b/answers"));
        }
        all
    }

    /// Kills the VTN as a crash would, and starts it again.
    pub fn crash(&mut self) {
        self.process.kill().expect("killed");
        fs::remove_file(self.dir.path().join("vtn.log")).expect("removed");
        (self.process, self.port, self.management) = start(self.dir.path());
    }

    /// Resident memory of the VTN at its peak, in bytes.
    pub fn peak_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1_024
    }
}

fn start(dir: &Path) -> (Process, u16, u16) {
    let args = ["vtn".to_owned(), "serve".to_owned(), format!("--config={}", dir.join("vtn.toml").display())];
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    let mut process = Process::start("vtn", program, &args, &dir.join("vtn.log")).expect("started");
    let mut port = |says: &str| {
        let address = process.says(&format!("{says} on 127.0.0.1:"), PATIENCE).expect("listens");
        address.trim().parse().expect("a port")
    };
    let (vtn, management) = (port("listening"), port("management"));
    (process, vtn, management)
}

fn vtn_toml(parties: &[Arc<Party>]) -> String {
    let trust = if parties.is_empty() {
        "lab = true\n"
    } else {
        "certificate = \"vtn.pem\"\nkey = \"vtn.key\"\nroots = \"root.pem\"\nsign = true\n"
    };
    let mut text = format!(
        "[vtn]\nid = \"vtn\"\nlisten = \"127.0.0.1:0\"\nenrolment = \"closed\"\npoll_s = 10\n{trust}\
         [management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"token\"\n[store]\npath = \"state\"\n\
         [[market_context]]\nname = \"http://program.example\"\noverlap = \"allowed\"\n\
         [[report]]\nname = \"TELEMETRY_USAGE\"\ngranularity_s = 60\nback_s = 60\n"
    );
    for (at, id) in VENS.iter().enumerate() {
        let _ = writeln!(text, "[[ven]]\nid = \"{id}\"\nname = \"{id}\"");
        if let Some(party) = parties.get(at) {
            let _ = writeln!(text, "fingerprint = \"{}\"", party.fingerprint());
        }
    }
    text
}

impl Answer {
    /// The code of its eiResponse.
    pub fn code(&self) -> Option<u16> {
        self.within("responseCode")?.parse().ok()
    }

    /// The text of the first element of this name, whatever its prefix.
    pub fn within(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("{name}>"))?;
        rest.split_once('<').map(|(text, _)| text)
    }
}

/// A connection to the VTN, and who speaks at it.
pub struct Client {
    wire: Option<Wire>,
    port: u16,
    tls: Option<Arc<ClientConfig>>,
    party: Option<Arc<Party>>,
}

impl Client {
    fn new(port: u16, tls: Option<Arc<ClientConfig>>, party: Option<Arc<Party>>) -> Self {
        Self { wire: None, port, tls, party }
    }

    /// A message, signed where all are. Right after a crash the VTN may ask to have it signed again.
    pub fn say(&mut self, service: &str, message: &str) -> Answer {
        let deadline = stopwatch() + PATIENCE;
        loop {
            let signed = self.party.as_ref().map_or_else(|| message.to_owned(), |party| party.sign(message));
            let answer = self.post(service, signed.as_bytes());
            if answer.status != 503 || stopwatch() > deadline {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// A body as it is.
    pub fn post(&mut self, service: &str, body: &[u8]) -> Answer {
        let head = wire::post_head(service, body.len());
        self.raw(&[head.as_bytes(), body].concat()).expect("an answer")
    }

    /// Any bytes, and what comes back.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<Answer> {
        let mut wire = match self.wire.take() {
            Some(wire) => wire,
            None => wire::connect(self.port, self.tls.clone())?,
        };
        wire::send(&mut wire, bytes);
        let answer = wire::answer(&mut wire)?;
        if !answer.head.contains("connection: close") {
            self.wire = Some(wire);
        }
        Ok(answer)
    }
}
