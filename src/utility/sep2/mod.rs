//! IEEE 2030.5 client: discovery, programs, responses, mirrored readings.
//!
//! One [`Session`] talks to one server. It polls what the server's DeviceCapability leads to, each resource at its own
//! pollRate, hands the programs to the engine, answers its transitions with Responses, and posts what is measured. It does
//! no I/O: requests, commits and the next wake-up are outputs ([`Machine`](tieline_core::model::Machine)).

mod answer;
mod config;
mod content;
mod faults;
mod href;
mod map;
mod mirrors;
mod paging;
mod post;
mod responses;
mod session;
#[cfg(test)]
mod tests;
mod tree;
mod upkeep;
mod work;

pub use config::SessionConfig;
pub use session::Session;

use super::{Input, Output, average, backoff, durable, outbox, raised};
