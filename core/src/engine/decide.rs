//! From what holds to setpoints, and what people must be told on the way.

use super::arbitrate::{Limit, tighter};
use super::dispatch::{Scene, Split, split};
use super::lease::{Due, due};
use super::meter::Loop;
use super::ramp::Limits;
use super::site::Site;
use super::unit::{Order, Sent, Unit};
use super::verify;
use crate::model::{AlarmKind, AssetKind, Cause, Mono, Now, Reversion, Setpoint};

/// The longest sleep: a stepped wall clock is noticed within this time, in milliseconds.
pub(crate) const REST_MS: u64 = 10_000;
/// A shortfall that lasts as long as this is told.
const SHORTFALL_MS: u64 = 5_000;

/// The setpoints of a step.
pub(crate) struct Decided {
    /// Those that may not wait for a commit.
    pub(crate) tightening: Vec<Setpoint>,
    /// The others.
    pub(crate) others: Vec<Setpoint>,
    /// When to look again.
    pub(crate) wake: Option<Mono>,
}

impl Site {
    /// Decides what each asset shall do now, and which of it is worth a write.
    pub(crate) fn decide(&mut self, now: Now) -> Decided {
        self.meter.settle(now.mono, &self.units, self.config.stale_ms, self.config.set_max_w);
        let reliance = self.meter.reliance(now.mono, &self.units, self.config.stale_ms);
        self.look_at_units(now);
        let limits = self.limits(now.mono);
        let split = split(&self.scene(now, limits, reliance));
        self.tell(now, limits, &split);
        let mut decided = Decided { tightening: Vec::new(), others: Vec::new(), wake: None };
        for (i, order) in split.orders.into_iter().enumerate() {
            if let Some(order) = order {
                self.send_if_due(now, i, order, reliance, &mut decided);
            }
        }
        decided.wake = self.next_look(now, decided.wake);
        decided
    }

    fn scene(&self, now: Now, limits: Limits, reliance: Loop) -> Scene<'_> {
        let installer =
            Limits { export: self.config.installer_export, import: self.config.installer_import, ..Limits::default() };
        let worst = Limits::of(&self.holding, Limit::worst_case).zip(self.targets, tighter);
        Scene {
            config: &self.config,
            holding: &self.holding,
            limits,
            worst: worst.zip(installer, tighter).zip(limits, tighter),
            reliance,
            meter_missing: self.meter_missing(now.mono),
            permitted: self.permitted,
            units: &self.units,
            now: now.mono,
        }
    }

    /// A site that has a meter, and hears nothing of it (rule 11a).
    pub(crate) fn meter_missing(&self, mono: Mono) -> bool {
        self.meter.expected && !self.meter.fresh(mono, self.config.stale_ms)
    }

    fn look_at_units(&mut self, now: Now) {
        let (stale_ms, follow_ms) = (self.config.stale_ms, self.config.follow_ms);
        for unit in &mut self.units {
            let id = &unit.asset.id;
            let contested = unit.watch.contested(now.mono);
            let unsafe_alone = matches!(unit.asset.reversion, Reversion::TimerOnly | Reversion::None)
                && matches!(unit.asset.kind, AssetKind::Pv | AssetKind::Battery);
            let told = [
                (
                    AlarmKind::AssetContested(id.clone()),
                    contested,
                    "another controller writes to it: find and stop one of the two",
                ),
                (
                    AlarmKind::NoSafeReversion(id.clone()),
                    unsafe_alone,
                    "no-safe-reversion: set a fixed limit on the device and record it",
                ),
            ];
            for (kind, raised, says) in told {
                self.alarms.set(kind, raised, now.wall, says);
            }
            verify::learn_offset(unit);
            let disobeys = verify::look(unit, now.mono, stale_ms, follow_ms);
            let kind = AlarmKind::AssetDisobeys(unit.asset.id.clone());
            self.alarms.set(kind, disobeys, now.wall, "measured power does not follow what was accepted");
        }
    }

    fn tell(&mut self, now: Now, limits: Limits, split: &Split) {
        let born_long_ago = self.born.is_some_and(|born| now.mono.since(born) > self.config.stale_ms);
        let stale = born_long_ago && self.meter_missing(now.mono);
        let reversed = self.meter.trust.reversed();
        let matters = limits.export.is_some() || limits.import.is_some() || self.meter.expected;
        let wall = now.wall;
        self.alarms.set(AlarmKind::MeterStale, stale && matters, wall, "no fresh reading: zero load is assumed");
        self.alarms.set(
            AlarmKind::MeterReversed,
            reversed,
            wall,
            "the meter contradicts the assets: check its sign and wiring",
        );
        let contradicts = self.holding.contradicts;
        self.alarms.set(
            AlarmKind::LimitsContradict,
            contradicts,
            wall,
            "two servers ask for different powers: the smaller export holds",
        );
        self.shortfall = split.shortfall.map(|says| (self.shortfall.map_or(now.mono, |(since, _)| since), says));
        let lasting = self.shortfall.filter(|(since, _)| now.mono.since(*since) >= SHORTFALL_MS);
        self.alarms.set(AlarmKind::Shortfall, lasting.is_some(), wall, lasting.map_or("met again", |(_, says)| says));
    }

    fn send_if_due(&mut self, now: Now, i: usize, order: Order, reliance: Loop, decided: &mut Decided) {
        match due(&self.units[i], &order, now.mono, self.config.renew_ms()) {
            Due::Not(at) => decided.wake = earlier(decided.wake, at),
            Due::Write { renewal, tightens } => {
                let setpoint = self.setpoint(now, i, order, reliance, renewal);
                decided.wake = earlier(decided.wake, Some(now.mono.plus_ms(self.config.renew_ms())));
                let list = if tightens { &mut decided.tightening } else { &mut decided.others };
                list.push(setpoint);
            }
        }
    }

    fn setpoint(&mut self, now: Now, i: usize, order: Order, reliance: Loop, renewal: bool) -> Setpoint {
        let seq = self.next_seq();
        let causes = self.causes(now.mono, &self.units[i], &order, reliance);
        let unit = &mut self.units[i];
        let changed = match &unit.sent {
            Some(sent) if renewal => sent.changed,
            _ => now.mono,
        };
        unit.returned = false;
        unit.note_command(&order.command, now.mono);
        unit.sent = Some(Sent { command: order.command.clone(), lease: order.lease, mono: now.mono, changed });
        Setpoint {
            seq,
            asset: unit.asset.id.clone(),
            command: order.command,
            lease: order.lease,
            at: now.wall,
            mono: now.mono,
            renewal,
            causes,
        }
    }

    /// The chain that explains a setpoint (rule 9).
    fn causes(&self, mono: Mono, unit: &Unit, order: &Order, reliance: Loop) -> Vec<Cause> {
        let mut causes = self.site_causes();
        if self.boot.stands() {
            causes.push(rule("r11c", "until the first contact the tighter of the last stored and the default holds"));
        }
        if reliance == Loop::Open && self.limits(mono).export.is_some() {
            let (name, says) = if self.meter.trust.reversed() {
                ("r11b", "the meter contradicts the assets: zero load is assumed")
            } else {
                ("r11a", "no meter to rely on: zero load is assumed")
            };
            causes.push(rule(name, says));
        }
        causes.extend(self.shortened(unit, order));
        causes.push(Cause::Allocation {
            says: format!("share of {} of the site's {:?} units", order.total, unit.asset.kind),
        });
        causes
    }

    /// Says so where a battery gets less than was asked of storage (rule 3).
    fn shortened(&self, unit: &Unit, order: &Order) -> Option<Cause> {
        let target = self.holding.storage.as_ref().filter(|_| unit.asset.kind == AssetKind::Battery)?;
        let less = order.total.abs() < target.w.abs();
        let says = || {
            format!(
                "{} were asked of storage and {} are given: limits, and what the devices can do, go before setpoints",
                target.w, order.total
            )
        };
        less.then(|| rule("r3", &says()))
    }

    /// Why the site's limits and targets hold.
    pub(crate) fn site_causes(&self) -> Vec<Cause> {
        let held = &self.holding;
        let limits = [&held.export, &held.import, &held.net, &held.generation, &held.load];
        let targets = held.target.iter().chain(&held.storage).chain(&held.site);
        let mut causes: Vec<Cause> = limits.into_iter().flat_map(|limit| limit.causes.iter().cloned()).collect();
        causes.extend(targets.flat_map(|target| target.causes.iter().cloned()));
        causes.extend(held.grid_causes.iter().cloned());
        let installer = [("export", self.config.installer_export), ("import", self.config.installer_import)];
        for (side, limit) in installer {
            causes.extend(limit.map(|w| Cause::Installer { says: format!("{side} at most {w}") }));
        }
        causes
    }

    /// The next instant at which something goes stale or must be looked at.
    fn next_look(&self, now: Now, wake: Option<Mono>) -> Option<Mono> {
        let stale_ms = self.config.stale_ms;
        let units = self.units.iter().filter(|unit| unit.fresh(now.mono, stale_ms));
        let stale = units.filter_map(|unit| unit.state.as_ref()).map(|s| s.read_at.plus_ms(stale_ms + 1));
        let shortfall = self.shortfall.map(|(since, _)| since.plus_ms(SHORTFALL_MS));
        let all = stale.chain(self.meter.stale_at(stale_ms)).chain(shortfall).chain(wake);
        all.filter(|at| *at > now.mono).min()
    }
}

fn rule(name: &str, says: &str) -> Cause {
    Cause::Rule { rule: name.to_owned(), says: says.to_owned() }
}

fn earlier(a: Option<Mono>, b: Option<Mono>) -> Option<Mono> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
