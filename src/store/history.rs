//! What only grows, readings and audit, in generations: keys that come and go would make sled's files grow without end, so
//! a generation is dropped whole.

use super::engine;
use super::files;
use super::guard::{Guard, Guarded};
use super::key::{Key, Kind, after_prefix};
use super::space::{Head, Space};
use super::value::{self, Change};
use super::{Error, Options, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use tieline_core::model::{Millis, Record};

/// What state remembers of the history, so that a generation that vanished is missed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ledger {
    /// Number of the oldest generation kept.
    pub(super) oldest: u64,
    /// Number of the one that is written to.
    pub(super) current: u64,
    /// Records that retention dropped since the store began, by kind.
    pub(super) dropped: BTreeMap<String, u64>,
}

/// A generation that is written no more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Closed {
    pub(super) number: u64,
    pub(super) head: Head,
    pub(super) bytes: u64,
}

/// The generations of one store.
pub(super) struct History {
    /// `None` in memory.
    pub(super) files: Option<Files>,
    pub(super) current: RwLock<(u64, Guarded)>,
    closed: Mutex<Vec<Closed>>,
}

pub(super) struct Files {
    root: PathBuf,
    pub(super) options: Options,
}

/// Called with each record of a scan; false ends it.
pub(super) type VisitRecord<'a> = dyn FnMut(Record) -> bool + 'a;
/// A range of keys: from, up to.
pub(super) type Range = (Vec<u8>, Vec<u8>);
/// The instants that a scan may touch: from, up to. Generations outside are not opened.
pub(super) type Span = Option<(Millis, Millis)>;

impl Files {
    pub(super) fn dir(&self, number: u64) -> PathBuf {
        self.root.join("history").join(format!("{number:06}"))
    }

    pub(super) fn guard(&self, number: u64, expected: bool, notices: &mut Vec<String>) -> Result<Guarded> {
        let guard = Guard {
            kind: self.options.engine,
            tuning: self.options.tuning(),
            root: &self.root,
            dir: self.dir(number),
            large: true,
            expected,
            exported: &|_| Ok(None),
        };
        guard.open(notices)
    }

    pub(super) fn write_summary(&self, closed: &Closed) -> Result<()> {
        let json = serde_json::to_vec(closed).map_err(|e| Error::Record(e.to_string()))?;
        files::replace(&self.dir(closed.number).with_extension("json"), &json)
    }

    /// What is known of a generation that is written no more; opened under guard when its summary is missing.
    fn closed(&self, number: u64, notices: &mut Vec<String>) -> Result<Closed> {
        let dir = self.dir(number);
        let summary = std::fs::read(dir.with_extension("json")).ok();
        if let Some(closed) = summary.and_then(|json| serde_json::from_slice(&json).ok()) {
            return Ok(closed);
        }
        let guarded = self.guard(number, true, notices)?;
        guarded.close()?;
        let closed = Closed { number, head: guarded.space.head(), bytes: files::size(&dir) };
        self.write_summary(&closed)?;
        Ok(closed)
    }

    /// Removes a generation; its summary last, so that a crash leaves nothing unnamed.
    pub(super) fn remove(&self, number: u64) -> Result<()> {
        let dir = self.dir(number);
        files::remove_tree(&dir)?;
        for suffix in ["mark", "json"] {
            files::remove_file(&dir.with_extension(suffix))?;
        }
        Ok(())
    }

    pub(super) fn numbers(&self) -> Result<Vec<u64>> {
        let dir = self.root.join("history");
        files::create_dir(&dir)?;
        let paths = files::entries(&dir)?;
        // What is still being made is not a generation yet.
        let made = paths.iter().filter(|path| path.extension().is_none_or(|kind| kind == "mark" || kind == "json"));
        let numbered = made.filter_map(|path| path.file_stem()?.to_str()?.parse().ok());
        Ok(BTreeSet::from_iter(numbered).into_iter().collect())
    }
}

impl History {
    pub(super) fn in_memory() -> Self {
        Self { files: None, current: RwLock::new((1, Guarded::in_memory())), closed: Mutex::default() }
    }

    /// Opens the newest generation, and looks for the others that `ledger` names.
    pub(super) fn open(
        root: &Path,
        options: &Options,
        ledger: Option<&Ledger>,
        notices: &mut Vec<String>,
    ) -> Result<Self> {
        let files = Files { root: root.to_owned(), options: options.clone() };
        let numbers = files.numbers()?;
        let oldest = ledger.map_or(1, |ledger| ledger.oldest);
        let newest = numbers.last().copied().unwrap_or(1).max(ledger.map_or(1, |ledger| ledger.current));
        for dropped in numbers.into_iter().filter(|number| *number < oldest) {
            files.remove(dropped)?;
        }
        let mut closed = Vec::new();
        for number in oldest..newest {
            let summary = files.closed(number, notices)?;
            if files.dir(number).exists() {
                closed.push(summary);
            } else {
                let count = summary.head.count;
                notices.push(format!("history/{number:06}: missing, with {count} records; restore it from a backup"));
            }
        }
        let guarded = files.guard(newest, ledger.is_some(), notices)?;
        Ok(Self { files: Some(files), current: RwLock::new((newest, guarded)), closed: Mutex::new(closed) })
    }

    pub(super) fn closed(&self) -> MutexGuard<'_, Vec<Closed>> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with_current<T>(&self, run: impl FnOnce(&Guarded) -> T) -> T {
        run(&self.current.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Makes changes durable in the newest generation.
    pub(super) fn apply(&self, seq: u64, changes: &[Change]) -> Result<()> {
        self.with_current(|current| current.space.apply(seq, changes))
    }

    pub(super) fn note_progress(&self) -> Result<()> {
        self.with_current(Guarded::note_progress)
    }

    pub(super) fn close(&self) -> Result<()> {
        self.with_current(Guarded::close)
    }

    pub(super) fn last_reading_seq(&self, site: &str) -> u64 {
        self.with_current(|current| current.space.head().reading_seqs.get(site).copied().unwrap_or(0))
    }

    pub(super) fn last_seq(&self) -> u64 {
        self.with_current(|current| current.space.head().seq)
    }

    pub(super) fn count(&self) -> u64 {
        self.with_current(|current| current.space.head().count)
    }

    pub(super) fn bad(&self) -> u64 {
        self.with_current(|current| current.space.bad())
    }

    /// Visits the generations that may hold something of `kind` and `span`, one open at a time, until one answers false.
    fn each(
        &self,
        kind: Option<Kind>,
        span: Span,
        newest_first: bool,
        visit: &mut dyn FnMut(&Space) -> Result<bool>,
    ) -> Result<()> {
        if newest_first && !self.with_current(|current| visit(&current.space))? {
            return Ok(());
        }
        // Held throughout: two readers must not open the same generation.
        let closed = self.closed();
        let mut wanted: Vec<_> = closed.iter().filter(|generation| generation.meets(kind, span)).collect();
        if newest_first {
            wanted.reverse();
        }
        for generation in wanted {
            if !self.visit_closed(generation, visit)? {
                return Ok(());
            }
        }
        drop(closed);
        if !newest_first {
            self.with_current(|current| visit(&current.space))?;
        }
        Ok(())
    }

    fn visit_closed(&self, closed: &Closed, visit: &mut dyn FnMut(&Space) -> Result<bool>) -> Result<bool> {
        let Some(files) = &self.files else { return Ok(true) };
        let engine = engine::open(files.options.engine, &files.dir(closed.number), files.options.tuning())?;
        let space = Space::new(engine)?;
        if space.head().count != closed.head.count {
            tracing::error!("history/{:06} has lost records since it was closed", closed.number);
        }
        visit(&space)
    }

    /// Visits records of a range of keys, oldest generation first.
    pub(super) fn scan(&self, range: Range, span: Span, visit: &mut VisitRecord<'_>) -> Result<()> {
        self.each(Kind::of(&range.0), span, false, &mut |space| scan_one(space, range.clone(), false, visit))
    }

    /// Visits records of a range of keys, newest first.
    pub(super) fn scan_back(&self, range: Range, span: Span, visit: &mut VisitRecord<'_>) -> Result<()> {
        self.each(Kind::of(&range.0), span, true, &mut |space| scan_one(space, range.clone(), true, visit))
    }

    /// Visits, for each distinct key that continues `prefix` by as many bytes as `length` says, the records in what `range`
    /// makes of it; the visitor answers whether it wants more of that key. Each generation is opened once.
    pub(super) fn scan_each(
        &self,
        prefix: &Key,
        length: Length,
        span: Span,
        range: &dyn Fn(Key) -> Range,
        visit: &mut dyn FnMut(&[u8], Record) -> bool,
    ) -> Result<()> {
        self.each(prefix.kind(), span, false, &mut |space| {
            for key in prefixes_in(space, prefix, length)? {
                scan_one(space, range(Key::from_bytes(key.clone())), false, &mut |record| visit(&key, record))?;
            }
            Ok(true)
        })
    }

    /// The newest record under each distinct key that continues `prefix` by as many bytes as `length` says; keys are found
    /// by leaps, not by reading all, and each generation is opened once.
    pub(super) fn newest_of_each(&self, prefix: &Key, length: Length) -> Result<Vec<Record>> {
        let mut found = BTreeMap::new();
        self.each(prefix.kind(), None, true, &mut |space| {
            for key in prefixes_in(space, prefix, length)? {
                if !found.contains_key(&key) {
                    scan_one(space, Key::from_bytes(key.clone()).range(), true, &mut |record| {
                        found.insert(key.clone(), record);
                        false
                    })?;
                }
            }
            Ok(true)
        })?;
        Ok(found.into_values().collect())
    }
}

/// How many bytes of what follows a prefix belong to its continuation.
pub(super) type Length = fn(&[u8]) -> Option<usize>;

fn prefixes_in(space: &Space, prefix: &Key, length: Length) -> Result<Vec<Vec<u8>>> {
    let (mut from, to) = prefix.clone().range();
    let (skipped, mut found) = (from.len(), Vec::new());
    while let Some(next) = first_key(space, (from, to.clone()))? {
        let Some(more) = length(&next[skipped..]) else { break };
        let continued = next[..skipped + more].to_vec();
        from = after_prefix(&continued);
        found.push(continued);
    }
    Ok(found)
}

impl Closed {
    fn meets(&self, kind: Option<Kind>, span: Span) -> bool {
        // A head that counts no kinds is older than that count.
        let counted = kind.filter(|_| !self.head.kinds.is_empty());
        if counted.is_some_and(|kind| self.head.kinds.get(kind.says()).is_none_or(|count| *count == 0)) {
            return false;
        }
        let Some((from, to)) = span else { return true };
        let (first, last) = (self.head.first.unwrap_or(i64::MAX), self.head.last.unwrap_or(i64::MIN));
        first < to.0 && last >= from.0
    }
}

fn first_key(space: &Space, range: Range) -> Result<Option<Vec<u8>>> {
    let mut first = None;
    space.scan(range, false, &mut |key, _| {
        first = Some(key.to_vec());
        false
    })?;
    Ok(first)
}

/// Returns whether the visitor wants more.
fn scan_one(space: &Space, range: Range, reverse: bool, visit: &mut VisitRecord<'_>) -> Result<bool> {
    let mut more = true;
    space.scan(range, reverse, &mut |key, body| {
        match value::record(key, body) {
            Ok(record) if Kind::of(key).is_some_and(Kind::is_history) => more = visit(record),
            Ok(_) => {}
            Err(e) => tracing::warn!("store: {e}; passed over"),
        }
        more
    })?;
    Ok(more)
}
