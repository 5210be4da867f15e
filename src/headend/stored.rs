//! The server's documents in the store's document space.

use super::key::Key;
use super::pending::Pending;
use super::resources::{Change, Resources, Unavailable};
use super::scope::Scope;
use super::versions::{Mark, Versions};
use crate::store::{BATCH_OPS_MAX, Document, Error, Prepared, Store};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

/// The namespace of the server's documents.
const NAMESPACE: &str = "headend";
/// Documents read in one call of the store.
const PAGE: usize = 1_000;

/// Documents that survive a restart: nothing is kept in memory beside what the store keeps, but for what is being
/// written.
///
/// What is read is durable (rule 4). Who decides something by what is read reads [`StoredResources::ahead`], one at a time,
/// and submits it before the next one reads: so each meets what the last one wrote, durable or not.
#[derive(Clone)]
pub struct StoredResources {
    store: Arc<Store>,
    versions: Arc<Versions>,
    pending: Arc<Mutex<Pending>>,
    /// Whether what is being written is read.
    is_ahead: bool,
}

impl std::fmt::Debug for StoredResources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredResources")
    }
}

/// Changes within the store's bounds, to be made durable together.
pub struct Submission {
    changes: Vec<Change>,
    /// In the order of their commits; the last one holds all that must be whole.
    parts: Vec<Prepared>,
}

impl StoredResources {
    /// The documents in this store.
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, versions: Arc::default(), pending: Arc::default(), is_ahead: false }
    }

    /// The documents as the next writer meets them: with what is submitted and not durable yet.
    pub fn ahead(&self) -> Self {
        Self { is_ahead: true, ..self.clone() }
    }

    /// Whether what was submitted is durable, all of it, or refused.
    pub fn is_settled(&self) -> bool {
        self.pending().is_empty()
    }

    /// Makes `changes` durable as one batch; blocks until they are (rule 4).
    pub fn commit(&self, changes: &[Change]) -> Result<(), Error> {
        let (answer, answered) = mpsc::sync_channel(1);
        // Nobody has gone away: it is waited for below.
        let then = move |outcome, _: Vec<Change>| drop(answer.send(outcome));
        self.submit(Self::prepare(changes.to_vec())?, then);
        answered.recv().unwrap_or(Err(Error::Stopped))
    }

    /// Changes to be submitted as one batch; refused where one is beyond the store's bounds. Beyond what the store takes in
    /// one batch, what is forgotten goes before, so that the rest is whole.
    pub fn prepare(changes: Vec<Change>) -> Result<Submission, Error> {
        let forgotten = changes.iter().take_while(|change| change.is_forgetting()).count();
        let first = if changes.len() < BATCH_OPS_MAX / 2 { 0 } else { forgotten };
        let (forgotten, rest) = changes.split_at(first);
        let parts = [forgotten, rest].into_iter().filter(|part| !part.is_empty());
        let parts = parts.map(|part| Store::prepare(&[], &part.iter().map(document).collect::<Vec<_>>()));
        Ok(Submission { parts: parts.collect::<Result<_, _>>()?, changes })
    }

    /// Queues a submission: `then` is called with its changes once they are durable, or will not be, by a thread that it
    /// must not hold up. Submissions become durable in the order of the calls, and are told of in that order; once one has
    /// failed, so do all later ones. One without changes is told of when those before it are.
    pub fn submit(&self, submission: Submission, then: impl FnOnce(Result<(), Error>, Vec<Change>) + Send + 'static) {
        let Submission { changes, mut parts } = submission;
        let number = self.pending().take(&changes);
        let last = parts.pop().unwrap_or_default();
        for part in parts {
            // Its failure is told of by the last part, which fails with it.
            self.store.submit(part, |_| {});
        }
        let (versions, pending) = (self.versions.clone(), self.pending.clone());
        self.store.submit(last, move |outcome| {
            // After a failure too. Before they leave what the next writer reads: it must find one or the other.
            versions.raise(&changes);
            lock(&pending).settle(number, changes.iter().map(|change| &change.key));
            then(outcome.map(|_| ()), changes);
        });
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        lock(&self.pending)
    }

    fn list_durable(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        let page_size = PAGE.min(limit);
        let mut found = Vec::new();
        let mut from: Vec<u8> = from.as_str().as_bytes().to_vec();
        loop {
            let page = self.store.documents(NAMESPACE, prefix.as_str().as_bytes(), &from, page_size);
            let page = page.map_err(unavailable)?;
            let full = page.len() == page_size;
            if let Some((last, _)) = page.last() {
                from = [last.as_slice(), &[0]].concat();
            }
            let keys = page.into_iter().filter_map(|(key, value)| {
                let key = Key::parse(std::str::from_utf8(&key).ok()?)?;
                scope.sees(&key).then_some((key, value))
            });
            found.extend(keys);
            if !full || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }
}

fn lock(pending: &Mutex<Pending>) -> MutexGuard<'_, Pending> {
    pending.lock().unwrap_or_else(PoisonError::into_inner)
}

fn document(change: &Change) -> Document {
    let key = change.key.as_str().as_bytes().to_vec();
    Document { namespace: NAMESPACE.to_owned(), key, value: change.value.clone() }
}

fn unavailable(error: Error) -> Unavailable {
    Unavailable(error.to_string())
}

impl Resources for StoredResources {
    /// What is being written is asked first: what is not there any more is in the store.
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        if !scope.sees(key) {
            return Ok(None);
        }
        if self.is_ahead
            && let Some(next) = self.pending().get(key).cloned()
        {
            return Ok(next);
        }
        self.store.document(NAMESPACE, key.as_str().as_bytes()).map_err(unavailable)
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        let pending = if self.is_ahead { self.pending().under(prefix, from) } else { Vec::new() };
        if pending.is_empty() {
            return self.list_durable(scope, prefix, from, limit);
        }
        let durable = self.list_durable(scope, prefix, from, limit.saturating_add(pending.len()))?;
        let mut merged: BTreeMap<Key, Vec<u8>> = durable.into_iter().collect();
        for (key, next) in pending {
            match next {
                Some(value) if scope.sees(&key) => merged.insert(key, value),
                _ => merged.remove(&key),
            };
        }
        Ok(merged.into_iter().take(limit).collect())
    }

    /// `None` where something is being written that not everybody reads: what a writer makes of it is not kept.
    fn mark(&self, key: &Key) -> Option<Mark> {
        let mark = self.versions.mark(key);
        (!self.is_ahead || !self.pending().concerns(&mark)).then_some(mark)
    }

    fn holds(&self, mark: &Mark) -> bool {
        (!self.is_ahead || !self.pending().concerns(mark)) && self.versions.holds(mark)
    }
}
