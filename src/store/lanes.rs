//! The two ways to the disk: state and history, each with its own thread.

use super::committer::{Answer, Committer, Failure, Write};
use super::value::Change;
use super::{Result, Seq, Spaces};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// Both committers of a store.
pub(super) struct Lanes {
    state: Arc<Committer>,
    history: Committer,
    failure: Failure,
}

impl Lanes {
    /// Starts both threads. Readings and audit wait for company for as long as `linger` says; state never waits.
    pub(super) fn start(spaces: &Arc<Spaces>, linger: Duration) -> Result<Self> {
        let last = spaces.state.space.head().seq.max(spaces.history.last_seq());
        let (failure, last) = (Failure::default(), Arc::new(AtomicU64::new(last)));
        let state = ToState { spaces: spaces.clone(), last: last.clone() };
        let history = ToHistory { spaces: spaces.clone(), last };
        Ok(Self {
            state: Arc::new(Committer::start("store-state", Duration::ZERO, failure.clone(), state)?),
            history: Committer::start("store-history", linger, failure.clone(), history)?,
            failure,
        })
    }

    /// Blocks until the changes are durable.
    pub(super) fn commit(&self, changes: Vec<Change>) -> Result<Seq> {
        let (answer, answered) = mpsc::sync_channel(1);
        // A caller that went away has nothing to be told.
        self.submit(changes, Box::new(move |outcome| drop(answer.send(outcome))));
        answered.recv().unwrap_or(Err(super::Error::Stopped))
    }

    /// Queues changes. History goes first: what state refers to is there before it.
    pub(super) fn submit(&self, changes: Vec<Change>, answer: Answer) {
        let (history, state): (Vec<_>, Vec<_>) = changes.into_iter().partition(Change::is_history);
        if history.is_empty() {
            return self.state.submit(state, answer);
        }
        if state.is_empty() {
            return self.history.submit(history, answer);
        }
        let lane = self.state.clone();
        let then = move |outcome| match outcome {
            Ok(_) => lane.submit(state, answer),
            Err(_) => answer(outcome),
        };
        self.history.submit(history, Box::new(then));
    }

    /// Lets both threads finish what is queued; whether every commit succeeded.
    pub(super) fn stop(&self) -> bool {
        let history = self.history.stop();
        self.state.stop() && history && !self.failure.happened()
    }
}

struct ToState {
    spaces: Arc<Spaces>,
    last: Arc<AtomicU64>,
}

impl Write for ToState {
    fn write(&mut self, group: Vec<Vec<Change>>) -> Result<Seq> {
        let seq = next(&self.last);
        if group.iter().any(|changes| !changes.is_empty()) {
            self.spaces.state.space.apply(seq, &group)?;
        }
        Ok(Seq(seq))
    }

    fn settle(&mut self) -> Result<()> {
        self.spaces.state.note_progress()
    }
}

struct ToHistory {
    spaces: Arc<Spaces>,
    last: Arc<AtomicU64>,
}

impl Write for ToHistory {
    fn write(&mut self, group: Vec<Vec<Change>>) -> Result<Seq> {
        let seq = next(&self.last);
        self.spaces.history.apply(seq, &group)?;
        Ok(Seq(seq))
    }

    fn settle(&mut self) -> Result<()> {
        self.spaces.history.note_progress()
    }
}

/// Numbers rise over both lanes, and so in each.
fn next(last: &AtomicU64) -> u64 {
    last.fetch_add(1, Ordering::Relaxed) + 1
}
