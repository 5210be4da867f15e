//! Averages over the intervals that a server asked for, true to the energy.
//!
//! Each sample holds until the next one comes, at most [`HOLD_MAX_MS`]. An interval's average is the integral over the
//! time that samples cover; what division leaves over is carried into the next interval, so that the averages add up to
//! the energy. Intervals follow each other without gap and without overlap.

use tieline_core::model::Reading;

/// How long a sample stands for what follows it, in milliseconds.
const HOLD_MAX_MS: i64 = 10_000;
/// A sample this much older than the last means that the server's clock was set back.
const SET_BACK_MS: i64 = 5_000;
/// A sample older than where an averager resumes is posted already, unless it is older by more than this: then the mark was
/// written under a wrong clock.
const RESUME_MAX_MS: i64 = 172_800_000;

/// What is averaged. The number is the index of the sums and part of the mRIDs: never renumber.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(super) enum Quantity {
    /// Active power, W, positive towards the grid.
    Power = 0,
    /// Reactive power, var, positive injected.
    Reactive = 1,
    /// Voltage, mV.
    Voltage = 2,
    /// Frequency, mHz.
    Frequency = 3,
    /// Stored energy, Wh: the last value, not an average.
    Stored = 4,
}

impl Quantity {
    pub(super) const ALL: [Self; 5] = [Self::Power, Self::Reactive, Self::Voltage, Self::Frequency, Self::Stored];

    fn of(self, reading: &Reading) -> Option<i64> {
        match self {
            Self::Power => Some(reading.w.0),
            Self::Reactive => reading.var.map(|v| v.0),
            Self::Voltage => reading.voltage.map(|v| v.0),
            Self::Frequency => reading.frequency.map(|v| v.0),
            Self::Stored => reading.stored.map(|v| v.0),
        }
    }
}

/// One closed interval, on the server's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interval {
    /// Its first second.
    pub start_s: i64,
    /// Its length in seconds.
    pub seconds: u32,
    /// What was measured, each in the unit of its [`Quantity`].
    pub values: Vec<(Quantity, i64)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    area: i128,
    covered_ms: i64,
    carry: i128,
    held: Option<i64>,
}

/// The running averages of one source; times are milliseconds on the server's clock.
#[derive(Debug, Clone, Default)]
pub(super) struct Averager {
    start_ms: Option<i64>,
    length_ms: i64,
    sampled_ms: Option<i64>,
    resumed_ms: Option<i64>,
    integrated_ms: i64,
    hold_until_ms: i64,
    sums: [Sum; 5],
    seen: u8,
}

impl Averager {
    /// Goes on after an interval that ended at `until_s`: what lies before is posted already.
    pub(super) fn resume(&mut self, until_s: i64) {
        let until_ms = until_s.saturating_mul(1_000);
        self.start_ms = Some(until_ms);
        self.resumed_ms = Some(until_ms);
        self.integrated_ms = until_ms;
    }

    /// Bits of the quantities that were ever seen, by number.
    pub(super) fn seen(&self) -> u8 {
        self.seen
    }

    /// The open interval's first second.
    pub(super) fn starts_s(&self) -> Option<i64> {
        self.start_ms.map(|start| start.div_euclid(1_000))
    }

    /// When the open interval ends.
    pub(super) fn ends_ms(&self) -> Option<i64> {
        self.start_ms.map(|start| start.saturating_add(self.length_ms))
    }

    /// Takes a sample; closed intervals go to `out`. One that is not later than the last is passed over (rule 5), but for
    /// a clock that was set back.
    pub(super) fn sample(&mut self, at_ms: i64, reading: &Reading, rate_s: u32, out: &mut Vec<Interval>) {
        match self.resumed_ms.map(|resumed| resumed.saturating_sub(at_ms)) {
            // Its interval is posted; it stands for what follows all the same, until the next sample comes.
            Some(1..=RESUME_MAX_MS) => return self.hold(at_ms, reading),
            Some(behind_ms) if behind_ms > RESUME_MAX_MS => self.start_ms = None,
            _ => {}
        }
        self.resumed_ms = None;
        let behind_ms = self.sampled_ms.map_or(-1, |last| last.saturating_sub(at_ms));
        if (0..=SET_BACK_MS).contains(&behind_ms) {
            return;
        }
        if behind_ms > SET_BACK_MS {
            self.set_back(out);
        }
        self.advance(at_ms, rate_s, out);
        if self.start_ms.is_none() {
            self.begin(at_ms.div_euclid(1_000).saturating_mul(1_000), rate_s);
            self.integrated_ms = at_ms;
        }
        self.sampled_ms = Some(at_ms);
        self.hold(at_ms, reading);
    }

    fn hold(&mut self, at_ms: i64, reading: &Reading) {
        self.hold_until_ms = at_ms.saturating_add(HOLD_MAX_MS);
        for quantity in Quantity::ALL {
            let value = quantity.of(reading);
            self.sums[quantity as usize].held = value;
            self.seen |= u8::from(value.is_some()) << quantity as u8;
        }
    }

    /// Lets time pass; closed intervals go to `out`.
    pub(super) fn advance(&mut self, at_ms: i64, rate_s: u32, out: &mut Vec<Interval>) {
        let Some(start) = self.start_ms else { return };
        if self.length_ms == 0 {
            self.begin(start, rate_s);
        }
        while let Some(end) = self.ends_ms().filter(|end| *end <= at_ms) {
            self.integrate(end);
            let closed = self.close(end);
            self.begin(end, rate_s);
            if closed.values.is_empty() {
                self.skip_to(at_ms, rate_s);
            } else {
                out.push(closed);
            }
        }
        self.integrate(at_ms);
    }

    fn begin(&mut self, start_ms: i64, rate_s: u32) {
        self.start_ms = Some(start_ms);
        self.length_ms = i64::from(rate_s.max(1)) * 1_000;
    }

    /// The server's clock was set back: what is open is closed, a new interval begins with the next sample.
    fn set_back(&mut self, out: &mut Vec<Interval>) {
        let closed = self.close(self.integrated_ms);
        if !closed.values.is_empty() && closed.seconds > 0 {
            out.push(closed);
        }
        self.start_ms = None;
        self.hold_until_ms = i64::MIN;
    }

    /// Steps over whole intervals in which nothing was measured.
    fn skip_to(&mut self, at_ms: i64, rate_s: u32) {
        if let Some(start) = self.start_ms {
            let whole = at_ms.saturating_sub(start).div_euclid(self.length_ms);
            self.begin(start.saturating_add(whole.saturating_mul(self.length_ms)), rate_s);
        }
    }

    /// Adds the held sample's area up to `to_ms`, as far as it holds.
    fn integrate(&mut self, to_ms: i64) {
        let span = to_ms.min(self.hold_until_ms).saturating_sub(self.integrated_ms);
        self.integrated_ms = self.integrated_ms.max(to_ms);
        if span <= 0 {
            return;
        }
        for sum in &mut self.sums {
            if let Some(value) = sum.held {
                sum.area += i128::from(value) * i128::from(span);
                sum.covered_ms += span;
            }
        }
    }

    fn close(&mut self, end_ms: i64) -> Interval {
        let start_ms = self.start_ms.unwrap_or(end_ms);
        let values = Quantity::ALL.into_iter().filter_map(|q| Some((q, self.take(q)?))).collect();
        let seconds = u32::try_from(end_ms.saturating_sub(start_ms) / 1_000).unwrap_or(0);
        Interval { start_s: start_ms.div_euclid(1_000), seconds, values }
    }

    /// The average of `quantity`, its remainder carried; stored energy is the last value held.
    fn take(&mut self, quantity: Quantity) -> Option<i64> {
        let sum = &mut self.sums[quantity as usize];
        let covered = i128::from(std::mem::take(&mut sum.covered_ms));
        let area = std::mem::take(&mut sum.area);
        if covered == 0 {
            return None;
        }
        if quantity == Quantity::Stored {
            return sum.held;
        }
        let total = area + std::mem::take(&mut sum.carry);
        sum.carry = total.rem_euclid(covered);
        i64::try_from(total.div_euclid(covered)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::{Millis, Mono, Quality, ReadingSource, SiteId, Watts};

    fn reading(w: i64) -> Reading {
        Reading {
            source: ReadingSource::Site(SiteId::new("home").expect("name")),
            at: Millis(0),
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

    fn power(interval: &Interval) -> i64 {
        interval.values.iter().find(|(q, _)| *q == Quantity::Power).expect("power").1
    }

    #[test]
    fn averages_add_up_to_the_energy_without_gap() {
        let (mut averager, mut out, mut area) = (Averager::default(), Vec::new(), 0);
        for second in 0..=3_600 {
            let w = 1_001 + second % 7;
            averager.sample(second * 1_000, &reading(w), 60, &mut out);
            area += if second < 3_600 { w } else { 0 };
        }
        assert_eq!(out.len(), 60);
        for pair in out.windows(2) {
            assert_eq!(pair[0].start_s + i64::from(pair[0].seconds), pair[1].start_s);
        }
        let posted: i64 = out.iter().map(|i| power(i) * i64::from(i.seconds)).sum();
        assert!((posted - area).abs() < 60, "{posted} {area}");
    }

    #[test]
    fn a_sample_holds_ten_seconds_at_most_and_empty_intervals_are_not_made_up() {
        let (mut averager, mut out) = (Averager::default(), Vec::new());
        averager.sample(0, &reading(600), 60, &mut out);
        averager.sample(200_000, &reading(900), 60, &mut out);
        averager.advance(240_000, 60, &mut out);
        let found: Vec<_> = out.iter().map(|i| (i.start_s, i.seconds, power(i))).collect();
        assert_eq!(found, [(0, 60, 600), (180, 60, 900)]);
    }

    #[test]
    fn after_a_restart_it_goes_on_at_the_watermark_without_duplicate() {
        let (mut averager, mut out) = (Averager::default(), Vec::new());
        averager.resume(120);
        for second in 100..=180 {
            averager.sample(second * 1_000, &reading(second), 60, &mut out);
        }
        assert_eq!(out.iter().map(|i| (i.start_s, i.seconds)).collect::<Vec<_>>(), [(120, 60)]);
        assert_eq!(power(&out[0]), 149, "the mean of 120..=179, rounded down, the rest carried");
    }

    #[test]
    fn a_clock_set_back_starts_a_new_interval_at_once() {
        let (mut averager, mut out) = (Averager::default(), Vec::new());
        for second in 7_200..7_230 {
            averager.sample(second * 1_000, &reading(50), 60, &mut out);
        }
        for second in 3_600..=3_660 {
            averager.sample(second * 1_000, &reading(70), 60, &mut out);
        }
        assert_eq!(out.iter().map(power).collect::<Vec<_>>(), [50, 70]);
        assert_eq!(out[1].start_s, 3_600);
    }
}
