//! A peer may send any bytes as its chain: the answer is a verdict.
#![no_main]

use std::sync::LazyLock;
use tieline_certs::pki::Authority;
use tieline_certs::verifier::{PathVerifier, Profile, fuzz};

static ROOTS: LazyLock<PathVerifier> = LazyLock::new(|| {
    let root = Authority::root("Fuzz", 0).expect("a root");
    PathVerifier::new(&[root.certificate().clone()], Profile::default()).expect("a verifier")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz(bytes, &ROOTS));
