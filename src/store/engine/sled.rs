//! sled 0.34.7. Its `flush` is no fsync on Linux, so nothing is acknowledged before a sync of our own. A batch can be read
//! from it before either, so what is being committed is veiled until then.

use super::veil::Veil;
use super::{Engine, Op, Tuning, Visit, check};
use crate::store::{Error, Result, files};
use std::fs::{File, TryLockError};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
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
    veil: Veil,
    /// Held by whoever commits: the veil is over one batch.
    committing: Mutex<()>,
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
        Ok(Self {
            db,
            log,
            blobs: dir.join("blobs"),
            own_sync: tuning.own_sync,
            veil: Veil::default(),
            committing: Mutex::default(),
        })
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

impl SledEngine {
    /// Hands a batch to sled, under the veil: nothing of it is read from here yet.
    fn apply(&self, batch: &[Op]) -> Result<()> {
        let was = batch.iter().map(|(key, _)| {
            let value = self.db.get(key).map_err(failed)?;
            Ok((key.clone(), value.map(|value| value.to_vec())))
        });
        if !self.veil.cover(was.collect::<Result<_>>()?) {
            return Err(Error::Engine("sled: an earlier commit failed".to_owned()));
        }
        let mut steps = sled::Batch::default();
        for (key, value) in batch {
            match value {
                Some(value) => steps.insert(key.as_slice(), value.as_slice()),
                None => steps.remove(key.as_slice()),
            }
        }
        self.db.apply_batch(steps).map_err(failed)
    }

    fn sync(&self) -> Result<()> {
        self.db.flush().map_err(failed)?;
        if self.own_sync {
            self.sync_blobs()?;
            self.log.sync_data().map_err(|e| Error::Engine(format!("sled: sync: {e}")))?;
        }
        Ok(())
    }
}

impl Engine for SledEngine {
    /// sled is read first: what is not veiled after that is durable.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let value = self.db.get(key).map_err(failed)?;
        Ok(self.veil.over(key).unwrap_or_else(|| value.map(|value| value.to_vec())))
    }

    /// After a failure the veil stays, since what is on the disk then is not known.
    fn commit(&self, batch: &[Op]) -> Result<()> {
        check(batch)?;
        let _committing = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        self.apply(batch)?;
        self.sync()?;
        self.veil.lift();
        Ok(())
    }

    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
        if from >= to {
            return Ok(());
        }
        let mut range = self.db.range(from..to);
        let mut passed: Option<sled::IVec> = None;
        loop {
            let pair = if reverse { range.next_back() } else { range.next() }.transpose().map_err(failed)?;
            let (passed_one, next) = (passed.as_deref().map(Bound::Excluded), pair.as_ref().map(|(key, _)| &**key));
            let (first, last) = match reverse {
                false => {
                    (passed_one.unwrap_or(Bound::Included(from)), next.map_or(Bound::Excluded(to), Bound::Included))
                }
                true => (Bound::Included(next.unwrap_or(from)), passed_one.unwrap_or(Bound::Excluded(to))),
            };
            let mut veiled = self.veil.between(first, last);
            if reverse {
                veiled.reverse();
            }
            let is_veiled = veiled.iter().any(|(key, _)| Some(key.as_slice()) == next);
            for (key, was) in veiled {
                if was.is_some_and(|was| !visit(&key, &was)) {
                    return Ok(());
                }
            }
            let Some((key, value)) = pair else { return Ok(()) };
            if !is_veiled && !visit(&key, &value) {
                return Ok(());
            }
            passed = Some(key);
        }
    }
}

fn failed(e: sled::Error) -> Error {
    match e {
        sled::Error::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => Error::Full,
        e => Error::Engine(format!("sled: {e}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;

    /// The next of a seeded sequence below `bound` (splitmix64).
    fn draw(state: &mut u64, bound: u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn key(number: u64) -> Vec<u8> {
        vec![b'k', u8::try_from(number).expect("small")]
    }

    fn batch(state: &mut u64) -> Vec<Op> {
        let mut steps = BTreeMap::new();
        for _ in 0..draw(state, 9) {
            let value = (draw(state, 2) == 0).then(|| vec![u8::try_from(draw(state, 200)).expect("small")]);
            steps.insert(key(draw(state, 12)), value);
        }
        steps.into_iter().collect()
    }

    fn expect_read(engine: &SledEngine, pairs: &Pairs, says: &str) {
        for number in 0..12 {
            assert_eq!(engine.get(&key(number)).expect("reads").as_ref(), pairs.get(&key(number)), "{says} {number}");
        }
        for (from, to) in (0..12).flat_map(|from| (from..13).map(move |to| (from, to))) {
            let due: Vec<_> = pairs.range(key(from)..key(to)).map(|(k, v)| (k.clone(), v.clone())).collect();
            for (reverse, most) in [(false, 99), (true, 99), (false, 2), (true, 2)] {
                let mut found = Vec::new();
                let mut visit = |key: &[u8], value: &[u8]| {
                    found.push((key.to_vec(), value.to_vec()));
                    found.len() < most
                };
                engine.scan(&key(from), &key(to), reverse, &mut visit).expect("scans");
                let mut due = due.clone();
                if reverse {
                    due.reverse();
                }
                due.truncate(most);
                assert_eq!(found, due, "{says} {from}..{to} reverse {reverse}");
            }
        }
    }

    /// r4: what sled shows before it is on the disk is read by nobody [design r4].
    #[test]
    fn r4_a_batch_is_read_once_it_is_durable_and_not_before() {
        let dir = tempfile::tempdir().expect("a directory");
        let tuning = Tuning { cache_bytes: 1 << 20, own_sync: true };
        let engine = SledEngine::open(dir.path(), tuning).expect("opens");
        let (mut pairs, mut state) = (Pairs::new(), 7);
        for round in 0..60 {
            let batch = batch(&mut state);
            engine.apply(&batch).expect("applies");
            expect_read(&engine, &pairs, &format!("round {round}, before:"));
            engine.sync().expect("syncs");
            engine.veil.lift();
            for (key, value) in batch {
                match value {
                    Some(value) => pairs.insert(key, value),
                    None => pairs.remove(&key),
                };
            }
            expect_read(&engine, &pairs, &format!("round {round}, after:"));
        }
    }

    /// r4: after a commit that failed nothing of it is read, and nothing more is taken [design r4].
    #[test]
    fn r4_a_batch_that_was_not_synced_stays_unseen_and_is_the_last() {
        let dir = tempfile::tempdir().expect("a directory");
        let engine = SledEngine::open(dir.path(), Tuning { cache_bytes: 1 << 20, own_sync: true }).expect("opens");
        engine.commit(&[(key(1), Some(vec![1]))]).expect("commits");
        engine.apply(&[(key(1), Some(vec![2])), (key(2), Some(vec![2]))]).expect("applies");
        assert!(matches!(engine.commit(&[(key(3), Some(vec![3]))]), Err(Error::Engine(_))));
        expect_read(&engine, &Pairs::from([(key(1), vec![1])]), "after the failure:");
    }
}
