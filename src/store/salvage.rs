//! What is saved of a damaged space.

use super::engine::{self, EngineKind, Tuning};
use super::key::{Key, Kind};
use super::mark::Mark;
use super::space::Space;
use super::value::Change;
use super::{Error, Result};
use std::path::PathBuf;

/// A space under construction from what still reads.
pub(super) struct Salvage {
    dir: PathBuf,
    kind: EngineKind,
    tuning: Tuning,
    space: Option<Space>,
    batch: Vec<Change>,
    pub(super) count: u64,
    seq: u64,
    /// How many records there were, by the damaged space's own count.
    pub(super) due: Option<u64>,
}

/// Changes poured in one commit.
const POUR_CHANGES: usize = 200;

impl Salvage {
    pub(super) fn new(dir: PathBuf, kind: EngineKind, tuning: Tuning) -> Self {
        Self { dir, kind, tuning, space: None, batch: Vec::new(), count: 0, seq: 0, due: None }
    }

    fn space(&mut self) -> Result<&Space> {
        if self.space.is_none() {
            self.space = Some(Space::new(engine::open(self.kind, &self.dir, self.tuning)?)?);
        }
        self.space.as_ref().ok_or(Error::Stopped)
    }

    /// Takes over every record of a kind that checks.
    pub(super) fn pour(&mut self, from: &Space, kind: Kind, backwards: bool) -> Result<()> {
        let head = from.head();
        self.seq = self.seq.max(head.seq);
        self.due = self.due.max(Some(head.count).filter(|_| !from.is_headless()));
        let mut outcome = Ok(());
        from.scan(Key::new(kind).range(), backwards, &mut |key, body| {
            outcome = Change::raw(key, body).map_or(Ok(()), |change| self.fill(change));
            outcome.is_ok()
        })?;
        outcome?;
        self.flush()
    }

    /// Takes a change over, unless its key is there.
    pub(super) fn fill(&mut self, change: Change) -> Result<()> {
        if self.space()?.get(&change.key)?.is_none() && self.batch.iter().all(|queued| queued.key != change.key) {
            self.batch.push(change);
            self.count += 1;
        }
        if self.batch.len() >= POUR_CHANGES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let (batch, seq) = (std::mem::take(&mut self.batch), self.seq);
        self.space()?.apply(seq, &[batch])
    }

    /// Commits what is left under a number that no mark is ahead of, and closes.
    pub(super) fn finish(mut self, mark: Option<Mark>) -> Result<()> {
        self.seq = self.seq.max(mark.map_or(0, |mark| mark.seq)) + 1;
        self.flush()
    }
}
