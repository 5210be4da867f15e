//! Suite `damage`: a store that was cut, emptied, flipped or filled is whole, or set aside with a notice and restored from
//! the last export. Never is anything lost in silence.

mod full_disk;
mod harm;
mod victim;

use harm::{cut, flip, places, snapshots};
use std::fs;
use std::path::Path;
use tieline::store::EngineKind;
use victim::{Size, Victim};

/// Files large enough that a cut of 8 MB leaves something.
const LARGE: Size = Size { records: 13_900, exported: [4_000, 8_000], generation: 7_000, text: 2_500 };
/// The tails that are cut off, in kilobytes.
const CUTS_KB: [u64; 5] = [600, 1_000, 2_000, 5_000, 8_000];
/// Two closed generations and a third that is written to; small, so that there is time for many places.
const SMALL: Size = Size { records: 1_000, exported: [500, 800], generation: 400, text: 60 };
/// Flipped bits an engine, by file of the small store.
const FLIPS: [(&str, u64); 4] = [("state", 32), ("history/000003", 24), ("history/000001", 16), ("history/000002", 16)];
/// Flipped bits in each small file beside the spaces.
const FLIPS_BESIDE: u64 = 3;

/// The cases of one victim.
struct Cases<'a> {
    victim: &'a Victim,
    run: u64,
    whole: u64,
}

impl<'a> Cases<'a> {
    fn of(victim: &'a Victim) -> Self {
        Self { victim, run: 0, whole: 0 }
    }

    /// Every other case is read before its closed generations are checked.
    fn run(&mut self, case: &str, damage: &dyn Fn(&Path)) {
        self.run_with(case, self.victim.size.exported[1], damage);
    }

    fn run_with(&mut self, case: &str, exported: u64, damage: &dyn Fn(&Path)) {
        let whole = self.victim.endures(case, exported, self.run.is_multiple_of(2), damage);
        println!("{} {case}: {}", self.victim.engine, if whole { "whole" } else { "set aside and told" });
        self.run += 1;
        self.whole += u64::from(whole);
    }

    fn figure(&self, what: &str) {
        let Self { run, whole, .. } = self;
        println!("figure: {what} {}: {run} cases, {whole} whole, {} told, 0 silent", self.victim.engine, run - whole);
    }
}

fn tails(engine: EngineKind) {
    let base = tempfile::tempdir().expect("a directory");
    let victim = Victim::new(engine, LARGE, base.path());
    let mut cases = Cases::of(&victim);
    for space in ["state", "history/000002", "history/000001"] {
        let file = victim.file(space);
        let length = victim.killed.join(&file).metadata().expect("metadata").len();
        assert!(length > 9_000_000, "{engine}: {file} has {length} bytes: nothing would be left of it");
        for kilobytes in CUTS_KB {
            cases.run(&format!("{file} cut by {kilobytes} kB"), &|dir| cut(&dir.join(&file), kilobytes * 1_000));
        }
    }
    cases.figure("tails");
}

fn flips(engine: EngineKind) {
    let base = tempfile::tempdir().expect("a directory");
    let victim = Victim::new(engine, SMALL, base.path());
    let mut cases = Cases::of(&victim);
    let beside = ["state.mark", "history/000001.mark", "history/000001.json", "history/000003.mark", "FORMAT"];
    let files = FLIPS.iter().map(|(space, count)| (victim.file(space), *count));
    for (file, count) in files.chain(beside.map(|file| (file.to_owned(), FLIPS_BESIDE))) {
        for (at, bit) in places(&victim.killed.join(&file), count, 2030) {
            cases.run(&format!("{file} bit {bit} of byte {at} flipped"), &|dir| flip(&dir.join(&file), at, bit));
        }
    }
    cases.figure("flips");
}

fn missing_and_emptied(engine: EngineKind) {
    let base = tempfile::tempdir().expect("a directory");
    let victim = Victim::new(engine, SMALL, base.path());
    let mut cases = Cases::of(&victim);
    cases.run("as it was killed", &|_| {});
    for space in ["state", "history/000003", "history/000001"] {
        let file = victim.file(space);
        cases.run(&format!("{file} emptied"), &|dir| cut(&dir.join(&file), u64::MAX));
        cases.run(&format!("{file} cut by 1 kB"), &|dir| cut(&dir.join(&file), 1_000));
        cases.run(&format!("{file} missing"), &|dir| remove(&dir.join(&file)));
        cases.run(&format!("{space} missing"), &|dir| fs::remove_dir_all(dir.join(space)).expect("removes"));
        let mark = format!("{space}.mark");
        cases.run(&format!("{mark} missing"), &|dir| remove(&dir.join(&mark)));
        cases.run(&format!("{mark} emptied"), &|dir| cut(&dir.join(&mark), u64::MAX));
        if engine == EngineKind::Sled {
            harmed_snapshots(&mut cases, space);
        }
    }
    for file in ["history/000001.json", "history/000002.json", "FORMAT"] {
        cases.run(&format!("{file} missing"), &|dir| remove(&dir.join(file)));
        cases.run(&format!("{file} emptied"), &|dir| cut(&dir.join(file), u64::MAX));
    }
    cases.run_with("state missing and its newest export cut", victim.size.exported[0], &|dir| {
        fs::remove_dir_all(dir.join("state")).expect("removes");
        cut(&dir.join("export/000002.tieline"), 10);
    });
    cases.figure("missing and emptied");
}

fn harmed_snapshots(cases: &mut Cases<'_>, space: &str) {
    cases.run(&format!("{space}: empty snapshots"), &|dir| {
        snapshots(&dir.join(space)).iter().for_each(|path| fs::write(path, []).expect("writes"));
        fs::write(dir.join(space).join("snap.00000000FFFFFFFF"), []).expect("writes");
    });
    cases.run(&format!("{space}: a snapshot left half made"), &|dir| {
        fs::write(dir.join(space).join("snap.0000000000000FFF.generating"), [1, 2, 3]).expect("writes");
    });
}

fn remove(file: &Path) {
    fs::remove_file(file).expect("removes");
}

/// On every engine at once: each waits for its own disk most of the time.
fn on_each(cases: fn(EngineKind)) {
    std::thread::scope(|scope| EngineKind::BUILT.iter().for_each(|engine| drop(scope.spawn(|| cases(*engine)))));
}

#[test]
fn damage_a_cut_tail_is_never_a_silent_loss() {
    on_each(tails);
}

#[test]
fn damage_a_flipped_bit_is_never_a_silent_loss() {
    on_each(flips);
}

#[test]
fn damage_missing_and_empty_files_are_never_a_silent_loss() {
    on_each(missing_and_emptied);
}
