//! `tieline fleet` as its operator sees it: the built binary on both sides, and a device over CCM_8 between them.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::http_client::{Bounds, HttpClient};
use tieline::runtime::process::Process;
use tieline_certs::config::{Credential, Options, client_config};
use tieline_certs::identity::lfdi_text;
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Method};
use tieline_schemas::sep2 as wire;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

const PATIENCE: Duration = Duration::from_secs(20);
const PROGRAM: &str = "A0000000000000000000000000000001";
const CONTROL: &str = "A0000000000000000000000000000011";
const SHORT: &str = "A0000000000000000000000000000012";

/// A head-end, the folder from which its operator works, and a device with its certificate.
struct World {
    dir: tempfile::TempDir,
    process: Process,
    devices: u16,
    management: u16,
    credential: Credential,
    tls: Arc<rustls::ClientConfig>,
    lfdi: String,
}

impl World {
    fn start() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let serca = Authority::root("SERCA", 0).expect("issued");
        let mica = serca.authority(Level::Mica, "MICA", 0).expect("issued");
        fs::write(dir.path().join("serca.pem"), serca.chain_pem()).expect("written");
        for name in ["server", "device"] {
            let issued = mica.device(&DeviceRequest::generic(name), 0).expect("issued");
            fs::write(dir.path().join(format!("{name}.pem")), &issued.chain_pem).expect("written");
            fs::write(dir.path().join(format!("{name}.key")), issued.key_pem.as_bytes()).expect("written");
        }
        let device = Credential::from_pem(
            &fs::read(dir.path().join("device.pem")).expect("read"),
            &fs::read(dir.path().join("device.key")).expect("read"),
        );
        let credential = device.expect("a pair");
        let config = "[server]\nlisten = '127.0.0.1:0'\ncertificate = 'server.pem'\nkey = 'server.key'\nroots = 'serca.pem'\n\
                      lab = true\n[management]\nlisten = '127.0.0.1:0'\ntoken_file = 'management.token'\n\
                      [store]\npath = 'state'\nengine = 'redb'\n";
        fs::write(dir.path().join("headend.toml"), config).expect("written");
        let (process, devices, management) = serve(dir.path());
        let roots = [serca.certificate().clone()];
        let tls = Arc::new(client_config(&credential, &roots, Options::default()).expect("a configuration"));
        let lfdi = lfdi_text(&credential.identity().lfdi);
        Self { dir, process, devices, management, credential, tls, lfdi }
    }

    fn restart(&mut self) {
        self.process.kill().expect("killed");
        fs::remove_file(self.dir.path().join("serve.log")).expect("removed");
        (self.process, self.devices, self.management) = serve(self.dir.path());
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieline"));
        command.arg("fleet").args(args).arg(format!("--at=127.0.0.1:{}", self.management));
        command.current_dir(self.dir.path());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the binary")
    }

    /// What a command prints that is to succeed.
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[args, &["--json"]].concat())).expect("JSON")
    }

    /// What a command says that is to fail with this status: one line.
    fn fails(&self, args: &[&str], status: i32) -> String {
        let output = self.run(args);
        let says = text(&output.stderr);
        assert_eq!((output.status.code(), says.lines().count()), (Some(status), 1), "{args:?}: {says}");
        says
    }

    fn client(&self) -> HttpClient {
        HttpClient::new("127.0.0.1", self.devices, Some(self.tls.clone()), Bounds::default())
    }

    /// The commands until a device has a program: enrolled by its certificate, in a group.
    fn enrol(&self) {
        self.done(&["program", PROGRAM, "--primacy", "2", "--description", "feeder limit"]);
        self.done(&["group", "feeder-7", "--program", PROGRAM]);
        let enrolled = self.done(&["enrol", "--device-certificate", "device.pem", "--pin", "111115"]);
        assert_eq!(enrolled, format!("{} is enrolled as number 1\n", self.lfdi));
        self.done(&["assign", "feeder-7", &self.lfdi]);
    }
}

fn serve(dir: &Path) -> (Process, u16, u16) {
    let args = ["serve".to_owned(), "--config=headend.toml".to_owned()];
    let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
    let mut process = Process::start_in(dir, "serve", program, &args, &dir.join("serve.log")).expect("started");
    let mut port = |prefix| {
        let said = process.says(prefix, PATIENCE).expect("listens");
        said.trim().parse::<u16>().expect("a port")
    };
    let (devices, management) = (port("listening on 127.0.0.1:"), port("management on 127.0.0.1:"));
    (process, devices, management)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

async fn send(client: &mut HttpClient, method: Method, target: &str, body: Vec<u8>) -> Result<HttpResponse, HttpError> {
    let headers = vec![(HeaderName::ContentType, wire::CONTENT_TYPE.to_owned())];
    client.send(&HttpRequest { method, target: target.to_owned(), headers, body }, PATIENCE).await
}

async fn get(client: &mut HttpClient, target: &str) -> String {
    let answer = send(client, Method::Get, target, Vec::new()).await.expect("an answer");
    assert_eq!(answer.status, 200, "GET {target}");
    text(&answer.body)
}

fn received(credential: &Credential, control: &str) -> Vec<u8> {
    let control: tieline_core::model::Mrid = control.parse().expect("an mRID");
    wire::encode(&wire::DERControlResponse {
        end_device_lfdi: wire::HexBinary160(credential.identity().lfdi),
        status: Some(1),
        subject: wire::HexBinary128(control.0),
        ..Default::default()
    })
}

#[tokio::test]
async fn a_control_goes_out_is_answered_counted_and_cancelled_and_a_crash_forgets_nothing() {
    let mut world = World::start();
    world.enrol();
    let set = ["--set", "opModExpLimW=1500", "--for", "3600"];
    let made = world.done(&[&["control", PROGRAM, "--id", CONTROL, "--randomize-length", "60"], &set[..]].concat());
    assert!(made.starts_with(&format!("control {CONTROL} is active; ")), "{made}");

    let mut client = world.client();
    let list: wire::DERControlList =
        wire::decode_as(get(&mut client, "/derp/1/derc?l=10").await.as_bytes(), &wire::Limits::default())
            .expect("a list");
    assert_eq!((list.all, list.der_control[0].event_status.current_status), (1, 1));
    let posted = send(&mut client, Method::Post, "/rsps/1/rsp", received(&world.credential, CONTROL)).await;
    assert_eq!(posted.expect("an answer").status, 201);
    assert_eq!(world.json(&["controls", PROGRAM, CONTROL])["responses"], serde_json::json!({ "1": 1 }));
    assert!(world.done(&["responses", PROGRAM, CONTROL]).contains(&format!("{}  1 ", world.lfdi)));
    let replaced = world.done(&[&["replace", PROGRAM, CONTROL, "--id", SHORT], &set[..]].concat());
    assert!(replaced.contains("is active"), "{replaced}");
    assert!(world.done(&["cancel", PROGRAM, SHORT, "--randomized"]).contains("is cancelled-randomized"));

    world.restart();
    let mut client = world.client();
    assert_eq!(world.json(&["controls", PROGRAM, SHORT])["status"], "cancelled-randomized");
    assert_eq!(world.json(&["controls", PROGRAM, CONTROL])["responses"], serde_json::json!({ "1": 1 }));
    assert!(get(&mut client, "/derp/1/derc?l=10").await.contains("<currentStatus>3</currentStatus>"));
    assert!(world.done(&["devices", "--group", "feeder-7"]).contains(&world.lfdi));
    world.done(&["rates", "--poll", "60"]);
    assert!(get(&mut client, "/dcap").await.contains("pollRate=\"60\""));
    world.done(&["remove", &world.lfdi.clone()]);
    let gone = send(&mut client, Method::Get, "/derp/1/derc?l=10", Vec::new()).await.expect("an answer");
    assert_eq!(gone.status, 404);
}

/// [design r8]
#[tokio::test]
async fn r8_a_denied_device_is_cut_within_a_second_and_its_session_is_served_nothing_more() {
    let world = World::start();
    world.enrol();
    let mut client = world.client();
    get(&mut client, "/dcap").await;
    let tcp = TcpStream::connect(("127.0.0.1", world.devices)).await.expect("connected");
    let name = rustls::pki_types::ServerName::try_from("127.0.0.1").expect("a name");
    let mut idle = TlsConnector::from(world.tls.clone()).connect(name, tcp).await.expect("a handshake");

    let said = world.done(&["deny", &world.lfdi]);
    let denied = stopwatch();
    assert!(said.starts_with(&format!("{} is denied since ", world.lfdi)), "{said}");
    let ended = tokio::time::timeout(PATIENCE, idle.read(&mut [0; 64])).await.expect("an end");
    let cut_after = denied.elapsed();
    assert!(!matches!(ended, Ok(1..)), "{ended:?}");
    assert!(cut_after < Duration::from_secs(1), "cut after {cut_after:?}");
    // Its next connection resumes the session by its ticket, and is closed.
    let refused = send(&mut client, Method::Get, "/dcap", Vec::new()).await;
    assert!(refused.is_err(), "{refused:?}");
    assert!(world.done(&["denied"]).contains(&world.lfdi));
    println!("figure: an idle connection is cut {} ms after the command that denied it", cut_after.as_millis());

    world.done(&["allow", &world.lfdi]);
    get(&mut client, "/dcap").await;
}

#[tokio::test]
async fn a_device_is_followed_live_with_each_message_judged() {
    let world = World::start();
    world.enrol();
    let mut follow = world.command(&["follow", &world.lfdi, "--number", "2"]);
    let mut follow = follow.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary");
    wait_for_line(&mut follow, "following ");
    let mut client = world.client();
    get(&mut client, "/edev?l=1").await;
    let posted = send(&mut client, Method::Put, "/edev/1/der/1/ders", b"<DERStatus/>".to_vec()).await;
    assert_eq!(posted.expect("an answer").status, 400);
    let output = tokio::task::spawn_blocking(move || follow.wait_with_output()).await.expect("waited").expect("an end");
    let shown = text(&output.stdout);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].ends_with(" GET /edev?l=1 200 < EndDeviceList valid"), "{shown}");
    assert!(lines[1].contains(" PUT /edev/1/der/1/ders 400 > INVALID: "), "{shown}");
}

/// Waits until the process says a line that begins so on stderr; what it says later is read to its end.
fn wait_for_line(child: &mut Child, begins: &str) {
    use std::io::{BufRead, BufReader};
    let mut said = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("read");
    assert!(line.starts_with(begins), "{line}");
}

#[test]
fn a_file_of_devices_is_enrolled_row_by_row_and_again_is_harmless() {
    let world = World::start();
    world.enrol();
    let lfdi = |i: usize| format!("{i:08X}{}", "5A".repeat(16));
    let mut rows: Vec<String> = (0..2_500).map(|i| format!("{},feeder-7,", lfdi(i))).collect();
    rows[7] = "xyz,feeder-7,".to_owned();
    rows[1_200] = format!("{},no such group,", lfdi(1_200));
    rows[2_400] = format!("{},,111111", lfdi(2_400));
    fs::write(world.dir.path().join("devices.csv"), format!("lfdi,groups,pin\n{}\n", rows.join("\n")))
        .expect("written");

    let output = world.run(&["enrol", "--csv", "devices.csv"]);
    let says = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{says}");
    for (line, reason) in [(9, "lfdi: "), (1_202, "no group no such group"), (2_402, "check digit")] {
        let begins = format!("devices.csv:{line}: ");
        let found = says.lines().find(|said| said.starts_with(&begins));
        assert!(found.is_some_and(|said| said.contains(reason)), "line {line} with {reason} is not in\n{says}");
    }
    assert!(text(&output.stdout).starts_with("2497 enrolled, 0 changed, 0 were there, 3 bad rows"), "{says}");

    rows.retain(|row| !row.starts_with("xyz"));
    fs::write(world.dir.path().join("devices.csv"), format!("lfdi,groups\n{}\n", lines_of(&rows))).expect("written");
    let again = world.json(&["enrol", "--csv", "devices.csv"]);
    assert_eq!((&again["enrolled"], &again["unchanged"]), (&2.into(), &2_497.into()), "{again}");
    assert_eq!(world.json(&["status"])["devices"], 2_500);
}

/// [design r4, r5] The server is killed while a file is on its way, at another place each time; the file again, and each
/// device is there once with a number of its own.
#[test]
fn r5_a_crash_in_the_midst_of_a_file_leaves_no_two_devices_with_one_number() {
    const ROWS: usize = 3_000;
    let mut world = World::start();
    let rows: Vec<String> = (0..ROWS).map(|i| format!("{i:08X}{}", "5A".repeat(16))).collect();
    fs::write(world.dir.path().join("devices.csv"), format!("lfdi\n{}\n", rows.join("\n"))).expect("written");
    for round in 1..=5 {
        let mut enrol = world.command(&["enrol", "--csv", "devices.csv"]);
        let mut enrol = enrol.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary");
        let deadline = stopwatch() + PATIENCE;
        while world.json(&["status"])["devices"].as_u64().expect("a count") < 400 * round {
            assert!(stopwatch() < deadline, "nothing is enrolled");
        }
        world.restart();
        assert_eq!(enrol.wait().expect("waited").code(), Some(1), "the server was killed under it");
    }
    world.done(&["enrol", "--csv", "devices.csv"]);
    let (mut numbers, mut lfdis) = (BTreeSet::new(), BTreeSet::new());
    let mut after = 0;
    loop {
        let page = world.json(&["devices", "--limit", "1000", "--after", &after.to_string()]);
        for device in page["items"].as_array().expect("a list") {
            let lfdi = device["lfdi"].as_str().expect("an LFDI");
            let is_new = numbers.insert(device["number"].as_u64().expect("a number")) && lfdis.insert(lfdi.to_owned());
            assert!(is_new, "there twice: {device}");
        }
        match page["next"].as_u64() {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(lfdis.into_iter().collect::<Vec<_>>(), rows);
    for row in rows.iter().step_by(97) {
        let shown = world.json(&["devices", row]);
        assert_eq!(shown["lfdi"].as_str(), Some(row.as_str()), "{shown}");
    }
}

/// The first two columns, the wrong group corrected.
fn lines_of(rows: &[String]) -> String {
    let cut = rows.iter().map(|row| row.rsplit_once(',').map_or(row.as_str(), |(first, _)| first));
    cut.map(|row| row.replace("no such group", "feeder-7")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_laboratorys_clock_is_set_and_devices_see_it() {
    let world = World::start();
    world.enrol();
    let mut client = world.client();
    let time = |body: String| wire::decode_as::<wire::Time>(body.as_bytes(), &wire::Limits::default()).expect("a Time");
    let before = time(get(&mut client, "/tm").await).current_time;
    assert!(world.done(&["clock", "--offset", "86400"]).contains("offset  86400 s"));
    let after = time(get(&mut client, "/tm").await).current_time;
    assert!((86_400..86_400 + 60).contains(&(after - before)), "{before} {after}");
    assert!(world.done(&["status"]).contains("86400 s off the host's"));
}

/// [design r8]
#[tokio::test]
async fn r8_an_aggregator_sees_what_it_is_granted_for_as_long_as_it_is() {
    let world = World::start();
    world.enrol();
    let (first, second) = ("A1".repeat(20), "B2".repeat(20));
    assert!(world.fails(&["grants", &world.lfdi], 1).contains("no aggregator"));
    world.done(&["change", &world.lfdi, "--aggregator"]);
    world.done(&["enrol", &first, "--granted-to", &world.lfdi]);
    fs::write(world.dir.path().join("more.csv"), format!("lfdi,granted_to\n{second},{}\n", world.lfdi))
        .expect("written");
    world.done(&["enrol", "--csv", "more.csv"]);
    let shown = world.done(&["devices"]);
    assert!(shown.contains("is an aggregator") && shown.matches(&world.lfdi).count() == 3, "{shown}");
    let mut client = world.client();
    assert!(get(&mut client, "/edev?l=9").await.contains("all=\"3\""));
    get(&mut client, "/edev/2/fsa?l=9").await;
    assert_eq!(world.done(&["revoke", &world.lfdi, &first]), format!("1 taken back from {}\n", world.lfdi));
    let gone = send(&mut client, Method::Get, "/edev/2/fsa?l=9", Vec::new()).await.expect("an answer");
    assert_eq!(gone.status, 404);
    assert_eq!(world.json(&["grants", &world.lfdi])["items"][0]["lfdi"], second);
    assert_eq!(world.done(&["grant", &world.lfdi, &first, &second]), format!("1 granted to {}\n", world.lfdi));
    get(&mut client, "/edev/2/fsa?l=9").await;
    world.done(&["change", &world.lfdi, "--no-aggregator"]);
    assert!(get(&mut client, "/edev?l=9").await.contains("all=\"1\""));
}

/// A message as docs/fleet-management.md has it.
const MESSAGE: &str = "<TextMessage xmlns=\"urn:ieee:std:2030.5:ns\">\n\
    <mRID>00000000000000000000000000000000</mRID><creationTime>0</creationTime>\n\
    <EventStatus><currentStatus>0</currentStatus><dateTime>0</dateTime><potentiallySuperseded>false</potentiallySuperseded>\
    </EventStatus>\n<interval><duration>600</duration><start>START</start></interval>\n\
    <priority>0</priority><textMessage>Save power</textMessage>\n</TextMessage>";

/// [2030.5 MessagingProgram, TextMessage, File]
#[tokio::test]
async fn documents_are_made_assigned_shown_cancelled_and_removed_by_address() {
    let world = World::start();
    world.enrol();
    let kinds = world.done(&["documents"]);
    assert!(kinds.contains("TextMessage") && kinds.contains("/msg/N/txt"), "{kinds}");
    let program = "<MessagingProgram xmlns=\"urn:ieee:std:2030.5:ns\"><mRID>00000000000000000000000000000000</mRID>\
                   <locale>en</locale><primacy>1</primacy></MessagingProgram>";
    fs::write(world.dir.path().join("program.xml"), program).expect("written");
    assert!(world.done(&["make", "/msg", "program.xml"]).contains("/msg/2"));
    world.done(&["group", "feeder-7", "--program", PROGRAM, "--document", "/msg/2"]);
    let mut client = world.client();
    let time = wire::decode_as::<wire::Time>(get(&mut client, "/tm").await.as_bytes(), &wire::Limits::default());
    let start = (time.expect("a Time").current_time - 10).to_string();
    fs::write(world.dir.path().join("message.xml"), MESSAGE.replace("START", &start)).expect("written");
    assert!(world.done(&["make", "/msg/2/txt", "message.xml"]).contains("active"));
    assert!(get(&mut client, "/msg/2/acttxt?l=9").await.contains("Save power"));
    assert!(world.done(&["documents", "/msg/2/txt", "--xml"]).contains("Save power"));
    assert!(world.fails(&["make", "/tp", "message.xml"], 1).contains("this is no TariffProfile"));
    assert!(world.done(&["cancel-at", "/msg/2/txt/1"]).contains("cancelled"));
    assert!(get(&mut client, "/msg/2/txt?l=9").await.contains("<currentStatus>2</currentStatus>"));
    assert!(world.fails(&["remove-at", "/msg/2/txt/1"], 1).contains("is an event"));

    let file = "<File xmlns=\"urn:ieee:std:2030.5:ns\"><fileURI>/x</fileURI><lFDI>00</lFDI><mfHwVer>1</mfHwVer>\
                <mfID>40732</mfID><mfModel>m</mfModel><mfSerNum>1</mfSerNum><mfVer>1</mfVer><size>0</size><type>00</type></File>";
    fs::write(world.dir.path().join("file.xml"), file).expect("written");
    let content: Vec<u8> = (0..250_000_u32).map(|i| (i % 251) as u8).collect();
    fs::write(world.dir.path().join("firmware.bin"), &content).expect("written");
    assert!(world.done(&["make", "/file", "file.xml"]).contains("/file/3"));
    assert_eq!(world.done(&["content", "/file/3", "firmware.bin"]), "/file/3: 250000 bytes\n");
    world.done(&["group", "feeder-7", "--program", PROGRAM, "--document", "/file/3"]);
    let served = send(&mut client, Method::Get, "/file/3/content", Vec::new()).await.expect("an answer");
    assert!(served.body == content, "{} bytes", served.body.len());
    world.done(&["remove-at", "/file/3"]);
    let gone = send(&mut client, Method::Get, "/file/3/content", Vec::new()).await.expect("an answer");
    assert_eq!(gone.status, 404);
    world.done(&["rates", "--group", "feeder-7", "--poll", "45"]);
    assert!(get(&mut client, "/dcap").await.contains("pollRate=\"45\""));
}

#[test]
fn a_refusal_is_one_line_and_status_1_and_bad_usage_is_status_2() {
    let world = World::start();
    assert!(world.fails(&["devices", &world.lfdi], 1).contains("there is no device"));
    assert!(world.fails(&["controls", PROGRAM], 1).contains("refused with 404"));
    assert!(world.fails(&["enrol", "xyz"], 1).contains("lfdi: "));
    assert!(world.fails(&["enrol", "--csv", "none.csv"], 2).contains("none.csv"));
    assert!(world.fails(&["control", PROGRAM, "--set", "opModExpLimW", "--for", "1"], 2).contains("MODE=VALUE"));
    fs::write(world.dir.path().join("wrong"), "0123456789abcdef0123").expect("written");
    assert!(world.fails(&["status", "--token-file", "wrong"], 1).contains("refused with 401"));
    let description: Value = serde_json::from_slice(
        &Command::new(env!("CARGO_BIN_EXE_tieline")).args(["fleet", "openapi"]).output().expect("the binary").stdout,
    )
    .expect("JSON");
    assert_eq!(description["openapi"], "3.1.0");
}
