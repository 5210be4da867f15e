//! ReplayProtect: a message is taken once, and only near the time of its signing.

use super::DSP;
use super::characters::shown;
use super::error::SignatureError;
use super::shape::no_text;
use super::tree::Tree;
use ring::digest;
use std::collections::BTreeSet;

/// The longest nonce, in bytes.
const NONCE_BYTES_MAX: usize = 256;

/// When a message was signed, and the number used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayProtect {
    /// Milliseconds since 1970.
    pub timestamp_ms: i64,
    /// As the signer wrote it, without white space around; 1 to 256 bytes.
    pub nonce: String,
}

/// Reads the element ReplayProtect: timestamp, then nonce.
pub(super) fn read(tree: &Tree<'_>, at: usize) -> Result<ReplayProtect, SignatureError> {
    no_text(tree, at)?;
    let parts: Vec<_> = tree.children(at).collect();
    let missing = |name| SignatureError::Missing { name, parent: "ReplayProtect".to_owned() };
    let [timestamp, nonce] = parts[..] else {
        return Err(missing("timestamp and nonce"));
    };
    if !tree.element(timestamp).is(DSP, "timestamp") {
        return Err(missing("timestamp"));
    }
    if !tree.element(nonce).is(DSP, "nonce") {
        return Err(missing("nonce"));
    }
    let (timestamp, nonce) = (tree.leaf(timestamp)?, tree.leaf(nonce)?);
    let timestamp_ms = milliseconds(timestamp.trim()).ok_or_else(|| SignatureError::Timestamp(shown(&timestamp)))?;
    let nonce = nonce.trim().to_owned();
    if nonce.is_empty() || nonce.len() > NONCE_BYTES_MAX {
        return Err(SignatureError::Nonce { bytes: nonce.len(), bound: NONCE_BYTES_MAX });
    }
    Ok(ReplayProtect { timestamp_ms, nonce })
}

/// An xs:dateTime with its zone. The calendar's parser is looser than the schema, so the shape is checked first.
fn milliseconds(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let zoned = time.ends_with('Z') || time.get(8..).is_some_and(|tail| tail.contains(['+', '-']));
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"-+:.TZ".contains(&b));
    let shaped = date.len() == 10 && time.len() >= 9 && time.len() <= 40 && plain && zoned;
    shaped.then(|| text.parse::<jiff::Timestamp>().ok())?.map(|timestamp| timestamp.as_millisecond())
}

/// How far from now a timestamp may be.
///
/// 60 s both ways unless set otherwise. Nonces are remembered for the whole window, so a wider one lets no replay in; it
/// spares peers whose clock is off or whose request was tried again, and costs 24 bytes a message. openleadr allows 5 s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayWindow {
    /// Into the past, in milliseconds.
    pub past_ms: i64,
    /// Into the future, in milliseconds.
    pub future_ms: i64,
    /// Messages that are remembered. With more in the window, the oldest goes and the window begins after it.
    pub remembered: usize,
}

impl Default for ReplayWindow {
    /// 60 s into the past and the future, 1,024 messages: 25 kB of one peer.
    fn default() -> Self {
        Self { past_ms: 60_000, future_ms: 60_000, remembered: 1_024 }
    }
}

/// Why a message that is rightly signed is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// Before the window, or before what is still remembered.
    #[error("signed {by_ms} ms too long ago; check both clocks [OADR2b ReplayProtect]")]
    TooOld {
        /// By how much.
        by_ms: i64,
    },
    /// After the window.
    #[error("signed {by_ms} ms too far in the future; check both clocks [OADR2b ReplayProtect]")]
    TooNew {
        /// By how much.
        by_ms: i64,
    },
    /// The same time and nonce came before.
    #[error("this time and nonce came before: a replay [OADR2b ReplayProtect]")]
    Replayed,
}

/// A message that was taken: its time, and a digest over time and nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The message's timestamp, in milliseconds since 1970.
    pub timestamp_ms: i64,
    /// The first half of a SHA-256 over time and nonce.
    pub digest: [u8; 16],
}

impl Seen {
    fn of(message: &ReplayProtect) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&message.timestamp_ms.to_be_bytes());
        context.update(message.nonce.as_bytes());
        let mut half = [0; 16];
        half.copy_from_slice(&context.finish().as_ref()[..16]);
        Self { timestamp_ms: message.timestamp_ms, digest: half }
    }
}

/// What must outlive a restart, so that no message is taken twice across it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaySnapshot {
    /// Nothing at or before this time is taken any more; `i64::MIN`: no such time yet.
    pub floor_ms: i64,
    /// The messages taken since, oldest first.
    pub seen: Vec<Seen>,
}

/// Takes each message once, and only inside its window [OADR2b ReplayProtect]. Keep one for each signer: a flood by one then
/// shortens no other's window.
#[derive(Debug, Clone)]
pub struct ReplayGuard {
    window: ReplayWindow,
    floor_ms: i64,
    seen: BTreeSet<Seen>,
}

impl ReplayGuard {
    /// A guard that has seen nothing. After a restart without the former state, prefer [`ReplayGuard::restore`] with the time of
    /// the start as floor: what was signed before it is then refused rather than taken twice.
    pub fn new(window: ReplayWindow) -> Self {
        Self { window, floor_ms: i64::MIN, seen: BTreeSet::new() }
    }

    /// A guard with the state of a former one; more than the window remembers raises the floor.
    pub fn restore(window: ReplayWindow, snapshot: &ReplaySnapshot) -> Self {
        let seen = snapshot.seen.iter().copied().collect();
        let mut guard = Self { window, floor_ms: snapshot.floor_ms, seen };
        guard.shrink(i64::MIN);
        guard
    }

    /// Takes a message at `now_ms`, or says why not. Store what it returns, or a [`ReplayGuard::snapshot`], before the message has
    /// an effect [design r4].
    ///
    /// # Errors
    /// [`ReplayError`]; the guard is then as before.
    pub fn judge(&mut self, now_ms: i64, message: &ReplayProtect) -> Result<Seen, ReplayError> {
        let oldest = now_ms.saturating_sub(self.window.past_ms).max(self.floor_ms.saturating_add(1));
        let newest = now_ms.saturating_add(self.window.future_ms);
        if message.timestamp_ms < oldest {
            return Err(ReplayError::TooOld { by_ms: oldest.saturating_sub(message.timestamp_ms) });
        }
        if message.timestamp_ms > newest {
            return Err(ReplayError::TooNew { by_ms: message.timestamp_ms.saturating_sub(newest) });
        }
        let seen = Seen::of(message);
        if !self.seen.insert(seen) {
            return Err(ReplayError::Replayed);
        }
        self.shrink(now_ms.saturating_sub(self.window.past_ms));
        Ok(seen)
    }

    /// What to keep over a restart: at most as many messages as the window remembers.
    pub fn snapshot(&self) -> ReplaySnapshot {
        ReplaySnapshot { floor_ms: self.floor_ms, seen: self.seen.iter().copied().collect() }
    }

    /// Forgets what is before `oldest`, and the oldest of too many. The floor rises with each, so that a clock set back does not
    /// bring a forgotten message into the window again.
    fn shrink(&mut self, oldest: i64) {
        while let Some(first) = self.seen.first().copied() {
            if first.timestamp_ms >= oldest && self.seen.len() <= self.window.remembered {
                break;
            }
            self.seen.pop_first();
            self.floor_ms = self.floor_ms.max(first.timestamp_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    fn message(timestamp_ms: i64, nonce: &str) -> ReplayProtect {
        ReplayProtect { timestamp_ms, nonce: nonce.to_owned() }
    }

    /// [OADR2b ReplayProtect]
    #[test]
    fn a_message_is_taken_once_and_only_in_its_window() {
        let mut guard = ReplayGuard::new(ReplayWindow::default());
        let edge = [NOW - 60_000, NOW + 60_000];
        for at in edge {
            assert!(guard.judge(NOW, &message(at, "n")).is_ok());
            assert_eq!(guard.judge(NOW, &message(at, "n")), Err(ReplayError::Replayed));
            assert!(guard.judge(NOW, &message(at, "m")).is_ok());
        }
        assert_eq!(guard.judge(NOW, &message(NOW - 60_001, "n")), Err(ReplayError::TooOld { by_ms: 1 }));
        assert_eq!(guard.judge(NOW, &message(NOW + 60_007, "n")), Err(ReplayError::TooNew { by_ms: 7 }));
    }

    #[test]
    fn a_clock_set_back_brings_nothing_back() {
        let mut guard = ReplayGuard::new(ReplayWindow::default());
        guard.judge(NOW, &message(NOW, "n")).unwrap();
        guard.judge(NOW + 200_000, &message(NOW + 200_000, "n")).unwrap();
        assert!(matches!(guard.judge(NOW, &message(NOW, "n")), Err(ReplayError::TooOld { .. })));
    }

    #[test]
    fn memory_is_bounded_and_what_is_forgotten_is_refused() {
        let mut guard = ReplayGuard::new(ReplayWindow { remembered: 10, ..ReplayWindow::default() });
        for i in 0..50 {
            guard.judge(NOW, &message(NOW + i, "n")).unwrap();
            assert!(guard.snapshot().seen.len() <= 10);
        }
        for i in 0..50 {
            assert!(guard.judge(NOW, &message(NOW + i, "n")).is_err(), "{i}");
        }
    }

    #[test]
    fn the_same_holds_after_a_restart() {
        let mut guard = ReplayGuard::new(ReplayWindow::default());
        for i in 0..20 {
            guard.judge(NOW + i, &message(NOW + i, "n")).unwrap();
        }
        let kept = guard.snapshot();
        let mut again = ReplayGuard::restore(ReplayWindow::default(), &kept);
        assert_eq!(again.snapshot(), kept);
        for i in 0..20 {
            assert_eq!(again.judge(NOW + 20, &message(NOW + i, "n")), Err(ReplayError::Replayed));
        }
        let small = ReplayWindow { remembered: 5, ..ReplayWindow::default() };
        let mut small = ReplayGuard::restore(small, &kept);
        assert_eq!(small.snapshot().seen.len(), 5);
        assert!((0..20).all(|i| small.judge(NOW + 20, &message(NOW + i, "n")).is_err()));
    }

    #[test]
    fn timestamps_are_dates_with_a_zone() {
        assert_eq!(milliseconds("1970-01-01T00:00:01.250Z"), Some(1_250));
        assert_eq!(milliseconds("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(milliseconds("2026-11-24T21:54:06.123456Z"), Some(1_795_557_246_123));
        for bad in [
            "",
            "1970-01-01",
            "1970-01-01T00:00:00",
            "1970-01-01 00:00:00Z",
            "1970-01-01t00:00:00z",
            "1970-01-01T00:00Z",
            "1970-02-30T00:00:00Z",
            "1970-01-01T00:00:00Z[UTC]",
            "+001970-01-01T00:00:00Z",
            "1970-01-01T00:00:00,5Z",
        ] {
            assert_eq!(milliseconds(bad), None, "{bad}");
        }
    }
}
