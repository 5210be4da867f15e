//! The store's directory: who may use it, and who wrote it.

use super::guard::{Guard, Guarded};
use super::{EngineKind, Error, Options, Result, export, files};
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The newest format of the directory that this build reads, and the one that it writes.
const FORMAT: u32 = 1;

/// What the file `FORMAT` says.
#[derive(Debug, Serialize, Deserialize)]
struct Format {
    format: u32,
    engine: EngineKind,
}

/// The directory, locked for this process.
pub(super) struct Root {
    path: PathBuf,
    /// Whether its files were there before, though the file `FORMAT` was not.
    format_missing: bool,
    /// Whether the store existed before.
    existed: bool,
    _lock: File,
}

impl Root {
    pub(super) fn open(path: &Path, options: &Options) -> Result<Self> {
        files::create_dir(path)?;
        let lock = lock(path)?;
        let known = read_format(path)?;
        if let Some(format) = &known {
            check(path, format, options.engine)?;
        }
        let root = Self {
            path: path.to_owned(),
            format_missing: known.is_none() && path.join("state").exists(),
            existed: known.is_some(),
            _lock: lock,
        };
        if known.is_none() {
            root.write_format(options.engine)?;
        }
        Ok(root)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn notices(&self) -> Vec<String> {
        let missing = "the file FORMAT was missing; it was written anew".to_owned();
        if self.format_missing { vec![missing] } else { Vec::new() }
    }

    pub(super) fn open_state(&self, options: &Options, notices: &mut Vec<String>) -> Result<Guarded> {
        let guard = Guard {
            kind: options.engine,
            tuning: options.tuning(),
            root: &self.path,
            dir: self.path.join("state"),
            // A crash between the file FORMAT and the first opening leaves neither state nor anything to lose.
            expected: self.existed && self.path.join("history").exists(),
            due: None,
            held: String::new(),
            exported: Some(&|take| export::newest(&self.path, take)),
        };
        guard.open(notices)
    }

    fn write_format(&self, engine: EngineKind) -> Result<()> {
        let format = Format { format: FORMAT, engine };
        let json = serde_json::to_vec(&format).map_err(|e| Error::Record(e.to_string()))?;
        files::replace(&self.path.join("FORMAT"), &json)
    }

    /// Frees the reserve; false when it was gone already.
    pub(super) fn give_up_reserve(&self) -> Result<bool> {
        let path = self.path.join("reserve");
        let there = path.exists();
        files::remove_file(&path)?;
        Ok(there)
    }

    /// Takes space that can be given up later. A disk too full for it is no reason to stop.
    pub(super) fn take_reserve(&self, bytes: u64) {
        let path = self.path.join("reserve");
        if path.metadata().is_ok_and(|meta| meta.len() >= bytes) {
            return;
        }
        let block = [0; 65_536];
        let blocks = bytes / block.len() as u64;
        let taken = File::create(&path).and_then(|mut file| (0..blocks).try_for_each(|_| file.write_all(&block)));
        if let Err(e) = taken.map_err(|e| Error::io("write", &path, e)) {
            tracing::warn!("store: no reserve: {e}");
            // Half a reserve would only fill the disk.
            let _ = files::remove_file(&path);
        }
    }
}

fn lock(path: &Path) -> Result<File> {
    let name = path.join("lock");
    let opened = File::options().write(true).create(true).truncate(false).open(&name);
    let file = opened.map_err(|e| Error::io("open", &name, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(path.to_owned())),
        Err(TryLockError::Error(e)) => Err(Error::io("lock", &name, e)),
    }
}

fn read_format(path: &Path) -> Result<Option<Format>> {
    let name = path.join("FORMAT");
    match std::fs::read(&name) {
        Ok(json) => Ok(serde_json::from_slice(&json).ok()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", &name, e)),
    }
}

fn check(path: &Path, format: &Format, wanted: EngineKind) -> Result<()> {
    if format.format > FORMAT {
        return Err(Error::Format { path: path.to_owned(), found: format.format, known: FORMAT });
    }
    if format.engine != wanted {
        return Err(Error::OtherEngine { path: path.to_owned(), found: format.engine, wanted });
    }
    Ok(())
}
