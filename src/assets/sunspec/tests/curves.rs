//! Adoption of curves and droop, and the guard on trip settings.

use super::super::*;
use super::bench::{Bench, blank, inverter_7xx, settings, with};
use tieline_core::model::{
    AssetCommand, CentiPercent, Curve, CurveKind, CurvePoint, FreqDroop, Millihertz, SetpointVerdict,
};
use tieline_schemas::sunspec::Image;

fn curve_model(id: u16, scales: &[(&str, i64)]) -> Image {
    let counts: &[(&str, u16)] = match id {
        707..=710 => &[("NPt", 5), ("NCrvSet", 2)],
        711 => &[("NCtl", 2)],
        _ => &[("NPt", 4), ("NCrv", 3)],
    };
    let (request, result, group) =
        if id == 711 { ("AdptCtlReq", "AdptCtlRslt", "Ctl") } else { ("AdptCrvReq", "AdptCrvRslt", "Crv") };
    let read_only = [format!("{group}[1].ReadOnly"), format!("{group}[2].ReadOnly")];
    let head = [("Ena", 0), (request, 0), (result, 1), (read_only[0].as_str(), 1), (read_only[1].as_str(), 0)];
    with(with(blank(id, counts), &head), scales)
}

fn curve(kind: CurveKind, points: &[(i32, i32)], y_ref: u8) -> Curve {
    Curve {
        kind,
        x_multiplier: -2,
        y_multiplier: -2,
        y_ref,
        points: points.iter().map(|(x, y)| CurvePoint { x: *x, y: *y, excitation: None }).collect(),
        open_loop_centiseconds: Some(500),
        autonomous_v_ref: Some(true),
        autonomous_v_ref_centiseconds: Some(30_000),
        v_ref: Some(CentiPercent(10_000)),
    }
}

fn command(curve: Curve) -> AssetCommand {
    AssetCommand { curves: vec![curve], ..AssetCommand::default() }
}

fn with_volt_var() -> Vec<Image> {
    let mut models = inverter_7xx();
    models.push(curve_model(705, &[("V_SF", -2), ("DeptRef_SF", -1), ("RspTms_SF", 0)]));
    models
}

/// [2030.5 DERCurve; CSIP BASIC-006]
#[test]
fn a_volt_var_curve_is_stored_adopted_compared_and_enabled() {
    let mut bench = Bench::new(AssetKind::Pv, with_volt_var());
    assert_eq!(bench.asset().capability.curves, 1 << CurveKind::VoltVar.number());
    let volt_var = curve(CurveKind::VoltVar, &[(9_200, 4_400), (9_800, 0), (10_200, 0), (10_800, -4_400)], 2);
    let result = bench.setpoint(command(volt_var.clone()), false);
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    assert_eq!(bench.register(705, "Crv[1].ActPt"), 4);
    assert_eq!(bench.register(705, "Crv[1].DeptRef"), 1);
    assert_eq!(bench.register(705, "Crv[1].Pt[1].V"), 9_200);
    assert_eq!(bench.register(705, "Crv[1].Pt[4].Var") as i16, -440);
    assert_eq!(bench.register(705, "Crv[1].VRefAutoTms"), 300);
    let (at, ena) = (40_000 + bench.address(705, "AdptCrvReq") as u16, 40_000 + bench.address(705, "Ena") as u16);
    let order: Vec<u16> = bench.written.iter().map(|(address, _)| *address).collect();
    assert_eq!(order[order.len() - 2..], [at, ena]);
    let again = bench.setpoint(command(volt_var), true);
    assert_eq!((again.verdict, again.writes), (SetpointVerdict::Verified, 0));
}

#[test]
fn an_adoption_that_fails_is_rejected() {
    let mut bench = Bench::new(AssetKind::Pv, with_volt_var());
    bench.adoption_fails = true;
    let verdict = bench.command(command(curve(CurveKind::VoltVar, &[(9_200, 4_400)], 2)));
    assert!(matches!(verdict, SetpointVerdict::Rejected { reason } if reason.contains("adopt")));
    assert_eq!(bench.register(705, "Ena"), 0);
}

#[test]
fn a_curve_without_counterpart_is_not_supported() {
    let mut bench = Bench::new(AssetKind::Pv, with_volt_var());
    for curve in [
        curve(CurveKind::WattPf, &[(0, 0)], 0),
        curve(CurveKind::VoltVar, &[(0, 0)], 6),
        curve(CurveKind::VoltWatt, &[(0, 0)], 1),
        curve(CurveKind::VoltVar, &[(0, 0); 5], 1),
    ] {
        assert!(matches!(bench.command(command(curve)), SetpointVerdict::NotSupported { .. }));
    }
    assert!(bench.written.is_empty());
}

/// [2030.5 opModFreqDroop]
#[test]
fn droop_is_adopted_in_its_units() {
    let mut models = inverter_7xx();
    models.push(curve_model(711, &[("Db_SF", -3), ("K_SF", -3), ("RspTms_SF", -1)]));
    let mut bench = Bench::new(AssetKind::Pv, models);
    assert!(bench.asset().capability.freq_droop);
    let droop = FreqDroop {
        deadband_over: Millihertz(36),
        deadband_under: Millihertz(40),
        slope_over: 50,
        slope_under: 30,
        open_loop_centiseconds: 500,
    };
    let result = bench.setpoint(AssetCommand { freq_droop: Some(droop), ..AssetCommand::default() }, false);
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    let at = bench.address(711, "Ctl[1].DbOf");
    assert_eq!(bench.registers[at..at + 4], [0, 36, 0, 40]);
    assert_eq!((bench.register(711, "Ctl[1].KOf"), bench.register(711, "Ctl[1].KUf")), (50, 30));
    assert_eq!(bench.registers[bench.address(711, "Ctl[1].RspTms") + 1], 50);
    assert_eq!(bench.register(711, "Ena"), 1);
}

/// Rule 11d: time and then voltage from above, voltage and then time on the device; whole, within bounds, or not at all.
/// [design r11d]
#[test]
fn r11d_trip_curves_need_the_installers_leave_and_bounds() {
    let mut models = inverter_7xx();
    models.push(curve_model(707, &[("V_SF", -2), ("Tms_SF", -2), ("Crv[1].MayTrip.ActPt", 1)]));
    let must_trip = || command(curve(CurveKind::LvrtMustTrip, &[(16, 4_500), (200, 8_800)], 4));
    let mut bench = Bench::with_settings(settings(AssetKind::Pv), 40_000, models.clone());
    assert!(matches!(bench.command(must_trip()), SetpointVerdict::NotSupported { .. }));
    assert!(bench.written.is_empty());

    let allowed = Settings { ride_through: Some(RideThroughBounds::default()), ..settings(AssetKind::Pv) };
    let mut bench = Bench::with_settings(allowed, 40_000, models.clone());
    let result = bench.setpoint(must_trip(), false);
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    assert_eq!(bench.register(707, "Crv[1].MustTrip.Pt[2].V"), 8_800);
    assert_eq!(bench.registers[bench.address(707, "Crv[1].MustTrip.Pt[1].Tms") + 1], 16);
    assert_eq!(bench.register(707, "Crv[1].MayTrip.ActPt"), 1, "the rest of the set stays");

    let narrow = RideThroughBounds { voltage: (5_000, 12_000), ..RideThroughBounds::default() };
    let bounded = Settings { ride_through: Some(narrow), ..settings(AssetKind::Pv) };
    let mut bench = Bench::with_settings(bounded, 40_000, models);
    let verdict = bench.command(must_trip());
    assert!(matches!(verdict, SetpointVerdict::NotSupported { what } if what.contains("bounds")));
    assert!(bench.written.is_empty());
}

/// [CSIP BASIC-004, BASIC-005] Each trip curve is written into its own model's part, in that model's units.
#[test]
fn ride_through_curves_of_voltage_and_frequency_are_adopted() {
    let voltage = [(16, 5_000), (200, 8_800)];
    let frequency = [(16, 5_650), (30_000, 5_850)];
    for (id, y, scale, kind, points, expected) in [
        (707, "V", -2, CurveKind::LvrtMustTrip, voltage, 8_800),
        (708, "V", -2, CurveKind::HvrtMustTrip, voltage, 8_800),
        (709, "Hz", -3, CurveKind::LfrtMustTrip, frequency, 58_500),
        (710, "Hz", -3, CurveKind::HfrtMustTrip, frequency, 58_500),
    ] {
        let mut models = inverter_7xx();
        models.push(curve_model(id, &[(&format!("{y}_SF"), scale), ("Tms_SF", -2)]));
        let allowed = Settings { ride_through: Some(RideThroughBounds::default()), ..settings(AssetKind::Pv) };
        let mut bench = Bench::with_settings(allowed, 40_000, models);
        let result = bench.setpoint(command(curve(kind, &points, 0)), false);
        assert_eq!(result.verdict, SetpointVerdict::Verified, "{kind:?}: {:?}", result.trace);
        let at = bench.address(id, &format!("Crv[1].MustTrip.Pt[2].{y}"));
        let wide = usize::from(y == "Hz");
        assert_eq!(bench.registers[at + wide], expected, "{kind:?}");
        assert_eq!(bench.register(id, "Ena"), 1, "{kind:?}");
    }
}

/// [CSIP BASIC-011]
#[test]
fn a_volt_watt_curve_is_stored_adopted_and_enabled() {
    let mut models = inverter_7xx();
    models.push(curve_model(706, &[("V_SF", -2), ("DeptRef_SF", -1), ("RspTms_SF", 0)]));
    let mut bench = Bench::new(AssetKind::Pv, models);
    let volt_watt = curve(CurveKind::VoltWatt, &[(10_600, 10_000), (11_000, 2_000)], 7);
    let result = bench.setpoint(command(volt_watt), false);
    assert_eq!(result.verdict, SetpointVerdict::Verified, "{:?}", result.trace);
    assert_eq!(bench.register(706, "Crv[1].ActPt"), 2);
    assert_eq!(bench.register(706, "Crv[1].Pt[2].V"), 11_000);
    assert_eq!(bench.register(706, "Crv[1].Pt[2].W"), 200);
    assert_eq!(bench.register(706, "Ena"), 1);
}
