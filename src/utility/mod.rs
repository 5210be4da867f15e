//! Northbound sessions: machines without I/O, one folder a protocol.

pub mod sep2;
