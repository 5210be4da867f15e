//! What only grows, readings and audit, in generations: keys that come and go would make sled's files grow without end, so
//! a generation is dropped whole.

use super::generations::{Closed, Files};
use super::guard::{Guarded, caught};
use super::key::{Key, Kind, after_prefix};
use super::space::Space;
use super::value::{self, Change};
use super::{Error, NOTICES_MAX, Options, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
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

/// The generations of one store.
pub(super) struct History {
    /// `None` in memory.
    pub(super) files: Option<Files>,
    pub(super) current: RwLock<(u64, Guarded)>,
    closed: Mutex<Vec<Closed>>,
    /// Records met in closed generations that do not read.
    pub(super) bad_closed: AtomicU64,
    /// What people must be told of closed generations.
    notices: Mutex<Vec<String>>,
}

/// Bytes of closed generations that one look at them reads at most, but for the last one's rest.
const CHECK_BYTES: u64 = 64 << 20;
/// Milliseconds until a closed generation is looked at again.
const CHECK_MS: i64 = 86_400_000;

/// Called with each record of a scan; false ends it.
pub(super) type VisitRecord<'a> = dyn FnMut(Record) -> bool + 'a;
/// A range of keys: from, up to.
pub(super) type Range = (Vec<u8>, Vec<u8>);
/// The instants that a scan may touch: from, up to. Generations outside are not opened.
pub(super) type Span = Option<(Millis, Millis)>;

impl History {
    pub(super) fn in_memory() -> Self {
        Self::new(None, (1, Guarded::in_memory()), Vec::new())
    }

    fn new(files: Option<Files>, current: (u64, Guarded), closed: Vec<Closed>) -> Self {
        let (bad_closed, notices) = (AtomicU64::new(0), Mutex::default());
        Self { files, current: RwLock::new(current), closed: Mutex::new(closed), bad_closed, notices }
    }

    /// Opens the newest generation, and looks for the others that `ledger` names.
    pub(super) fn open(
        root: &Path,
        options: &Options,
        ledger: Option<&Ledger>,
        notices: &mut Vec<String>,
    ) -> Result<Self> {
        let files = Files::new(root, options);
        let numbers = files.numbers()?;
        let oldest = ledger.map(|ledger| ledger.oldest).or(numbers.first().copied()).unwrap_or(1);
        let newest = numbers.last().copied().unwrap_or(1).max(ledger.map_or(1, |ledger| ledger.current));
        for dropped in numbers.into_iter().filter(|number| *number < oldest) {
            files.remove(dropped)?;
        }
        let closed = (oldest..newest).map(|number| files.closed(number, notices)).collect::<Result<_>>()?;
        let guarded = files.guard(newest, ledger.is_some(), None, notices)?;
        Ok(Self::new(Some(files), (newest, guarded), closed))
    }

    pub(super) fn closed(&self) -> MutexGuard<'_, Vec<Closed>> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, more: Vec<String>) {
        more.iter().for_each(|notice| tracing::error!("store: {notice}"));
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.extend(more);
        notices.truncate(NOTICES_MAX);
    }

    /// What people must be told of closed generations, each once.
    pub(super) fn take_notices(&self) -> Vec<String> {
        std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Compares closed generations with their seals, each once after the start and then once a day, a part of them in one
    /// call. One that differs is opened under guard.
    pub(super) fn check_closed(&self, now: Millis) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        let mut bytes = 0;
        while bytes < CHECK_BYTES {
            let mut closed = self.closed();
            let is_due = |closed: &&mut Closed| closed.checked.is_none_or(|at| now.since(at).abs() >= CHECK_MS);
            let Some(due) = closed.iter_mut().find(is_due) else { return Ok(()) };
            due.checked = Some(now);
            if !files.is_as_sealed(due) {
                self.mend(files, due)?;
            }
            bytes += due.bytes.max(1);
        }
        Ok(())
    }

    fn mend(&self, files: &Files, closed: &mut Closed) -> Result<()> {
        let mut notices = Vec::new();
        let mended = files.mend(closed.number, Some(closed), &mut notices);
        self.tell(notices);
        *closed = Closed { checked: closed.checked, ..mended? };
        Ok(())
    }

    fn with_current<T>(&self, run: impl FnOnce(&Guarded) -> T) -> T {
        run(&self.current.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Makes changes durable in the newest generation.
    pub(super) fn apply(&self, seq: u64, group: &[Vec<Change>]) -> Result<()> {
        self.with_current(|current| current.space.apply(seq, group))
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
        self.bad_closed.load(Ordering::Relaxed) + self.with_current(|current| current.space.bad())
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
        let mut closed = self.closed();
        let mut wanted: Vec<_> = closed.iter_mut().filter(|generation| generation.meets(kind, span)).collect();
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

    /// What does not read is counted, passed over and told: one bad generation hides no other.
    fn visit_closed(&self, closed: &mut Closed, visit: &mut dyn FnMut(&Space) -> Result<bool>) -> Result<bool> {
        let Some(files) = &self.files else { return Ok(true) };
        let mut notices = Vec::new();
        let opened = files.open_closed(closed, &mut notices);
        self.tell(notices);
        let space = opened?;
        let visited = caught(|| visit(&space));
        self.bad_closed.fetch_add(space.bad(), Ordering::Relaxed);
        drop(space);
        match visited {
            Ok(more) => files.closed_again(closed).map(|()| more),
            Err(e @ Error::Full) => Err(e),
            Err(e) => {
                tracing::warn!("history/{:06} does not read to its end: {e}", closed.number);
                self.mend(files, closed).map(|()| true)
            }
        }
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
            Err(e) => {
                tracing::warn!("store: {e}; passed over");
                space.note_bad();
            }
        }
        more
    })?;
    Ok(more)
}
