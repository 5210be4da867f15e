//! `event_to_write`: from a utility's new event to the first byte of the Modbus write that obeys it.
//!
//! `tieline run` is a process of its own, as in the field. Its utility is a scripted server in this process; between the
//! gateway and each device of `tieline plant` stands a relay in this process, so both ends are on one clock. Each event
//! supersedes the one before and is tighter, without a ramp, so it must be obeyed at once.
//!
//! The stopwatch starts before the server writes its answer, a little earlier than the last byte of the body is read: the
//! server's and the socket's share counts against us. The device's own share (an exchange under way when the setpoint
//! comes) is taken out. The durable commit on the way is in; `event_to_write.commit` is one of that kind beside it, and
//! `event_to_write.disk` what the disk itself takes to make a few appended bytes durable, both measured between the events.

mod relay;
mod utility;

use crate::program;
use crate::row::Row;
use relay::Relay;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use tieline::assets::sim::day::{Day, DeviceKind, Weather};
use tieline::cli::LabClock;
use tieline::runtime::clock::{host_wall, stopwatch};
use tieline::runtime::process::Process;
use tieline::store::{EngineKind, Options, Store};
use tieline_core::model::Record;
use utility::Utility;

/// Events that are measured, and those before them that warm the path up.
const EVENTS: u16 = 200;
const WARM: u16 = 10;
/// Program time runs faster, so that a poll a second is many; I/O does not.
const SPEED: u32 = 5;
const EPOCH_MS: i64 = 1_782_043_200_000;
/// Hundredths of a percent in a unit of the simulated inverter's 704.WMaxLimPct.
const REGISTER: u16 = 10;
const PATIENCE: Duration = Duration::from_secs(20);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Milliseconds, one of each an event.
#[derive(Default)]
struct Times {
    events: Vec<f64>,
    commits: Vec<f64>,
    disk: Vec<f64>,
}

/// The rows of the default engine, and of the other: events, commits and the bare disk, each at p50 and p99.
const NAMES: [[&str; 6]; 2] = [
    [
        "event_to_write.p50",
        "event_to_write.p99",
        "event_to_write.commit",
        "event_to_write.commit.p99",
        "event_to_write.disk",
        "event_to_write.disk.p99",
    ],
    [
        "event_to_write.p50.redb",
        "event_to_write.p99.redb",
        "event_to_write.commit.redb",
        "event_to_write.commit.p99.redb",
        "event_to_write.disk.redb",
        "event_to_write.disk.p99.redb",
    ],
];

/// Latencies of events and of commits beside them, on both engines.
pub(crate) fn run() -> Vec<Row> {
    let mut rows = Vec::new();
    for ((kind, engine), names) in [(EngineKind::Sled, "sled"), (EngineKind::Redb, "redb")].into_iter().zip(NAMES) {
        match measure(kind, engine) {
            Ok(Times { events, commits, disk }) => {
                let values = [&events, &commits, &disk].into_iter().flat_map(|t| [share(t, 0.50), share(t, 0.99)]);
                rows.extend(names.into_iter().zip(values).map(|(name, value)| Row::alone(name, value, "ms")));
            }
            Err(cause) => eprintln!("event_to_write on {engine}: {cause}"),
        }
    }
    rows
}

fn share(times: &[f64], share: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get((times.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

fn measure(kind: EngineKind, engine: &str) -> Outcome<Times> {
    let gateway = program::gateway()?;
    // Not in /tmp, which may be memory.
    let dir = tempfile::tempdir_in(gateway.parent().ok_or("no folder")?)?;
    let clock = LabClock { epoch: Some(EPOCH_MS), epoch_at: Some(host_wall().0), speed: SPEED };
    let utility = Utility::start(dir.path(), clock.clock())?;
    let (_plant, relays) = start_plant(&program::whole()?, dir.path(), clock)?;
    let relay = |name: &str| relays.iter().find(|relay| relay.name == name).ok_or("no such device");
    let (pv, meter) = (relay("pv")?, relay("meter")?);
    fs::write(dir.path().join("site.toml"), site_toml(engine, utility.port(), pv.port, meter.port))?;
    let mut args = vec!["run".to_owned(), format!("--config={}", dir.path().join("site.toml").display())];
    args.extend(clock.arguments());
    let mut gateway = Process::start("gateway", &gateway, &args, &dir.path().join("gateway.log"))?;
    let beside = Store::open(&dir.path().join("beside"), &Options::new(kind))?;
    let mut bare = fs::File::create(dir.path().join("bare"))?;
    let mut times = Times::default();
    pv.wait_until_sampled(PATIENCE)?;
    for number in 0..WARM + EVENTS {
        let taken = one_event(&utility, pv, number).map_err(|e| format!("{e}; gateway: {}", gateway.last_words()))?;
        let (commit, disk) = (one_commit(&beside, number)?, one_sync(&mut bare)?);
        if number >= WARM {
            times.events.push(taken);
            times.commits.push(commit);
            times.disk.push(disk);
        }
    }
    gateway.terminate(PATIENCE)?;
    Ok(times)
}

/// Milliseconds from the answer with the event to the write, without the device's own.
fn one_event(utility: &Utility, pv: &Relay, number: u16) -> Outcome<f64> {
    let answered = utility.show(number, PATIENCE)?;
    let written = pv.wait_for_write(utility::limit(number) / REGISTER, answered, PATIENCE)?;
    let device = pv.busy_between(answered, written);
    Ok((written - answered).saturating_sub(device).as_secs_f64() * 1e3)
}

/// A commit as long as the session's, on the same disk.
fn one_commit(store: &Store, number: u16) -> Outcome<f64> {
    let value = vec![u8::try_from(number % 251)?; 600];
    let record = Record::Memo { owner: "sep2/utility".to_owned(), name: "programs".to_owned(), value };
    let begun = stopwatch();
    store.commit(&[record])?;
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

/// As many bytes, appended to a file and synced.
fn one_sync(file: &mut fs::File) -> Outcome<f64> {
    let begun = stopwatch();
    file.write_all(&[7; 600]).and_then(|()| file.sync_data())?;
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

/// A site of one inverter at noon, in a process of its own, each device behind a relay.
fn start_plant(program: &Path, dir: &Path, clock: LabClock) -> Outcome<(Process, Vec<Relay>)> {
    let mut day = Day::demo();
    day.weather = Weather { start_hour: 12.0, sun_speed: 0.0, cloud_cover: 0.0, ..day.weather };
    day.devices.retain(|device| device.kind == DeviceKind::Pv);
    day.devices.truncate(1);
    for device in &mut day.devices {
        (device.id, device.max_w) = ("pv".to_owned(), 10_000.0);
    }
    fs::write(dir.join("day.toml"), day.to_toml()?)?;
    let (ready, file) = (dir.join("ready.json"), dir.join("day.toml"));
    let mut args = vec!["plant".to_owned(), format!("--day={}", file.display())];
    args.extend([format!("--port-file={}", ready.display()), format!("--speed={}", clock.speed)]);
    let mut plant = Process::start("plant", program, &args, &dir.join("plant.log"))?;
    let ports = plant.ready(&ready, PATIENCE)?;
    let devices = ports.get("devices").and_then(|devices| devices.as_object()).ok_or("no devices")?;
    let relays = devices.iter().map(|(name, port)| {
        let port = port.as_u64().and_then(|port| u16::try_from(port).ok()).ok_or("no port")?;
        Ok(Relay::start(name, port)?)
    });
    Ok((plant, relays.collect::<Outcome<Vec<_>>>()?))
}

fn site_toml(engine: &str, utility: u16, pv: u16, meter: u16) -> String {
    // Samples fall on all phases of the poll, so that an exchange is sometimes under way.
    format!(
        "[site]\nid = \"home\"\nset_max_w = 10000\n\n[store]\npath = \"state\"\nengine = \"{engine}\"\n\n[[upstream]]\nid = \"utility\"\n\
         url = \"https://127.0.0.1:{utility}/dcap\"\ncertificate = \"device.pem\"\nkey = \"device.key\"\n\
         roots = \"serca.pem\"\n\n[[asset]]\nid = \"meter\"\nkind = \"site-meter\"\naddress = \"127.0.0.1:{meter}\"\n\
         poll_ms = 1000\n\n[[asset]]\nid = \"pv\"\nkind = \"pv\"\naddress = \"127.0.0.1:{pv}\"\npoll_ms = 970\n"
    )
}
