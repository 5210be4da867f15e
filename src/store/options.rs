//! How a store is opened, and the small types of its interface.

use super::EngineKind;
use super::engine::Tuning;
use std::time::Duration;

/// Number of a durable commit; rises with each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seq(pub u64);

/// How long readings and audit are kept. State is kept as long as it is state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Longest age in milliseconds. A generation goes when its newest record is older.
    pub max_age_ms: i64,
    /// Most bytes on disk for all generations together.
    pub max_bytes: u64,
    /// Most records in one generation; the engine's own bound (sled 20,000, redb 500,000) holds too.
    pub generation_records: u64,
}

impl Default for Retention {
    /// 90 days, 2 GiB.
    fn default() -> Self {
        Self { max_age_ms: 90 * 86_400_000, max_bytes: 2 << 30, generation_records: 500_000 }
    }
}

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which engine keeps it.
    pub engine: EngineKind,
    /// Page cache of each of the engine's files, in bytes.
    pub cache_bytes: u64,
    /// How long readings and audit wait for company before a commit; state never waits.
    pub linger: Duration,
    /// What is dropped when.
    pub retention: Retention,
    /// Size of the file that is given up when the disk is full, so that the store can be opened again.
    pub reserve_bytes: u64,
    /// False acknowledges before the data is on disk: for the control of the suite `power-cut` alone, and out of the
    /// configuration's reach.
    #[doc(hidden)]
    pub own_sync: bool,
}

impl Options {
    /// The defaults for an engine: a cache of 1 MiB, a wait of 50 ms, 16 MiB in reserve.
    pub fn new(engine: EngineKind) -> Self {
        Self {
            engine,
            cache_bytes: 1 << 20,
            linger: Duration::from_millis(50),
            retention: Retention::default(),
            reserve_bytes: 16 << 20,
            own_sync: true,
        }
    }

    pub(super) fn tuning(&self) -> Tuning {
        Tuning { cache_bytes: self.cache_bytes, own_sync: self.own_sync }
    }
}

/// A change to the head-end's documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Whose key space; no NUL.
    pub namespace: String,
    /// Its key; with the namespace at most 240 bytes.
    pub key: Vec<u8>,
    /// Its content, at most 1,200 kB; `None` removes it.
    pub value: Option<Vec<u8>>,
}
