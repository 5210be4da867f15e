//! A VTN or a VEN may send any bytes as a message, of 2.0b or of 2.0a: what is read can be written and reads back equal. Green Button
//! data in it are read or refused.
#![no_main]

use tieline_schemas::oadr2::{GreenButton, Limits, Message, StreamPayload, decode, decode_20a, encode, encode_20a};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // What we write may be longer than what we read: prefixes and escapes are ours.
    let wider = Limits { bytes: 16 << 20, attributes: 128, namespaces: 64, text: 64 * 1024, ..Limits::default() };
    if let Ok(message) = decode_20a(bytes, &Limits::default())
        && let Ok(written) = encode_20a(&message)
    {
        assert!(decode_20a(&written, &wider).is_ok());
    }
    let Ok(envelope) = decode(bytes, &Limits::default()) else { return };
    let object = bytes.get(envelope.signed_object);
    assert!(object.is_some_and(|object| object.starts_with(b"<") && object.ends_with(b">")));
    if let Message::UpdateReport(update) = &envelope.message {
        let intervals = update.oadr_report.iter().filter_map(|report| report.intervals.as_ref());
        for payload in intervals.flat_map(|all| &all.interval).flat_map(|interval| &interval.stream_payload_base) {
            if let StreamPayload::OadrGBPayload(payload) = payload {
                let _ = GreenButton::read(&payload.feed, &Limits::default());
            }
        }
    }
    let again = decode(&encode(&envelope.message), &wider).map(|again| again.message);
    assert_eq!(again, Ok(envelope.message));
});
