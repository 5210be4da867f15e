//! Simulated assets that behave: physics, delays, reversion timers and faults.
//!
//! All of it is a function of a [`day::Day`], a seed and the program time that is passed in. `runtime::plant` puts it
//! behind real Modbus TCP as a process of its own.

pub mod around;
pub mod day;
pub mod device;
pub mod inverter;
pub mod log;
pub mod noise;
pub mod orders;
pub mod plant;
pub mod registers;
pub mod service;
pub mod verdict;

#[cfg(test)]
mod driver_tests;
#[cfg(test)]
mod tests;
