//! The bench: certificates for a server and three clients, the receiver of notifications, and for each procedure a server and
//! a run of cactus.

use super::evidence::{self, Bodies};
use super::procedures::{Procedure, Who};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tieline::headend::Identity;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::process::Process;
use tieline_certs::identity::lfdi_text;
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_core::model::Lfdi;

/// For a start, and for an orderly end.
const PATIENCE: Duration = Duration::from_secs(60);
/// What a procedure may take beside its waiting, in seconds: its exchanges on a busy machine.
const SLACK_S: u32 = 120;
/// Seconds between posts of readings, in an ordinary run and in a full one: procedures post at the server's rate.
const POST_RATE_S: (u32, u32) = (2, 60);
/// Simulated clients: so many rounds, so many seconds apart.
const SIMULATIONS: &str = "30:1";
const PIN: u32 = 111_115;
/// What each client says is its most, in watts.
const MAX_W: u32 = 5_000;

/// Certificates and the receiver, made once.
pub(super) struct Bench {
    dir: tempfile::TempDir,
    is_full: bool,
    /// Where notifications go: each subscription has an address of its own there.
    receiver_port: String,
    _receiver: Process,
}

/// How a procedure has ended.
pub(super) struct Run {
    /// Which.
    pub(super) id: &'static str,
    /// What was wrong; `None`: it has passed.
    pub(super) fault: Option<String>,
    /// How long it took.
    pub(super) seconds: f64,
    /// Requests that were answered, and notifications.
    pub(super) exchanges: usize,
    /// Warnings of cactus, which do not fail a procedure.
    pub(super) warnings: Vec<String>,
    /// What was exchanged.
    pub(super) bodies: Bodies,
}

impl Run {
    /// A line about it.
    pub(super) fn said(&self) -> String {
        let verdict = self.fault.as_deref().map_or("passed".to_owned(), |fault| format!("FAILED: {fault}"));
        format!("{} {:.0} s, {} exchanges: {verdict}", self.id, self.seconds, self.exchanges)
    }
}

impl Bench {
    pub(super) fn new(is_full: bool) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let root = Authority::root("Bench SERCA", 0).expect("a root");
        let mica = root.authority(Level::Mica, "Bench MICA", 0).expect("an authority");
        fs::write(dir.path().join("serca.pem"), root.chain_pem()).expect("written");
        for name in ["server", "device", "other", "aggregator"] {
            let names = vec!["localhost".to_owned()];
            let issued = mica.device(&DeviceRequest { names, ..DeviceRequest::generic(name) }, 0).expect("issued");
            fs::write(dir.path().join(format!("{name}.pem")), &issued.chain_pem).expect("written");
            fs::write(dir.path().join(format!("{name}.key")), issued.key_pem.as_bytes()).expect("written");
        }
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cactus/receiver.py");
        let (python, args) = (peer("cactus-notifications").join("bin/python"), [program.display().to_string()]);
        let log = dir.path().join("receiver.log");
        let mut receiver = Process::start_in(dir.path(), "receiver", &python, &args, &log).expect("started");
        let receiver_port = receiver.says("receiving on ", PATIENCE).expect("receiving").trim().to_owned();
        Self { dir, is_full, receiver_port, _receiver: receiver }
    }

    /// Runs a procedure against a server of its own.
    pub(super) fn run(&self, procedure: &Procedure) -> Run {
        let started = stopwatch();
        let dir = tempfile::tempdir().expect("a folder");
        let post_rate_s = if self.is_full { POST_RATE_S.1 } else { POST_RATE_S.0 };
        let mut server = self.serve(dir.path(), post_rate_s);
        let mut port = |prefix| server.says(prefix, PATIENCE).expect("listening").trim().to_owned();
        let (devices, management) = (port("listening on 127.0.0.1:"), port("management on 127.0.0.1:"));
        fs::create_dir(dir.path().join("out")).expect("a folder");
        let config = self.config(dir.path(), &devices);
        // JSON is YAML.
        fs::write(dir.path().join("cactus.yaml"), config.to_string()).expect("written");
        let has_passed = play(dir.path(), procedure, &management);
        server.terminate(PATIENCE).expect("ended");
        let log = fs::read_to_string(dir.path().join("cactus.log")).unwrap_or_default();
        let (exchanges, bodies) = evidence::collect(&results(&dir.path().join("out")).join("requests"));
        Run {
            id: procedure.id,
            fault: (!has_passed).then(|| fault(&log)),
            seconds: started.elapsed().as_secs_f64(),
            exchanges,
            warnings: warnings(&log),
            bodies,
        }
    }

    fn serve(&self, dir: &Path, post_rate_s: u32) -> Process {
        let pki = self.dir.path().display();
        let config = format!(
            "[server]\nlisten = '127.0.0.1:0'\ncertificate = '{pki}/server.pem'\nkey = '{pki}/server.key'\n\
             roots = '{pki}/serca.pem'\nlab = true\nconnection_points = 'nmi'\nunique_mrids = true\npost_rate_s = {post_rate_s}\n\
             [management]\nlisten = '127.0.0.1:0'\ntoken_file = 'management.token'\n\
             [store]\npath = 'state'\nengine = 'redb'\n[enrolment]\nin_band = true\npin = {PIN}\n\
             [notifications]\nallow = ['127.0.0.1']\nallow_http = true\nretry_s = 5\n"
        );
        fs::write(dir.join("headend.toml"), config).expect("written");
        let args = ["serve".to_owned(), "--config=headend.toml".to_owned()];
        let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
        Process::start_in(dir, "serve", program, &args, &dir.join("serve.log")).expect("started")
    }

    /// The configuration of cactus: the server at this port, and every client of the bench. Our PEN is 0, which reads the same
    /// in the low 32 bits of an mRID and in its last eight digits, where cactus looks for it in decimal.
    fn config(&self, dir: &Path, port: &str) -> Value {
        let clients: Vec<Value> = [Who::Device, Who::Other, Who::Aggregator].map(|who| self.client(who)).into();
        json!({
            "output-dir": dir.join("out"),
            "server": {
                "device-capability-uri": format!("https://localhost:{port}/dcap"),
                "verify-ssl": true,
                "verify-host-name": true,
                "serca-pem-file": self.dir.path().join("serca.pem"),
                "pen": 0,
                "notification-uri": format!("http://127.0.0.1:{}", self.receiver_port),
            },
            "clients": clients,
        })
    }

    fn client(&self, who: Who) -> Value {
        let name = name_of(who);
        let file = |end: &str| self.dir.path().join(format!("{name}.{end}"));
        let certificate = fs::read(file("pem")).expect("read");
        let own = tieline_certs::config::certificates(&certificate).expect("certificates").remove(0);
        let certified = tieline_certs::identity::Identity::of_certificate(&own).lfdi;
        // The device behind the aggregator has no certificate, so any LFDI does.
        let lfdi = if who == Who::Aggregator { Lfdi([0xA5; 20]) } else { Lfdi(certified) };
        json!({
            "id": name,
            "type": if who == Who::Aggregator { "aggregator" } else { "device" },
            "certificate-file": file("pem"),
            "key-file": file("key"),
            "lfdi": lfdi_text(&lfdi.0),
            "sfdi": Identity::of_lfdi(lfdi).sfdi.0,
            "pen": 28_547,
            "pin": PIN,
            "max-watts": MAX_W,
        })
    }
}

fn name_of(who: Who) -> &'static str {
    match who {
        Who::Device => "device",
        Who::Other => "other",
        Who::Aggregator => "aggregator",
    }
}

/// Runs cactus in `dir`; whether the procedure has passed. What it says is in `cactus.log`.
fn play(dir: &Path, procedure: &Procedure, management: &str) -> bool {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cactus");
    let limit_s = procedure.waits_s * 3 / 2 + SLACK_S;
    let mut args = vec![
        format!("PYTHONPATH={}", own.display()),
        "PYTHONDONTWRITEBYTECODE=1".to_owned(),
        format!("TIELINE_MANAGEMENT=127.0.0.1:{management}"),
        format!("TIELINE_TOKEN_FILE={}", dir.join("management.token").display()),
        format!("TIELINE_SIMULATIONS={SIMULATIONS}"),
        peer("cactus").join("bin/cactus").display().to_string(),
    ];
    args.extend(["run", "--config-file=cactus.yaml", "--headless", &format!("--timeout={limit_s}")].map(str::to_owned));
    args.push(procedure.id.to_owned());
    args.extend(procedure.clients.iter().map(|who| name_of(*who).to_owned()));
    let log = dir.join("cactus.log");
    let mut cactus = Process::start_in(dir, "cactus", Path::new("env"), &args, &log).expect("started");
    let ended = cactus.wait(Duration::from_secs(limit_s.into()) + PATIENCE).expect("watched");
    ended.is_some_and(|status| status.success())
}

/// The folder of the one run.
fn results(out: &Path) -> PathBuf {
    let all = fs::read_dir(out).into_iter().flatten().flatten().map(|entry| entry.path());
    all.into_iter().find(|path| path.is_dir()).unwrap_or_else(|| out.to_owned())
}

/// What cactus says was wrong, from its log.
fn fault(log: &str) -> String {
    let marks = ["Exception raised during action/check: ", "failed: ", "Test timed out", "ERROR ", "Error: "];
    let words = |line: &str| marks.iter().find_map(|mark| Some(line.split_once(mark)?.1.to_owned()));
    let failed_check = log.lines().rev().find_map(words);
    failed_check.unwrap_or_else(|| log.lines().next_back().unwrap_or("it said nothing").to_owned())
}

fn warnings(log: &str) -> Vec<String> {
    let said = log.lines().filter_map(|line| Some(line.split_once("log_step_warning - ")?.1.to_owned()));
    let of_resources =
        log.lines().filter_map(|line| Some(line.split_once("log_stored_resource_warning - ")?.1.to_owned()));
    said.chain(of_resources).collect()
}

/// What the package lists, by its own word.
pub(super) fn procedures_of_the_package() -> Vec<String> {
    let program =
        "from cactus_test_definitions.server.test_procedures import TestProcedureId as Id\nprint(*Id, sep='\\n')";
    python(program).lines().map(str::to_owned).collect()
}

/// The package and its definitions, with their versions.
pub(super) fn versions() -> String {
    let program = "from importlib.metadata import version\n\
                   print(*(f'{p} {version(p)}' for p in ('cactus-client', 'cactus-test-definitions')), sep=', ')";
    python(program).trim().to_owned()
}

/// What a program prints in the peer's environment.
fn python(program: &str) -> String {
    let output = Command::new(peer("cactus").join("bin/python")).args(["-c", program]).output().expect("python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An environment of the peer's.
fn peer(name: &str) -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
    let dir = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from).join(name);
    let dir = std::path::absolute(dir).expect("a path");
    assert!(dir.join("bin/python").is_file(), "{} is missing: run cargo xtask test cactus", dir.display());
    dir
}

/// The package's copies of the schemas.
pub(super) fn schemas() -> PathBuf {
    let lib = fs::read_dir(peer("cactus").join("lib")).expect("an environment");
    let found = lib.flatten().map(|python| python.path().join("site-packages/cactus_client/schema/csipaus12"));
    found.into_iter().find(|dir| dir.is_dir()).expect("the peer's schemas")
}
