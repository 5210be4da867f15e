//! Curves and droop by SunSpec's adoption: write into a stored set, ask for its adoption, wait for the result, compare
//! the active set, enable last. Curves have no lease here: they shape the device's own behaviour and hold no limit.

use super::device::Device;
use super::plan::{Act, Assign, Planner, assign, differs, read_back, writes};
use super::{RideThroughBounds, Settings};
use tieline_core::model::{AssetCommand, Curve, CurveKind, CurvePoint, FreqDroop};
use tieline_schemas::sunspec::{Decimal, Round};

/// Values of one stored set, by path inside it.
type Values = Vec<(String, Decimal)>;

/// Where a kind of curve lives: its model and, for trip curves, the part of its set [2030.5 DERCurveType].
/// [CSIP BASIC-006, BASIC-004, BASIC-005, BASIC-011]
fn place(kind: CurveKind) -> Option<(u16, &'static str)> {
    Some(match kind {
        CurveKind::VoltVar => (705, ""),
        CurveKind::VoltWatt => (706, ""),
        CurveKind::WattVar => (712, ""),
        CurveKind::LvrtMustTrip => (707, "MustTrip."),
        CurveKind::LvrtMayTrip => (707, "MayTrip."),
        CurveKind::LvrtMomentaryCessation => (707, "MomCess."),
        CurveKind::HvrtMustTrip => (708, "MustTrip."),
        CurveKind::HvrtMayTrip => (708, "MayTrip."),
        CurveKind::HvrtMomentaryCessation => (708, "MomCess."),
        CurveKind::LfrtMustTrip => (709, "MustTrip."),
        CurveKind::LfrtMayTrip => (709, "MayTrip."),
        CurveKind::HfrtMustTrip => (710, "MustTrip."),
        CurveKind::HfrtMayTrip => (710, "MayTrip."),
        CurveKind::FreqWatt | CurveKind::WattPf => return None,
    })
}

/// The kinds of curve that the device adopts: bits by [`CurveKind::number`].
pub(super) fn supported(device: &Device, settings: &Settings) -> u16 {
    let takes = |kind: &CurveKind| {
        let allowed = !kind.is_ride_through() || settings.ride_through.is_some();
        allowed && place(*kind).is_some_and(|(id, _)| free_set(device, id).is_some())
    };
    CurveKind::ALL.into_iter().filter(takes).fold(0, |bits, kind| bits | 1 << kind.number())
}

/// The first stored set behind the active one that may be written.
fn free_set(device: &Device, id: u16) -> Option<u16> {
    let group = group(id);
    (2..=16).find(|k| device.raw(id, &format!("{group}[{k}].ReadOnly")) == Some(0))
}

fn group(id: u16) -> &'static str {
    if id == 711 { "Ctl" } else { "Crv" }
}

/// Plans the adoptions of a command, one a model, all parts of a model's set together (rule 11d) [2030.5 DERCurve].
pub(super) fn plan(planner: &mut Planner<'_>, settings: &Settings, command: &AssetCommand) {
    for id in 705..=712_u16 {
        let of_model = command.curves.iter().filter(|curve| place(curve.kind).is_some_and(|(model, _)| model == id));
        let mut values: Values = Vec::new();
        let mut failed = None;
        for curve in of_model {
            match curve_values(settings, curve) {
                Ok(of_curve) => values.extend(of_curve),
                Err(why) => failed = Some(format!("{:?}: {why}", curve.kind)),
            }
        }
        if id == 711 {
            values.extend(command.freq_droop.iter().flat_map(droop_values));
        }
        let result = match failed {
            Some(why) => Err(why),
            None if values.is_empty() => Ok(()),
            None => adopt(planner, id, &values).map_err(|why| format!("model {id}: {why}")),
        };
        if let Err(why) = result {
            planner.refuse(why);
        }
    }
    for curve in command.curves.iter().filter(|curve| place(curve.kind).is_none()) {
        planner.refuse(format!("{:?}: SunSpec 7xx has no such curve", curve.kind));
    }
}

/// The points of a set for one curve. 2030.5 gives trip curves as time and then voltage or frequency, SunSpec the other
/// way round.
fn curve_values(settings: &Settings, curve: &Curve) -> Result<Values, &'static str> {
    let Some((id, part)) = place(curve.kind) else { return Err("SunSpec 7xx has no such curve") };
    if curve.kind.is_ride_through() {
        let bounds = settings.ride_through.ok_or("the installer does not allow trip settings")?;
        check_bounds(curve, &bounds)?;
    }
    let (x, y) = match id {
        705 => ("V", "Var"),
        706 => ("V", "W"),
        712 => ("W", "Var"),
        707 | 708 => ("Tms", "V"),
        _ => ("Tms", "Hz"),
    };
    let mut values = vec![(format!("{part}ActPt"), Decimal::whole(curve.points.len() as i64))];
    for (i, point) in curve.points.iter().enumerate() {
        values.push((format!("{part}Pt[{}].{x}", i + 1), decimal(point.x, curve.x_multiplier)));
        values.push((format!("{part}Pt[{}].{y}", i + 1), decimal(point.y, curve.y_multiplier)));
    }
    if !curve.kind.is_ride_through() {
        values.push(("DeptRef".to_owned(), Decimal::whole(reference(id, curve.y_ref)?)));
    }
    if let (Some(time), 705 | 706) = (curve.open_loop_centiseconds, id) {
        values.push(("RspTms".to_owned(), Decimal { raw: i64::from(time), sf: -2 }));
    }
    if id == 705 {
        values.extend(reference_voltage(curve));
    }
    Ok(values)
}

/// The volt-var curve's reference voltage and whether it adjusts itself [2030.5 DERCurve.autonomousVRefEnable].
fn reference_voltage(curve: &Curve) -> Values {
    let voltage = curve.v_ref.map(|v| ("VRef".to_owned(), Decimal { raw: i64::from(v.0), sf: -2 }));
    let enabled = curve.autonomous_v_ref.map(|on| ("VRefAutoEna".to_owned(), Decimal::whole(i64::from(on))));
    let time = curve.autonomous_v_ref_centiseconds;
    let time = time.map(|t| ("VRefAutoTms".to_owned(), Decimal { raw: i64::from(t), sf: -2 }));
    [voltage, enabled, time].into_iter().flatten().collect()
}

fn decimal(value: i32, multiplier: i8) -> Decimal {
    Decimal { raw: i64::from(value), sf: multiplier }
}

/// SunSpec's DeptRef for a yRefType; others are refused rather than guessed [2030.5 DERUnitRefType].
fn reference(id: u16, y_ref: u8) -> Result<i64, &'static str> {
    match (id, y_ref) {
        (705 | 712, 1) | (706, 1) => Ok(0),
        (705 | 712, 2) | (706, 7) => Ok(1),
        (705 | 712, 3) => Ok(2),
        _ => Err("the dependent value's reference has no counterpart"),
    }
}

/// Rule 11d: every point within the installer's bounds, or nothing [design r11d].
fn check_bounds(curve: &Curve, bounds: &RideThroughBounds) -> Result<(), &'static str> {
    let by_frequency = matches!(place(curve.kind), Some((709 | 710, _)));
    let (least, most) = if by_frequency { bounds.frequency } else { bounds.voltage };
    let unit = if by_frequency { -3 } else { -2 };
    let inside = |point: &CurvePoint| {
        let time = decimal(point.x, curve.x_multiplier).raw_at(-2, Round::Nearest);
        let value = decimal(point.y, curve.y_multiplier).raw_at(unit, Round::Nearest);
        time.is_some_and(|time| (bounds.time.0..=bounds.time.1).contains(&time))
            && value.is_some_and(|value| (least..=most).contains(&value))
    };
    if curve.points.iter().all(inside) { Ok(()) } else { Err("a point is outside the installer's bounds") }
}

/// Droop settings in SunSpec's units [2030.5 FreqDroopType].
fn droop_values(droop: &FreqDroop) -> Values {
    vec![
        ("DbOf".to_owned(), Decimal { raw: droop.deadband_over.0, sf: -3 }),
        ("DbUf".to_owned(), Decimal { raw: droop.deadband_under.0, sf: -3 }),
        ("KOf".to_owned(), Decimal { raw: i64::from(droop.slope_over), sf: -3 }),
        ("KUf".to_owned(), Decimal { raw: i64::from(droop.slope_under), sf: -3 }),
        ("RspTms".to_owned(), Decimal { raw: i64::from(droop.open_loop_centiseconds), sf: -2 }),
    ]
}

/// Plans one model's adoption; nothing where the active set is so already.
fn adopt(planner: &mut Planner<'_>, id: u16, values: &Values) -> Result<(), String> {
    let device = planner.device;
    let model = device.index(id).ok_or("the device has no such model")?;
    let k = free_set(device, id).ok_or("the device has no set that can be written")?;
    let active = set(device, id, 1, values)?;
    let enabled = number(device, id, "Ena", 1)?;
    let mut wanted = active.clone();
    wanted.push(enabled.clone());
    let mut acts = Vec::new();
    if active.iter().any(|assign| differs(device, assign)) {
        let request = number(device, id, if id == 711 { "AdptCtlReq" } else { "AdptCrvReq" }, i64::from(k))?;
        acts.extend(writes(device, stored(device, id, k, values)?));
        let offset = request.offset;
        acts.extend(writes(device, vec![request]));
        acts.push(Act::Adopted { model, offset });
        acts.extend(read_back(&active));
    }
    if differs(device, &enabled) {
        acts.extend(writes(device, vec![enabled.clone()]));
        acts.extend(read_back(&[enabled]));
    }
    planner.after(acts, wanted);
    Ok(())
}

/// The values as registers of set `k`.
fn set(device: &Device, id: u16, k: u16, values: &Values) -> Result<Vec<Assign>, String> {
    let image = device.image(id).ok_or("the device has no such model")?;
    let one = |(path, value): &(String, Decimal)| {
        let path = format!("{}[{k}].{path}", group(id));
        let registers = image.encode(&path, *value, Round::Nearest).map_err(|error| error.to_string())?;
        assign(device, id, &path, registers, 0, false).ok_or_else(|| format!("no {path}"))
    };
    values.iter().map(one).collect()
}

/// The whole of set `k`: what is active now, with the values put over it, so that it is adopted whole (rule 11d).
fn stored(device: &Device, id: u16, k: u16, values: &Values) -> Result<Vec<Assign>, String> {
    let image = device.image(id).ok_or("the device has no such model")?;
    let (active, target) = (format!("{}[1].", group(id)), format!("{}[{k}].", group(id)));
    let mut whole = set(device, id, k, values)?;
    for place in image.layout().places().iter().filter(|place| place.point.writable) {
        let Some(rest) = place.path.strip_prefix(&active) else { continue };
        let path = format!("{target}{rest}");
        let range = place.range();
        let registers = image.registers().get(usize::from(range.start)..usize::from(range.end));
        let registers = registers.ok_or("its registers are missing")?.to_vec();
        if !whole.iter().any(|assign| assign.path == path) {
            whole.extend(assign(device, id, &path, registers, 0, false));
        }
    }
    Ok(whole)
}

fn number(device: &Device, id: u16, path: &str, raw: i64) -> Result<Assign, String> {
    let image = device.image(id).ok_or("the device has no such model")?;
    let registers = image.encode(path, Decimal::whole(raw), Round::Nearest).map_err(|error| error.to_string())?;
    assign(device, id, path, registers, 0, false).ok_or_else(|| format!("no {path}"))
}
