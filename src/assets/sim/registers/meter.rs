//! The site meter: model 201 (one phase) or 203 (three phases, power in equal parts).

use super::gauge::{Gauge, set_all};
use super::map::{Map, blank, common};
use super::{BEFORE_WH, scale_for};
use crate::assets::sim::day::{Sign, SiteSpec};
use crate::assets::sim::inverter::Counters;
use tieline_schemas::sunspec::Error;

/// What flows at the connection point.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// Watts, positive: export.
    pub w: f64,
    /// Vars, positive: injected.
    pub var: f64,
    /// Voltage between line and neutral in volts.
    pub volt_v: f64,
    /// Frequency in hertz.
    pub hz: f64,
    /// Energy that the meter counted each way; injected is exported.
    pub counters: Counters,
}

/// The map of a new meter; `largest_w` is the most that can flow.
pub fn build(site: &SiteSpec, largest_w: f64) -> Result<Map, Error> {
    let mut image = blank(site.meter_model, &[])?;
    let sf = scale_for(largest_w);
    let amperes = scale_for(largest_w / site.nominal_v * 100.0) - 2;
    set_all(&mut image, &[("A_SF", amperes), ("V_SF", -1), ("Hz_SF", -2), ("W_SF", sf), ("VA_SF", sf)])?;
    set_all(&mut image, &[("VAR_SF", sf), ("PF_SF", -3), ("TotWh_SF", -1), ("Evt", 0)])?;
    Ok(Map::new(vec![common("Simulated meter", "meter")?, image]))
}

/// Shows `flow`, its power counted as the site says; `flipped` counts it the other way round.
pub fn show(map: &mut Map, site: &SiteSpec, flow: &Flow, flipped: bool, blank: bool) -> Result<(), Error> {
    let Some(image) = map.image_mut(site.meter_model) else { return Ok(()) };
    let import_positive = site.meter_sign == Sign::ImportPositive;
    let sign = if import_positive == flipped { 1.0 } else { -1.0 };
    let (w, var) = (flow.w * sign, flow.var * sign);
    let va = w.hypot(var);
    let amperes = va / flow.volt_v.max(1.0);
    let pf = if va > 0.0 { w / va } else { 1.0 };
    let mut gauge = Gauge { image, blank };
    let phases: &[&str] = if site.meter_model == 203 { &["A", "B", "C"] } else { &["A"] };
    let share = 1.0 / phases.len() as f64;
    gauge.show_all(&[("A", amperes), ("PhV", flow.volt_v), ("Hz", flow.hz), ("W", w), ("VA", va)])?;
    gauge.show_all(&[("VAR", var), ("PF", pf)])?;
    for phase in phases {
        gauge.show(&format!("Aph{phase}"), amperes * share)?;
        gauge.show(&format!("PhVph{phase}"), flow.volt_v)?;
        gauge.show(&format!("Wph{phase}"), w * share)?;
    }
    let (exported, imported) = (flow.counters.injected_wh, flow.counters.absorbed_wh);
    gauge.show_all(&[("TotWhExp", BEFORE_WH + exported), ("TotWhImp", BEFORE_WH + imported)])
}
