//! Suites `kill` and `power-cut` of the store: a writer process is killed at a seeded moment; all that it acknowledged, and
//! all that it let anybody read, must be there when the store is opened again, from the files as they are or from what a
//! power cut would have left of them.

mod power_cut;
mod victim;
mod workload;

use crate::store::{open, options};
use power_cut::{Names, PowerCut};
use std::path::Path;
use std::time::{Duration, Instant};
use tieline::store::EngineKind;
use victim::Victim;
use workload::{Said, Writer};

/// Rounds an engine in the suite `power-cut` (the count).
const POWER_CUT_ROUNDS: u64 = 50;
/// Rounds an engine in the store's part of the suite `kill`.
const KILL_ROUNDS: u64 = 100;
/// After so many rounds a fresh store begins.
const CHAIN: u64 = 10;

/// Numbers drawn from a seed (SplitMix64): a failing round is named by its seed and replays its moments.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Runs a writer until it has acknowledged `draw`n many batches, and kills it a moment later.
fn killed_writer(writer: &Writer, power: Option<&PowerCut>, draw: &mut Draw) -> Said {
    let mut command = writer.command();
    if let Some(power) = power {
        power.preload(&mut command);
    }
    let mut victim = Victim::spawn(command);
    // One round in eight is killed while it opens the store.
    if draw.below(8) == 0 {
        std::thread::sleep(Duration::from_millis(draw.below(40)));
    } else {
        victim.read_lines("acked", 1 + draw.below(100) as usize);
        std::thread::sleep(Duration::from_micros(draw.below(8_000)));
    }
    Said::parse(&victim.kill())
}

/// What many rounds found.
#[derive(Debug, Default)]
struct Tally {
    rounds: u64,
    acked: usize,
    lost: usize,
    rounds_with_loss: u64,
    notices: Vec<String>,
    slowest_open: Duration,
}

impl Tally {
    fn check(&mut self, dir: &Path, engine: EngineKind, said: &Said) {
        let started = Instant::now();
        let store = open(dir, engine);
        self.slowest_open = self.slowest_open.max(started.elapsed());
        let lost = workload::lost(&store, said);
        self.rounds += 1;
        self.lost += lost;
        self.rounds_with_loss += u64::from(lost > 0);
        self.notices.extend(store.take_notices());
        assert_eq!(store.bad_records(), 0);
    }

    fn says(&self) -> String {
        let Self { rounds, acked, lost, rounds_with_loss, slowest_open, .. } = self;
        format!(
            "{rounds} rounds, {acked} batches acknowledged, {lost} lost in {rounds_with_loss} rounds, slowest open {} ms",
            slowest_open.as_millis()
        )
    }
}

fn kill_rounds(engine: EngineKind, rounds: u64) -> Tally {
    let mut tally = Tally::default();
    for chain in 0..rounds / CHAIN {
        let dir = tempfile::tempdir().expect("a directory");
        let mut said = Said::default();
        for round in 0..CHAIN {
            let writer = Writer { engine, dir: dir.path().to_owned(), first: 1 + round * 10_000, own_sync: true };
            let new = killed_writer(&writer, None, &mut Draw(chain * CHAIN + round));
            tally.acked += new.acked.len();
            said.extend(new);
            tally.check(dir.path(), engine, &said);
        }
    }
    tally
}

fn power_cut_rounds(engine: EngineKind, rounds: u64, names: Names, own_sync: bool) -> Tally {
    let mut tally = Tally::default();
    for chain in 0..rounds.div_ceil(CHAIN) {
        let base = tempfile::tempdir().expect("a directory");
        let mut said = Said::default();
        for round in 0..CHAIN.min(rounds - chain * CHAIN) {
            // A round goes on from what the one before left; its first content counts as durable.
            let dir = base.path().join(round.to_string());
            std::fs::create_dir_all(&dir).expect("creates");
            let power = PowerCut::new(&dir, &base.path().join(format!("shadow-{round}")));
            let writer = Writer { engine, dir: dir.clone(), first: 1 + round * 10_000, own_sync };
            let new = killed_writer(&writer, Some(&power), &mut Draw(1_000 + chain * CHAIN + round));
            tally.acked += new.acked.len();
            said.extend(new);
            let left = base.path().join((round + 1).to_string());
            power.what_is_left(names, &left);
            if !own_sync {
                said.forget_to(round * 10_000);
            }
            tally.check(&left, engine, &said);
            std::fs::remove_dir_all(&dir).expect("removes");
        }
    }
    tally
}

fn assert_nothing_lost(engine: EngineKind, suite: &str, tally: &Tally) {
    println!("figure: {suite} {engine}: {}", tally.says());
    assert_eq!((tally.lost, &tally.notices), (0, &Vec::new()), "{suite} {engine}");
    assert!(tally.acked > 0);
}

#[test]
fn kill_r4_nothing_acknowledged_is_lost_on_sled() {
    assert_nothing_lost(EngineKind::Sled, "kill", &kill_rounds(EngineKind::Sled, KILL_ROUNDS));
}

/// A kill while sled writes its snapshot leaves one half made under a name that sled itself would read.
#[test]
fn kill_a_snapshot_left_half_made_is_passed_over_on_sled() {
    let dir = tempfile::tempdir().expect("a directory");
    let writer = Writer { engine: EngineKind::Sled, dir: dir.path().to_owned(), first: 1, own_sync: true };
    let said = killed_writer(&writer, None, &mut Draw(1));
    for space in ["state", "history/000001"] {
        let left = dir.path().join(space).join("snap.0000000000FFFFFF.generating");
        std::fs::write(left, [1, 2, 3]).expect("writes");
    }
    let mut tally = Tally::default();
    tally.check(dir.path(), EngineKind::Sled, &said);
    assert_eq!((tally.lost, tally.notices), (0, Vec::new()));
}

#[test]
fn kill_r4_nothing_acknowledged_is_lost_on_redb() {
    assert_nothing_lost(EngineKind::Redb, "kill", &kill_rounds(EngineKind::Redb, KILL_ROUNDS));
}

#[test]
fn power_cut_r4_nothing_acknowledged_is_lost_on_sled() {
    let tally = power_cut_rounds(EngineKind::Sled, POWER_CUT_ROUNDS, Names::AtOnce, true);
    assert_nothing_lost(EngineKind::Sled, "power-cut", &tally);
}

#[test]
fn power_cut_r4_nothing_acknowledged_is_lost_on_redb() {
    let tally = power_cut_rounds(EngineKind::Redb, POWER_CUT_ROUNDS, Names::AtOnce, true);
    assert_nothing_lost(EngineKind::Redb, "power-cut", &tally);
}

#[test]
fn power_cut_r4_nothing_is_lost_when_names_need_a_sync_too() {
    for engine in EngineKind::BUILT {
        let tally = power_cut_rounds(*engine, 20, Names::WhenSynced, true);
        assert_nothing_lost(*engine, "power-cut, strict names,", &tally);
    }
}

/// The control: with our sync switched off, sled loses what it acknowledged; else the suite would measure nothing.
#[test]
fn power_cut_control_without_our_sync_sled_loses() {
    let tally = power_cut_rounds(EngineKind::Sled, 10, Names::AtOnce, false);
    println!("figure: power-cut control sled: {}", tally.says());
    assert!(tally.lost > 0, "nothing lost without our sync: the suite measures nothing");
}

/// The same process as the tests, started again as the writer that will be killed.
#[test]
fn writer_process() {
    if let Some(writer) = Writer::from_environment() {
        writer.write_until_killed(&options(writer.engine));
    }
}
