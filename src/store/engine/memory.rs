//! The engine without files: for simulations and tests of what stands above.

use super::{Engine, Op, Visit, check};
use crate::store::Result;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps everything in memory. A clone of the handle's content is what a crash would leave: commits are whole.
#[derive(Debug, Default)]
pub struct MemoryEngine {
    pairs: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl MemoryEngine {
    fn pairs(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, Vec<u8>>> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for MemoryEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(self.pairs().get(key).cloned())
    }

    fn commit(&self, batch: &[Op]) -> Result<()> {
        check(batch)?;
        let mut pairs = self.pairs();
        for (key, value) in batch {
            match value {
                Some(value) => pairs.insert(key.clone(), value.clone()),
                None => pairs.remove(key),
            };
        }
        Ok(())
    }

    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
        if from >= to {
            return Ok(());
        }
        // Copied first: a visitor may ask for other keys.
        let mut range: Vec<_> = {
            let pairs = self.pairs();
            pairs.range(from.to_vec()..to.to_vec()).map(|(k, v)| (k.clone(), v.clone())).collect()
        };
        if reverse {
            range.reverse();
        }
        for (key, value) in range {
            if !visit(&key, &value) {
                break;
            }
        }
        Ok(())
    }
}
