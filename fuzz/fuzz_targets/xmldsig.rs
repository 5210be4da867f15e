//! A peer may send any bytes as a signed message: the answer is a verdict.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tieline_certs::xmldsig::fuzz(bytes));
