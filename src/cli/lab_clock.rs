//! Program time for demos and laboratories: several processes agree on an epoch and a speed.

use crate::runtime::clock::Clock;
use tieline_core::model::Millis;

/// Options that replace the host's clock; for demos and laboratories alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::Args)]
pub struct LabClock {
    /// Program time, Unix milliseconds, at the host time that `--epoch-at` gives.
    #[arg(long, hide = true, requires = "epoch_at")]
    pub epoch: Option<i64>,
    /// Host time, Unix milliseconds, at which program time is `--epoch`.
    #[arg(long, hide = true, requires = "epoch")]
    pub epoch_at: Option<i64>,
    /// How many times as fast as the host's time program time runs.
    #[arg(long, hide = true, default_value_t = 1, requires = "epoch")]
    pub speed: u32,
}

impl LabClock {
    /// The clock that the options ask for; the host's own without them.
    pub fn clock(self) -> Clock {
        match (self.epoch, self.epoch_at) {
            (Some(epoch), Some(at)) => Clock::aligned(Millis(epoch), Millis(at), self.speed),
            _ => Clock::host(),
        }
    }

    /// The options as arguments for a child process.
    pub fn arguments(self) -> Vec<String> {
        let (Some(epoch), Some(at)) = (self.epoch, self.epoch_at) else { return Vec::new() };
        vec![format!("--epoch={epoch}"), format!("--epoch-at={at}"), format!("--speed={}", self.speed)]
    }
}
