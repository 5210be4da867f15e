//! SunSpec devices over Modbus, table-driven from the model definitions. Sans-I/O: [`Driver`] emits reads and writes.
//!
//! One request is outstanding at a time; a setpoint goes before sampling. Models of the 7xx series are preferred, 1xx
//! serve where they are missing. Values and reversion are written first, enabling last; what was written is read back
//! and compared (rule 11g).

mod command;
mod curves;
mod device;
mod discovery;
mod driver;
mod faults;
mod legacy;
mod measure;
mod plan;
#[cfg(test)]
mod tests;
mod work;

pub use driver::Driver;

use super::modbus::{ModbusFault, ModbusReply};
use tieline_core::model::{
    Alarm, Asset, AssetId, AssetKind, AssetState, Mono, Reading, Setpoint, SetpointResult, SiteId, Watts,
};

/// Which way the W and var of a device's meter models count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MeterSign {
    /// Positive is consumption, as most meters count.
    #[default]
    ImportPositive,
    /// Positive is towards the grid.
    ExportPositive,
}

/// What the configuration says of a device.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its name.
    pub asset: AssetId,
    /// Where it stands; readings of a site meter carry it.
    pub site: SiteId,
    /// What it is.
    pub kind: AssetKind,
    /// Milliseconds between samples.
    pub poll_ms: u64,
    /// How its meter models count.
    pub meter_sign: MeterSign,
    /// A fixed limit that the installer set on the device (rule 2).
    pub installer_limit: Option<Watts>,
    /// Whether an isolating contact is wired to the device's 123.Conn and declared.
    pub isolating_contact: bool,
    /// Whether trip and ride-through curves may be adopted from an authorised control, and in which bounds (rule 11d).
    pub ride_through: Option<RideThroughBounds>,
}

/// The installer's bounds for points of trip and ride-through curves; a curve with a point outside is refused whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RideThroughBounds {
    /// Voltage in hundredths of a percent of nominal, least and most.
    pub voltage: (i64, i64),
    /// Frequency in millihertz, least and most.
    pub frequency: (i64, i64),
    /// Time in hundredths of a second, least and most.
    pub time: (i64, i64),
}

impl Default for RideThroughBounds {
    /// 0 to 130 % of nominal voltage, 45 to 66 Hz, 0 to 1,000 s: what no grid code leaves.
    fn default() -> Self {
        Self { voltage: (0, 13_000), frequency: (45_000, 66_000), time: (0, 100_000) }
    }
}

/// What may happen to a [`Driver`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Begin: discover, then sample.
    Start,
    /// The time that it asked for has come.
    Timer,
    /// An answer, or its absence.
    Reply {
        /// Of which request.
        id: u64,
        /// What came.
        result: Result<ModbusReply, ModbusFault>,
    },
    /// A decision of the engine.
    Setpoint(Setpoint),
}

/// What a [`Driver`] wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Read holding registers (function 3).
    Read {
        /// Number of the request.
        id: u64,
        /// First register, counted from 0.
        address: u16,
        /// How many, 1 to 125.
        count: u16,
    },
    /// Write registers as one (function 16).
    Write {
        /// Number of the request.
        id: u64,
        /// First register, counted from 0.
        address: u16,
        /// The values, 1 to 123.
        values: Vec<u16>,
    },
    /// The device as found; again when its models or ratings change.
    Discovered(Asset),
    /// How it is, once a sample.
    State(AssetState),
    /// What it measured, once a sample.
    Reading(Reading),
    /// What became of a setpoint.
    Result(SetpointResult),
    /// Something to tell people, once raised and once cleared.
    Alarm(Alarm),
    /// When to send [`Input::Timer`]; replaces the time before.
    WakeAt(Mono),
}
