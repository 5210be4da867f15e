//! Suite `load`: thousands of devices at one server, each with its own certificate and connection. Every poll is answered,
//! each device is told what is its own and what has just been changed, those that come back resume, and memory is bounded.
//! How fast it is, the benchmarks `serve` tell.

mod bounds;
mod program;

use crate::lab::{Lab, Utility};
use program::Program;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use tieline_certs::pki::Issued;
use tieline_conformance::load::{Report, write_device};

/// Devices, unless `LOAD_DEVICES` names another number.
const DEVICES: usize = 5_000;
/// The server may grow by so much for each connection: twice its budget, and something for what comes and goes.
const CONNECTION_KB_MAX: u64 = 60;
/// Connections of the server beside those of the devices.
const OTHERS: usize = 100;
/// A round of polls.
const ROUND_MS: u32 = 4_000;
const PROGRAM: &str = "A0000000000000000000000000000001";
const FIRST: &str = "A0000000000000000000000000000011";
const LATER: &str = "A0000000000000000000000000000012";

fn devices() -> usize {
    std::env::var("LOAD_DEVICES").ok().and_then(|text| text.parse().ok()).unwrap_or(DEVICES)
}

/// The test binary itself as the load program: not a test of its own.
#[test]
fn load_program() {
    program::run_if_asked();
}

fn config(server: &str, devices: &[Issued]) -> String {
    let devices = devices.iter().map(|device| {
        let identity = tieline_certs::identity::Identity::of_certificate(&device.chain[0]);
        format!("[[device]]\nlfdi = \"{}\"\n", crate::lab::hex(&identity.lfdi))
    });
    let rest = format!(
        "[management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"management.token\"\n{}\
         [[program]]\nmrid = \"{PROGRAM}\"\ndescription = \"feeder limit\"\nprimacy = 2\n\
         [[event]]\nmrid = \"{FIRST}\"\nprogram = \"{PROGRAM}\"\nstart_in_s = 0\nduration_s = 7200\n\
         control = {{ opModExpLimW = 5000 }}\n",
        devices.collect::<String>()
    );
    Lab::config(server, &rest)
}

/// Devices' certificates, and the file in which the load program finds them.
fn issue(lab: &Lab, count: usize) -> Vec<Issued> {
    let mut file = File::create(lab.dir.path().join("devices.pem")).expect("created");
    let issued: Vec<_> = (0..count).map(|number| lab.issue(&format!("device {number}"))).collect();
    for device in &issued {
        write_device(&mut file, &device.chain_pem, &device.key_pem).expect("written");
    }
    issued
}

/// The operator makes a control that every device must know of from now on.
fn control(lab: &Lab, utility: &mut Utility) {
    let at = utility.process.says("management on ", program::PATIENCE).expect("managed");
    let made = Command::new(env!("CARGO_BIN_EXE_tieline"))
        .args(["fleet", "control", PROGRAM, "--id", LATER, "--set", "opModExpLimW=1500", "--for", "3600"])
        .args([&format!("--at={}", at.trim()), "--token-file=management.token"])
        .current_dir(lab.dir.path())
        .output()
        .expect("the binary");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn rss_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status"));
    let status = status.expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
    line.trim().trim_end_matches(" kB").parse().expect("kilobytes")
}

/// r6, r7: see above [design r6] [design r7].
#[test]
fn r7_thousands_of_devices_poll_and_each_is_told_what_is_so_now() {
    let count = program::granted(devices());
    let lab = Lab::new();
    let issued = issue(&lab, count);
    let server = format!("connections = {}\nidle_s = 600\n", count + OTHERS);
    let mut utility = lab.serve(&config(&server, &issued), &[]);
    let mut fleet = Program::start(&lab, &utility);
    let before = rss_kb(utility.process.id());

    let connected = fleet.tell(&format!("connect {count}"));
    assert_eq!((connected.full, connected.resumed, connected.lost), (count as u64, 0, 0), "{connected}");
    let own = fleet.tell(&format!("poll 2 {ROUND_MS} /edev?l=1 <lFDI>{{lfdi}}</lFDI>"));
    own.expect_all(2 * count);
    let first = fleet.tell(&format!("poll 2 {ROUND_MS} /derp/1/derc?l=255 {FIRST}"));
    first.expect_all(2 * count);
    let grown = rss_kb(utility.process.id()).saturating_sub(before);
    assert!(grown < CONNECTION_KB_MAX * count as u64 + 32 * 1024, "the server grew by {grown} kB");

    control(&lab, &mut utility);
    fleet.tell(&format!("poll 1 {ROUND_MS} /derp/1/derc?l=255 {LATER}")).expect_all(count);
    fleet.tell("close");
    let back = fleet.tell(&format!("connect {count}"));
    assert_eq!((back.full, back.resumed, back.lost), (0, count as u64, 0), "{back}");
    let last = fleet.tell(&format!("poll 1 {ROUND_MS} /derp/1/actderc?l=255 {LATER}"));
    last.expect_all(count);
    fleet.end();
    utility.end();
    println!(
        "figure: {count} devices: {} polls right, none lost; {} resumed; {} kB a connection; p99 {} ms",
        6 * count,
        back.resumed,
        grown / count as u64,
        last.p99_us / 1_000
    );
}

/// What the load program says came of a command.
#[derive(Debug)]
struct Came {
    full: u64,
    resumed: u64,
    right: u64,
    lost: u64,
    p99_us: u64,
    line: String,
}

impl Came {
    fn read(line: String) -> Self {
        let figure = |name| Report::figure(&line, name).unwrap_or_else(|| panic!("no {name} in {line}"));
        let [full, resumed, right, lost, p99_us] = ["full", "resumed", "right", "lost", "p99_us"].map(figure);
        Self { full, resumed, right, lost, p99_us, line }
    }

    /// So many polls were right, and no connection had to be opened anew.
    fn expect_all(&self, polls: usize) {
        assert_eq!((self.right, self.full + self.resumed), (polls as u64, 0), "{self}");
    }
}

impl std::fmt::Display for Came {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.line)
    }
}
