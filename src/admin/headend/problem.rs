//! What the head-end refuses, as problems.

use crate::admin::problem::Problem;
use crate::headend::OperatorError;

impl Problem {
    /// Whether the request is at fault, rather than the server.
    pub(super) fn is_of_sender(&self) -> bool {
        self.status < 500
    }

    /// What is wrong and what to do.
    pub(super) fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<OperatorError> for Problem {
    fn from(error: OperatorError) -> Self {
        let says = error.to_string();
        match &error {
            OperatorError::Missing(what) => Self::new(404, says + remedy(what)),
            OperatorError::Bound { .. } | OperatorError::Document { .. } => Self::new(422, says),
            OperatorError::Over(_) | OperatorError::Unchangeable(_) => Self::new(409, says),
            OperatorError::NoAggregator(_) => {
                Self::new(409, says + "; make it one with PUT /v1/devices/{lfdi}: {\"aggregator\": true}")
            }
            OperatorError::Unavailable(_) => Self::new(503, says + "; try again, and look at the server's log"),
        }
    }
}

/// Where what is missing can be found.
fn remedy(what: &str) -> &'static str {
    match what.split(' ').next() {
        Some("device") => "; GET /v1/devices lists them",
        Some("group") => "; make it first, with PUT /v1/groups/{name}",
        Some("program") => "; GET /v1/programs lists them",
        Some("dead") => "; GET /v1/dead-letters lists them",
        Some("list" | "document" | "event" | "file") => "; GET /v1/document-kinds lists the addresses",
        Some("control") => "; GET /v1/programs/{mrid}/controls lists them",
        _ => "",
    }
}
