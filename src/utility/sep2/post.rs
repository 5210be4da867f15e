//! What is posted to the server in order: averages of mirrors and log events.

use super::average::{Interval, Quantity};
use serde::{Deserialize, Serialize};
use tieline_core::model::UtcSeconds;

/// One post in the session's own encoding, which is JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Post {
    /// The averages of one interval.
    Averages {
        /// Of which mirror.
        mirror: String,
        /// The interval's first second, on the server's time.
        start_s: i64,
        /// Its length.
        seconds: u32,
        /// What was measured.
        values: Vec<(Quantity, i64)>,
    },
    /// An alarm's rise or end.
    Log {
        /// When, on the server's time.
        at: UtcSeconds,
        /// The code [2030.5 LogEvent].
        code: u8,
        /// What to know, cut to what the field holds.
        details: String,
    },
}

impl Post {
    /// The post for an interval of `mirror`.
    pub(super) fn averages(mirror: &str, interval: Interval) -> Self {
        let Interval { start_s, seconds, values } = interval;
        Self::Averages { mirror: mirror.to_owned(), start_s, seconds, values }
    }
}
