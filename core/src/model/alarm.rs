//! What people must be told.

use super::ids::{AssetId, UpstreamId};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// Which alarm; each is raised once and cleared once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AlarmKind {
    /// The site meter is stale: export is not allowed on missing data (rule 11a).
    MeterStale,
    /// The meter's sign contradicts the assets (rule 11b).
    MeterReversed,
    /// Limits contradict each other (rule 3).
    LimitsContradict,
    /// An asset is silent.
    AssetUnreachable(AssetId),
    /// An asset does not do what it accepted (rule 11g).
    AssetDisobeys(AssetId),
    /// Somebody else writes to an asset (rule 11i).
    AssetContested(AssetId),
    /// An asset is in local control.
    AssetLocal(AssetId),
    /// A hard limit hangs on an asset without safe reversion (rule 2).
    NoSafeReversion(AssetId),
    /// An asset reports a fault; the bit is that of 2030.5 alarmStatus.
    AssetFault(AssetId, u8),
    /// A program's server is silent.
    UpstreamUnreachable(UpstreamId),
    /// A server offers more than the bounds allow: the rest is not read.
    UpstreamBound(UpstreamId),
    /// The server's PIN is not the configured one: nothing of it is obeyed.
    PinMismatch(UpstreamId),
    /// A request cannot be met in full.
    Shortfall,
    /// The store lost or set aside something.
    Store(String),
}

/// An alarm's rise or end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Which.
    pub kind: AlarmKind,
    /// True: raised. False: cleared.
    pub raised: bool,
    /// When.
    pub at: Millis,
    /// What to know and to do, one line.
    pub says: String,
}
