//! What the VTN's operator has fixed in its configuration.

use serde::{Deserialize, Serialize};

/// Who may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Enrolment {
    /// VENs that the operator has entered.
    #[default]
    Closed,
    /// Also whoever shows a certificate under the roots; it gets a venID.
    Open,
}

/// A report that is asked of each VEN that offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomaticReport {
    /// Its reportName, such as `TELEMETRY_USAGE`.
    pub name: String,
    /// Length of its intervals in seconds; 0: as the VEN has it.
    pub granularity_s: u32,
    /// Seconds between updates.
    pub back_s: u32,
}

/// A market context and what holds in it [OADR2b marketContext].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketContext {
    /// Its URI.
    pub name: String,
    /// Whether two events of it may hold for one VEN at the same time.
    #[serde(default)]
    pub overlap_allowed: bool,
}

/// Fixed settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Our vtnID.
    pub vtn_id: String,
    /// Seconds between a VEN's polls [OADR2b oadrRequestedOadrPollFreq].
    pub poll_s: u32,
    /// Who may register.
    pub enrolment: Enrolment,
    /// Reports that are asked of each VEN that offers them.
    pub reports: Vec<AutomaticReport>,
    /// Days after which events that are over, and readings, are forgotten.
    pub keep_days: u32,
}

impl Settings {
    /// Milliseconds after which what was sent and not answered is sent again: a VEN answers before its next poll.
    pub(super) fn resend_ms(&self) -> i64 {
        i64::from(self.poll_s.max(1)) * 1_000
    }
}
