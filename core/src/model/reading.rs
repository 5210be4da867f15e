//! Measurements on their way up.

use super::ids::{AssetId, SiteId};
use super::time::{Millis, Mono};
use super::units::{Millihertz, Millivolts, Vars, WattHours, Watts};
use serde::{Deserialize, Serialize};

/// Where a reading was taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReadingSource {
    /// The meter at the connection point.
    Site(SiteId),
    /// An asset's terminals.
    Asset(AssetId),
}

/// How far a reading can be trusted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quality {
    /// Read and in bounds.
    #[default]
    Good,
    /// Read, out of the bounds of the device: kept for the record, not used for control.
    Doubtful,
}

/// One sample. Signs as everywhere: positive towards the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Where.
    pub source: ReadingSource,
    /// When, by the wall clock.
    pub at: Millis,
    /// When, by the monotonic clock of this run; staleness is judged by it.
    pub mono: Mono,
    /// How good.
    pub quality: Quality,
    /// Active power.
    pub w: Watts,
    /// Reactive power, where measured.
    pub var: Option<Vars>,
    /// Voltage, where measured.
    pub voltage: Option<Millivolts>,
    /// Frequency, where measured.
    pub frequency: Option<Millihertz>,
    /// Energy towards the grid since installation; only grows.
    pub exported: Option<WattHours>,
    /// Energy from the grid since installation; only grows.
    pub imported: Option<WattHours>,
    /// Energy stored now, batteries only.
    pub stored: Option<WattHours>,
}
