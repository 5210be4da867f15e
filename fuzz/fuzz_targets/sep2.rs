//! A server may send any bytes as a document: what is read can be written and reads back equal.
#![no_main]

use tieline_schemas::sep2::{CsipAus, Edition, Limits, Target, decode, encode_document};

/// Knows every field.
const ALL: Target = Target { edition: Edition::Y2023, csip_aus: Some(CsipAus::V13) };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = decode(bytes, &Limits::default()) else { return };
    // What we write may be longer than what we read: digits are filled up, escapes are ours.
    let wider = Limits { bytes: 4 << 20, attributes: 128, text: 64 * 1024, ..Limits::default() };
    assert_eq!(decode(&encode_document(&document, &ALL), &wider), Ok(document));
});
