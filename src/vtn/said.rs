//! What the VTN says, without the wire's form: `map` writes it.

use super::event::{Event, EventStatus, Targets};
use super::reports::{NewRequest, Offer, Reading};
use tieline_core::model::UtcSeconds;

/// How a request went: 200, or an application error [OADR2b eiResponse].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The requestID that it answers.
    pub request_id: String,
    /// 200, or 450 to 469.
    pub code: u16,
    /// Words for people.
    pub says: Option<String>,
}

impl Outcome {
    pub(super) fn ok(request_id: impl Into<String>) -> Self {
        Self { request_id: request_id.into(), code: 200, says: None }
    }

    pub(super) fn error(request_id: impl Into<String>, code: u16, says: impl Into<String>) -> Self {
        Self { request_id: request_id.into(), code, says: Some(says.into()) }
    }
}

impl Said {
    /// A refusal of what was not even read: whose request it is, is not known.
    pub fn refused(code: u16, says: impl Into<String>) -> Self {
        Self::Response(Outcome::error("", code, says))
    }
}

/// An event as one VEN is told of it at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub(super) event: Event,
    pub(super) targets: Targets,
    pub(super) status: EventStatus,
    /// The present value of each signal.
    pub(super) current: Vec<f64>,
}

/// A message of the VTN.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// oadrResponse.
    Response(Outcome),
    /// oadrCreatedPartyRegistration.
    Registered {
        /// How it went.
        outcome: Outcome,
        /// venID and registrationID, where it went well.
        ids: Option<(String, String)>,
        /// Seconds between polls.
        poll_s: u32,
    },
    /// oadrCanceledPartyRegistration.
    CanceledRegistration {
        /// How it went.
        outcome: Outcome,
        /// What was cancelled.
        registration_id: String,
    },
    /// oadrCancelPartyRegistration.
    CancelRegistration {
        /// Its requestID.
        request_id: String,
        /// What is cancelled.
        registration_id: String,
    },
    /// oadrRequestReregistration.
    Reregister,
    /// oadrDistributeEvent.
    Distribute {
        /// Its requestID.
        request_id: String,
        /// All that the VEN is to know, in order.
        events: Vec<Told>,
    },
    /// oadrRegisterReport: what we can report.
    RegisterReport {
        /// Its requestID.
        request_id: String,
        /// The reports.
        offers: Vec<Offer>,
        /// When this was said.
        now: UtcSeconds,
    },
    /// oadrRegisteredReport, with the reports that we want.
    RegisteredReport {
        /// How it went.
        outcome: Outcome,
        /// The reports that we want, by reportRequestID.
        asks: Vec<(String, NewRequest)>,
    },
    /// oadrCreateReport.
    CreateReport {
        /// Its requestID.
        request_id: String,
        /// The reports that we want, by reportRequestID.
        asks: Vec<(String, NewRequest)>,
    },
    /// oadrCreatedReport.
    CreatedReport {
        /// How it went.
        outcome: Outcome,
        /// Reports that are still to come.
        pending: Vec<String>,
    },
    /// oadrUpdateReport: a report of ours.
    UpdateReport {
        /// Its requestID.
        request_id: String,
        /// The reportRequestID by which the VEN asked for it.
        report_id: String,
        /// What we have read since.
        readings: Vec<Reading>,
        /// When it was made.
        now: UtcSeconds,
    },
    /// oadrUpdatedReport; the cancellation names what is no longer wanted.
    UpdatedReport {
        /// How it went.
        outcome: Outcome,
        /// requestID, reports, whether a last update is to follow.
        cancel: Option<(String, Vec<String>, bool)>,
    },
    /// oadrCancelReport.
    CancelReport {
        /// Its requestID.
        request_id: String,
        /// What is no longer wanted.
        ids: Vec<String>,
        /// Whether a last update is to follow.
        follows: bool,
    },
    /// oadrCanceledReport.
    CanceledReport {
        /// How it went.
        outcome: Outcome,
        /// Reports that are still to come.
        pending: Vec<String>,
    },
    /// oadrCreatedOpt.
    CreatedOpt {
        /// How it went.
        outcome: Outcome,
        /// The opt.
        opt_id: String,
    },
    /// oadrCanceledOpt.
    CanceledOpt {
        /// How it went.
        outcome: Outcome,
        /// The opt.
        opt_id: String,
    },
}
