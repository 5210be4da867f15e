//! Whether an asset does what it accepted (rules 11g and 11i).
//! [design r11g]

use super::lease::decrease_band;
use super::unit::{Sent, Unit};
use crate::model::{Mono, SetpointVerdict, Watts};

/// How long nothing but renewals of nothing is sent to an asset that somebody else writes to.
const BACK_OFF_MS: u64 = 60_000;
/// The longest back-off after repeated conflicts.
const BACK_OFF_MAX_MS: u64 = 960_000;
/// Power may differ by this much from what was asked, in parts of a hundred of the rating.
const TOLERANCE_PERCENT: i64 = 3;
/// The smallest difference that counts.
const TOLERANCE_MIN_W: i64 = 50;

/// What was seen of an asset's obedience.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch {
    /// Since when power has been off what was asked.
    off_since: Option<Mono>,
    pub(crate) disobeys: bool,
    contested_until: Option<Mono>,
    conflicts: u32,
    offset: Watts,
}

impl Watch {
    /// Whether the gateway stays away from it (rule 11i).
    pub(crate) fn contested(&self, now: Mono) -> bool {
        self.contested_until.is_some_and(|until| now < until)
    }

    /// Until when it stays away.
    pub(crate) fn contested_until(&self) -> Option<Mono> {
        self.contested_until
    }

    /// By how much it stays above what it is told, within what counts as obeying.
    pub(crate) fn offset(&self) -> Watts {
        self.offset
    }

    /// Takes the driver's report on a setpoint.
    pub(crate) fn report(&mut self, verdict: &SetpointVerdict, now: Mono) {
        match verdict {
            SetpointVerdict::Contested { .. } => {
                let ms = (BACK_OFF_MS << self.conflicts.min(4)).min(BACK_OFF_MAX_MS);
                self.conflicts = self.conflicts.saturating_add(1);
                self.contested_until = Some(now.plus_ms(ms));
            }
            SetpointVerdict::Verified => {
                self.conflicts = 0;
                self.contested_until = None;
            }
            _ => {}
        }
    }
}

/// By how much measured power is past what was asked of the unit, 0 when it obeys: above a limit, or further from zero
/// than a setpoint.
pub(crate) fn excess(unit: &Unit) -> Watts {
    let (Some(sent), Some(state)) = (&unit.sent, &unit.state) else {
        return Watts::ZERO;
    };
    let w = state.w;
    let over_limit = sent.command.limit_w.map_or(Watts::ZERO, |limit| w - limit);
    let over_set = sent.command.set_w.map_or(Watts::ZERO, |set| {
        if set.0 >= 0 && w > set {
            w - set
        } else if set.0 <= 0 && w < set {
            set - w
        } else {
            Watts::ZERO
        }
    });
    over_limit.max(over_set).max(Watts::ZERO)
}

/// Learns how far above its order a unit settles: from samples that stand still, under an order that binds.
pub(crate) fn learn_offset(unit: &mut Unit) {
    let settled = |sent: &&Sent| unit.steady_since().is_some_and(|since| sent.changed < since);
    let told = unit.sent.as_ref().filter(settled).and_then(|sent| sent.command.set_w.or(sent.command.limit_w));
    let Some(told) = told else { return };
    let rating = unit.asset.rating.max_w.0;
    let off = unit.w() - told;
    let obeys = off.0.abs() <= (rating * TOLERANCE_PERCENT / 100).max(TOLERANCE_MIN_W);
    // Less would chase an inverter's own steps.
    let news = (off.max(Watts::ZERO) - unit.watch.offset).0.abs() > 2 * decrease_band(unit).0;
    if obeys && news && told.0 > 0 {
        unit.watch.offset = off.max(Watts::ZERO);
    }
}

/// Looks at the unit's measured power; true while it disobeys: off what was asked for longer than `follow_ms`.
pub(crate) fn look(unit: &mut Unit, now: Mono, stale_ms: u64, follow_ms: u64) -> bool {
    let tolerance = (unit.asset.rating.max_w.0 * TOLERANCE_PERCENT / 100).max(TOLERANCE_MIN_W);
    let off = unit.fresh(now, stale_ms) && !unit.is_local() && excess(unit).0 > tolerance;
    if !off {
        unit.watch.off_since = None;
        unit.watch.disobeys = false;
        return false;
    }
    let changed = unit.sent.as_ref().map_or(now, |sent| sent.changed);
    let since = *unit.watch.off_since.get_or_insert(now);
    unit.watch.disobeys |= now.since(since.max(changed)) >= follow_ms;
    unit.watch.disobeys
}
