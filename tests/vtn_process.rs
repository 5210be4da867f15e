//! Our VTN as a process in a laboratory or over TLS, on ports that stay, and its operator.

use serde_json::Value;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::process::Process;

/// How long anything may take on the host's clock.
const PATIENCE: Duration = Duration::from_secs(30);
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The market context of every event; events may overlap.
pub(crate) const CONTEXT: &str = "http://utility.example/fast";

/// The VTN; it ends when dropped.
pub(crate) struct VtnProcess {
    dir: PathBuf,
    process: Process,
    pub(crate) port: u16,
    management: u16,
}

/// A port of loopback that is free now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

impl VtnProcess {
    /// Starts one that keeps its files in `dir`; `vtn` are more keys of `[vtn]`, `rest` the sections that follow, of which
    /// the store's may be one.
    pub(crate) fn start(dir: &Path, vtn: &str, engine: &str, rest: &str) -> Self {
        let (port, management) = (free_port(), free_port());
        let text = format!(
            "[vtn]\nid = \"VTN-1\"\nlisten = \"127.0.0.1:{port}\"\npoll_s = 1\n{vtn}\n[management]\n\
             listen = \"127.0.0.1:{management}\"\ntoken_file = \"token\"\n[store]\npath = \"vtn-state\"\n\
             engine = \"{engine}\"\n[[market_context]]\nname = \"{CONTEXT}\"\noverlap = \"allowed\"\n{rest}"
        );
        fs::write(dir.join("vtn.toml"), text).expect("written");
        fs::write(dir.join("token"), TOKEN).expect("written");
        let mut own = Self { dir: dir.to_owned(), process: run(dir), port, management };
        own.listens();
        own
    }

    fn listens(&mut self) {
        self.process.says("management on 127.0.0.1:", PATIENCE).expect("listens");
    }

    /// Kills it at once, and starts it on what is durable.
    pub(crate) fn crash(&mut self) {
        self.process.kill().expect("killed");
        fs::remove_file(self.dir.join("vtn.log")).expect("removed");
        self.process = run(&self.dir);
        self.listens();
    }

    /// Its last words.
    pub(crate) fn last_words(&self) -> String {
        self.process.last_words()
    }

    /// One request of the operator's: status and body.
    pub(crate) fn operate(&self, method: &str, path: &str, body: &Value) -> io::Result<(u16, Value)> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.management))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        Ok((status, serde_json::from_str(body).unwrap_or_default()))
    }

    /// What a path shows.
    pub(crate) fn get(&self, path: &str) -> Value {
        let (status, body) = self.operate("GET", path, &Value::Null).expect("an answer");
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// Waits until what a path shows is as it should be.
    pub(crate) fn wait_for(&self, what: &str, path: &str, is: impl Fn(&Value) -> bool) -> Value {
        let deadline = stopwatch() + PATIENCE * 2;
        loop {
            let body = self.get(path);
            if is(&body) {
                return body;
            }
            assert!(stopwatch() < deadline, "never: {what}; {path} shows {body:#}; VTN: {}", self.last_words());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn run(dir: &Path) -> Process {
    let args = ["vtn".to_owned(), "serve".to_owned(), format!("--config={}", dir.join("vtn.toml").display())];
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    Process::start("vtn", program, &args, &dir.join("vtn.log")).expect("started")
}
