//! What comes from outside and is wrong: each gets one clear line (what, where, what to do) and the exit status of the
//! contract, and nothing stored is lost.

use crate::plant::Running;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;
use tieline::runtime::clock::{host_wall, stopwatch};
use tieline::runtime::gateway::Figures;
use tieline::runtime::http_server::{Answer, Caller, Door, Handler, ServerBounds, serve};
use tieline::runtime::process::Process;
use tieline::runtime::tls::Material;
use tieline::store::{EngineKind, Options, ReadingQuery, Store};
use tieline_certs::config::server_config;
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level, device_parameters};
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Millis, SiteId};
use tokio::sync::watch;

const PATIENCE: Duration = Duration::from_secs(20);

/// A folder with certificates and configurations that are good until a test spoils one thing.
struct Desk {
    dir: tempfile::TempDir,
    mica: Authority,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let root = Authority::root("SERCA", 0).expect("issued");
        let mica = root.authority(Level::Mica, "MICA", 0).expect("issued");
        let desk = Self { dir, mica };
        desk.write("serca.pem", &root.chain_pem());
        for name in ["device", "server"] {
            let request = DeviceRequest { names: vec!["127.0.0.1".to_owned()], ..DeviceRequest::generic(name) };
            desk.write_issued(name, &desk.mica.device(&request, 0).expect("issued"));
        }
        desk
    }

    fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).expect("written");
    }

    fn write_issued(&self, name: &str, issued: &Issued) {
        self.write(&format!("{name}.pem"), &issued.chain_pem);
        self.write(&format!("{name}.key"), &issued.key_pem);
    }

    /// A certificate whose time is over.
    fn write_expired(&self, name: &str) {
        let mut parameters = device_parameters(&DeviceRequest::generic(name), 0).expect("parameters");
        parameters.not_after = parameters.not_before + Duration::from_secs(86_400);
        self.write_issued(name, &self.mica.device_with(&parameters).expect("issued"));
    }

    fn tieline(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tieline"))
            .args(args)
            .current_dir(self.dir.path())
            .output()
            .expect("the binary")
    }

    /// The status and the only line of an error.
    fn refused(&self, args: &[&str]) -> (Option<i32>, String) {
        let output = self.tieline(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let errors: Vec<_> = said.lines().filter(|line| line.starts_with("tieline: ")).collect();
        assert_eq!(errors.len(), 1, "{args:?} says {said:?}");
        (output.status.code(), errors[0].to_owned())
    }

    /// `check` and `run` refuse the site with this key of the upstream, with status 2 and a line that holds `parts`.
    fn site_is_refused(&self, key: &str, parts: &[&str]) {
        self.write("site.toml", &site_toml(1, key, &[("meter", "site-meter", 1)]));
        for command in ["check", "run"] {
            let (status, line) = self.refused(&[command, "--config", "site.toml"]);
            assert_eq!(status, Some(2), "{command}: {line}");
            for part in parts {
                assert!(line.contains(part), "{command}: {part:?} is not in {line:?}");
            }
        }
        assert!(!self.path("state").exists(), "nothing was opened");
    }
}

/// A site with an upstream at this port, with `key` beside its good keys, and with these assets.
fn site_toml(upstream: u16, key: &str, assets: &[(&str, &str, u16)]) -> String {
    let mut text = format!(
        "[site]\nid = \"home\"\nset_max_w = 10000\n[store]\npath = \"state\"\n[[upstream]]\nid = \"utility\"\n\
         url = \"https://127.0.0.1:{upstream}/dcap\"\nroots = \"serca.pem\"\n{key}\n"
    );
    for (good, value) in [("certificate", "device.pem"), ("key", "device.key")] {
        if !key.contains(&format!("{good} =")) {
            text.push_str(&format!("{good} = \"{value}\"\n"));
        }
    }
    for (id, kind, port) in assets {
        text.push_str(&format!("[[asset]]\nid = \"{id}\"\nkind = \"{kind}\"\naddress = \"127.0.0.1:{port}\"\n"));
    }
    text
}

#[test]
fn a_wrong_key_of_the_configuration_is_named_with_its_place_and_a_remedy() {
    let desk = Desk::new();
    desk.site_is_refused("certifcate_chain = \"x\"", &["site.toml: upstream[0].certifcate_chain: ", "; "]);
    desk.site_is_refused("post_rate_s = \"often\"", &["site.toml: upstream[0].post_rate_s: ", "; "]);
}

#[test]
fn a_key_file_that_cannot_be_read_is_named() {
    let desk = Desk::new();
    desk.site_is_refused("key = \"nowhere.key\"", &["upstream utility", "nowhere.key", "; give a readable PEM file"]);
    std::fs::create_dir(desk.path("folder.key")).expect("made");
    desk.site_is_refused("key = \"folder.key\"", &["upstream utility", "folder.key", "; give a readable PEM file"]);
    desk.write("garbage.key", "no key at all\n");
    desk.site_is_refused("key = \"garbage.key\"", &["upstream utility", "garbage.key: "]);
}

#[test]
fn configurations_of_servers_are_checked_by_their_own_readers() {
    let desk = Desk::new();
    let headend = |key: &str| {
        format!(
            "[server]\nlisten = \"127.0.0.1:8443\"\ncertificate = \"device.pem\"\nkey = \"{key}\"\nroots = \"serca.pem\"\n\
             [store]\npath = \"state\"\n"
        )
    };
    desk.write("headend.toml", &headend("device.key"));
    let good = desk.tieline(&["check", "--config", "headend.toml"]);
    assert!(String::from_utf8_lossy(&good.stdout).contains("head-end at 127.0.0.1:8443"), "{good:?}");
    let vtn = "[vtn]\nid = \"VTN\"\nlisten = \"127.0.0.1:8081\"\nlab = true\n[management]\nlisten = \"127.0.0.1:8082\"\n\
               token_file = \"token\"\n[store]\npath = \"state\"\n";
    desk.write("vtn.toml", vtn);
    let good = desk.tieline(&["check", "--config", "vtn.toml"]);
    assert!(String::from_utf8_lossy(&good.stdout).contains("VTN VTN at 127.0.0.1:8081"), "{good:?}");
    desk.write("headend.toml", &headend("nowhere.key"));
    desk.write("vtn.toml", &vtn.replace("lab = true", "colour = 1"));
    for (file, says) in [("headend.toml", "nowhere.key"), ("vtn.toml", "vtn.colour: ")] {
        let (status, line) = desk.refused(&["check", "--config", file]);
        assert!(status == Some(2) && line.contains(file) && line.contains(says), "{line}");
    }
    assert!(!desk.path("state").exists() && !desk.path("token").exists(), "nothing was opened");
}

#[test]
fn an_expired_certificate_is_named_with_its_clause() {
    let desk = Desk::new();
    desk.write_expired("old");
    let key = "certificate = \"old.pem\"\nkey = \"old.key\"";
    desk.site_is_refused(key, &["old.pem: own certificate: ", "; have a new one issued"]);
}

#[test]
fn a_port_in_use_is_named_and_is_a_failure_at_work() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("bound");
    let text = format!(
        "[server]\nlisten = \"{address}\"\ncertificate = \"server.pem\"\nkey = \"server.key\"\nroots = \"serca.pem\"\n\
         [store]\npath = \"state-headend\"\n"
    );
    desk.write("headend.toml", &text);
    let (status, line) = desk.refused(&["serve", "--config", "headend.toml"]);
    assert_eq!(status, Some(1), "{line}");
    assert!(line.contains(&format!("cannot listen on {address}")) && line.contains("; free the port"), "{line}");
}

/// A server of Modbus TCP whose registers are all zero, for ever.
fn zeros() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer_zeros(stream));
        }
    });
    port
}

fn answer_zeros(mut stream: TcpStream) {
    let mut request = [0; 12];
    while stream.read_exact(&mut request).is_ok() {
        let bytes = request[11] * 2;
        let mut answer = request[..4].to_vec();
        answer.extend([0, bytes + 3, request[6], request[7], bytes]);
        answer.extend(vec![0; bytes.into()]);
        if stream.write_all(&answer).is_err() {
            return;
        }
    }
}

/// A web site where the utility's server should be.
struct WebSite;

impl Handler for WebSite {
    fn admits(&self, _: &Caller) -> bool {
        true
    }

    fn handle(&self, _: &Caller, _: HttpRequest) -> Answer<'_> {
        let headers = vec![(HeaderName::ContentType, "text/html; charset=utf-8".to_owned())];
        let body = b"<!DOCTYPE html><html><body>It works!</body></html>".to_vec();
        Box::pin(async move { HttpResponse { status: 200, headers, body } })
    }
}

/// Serves HTML over real TLS until the runtime goes.
fn web_site(desk: &Desk, runtime: &tokio::runtime::Runtime) -> u16 {
    let now = u64::try_from(host_wall().to_seconds().0).expect("after 1970");
    let [certificate, key, roots] = ["server.pem", "server.key", "serca.pem"].map(|file| desk.path(file));
    let material = Material::load(&certificate, &key, &roots, now).expect("good files");
    let tls = server_config(&material.credential, &material.roots, Default::default()).expect("a configuration");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let (stop, stopped) = watch::channel(false);
    runtime.spawn(async move {
        serve(listener, Door::Tls(Arc::new(tls)), Arc::new(WebSite), ServerBounds::default(), stopped).await;
        drop(stop);
    });
    port
}

/// Waits until as many lines of the log as asked hold `part`.
fn lines_with(log: &Path, part: &str) -> Vec<String> {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines().filter(|line| line.contains(part)).map(str::to_owned).collect()
}

fn wait_for(log: &Path, part: &str) {
    let deadline = stopwatch() + PATIENCE;
    while lines_with(log, part).is_empty() {
        assert!(stopwatch() < deadline, "no {part:?} in {}", std::fs::read_to_string(log).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A sick device and a sick server are told once each, and the gateway goes on: the healthy meter's samples are stored.
#[test]
fn a_device_without_sunspec_and_a_server_of_html_are_told_once_and_the_gateway_goes_on() {
    let (desk, plant) = (Desk::new(), Running::start("bad-input", &[]));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let assets = [("meter", "site-meter", plant.port("meter")), ("thing", "pv", zeros())];
    desk.write("site.toml", &site_toml(web_site(&desk, &runtime), "", &assets));
    let args = [
        "run".to_owned(),
        format!("--config={}", desk.path("site.toml").display()),
        format!("--figures={}", desk.path("figures.json").display()),
    ];
    let log = desk.path("log");
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    let mut gateway = Process::start("gateway", program, &args, &log).expect("starts");
    let thing = "thing: no SunSpec map at 40000, 0 or 50000; check power, network and unit identifier";
    let utility = "not IEEE 2030.5: content type \"text/html\"";
    wait_for(&log, thing);
    wait_for(&log, utility);
    goes_on_for_six_samples(&desk);
    let status = gateway.terminate(PATIENCE).expect("ends");
    assert!(status.success(), "{}", gateway.last_words());
    for part in [thing, utility] {
        let lines = lines_with(&log, part);
        assert!(lines.len() == 1 && lines[0].contains("WARN"), "{lines:#?}");
    }
    nothing_is_lost(&desk);
}

/// The meter's samples go on being stored beside the sick.
fn goes_on_for_six_samples(desk: &Desk) {
    use tieline::runtime::local::{Question, ask};
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let deadline = stopwatch() + PATIENCE;
    loop {
        let answer = runtime.block_on(ask(&desk.path("state"), &Question::Figures)).expect("an answer");
        let figures: Option<Figures> = answer.map(|answer| serde_json::from_value(answer).expect("figures"));
        if figures.is_some_and(|figures| figures.telemetry.stored >= 6) {
            return;
        }
        assert!(stopwatch() < deadline, "the meter's samples are not stored");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn nothing_is_lost(desk: &Desk) {
    let figures = std::fs::read(desk.path("figures.json")).expect("figures");
    let figures: Figures = serde_json::from_slice(&figures).expect("figures");
    assert_eq!((figures.telemetry.lost, figures.telemetry.taken), (0, figures.telemetry.stored));
    let store = Store::open(&desk.path("state"), &Options::new(EngineKind::Sled)).expect("opens");
    let site = SiteId::new("home").expect("a name");
    let (from, to) = (Millis(0), Millis(i64::MAX - 1));
    let query = ReadingQuery { site, source: None, from, to, after_seq: 0, limit: usize::MAX };
    let kept = store.readings(&query).expect("reads").len() as u64;
    assert_eq!(kept, figures.telemetry.stored);
    println!("figure: six kinds of bad input, one line each; {kept} samples beside the sick, all stored");
}
