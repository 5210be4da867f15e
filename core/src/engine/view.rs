//! What a screen shows of a site.

use super::ramp::Limits;
use crate::model::{
    AssetId, AssetKind, Cause, CentiPercent, EventKey, Millis, Mode, ProgramKey, SiteId, UtcSeconds, Watts,
};
use serde::{Deserialize, Serialize};

/// A site at an instant, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteView {
    /// Which site.
    pub site: SiteId,
    /// When.
    pub at: Millis,
    /// Power at the connection point as last read; `None`: no meter yet.
    pub site_w: Option<Watts>,
    /// Whether the meter is fresh and proven, so that a loop is closed over it.
    pub meter_trusted: bool,
    /// The limits that hold at this instant, magnitudes, on their ramps.
    pub limits: Limits,
    /// The limits to which they are on their way.
    pub targets: Limits,
    /// Whether energising is permitted.
    pub permitted: bool,
    /// Why, the deciding cause of each limit first.
    pub causes: Vec<Cause>,
    /// What is asked for and cannot be had, in words.
    pub shortfall: Option<String>,
    /// The assets, as configured.
    pub assets: Vec<AssetView>,
    /// The programs, best first, server by server.
    pub programs: Vec<ProgramView>,
    /// Events in effect and the next ones, at most [`EVENTS_MAX`].
    pub events: Vec<EventView>,
}

/// Events that a view shows.
pub const EVENTS_MAX: usize = 64;

/// An asset at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetView {
    /// Which.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// Whether it answers.
    pub online: bool,
    /// Whether it is in local control.
    pub local: bool,
    /// Its power.
    pub w: Watts,
    /// The limit that it was last sent.
    pub limit_w: Option<Watts>,
    /// The power that it was last told to have.
    pub set_w: Option<Watts>,
    /// State of charge.
    pub soc: Option<CentiPercent>,
}

/// A program for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramView {
    /// Which.
    pub key: ProgramKey,
    /// The server's words.
    pub description: String,
    /// Its rank.
    pub primacy: u8,
    /// How many events it lists that have not ended.
    pub events: usize,
    /// Whether it has a default.
    pub has_default: bool,
}

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventState {
    /// Not begun.
    Waiting,
    /// In effect, in at least one mode.
    Active,
    /// Begun, and displaced for now.
    Displaced,
    /// Over.
    Ended,
}

/// An event for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// Which.
    pub key: EventKey,
    /// Of which program.
    pub program: ProgramKey,
    /// Where it stands.
    pub state: EventState,
    /// Effective start, on the server's time.
    pub start: UtcSeconds,
    /// Effective end, on the server's time.
    pub end: UtcSeconds,
    /// What it asks for.
    pub modes: Vec<Mode>,
    /// What it holds now.
    pub holds: Vec<Mode>,
}
