//! The 7xx profile: what its registers tell the device, and what the device shows in them.

use super::gauge::{Gauge, value};
use super::map::Map;
use super::{Measured, seven_build};
use crate::assets::sim::day::{DeviceKind, DeviceSpec};
use crate::assets::sim::orders::{Droop, EnterService, Line, Orders, VarCurve, VarOrder};
use crate::assets::sim::service::Service;
use tieline_schemas::sunspec::{Error, Image};

/// The map of a new device.
pub fn build(spec: &DeviceSpec, nominal_v: f64, nominal_hz: f64) -> Result<Map, Error> {
    seven_build::build(spec, nominal_v, nominal_hz)
}

/// What the registers tell the device of `spec` (ratings filled in).
pub fn orders(map: &Map, spec: &DeviceSpec) -> Orders {
    let mut orders = Orders::free(spec);
    if let Some(image) = map.image(702) {
        orders.w_max = value(image, "WMax").unwrap_or(spec.max_w).min(spec.max_w);
        orders.charge_max_w = value(image, "WChaRteMax").map_or(spec.max_charge_w, |w| w.min(spec.max_charge_w));
        orders.discharge_max_w = value(image, "WDisChaRteMax").map_or(spec.max_w, |w| w.min(spec.max_w));
    }
    if let Some(image) = map.image(703) {
        orders.energize = image.raw("ES") != Ok(Some(0));
        orders.enter = enter_service(image, orders.enter);
    }
    if let Some(image) = map.image(704) {
        active(image, &mut orders);
        reactive(image, map, spec, &mut orders);
    }
    orders.volt_var = enabled(map, 705).and_then(|image| var_curve(image, ("V", "Var"), spec, orders.w_max));
    orders.volt_watt = enabled(map, 706).and_then(|image| line(image, ("V", "W")));
    orders.watt_var = enabled(map, 712).and_then(|image| var_curve(image, ("W", "Var"), spec, orders.w_max));
    orders.droop = enabled(map, 711).and_then(droop);
    orders.run = !map.image(715).is_some_and(|image| matches!(image.raw("OpCtl"), Ok(Some(0 | 2))));
    orders
}

fn enter_service(image: &Image, own: EnterService) -> EnterService {
    let or = |path: &str, own: f64| value(image, path).unwrap_or(own);
    EnterService {
        volt_pct: (or("ESVLo", own.volt_pct.0), or("ESVHi", own.volt_pct.1)),
        hz: (or("ESHzLo", own.hz.0), or("ESHzHi", own.hz.1)),
        delay_s: or("ESDlyTms", own.delay_s),
        random_s: or("ESRndTms", own.random_s),
        ramp_s: or("ESRmpTms", own.ramp_s),
    }
}

fn is_on(image: &Image, path: &str) -> bool {
    image.raw(path) == Ok(Some(1))
}

fn active(image: &Image, orders: &mut Orders) {
    if is_on(image, "WMaxLimPctEna") {
        orders.limit = value(image, "WMaxLimPct").map(|pct| pct / 100.0);
    }
    if is_on(image, "WSetEna") {
        let share = || value(image, "WSetPct").map(|pct| pct / 100.0 * orders.w_max);
        orders.set_w = if is_on(image, "WSetMod") { value(image, "WSet") } else { share() };
    }
    orders.ramp_pct_per_s = value(image, "WRmp").filter(|pct| *pct > 0.0);
}

fn reactive(image: &Image, map: &Map, spec: &DeviceSpec, orders: &mut Orders) {
    orders.vars_first = is_on(image, "VarSetPri");
    let factor = |name: &str| {
        let magnitude = value(image, &format!("{name}.PF")).filter(|_| is_on(image, &format!("{name}Ena")))?;
        Some((magnitude, is_on(image, &format!("{name}.Ext"))))
    };
    (orders.pf_inject, orders.pf_absorb) = (factor("PFWInj"), factor("PFWAbs"));
    if !is_on(image, "VarSetEna") {
        return;
    }
    let share = value(image, "VarSetPct").unwrap_or(0.0) / 100.0;
    let setting = |path: &str| map.image(702).and_then(|image| value(image, path));
    let most = if share < 0.0 { setting("VarMaxAbs") } else { setting("VarMaxInj") };
    orders.vars = match image.raw("VarSetMod") {
        Ok(Some(0)) => VarOrder::Vars(share * orders.w_max),
        Ok(Some(1)) => VarOrder::Vars(share * most.unwrap_or(spec.max_var)),
        Ok(Some(2)) => VarOrder::OfAvailable(share),
        Ok(Some(3)) => VarOrder::Vars(share * setting("VAMax").unwrap_or(spec.max_va)),
        _ => VarOrder::Vars(value(image, "VarSet").unwrap_or(0.0)),
    };
}

fn enabled(map: &Map, model: u16) -> Option<&Image> {
    map.image(model).filter(|image| is_on(image, "Ena"))
}

/// The points of curve 1, as far as they count.
fn line(image: &Image, names: (&str, &str)) -> Option<Line> {
    let count = image.raw("Crv[1].ActPt").ok().flatten()?;
    let point = |i: i64, name: &str| value(image, &format!("Crv[1].Pt[{i}].{name}"));
    let points = (1..=count).map(|i| Some((point(i, names.0)?, point(i, names.1)?)));
    points.collect::<Option<Vec<_>>>().filter(|points| !points.is_empty()).map(Line)
}

fn var_curve(image: &Image, names: (&str, &str), spec: &DeviceSpec, w_max: f64) -> Option<VarCurve> {
    let of = match image.raw("Crv[1].DeptRef") {
        Ok(Some(0)) => Some(w_max),
        Ok(Some(2)) => None,
        Ok(Some(3)) => Some(spec.max_va),
        _ => Some(spec.max_var),
    };
    Some(VarCurve { line: line(image, names)?, of })
}

fn droop(image: &Image) -> Option<Droop> {
    let own = |point: &str| value(image, &format!("Ctl[1].{point}"));
    Some(Droop { band_hz: (own("DbOf")?, own("DbUf")?), slope: (own("KOf")?, own("KUf")?) })
}

/// Shows what the device measures in 701, 703, 713, 714 and 715.
pub fn show(map: &mut Map, now: &Measured<'_>, blank: bool) -> Result<(), Error> {
    if let Some(image) = map.image_mut(701) {
        measurements(&mut Gauge { image, blank }, now)?;
    }
    if let Some(image) = map.image_mut(703) {
        image.set_raw("ESDlyRemTms", Some(now.inverter.service.wait_s().ceil() as i64))?;
    }
    if let Some(image) = map.image_mut(713) {
        let mut gauge = Gauge { image, blank };
        gauge.show_all(&[("WHAvail", now.inverter.stored_wh), ("SoC", now.inverter.soc_pct())])?;
    }
    if let Some(image) = map.image_mut(714) {
        port(&mut Gauge { image, blank }, now)?;
    }
    if let Some(image) = map.image_mut(715) {
        image.set_raw("LocRemCtl", Some(now.local.into()))?;
        image.set_raw("DERHb", Some(now.beat.into()))?;
    }
    Ok(())
}

fn measurements(gauge: &mut Gauge<'_>, now: &Measured<'_>) -> Result<(), Error> {
    let inverter = now.inverter;
    let (w, var, counters) = (inverter.w, inverter.var, &inverter.counters);
    let va = w.hypot(var);
    let pf = if va > 0.0 { w.abs() / va } else { 1.0 };
    let amperes = va / now.volt_v.max(1.0);
    gauge.show_all(&[("W", w), ("VA", va), ("Var", var), ("PF", pf), ("A", amperes), ("Hz", now.hz)])?;
    gauge.show_all(&[("LNV", now.volt_v), ("VL1", now.volt_v), ("WL1", w), ("VAL1", va), ("VarL1", var)])?;
    gauge.show_all(&[("PFL1", pf), ("AL1", amperes), ("TmpCab", 25.0 + va / inverter.spec().max_va * 20.0)])?;
    gauge.show_all(&[("TotWhInj", counters.injected_wh), ("TotWhAbs", counters.absorbed_wh)])?;
    gauge.show_all(&[("TotVarhInj", counters.injected_varh), ("TotVarhAbs", counters.absorbed_varh)])?;
    let service = inverter.service;
    let asleep = inverter.spec().kind == DeviceKind::Pv && inverter.available_w < 1.0;
    let state = match service {
        Service::Off => 7,
        Service::Waiting(_) | Service::Ramping(..) => 2,
        Service::On if asleep => 1,
        Service::On if now.throttled => 4,
        Service::On => 3,
    };
    gauge.show_all(&[("St", f64::from(u8::from(service.share() > 0.0))), ("InvSt", f64::from(state))])?;
    gauge.show("ConnSt", f64::from(u8::from(service.share() > 0.0)))?;
    let held_w = if now.throttled { (inverter.available_w - w).max(0.0) } else { 0.0 };
    gauge.show("ThrotPct", held_w / inverter.spec().max_w * 100.0)?;
    gauge.image.set_raw("Alrm", Some(now.alarms.into()))
}

fn port(gauge: &mut Gauge<'_>, now: &Measured<'_>) -> Result<(), Error> {
    let volts = 400.0;
    let counters = &now.inverter.counters;
    let sums = [now.inverter.w / volts, now.inverter.w, counters.injected_wh, counters.absorbed_wh];
    for (name, sum) in ["DCA", "DCW", "DCWhInj", "DCWhAbs"].into_iter().zip(sums) {
        gauge.show(name, sum)?;
        gauge.show(&format!("Prt[1].{name}"), sum)?;
    }
    gauge.show_all(&[("Prt[1].DCV", volts), ("Prt[1].Tmp", 30.0)])
}
