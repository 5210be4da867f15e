//! `tieline demo`: a utility, a site and the gateway between them, on this machine alone.

pub mod house;
pub mod limits;
pub mod oadr2;
mod picture;
pub mod report;
mod screen;
mod vtn;
pub mod wire;

use super::Failure;
use crate::assets::sim::day::{Day, FaultKind, FaultSpec};
use crate::config::StoreEngine;
use crate::runtime::clock::stopwatch;
use crate::runtime::gateway::Figures;
use crate::runtime::local::{Question, ask};
use crate::store::{EngineKind, Options, ReadingQuery, Store};
use house::{House, Plan, Spoken};
use oadr2::Operator;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyModifiers};
use report::{Evidence, Report, read_plant_log};
use screen::Scene;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline_core::model::{Alarm, Millis, Record, SiteId, UtcSeconds};

/// Host time between two frames.
const FRAME: Duration = Duration::from_millis(250);
/// Host time between two lines where there is no terminal.
const LINE_S: u32 = 5;

/// Play a day: a utility, a site with real Modbus TCP, and the gateway between them.
///
/// Everything runs on loopback with throw-away certificates; nothing but this program is needed. The demo fails (status
/// 1) when the plant's own log shows an export above the limit, or a reading was lost. Afterwards `tieline explain
/// --asset battery` tells why the battery did what it did.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Seconds of program time to play; the whole day when absent.
    #[arg(long, value_name = "N")]
    seconds: Option<u32>,
    /// Write what happened as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The day to play instead of the built-in one; `examples/day.toml` explains every key.
    #[arg(long, value_name = "FILE")]
    day: Option<PathBuf>,
    /// What the utility speaks. By OpenADR, events are SIMPLE levels and a LOAD_DISPATCH, signed over mutual TLS.
    #[arg(long, value_enum, default_value_t = Program::Ieee20305)]
    program: Program,
    /// Seed of clouds and noise.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many times as fast as the clock program time runs, 1 to 20.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    speed: u32,
    /// The gateway's store engine.
    #[arg(long, value_enum, default_value_t = Engine::Sled)]
    engine: Engine,
    /// Where certificates, logs and state go; emptied first.
    #[arg(long, value_name = "DIR", default_value = ".tieline/demo")]
    dir: PathBuf,
    /// Write a frame of the live view as an SVG picture.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Break one link, to see the demo find it out.
    #[arg(long, value_enum, hide = true)]
    broken: Option<Link>,
}

/// A store engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    /// sled 0.34.
    Sled,
    /// redb 4.
    Redb,
}

/// What the utility speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Program {
    /// IEEE 2030.5 with CSIP.
    #[value(name = "ieee2030.5")]
    Ieee20305,
    /// OpenADR 2.0b.
    #[value(name = "openadr2b")]
    OpenAdr2b,
}

/// A link of the chain that can be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Link {
    /// Devices accept writes and do not act.
    Dispatch,
    /// The gateway believes the meter to count the other way.
    Meter,
    /// The utility refuses readings.
    Telemetry,
}

impl Demo {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let day = self.load_day()?;
        let by_openadr = self.program == Program::OpenAdr2b;
        if by_openadr && (self.day.is_some() || self.broken == Some(Link::Telemetry)) {
            return Err(Failure::usage(
                "--program openadr2b plays its built-in day; leave --day and --broken telemetry out",
            ));
        }
        let seconds = self.seconds.unwrap_or(day.seconds);
        empty(&self.dir)?;
        let program = std::env::current_exe().map_err(Failure::work)?;
        let dir = std::path::absolute(&self.dir).map_err(Failure::work)?;
        let plan = Plan {
            seed: self.seed,
            speed: self.speed,
            engine: match self.engine {
                Engine::Sled => StoreEngine::Sled,
                Engine::Redb => StoreEngine::Redb,
            },
            meter_reversed: self.broken == Some(Link::Meter),
            drop_posts: self.broken == Some(Link::Telemetry),
            spoken: if by_openadr { Spoken::Oadr2 } else { Spoken::Sep2 },
            // A power at the connection point wants a meter that can be relied on.
            meter_proven: by_openadr,
            rate_s: if by_openadr { oadr2::REPORT_S } else { 2 },
            ..Plan::new(dir, program, day)
        };
        let mut house = House::start(plan).map_err(Failure::work)?;
        let mut operator = by_openadr.then(|| Operator::new(&house)).transpose().map_err(Failure::work)?;
        let picture = self.watch(&mut house, operator.as_mut(), seconds)?;
        let report = finish(house, operator, seconds)?;
        self.write(&report, picture.as_deref())?;
        print!("{}", summary(&report));
        if report.problems.is_empty() { Ok(()) } else { Err(Failure::work(report.problems.join("; "))) }
    }

    fn load_day(&self) -> Result<Day, Failure> {
        let mut day = match &self.day {
            None => Day::demo(),
            Some(file) => {
                let place = |error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", file.display()));
                let text = std::fs::read_to_string(file).map_err(|error| place(&error))?;
                Day::from_toml(&text).map_err(|error| place(&error))?
            }
        };
        if self.broken == Some(Link::Dispatch) {
            let devices = day.devices.iter().map(|device| device.id.clone());
            let lies = devices.map(|device| FaultSpec {
                device,
                kind: FaultKind::Lie,
                at_s: 0.0,
                until_s: None,
                value: None,
                point: None,
            });
            day.faults.extend(lies.collect::<Vec<_>>());
        }
        Ok(day)
    }

    /// Shows the day until it is over; the picture of its later half.
    fn watch(
        &self,
        house: &mut House,
        operator: Option<&mut Operator>,
        seconds: u32,
    ) -> Result<Option<String>, Failure> {
        let mut terminal = stdout().is_terminal().then(ratatui::init);
        let watched = self.play(house, operator, seconds, terminal.as_mut());
        if terminal.is_some() {
            ratatui::restore();
        }
        watched
    }

    fn play(
        &self,
        house: &mut House,
        mut operator: Option<&mut Operator>,
        seconds: u32,
        mut terminal: Option<&mut DefaultTerminal>,
    ) -> Result<Option<String>, Failure> {
        let runtime = super::runtime()?;
        let epoch = UtcSeconds(house::EPOCH_S);
        let mut scene = Scene { title: house.day().name.clone(), seconds, epoch, ..Scene::default() };
        let (started, mut picture, mut told) = (stopwatch(), None, 0);
        let state = house.gateway_state();
        loop {
            let elapsed = started.elapsed().as_millis() * u128::from(self.speed) / 1_000;
            let second = u32::try_from(elapsed).unwrap_or(u32::MAX);
            if second >= seconds {
                return Ok(picture);
            }
            if let Some(casualty) = house.casualty().map_err(Failure::work)? {
                return Err(Failure::work(casualty));
            }
            if let Some(operator) = &mut operator {
                operator.work(second).map_err(Failure::work)?;
            }
            let view = runtime.block_on(ask(&state, &Question::View)).ok().flatten();
            let figures = runtime.block_on(ask(&state, &Question::Figures)).ok().flatten();
            scene.update(second, view.and_then(from_json).flatten(), figures.and_then(from_json));
            if second >= seconds * 3 / 5 && picture.is_none() {
                picture = Some(picture::svg(&scene));
            }
            if let Some(terminal) = &mut terminal {
                terminal.draw(|frame| frame.render_widget(&scene, frame.area())).map_err(Failure::work)?;
                if stop_was_pressed().map_err(Failure::work)? {
                    return Err(Failure::work("stopped by the keyboard"));
                }
                continue;
            }
            if second / (LINE_S * self.speed) >= told {
                told = second / (LINE_S * self.speed) + 1;
                eprintln!("{}", line(&scene));
            }
            std::thread::sleep(FRAME);
        }
    }

    fn write(&self, report: &Report, picture: Option<&str>) -> Result<(), Failure> {
        let write = |file: &Path, text: &str| {
            std::fs::write(file, text).map_err(|error| Failure::work(format!("{}: {error}", file.display())))
        };
        if let Some(file) = &self.json {
            write(file, &serde_json::to_string_pretty(report).map_err(Failure::work)?)?;
        }
        match (&self.svg, picture) {
            (Some(file), Some(picture)) => write(file, picture),
            _ => Ok(()),
        }
    }
}

/// Waits a frame's time for a key; true for q, Escape and Ctrl-C, which the raw terminal no longer turns into a signal.
fn stop_was_pressed() -> std::io::Result<bool> {
    if !event::poll(FRAME)? {
        return Ok(false);
    }
    let Event::Key(key) = event::read()? else { return Ok(false) };
    let interrupt = key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
    Ok(interrupt || matches!(key.code, KeyCode::Char('q') | KeyCode::Esc))
}

fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

/// Empties the folder of an earlier demo; one that is something else is left alone.
fn empty(dir: &Path) -> Result<(), Failure> {
    if !dir.exists() {
        return Ok(());
    }
    let is_ours =
        dir.join("day.toml").exists() || std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    if !is_ours {
        return Err(Failure::usage(format!("{}: is not a demo's folder; name another with --dir", dir.display())));
    }
    std::fs::remove_dir_all(dir).map_err(|error| Failure::work(format!("{}: {error}", dir.display())))
}

/// Ends the house in order and works the report out from what each of its processes wrote.
fn finish(mut house: House, operator: Option<Operator>, seconds: u32) -> Result<Report, Failure> {
    house.stop_gateway().map_err(Failure::work)?;
    let heard = operator.map(|mut operator| operator.seen()).transpose().map_err(Failure::work)?;
    let fingerprint = vtn::fingerprint(house.dir());
    let (plant_log, wire_log, state) = (house.plant_log(), house.wire_log(), house.gateway_state());
    let figures_file = house.figures_file();
    let plan = house.stop().map_err(Failure::work)?;
    let figures: Figures = std::fs::read(&figures_file)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| Failure::work(format!("{}: the gateway left no figures", figures_file.display())))?;
    let place = |file: &Path, error: std::io::Error| Failure::work(format!("{}: {error}", file.display()));
    let (protocol, limits) = match plan.spoken {
        Spoken::Sep2 => ("ieee2030.5", limits::export_limits(&plan.day)),
        Spoken::Oadr2 => ("openadr2.0b", oadr2::export_limits()),
    };
    let seen = match heard {
        Some(seen) => seen,
        None => wire::Seen::read(&wire_log).map_err(|error| place(&wire_log, error))?,
    };
    let rows = read_plant_log(&plant_log).map_err(|error| place(&plant_log, error))?;
    let (stored_at, alarms) = stored(&state, plan.engine).map_err(Failure::work)?;
    Ok(Report::new(&Evidence {
        protocol,
        limits: &limits,
        fingerprint: &fingerprint,
        from_the_start: plan.spoken == Spoken::Sep2,
        seconds,
        rate_s: plan.rate_s,
        figures: &figures,
        seen: &seen,
        rows: &rows,
        stored_at: &stored_at,
        alarms: &alarms,
    }))
}

/// Program seconds of every sample in the gateway's store, and its alarms.
fn stored(state: &Path, engine: StoreEngine) -> crate::store::Result<(Vec<i64>, Vec<Alarm>)> {
    let engine = EngineKind::from(engine);
    let store = Store::open(state, &Options::new(engine))?;
    let Ok(site) = SiteId::new("home") else { return Ok(Default::default()) };
    let (from, to) = (Millis(0), Millis(i64::MAX - 1));
    let alarms = store.alarms(&site, from, to, usize::MAX)?.into_iter().filter_map(|record| match record {
        Record::Alarm { alarm, .. } => Some(alarm),
        _ => None,
    });
    let alarms = alarms.collect();
    let query = ReadingQuery { site, source: None, from, to, after_seq: 0, limit: usize::MAX };
    let readings = store.readings(&query)?;
    let times = readings.iter().filter_map(|record| match record {
        Record::Reading { reading, .. } => Some(reading.at.to_seconds().0),
        _ => None,
    });
    Ok((times.collect(), alarms))
}

fn line(scene: &Scene) -> String {
    let Some(view) = &scene.view else { return format!("{:>4} s  the gateway is starting", scene.second) };
    let limit = view.limits.export.map_or("none".to_owned(), |limit| limit.to_string());
    let power = view.site_w.map_or("no meter".to_owned(), |w| w.to_string());
    let (telemetry, setpoints) = (&scene.figures.telemetry, &scene.figures.setpoints);
    format!(
        "{:>4} s  site {power:>8}  export limit {limit:>8}  {} setpoints verified  {} samples stored",
        scene.second, setpoints.verified, telemetry.stored
    )
}

fn identity(device: &report::Device) -> String {
    match device.fingerprint.is_empty() {
        true => format!("LFDI {}", device.lfdi),
        false => format!("fingerprint {}", device.fingerprint),
    }
}

fn summary(report: &Report) -> String {
    let mut text = format!(
        "{}\n  {} as {}\n  {} setpoints written, {} verified, {} rejected\n  \
         worst export {} W, {} s over the limit\n  samples: {} taken, {} delivered, {} pending, {} lost\n",
        report.verdict,
        report.tls.suite,
        identity(&report.device),
        report.setpoints.written,
        report.setpoints.verified,
        report.setpoints.rejected,
        report.site.worst_export_w,
        report.site.seconds_over_limit,
        report.telemetry.taken,
        report.telemetry.delivered,
        report.telemetry.pending,
        report.telemetry.lost,
    );
    for event in &report.events {
        let to_setpoint = event.to_setpoint_ms.map_or("no setpoint".to_owned(), |ms| format!("setpoint in {ms:.0} ms"));
        text.push_str(&format!(
            "  event {} {:?}: responses {:?}, {to_setpoint}\n",
            event.mrid, event.modes, event.responses
        ));
    }
    text
}
