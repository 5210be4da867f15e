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
        return counted_wh(lived, to_s) - counted_wh(lived, from_s);
    }
    let series = (mirror.to_owned(), WATTS);
    let rows = lived.rows.iter().filter(|row| row.t > from_s && row.t <= to_s);
    // A row is what flowed in the time before it; the device's counter adds up the same.
    rows.map(|row| value(&series, row) * ROW_S / 3_600.0).sum()
}

/// What the site's counters say at a time. They begin at nothing, one row's time before the first row: a gateway that is up
/// at once reports from there on.
fn counted_wh(lived: &Lived, t: f64) -> f64 {
    let row = lived.rows.iter().rev().find(|row| row.t <= t + 0.01);
    assert!(row.is_some() || lived.rows[0].t <= t + ROW_S + 0.01, "the plant was not there at {t} s");
    row.map_or(0.0, |row| row.import_wh - row.export_wh)
}

/// Seconds that a row of the plant's log stands for.
const ROW_S: f64 = 0.1;

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
