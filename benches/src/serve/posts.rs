//! Meter readings posted by many connections at once, against the same posts one at a time.

use super::Result;
use super::lab::Lab;
use super::server::{Server, cpu};
use crate::row::Row;
use std::sync::Barrier;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::store::{EngineKind, Options, Store};
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Request};
use tieline_schemas::sep2::{self as wire, HexBinary128, HexBinary160};

/// Devices, each with its connection and its mirror.
const DEVICES: usize = 64;
/// Posts of a round: of each device where all post at once, of one device where it posts alone.
const AT_ONCE: u32 = 40;
const ALONE: u32 = 400;
/// Rounds of each, by turns.
const ROUNDS: u32 = 3;
const FIRST_START: i64 = 1_700_000_000;
/// What the same server does for one connection.
const ALONE_NAME: &str = "one at a time";

/// What came of the rounds of one kind.
#[derive(Default)]
struct Sum {
    posts: u64,
    commits: u64,
    took: Duration,
    spent: Duration,
}

impl Sum {
    fn per_s(&self) -> f64 {
        self.posts as f64 / self.took.as_secs_f64()
    }

    fn per_commit(&self) -> f64 {
        self.posts as f64 / self.commits as f64
    }

    fn us(&self) -> f64 {
        self.spent.as_secs_f64() * 1e6 / self.posts as f64
    }
}

/// Posts a second, posts for a durable commit, and the server's CPU for a post.
pub(super) fn run() -> Result<Vec<Row>> {
    let lab = Lab::new(DEVICES)?;
    lab.configure(DEVICES)?;
    let server = Server::start(lab.dir())?;
    let posters = (0..DEVICES).map(|number| Poster::new(&lab, &server, lab.device(number)?));
    let mut posters = posters.collect::<Result<Vec<_>>>()?;
    server.end()?;
    let (mut together, mut alone) = (Sum::default(), Sum::default());
    for _ in 0..ROUNDS {
        round(&lab, &mut posters[..1], ALONE, &mut alone)?;
        round(&lab, &mut posters, AT_ONCE, &mut together)?;
    }
    Ok(vec![
        Row::rate("serve.post", together.per_s(), "1/s", ALONE_NAME, alone.per_s()),
        Row::rate("serve.post_per_commit", together.per_commit(), "posts", ALONE_NAME, alone.per_commit()),
        Row::cost("serve.post_us", together.us(), "us", ALONE_NAME, alone.us()),
    ])
}

/// Each of these posts so often, one after the other; all of them at once. Commits are counted while nobody serves.
fn round(lab: &Lab, posters: &mut [Poster<'_>], posts: u32, sum: &mut Sum) -> Result<()> {
    let before = next_commit(lab)?;
    let server = Server::start(lab.dir())?;
    let starts = Barrier::new(posters.len() + 1);
    std::thread::scope(|scope| {
        let running: Vec<_> = posters
            .iter_mut()
            .map(|poster| {
                let (starts, server) = (&starts, &server);
                scope.spawn(move || poster.post(lab, server, posts, starts).map_err(|cause| cause.to_string()))
            })
            .collect();
        starts.wait();
        let (begun, spent) = (stopwatch(), cpu(server.id())?);
        for poster in running {
            poster.join().map_err(|_| "a device ended by a bug")??;
        }
        sum.took += begun.elapsed();
        sum.spent += cpu(server.id())?.saturating_sub(spent);
        Ok::<_, Box<dyn std::error::Error>>(())
    })?;
    server.end()?;
    sum.posts += posters.len() as u64 * u64::from(posts);
    sum.commits += next_commit(lab)?.saturating_sub(before);
    Ok(())
}

/// The number of the next commit.
fn next_commit(lab: &Lab) -> Result<u64> {
    let store = Store::open(&lab.dir().join("state"), &Options::new(EngineKind::Sled))?;
    Ok(store.commit(&[])?.0)
}

/// A device with a mirror.
struct Poster<'a> {
    credential: &'a Credential,
    mirror: String,
    posted: i64,
}

impl<'a> Poster<'a> {
    fn new(lab: &Lab, server: &Server, credential: &'a Credential) -> Result<Self> {
        let lfdi = credential.identity().lfdi;
        let kind = wire::ReadingType { uom: Some(38), ..Default::default() };
        let mirror = wire::MirrorUsagePoint {
            mrid: HexBinary128([1; 16]),
            device_lfdi: HexBinary160(lfdi),
            mirror_meter_reading: vec![meter(None, Some(kind))],
            ..Default::default()
        };
        let mut client = Client::new(&lab.peer(server.address()), credential)?;
        let answer = client.send(&Request::new("POST", "/mup").with_document(&wire::encode(&mirror)))?;
        let mirror = answer.header("location").ok_or_else(|| format!("a mirror: {answer}"))?.to_owned();
        Ok(Self { credential, mirror, posted: 0 })
    }

    fn connect(&self, lab: &Lab, server: &Server) -> Result<Client> {
        let mut client = Client::new(&lab.peer(server.address()), self.credential)?;
        match client.get("/dcap")?.status {
            200 => Ok(client),
            status => Err(format!("/dcap: {status}").into()),
        }
    }

    fn post(&mut self, lab: &Lab, server: &Server, posts: u32, starts: &Barrier) -> Result<()> {
        let connected = self.connect(lab, server);
        // Whoever fails must not keep the others waiting.
        starts.wait();
        let mut client = connected?;
        for _ in 0..posts {
            self.posted += 1;
            let time_period = Some(wire::DateTimeInterval { start: FIRST_START + 300 * self.posted, duration: 300 });
            let reading = wire::Reading { time_period, value: wire::Int48::new(self.posted), ..Default::default() };
            let body = wire::encode(&meter(Some(reading), None));
            let answer = client.send(&Request::new("POST", &self.mirror).with_document(&body))?;
            if answer.status != 201 {
                return Err(format!("a reading: {answer}").into());
            }
        }
        Ok(())
    }
}

fn meter(reading: Option<wire::Reading>, reading_type: Option<wire::ReadingType>) -> wire::MirrorMeterReading {
    wire::MirrorMeterReading { mrid: HexBinary128([7; 16]), reading, reading_type, ..Default::default() }
}
