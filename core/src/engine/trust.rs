//! Whether the meter follows the assets (rule 11b).
//!
//! A move of the assets, from standing still to standing still, is compared with what the meter made of it. The loop
//! itself answers the load, so a move counts only while nothing else is seen to move the meter: no sample in between may
//! lie outside its first and last.
//! [design r11b]

use crate::model::{Mono, Watts};

/// A move of the assets' power smaller than this share of setMaxW proves nothing, in parts of a hundred.
const STEP_PERCENT: i64 = 4;
/// The smallest move that proves anything, whatever the site's size.
const STEP_MIN_W: i64 = 200;
/// A move that takes longer is mixed with the load's.
const SPAN_MS: u64 = 15_000;
/// Contradicting moves in a row that latch the safe state.
const VOTES: u8 = 3;
/// Values that stay the same to the last digit for so long are frozen.
const FROZEN_MS: u64 = 20_000;
/// The same while the assets have moved.
const FOLLOW_MS: u64 = 3_000;

/// A sample with the assets standing still, and what the meter showed since.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    at: Mono,
    meter: Watts,
    assets: Watts,
    lowest: Watts,
    highest: Watts,
}

/// Values that stand still.
#[derive(Debug, Clone, Copy)]
struct Still {
    since: Mono,
    assets: Watts,
    moved_at: Option<Mono>,
}

/// What was seen of the meter so far.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    proven: bool,
    reversed: bool,
    against: u8,
    anchor: Option<Anchor>,
    still: Option<Still>,
    frozen: bool,
}

/// The smallest move of the assets that proves anything.
pub(crate) fn step(set_max: Watts) -> Watts {
    Watts((set_max.0 * STEP_PERCENT / 100).max(STEP_MIN_W))
}

impl Trust {
    /// The installer or an earlier run has proved it.
    pub(crate) fn prove(&mut self) {
        self.proven = true;
    }

    /// An earlier run latched the safe state.
    pub(crate) fn latch(&mut self) {
        self.reversed = true;
    }

    /// Whether a loop may be closed over it.
    pub(crate) fn proven(&self) -> bool {
        self.proven && !self.reversed
    }

    /// Whether the safe state is latched.
    pub(crate) fn reversed(&self) -> bool {
        self.reversed
    }

    /// Whether its values have stood still for too long.
    pub(crate) fn frozen(&self) -> bool {
        self.frozen
    }

    /// Takes a sample whose assets' power was between `low` and `high`.
    pub(crate) fn watch(&mut self, at: Mono, meter: Watts, (low, high): (Watts, Watts), step: Watts) {
        let stands = (high - low).0 <= step.0 / 4;
        if let Some(anchor) = &mut self.anchor {
            if !stands {
                (anchor.lowest, anchor.highest) = (anchor.lowest.min(meter), anchor.highest.max(meter));
                return;
            }
            let (anchor, moved) = (*anchor, low - anchor.assets);
            let (least, most) = (anchor.meter.min(meter).0 - step.0 / 4, anchor.meter.max(meter).0 + step.0 / 4);
            let alone = anchor.lowest.0 >= least && anchor.highest.0 <= most;
            if moved.0.abs() >= step.0 && at.since(anchor.at) <= SPAN_MS && alone {
                self.judge(moved, meter - anchor.meter);
            }
        }
        self.anchor = stands.then_some(Anchor { at, meter, assets: low, lowest: meter, highest: meter });
    }

    /// Other assets are read than before: their sum is no move.
    pub(crate) fn begin_anew(&mut self) {
        self.anchor = None;
    }

    fn judge(&mut self, assets: Watts, meter: Watts) {
        let explained = |difference: Watts| difference.0.abs() < assets.0.abs() / 2;
        if explained(assets - meter) {
            (self.proven, self.against) = (true, 0);
        } else if explained(assets + meter) {
            self.proven = false;
            self.against = self.against.saturating_add(1);
            self.reversed |= self.against >= VOTES;
        } else if assets.0 > 0 && explained(meter) {
            // Assets came up and the meter did not notice: it sees something else. When they go down it may follow again.
            self.proven = false;
        }
    }

    /// Takes a sample that repeats the one before to the letter, or one that does not. A meter that shows more than
    /// active power changes some digit every few seconds, and any meter when the assets move, or it is stuck.
    pub(crate) fn watch_face(&mut self, at: Mono, repeats: bool, telling: bool, assets: Watts, step: Watts) {
        if !repeats {
            self.still = None;
            self.frozen = false;
            return;
        }
        let still = self.still.get_or_insert(Still { since: at, assets, moved_at: None });
        let moved = (assets - still.assets).0.abs() >= step.0;
        still.moved_at = moved.then(|| still.moved_at.unwrap_or(at));
        // Until it moves again: the assets going back is no sign of life.
        self.frozen |= (telling && at.since(still.since) >= FROZEN_MS)
            || still.moved_at.is_some_and(|moved_at| at.since(moved_at) >= FOLLOW_MS);
    }
}
