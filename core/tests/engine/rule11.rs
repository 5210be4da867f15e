//! Rule 11: first, do no harm.

use crate::rig::*;
use tieline_core::engine::{Input, SiteConfig};
use tieline_core::model::*;

fn held(modes: &[(Mode, ControlValue)]) -> ProgramSet {
    programs(vec![program(1, 1, modes, vec![])])
}

/// [design r11a]
#[test]
fn r11a_a_stale_meter_means_zero_load() {
    let (roof, home) = (pv("roof", 8_000), battery("home", 5_000));
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000), (home.clone(), 2_000)]);
    rig.meter(1_000);
    rig.feed(Input::Programs(held(&[export(1_000), watts(Mode::StorageTargetW, 2_000)])));
    assert!(rig.limit("roof") > 1_000);
    for _ in 0..7 {
        rig.pass(1_000);
        rig.state(&roof, 3_000);
        rig.state(&home, 0);
    }
    assert_eq!((rig.limit("roof"), rig.set("home")), (1_000, 0));
    assert!(rig.alarm_stands(&AlarmKind::MeterStale));
    rig.meter(-1_000);
    assert!(!rig.alarm_stands(&AlarmKind::MeterStale));
}

/// [design r11b]
#[test]
fn r11b_an_unproven_meter_closes_no_loop() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::new(config());
    rig.feed(Input::Asset(roof.clone()));
    rig.state(&roof, 8_000);
    rig.meter(5_000);
    rig.feed(Input::Programs(held(&[export(1_000)])));
    assert_eq!(rig.limit("roof"), 1_000, "the load of 3 kW is not believed");
    for _ in 0..12 {
        rig.pass(1_000);
        rig.state(&roof, 1_000);
        rig.meter(-2_000);
    }
    assert_eq!(rig.limit("roof"), 3_984, "the meter followed the step down");
}

/// [design r11b]
#[test]
fn r11b_a_reversed_meter_latches_the_safe_state() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::new(config());
    rig.feed(Input::Asset(roof.clone()));
    rig.feed(Input::Programs(held(&[export(1_000)])));
    for n in 0..40 {
        rig.pass(1_000);
        let power = if n / 5 % 2 == 0 { 1_000 } else { 0 };
        rig.state(&roof, power);
        rig.meter(-power);
    }
    assert!(rig.alarm_stands(&AlarmKind::MeterReversed));
    assert_eq!(rig.limit("roof"), 1_000);
}

/// What held is stored, and holds after a restart until the server is heard [design r11c].
#[test]
fn r11c_a_restart_relaxes_nothing() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    let set = programs(vec![program(1, 1, &[export(6_000)], vec![event(1, 0, 100, &[export(0)])])]);
    rig.feed(Input::Programs(set.clone()));
    assert_eq!(rig.limit("roof"), 0);
    let mut after = Rig::new(config());
    after.now = rig.now;
    after.pass(400_000);
    after.feed(Input::Restored(rig.records.clone()));
    after.feed(Input::Asset(roof.clone()));
    after.state(&roof, 4_000);
    assert_eq!(after.limit("roof"), 0, "the event is over, but nobody has been heard");
    after.feed(Input::Programs(set));
    after.pass(1_000);
    after.state(&roof, 0);
    assert_eq!(after.limit("roof"), 6_000);
    assert_eq!(after.life(1), ["completed"], "what was said is not said again");
}

/// Though the stored limit is looser, the default holds at boot.
#[test]
fn r11c_the_tighter_of_stored_and_default_holds_at_boot() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    let run = event(1, 0, 1_000, &[export(6_000)]);
    rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(1_500)], vec![run])])));
    assert_eq!(rig.site.limits(rig.now.mono).export, Some(Watts(6_000)));
    let mut after = Rig::new(config());
    after.now = rig.now;
    after.feed(Input::Restored(rig.records.clone()));
    assert_eq!(after.site.limits(after.now.mono).export, Some(Watts(1_500)));
}

/// [design r11f]
#[test]
fn r11f_a_battery_rests_between_charge_and_discharge() {
    let home = battery("home", 5_000);
    let mut rig = Rig::with(config(), vec![(home.clone(), -2_000)]);
    rig.meter(0);
    rig.feed(Input::Programs(held(&[watts(Mode::StorageTargetW, 2_000)])));
    assert_eq!(rig.set("home"), 0);
    for _ in 0..32 {
        rig.pass(1_000);
        rig.state(&home, 0);
        rig.meter(0);
    }
    assert_eq!(rig.set("home"), 2_000);
}

#[test]
fn r11f_a_silent_bms_moves_nothing() {
    let home = battery("home", 5_000);
    let mut rig = Rig::with(config(), vec![(home.clone(), 0)]);
    rig.meter(0);
    rig.pass(1_000);
    rig.feed(Input::Programs(held(&[watts(Mode::StorageTargetW, 2_000)])));
    assert_eq!(rig.set("home"), 2_000);
    for _ in 0..7 {
        rig.pass(1_000);
        rig.sample(0);
    }
    assert_eq!(rig.set("home"), 0);
}

/// [design r11g]
#[test]
fn r11g_an_accepted_write_is_not_believed() {
    let (east, west) = (pv("east", 4_000), pv("west", 4_000));
    let mut rig = Rig::with(config(), vec![(east.clone(), 4_000), (west.clone(), 4_000)]);
    rig.feed(Input::Programs(held(&[watts(Mode::GenLimW, 4_000)])));
    assert_eq!((rig.limit("east"), rig.limit("west")), (2_000, 2_000));
    for _ in 0..20 {
        rig.pass(1_000);
        rig.state(&east, 4_000);
        rig.state(&west, 2_000);
    }
    assert!(rig.alarm_stands(&AlarmKind::AssetDisobeys(asset_id("east"))));
    assert!(rig.limit("west") < 2_000, "the other gives way");
}

/// [design r11i]
#[test]
fn r11i_a_contested_asset_is_left_alone() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    rig.feed(Input::Programs(held(&[export(1_000)])));
    let sent = rig.sent("roof").clone();
    rig.feed(Input::Result(SetpointResult {
        seq: sent.seq,
        asset: sent.asset,
        verdict: SetpointVerdict::Contested { found: "WMaxLimPct=1000".into() },
        writes: 1,
        trace: Vec::new(),
        at: rig.now.wall,
        reversion: Reversion::Value,
    }));
    assert!(rig.alarm_stands(&AlarmKind::AssetContested(asset_id("roof"))));
    let before = rig.setpoints.len();
    for _ in 0..50 {
        rig.pass(1_000);
        rig.state(&roof, 4_000);
    }
    assert_eq!(rig.setpoints.len(), before);
}

/// A device without reversion values counts with its whole rating in the worst case (rule 2).
#[test]
fn r2_a_device_without_safe_reversion_takes_the_others_share() {
    let old = Asset { reversion: Reversion::TimerOnly, ..pv("old", 3_000) };
    let mut rig = Rig::with(config(), vec![(old, 0), (pv("new", 5_000), 0)]);
    rig.feed(Input::Programs(held(&[export(4_000)])));
    assert!(rig.alarm_stands(&AlarmKind::NoSafeReversion(asset_id("old"))));
    assert_eq!(rig.sent("new").lease.revert_limit_w, Watts(1_000));
}

#[test]
fn r3_installer_limits_hold_without_any_program() {
    let config = SiteConfig { installer_export: Some(Watts(2_000)), ..config() };
    let rig = Rig::with(config, vec![(pv("roof", 8_000), 0)]);
    assert_eq!(rig.limit("roof"), 2_000);
}

/// An asset in local control is written nothing; when it comes back it is told again at once (rule 11e).
#[test]
fn r11e_local_control_is_left_alone() {
    let (east, west) = (pv("east", 4_000), pv("west", 4_000));
    let mut rig = Rig::with(config(), vec![(east.clone(), 3_000), (west.clone(), 3_000)]);
    rig.feed(Input::Programs(held(&[watts(Mode::GenLimW, 4_000)])));
    let mut local = state(&east, 3_000, rig.now.mono);
    local.local = true;
    rig.pass(1_000);
    rig.feed(Input::AssetState(local));
    let to_east = |rig: &Rig| rig.setpoints.iter().filter(|s| s.asset == east.id).count();
    let before = to_east(&rig);
    assert_eq!(rig.limit("west"), 1_000, "what it gives is taken off the others");
    rig.to(2);
    assert_eq!(to_east(&rig), before);
    rig.state(&east, 3_000);
    assert_eq!(to_east(&rig), before + 1);
}
