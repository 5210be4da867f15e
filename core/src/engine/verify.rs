//! Whether an asset does what it accepted (rules 11g and 11i).
//! [design r11g]

use super::unit::Unit;
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
