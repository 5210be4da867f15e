//! A file given to `tieline import` may hold anything: records, or an error that names the line.
#![no_main]

use tieline::store::{Error, decoders};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = decoders::import(bytes) {
        assert!(!error.to_string().is_empty() && error != Error::Stopped);
    }
});
