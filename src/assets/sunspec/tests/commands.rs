//! What commands become on the wire, and what registers become in the model, for either sign.

use super::super::*;
use super::bench::{Bench, blank, inverter_7xx, settings, with};
use tieline_core::model::{
    AssetCommand, CentiPercent, Millihertz, Millivolts, Reversion, SetpointVerdict, Vars, WattHours,
};

fn limit(w: i64) -> AssetCommand {
    AssetCommand { limit_w: Some(Watts(w)), ..AssetCommand::default() }
}

#[test]
fn discovers_and_reads_a_7xx_inverter() {
    let bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let asset = bench.asset();
    assert_eq!(asset.rating.max_w, Watts(10_000));
    assert_eq!(asset.rating.max_var, Vars(4_400));
    assert_eq!(asset.reversion, Reversion::Value);
    assert!(asset.capability.limit_w && asset.capability.set_w && asset.capability.energize);
    assert!(!asset.capability.isolate);
    let reading = bench.last_reading();
    assert_eq!((reading.w, reading.var), (Watts(4_000), Some(Vars(-250))));
    assert_eq!((reading.voltage, reading.frequency), (Some(Millivolts(230_100)), Some(Millihertz(50_020))));
    assert_eq!(reading.exported, Some(WattHours(123_456)));
    assert!(bench.last_state().connect.connected);
}

#[test]
fn discovers_at_every_base_and_without_an_end_model() {
    for base in [40_000, 0, 50_000] {
        let bench = Bench::with_settings(settings(AssetKind::Pv), base, inverter_7xx());
        assert_eq!(bench.asset().rating.max_w, Watts(10_000), "{base}");
    }
    let mut bench = Bench::with_settings(settings(AssetKind::Pv), 7, inverter_7xx());
    assert!(bench.out.iter().all(|output| !matches!(output, Output::Discovered(_))));
    (bench.base, bench.registers) = (40_000, bench.registers[..bench.registers.len() - 2].to_vec());
    bench.pass(60_000);
    assert_eq!(bench.asset().rating.max_w, Watts(10_000));
}

/// [design r2]
#[test]
fn r2_value_and_reversion_come_before_enable_and_are_read_back() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let result = bench.setpoint(limit(5_009), false);
    assert_eq!(result.verdict, SetpointVerdict::Verified);
    assert_eq!((result.writes, result.reversion), (2, Reversion::Value));
    let at = |path| 40_000 + bench.address(704, path) as u16;
    // 50.09 % at a resolution of 0.1 % is 50.0 %, never 50.1 %; the reversion of 1 kW is 10.0 %.
    assert_eq!(bench.written, [(at("WMaxLimPct"), vec![500, 100, 1, 0, 60]), (at("WMaxLimPctEna"), vec![1])]);
    assert!(result.trace.contains(&"wrote 704.WMaxLimPct=500".to_owned()), "{:?}", result.trace);
    assert!(result.trace.contains(&"read back 704.WMaxLimPctEna=1".to_owned()), "{:?}", result.trace);
}

/// [design r11h]
#[test]
fn r11h_nothing_is_written_without_need() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.command(limit(5_000));
    let again = bench.setpoint(limit(5_000), false);
    assert_eq!((again.verdict, again.writes), (SetpointVerdict::Verified, 0));
    let renewed = bench.setpoint(limit(5_000), true);
    assert_eq!((renewed.verdict, renewed.writes), (SetpointVerdict::Verified, 2));
}

#[test]
fn a_limit_that_is_no_longer_asked_for_is_switched_off() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.command(limit(5_000));
    assert_eq!(bench.command(AssetCommand::default()), SetpointVerdict::Verified);
    assert_eq!(bench.register(704, "WMaxLimPctEna"), 0);
}

#[test]
fn power_and_vars_of_either_sign_and_a_setpoint_under_its_limit() {
    let mut bench = Bench::new(AssetKind::Battery, inverter_7xx());
    let charge = AssetCommand { set_w: Some(Watts(-3_000)), set_var: Some(Vars(-200)), ..AssetCommand::default() };
    assert_eq!(bench.command(charge), SetpointVerdict::Verified);
    assert_eq!(bench.register(704, "WSetEna"), 1);
    let at = bench.address(704, "WSet");
    assert_eq!(bench.registers[at..at + 2], [0xFFFF, 0xF448]);
    let at = bench.address(704, "VarSet");
    assert_eq!(bench.registers[at..at + 2], [0xFFFF, 0xFF38]);
    let over = AssetCommand { set_w: Some(Watts(9_000)), limit_w: Some(Watts(2_000)), ..AssetCommand::default() };
    assert_eq!(bench.command(over), SetpointVerdict::Verified);
    let at = bench.address(704, "WSet");
    assert_eq!(bench.registers[at..at + 2], [0, 2_000]);
    assert_eq!(bench.register(704, "VarSetEna"), 0);
}

/// [2030.5 opModFixedPFInjectW; CSIP BASIC-008]
#[test]
fn a_power_factor_is_written_as_its_sync_group() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let pf = tieline_core::model::PowerFactor { displacement: 9_500, absorbing: true };
    let command = AssetCommand { pf_inject: Some(pf), ..AssetCommand::default() };
    assert_eq!(bench.command(command), SetpointVerdict::Verified);
    let at = 40_000 + bench.address(704, "PFWInj.PF") as u16;
    assert!(bench.written.contains(&(at, vec![950, 1])), "{:?}", bench.written);
}

#[test]
fn a_missing_scale_factor_makes_the_write_not_supported() {
    let mut models = inverter_7xx();
    models[4].set_raw("WMaxLimPct_SF", None).expect("fits");
    let mut bench = Bench::new(AssetKind::Pv, models);
    assert!(!bench.asset().capability.limit_w);
    assert!(matches!(bench.command(limit(5_000)), SetpointVerdict::NotSupported { what } if what.contains("limit_w")));
    assert!(bench.written.is_empty());
}

/// [2030.5 opModEnergize]
#[test]
fn cease_and_permit_go_to_703() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let energize = |on| AssetCommand { energize: Some(on), ..AssetCommand::default() };
    assert_eq!(bench.command(energize(false)), SetpointVerdict::Verified);
    assert_eq!(bench.register(703, "ES"), 0);
    assert_eq!(bench.command(energize(true)), SetpointVerdict::Verified);
    assert_eq!(bench.register(703, "ES"), 1);
    let connect = AssetCommand { connect: Some(false), ..AssetCommand::default() };
    assert!(matches!(bench.command(connect), SetpointVerdict::NotSupported { .. }));
}

/// [design r11e]
#[test]
fn r11e_a_device_that_was_stopped_on_site_is_not_started_again() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let permitted = AssetCommand { energize: Some(true), ..limit(5_000) };
    assert_eq!(bench.command(permitted.clone()), SetpointVerdict::Verified);
    bench.set_register(703, "ES", 0);
    bench.pass(3_000);
    assert_eq!(bench.setpoint(permitted, true).verdict, SetpointVerdict::Verified);
    assert_eq!(bench.register(703, "ES"), 0);
}

#[test]
fn a_704_without_scale_factor_falls_back_to_123() {
    let mut models = inverter_7xx();
    models[4].set_raw("WMaxLimPct_SF", None).expect("fits");
    models.push(inverter_1xx().remove(3));
    let mut bench = Bench::new(AssetKind::Pv, models);
    assert!(bench.asset().capability.limit_w);
    assert_eq!(bench.asset().reversion, Reversion::TimerOnly);
    assert_eq!(bench.command(limit(2_000)), SetpointVerdict::Verified);
    assert_eq!((bench.register(123, "WMaxLimPct"), bench.register(123, "WMaxLim_Ena")), (20, 1));
}

fn inverter_1xx() -> Vec<tieline_schemas::sunspec::Image> {
    let controls = [
        ("Conn", 1),
        ("WMaxLimPct", 100),
        ("WMaxLimPct_RvrtTms", 0),
        ("WMaxLim_Ena", 0),
        ("OutPFSet_Ena", 0),
        ("VArPct_Ena", 0),
        ("WMaxLimPct_SF", 0),
    ];
    vec![
        blank(1, &[]),
        with(blank(103, &[]), &[("W", 300), ("W_SF", 1), ("WH", 9), ("WH_SF", 3), ("St", 4), ("Evt1", 1 << 10)]),
        with(blank(120, &[]), &[("WRtg", 800), ("WRtg_SF", 1)]),
        with(blank(123, &[]), &controls),
    ]
}

#[test]
fn r2_a_1xx_inverter_has_no_safe_reversion_unless_the_installer_set_a_limit() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_1xx());
    assert_eq!(bench.asset().reversion, Reversion::TimerOnly);
    assert_eq!(bench.last_reading().w, Watts(3_000));
    assert_eq!(bench.last_reading().exported, Some(WattHours(9_000)));
    assert_eq!(bench.last_state().faults.0, 1 << 1);
    let result = bench.setpoint(limit(2_000), false);
    assert_eq!((result.verdict, result.reversion), (SetpointVerdict::Verified, Reversion::TimerOnly));
    assert_eq!(bench.register(123, "WMaxLimPct"), 25);
    assert_eq!(bench.register(123, "WMaxLimPct_RvrtTms"), 60);
    let installed = Settings { installer_limit: Some(Watts(1_500)), ..settings(AssetKind::Pv) };
    let bench = Bench::with_settings(installed, 40_000, inverter_1xx());
    assert_eq!(bench.asset().reversion, Reversion::InstallerLimit(Watts(1_500)));
}

#[test]
fn a_1xx_scale_factor_that_changes_is_read_before_the_write() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_1xx());
    bench.set_register(123, "WMaxLimPct_SF", 0xFFFE);
    assert_eq!(bench.command(limit(2_000)), SetpointVerdict::Verified);
    assert_eq!(bench.register(123, "WMaxLimPct"), 2_500);
}

#[test]
fn a_1xx_battery_is_held_by_a_window_of_one_value() {
    let storage = [
        ("WChaMax", 5_000),
        ("WChaMax_SF", 0),
        ("StorCtl_Mod", 0),
        ("OutWRte", 100),
        ("InWRte", 100),
        ("InOutWRte_SF", -2),
        ("ChaState", 5_550),
        ("ChaState_SF", -2),
        ("InOutWRte_RvrtTms", 0),
    ];
    let mut models = inverter_1xx();
    models.push(with(blank(124, &[]), &storage));
    let mut bench = Bench::new(AssetKind::Battery, models);
    assert_eq!(bench.last_state().battery.map(|battery| battery.soc), Some(CentiPercent(5_550)));
    let set = |w| AssetCommand { set_w: Some(Watts(w)), ..AssetCommand::default() };
    assert_eq!(bench.command(set(2_500)), SetpointVerdict::Verified);
    let rates = |bench: &Bench| (bench.register(124, "OutWRte") as i16, bench.register(124, "InWRte") as i16);
    assert_eq!(rates(&bench), (5_000, -5_000));
    assert_eq!(bench.command(set(-1_000)), SetpointVerdict::Verified);
    assert_eq!(rates(&bench), (-2_000, 2_000));
}

#[test]
fn a_meter_of_either_sign_reads_the_same() {
    let meter = |w: i64| {
        let values = [("W", w), ("W_SF", 0), ("TotWhExp", 70), ("TotWhImp", 900), ("TotWh_SF", 1)];
        vec![blank(1, &[]), with(blank(203, &[]), &values)]
    };
    let export_positive = Settings { meter_sign: MeterSign::ExportPositive, ..settings(AssetKind::SiteMeter) };
    for (settings, raw) in [(settings(AssetKind::SiteMeter), -1_200), (export_positive, 1_200)] {
        let reading = Bench::with_settings(settings, 40_000, meter(raw)).last_reading();
        assert_eq!(reading.w, Watts(1_200));
        assert_eq!(reading.exported, Some(WattHours(700)));
        assert_eq!(reading.imported, Some(WattHours(9_000)));
        assert!(matches!(reading.source, tieline_core::model::ReadingSource::Site(_)));
    }
}
