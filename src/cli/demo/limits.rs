//! The export limits of a scripted day, worked out from the day file alone: what the plant's log is judged against.
//!
//! Second by second, mode by mode, without a word of the engine's. An event that another one displaces ends for good
//! (2018 edition). Randomization is not worked out: a day that uses it is judged by its own suite.

use crate::assets::sim::day::{ControlScript, Day, EventScript, ProgramScript};
use crate::assets::sim::verdict::LimitStep;
use std::collections::BTreeSet;
use tieline_core::model::Mrid;

/// What a control says of the export, in watts.
type Reads = fn(&ControlScript, f64) -> Option<f64>;

/// The modes that bound export: at the connection point, or by bounding generation.
const MODES: [Reads; 3] = [
    |control, _| control.opModExpLimW.map(|w| w as f64),
    |control, _| control.opModGenLimW.map(|w| w as f64),
    |control, set_max_w| control.opModMaxLimW.map(|share| f64::from(share) / 10_000.0 * set_max_w),
];

/// setMaxW of the demo's EndDevice: the ratings of all that generates.
pub fn set_max_w(day: &Day) -> f64 {
    day.devices.iter().map(|device| device.max_w).sum()
}

/// The tightest limit on export from each time on, with the ramp to it.
pub fn export_limits(day: &Day) -> Vec<LimitStep> {
    let set_max_w = set_max_w(day);
    let by_mode = MODES.map(|reads| limits_of_mode(day, reads, set_max_w));
    let mut steps: Vec<LimitStep> = Vec::new();
    for second in 0..day.seconds as usize {
        let tightest = by_mode.iter().filter_map(|limits| limits[second]).reduce(f64::min);
        let before = steps.last().and_then(|step| step.limit_w);
        if steps.is_empty() || before != tightest {
            let ramp_s = ramp(day, second as i64, before, tightest, set_max_w);
            steps.push(LimitStep { at_s: second as f64, limit_w: tightest, ramp_s });
        }
    }
    steps
}

/// The limit of one mode in each second.
fn limits_of_mode(day: &Day, reads: Reads, set_max_w: f64) -> Vec<Option<f64>> {
    let mut displaced = BTreeSet::new();
    let default = best_default(day, reads, set_max_w);
    (0..i64::from(day.seconds))
        .map(|second| {
            let holds = |event: &&EventScript| is_active(event, second) && !displaced.contains(&event.mrid);
            let contenders: Vec<_> = day
                .utility
                .events
                .iter()
                .filter(|event| reads(&event.control, set_max_w).is_some())
                .filter(holds)
                .collect();
            let winner = contenders.iter().copied().min_by_key(|event| rank(day, event));
            let losers = contenders.iter().filter(|event| winner.is_none_or(|w| w.mrid != event.mrid));
            displaced.extend(losers.map(|event| event.mrid));
            winner.and_then(|event| reads(&event.control, set_max_w)).or(default)
        })
        .collect()
}

fn is_active(event: &EventScript, second: i64) -> bool {
    let begins = event.start_s.max(event.created_s);
    let ends = event.start_s + i64::from(event.duration_s);
    (begins..ends).contains(&second) && event.cancel_at_s.is_none_or(|cancelled| second < cancelled)
}

/// Lower primacy first, then the later creation.
fn rank(day: &Day, event: &EventScript) -> (u8, i64) {
    (primacy(day, event.program), -event.created_s)
}

fn primacy(day: &Day, program: Mrid) -> u8 {
    day.utility.programs.iter().find(|p| p.mrid == program).map_or(u8::MAX, |p| p.primacy)
}

fn best_default(day: &Day, reads: Reads, set_max_w: f64) -> Option<f64> {
    let mut programs: Vec<&ProgramScript> = day.utility.programs.iter().collect();
    programs.sort_by_key(|program| program.primacy);
    programs.iter().find_map(|program| reads(&program.default.as_ref()?.control, set_max_w))
}

/// Seconds that the way between two limits takes: the winner's rampTms, else the defaults' setGradW.
fn ramp(day: &Day, second: i64, from: Option<f64>, to: Option<f64>, set_max_w: f64) -> f64 {
    let started = day.utility.events.iter().find(|event| event.start_s.max(event.created_s) == second);
    if let Some(ramp) = started.and_then(|event| event.control.rampTms) {
        return f64::from(ramp) / 100.0;
    }
    let gradient = day.utility.programs.iter().filter_map(|program| program.default.as_ref()?.setGradW).min();
    match (gradient, from, to) {
        (Some(gradient), from, Some(to)) if gradient > 0 => {
            let step_w = from.unwrap_or(set_max_w) - to;
            step_w.abs() / (f64::from(gradient) / 10_000.0 * set_max_w)
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_day_has_the_limits_that_its_file_tells() {
        let steps = export_limits(&Day::demo());
        let told: Vec<_> = steps.iter().map(|step| (step.at_s, step.limit_w)).collect();
        let expected = [
            (0.0, Some(5_000.0)),
            (8.0, Some(2_000.0)),
            (14.0, Some(3_500.0)),
            (20.0, Some(5_000.0)),
            (23.0, Some(1_500.0)),
            (26.0, Some(5_000.0)),
        ];
        assert_eq!(told, expected);
    }
}
