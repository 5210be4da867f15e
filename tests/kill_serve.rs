//! kill -9 of `tieline serve` under posts and notifications, at random points, on both engines: each post that was answered
//! 2xx is stored exactly once, its subscriber is told of it at least once, nothing is stored that was not posted, and the
//! store opens each time.

use crate::lab::{Lab, Utility};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tieline::headend::{Operator, Settings, StoredResources};
use tieline::runtime::clock::stopwatch;
use tieline::store::{EngineKind, Options, Store};
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Peer, Received, Receiver, Request};
use tieline_core::model::{Lfdi, UtcSeconds};
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160, Limits, UInt40};

/// Kills in all, half of them on each engine.
const KILLS: u32 = 100;
/// Devices that post at the same time, on each engine: their posts share commits.
const DEVICES: usize = 6;
/// Between two kills at most so long, in milliseconds.
const PAUSE_MS: u64 = 250;
/// A post is answered 2xx within this, kills included.
const TAKEN: Duration = Duration::from_secs(20);
/// Until a subscriber is told of everything, once the last server runs.
const TOLD: Duration = Duration::from_secs(60);
/// Log events of a device; beyond its own bound the server would drop the oldest.
const LOG_EVENTS_MAX: usize = 900;
/// The start of the first reading.
const FIRST_START: i64 = 1_700_000_000;

fn kills() -> u32 {
    std::env::var("KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

/// The next of a seeded sequence (splitmix64).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// What one device was told to be stored.
#[derive(Default)]
struct Told {
    /// Values of readings by their start.
    readings: BTreeMap<i64, i64>,
    log_events: usize,
    /// Tries that had no answer, mostly since nobody listened.
    repeated: usize,
}

/// A device that posts one thing after the other, each until it is answered 2xx.
struct Poster<'a> {
    credential: &'a Credential,
    /// Where the server is now; it has another port after each start.
    whereabouts: &'a Mutex<Peer>,
    /// Where it wants to be told of its own log events.
    receiver: &'a Receiver,
    client: Option<Client>,
    told: Told,
}

impl Poster<'_> {
    fn insist<T: Element>(&mut self, target: &str, document: &T) -> Option<String> {
        let request = Request::new("POST", target).with_document(&wire::encode(document));
        let deadline = stopwatch() + TAKEN;
        loop {
            let peer = self.whereabouts.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let client = self.client.take().filter(|client| client.peer().address == peer.address);
            let mut client = client.unwrap_or_else(|| Client::new(&peer, self.credential).expect("a client"));
            if let Ok(answer) = client.send(&request) {
                assert!(matches!(answer.status, 201 | 204 | 409 | 503), "POST {target}: {answer}");
                let at = answer.header("location").map(str::to_owned);
                self.client = Some(client);
                if answer.status != 503 {
                    return at;
                }
            }
            self.told.repeated += 1;
            assert!(stopwatch() < deadline, "POST {target} is not taken within {TAKEN:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn post_until(mut self, ended: &AtomicBool) -> Told {
        let identity = self.credential.identity();
        let own = wire::EndDevice {
            lfdi: Some(HexBinary160(identity.lfdi)),
            sfdi: UInt40::new(identity.sfdi).expect("40 bits"),
            ..Default::default()
        };
        let device = self.insist("/edev", &own).expect("an address");
        let subscription = wire::Subscription {
            subscribed_resource: format!("{device}/lel"),
            level: "+S1".to_owned(),
            limit: 255,
            notification_uri: self.receiver.uri("/notify"),
            ..Default::default()
        };
        self.insist(&format!("{device}/sub"), &subscription).expect("an address");
        let kind = wire::ReadingType { uom: Some(38), ..Default::default() };
        // CSIP-AUS wants the names to be this device's alone.
        let name = |number: u8| {
            let mut name = [number; 16];
            name[..15].copy_from_slice(&identity.lfdi[..15]);
            HexBinary128(name)
        };
        let meter = |reading, reading_type| wire::MirrorMeterReading {
            mrid: name(7),
            reading,
            reading_type,
            ..Default::default()
        };
        let mirror = wire::MirrorUsagePoint {
            mrid: name(1),
            device_lfdi: HexBinary160(identity.lfdi),
            mirror_meter_reading: vec![meter(None, Some(kind))],
            ..Default::default()
        };
        let mirror = self.insist("/mup", &mirror).expect("an address");
        for number in 0_i64.. {
            if ended.load(Ordering::Relaxed) {
                break;
            }
            if number % 4 == 0 && self.told.log_events < LOG_EVENTS_MAX {
                let log_event_id = u16::try_from(self.told.log_events).expect("few");
                let event = wire::LogEvent { created_date_time: FIRST_START, log_event_id, ..Default::default() };
                self.insist(&format!("{device}/lel"), &event);
                self.told.log_events += 1;
                continue;
            }
            let (start, value) = (FIRST_START + 300 * number, number % 10_000 - 5_000);
            let reading = wire::Reading {
                time_period: Some(wire::DateTimeInterval { start, duration: 300 }),
                value: wire::Int48::new(value),
                ..Default::default()
            };
            self.insist(&mirror, &meter(Some(reading), None));
            self.told.readings.insert(start, value);
        }
        self.told
    }
}

/// The ids of a device's log events, as the server lists them, sorted.
fn listed(utility: &Utility, credential: &Credential, device: u32) -> Vec<u16> {
    let (mut client, mut ids) = (utility.client(credential), Vec::new());
    loop {
        let answer = client.get(&format!("/edev/{device}/lel?s={}&l=255", ids.len())).expect("an answer");
        let page: wire::LogEventList = wire::decode_as(&answer.body, &Limits::default()).expect("a list");
        if page.log_event.is_empty() {
            assert_eq!(page.all as usize, ids.len());
            ids.sort_unstable();
            return ids;
        }
        ids.extend(page.log_event.iter().map(|event| event.log_event_id));
    }
}

/// The ids of the log events in a notification.
fn told_of(received: &Received) -> Vec<u16> {
    let told = received.notification().expect("a notification");
    let list = told.resource.and_then(|resource| wire::LogEventList::from_document(*resource)).expect("a list");
    list.log_event.iter().map(|event| event.log_event_id).collect()
}

/// Waits until a subscriber knows the last of its log events; then it must have been told of each.
fn expect_told(receiver: &Receiver, log_events: usize) -> usize {
    let last = u16::try_from(log_events).expect("few").checked_sub(1);
    let knows = |received: &[Received]| {
        let taken = received.iter().rev().find(|received| received.taken);
        last.is_none() || taken.map(told_of).is_some_and(|ids| ids.first().copied() == last)
    };
    let received = receiver.wait(TOLD, knows).unwrap_or_else(|received| {
        let last = received.iter().rev().find(|received| received.taken).map(told_of);
        panic!("of {log_events} log events the subscriber was told last of {:?}", last.map(|ids| ids.first().copied()))
    });
    let told: BTreeSet<u16> = received.iter().filter(|received| received.taken).flat_map(told_of).collect();
    let all: BTreeSet<u16> = (0..log_events).map(|id| u16::try_from(id).expect("few")).collect();
    assert_eq!(told, all, "each log event is told at least once, and none that was not posted");
    received.len()
}

/// One engine's kills; the figure of them.
fn run(engine: &str, kind: EngineKind, kills: u32, seed: u64) -> String {
    let lab = Lab::new();
    let told = "[notifications]\nallow = [\"127.0.0.0/8\"]\nretry_s = 1\n";
    let config = Lab::config("", &format!("engine = \"{engine}\"\n{told}[enrolment]\nin_band = true\n"));
    let credentials: Vec<_> = (0..DEVICES).map(|i| lab.device(&format!("poster {i}"))).collect();
    let roots = [lab.root.certificate().clone()];
    let receivers: Vec<_> = credentials.iter().map(|who| Receiver::start(who, &roots).expect("a receiver")).collect();
    let mut utility = lab.serve(&config, &[]);
    let whereabouts = Mutex::new(utility.peer.clone());
    let ended = AtomicBool::new(false);
    let told: Vec<Told> = std::thread::scope(|scope| {
        let posting: Vec<_> = credentials
            .iter()
            .zip(&receivers)
            .map(|(credential, receiver)| Poster {
                credential,
                whereabouts: &whereabouts,
                receiver,
                client: None,
                told: Told::default(),
            })
            .map(|poster| scope.spawn(|| poster.post_until(&ended)))
            .collect();
        let mut state = seed;
        for _ in 0..kills {
            std::thread::sleep(Duration::from_millis(random(&mut state) % PAUSE_MS));
            utility.process.kill().expect("killed");
            utility = lab.serve(&config, &[]);
            *whereabouts.lock().unwrap_or_else(PoisonError::into_inner) = utility.peer.clone();
        }
        ended.store(true, Ordering::Relaxed);
        posting.into_iter().map(|thread| thread.join().expect("each post was taken")).collect()
    });
    let store_of =
        |lab: &Lab| Store::open(&lab.dir.path().join("state"), &Options::new(kind)).expect("the store opens");
    let numbers: Vec<u32> = credentials.iter().map(|who| number_of(&utility, who)).collect();
    for ((credential, told), number) in credentials.iter().zip(&told).zip(&numbers) {
        let ids: Vec<u16> = (0..told.log_events).map(|id| u16::try_from(id).expect("few")).collect();
        assert_eq!(listed(&utility, credential, *number), ids, "each log event exactly once");
    }
    let notified: usize =
        receivers.iter().zip(&told).map(|(receiver, told)| expect_told(receiver, told.log_events)).sum();
    utility.end();
    let (resources, settings) = (StoredResources::new(Arc::new(store_of(&lab))), Settings::default());
    let operator = Operator::new(&resources, &settings, UtcSeconds(FIRST_START));
    for (credential, told) in credentials.iter().zip(&told) {
        let (device, _) = operator.device(Lfdi(credential.identity().lfdi)).expect("read").expect("enrolled once");
        let kept = operator.readings(device, 1).expect("read");
        let by_start: BTreeMap<i64, i64> = kept.iter().map(|(_, reading)| (reading.start, reading.value)).collect();
        assert_eq!(by_start.len(), kept.len(), "no reading twice");
        assert_eq!(by_start, told.readings, "each reading as it was posted");
    }
    assert_eq!(operator.devices().expect("read").len(), DEVICES, "nobody is enrolled twice");
    let sum = |of: fn(&Told) -> usize| told.iter().map(of).sum::<usize>();
    let (readings, events, repeated) = (sum(|t| t.readings.len()), sum(|t| t.log_events), sum(|t| t.repeated));
    format!(
        "{engine}: {kills} kills, {readings} readings and {events} log events answered and kept once, {repeated} sent again, \
         each event told in {notified} notifications"
    )
}

fn number_of(utility: &Utility, credential: &Credential) -> u32 {
    let answer = utility.client(credential).get("/edev?l=9").expect("an answer");
    let list: wire::EndDeviceList = wire::decode_as(&answer.body, &Limits::default()).expect("a list");
    let href = list.end_device[0].href.clone().expect("an address");
    href.rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number")
}

/// r4, r5: what was answered is stored and told, and what was sent again is stored once [design r4] [design r5].
#[test]
fn r4_kill_9_of_the_server_loses_nothing_and_doubles_nothing() {
    let engines = [("sled", EngineKind::Sled, 21), ("redb", EngineKind::Redb, 22)];
    std::thread::scope(|scope| {
        let runs = engines.map(|(engine, kind, seed)| scope.spawn(move || run(engine, kind, kills() / 2, seed)));
        let figures = runs.map(|run| run.join().expect("this engine failed"));
        println!("figure: {}", figures.join("; "));
    });
}
