//! `store.commit`: one record, durable, on each engine, turn by turn on the same disk, beside a bare sync of a file.

use crate::row::Row;
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};
use tieline::store::{EngineKind, Options, Store};
use tieline_core::model::{EventKey, Millis, Mrid, Record, UpstreamId};

const COMMITS: u64 = 400;

/// Latencies in milliseconds, sorted.
struct Latencies(Vec<f64>);

impl Latencies {
    fn share(&self, share: f64) -> f64 {
        self.0.get((self.0.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN)
    }
}

/// Durable commits of one response each.
pub(crate) fn run() -> Vec<Row> {
    match measure() {
        Ok([sled, redb, bare]) => vec![
            Row::cost("store.commit.sled.p50", sled.share(0.50), "ms", "append and fdatasync", bare.share(0.50)),
            Row::cost("store.commit.sled.p99", sled.share(0.99), "ms", "append and fdatasync", bare.share(0.99)),
            Row::cost("store.commit.redb.p50", redb.share(0.50), "ms", "append and fdatasync", bare.share(0.50)),
            Row::cost("store.commit.redb.p99", redb.share(0.99), "ms", "append and fdatasync", bare.share(0.99)),
        ],
        Err(cause) => {
            eprintln!("store.commit: {cause}");
            Vec::new()
        }
    }
}

fn measure() -> Result<[Latencies; 3], Box<dyn std::error::Error>> {
    // Not in /tmp, which may be memory.
    let target = std::env::current_exe()?.parent().ok_or("no folder")?.to_owned();
    let dir = tempfile::tempdir_in(target)?;
    let sled = Store::open(&dir.path().join("sled"), &Options::new(EngineKind::Sled))?;
    let redb = Store::open(&dir.path().join("redb"), &Options::new(EngineKind::Redb))?;
    let mut file = File::create(dir.path().join("bare"))?;
    let mut taken: [Vec<f64>; 3] = Default::default();
    for number in 0..COMMITS {
        let record = response(number)?;
        taken[0].push(timed(|| sled.commit(std::slice::from_ref(&record)).map(|_| ()))?);
        taken[1].push(timed(|| redb.commit(std::slice::from_ref(&record)).map(|_| ()))?);
        taken[2].push(timed(|| file.write_all(&[7; 300]).and_then(|()| file.sync_data()))?);
    }
    Ok(taken.map(|mut times| {
        times.sort_by(f64::total_cmp);
        Latencies(times)
    }))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn timed<E>(run: impl FnOnce() -> Result<(), E>) -> Result<f64, E> {
    let started = Instant::now();
    run()?;
    Ok(started.elapsed().as_nanos() as f64 / Duration::from_millis(1).as_nanos() as f64)
}

fn response(number: u64) -> Result<Record, Box<dyn std::error::Error>> {
    let mut mrid = [0; 16];
    mrid[8..].copy_from_slice(&number.to_be_bytes());
    let event = EventKey { upstream: UpstreamId::new("utility")?, mrid: Mrid(mrid) };
    Ok(Record::Response { event, code: 1, at: Millis(0), confirmed: true })
}
