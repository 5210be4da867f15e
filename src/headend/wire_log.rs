//! What went over the wire, one record an exchange: evidence for tests and labs.

use super::scope::Identity;
use serde::{Deserialize, Serialize};
use tieline_core::model::{HttpRequest, HttpResponse, Lfdi, Millis};

/// One exchange. Written as a line of JSON by `runtime`. Bodies are kept as they were, so a log holds PINs where a
/// Registration was read: it is as confidential as the server's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When the request was handled, by the server's time.
    pub time: Millis,
    /// Whose request it was.
    pub lfdi: Lfdi,
    /// The method's name.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The answer's status.
    pub status: u16,
    /// The request's body; bytes that are no UTF-8 are replaced.
    pub request: String,
    /// The answer's body.
    pub response: String,
    /// Where the answer points, if it does.
    pub location: Option<String>,
}

impl Exchange {
    /// The record of one exchange.
    pub fn new(time: Millis, identity: &Identity, request: &HttpRequest, response: &HttpResponse) -> Self {
        let location = response.header(tieline_core::model::HeaderName::Location);
        Self {
            time,
            lfdi: identity.lfdi,
            method: request.method.as_str().to_owned(),
            target: request.target.clone(),
            status: response.status,
            request: String::from_utf8_lossy(&request.body).into_owned(),
            response: String::from_utf8_lossy(&response.body).into_owned(),
            location: location.map(str::to_owned),
        }
    }
}
