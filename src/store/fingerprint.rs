//! The fingerprint of a directory that is written no more: a flipped bit, a cut tail or a missing file changes it.

use super::{Error, Result, files};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Bytes held in memory while a file is read.
const BLOCK_BYTES: usize = 64 << 10;

/// Bytes of a directory's files, and a CRC32C over their names, lengths and contents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    pub(super) bytes: u64,
    sum: u32,
}

impl Fingerprint {
    /// Reads every file below `dir` once; a file that the disk cannot read is the error.
    pub(super) fn of(dir: &Path) -> Result<Self> {
        let mut fingerprint = Self::default();
        fingerprint.take_dir(dir, &mut vec![0; BLOCK_BYTES])?;
        Ok(fingerprint)
    }

    fn take_dir(&mut self, dir: &Path, block: &mut [u8]) -> Result<()> {
        for path in files::entries(dir)? {
            self.take(path.file_name().unwrap_or_default().as_encoded_bytes());
            if path.is_dir() { self.take_dir(&path, block)? } else { self.take_file(&path, block)? }
        }
        Ok(())
    }

    fn take_file(&mut self, path: &Path, block: &mut [u8]) -> Result<()> {
        let unreadable = |e| Error::io("read", path, e);
        let mut file = File::open(path).map_err(unreadable)?;
        let before = self.bytes;
        loop {
            match file.read(block) {
                Ok(0) => break,
                Ok(length) => {
                    self.take(&block[..length]);
                    self.bytes += length as u64;
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(unreadable(e)),
            }
        }
        self.take(&(self.bytes - before).to_be_bytes());
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) {
        self.sum = crc32c::crc32c_append(self.sum, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flip_a_cut_and_a_new_file_change_it_and_nothing_else_does() {
        let dir = tempfile::tempdir().expect("a directory");
        let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("writes");
        let print = || Fingerprint::of(dir.path()).expect("reads");
        let content = vec![7; 3 * BLOCK_BYTES + 1];
        write("a", &content);
        write("b", b"");
        let first = print();
        assert_eq!((first, first.bytes), (print(), content.len() as u64));
        let mut flipped = content.clone();
        flipped[BLOCK_BYTES] ^= 1;
        write("a", &flipped);
        assert_ne!(print(), first);
        write("a", &content[1..]);
        assert_ne!(print(), first);
        write("a", &content);
        assert_eq!(print(), first);
        write("c", b"");
        assert_ne!(print(), first);
    }
}
