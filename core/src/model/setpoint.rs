//! Decisions on their way down: what an asset shall do, until when, and why.

use super::asset::Reversion;
use super::control::{Curve, FreqDroop, PowerFactor};
use super::ids::{AssetId, EventKey, ProgramKey};
use super::time::{Millis, Mono};
use super::units::{CentiPercent, Vars, Watts};
use serde::{Deserialize, Serialize};

/// What an asset shall do; `None` leaves a quantity to the device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetCommand {
    /// Whether it may energise; false: cease.
    pub energize: Option<bool>,
    /// Whether its isolating contact shall be closed.
    pub connect: Option<bool>,
    /// Most active power that it may give, 0 and up.
    pub limit_w: Option<Watts>,
    /// Active power that it shall give (positive) or take (negative).
    pub set_w: Option<Watts>,
    /// Reactive power that it shall inject (positive) or absorb.
    pub set_var: Option<Vars>,
    /// Reactive power as a share of the vars available now; never together with `set_var`.
    pub set_var_share_available: Option<CentiPercent>,
    /// Power factor while injecting.
    pub pf_inject: Option<PowerFactor>,
    /// Power factor while absorbing.
    pub pf_absorb: Option<PowerFactor>,
    /// Droop to adopt.
    pub freq_droop: Option<FreqDroop>,
    /// Curves to adopt, one a kind.
    pub curves: Vec<Curve>,
}

/// How long a command holds on the device, and what follows it there (rule 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Seconds that the device holds the command without renewal, 30 to 60.
    pub seconds: u16,
    /// The limit that follows on the device, where it can hold one.
    pub revert_limit_w: Watts,
    /// The power that follows on the device; 0 for a battery.
    pub revert_set_w: Watts,
}

/// A link of the chain that explains a setpoint (rule 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// An event holds.
    Event {
        /// Which.
        event: EventKey,
        /// Of which program.
        program: ProgramKey,
        /// That program's rank.
        primacy: u8,
        /// The mode and value in words.
        says: String,
    },
    /// A default holds.
    Default {
        /// Of which program.
        program: ProgramKey,
        /// The mode and value in words.
        says: String,
    },
    /// A fixed limit of the installer or regulator holds.
    Installer {
        /// The limit in words.
        says: String,
    },
    /// A rule of the engine decided.
    Rule {
        /// Its name: `r3`, `r11a`, ...
        rule: String,
        /// What it did, in words.
        says: String,
    },
    /// The share that this asset got.
    Allocation {
        /// The site's total in words.
        says: String,
    },
}

/// A decision for one asset, with its lease and its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setpoint {
    /// Number of the decision; rises with every setpoint of the site.
    pub seq: u64,
    /// For whom.
    pub asset: AssetId,
    /// What.
    pub command: AssetCommand,
    /// Until when without renewal, and what then.
    pub lease: Lease,
    /// When it was decided.
    pub at: Millis,
    /// The same, monotonic.
    pub mono: Mono,
    /// True when only the lease is renewed.
    pub renewal: bool,
    /// Why, from the program down to the allocation.
    pub causes: Vec<Cause>,
}

/// What became of a setpoint on the device (rule 11g).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetpointVerdict {
    /// Written, and read back as written.
    Verified,
    /// The device refused it.
    Rejected {
        /// Its reason in words.
        reason: String,
    },
    /// Read back as something else: somebody else writes too (rule 11i).
    Contested {
        /// What was found.
        found: String,
    },
    /// The device takes no such command.
    NotSupported {
        /// Which part of the command.
        what: String,
    },
    /// No answer.
    Unreachable,
    /// A newer setpoint took its place before it was carried out; the device has refused nothing.
    Replaced {
        /// Sequence number of the newer one.
        by: u64,
    },
}

/// The driver's report on a setpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetpointResult {
    /// Which.
    pub seq: u64,
    /// On which asset.
    pub asset: AssetId,
    /// What became of it.
    pub verdict: SetpointVerdict,
    /// Register writes that it took.
    pub writes: u16,
    /// Each write in words, `704.WMaxLimPct=500`, and each read-back.
    pub trace: Vec<String>,
    /// When the last answer came.
    pub at: Millis,
    /// How the device reverts, as its registers show.
    pub reversion: Reversion,
}
