//! What holds at the site, split over its assets.
//!
//! PV and storage share one ceiling. It is the tightest of the limits on them and of what the connection point leaves:
//! its limit plus the load that was measured, or plus nothing where the meter cannot be relied upon (rule 11a).

use super::arbitrate::{Holding, tighter};
use super::config::SiteConfig;
use super::fill::{Vessel, fill};
use super::lease::decrease_band;
use super::meter::Loop;
use super::plan::{self, Outlook};
use super::ramp::Limits;
use super::reactive;
use super::unit::{Order, Unit};
use crate::model::{AssetCommand, AssetKind, Lease, Mono, Reversion, Rounding, Watts};

/// All that a split is made from.
pub(crate) struct Scene<'a> {
    pub(crate) config: &'a SiteConfig,
    pub(crate) holding: &'a Holding,
    /// The limits at this instant, on their ramps, the installer's among them.
    pub(crate) limits: Limits,
    /// The tighter of what holds and the defaults, for reversions.
    pub(crate) worst: Limits,
    pub(crate) reliance: Loop,
    /// Whether the site has a meter whose silence must be minded.
    pub(crate) meter_missing: bool,
    /// Whether energising is permitted.
    pub(crate) permitted: bool,
    pub(crate) units: &'a [Unit],
    pub(crate) now: Mono,
}

/// What became of it.
pub(crate) struct Split {
    /// One for each unit that takes commands.
    pub(crate) orders: Vec<Option<Order>>,
    /// What was asked for and cannot be had, in words.
    pub(crate) shortfall: Option<&'static str>,
}

/// The powers that the split is about.
struct Budget {
    /// On controllable PV and storage, net.
    ceiling: Option<Watts>,
    /// On the same, positive parts only.
    generation: Option<Watts>,
    /// The least that they must give, so that the import limit holds.
    floor: Option<Watts>,
    /// What the batteries may take and give together.
    charge: Watts,
    discharge: Watts,
    /// PV that obeys, as measured.
    pv: Watts,
    /// Batteries as measured.
    storage: Watts,
    uncontrolled: Option<Watts>,
}

/// Splits what holds over the units.
pub(crate) fn split(scene: &Scene<'_>) -> Split {
    let budget = Budget::of(scene);
    let (storage, mut shortfall) = storage_power(scene, &budget);
    let pv = pv_limit(scene, &budget, storage);
    if budget.ceiling.is_some_and(|ceiling| ceiling < storage) {
        shortfall = Some("what flows without a command is more than the limit leaves");
    }
    let reversions = reversions(scene);
    let pv_shares = pv_shares(scene, pv);
    let storage_shares = storage_shares(scene, storage);
    let loads = load_shares(scene, &budget, storage);
    let vars = reactive::shares(scene);
    let orders = (0..scene.units.len()).map(|i| {
        let mut command = AssetCommand::default();
        let total = match scene.units[i].asset.kind {
            AssetKind::Pv => {
                command.limit_w = Some(pv_shares[i]);
                pv
            }
            AssetKind::Battery => {
                command.set_w = Some(storage_shares[i]);
                storage
            }
            AssetKind::Charger | AssetKind::Load => {
                command.set_w = loads[i];
                loads[i]?
            }
            _ => return None,
        };
        permit(scene, &scene.units[i], &mut command);
        reactive::fill_in(scene, i, &vars, &mut command);
        let lease =
            Lease { seconds: scene.config.lease_seconds(), revert_limit_w: reversions[i], revert_set_w: Watts::ZERO };
        Some(Order { command, lease, total })
    });
    let mut orders: Vec<_> = orders.collect();
    wait_for_others(scene, &mut orders);
    Split { orders, shortfall }
}

/// Where one generator goes down so that another may come up, the other waits: both under way at once, a slow one and a
/// fast one, are more than either.
fn wait_for_others(scene: &Scene<'_>, orders: &mut [Option<Order>]) {
    let asked = |order: &Option<Order>| order.as_ref().and_then(|order| order.command.set_w.or(order.command.limit_w));
    let falls = |unit: &Unit, order: &Option<Order>| {
        scene.obeys(unit) && asked(order).is_some_and(|asked| (unit.w() - asked).0 > settled_band(unit))
    };
    let falling: Vec<bool> = scene.units.iter().zip(&*orders).map(|(unit, order)| falls(unit, order)).collect();
    for (i, unit) in scene.units.iter().enumerate().filter(|(_, unit)| unit.is(AssetKind::Pv)) {
        let others_fall = falling.iter().enumerate().any(|(other, falls)| *falls && other != i);
        let held = unit.sent.as_ref().and_then(|sent| sent.command.limit_w).filter(|_| !unit.returned);
        let now = held.unwrap_or_default().max(unit.w());
        let Some(command) = orders[i].as_mut().map(|order| &mut order.command).filter(|_| others_fall) else {
            continue;
        };
        command.limit_w = command.limit_w.map(|limit| limit.min(now));
    }
}

/// Power within this much of an order has arrived there.
fn settled_band(unit: &Unit) -> i64 {
    (unit.asset.rating.max_w.0 / 50).max(50)
}

impl Scene<'_> {
    fn obeys(&self, unit: &Unit) -> bool {
        unit.listens(self.now, self.config.stale_ms) && !unit.watch.disobeys
    }

    /// What PV and storage together should give: as asked, or as what is asked at the connection point leaves to them.
    /// Of two, the one that exports less.
    fn target_of_ders(&self) -> Option<Watts> {
        let asked = self.holding.target.as_ref().map(|target| target.w);
        let at_the_meter = match (&self.holding.site, self.reliance) {
            (Some(site), Loop::Closed { most, .. }) => Some(site.w - most - self.unheard_but_read()),
            _ => None,
        };
        tighter(asked, at_the_meter)
    }

    fn fresh(&self, unit: &Unit) -> bool {
        unit.fresh(self.now, self.config.stale_ms)
    }

    fn of(&self, kind: AssetKind) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.is(kind))
    }

    fn generators(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.is(AssetKind::Pv) || unit.is(AssetKind::Battery))
    }

    /// Generation that follows no command: of units that do not listen or do not obey.
    fn unheard(&self) -> Watts {
        let deaf = self.generators().filter(|unit| !self.obeys(unit));
        deaf.map(|unit| unit.unheard_output(self.now, self.config.stale_ms)).sum()
    }

    /// What units that obey give beyond what they were told, standing still.
    fn offsets(&self) -> Watts {
        self.generators().filter(|unit| self.obeys(unit)).map(|unit| unit.watch.offset()).sum()
    }

    /// What the PV may stand above its orders, since small decreases are not written.
    fn unwritten(&self) -> Watts {
        self.of(AssetKind::Pv).filter(|unit| self.obeys(unit)).map(decrease_band).sum()
    }

    /// The part of it that is read, and so is not in what the meter shows beside the assets.
    fn unheard_but_read(&self) -> Watts {
        let read = self.generators().filter(|unit| !self.obeys(unit) && self.fresh(unit));
        read.map(|unit| unit.w().max(Watts::ZERO)).sum()
    }
}

impl Budget {
    fn of(scene: &Scene<'_>) -> Self {
        let limits = &scene.limits;
        let unheard = scene.unheard();
        let (outflow, floor) = match scene.reliance {
            Loop::Closed { most, least } => {
                let beside = scene.unheard_but_read();
                let room = |limit: Watts| limit - most - beside - scene.offsets() - scene.unwritten();
                (limits.export.map(room), limits.import.map(|limit| -limit - least - beside))
            }
            Loop::Open => (limits.export.map(|limit| limit - unheard), None),
        };
        let (charge, discharge) = storage_band(scene);
        let heard = |kind| -> Watts { scene.of(kind).filter(|unit| scene.obeys(unit)).map(Unit::w).sum() };
        Self {
            ceiling: tighter(outflow, limits.net.map(|limit| limit - unheard)),
            generation: limits.generation.map(|limit| (limit - unheard).max(Watts::ZERO)),
            floor,
            charge,
            discharge,
            pv: heard(AssetKind::Pv).max(Watts::ZERO),
            storage: heard(AssetKind::Battery),
            uncontrolled: match scene.reliance {
                Loop::Closed { least, .. } => Some(least),
                Loop::Open => None,
            },
        }
    }
}

/// What batteries that listen may take and give. Without a meter to rely on they rest (rule 11a).
fn storage_band(scene: &Scene<'_>) -> (Watts, Watts) {
    let open = scene.reliance == Loop::Open;
    let bands = scene.of(AssetKind::Battery).filter(|unit| scene.obeys(unit)).map(|unit| rested_band(scene, unit));
    let (mut charge, mut discharge) =
        bands.fold((Watts::ZERO, Watts::ZERO), |(c, d), (charge, discharge)| (c + charge, d + discharge));
    if scene.meter_missing || (open && scene.limits.export.is_some()) {
        discharge = Watts::ZERO;
    }
    if scene.meter_missing || (open && scene.limits.import.is_some()) {
        charge = Watts::ZERO;
    }
    (charge, discharge)
}

/// The power of all batteries together: what is asked, or what the owner wants, inside every limit.
fn storage_power(scene: &Scene<'_>, budget: &Budget) -> (Watts, Option<&'static str>) {
    if !scene.permitted {
        return (Watts::ZERO, None);
    }
    let asked = asked_of_storage(scene, budget);
    let outlook = Outlook { uncontrolled: budget.uncontrolled, pv: budget.pv };
    let wish = asked.unwrap_or_else(|| plan::battery_power(scene.config, outlook));
    let mut held = wish;
    if let Some(load) = scene.limits.load {
        held = held.max(-load);
    }
    if let Some(floor) = budget.floor {
        held = held.max(floor - budget.pv);
    }
    let beside_pv = |limit: Watts| (limit - budget.pv).max(Watts::ZERO);
    let for_target = asked.is_some() && scene.holding.storage.is_none();
    // A battery takes up what was measured to flow out, never what is only feared.
    let room = budget.ceiling.map(|ceiling| match scene.reliance {
        Loop::Closed { .. } if for_target => ceiling - budget.pv,
        Loop::Closed { .. } if ceiling.0 < 0 => ceiling,
        _ => beside_pv(ceiling),
    });
    for room in [room, budget.generation.map(beside_pv)].into_iter().flatten() {
        held = held.min(room);
    }
    let got = held.max(-budget.charge).min(budget.discharge);
    let missed = budget.floor.is_some_and(|floor| got + budget.pv < floor);
    let blind = scene.holding.site.is_some() && scene.reliance == Loop::Open;
    let says = match asked {
        _ if blind => Some("power at the connection point needs a meter to rely on"),
        Some(asked) if asked != got => Some("the power asked for is out of reach of limits and assets"),
        _ if missed => Some("the import limit needs more than the batteries can give"),
        _ => None,
    };
    (got, says)
}

fn asked_of_storage(scene: &Scene<'_>, budget: &Budget) -> Option<Watts> {
    if let Some(storage) = &scene.holding.storage {
        return Some(storage.w);
    }
    let generation_alone = scene.of(AssetKind::Battery).next().is_none();
    let target = scene.target_of_ders().filter(|_| !generation_alone)?;
    Some(target - budget.pv)
}

/// What all PV together may give, with `storage` beside it.
fn pv_limit(scene: &Scene<'_>, budget: &Budget, storage: Watts) -> Watts {
    let rated: Watts = scene.of(AssetKind::Pv).map(|unit| unit.asset.rating.max_w).sum();
    if !scene.permitted {
        return Watts::ZERO;
    }
    let discharge = storage.max(budget.storage).max(Watts::ZERO);
    let charging = (-storage).min(-budget.storage).max(Watts::ZERO);
    let beside = |limit: Watts| limit - discharge + charging;
    let target = scene.target_of_ders().filter(|_| scene.holding.storage.is_none());
    let room = tighter(
        tighter(budget.ceiling.map(beside), budget.generation.map(|limit| limit - discharge)),
        target.map(|target| target + budget.charge),
    );
    room.unwrap_or(rated).min(rated).max(Watts::ZERO)
}

fn pv_shares(scene: &Scene<'_>, total: Watts) -> Vec<Watts> {
    let vessels: Vec<Vessel> = scene
        .units
        .iter()
        .map(|unit| {
            let counts = unit.is(AssetKind::Pv) && scene.obeys(unit);
            vessel(if counts { unit.asset.rating.max_w.0 } else { 0 })
        })
        .collect();
    let shares = fill(total.0, &vessels);
    let all: Watts = scene.of(AssetKind::Pv).map(|unit| unit.asset.rating.max_w).sum();
    let each = scene.units.iter().zip(shares).map(|(unit, share)| {
        if scene.obeys(unit) {
            return Watts(share);
        }
        let rating = unit.asset.rating.max_w;
        if total >= all {
            return rating;
        }
        // What does not listen is outside the budget already: it is asked for less, never for more.
        let held = unit.sent.as_ref().and_then(|sent| sent.command.limit_w).unwrap_or_default();
        rating.scale(total.0, all.0, Rounding::Down).min(held)
    });
    each.collect()
}

fn storage_shares(scene: &Scene<'_>, total: Watts) -> Vec<Watts> {
    let charging = total.0 < 0;
    let vessels: Vec<Vessel> = scene
        .units
        .iter()
        .map(|unit| {
            let (charge, discharge) = rested_band(scene, unit);
            let counts = unit.is(AssetKind::Battery) && scene.obeys(unit);
            vessel(if !counts {
                0
            } else if charging {
                charge.0
            } else {
                discharge.0
            })
        })
        .collect();
    let shares = fill(total.0.abs(), &vessels);
    shares.into_iter().map(|share| Watts(if charging { -share } else { share })).collect()
}

/// What a battery may take and give now: it turns from charge to discharge, or back, only after a rest (rule 11f)
/// [design r11f].
fn rested_band(scene: &Scene<'_>, unit: &Unit) -> (Watts, Watts) {
    let (charge, discharge) = unit.battery_band();
    let dwell_ms = u64::try_from(scene.config.dwell.0.max(0)).unwrap_or(0) * 1_000;
    match unit.moved.filter(|(_, at)| scene.now.since(*at) < dwell_ms) {
        Some((true, _)) => (Watts::ZERO, discharge),
        Some((false, _)) => (charge, Watts::ZERO),
        None => (charge, discharge),
    }
}

/// What each charger or load may take, where a limit bounds it; as a setpoint, negative.
fn load_shares(scene: &Scene<'_>, budget: &Budget, storage: Watts) -> Vec<Option<Watts>> {
    let takes =
        |unit: &Unit| matches!(unit.asset.kind, AssetKind::Charger | AssetKind::Load) && unit.asset.capability.set_w;
    let by_load = scene.limits.load.map(|limit| limit + storage.min(Watts::ZERO));
    let by_import = budget.floor.map(|floor| budget.pv + storage - floor);
    let blind = (scene.meter_missing && scene.limits.import.is_some()).then_some(Watts::ZERO);
    let Some(room) = tighter(tighter(by_load, by_import), blind) else {
        return vec![None; scene.units.len()];
    };
    let vessels: Vec<Vessel> =
        scene.units.iter().map(|unit| vessel(if takes(unit) { unit.asset.rating.max_charge_w.0 } else { 0 })).collect();
    let shares = fill(room.0.max(0), &vessels);
    let set = |(unit, share): (&Unit, i64)| takes(unit).then_some(Watts(-share));
    scene.units.iter().zip(shares).map(set).collect()
}

/// The limit that each device falls back to by itself: all together inside the worst case at zero load (rule 2).
fn reversions(scene: &Scene<'_>) -> Vec<Watts> {
    let worst = [scene.worst.export, scene.worst.net, scene.worst.generation];
    let site = worst.into_iter().fold(None, tighter);
    let holds_value = |unit: &&Unit| unit.asset.reversion == Reversion::Value;
    let others: Watts =
        scene.generators().filter(|unit| !holds_value(unit)).map(|unit| unit.reverted_output(None)).sum();
    let vessels: Vec<Vessel> = scene
        .units
        .iter()
        .map(|unit| {
            let counts = unit.is(AssetKind::Pv) && holds_value(&unit);
            vessel(if counts { unit.asset.rating.max_w.0 } else { 0 })
        })
        .collect();
    let all: i64 = vessels.iter().map(|v| v.most).sum();
    let total = site.map_or(all, |site| (site - others).0.max(0));
    fill(total, &vessels).into_iter().map(Watts).collect()
}

fn vessel(most: i64) -> Vessel {
    let most = most.max(0);
    Vessel { least: 0, most, weight: most }
}

/// Permissions go to what can carry them out; nothing is ever started that was not stopped from here (rule 11e).
fn permit(scene: &Scene<'_>, unit: &Unit, command: &mut AssetCommand) {
    let stopped = |pick: fn(&AssetCommand) -> Option<bool>| {
        let sent = unit.sent.as_ref().and_then(|sent| pick(&sent.command));
        sent.is_some().then_some(true)
    };
    let may_energize = if scene.permitted { scene.holding.energize } else { Some(false) };
    if unit.asset.capability.energize {
        command.energize = may_energize.or_else(|| stopped(|c| c.energize));
    }
    if unit.asset.capability.isolate {
        command.connect = scene.holding.connect.or_else(|| stopped(|c| c.connect));
    }
}
