//! What must survive a restart: machines emit records, `store` commits them before anything is acknowledged (rule 4).

use super::alarm::Alarm;
use super::event::{ProgramSet, Transition};
use super::ids::{EventKey, SiteId, UpstreamId};
use super::reading::Reading;
use super::setpoint::{Setpoint, SetpointResult};
use super::time::{Millis, Seconds};
use serde::{Deserialize, Serialize};

/// One durable fact. Writing the same record again changes nothing (rule 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Record {
    /// The last that a server asked of the site; replaces the one before.
    Programs(ProgramSet),
    /// The randomization drawn for an event, once.
    Draw {
        /// For which event.
        event: EventKey,
        /// Added to its start.
        start: Seconds,
        /// Added to its duration.
        duration: Seconds,
    },
    /// A step in an event's life, said once per event and kind.
    Life(Transition),
    /// A response to a server: recorded before it is sent, and again when the peer has it.
    Response {
        /// About which event.
        event: EventKey,
        /// The protocol's code.
        code: u8,
        /// When it was due.
        at: Millis,
        /// Whether the peer has acknowledged it.
        confirmed: bool,
    },
    /// A sample, numbered without gap per site.
    Reading {
        /// Of which site.
        site: SiteId,
        /// Its number.
        seq: u64,
        /// The sample.
        reading: Reading,
    },
    /// Something to deliver to a server, in order of `seq` per server; removed by [`Record::Delivered`].
    Post {
        /// To whom.
        upstream: UpstreamId,
        /// Its place in the queue.
        seq: u64,
        /// When it was queued.
        at: Millis,
        /// What it is, in the session's own encoding.
        body: Vec<u8>,
    },
    /// The server has acknowledged this and everything before it is judged on its own: the post is removed.
    Delivered {
        /// By whom.
        upstream: UpstreamId,
        /// Which.
        seq: u64,
    },
    /// A decision, for the audit.
    Setpoint {
        /// Of which site.
        site: SiteId,
        /// The decision.
        setpoint: Setpoint,
    },
    /// What became of it, for the audit.
    Result {
        /// Of which site.
        site: SiteId,
        /// When.
        at: Millis,
        /// The driver's report.
        result: SetpointResult,
    },
    /// An alarm's rise or end, for the audit.
    Alarm {
        /// Of which site.
        site: SiteId,
        /// The alarm.
        alarm: Alarm,
    },
    /// Something that a session or the engine must remember, by name; replaces the one before.
    Memo {
        /// Who remembers: an upstream's or a site's name with its room, `sep2/utility`, `engine/home`.
        owner: String,
        /// The name.
        name: String,
        /// The value, in the owner's own encoding; empty removes it.
        value: Vec<u8>,
    },
}
