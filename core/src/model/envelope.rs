//! Limits: a band that power may move in, never a signed number.

use super::units::Watts;
use serde::{Deserialize, Serialize};

/// The band that active power may move in. An import limit L is `min = -L`, an export limit L is `max = +L`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The lowest power: how much may be consumed, as a negative number.
    pub min: Watts,
    /// The highest power: how much may be generated or exported.
    pub max: Watts,
}

impl Envelope {
    /// No limit on either side.
    pub const OPEN: Self = Self { min: Watts(i64::MIN), max: Watts(i64::MAX) };

    /// A limit on what flows towards the grid; `limit` is a magnitude.
    pub fn at_most(limit: Watts) -> Self {
        Self { max: limit.abs(), ..Self::OPEN }
    }

    /// A limit on what flows from the grid; `limit` is a magnitude.
    pub fn import_at_most(limit: Watts) -> Self {
        Self { min: -limit.abs(), ..Self::OPEN }
    }

    /// What both allow; `None` when nothing is left.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let both = Self { min: self.min.max(other.min), max: self.max.min(other.max) };
        (both.min <= both.max).then_some(both)
    }

    /// What both allow; when nothing is left, the more restrictive side for export holds and the flag is true (rule 3).
    pub fn intersect_or_restrict_export(self, other: Self) -> (Self, bool) {
        match self.intersect(other) {
            Some(both) => (both, false),
            None => {
                let max = self.max.min(other.max);
                (Self { min: max, max }, true)
            }
        }
    }

    /// `power`, moved into the band.
    pub fn clamp(self, power: Watts) -> Watts {
        power.max(self.min).min(self.max)
    }

    /// Whether `power` lies in the band, bounds included.
    pub fn contains(self, power: Watts) -> bool {
        self.min <= power && power <= self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r3_envelopes_intersect_to_the_tightest() {
        let both = Envelope::at_most(Watts(5_000)).intersect(Envelope::import_at_most(Watts(3_000)));
        assert_eq!(both, Some(Envelope { min: Watts(-3_000), max: Watts(5_000) }));
    }

    #[test]
    fn r3_an_empty_intersection_falls_to_the_restrictive_side_for_export() {
        let must_export = Envelope { min: Watts(2_000), max: Watts(9_000) };
        let (held, alarm) = must_export.intersect_or_restrict_export(Envelope::at_most(Watts(1_000)));
        assert!(alarm);
        assert_eq!(held.max, Watts(1_000));
    }
}
