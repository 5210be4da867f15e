//! Quantities: integers whose unit is their type.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $unit:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0);

            /// The magnitude, sign dropped; saturates at the type's bound.
            pub fn abs(self) -> Self {
                Self(self.0.saturating_abs())
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(self.0.saturating_neg())
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::ZERO, Add::add)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{} ", $unit), self.0)
            }
        }
    };
}

quantity!(
    /// Active power, per connection point. Positive: towards the grid. Negative: from the grid.
    Watts, i64, "W"
);
quantity!(
    /// Reactive power. Positive: injected (over-excited). Negative: absorbed.
    Vars, i64, "var"
);
quantity!(
    /// Energy. Counters only grow; a difference of two may have a sign.
    WattHours, i64, "Wh"
);
quantity!(
    /// Voltage in thousandths of a volt.
    Millivolts, i64, "mV"
);
quantity!(
    /// Frequency in thousandths of a hertz.
    Millihertz, i64, "mHz"
);
quantity!(
    /// A share in hundredths of a percent: 10,000 is the whole [2030.5 PerCent, SignedPerCent].
    CentiPercent, i32, "c%"
);

/// To which side an inexact division goes; the caller names the side that is safe for its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Towards negative infinity.
    Down,
    /// Towards positive infinity.
    Up,
    /// Towards zero: a smaller magnitude, safe for limits on either side.
    TowardsZero,
}

impl CentiPercent {
    /// All of it.
    pub const FULL: Self = Self(10_000);

    /// This share of `whole`, rounded to the side named.
    pub fn of(self, whole: Watts, rounding: Rounding) -> Watts {
        Watts(divide(i128::from(self.0) * i128::from(whole.0), 10_000, rounding))
    }

    /// This share of a reactive `whole`, rounded to the side named.
    pub fn of_vars(self, whole: Vars, rounding: Rounding) -> Vars {
        Vars(divide(i128::from(self.0) * i128::from(whole.0), 10_000, rounding))
    }

    /// The share that `part` is of `whole`, rounded to the side named; `None` when `whole` is 0.
    pub fn ratio(part: Watts, whole: Watts, rounding: Rounding) -> Option<Self> {
        if whole.0 == 0 {
            return None;
        }
        let (mut n, mut d) = (i128::from(part.0) * 10_000, i128::from(whole.0));
        if d < 0 {
            (n, d) = (-n, -d);
        }
        let share = divide(n, d, rounding);
        Some(Self(i32::try_from(share).unwrap_or(if share < 0 { i32::MIN } else { i32::MAX })))
    }
}

impl Watts {
    /// `self * numerator / denominator`, rounded to the side named; a denominator of 0 gives zero.
    pub fn scale(self, numerator: i64, denominator: i64, rounding: Rounding) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let (mut n, mut d) = (i128::from(self.0) * i128::from(numerator), i128::from(denominator));
        if d < 0 {
            (n, d) = (-n, -d);
        }
        Self(divide(n, d, rounding))
    }
}

/// `numerator / denominator` with `denominator > 0`, saturated to 64 bits.
fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> i64 {
    let floor = numerator.div_euclid(denominator);
    let exact = numerator.rem_euclid(denominator) == 0;
    let quotient = match rounding {
        Rounding::Down => floor,
        Rounding::Up => floor + i128::from(!exact),
        Rounding::TowardsZero => floor + i128::from(!exact && numerator < 0),
    };
    i64::try_from(quotient).unwrap_or(if quotient < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_rounds_to_the_side_named() {
        let third = CentiPercent(3_333);
        assert_eq!(third.of(Watts(1_001), Rounding::Down), Watts(333));
        assert_eq!(third.of(Watts(1_001), Rounding::Up), Watts(334));
        assert_eq!(third.of(Watts(-1_001), Rounding::Down), Watts(-334));
        assert_eq!(third.of(Watts(-1_001), Rounding::TowardsZero), Watts(-333));
    }

    #[test]
    fn a_ratio_of_nothing_is_none() {
        assert_eq!(CentiPercent::ratio(Watts(5), Watts(0), Rounding::Down), None);
        assert_eq!(CentiPercent::ratio(Watts(5_000), Watts(10_000), Rounding::Down), Some(CentiPercent(5_000)));
    }

    #[test]
    fn sums_saturate_instead_of_wrapping() {
        assert_eq!(Watts(i64::MAX) + Watts(1), Watts(i64::MAX));
    }
}
