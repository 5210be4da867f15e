//! What VEN and VTN say to each other, without the wire's form: `map` turns it into payloads and back.

use super::book::EventAnswer;
use super::event::Incoming;
use tieline_schemas::oadr2::Service;

/// How a request went: 200, or an application error [OADR2b eiResponse].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) request_id: String,
    pub(super) code: u16,
    pub(super) says: String,
}

impl Outcome {
    pub(super) fn ok(request_id: impl Into<String>) -> Self {
        Self { request_id: request_id.into(), code: 200, says: String::new() }
    }

    pub(super) fn error(request_id: impl Into<String>, code: u16, says: impl Into<String>) -> Self {
        Self { request_id: request_id.into(), code, says: says.into() }
    }

    /// 200 to 299.
    pub(super) fn is_good(&self) -> bool {
        (200..300).contains(&self.code)
    }
}

/// A report that the VTN asks for, before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportAsk {
    pub(super) id: String,
    pub(super) specifier: String,
    pub(super) granularity_s: i64,
    pub(super) back_s: i64,
    pub(super) start_s: Option<i64>,
    /// 0: until it is cancelled.
    pub(super) seconds: i64,
    pub(super) rids: Vec<String>,
}

/// Reports that the VTN no longer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportCancel {
    pub(super) request_id: String,
    pub(super) ids: Vec<String>,
    /// Whether a last update is to follow.
    pub(super) follows: bool,
}

/// What a VTN says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Heard {
    Response(Outcome),
    Registered {
        outcome: Outcome,
        registration_id: Option<String>,
        ven_id: Option<String>,
        vtn_id: String,
        poll_s: Option<i64>,
        /// Whether 2.0b over simple HTTP is among its profiles.
        speaks_2b: bool,
    },
    CanceledRegistration(Outcome),
    CancelRegistration {
        request_id: String,
        registration_id: String,
        ven_id: Option<String>,
    },
    Reregister {
        ven_id: String,
    },
    Distribute {
        request_id: String,
        vtn_id: String,
        events: Vec<Incoming>,
    },
    RegisteredReport {
        outcome: Outcome,
        asks: Vec<ReportAsk>,
    },
    CreateReport {
        request_id: String,
        ven_id: Option<String>,
        asks: Vec<ReportAsk>,
    },
    CancelReport {
        ven_id: Option<String>,
        cancel: ReportCancel,
    },
    RegisterReport {
        request_id: String,
        ven_id: Option<String>,
    },
    UpdateReport {
        request_id: String,
    },
    UpdatedReport {
        outcome: Outcome,
        cancel: Option<ReportCancel>,
    },
    /// An answer about an opt of ours.
    Opt(Outcome),
    /// What a VTN does not say.
    Unexpected(&'static str),
}

/// An answer that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    /// To an oadrDistributeEvent; or unasked, where an event is opted out of later.
    CreatedEvent(Vec<EventAnswer>),
    CreatedReport(Outcome),
    CanceledReport(Outcome),
    RegisteredReport(Outcome),
    UpdatedReport(Outcome),
    /// To a request to register again.
    Response(Outcome),
    CanceledRegistration {
        outcome: Outcome,
        registration_id: String,
    },
    /// Our own word on an event, over any createdEvent [OADR2b EiOpt].
    CreateOpt {
        opt_id: String,
        event_id: String,
        modification: u32,
        opts_in: bool,
    },
}

impl Reply {
    pub(super) fn service(&self) -> Service {
        match self {
            Self::CreatedEvent(_) => Service::Event,
            Self::CreatedReport(_) | Self::CanceledReport(_) | Self::RegisteredReport(_) | Self::UpdatedReport(_) => {
                Service::Report
            }
            Self::Response(_) | Self::CanceledRegistration { .. } => Service::RegisterParty,
            Self::CreateOpt { .. } => Service::Opt,
        }
    }
}
