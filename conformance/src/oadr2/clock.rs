//! The host's clock: a peer on the wire has one.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds after 1970 began.
#[allow(clippy::disallowed_methods, reason = "a reference peer stands outside the gateway and lives in real time")]
pub(super) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Seconds after 1970 began.
pub(super) fn now_s() -> i64 {
    now_ms().div_euclid(1_000)
}
