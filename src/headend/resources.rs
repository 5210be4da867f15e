//! What the server reads and writes: documents by key, every call with the caller's scope.

use super::key::Key;
use super::scope::Scope;
use super::versions::{Mark, Versions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;
use tieline_core::model::UtcSeconds;

/// The documents cannot be read now; the text is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("documents cannot be read: {0}")]
pub struct Unavailable(pub String);

/// A document to write, or to remove where `value` is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub key: Key,
    /// Its new value.
    pub value: Option<Vec<u8>>,
}

impl Change {
    /// Whether it removes something that is below an enrolment.
    pub(super) fn is_forgetting(&self) -> bool {
        self.value.is_none() && !self.key.is_of_enrolment()
    }
}

/// Documents by key. What a scope may not see does not exist for it.
pub trait Resources {
    /// The document at `key`.
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable>;

    /// Up to `limit` documents under `prefix`, in the order of their keys, from `from` on.
    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable>;

    /// Up to `limit` documents under `prefix`, in the order of their keys.
    fn list(&self, scope: &Scope, prefix: &Key, limit: usize) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        self.list_from(scope, prefix, prefix, limit)
    }

    /// To be taken before `key`, or what lies under it, is read; `None` where nobody notices changes.
    fn mark(&self, _key: &Key) -> Option<Mark> {
        None
    }

    /// Whether nothing has changed where a mark was taken.
    fn holds(&self, _mark: &Mark) -> bool {
        false
    }

    /// Told by a reader: what it makes of the documents differs from the instant `at` on, though they are the same.
    fn differs_from(&self, _at: UtcSeconds) {}
}

/// Reads a document of the server's own kind, which is stored as JSON.
pub(super) fn read<T: DeserializeOwned>(
    resources: &impl Resources,
    scope: &Scope,
    key: &Key,
) -> Result<Option<T>, Unavailable> {
    let Some(bytes) = resources.get(scope, key)? else {
        return Ok(None);
    };
    parse(key, &bytes).map(Some)
}

/// Reads all documents of one kind under `prefix`, with their numbers.
pub(super) fn read_all<T: DeserializeOwned>(
    resources: &impl Resources,
    scope: &Scope,
    prefix: &Key,
) -> Result<Vec<(u32, T)>, Unavailable> {
    let found = resources.list(scope, prefix, usize::MAX)?;
    found.iter().map(|(key, bytes)| Ok((key.last_number().unwrap_or(0), parse(key, bytes)?))).collect()
}

fn parse<T: DeserializeOwned>(key: &Key, bytes: &[u8]) -> Result<T, Unavailable> {
    serde_json::from_slice(bytes).map_err(|error| Unavailable(format!("{key}: {error}")))
}

/// Documents in memory, for tests and for a demo that ends with its process.
#[derive(Debug, Clone, Default)]
pub struct MemoryResources {
    documents: BTreeMap<Key, Vec<u8>>,
    versions: Arc<Versions>,
}

/// By their documents.
impl PartialEq for MemoryResources {
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents
    }
}

impl MemoryResources {
    /// Carries out `changes`, all of them.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            match &change.value {
                Some(value) => self.documents.insert(change.key.clone(), value.clone()),
                None => self.documents.remove(&change.key),
            };
        }
        self.versions.raise(changes);
    }

    /// The changes that make an empty one the same.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<Change> {
        let all = self.documents.iter();
        all.map(|(key, value)| Change { key: key.clone(), value: Some(value.clone()) }).collect()
    }
}

impl Resources for MemoryResources {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        Ok(self.documents.get(key).filter(|_| scope.sees(key)).cloned())
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        let under = self.documents.range(prefix.max(from)..);
        let seen = under.take_while(|(key, _)| key.is_under(prefix)).filter(|(key, _)| scope.sees(key));
        Ok(seen.take(limit).map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    fn mark(&self, key: &Key) -> Option<Mark> {
        Some(self.versions.mark(key))
    }

    fn holds(&self, mark: &Mark) -> bool {
        self.versions.holds(mark)
    }
}

/// Documents with changes on top that are not committed yet: a writer reads what it wrote.
#[derive(Debug)]
pub struct Draft<'a, R> {
    base: &'a R,
    pending: BTreeMap<Key, Option<Vec<u8>>>,
}

impl<'a, R: Resources> Draft<'a, R> {
    /// No changes yet.
    pub fn new(base: &'a R) -> Self {
        Self { base, pending: BTreeMap::new() }
    }

    /// Sets the document at `key`.
    pub fn put(&mut self, key: Key, value: Vec<u8>) {
        self.pending.insert(key, Some(value));
    }

    /// Sets a document of the server's own kind.
    pub(super) fn put_json<T: Serialize>(&mut self, key: Key, value: &T) -> Result<(), Unavailable> {
        let bytes = serde_json::to_vec(value).map_err(|error| Unavailable(format!("{key}: {error}")))?;
        self.put(key, bytes);
        Ok(())
    }

    /// Removes the document at `key`.
    pub fn remove(&mut self, key: Key) {
        self.pending.insert(key, None);
    }

    /// The next number of a counter, from 1.
    pub(super) fn next(&mut self, counter: Key) -> Result<u32, Unavailable> {
        let last: u32 = read(self, &Scope::Operator, &counter)?.unwrap_or(0);
        let next = last.checked_add(1).ok_or_else(|| Unavailable(format!("{counter}: no number is left")))?;
        self.put_json(counter, &next)?;
        Ok(next)
    }

    /// What is to be committed, as one batch. What goes comes first, but for enrolments: where a batch is cut, a crash leaves
    /// nothing behind that nobody owns, and what was not told as done can be done again.
    pub fn into_changes(self) -> Vec<Change> {
        let pending = self.pending.into_iter();
        let mut changes: Vec<Change> = pending.map(|(key, value)| Change { key, value }).collect();
        changes.sort_by_key(|change| !change.is_forgetting());
        changes
    }
}

impl<R: Resources> Resources for Draft<'_, R> {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        match self.pending.get(key) {
            Some(value) => Ok(value.clone().filter(|_| scope.sees(key))),
            None => self.base.get(scope, key),
        }
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        let base = self.base.list_from(scope, prefix, from, usize::MAX)?;
        let mut merged: BTreeMap<Key, Vec<u8>> = base.into_iter().collect();
        for (key, value) in self.pending.range(prefix.max(from).clone()..) {
            if !key.is_under(prefix) {
                break;
            }
            match value {
                Some(value) if scope.sees(key) => merged.insert(key.clone(), value.clone()),
                _ => merged.remove(key),
            };
        }
        Ok(merged.into_iter().take(limit).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::Lfdi;

    fn device(device: u32) -> Scope {
        Scope::Device {
            device,
            lfdi: Lfdi([device as u8; 20]),
            aggregator: false,
            granted: BTreeMap::new(),
            programs: [1].into(),
        }
    }

    #[test]
    fn a_scope_sees_its_own_documents_alone() {
        let mut memory = MemoryResources::default();
        let keys = [Key::device(1), Key::device(2), Key::program(1), Key::program(2), Key::rates()];
        let changes = keys.clone().map(|key| Change { key, value: Some(b"1".to_vec()) });
        memory.apply(&changes);
        let seen: Vec<_> = keys.iter().filter(|key| memory.get(&device(1), key).expect("memory").is_some()).collect();
        assert_eq!(seen, [&Key::device(1), &Key::program(1)]);
        assert_eq!(memory.get(&Scope::Operator, &Key::rates()), Ok(Some(b"1".to_vec())));
    }

    #[test]
    fn a_draft_reads_what_it_wrote_and_commits_it_as_one_batch() {
        let memory = MemoryResources::default();
        let mut draft = Draft::new(&memory);
        assert_eq!(draft.next(Key::counter("device")), Ok(1));
        assert_eq!(draft.next(Key::counter("device")), Ok(2));
        draft.put(Key::log_event(1, 1), b"x".to_vec());
        let listed = draft.list(&device(1), &Key::log_events(1), 9).expect("memory");
        assert_eq!(listed.len(), 1);
        assert_eq!(draft.list(&device(2), &Key::log_events(1), 9), Ok(vec![]));
        assert_eq!(draft.into_changes().len(), 2);
    }
}
