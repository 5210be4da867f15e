//! The suites of identity and trust, in one binary: real handshakes, bad chains, OpenSSL as peer.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "suites/chains.rs"]
mod chains;
#[path = "suites/forge.rs"]
mod forge;
#[path = "suites/handshake.rs"]
mod handshake;
#[path = "suites/lab.rs"]
mod lab;
#[path = "suites/openssl.rs"]
mod openssl;
