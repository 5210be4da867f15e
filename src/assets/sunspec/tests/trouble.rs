//! Devices that stall, lie, restart, are contested or in local control.

use super::super::*;
use super::bench::{Bench, Fault, blank, inverter_7xx, settings, with};
use tieline_core::model::{AlarmKind, AssetCommand, SetpointVerdict};

fn limit(w: i64) -> AssetCommand {
    AssetCommand { limit_w: Some(Watts(w)), ..AssetCommand::default() }
}

#[test]
fn a_stalled_device_is_unreachable_and_gets_its_limit_when_it_comes_back() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.fault = Fault::Stall;
    assert_eq!(bench.command(limit(3_000)), SetpointVerdict::Unreachable);
    assert!(!bench.last_state().online);
    let asset = settings(AssetKind::Pv).asset;
    assert_eq!(bench.alarms(), [(AlarmKind::AssetUnreachable(asset.clone()), true)]);
    bench.fault = Fault::None;
    bench.pass(20_000);
    assert!(bench.last_state().online);
    assert_eq!(bench.register(704, "WMaxLimPct"), 300);
    assert_eq!(bench.alarms().last(), Some(&(AlarmKind::AssetUnreachable(asset), false)));
}

#[test]
fn r11i_a_device_that_lies_is_contested_after_one_more_try() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.fault = Fault::Lie;
    let result = bench.setpoint(limit(3_000), false);
    assert!(matches!(result.verdict, SetpointVerdict::Contested { found } if found == "704.WMaxLimPct=1000"));
    assert_eq!(result.writes, 4);
    let writes = bench.written.len();
    assert!(matches!(bench.command(limit(2_900)), SetpointVerdict::Contested { .. }));
    assert_eq!(bench.written.len(), writes, "hands off");
    bench.pass(2_000);
    assert!(bench.last_state().local);
    bench.fault = Fault::None;
    bench.pass(30_000);
    assert_eq!(bench.command(limit(2_800)), SetpointVerdict::Verified);
}

#[test]
fn a_setpoint_that_a_newer_one_overtakes_is_replaced_not_rejected() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let results = bench.send_at_once([limit(3_000), limit(2_900), limit(2_800)]);
    let verdicts: Vec<_> = results.into_iter().map(|result| (result.seq, result.writes, result.verdict)).collect();
    assert_eq!(verdicts, [(2, 0, SetpointVerdict::Replaced { by: 3 })], "the first one is under way");
}

#[test]
fn a_refused_write_is_rejected_with_its_exception() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.fault = Fault::Refuse(3);
    let verdict = bench.command(limit(3_000));
    assert!(matches!(verdict, SetpointVerdict::Rejected { reason } if reason.starts_with("exception 3 writing 704.")));
}

#[test]
fn r11c_a_device_that_lost_its_limit_gets_it_again() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.command(limit(3_000));
    bench.set_register(704, "WMaxLimPctEna", 0);
    bench.pass(1_500);
    assert_eq!(bench.register(704, "WMaxLimPctEna"), 1);
    assert_eq!(bench.alarms(), []);
    bench.set_register(704, "WMaxLimPct", 900);
    bench.pass(1_500);
    let asset = settings(AssetKind::Pv).asset;
    assert!(bench.alarms().contains(&(AlarmKind::AssetContested(asset), true)));
    assert_eq!(bench.register(704, "WMaxLimPct"), 900);
}

#[test]
fn a_changed_chain_is_discovered_again() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    bench.command(limit(3_000));
    let mut models = inverter_7xx();
    models.insert(1, blank(122, &[]));
    (bench.registers, bench.models) = (tieline_schemas::sunspec::chain(&models), models);
    bench.pass(5_000);
    assert_eq!(bench.register(704, "WMaxLimPct"), 300, "the lease still runs");
}

#[test]
fn r11e_local_control_is_left_alone() {
    let mut models = inverter_7xx();
    models.push(with(blank(715, &[]), &[("LocRemCtl", 1)]));
    let mut bench = Bench::new(AssetKind::Pv, models);
    assert!(bench.last_state().local);
    assert!(matches!(bench.command(limit(3_000)), SetpointVerdict::Rejected { reason } if reason.contains("local")));
    assert!(bench.written.is_empty());
    bench.set_register(715, "LocRemCtl", 0);
    bench.pass(1_500);
    assert!(!bench.last_state().local);
    assert_eq!(bench.command(limit(3_000)), SetpointVerdict::Verified);
}

/// [2030.5 DERStatus.alarmStatus]
#[test]
fn a_fault_is_raised_once_and_cleared_once() {
    let mut bench = Bench::new(AssetKind::Pv, inverter_7xx());
    let at = bench.address(701, "Alrm") + 1;
    bench.registers[at] = 1 << 8;
    bench.pass(5_000);
    assert!(bench.last_state().connect.fault);
    bench.registers[at] = 0;
    bench.pass(5_000);
    let asset = settings(AssetKind::Pv).asset;
    let kind = AlarmKind::AssetFault(asset, 3);
    assert_eq!(bench.alarms(), [(kind.clone(), true), (kind, false)]);
}
