//! An asset as the engine sees it: what it is, how it is, what was last asked of it.

use crate::model::{Asset, AssetCommand, AssetKind, AssetState, BatteryState, Lease, Mono, Reversion, Watts};
use std::collections::VecDeque;

/// Samples kept of an asset's power: enough to have one on either side of a meter's sample.
const PAST_MAX: usize = 8;
/// How far the instant of a sample may be from what its stamp says: requests take their time.
const STAMP_MS: u64 = 200;

/// A power that the sun moves stays within this part of its change of a straight line.
const SMOOTH: i64 = 8;
/// How long an order may be on its way to the device.
const WRITE_MS: u64 = 1_000;
/// Power that moves by less than this share of the rating stands still, in thousandths.
const STILL_PERMILLE: i64 = 5;

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
    /// Its power as read lately, oldest first.
    past: VecDeque<(Mono, Watts)>,
    /// What it was told to have lately, oldest first.
    told: VecDeque<(Mono, Watts)>,
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
        Self {
            asset,
            state: None,
            past: VecDeque::new(),
            told: VecDeque::new(),
            sent: None,
            moved: None,
            returned: false,
            watch: super::verify::Watch::default(),
        }
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

    /// Least and most power around an instant: of the last sample before it, the first one after it, and of what was read
    /// between. A new order between them ends one way and begins another, so both orders count. `None` while there is no
    /// sample after it, or if there was none before.
    pub(crate) fn around(&self, at: Mono) -> Option<(Watts, Watts)> {
        let before = self.past.iter().rposition(|(read, _)| read.plus_ms(STAMP_MS) <= at)?;
        let after = self.past.iter().position(|(read, _)| *read >= at.plus_ms(STAMP_MS))?;
        let read = || self.past.range(before..=after).map(|(_, w)| *w);
        let (least, most) = read().min().zip(read().max())?;
        let mut told = self.told_between(self.past[before], self.past[after].0).peekable();
        let free = self.follows_its_source(self.past[before]);
        if free && told.peek().is_none() && after == before + 1 {
            let earlier = before.checked_sub(1).map(|earlier| self.past[earlier]);
            return Some(between(earlier, self.past[before], self.past[after], at));
        }
        let cap = if free { most } else { Watts(i64::MAX) };
        let told = told.map(|w| w.min(cap));
        Some(told.fold((least, most), |(least, most), w| (least.min(w), most.max(w))))
    }

    /// The orders that were new between two samples, and the one before them.
    fn told_between(&self, (from, _): (Mono, Watts), to: Mono) -> impl Iterator<Item = Watts> {
        let new = self.told.iter().position(|(sent, _)| sent.plus_ms(WRITE_MS) >= from && *sent <= to);
        let told = new.map(|new| self.told.range(new.saturating_sub(1)..));
        told.into_iter().flatten().filter(move |(sent, _)| *sent <= to).map(|(_, w)| *w)
    }

    /// Whether a PV gave less than it might at a sample: it followed the sun, and a higher limit would have changed nothing.
    fn follows_its_source(&self, (read, w): (Mono, Watts)) -> bool {
        let told = self.told.iter().rev().find(|(sent, _)| sent.plus_ms(WRITE_MS) < read);
        let band = Watts(self.asset.rating.max_w.0 * STILL_PERMILLE / 1_000);
        self.is(AssetKind::Pv) && told.is_some_and(|(_, told)| w + band < *told)
    }

    /// Since when its samples have stood still, if there are two.
    pub(crate) fn steady_since(&self) -> Option<Mono> {
        let near = self.asset.rating.max_w.0 * STILL_PERMILLE / 1_000;
        let still = self.past.iter().rev().take_while(|(_, w)| (*w - self.w()).0.abs() <= near);
        still.skip(1).last().map(|(read, _)| *read)
    }

    /// Least and most power that it may have now: as last read, or as it was told to have.
    pub(crate) fn reach(&self) -> (Watts, Watts) {
        let told = self.sent.as_ref().map(|sent| sent.command.set_w.or(sent.command.limit_w));
        let told = told.flatten().unwrap_or(self.asset.rating.max_w);
        let low = if self.is(AssetKind::Pv) { self.w() } else { self.w().min(told) };
        (low, self.w().max(told))
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
        self.perhaps_asked().max(self.w()).max(reverted)
    }

    /// By how much orders since an instant may have raised it, were they heard.
    pub(crate) fn rise_since(&self, at: Mono) -> Watts {
        let told = || self.told_between((at, Watts::ZERO), Mono(u64::MAX));
        told().max().zip(told().min()).map_or(Watts::ZERO, |(most, least)| most - least)
    }

    /// The most of what it was told that it may still be doing: nobody has seen which order reached it.
    fn perhaps_asked(&self) -> Watts {
        let seen = self.state.as_ref().map_or(Mono(0), |state| state.read_at);
        let new = self.told.iter().position(|(sent, _)| sent.plus_ms(WRITE_MS) >= seen).unwrap_or(self.told.len());
        let told = self.told.range(new.saturating_sub(1)..).map(|(_, w)| *w);
        told.max().unwrap_or(self.asset.rating.max_w)
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
        let told = command.set_w.or(command.limit_w);
        if let Some(told) = told.filter(|told| self.told.back().is_none_or(|(_, held)| held != told)) {
            push(&mut self.told, (now, told));
        }
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
        if !state.online {
            self.past.clear();
        } else if self.past.back().is_none_or(|(read, _)| *read < state.read_at) {
            push(&mut self.past, (state.read_at, state.w));
        }
        self.state = Some(state);
    }
}

/// Bounds of a power that the sun moves, on its way from one sample to the next. One that moves otherwise than it did
/// before, as in a return to service, has a bend somewhere: it may be off the straight line by as much as it bends.
fn between(
    earlier: Option<(Mono, Watts)>,
    (from, a): (Mono, Watts),
    (to, b): (Mono, Watts),
    at: Mono,
) -> (Watts, Watts) {
    let ms = |later: Mono, sooner: Mono| i64::try_from(later.since(sooner)).unwrap_or(i64::MAX).max(1);
    let span = ms(to, from);
    let there = a.0 + (b - a).0.saturating_mul(ms(at, from).min(span)) / span;
    let before = earlier.map_or(0, |(start, w)| (a - w).0.saturating_mul(span) / ms(from, start));
    let bend = ((b - a).0 - before).abs();
    let off = (b - a).0.abs() / SMOOTH;
    let (low, high) = (a.min(b).0.max(there - bend), a.max(b).0.min(there + bend));
    (Watts(low.min(there - off)), Watts(high.max(there + off)))
}

fn push(past: &mut VecDeque<(Mono, Watts)>, entry: (Mono, Watts)) {
    past.push_back(entry);
    if past.len() > PAST_MAX {
        past.pop_front();
    }
}
