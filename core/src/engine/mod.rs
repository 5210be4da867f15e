//! The engine: what holds at a site now, and what each asset shall do about it.
//!
//! [`Site`] is the machine. Programs, readings and states of assets go in; setpoints with leases, steps in the lives of
//! events, records and alarms come out. The way through it: [`schedule`] says which event holds which mode, `arbitrate`
//! what that makes of the site's limits and targets, `ramp` how fast they move, `plan` what the owner wants inside them,
//! `dispatch` what each asset shall do, `lease` whether that is worth a write, `verify` whether it was done.
//!
//! It reads no clock and draws nothing: `now` and a seed come in. Integers only.

mod alarms;
mod arbitrate;
mod boot;
mod config;
mod decide;
mod dispatch;
mod draw;
mod fill;
mod lease;
mod life;
mod meter;
pub mod modes;
mod plan;
mod ramp;
mod reactive;
pub mod schedule;
mod show;
mod site;
mod support;
mod trust;
mod unit;
mod validate;
mod verify;
mod view;

pub use arbitrate::{Holding, Limit, Reactive, Target};
pub use config::{SiteConfig, Upstream};
pub use fill::{Vessel, fill};
pub use ramp::Limits;
pub use site::{Input, Output, Site};
pub use support::supported_modes;
pub use view::{AssetView, EVENTS_MAX, EventState, EventView, ProgramView, SiteView};
