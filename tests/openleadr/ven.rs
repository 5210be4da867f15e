//! openleadr's VEN as a process, under our VTN.

use super::vtn::{Link, PATIENCE, peer, validate, write_pki};
use crate::vtn_process::VtnProcess;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use tieline::runtime::clock::stopwatch;

/// The VEN with its VTN; both end when dropped.
pub struct Hamlet {
    dir: tempfile::TempDir,
    pub vtn: VtnProcess,
    child: Child,
    seen: Receiver<Value>,
    link: Link,
}

impl Hamlet {
    /// Starts both.
    pub fn new(link: Link) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let fingerprint = write_pki(dir.path());
        let files = "certificate = \"server.pem\"\nkey = \"server.key\"\nroots = \"root.pem\"\n";
        let (trust, of_ven) = match link {
            Link::Plain => ("lab = true\n".to_owned(), String::new()),
            link => (format!("{files}sign = {}\n", link == Link::Signed), format!("fingerprint = \"{fingerprint}\"\n")),
        };
        let rest = format!(
            "[[ven]]\nid = \"ven-1\"\nname = \"openleadr\"\n{of_ven}[[report]]\nname = \"TELEMETRY_USAGE\"\n\
             granularity_s = 1\nback_s = 2\n"
        );
        let vtn = VtnProcess::start(dir.path(), &trust, "sled", &rest);
        let (child, seen) = start(dir.path(), link, vtn.port);
        Self { dir, vtn, child, seen, link }
    }

    /// Waits for something that the VEN saw.
    pub fn wait_for(&mut self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        let deadline = stopwatch() + PATIENCE;
        loop {
            match self.seen.recv_timeout(deadline.saturating_duration_since(stopwatch())) {
                Ok(seen) if is(&seen) => return seen,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    panic!("no {what}: VTN: {}; VEN: {}", self.vtn.last_words(), self.log());
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the VEN has ended: {}", self.log()),
            }
        }
    }

    /// What the operator posts, puts or deletes.
    pub fn operate(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.vtn.operate(method, path, body).expect("an answer");
        assert!([200, 201].contains(&status), "{method} {path}: {answer}");
        answer
    }

    /// Waits for the VEN's answer to a modification of an event; whether it takes part.
    pub fn answer(&self, event: &str, modification: u32) -> bool {
        let is = |body: &Value| {
            let answers = body["answers"].as_array().expect("a list");
            answers.iter().any(|answer| answer["modification"] == modification)
        };
        let body = self.vtn.wait_for("an answer", &format!("/v1/events/{event}/answers"), is);
        assert_eq!(body["missing"], serde_json::json!([]));
        body["answers"][0]["opts_in"].as_bool().expect("a word")
    }

    /// Ends the VEN and holds that it believed all that it was sent, as do xmllint and, of signatures, xmlsec1; how many
    /// messages it was.
    pub fn end(mut self) -> usize {
        drop(self.child.stdin.take());
        let folder = fs::read_dir(self.dir.path().join("messages")).expect("a folder");
        let messages: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
        validate(&messages);
        if self.link == Link::Signed {
            messages.iter().for_each(|message| self.verify(message));
        }
        // A slow answer may come when the event has changed already: 450 is right then.
        let complaints = ["did not pass", "invalid signature", "could not be parsed", "non-OK", "Non-OK", "Traceback"];
        let is_complaint = |line: &&str| complaints.iter().any(|it| line.contains(it)) && !line.contains(": 450:");
        assert_eq!(self.log().lines().find(is_complaint), None);
        messages.len()
    }

    /// xmlsec1 finds both references covered by the VTN's certificate.
    fn verify(&self, message: &Path) {
        let (oadr, ds) = ("http://openadr.org/oadr-2.0b/2012/07", "http://www.w3.org/2000/09/xmldsig#");
        let mut command = Command::new("xmlsec1");
        command.args(["--verify", "--insecure", "--pubkey-cert-pem"]).arg(self.dir.path().join("server.pem"));
        for node in [
            format!("{oadr}:oadrSignedObject"),
            format!("{ds}:Object"),
            format!("{ds}:SignatureProperty"),
            format!("{ds}:SignatureProperties"),
        ] {
            command.arg("--id-attr:Id").arg(node);
        }
        let run = command.arg(message).output().expect("xmlsec1 is missing: apt-get install xmlsec1");
        let says = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success() && says.contains("(ok/all): 2/2"), "{}: {says}", message.display());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("ven.log")).unwrap_or_default()
    }
}

impl Drop for Hamlet {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(dir: &Path, link: Link, port: u16) -> (Child, Receiver<Value>) {
    fs::create_dir(dir.join("messages")).expect("made");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/openleadr_ven.py");
    let scheme = if link == Link::Plain { "http" } else { "https" };
    let mut command = Command::new(peer().join("bin/python"));
    command.arg(script).arg(dir.join("messages")).arg(format!("{scheme}://localhost:{port}/OpenADR2/Simple/2.0b"));
    if link != Link::Plain {
        command.args(["device.pem", "device.key", "root.pem"].map(|file| dir.join(file)));
    }
    if link == Link::Signed {
        command.arg(dir.join("server.pem"));
    }
    let log = fs::File::create(dir.join("ven.log")).expect("a file");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).spawn().expect("python");
    let (sender, seen) = channel();
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    std::thread::spawn(move || {
        let said = lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok());
        said.for_each(|seen| drop(sender.send(seen)));
    });
    (child, seen)
}
