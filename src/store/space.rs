//! One engine with its formats: framed values, chunks, and a head that counts what is there.

use super::engine::{BATCH_OPS_MAX, Engine, MemoryEngine, Op};
use super::key::{self, Key, Kind};
use super::value::{self, Change};
use super::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tieline_core::model::Millis;

/// What a space says of itself, written with each batch, so that a hole can be told from an absence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Head {
    /// Number of the last commit.
    pub(super) seq: u64,
    /// Keys stored, chunks included, this head not.
    pub(super) count: u64,
    /// Records of each kind; history only.
    pub(super) kinds: BTreeMap<String, u64>,
    /// Earliest time of a record; history only.
    pub(super) first: Option<i64>,
    /// Latest time of a record; history only.
    pub(super) last: Option<i64>,
    /// The last reading's number, by site.
    pub(super) reading_seqs: BTreeMap<String, u64>,
}

impl Head {
    fn note(&mut self, change: &Change) {
        if let Some((site, seq)) = &change.numbered {
            let last = self.reading_seqs.entry(site.clone()).or_default();
            *last = (*last).max(*seq);
        }
        if let Some(Millis(at)) = change.at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
    }

    fn count(&mut self, key: &[u8], added: bool) {
        self.count = if added { self.count + 1 } else { self.count.saturating_sub(1) };
        if let Some(kind) = Kind::of(key).filter(|kind| kind.is_history()) {
            let of_kind = self.kinds.entry(kind.says().to_owned()).or_default();
            *of_kind = if added { *of_kind + 1 } else { of_kind.saturating_sub(1) };
        }
    }
}

/// What a look at every pair found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Census {
    /// Pairs whose checksum holds.
    pub(super) whole: u64,
    /// Pairs whose checksum does not.
    pub(super) bad: u64,
}

/// An open key space.
pub(super) struct Space {
    engine: Box<dyn Engine>,
    head: Mutex<Head>,
    /// Whether there is a head that does not read.
    headless: bool,
    bad: AtomicU64,
}

/// Called with each key and body of a scan; false ends it.
pub(super) type VisitBody<'a> = dyn FnMut(&[u8], &[u8]) -> bool + 'a;

impl Space {
    /// Reads the head of an open engine.
    pub(super) fn new(engine: Box<dyn Engine>) -> Result<Self> {
        let mut space = Self::headed(engine);
        let key = head_key();
        if let Some(framed) = space.engine.get(&key)? {
            let head = space.body(&key, &framed).and_then(|body| serde_json::from_slice(&body).ok());
            space.headless = head.is_none();
            *space.head.lock().unwrap_or_else(PoisonError::into_inner) = head.unwrap_or_default();
        }
        Ok(space)
    }

    pub(super) fn in_memory() -> Self {
        Self::headed(Box::new(MemoryEngine::default()))
    }

    fn headed(engine: Box<dyn Engine>) -> Self {
        Self { engine, head: Mutex::default(), headless: false, bad: AtomicU64::new(0) }
    }

    /// Whether what it says of itself does not read: it may be salvaged, not used.
    pub(super) fn is_headless(&self) -> bool {
        self.headless
    }

    pub(super) fn head(&self) -> Head {
        self.head.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Records met that do not read; each was passed over.
    pub(super) fn bad(&self) -> u64 {
        self.bad.load(Ordering::Relaxed)
    }

    /// Applies the changes of several callers, in their order, as commit number `seq`; durable when this returns. Each
    /// caller's are whole or not at all as long as they fit one batch; beyond that a crash may keep the first ones, which
    /// nobody was told of.
    pub(super) fn apply(&self, seq: u64, group: &[Vec<Change>]) -> Result<()> {
        let mut batch = Batch::new(self, seq);
        for changes in group {
            if let Some((ops, head)) = batch.with(changes)? {
                batch.ops.extend(ops);
                batch.head = head;
                continue;
            }
            if !batch.ops.is_empty() {
                batch.commit()?;
                batch = Batch::new(self, seq);
            }
            for change in changes {
                if batch.add(change)? {
                    continue;
                }
                batch.commit()?;
                batch = Batch::new(self, seq);
                if !batch.add(change)? {
                    return Err(Error::Limit("steps of one change", BATCH_OPS_MAX, BATCH_OPS_MAX - 1));
                }
            }
        }
        batch.commit()
    }

    /// Begins a generation: takes over the number of the last commit and of the last readings.
    pub(super) fn carry_on(&self, seq: u64, reading_seqs: &BTreeMap<String, u64>) -> Result<()> {
        let mut batch = Batch::new(self, seq);
        batch.head.reading_seqs.extend(reading_seqs.clone());
        batch.commit()
    }

    /// The stored values that a change writes and the old chunks that it removes.
    fn steps(&self, change: &Change, batch: &Batch<'_>) -> Result<Vec<Op>> {
        let old = batch.get(&change.key)?;
        let old_chunks = old.and_then(|old| value::unframe(&change.key, &old).map(|(further, _)| further));
        let mut steps: Vec<Op> = match &change.body {
            Some(body) => value::frames(&change.key, body).into_iter().map(|(k, v)| (k, Some(v))).collect(),
            None => vec![(change.key.clone(), None)],
        };
        let new_chunks = steps.len() as u16 - 1;
        let stale = new_chunks + 1..=old_chunks.unwrap_or(0);
        steps.extend(stale.map(|number| (key::chunk(&change.key, number), None)));
        Ok(steps)
    }

    /// The body under a key.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let Some(framed) = self.engine.get(key)? else { return Ok(None) };
        let body = self.body(key, &framed);
        if body.is_none() {
            self.note_bad();
        }
        Ok(body)
    }

    /// Counts a record that does not read.
    pub(super) fn note_bad(&self) {
        self.bad.fetch_add(1, Ordering::Relaxed);
    }

    /// Visits keys and bodies in `from..to`; what does not check is counted and passed over.
    pub(super) fn scan(&self, range: (Vec<u8>, Vec<u8>), reverse: bool, visit: &mut VisitBody<'_>) -> Result<()> {
        self.engine.scan(&range.0, &range.1, reverse, &mut |key, framed| match self.body(key, framed) {
            Some(body) => visit(key, &body),
            None => {
                self.note_bad();
                true
            }
        })
    }

    /// The range of every key but chunks.
    pub(super) fn everything() -> (Vec<u8>, Vec<u8>) {
        (vec![0], vec![Kind::Chunk as u8])
    }

    fn body(&self, key: &[u8], framed: &[u8]) -> Option<Vec<u8>> {
        let (further, first) = value::unframe(key, framed)?;
        let mut body = first.to_vec();
        for number in 1..=further {
            let key = key::chunk(key, number);
            let framed = self.engine.get(&key).ok()??;
            body.extend(value::unframe(&key, &framed)?.1);
        }
        Some(body)
    }

    /// Stores a pair as it is, as damage would leave it.
    #[cfg(test)]
    pub(super) fn put_raw(&self, key: Vec<u8>, value: Vec<u8>) -> Result<()> {
        self.engine.commit(&[(key, Some(value))])
    }

    /// Looks at every pair.
    pub(super) fn census(&self) -> Result<Census> {
        let mut census = Census::default();
        let end = [u8::MAX];
        self.engine.scan(&[0], &end, false, &mut |key, framed| {
            match value::unframe(key, framed) {
                Some(_) if is_head(key) => {}
                Some(_) => census.whole += 1,
                None => census.bad += 1,
            }
            true
        })?;
        Ok(census)
    }
}

fn head_key() -> Vec<u8> {
    Key::new(Kind::Meta).name("head").range().0
}

/// Whether a key holds the head, or a chunk of one that is long.
pub(super) fn is_head(key: &[u8]) -> bool {
    let head = head_key();
    key == head || (key.first() == Some(&(Kind::Chunk as u8)) && key[1..].starts_with(&head))
}

/// Steps by their key: a later one replaces an earlier one.
type Steps = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Steps that will be committed together with the head that they lead to.
struct Batch<'a> {
    space: &'a Space,
    /// What will be committed together with these, before them.
    below: Option<&'a Steps>,
    ops: Steps,
    head: Head,
}

impl<'a> Batch<'a> {
    fn new(space: &'a Space, seq: u64) -> Self {
        let head = Head { seq, ..space.head() };
        Self { space, below: None, ops: Steps::new(), head }
    }

    /// The steps of one caller's changes on top of these, and the head that they lead to; `None` if they have no room here.
    fn with(&self, changes: &[Change]) -> Result<Option<(Steps, Head)>> {
        let (below, head) = (Some(&self.ops), self.head.clone());
        let mut own = Batch { space: self.space, below, ops: Steps::new(), head };
        for change in changes {
            if !own.add(change)? {
                return Ok(None);
            }
        }
        Ok(Some((own.ops, own.head)))
    }

    /// Adds the steps of a change; false, and nothing is added, if it has no room here.
    fn add(&mut self, change: &Change) -> Result<bool> {
        let steps = self.space.steps(change, self)?;
        if self.below.map_or(0, Steps::len) + self.ops.len() + steps.len() >= BATCH_OPS_MAX {
            return Ok(false);
        }
        self.head.note(change);
        for (key, value) in steps {
            self.set(key, value)?;
        }
        Ok(true)
    }

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let planned = self.ops.get(key).or_else(|| self.below?.get(key));
        planned.map_or_else(|| self.space.engine.get(key), |value| Ok(value.clone()))
    }

    fn set(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<()> {
        let (was, is) = (self.get(&key)?.is_some(), value.is_some());
        if was != is {
            self.head.count(&key, is);
        }
        self.ops.insert(key, value);
        Ok(())
    }

    fn commit(self) -> Result<()> {
        let head = serde_json::to_vec(&self.head).map_err(|e| Error::Record(e.to_string()))?;
        let mut ops: Vec<Op> = self.ops.into_iter().collect();
        ops.extend(value::frames(&head_key(), &head).into_iter().map(|(k, v)| (k, Some(v))));
        self.space.engine.commit(&ops)?;
        *self.space.head.lock().unwrap_or_else(PoisonError::into_inner) = self.head;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::engine::Visit;
    use super::*;
    use std::sync::Arc;

    /// Notes the documents of each batch.
    #[derive(Default)]
    struct Noted {
        kept: MemoryEngine,
        batches: Arc<Mutex<Vec<Vec<Vec<u8>>>>>,
    }

    impl Engine for Noted {
        fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
            self.kept.get(key)
        }

        fn commit(&self, batch: &[Op]) -> Result<()> {
            let documents = batch.iter().map(|(key, _)| key.clone()).filter(|key| !is_head(key));
            self.batches.lock().expect("unpoisoned").push(documents.collect());
            self.kept.commit(batch)
        }

        fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
            self.kept.scan(from, to, reverse, visit)
        }
    }

    fn changes(caller: u8, count: u16) -> Vec<Change> {
        let key =
            |number: u16| Key::new(Kind::Document).name("n").bytes(&[&[caller], &number.to_be_bytes()[..]].concat());
        (0..count).map(|number| Change::put(key(number).range().0, vec![caller])).collect()
    }

    /// r4: callers that share a commit are whole or not at all, each: a batch is cut between two of them, and within one
    /// only where it alone is too long [design r4].
    #[test]
    fn r4_a_batch_is_cut_between_callers() {
        let engine = Noted::default();
        let batches = engine.batches.clone();
        let space = Space::new(Box::new(engine)).expect("opens");
        let group = [(1, 200), (2, 250), (3, 100), (4, 600), (5, 2), (6, 3)].map(|(who, count)| changes(who, count));
        space.apply(1, &group).expect("applies");
        let batches = batches.lock().expect("unpoisoned");
        let callers = |batch: &Vec<Vec<u8>>| {
            let mut callers: Vec<u8> = batch.iter().map(|key| key[key.len() - 3]).collect();
            callers.dedup();
            callers
        };
        assert_eq!(batches.iter().map(callers).collect::<Vec<_>>(), [vec![1, 2], vec![3], vec![4], vec![4, 5, 6]]);
        assert!(batches.iter().all(|batch| batch.len() < BATCH_OPS_MAX));
        assert_eq!(space.head().count, 1_155);
        assert_eq!(space.census().expect("counts"), Census { whole: 1_155, bad: 0 });
    }
}
