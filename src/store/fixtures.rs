//! A record of each kind as the first commit of the store wrote it: stores in the field hold these bytes, so every later
//! build reads them. `TIELINE_BLESS=1` writes the file of the current format anew.

#[path = "../../tests/store/records.rs"]
mod records;

use super::value::{self, Change};
use std::path::{Path, PathBuf};
use tieline_core::model::Record;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store/format-1.txt")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex.chars().map(|c| c.to_digit(16).expect("hexadecimal") as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// A line a record: key and value.
fn written(records: &[Record]) -> String {
    let framed = records.iter().flat_map(|record| {
        let change = Change::of(record).expect("has a key");
        value::frames(&change.key, &change.body.expect("a value"))
    });
    framed.map(|(key, value)| format!("{} {}\n", hex(&key), hex(&value))).collect()
}

#[test]
fn every_kind_of_the_first_format_reads_back() {
    let expected = records::one_of_each();
    if std::env::var_os("TIELINE_BLESS").is_some() {
        std::fs::write(file(), written(&expected)).expect("writes");
    }
    let kept = std::fs::read_to_string(file()).expect("the fixture is there");
    let read = |line: &str| {
        let (key, framed) = line.split_once(' ').expect("key and value");
        let (key, framed) = (bytes(key), bytes(framed));
        let (further, body) = value::unframe(&key, &framed).expect("the checksum holds");
        assert_eq!(further, 0);
        value::record(&key, body).expect("reads")
    };
    assert_eq!(kept.lines().map(read).collect::<Vec<_>>(), expected);
}

#[test]
fn a_flipped_bit_or_another_key_fails_the_checksum() {
    let change = Change::of(&records::reading(7)).expect("has a key");
    let framed = value::frames(&change.key, &change.body.expect("a value"));
    let (key, value) = &framed[0];
    for bit in 0..value.len() * 8 {
        let mut flipped = value.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(value::unframe(key, &flipped), None, "bit {bit}");
    }
    assert_eq!(value::unframe(b"another", value), None);
}

proptest::proptest! {
    /// Whatever is stored, reading it never panics, and what does not check is refused.
    #[test]
    fn any_bytes_are_read_or_refused(key in proptest::collection::vec(0_u8.., 0..80), value in proptest::collection::vec(0_u8.., 0..80)) {
        proptest::prop_assert!(value::unframe(&key, &value).is_none());
        let _ = value::record(&key, &value);
    }

    /// A reading's numbers survive whatever their size and sign.
    #[test]
    fn any_reading_reads_back(seq in 0_u64.., at: i64, w: i64, var: Option<i64>, stored: Option<i64>) {
        let Record::Reading { site, reading, .. } = records::reading(1) else { unreachable!("a reading") };
        let reading = tieline_core::model::Reading {
            at: tieline_core::model::Millis(at),
            w: tieline_core::model::Watts(w),
            var: var.map(tieline_core::model::Vars),
            stored: stored.map(tieline_core::model::WattHours),
            ..reading
        };
        let record = Record::Reading { site, seq, reading };
        let change = Change::of(&record).expect("has a key");
        proptest::prop_assert_eq!(value::record(&change.key, &change.body.expect("a value")), Ok(record));
    }
}
