//! Southbound drivers: machines without I/O that turn setpoints into reads and writes, and answers into readings.

pub mod modbus;
#[cfg(feature = "headend")]
pub mod sim;
pub mod sunspec;
