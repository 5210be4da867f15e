//! Tieline, the gateway at the meter: one library, one binary.
//!
//! The rooms and the arrows between them are told in `docs/ARCHITECTURE.md`; a test holds them.

#[cfg(any(feature = "vtn", feature = "headend"))]
pub mod admin;
pub mod assets;
pub mod cli;
pub mod config;
#[cfg(feature = "headend")]
pub mod headend;
pub mod runtime;
pub mod store;
pub mod utility;
#[cfg(feature = "vtn")]
pub mod vtn;
