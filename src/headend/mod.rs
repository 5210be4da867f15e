//! The IEEE 2030.5 server that devices and other gateways enrol with, without I/O.
//!
//! [`Server::handle`] answers one request of one identity at one instant. What it reads comes through [`Resources`],
//! whose every call carries the caller's [`Scope`]; what it wants to keep comes back as [`Change`]s, which `runtime`
//! commits before it sends the answer (rule 4). Event statuses are never stored: they are a function of the events and
//! of `now`, so they are right to the second without a timer.
//!
//! An [`Operator`] is the utility's hand on the same documents: it enrols, makes programs and events, and cancels.
//! A [`Script`] is an operator with a timetable.

mod bounded;
mod connection_point;
mod deletes;
mod documents;
mod events;
mod fill;
mod gets;
mod grants;
mod heard;
mod http;
mod kept;
mod key;
mod letters;
mod life;
mod lists;
mod maker;
mod map;
mod mirror;
mod notify;
mod operator;
mod outbox;
mod paging;
mod pending;
mod posts;
mod puts;
mod renderings;
mod resources;
mod responses;
mod route;
mod scope;
mod script;
mod server;
mod sets;
mod settings;
mod stored;
mod subscriptions;
mod table;
mod target;
mod told;
mod usage;
mod versions;
mod watch;
mod wire_log;

#[cfg(test)]
mod tests;

/// Programs and controls as configurations and operators write them.
pub use crate::assets::sim::day::{ControlScript, CurveScript, DefaultScript};
pub use documents::{
    AssignmentsDocument, Cancellation, CurveDocument, DefaultDocument, DeviceDocument, EventDocument, GrantDocument,
    LetterDocument, POLLED, Pin, ProgramDocument, Rates, ResponseDocument, SubscriptionDocument, TimeZoneDocument,
};
pub use fill::{fill, fill_devices, settings};
pub use heard::Heard;
pub use key::{Key, Owner, SubscriptionId};
pub use life::{Standing, standings};
pub use maker::{DocumentKind, KeptDocument, Made, document_kinds};
pub use mirror::ReadingDocument;
pub use notify::{Look, Looks};
pub use operator::{DeviceChange, ENROLMENTS_MAX, Enrolled, NewEvent, NewProgram, Operator, OperatorError};
pub use outbox::{Errand, Outbox, Outcome, Settled, settle};
pub use resources::{Change, Draft, MemoryResources, Resources, Unavailable};
pub use scope::{Identity, Scope};
pub(crate) use script::default_control;
pub use script::{Script, ScriptError, ScriptStep};
pub use server::{Answer, Server};
pub use settings::{ConnectionPoints, Delivery, Enrolment, Extensions, ServedEdition, Settings};
pub use stored::{StoredResources, Submission};
pub use target::{Target, TargetError, TargetRules, is_internal};
pub use told::{ToldLogEvent, ToldMeter, ToldMirror};
pub use versions::{Mark, Versions};
pub use watch::Watch;
pub use wire_log::Exchange;
