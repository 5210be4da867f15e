//! Rule 3, hand-worked.

use crate::rig::*;
use tieline_core::engine::Input;
use tieline_core::model::*;

/// GEN-10: an active event of lower rank over a default of better rank, though the event is looser [CSIP GEN-10].
#[test]
fn r3_gen_10_an_active_event_beats_any_default() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(programs(vec![
        program(1, 1, &[share(Mode::MaxLimW, 3_000)], vec![]),
        program(2, 2, &[], vec![event(1, 10, 60, &[share(Mode::MaxLimW, 20_000)])]),
    ])));
    assert_eq!(rig.site.holding().net.now, Some(Watts(3_000)));
    assert_eq!(rig.limit("roof"), 3_000);
    rig.to(11);
    assert_eq!(rig.site.holding().net.now, Some(Watts(20_000)));
    rig.to(80);
    assert_eq!(rig.site.holding().net.now, Some(Watts(3_000)));
}

/// [design r3]
#[test]
fn r3_the_loser_has_no_effect_though_it_is_tighter() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    rig.feed(Input::Programs(programs(vec![
        program(1, 1, &[], vec![event(1, 0, 60, &[export(6_000)])]),
        program(2, 2, &[], vec![event(2, 0, 60, &[export(1_000)])]),
    ])));
    assert_eq!(rig.site.holding().export.now, Some(Watts(6_000)));
}

#[test]
fn r3_between_servers_the_tightest_holds() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 0)]);
    let set = |w| programs(vec![program(1, 1, &[export(w)], vec![])]);
    rig.feed(Input::Programs(set(6_000)));
    rig.feed(Input::Programs(from_server("retailer", set(2_000))));
    assert_eq!(rig.site.holding().export.now, Some(Watts(2_000)));
    rig.feed(Input::Programs(from_server("retailer", set(7_000))));
    assert_eq!(rig.site.holding().export.now, Some(Watts(6_000)));
}

#[test]
fn r3_any_false_ceases() {
    let mut rig = Rig::with(config(), vec![(pv("roof", 8_000), 5_000)]);
    let set = |yes| programs(vec![program(1, 1, &[(Mode::Energize, ControlValue::Permit(yes))], vec![])]);
    rig.feed(Input::Programs(set(true)));
    rig.feed(Input::Programs(from_server("retailer", set(false))));
    assert_eq!(rig.command("roof").energize, Some(false));
    assert_eq!(rig.limit("roof"), 0);
}
