//! What the VTN refuses, as problems.

use crate::admin::problem::Problem;
use crate::vtn::OperatorError;

impl From<OperatorError> for Problem {
    fn from(error: OperatorError) -> Self {
        let says = error.to_string();
        match &error {
            OperatorError::Missing(what) => Self::new(404, says + remedy(what)),
            OperatorError::Conflict(_) => Self::new(409, says),
            OperatorError::Plan(_) | OperatorError::Bad(_) => Self::new(422, says),
            OperatorError::Unavailable(_) => Self::new(503, says + "; try again, and look at the VTN's log"),
        }
    }
}

/// Where what is missing can be found.
fn remedy(what: &str) -> &'static str {
    match what.split(' ').next() {
        Some("VEN") => "; GET /v1/vens lists them",
        Some("event") => "; GET /v1/events lists them",
        Some("market") => "; make it first, with POST /v1/market-contexts",
        _ => "",
    }
}
