//! Keys that are being written, as they were: what is read of them until the write is durable.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// What the keys of a batch held, `None` for nothing.
type Was = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Over the keys of the batch that is under way; over nothing between two batches.
#[derive(Debug, Default)]
pub(super) struct Veil {
    was: RwLock<Was>,
}

impl Veil {
    /// To be called before a batch is applied. False, and nothing is covered, if the batch before was never lifted.
    pub(super) fn cover(&self, was: Was) -> bool {
        let mut covered = self.was.write().unwrap_or_else(PoisonError::into_inner);
        let is_free = covered.is_empty();
        if is_free {
            *covered = was;
        }
        is_free
    }

    /// To be called once the batch is durable.
    pub(super) fn lift(&self) {
        self.was.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What is read of a key that is covered; `None` for one that is not.
    pub(super) fn over(&self, key: &[u8]) -> Option<Option<Vec<u8>>> {
        self.read().get(key).cloned()
    }

    /// The covered keys between two bounds, in rising order.
    pub(super) fn between(&self, first: Bound<&[u8]>, last: Bound<&[u8]>) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        let was = self.read();
        if was.is_empty() {
            return Vec::new();
        }
        was.range::<[u8], _>((first, last)).map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn read(&self) -> RwLockReadGuard<'_, Was> {
        self.was.read().unwrap_or_else(PoisonError::into_inner)
    }
}
