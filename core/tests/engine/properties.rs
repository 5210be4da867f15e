//! What holds for any numbers: water-filling, and setpoints of any site under any limit.

use crate::rig::*;
use proptest::prelude::*;
use tieline_core::engine::{Input, Vessel, fill};
use tieline_core::model::*;

fn vessels() -> impl Strategy<Value = Vec<Vessel>> {
    let vessel = (0..5_000_i64, 0..5_000_i64, 0..10_i64).prop_map(|(least, more, weight)| Vessel {
        least,
        most: least + more,
        weight,
    });
    prop::collection::vec(vessel, 1..12)
}

proptest! {
    #[test]
    fn filling_breaks_no_bound_and_keeps_the_sum(total in 0..80_000_i64, vessels in vessels()) {
        let shares = fill(total, &vessels);
        for (share, vessel) in shares.iter().zip(&vessels) {
            prop_assert!((vessel.least..=vessel.most).contains(share));
        }
        let least: i64 = vessels.iter().map(|v| v.least).sum();
        let most: i64 = vessels.iter().map(|v| if v.weight > 0 { v.most } else { v.least }).sum();
        prop_assert_eq!(shares.iter().sum::<i64>(), total.clamp(least, most));
    }

    #[test]
    fn equal_vessels_get_equal_shares(total in 0..40_000_i64, n in 1..9_usize, most in 1..5_000_i64) {
        let shares = fill(total, &vec![Vessel { least: 0, most, weight: 3 }; n]);
        let (low, high) = (shares.iter().min(), shares.iter().max());
        prop_assert!(high.zip(low).is_some_and(|(high, low)| high - low <= 1));
    }

    #[test]
    fn more_to_fill_empties_no_vessel(total in 0..40_000_i64, more in 0..5_000_i64, vessels in vessels()) {
        let (before, after) = (fill(total, &vessels), fill(total + more, &vessels));
        for (before, after) in before.iter().zip(&after) {
            // A watt of rounding may move between two vessels.
            prop_assert!(*after >= before - 1);
        }
    }

    /// Rule 2: every setpoint has a lease of 30 to 60 s, a battery reverts to 0 W, and all reversions together respect
    /// the site's limit at zero load; rule 3: so do the commands when no meter can be relied upon [design r2].
    #[test]
    fn r2_leases_and_reversions_of_any_site(
        ratings in prop::collection::vec(500..12_000_i64, 1..6),
        limit in 0..30_000_i64,
        default in 0..30_000_i64,
        lease in 0..300_u16,
    ) {
        let assets: Vec<(Asset, i64)> = ratings.iter().enumerate().map(|(i, w)| (pv(&format!("pv-{i}"), *w), *w)).collect();
        let mut config = config();
        config.lease_s = lease;
        let mut rig = Rig::with(config, [assets, vec![(battery("home", 5_000), 0)]].concat());
        let run = event(1, 0, 600, &[export(limit)]);
        rig.feed(Input::Programs(programs(vec![program(1, 1, &[export(default)], vec![run])])));
        rig.to(3);
        prop_assert!(rig.setpoints.iter().all(|s| (30..=60).contains(&s.lease.seconds)));
        prop_assert!(rig.setpoints.iter().all(|s| s.lease.revert_set_w == Watts::ZERO));
        // One whose share is all that it can give needs no order, and gives at most its rating.
        let sum_of = |of: fn(&Setpoint) -> Watts| -> i64 {
            let sent = |i: usize| rig.setpoints.iter().rev().find(|s| s.asset == asset_id(&format!("pv-{i}")));
            ratings.iter().enumerate().map(|(i, rating)| sent(i).map_or(*rating, |s| of(s).0)).sum()
        };
        let total: i64 = ratings.iter().sum();
        if limit.min(default) < total {
            let reverts = sum_of(|s| s.lease.revert_limit_w);
            prop_assert!(reverts <= limit.min(default), "{reverts} W");
        }
        if limit < total {
            let limits = sum_of(|s| s.command.limit_w.unwrap_or(Watts(i64::MAX)));
            prop_assert!(limits <= limit, "{limits} W");
        }
    }
}
