//! Houses for suites: small days built in Rust, played by real processes, and what the plant's own log says of them.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline::assets::sim::day::{
    ControlScript, Day, DefaultScript, DeviceSpec, EventScript, LoadSpec, ProgramScript, SiteSpec, UtilityScript,
    Weather,
};
use tieline::assets::sim::log::{Event, Row, Sample};
use tieline::cli::demo::house::{House, Plan};
use tieline::cli::demo::report::read_plant_log;
use tieline::runtime::clock::stopwatch;
use tieline_core::model::Mrid;

/// How long anything may take on the host's clock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks at something.
const LOOK: Duration = Duration::from_millis(20);

/// A name in the tests' own range; the last four bytes are the maker's number.
pub(crate) fn mrid(number: u8) -> Mrid {
    Mrid([0x7E, 0x57, 0, 0, 0, 0, 0, 0, 0, 0, 0, number, 0, 0, 0x9C, 0x41])
}

/// A day at noon that stays noon: steady sun above every rating, a house without noise and without vars.
pub(crate) fn day(name: &str, seconds: u32, load_w: f64, devices: Vec<DeviceSpec>) -> Day {
    Day {
        name: name.to_owned(),
        seconds,
        site: SiteSpec::default(),
        weather: Weather { start_hour: 12.0, sun_speed: 0.0, cloud_cover: 0.0, ..Weather::default() },
        load: LoadSpec { base_w: load_w, steps: Vec::new(), noise_w: 0.0, var_per_w: 0.0 },
        devices,
        faults: Vec::new(),
        utility: UtilityScript::default(),
    }
}

/// A program of this primacy, named by it, whose default is `control`.
pub(crate) fn program(primacy: u8, control: Option<ControlScript>) -> ProgramScript {
    let default = control.map(|control| DefaultScript {
        mrid: mrid(0x80 + primacy),
        setGradW: None,
        setSoftGradW: None,
        setESDelay: None,
        setESRampTms: None,
        setESRandomDelay: None,
        control,
    });
    ProgramScript { mrid: mrid(primacy), description: format!("primacy {primacy}"), primacy, default }
}

/// An event of the program of this primacy, made before the day begins.
pub(crate) fn event(number: u8, primacy: u8, start_s: i64, duration_s: u32, control: ControlScript) -> EventScript {
    EventScript {
        mrid: mrid(number),
        program: mrid(primacy),
        description: format!("event {number:#x}"),
        created_s: 0,
        start_s,
        duration_s,
        randomize_start_s: 0,
        randomize_duration_s: 0,
        cancel_at_s: None,
        cancel_randomized: false,
        response_required: 3,
        control,
    }
}

/// A house that runs in a folder of its own until dropped.
pub(crate) struct Running {
    pub(crate) house: House,
    dir: tempfile::TempDir,
}

impl Running {
    /// Starts a house; `set` changes the plan before.
    pub(crate) fn start(day: Day, speed: u32, set: impl FnOnce(&mut Plan)) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let mut plan = Plan::new(dir.path().to_owned(), PathBuf::from(env!("CARGO_BIN_EXE_tieline")), day);
        plan.speed = speed;
        set(&mut plan);
        Self { house: House::start(plan).expect("the house starts"), dir }
    }

    /// One order on the plant's control port, and its answer.
    pub(crate) fn control(&self, order: &serde_json::Value) -> serde_json::Value {
        let port = self.house.plant_ports()["control"].as_u64().expect("a port");
        let mut stream = TcpStream::connect(("127.0.0.1", u16::try_from(port).expect("16 bits"))).expect("connects");
        writeln!(stream, "{order}").expect("writes");
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("answers");
        serde_json::from_str(&line).expect("JSON")
    }

    /// Program time since the day began, in seconds.
    pub(crate) fn t(&self) -> f64 {
        self.control(&"sample".into())["t"].as_f64().expect("a time")
    }

    /// Waits until program time `t`; fails when a process that was not asked to has ended.
    pub(crate) fn until(&mut self, t: f64) {
        let deadline = stopwatch() + PATIENCE;
        while self.t() < t {
            assert_eq!(self.house.casualty().expect("looks"), None);
            assert!(stopwatch() < deadline, "program time stands still");
            std::thread::sleep(LOOK);
        }
    }

    /// Ends everything in order; what the plant logged, and where the rest is.
    pub(crate) fn end(self) -> Ended {
        let (log, wire) = (self.house.plant_log(), self.house.wire_log());
        self.house.stop().expect("ends in order");
        let (rows, events) = read(&log);
        Ended { rows, events, wire, _dir: self.dir }
    }
}

/// A house that has ended.
pub(crate) struct Ended {
    /// Every sample of the plant's log.
    pub(crate) rows: Vec<Sample>,
    /// What happened in the plant by itself.
    pub(crate) events: Vec<Event>,
    /// The utility's record of exchanges.
    pub(crate) wire: PathBuf,
    pub(crate) _dir: tempfile::TempDir,
}

fn read(log: &Path) -> (Vec<Sample>, Vec<Event>) {
    let (mut samples, mut events) = (Vec::new(), Vec::new());
    for row in read_plant_log(log).expect("a log") {
        match row {
            Row::Sample(sample) => samples.push(sample),
            Row::Event(event) => events.push(event),
            _ => {}
        }
    }
    (samples, events)
}

impl Ended {
    /// Averages of the whole seconds in `from..to` of what `reads` takes from a sample, each with its second.
    pub(crate) fn seconds(&self, from: f64, to: f64, reads: impl Fn(&Sample) -> f64) -> Vec<(f64, f64)> {
        let mut averages: Vec<(f64, f64, f64)> = Vec::new();
        for sample in self.rows.iter().filter(|sample| sample.t >= from.ceil() && sample.t < to.floor()) {
            match averages.last_mut() {
                Some((second, sum, count)) if *second == sample.t.floor() => {
                    (*sum, *count) = (*sum + reads(sample), *count + 1.0);
                }
                _ => averages.push((sample.t.floor(), reads(sample), 1.0)),
            }
        }
        averages.into_iter().map(|(second, sum, count)| (second, sum / count)).collect()
    }
}
