//! What is done to files.

use crate::crash::Draw;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Copies a store's directory; its files are open perhaps, as after kill -9.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("creates");
    for entry in fs::read_dir(from).expect("lists") {
        let entry = entry.expect("an entry").path();
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("copies");
        }
    }
}

/// Takes `bytes` off the end.
pub(super) fn cut(file: &Path, bytes: u64) {
    let file = OpenOptions::new().write(true).open(file).expect("opens");
    let length = file.metadata().expect("metadata").len();
    file.set_len(length.saturating_sub(bytes)).expect("cuts");
}

/// Turns one bit of byte `at`.
pub(super) fn flip(path: &Path, at: u64, bit: u8) {
    let file = OpenOptions::new().read(true).write(true).open(path).expect("opens");
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).expect("reads");
    file.write_all_at(&[byte[0] ^ (1 << bit)], at).expect("writes");
}

/// `count` bits spread over the whole of a file, each drawn from its own stretch.
pub(super) fn places(file: &Path, count: u64, seed: u64) -> Vec<(u64, u8)> {
    let (length, mut draw) = (file.metadata().expect("metadata").len(), Draw(seed));
    let mut place = |i: u64| {
        let (from, to) = (i * length / count, (i + 1) * length / count);
        (from + draw.below((to - from).max(1)), draw.below(8) as u8)
    };
    (0..count).map(&mut place).collect()
}

/// sled's snapshots in a space.
pub(super) fn snapshots(space: &Path) -> Vec<PathBuf> {
    let list = fs::read_dir(space).expect("lists").map(|entry| entry.expect("an entry").path());
    list.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap."))).collect()
}
