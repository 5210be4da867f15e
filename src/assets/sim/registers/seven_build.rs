//! The map of a 7xx device as it leaves the factory.

use super::gauge::set_all;
use super::map::{Map, blank, common};
use super::scale_for;
use crate::assets::sim::day::{DeviceKind, DeviceSpec};
use tieline_schemas::sunspec::{Decimal, Error, Image, Round};

/// Points of a curve, and curves, that volt-var, volt-watt and watt-var have.
const CURVE: [(&str, u16); 2] = [("NPt", 10), ("NCrv", 3)];
/// Points of a trip curve, and sets of them.
const TRIP: [(&str, u16); 2] = [("NPt", 5), ("NCrvSet", 2)];
/// 702.CtrlModes: all but dynamic reactive current and schedules.
const CTRL_MODES: i64 = 0b11_0111_1011_1111;

/// A map with everything at rest: nothing enabled, permitted to energise.
pub(super) fn build(spec: &DeviceSpec, nominal_v: f64, nominal_hz: f64) -> Result<Map, Error> {
    let battery = spec.kind == DeviceKind::Battery;
    let name = if battery { "Simulated battery" } else { "Simulated PV inverter" };
    let mut images = vec![
        common(name, &spec.id)?,
        measurements(spec)?,
        capacity(spec, nominal_v)?,
        enter_service(spec, nominal_hz)?,
        controls()?,
    ];
    images.extend([volt_var()?, volt_watt()?]);
    images.extend([voltage_trip(707, 8_800, 50)?, voltage_trip(708, 11_000, 120)?]);
    let (low, high) = ((nominal_hz - 3.0) * 100.0, (nominal_hz + 2.0) * 100.0);
    images.extend([frequency_trip(709, low as i64)?, frequency_trip(710, high as i64)?]);
    images.extend([droop()?, watt_var()?]);
    if battery {
        images.push(storage(spec)?);
    }
    images.extend([port(spec)?, der_control()?]);
    Ok(Map::new(images))
}

fn measurements(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(701, &[])?;
    let sf = scale_for(spec.max_va);
    set_all(&mut image, &[("A_SF", -2), ("V_SF", -1), ("Hz_SF", -3), ("W_SF", sf), ("PF_SF", -3), ("VA_SF", sf)])?;
    set_all(&mut image, &[("Var_SF", sf), ("TotWh_SF", -2), ("TotVarh_SF", -2), ("Tmp_SF", -1)])?;
    set_all(&mut image, &[("ACType", 0), ("DERMode", 1), ("Alrm", 0), ("ThrotSrc", 0)])?;
    Ok(image)
}

fn capacity(spec: &DeviceSpec, nominal_v: f64) -> Result<Image, Error> {
    let mut image = blank(702, &[])?;
    let sf = scale_for(spec.max_va);
    set_all(&mut image, &[("W_SF", sf), ("VA_SF", sf), ("Var_SF", sf), ("V_SF", -1), ("A_SF", -1), ("PF_SF", -3)])?;
    let power = |value: f64| Decimal::whole(value.round() as i64);
    let mut ratings = vec![
        ("WMax", power(spec.max_w)),
        ("VAMax", power(spec.max_va)),
        ("VarMaxInj", power(spec.max_var)),
        ("VarMaxAbs", power(spec.max_var)),
        ("VNom", Decimal::whole(nominal_v.round() as i64)),
        ("VMax", Decimal::whole((nominal_v * 1.2).round() as i64)),
        ("VMin", Decimal::whole((nominal_v * 0.5).round() as i64)),
        ("AMax", Decimal::whole((spec.max_va / nominal_v).ceil() as i64)),
    ];
    if spec.kind == DeviceKind::Battery {
        let (charge, give) = (power(spec.max_charge_w), power(spec.max_w));
        ratings.extend([("WChaRteMax", charge), ("WDisChaRteMax", give)]);
        ratings.extend([("VAChaRteMax", charge), ("VADisChaRteMax", power(spec.max_va))]);
    }
    for (point, value) in ratings {
        image.set(point, value, Round::Nearest)?;
        image.set(&format!("{point}Rtg"), value, Round::Nearest)?;
    }
    set_all(&mut image, &[("NorOpCatRtg", 1), ("AbnOpCatRtg", 2), ("CtrlModes", CTRL_MODES)])?;
    set_all(&mut image, &[("PFOvrExtRtg", 850), ("PFUndExtRtg", 850), ("PFOvrExt", 850), ("PFUndExt", 850)])?;
    set_all(&mut image, &[("IntIslandCatRtg", 0), ("IntIslandCat", 0)])?;
    Ok(image)
}

fn enter_service(spec: &DeviceSpec, nominal_hz: f64) -> Result<Image, Error> {
    let mut image = blank(703, &[])?;
    let hz = |shift: f64| ((nominal_hz + shift) * 100.0).round() as i64;
    set_all(&mut image, &[("V_SF", -1), ("Hz_SF", -2), ("ES", 1), ("ESVHi", 1_100), ("ESVLo", 880)])?;
    set_all(&mut image, &[("ESHzHi", hz(0.5)), ("ESHzLo", hz(-0.5)), ("ESDlyRemTms", 0)])?;
    let waits = [("ESDlyTms", spec.es_delay_s), ("ESRndTms", spec.es_random_s), ("ESRmpTms", spec.es_ramp_s)];
    waits.into_iter().try_for_each(|(point, seconds)| image.set_raw(point, Some(seconds.into())))?;
    Ok(image)
}

fn controls() -> Result<Image, Error> {
    let mut image = blank(704, &[])?;
    set_all(&mut image, &[("PF_SF", -3), ("WMaxLimPct_SF", -1), ("WSet_SF", 0), ("WSetPct_SF", -1)])?;
    set_all(&mut image, &[("VarSet_SF", 0), ("VarSetPct_SF", -1), ("AntiIslEna", 1), ("WRmpRef", 1)])?;
    for control in ["PFWInj", "PFWAbs", "WMaxLimPct", "WSet", "VarSet"] {
        let rest = ["Ena", "EnaRvrt", "RvrtTms", "RvrtRem"];
        rest.iter().try_for_each(|point| image.set_raw(&format!("{control}{point}"), Some(0)))?;
    }
    set_all(&mut image, &[("WMaxLimPct", 1_000), ("WMaxLimPctRvrt", 1_000), ("WSetMod", 1), ("VarSetMod", 4)])?;
    set_all(&mut image, &[("VarSetPri", 0), ("WSet", 0), ("WSetRvrt", 0), ("WSetPct", 0), ("WSetPctRvrt", 0)])?;
    set_all(&mut image, &[("VarSet", 0), ("VarSetRvrt", 0), ("VarSetPct", 0), ("VarSetPctRvrt", 0)])?;
    for group in ["PFWInj", "PFWInjRvrt", "PFWAbs", "PFWAbsRvrt"] {
        image.set_raw(&format!("{group}.PF"), Some(1_000))?;
        image.set_raw(&format!("{group}.Ext"), Some(0))?;
    }
    Ok(image)
}

/// A curve model at rest: disabled, nothing adopted, no timer; curve 1 alone cannot be written.
fn curve_model(id: u16, curves: i64) -> Result<Image, Error> {
    let mut image = blank(id, if matches!(id, 707..=710) { &TRIP } else { &CURVE })?;
    set_all(&mut image, &[("Ena", 0), ("AdptCrvReq", 0), ("AdptCrvRslt", 1)])?;
    if !matches!(id, 707..=710) {
        set_all(&mut image, &[("RvrtTms", 0), ("RvrtRem", 0), ("RvrtCrv", 0), ("DeptRef_SF", -1)])?;
    }
    (1..=curves).try_for_each(|i| image.set_raw(&format!("Crv[{i}].ReadOnly"), Some(i64::from(i == 1))))?;
    Ok(image)
}

fn points(image: &mut Image, prefix: &str, names: (&str, &str), points: &[(i64, i64)]) -> Result<(), Error> {
    image.set_raw(&format!("{prefix}ActPt"), i64::try_from(points.len()).ok())?;
    for (i, (x, y)) in points.iter().enumerate() {
        image.set_raw(&format!("{prefix}Pt[{}].{}", i + 1, names.0), Some(*x))?;
        image.set_raw(&format!("{prefix}Pt[{}].{}", i + 1, names.1), Some(*y))?;
    }
    Ok(())
}

fn volt_var() -> Result<Image, Error> {
    let mut image = curve_model(705, 3)?;
    set_all(&mut image, &[("V_SF", -1), ("RspTms_SF", -1)])?;
    for i in 1..=3 {
        let own = |point: &str| format!("Crv[{i}].{point}");
        let rest = [("DeptRef", 1), ("Pri", 1), ("VRef", 1_000), ("VRefAutoEna", 0), ("RspTms", 50)];
        rest.iter().try_for_each(|(point, raw)| image.set_raw(&own(point), Some(*raw)))?;
    }
    points(&mut image, "Crv[1].", ("V", "Var"), &[(920, 1_000), (980, 0), (1_020, 0), (1_080, -1_000)])?;
    Ok(image)
}

fn volt_watt() -> Result<Image, Error> {
    let mut image = curve_model(706, 3)?;
    set_all(&mut image, &[("V_SF", -1), ("RspTms_SF", -1)])?;
    for i in 1..=3 {
        image.set_raw(&format!("Crv[{i}].DeptRef"), Some(0))?;
        image.set_raw(&format!("Crv[{i}].RspTms"), Some(100))?;
    }
    points(&mut image, "Crv[1].", ("V", "W"), &[(1_060, 1_000), (1_100, 200)])?;
    Ok(image)
}

fn watt_var() -> Result<Image, Error> {
    let mut image = curve_model(712, 3)?;
    image.set_raw("W_SF", Some(-1))?;
    for i in 1..=3 {
        image.set_raw(&format!("Crv[{i}].DeptRef"), Some(1))?;
        image.set_raw(&format!("Crv[{i}].Pri"), Some(1))?;
    }
    points(&mut image, "Crv[1].", ("W", "Var"), &[(0, 0), (500, 0), (1_000, -440)])?;
    Ok(image)
}

/// `volt` in hundredths of a percent of nominal.
fn voltage_trip(id: u16, volt: i64, volt_far: i64) -> Result<Image, Error> {
    let mut image = curve_model(id, 2)?;
    set_all(&mut image, &[("V_SF", -2), ("Tms_SF", -2), ("Ena", 1)])?;
    points(&mut image, "Crv[1].MustTrip.", ("V", "Tms"), &[(volt, 200), (volt_far * 100, 16)])?;
    Ok(image)
}

/// `hz` in hundredths of a hertz.
fn frequency_trip(id: u16, hz: i64) -> Result<Image, Error> {
    let mut image = curve_model(id, 2)?;
    set_all(&mut image, &[("Hz_SF", -2), ("Tms_SF", -2), ("Ena", 1)])?;
    points(&mut image, "Crv[1].MustTrip.", ("Hz", "Tms"), &[(hz, 16)])?;
    Ok(image)
}

fn droop() -> Result<Image, Error> {
    let mut image = blank(711, &[("NCtl", 2)])?;
    set_all(&mut image, &[("Ena", 0), ("AdptCtlReq", 0), ("AdptCtlRslt", 1), ("RvrtTms", 0), ("RvrtRem", 0)])?;
    set_all(&mut image, &[("RvrtCtl", 0), ("Db_SF", -3), ("K_SF", -3), ("RspTms_SF", -1)])?;
    for i in 1..=2 {
        let own = |point: &str| format!("Ctl[{i}].{point}");
        let rest =
            [("DbOf", 36), ("DbUf", 36), ("KOf", 50), ("KUf", 50), ("RspTms", 50), ("ReadOnly", i64::from(i == 1))];
        rest.iter().try_for_each(|(point, raw)| image.set_raw(&own(point), Some(*raw)))?;
    }
    Ok(image)
}

fn storage(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(713, &[])?;
    set_all(&mut image, &[("WH_SF", scale_for(spec.capacity_wh)), ("Pct_SF", -1), ("SoH", 1_000), ("Sta", 0)])?;
    image.set("WHRtg", Decimal::whole(spec.capacity_wh.round() as i64), Round::Nearest)?;
    Ok(image)
}

fn port(spec: &DeviceSpec) -> Result<Image, Error> {
    let mut image = blank(714, &[("NPrt", 1)])?;
    let kind = i64::from(spec.kind == DeviceKind::Battery);
    set_all(&mut image, &[("PrtAlrms", 0), ("DCA_SF", -2), ("DCV_SF", -1), ("DCW_SF", scale_for(spec.max_va))])?;
    set_all(&mut image, &[("DCWH_SF", -2), ("Tmp_SF", -1), ("Prt[1].PrtTyp", kind), ("Prt[1].ID", 1)])?;
    set_all(&mut image, &[("Prt[1].DCSta", 1), ("Prt[1].DCAlrm", 0)])?;
    image.set_text("Prt[1].IDStr", "DC 1")?;
    Ok(image)
}

fn der_control() -> Result<Image, Error> {
    let mut image = blank(715, &[])?;
    set_all(&mut image, &[("LocRemCtl", 0), ("DERHb", 0), ("ControllerHb", 0), ("AlarmReset", 0), ("OpCtl", 1)])?;
    Ok(image)
}
