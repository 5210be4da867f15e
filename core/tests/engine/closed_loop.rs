//! The loop over the meter, with a plant that lags and instruments that are read at different instants.

use crate::rig::*;
use tieline_core::engine::Input;

/// GEN-13: the export limit is tracked through a variable load. An inverter that takes a second or two to follow, a
/// meter and an inverter each read once a second, half a second apart.
#[test]
fn an_export_limit_is_tracked_through_a_variable_load() {
    const LIMIT: i64 = 1_500;
    let roof = pv("roof", 8_000);
    let mut rig = Rig::with(config(), vec![(roof.clone(), 8_000)]);
    rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(LIMIT)], vec![])])));
    let (mut w, mut over_ms) = (8_000, 0);
    for quarter in 0..1_200_u32 {
        let second = i64::from(quarter / 4);
        let load = [500, 4_000, 1_000, 6_000, 0, 2_500][(second / 50) as usize];
        let target = rig.limit("roof").min(8_000);
        w += (target - w) / 3;
        match quarter % 4 {
            0 => rig.sample(w - load),
            2 => rig.state(&roof, w),
            _ => {}
        }
        let settled = second % 50 >= 5;
        over_ms += if settled && w - load > LIMIT + 50 { 250 } else { 0 };
        let wanted = (LIMIT + load).min(8_000) - load;
        let reached = second % 50 < 20 || (w - load - wanted).abs() <= 200;
        assert!(reached, "at {second} s: {} W out, {wanted} W allowed", w - load);
        rig.pass(250);
    }
    assert_eq!(over_ms, 0, "5 s after a step of the load the export is inside its limit");
    let writes = rig.setpoints.iter().filter(|s| !s.renewal).count();
    assert!(writes < 90, "{writes} writes in five minutes");
}
