//! `tieline vtn` as its operator sees it: the built binary on both sides.

use crate::oadr2_attacks::pki::Pki;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;
use tieline::runtime::process::Process;

const PATIENCE: Duration = Duration::from_secs(30);
const PEAK: &str = "http://utility.example/peak";

/// A VTN and the folder from which its operator works.
struct Vtn {
    dir: tempfile::TempDir,
    process: Process,
    management: u16,
}

impl Vtn {
    fn start(management: &str) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let text = format!(
            "[vtn]\nid = \"vtn\"\nlisten = \"127.0.0.1:0\"\nlab = true\n[management]\nlisten = \"127.0.0.1:0\"\n{management}\n\
             [store]\npath = \"state\"\n"
        );
        fs::write(dir.path().join("vtn.toml"), text).expect("written");
        Self::start_in(dir)
    }

    fn start_in(dir: tempfile::TempDir) -> Self {
        let (process, management) = serve(dir.path());
        Self { dir, process, management }
    }

    /// A command of this VTN's operator.
    fn run(&self, args: &[&str]) -> Output {
        let at = format!("--at=localhost:{}", self.management);
        run(self.dir.path(), &[args, &[&at]].concat())
    }

    /// What a command prints that is to succeed.
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// What a command says that is to fail with this status: one line.
    fn fails(&self, args: &[&str], status: i32) -> String {
        failure(args, &self.run(args), status)
    }
}

fn serve(dir: &Path) -> (Process, u16) {
    let args = ["vtn".to_owned(), "serve".to_owned(), "--config=vtn.toml".to_owned()];
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    let mut process = Process::start_in(dir, "vtn", program, &args, &dir.join("vtn.log")).expect("started");
    let port = process.says("management on 127.0.0.1:", PATIENCE).expect("listens");
    (process, port.trim().parse().expect("a port"))
}

fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tieline")).arg("vtn").args(args).current_dir(dir).output().expect("the binary")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn failure(args: &[&str], output: &Output, status: i32) -> String {
    let says = text(&output.stderr);
    assert_eq!((output.status.code(), says.lines().count()), (Some(status), 1), "{args:?}: {says}");
    assert!(output.stdout.is_empty(), "{args:?} prints besides");
    says
}

#[test]
fn an_operator_makes_changes_and_cancels_and_a_crash_forgets_nothing_of_it() {
    let mut vtn = Vtn::start("token_file = \"management.token\"");
    assert_eq!(vtn.done(&["enrol", "school", "--name", "School", "--group", "north"]), "school is enrolled\n");
    vtn.done(&["context", PEAK, "--overlap", "refused"]);
    let simple = ["event", "--context", PEAK, "--simple", "2", "--in", "600", "--for", "3600", "--id", "heat"];
    assert!(vtn.done(&simple).starts_with("event heat is far; "));

    let event = vtn.done(&["events", "heat", "--json"]);
    fs::write(vtn.dir.path().join("heat.json"), event.replace("\"priority\":0", "\"priority\":1")).expect("written");
    assert!(vtn.done(&["change", "heat", "heat.json"]).ends_with("modification 1\n"));
    assert!(vtn.fails(&["change", "heat", "heat.json"], 1).contains("modification 1 by now"));
    assert!(vtn.done(&["answers", "heat"]).ends_with("Still to answer: school\n"));

    vtn.process.kill().expect("killed");
    fs::remove_file(vtn.dir.path().join("vtn.log")).expect("removed");
    (vtn.process, vtn.management) = serve(vtn.dir.path());
    let event: Value = serde_json::from_str(&vtn.done(&["events", "heat", "--json"])).expect("JSON");
    assert_eq!((&event["modification"], &event["priority"]), (&1.into(), &1.into()));
    assert!(vtn.done(&["vens"]).lines().any(|line| line.starts_with("school  School  -")));
    assert!(vtn.done(&["cancel", "heat"]).contains("is cancelled"));
    assert!(vtn.done(&["status"]).contains("1 cancelled"));
}

#[test]
fn a_refusal_is_one_line_and_status_1_and_bad_usage_is_status_2() {
    let vtn = Vtn::start("token_file = \"management.token\"");
    assert!(vtn.fails(&["vens", "nobody"], 1).contains("there is no VEN nobody"));
    assert!(vtn.fails(&["ask", "nobody", "metadata"], 1).contains("refused with 404"));
    assert!(vtn.fails(&["event", "/none/such.json"], 2).contains("/none/such.json"));
    fs::write(vtn.dir.path().join("event.json"), "{\"start_in_s\": 1, \"colour\": 1}").expect("written");
    assert!(vtn.fails(&["event", "event.json"], 1).contains("colour"));
    fs::write(vtn.dir.path().join("wrong"), "0123456789abcdef0123").expect("written");
    assert!(vtn.fails(&["status", "--token-file", "wrong"], 1).contains("refused with 401"));

    let dir = vtn.dir.path();
    let says = failure(&["status"], &run(dir, &["status"]), 2);
    assert!(says.contains("--at"), "an open port is guessed: {says}");
    let gone = ["status", "--at", "127.0.0.1:1"];
    assert!(failure(&gone, &run(dir, &gone), 1).contains("tieline vtn serve"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert!(failure(&["vens"], &run(elsewhere.path(), &["vens"]), 2).contains("vtn.toml is not here"));
}

#[test]
fn the_description_needs_no_server_and_is_what_the_server_tells() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let printed = run(elsewhere.path(), &["openapi"]);
    let description: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    assert_eq!((printed.status.code(), &description["openapi"]), (Some(0), &"3.1.0".into()));
}

#[test]
fn over_tls_an_operators_certificate_opens_the_api_without_a_token() {
    let dir = tempfile::tempdir().expect("a folder");
    let (pki, other) = (Pki::new("root"), Pki::new("other"));
    pki.write(dir.path(), "vtn", &pki.issue("localhost"));
    fs::create_dir(dir.path().join("other")).expect("made");
    other.write(&dir.path().join("other"), "mallory", &other.issue("mallory"));
    pki.write(dir.path(), "operator", &pki.issue("operator"));
    // An open key would be warned of, in a line of its own.
    for key in ["vtn.key", "operator.key", "other/mallory.key"] {
        fs::set_permissions(dir.path().join(key), fs::Permissions::from_mode(0o600)).expect("set");
    }
    let text = "[vtn]\nid = \"vtn\"\nlisten = \"127.0.0.1:0\"\nlab = true\n[management]\nlisten = \"127.0.0.1:0\"\n\
                certificate = \"vtn.pem\"\nkey = \"vtn.key\"\nroots = \"root.pem\"\n[store]\npath = \"state\"\n";
    fs::write(dir.path().join("vtn.toml"), text).expect("written");
    let vtn = Vtn::start_in(dir);

    let own = ["--certificate=operator.pem", "--key=operator.key", "--roots=root.pem"];
    assert!(vtn.done(&[&["status"], &own[..]].concat()).contains("VENs"));
    assert!(vtn.done(&["status"]).contains("VENs"), "the files of the configuration");
    let foreign = ["--certificate=other/mallory.pem", "--key=other/mallory.key", "--roots=root.pem"];
    let says = vtn.fails(&[&["status"], &foreign[..]].concat(), 1);
    assert!(says.contains("localhost"), "{says}");
}
