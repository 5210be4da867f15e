//! Entering service: the wait and the ramp after a stop [IEEE 1547 §4.10, unverified].

use super::around::Around;
use super::noise::Rng;
use super::orders::Orders;

/// Whether a device gives and takes power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Service {
    /// It does.
    On,
    /// It was stopped, or the grid is out of bounds.
    Off,
    /// It waits, so many seconds more.
    Waiting(f64),
    /// It ramps up: seconds left, and seconds in all.
    Ramping(f64, f64),
}

impl Service {
    /// The state `dt_s` later.
    pub fn step(self, orders: &Orders, around: &Around, dt_s: f64, rng: &mut Rng) -> Self {
        if !(orders.energize && orders.run) {
            return Self::Off;
        }
        let enter = &orders.enter;
        match self {
            Self::Off if enter.allows(around) => Self::Waiting(enter.delay_s + enter.random_s * rng.unit()),
            Self::Waiting(_) if !enter.allows(around) => Self::Off,
            Self::Waiting(left_s) if left_s > dt_s => Self::Waiting(left_s - dt_s),
            Self::Waiting(_) => Self::Ramping(enter.ramp_s, enter.ramp_s),
            Self::Ramping(left_s, all_s) if left_s > dt_s => Self::Ramping(left_s - dt_s, all_s),
            Self::Ramping(..) => Self::On,
            Self::Off | Self::On => self,
        }
    }

    /// Share of its power that it may use now, 0 to 1.
    pub fn share(self) -> f64 {
        match self {
            Self::On => 1.0,
            Self::Ramping(left_s, all_s) => 1.0 - left_s / all_s,
            Self::Off | Self::Waiting(_) => 0.0,
        }
    }

    /// Seconds of the wait that are left; 0 when it does not wait.
    pub fn wait_s(self) -> f64 {
        if let Self::Waiting(left_s) = self { left_s } else { 0.0 }
    }
}
