//! Exact decimals: what a register and its scale factor say together.

use std::fmt;

/// `raw` times ten to the power `sf`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits.
    pub raw: i64,
    /// The power of ten; SunSpec's own lie in -10..=10.
    pub sf: i8,
}

/// To which side an inexact conversion goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Towards negative infinity.
    Down,
    /// Towards positive infinity.
    Up,
    /// Towards zero.
    TowardsZero,
    /// To the nearest, halves away from zero: for measurements alone.
    Nearest,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(raw: i64) -> Self {
        Self { raw, sf: 0 }
    }

    /// `raw` thousandths.
    pub const fn milli(raw: i64) -> Self {
        Self { raw, sf: -3 }
    }

    /// The whole number that this is, rounded to the side named; `None` beyond 64 bits.
    pub fn units(self, round: Round) -> Option<i64> {
        self.raw_at(0, round)
    }

    /// The number of thousandths, rounded to the side named; `None` beyond 64 bits.
    pub fn millis(self, round: Round) -> Option<i64> {
        self.raw_at(-3, round)
    }

    /// The digits that stand for this value at the scale factor `sf`, rounded to the side named; `None` beyond 64 bits.
    pub fn raw_at(self, sf: i8, round: Round) -> Option<i64> {
        let shift = i32::from(self.sf) - i32::from(sf);
        let power = u32::try_from(shift.abs()).ok()?;
        if shift >= 0 {
            return 10_i64.checked_pow(power)?.checked_mul(self.raw).or((self.raw == 0).then_some(0));
        }
        let divisor = 10_i128.checked_pow(power).unwrap_or(i128::MAX);
        i64::try_from(divide(i128::from(self.raw), divisor, round)).ok()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.raw, self.sf) {
            (raw, 0) => write!(f, "{raw}"),
            (raw, sf) => write!(f, "{raw}e{sf}"),
        }
    }
}

/// `numerator / divisor` for a positive divisor.
pub(super) fn divide(numerator: i128, divisor: i128, round: Round) -> i128 {
    let floor = numerator.div_euclid(divisor);
    let rest = numerator.rem_euclid(divisor);
    let up = match round {
        Round::Down => false,
        Round::Up => rest != 0,
        Round::TowardsZero => rest != 0 && numerator < 0,
        Round::Nearest => rest > divisor - rest || (rest == divisor - rest && numerator >= 0),
    };
    floor + i128::from(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_to_the_side_named() {
        let d = |raw, sf| Decimal { raw, sf };
        assert_eq!(d(1_999, -3).units(Round::Down), Some(1));
        assert_eq!(d(-1_001, -3).units(Round::Down), Some(-2));
        assert_eq!(d(-1_999, -3).units(Round::TowardsZero), Some(-1));
        assert_eq!(d(1_001, -3).units(Round::Up), Some(2));
        assert_eq!(d(15, -1).units(Round::Nearest), Some(2));
        assert_eq!(d(-15, -1).units(Round::Nearest), Some(-2));
        assert_eq!(d(-14, -1).units(Round::Nearest), Some(-1));
        assert_eq!(d(5, 2).millis(Round::Down), Some(500_000));
        assert_eq!(d(i64::MAX, 1).units(Round::Down), None);
        assert_eq!(d(5, -100).units(Round::Up), Some(1));
    }
}
