//! Whether the meter's sign follows the assets (rule 11b).
//! [design r11b]

use crate::model::{Mono, Reading, Vars, WattHours, Watts};

/// A step of the assets' power smaller than this share of setMaxW proves nothing, in parts of a hundred.
const STEP_PERCENT: i64 = 4;
/// The smallest step that proves anything, whatever the site's size.
const STEP_MIN_W: i64 = 200;
/// Steps are looked for within this time.
const SPAN_MS: u64 = 60_000;
/// After a step the meter gets this long to follow.
const SETTLE_MS: u64 = 3_000;
/// Contradicting steps in a row that latch the safe state.
const VOTES: u8 = 3;
/// Values that stay the same to the last digit for so long are frozen.
const FROZEN_MS: u64 = 20_000;

/// A point to compare with.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    at: Mono,
    meter: Watts,
    assets: Watts,
}

/// Everything of a sample that a live meter keeps changing.
type Face = (Watts, Option<Vars>, Option<i64>, Option<i64>, Option<WattHours>, Option<WattHours>);

/// What was seen of the meter so far.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    proven: bool,
    reversed: bool,
    against: u8,
    silent: u8,
    anchor: Option<Anchor>,
    step_seen: Option<Mono>,
    face: Option<(Face, Mono)>,
    frozen: bool,
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

    /// Compares a sample with the assets' power.
    pub(crate) fn watch(&mut self, reading: &Reading, assets: Watts, set_max: Watts) {
        self.watch_face(reading);
        let here = Anchor { at: reading.mono, meter: reading.w, assets };
        let Some(anchor) = self.anchor else {
            self.anchor = Some(here);
            return;
        };
        let threshold = (set_max.0 * STEP_PERCENT / 100).max(STEP_MIN_W);
        let moved = assets - anchor.assets;
        if moved.0.abs() < threshold {
            self.step_seen = None;
            if here.at.since(anchor.at) > SPAN_MS {
                self.anchor = Some(here);
            }
            return;
        }
        let since = *self.step_seen.get_or_insert(here.at);
        if here.at.since(since) >= SETTLE_MS {
            self.judge(moved, here.meter - anchor.meter);
            self.anchor = Some(here);
            self.step_seen = None;
        }
    }

    fn judge(&mut self, assets: Watts, meter: Watts) {
        let half = assets.0.abs() / 2;
        let same_side = assets.0.signum() == meter.0.signum();
        if meter.0.abs() < half {
            self.silent = self.silent.saturating_add(1);
        } else if same_side {
            (self.against, self.silent) = (0, 0);
            self.proven = true;
        } else {
            self.against = self.against.saturating_add(1);
        }
        if self.silent >= VOTES {
            self.proven = false;
        }
        if self.against >= VOTES {
            self.reversed = true;
        }
    }

    /// A meter that shows more than active power changes some digit every few seconds, or it is stuck.
    fn watch_face(&mut self, reading: &Reading) {
        let face: Face = (
            reading.w,
            reading.var,
            reading.voltage.map(|v| v.0),
            reading.frequency.map(|f| f.0),
            reading.exported,
            reading.imported,
        );
        let telling = reading.voltage.is_some() || reading.frequency.is_some();
        match self.face {
            Some((held, since)) if telling && held == face => {
                self.frozen = reading.mono.since(since) >= FROZEN_MS;
            }
            _ => {
                self.face = Some((face, reading.mono));
                self.frozen = false;
            }
        }
    }
}
