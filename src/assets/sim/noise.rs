//! Randomness with a seed: the same seed is the same day.

/// A small generator (SplitMix64): fast, seeded, good enough for clouds and kettles, not for keys.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A generator for this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        to_unit(self.bits())
    }

    /// A whole number from `low` to `high`, both included; `low` when there is nothing between.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add_unsigned(self.bits() % span)
    }

    /// True this many times in a hundred.
    pub fn percent(&mut self, chance: i64) -> bool {
        self.whole(0, 99) < chance
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn to_unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// A smooth wave between 0 and 1 with a random height every `period_s`; a pure function of its arguments.
pub fn wave(seed: u64, at_s: f64, period_s: f64) -> f64 {
    let place = at_s / period_s;
    let (cell, within) = (place.floor(), place - place.floor());
    let height = |cell: f64| to_unit(mix(seed ^ mix(cell as i64 as u64)));
    let blend = within * within * (3.0 - 2.0 * within);
    height(cell) * (1.0 - blend) + height(cell + 1.0) * blend
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_is_smooth_and_between_nothing_and_all() {
        let mut last = wave(7, 0.0, 5.0);
        for step in 1..10_000 {
            let next = wave(7, f64::from(step) * 0.1, 5.0);
            assert!((0.0..=1.0).contains(&next) && (next - last).abs() < 0.05);
            last = next;
        }
    }

    #[test]
    fn whole_numbers_stay_in_their_bounds() {
        let mut rng = Rng::new(1);
        let drawn: Vec<_> = (0..1_000).map(|_| rng.whole(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
    }
}
