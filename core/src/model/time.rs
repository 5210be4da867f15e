//! The three clocks: a program's seconds, the engine's milliseconds, the monotonic one of leases.
//! [design r1]

use serde::{Deserialize, Serialize};
use std::fmt;

/// Seconds since 1970-01-01 00:00:00 UTC, as protocols carry them [2030.5 TimeType].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcSeconds(pub i64);

/// A span in seconds; may be negative (randomization, offsets).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub i64);

/// Milliseconds since 1970-01-01 00:00:00 UTC: the wall clock of the engine. May step when the host's clock is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// Milliseconds of a clock that never steps: leases, deadlines and back-off. Means nothing across a restart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mono(pub u64);

/// The time as `runtime` read it for one step of one machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The wall clock.
    pub wall: Millis,
    /// The monotonic clock.
    pub mono: Mono,
}

impl UtcSeconds {
    /// This instant moved by `span`; saturates.
    pub fn plus(self, span: Seconds) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// The span from `earlier` to this instant; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> Seconds {
        Seconds(self.0.saturating_sub(earlier.0))
    }

    /// The same instant in milliseconds; saturates.
    pub fn to_millis(self) -> Millis {
        Millis(self.0.saturating_mul(1_000))
    }
}

impl Millis {
    /// The second that this instant lies in.
    pub fn to_seconds(self) -> UtcSeconds {
        UtcSeconds(self.0.div_euclid(1_000))
    }

    /// This instant moved by `ms` milliseconds; saturates.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Mono {
    /// This instant moved by `ms` milliseconds; saturates.
    pub fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant, 0 when `earlier` is later.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for UtcSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}
