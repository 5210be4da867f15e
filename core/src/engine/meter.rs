//! The meter at the connection point, and how far a loop may be closed over it (rules 11a and 11b).
//! [design r11a]

use super::trust::Trust;
use crate::model::{Mono, Quality, Reading, Watts};
use std::collections::VecDeque;

/// For how long the least load seen counts: meter and assets are read at different instants, and a limit is loosened
/// only on load that stays.
const WINDOW_MS: u64 = 2_500;
/// Samples kept of that window; a faster meter overwrites the oldest.
const WINDOW_MAX: usize = 64;

/// What the meter says of power that no command moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loop {
    /// Fresh and proven: the largest and the smallest uncontrolled power of the window, negative being load, and what
    /// the correction takes off the ceiling.
    Closed { most: Watts, least: Watts, correction: Watts },
    /// Stale, unproven, reversed or absent: zero load is assumed.
    Open,
}

/// The meter's samples.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    last: Option<Reading>,
    last_good: Option<Mono>,
    window: VecDeque<(Mono, Watts)>,
    correction: Watts,
    pub(crate) trust: Trust,
    /// Whether the site has a meter at all.
    pub(crate) expected: bool,
}

impl Meter {
    /// Takes a sample; `assets` is the power of all assets that are read, `limit` what may flow out now.
    pub(crate) fn take(&mut self, reading: Reading, assets: Watts, limit: Option<Watts>, set_max: Watts) {
        self.expected = true;
        if reading.quality != Quality::Good || self.last.as_ref().is_some_and(|held| held.mono > reading.mono) {
            return;
        }
        let mono = reading.mono;
        self.trust.watch(&reading, assets, set_max);
        self.correct(reading.w, limit, set_max);
        self.window.push_back((mono, reading.w - assets));
        if self.window.len() > WINDOW_MAX {
            self.window.pop_front();
        }
        self.last_good = Some(mono);
        self.last = Some(reading);
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

    /// How far it may be relied upon now.
    pub(crate) fn reliance(&mut self, now: Mono, stale_ms: u64) -> Loop {
        while self.window.len() > 1 && self.window.front().is_some_and(|(at, _)| now.since(*at) > WINDOW_MS) {
            self.window.pop_front();
        }
        let values = || self.window.iter().map(|(_, w)| *w);
        match (values().max(), values().min()) {
            (Some(most), Some(least)) if self.fresh(now, stale_ms) && self.trust.proven() => {
                Loop::Closed { most, least, correction: self.correction }
            }
            _ => Loop::Open,
        }
    }

    /// What feed-forward leaves over a limit is taken off step by step, and given back slowly.
    fn correct(&mut self, w: Watts, limit: Option<Watts>, set_max: Watts) {
        let Some(limit) = limit else {
            self.correction = Watts::ZERO;
            return;
        };
        let over = w - limit;
        let step = if over.0 > 0 { over.0 / 2 } else { over.0 / 8 };
        let most = set_max.0 / 10;
        self.correction = Watts((self.correction.0 + step).clamp(0, most.max(0)));
    }
}
