//! What went over the wire, one record an exchange: evidence for tests and labs.

use super::scope::Identity;
use serde::{Deserialize, Serialize};
use tieline_core::model::{HttpRequest, HttpResponse, Lfdi, Millis};

/// One exchange. Written as a line of JSON by `runtime`. Bodies are kept as they were but for PINs, which read 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When the request was handled, by the server's time.
    pub time: Millis,
    /// Whose request it was; of a notification, to whom it went.
    pub lfdi: Lfdi,
    /// The method's name.
    pub method: String,
    /// Path and query; of a notification, its whole notificationURI.
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
            response: without_pin(&String::from_utf8_lossy(&response.body)),
            location: location.map(str::to_owned),
        }
    }
}

/// The body with its PIN set to 0, which the schema still accepts.
fn without_pin(body: &str) -> String {
    let Some((before, rest)) = body.split_once("<pIN>") else {
        return body.to_owned();
    };
    let after = rest.split_once("</pIN>").map_or("", |(_, after)| after);
    format!("{before}<pIN>0</pIN>{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_does_not_reach_the_log() {
        assert_eq!(without_pin("<R><pIN>111115</pIN></R>"), "<R><pIN>0</pIN></R>");
        assert_eq!(without_pin("<R/>"), "<R/>");
    }
}
