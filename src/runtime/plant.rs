//! The simulated site as a process: Modbus TCP for every device, a control port for faults, and the log.
//!
//! Program time scales with the clock's speed; what a slow device takes does not. Everything listens on 127.0.0.1.

use super::clock::{Clock, stopwatch};
use super::modbus_gate::Gate;
use super::plant_control;
use super::process::write_ready;
use super::task::Tasks;
use crate::assets::sim::day::Day;
use crate::assets::sim::log::{Row, Start};
use crate::assets::sim::plant::{Link, Plant, PlantError, STEP_MS};
use crate::assets::sim::registers::Refusal;
use std::collections::BTreeMap;
use std::fs::File;
use std::future::Future;
use std::io::{self, BufWriter, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tieline_core::model::Millis;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio_modbus::server::Service;
use tokio_modbus::server::tcp::Server;
use tokio_modbus::{ExceptionCode, Request, Response};

/// Longest time between two flushes of the log.
const FLUSH: Duration = Duration::from_secs(1);
/// Shortest pause between two looks at the clock.
const TICK_MIN_MS: u64 = 10;
/// Pause before a port is bound again.
const REBIND: Duration = Duration::from_millis(50);

/// What to play, and where.
#[derive(Debug)]
pub struct Options {
    /// The day.
    pub day: Day,
    /// Seed of clouds, noise and random waits.
    pub seed: u64,
    /// Program time at the start of the day.
    pub epoch: Millis,
    /// Program time now.
    pub clock: Clock,
    /// Where the log goes.
    pub log: Option<PathBuf>,
    /// Where the ports go, as JSON: `{"devices": {name: port}, "control": port}`.
    pub port_file: Option<PathBuf>,
    /// First port; free ones when absent.
    pub base_port: Option<u16>,
    /// End, in seconds of program time.
    pub seconds: Option<u32>,
}

/// Why a plant ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum PlantRunError {
    /// The day, a fault or a register.
    #[error(transparent)]
    Plant(#[from] PlantError),
    /// A socket or a file.
    #[error("{what}: {error}")]
    Io {
        /// Which.
        what: String,
        /// Its error.
        error: io::Error,
    },
}

fn at<T>(what: impl std::fmt::Display, result: io::Result<T>) -> Result<T, PlantRunError> {
    result.map_err(|error| PlantRunError::Io { what: what.to_string(), error })
}

/// The plant, shared by its ports.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    clock: Clock,
    epoch: Millis,
    links: watch::Sender<BTreeMap<String, Link>>,
}

#[derive(Debug)]
struct State {
    plant: Plant,
    rows: Vec<Row>,
}

impl Shared {
    /// Moves the plant on to now and lets `work` use it; tells the ports when a link changed.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Plant, &mut Vec<Row>) -> T) -> Result<T, PlantError> {
        let mut state = self.lock();
        let State { plant, rows } = &mut *state;
        plant.advance_to(self.now_ms(), rows)?;
        let done = work(plant, rows);
        let links: BTreeMap<_, _> = plant.names().into_iter().map(|name| (name.clone(), plant.link(&name))).collect();
        self.links.send_if_modified(|known| {
            let changed = *known != links;
            *known = links;
            changed
        });
        Ok(done)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds of program time since the start of the day.
    fn now_ms(&self) -> u64 {
        u64::try_from(self.clock.now().wall.since(self.epoch)).unwrap_or(0)
    }

    fn take_rows(&self) -> Vec<Row> {
        std::mem::take(&mut self.lock().rows)
    }
}

/// Plays the day until its end, `options.seconds` or a signal; the log ends with an `end` row.
pub async fn run(options: Options) -> Result<(), PlantRunError> {
    let plant = Plant::new(&options.day, options.seed)?;
    let names = plant.names();
    let links = watch::Sender::new(names.iter().map(|name| (name.clone(), Link::Answers(0))).collect());
    let state = Mutex::new(State { plant, rows: vec![start_row(&options)] });
    let shared = Arc::new(Shared { state, clock: options.clock, epoch: options.epoch, links });
    let mut log = options.log.as_ref().map(|path| at(path.display(), Log::create(path))).transpose()?;
    let mut tasks = Tasks::default();
    let mut ports = serde_json::Map::new();
    for (i, name) in names.iter().enumerate() {
        let listener = bind(options.base_port, i).await?;
        let port = at("a port of the plant", listener.local_addr())?.port();
        ports.insert(name.clone(), port.into());
        tasks.spawn(format!("plant.{name}"), serve_device(shared.clone(), name.clone(), listener));
    }
    let control = bind(options.base_port, names.len()).await?;
    let control_port = at("the control port of the plant", control.local_addr())?.port();
    tasks.spawn("plant.control", plant_control::serve(shared.clone(), control));
    if let Some(path) = &options.port_file {
        let ports = serde_json::json!({ "devices": ports, "control": control_port });
        at(path.display(), write_ready(path, &ports))?;
    }
    let played = play(&shared, options.seconds, log.as_mut()).await;
    tasks.shut_down(Duration::ZERO).await;
    played
}

fn start_row(options: &Options) -> Row {
    Row::Start(Start {
        day: options.day.name.clone(),
        seed: options.seed,
        epoch_ms: options.epoch.0,
        speed: options.clock.speed().into(),
    })
}

async fn bind(base: Option<u16>, nth: usize) -> Result<TcpListener, PlantRunError> {
    let port = base.map_or(0, |base| base.saturating_add(u16::try_from(nth).unwrap_or(u16::MAX)));
    at(format!("127.0.0.1:{port}"), TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await)
}

/// Moves the plant on and writes its log until the end.
async fn play(shared: &Shared, seconds: Option<u32>, mut log: Option<&mut Log>) -> Result<(), PlantRunError> {
    let mut term = at("SIGTERM", signal(SignalKind::terminate()))?;
    let mut interrupt = at("SIGINT", signal(SignalKind::interrupt()))?;
    let tick_ms = (STEP_MS / u64::from(shared.clock.speed())).max(TICK_MIN_MS);
    let mut tick = tokio::time::interval(Duration::from_millis(tick_ms));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        let over = tokio::select! {
            _ = tick.tick() => seconds.is_some_and(|seconds| shared.now_ms() >= u64::from(seconds) * 1_000),
            _ = term.recv() => true,
            _ = interrupt.recv() => true,
        };
        let t = shared.with(|plant, _| plant.t())?;
        let mut rows = shared.take_rows();
        if over {
            rows.push(Row::End { t });
        }
        if let Some(log) = log.as_mut() {
            at("the plant's log", log.write(&rows, over))?;
        }
        if over {
            return Ok(());
        }
    }
}

/// The log file.
struct Log {
    file: BufWriter<File>,
    flushed: Instant,
}

impl Log {
    fn create(path: &PathBuf) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(File::create(path)?), flushed: stopwatch() })
    }

    fn write(&mut self, rows: &[Row], last: bool) -> io::Result<()> {
        for row in rows {
            serde_json::to_writer(&mut self.file, row)?;
            self.file.write_all(b"\n")?;
        }
        if last || self.flushed.elapsed() >= FLUSH {
            self.file.flush()?;
            self.flushed = stopwatch();
        }
        Ok(())
    }
}

/// Serves one device; while it refuses, its port is closed and its connections are cut.
async fn serve_device(shared: Arc<Shared>, name: String, listener: TcpListener) {
    let Ok(address) = listener.local_addr() else { return };
    let mut links = shared.links.subscribe();
    let mut listener = Some(listener);
    loop {
        let refuses = |links: &BTreeMap<String, Link>| links.get(&name) == Some(&Link::Refuses);
        if links.wait_for(|links| !refuses(links)).await.is_err() {
            return;
        }
        let Some(open) = reopen(listener.take(), address).await else { continue };
        let server = Server::new(open);
        let device = Arc::new(Port { shared: shared.clone(), name: name.clone() });
        let connected = |stream: TcpStream, _| {
            // An error here would close the port for every client, because of one that is gone already.
            let here = stream.set_nodelay(true).is_ok();
            std::future::ready(Ok(here.then(|| (device.clone(), Gate::new(stream)))))
        };
        let lost = |error: io::Error| tracing::debug!(%error, "a client of the plant is gone");
        tokio::select! {
            ended = server.serve(&connected, lost) => {
                if let Err(error) = ended {
                    tracing::warn!(%error, "a port of the plant ended; opening it again");
                }
            }
            _ = links.wait_for(refuses) => {}
        }
    }
}

async fn reopen(listener: Option<TcpListener>, address: SocketAddr) -> Option<TcpListener> {
    if listener.is_some() {
        return listener;
    }
    let bound = TcpListener::bind(address).await;
    if bound.is_err() {
        tokio::time::sleep(REBIND).await;
    }
    bound.ok()
}

/// One device's end of its connections.
struct Port {
    shared: Arc<Shared>,
    name: String,
}

impl Service for Port {
    type Request = Request<'static>;
    type Response = Option<Response>;
    type Exception = ExceptionCode;
    type Future = Pin<Box<dyn Future<Output = Result<Option<Response>, ExceptionCode>> + Send>>;

    fn call(&self, request: Self::Request) -> Self::Future {
        let (shared, name) = (self.shared.clone(), self.name.clone());
        Box::pin(async move {
            let link = shared.links.borrow().get(&name).copied();
            match link {
                Some(Link::Answers(0)) => {}
                Some(Link::Answers(ms)) => tokio::time::sleep(Duration::from_millis(ms)).await,
                Some(Link::Stalls) => {
                    let mut links = shared.links.subscribe();
                    let _ = links.wait_for(|links| links.get(&name) != Some(&Link::Stalls)).await;
                    return Ok(None);
                }
                Some(Link::Refuses) | None => return Ok(None),
            }
            answer(&shared, &name, request).map(Some)
        })
    }
}

fn answer(shared: &Shared, name: &str, request: Request<'static>) -> Result<Response, ExceptionCode> {
    let done = shared.with(|plant, rows| match request {
        Request::ReadHoldingRegisters(address, count) => {
            plant.read(name, address, count).map(Response::ReadHoldingRegisters).map_err(exception)
        }
        Request::WriteMultipleRegisters(address, values) => {
            let count = u16::try_from(values.len()).unwrap_or(u16::MAX);
            let written = plant.write(name, address, &values, rows).map_err(exception);
            written.map(|()| Response::WriteMultipleRegisters(address, count))
        }
        Request::WriteSingleRegister(address, value) => {
            let written = plant.write(name, address, &[value], rows).map_err(exception);
            written.map(|()| Response::WriteSingleRegister(address, value))
        }
        _ => Err(ExceptionCode::IllegalFunction),
    });
    done.unwrap_or_else(|error| {
        tracing::error!(%error, "the plant cannot move on");
        Err(ExceptionCode::ServerDeviceFailure)
    })
}

fn exception(refusal: Refusal) -> ExceptionCode {
    match refusal {
        Refusal::Address => ExceptionCode::IllegalDataAddress,
        Refusal::Value => ExceptionCode::IllegalDataValue,
    }
}
