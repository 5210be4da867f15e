//! What a VEN keeps in mind of its dealings with the VTN.

use super::message::Reply;
use serde::{Deserialize, Serialize};
use tieline_core::model::Mono;

/// What the VTN gave us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Registration {
    pub(super) registration_id: String,
    pub(super) ven_id: String,
    pub(super) vtn_id: String,
    pub(super) poll_s: u32,
    /// The transport address that it names, in push mode.
    #[serde(default)]
    pub(super) pushed_to: Option<String>,
}

/// What the request under way is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    Query,
    Register,
    RegisterReports,
    RequestEvents,
    Poll,
    Reply(Reply),
    Update(u64),
    /// The owner's opt-out schedule of this optID, and its end.
    CreateOpt(String),
    CancelOpt(String),
}

/// The request under way.
#[derive(Debug)]
pub(super) struct UnderWay {
    pub(super) id: u64,
    pub(super) job: Job,
    pub(super) deadline: Mono,
    pub(super) behind_commit: bool,
}

/// What is to be done once, and whether it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Todo {
    pub(super) query: bool,
    pub(super) reports: bool,
    pub(super) events: bool,
}

/// Messages that the VTN answered, and not with 2.0b: they must not stand in the way of all others (rule 6).
#[derive(Debug, Default)]
pub(super) struct Unwanted {
    /// How often in a row the answer at hand was not taken.
    pub(super) replies: u32,
    /// How often in a row an update was not, the last such, and when the next is tried.
    pub(super) updates: u32,
    pub(super) update: u64,
    pub(super) update_at: Mono,
}

/// When opt schedules are told again that the VTN would not take.
#[derive(Debug, Default)]
pub(super) struct OptsLater {
    pub(super) failures: u32,
    pub(super) at: Mono,
}
