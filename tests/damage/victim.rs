//! The store that is damaged, what it must hold, and how the promise is checked.

use super::harm::copy;
use crate::store::options;
use crate::store::records::{asset, post, reading, setpoint, site, upstream};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tieline::store::{EngineKind, Options, ReadingQuery, Retention, Store};
use tieline_core::model::{Cause, Millis, Record};

/// When the store is opened again.
const NOW: Millis = Millis(1_764_900_000_000);
/// Posts and records of history that are committed together.
const TOGETHER: u64 = 100;

/// How much a store holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Posts, and as many records of history.
    pub(super) records: u64,
    /// Posts in the older and in the newer export.
    pub(super) exported: [u64; 2],
    /// Records in a generation of history, each of them one key.
    pub(super) generation: u64,
    /// Bytes of text in the cause of a decision; below 2,600, else it takes two keys.
    pub(super) text: usize,
}

/// A store as a killed writer leaves it.
pub(super) struct Victim {
    pub(super) engine: EngineKind,
    pub(super) size: Size,
    /// Its files; each case damages a copy.
    pub(super) killed: PathBuf,
    base: PathBuf,
}

impl Size {
    /// Record number `n` of history.
    fn history(self, n: u64) -> Record {
        if n % 2 == 1 {
            return reading(n);
        }
        let mut record = setpoint(n, 1_764_000_000_000 + n as i64 * 1_000);
        if let Record::Setpoint { setpoint, .. } = &mut record {
            let says = format!("{n} ").repeat(self.text / 6);
            setpoint.causes.push(Cause::Allocation { says });
        }
        record
    }
}

impl Victim {
    pub(super) fn new(engine: EngineKind, size: Size, base: &Path) -> Self {
        let victim = Self { engine, size, killed: base.join("killed"), base: base.to_owned() };
        let living = base.join("living");
        let store = victim.open(&living);
        let mut last = 0;
        for first in (1..=size.records).step_by(TOGETHER as usize) {
            let records: Vec<Record> = (first..first + TOGETHER).flat_map(|n| [post(n), size.history(n)]).collect();
            last = store.commit(&records).expect("commits").0;
            if size.exported.contains(&(first + TOGETHER - 1)) {
                store.export_state().expect("exports");
            }
        }
        assert_eq!(store.take_notices(), Vec::<String>::new());
        // A mark trails its commit by an instant, in which nothing could prove that the commit was there.
        victim.wait_for_mark(&living.join("state.mark"), last);
        victim.wait_for_mark(&living.join(victim.generation(size.records)).with_extension("mark"), last - 1);
        // Copied while open, after the last commit: as after kill -9, the files are as they are.
        copy(&living, &victim.killed);
        drop(store);
        fs::remove_dir_all(&living).expect("removes");
        victim
    }

    /// Waits until a space's mark says that it has come to commit `seq`: history is committed before state.
    fn wait_for_mark(&self, mark: &Path, seq: u64) {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let bytes = fs::read(mark).expect("reads");
            let number = |slot: &[u8], at: usize| u64::from_be_bytes(slot[at..at + 8].try_into().expect("8 bytes"));
            let newest = bytes.chunks_exact(32).map(|slot| (number(slot, 4), number(slot, 12))).max();
            if newest.is_some_and(|(_, marked)| marked == seq) {
                return;
            }
            assert!(Instant::now() < deadline, "{} {}: {newest:?}, not {seq}", self.engine, mark.display());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(super) fn open(&self, dir: &Path) -> Store {
        let retention = Retention { generation_records: self.size.generation, ..Retention::default() };
        Store::open(dir, &Options { retention, ..options(self.engine) }).expect("the store opens")
    }

    /// The file of a space.
    pub(super) fn file(&self, space: &str) -> String {
        match self.engine {
            EngineKind::Sled => format!("{space}/db"),
            EngineKind::Redb => format!("{space}/redb"),
        }
    }

    fn generation(&self, record: u64) -> String {
        format!("history/{:06}", (record - 1) / self.size.generation + 1)
    }

    /// Damages a copy and checks the promise: whole, or set aside and told and restored. `exported` posts at least come
    /// back. True when it was whole.
    pub(super) fn endures(&self, case: &str, exported: u64, check_first: bool, damage: &dyn Fn(&Path)) -> bool {
        let dir = self.base.join("case");
        copy(&self.killed, &dir);
        damage(&dir);
        let store = self.open(&dir);
        if !check_first {
            // Whatever reads before the check is right.
            Left::of(&store, self.size, self.size.records);
        }
        store.maintain(NOW).expect("maintains");
        let left = Left::of(&store, self.size, self.size.records);
        store.maintain(NOW).expect("maintains");
        let notices = store.take_notices();
        let says = format!(
            "{} {case}: {} posts and {} records of history missing, {notices:?}",
            self.engine,
            left.posts.len(),
            left.history.len()
        );
        self.check(&left, &notices, &says);
        assert!(left.posts.first().is_none_or(|first| *first > exported), "not restored from the export: {says}");
        self.goes_on(store, &dir, &left, &says);
        fs::remove_dir_all(&dir).expect("removes");
        left.is_whole()
    }

    /// What is missing was told, space by space, and was set aside.
    fn check(&self, left: &Left, notices: &[String], says: &str) {
        let spaces: BTreeSet<String> = left.history.iter().map(|n| self.generation(*n)).collect();
        let state = left.posts.iter().map(|_| "state".to_owned()).take(1);
        for space in spaces.into_iter().chain(state) {
            let told = notices.iter().find(|notice| notice.starts_with(&space));
            let told = told.unwrap_or_else(|| panic!("a silent loss in {space}: {says}"));
            let aside = told.split("set aside in ").nth(1).and_then(|rest| rest.split(';').next());
            let aside = aside.unwrap_or_else(|| panic!("{space} was not set aside: {says}"));
            assert!(aside.starts_with("nothing") || Path::new(aside).exists(), "{aside} is not there: {says}");
        }
    }

    /// It takes more, and from now on it is whole.
    fn goes_on(&self, store: Store, dir: &Path, left: &Left, says: &str) {
        let next = self.size.records + 1;
        store.commit(&[post(next), self.size.history(next)]).expect("it goes on");
        drop(store);
        let store = self.open(dir);
        store.maintain(NOW).expect("maintains");
        assert!(Left::of(&store, self.size, next) == *left, "the same is there again: {says}");
        assert_eq!(store.take_notices(), Vec::<String>::new(), "whole from now on: {says}");
    }
}

/// The numbers that are missing.
#[derive(Debug, PartialEq, Eq)]
struct Left {
    posts: BTreeSet<u64>,
    history: BTreeSet<u64>,
}

impl Left {
    /// Compares every record by value with what was acknowledged.
    fn of(store: &Store, size: Size, records: u64) -> Self {
        let (from, to) = (Millis(i64::MIN), Millis(i64::MAX));
        let query = ReadingQuery { site: site(), source: None, from, to, after_seq: 0, limit: usize::MAX };
        let mut found = store.readings(&query).expect("scans");
        found.extend(store.audit(&site(), &asset(), from, to, usize::MAX).expect("scans"));
        let posts = store.outbox(&upstream(), 0, usize::MAX).expect("scans");
        Self { posts: missing(&posts, records, &post), history: missing(&found, records, &|n| size.history(n)) }
    }

    fn is_whole(&self) -> bool {
        self.posts.is_empty() && self.history.is_empty()
    }
}

fn missing(found: &[Record], records: u64, of: &dyn Fn(u64) -> Record) -> BTreeSet<u64> {
    let mut missing: BTreeSet<u64> = (1..=records).collect();
    for record in found {
        let number = match record {
            Record::Post { seq, .. } | Record::Reading { seq, .. } => *seq,
            Record::Setpoint { setpoint, .. } => setpoint.seq,
            other => panic!("nobody stored {other:?}"),
        };
        assert_eq!(*record, of(number), "another value");
        assert!(missing.remove(&number), "{number} twice");
    }
    missing
}
