//! OpenADR 2.0b as a VEN: registration, events, reports and opts over simple HTTP, pulled or pushed.
//!
//! One [`Ven`] talks to one VTN. It registers, polls, answers what it is sent, and turns events into what the engine
//! schedules: each part of an event between two changes of its signals becomes one event of the engine, in a program for
//! each priority. It does no I/O: requests, commits and the next wake-up are outputs
//! ([`Machine`](tieline_core::model::Machine)).

mod book;
mod config;
mod event;
mod heed;
mod history;
mod map;
mod meaning;
mod message;
mod meter;
mod owner;
mod push;
mod recall;
mod reports;
mod schedule;
mod state;
mod stored;
mod targets;
#[cfg(test)]
mod tests;
mod ven;
mod work;

pub use config::{Level, Levels, Push, VenConfig};
pub use event::part_mrid;
pub use stored::{event_name, knows_event, knows_opt};
pub use targets::Names;
pub use ven::Ven;
