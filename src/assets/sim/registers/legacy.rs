//! The 1xx profile: 103, 120 to 124 and 160 or 802. It has timers, but no values to revert to.

use super::Measured;
use super::gauge::{Gauge, set_all, value};
use super::map::{Map, blank, common};
use super::{BEFORE_WH, scale_for};
use crate::assets::sim::day::{DeviceKind, DeviceSpec};
use crate::assets::sim::orders::{Orders, VarOrder};
use crate::assets::sim::service::Service;
use tieline_schemas::sunspec::{Decimal, Error, Image, Round};

/// 120.DERTyp of a PV inverter and of one with storage.
const DER_TYPES: [i64; 2] = [4, 82];

/// The map of a new device.
pub fn build(spec: &DeviceSpec, nominal_v: f64) -> Result<Map, Error> {
    let battery = spec.kind == DeviceKind::Battery;
    let name = if battery { "Simulated legacy battery" } else { "Simulated legacy PV" };
    let mut images = vec![common(name, &spec.id)?, measurements(spec)?, nameplate(spec)?, settings(spec, nominal_v)?];
    images.extend([status(spec)?, controls()?]);
    if battery {
        images.extend([storage_controls(spec)?, battery_model(spec)?]);
    } else {
        images.push(strings(spec)?);
    }
    Ok(Map::new(images))
}

fn whole(image: &mut Image, values: &[(&str, f64)]) -> Result<(), Error> {
    values.iter().try_for_each(|(path, value)| image.set(path, Decimal::whole(value.round() as i64), Round::Nearest))
}

fn measurements(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(103, &[])?;
    let sf = scale_for(spec.max_va);
    set_all(&mut image, &[("A_SF", -2), ("V_SF", -1), ("W_SF", sf), ("Hz_SF", -2), ("VA_SF", sf), ("VAr_SF", sf)])?;
    set_all(&mut image, &[("PF_SF", -3), ("WH_SF", 0), ("DCW_SF", sf), ("Tmp_SF", -1), ("Evt1", 0), ("Evt2", 0)])?;
    Ok(image)
}

fn nameplate(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(120, &[])?;
    let sf = scale_for(spec.max_va);
    let battery = spec.kind == DeviceKind::Battery;
    set_all(&mut image, &[("DERTyp", DER_TYPES[usize::from(battery)]), ("WRtg_SF", sf), ("VARtg_SF", sf)])?;
    set_all(&mut image, &[("VArRtg_SF", sf), ("ARtg_SF", -1), ("PFRtg_SF", -3), ("PFRtgQ1", 850), ("PFRtgQ4", 850)])?;
    whole(&mut image, &[("WRtg", spec.max_w), ("VARtg", spec.max_va), ("VArRtgQ1", spec.max_var)])?;
    whole(&mut image, &[("VArRtgQ4", -spec.max_var), ("ARtg", spec.max_va / 230.0)])?;
    if battery {
        let energy = scale_for(spec.capacity_wh);
        set_all(&mut image, &[("WHRtg_SF", energy), ("MaxChaRte_SF", sf), ("MaxDisChaRte_SF", sf)])?;
        whole(
            &mut image,
            &[("WHRtg", spec.capacity_wh), ("MaxChaRte", spec.max_charge_w), ("MaxDisChaRte", spec.max_w)],
        )?;
    }
    Ok(image)
}

fn settings(spec: &DeviceSpec, nominal_v: f64) -> Result<Image, Error> {
    let mut image = blank(121, &[])?;
    let sf = scale_for(spec.max_va);
    set_all(&mut image, &[("WMax_SF", sf), ("VRef_SF", -1), ("VRefOfs_SF", 0), ("VAMax_SF", sf), ("VArMax_SF", sf)])?;
    whole(&mut image, &[("WMax", spec.max_w), ("VRef", nominal_v), ("VRefOfs", 0.0), ("VAMax", spec.max_va)])?;
    whole(&mut image, &[("VArMaxQ1", spec.max_var), ("VArMaxQ4", -spec.max_var)])?;
    Ok(image)
}

fn status(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(122, &[])?;
    let sf = scale_for(spec.max_va);
    set_all(&mut image, &[("VArAval_SF", sf), ("WAval_SF", sf), ("StActCtl", 0)])?;
    Ok(image)
}

fn controls() -> Result<Image, Error> {
    let mut image = blank(123, &[])?;
    set_all(&mut image, &[("WMaxLimPct_SF", -1), ("OutPFSet_SF", -3), ("VArPct_SF", -1), ("Conn", 1)])?;
    set_all(&mut image, &[("WMaxLimPct", 1_000), ("WMaxLim_Ena", 0), ("OutPFSet", 1_000), ("OutPFSet_Ena", 0)])?;
    set_all(
        &mut image,
        &[("VArWMaxPct", 0), ("VArMaxPct", 0), ("VArAvalPct", 0), ("VArPct_Mod", 0), ("VArPct_Ena", 0)],
    )?;
    for control in ["Conn", "WMaxLimPct", "OutPFSet", "VArPct"] {
        image.set_raw(&format!("{control}_RvrtTms"), Some(0))?;
    }
    Ok(image)
}

fn storage_controls(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(124, &[])?;
    set_all(&mut image, &[("WChaMax_SF", scale_for(spec.max_w)), ("WChaDisChaGra_SF", 0), ("ChaState_SF", -1)])?;
    set_all(&mut image, &[("InOutWRte_SF", -1), ("StorCtl_Mod", 0), ("WChaGra", 100), ("WDisChaGra", 100)])?;
    set_all(&mut image, &[("OutWRte", 1_000), ("InWRte", 1_000), ("InOutWRte_RvrtTms", 0), ("ChaGriSet", 1)])?;
    whole(&mut image, &[("WChaMax", spec.max_charge_w)])?;
    Ok(image)
}

fn battery_model(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(802, &[])?;
    let (power, energy) = (scale_for(spec.max_w), scale_for(spec.capacity_wh));
    set_all(&mut image, &[("WHRtg_SF", energy), ("WChaDisChaMax_SF", power), ("SoC_SF", -1), ("SoH_SF", -1)])?;
    set_all(&mut image, &[("V_SF", -1), ("A_SF", -1), ("AMax_SF", -1), ("W_SF", power), ("SoH", 1_000), ("Typ", 4)])?;
    set_all(&mut image, &[("SoCMax", 1_000), ("SoCMin", 0), ("LocRemCtl", 0), ("Hb", 0), ("State", 3), ("Evt1", 0)])?;
    set_all(&mut image, &[("AHRtg_SF", 0), ("ReqInvState", 0)])?;
    whole(&mut image, &[("WHRtg", spec.capacity_wh), ("AHRtg", spec.capacity_wh / 400.0)])?;
    whole(&mut image, &[("WChaRteMax", spec.max_charge_w), ("WDisChaRteMax", spec.max_w)])?;
    Ok(image)
}

fn strings(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(160, &[("N", 1), ("*", 1)])?;
    set_all(&mut image, &[("DCA_SF", -2), ("DCV_SF", -1), ("DCW_SF", scale_for(spec.peak_w)), ("DCWH_SF", 0)])?;
    set_all(&mut image, &[("Evt", 0), ("module[1].ID", 1), ("module[1].DCSt", 4), ("module[1].DCEvt", 0)])?;
    image.set_text("module[1].IDStr", "String 1")?;
    Ok(image)
}

/// What the registers tell the device of `spec` (ratings filled in).
pub fn orders(map: &Map, spec: &DeviceSpec) -> Orders {
    let mut orders = Orders::free(spec);
    if let Some(image) = map.image(121) {
        orders.w_max = value(image, "WMax").unwrap_or(spec.max_w).min(spec.max_w);
    }
    if let Some(image) = map.image(123) {
        grid_controls(image, spec, &mut orders);
    }
    if let Some(image) = map.image(124) {
        storage_orders(image, spec, &mut orders);
    }
    orders
}

fn grid_controls(image: &Image, spec: &DeviceSpec, orders: &mut Orders) {
    let is_on = |path: &str| image.raw(path) == Ok(Some(1));
    let share = |path: &str| value(image, path).unwrap_or(0.0) / 100.0;
    orders.energize = is_on("Conn");
    if is_on("WMaxLim_Ena") {
        orders.limit = value(image, "WMaxLimPct").map(|pct| pct / 100.0);
    }
    if is_on("OutPFSet_Ena") {
        // Negative: vars are absorbed.
        orders.pf_inject = value(image, "OutPFSet").map(|pf| (pf.abs(), pf < 0.0));
    }
    if is_on("VArPct_Ena") {
        orders.vars = match image.raw("VArPct_Mod") {
            Ok(Some(1)) => VarOrder::Vars(share("VArWMaxPct") * orders.w_max),
            Ok(Some(2)) => VarOrder::Vars(share("VArMaxPct") * spec.max_var),
            Ok(Some(3)) => VarOrder::OfAvailable(share("VArAvalPct")),
            _ => VarOrder::None,
        };
    }
}

/// 124 opens a window: at most OutWRte given, in percent of the discharge rate, and at most InWRte taken, in percent of
/// WChaMax, each where its bit of StorCtl_Mod is set. A negative rate closes the window on one side of zero and so
/// forces the other direction.
fn storage_orders(image: &Image, spec: &DeviceSpec, orders: &mut Orders) {
    let bits = image.raw("StorCtl_Mod").ok().flatten().unwrap_or(0);
    let charge_w = value(image, "WChaMax").unwrap_or(spec.max_charge_w);
    let rate = |bit: i64, path: &str, base_w: f64| {
        (bits & bit != 0).then(|| value(image, path).map(|pct| pct / 100.0 * base_w)).flatten()
    };
    let (most_in, most_out) = (rate(1, "InWRte", charge_w), rate(2, "OutWRte", spec.max_w));
    let low = most_in.map_or(-spec.max_charge_w, |w| -w);
    let high = most_out.unwrap_or(spec.max_w).max(low);
    if bits & 3 != 0 {
        orders.set_w = Some(spec.own_w.clamp(low, high));
        orders.charge_max_w = (-low).clamp(0.0, spec.max_charge_w);
        orders.discharge_max_w = high.clamp(0.0, spec.max_w);
    }
}

/// Shows what the device measures in 103, 122, 124, 160 and 802.
pub fn show(map: &mut Map, now: &Measured<'_>, blank: bool) -> Result<(), Error> {
    if let Some(image) = map.image_mut(103) {
        show_inverter(&mut Gauge { image, blank }, now)?;
    }
    if let Some(image) = map.image_mut(122) {
        show_status(&mut Gauge { image, blank }, now)?;
    }
    let charge_state = match (now.inverter.w, now.inverter.soc_pct()) {
        (w, _) if w > 0.0 => 3.0,
        (w, _) if w < 0.0 => 4.0,
        (_, soc) if soc <= 0.0 => 2.0,
        (_, soc) if soc >= 100.0 => 5.0,
        _ => 6.0,
    };
    if let Some(image) = map.image_mut(124) {
        let mut gauge = Gauge { image, blank };
        gauge.show_all(&[("ChaState", now.inverter.soc_pct()), ("ChaSt", charge_state)])?;
    }
    if let Some(image) = map.image_mut(160) {
        let dc_w = now.inverter.w / 0.98;
        let mut gauge = Gauge { image, blank };
        gauge.show_all(&[("module[1].DCA", dc_w / 400.0), ("module[1].DCV", 400.0), ("module[1].DCW", dc_w)])?;
        gauge.show("module[1].DCWH", now.inverter.counters.injected_wh)?;
    }
    if let Some(image) = map.image_mut(802) {
        image.set_raw("LocRemCtl", Some(now.local.into()))?;
        image.set_raw("Hb", Some(i64::from(now.beat & 0x7FFF)))?;
        let mut gauge = Gauge { image, blank };
        gauge.show_all(&[("SoC", now.inverter.soc_pct()), ("ChaSt", charge_state), ("V", 400.0)])?;
        gauge.show_all(&[("W", now.inverter.w), ("A", now.inverter.w / 400.0)])?;
    }
    Ok(())
}

fn show_inverter(gauge: &mut Gauge<'_>, now: &Measured<'_>) -> Result<(), Error> {
    let inverter = now.inverter;
    let (w, var) = (inverter.w, inverter.var);
    let va = w.hypot(var);
    let pf = if va > 0.0 { w / va } else { 1.0 };
    let amperes = va / now.volt_v.max(1.0);
    gauge.show_all(&[("W", w), ("VA", va), ("VAr", var), ("PF", pf), ("A", amperes), ("AphA", amperes / 3.0)])?;
    gauge.show_all(&[("AphB", amperes / 3.0), ("AphC", amperes / 3.0), ("PhVphA", now.volt_v), ("Hz", now.hz)])?;
    gauge.show_all(&[
        ("PhVphB", now.volt_v),
        ("PhVphC", now.volt_v),
        ("WH", BEFORE_WH + inverter.counters.injected_wh),
    ])?;
    gauge.show_all(&[("DCW", w / 0.98), ("TmpCab", 30.0)])?;
    let asleep = inverter.spec().kind == DeviceKind::Pv && inverter.available_w < 1.0;
    let state = match inverter.service {
        Service::Off => 8.0,
        Service::Waiting(_) | Service::Ramping(..) => 3.0,
        Service::On if asleep => 2.0,
        Service::On if now.throttled => 5.0,
        Service::On => 4.0,
    };
    gauge.show("St", state)?;
    gauge.image.set_raw("Evt1", Some(now.alarms.into()))
}

fn show_status(gauge: &mut Gauge<'_>, now: &Measured<'_>) -> Result<(), Error> {
    let inverter = now.inverter;
    let on = inverter.service.share() > 0.0;
    // Bits: connected, available, operating.
    let bits = if on { 0b111 } else { 0b010 };
    let conn = if inverter.spec().kind == DeviceKind::Pv { "PVConn" } else { "StorConn" };
    gauge.show_all(&[(conn, f64::from(bits)), ("ECPConn", f64::from(u8::from(on)))])?;
    let room_var = (inverter.spec().max_va.powi(2) - inverter.w.powi(2)).max(0.0).sqrt();
    gauge.show_all(&[("VArAval", room_var.min(inverter.spec().max_var)), ("WAval", inverter.available_w)])?;
    gauge.show("ActWh", inverter.counters.injected_wh)
}
