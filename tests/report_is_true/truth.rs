//! What the plant's own log says of an interval.

use super::street::{CAPACITY_WH, Lived};
use super::wire::{Posted, Series};
use tieline::assets::sim::log::Sample;

/// Units of measure [2030.5 UomType].
pub(super) const WATTS: u8 = 38;
pub(super) const VARS: u8 = 63;
pub(super) const VOLTS: u8 = 29;
pub(super) const HERTZ: u8 = 33;
pub(super) const WATT_HOURS: u8 = 72;

/// What flowed at a series' place, as 2030.5 counts it there: import at the site, generation at a DER.
pub(super) fn value(series: &Series, sample: &Sample) -> f64 {
    let (mirror, uom) = (series.0.as_str(), series.1);
    let device = mirror.strip_prefix("der-").map(|id| &sample.devices[id]);
    match (uom, device) {
        (WATTS, None) => -sample.site_w,
        (WATTS, Some(device)) => device.w,
        (VARS, None) => -sample.site_var,
        (VARS, Some(device)) => device.var,
        (VOLTS, _) => 230.0 * sample.volt_pct / 100.0,
        (HERTZ, _) => sample.hz,
        (WATT_HOURS, Some(device)) => device.soc.expect("a battery") / 100.0 * CAPACITY_WH,
        _ => panic!("nobody knows {series:?}"),
    }
}

/// Energy in Wh by the plant's counters between two times, as 2030.5 counts it at the series' place.
pub(super) fn energy_wh(lived: &Lived, mirror: &str, from_s: f64, to_s: f64) -> f64 {
    if mirror.starts_with("site-") {
        let counted = |sample: &Sample| sample.import_wh - sample.export_wh;
        return counted(at(lived, to_s)) - counted(at(lived, from_s));
    }
    let series = (mirror.to_owned(), WATTS);
    let rows = lived.rows.iter().filter(|row| row.t > from_s && row.t <= to_s);
    // A row is what flowed in the tenth of a second before it; the device's counter adds up the same.
    rows.map(|row| value(&series, row) * 0.1 / 3_600.0).sum()
}

fn at(lived: &Lived, t: f64) -> &Sample {
    lived.rows.iter().rev().find(|row| row.t <= t + 0.01).expect("the plant was there")
}

/// How long a sample may stand for what follows it.
const HOLDS_S: f64 = 10.0;

/// Least and most of a series in the plant during the period of a reading, and while a sample before it may still hold.
pub(super) fn band(lived: &Lived, series: &Series, reading: &Posted) -> (f64, f64) {
    let rows = lived.rows.iter().filter(|row| row.t >= reading.from_s - HOLDS_S && row.t <= reading.to_s);
    rows.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), row| {
        let value = value(series, row);
        (least.min(value), most.max(value))
    })
}
