//! Values with powers of ten, both ways.

use tieline_core::model::Rounding;

/// Powers of ten beyond this are nonsense for watts and overflow nothing below [2030.5 PowerOfTenMultiplierType: -9..9].
const POWER_MAX: i8 = 9;

/// `value * 10^multiplier` as an integer, rounded to the side named; `None` for a multiplier outside -9..=9.
pub(super) fn decode(value: i64, multiplier: i8, rounding: Rounding) -> Option<i64> {
    if !(-POWER_MAX..=POWER_MAX).contains(&multiplier) {
        return None;
    }
    let factor = 10_i64.pow(u32::from(multiplier.unsigned_abs()));
    if multiplier >= 0 {
        return Some(value.saturating_mul(factor));
    }
    let floor = value.div_euclid(factor);
    let inexact = i64::from(value.rem_euclid(factor) != 0);
    Some(match rounding {
        Rounding::Down => floor,
        Rounding::Up => floor + inexact,
        Rounding::TowardsZero => floor + if value < 0 { inexact } else { 0 },
    })
}

/// The smallest power of ten with which `value` fits `max` in magnitude, and the value at that power, towards zero.
/// [2030.5 PowerOfTenMultiplierType]
pub(super) fn encode(value: i64, max: i64) -> (i64, i8) {
    let (mut scaled, mut power) = (value, 0);
    while scaled.abs() > max && power < POWER_MAX {
        scaled /= 10;
        power += 1;
    }
    (scaled.clamp(-max, max), power)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [2030.5 PowerOfTenMultiplierType]
    #[test]
    fn a_hundred_kilowatts_need_a_multiplier() {
        assert_eq!(decode(10_000, 1, Rounding::TowardsZero), Some(100_000));
        assert_eq!(encode(100_000, 32_767), (10_000, 1));
        assert_eq!(encode(-40_005, 32_767), (-4_000, 1));
        assert_eq!(encode(32_767, 32_767), (32_767, 0));
    }

    #[test]
    fn tenths_of_a_watt_round_to_the_side_named() {
        assert_eq!(decode(15, -1, Rounding::TowardsZero), Some(1));
        assert_eq!(decode(-15, -1, Rounding::TowardsZero), Some(-1));
        assert_eq!(decode(-15, -1, Rounding::Down), Some(-2));
        assert_eq!(decode(15, -1, Rounding::Up), Some(2));
        assert_eq!(decode(1, 10, Rounding::Up), None);
    }
}
