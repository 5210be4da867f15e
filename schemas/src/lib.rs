//! What is on the wire: schema tables, generated types and codecs. No I/O.

pub mod oadr2;
pub mod sep2;
pub mod sunspec;
mod xml;
