//! What the rooms of the house say to each other.
//!
//! Wire types of a protocol stop at that protocol's one mapping file; beyond it only these types are spoken.

mod alarm;
mod asset;
mod control;
mod envelope;
mod event;
mod http;
mod ids;
mod machine;
mod mode_2023;
mod reading;
mod record;
mod setpoint;
mod time;
mod units;

pub use alarm::{Alarm, AlarmKind};
pub use asset::{
    Asset, AssetKind, AssetState, BatteryState, ConnectState, FaultBits, GridCapability, OperatingState, Rating,
    Reversion,
};
pub use control::{
    Control, ControlValue, Curve, CurveKind, CurvePoint, FixedVarReference, FreqDroop, Mode, PowerFactor,
};
pub use envelope::Envelope;
pub use event::{
    DefaultControl, Event, EventStatus, Program, ProgramSet, ResponseRequired, Transition, TransitionKind,
};
pub use http::{HeaderName, HttpError, HttpRequest, HttpResponse, Method};
pub use ids::{AssetId, EventKey, Lfdi, Mrid, ParseIdError, ProgramKey, Sfdi, SiteId, UpstreamId};
pub use machine::Machine;
pub use mode_2023::Mode2023;
pub use reading::{Quality, Reading, ReadingSource};
pub use record::Record;
pub use setpoint::{AssetCommand, Cause, Lease, Setpoint, SetpointResult, SetpointVerdict};
pub use time::{Millis, Mono, Now, Seconds, UtcSeconds};
pub use units::{CentiPercent, Millihertz, Millivolts, Rounding, Vars, WattHours, Watts};
