//! Waiting after a failure: exponential, capped, with jitter from a seeded generator (rule 1).

use tieline_core::model::UtcSeconds;

/// First wait after a failure, in milliseconds.
const FIRST_MS: u64 = 5_000;
/// Longest wait that a server may ask for, in seconds.
const RETRY_AFTER_MAX_S: u64 = 86_400;

/// A small generator (splitmix64): enough for jitter, nothing else may use it.
#[derive(Debug, Clone)]
pub(super) struct Jitter(u64);

impl Jitter {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to `bound`, bound included.
    pub(super) fn upto(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound.saturating_add(1).max(1)
    }

    /// Milliseconds to wait after the `failures`-th failure in a row: between half and all of a doubling span.
    pub(super) fn wait_ms(&mut self, failures: u32, cap_ms: u64) -> u64 {
        let span = FIRST_MS.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(cap_ms.max(1));
        span / 2 + self.upto(span / 2)
    }

    /// Milliseconds to wait where the server named `after_ms`: never less, up to a tenth more.
    pub(super) fn wait_named_ms(&mut self, after_ms: u64) -> u64 {
        after_ms + self.upto(after_ms / 10)
    }
}

/// The wait that a Retry-After header asks for, in milliseconds; `None` when it is neither seconds nor a date
/// [RFC 9110 §10.2.3]. At most a day.
pub(super) fn retry_after_ms(value: &str, server_now: UtcSeconds) -> Option<u64> {
    let seconds = match value.trim().parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
            u64::try_from(date.timestamp().as_second().saturating_sub(server_now.0)).unwrap_or(0)
        }
    };
    Some(seconds.min(RETRY_AFTER_MAX_S) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap_and_never_fall_under_half() {
        let mut jitter = Jitter::new(7);
        for (failures, span) in [(1, 5_000), (2, 10_000), (3, 20_000), (9, 60_000), (u32::MAX, 60_000)] {
            let wait = jitter.wait_ms(failures, 60_000);
            assert!((span / 2..=span).contains(&wait), "{failures}: {wait}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_shortened() {
        assert_eq!(retry_after_ms("120", UtcSeconds(0)), Some(120_000));
        assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:01:00 GMT", UtcSeconds(20)), Some(40_000));
        assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:01:00 GMT", UtcSeconds(90)), Some(0));
        assert_eq!(retry_after_ms("soon", UtcSeconds(0)), None);
        assert!(Jitter::new(1).wait_named_ms(120_000) >= 120_000);
    }
}
