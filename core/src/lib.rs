//! The deterministic heart of Tieline.
//!
//! [`model`] is the vocabulary of the house: what a program, an event, a control, an asset, a reading and a setpoint
//! are, in units that types carry. [`engine`] decides what holds at a site and splits it over the assets.
//!
//! Nothing here reads a clock, draws randomness, opens a socket or touches a file: `now` and seeds come in, decisions
//! go out. The dependency list of this crate is what keeps it so (rule 1 of the design).
//!
//! One sign convention: positive power flows towards the grid (generation, discharge, export; vars injected), negative
//! power is consumption.

pub mod engine;
pub mod model;
