//! What surrounds the devices: the sun, the house and the grid, each a function of the time and the seed.

use super::day::{Day, Level};
use super::noise::wave;

/// The surroundings at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Around {
    /// Share of the array's peak that the sun gives, 0 to 1.
    pub sun: f64,
    /// What the house takes in watts, a magnitude.
    pub load_w: f64,
    /// What the house takes in vars, a magnitude when positive.
    pub load_var: f64,
    /// Voltage at the connection point in percent of nominal.
    pub volt_pct: f64,
    /// Frequency in hertz.
    pub hz: f64,
}

/// The surroundings at `at_s` seconds of the day while the site exports `export_w`.
pub fn around(day: &Day, seed: u64, at_s: f64, export_w: f64) -> Around {
    let load_w = load_w(day, seed, at_s);
    let grid_pct = level(&day.site.voltage_pct, at_s).unwrap_or(100.0);
    let nominal = day.site.nominal_hz;
    let swing_hz = (wave(seed ^ 3, at_s, 4.0) - 0.5) * 0.02;
    Around {
        sun: sun(day, seed, at_s),
        load_w,
        load_var: load_w * day.load.var_per_w,
        volt_pct: (grid_pct + export_w / 1_000.0 * day.site.rise_pct_per_kw).clamp(0.0, 300.0),
        hz: level(&day.site.hz, at_s).unwrap_or(nominal) + swing_hz,
    }
}

/// A clear sky from 6 to 18 o'clock, less the cloud of the moment.
fn sun(day: &Day, seed: u64, at_s: f64) -> f64 {
    let weather = &day.weather;
    let hour = (weather.start_hour + at_s * weather.sun_speed / 3_600.0).rem_euclid(24.0);
    let clear = ((hour - 6.0) / 12.0 * std::f64::consts::PI).sin().max(0.0).powf(1.15);
    clear * (1.0 - weather.cloud_cover * wave(seed ^ 1, at_s, weather.cloud_s))
}

fn load_w(day: &Day, seed: u64, at_s: f64) -> f64 {
    let level = level(&day.load.steps, at_s).unwrap_or(day.load.base_w);
    (level + (wave(seed ^ 2, at_s, 1.5) - 0.5) * 2.0 * day.load.noise_w).max(0.0)
}

/// The last level that began.
fn level(levels: &[Level], at_s: f64) -> Option<f64> {
    levels.iter().take_while(|level| level.at_s <= at_s).last().map(|level| level.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sun_is_down_at_night_and_a_step_of_the_load_holds_from_its_time() {
        let mut day = Day::demo();
        day.load.noise_w = 0.0;
        assert_eq!(around(&day, 1, 5.9, 0.0).load_w, 900.0);
        assert_eq!(around(&day, 1, 6.0, 0.0).load_w, 1_400.0);
        day.weather.start_hour = 3.0;
        assert_eq!(around(&day, 1, 0.0, 0.0).sun, 0.0);
    }

    #[test]
    fn the_voltage_rises_with_export() {
        let day = Day::demo();
        assert!(around(&day, 1, 0.0, 5_000.0).volt_pct > around(&day, 1, 0.0, 0.0).volt_pct);
    }
}
