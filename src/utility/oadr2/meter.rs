//! Energy in intervals, out of samples of power: each direction by itself, and how much of an interval was measured.
//!
//! A sample stands until the next one comes, at most [`HOLD_MS`]. What division leaves over is carried into the next interval,
//! so that the intervals add up to the energy.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::{Millis, Quality, Reading};

/// How long a sample stands for what follows it, in milliseconds.
pub(super) const HOLD_MS: i64 = 10_000;
/// Watts over so many milliseconds are a watt-hour.
const MS_PER_HOUR: i128 = 3_600_000;

/// The energy of one interval in Wh, neither way negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Energy {
    /// Drawn from the grid.
    pub(super) delivered_wh: i64,
    /// Fed into it.
    pub(super) reverse_wh: i64,
    /// Whether all of the interval was measured; else the energy is that of the part that was.
    pub(super) whole: bool,
}

/// What the division of the intervals before has left over, in W ms, of each direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Carry {
    delivered: i64,
    reverse: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    delivered: i128,
    reverse: i128,
    covered_ms: i64,
}

/// Intervals of one length from `from` to `to`, in the making.
#[derive(Debug)]
pub(super) struct Meter {
    from_ms: i64,
    to_ms: i64,
    length_ms: i64,
    /// The last sample: when, and how many watts towards the grid; `None` for one that is not to be trusted.
    held: Option<(i64, Option<i64>)>,
    /// By the number of the interval; those of which nothing was measured are not there.
    sums: BTreeMap<i64, Sum>,
}

impl Meter {
    /// Nothing measured yet. Samples from [`HOLD_MS`] before `from_s` on tell what holds as it begins.
    pub(super) fn new(from_s: i64, to_s: i64, granularity_s: i64) -> Self {
        let ms = |second: i64| second.saturating_mul(1_000);
        let length_ms = ms(granularity_s.max(1));
        Self { from_ms: ms(from_s), to_ms: ms(to_s), length_ms, held: None, sums: BTreeMap::new() }
    }

    /// Takes a sample, in the order of time; one that is not later than the last is passed over (rule 5).
    pub(super) fn sample(&mut self, reading: &Reading) {
        let at_ms = reading.at.0;
        if self.held.is_some_and(|(last_ms, _)| at_ms <= last_ms) {
            return;
        }
        self.pass(at_ms);
        self.held = Some((at_ms, (reading.quality == Quality::Good).then_some(reading.w.0)));
    }

    /// The energy of each interval of which anything was measured, by its first second, and what is left over for the next.
    pub(super) fn finish(mut self, carry: &mut Carry) -> Vec<(i64, Energy)> {
        self.pass(self.to_ms);
        let (from_ms, length_ms) = (self.from_ms, self.length_ms);
        let energy = |(number, sum): (i64, Sum)| {
            let delivered_wh = divide(sum.delivered, &mut carry.delivered);
            let reverse_wh = divide(sum.reverse, &mut carry.reverse);
            let start = Millis(from_ms.saturating_add(number.saturating_mul(length_ms)));
            (start.to_seconds().0, Energy { delivered_wh, reverse_wh, whole: sum.covered_ms == length_ms })
        };
        self.sums.into_iter().map(energy).collect()
    }

    /// Lets the sample that is held stand until `until_ms`.
    fn pass(&mut self, until_ms: i64) {
        let Some((since_ms, Some(w))) = self.held else { return };
        let mut at_ms = since_ms.max(self.from_ms);
        let until_ms = until_ms.min(since_ms.saturating_add(HOLD_MS)).min(self.to_ms);
        while at_ms < until_ms {
            let number = (at_ms - self.from_ms) / self.length_ms;
            let ends_ms = self.from_ms + (number + 1) * self.length_ms;
            let ms = ends_ms.min(until_ms) - at_ms;
            let area = i128::from(w) * i128::from(ms);
            let sum = self.sums.entry(number).or_default();
            // Inside, power towards the grid is positive.
            sum.reverse += area.max(0);
            sum.delivered += (-area).max(0);
            sum.covered_ms += ms;
            at_ms += ms;
        }
    }
}

/// Whole watt-hours; the rest goes into `carry`.
fn divide(area: i128, carry: &mut i64) -> i64 {
    let all = area + i128::from(*carry);
    *carry = i64::try_from(all % MS_PER_HOUR).unwrap_or_default();
    i64::try_from(all / MS_PER_HOUR).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::{Mono, ReadingSource, SiteId, Watts};

    fn reading(at_ms: i64, w: i64) -> Reading {
        Reading {
            source: ReadingSource::Site(SiteId::new("home").expect("name")),
            at: Millis(at_ms),
            mono: Mono(0),
            quality: Quality::Good,
            w: Watts(w),
            var: None,
            voltage: None,
            frequency: None,
            exported: None,
            imported: None,
            stored: None,
        }
    }

    /// Start, Wh delivered, Wh reverse, whole.
    fn told(meter: Meter, carry: &mut Carry) -> Vec<(i64, i64, i64, bool)> {
        let energies = meter.finish(carry).into_iter();
        energies.map(|(start, energy)| (start, energy.delivered_wh, energy.reverse_wh, energy.whole)).collect()
    }

    /// By hand: 3,600 W drawn for half a minute are 30 Wh, 7,200 W fed in for the other half 60 Wh; neither takes from the other
    /// [ESPI ReadingType].
    #[test]
    fn each_direction_counts_by_itself_and_neither_is_negative() {
        let mut meter = Meter::new(60, 180, 60);
        for second in 60..180 {
            let w = if (60..90).contains(&second) { -3_600 } else { 7_200 };
            meter.sample(&reading(second * 1_000, w));
        }
        assert_eq!(told(meter, &mut Carry::default()), [(60, 30, 60, true), (120, 0, 120, true)]);
    }

    #[test]
    fn rests_of_the_division_are_carried_also_into_the_next_round() {
        let mut carry = Carry::default();
        let mut total = 0;
        for minute in 0..60 {
            let mut meter = Meter::new(minute * 60, minute * 60 + 60, 60);
            (minute * 60..minute * 60 + 60).for_each(|second| meter.sample(&reading(second * 1_000, -100)));
            let energies = told(meter, &mut carry);
            // 100 W for a minute are 1 2/3 Wh.
            assert!((1..=2).contains(&energies[0].1), "{energies:?}");
            total += energies[0].1;
        }
        assert_eq!((total, carry), (100, Carry::default()));
    }

    #[test]
    fn what_was_not_measured_is_not_made_up() {
        let mut meter = Meter::new(0, 240, 60);
        // The first minute is whole, of the second 25 s are measured and 10 s more stand for what follows; the third is a gap.
        (0..=85).for_each(|second| meter.sample(&reading(second * 1_000, -3_600)));
        (180..240).for_each(|second| meter.sample(&reading(second * 1_000, -3_600)));
        let wanted = [(0, 60, 0, true), (60, 35, 0, false), (180, 60, 0, true)];
        assert_eq!(told(meter, &mut Carry::default()), wanted);
    }

    #[test]
    fn what_held_before_the_begin_covers_it_and_nothing_counts_beyond_the_end() {
        let mut meter = Meter::new(60, 120, 60);
        for at_ms in [50_000, 55_500, 65_000, 74_000, 83_000, 92_000, 101_000, 110_000, 119_000, 128_000, 137_000] {
            meter.sample(&reading(at_ms, -3_600));
        }
        assert_eq!(told(meter, &mut Carry::default()), [(60, 60, 0, true)]);
    }

    #[test]
    fn a_doubtful_sample_covers_nothing_and_one_out_of_order_is_passed_over() {
        let mut meter = Meter::new(0, 60, 60);
        for second in 0..60 {
            let quality = if (30..40).contains(&second) { Quality::Doubtful } else { Quality::Good };
            meter.sample(&Reading { quality, ..reading(second * 1_000, -3_600) });
            meter.sample(&reading(second * 500, 1_000_000));
        }
        let energies = told(meter, &mut Carry::default());
        assert_eq!(energies, [(0, 50, 0, false)]);
    }
}
