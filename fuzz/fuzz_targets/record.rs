//! A damaged disk may give any bytes as a key and its value: a record or a refusal; what reads is written and reads back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tieline::store::decoders::record(bytes));
