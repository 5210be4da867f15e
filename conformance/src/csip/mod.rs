//! The CSIP conformance procedures for servers (COMM, CORE, BASIC, AGG, ERR, MAINT), by name.
//!
//! The procedures' text was not at hand: what a case asks is what public notes say of it, and [`Wording`] tells how sure that
//! is. A case says how the server must stand, when it is looked at, and what else the client says; it is judged by the
//! transcript alone, so that a transcript of a worse server shows that the case can fail.

mod basic;
mod case;
mod core;
mod http;
mod judge;
mod other;
mod stand;
mod subscription;
mod tour;
mod view;

pub use self::case::{Case, Operator, Played, Wording, cases, play, unplayed};
pub use self::core::{PIN, POLL_RATE};
pub use self::stand::{Change, Curve, DefaultControl, Event, Group, Mode, Program, Stand};
pub use self::tour::{Exchange, TOLD, Tour};
