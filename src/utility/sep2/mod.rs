//! IEEE 2030.5 client: discovery, programs, responses, mirrored readings.
//!
//! One [`Session`] talks to one server. It polls what the server's DeviceCapability leads to, each resource at its own
//! pollRate, hands the programs to the engine, answers its transitions with Responses, and posts what is measured. It does
//! no I/O: requests, commits and the next wake-up are outputs ([`Machine`](tieline_core::model::Machine)).

mod answer;
mod average;
mod backoff;
mod config;
mod content;
mod faults;
mod href;
mod map;
mod mirrors;
mod outbox;
mod paging;
mod responses;
mod session;
#[cfg(test)]
mod tests;
mod tree;
mod upkeep;
mod work;

pub use config::SessionConfig;
pub use session::Session;

use tieline_core::model::{
    Alarm, Asset, AssetState, HttpError, HttpRequest, HttpResponse, Mono, ProgramSet, Reading, Record, Transition,
};

/// What may happen to a session.
#[derive(Debug, Clone)]
pub enum Input {
    /// Begin; what was durable has been handed in before.
    Start,
    /// What the run before made durable: responses, posts, memos, the last programs, and the readings since the oldest memo
    /// `mirror/...` of this session.
    Restored(Vec<Record>),
    /// The wake-up that was asked for, or any other.
    Timer,
    /// The answer to a request.
    Reply {
        /// Which request.
        id: u64,
        /// The answer, or why there is none.
        result: Result<HttpResponse, HttpError>,
    },
    /// A step in an event's life, to be answered.
    Transition(Transition),
    /// A sample, durable already.
    Reading(Reading),
    /// An asset was discovered.
    Asset(Asset),
    /// What was read of an asset.
    AssetState(AssetState),
    /// An alarm of the site or an asset, to be logged at the server.
    Alarm(Alarm),
    /// The last commit did not become durable.
    CommitFailed,
}

/// What a session wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send this; answer by [`Input::Reply`].
    Request {
        /// Its number.
        id: u64,
        /// The request.
        request: HttpRequest,
        /// Time for the answer.
        timeout_ms: u64,
    },
    /// Make these durable before anything that follows.
    Commit(Vec<Record>),
    /// All that the server asks of the site, as it stands now.
    Programs(ProgramSet),
    /// An alarm's rise or end.
    Alarm(Alarm),
    /// Wake me then; replaces the wake-up before.
    WakeAt(Mono),
}
