//! What the plant's log says of a limit: the worst export, and the seconds above the limit.
//!
//! An overshoot counts when the average of a second lies above the limit by more than 50 W or 1 % of it, whichever is
//! more. A tightened limit counts from 5 s after its step and its ramp; until then the looser one before it holds. What a
//! step of the load leaves over may flow for 3 s: nobody can take it back before it is measured. More than it left over
//! counts at once.

use super::log::Row;
use serde::{Deserialize, Serialize};

/// Seconds after a step and its ramp in which the old limit still counts.
pub const GRACE_S: f64 = 5.0;
/// Watts above a limit that are not counted.
pub const TOLERANCE_W: f64 = 50.0;
/// Share of a limit above it that is not counted.
pub const TOLERANCE_SHARE: f64 = 0.01;

/// Seconds in which power that a step of the load leaves over is taken back.
pub const LOAD_GRACE_S: f64 = 3.0;
/// A load that falls by more than this many watts between two samples has stepped.
pub const LOAD_STEP_W: f64 = 100.0;

/// An export limit from a time on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LimitStep {
    /// From when, in seconds of program time.
    pub at_s: f64,
    /// The limit in watts, positive: export; `None`: no limit.
    pub limit_w: Option<f64>,
    /// Seconds that the ramp to it takes.
    pub ramp_s: f64,
}

/// The result over a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Highest average of a second at the connection point, positive: export; 0 without a sample.
    pub worst_export_w: f64,
    /// Most that such an average lay above the limit in force, tolerance not taken off; 0 when it never did.
    pub worst_excess_w: f64,
    /// Seconds whose average lay above the limit in force and its tolerance.
    pub seconds_over_limit: u32,
    /// The first of those seconds.
    pub first_over_s: Option<f64>,
    /// Seconds that were judged.
    pub seconds: u32,
}

/// Averages of whole seconds of `t`, each with its second; seconds without a sample are left out.
pub fn second_averages(rows: &[Row]) -> Vec<(f64, f64)> {
    let mut averages: Vec<(f64, f64)> = Vec::new();
    let (mut second, mut sum, mut count) = (f64::NEG_INFINITY, 0.0, 0.0);
    let samples = rows.iter().filter_map(|row| if let Row::Sample(sample) = row { Some(sample) } else { None });
    for sample in samples {
        if sample.t.floor() != second {
            if count > 0.0 {
                averages.push((second, sum / count));
            }
            (second, sum, count) = (sample.t.floor(), 0.0, 0.0);
        }
        sum += sample.site_w;
        count += 1.0;
    }
    if count > 0.0 {
        averages.push((second, sum / count));
    }
    averages
}

/// Judges the site's export against `steps`, which are in the order of time; before the first there is no limit.
pub fn judge(rows: &[Row], steps: &[LimitStep]) -> Verdict {
    let mut verdict = Verdict::default();
    let drops = load_drops(rows);
    for (i, (second, export_w)) in second_averages(rows).into_iter().enumerate() {
        verdict.seconds += 1;
        verdict.worst_export_w = if i == 0 { export_w } else { verdict.worst_export_w.max(export_w) };
        let Some(limit_w) = limit_at(steps, second) else { continue };
        let excess_w = export_w - limit_w;
        verdict.worst_excess_w = verdict.worst_excess_w.max(excess_w);
        if excess_w - left_over(&drops, second) > TOLERANCE_W.max(limit_w.abs() * TOLERANCE_SHARE) {
            verdict.seconds_over_limit += 1;
            verdict.first_over_s = verdict.first_over_s.or(Some(second));
        }
    }
    verdict
}

/// The steps down of the load: when, and by how many watts.
fn load_drops(rows: &[Row]) -> Vec<(f64, f64)> {
    let loads = || rows.iter().filter_map(|row| if let Row::Sample(s) = row { Some((s.t, s.load_w)) } else { None });
    let steps = loads().zip(loads().skip(1)).map(|((_, before), (t, after))| (t, before - after));
    steps.filter(|(_, drop)| *drop > LOAD_STEP_W).collect()
}

/// Watts that steps of the load left over shortly before the end of the second that begins at `second`.
fn left_over(drops: &[(f64, f64)], second: f64) -> f64 {
    let recent = drops.iter().filter(|(t, _)| *t < second + 1.0 && second < t + LOAD_GRACE_S);
    recent.map(|(_, drop)| drop).sum()
}

/// The loosest limit that may still count during the second that begins at `second`; `None`: none holds.
pub fn limit_at(steps: &[LimitStep], second: f64) -> Option<f64> {
    let mut loosest = f64::NEG_INFINITY;
    for (i, step) in steps.iter().enumerate() {
        if step.at_s >= second + 1.0 {
            break;
        }
        // A step counts until the grace of the next one is over.
        let counts = steps.get(i + 1).is_none_or(|next| next.at_s + next.ramp_s + GRACE_S > second);
        if counts {
            loosest = loosest.max(step.limit_w.unwrap_or(f64::INFINITY));
        }
    }
    let before_first = steps.first().is_none_or(|first| first.at_s + first.ramp_s + GRACE_S > second);
    (loosest.is_finite() && !before_first).then_some(loosest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::sim::log::Sample;

    fn sample(t: f64, site_w: f64) -> Row {
        let devices = std::collections::BTreeMap::new();
        let (site_var, load_w, volt_pct, hz, export_wh, import_wh) = (0.0, 0.0, 100.0, 50.0, 0.0, 0.0);
        let faults = std::collections::BTreeMap::new();
        Row::Sample(Sample { t, site_w, site_var, load_w, volt_pct, hz, export_wh, import_wh, devices, faults })
    }

    /// A day whose load falls from 2,000 W to 1,300 W at `drop_s`, and nothing is taken back until `until_s`.
    fn dropped(drop_s: f64, until_s: f64, over_w: f64) -> Vec<Row> {
        let mut rows = day(|t| if t >= drop_s && t < until_s { 5_000.0 + over_w } else { 4_990.0 });
        for row in &mut rows {
            if let Row::Sample(sample) = row {
                sample.load_w = if sample.t < drop_s { 2_000.0 } else { 1_300.0 };
            }
        }
        rows
    }

    #[test]
    fn what_a_falling_load_leaves_over_is_taken_back_in_three_seconds() {
        let over = |rows: Vec<Row>| judge(&rows, &STEPS[..1]).seconds_over_limit;
        assert_eq!(over(dropped(20.0, 22.9, 700.0)), 0);
        assert_eq!(over(dropped(20.0, 25.0, 700.0)), 2, "from the third second on it counts");
        assert_eq!(over(dropped(20.0, 22.0, 800.0)), 2, "more than the load left over counts at once");
    }

    fn day(watts: impl Fn(f64) -> f64) -> Vec<Row> {
        (0..400).map(|i| f64::from(i) / 10.0).map(|t| sample(t, watts(t))).collect()
    }

    const STEPS: [LimitStep; 2] = [
        LimitStep { at_s: 0.0, limit_w: Some(5_000.0), ramp_s: 0.0 },
        LimitStep { at_s: 10.0, limit_w: Some(2_000.0), ramp_s: 3.0 },
    ];

    #[test]
    fn an_obedient_site_is_not_over_its_limit() {
        let verdict = judge(&day(|t| if t < 17.9 { 5_000.0 } else { 2_040.0 }), &STEPS);
        assert_eq!((verdict.seconds_over_limit, verdict.seconds), (0, 40));
        assert_eq!(verdict.worst_export_w, 5_000.0);
    }

    #[test]
    fn each_second_above_the_limit_counts_from_the_end_of_the_grace() {
        let verdict = judge(&day(|_| 4_000.0), &STEPS);
        assert_eq!((verdict.seconds_over_limit, verdict.first_over_s), (22, Some(18.0)));
        assert_eq!(verdict.worst_excess_w, 2_000.0);
    }

    #[test]
    fn a_short_spike_is_averaged_over_its_second() {
        let verdict = judge(&day(|t| if (t - 25.0).abs() < 0.01 { 2_300.0 } else { 2_000.0 }), &STEPS);
        assert_eq!(verdict.seconds_over_limit, 0);
    }
}
