//! redb 4: one file, copy on write, a sync in each commit.

use super::{Engine, Op, Tuning, Visit, check};
use crate::store::{Error, Result, files};
use redb::{Database, Durability, ReadOnlyDatabase, ReadableDatabase, TableDefinition};
use std::path::Path;

const TABLE: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("tieline");

/// A redb database, the file `redb` in a directory of its own.
pub(crate) struct RedbEngine {
    db: Database,
    durability: Durability,
}

impl RedbEngine {
    pub(crate) fn open(dir: &Path, tuning: Tuning) -> Result<Self> {
        files::create_dir(dir)?;
        let db = Database::builder().set_cache_size(cache_bytes(tuning)).create(dir.join("redb")).map_err(failed)?;
        let engine = Self { db, durability: if tuning.own_sync { Durability::Immediate } else { Durability::None } };
        engine.commit(&[])?;
        files::sync_tree(dir)?;
        Ok(engine)
    }
}

impl Engine for RedbEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get(&self.db, key)
    }

    fn commit(&self, batch: &[Op]) -> Result<()> {
        check(batch)?;
        let mut write = self.db.begin_write().map_err(failed)?;
        write.set_durability(self.durability).map_err(failed)?;
        let mut table = write.open_table(TABLE).map_err(failed)?;
        for (key, value) in batch {
            match value {
                Some(value) => table.insert(key.as_slice(), value.as_slice()).map_err(failed)?,
                None => table.remove(key.as_slice()).map_err(failed)?,
            };
        }
        drop(table);
        write.commit().map_err(failed)
    }

    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
        scan(&self.db, from, to, reverse, visit)
    }
}

/// The same file, opened so that nothing in it changes. One that was not closed in order is refused.
pub(crate) struct RedbReader {
    db: ReadOnlyDatabase,
}

impl RedbReader {
    pub(crate) fn open(dir: &Path, tuning: Tuning) -> Result<Self> {
        let db = Database::builder().set_cache_size(cache_bytes(tuning)).open_read_only(dir.join("redb"));
        Ok(Self { db: db.map_err(failed)? })
    }
}

impl Engine for RedbReader {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get(&self.db, key)
    }

    fn commit(&self, _: &[Op]) -> Result<()> {
        Err(Error::Engine("redb: opened to be read".to_owned()))
    }

    fn scan(&self, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
        scan(&self.db, from, to, reverse, visit)
    }
}

fn cache_bytes(tuning: Tuning) -> usize {
    usize::try_from(tuning.cache_bytes).unwrap_or(usize::MAX)
}

fn get(db: &impl ReadableDatabase, key: &[u8]) -> Result<Option<Vec<u8>>> {
    let table = db.begin_read().map_err(failed)?.open_table(TABLE).map_err(failed)?;
    Ok(table.get(key).map_err(failed)?.map(|value| value.value().to_vec()))
}

fn scan(db: &impl ReadableDatabase, from: &[u8], to: &[u8], reverse: bool, visit: &mut Visit<'_>) -> Result<()> {
    if from >= to {
        return Ok(());
    }
    let table = db.begin_read().map_err(failed)?.open_table(TABLE).map_err(failed)?;
    let mut range = table.range(from..to).map_err(failed)?;
    while let Some(pair) = if reverse { range.next_back() } else { range.next() } {
        let (key, value) = pair.map_err(failed)?;
        if !visit(key.value(), value.value()) {
            break;
        }
    }
    Ok(())
}

fn failed(e: impl Into<redb::Error>) -> Error {
    match e.into() {
        redb::Error::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => Error::Full,
        e => Error::Engine(format!("redb: {e}")),
    }
}
