//! Files made durable: a new name needs a sync of its directory too.

use super::{Error, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Makes a file's content, or a directory's names, durable.
pub(super) fn sync(path: &Path) -> Result<()> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|e| Error::io("sync", path, e))
}

/// Syncs every file below `dir`, the directories, and `dir`'s own name in its parent.
pub(super) fn sync_tree(dir: &Path) -> Result<()> {
    for entry in entries(dir)? {
        if entry.is_dir() { sync_tree(&entry)? } else { sync(&entry)? }
    }
    sync(dir)?;
    dir.parent().map_or(Ok(()), sync)
}

/// What is in a directory, by rising name.
pub(super) fn entries(dir: &Path) -> Result<Vec<std::path::PathBuf>> {
    let listed: std::io::Result<Vec<_>> =
        fs::read_dir(dir).and_then(|list| list.map(|e| e.map(|e| e.path())).collect());
    let mut paths = listed.map_err(|e| Error::io("read", dir, e))?;
    paths.sort();
    Ok(paths)
}

/// Makes a directory and its parents, durably.
pub(super) fn create_dir(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), create_dir)?;
    match fs::create_dir(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(Error::io("create", dir, e)),
        _ => parent.map_or(Ok(()), sync),
    }
}

/// Renames, durably.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| Error::io("rename", from, e))?;
    for parent in [from.parent(), to.parent()].into_iter().flatten() {
        sync(parent)?;
    }
    Ok(())
}

/// Writes a whole file that is either the old or the new one after a crash.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let temporary = path.with_extension("tmp");
    let written = File::create(&temporary).and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()));
    written.map_err(|e| Error::io("write", &temporary, e))?;
    rename(&temporary, path)
}

/// Removes a directory and all in it, durably; nothing is wrong when there is none.
pub(super) fn remove_tree(dir: &Path) -> Result<()> {
    removed(dir, fs::remove_dir_all(dir))
}

/// Removes a file, durably; nothing is wrong when there is none.
pub(super) fn remove_file(path: &Path) -> Result<()> {
    removed(path, fs::remove_file(path))
}

fn removed(path: &Path, outcome: std::io::Result<()>) -> Result<()> {
    match outcome {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(Error::io("remove", path, e)),
        Ok(()) => path.parent().map_or(Ok(()), sync),
    }
}

/// Copies a directory, durably; a hard link would not do, since engines write in place.
pub(super) fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    remove_tree(to)?;
    copy_into(from, to)?;
    sync_tree(to)
}

fn copy_into(from: &Path, to: &Path) -> Result<()> {
    create_dir(to)?;
    for entry in entries(from)? {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy_into(&entry, &target)?;
        } else {
            fs::copy(&entry, &target).map_err(|e| Error::io("copy", &entry, e))?;
        }
    }
    Ok(())
}

/// Bytes that a directory takes.
pub(super) fn size(dir: &Path) -> u64 {
    let Ok(list) = entries(dir) else { return 0 };
    list.iter()
        .map(|path| match path.metadata() {
            Ok(meta) if meta.is_dir() => size(path),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}
