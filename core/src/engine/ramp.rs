//! Ramps on the site's limits, not on assets' commands, so that load following stays fast [X18 setGradW, rampTms].

use super::arbitrate::{Holding, Limit};
use crate::model::{CentiPercent, Mono, Watts};

/// The limits of a site, in a fixed order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// On what flows to the grid.
    pub export: Option<Watts>,
    /// On what is drawn from the grid.
    pub import: Option<Watts>,
    /// On PV and storage, net.
    pub net: Option<Watts>,
    /// On the sum of generation and discharge.
    pub generation: Option<Watts>,
    /// On controllable consumption.
    pub load: Option<Watts>,
}

impl Limits {
    /// The same operation on each.
    pub(crate) fn zip(self, other: Self, f: impl Fn(Option<Watts>, Option<Watts>) -> Option<Watts>) -> Self {
        Self {
            export: f(self.export, other.export),
            import: f(self.import, other.import),
            net: f(self.net, other.net),
            generation: f(self.generation, other.generation),
            load: f(self.load, other.load),
        }
    }

    /// What each limit of a holding makes of itself.
    pub(crate) fn of(holding: &Holding, f: impl Fn(&Limit) -> Option<Watts>) -> Self {
        Self {
            export: f(&holding.export),
            import: f(&holding.import),
            net: f(&holding.net),
            generation: f(&holding.generation),
            load: f(&holding.load),
        }
    }
}

/// How a limit moves to its next value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// A share of `set_max` per second; `None`: at once.
    pub(crate) gradient: Option<CentiPercent>,
    /// The whole way in this many hundredths of a second, before the gradient.
    pub(crate) centiseconds: Option<u16>,
    /// What the gradient is a share of; a limit above it limits nothing.
    pub(crate) set_max: Watts,
}

impl Pace {
    /// Thousandths of a watt per second for a way of `distance`; `None`: at once [2030.5 rampTms].
    fn milliwatts_per_second(self, distance: Watts) -> Option<i64> {
        if let Some(cs) = self.centiseconds {
            return (cs > 0).then(|| (distance.0.abs().saturating_mul(100_000) / i64::from(cs)).max(1));
        }
        let gradient = self.gradient.filter(|g| g.0 > 0)?;
        Some((self.set_max.0.saturating_mul(i64::from(gradient.0)) / 10).max(1))
    }
}

/// One limit on its way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ramp {
    from: Watts,
    target: Option<Watts>,
    /// Where the way ends: the target, or where no limit begins.
    end: Watts,
    since: Mono,
    /// Thousandths of a watt per second; `None`: arrived.
    rate: Option<i64>,
}

impl Ramp {
    /// The limit at `now`.
    pub(crate) fn at(&self, now: Mono) -> Option<Watts> {
        let Some(rate) = self.rate else {
            return self.target;
        };
        let ms = i64::try_from(now.since(self.since)).unwrap_or(i64::MAX);
        let way = Watts(rate.saturating_mul(ms) / 1_000_000);
        let left = self.end - self.from;
        if way >= left.abs() {
            return self.target;
        }
        Some(self.from + if left.0 < 0 { -way } else { way })
    }

    /// Whether it is still on its way.
    pub(crate) fn moving(&self, now: Mono) -> bool {
        self.rate.is_some() && self.at(now) != self.target
    }

    /// Whether `target` would loosen it.
    pub(crate) fn loosens(&self, target: Option<Watts>) -> bool {
        match (self.target, target) {
            (Some(_), None) => true,
            (Some(old), Some(new)) => new > old,
            (None, _) => false,
        }
    }

    /// Sets out for `target` from where the limit is, or, where there was none, from the power that flows now.
    pub(crate) fn head_for(&mut self, now: Mono, target: Option<Watts>, pace: Pace, actual: Option<Watts>) {
        if target == self.target {
            return;
        }
        let start = self.at(now).or_else(|| actual.map(|w| w.max(target.unwrap_or(w))));
        let end = target.unwrap_or_else(|| pace.set_max.max(start.unwrap_or_default()));
        let from = start.unwrap_or(end);
        *self = Self {
            from,
            target,
            end,
            since: now,
            rate: pace.milliwatts_per_second(end - from).filter(|_| from != end),
        };
    }

    /// Starts again from `from` on its way to the same target (a soft start).
    pub(crate) fn restart_from(&mut self, now: Mono, from: Watts, pace: Pace) {
        let end = self.target.unwrap_or(pace.set_max);
        *self = Self {
            from,
            target: self.target,
            end,
            since: now,
            rate: pace.milliwatts_per_second(end - from).filter(|_| from < end),
        };
    }
}

/// The ramps of a site's limits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ramps {
    export: Ramp,
    import: Ramp,
    pub(crate) net: Ramp,
    generation: Ramp,
    load: Ramp,
}

impl Ramps {
    /// The limits at `now`.
    pub(crate) fn at(&self, now: Mono) -> Limits {
        Limits {
            export: self.export.at(now),
            import: self.import.at(now),
            net: self.net.at(now),
            generation: self.generation.at(now),
            load: self.load.at(now),
        }
    }

    /// Whether any is still on its way.
    pub(crate) fn moving(&self, now: Mono) -> bool {
        [self.export, self.import, self.net, self.generation, self.load].iter().any(|ramp| ramp.moving(now))
    }

    /// Sets out for new targets. While `hold`, a looser one waits: a gap of seconds between two events is no dip.
    pub(crate) fn head_for(&mut self, now: Mono, road: &Road<'_>, targets: Limits, actual: Limits, hold: bool) {
        let set_max = road.set_max;
        let go = |ramp: &mut Ramp, limit: &Limit, target, actual| {
            let pace = Pace { gradient: road.holding.gradient, centiseconds: limit.ramp_centiseconds, set_max };
            if !(hold && ramp.loosens(target)) {
                ramp.head_for(now, target, pace, actual);
            }
        };
        let holding = road.holding;
        go(&mut self.export, &holding.export, targets.export, actual.export);
        go(&mut self.import, &holding.import, targets.import, actual.import);
        go(&mut self.net, &holding.net, targets.net, actual.net);
        go(&mut self.generation, &holding.generation, targets.generation, actual.generation);
        go(&mut self.load, &holding.load, targets.load, actual.load);
    }
}

/// What a ramp runs by.
pub(crate) struct Road<'a> {
    pub(crate) holding: &'a Holding,
    pub(crate) set_max: Watts,
}
