//! The OpenADR 2.0b VTN that VENs register with, without I/O; VENs of 2.0a that the operator has entered ask it for events.
//!
//! [`Vtn::handle`] answers one message of one VEN at one instant, whether it came by a poll or as the answer to a push.
//! [`Vtn::operate`] lets an [`Operator`] work on the same state: enrol, make events, ask for reports. What either changes
//! comes back as [`Change`]s, which `runtime` commits before anything is answered (rule 4); [`Vtn::restore`] makes the same
//! state of them again. Event statuses are never stored: they are a function of the event and of `now`.
//!
//! What was sent and not yet answered is kept in memory alone: after a restart it is sent once more, which is harmless.

mod answers;
mod asked;
mod calendar;
mod caller;
mod event;
mod heard;
mod map;
mod operator;
mod opts;
mod polls;
mod registration;
mod reports;
mod said;
mod serve;
mod settings;
mod state;
#[cfg(test)]
mod tests;
mod ven;

pub use answers::EventAnswer;
pub use caller::Caller;
pub use event::{Baseline, Event, EventPlan, EventStatus, Interval, PlanError, Required, Signal, Targets};
pub use map::{Incoming, Unreadable, decode, decode_20a, encode, encode_20a, encode_to_sign};
pub use operator::{NewVen, Operator, OperatorError};
pub use opts::{Opt, OptSubject};
pub use reports::{Archive, NewRequest, Offer, OfferLine, Reading, ReportRequest, RequestState};
pub use said::Said;
pub use settings::{AutomaticReport, Enrolment, MarketContext, Settings};
pub use state::{Answer, Change, Push, RestoreError, Vtn, old_readings, reading_keys};
pub use ven::{Profile, Registration, Ven};
