//! The server's documents in the store's document space.

use super::key::Key;
use super::resources::{Change, Resources, Unavailable};
use super::scope::Scope;
use super::versions::{Mark, Versions};
use crate::store::{BATCH_OPS_MAX, Document, Error, Store};
use std::sync::Arc;

/// The namespace of the server's documents.
const NAMESPACE: &str = "headend";
/// Documents read in one call of the store.
const PAGE: usize = 1_000;

/// Documents that survive a restart: nothing is kept in memory beside what the store keeps.
#[derive(Clone)]
pub struct StoredResources {
    store: Arc<Store>,
    versions: Arc<Versions>,
}

impl std::fmt::Debug for StoredResources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredResources")
    }
}

impl StoredResources {
    /// The documents in this store.
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, versions: Arc::default() }
    }

    /// Makes `changes` durable as one batch; blocks until they are (rule 4). Beyond what the store takes in one batch, what is
    /// forgotten goes before, so that the rest is whole.
    pub fn commit(&self, changes: &[Change]) -> Result<(), Error> {
        let forgotten = changes.iter().take_while(|change| change.is_forgetting()).count();
        if changes.len() < BATCH_OPS_MAX / 2 || forgotten == 0 {
            return self.commit_all(changes);
        }
        let (forgotten, rest) = changes.split_at(forgotten);
        self.commit_all(forgotten)?;
        self.commit_all(rest)
    }

    fn commit_all(&self, changes: &[Change]) -> Result<(), Error> {
        let documents: Vec<Document> = changes
            .iter()
            .map(|change| Document {
                namespace: NAMESPACE.to_owned(),
                key: change.key.as_str().as_bytes().to_vec(),
                value: change.value.clone(),
            })
            .collect();
        let committed = self.store.commit_with(&[], &documents).map(|_| ());
        // After a failure too: what is in the store then is not known.
        self.versions.raise(changes);
        committed
    }
}

fn unavailable(error: Error) -> Unavailable {
    Unavailable(error.to_string())
}

impl Resources for StoredResources {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        match scope.sees(key) {
            true => self.store.document(NAMESPACE, key.as_str().as_bytes()).map_err(unavailable),
            false => Ok(None),
        }
    }

    fn list_from(
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

    fn mark(&self, key: &Key) -> Option<Mark> {
        Some(self.versions.mark(key))
    }

    fn holds(&self, mark: &Mark) -> bool {
        self.versions.holds(mark)
    }
}
