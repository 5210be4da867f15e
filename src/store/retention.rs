//! Retention: what is too old or too much goes, a generation at a time, and is counted.

use super::files;
use super::generations::Closed;
use super::history::{History, Ledger};
use super::space::Head;
use super::{EngineKind, Result, Retention};
use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use tieline_core::model::Millis;

/// Longest time that a generation is written to.
const GENERATION_MS: i64 = 7 * 86_400_000;
/// A generation takes at most this share of what the history may take, so that retention drops in small steps.
const GENERATION_SHARE: u64 = 4;

impl History {
    /// Begins a new generation if the newest is old or large enough; true if it did.
    pub(super) fn rotate(&self, retention: &Retention, notices: &mut Vec<String>) -> Result<bool> {
        let Some(files) = &self.files else { return Ok(false) };
        // In the order in which queries take them: the closed ones first.
        let mut generations = self.closed();
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let (number, head) = (current.0, current.1.space.head());
        let bytes = files::size(&files.dir(number));
        if !self.is_due(&head, bytes, retention) {
            return Ok(false);
        }
        let closed = Closed { bytes, ..Closed::new(number, head) };
        files.write_summary(&closed)?;
        let next = files.guard(number + 1, false, None, notices)?;
        next.space.carry_on(closed.head.seq, &closed.head.reading_seqs)?;
        current.1.close()?;
        self.bad_closed.fetch_add(current.1.space.bad(), Ordering::Relaxed);
        *current = (number + 1, next);
        // Commits go on while the old one is sealed.
        drop(current);
        generations.push(files.seal(closed.clone()).unwrap_or_else(|e| {
            tracing::warn!("history/{number:06} is not sealed yet: {e}");
            closed
        }));
        Ok(true)
    }

    fn is_due(&self, head: &Head, bytes: u64, retention: &Retention) -> bool {
        let length = head.last.unwrap_or(0).saturating_sub(head.first.unwrap_or(0));
        let full = head.count >= self.generation_records(retention)
            || bytes >= retention.max_bytes / GENERATION_SHARE
            || length >= GENERATION_MS;
        head.count > 0 && full
    }

    /// Whether the newest generation holds as many records as one may.
    pub(super) fn is_full(&self, retention: &Retention) -> bool {
        self.files.is_some() && self.count() >= self.generation_records(retention)
    }

    fn generation_records(&self, retention: &Retention) -> u64 {
        let engine = self.files.as_ref().map(|files| files.options.engine);
        retention.generation_records.min(engine.map_or(u64::MAX, EngineKind::generation_records))
    }

    /// Takes the generations that retention no longer keeps out of sight. Their files go by [`History::remove_below`],
    /// once the ledger is durable.
    pub(super) fn expire(&self, now: Millis, retention: &Retention) -> BTreeMap<String, u64> {
        let newest = self.files.as_ref().map_or(0, |files| files::size(&files.dir(self.current_number())));
        let mut closed = self.closed();
        let mut bytes: u64 = newest + closed.iter().map(|generation| generation.bytes).sum::<u64>();
        let mut dropped = BTreeMap::new();
        while let Some(oldest) = closed.first() {
            // One that lost everything has no age, and goes.
            let age = oldest.head.last.map_or(i64::MAX, |last| now.0.saturating_sub(last));
            if age <= retention.max_age_ms && bytes <= retention.max_bytes {
                break;
            }
            for (kind, count) in &oldest.head.kinds {
                *dropped.entry(kind.clone()).or_default() += count;
            }
            bytes = bytes.saturating_sub(oldest.bytes);
            closed.remove(0);
        }
        dropped
    }

    /// Removes the files of generations older than `oldest`.
    pub(super) fn remove_below(&self, oldest: u64) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        for number in files.numbers()?.into_iter().filter(|number| *number < oldest) {
            files.remove(number)?;
        }
        Ok(())
    }

    /// What state shall remember: `dropped` is added to what was dropped before.
    pub(super) fn ledger(&self, before: Option<Ledger>, dropped: &BTreeMap<String, u64>) -> Ledger {
        let current = self.current_number();
        let mut ledger = before.unwrap_or_default();
        ledger.current = current;
        ledger.oldest = self.closed().first().map_or(current, |oldest| oldest.number);
        for (kind, count) in dropped {
            *ledger.dropped.entry(kind.clone()).or_default() += count;
        }
        ledger
    }

    fn current_number(&self) -> u64 {
        self.current.read().unwrap_or_else(PoisonError::into_inner).0
    }
}
