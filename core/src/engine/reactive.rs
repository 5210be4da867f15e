//! Reactive power, droop and curves: passed to what can do them.

use super::dispatch::Scene;
use super::fill::{Vessel, fill};
use super::unit::Unit;
use crate::model::{AssetCommand, PowerFactor, Vars};

/// The vars of each unit, where vars are asked for.
pub(crate) fn shares(scene: &Scene<'_>) -> Option<Vec<Vars>> {
    let asked = scene.holding.reactive.var?;
    let injecting = asked.0 >= 0;
    let vessels: Vec<Vessel> = scene.units.iter().map(|unit| vessel(unit, injecting)).collect();
    let shares = fill(asked.0.abs(), &vessels);
    let sign = if injecting { 1 } else { -1 };
    Some(shares.into_iter().map(|share| Vars(share * sign)).collect())
}

fn vessel(unit: &Unit, injecting: bool) -> Vessel {
    let rating = &unit.asset.rating;
    let most = if injecting { rating.max_var } else { rating.max_var_absorbed };
    let most = if unit.asset.capability.set_var { most.0.max(0) } else { 0 };
    Vessel { least: 0, most, weight: most }
}

/// Adds what unit `i` can do of it to its command. A fixed var beside a fixed power factor: the smaller magnitude holds
/// (rule 3) [X18 DERControlBase].
pub(crate) fn fill_in(scene: &Scene<'_>, i: usize, vars: &Option<Vec<Vars>>, command: &mut AssetCommand) {
    let unit = &scene.units[i];
    let can = &unit.asset.capability;
    let asked = &scene.holding.reactive;
    let var = vars.as_ref().and_then(|v| v.get(i)).copied().filter(|_| can.set_var);
    let pf = if unit.w().0 < 0 { asked.pf_absorb } else { asked.pf_inject };
    let pf_is_less = match (var, pf.filter(|_| can.set_pf)) {
        (Some(var), Some(pf)) => magnitude(pf, unit.w().0) < var.0.abs(),
        (None, Some(_)) => asked.share_available.is_none(),
        _ => false,
    };
    if pf_is_less {
        command.pf_inject = asked.pf_inject;
        command.pf_absorb = asked.pf_absorb;
    } else if var.is_some() {
        command.set_var = var;
    } else if can.set_var {
        command.set_var_share_available = asked.share_available;
    }
    command.freq_droop = scene.holding.freq_droop.filter(|_| can.freq_droop);
    let adopts = |kind: crate::model::CurveKind| can.curves & (1 << kind.number()) != 0;
    let curves = scene.holding.curves.iter().filter(|curve| adopts(curve.kind));
    command.curves.extend(curves.cloned());
}

/// Vars at power `w` with that power factor, a magnitude, rounded down: `|w| * sqrt(1 - pf^2) / pf`.
fn magnitude(pf: PowerFactor, w: i64) -> i64 {
    let (whole, part) = (10_000_i128, i128::from(pf.displacement).clamp(1, 10_000));
    let rest = (whole * whole - part * part).isqrt();
    i64::try_from(i128::from(w).abs() * rest / part).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vars_of_a_power_factor_are_the_hand_worked_ones() {
        let pf = |displacement| PowerFactor { displacement, absorbing: false };
        assert_eq!(magnitude(pf(8_000), 4_000), 3_000);
        assert_eq!(magnitude(pf(10_000), 4_000), 0);
    }
}
