//! sled 0.34.7. Its `flush` is no fsync on Linux, so nothing is acknowledged before a sync of our own.

use super::{Engine, Op, Tuning, Visit, check};
use crate::store::{Error, Result, files};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(panic = "abort")]
compile_error!("the open guard around sled catches panics: build with unwinding, or without the feature `sled`");

/// A sled database in a directory of its own.
pub(crate) struct SledEngine {
    db: sled::Db,
    /// Our own handle on sled's log.
    log: File,
    blobs: PathBuf,
    own_sync: bool,
}

/// How often the lock of a handle that was just dropped is tried again; sled lets go of it in the background.
const LOCK_TRIES: u32 = 50;

/// How often sled's own thread collects what was overwritten, and syncs: a second line, and seldom, since a commit that
/// comes meanwhile waits behind it.
const FLUSHER_MS: u64 = 5_000;

/// Pause between two tries.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// Waits until a dropped handle has let go of `dir`, as long as it may take.
pub(super) fn settle(dir: &Path) {
    let Ok(log) = File::open(dir.join("db")) else { return };
    for _ in 0..LOCK_TRIES {
        if !matches!(log.try_lock(), Err(TryLockError::WouldBlock)) {
            return;
        }
        std::thread::sleep(LOCK_PAUSE);
    }
}

/// Ending of a snapshot that is being written; sled renames it when it is whole.
const UNFINISHED: &str = ".generating";

/// sled would read a snapshot that it was killed while writing as its newest, and refuse to open.
fn remove_unfinished_snapshots(dir: &Path) -> Result<()> {
    for path in if dir.exists() { files::entries(dir)? } else { Vec::new() } {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(UNFINISHED) {
            std::fs::remove_file(&path).map_err(|e| Error::io("remove", &path, e))?;
        }
    }
    Ok(())
}

impl SledEngine {
    pub(crate) fn open(dir: &Path, tuning: Tuning) -> Result<Self> {
        remove_unfinished_snapshots(dir)?;
        let db = Self::open_when_free(dir, tuning)?;
        let log = File::open(dir.join("db")).map_err(|e| Error::io("open", &dir.join("db"), e))?;
        if tuning.own_sync {
            db.flush().map_err(failed)?;
            files::sync_tree(dir)?;
        }
        Ok(Self { db, log, blobs: dir.join("blobs"), own_sync: tuning.own_sync })
    }

    fn open_when_free(dir: &Path, tuning: Tuning) -> Result<sled::Db> {
        let mut tries = 0;
        loop {
            let settings = sled::Config::new().path(dir).cache_capacity(tuning.cache_bytes);
            match settings.flush_every_ms(Some(FLUSHER_MS)).open() {
                Err(sled::Error::Io(e)) if e.to_string().contains("lock") && tries < LOCK_TRIES => {
                    tries += 1;
                    std::thread::sleep(LOCK_PAUSE);
                }
                other => return other.map_err(failed),
            }
        }
    }

    /// Items above 128 KiB go to files of their own that sled never syncs. Chunked values never reach that size; if one
    /// appears all the same, it is synced.
    fn sync_blobs(&self) -> Result<()> {
        let unreadable = |e| Error::io("read", &self.blobs, e);
        let mut found = false;
        for entry in std::fs::read_dir(&self.blobs).map_err(unreadable)? {
            files::sync(&entry.map_err(unreadable)?.path())?;
            found = true;
        }
        if found {
            tracing::warn!(dir = %self.blobs.display(), "sled wrote a blob file; synced");
            files::sync(&self.blobs)?;
        }
        Ok(())
    }
}

impl Engine for SledEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(self.db.get(key).map_err(failed)?.map(|value| value.to_vec()))
    }

    fn commit(&self, batch: &[Op]) -> Result<()> {
        check(batch)?;
        let mut steps = sled::Batch::default();
        for (key, value) in batch {
            match value {
                Some(value) => steps.insert(key.as_slice(), value.as_slice()),
                None => steps.remove(key.as_slice()),
            }
        }
        self.db.apply_batch(steps).map_err(failed)?;
        self.db.flush().map_err(failed)?;
        if self.own_sync {
            self.sync_blobs()?;
            self.log.sync_data().map_err(|e| Error::Engine(format!("sled: sync: {e}")))?;
        }
        Ok(())
    }

    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
        if from >= to {
            return Ok(());
        }
        let mut range = self.db.range(from..to);
        while let Some(pair) = if reverse { range.next_back() } else { range.next() } {
            let (key, value) = pair.map_err(failed)?;
            if !visit(&key, &value) {
                break;
            }
        }
        Ok(())
    }
}

fn failed(e: sled::Error) -> Error {
    match e {
        sled::Error::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => Error::Full,
        e => Error::Engine(format!("sled: {e}")),
    }
}
