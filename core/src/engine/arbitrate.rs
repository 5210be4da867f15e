//! What holds now, and why: rule 3.
//!
//! Within one server and one mode an event in effect beats any default, then rank decides; the timeline has done that
//! for events. Between servers and between different modes limits intersect: the tightest holds.
//! [design r3]

use super::config::SiteConfig;
use super::schedule::{Entry, ProgramHead, Timeline};
use crate::model::{
    Cause, CentiPercent, ControlValue, Curve, FixedVarReference, FreqDroop, Mode, PowerFactor, Rounding, Vars, Watts,
};
use std::collections::BTreeMap;

/// A limit on power, a magnitude, with what it falls back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limit {
    /// What holds now; `None`: no limit.
    pub now: Option<Watts>,
    /// What the defaults say, whatever is in effect (rule 2: reversions hold the tighter of both).
    pub default: Option<Watts>,
    /// In how many hundredths of a second to get there, if the control says so [X18 rampTms].
    pub ramp_centiseconds: Option<u16>,
    /// Why.
    pub causes: Vec<Cause>,
}

impl Limit {
    /// The tighter of what holds and the default.
    pub fn worst_case(&self) -> Option<Watts> {
        tighter(self.now, self.default)
    }
}

/// The tighter of two limits, `None` being none.
pub(crate) fn tighter(a: Option<Watts>, b: Option<Watts>) -> Option<Watts> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A power to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Positive: generate or discharge.
    pub w: Watts,
    /// Why.
    pub causes: Vec<Cause>,
}

/// What is asked of reactive power.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reactive {
    /// Vars of the site's DER, injected if positive.
    pub var: Option<Vars>,
    /// A share of what is available now.
    pub share_available: Option<CentiPercent>,
    /// Power factor while injecting.
    pub pf_inject: Option<PowerFactor>,
    /// Power factor while absorbing.
    pub pf_absorb: Option<PowerFactor>,
}

/// All that holds at the site now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding {
    /// On what flows to the grid at the connection point [CSIP-AUS opModExpLimW].
    pub export: Limit,
    /// On what is drawn from the grid at the connection point [CSIP-AUS opModImpLimW].
    pub import: Limit,
    /// On PV and storage, net [X18 opModMaxLimW].
    pub net: Limit,
    /// On the sum of generation and discharge [CSIP-AUS opModGenLimW].
    pub generation: Limit,
    /// On the sum of controllable consumption [CSIP-AUS opModLoadLimW].
    pub load: Limit,
    /// Permission to energise; any false wins (rule 3).
    pub energize: Option<bool>,
    /// Permission to be connected; any false wins.
    pub connect: Option<bool>,
    /// Power of PV and storage together, net.
    pub target: Option<Target>,
    /// Power of storage [CSIP-AUS opModStorageTargetW].
    pub storage: Option<Target>,
    /// Power at the connection point [OADR2b LOAD_DISPATCH].
    pub site: Option<Target>,
    /// Reactive power.
    pub reactive: Reactive,
    /// Droop.
    pub freq_droop: Option<FreqDroop>,
    /// Curves, one a kind.
    pub curves: Vec<Curve>,
    /// Why of permissions, reactive power, droop and curves.
    pub grid_causes: Vec<Cause>,
    /// Ramp of limits, a share of setMaxW per second; `None`: no ramp [X18 setGradW].
    pub gradient: Option<CentiPercent>,
    /// The same after ceasing to energise [X18 setSoftGradW].
    pub soft_gradient: Option<CentiPercent>,
    /// Whether what is asked contradicts itself.
    pub contradicts: bool,
}

/// What one server says about one mode.
struct Claim<'a> {
    value: &'a ControlValue,
    ramp: Option<u16>,
    cause: Cause,
}

/// What holds over all servers.
pub(crate) fn arbitrate(config: &SiteConfig, timelines: &[Timeline]) -> Holding {
    let mut holding = Holding::default();
    for timeline in timelines {
        for (mode, claim) in claims(timeline) {
            holding.admit(config, mode, claim);
        }
        holding.admit_defaults(config, timeline);
        holding.admit_gradients(timeline.programs());
    }
    holding
}

/// One claim a mode: the event that holds it, else the default of the best program that has it.
/// [2030.5 DefaultDERControl; CSIP GEN-10]
fn claims(timeline: &Timeline) -> BTreeMap<Mode, Claim<'_>> {
    let mut claims = BTreeMap::new();
    for head in timeline.programs().iter().rev() {
        for (mode, value) in head.default.iter().flat_map(|d| &d.control.modes) {
            claims.insert(*mode, default_claim(head, *mode, value));
        }
    }
    for entry in timeline.holding() {
        for mode in entry.held.iter() {
            if let Some(value) = entry.event.control.modes.get(&mode) {
                claims.insert(mode, event_claim(entry, mode, value));
            }
        }
    }
    claims
}

fn default_claim<'a>(head: &ProgramHead, mode: Mode, value: &'a ControlValue) -> Claim<'a> {
    Claim {
        value,
        ramp: head.default.as_ref().and_then(|d| d.control.ramp_centiseconds),
        cause: Cause::Default { program: head.key.clone(), says: words(mode, value) },
    }
}

fn event_claim<'a>(entry: &Entry, mode: Mode, value: &'a ControlValue) -> Claim<'a> {
    Claim {
        value,
        ramp: entry.event.control.ramp_centiseconds,
        cause: Cause::Event {
            event: entry.event.key.clone(),
            program: entry.program.clone(),
            primacy: entry.primacy,
            says: words(mode, value),
        },
    }
}

/// A mode and its value for people.
fn words(mode: Mode, value: &ControlValue) -> String {
    match value {
        ControlValue::Permit(yes) => format!("{mode:?} {yes}"),
        ControlValue::Share(share) => format!("{mode:?} {}.{:02} %", share.0 / 100, share.0.abs() % 100),
        ControlValue::Watts(w) => format!("{mode:?} {w}"),
        ControlValue::Vars(var) => format!("{mode:?} {var}"),
        ControlValue::PowerFactor(pf) => {
            let side = if pf.absorbing { "absorbing" } else { "injecting" };
            format!("{mode:?} 0.{:04} {side}", pf.displacement)
        }
        _ => format!("{mode:?}"),
    }
}

impl Holding {
    fn admit(&mut self, config: &SiteConfig, mode: Mode, claim: Claim<'_>) {
        match (mode, claim.value) {
            (Mode::Connect, ControlValue::Permit(yes)) => forbid(&mut self.connect, *yes),
            (Mode::Energize, ControlValue::Permit(yes)) => forbid(&mut self.energize, *yes),
            (Mode::FixedW | Mode::TargetW, value) => return self.admit_target(config, value, claim.cause),
            (Mode::StorageTargetW, ControlValue::Watts(w)) => {
                return self.contradicts |= settle_target(&mut self.storage, *w, claim.cause);
            }
            (Mode::SiteTargetW, ControlValue::Watts(w)) => {
                return self.contradicts |= settle_target(&mut self.site, *w, claim.cause);
            }
            (Mode::FixedVar | Mode::TargetVar, value) => self.reactive.admit_var(config, value),
            (Mode::FixedPfInject, ControlValue::PowerFactor(pf)) => keep(&mut self.reactive.pf_inject, *pf),
            (Mode::FixedPfAbsorb, ControlValue::PowerFactor(pf)) => keep(&mut self.reactive.pf_absorb, *pf),
            (Mode::FreqDroop, ControlValue::FreqDroop(droop)) => keep(&mut self.freq_droop, *droop),
            (Mode::Curve(_), ControlValue::Curve(curve)) => self.admit_curve(config, curve),
            (mode, value) => return self.admit_limit(config, mode, value, claim.ramp, claim.cause),
        }
        self.grid_causes.push(claim.cause);
    }

    /// The tightest of all servers' limits holds, and its cause stands first.
    fn admit_limit(&mut self, config: &SiteConfig, mode: Mode, value: &ControlValue, ramp: Option<u16>, cause: Cause) {
        let Some(w) = limit_watts(config, value) else { return };
        let Some(limit) = self.limit_of(mode) else { return };
        if limit.now.is_none_or(|held| w < held) {
            limit.now = Some(w);
            limit.ramp_centiseconds = ramp;
            limit.causes.insert(0, cause);
        } else {
            limit.causes.push(cause);
        }
    }

    fn limit_of(&mut self, mode: Mode) -> Option<&mut Limit> {
        Some(match mode {
            Mode::ExpLimW => &mut self.export,
            Mode::ImpLimW => &mut self.import,
            Mode::GenLimW => &mut self.generation,
            Mode::LoadLimW => &mut self.load,
            Mode::MaxLimW => &mut self.net,
            _ => return None,
        })
    }

    fn admit_defaults(&mut self, config: &SiteConfig, timeline: &Timeline) {
        for mode in [Mode::ExpLimW, Mode::ImpLimW, Mode::GenLimW, Mode::LoadLimW, Mode::MaxLimW] {
            let defaults = timeline.programs().iter().filter_map(|head| head.default.as_ref());
            let best = defaults.filter_map(|d| d.control.modes.get(&mode)).next();
            let Some(w) = best.and_then(|value| limit_watts(config, value)) else {
                continue;
            };
            if let Some(limit) = self.limit_of(mode) {
                limit.default = tighter(limit.default, Some(w));
            }
        }
    }

    /// The slowest ramp of all servers; 0 means none [X18 setGradW] [CSIP BASIC-007].
    fn admit_gradients(&mut self, programs: &[ProgramHead]) {
        let defaults = || programs.iter().filter_map(|head| head.default.as_ref());
        let slower = |held: Option<CentiPercent>, new: Option<CentiPercent>| match (held, new.filter(|g| g.0 > 0)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.gradient = slower(self.gradient, defaults().find_map(|d| d.set_grad_w));
        self.soft_gradient = slower(self.soft_gradient, defaults().find_map(|d| d.set_soft_grad_w));
    }

    fn admit_target(&mut self, config: &SiteConfig, value: &ControlValue, cause: Cause) {
        let w = match value {
            ControlValue::Share(share) if share.0 < 0 => share.of(config.set_max_charge_w, Rounding::TowardsZero),
            ControlValue::Share(share) => share.of(config.set_max_w, Rounding::TowardsZero),
            ControlValue::Watts(w) => *w,
            _ => return,
        };
        self.contradicts |= settle_target(&mut self.target, w, cause);
    }

    /// Trip and ride-through curves only where the installer lets a utility set them (rule 11d).
    fn admit_curve(&mut self, config: &SiteConfig, curve: &Curve) {
        let allowed = config.ride_through || !curve.kind.is_ride_through();
        if allowed && self.curves.iter().all(|held| held.kind != curve.kind) {
            self.curves.push(curve.clone());
        }
    }
}

impl Reactive {
    /// Between two, the smaller magnitude (rule 3).
    fn admit_var(&mut self, config: &SiteConfig, value: &ControlValue) {
        let var = match value {
            ControlValue::Vars(var) => *var,
            ControlValue::FixedVar { reference, share } => match reference {
                FixedVarReference::SetMaxW => Vars(share.of(config.set_max_w, Rounding::TowardsZero).0),
                FixedVarReference::SetMaxVar => share.of_vars(config.set_max_var, Rounding::TowardsZero),
                FixedVarReference::StatVarAvail => return keep(&mut self.share_available, *share),
                FixedVarReference::Other(_) => return,
            },
            _ => return,
        };
        if self.var.is_none_or(|held| var.abs() < held.abs()) {
            self.var = Some(var);
        }
    }
}

/// The watts of a limit; shares round down, so that the limit is never looser than asked.
fn limit_watts(config: &SiteConfig, value: &ControlValue) -> Option<Watts> {
    match value {
        ControlValue::Share(share) => Some(share.of(config.set_max_w, Rounding::Down).max(Watts::ZERO)),
        ControlValue::Watts(w) => Some((*w).max(Watts::ZERO)),
        _ => None,
    }
}

fn forbid(held: &mut Option<bool>, permitted: bool) {
    *held = Some(held.unwrap_or(true) && permitted);
}

fn keep<T>(held: &mut Option<T>, value: T) {
    held.get_or_insert(value);
}

/// Two different targets contradict each other: the one that exports less holds. True for an alarm.
fn settle_target(held: &mut Option<Target>, w: Watts, cause: Cause) -> bool {
    match held {
        None => {
            *held = Some(Target { w, causes: vec![cause] });
            false
        }
        Some(target) => {
            let differs = target.w != w;
            target.w = target.w.min(w);
            target.causes.push(cause);
            differs
        }
    }
}
