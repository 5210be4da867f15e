//! A whole house on this machine: throw-away PKI, plant, utility and gateway, each a process of its own as in the field.
//!
//! The demo shows it; suites break it on purpose.

use super::vtn;
use crate::assets::sim::day::{Day, DeviceKind, Sign};
use crate::cli::LabClock;
use crate::config::StoreEngine;
use crate::runtime::clock::host_wall;
use crate::runtime::process::Process;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level};

/// Program time at which every scripted day begins: 2026-06-21 00:00:00 UTC.
pub const EPOCH_S: i64 = 1_782_000_000;
/// The PIN that the demo's utility registers the gateway with.
const PIN: u32 = 111_115;
/// DERs that the utility shows for the gateway.
const DERS: u32 = 1;
/// Host time between two samples of the site meter.
const METER_POLL_MS: u32 = 200;
/// How long a process may take until it is ready.
const READY: Duration = Duration::from_secs(20);
/// How long a process may take to end in order.
const ENDING: Duration = Duration::from_secs(10);

/// What to build.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder that everything goes into; made when missing.
    pub dir: PathBuf,
    /// The `tieline` program that plays plant and utility.
    pub program: PathBuf,
    /// The program that runs as the gateway; another one where a smaller build is measured.
    pub gateway: PathBuf,
    /// What the utility speaks.
    pub spoken: Spoken,
    /// The day that is played.
    pub day: Day,
    /// Seed of the plant's noise.
    pub seed: u64,
    /// How many times as fast as the host's time program time runs.
    pub speed: u32,
    /// Program time at which the day begins, Unix seconds.
    pub epoch_s: i64,
    /// The gateway's store engine.
    pub engine: StoreEngine,
    /// Seconds of program time between polls, and between posts of readings.
    pub rate_s: u32,
    /// Seconds of the leases that the gateway gives its devices; `None`: as it has it by itself.
    pub lease_s: Option<u16>,
    /// Whether the installer proved the meter's sign; else the gateway sees it proven first, and assumes no load until then.
    pub meter_proven: bool,
    /// Whether the gateway believes the meter to count the other way: a broken link, for suites.
    pub meter_reversed: bool,
    /// Whether the utility loses what is posted to it: a broken link, for suites.
    pub drop_posts: bool,
    /// Further `[[upstream]]` sections of the gateway, for suites.
    pub more_upstreams: String,
}

impl Plan {
    /// A demo of `day` in `dir`.
    pub fn new(dir: PathBuf, program: PathBuf, day: Day) -> Self {
        let (seed, speed, engine) = (1, 1, StoreEngine::Sled);
        Self {
            dir,
            gateway: program.clone(),
            program,
            spoken: Spoken::Sep2,
            day,
            seed,
            speed,
            epoch_s: EPOCH_S,
            engine,
            rate_s: 2,
            lease_s: None,
            meter_proven: false,
            meter_reversed: false,
            drop_posts: false,
            more_upstreams: String::new(),
        }
    }
}

/// What the utility of a house speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// IEEE 2030.5: the day's own programs and events, by `tieline serve`.
    Sep2,
    /// OpenADR 2.0b, signed: `tieline vtn serve`; somebody has to make events by its management API.
    Oadr2,
}

/// A running house.
#[derive(Debug)]
pub struct House {
    plan: Plan,
    clock: LabClock,
    plant: Process,
    utility: Process,
    utility_killed: bool,
    gateway: Option<Process>,
    utility_port: u16,
    management_port: Option<u16>,
    plant_ports: serde_json::Value,
}

impl House {
    /// Builds and starts everything; returns once plant and utility listen and the gateway runs.
    pub fn start(plan: Plan) -> io::Result<Self> {
        for folder in ["pki", "plant", "utility", "gateway"] {
            fs::create_dir_all(plan.dir.join(folder))?;
        }
        match plan.spoken {
            Spoken::Sep2 => write_pki(&plan.dir.join("pki"))?,
            Spoken::Oadr2 => vtn::write_pki(&plan.dir.join("pki"))?,
        }
        fs::write(plan.dir.join("day.toml"), plan.day.to_toml().map_err(io::Error::other)?)?;
        let clock = LabClock { epoch: Some(plan.epoch_s * 1_000), epoch_at: Some(host_wall().0), speed: plan.speed };
        let mut plant = start_plant(&plan, clock)?;
        let mut utility = start_utility(&plan, clock)?;
        let plant_ports = plant.ready(&plan.dir.join("plant/ready.json"), READY)?;
        let utility_port = listening(&mut utility)?;
        let management_port = match plan.spoken {
            Spoken::Sep2 => None,
            Spoken::Oadr2 => Some(says_port(&mut utility, "management on 127.0.0.1:")?),
        };
        let (gateway, utility_killed) = (None, false);
        let mut house =
            Self { plan, clock, plant, utility, utility_killed, gateway, utility_port, management_port, plant_ports };
        house.start_gateway()?;
        Ok(house)
    }

    /// Where the house is.
    pub fn dir(&self) -> &Path {
        &self.plan.dir
    }

    /// Program time at which the day began, Unix seconds.
    pub fn epoch_s(&self) -> i64 {
        self.plan.epoch_s
    }

    /// The port of the utility's management API, where it has one.
    pub fn management_port(&self) -> Option<u16> {
        self.management_port
    }

    /// The gateway's state folder.
    pub fn gateway_state(&self) -> PathBuf {
        self.plan.dir.join("gateway/state")
    }

    /// The gateway's process id, while it runs.
    pub fn gateway_id(&self) -> Option<u32> {
        self.gateway.as_ref().map(Process::id)
    }

    /// The day that is played.
    pub fn day(&self) -> &Day {
        &self.plan.day
    }

    /// The gateway's counters, written when it ends in order.
    pub fn figures_file(&self) -> PathBuf {
        self.plan.dir.join("gateway/figures.json")
    }

    /// The plant's log.
    pub fn plant_log(&self) -> PathBuf {
        self.plan.dir.join("plant/plant.jsonl")
    }

    /// The utility's record of every exchange.
    pub fn wire_log(&self) -> PathBuf {
        self.plan.dir.join("utility/wire.jsonl")
    }

    /// The ports that the plant listens on, as it wrote them.
    pub fn plant_ports(&self) -> &serde_json::Value {
        &self.plant_ports
    }

    /// Starts the gateway, or starts it again after [`House::kill_gateway`].
    pub fn start_gateway(&mut self) -> io::Result<()> {
        let config = self.plan.dir.join("gateway/site.toml");
        fs::write(&config, self.site_toml()?)?;
        let figures = format!("--figures={}", self.figures_file().display());
        let mut args = vec!["run".to_owned(), format!("--config={}", config.display()), figures];
        args.extend(self.clock.arguments());
        let log = self.plan.dir.join("gateway/log");
        self.gateway = Some(Process::start("gateway", &self.plan.gateway, &args, &log)?);
        Ok(())
    }

    /// Kills the gateway as a power cut would.
    pub fn kill_gateway(&mut self) -> io::Result<()> {
        match self.gateway.take() {
            Some(mut gateway) => gateway.kill().map(drop),
            None => Ok(()),
        }
    }

    /// Ends the gateway in order; the error tells what it said when it did not.
    pub fn stop_gateway(&mut self) -> io::Result<()> {
        let Some(mut gateway) = self.gateway.take() else { return Ok(()) };
        end(&mut gateway)
    }

    /// Kills the utility; [`House::start_utility`] brings it back on the same port.
    pub fn kill_utility(&mut self) -> io::Result<()> {
        self.utility_killed = true;
        self.utility.kill().map(drop)
    }

    /// Starts the utility again, on the port that it had.
    pub fn start_utility(&mut self) -> io::Result<()> {
        write_utility_toml(&self.plan, self.utility_port)?;
        fs::remove_file(self.utility.log())?;
        self.utility = launch_utility(&self.plan, self.clock)?;
        self.utility_killed = false;
        listening(&mut self.utility).map(drop)
    }

    /// A process that has ended though nobody asked it to, with its last words.
    pub fn casualty(&mut self) -> io::Result<Option<String>> {
        let utility = (!self.utility_killed).then_some(&mut self.utility);
        let all = [Some(&mut self.plant), utility, self.gateway.as_mut()];
        for process in all.into_iter().flatten() {
            if let Some(status) = process.ended()? {
                return Ok(Some(format!("{} ended ({status}): {}", process.name(), process.last_words())));
            }
        }
        Ok(None)
    }

    /// Ends everything in order: the gateway, the utility, the plant.
    pub fn stop(mut self) -> io::Result<Plan> {
        self.stop_gateway()?;
        end(&mut self.utility)?;
        end(&mut self.plant)?;
        Ok(self.plan)
    }

    fn site_toml(&self) -> io::Result<String> {
        let (day, pki) = (&self.plan.day, self.plan.dir.join("pki"));
        let charge_w: f64 = day.devices.iter().filter(|d| d.kind == DeviceKind::Battery).map(|d| d.max_w).sum();
        let mut text = String::new();
        let engine = match self.plan.engine {
            StoreEngine::Sled => "sled",
            StoreEngine::Redb => "redb",
        };
        let _ = write!(
            text,
            "[site]\nid = \"home\"\nset_max_w = {}\nset_max_charge_w = {charge_w}\nmeter_proven = {}\n{lease}\n[store]\npath = \"state\"\n\
             engine = \"{engine}\"\n\n[[upstream]]\nid = \"utility\"\n\
             certificate = \"{pki}/device.pem\"\nkey = \"{pki}/device.key\"\nroots = \"{pki}/serca.pem\"\n",
            super::limits::set_max_w(day),
            self.plan.meter_proven,
            lease = self.plan.lease_s.map_or_else(String::new, |lease_s| format!("lease_s = {lease_s}\n")),
            pki = pki.display(),
        );
        let (at, rate_s) = (self.utility_port, self.plan.rate_s);
        let _ = match self.plan.spoken {
            Spoken::Sep2 => writeln!(
                text,
                "url = \"https://127.0.0.1:{at}/dcap\"\npin = {PIN}\npen = 40001\npost_rate_s = {rate_s}"
            ),
            Spoken::Oadr2 => write!(text, "{}", vtn::upstream_toml(at)),
        };
        text.push_str(&self.plan.more_upstreams);
        let devices = day.devices.iter().map(|device| (device.id.as_str(), asset_kind(device.kind)));
        for (id, kind) in std::iter::once(("meter", "site-meter")).chain(devices) {
            let port = port(&self.plant_ports, id)?;
            let _ = write!(text, "\n[[asset]]\nid = \"{id}\"\nkind = \"{kind}\"\naddress = \"127.0.0.1:{port}\"\n");
            if kind == "site-meter" {
                // In host time five a second, so that a step of the load is seen before a second is over.
                let poll_ms = (METER_POLL_MS * self.plan.speed).min(1_000);
                let _ = writeln!(text, "meter_sign = \"{}\"\npoll_ms = {poll_ms}", self.meter_sign());
            }
        }
        Ok(text)
    }

    fn meter_sign(&self) -> &'static str {
        let import_positive = self.plan.day.site.meter_sign == Sign::ImportPositive;
        if import_positive != self.plan.meter_reversed { "import-positive" } else { "export-positive" }
    }
}

fn asset_kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Pv => "pv",
        DeviceKind::Battery => "battery",
    }
}

/// The port of this device in the plant's port file.
fn port(ready: &serde_json::Value, device: &str) -> io::Result<u16> {
    let port = ready.get("devices").and_then(|devices| devices.get(device)).and_then(serde_json::Value::as_u64);
    let port = port.and_then(|port| u16::try_from(port).ok());
    port.ok_or_else(|| io::Error::other(format!("no port of {device} in {ready}")))
}

/// The port that the utility says it listens on.
fn listening(utility: &mut Process) -> io::Result<u16> {
    says_port(utility, "listening on 127.0.0.1:")
}

fn says_port(utility: &mut Process, prefix: &str) -> io::Result<u16> {
    let line = utility.says(prefix, READY)?;
    line.trim().parse().map_err(|_| io::Error::other(format!("the utility listens on {line:?}")))
}

fn end(process: &mut Process) -> io::Result<()> {
    let status = process.terminate(ENDING)?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{} did not end in order ({status}): {}", process.name(), process.last_words())))
}

/// A root, an issuing authority, the utility's server and the gateway's device.
fn write_pki(dir: &Path) -> io::Result<()> {
    if dir.join("device.pem").exists() {
        return Ok(());
    }
    let root = Authority::root("Demo SERCA", 0).map_err(io::Error::other)?;
    let issuing = root.authority(Level::Mica, "Demo MICA", 0).map_err(io::Error::other)?;
    let issue = |name: &str, names: Vec<String>| -> io::Result<Issued> {
        let request = DeviceRequest { names, ..DeviceRequest::generic(name) };
        issuing.device(&request, 0).map_err(io::Error::other)
    };
    fs::write(dir.join("serca.pem"), root.chain_pem())?;
    let server = issue("utility", vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    for (name, issued) in [("server", server), ("device", issue("gateway", Vec::new())?)] {
        fs::write(dir.join(format!("{name}.pem")), &issued.chain_pem)?;
        write_secret(&dir.join(format!("{name}.key")), issued.key_pem.as_bytes())?;
    }
    Ok(())
}

pub(super) fn write_secret(file: &Path, secret: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt;
    fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(secret)
}

fn start_plant(plan: &Plan, clock: LabClock) -> io::Result<Process> {
    let dir = plan.dir.join("plant");
    let mut args = vec![
        "plant".to_owned(),
        format!("--day={}", plan.dir.join("day.toml").display()),
        format!("--seed={}", plan.seed),
        format!("--port-file={}", dir.join("ready.json").display()),
        format!("--plant-log={}", dir.join("plant.jsonl").display()),
    ];
    args.push(format!("--epoch={}", plan.epoch_s));
    args.extend(clock.epoch_at.map(|at| format!("--epoch-at={at}")));
    args.push(format!("--speed={}", clock.speed));
    Process::start("plant", &plan.program, &args, &dir.join("output"))
}

fn start_utility(plan: &Plan, clock: LabClock) -> io::Result<Process> {
    write_utility_toml(plan, 0)?;
    launch_utility(plan, clock)
}

/// The utility's configuration; port 0 is any free one.
fn write_utility_toml(plan: &Plan, port: u16) -> io::Result<()> {
    if plan.spoken == Spoken::Oadr2 {
        return fs::write(plan.dir.join("utility/utility.toml"), vtn::vtn_toml(&plan.dir.join("pki"), port)?);
    }
    let (pki, rate_s) = (plan.dir.join("pki"), plan.rate_s);
    let mirrors = if plan.drop_posts { "mirrors = 0\n" } else { "" };
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:{port}\"\ncertificate = \"{pki}/server.pem\"\nkey = \"{pki}/server.key\"\n\
         roots = \"{pki}/serca.pem\"\npen = 40001\npoll_rate_s = {rate_s}\npost_rate_s = {rate_s}\n{mirrors}\
         wire_log = \"wire.jsonl\"\n\n[store]\npath = \"state\"\n\n\
         [enrolment]\nin_band = true\npin = {PIN}\nders = {DERS}\n",
        pki = pki.display(),
    );
    fs::write(plan.dir.join("utility/utility.toml"), text)
}

fn launch_utility(plan: &Plan, clock: LabClock) -> io::Result<Process> {
    let dir = plan.dir.join("utility");
    let config = format!("--config={}", dir.join("utility.toml").display());
    let mut args = match plan.spoken {
        Spoken::Sep2 => vec![
            "serve".to_owned(),
            config,
            format!("--day={}", plan.dir.join("day.toml").display()),
            format!("--day-begins={}", plan.epoch_s),
        ],
        Spoken::Oadr2 => vec!["vtn".to_owned(), "serve".to_owned(), config],
    };
    args.extend(clock.arguments());
    Process::start("utility", &plan.program, &args, &dir.join("output"))
}
