//! Refusals as problem documents [RFC 9457].

use serde_json::json;
use tieline_core::model::{HeaderName, HttpResponse, Method};

/// A refusal: its status, and what is wrong and what to do.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: u16,
    pub(super) detail: String,
    /// Methods that the resource does take, at a 405.
    allow: Option<String>,
}

/// A refusal with this status; `detail` says what is wrong and what to do.
pub fn problem(status: u16, detail: &str) -> HttpResponse {
    Problem::new(status, detail).into_response()
}

/// The answer to who shows neither token nor certificate.
pub fn unauthorized() -> HttpResponse {
    problem(401, "show the token of the file management.token_file: `Authorization: Bearer TOKEN`")
}

impl Problem {
    pub(super) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), allow: None }
    }

    /// The method is none of these [RFC 9110 §15.5.6].
    pub(super) fn not_allowed(methods: impl Iterator<Item = Method>) -> Self {
        let allow = methods.map(Method::as_str).collect::<Vec<_>>().join(", ");
        Self { status: 405, detail: format!("this path takes {allow} alone"), allow: Some(allow) }
    }

    pub(super) fn into_response(self) -> HttpResponse {
        let body = json!({ "title": title(self.status), "status": self.status, "detail": self.detail });
        let mut headers = vec![(HeaderName::ContentType, "application/problem+json".to_owned())];
        headers.extend(self.allow.map(|allow| (HeaderName::Allow, allow)));
        HttpResponse { status: self.status, headers, body: body.to_string().into_bytes() }
    }
}

/// The status by its own name, which is what a problem without a type is titled [RFC 9457 §4.2.1].
fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
