//! The store's decoders for the fuzz targets: they take what a damaged disk or a foreign file may hold.

use super::value::{self, Change};
use super::{Result, export};
use std::path::Path;
use tieline_core::model::Record;

/// A stored pair: a length, a key of that length, a body. What reads is written and reads back equal; a frame gives back
/// the body that it was put around, and no other key's.
pub fn record(bytes: &[u8]) {
    let Some((length, rest)) = bytes.split_first() else { return };
    let Some((key, body)) = rest.split_at_checked(usize::from(*length)) else { return };
    let _ = value::unframe(key, body);
    let parts = value::frames(key, body);
    let joined: Option<Vec<u8>> = parts
        .iter()
        .try_fold(Vec::new(), |joined, (key, part)| Some([&joined[..], value::unframe(key, part)?.1].concat()));
    assert_eq!(joined.as_deref(), Some(body), "a frame gives back its body");
    if let Ok(record) = value::record(key, body) {
        reads_back(&record);
    }
}

fn reads_back(record: &Record) {
    // What removes something leaves no body; a key may be too long.
    let Ok(Change { key, body: Some(body), .. }) = Change::of(record) else { return };
    assert_eq!(value::record(&key, &body).as_ref(), Ok(record), "a record reads back");
}

/// An export, as it is and as lines that lack their frames; how many records and documents were in it.
pub fn import(bytes: &[u8]) -> Result<u64> {
    let mut framed = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        // A vector takes everything.
        let _ = export::write_framed(&mut framed, line);
    }
    let path = Path::new("import");
    let _ = export::read_from(bytes, path, &mut |change| change.check());
    export::read_from(framed.as_slice(), path, &mut |change| change.check())
}
