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

    /// Applies changes as commit number `seq`; durable when this returns. Whole or not at all as long as they fit one
    /// batch; beyond that a crash may keep the first ones, which nobody was told of.
    pub(super) fn apply(&self, seq: u64, changes: &[Change]) -> Result<()> {
        let mut batch = Batch::new(self, seq);
        for change in changes {
            let steps = self.steps(change, &batch)?;
            if batch.ops.len() + steps.len() >= BATCH_OPS_MAX {
                batch.commit()?;
                batch = Batch::new(self, seq);
            }
            batch.head.note(change);
            for (key, value) in steps {
                batch.set(key, value)?;
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

/// Steps that will be committed together with the head that they lead to. A later step on a key replaces an earlier one.
struct Batch<'a> {
    space: &'a Space,
    ops: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    head: Head,
}

impl<'a> Batch<'a> {
    fn new(space: &'a Space, seq: u64) -> Self {
        let head = Head { seq, ..space.head() };
        Self { space, ops: BTreeMap::new(), head }
    }

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.ops.get(key) {
            Some(value) => Ok(value.clone()),
            None => self.space.engine.get(key),
        }
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
