//! `serve.*`: what the head-end costs. Everything is done over real connections with TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 and a
//! certificate each; CPU and memory are those of the server's process, by the kernel's own account. Where there is a peer, it
//! is Debian's nginx with the same suite, certificates and bytes, by turns with ours on the same machine.

mod fill;
mod growth;
mod lab;
mod nginx;
mod notifications;
mod plot;
mod posts;
mod server;

use crate::row::Row;
use lab::{Fleet, Lab};
use nginx::Nginx;
use server::Server;
use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;
use tieline_conformance::load::Report;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What devices poll most often.
const LIST: &str = "/derp/1/derc?s=0&l=255";
/// Rounds of each side, by turns, so that a noisy neighbour meets both.
const ROUNDS: u32 = 4;
/// Devices that ask at the same time, and how often each does in a round.
const GETS: (usize, u32) = (8, 3_000);
/// Handshakes of a round, in full and resumed.
const SHAKES: (u32, u32) = (300, 1_500);
/// Idle connections whose memory is measured, and those that are there before, so that what is allocated once is.
const IDLE: (usize, usize) = (2_000, 100);
/// What was needed at a start or for a handshake is given back after so long.
const SETTLE: Duration = Duration::from_secs(3);
/// Enrolled devices between which the memory of a device is measured.
const ENROLLED: (u32, u32) = (1_000, 100_000);
const MILLION: u32 = 1_000_000;

/// CPU of a GET of a list that has not changed.
pub(crate) fn get() -> Vec<Row> {
    let commands = [format!("connect {}", GETS.0), format!("poll 100 0 {LIST} DERControlList")];
    let gets = format!("poll {} 0 {LIST} DERControlList", GETS.1);
    rows("serve.get", || Ok(beside(GETS.0, &commands, &gets, |report| report.right)?.cost("serve.get")))
}

/// Handshakes in full for a second of CPU.
pub(crate) fn full() -> Vec<Row> {
    let shakes = format!("shake {}", SHAKES.0);
    rows("serve.full", || Ok(beside(1, &["shake 10".to_owned()], &shakes, |report| report.full)?.rate("serve.full")))
}

/// Resumed handshakes for a second of CPU.
pub(crate) fn resume() -> Vec<Row> {
    let shakes = format!("resume {}", SHAKES.1);
    let first = ["resume 2".to_owned()];
    rows("serve.resume", || Ok(beside(1, &first, &shakes, |report| report.resumed)?.rate("serve.resume")))
}

/// Memory of an idle connection.
pub(crate) fn connection() -> Vec<Row> {
    rows("serve.kb_per_connection", || {
        let pair = Pair::new(IDLE.0 + IDLE.1)?;
        let kb = pair.sides().map(|(address, id)| idle_kb(&pair.lab, address, id));
        Ok(Figures(kb.collect::<Result<_>>()?).cost_in("serve.kb_per_connection", "kB"))
    })
}

/// Memory of an enrolled device.
pub(crate) fn enrolled() -> Vec<Row> {
    rows("serve.kb_per_device", || {
        let (few, many) = (growth::at(ENROLLED.0)?, growth::at(ENROLLED.1)?);
        let grown = many.rss_kb.saturating_sub(few.rss_kb) as f64 / f64::from(ENROLLED.1 - ENROLLED.0);
        Ok(vec![Row::alone("serve.kb_per_device", grown, "kB")])
    })
}

/// How long a random one of a million devices waits for its own document.
pub(crate) fn million() -> Vec<Row> {
    rows("serve.million", || {
        let point = growth::at(MILLION)?;
        Ok(vec![
            Row::alone("serve.million_p99_ms", point.p99_us / 1e3, "ms"),
            Row::alone("serve.million_rss_mb", point.rss_kb as f64 / 1e3, "MB"),
        ])
    })
}

/// Notifications to a thousand subscribers.
pub(crate) fn notifications() -> Vec<Row> {
    rows("serve.notification", notifications::run)
}

/// Posts of many devices at once.
pub(crate) fn posts() -> Vec<Row> {
    rows("serve.post", posts::run)
}

/// How all of that grows with the devices enrolled: rows, and a picture at `target/serve-growth.svg`.
pub(crate) fn growth() -> Vec<Row> {
    rows("serve.growth", growth::run)
}

fn rows(name: &str, measure: impl FnOnce() -> Result<Vec<Row>>) -> Vec<Row> {
    measure().unwrap_or_else(|cause| {
        eprintln!("{name}: {cause}");
        Vec::new()
    })
}

/// Ours and, where it is installed, nginx with the same list.
struct Pair {
    lab: Lab,
    ours: Server,
    nginx: Option<Nginx>,
}

impl Pair {
    fn new(devices: usize) -> Result<Self> {
        let lab = Lab::new(devices)?;
        lab.configure(devices)?;
        let ours = Server::start(lab.dir())?;
        let list = lab.fetch(ours.address(), LIST)?;
        let nginx = Nginx::start(&lab, &list).inspect_err(|cause| eprintln!("nginx: {cause}")).ok();
        Ok(Self { lab, ours, nginx })
    }

    fn sides(&self) -> impl Iterator<Item = (SocketAddr, u32)> {
        let nginx = self.nginx.iter().map(|nginx| (nginx.address(), nginx.id()));
        std::iter::once((self.ours.address(), self.ours.id())).chain(nginx)
    }
}

/// Our figure and, where there is one, nginx's.
struct Figures(Vec<f64>);

impl Figures {
    fn cost(self, name: &'static str) -> Vec<Row> {
        self.cost_in(name, "us")
    }

    fn cost_in(self, name: &'static str, unit: &'static str) -> Vec<Row> {
        match self.0[..] {
            [ours, theirs] => vec![Row::cost(name, ours, unit, nginx::NAME, theirs)],
            _ => self.0.into_iter().map(|ours| Row::alone(name, ours, unit)).collect(),
        }
    }

    /// Of costs in microseconds, how many there are in a second.
    fn rate(self, name: &'static str) -> Vec<Row> {
        match self.0[..] {
            [ours, theirs] => vec![Row::rate(name, 1e6 / ours, "1/s", nginx::NAME, 1e6 / theirs)],
            _ => self.0.into_iter().map(|ours| Row::alone(name, 1e6 / ours, "1/s")).collect(),
        }
    }
}

/// What each side spends on a piece of `work`, in microseconds of CPU; its devices have done the `first` commands before.
fn beside(devices: usize, first: &[String], work: &str, pieces: fn(&Report) -> u64) -> Result<Figures> {
    let pair = Pair::new(devices)?;
    let mut askers: Vec<(Fleet, u32, Duration, u64)> = Vec::new();
    for (address, id) in pair.sides() {
        let mut fleet = pair.lab.fleet(address, 0..devices)?;
        for command in first {
            fleet.tell(command)?;
        }
        askers.push((fleet, id, Duration::ZERO, 0));
    }
    for _ in 0..ROUNDS {
        for (fleet, id, spent, done) in &mut askers {
            let before = server::cpu(*id)?;
            *done += pieces(&fleet.tell(work)?);
            *spent += server::cpu(*id)?.saturating_sub(before);
        }
    }
    Ok(Figures(askers.iter().map(|(_, _, spent, done)| spent.as_secs_f64() * 1e6 / *done as f64).collect()))
}

/// What a server's memory grows by for each idle connection.
fn idle_kb(lab: &Lab, address: SocketAddr, id: u32) -> Result<f64> {
    let (all, warm) = (IDLE.0 + IDLE.1, IDLE.1);
    let mut fleet = lab.fleet(address, 0..all)?;
    let mut rss = Vec::new();
    for count in [warm, all] {
        fleet.tell(&format!("connect {count}"))?;
        fleet.tell(&format!("poll 1 2000 {LIST} DERControlList"))?;
        std::thread::sleep(SETTLE);
        rss.push(server::rss_kb(id)?);
    }
    Ok(rss[1].saturating_sub(rss[0]) as f64 / IDLE.0 as f64)
}

/// A report in which nothing went wrong.
fn sound(report: Report) -> Result<Report> {
    match report.wrong + report.lost {
        0 => Ok(report),
        _ => Err(report.to_string().into()),
    }
}
