//! Identity and trust for IEEE 2030.5.

pub mod config;
pub mod identity;
pub mod pki;
pub mod suite;
pub mod verifier;
