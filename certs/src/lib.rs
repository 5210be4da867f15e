//! Identity and trust: certificates of IEEE 2030.5, and the signed messages of OpenADR 2.0b.

pub mod config;
pub mod fingerprint;
pub mod identity;
pub mod internet;
pub mod pki;
pub mod suite;
pub mod verifier;
pub mod xmldsig;
