//! The day file: one TOML file that scripts a whole day of a site, its weather, its faults and its utility.
//!
//! Times are seconds of program time from the start of the day. Powers are watts; a limit is a magnitude, a setpoint has
//! the sign of the whole tree (positive: towards the grid). Keys of a control are the names of 2030.5 with its units:
//! `opModMaxLimW = 3000` is 30 %. `examples/day.toml` is the built-in day with every key explained.

mod builtin;
mod check;
mod mode_2023;
mod random;
mod utility;

pub use check::DayError;
pub use utility::{
    ControlScript, CurveScript, DefaultScript, DeltaScript, EventScript, FixedVarScript, FreqDroopScript, PfScript,
    ProgramScript, UtilityScript,
};

use serde::{Deserialize, Serialize};

/// Most bytes of a day file.
pub const DAY_BYTES_MAX: u64 = 1 << 20;

/// A scripted day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Its name, for people.
    pub name: String,
    /// Its length in seconds of program time.
    pub seconds: u32,
    /// The connection point.
    #[serde(default)]
    pub site: SiteSpec,
    /// The sun and the clouds.
    #[serde(default)]
    pub weather: Weather,
    /// What the house takes.
    #[serde(default)]
    pub load: LoadSpec,
    /// Inverters and batteries, 1 to 64; the site meter is there by itself.
    pub devices: Vec<DeviceSpec>,
    /// What goes wrong.
    #[serde(default)]
    pub faults: Vec<FaultSpec>,
    /// What the utility asks.
    #[serde(default)]
    pub utility: UtilityScript,
}

/// The connection point and its meter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SiteSpec {
    /// Nominal voltage between line and neutral, in volts.
    pub nominal_v: f64,
    /// Nominal frequency in hertz.
    pub nominal_hz: f64,
    /// Rise of the voltage in percent of nominal per kilowatt of export.
    pub rise_pct_per_kw: f64,
    /// Voltage of the grid behind the connection, in percent of nominal, from a time on; 100 before the first.
    pub voltage_pct: Vec<Level>,
    /// Frequency from a time on; nominal before the first.
    pub hz: Vec<Level>,
    /// How the meter counts.
    pub meter_sign: Sign,
    /// SunSpec model of the meter: 201 (one phase) or 203 (three).
    pub meter_model: u16,
}

/// Which direction a meter counts as positive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Import is positive, as many meters have it.
    #[default]
    ImportPositive,
    /// Export is positive, as inside this tree.
    ExportPositive,
}

/// A value that holds from a time on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// From when, in seconds.
    pub at_s: f64,
    /// The value.
    pub value: f64,
}

/// The sun and the clouds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weather {
    /// Hour of the sun at the start, 0 to 24; it rises at 6 and sets at 18.
    pub start_hour: f64,
    /// Seconds of the sun for a second of program time.
    pub sun_speed: f64,
    /// Share of the sun that the thickest cloud takes, 0 to 1.
    pub cloud_cover: f64,
    /// Seconds of program time that a cloud lasts, roughly.
    pub cloud_s: f64,
}

/// What the house takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadSpec {
    /// Watts before the first step, a magnitude.
    pub base_w: f64,
    /// Watts from a time on, in the order of time.
    pub steps: Vec<Level>,
    /// Greatest deviation by noise, in watts.
    pub noise_w: f64,
    /// Vars absorbed for each watt taken.
    pub var_per_w: f64,
}

/// What a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceKind {
    /// A PV inverter with its array.
    Pv,
    /// A battery with its inverter.
    Battery,
}

/// Which generation of SunSpec models a device serves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Profile {
    /// 701 to 713 (with 714 and 715).
    #[default]
    #[serde(rename = "7xx")]
    Seven,
    /// 103, 120 to 124, 160 or 802.
    #[serde(rename = "1xx")]
    Legacy,
}

/// An inverter or a battery. Ratings are magnitudes; 0 means: derived from `max_w` as each field says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceSpec {
    /// Its name: 1 to 64 of `a-z A-Z 0-9 - _ .`.
    pub id: String,
    /// What it is.
    pub kind: DeviceKind,
    /// Which models it serves.
    #[serde(default)]
    pub profile: Profile,
    /// Most watts given.
    pub max_w: f64,
    /// Most watts taken; 0: `max_w` for a battery.
    #[serde(default)]
    pub max_charge_w: f64,
    /// Most volt-amperes; 0: `max_w` and a tenth.
    #[serde(default)]
    pub max_va: f64,
    /// Most vars, either way; 0: 44 % of `max_va`.
    #[serde(default)]
    pub max_var: f64,
    /// Peak of the array in watts; 0: `max_w` and a fifth.
    #[serde(default)]
    pub peak_w: f64,
    /// Energy of a battery; 0: two hours of `max_w`.
    #[serde(default)]
    pub capacity_wh: f64,
    /// State of charge at the start, in percent.
    #[serde(default = "half")]
    pub soc_pct: f64,
    /// What a battery does when nobody tells it: watts, positive discharges.
    #[serde(default)]
    pub own_w: f64,
    /// Time constant of its answer to a new target.
    #[serde(default = "third")]
    pub response_s: f64,
    /// Fastest change, in percent of `max_w` a second.
    #[serde(default = "hundred")]
    pub ramp_pct_per_s: f64,
    /// Wait before it enters service again.
    #[serde(default = "five")]
    pub es_delay_s: u32,
    /// Ramp after that wait.
    #[serde(default = "five")]
    pub es_ramp_s: u32,
    /// Random part of the wait, at most.
    #[serde(default)]
    pub es_random_s: u32,
    /// Seconds to adopt a curve.
    #[serde(default = "one")]
    pub adopt_s: u32,
}

fn half() -> f64 {
    50.0
}

fn third() -> f64 {
    0.3
}

fn hundred() -> f64 {
    100.0
}

fn five() -> u32 {
    5
}

fn one() -> u32 {
    1
}

/// Something that goes wrong, from a time on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultSpec {
    /// Which device; `meter` is the site meter.
    pub device: String,
    /// What.
    pub kind: FaultKind,
    /// From when, in seconds.
    #[serde(default)]
    pub at_s: f64,
    /// Until when; absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_s: Option<f64>,
    /// Its amount, where the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The scale factor meant, as `704.WMaxLimPct_SF`; for [`FaultKind::ScaleFactor`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
}

/// What can go wrong with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// Takes connections and requests, never answers.
    Stall,
    /// Refuses connections and cuts those that stand.
    Refuse,
    /// Answers `value` milliseconds late.
    Slow,
    /// Takes writes and shows them, but does not act on them.
    Lie,
    /// Never gives more than `value` watts, whatever it is told.
    Clamp,
    /// Never reverts: its timers stand still.
    DropReversion,
    /// Shows the measurements of the moment that it began.
    Freeze,
    /// Counts the other way; a meter's fault.
    SignFlip,
    /// Restarts: off for `value` seconds (2 unless set), controls cleared.
    Restart,
    /// Every measurement reads "not available".
    NotAvailable,
    /// Shows `value` times the power that flows.
    Jump,
    /// Sends the bytes of every register the wrong way round.
    ByteSwap,
    /// Alarm bit `value` of 701.Alrm or 103.Evt1 stands.
    Alarm,
    /// Somebody on site has taken it into local control.
    Local,
    /// The scale factor `point` becomes `value`, and raw values stand as they were.
    ScaleFactor,
}

impl Default for SiteSpec {
    fn default() -> Self {
        Self {
            nominal_v: 230.0,
            nominal_hz: 50.0,
            rise_pct_per_kw: 0.2,
            voltage_pct: Vec::new(),
            hz: Vec::new(),
            meter_sign: Sign::default(),
            meter_model: 203,
        }
    }
}

impl Default for Weather {
    fn default() -> Self {
        Self { start_hour: 12.0, sun_speed: 1.0, cloud_cover: 0.0, cloud_s: 10.0 }
    }
}

impl Default for LoadSpec {
    fn default() -> Self {
        Self { base_w: 800.0, steps: Vec::new(), noise_w: 0.0, var_per_w: 0.1 }
    }
}

impl DeviceSpec {
    /// A device of this kind with everything else derived from `max_w`.
    pub fn new(id: &str, kind: DeviceKind, max_w: f64) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            profile: Profile::default(),
            max_w,
            max_charge_w: 0.0,
            max_va: 0.0,
            max_var: 0.0,
            peak_w: 0.0,
            capacity_wh: 0.0,
            soc_pct: half(),
            own_w: 0.0,
            response_s: third(),
            ramp_pct_per_s: hundred(),
            es_delay_s: five(),
            es_ramp_s: five(),
            es_random_s: 0,
            adopt_s: one(),
        }
    }

    /// The same with every derived rating filled in.
    pub fn filled(&self) -> Self {
        let mut spec = self.clone();
        let fill = |value: &mut f64, derived: f64| {
            if *value == 0.0 {
                *value = derived;
            }
        };
        let battery = self.kind == DeviceKind::Battery;
        fill(&mut spec.max_charge_w, if battery { self.max_w } else { 0.0 });
        fill(&mut spec.max_va, self.max_w * 1.1);
        let max_va = spec.max_va;
        fill(&mut spec.max_var, (max_va * 0.44).round());
        fill(&mut spec.peak_w, if battery { 0.0 } else { self.max_w * 1.2 });
        fill(&mut spec.capacity_wh, if battery { self.max_w * 2.0 } else { 0.0 });
        spec
    }
}

impl Day {
    /// Reads a day from TOML and checks it.
    ///
    /// Fails with the first thing that is wrong, its place and what is allowed there.
    pub fn from_toml(text: &str) -> Result<Self, DayError> {
        if text.len() as u64 > DAY_BYTES_MAX {
            return Err(DayError::TooLong);
        }
        let day: Self = toml::from_str(text).map_err(|error| DayError::Syntax(error.to_string()))?;
        day.check()?;
        Ok(day)
    }

    /// Writes the day as TOML.
    pub fn to_toml(&self) -> Result<String, DayError> {
        toml::to_string(self).map_err(|error| DayError::Syntax(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_built_in_day() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/day.toml");
        let text = std::fs::read_to_string(path).expect("examples/day.toml");
        assert_eq!(Day::from_toml(&text).expect("reads"), Day::demo());
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let text = "name = \"x\"\nseconds = 1\nmoon = 1\ndevices = []\n";
        assert!(Day::from_toml(text).expect_err("refused").to_string().contains("moon"));
    }

    #[test]
    fn random_days_are_sane_and_read_back() {
        for seed in 0..200 {
            let day = Day::random(seed);
            day.check().expect("sane");
            let text = day.to_toml().expect("writes");
            assert_eq!(Day::from_toml(&text).expect("reads"), day, "seed {seed}");
            assert_eq!(day, Day::random(seed), "the same seed is the same day");
        }
    }
}
