//! A mark beside each space, outside the engine: how far it had come. A space behind its mark has lost something.

use super::{Error, Result, files};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

const SLOT_BYTES: usize = 32;
const MAGIC: &[u8; 4] = b"TLM1";

/// How far a space had come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Number of this writing; the higher of the two slots holds.
    turn: u64,
    /// The last durable commit.
    pub(super) seq: u64,
    /// Whether the space was closed in order after it.
    pub(super) clean: bool,
}

/// The open file: two slots, written in turn, so that a torn one leaves the other.
pub(super) struct MarkFile {
    file: File,
    last: Mark,
}

impl MarkFile {
    /// Opens or creates the file. `last` is what [`read`] found before.
    pub(super) fn open(path: &Path, last: Option<Mark>) -> Result<Self> {
        let new = !path.exists();
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = opened.map_err(|e| Error::io("open", path, e))?;
        if let (true, Some(parent)) = (new, path.parent()) {
            files::sync(parent)?;
        }
        Ok(Self { file, last: last.unwrap_or_default() })
    }

    /// Notes a durable commit and tells the number of this writing. Not synced: the mark may trail, never lead.
    pub(super) fn note(&mut self, seq: u64, clean: bool) -> std::io::Result<u64> {
        let mark = Mark { turn: self.last.turn + 1, seq, clean };
        self.file.seek(SeekFrom::Start(mark.turn % 2 * SLOT_BYTES as u64))?;
        self.file.write_all(&encode(mark))?;
        self.last = mark;
        Ok(mark.turn)
    }

    pub(super) fn sync(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }
}

/// The newer intact slot of a mark file; `None` when there is none.
pub(super) fn read(path: &Path) -> Option<Mark> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(2 * SLOT_BYTES as u64).read_to_end(&mut bytes).ok()?;
    bytes.chunks_exact(SLOT_BYTES).filter_map(decode).max_by_key(|mark| mark.turn)
}

fn encode(mark: Mark) -> [u8; SLOT_BYTES] {
    let mut slot = [0; SLOT_BYTES];
    slot[..4].copy_from_slice(MAGIC);
    slot[4..12].copy_from_slice(&mark.turn.to_be_bytes());
    slot[12..20].copy_from_slice(&mark.seq.to_be_bytes());
    slot[20] = u8::from(mark.clean);
    let sum = crc32c::crc32c(&slot[..28]);
    slot[28..].copy_from_slice(&sum.to_be_bytes());
    slot
}

fn decode(slot: &[u8]) -> Option<Mark> {
    let number = |at: usize| slot.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
    let sum = u32::from_be_bytes(slot.get(28..)?.try_into().ok()?);
    let intact = slot.starts_with(MAGIC) && sum == crc32c::crc32c(&slot[..28]);
    intact.then_some(Mark { turn: number(4)?, seq: number(12)?, clean: slot[20] == 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_slot_leaves_the_mark_before_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mark");
        let mut file = MarkFile::open(&path, None).expect("opens");
        file.note(7, false).expect("writes");
        file.note(8, true).expect("writes");
        assert_eq!(read(&path).map(|m| (m.seq, m.clean)), Some((8, true)));
        let mut bytes = std::fs::read(&path).expect("reads");
        bytes[12] ^= 1;
        std::fs::write(&path, &bytes).expect("writes");
        assert_eq!(read(&path).map(|m| (m.seq, m.clean)), Some((7, false)));
    }
}
