//! Commits of a session, and what becomes of them when the store refuses (rule 4).

use super::Output;
use tieline_core::model::{Mono, Now, Record};

/// A failed commit is tried again after this.
const COMMIT_AGAIN_MS: u64 = 1_000;

/// What a session wants durable.
#[derive(Debug, Default)]
pub(super) struct Durable {
    unsaved: Vec<Record>,
    last: Vec<Record>,
    again_at: Option<Mono>,
}

impl Durable {
    /// A step has begun in which no commit of the step before has failed.
    pub(super) fn begin_step(&mut self) {
        self.last.clear();
    }

    /// Makes `records` durable; while an earlier commit waits to be tried again, they wait with it.
    pub(super) fn commit(&mut self, records: Vec<Record>, out: &mut Vec<Output>) {
        if records.is_empty() {
            return;
        }
        if self.again_at.is_some() {
            self.unsaved.extend(records);
            return;
        }
        self.last.extend(records.iter().cloned());
        out.push(Output::Commit(records));
    }

    /// Nothing of the last step is durable, and what followed was dropped.
    pub(super) fn failed(&mut self, now: Now) {
        self.unsaved.append(&mut self.last);
        self.again_at = Some(now.mono.plus_ms(COMMIT_AGAIN_MS));
    }

    /// Tries what failed again, once its time has come.
    pub(super) fn again(&mut self, now: Now, out: &mut Vec<Output>) {
        if self.again_at.is_some_and(|at| at <= now.mono) {
            self.again_at = None;
            let records = std::mem::take(&mut self.unsaved);
            self.commit(records, out);
        }
    }

    /// When it is tried again.
    pub(super) fn again_at(&self) -> Option<Mono> {
        self.again_at
    }

    /// Whether all that a request may rest on is durable, or at least ahead of it in the same step.
    pub(super) fn is_saved(&self) -> bool {
        self.again_at.is_none()
    }
}
