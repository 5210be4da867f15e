//! Whether a day makes sense: bounds first, then names.

use super::{Day, DeviceKind, DeviceSpec, EventScript, FaultKind, FaultSpec, Level};
use std::collections::BTreeSet;
use tieline_core::model::AssetId;

/// Longest day in seconds of program time.
const SECONDS_MAX: u32 = 366 * 86_400;
/// Most devices of a site.
const DEVICES_MAX: usize = 64;
/// Most watts of one device.
const WATTS_MAX: f64 = 30_000.0;
/// Most programs, events, curves, faults or steps.
const ITEMS_MAX: usize = 10_000;
/// The name of the site meter.
const METER: &str = "meter";

/// Why a day file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Longer than the bound of a day file.
    #[error("the day file is longer than 1 MiB")]
    TooLong,
    /// Not TOML, or a key or a type that a day does not have.
    #[error("{0}")]
    Syntax(String),
    /// A value out of its bounds.
    #[error("{key}: {says}")]
    Value {
        /// Where.
        key: String,
        /// What is wrong, and what is allowed.
        says: &'static str,
    },
}

fn ensure(holds: bool, key: impl Into<String>, says: &'static str) -> Result<(), DayError> {
    if holds { Ok(()) } else { Err(DayError::Value { key: key.into(), says }) }
}

impl Day {
    /// Whether every value is in bounds and every name is known; the error names the first that is not.
    pub fn check(&self) -> Result<(), DayError> {
        ensure((1..=SECONDS_MAX).contains(&self.seconds), "seconds", "must be 1 to 31,622,400")?;
        self.check_site()?;
        ensure((1..=DEVICES_MAX).contains(&self.devices.len()), "devices", "must be 1 to 64")?;
        let mut names = BTreeSet::from([METER]);
        for (i, device) in self.devices.iter().enumerate() {
            check_device(device, &format!("devices[{i}]"))?;
            ensure(names.insert(&device.id), format!("devices[{i}].id"), "is there twice; `meter` is the site meter")?;
        }
        ensure(self.faults.len() <= ITEMS_MAX, "faults", "has more than 10,000 items")?;
        for (i, fault) in self.faults.iter().enumerate() {
            ensure(names.contains(fault.device.as_str()), format!("faults[{i}].device"), "names no device")?;
            fault.check(&format!("faults[{i}]"))?;
        }
        self.check_utility()
    }

    fn check_site(&self) -> Result<(), DayError> {
        let (site, weather) = (&self.site, &self.weather);
        ensure((50.0..=1_000.0).contains(&site.nominal_v), "site.nominal_v", "must be 50 to 1,000 V")?;
        ensure((40.0..=70.0).contains(&site.nominal_hz), "site.nominal_hz", "must be 40 to 70 Hz")?;
        ensure((0.0..=5.0).contains(&site.rise_pct_per_kw), "site.rise_pct_per_kw", "must be 0 to 5")?;
        ensure(matches!(site.meter_model, 201 | 203), "site.meter_model", "must be 201 or 203")?;
        ensure((0.0..=24.0).contains(&weather.start_hour), "weather.start_hour", "must be 0 to 24")?;
        ensure((0.0..=86_400.0).contains(&weather.sun_speed), "weather.sun_speed", "must be 0 to 86,400")?;
        ensure((0.0..=1.0).contains(&weather.cloud_cover), "weather.cloud_cover", "must be 0 to 1")?;
        ensure((0.5..=86_400.0).contains(&weather.cloud_s), "weather.cloud_s", "must be 0.5 to 86,400")?;
        ensure((0.0..=1e6).contains(&self.load.base_w), "load.base_w", "must be 0 to 1,000,000 W")?;
        ensure((0.0..=1e6).contains(&self.load.noise_w), "load.noise_w", "must be 0 to 1,000,000 W")?;
        ensure((-2.0..=2.0).contains(&self.load.var_per_w), "load.var_per_w", "must be -2 to 2")?;
        check_levels(&self.load.steps, "load.steps", 0.0..=1e6)?;
        check_levels(&site.voltage_pct, "site.voltage_pct", 0.0..=200.0)?;
        check_levels(&site.hz, "site.hz", 0.0..=100.0)
    }

    fn check_utility(&self) -> Result<(), DayError> {
        let utility = &self.utility;
        let few = [utility.programs.len(), utility.events.len(), utility.curves.len()];
        ensure(few.iter().all(|len| *len <= ITEMS_MAX), "utility", "has more than 10,000 programs, events or curves")?;
        for (i, program) in utility.programs.iter().enumerate() {
            let key = format!("utility.programs[{i}].description");
            ensure(program.description.len() <= 32, key, "is longer than 32 bytes")?;
        }
        let mut mrids = BTreeSet::new();
        for (i, event) in utility.events.iter().enumerate() {
            let key = format!("utility.events[{i}]");
            let known = utility.programs.iter().any(|program| program.mrid == event.program);
            ensure(known, format!("{key}.program"), "names no program")?;
            ensure(mrids.insert(event.mrid), format!("{key}.mrid"), "is there twice")?;
            check_event(event, &key)?;
            let curves = event.control.curves.iter();
            let known = curves.clone().all(|name| utility.curves.iter().any(|curve| curve.mrid == *name));
            ensure(known, format!("{key}.control.curves"), "names no curve")?;
        }
        for (i, curve) in utility.curves.iter().enumerate() {
            let key = format!("utility.curves[{i}].points");
            ensure((1..=10).contains(&curve.points.len()), key, "must be 1 to 10")?;
            ensure(curve.curveType <= 14, format!("utility.curves[{i}].curveType"), "must be 0 to 14")?;
        }
        Ok(())
    }
}

fn check_event(event: &EventScript, key: &str) -> Result<(), DayError> {
    ensure(event.description.len() <= 32, format!("{key}.description"), "is longer than 32 bytes")?;
    let draws = [event.randomize_start_s, event.randomize_duration_s];
    ensure(draws.iter().all(|draw| draw.abs() <= 3_600), key, "randomizations are -3,600 to 3,600 s")?;
    ensure(event.response_required <= 7, format!("{key}.response_required"), "must be 0 to 7")
}

fn check_levels(levels: &[Level], key: &str, bounds: std::ops::RangeInclusive<f64>) -> Result<(), DayError> {
    ensure(levels.len() <= ITEMS_MAX, key, "has more than 10,000 items")?;
    ensure(levels.iter().all(|level| bounds.contains(&level.value)), key, "has a value out of bounds")?;
    ensure(levels.is_sorted_by(|a, b| a.at_s <= b.at_s), key, "must be in the order of time")
}

fn check_device(device: &DeviceSpec, key: &str) -> Result<(), DayError> {
    ensure(AssetId::new(&device.id).is_ok(), format!("{key}.id"), "must be 1 to 64 of a-z A-Z 0-9 - _ .")?;
    ensure((1.0..=WATTS_MAX).contains(&device.max_w), format!("{key}.max_w"), "must be 1 to 30,000 W")?;
    let ratings = [device.max_charge_w, device.max_va, device.max_var, device.peak_w];
    ensure(
        ratings.iter().all(|rating| (0.0..=2.0 * WATTS_MAX).contains(rating)),
        key,
        "its ratings must be 0 to 60,000",
    )?;
    ensure((0.0..=600_000.0).contains(&device.capacity_wh), format!("{key}.capacity_wh"), "must be 0 to 600,000 Wh")?;
    ensure((0.0..=100.0).contains(&device.soc_pct), format!("{key}.soc_pct"), "must be 0 to 100")?;
    ensure(device.own_w.abs() <= WATTS_MAX, format!("{key}.own_w"), "must be at most 30,000 W either way")?;
    ensure((0.0..=600.0).contains(&device.response_s), format!("{key}.response_s"), "must be 0 to 600")?;
    ensure(
        (0.1..=10_000.0).contains(&device.ramp_pct_per_s),
        format!("{key}.ramp_pct_per_s"),
        "must be 0.1 to 10,000",
    )?;
    let waits = [device.es_delay_s, device.es_ramp_s, device.es_random_s, device.adopt_s];
    ensure(waits.iter().all(|wait| *wait <= 86_400), key, "its waits must be at most 86,400 s")?;
    let pv_charges = device.kind == DeviceKind::Pv && (device.max_charge_w > 0.0 || device.own_w != 0.0);
    ensure(!pv_charges, key, "a PV inverter has neither max_charge_w nor own_w")
}

impl FaultSpec {
    /// Whether its amounts are in bounds; `key` is its place in the error.
    pub fn check(&self, key: &str) -> Result<(), DayError> {
        let times = self.at_s.is_finite() && self.until_s.is_none_or(|until| until > self.at_s);
        ensure(times, key, "until_s must be after at_s")?;
        let value = self.value.unwrap_or(f64::NAN);
        let value_key = format!("{key}.value");
        match self.kind {
            FaultKind::Alarm => ensure((0.0..32.0).contains(&value), value_key, "must be the bit, 0 to 31"),
            FaultKind::Jump => ensure(value.abs() <= 1_000.0, value_key, "must be the factor, -1,000 to 1,000"),
            FaultKind::Clamp => ensure((0.0..=WATTS_MAX).contains(&value), value_key, "must be the watts, 0 to 30,000"),
            FaultKind::Slow => {
                ensure((0.0..=600_000.0).contains(&value), value_key, "must be milliseconds, 0 to 600,000")
            }
            FaultKind::ScaleFactor => {
                ensure((-10.0..=10.0).contains(&value), value_key, "must be the exponent, -10 to 10")?;
                ensure(self.point.is_some(), format!("{key}.point"), "must name the scale factor, as 704.WMaxLimPct_SF")
            }
            FaultKind::Restart => {
                let seconds = self.value.unwrap_or(2.0);
                ensure((0.0..=86_400.0).contains(&seconds), value_key, "must be the seconds off, 0 to 86,400")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_out_of_bounds_names_the_key() {
        let mut day = Day::demo();
        day.devices[1].max_w = 1e9;
        assert!(day.check().expect_err("refused").to_string().starts_with("devices[1].max_w: "));
        let mut day = Day::demo();
        day.faults.push(FaultSpec {
            device: "nobody".into(),
            kind: FaultKind::Stall,
            at_s: 0.0,
            until_s: None,
            value: None,
            point: None,
        });
        assert!(day.check().expect_err("refused").to_string().contains("names no device"));
    }
}
