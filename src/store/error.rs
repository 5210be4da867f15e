//! Why the store refuses or fails.

use super::EngineKind;
use std::path::{Path, PathBuf};

/// Shorthand of this room.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, each with its remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be used.
    #[error("cannot {verb} {}: {cause}; check the path, its owner and free space", path.display())]
    File {
        /// What was tried.
        verb: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The file system is full; nothing acknowledged is lost.
    #[error("the store's file system is full; free space and start again: nothing acknowledged is lost")]
    Full,
    /// The engine failed. Nothing more is acknowledged until the store is opened again.
    #[error("{0}; nothing more is acknowledged until the store is opened again")]
    Engine(String),
    /// An earlier commit failed, so this handle acknowledges nothing more.
    #[error("the store stopped after a failed commit; open it again")]
    Stopped,
    /// Another process has the store open.
    #[error("{} is in use by another process; stop that one first", .0.display())]
    InUse(PathBuf),
    /// Written by a newer Tieline.
    #[error("{} has store format {found}, this build reads up to {known}; run the newer Tieline, or `tieline export` there and `tieline import` here", path.display())]
    Format {
        /// Which store.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The newest that this build reads.
        known: u32,
    },
    /// Written by another engine than the configured one.
    #[error("{} was written by {found}, the configuration says {wanted}; set store.engine = \"{found}\", or move it with `tieline export` and `tieline import`", path.display())]
    OtherEngine {
        /// Which store.
        path: PathBuf,
        /// Who wrote it.
        found: EngineKind,
        /// Who was asked for.
        wanted: EngineKind,
    },
    /// The build lacks the engine.
    #[error("this build has no engine {0}; build with the feature `{0}`")]
    NotBuilt(EngineKind),
    /// More than a bound allows.
    #[error("{1} {0}, at most {2}")]
    Limit(&'static str, usize, usize),
    /// A record that cannot be written or read.
    #[error("record: {0}")]
    Record(String),
    /// An export that cannot be read to its end.
    #[error("export line {line}: {cause}; the file is damaged, take an older one")]
    Export {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        cause: String,
    },
    /// An import into a store that already holds something.
    #[error("the store already holds records; import into an empty directory")]
    NotEmpty,
}

impl Error {
    pub(super) fn io(verb: &'static str, path: &Path, e: std::io::Error) -> Self {
        if e.kind() == std::io::ErrorKind::StorageFull {
            return Self::Full;
        }
        Self::File { verb, path: path.to_owned(), cause: e.to_string() }
    }
}
