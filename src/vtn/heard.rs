//! What a VEN says, without the wire's form: `map` reads it.

use super::opts::OptSubject;
use super::reports::{NewRequest, Offer};
use tieline_schemas::oadr2::Service;

/// How something went, as the VEN says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) request_id: String,
    pub(super) code: u16,
    pub(super) says: Option<String>,
}

impl Outcome {
    pub(super) fn is_good(&self) -> bool {
        (200..300).contains(&self.code)
    }
}

/// A VEN's answer to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OneAnswer {
    pub(super) event_id: String,
    pub(super) modification: u32,
    pub(super) code: u16,
    pub(super) says: Option<String>,
    pub(super) opts_in: bool,
}

/// What a VEN wants to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) registration_id: Option<String>,
    pub(super) ven_name: Option<String>,
    pub(super) report_only: bool,
    pub(super) signs: bool,
    /// Whether it speaks 2.0b over simple HTTP.
    pub(super) speaks_2b: bool,
    pub(super) pulls: bool,
    pub(super) address: Option<String>,
}

/// A line of data in a report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Datum {
    pub(super) rid: String,
    pub(super) start_s: i64,
    pub(super) seconds: i64,
    pub(super) value: DatumValue,
    pub(super) quality: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DatumValue {
    Number(f64),
    Status { online: bool, overridden: bool },
}

/// Data of one report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Data {
    pub(super) request_id: String,
    pub(super) lines: Vec<Datum>,
    /// What of it cannot be read.
    pub(super) fault: Option<String>,
}

/// A message and who it says it is from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heard {
    pub(super) ven_id: Option<String>,
    pub(super) request_id: String,
    pub(super) what: Saying,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Saying {
    Query,
    Register(Candidate),
    CancelRegistration {
        registration_id: String,
    },
    CanceledRegistration(Outcome),
    RequestEvents {
        limit: Option<u32>,
    },
    CreatedEvent {
        outcome: Outcome,
        answers: Vec<OneAnswer>,
    },
    RegisterReport {
        offers: Vec<Offer>,
    },
    RegisteredReport {
        outcome: Outcome,
        asks: Vec<(String, NewRequest)>,
    },
    CreateReport {
        asks: Vec<(String, NewRequest)>,
    },
    CreatedReport {
        outcome: Outcome,
        pending: Vec<String>,
    },
    UpdateReport {
        reports: Vec<Data>,
    },
    UpdatedReport(Outcome),
    CancelReport {
        ids: Vec<String>,
    },
    CanceledReport {
        outcome: Outcome,
        pending: Vec<String>,
    },
    CreateOpt {
        opt_id: String,
        opts_in: bool,
        reason: String,
        subject: OptSubject,
    },
    CancelOpt {
        opt_id: String,
    },
    Poll,
    Response(Outcome),
    /// What a VEN does not say.
    Unexpected(&'static str),
}

impl Saying {
    /// The service where it belongs; `None`: anywhere.
    pub(super) fn service(&self) -> Option<Service> {
        Some(match self {
            Self::Query | Self::Register(_) | Self::CancelRegistration { .. } | Self::CanceledRegistration(_) => {
                Service::RegisterParty
            }
            Self::RequestEvents { .. } | Self::CreatedEvent { .. } => Service::Event,
            Self::RegisterReport { .. }
            | Self::RegisteredReport { .. }
            | Self::CreateReport { .. }
            | Self::CreatedReport { .. }
            | Self::UpdateReport { .. }
            | Self::UpdatedReport(_)
            | Self::CancelReport { .. }
            | Self::CanceledReport { .. } => Service::Report,
            Self::CreateOpt { .. } | Self::CancelOpt { .. } => Service::Opt,
            Self::Poll => Service::Poll,
            Self::Response(_) | Self::Unexpected(_) => return None,
        })
    }
}
