//! Instants as the API tells them: RFC 3339 in UTC.

use jiff::Timestamp;
use tieline_core::model::{Millis, UtcSeconds};

/// The text of an instant; the largest that can be told where it cannot be.
pub(super) fn text(at: UtcSeconds) -> String {
    Timestamp::from_second(at.0).unwrap_or(Timestamp::MAX).to_string()
}

/// The same to the second, of an instant in milliseconds.
pub(super) fn text_of(at: Millis) -> String {
    text(at.to_seconds())
}

/// Unix seconds of a text.
pub(super) fn seconds(text: &str) -> Result<i64, String> {
    let at = text.parse::<Timestamp>();
    at.map(|at| at.as_second()).map_err(|_| format!("{text:?} is no instant such as 2026-11-24T10:00:00Z"))
}
