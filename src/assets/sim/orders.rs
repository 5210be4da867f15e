//! What a device is told to do, in watts and shares, as its registers say it.

use super::around::Around;
use super::day::DeviceSpec;

/// Orders in force on a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Orders {
    /// Permitted to energise (703.ES, 123.Conn).
    pub energize: bool,
    /// Not stopped by 715.OpCtl.
    pub run: bool,
    /// Watts that shares are of (702.WMax, 121.WMax).
    pub w_max: f64,
    /// Most watts given, as a share of `w_max`, 0 to 1.
    pub limit: Option<f64>,
    /// Watts to give (positive) or take.
    pub set_w: Option<f64>,
    /// Most watts taken, as the registers limit it.
    pub charge_max_w: f64,
    /// Most watts given by a battery, as the registers limit it.
    pub discharge_max_w: f64,
    /// Vars to give.
    pub vars: VarOrder,
    /// Whether vars go before watts.
    pub vars_first: bool,
    /// Power factor while giving watts: magnitude, and whether vars are absorbed.
    pub pf_inject: Option<(f64, bool)>,
    /// The same while taking watts.
    pub pf_absorb: Option<(f64, bool)>,
    /// Volt-var, volt-watt and watt-var curves.
    pub volt_var: Option<VarCurve>,
    /// Volt-watt: percent of nominal to share of `w_max`.
    pub volt_watt: Option<Line>,
    /// Watt-var: share of `w_max` to vars.
    pub watt_var: Option<VarCurve>,
    /// Frequency droop.
    pub droop: Option<Droop>,
    /// Fastest change in percent of `w_max` a second, where a register says one.
    pub ramp_pct_per_s: Option<f64>,
    /// Wait, ramp and random part of the wait before service, in seconds (703).
    pub enter: EnterService,
}

/// Reactive power asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum VarOrder {
    /// Nothing.
    None,
    /// So many vars; positive injects.
    Vars(f64),
    /// A share of what is available now, -1 to 1.
    OfAvailable(f64),
}

/// Straight lines between points; level beyond either end.
#[derive(Debug, Clone, PartialEq)]
pub struct Line(pub Vec<(f64, f64)>);

/// A curve whose result is reactive.
#[derive(Debug, Clone, PartialEq)]
pub struct VarCurve {
    /// From its x to percent of the reference.
    pub line: Line,
    /// The reference in vars; `None`: what is available now.
    pub of: Option<f64>,
}

/// Droop: less power above nominal frequency, more below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Droop {
    /// Dead band above and below in hertz.
    pub band_hz: (f64, f64),
    /// Slope above and below: share of nominal frequency for a share of all power.
    pub slope: (f64, f64),
}

/// Conditions and times of entering service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnterService {
    /// Voltage band in percent of nominal.
    pub volt_pct: (f64, f64),
    /// Frequency band in hertz.
    pub hz: (f64, f64),
    /// Wait.
    pub delay_s: f64,
    /// Random part of the wait.
    pub random_s: f64,
    /// Ramp after the wait.
    pub ramp_s: f64,
}

impl EnterService {
    /// Whether the grid is such that service may be entered.
    pub fn allows(&self, around: &Around) -> bool {
        let within = |band: (f64, f64), value: f64| band.0 <= value && value <= band.1;
        within(self.volt_pct, around.volt_pct) && within(self.hz, around.hz)
    }
}

impl Orders {
    /// No orders: the device of `spec` (ratings filled in) does as it likes.
    pub fn free(spec: &DeviceSpec) -> Self {
        Self {
            energize: true,
            run: true,
            w_max: spec.max_w,
            limit: None,
            set_w: None,
            charge_max_w: spec.max_charge_w,
            discharge_max_w: spec.max_w,
            vars: VarOrder::None,
            vars_first: false,
            pf_inject: None,
            pf_absorb: None,
            volt_var: None,
            volt_watt: None,
            watt_var: None,
            droop: None,
            ramp_pct_per_s: None,
            enter: EnterService {
                volt_pct: (80.0, 120.0),
                hz: (0.0, 100.0),
                delay_s: spec.es_delay_s.into(),
                random_s: spec.es_random_s.into(),
                ramp_s: spec.es_ramp_s.into(),
            },
        }
    }
}

impl Line {
    /// The value at `x`; 0 without points.
    pub fn at(&self, x: f64) -> f64 {
        let points = &self.0;
        let Some(above) = points.iter().position(|point| point.0 >= x) else {
            return points.last().map_or(0.0, |last| last.1);
        };
        let high = points[above];
        match above.checked_sub(1).map(|below| points[below]) {
            Some(low) if high.0 > low.0 => low.1 + (high.1 - low.1) * (x - low.0) / (high.0 - low.0),
            _ => high.1,
        }
    }
}

impl Droop {
    /// By how much of all power the output moves at `hz`; negative: less.
    pub fn shift(&self, hz: f64, nominal_hz: f64) -> f64 {
        let (over, under) = (hz - nominal_hz - self.band_hz.0, nominal_hz - self.band_hz.1 - hz);
        if over > 0.0 && self.slope.0 > 0.0 {
            -(over / nominal_hz / self.slope.0)
        } else if under > 0.0 && self.slope.1 > 0.0 {
            under / nominal_hz / self.slope.1
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_level_beyond_its_ends_and_straight_between() {
        let line = Line(vec![(92.0, 44.0), (98.0, 0.0), (102.0, 0.0), (108.0, -44.0)]);
        assert_eq!([line.at(80.0), line.at(95.0), line.at(100.0), line.at(120.0)], [44.0, 22.0, 0.0, -44.0]);
    }

    #[test]
    fn droop_takes_power_away_above_nominal() {
        let droop = Droop { band_hz: (0.036, 0.036), slope: (0.05, 0.05) };
        assert_eq!(droop.shift(50.0, 50.0), 0.0);
        assert!((droop.shift(51.036, 50.0) + 0.4).abs() < 1e-9);
    }
}
