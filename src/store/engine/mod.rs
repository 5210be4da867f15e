//! The layer below: an ordered key space with atomic batches and an explicit durable commit.
//!
//! An engine knows bytes alone. Formats, checksums and counts belong to the layers above, so that every engine is held to
//! the same promise by the same tests.

mod memory;
#[cfg(feature = "redb")]
mod redb;
#[cfg(feature = "sled")]
mod sled;
#[cfg(feature = "sled")]
mod veil;

pub use memory::MemoryEngine;

use super::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// Most operations in one atomic batch: larger ones run sled's memory into gigabytes.
pub const BATCH_OPS_MAX: usize = 500;
/// Longest value in bytes that an engine is given. Longer ones come in chunks: sled writes large items to a file that it
/// never syncs.
pub const VALUE_BYTES_MAX: usize = 4_096;
/// Longest key in bytes.
pub const KEY_BYTES_MAX: usize = 256;

/// One step of a batch: put a value (`Some`) or remove a key (`None`).
pub type Op = (Vec<u8>, Option<Vec<u8>>);

/// Called for each pair of a scan; false ends the scan.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> bool + 'a;

/// An ordered key space. Object-safe, so that tests state each behaviour once over `&dyn Engine`. What is read is durable:
/// nothing of a batch is seen before its commit is, nor after a commit that failed.
pub trait Engine: Send + Sync {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Applies a batch of at most [`BATCH_OPS_MAX`] steps whole or not at all; durable when this returns (rule 4).
    fn commit(&self, batch: &[Op]) -> Result<()>;

    /// Visits the pairs with `from <= key < to` in rising order of keys, or falling with `reverse`.
    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()>;
}

/// Which engine keeps the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineKind {
    /// sled 0.34.7 with a sync of our own.
    Sled,
    /// redb 4.
    Redb,
}

impl EngineKind {
    /// Every engine that this build has.
    pub const BUILT: &[Self] = &[
        #[cfg(feature = "sled")]
        Self::Sled,
        #[cfg(feature = "redb")]
        Self::Redb,
    ];

    /// Its name in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sled => "sled",
            Self::Redb => "redb",
        }
    }

    /// Most records in one generation of history. All of them are counted at each opening, and sled keeps in memory what
    /// it has counted.
    pub(super) fn generation_records(self) -> u64 {
        match self {
            Self::Sled => 20_000,
            Self::Redb => 500_000,
        }
    }

    /// Whether opening a damaged directory may destroy what was left of it, so that it must be copied before.
    pub(super) fn opening_may_destroy(self) -> bool {
        self == Self::Sled
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EngineKind {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        match name {
            "sled" => Ok(Self::Sled),
            "redb" => Ok(Self::Redb),
            _ => Err(format!("{name:?} is not a store engine; use \"sled\" or \"redb\"")),
        }
    }
}

/// What an engine may use.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    /// Page cache in bytes.
    pub cache_bytes: u64,
    /// False leaves durability to the engine's own flush. Only the control of the suite `power-cut` sets it: sled then
    /// loses what it acknowledged.
    pub own_sync: bool,
}

/// Opens or creates the engine's files in `dir`.
pub(super) fn open(kind: EngineKind, dir: &Path, tuning: Tuning) -> Result<Box<dyn Engine>> {
    match kind {
        #[cfg(feature = "sled")]
        EngineKind::Sled => Ok(Box::new(sled::SledEngine::open(dir, tuning)?)),
        #[cfg(feature = "redb")]
        EngineKind::Redb => Ok(Box::new(redb::RedbEngine::open(dir, tuning)?)),
        #[cfg(not(all(feature = "sled", feature = "redb")))]
        _ => Err(Error::NotBuilt(kind)),
    }
}

/// Opens files that are written no more. redb leaves them as they are; sled has no such mode.
pub(super) fn open_to_read(kind: EngineKind, dir: &Path, tuning: Tuning) -> Result<Box<dyn Engine>> {
    match kind {
        #[cfg(feature = "redb")]
        EngineKind::Redb => Ok(Box::new(redb::RedbReader::open(dir, tuning)?)),
        _ => open(kind, dir, tuning),
    }
}

/// Waits until an engine that was just dropped has let go of its files; sled does so in the background.
pub(super) fn settle(kind: EngineKind, dir: &Path) {
    #[cfg(feature = "sled")]
    if kind == EngineKind::Sled {
        sled::settle(dir);
    }
    #[cfg(not(feature = "sled"))]
    let _ = (kind, dir);
}

/// Refuses what no engine is given.
fn check(batch: &[Op]) -> Result<()> {
    if batch.len() > BATCH_OPS_MAX {
        return Err(Error::Limit("operations in a batch", batch.len(), BATCH_OPS_MAX));
    }
    for (key, value) in batch {
        if key.len() > KEY_BYTES_MAX {
            return Err(Error::Limit("bytes in a key", key.len(), KEY_BYTES_MAX));
        }
        let length = value.as_ref().map_or(0, Vec::len);
        if length > VALUE_BYTES_MAX {
            return Err(Error::Limit("bytes in a value", length, VALUE_BYTES_MAX));
        }
    }
    Ok(())
}
