//! `rss.*`: resident memory of `tieline run` with one site and 200,000 records in its store, after a restart; and
//! `binary_mb`, the size of that program: the gateway as it is shipped. A megabyte is 1,000,000 bytes.
//!
//! Idle: the meter and the devices are sampled as ever, the utility asks for nothing. Busy: the demo's day with its four
//! events, twice as fast, readings posted every second. The largest of the samples counts.

use crate::program;
use crate::row::Row;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use tieline::assets::sim::day::Day;
use tieline::cli::demo::house::{EPOCH_S, House, Plan};
use tieline::config::StoreEngine;
use tieline::store::{EngineKind, Options, Store};
use tieline_core::model::{Millis, Mono, Quality, Reading, ReadingSource, Record, SiteId, WattHours, Watts};

const RECORDS: u64 = 200_000;
const BATCH: u64 = 1_000;
/// Let go of what the start needed.
const SETTLE: Duration = Duration::from_secs(8);
const WATCH: Duration = Duration::from_secs(16);
const SAMPLE: Duration = Duration::from_millis(250);

/// A state of the gateway: its row's name and its memory.
type Figure = (&'static str, f64);

/// Memory on both engines.
pub(crate) fn run() -> Vec<Row> {
    let engines = [
        (StoreEngine::Redb, EngineKind::Redb, ["rss.idle_mb.redb", "rss.busy_mb.redb"]),
        (StoreEngine::Sled, EngineKind::Sled, ["rss.idle_mb.sled", "rss.busy_mb.sled"]),
    ];
    let mut rows = Vec::new();
    for (engine, kind, names) in engines {
        match measure(engine, kind, names) {
            Ok(figures) => rows.extend(figures.map(|(name, value)| Row::alone(name, value, "MB"))),
            Err(cause) => eprintln!("rss on {kind:?}: {cause}"),
        }
    }
    rows
}

/// The program's size.
pub(crate) fn binary() -> Vec<Row> {
    match program::gateway().and_then(fs::metadata).map(|metadata| metadata.len()) {
        Ok(bytes) => vec![Row::alone("binary_mb", bytes as f64 / 1e6, "MB")],
        Err(cause) => {
            eprintln!("binary_mb: {cause}");
            Vec::new()
        }
    }
}

fn measure(engine: StoreEngine, kind: EngineKind, names: [&'static str; 2]) -> Result<[Figure; 2], Box<dyn Error>> {
    let (program, gateway) = (program::whole()?, program::gateway()?);
    // Not in /tmp, which may be memory.
    let dir = tempfile::tempdir_in(program.parent().ok_or("no folder")?)?;
    fill(&dir.path().join("gateway/state"), kind)?;
    let mut calm = Day::demo();
    calm.utility.events.clear();
    let house =
        |day| Plan { engine, gateway: gateway.clone(), ..Plan::new(dir.path().to_owned(), program.clone(), day) };
    let idle = watch(Plan { rate_s: 60, ..house(calm) })?;
    let busy = watch(Plan { speed: 2, ..house(Day::demo()) })?;
    Ok([(names[0], idle), (names[1], busy)])
}

/// Readings of the days before, a second apart.
fn fill(path: &Path, kind: EngineKind) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(path)?;
    let store = Store::open(path, &Options::new(kind))?;
    let site = SiteId::new("home")?;
    for first in (1..=RECORDS).step_by(usize::try_from(BATCH)?) {
        let records: Vec<_> = (first..first + BATCH).map(|seq| reading(&site, seq)).collect();
        store.commit(&records)?;
    }
    Ok(())
}

fn reading(site: &SiteId, seq: u64) -> Record {
    let behind = i64::try_from(RECORDS - seq.min(RECORDS)).unwrap_or_default();
    let wave = i64::try_from(seq % 5_000).unwrap_or_default();
    let reading = Reading {
        source: ReadingSource::Site(site.clone()),
        at: Millis((EPOCH_S - behind) * 1_000),
        mono: Mono(seq * 1_000),
        quality: Quality::Good,
        w: Watts(wave - 2_500),
        var: None,
        voltage: None,
        frequency: None,
        exported: Some(WattHours(wave)),
        imported: None,
        stored: None,
    };
    Record::Reading { site: site.clone(), seq, reading }
}

/// Runs a house and takes the largest memory of its gateway, in megabytes.
fn watch(plan: Plan) -> Result<f64, Box<dyn Error>> {
    let _ = fs::remove_dir_all(plan.dir.join("plant"));
    let _ = fs::remove_dir_all(plan.dir.join("utility"));
    let mut house = House::start(plan)?;
    sleep(SETTLE);
    let mut largest = 0.0_f64;
    for _ in 0..WATCH.as_millis() / SAMPLE.as_millis() {
        largest = largest.max(resident_mb(house.gateway_id().ok_or("no gateway")?)?);
        sleep(SAMPLE);
    }
    if let Some(casualty) = house.casualty()? {
        return Err(casualty.into());
    }
    house.stop()?;
    Ok(largest)
}

fn resident_mb(process: u32) -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? * 1_024.0 / 1e6)
}
