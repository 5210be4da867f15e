//! Durable state: records in, and out again after a restart (rule 4: acknowledged means stored).
//!
//! Two layers. An [`engine`] is an ordered key space with atomic batches and a durable commit: sled or redb, behind one
//! trait. [`Store`] stands above it: it knows the records of `core::model`, groups the commits of many threads into one,
//! frames each value with a format version and a checksum, counts what is there, and answers queries.
//!
//! The head-end keeps its resources as [`Document`]s: bytes under a key in a namespace of the caller's choice, written in
//! the same durable batches ([`Store::commit_with`]) and read by [`Store::document`] and [`Store::documents`].
//!
//! In the store's directory: `state/` and `history/<n>/` are engine files, each with a `.mark` beside it that says how far
//! it had come; `export/` holds the last two exports of the state; `quarantine/` what was set aside as damaged;
//! `FORMAT` names format and engine; `lock` keeps a second process out; `reserve` is given up when the disk is full.
//!
//! All calls block; asynchronous callers use a blocking thread.

mod committer;
#[doc(hidden)]
pub mod decoders;
pub mod engine;
mod error;
mod explanation;
mod export;
mod files;
mod fingerprint;
#[cfg(test)]
mod fixtures;
mod generations;
mod guard;
mod history;
mod key;
mod lanes;
mod mark;
mod options;
mod query;
mod retention;
mod root;
mod salvage;
mod space;
mod value;

pub use engine::{BATCH_OPS_MAX, EngineKind};
pub use error::{Error, Result};
pub use explanation::Explanation;
pub use options::{Document, Options, Retention, Seq};
pub use query::ReadingQuery;

use guard::Guarded;
use history::{History, Ledger};
use key::{Key, Kind};
use lanes::Lanes;
use root::Root;
use space::Space;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tieline_core::model::{Millis, Record};
use value::Change;

/// An open store. `Send + Sync`; share it in an `Arc`. Dropped, it ends what is queued and notes an orderly stop.
pub struct Store {
    spaces: Arc<Spaces>,
    lanes: Lanes,
    retention: Retention,
    notices: Mutex<Vec<String>>,
    exported_at: Mutex<Option<Millis>>,
    /// Records that do not read, as far as people were told.
    bad_told: AtomicU64,
    /// Last, so that the lock outlives the files. `None` in memory.
    root: Option<Root>,
}

/// Both halves: state, which is overwritten, and history, which only grows.
struct Spaces {
    state: Guarded,
    history: History,
}

/// Changes that wait for nothing but their commit; see [`Store::prepare`].
#[derive(Default)]
pub struct Prepared(Vec<Change>);

/// What [`Store::maintain`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maintenance {
    /// Records that retention dropped now, by kind.
    pub dropped: BTreeMap<String, u64>,
    /// Whether the state was exported.
    pub exported: bool,
}

/// Milliseconds between two exports of the state.
const EXPORT_MS: i64 = 3_600_000;
/// Notices kept until they are taken.
const NOTICES_MAX: usize = 100;

impl Store {
    /// Opens or creates the store in `path`. What was found damaged is told by [`Store::take_notices`]; it was set aside,
    /// never dropped in silence.
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        let root = Root::open(path, options)?;
        match Self::open_in(&root, options) {
            Err(Error::Full) if root.give_up_reserve()? => Self::open_in(&root, options)?.with_root(root, options),
            opened => opened?.with_root(root, options),
        }
    }

    fn open_in(root: &Root, options: &Options) -> Result<Self> {
        let mut notices = root.notices();
        let state = root.open_state(options, &mut notices)?;
        let ledger = read_ledger(&state.space)?;
        let history = History::open(root.path(), options, ledger.as_ref(), &mut notices)?;
        let told = notices.iter().any(|notice| notice.starts_with("state"));
        if ledger.is_none() && history.last_seq() > 0 && !told {
            notices.push("state: empty, though there is history; restore it from a backup".to_owned());
        }
        let store = Self::start(state, history, options, notices)?;
        store.write_ledger(&BTreeMap::new())?;
        Ok(store)
    }

    fn with_root(mut self, root: Root, options: &Options) -> Result<Self> {
        root.take_reserve(options.reserve_bytes);
        self.root = Some(root);
        Ok(self)
    }

    /// A store without files, for tests and simulations.
    pub fn in_memory() -> Result<Self> {
        let options = Options { linger: Duration::ZERO, ..Options::new(EngineKind::Redb) };
        Self::start(Guarded::in_memory(), History::in_memory(), &options, Vec::new())
    }

    fn start(state: Guarded, history: History, options: &Options, notices: Vec<String>) -> Result<Self> {
        let spaces = Arc::new(Spaces { state, history });
        let lanes = Lanes::start(&spaces, options.linger)?;
        notices.iter().for_each(|notice| tracing::error!("store: {notice}"));
        Ok(Self {
            spaces,
            lanes,
            retention: options.retention,
            notices: Mutex::new(notices),
            exported_at: Mutex::default(),
            bad_told: AtomicU64::new(0),
            root: None,
        })
    }

    /// Commits records: durable when this returns, and only then may anything be acknowledged (rule 4). Up to 400 short
    /// records are stored whole or not at all; of a longer batch, or of one that holds both state and readings or audit,
    /// a crash may leave a part, which nobody was told of.
    pub fn commit(&self, records: &[Record]) -> Result<Seq> {
        self.commit_with(records, &[])
    }

    /// Commits records and documents together.
    pub fn commit_with(&self, records: &[Record], documents: &[Document]) -> Result<Seq> {
        let changes = changes_with(records, documents)?;
        let seq = self.lanes.commit(changes)?;
        if self.history().is_full(&self.retention)
            && let Err(e) = self.turn_over()
        {
            // The commit itself is durable.
            tracing::error!("store: no new generation: {e}");
        }
        Ok(seq)
    }

    /// Commits records without blocking, unless hundreds of callers wait already: `answer` is called once they are durable
    /// or will not be, by a thread that it must not hold up. A full generation is turned over by [`Store::maintain`].
    pub fn commit_then(
        &self,
        records: &[Record],
        documents: &[Document],
        answer: impl FnOnce(Result<Seq>) + Send + 'static,
    ) {
        match Self::prepare(records, documents) {
            Ok(prepared) => self.submit(prepared, answer),
            Err(e) => answer(Err(e)),
        }
    }

    /// Records and documents as they will be committed together; refused where one of them is beyond its bounds.
    pub fn prepare(records: &[Record], documents: &[Document]) -> Result<Prepared> {
        changes_with(records, documents).map(Prepared)
    }

    /// [`Store::commit_then`] of what is within its bounds: submissions of state alone are committed in the order of the
    /// calls, each whole or not at all, and answered in that order; once one has failed, all later ones do.
    pub fn submit(&self, prepared: Prepared, answer: impl FnOnce(Result<Seq>) + Send + 'static) {
        self.lanes.submit(prepared.0, Box::new(answer));
    }

    /// Begins a new generation of history if the newest is full.
    fn turn_over(&self) -> Result<bool> {
        let mut notices = Vec::new();
        let rotated = self.history().rotate(&self.retention, &mut notices);
        self.notice(notices);
        if rotated.clone()? {
            self.write_ledger(&BTreeMap::new())?;
        }
        rotated
    }

    fn commit_changes(&self, changes: Vec<Change>) -> Result<()> {
        changes.iter().try_for_each(Change::check)?;
        self.lanes.commit(changes).map(drop)
    }

    /// Keeps the house: begins a new generation of history when the newest is full, drops what is too old or too much and
    /// counts it, looks whether the others are as they were closed, exports the state each hour. Call it each minute or so.
    pub fn maintain(&self, now: Millis) -> Result<Maintenance> {
        self.turn_over()?;
        let dropped = self.history().expire(now, &self.retention);
        if !dropped.is_empty() {
            let ledger = self.write_ledger(&dropped)?;
            self.history().remove_below(ledger.oldest)?;
        }
        let exported = self.export_is_due(now) && self.export_state()?.is_some();
        let checked = self.history().check_closed(now);
        self.tell_of_bad_records();
        checked?;
        Ok(Maintenance { dropped, exported })
    }

    fn export_is_due(&self, now: Millis) -> bool {
        let mut last = self.exported_at.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|last| now.since(last).abs() >= EXPORT_MS);
        if due {
            *last = Some(now);
        }
        due
    }

    /// Records that retention has dropped since the store began, by kind.
    pub fn dropped(&self) -> Result<BTreeMap<String, u64>> {
        Ok(read_ledger(self.state())?.unwrap_or_default().dropped)
    }

    /// What people must be told, each once: raise `AlarmKind::Store` for it.
    pub fn take_notices(&self) -> Vec<String> {
        let mut notices = std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner));
        notices.extend(self.history().take_notices());
        notices
    }

    /// At the first one, then each time that they have doubled: the same record is met again by each query.
    fn tell_of_bad_records(&self) {
        let bad = self.bad_records();
        if bad > 0 && bad >= self.bad_told.load(Ordering::Relaxed).saturating_mul(2) {
            self.bad_told.store(bad, Ordering::Relaxed);
            let says =
                format!("since the start {bad} records were met that do not read and passed over; check the disk");
            tracing::error!("store: {says}");
            self.notice(vec![says]);
        }
    }

    fn notice(&self, more: Vec<String>) {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.extend(more);
        notices.truncate(NOTICES_MAX);
    }

    /// Records met since the start whose checksum did not hold; each was passed over.
    pub fn bad_records(&self) -> u64 {
        self.state().bad() + self.history().bad()
    }

    fn write_ledger(&self, dropped: &BTreeMap<String, u64>) -> Result<Ledger> {
        let before = read_ledger(self.state())?;
        let ledger = self.history().ledger(before.clone(), dropped);
        if before.as_ref() != Some(&ledger) {
            let json = serde_json::to_vec(&ledger).map_err(|e| Error::Record(e.to_string()))?;
            self.commit_changes(vec![Change::put(ledger_key(), json)])?;
        }
        Ok(ledger)
    }

    fn root(&self) -> Option<&Path> {
        self.root.as_ref().map(Root::path)
    }

    fn state(&self) -> &Space {
        &self.spaces.state.space
    }

    fn history(&self) -> &History {
        &self.spaces.history
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.lanes.stop()
            && let Err(e) = self.spaces.history.close().and_then(|()| self.spaces.state.close())
        {
            tracing::error!("store: {e}");
        }
    }
}

/// What records and documents are in the key space, each within its bounds.
fn changes_with(records: &[Record], documents: &[Document]) -> Result<Vec<Change>> {
    let mut changes = changes_of(records)?;
    for document in documents {
        let key = query::document_key(&document.namespace, &document.key)?;
        changes.push(match &document.value {
            Some(value) => Change::put(key, value.clone()),
            None => Change::remove(key),
        });
    }
    changes.iter().try_for_each(Change::check)?;
    Ok(changes)
}

fn changes_of(records: &[Record]) -> Result<Vec<Change>> {
    records.iter().map(Change::of).collect()
}

fn ledger_key() -> Vec<u8> {
    Key::new(Kind::Meta).name("history").range().0
}

fn read_ledger(state: &Space) -> Result<Option<Ledger>> {
    let json = state.get(&ledger_key())?;
    Ok(json.and_then(|json| serde_json::from_slice(&json).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::UpstreamId;

    #[test]
    fn a_record_that_does_not_read_is_passed_over_counted_and_told_once() {
        let store = Store::in_memory().expect("opens");
        let upstream = UpstreamId::new("utility").expect("a name");
        let post = |seq| Record::Post { upstream: upstream.clone(), seq, at: Millis(0), body: vec![1] };
        store.commit(&[post(1), post(3)]).expect("commits");
        store.state().put_raw(key::post(&upstream, 2).range().0, vec![1, 2, 3]).expect("stores");
        assert_eq!(store.outbox(&upstream, 0, 9), Ok(vec![post(1), post(3)]));
        store.maintain(Millis(0)).expect("maintains");
        assert_eq!(store.bad_records(), 1);
        assert!(matches!(&store.take_notices()[..], [one] if one.contains("1 records")));
        store.maintain(Millis(1)).expect("maintains");
        assert_eq!(store.take_notices(), Vec::<String>::new());
    }
}
