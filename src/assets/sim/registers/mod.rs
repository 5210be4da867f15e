//! The registers of simulated devices: maps that are read and written as a Modbus client sees them.

pub mod curves;
mod gauge;
pub mod legacy;
pub mod map;
pub mod meter;
pub mod seven;
mod seven_build;
pub mod timers;

pub use gauge::{Gauge, value};
pub use map::{Map, Refusal, Touch};

use super::inverter::Inverter;

/// Energy that counters of 32 bits have counted before the day, in Wh; at 0 they would read as not available.
const BEFORE_WH: f64 = 100_000.0;

/// What a device measures.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'a> {
    /// The device.
    pub inverter: &'a Inverter,
    /// Voltage between line and neutral in volts.
    pub volt_v: f64,
    /// Frequency in hertz.
    pub hz: f64,
    /// Alarm bits in the order of 701.Alrm.
    pub alarms: u32,
    /// Whether somebody on site has it in local control.
    pub local: bool,
    /// Seconds since it started; its heartbeat.
    pub beat: u32,
    /// Whether it holds its output below what its source would give.
    pub throttled: bool,
}

/// The scale factor under which `largest` fits into a signed register.
fn scale_for(largest: f64) -> i64 {
    (0..10).find(|sf| largest * 1.2 / 10_f64.powi(*sf) < 32_000.0).map_or(0, i64::from)
}
