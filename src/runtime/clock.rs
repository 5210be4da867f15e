//! The clocks of this process, and the only calls that read them (rule 1).
#![allow(clippy::disallowed_methods, reason = "this is the place that the ban points to")]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tieline_core::model::{Millis, Mono, Now};

/// Where machines get `now` from. With a speed above 1, program time runs faster than the host's; deadlines of I/O do
/// not.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
    /// Program time at `started`; `None` follows the host's wall clock.
    epoch: Option<Millis>,
    speed: u32,
}

impl Clock {
    /// The host's own time.
    pub fn host() -> Self {
        Self { started: Instant::now(), epoch: None, speed: 1 }
    }

    /// Time that starts at `epoch` now and runs `speed` times as fast as the host's; a speed of 0 counts as 1.
    pub fn scaled(epoch: Millis, speed: u32) -> Self {
        Self { started: Instant::now(), epoch: Some(epoch), speed: speed.max(1) }
    }

    /// Time that was `epoch` when the host's wall clock said `at`, so that several processes agree.
    pub fn aligned(epoch: Millis, at: Millis, speed: u32) -> Self {
        let behind = wall_ms().saturating_sub(at.0).max(0);
        Self::scaled(epoch.plus_ms(behind.saturating_mul(i64::from(speed.max(1)))), speed)
    }

    /// Both clocks, read once.
    pub fn now(&self) -> Now {
        let elapsed = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mono = elapsed.saturating_mul(u64::from(self.speed));
        let wall = match self.epoch {
            None => Millis(wall_ms()),
            Some(epoch) => epoch.plus_ms(i64::try_from(mono).unwrap_or(i64::MAX)),
        };
        Now { wall, mono: Mono(mono) }
    }

    /// How long to sleep, in host time, until `wake`; zero when it has passed.
    pub fn until(&self, wake: Mono) -> Duration {
        let at = Duration::from_millis(wake.0.div_ceil(u64::from(self.speed)));
        at.saturating_sub(self.started.elapsed())
    }

    /// How many times as fast as the host's time program time runs.
    pub fn speed(&self) -> u32 {
        self.speed
    }
}

/// The host's wall clock in milliseconds since 1970.
fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The host's wall clock.
pub fn host_wall() -> Millis {
    Millis(wall_ms())
}

/// A stopwatch for I/O deadlines and measurements; never scaled.
pub fn stopwatch() -> Instant {
    Instant::now()
}

/// A seed from the operating system; 0 where it has none to give.
pub fn random_seed() -> u64 {
    getrandom::u64().unwrap_or_default()
}

/// A number that is used once; `None` where the host gives no random numbers.
pub fn random_nonce() -> Option<[u8; 16]> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).ok().map(|()| nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_time_scales_and_sleeps_do_not() {
        let clock = Clock::scaled(Millis(1_000_000), 10);
        let sleep = clock.until(clock.now().mono.plus_ms(10_000));
        assert!(sleep <= Duration::from_millis(1_001) && sleep > Duration::from_millis(500), "{sleep:?}");
        assert!(clock.now().wall >= Millis(1_000_000));
    }
}
