//! The meter at the connection point, and how far a loop may be closed over it (rules 11a and 11b).
//! [design r11a]
//!
//! Meter and assets are read at different instants, and while assets move, a difference of the two is no load. So each
//! sample waits until every asset was read on both sides of it, and says then between which bounds the power was that no
//! command moves. The estimate leaves a bound only when the bound passes it: while assets move it stands, and once they
//! stand it is exact. What must not wait, a limit that is passed, does not.

use super::trust::{Trust, step};
use super::unit::Unit;
use crate::model::{Mono, Quality, Reading, Vars, WattHours, Watts};
use std::collections::VecDeque;

/// For how long the least load seen counts: a limit is loosened only on load that stays.
const WINDOW_MS: u64 = 2_500;
/// Estimates kept of that window; a faster meter overwrites the oldest.
const WINDOW_MAX: usize = 64;
/// A sample that no asset's next one explains within this time says nothing.
const WAIT_MS: u64 = 4_000;
/// Samples that wait at most.
const WAITING_MAX: usize = 32;

/// What the meter says of power that no command moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loop {
    /// Fresh and proven: the largest and the smallest uncontrolled power of the window, negative being load.
    Closed { most: Watts, least: Watts },
    /// Stale, unproven, reversed or absent: zero load is assumed.
    Open,
}

/// Everything of a sample that a live meter keeps changing.
type Face = (Watts, Option<Vars>, Option<i64>, Option<i64>, Option<WattHours>, Option<WattHours>);

/// Power that no command moves, as one sample of the meter left it.
#[derive(Debug, Clone)]
struct Estimate {
    at: Mono,
    most: Watts,
    least: Watts,
    /// Which units it leaves out, by their place.
    counted: Vec<bool>,
}

/// The meter's samples.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    last: Option<Reading>,
    last_good: Option<Mono>,
    /// Samples that wait for the assets' next ones.
    waiting: VecDeque<(Mono, Watts)>,
    estimate: Option<Estimate>,
    window: VecDeque<Estimate>,
    pub(crate) trust: Trust,
    /// Whether the site has a meter at all.
    pub(crate) expected: bool,
}

impl Meter {
    /// Takes a sample. One that repeats the last to the letter is no news: a meter that stands still must not loosen
    /// anything, however the assets move (rule 11b).
    pub(crate) fn take(&mut self, reading: Reading, units: &[Unit], stale_ms: u64, set_max: Watts) {
        self.expected = true;
        if reading.quality != Quality::Good || self.last.as_ref().is_some_and(|held| held.mono > reading.mono) {
            return;
        }
        let (mono, w) = (reading.mono, reading.w);
        let repeats = self.last.as_ref().is_some_and(|last| face(last) == face(&reading));
        let telling = reading.voltage.is_some() || reading.frequency.is_some();
        let fresh = units.iter().filter(|unit| unit.fresh(mono, stale_ms));
        self.trust.watch_face(mono, repeats, telling, fresh.map(Unit::w).sum(), step(set_max));
        self.last_good = Some(mono);
        self.last = Some(reading);
        if !repeats {
            self.tighten(mono, w, units, stale_ms);
            self.waiting.push_back((mono, w));
            if self.waiting.len() > WAITING_MAX {
                self.waiting.pop_front();
            }
        }
    }

    /// The units are others than before: what was estimated beside them is void.
    pub(crate) fn forget(&mut self) {
        self.waiting.clear();
        self.window.clear();
        self.estimate = None;
    }

    /// Power at the connection point as last read.
    pub(crate) fn w(&self) -> Option<Watts> {
        self.last.as_ref().map(|reading| reading.w)
    }

    /// Whether a good sample is young enough and its values still move.
    pub(crate) fn fresh(&self, now: Mono, stale_ms: u64) -> bool {
        self.last_good.is_some_and(|mono| now.since(mono) <= stale_ms) && !self.trust.frozen()
    }

    /// When it goes stale, if nothing comes.
    pub(crate) fn stale_at(&self, stale_ms: u64) -> Option<Mono> {
        self.last_good.map(|mono| mono.plus_ms(stale_ms + 1))
    }

    /// Works off the samples that every unit's past explains by now.
    pub(crate) fn settle(&mut self, now: Mono, units: &[Unit], stale_ms: u64, set_max: Watts) {
        while let Some((at, w)) = self.waiting.front().copied() {
            let counted: Vec<bool> = units.iter().map(|unit| unit.fresh(now, stale_ms)).collect();
            let mut around = units.iter().zip(&counted).filter(|(_, counts)| **counts).map(|(unit, _)| unit.around(at));
            let sum = around.try_fold((Watts::ZERO, Watts::ZERO), |(low, high), bound| {
                let (least, most) = bound?;
                Some((low + least, high + most))
            });
            match sum {
                Some((low, high)) => {
                    if self.estimate.as_ref().is_none_or(|held| held.counted != counted) {
                        self.trust.begin_anew();
                    }
                    self.trust.watch(at, w, (low, high), step(set_max));
                    self.learn(Estimate { at, most: w - low, least: w - high, counted });
                }
                None if now.since(at) <= WAIT_MS => return,
                None => {}
            }
            self.waiting.pop_front();
        }
    }

    /// How far it may be relied upon now. A unit that is not heard any more is in no later sample's sum: until one comes,
    /// what it may give is added to what flows without a command, and then what new orders may have made of it.
    pub(crate) fn reliance(&mut self, now: Mono, units: &[Unit], stale_ms: u64) -> Loop {
        while self.window.len() > 1 && self.window.front().is_some_and(|held| now.since(held.at) > WINDOW_MS) {
            self.window.pop_front();
        }
        let unheard = |held: &Estimate| -> Watts {
            let gone = units.iter().zip(&held.counted).filter(|(unit, _)| !unit.fresh(now, stale_ms));
            let more = |(unit, counts): (&Unit, &bool)| {
                if *counts { unit.unheard_output(now, stale_ms) } else { unit.rise_since(held.at) }
            };
            gone.map(more).sum()
        };
        let most = self.window.iter().map(|held| held.most + unheard(held)).max();
        let least = self.window.iter().map(|held| held.least).min();
        match (most, least) {
            (Some(most), Some(least)) if self.fresh(now, stale_ms) && self.trust.proven() => {
                Loop::Closed { most, least }
            }
            _ => Loop::Open,
        }
    }

    /// Moves the estimate as little as a sample's bounds ask for.
    fn learn(&mut self, bounds: Estimate) {
        let held = self.estimate.take().filter(|held| held.counted == bounds.counted);
        let estimate = match held {
            Some(held) => Estimate {
                most: held.most.max(bounds.least).min(bounds.most),
                least: held.least.max(bounds.least).min(bounds.most),
                ..bounds
            },
            None => bounds,
        };
        self.estimate = Some(estimate.clone());
        self.keep(estimate);
    }

    /// What the meter shows beyond all that the assets may give by their last samples and orders counts at once.
    fn tighten(&mut self, at: Mono, w: Watts, units: &[Unit], stale_ms: u64) {
        let Some(held) = self.estimate.clone() else { return };
        let heard = || units.iter().zip(&held.counted).filter(|(unit, counts)| **counts && unit.fresh(at, stale_ms));
        let (low, high): (Vec<_>, Vec<_>) = heard().map(|(unit, _)| unit.reach()).unzip();
        let (most, least) = (w - high.into_iter().sum(), w - low.into_iter().sum());
        if most > held.most || least < held.least {
            self.keep(Estimate { at, most: held.most.max(most), least: held.least.min(least), counted: held.counted });
        }
    }

    fn keep(&mut self, estimate: Estimate) {
        self.window.push_back(estimate);
        if self.window.len() > WINDOW_MAX {
            self.window.pop_front();
        }
    }
}

fn face(reading: &Reading) -> Face {
    (
        reading.w,
        reading.var,
        reading.voltage.map(|v| v.0),
        reading.frequency.map(|f| f.0),
        reading.exported,
        reading.imported,
    )
}
