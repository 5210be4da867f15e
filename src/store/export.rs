//! Exports: a store as lines that any version and engine can read back. Each line is a length, a CRC32C and JSON, the
//! first names the format, the last says how many stood between; so a cut or torn file is told from a whole one.

use super::key::{Key, Kind};
use super::query::document_key;
use super::value::{self, Change};
use super::{Error, Result, Store, files};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tieline_core::model::Record;

/// The format that this build writes.
const FORMAT: u32 = 1;
/// Longest line in bytes: a record of the longest body in JSON.
const LINE_BYTES_MAX: u64 = 8 << 20;
/// Exports that are kept in the store's own directory.
const KEPT: usize = 2;
/// Changes committed together on import.
const IMPORT_CHANGES: usize = 200;

#[derive(Debug, Serialize, Deserialize)]
enum Line {
    Tieline { format: u32 },
    Record(Record),
    Document { namespace: String, key: String, value: String },
    End { count: u64 },
}

struct Writer<W> {
    out: W,
    count: u64,
}

impl<W: Write> Writer<W> {
    fn line(&mut self, line: &Line) -> std::io::Result<()> {
        write_framed(&mut self.out, &serde_json::to_vec(line)?)
    }

    fn counted(&mut self, line: &Line) -> std::io::Result<()> {
        self.count += 1;
        self.line(line)
    }
}

/// A line of JSON with its length and checksum before it.
pub(super) fn write_framed(out: &mut impl Write, json: &[u8]) -> std::io::Result<()> {
    write!(out, "{:08x} {:08x} ", json.len(), crc32c::crc32c(json))?;
    out.write_all(json)?;
    out.write_all(b"\n")
}

impl Store {
    /// Writes everything to `out`; answers how many records and documents.
    pub fn export(&self, out: impl Write) -> Result<u64> {
        self.write_export(out, true)
    }

    /// Writes the state, without readings and audit, into `export/` of the store's directory; the two newest are kept.
    /// `None` in memory.
    pub fn export_state(&self) -> Result<Option<PathBuf>> {
        let Some(root) = self.root() else { return Ok(None) };
        let dir = root.join("export");
        files::create_dir(&dir)?;
        let number = listed(&dir)?.last().and_then(|path| number_of(path)).unwrap_or(0) + 1;
        let (path, temporary) = (dir.join(format!("{number:06}.tieline")), dir.join("new"));
        let file = File::create(&temporary).map_err(|e| Error::io("create", &temporary, e))?;
        self.write_export(BufWriter::new(file), false)?;
        files::sync(&temporary)?;
        files::rename(&temporary, &path)?;
        let kept = listed(&dir)?;
        let surplus = kept.len().saturating_sub(KEPT);
        kept.iter().take(surplus).try_for_each(|old| files::remove_file(old))?;
        Ok(Some(path))
    }

    fn write_export(&self, out: impl Write, history: bool) -> Result<u64> {
        let mut writer = Writer { out, count: 0 };
        let failed = |e: std::io::Error| Error::io("write", Path::new("export"), e);
        writer.line(&Line::Tieline { format: FORMAT }).map_err(failed)?;
        let mut outcome = Ok(());
        self.state().scan(super::space::Space::everything(), false, &mut |key, body| {
            outcome = line_of(key, body).map_or(Ok(()), |line| writer.counted(&line));
            outcome.is_ok()
        })?;
        for kind in Kind::RECORDS.into_iter().filter(|kind| history && kind.is_history()) {
            self.history().scan(Key::new(kind).range(), None, &mut |record| {
                if outcome.is_ok() {
                    outcome = writer.counted(&Line::Record(record));
                }
                outcome.is_ok()
            })?;
        }
        outcome.map_err(failed)?;
        let count = writer.count;
        writer.line(&Line::End { count }).and_then(|()| writer.out.flush()).map_err(failed)?;
        Ok(count)
    }

    /// Reads an export into this store, which must be empty. The file is read to its end before anything is stored.
    pub fn import(&self, path: &Path) -> Result<u64> {
        if self.is_used()? {
            return Err(Error::NotEmpty);
        }
        read(path, &mut |_| Ok(()))?;
        let mut batch = Vec::new();
        let count = read(path, &mut |change| {
            batch.push(change);
            if batch.len() == IMPORT_CHANGES { self.commit_changes(std::mem::take(&mut batch)) } else { Ok(()) }
        })?;
        self.commit_changes(batch)?;
        Ok(count)
    }

    fn is_used(&self) -> Result<bool> {
        let mut used = false;
        self.state().scan(super::space::Space::everything(), false, &mut |key, body| {
            used = line_of(key, body).is_some();
            !used
        })?;
        for kind in Kind::RECORDS.into_iter().filter(|kind| kind.is_history()) {
            self.history().scan(Key::new(kind).range(), None, &mut |_| {
                used = true;
                false
            })?;
        }
        Ok(used)
    }
}

fn line_of(key: &[u8], body: &[u8]) -> Option<Line> {
    match Kind::of(key)? {
        Kind::Meta | Kind::Chunk => None,
        Kind::Document => {
            let end = 3 + key[3..].iter().position(|byte| *byte == 0)?;
            let namespace = String::from_utf8(key[3..end].to_vec()).ok()?;
            Some(Line::Document { namespace, key: to_hex(&key[end + 1..]), value: to_hex(body) })
        }
        _ => value::record(key, body).ok().map(Line::Record),
    }
}

/// The newest export in `root` that is whole, given change by change; its path, or `None` when there is none.
pub(super) fn newest(root: &Path, take: &mut dyn FnMut(Change) -> Result<()>) -> Result<Option<String>> {
    let dir = root.join("export");
    if !dir.exists() {
        return Ok(None);
    }
    for path in listed(&dir)?.into_iter().rev() {
        if let Err(e) = read(&path, &mut |_| Ok(())) {
            tracing::warn!("{}: {e}", path.display());
            continue;
        }
        read(&path, take)?;
        return Ok(Some(path.display().to_string()));
    }
    Ok(None)
}

fn listed(dir: &Path) -> Result<Vec<PathBuf>> {
    Ok(files::entries(dir)?.into_iter().filter(|path| number_of(path).is_some()).collect())
}

fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_suffix(".tieline")?.parse().ok()
}

/// Reads an export line by line, each checked; the number of records and documents in it.
fn read(path: &Path, take: &mut dyn FnMut(Change) -> Result<()>) -> Result<u64> {
    let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
    read_from(BufReader::new(file), path, take)
}

/// The same from any input; `path` names it.
pub(super) fn read_from(input: impl BufRead, path: &Path, take: &mut dyn FnMut(Change) -> Result<()>) -> Result<u64> {
    let mut lines = Reader { input, line: 0 };
    match lines.next()? {
        Line::Tieline { format } if format <= FORMAT => {}
        Line::Tieline { format } => {
            return Err(Error::Format { path: path.to_owned(), found: format, known: FORMAT });
        }
        _ => return Err(lines.damaged("it does not name its format")),
    }
    let mut count = 0;
    loop {
        match lines.next()? {
            Line::Record(record) => take(Change::of(&record)?)?,
            Line::Document { namespace, key, value } => {
                let (Some(key), Some(value)) = (from_hex(&key), from_hex(&value)) else {
                    return Err(lines.damaged("a document is not hexadecimal"));
                };
                take(Change::put(document_key(&namespace, &key)?, value))?;
            }
            Line::End { count: due } if due == count => return Ok(count),
            Line::End { .. } => return Err(lines.damaged("lines are missing")),
            Line::Tieline { .. } => return Err(lines.damaged("a second beginning")),
        }
        count += 1;
    }
}

struct Reader<R> {
    input: R,
    line: usize,
}

impl<R: BufRead> Reader<R> {
    fn next(&mut self) -> Result<Line> {
        self.line += 1;
        let mut text = Vec::new();
        let read = self.input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut text);
        read.map_err(|e| self.damaged(&e.to_string()))?;
        let json = self.checked(&text).ok_or_else(|| self.damaged("its length or checksum does not hold"))?;
        serde_json::from_slice(json).map_err(|e| self.damaged(&e.to_string()))
    }

    /// The JSON of a line whose length and checksum hold.
    fn checked<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        let number = |range| u32::from_str_radix(std::str::from_utf8(text.get(range)?).ok()?, 16).ok();
        let json = text.strip_suffix(b"\n")?.get(18..)?;
        (number(0..8)? as usize == json.len() && number(9..17)? == crc32c::crc32c(json)).then_some(json)
    }

    fn damaged(&self, cause: &str) -> Error {
        Error::Export { line: self.line, cause: cause.to_owned() }
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|p| p.len() == 2)?, 16).ok()).collect()
}
