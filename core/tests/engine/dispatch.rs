//! Targets and limits, split over the assets.

use crate::rig::*;
use tieline_core::engine::Input;
use tieline_core::model::*;

fn held(modes: &[(Mode, ControlValue)]) -> ProgramSet {
    programs(vec![program(1, 1, modes, vec![])])
}

/// MaxLimW is a share of the EndDevice's setMaxW, never copied across: 50 % of 10 kW over 6 kW and 2 kW.
/// [2030.5 opModMaxLimW; CSIP BASIC-010]
#[test]
fn max_lim_w_is_split_by_rating() {
    let mut rig = Rig::with(config(), vec![(pv("east", 6_000), 6_000), (pv("west", 2_000), 2_000)]);
    rig.feed(Input::Programs(held(&[share(Mode::MaxLimW, 5_000)])));
    assert_eq!((rig.limit("east"), rig.limit("west")), (3_750, 1_250));
    assert_eq!(rig.sent("east").lease.revert_limit_w, Watts(3_750));
}

/// The export limit leaves room for the load that the meter shows: 1 kW out, 3 kW of load, 4 kW of PV
/// less the 16 W that a decrease must be worth.
/// [CSIP-AUS opModExpLimW]
#[test]
fn export_limit_is_held_at_the_meter() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 8_000)]);
    rig.meter(5_000);
    rig.feed(Input::Programs(held(&[export(1_000)])));
    assert_eq!(rig.limit("roof"), 3_984);
    assert_eq!(rig.sent("roof").lease.revert_limit_w, Watts(1_000), "zero load is the worst case");
}

/// A load that falls is followed at once, one that rises after it has stayed for some seconds.
#[test]
fn less_load_tightens_at_once_and_more_loosens_later() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000)]);
    rig.meter(1_000);
    rig.feed(Input::Programs(held(&[export(1_000)])));
    assert_eq!(rig.limit("roof"), 3_984);
    rig.pass(1_000);
    rig.state(&roof, 4_000);
    rig.meter(2_000);
    assert!(rig.limit("roof") <= 3_000);
    for second in 0..8 {
        rig.pass(1_000);
        rig.state(&roof, 3_000);
        rig.meter(0);
        if second < 2 {
            assert!(rig.limit("roof") <= 3_000, "at {second} s");
        }
    }
    assert_eq!(rig.limit("roof"), 3_984);
}

/// GenLimW bounds the sum of generation whatever the house consumes [CSIP-AUS opModGenLimW].
#[test]
fn generation_limit_ignores_the_load() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 5_000)]);
    rig.meter(1_000);
    rig.feed(Input::Programs(held(&[watts(Mode::GenLimW, 2_500)])));
    assert_eq!(rig.limit("roof"), 2_500);
}

/// [2030.5 opModFixedW]
#[test]
fn fixed_w_discharges_beside_the_pv_and_is_clamped_by_the_bms() {
    let home = battery("home", 5_000);
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 1_000), (home.clone(), 0)]);
    rig.meter(0);
    rig.pass(1_000);
    rig.feed(Input::Programs(held(&[share(Mode::FixedW, 4_000)])));
    assert_eq!(rig.set("home"), 3_000);
    let mut weak = state(&home, 0, rig.now.mono);
    weak.battery =
        Some(BatteryState { soc: CentiPercent(500), charge_limit: Watts(5_000), discharge_limit: Watts(800) });
    weak.read_at = rig.now.mono;
    rig.feed(Input::AssetState(weak));
    assert_eq!(rig.set("home"), 800);
}

/// What is asked at the connection point is met by the battery beside load and PV, and no more than that flows out.
/// [OADR2b LOAD_DISPATCH]
#[test]
fn power_asked_for_at_the_connection_point_is_met_beside_load_and_sun() {
    let (roof, home) = (pv("roof", 8_000), battery("home", 5_000));
    // 1.5 kW of load and 1 kW of sun beside.
    for (asked, battery) in [(2_000, 2_500), (-3_000, -2_500)] {
        let mut rig = Rig::with(config(), vec![(roof.clone(), 1_000), (home.clone(), 0)]);
        rig.meter(-500);
        rig.pass(1_000);
        rig.feed(Input::Programs(held(&[watts(Mode::SiteTargetW, asked)])));
        assert_eq!(rig.set("home"), battery);
    }
    let mut alone = Rig::with(config(), vec![(roof.clone(), 6_000)]);
    alone.meter(5_000);
    alone.pass(1_000);
    alone.feed(Input::Programs(held(&[watts(Mode::SiteTargetW, 2_000)])));
    assert_eq!(alone.limit("roof"), 3_000, "without a battery the sun is held back");
}

/// Without a meter to rely on nobody knows what flows there: the battery rests, and that is told [design r11a].
#[test]
fn power_at_the_connection_point_needs_a_meter() {
    let mut rig = Rig::new(config());
    let home = battery("home", 5_000);
    rig.feed(Input::Asset(home.clone()));
    rig.state(&home, 0);
    rig.feed(Input::Programs(held(&[watts(Mode::SiteTargetW, 2_000)])));
    rig.to(10);
    assert!(rig.setpoints.iter().all(|setpoint| setpoint.command.set_w.is_none_or(|w| w.0 == 0)));
    assert!(rig.alarm_stands(&AlarmKind::Shortfall));
}

/// Where a limit is below the power asked for, the battery takes the difference up at once, before the PV has come down
/// [2030.5 opModFixedW; CSIP-AUS opModExpLimW].
#[test]
fn fixed_w_above_the_export_limit_charges_by_the_difference() {
    let (roof, home) = (pv("roof", 8_000), battery("home", 5_000));
    let mut rig = Rig::with(config(), vec![(roof.clone(), 4_000), (home.clone(), -800)]);
    rig.meter(1_400);
    rig.feed(Input::Programs(held(&[share(Mode::FixedW, 3_200), export(1_400)])));
    assert_eq!(rig.set("home"), -816, "1,400 W of 3,200 W go out, 16 W for small decreases that are not written");
    rig.pass(1_000);
    rig.state(&roof, 4_000);
    rig.state(&home, -816);
    rig.meter(2_384);
    assert_eq!(rig.set("home"), -1_816, "the load fell by 1,000 W");
    assert_eq!(rig.limit("roof"), 3_000, "nobody counts on a battery before it is seen to charge");
}

/// While the battery rests before it may charge, the PV alone gives what is asked; then the battery takes up the rest, so
/// that no sun is turned down for good [2030.5 opModFixedW; design r11f].
#[test]
fn fixed_w_counts_on_no_charging_while_the_battery_rests() {
    let (roof, home) = (pv("roof", 8_000), battery("home", 5_000));
    let mut rig = Rig::with(config(), vec![(roof.clone(), 1_000), (home.clone(), 0)]);
    rig.meter(0);
    rig.pass(1_000);
    rig.feed(Input::Programs(held(&[share(Mode::FixedW, 3_000)])));
    assert_eq!(rig.set("home"), 2_000);
    let mut given = Vec::new();
    for second in 0..60 {
        rig.pass(500);
        let sun = if second < 5 { 1_000 } else { 6_000 };
        let limited = rig.setpoints.iter().any(|setpoint| setpoint.asset == roof.id);
        let (pv, stored) = (if limited { sun.min(rig.limit("roof")) } else { sun }, rig.set("home"));
        rig.state(&roof, pv);
        rig.state(&home, stored);
        rig.meter(pv + stored - 500);
        given.push((pv, stored));
    }
    let rests: Vec<_> = given.iter().filter(|(_, stored)| *stored == 0).collect();
    assert!(rests.len() >= 25, "{given:?}");
    // The sun comes back a sample before the battery is seen to be able to take it up.
    assert!(rests.iter().filter(|(pv, _)| *pv > 3_000).count() <= 1, "{given:?}");
    assert_eq!(given.last(), Some(&(6_000, -3_000)), "{given:?}");
}

/// A negative FixedW is a share of setMaxChargeRateW: -40 % of 5 kW [X18 opModFixedW].
#[test]
fn a_negative_fixed_w_charges() {
    let mut rig = Rig::with(config(), vec![(battery("home", 5_000), 0)]);
    rig.meter(0);
    rig.pass(1_000);
    rig.feed(Input::Programs(held(&[share(Mode::FixedW, -4_000)])));
    assert_eq!(rig.set("home"), -2_000);
}

/// LoadLimW bounds controllable consumption, ImpLimW the connection point [CSIP-AUS].
/// [CSIP-AUS opModLoadLimW, opModStorageTargetW]
#[test]
fn load_and_import_limits_bound_charging() {
    let target = watts(Mode::StorageTargetW, -5_000);
    let mut rig = Rig::with(config(), vec![(battery("home", 5_000), 0)]);
    rig.meter(-1_000);
    rig.feed(Input::Programs(held(&[target.clone(), watts(Mode::LoadLimW, 1_500)])));
    assert_eq!(rig.set("home"), -1_500);
    let mut rig = Rig::with(config(), vec![(battery("home", 5_000), 0)]);
    rig.meter(-1_000);
    rig.feed(Input::Programs(held(&[target, watts(Mode::ImpLimW, 3_000)])));
    assert_eq!(rig.set("home"), -2_000);
}

/// An import limit that the load alone breaks is met from the battery [CSIP-AUS opModImpLimW].
#[test]
fn an_import_limit_is_met_by_discharging() {
    let mut rig = Rig::with(config(), vec![(battery("home", 5_000), 0)]);
    rig.meter(-8_000);
    rig.pass(1_000);
    rig.feed(Input::Programs(held(&[watts(Mode::ImpLimW, 5_000)])));
    assert_eq!(rig.set("home"), 3_000);
}

/// Fixed var beside a fixed power factor: the smaller magnitude. At 4 kW a factor of 0.8 makes 3 kvar.
#[test]
fn r3_the_smaller_var_magnitude_holds() {
    let pf = PowerFactor { displacement: 8_000, absorbing: false };
    for (asked, var_wins) in [(2_000, true), (3_500, false)] {
        let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 4_000)]);
        rig.feed(Input::Programs(held(&[
            (Mode::TargetVar, ControlValue::Vars(Vars(asked))),
            (Mode::FixedPfInject, ControlValue::PowerFactor(pf)),
        ])));
        let command = rig.command("roof");
        assert_eq!(command.set_var.is_some(), var_wins);
        assert_eq!(command.pf_inject.is_some(), !var_wins);
    }
}

/// The site limit ramps by setGradW; the assets follow it [X18 setGradW; CSIP BASIC-007].
#[test]
fn basic_007_a_limit_moves_by_its_gradient() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 10_000), 8_000)]);
    let mut set = programs(vec![program(1, 1, &[export(8_000)], vec![event(1, 10, 60, &[export(2_000)])])]);
    if let Some(default) = &mut set.programs[0].default {
        default.set_grad_w = Some(CentiPercent(1_000));
    }
    rig.meter(8_000);
    rig.feed(Input::Programs(set));
    let at = |rig: &Rig| rig.site.limits(rig.now.mono).export.map(|w| w.0);
    assert_eq!(at(&rig), Some(8_000));
    rig.to(12);
    assert_eq!(at(&rig), Some(6_000));
    rig.to(17);
    assert_eq!(at(&rig), Some(2_000));
    rig.to(72);
    assert_eq!(at(&rig), Some(4_000));
}

/// rampTms replaces the gradient [X18 rampTms].
/// [2030.5 rampTms]
#[test]
fn ramp_tms_replaces_the_gradient() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 10_000), 8_000)]);
    let mut run = event(1, 10, 60, &[export(2_000)]);
    run.control.ramp_centiseconds = Some(600);
    rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(8_000)], vec![run])])));
    rig.to(13);
    assert_eq!(rig.site.limits(rig.now.mono).export, Some(Watts(5_000)));
}

/// A gap of four seconds between two events is no dip (open-dynamic-export #75).
#[test]
fn a_tiny_gap_between_events_does_not_dip() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 10_000), 8_000)]);
    let events = vec![event(1, 0, 30, &[export(2_000)]), event(2, 34, 30, &[export(2_000)])];
    rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(9_000)], events)])));
    for second in 1..60 {
        rig.to(second);
        assert_eq!(rig.site.limits(rig.now.mono).export, Some(Watts(2_000)), "at {second} s");
    }
    rig.to(65);
    assert_eq!(rig.site.limits(rig.now.mono).export, Some(Watts(9_000)));
}

/// Ceasing to energise never ramps [2030.5 opModEnergize].
#[test]
fn ceasing_never_ramps() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 10_000), 8_000)]);
    let cease = event(1, 10, 60, &[(Mode::Energize, ControlValue::Permit(false))]);
    let mut set = programs(vec![program(1, 1, &[export(8_000)], vec![cease])]);
    if let Some(default) = &mut set.programs[0].default {
        default.set_grad_w = Some(CentiPercent(27));
    }
    rig.feed(Input::Programs(set));
    rig.to(10);
    assert_eq!((rig.limit("roof"), rig.command("roof").energize), (0, Some(false)));
    rig.to(71);
    assert_eq!(rig.command("roof").energize, Some(true));
    assert!(rig.limit("roof") < 200, "the way back is soft");
}

#[test]
fn writes_are_few_and_leases_are_renewed_at_half_time() {
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 3_000)]);
    rig.meter(1_000);
    rig.feed(Input::Programs(held(&[export(1_000)])));
    let first = rig.setpoints.len();
    for n in 0..60 {
        rig.pass(1_000);
        rig.state(&roof, 3_000);
        rig.meter(1_000 + n % 3);
    }
    let renewals = rig.setpoints.len() - first;
    assert!((1..=3).contains(&renewals), "{renewals} writes in a minute of nothing new");
    assert!(rig.setpoints.iter().all(|s| (30..=60).contains(&s.lease.seconds)));
}
