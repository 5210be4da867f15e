//! The physics of a PV inverter and of a battery: what a device gives when it is told something.
//!
//! Watts and vars are positive towards the grid.

use super::around::Around;
use super::day::{DeviceKind, DeviceSpec};
use super::noise::Rng;
use super::orders::{Orders, VarOrder};
use super::service::Service;

/// Share of the energy that is left after one passage between the terminals and the cells.
pub const ONE_WAY_EFFICIENCY: f64 = 0.96;
/// Share of the array's power that comes out of a PV inverter.
const PV_EFFICIENCY: f64 = 0.98;
/// Share of the capacity over which charging and discharging taper near full and empty.
const TAPER: f64 = 0.05;
/// Seconds at 0 W between charging and discharging.
const FLIP_S: f64 = 0.5;
/// A target this near is reached.
const NEAR: f64 = 1.0;

/// Energy that passed, each way; counters that only grow.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counters {
    /// Given, in Wh.
    pub injected_wh: f64,
    /// Taken, in Wh.
    pub absorbed_wh: f64,
    /// Given, in varh.
    pub injected_varh: f64,
    /// Taken, in varh.
    pub absorbed_varh: f64,
}

/// A PV inverter or a battery.
#[derive(Debug, Clone)]
pub struct Inverter {
    spec: DeviceSpec,
    /// Watts at the terminals.
    pub w: f64,
    /// Vars at the terminals.
    pub var: f64,
    /// Energy that passed the terminals.
    pub counters: Counters,
    /// Energy in the cells; 0 for PV.
    pub stored_wh: f64,
    /// Whether it is in service.
    pub service: Service,
    /// Most watts that it gives whatever it is told; a fault.
    pub clamp_w: Option<f64>,
    /// Watts that the sun gives now; for a battery what it may give.
    pub available_w: f64,
    direction: f64,
    rest_s: f64,
    rng: Rng,
}

impl Counters {
    /// Counts `w` and `var` for `dt_s`.
    pub fn add(&mut self, w: f64, var: f64, dt_s: f64) {
        let hours = dt_s / 3_600.0;
        self.injected_wh += w.max(0.0) * hours;
        self.absorbed_wh += (-w).max(0.0) * hours;
        self.injected_varh += var.max(0.0) * hours;
        self.absorbed_varh += (-var).max(0.0) * hours;
    }
}

impl Inverter {
    /// A device in service that gives nothing yet.
    pub fn new(spec: &DeviceSpec, seed: u64) -> Self {
        let spec = spec.filled();
        Self {
            stored_wh: spec.capacity_wh * spec.soc_pct / 100.0,
            w: 0.0,
            var: 0.0,
            counters: Counters::default(),
            service: Service::On,
            clamp_w: None,
            available_w: 0.0,
            direction: 0.0,
            rest_s: FLIP_S,
            rng: Rng::new(seed),
            spec,
        }
    }

    /// Takes up what `orders` want at once, as a device that has run for a while; no energy is counted.
    pub fn settle(&mut self, orders: &Orders, around: &Around, nominal_hz: f64) {
        let source = self.source_bounds(around.sun);
        self.available_w = source.1;
        (self.w, self.var) = self.targets(orders, around, nominal_hz, source, 1.0);
        self.direction = if self.w == 0.0 { 0.0 } else { self.w.signum() };
    }

    /// What it is, with every rating filled in.
    pub fn spec(&self) -> &DeviceSpec {
        &self.spec
    }

    /// State of charge in percent; 0 for PV.
    pub fn soc_pct(&self) -> f64 {
        if self.spec.capacity_wh > 0.0 { self.stored_wh / self.spec.capacity_wh * 100.0 } else { 0.0 }
    }

    /// What the source and the cells allow now: most watts taken (negative) and given.
    pub fn source_bounds(&self, sun: f64) -> (f64, f64) {
        let spec = &self.spec;
        if spec.kind == DeviceKind::Pv {
            return (0.0, (spec.peak_w * sun * PV_EFFICIENCY).min(spec.max_w));
        }
        let soc = self.stored_wh / spec.capacity_wh;
        let (room, charge) = (((1.0 - soc) / TAPER).clamp(0.0, 1.0), (soc / TAPER).clamp(0.0, 1.0));
        (-spec.max_charge_w * room, spec.max_w * charge)
    }

    /// Moves on by `dt_s` under `orders`.
    pub fn step(&mut self, orders: &Orders, around: &Around, nominal_hz: f64, dt_s: f64) {
        self.service = self.service.step(orders, around, dt_s, &mut self.rng);
        let source = self.source_bounds(around.sun);
        self.available_w = source.1;
        let share = self.service.share();
        if share == 0.0 {
            (self.w, self.var) = (0.0, 0.0);
        } else {
            let (mut w, mut var) = self.targets(orders, around, nominal_hz, source, share);
            (w, var) = self.within_apparent(orders, w, var);
            self.move_watts(orders, w, source, dt_s);
            let room_var = (self.spec.max_va.powi(2) - self.w.powi(2)).max(0.0).sqrt();
            self.var = approach(self.var, var, self.spec.response_s, f64::INFINITY, dt_s).clamp(-room_var, room_var);
        }
        self.rest_s = if self.w == 0.0 { self.rest_s + dt_s } else { 0.0 };
        self.counters.add(self.w, self.var, dt_s);
        self.store(dt_s);
    }

    fn targets(&self, orders: &Orders, around: &Around, hz: f64, source: (f64, f64), share: f64) -> (f64, f64) {
        let own = if self.spec.kind == DeviceKind::Pv { source.1 } else { self.spec.own_w };
        let shift = orders.droop.map_or(0.0, |droop| droop.shift(around.hz, hz)) * orders.w_max;
        let caps = [
            orders.limit.map(|limit| limit * orders.w_max),
            orders.volt_watt.as_ref().map(|line| line.at(around.volt_pct) / 100.0 * orders.w_max),
            (self.spec.kind == DeviceKind::Battery).then_some(orders.discharge_max_w),
            (share < 1.0).then_some(share * orders.w_max),
            Some(orders.w_max),
            self.clamp_w,
        ];
        let top = caps.into_iter().flatten().fold(source.1, f64::min).max(0.0);
        let bottom = source.0.max(-orders.charge_max_w * share).min(0.0);
        let w = (orders.set_w.unwrap_or(own) + shift).clamp(bottom, top);
        (w, self.wanted_var(orders, around, w))
    }

    fn wanted_var(&self, orders: &Orders, around: &Around, w: f64) -> f64 {
        let available = (self.spec.max_va.powi(2) - w.powi(2)).max(0.0).sqrt().min(self.spec.max_var);
        let asleep = self.spec.kind == DeviceKind::Pv && self.available_w < NEAR;
        let factor = if w >= 0.0 { orders.pf_inject } else { orders.pf_absorb };
        let var = match (orders.vars, factor, &orders.volt_var, &orders.watt_var) {
            _ if asleep => 0.0,
            (VarOrder::Vars(var), ..) => var,
            (VarOrder::OfAvailable(share), ..) => share * available,
            (_, Some((magnitude, absorbing)), ..) => {
                let var = w.abs() * (1.0 / magnitude.clamp(0.1, 1.0).powi(2) - 1.0).sqrt();
                if absorbing { -var } else { var }
            }
            (_, _, Some(curve), _) => curve.line.at(around.volt_pct) / 100.0 * curve.of.unwrap_or(available),
            (_, _, _, Some(curve)) => curve.line.at(w / orders.w_max * 100.0) / 100.0 * curve.of.unwrap_or(available),
            _ => 0.0,
        };
        var.clamp(-self.spec.max_var, self.spec.max_var)
    }

    /// Both within the apparent power; the one without priority gives way.
    fn within_apparent(&self, orders: &Orders, w: f64, var: f64) -> (f64, f64) {
        let va = self.spec.max_va;
        let room = |taken: f64| (va.powi(2) - taken.powi(2)).max(0.0).sqrt();
        if orders.vars_first {
            let var = var.clamp(-va, va);
            (w.clamp(-room(var), room(var)), var)
        } else {
            let w = w.clamp(-va, va);
            (w, var.clamp(-room(w), room(w)))
        }
    }

    fn move_watts(&mut self, orders: &Orders, target: f64, source: (f64, f64), dt_s: f64) {
        let direction = if target == 0.0 { 0.0 } else { target.signum() };
        let flips = direction * self.direction < 0.0;
        let target = if flips && (self.w != 0.0 || self.rest_s < FLIP_S) { 0.0 } else { target };
        let ramp_pct = orders.ramp_pct_per_s.unwrap_or(f64::INFINITY).min(self.spec.ramp_pct_per_s);
        let most = ramp_pct / 100.0 * orders.w_max * dt_s;
        let w = approach(self.w, target, self.spec.response_s, most, dt_s);
        // The sun and the cells do not wait for a control loop.
        self.w = w.clamp(source.0, source.1);
        if self.w != 0.0 {
            self.direction = self.w.signum();
        }
    }

    fn store(&mut self, dt_s: f64) {
        let cells_w = if self.w > 0.0 { self.w / ONE_WAY_EFFICIENCY } else { self.w * ONE_WAY_EFFICIENCY };
        if self.spec.kind == DeviceKind::Battery {
            self.stored_wh = (self.stored_wh - cells_w * dt_s / 3_600.0).clamp(0.0, self.spec.capacity_wh);
        }
    }
}

/// A first-order answer, moving by `most` at most.
fn approach(from: f64, to: f64, response_s: f64, most: f64, dt_s: f64) -> f64 {
    let share = if response_s > 0.0 { 1.0 - (-dt_s / response_s).exp() } else { 1.0 };
    let next = from + ((to - from) * share).clamp(-most, most);
    if (to - next).abs() <= NEAR && (to - from).abs() <= most.max(NEAR) { to } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::sim::orders::{Line, VarCurve};
    use proptest::prelude::*;

    const NOON: Around = Around { sun: 1.0, load_w: 0.0, load_var: 0.0, volt_pct: 100.0, hz: 50.0 };

    fn free(spec: &DeviceSpec) -> Orders {
        Orders::free(&spec.filled())
    }

    fn run(device: &mut Inverter, orders: &Orders, around: &Around, seconds: u32) {
        (0..seconds * 10).for_each(|_| device.step(orders, around, 50.0, 0.1));
    }

    #[test]
    fn pv_follows_its_limit_and_comes_back() {
        let spec = DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0);
        let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
        run(&mut device, &orders, &NOON, 5);
        assert_eq!(device.w, 5_000.0);
        orders.limit = Some(0.3);
        run(&mut device, &orders, &NOON, 5);
        assert_eq!(device.w, 1_500.0);
    }

    #[test]
    fn a_battery_rests_between_charging_and_discharging() {
        let spec = DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0);
        let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
        orders.set_w = Some(4_000.0);
        run(&mut device, &orders, &NOON, 5);
        orders.set_w = Some(-4_000.0);
        let watts: Vec<f64> = (0..100)
            .map(|_| {
                device.step(&orders, &NOON, 50.0, 0.1);
                device.w
            })
            .collect();
        assert!(watts.iter().filter(|w| **w == 0.0).count() >= 5, "{watts:?}");
        assert_eq!(watts.last(), Some(&-4_000.0));
    }

    #[test]
    fn service_comes_back_after_the_delay_and_over_the_ramp() {
        let spec = DeviceSpec { es_delay_s: 10, es_ramp_s: 10, ..DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0) };
        let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
        run(&mut device, &orders, &NOON, 5);
        orders.energize = false;
        device.step(&orders, &NOON, 50.0, 0.1);
        assert_eq!(device.w, 0.0);
        orders.energize = true;
        run(&mut device, &orders, &NOON, 10);
        assert_eq!(device.w, 0.0, "not before the delay is over");
        run(&mut device, &orders, &NOON, 5);
        assert!((1_500.0..3_000.0).contains(&device.w), "half way up: {}", device.w);
        run(&mut device, &orders, &NOON, 8);
        assert_eq!(device.w, 5_000.0);
    }

    #[test]
    fn watts_or_vars_give_way_by_priority() {
        let spec = DeviceSpec { max_va: 5_000.0, max_var: 4_000.0, ..DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0) };
        let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
        orders.vars = VarOrder::Vars(3_000.0);
        run(&mut device, &orders, &NOON, 5);
        assert_eq!((device.w, device.var), (5_000.0, 0.0));
        orders.vars_first = true;
        run(&mut device, &orders, &NOON, 5);
        assert!((device.w - 4_000.0).abs() < 1.0 && (device.var - 3_000.0).abs() < 2.0);
    }

    #[test]
    fn volt_var_absorbs_when_the_voltage_is_high() {
        let spec = DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0);
        let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
        let line = Line(vec![(92.0, 44.0), (98.0, 0.0), (102.0, 0.0), (108.0, -44.0)]);
        orders.volt_var = Some(VarCurve { line, of: Some(5_000.0) });
        run(&mut device, &orders, &Around { volt_pct: 105.0, ..NOON }, 5);
        assert!((device.var + 1_100.0).abs() < 2.0, "{}", device.var);
    }

    proptest! {
        #[test]
        fn a_battery_stays_within_its_cells_and_its_energy_adds_up(
            soc in 0.0..100.0_f64,
            capacity in 20.0..500.0_f64,
            orders_w in prop::collection::vec(-8_000.0..8_000.0_f64, 1..8),
        ) {
            let base = DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0);
            let spec = DeviceSpec { soc_pct: soc, capacity_wh: capacity, ..base };
            let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
            let before = device.stored_wh;
            for w in orders_w {
                orders.set_w = Some(w);
                for _ in 0..600 {
                    device.step(&orders, &NOON, 50.0, 0.1);
                    prop_assert!((0.0..=100.0).contains(&device.soc_pct()));
                    prop_assert!(device.w.abs() <= 5_000.0);
                }
            }
            let counters = device.counters;
            let moved = counters.absorbed_wh * ONE_WAY_EFFICIENCY - counters.injected_wh / ONE_WAY_EFFICIENCY;
            prop_assert!((device.stored_wh - before - moved).abs() < 0.2, "{} {}", device.stored_wh - before, moved);
        }

        #[test]
        fn pv_never_gives_more_than_the_sun_or_its_limit(
            suns in prop::collection::vec(0.0..1.0_f64, 1..20), limit in 0.0..1.0_f64,
        ) {
            let spec = DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0);
            let (mut device, mut orders) = (Inverter::new(&spec, 1), free(&spec));
            orders.limit = Some(limit);
            for sun in suns {
                run(&mut device, &orders, &Around { sun, ..NOON }, 3);
                prop_assert!(device.w >= 0.0 && device.w <= (6_000.0 * sun).min(limit * 5_000.0 + NEAR));
            }
        }
    }
}
