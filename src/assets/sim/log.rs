//! The plant's own log: what truly happened, a JSON line a row.
//!
//! Powers are watts and vars, positive towards the grid; `t` is seconds of program time from the start.

use super::day::FaultKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "kebab-case")]
pub enum Row {
    /// The first line.
    Start(Start),
    /// A sample of everything, one every 100 ms.
    Sample(Sample),
    /// Somebody wrote registers.
    Write(Write),
    /// Something happened by itself.
    Event(Event),
    /// The last line of an orderly end.
    End {
        /// When.
        t: f64,
    },
}

/// How the plant was started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The day's name.
    pub day: String,
    /// Its seed.
    pub seed: u64,
    /// Program time at the start, in milliseconds since 1970.
    pub epoch_ms: i64,
    /// Seconds of program time in a second.
    pub speed: f64,
}

/// The plant at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// When.
    pub t: f64,
    /// Power at the connection point, positive: export.
    pub site_w: f64,
    /// Vars at the connection point.
    pub site_var: f64,
    /// What the house takes, a magnitude.
    pub load_w: f64,
    /// Voltage in percent of nominal.
    pub volt_pct: f64,
    /// Frequency.
    pub hz: f64,
    /// Energy that left the site since the start.
    pub export_wh: f64,
    /// Energy that came in since the start.
    pub import_wh: f64,
    /// Every device but the meter.
    pub devices: BTreeMap<String, DeviceSample>,
    /// Faults that stand, by device; the meter's too.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub faults: BTreeMap<String, Vec<FaultKind>>,
}

/// A device at an instant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DeviceSample {
    /// Watts at its terminals.
    pub w: f64,
    /// Vars at its terminals.
    pub var: f64,
    /// What the sun or the cells would let it give.
    pub available_w: f64,
    /// State of charge in percent; batteries only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soc: Option<f64>,
    /// The limit that its registers hold, in watts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_w: Option<f64>,
    /// The setpoint that its registers hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_w: Option<f64>,
    /// Whether it is in service.
    pub service: bool,
    /// Timers that run, by their point, in seconds left.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<String, f64>,
}

/// A write by a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Write {
    /// When.
    pub t: f64,
    /// To whom.
    pub device: String,
    /// First register.
    pub address: u16,
    /// The registers.
    pub values: Vec<u16>,
    /// The points in words, `704.WMaxLimPct=500`.
    pub points: Vec<String>,
    /// The Modbus exception that it got, if it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<u8>,
}

/// Something that happened by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub t: f64,
    /// To whom.
    pub device: String,
    /// What: `fault`, `clear`, `revert`, `restart`, `adopt`, `refuse-curve`, `service`.
    pub what: String,
    /// Which fault, control or curve.
    pub detail: String,
}
