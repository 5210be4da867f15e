//! A VTN or a VEN may send any bytes as a message: what is read can be written and reads back equal.
#![no_main]

use tieline_schemas::oadr2::{Limits, decode, encode};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(envelope) = decode(bytes, &Limits::default()) else { return };
    let object = bytes.get(envelope.signed_object);
    assert!(object.is_some_and(|object| object.starts_with(b"<") && object.ends_with(b">")));
    // What we write may be longer than what we read: prefixes and escapes are ours.
    let wider = Limits { bytes: 16 << 20, attributes: 128, namespaces: 64, text: 64 * 1024, ..Limits::default() };
    let again = decode(&encode(&envelope.message), &wider).map(|again| again.message);
    assert_eq!(again, Ok(envelope.message));
});
