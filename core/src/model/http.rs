//! HTTP exchanges as data, so that a simulated network and the real one carry the same messages.

use std::fmt;

/// A request's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each name is HTTP's own")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
    Options,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// The method with this name; `None` for any other.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Delete, Self::Options]
            .into_iter()
            .find(|method| method.as_str() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The headers that sessions read or write; others are dropped at the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each name is HTTP's own")]
pub enum HeaderName {
    Accept,
    Allow,
    Authorization,
    ContentRange,
    ContentType,
    Date,
    Etag,
    IfNoneMatch,
    Location,
    Range,
    RetryAfter,
}

impl HeaderName {
    /// The name on the wire, lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Allow => "allow",
            Self::Authorization => "authorization",
            Self::ContentRange => "content-range",
            Self::ContentType => "content-type",
            Self::Date => "date",
            Self::Etag => "etag",
            Self::IfNoneMatch => "if-none-match",
            Self::Location => "location",
            Self::Range => "range",
            Self::RetryAfter => "retry-after",
        }
    }

    /// Every name.
    pub const ALL: [Self; 11] = [
        Self::Accept,
        Self::Allow,
        Self::Authorization,
        Self::ContentRange,
        Self::ContentType,
        Self::Date,
        Self::Etag,
        Self::IfNoneMatch,
        Self::Location,
        Self::Range,
        Self::RetryAfter,
    ];
}

/// A request to send, or one that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Path and query, percent-encoded, starting with `/`; the connection fixes the host.
    pub target: String,
    /// The headers that matter.
    pub headers: Vec<(HeaderName, String)>,
    /// The body; empty when there is none.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The headers that matter.
    pub headers: Vec<(HeaderName, String)>,
    /// The body, whole and within the bound of the connection.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// A GET of `target`.
    pub fn get(target: impl Into<String>) -> Self {
        Self { method: Method::Get, target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// The first header of this name.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl HttpResponse {
    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// The first header of this name.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Whether the status is 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

fn find(headers: &[(HeaderName, String)], name: HeaderName) -> Option<&str> {
    headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
}

/// Why there is no answer; the text is for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// No connection.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// The handshake failed or the peer's certificate was refused.
    #[error("TLS: {0}")]
    Tls(String),
    /// No answer in time.
    #[error("no answer within {0} ms")]
    Timeout(u64),
    /// The answer broke off, broke HTTP or broke a bound.
    #[error("bad answer: {0}")]
    Bad(String),
}
