//! An asset as the engine sees it: what it is, how it is, what was last asked of it.

use crate::model::{Asset, AssetCommand, AssetKind, AssetState, BatteryState, Lease, Mono, Reversion, Watts};

/// What was last sent to an asset.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) command: AssetCommand,
    pub(crate) lease: Lease,
    pub(crate) mono: Mono,
    /// When the command itself, not only its lease, last changed.
    pub(crate) changed: Mono,
}

/// An asset with its state.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) asset: Asset,
    pub(crate) state: Option<AssetState>,
    pub(crate) sent: Option<Sent>,
    /// The last direction in which a battery moved power, and when it last did.
    pub(crate) moved: Option<(bool, Mono)>,
    /// It was silent, and may have restarted: what it was told must be told again.
    pub(crate) returned: bool,
    pub(crate) watch: super::verify::Watch,
}

/// What an asset shall do, before it is judged whether to say so now.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) command: AssetCommand,
    pub(crate) lease: Lease,
    /// The total that this is a share of, for the explanation.
    pub(crate) total: Watts,
}

impl Unit {
    pub(crate) fn new(asset: Asset) -> Self {
        Self { asset, state: None, sent: None, moved: None, returned: false, watch: super::verify::Watch::default() }
    }

    pub(crate) fn is(&self, kind: AssetKind) -> bool {
        self.asset.kind == kind
    }

    /// Answers, in remote control, and its values are not stale.
    pub(crate) fn fresh(&self, now: Mono, stale_ms: u64) -> bool {
        self.state.as_ref().is_some_and(|s| s.online && now.since(s.read_at) <= stale_ms)
    }

    /// Whether a command would be heard and taken.
    pub(crate) fn listens(&self, now: Mono, stale_ms: u64) -> bool {
        self.fresh(now, stale_ms) && !self.is_local() && !self.watch.contested(now)
    }

    /// Whether it answered when last tried.
    pub(crate) fn online(&self) -> bool {
        self.state.as_ref().is_some_and(|s| s.online)
    }

    pub(crate) fn is_local(&self) -> bool {
        self.state.as_ref().is_some_and(|s| s.local)
    }

    /// Active power as last read.
    pub(crate) fn w(&self) -> Watts {
        self.state.as_ref().map_or(Watts::ZERO, |s| s.w)
    }

    pub(crate) fn battery(&self) -> Option<BatteryState> {
        self.state.as_ref().and_then(|s| s.battery)
    }

    /// What a battery may take and give now: its rating within its BMS's live limits (rule 11f).
    pub(crate) fn battery_band(&self) -> (Watts, Watts) {
        let Some(live) = self.battery() else {
            return (Watts::ZERO, Watts::ZERO);
        };
        let rating = &self.asset.rating;
        let charge = rating.max_charge_w.min(live.charge_limit).max(Watts::ZERO);
        let discharge = rating.max_w.min(live.discharge_limit).max(Watts::ZERO);
        (charge, discharge)
    }

    /// The most that it may be giving while it does not listen: what was asked while its lease lives, then its own
    /// reversion; its measured power where it still answers.
    pub(crate) fn unheard_output(&self, now: Mono, stale_ms: u64) -> Watts {
        if self.fresh(now, stale_ms) {
            return self.w().max(Watts::ZERO);
        }
        let Some(sent) = &self.sent else {
            return self.reverted_output(None);
        };
        let reverted = self.reverted_output(Some(sent.lease.revert_limit_w));
        let lease_ms = u64::from(sent.lease.seconds) * 1_000;
        if now.since(sent.mono) > lease_ms {
            return reverted;
        }
        let asked = sent.command.set_w.or(sent.command.limit_w).unwrap_or(self.asset.rating.max_w);
        asked.max(reverted)
    }

    /// The most that it gives once its lease has run out, `value` being the reversion limit that it was given.
    pub(crate) fn reverted_output(&self, value: Option<Watts>) -> Watts {
        match self.asset.reversion {
            Reversion::Value => value.unwrap_or(self.asset.rating.max_w),
            Reversion::InstallerLimit(w) => w.min(self.asset.rating.max_w),
            Reversion::TimerOnly | Reversion::None => self.asset.rating.max_w,
        }
    }

    /// A battery that is told to move counts as moving, before it is seen to.
    pub(crate) fn note_command(&mut self, command: &AssetCommand, now: Mono) {
        if let Some(w) = command.set_w.filter(|w| w.0 != 0) {
            self.moved = Some((w.0 > 0, now));
        }
    }

    /// Takes a newer state in; an older one that comes late changes nothing.
    pub(crate) fn take_state(&mut self, state: AssetState) {
        if self.state.as_ref().is_some_and(|held| held.read_at > state.read_at) {
            return;
        }
        let away = |held: &AssetState| !held.online || held.local;
        self.returned |= !away(&state) && self.state.as_ref().is_some_and(away);
        if state.battery.is_some() && state.w.0.abs() * 50 > self.asset.rating.max_w.0 {
            self.moved = Some((state.w.0 > 0, state.read_at));
        }
        self.state = Some(state);
    }
}
