//! openleadr's VTN as a process, told what to do on its stdin.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline_certs::fingerprint::Fingerprint;

/// How long anything may take on the host's clock.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How gateway and VTN speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Plain,
    Tls,
    /// Over TLS, each message signed.
    Signed,
}

/// The VTN, and what it says that it saw; ended when dropped.
pub struct Vtn {
    child: Child,
    seen: Receiver<Value>,
    dir: PathBuf,
    link: Link,
    port: u16,
}

impl Vtn {
    /// Starts one that keeps its files in `dir`; returns once it listens.
    pub fn start(dir: &Path, link: Link) -> Self {
        let fingerprint = write_pki(dir);
        fs::create_dir(dir.join("messages")).expect("made");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/openleadr_vtn.py");
        let log = fs::File::create(dir.join("vtn.log")).expect("a file");
        let mut command = Command::new(peer().join("bin/python"));
        command.arg(script).arg(dir.join("messages"));
        if link != Link::Plain {
            command.args(["server.pem", "server.key", "root.pem"].map(|file| dir.join(file)));
        }
        if link == Link::Signed {
            command.arg(fingerprint);
        }
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut child = piped.spawn().expect("python");
        let (sender, seen) = channel();
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        std::thread::spawn(move || {
            let said = lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok());
            said.for_each(|seen| drop(sender.send(seen)));
        });
        let mut vtn = Self { child, seen, dir: dir.to_owned(), link, port: 0 };
        let listens = vtn.wait_for("port", |seen| seen["listening"].is_u64(), || "not started".to_owned());
        vtn.port = listens["listening"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        vtn
    }

    /// An upstream `vtn` of the gateway that is this one, as its configuration has it; `levels` follow.
    pub fn upstream(&self, levels: &str) -> String {
        let (port, dir) = (self.port, self.dir.display());
        let address = match self.link {
            Link::Plain => format!("url = \"http://127.0.0.1:{port}\"\nlab = true\n"),
            link => format!(
                "url = \"https://localhost:{port}\"\ncertificate = \"{dir}/device.pem\"\nkey = \"{dir}/device.key\"\n\
                 roots = \"{dir}/root.pem\"\nsign = {}\n",
                link == Link::Signed
            ),
        };
        format!("[[upstream]]\nid = \"vtn\"\nprotocol = \"openadr2.0b\"\n{address}{levels}")
    }

    /// Waits for something that it saw; `gateway` has the last word when it does not come.
    pub fn wait_for(&mut self, what: &str, is: impl Fn(&Value) -> bool, gateway: impl Fn() -> String) -> Value {
        let deadline = stopwatch() + PATIENCE;
        loop {
            match self.seen.recv_timeout(deadline.saturating_duration_since(stopwatch())) {
                Ok(seen) if is(&seen) => return seen,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => panic!("no {what}: gateway: {}; VTN: {}", gateway(), self.log()),
                Err(RecvTimeoutError::Disconnected) => panic!("the VTN has ended: {}", self.log()),
            }
        }
    }

    /// Tells it to do something.
    pub fn tell(&mut self, command: &Value) {
        let stdin = self.child.stdin.as_mut().expect("a pipe");
        writeln!(stdin, "{command}").expect("told");
    }

    /// Ends it, and validates what it was sent against the official schema; how many messages it was.
    pub fn end(mut self) -> usize {
        drop(self.child.stdin.take());
        let folder = fs::read_dir(self.dir.join("messages")).expect("a folder");
        let messages: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
        validate(&messages);
        messages.len()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.join("vtn.log")).unwrap_or_default()
    }
}

impl Drop for Vtn {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A throw-away PKI of the Internet's kind; answers the VEN's fingerprint.
pub fn write_pki(dir: &Path) -> String {
    let root_key = KeyPair::generate().expect("a key");
    let mut root = CertificateParams::new(Vec::new()).expect("parameters");
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    root.distinguished_name.push(DnType::CommonName, "VTN root");
    fs::write(dir.join("root.pem"), root.self_signed(&root_key).expect("signed").pem()).expect("written");
    let issuer = Issuer::new(root, root_key);
    let mut fingerprint = String::new();
    for (name, host, address) in [("server", "localhost", "::1"), ("device", "ven", "127.0.0.1")] {
        let key = KeyPair::generate().expect("a key");
        let mut own = CertificateParams::new(vec![host.to_owned(), address.to_owned()]).expect("parameters");
        own.distinguished_name.push(DnType::CommonName, host);
        own.use_authority_key_identifier_extension = true;
        let issued = own.signed_by(&key, &issuer).expect("signed");
        fs::write(dir.join(format!("{name}.pem")), issued.pem()).expect("written");
        fs::write(dir.join(format!("{name}.key")), key.serialize_pem()).expect("written");
        fingerprint = Fingerprint::of_certificate(issued.der()).tail().colons();
    }
    fingerprint
}

/// Holds messages against the official schema.
pub fn validate(messages: &[PathBuf]) {
    assert!(messages.len() > 10, "the peer kept what it got");
    let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema()).args(messages).output();
    let run = run.expect("xmllint is missing: apt-get install libxml2-utils");
    let says = String::from_utf8_lossy(&run.stderr);
    let wrong: Vec<_> = says.lines().filter(|line| !line.ends_with("validates")).collect();
    assert!(run.status.success(), "{}", wrong.join("\n"));
}

/// The environment of the peer.
pub fn peer() -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
    let dir = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from).join("openleadr");
    let dir = std::path::absolute(dir).expect("a path");
    let path = dir.display();
    assert!(
        dir.join("bin/python").is_file(),
        "run: python3 -m venv {path} && {path}/bin/pip install openleadr==0.5.36"
    );
    dir
}

fn schema() -> PathBuf {
    let lib = fs::read_dir(peer().join("lib")).expect("an environment");
    let found = lib.flatten().map(|python| python.path().join("site-packages/openleadr/schema/oadr_20b.xsd"));
    found.into_iter().find(|file| file.is_file()).expect("the peer's schema")
}
