//! What a head-end costs by how many devices are enrolled.

use super::lab::Lab;
use super::server::{Server, cpu, rss_kb};
use super::{Result, fill, plot};
use crate::row::Row;
use tieline_core::model::Lfdi;

/// Devices that ask, of those that are enrolled.
const ASKERS: usize = 500;
/// Each asks twice: first its documents come from the store, then they are as they were rendered.
const ROUND_MS: u32 = 5_000;
/// How many are enrolled.
const SIZES: [u32; 5] = [1_000, 3_000, 10_000, 30_000, 100_000];

/// What was measured at one size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) devices: u32,
    pub(super) rss_kb: u64,
    /// CPU of a first GET of a device's own EndDevice, in microseconds.
    pub(super) get_us: f64,
    pub(super) p99_us: f64,
}

/// Enrols so many devices, starts a server on them and lets some ask for what is their own.
pub(super) fn at(devices: u32) -> Result<Point> {
    let lab = Lab::new(ASKERS)?;
    let known: Vec<Lfdi> = lab.identities().map(|identity| Lfdi(identity.lfdi)).collect();
    fill::enrol(&lab.dir().join("state"), devices, &known)?;
    lab.configure(0)?;
    let server = Server::start(lab.dir())?;
    let mut fleet = lab.fleet(server.address(), 0..ASKERS)?;
    fleet.tell(&format!("connect {ASKERS}"))?;
    let before = cpu(server.id())?;
    let first = fleet.tell(&format!("poll 1 {ROUND_MS} /edev?l=1 <lFDI>{{lfdi}}</lFDI>"))?;
    let spent = cpu(server.id())?.saturating_sub(before);
    fleet.tell(&format!("poll 1 {ROUND_MS} /edev?l=1 <lFDI>{{lfdi}}</lFDI>"))?;
    let point = Point {
        devices,
        rss_kb: rss_kb(server.id())?,
        get_us: spent.as_secs_f64() * 1e6 / ASKERS as f64,
        p99_us: first.percentile(99).into(),
    };
    server.end()?;
    Ok(point)
}

/// Every size; the picture is written beside the programs.
pub(super) fn run() -> Result<Vec<Row>> {
    let points = SIZES.iter().map(|devices| at(*devices)).collect::<Result<Vec<_>>>()?;
    let file = crate::program::whole()?.ancestors().nth(2).ok_or("no folder")?.join("serve-growth.svg");
    std::fs::write(&file, plot::draw(&points))?;
    eprintln!("the picture is {}", file.display());
    let mut rows = Vec::new();
    for point in &points {
        let name = |what: &str| -> &'static str { String::leak(format!("serve.growth.{}.{what}", point.devices)) };
        rows.push(Row::alone(name("rss_mb"), point.rss_kb as f64 / 1e3, "MB"));
        rows.push(Row::alone(name("get_us"), point.get_us, "us"));
        rows.push(Row::alone(name("p99_ms"), point.p99_us / 1e3, "ms"));
    }
    Ok(rows)
}
