//! When an order is worth a write: leases renewed at half their time, small changes left, decreases at once (rules 2
//! and 11h).
//! [design r2]

use super::unit::{Order, Sent, Unit};
use crate::model::{AssetCommand, Mono, Watts};

/// At most a write in this time, but for decreases.
const WRITE_MS: u64 = 1_000;
/// A change of less than this share of the rating waits for the renewal, in parts of a hundred.
const DEADBAND_PERCENT: i64 = 1;
/// A decrease of less than this waits too: noise of a meter is no decrease. In thousandths of the rating.
const DECREASE_PERMILLE: i64 = 2;
/// The same, whatever the rating.
const DECREASE_MIN_W: i64 = 10;

/// What to do about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// Nothing before this instant, or before something changes.
    Not(Option<Mono>),
    /// Write it; `renewal` says that only the lease is new, `tightens` that it may not wait for anything.
    Write { renewal: bool, tightens: bool },
}

/// Whether `order` is worth a write to `unit` now.
pub(crate) fn due(unit: &Unit, order: &Order, now: Mono, renew_ms: u64) -> Due {
    if unit.watch.contested(now) {
        return Due::Not(unit.watch.contested_until());
    }
    // Local control ranks above any program (rule 3); a silent device hears nothing.
    if !unit.online() || unit.is_local() {
        return Due::Not(None);
    }
    let Some(sent) = &unit.sent else {
        return first(unit, order);
    };
    if unit.returned || tightens(unit, sent, order) {
        return Due::Write { renewal: false, tightens: true };
    }
    let worth = differs(unit, sent, order);
    let wait = if worth { WRITE_MS } else { renew_ms };
    if !worth && free(unit, order) {
        return Due::Not(None);
    }
    if now.since(sent.mono) < wait {
        return Due::Not(Some(sent.mono.plus_ms(wait)));
    }
    Due::Write { renewal: sent.command == order.command && sent.lease == order.lease, tightens: false }
}

fn first(unit: &Unit, order: &Order) -> Due {
    if free(unit, order) {
        return Due::Not(None);
    }
    Due::Write { renewal: false, tightens: true }
}

/// An order that asks for nothing needs no lease: its device is as free without one.
fn free(unit: &Unit, order: &Order) -> bool {
    let rating = unit.asset.rating.max_w;
    let unlimited = order.command.limit_w.is_none_or(|limit| limit >= rating);
    let bare = AssetCommand { limit_w: order.command.limit_w, ..AssetCommand::default() };
    let permits = order.command.energize != Some(false) && order.command.connect != Some(false);
    let reverts_free = order.command.set_w.is_none() && order.lease.revert_limit_w >= rating;
    let same =
        AssetCommand { energize: order.command.energize, connect: order.command.connect, ..bare } == order.command;
    unlimited && permits && reverts_free && same
}

/// Decreases smaller than this wait.
pub(crate) fn decrease_band(unit: &Unit) -> Watts {
    Watts((unit.asset.rating.max_w.0 * DECREASE_PERMILLE / 1_000).max(DECREASE_MIN_W))
}

fn tightens(unit: &Unit, sent: &Sent, order: &Order) -> bool {
    let rating = unit.asset.rating.max_w.0;
    let noise = decrease_band(unit).0;
    let falls = |old: Option<Watts>, new: Option<Watts>| match (old, new) {
        (Some(old), Some(new)) => old.0 - new.0 >= noise || (new.0 == 0 && old.0 > 0),
        (None, Some(new)) => new.0 < rating,
        _ => false,
    };
    let stops = |old: Option<bool>, new: Option<bool>| new == Some(false) && old != Some(false);
    stops(sent.command.energize, order.command.energize)
        || stops(sent.command.connect, order.command.connect)
        || falls(sent.command.limit_w, order.command.limit_w)
        || falls(sent.command.set_w, order.command.set_w)
        || sent.lease.revert_limit_w.0 - order.lease.revert_limit_w.0 >= noise
}

fn differs(unit: &Unit, sent: &Sent, order: &Order) -> bool {
    let band = unit.asset.rating.max_w.0.max(unit.asset.rating.max_charge_w.0) * DEADBAND_PERCENT / 100;
    let rating = unit.asset.rating.max_w;
    let moved = |old: Option<Watts>, new: Option<Watts>| match (old, new) {
        (Some(old), Some(new)) => {
            let arrives = new != old && (new.0 == 0 || new >= rating);
            (new - old).0.abs() >= band.max(1) || arrives
        }
        (old, new) => old != new,
    };
    let var_band = unit.asset.rating.max_var.0 * DEADBAND_PERCENT / 100;
    let var_moved = match (sent.command.set_var, order.command.set_var) {
        (Some(old), Some(new)) => (new - old).0.abs() > var_band,
        (old, new) => old != new,
    };
    let (a, b) = (&sent.command, &order.command);
    let rest = a.energize != b.energize
        || a.connect != b.connect
        || a.set_var_share_available != b.set_var_share_available
        || a.pf_inject != b.pf_inject
        || a.pf_absorb != b.pf_absorb
        || a.freq_droop != b.freq_droop
        || a.curves != b.curves;
    let reverts = sent.lease.revert_limit_w != order.lease.revert_limit_w;
    moved(a.limit_w, b.limit_w) || moved(a.set_w, b.set_w) || var_moved || rest || reverts
}
