//! What an answer means, before anybody looks into its document.

use super::backoff;
use super::href;
use tieline_core::model::{HeaderName, HttpError, HttpResponse, Method, UtcSeconds};

/// The media type of IEEE 2030.5 documents [2030.5 media type].
pub(super) const MEDIA_TYPE: &str = "application/sep+xml";
/// Redirections followed for one request.
pub(super) const HOPS_MAX: u8 = 5;

/// An answer, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// 2xx.
    Good(HttpResponse),
    /// The resource is elsewhere on the same host; true when for ever, so that discovery starts again [2030.5 HTTP 301].
    Moved(String, bool),
    /// Wait this long before asking again, as the server named it; `None`: as we see fit. True when it speaks for the whole
    /// server.
    Busy { after_ms: Option<u64>, whole: bool },
    /// 4xx: this request will not be better next time.
    Refused(u16),
    /// The server, or what stands before it, is sick; the text is for people.
    Sick(String),
    /// No answer at all.
    Lost(String),
}

/// Sorts the answer to a `method` request at `target` of `host:port` [RFC 6585 §4; CSIP ERR-001].
pub(super) fn sort(
    result: Result<HttpResponse, HttpError>,
    method: Method,
    target: &str,
    (host, port): (&str, u16),
    server_now: UtcSeconds,
) -> Answer {
    let response = match result {
        Ok(response) => response,
        Err(error) => return Answer::Lost(error.to_string()),
    };
    let after_ms = response.header(HeaderName::RetryAfter).and_then(|v| backoff::retry_after_ms(v, server_now));
    match response.status {
        200..=299 if method == Method::Get => document(response),
        200..=299 => Answer::Good(response),
        301 | 302 | 307 | 308 => moved(&response, target, host, port),
        429 => Answer::Busy { after_ms, whole: false },
        503 => Answer::Busy { after_ms, whole: true },
        408 => Answer::Busy { after_ms, whole: false },
        400..=499 => Answer::Refused(response.status),
        status => Answer::Sick(format!("status {status}")),
    }
}

/// [2030.5 HTTP 301]
fn moved(response: &HttpResponse, target: &str, host: &str, port: u16) -> Answer {
    let location = response.header(HeaderName::Location).unwrap_or_default();
    match href::resolve(location, target, host, port) {
        Ok(to) => Answer::Moved(to, matches!(response.status, 301 | 308)),
        Err(error) => Answer::Sick(format!("status {} and {error}", response.status)),
    }
}

/// A document must say that it is XML of this standard; a captive portal's page does not.
fn document(response: HttpResponse) -> Answer {
    let kind = response.header(HeaderName::ContentType).unwrap_or(MEDIA_TYPE);
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let known = [MEDIA_TYPE, "application/xml", "text/xml"].iter().any(|known| essence.eq_ignore_ascii_case(known));
    if known {
        Answer::Good(response)
    } else {
        Answer::Sick(format!("not IEEE 2030.5: content type {:?}", essence.chars().take(60).collect::<String>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(HeaderName, &str)]) -> Answer {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let response = HttpResponse { status, headers, body: Vec::new() };
        sort(Ok(response), Method::Get, "/derp", ("h", 443), UtcSeconds(0))
    }

    #[test]
    fn a_captive_portal_is_not_a_server() {
        let Answer::Sick(says) = answer(200, &[(HeaderName::ContentType, "text/html; charset=utf-8")]) else {
            panic!("taken for a document");
        };
        assert_eq!(says, "not IEEE 2030.5: content type \"text/html\"");
    }

    #[test]
    fn a_redirection_stays_on_the_host() {
        assert_eq!(answer(301, &[(HeaderName::Location, "/derp/2")]), Answer::Moved("/derp/2".into(), true));
        assert_eq!(answer(307, &[(HeaderName::Location, "https://h/x")]), Answer::Moved("/x".into(), false));
        assert!(matches!(answer(302, &[(HeaderName::Location, "https://evil/x")]), Answer::Sick(_)));
        assert!(matches!(answer(302, &[]), Answer::Sick(_)));
    }

    #[test]
    fn retry_after_is_read_where_the_server_names_it() {
        let after = [(HeaderName::RetryAfter, "90")];
        assert_eq!(answer(429, &after), Answer::Busy { after_ms: Some(90_000), whole: false });
        assert_eq!(answer(503, &[]), Answer::Busy { after_ms: None, whole: true });
        assert_eq!(answer(404, &[]), Answer::Refused(404));
    }
}
