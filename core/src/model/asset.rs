//! Assets behind the meter: what they are, what they can, how they are.

use super::ids::AssetId;
use super::time::{Mono, Seconds};
use super::units::{CentiPercent, Vars, WattHours, Watts};
use serde::{Deserialize, Serialize};

/// What an asset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AssetKind {
    /// Photovoltaic inverter.
    Pv,
    /// Battery with its inverter.
    Battery,
    /// EV charger.
    Charger,
    /// Load that can be switched or limited.
    Load,
    /// Meter at the connection point.
    SiteMeter,
}

/// Nameplate or settings of an asset; magnitudes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Most active power that it can generate or discharge.
    pub max_w: Watts,
    /// Most active power that it can take; 0 where it cannot charge.
    pub max_charge_w: Watts,
    /// Most reactive power injected.
    pub max_var: Vars,
    /// Most reactive power absorbed.
    pub max_var_absorbed: Vars,
    /// Most apparent power, in VA.
    pub max_va: i64,
    /// Usable energy; 0 where nothing is stored.
    pub capacity: WattHours,
}

/// What happens on the device when the gateway falls silent (rule 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reversion {
    /// Timers with values of their own (SunSpec 7xx).
    Value,
    /// Timers without a value (SunSpec 1xx): `no-safe-reversion`.
    TimerOnly,
    /// A fixed limit that the installer set on the device.
    InstallerLimit(Watts),
    /// Nothing.
    None,
}

/// What kinds of command an asset takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCapability {
    /// Active power can be limited.
    pub limit_w: bool,
    /// Active power can be set.
    pub set_w: bool,
    /// Reactive power can be set.
    pub set_var: bool,
    /// Power factor can be set.
    pub set_pf: bool,
    /// Curves can be adopted: bits by [`super::CurveKind::number`].
    pub curves: u16,
    /// Frequency droop can be set.
    pub freq_droop: bool,
    /// It can cease to energise.
    pub energize: bool,
    /// It has a declared isolating contact.
    pub isolate: bool,
}

/// An asset as configured and discovered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its name.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// What it can give and take.
    pub rating: Rating,
    /// What commands it takes.
    pub capability: GridCapability,
    /// What it does when nobody renews its lease.
    pub reversion: Reversion,
}

/// Whether it is connected [2030.5 ConnectStatusType's bits].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectState {
    /// Contact closed.
    pub connected: bool,
    /// Ready to run.
    pub available: bool,
    /// Running.
    pub operating: bool,
    /// Under test.
    pub test: bool,
    /// Has a fault.
    pub fault: bool,
}

/// How it runs [2030.5 operationalModeStatus].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperatingState {
    /// 0: not known.
    #[default]
    Unknown,
    /// 1: off.
    Off,
    /// 2: operational.
    Operational,
    /// 3: test.
    Test,
}

/// Alarm bits of a DER, in 2030.5's order [2030.5 DERStatus.alarmStatus].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FaultBits(pub u32);

/// A battery's own view of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatteryState {
    /// State of charge.
    pub soc: CentiPercent,
    /// What its BMS lets in now, a magnitude.
    pub charge_limit: Watts,
    /// What its BMS lets out now, a magnitude.
    pub discharge_limit: Watts,
}

/// What a driver last read from an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetState {
    /// Whose state.
    pub asset: AssetId,
    /// When it was read.
    pub read_at: Mono,
    /// Whether the device answers; a silent one keeps its last values.
    pub online: bool,
    /// Whether somebody on site has taken it into local control (SunSpec 715.LocRemCtl = 1).
    pub local: bool,
    /// Active power at its terminals.
    pub w: Watts,
    /// Reactive power at its terminals.
    pub var: Vars,
    /// Vars that it could give now, if it says so.
    pub var_available: Option<Vars>,
    /// Its connection.
    pub connect: ConnectState,
    /// How it runs.
    pub operating: OperatingState,
    /// Its alarms.
    pub faults: FaultBits,
    /// Battery only.
    pub battery: Option<BatteryState>,
    /// Seconds until the device reverts by itself, if it says so.
    pub reverts_in: Option<Seconds>,
}
