//! kill -9 of the gateway under load, at random points, on both engines: what it had told to be stored is stored, each
//! response reaches the server, the server keeps one per event and code, and the store opens each time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tieline::assets::sim::day::{ControlScript, Day, EventScript};
use tieline::cli::demo::house::{EPOCH_S, House, Plan};
use tieline::config::StoreEngine;
use tieline::headend::{Exchange, Operator, Settings, StoredResources};
use tieline::runtime::clock::stopwatch;
use tieline::runtime::gateway::Figures;
use tieline::runtime::local::{Question, ask};
use tieline::store::{EngineKind, Options, ReadingQuery, Store};
use tieline_core::model::{Millis, Mrid, Record, SiteId, UtcSeconds};
use tieline_schemas::sep2::{Document, Limits, decode};

/// Kills of each engine's gateway.
const ROUNDS: u32 = 100;
/// How many times as fast as the host's time the day passes.
const SPEED: u32 = 10;
/// Within this the gateway answers on its socket after a kill.
const BACK: Duration = Duration::from_secs(5);
/// Program seconds between the events' starts.
const EVERY_S: i64 = 20;
/// Program seconds that an event lasts.
const LASTS_S: u32 = 14;
/// A settled end: host time for the last responses.
const SETTLED: Duration = Duration::from_secs(30);

fn rounds() -> u32 {
    std::env::var("KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

/// The next of a seeded sequence (splitmix64).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The demo's site with short events one after another, so that responses are always under way.
fn day(seconds: u32) -> Day {
    let demo = Day::demo();
    let program = demo.utility.programs[0].mrid;
    let model = demo.utility.events[0].clone();
    let count = i64::from(seconds) / EVERY_S;
    let event = |number: i64| {
        let mut mrid = [0x4B; 16];
        mrid[8..].copy_from_slice(&number.to_be_bytes());
        mrid[12..].copy_from_slice(&[0, 0, 0x9C, 0x41]);
        mrid[8..12].copy_from_slice(&u32::try_from(number).expect("few").to_be_bytes());
        let limit = 1_000 + 100 * (number % 30);
        EventScript {
            mrid: Mrid(mrid),
            program,
            description: format!("short {number}"),
            created_s: (number * EVERY_S - 60).max(0),
            start_s: 5 + number * EVERY_S,
            duration_s: LASTS_S,
            control: ControlScript { opModExpLimW: Some(limit), ..ControlScript::default() },
            ..model.clone()
        }
    };
    let mut day = Day { name: "kill".to_owned(), seconds, ..demo };
    day.utility.events = (0..count).map(event).collect();
    day
}

/// The gateway's counters once it answers; the assertion is that it does, in time.
fn answers(house: &mut House, runtime: &tokio::runtime::Runtime) -> Figures {
    let deadline = stopwatch() + BACK;
    loop {
        let answer = runtime.block_on(ask(&house.gateway_state(), &Question::Figures)).ok().flatten();
        if let Some(answer) = answer {
            return serde_json::from_value(answer).expect("figures");
        }
        assert_eq!(house.casualty().expect("looked"), None);
        assert!(stopwatch() < deadline, "the gateway does not answer within {BACK:?} of its start");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// One engine's rounds; what the gateway's lives told to be stored, in all.
fn rounds_of(engine: StoreEngine, seed: u64, dir: &Path) -> (u64, Day) {
    let program = Path::new(env!("CARGO_BIN_EXE_tieline")).to_owned();
    let seconds = rounds() * 20 + 600;
    let plan = Plan { speed: SPEED, rate_s: 5, engine, ..Plan::new(dir.to_owned(), program, day(seconds)) };
    let mut house = House::start(plan).expect("a house");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (mut state, mut told) = (seed, 0);
    for _ in 0..rounds() {
        answers(&mut house, &runtime);
        std::thread::sleep(Duration::from_millis(random(&mut state) % 1_600));
        told += answers(&mut house, &runtime).telemetry.stored;
        std::thread::sleep(Duration::from_micros(random(&mut state) % 20_000));
        house.kill_gateway().expect("killed");
        house.start_gateway().expect("starts");
    }
    answers(&mut house, &runtime);
    settle(&house);
    told += answers(&mut house, &runtime).telemetry.stored;
    let plan = house.stop().expect("ends in order");
    (told, plan.day)
}

/// Responses to each event as the server acknowledged them, in order.
fn acknowledged(wire_log: &Path) -> BTreeMap<Mrid, Vec<u8>> {
    let mut responses: BTreeMap<Mrid, Vec<u8>> = BTreeMap::new();
    let log = std::fs::File::open(wire_log).expect("the record");
    for line in BufReader::new(log).lines() {
        let Ok(exchange) = serde_json::from_str::<Exchange>(&line.expect("text")) else { continue };
        if exchange.method != "POST" || !(200..300).contains(&exchange.status) {
            continue;
        }
        if let Ok(Document::DERControlResponse(response)) = decode(exchange.request.as_bytes(), &Limits::default()) {
            responses.entry(Mrid(response.subject.0)).or_default().push(response.status.expect("a code"));
        }
    }
    responses
}

/// Waits until every event that anything was said about has had its last word, or the time is over.
fn settle(house: &House) {
    let deadline = stopwatch() + SETTLED;
    let settled = || {
        let responses = acknowledged(&house.wire_log());
        let open = responses.values().filter(|codes| codes.contains(&2) && !codes.iter().any(|code| *code > 2)).count();
        open <= 1
    };
    while !settled() && stopwatch() < deadline {
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Every reading that was told is there, each once, in the order of time at each source.
fn readings_are_whole(dir: &Path, engine: EngineKind, told: u64) -> usize {
    let store = Store::open(&dir.join("gateway/state"), &Options::new(engine)).expect("the store opens");
    let site = SiteId::new("home").expect("a name");
    let (from, to) = (Millis(0), Millis(i64::MAX - 1));
    let readings = store.readings(&ReadingQuery { site, source: None, from, to, after_seq: 0, limit: usize::MAX });
    let readings = readings.expect("reads");
    assert!(readings.len() as u64 >= told, "{told} were told to be stored, {} are there", readings.len());
    let (mut numbers, mut last) = (BTreeSet::new(), BTreeMap::new());
    for record in &readings {
        let Record::Reading { seq, reading, .. } = record else { panic!("{record:?} is no reading") };
        assert!(numbers.insert(*seq), "number {seq} is there twice");
        let before = last.insert(format!("{:?}", reading.source), (reading.at, *seq));
        assert!(before.is_none_or(|before| before < (reading.at, *seq)), "{:?} runs back", reading.source);
    }
    let end = numbers.last().copied().unwrap_or(0);
    assert_eq!(end, numbers.len() as u64, "the numbers have a gap");
    assert!(store.take_notices().is_empty() && store.bad_records() == 0);
    readings.len()
}

/// Codes that one event can have had: received, started, and one last word; in this order and each once.
fn responses_are_exactly_once(dir: &Path, day: &Day) -> (usize, usize) {
    let wire = acknowledged(&dir.join("utility/wire.jsonl"));
    let options = Options::new(EngineKind::Sled);
    let store = Store::open(&dir.join("utility/state"), &options).expect("the utility's store opens");
    let kept = kept_by_server(store);
    let (mut once, mut repeats) = (0, 0);
    for (mrid, codes) in &wire {
        assert!(day.utility.events.iter().any(|event| event.mrid == *mrid), "{mrid} is no event of the day");
        let different: BTreeSet<_> = codes.iter().copied().collect();
        repeats += codes.len() - different.len();
        let stored = kept.get(mrid).cloned().unwrap_or_default();
        assert_eq!(stored, different.iter().copied().collect::<Vec<_>>(), "{mrid}: the server's list");
        let lasts = different.iter().filter(|code| **code > 2).count();
        assert!(lasts <= 1 && different.contains(&1), "{mrid}: {codes:?}");
        once += different.len();
    }
    let over = last_exchange_s(dir) - 30;
    for event in day.utility.events.iter().filter(|event| EPOCH_S + event.start_s + i64::from(LASTS_S) < over) {
        let codes: BTreeSet<_> = wire.get(&event.mrid).into_iter().flatten().copied().collect();
        assert!(codes.iter().any(|code| *code > 2), "{} was left without a last word: {codes:?}", event.description);
    }
    (once, repeats)
}

/// Codes that the server's own lists hold of each event, in the order of codes.
fn kept_by_server(store: Store) -> BTreeMap<Mrid, Vec<u8>> {
    let (resources, settings) = (StoredResources::new(Arc::new(store)), Settings::default());
    let operator = Operator::new(&resources, &settings, UtcSeconds(EPOCH_S));
    let mut kept: BTreeMap<Mrid, Vec<u8>> = BTreeMap::new();
    for (device, _) in operator.devices().expect("devices") {
        for (program, _) in operator.programs().expect("programs") {
            for response in operator.responses(device, program).expect("responses") {
                kept.entry(response.subject).or_default().push(response.status);
            }
        }
    }
    kept.values_mut().for_each(|codes| codes.sort_unstable());
    kept
}

/// The server's time of the last exchange, in seconds.
fn last_exchange_s(dir: &Path) -> i64 {
    let log = std::fs::read_to_string(dir.join("utility/wire.jsonl")).expect("the record");
    let last = log.lines().rev().find_map(|line| serde_json::from_str::<Exchange>(line).ok());
    last.expect("an exchange").time.to_seconds().0
}

#[test]
fn kill_9_loses_nothing_that_was_told_and_no_response_is_kept_twice() {
    let engines = [(StoreEngine::Sled, EngineKind::Sled, 11), (StoreEngine::Redb, EngineKind::Redb, 12)];
    std::thread::scope(|scope| {
        let runs = engines.map(|(engine, kind, seed)| {
            let run = scope.spawn(move || {
                let dir = tempfile::tempdir().expect("a folder");
                let (told, day) = rounds_of(engine, seed, dir.path());
                let kept = readings_are_whole(dir.path(), kind, told);
                let (once, repeats) = responses_are_exactly_once(dir.path(), &day);
                format!(
                    "{kind:?}: {told} samples told, {kept} kept; {once} responses, each kept once, {repeats} repeated"
                )
            });
            (kind, run)
        });
        for (kind, run) in runs {
            println!("figure: {} kills, {}", rounds(), run.join().unwrap_or_else(|_| panic!("{kind:?} failed")));
        }
    });
}
