//! A simulated device: physics, registers, timers and what is wrong with it.

use super::around::Around;
use super::day::{DeviceSpec, FaultKind, FaultSpec, Profile, SiteSpec};
use super::inverter::Inverter;
use super::log::DeviceSample;
use super::orders::Orders;
use super::registers::curves::{self, Adoption};
use super::registers::timers::Timers;
use super::registers::{Map, Measured, Refusal, Touch, legacy, seven};
use super::service::Service;
use tieline_schemas::sunspec::Error;

/// What happened to a device by itself: what, and to which part.
pub type Happened = (&'static str, String);

/// An inverter or a battery with its registers.
#[derive(Debug, Clone)]
pub struct Device {
    spec: DeviceSpec,
    nominal: (f64, f64),
    inverter: Inverter,
    map: Map,
    orders: Orders,
    timers: Timers,
    adoptions: Vec<Adoption>,
    faults: Vec<FaultSpec>,
    off_s: f64,
    age_s: f64,
    around: Around,
    volt_v: f64,
}

impl Device {
    /// A new device at rest.
    pub fn new(spec: &DeviceSpec, site: &SiteSpec, seed: u64, around: Around) -> Result<Self, Error> {
        let spec = spec.filled();
        let nominal = (site.nominal_v, site.nominal_hz);
        let map = factory(&spec, nominal)?;
        let mut device = Self {
            inverter: Inverter::new(&spec, seed),
            orders: Orders::free(&spec),
            map,
            timers: Timers::default(),
            adoptions: Vec::new(),
            faults: Vec::new(),
            off_s: 0.0,
            age_s: 0.0,
            around,
            volt_v: site.nominal_v,
            nominal,
            spec,
        };
        device.obey();
        device.inverter.settle(&device.orders, &around, site.nominal_hz);
        Ok(device)
    }

    /// Its name.
    pub fn id(&self) -> &str {
        &self.spec.id
    }

    /// Its physics.
    pub fn inverter(&self) -> &Inverter {
        &self.inverter
    }

    /// The faults that stand.
    pub fn faults(&self) -> &[FaultSpec] {
        &self.faults
    }

    /// Whether it is off, restarting.
    pub fn is_off(&self) -> bool {
        self.off_s > 0.0
    }

    fn suffers(&self, kind: FaultKind) -> bool {
        self.faults.iter().any(|fault| fault.kind == kind)
    }

    /// Moves on by `dt_ms`; what happened by itself goes to `happened`.
    pub fn step(&mut self, around: &Around, dt_ms: u64, happened: &mut Vec<Happened>) -> Result<(), Error> {
        let dt_s = dt_ms as f64 / 1_000.0;
        (self.around, self.age_s) = (*around, self.age_s + dt_s);
        self.volt_v = self.nominal.0 * around.volt_pct / 100.0;
        if self.is_off() {
            self.off_s -= dt_s;
            let off = Orders { run: false, ..self.orders.clone() };
            self.inverter.step(&off, around, self.nominal.1, dt_s);
            return Ok(());
        }
        if !self.suffers(FaultKind::DropReversion) {
            let reverted = self.timers.step(&mut self.map, dt_ms)?;
            happened.extend(reverted.iter().map(|control| ("revert", (*control).to_owned())));
            self.obey_if(!reverted.is_empty());
        }
        let ended = curves::step(&mut self.map, &mut self.adoptions, dt_s)?;
        self.obey_if(!ended.is_empty());
        happened.extend(ended.into_iter().map(|(model, curve, adopted)| {
            (if adopted { "adopt" } else { "refuse-curve" }, format!("{model}.{curve}"))
        }));
        let before = std::mem::discriminant(&self.inverter.service);
        self.inverter.step(&self.orders, around, self.nominal.1, dt_s);
        if before != std::mem::discriminant(&self.inverter.service) {
            happened.push(("service", service_name(self.inverter.service).to_owned()));
        }
        Ok(())
    }

    /// Registers as a client reads them.
    pub fn read(&mut self, address: u16, count: u16) -> Result<Vec<u16>, Refusal> {
        if !self.suffers(FaultKind::Freeze) {
            // A name of ours that the table does not have would be a bug; tests read every model.
            self.show().map_err(|_| Refusal::Address)?;
        }
        let registers = self.map.read(address, count)?;
        Ok(if self.suffers(FaultKind::ByteSwap) { swapped(registers) } else { registers })
    }

    /// Registers as a client writes them.
    pub fn write(&mut self, address: u16, values: &[u16]) -> Result<Vec<Touch>, Refusal> {
        let touches = self.map.write(address, values)?;
        let bug = |_: Error| Refusal::Address;
        self.timers.touched(&mut self.map, &touches).map_err(bug)?;
        let adopt_s = f64::from(self.spec.adopt_s);
        self.adoptions.extend(curves::requested(&mut self.map, &touches, adopt_s).map_err(bug)?);
        self.obey();
        Ok(touches)
    }

    /// Starts a fault; one of the same kind (and alarm bit) is replaced.
    pub fn inject(&mut self, fault: &FaultSpec) -> Result<(), Error> {
        if fault.kind == FaultKind::Restart {
            return self.restart(fault.value.unwrap_or(2.0));
        }
        if fault.kind == FaultKind::ScaleFactor {
            let (point, value) = (fault.point.as_deref().unwrap_or_default(), fault.value.unwrap_or(0.0));
            self.rescale(point, value as i64)?;
        }
        if fault.kind == FaultKind::Freeze {
            self.show()?;
        }
        self.faults.retain(|known| !is_same(known, fault.kind, fault.value));
        self.faults.push(fault.clone());
        self.obey();
        Ok(())
    }

    /// Ends a fault; `value` names the bit of an alarm, absent: every one. False when there was none.
    pub fn clear(&mut self, kind: FaultKind, value: Option<f64>) -> bool {
        let before = self.faults.len();
        self.faults.retain(|known| !(known.kind == kind && (value.is_none() || known.value == value)));
        self.obey();
        self.faults.len() < before
    }

    /// Its line of the log.
    pub fn sample(&self) -> DeviceSample {
        let inverter = &self.inverter;
        DeviceSample {
            w: round(inverter.w),
            var: round(inverter.var),
            available_w: round(inverter.available_w),
            soc: (self.spec.capacity_wh > 0.0).then(|| round(inverter.soc_pct())),
            limit_w: self.orders.limit.map(|limit| round(limit * self.orders.w_max)),
            set_w: self.orders.set_w.map(round),
            service: inverter.service == Service::On,
            timers: self.timers.running(),
        }
    }

    fn restart(&mut self, off_s: f64) -> Result<(), Error> {
        self.map = factory(&self.spec, self.nominal)?;
        self.timers = Timers::default();
        self.adoptions.clear();
        (self.off_s, self.age_s) = (off_s, 0.0);
        self.obey();
        Ok(())
    }

    /// Changes a scale factor; settings under it keep what they mean.
    fn rescale(&mut self, point: &str, exponent: i64) -> Result<(), Error> {
        let (model, name) = point.split_once('.').unwrap_or_default();
        let model = model.parse().unwrap_or(0);
        let image = self.map.image_mut(model).ok_or(Error::UnknownModel(model))?;
        let at = image.layout().place(name)?.offset;
        let scaled = image.layout().places().iter().filter(|place| place.scale_at == Some(at));
        let kept: Vec<_> = scaled.map(|place| (place.path.clone(), image.decimal(&place.path))).collect();
        image.set_raw(name, Some(exponent))?;
        for (path, value) in kept {
            if let Ok(Some(value)) = value {
                image
                    .set(&path, value, tieline_schemas::sunspec::Round::Nearest)
                    .or_else(|_| image.set_raw(&path, None))?;
            }
        }
        Ok(())
    }

    fn obey_if(&mut self, changed: bool) {
        if changed {
            self.obey();
        }
    }

    /// Takes the orders in force from the registers, unless it lies or somebody on site has it.
    fn obey(&mut self) {
        let clamp = self.faults.iter().find(|fault| fault.kind == FaultKind::Clamp);
        self.inverter.clamp_w = clamp.and_then(|fault| fault.value);
        if self.suffers(FaultKind::Lie) {
            return;
        }
        self.orders = match (self.suffers(FaultKind::Local), self.spec.profile) {
            (true, _) => Orders::free(&self.spec),
            (_, Profile::Seven) => seven::orders(&self.map, &self.spec),
            (_, Profile::Legacy) => legacy::orders(&self.map, &self.spec),
        };
    }

    fn show(&mut self) -> Result<(), Error> {
        let bit = |fault: &FaultSpec| fault.value.map_or(0, |value| 1_u32 << (value as u32).min(31));
        let alarms = self.faults.iter().filter(|fault| fault.kind == FaultKind::Alarm).map(bit).fold(0, |a, b| a | b);
        let held = self.orders.limit.is_some_and(|limit| limit * self.orders.w_max < self.inverter.available_w);
        let mut shown = self.inverter.clone();
        if let Some(factor) = self.faults.iter().find(|fault| fault.kind == FaultKind::Jump).and_then(|f| f.value) {
            shown.w *= factor;
        }
        let now = Measured {
            inverter: &shown,
            volt_v: self.volt_v,
            hz: self.around.hz,
            alarms,
            local: self.suffers(FaultKind::Local),
            beat: self.age_s as u32,
            throttled: held,
        };
        let blank = self.suffers(FaultKind::NotAvailable);
        match self.spec.profile {
            Profile::Seven => seven::show(&mut self.map, &now, blank),
            Profile::Legacy => legacy::show(&mut self.map, &now, blank),
        }
    }
}

/// Whether a standing fault is the one meant: of the same kind, and for an alarm of the same bit.
pub(super) fn is_same(known: &FaultSpec, kind: FaultKind, value: Option<f64>) -> bool {
    known.kind == kind && (kind != FaultKind::Alarm || known.value == value)
}

/// The bytes of each register the wrong way round.
pub(super) fn swapped(registers: Vec<u16>) -> Vec<u16> {
    registers.into_iter().map(u16::swap_bytes).collect()
}

fn factory(spec: &DeviceSpec, nominal: (f64, f64)) -> Result<Map, Error> {
    match spec.profile {
        Profile::Seven => seven::build(spec, nominal.0, nominal.1),
        Profile::Legacy => legacy::build(spec, nominal.0),
    }
}

fn service_name(service: Service) -> &'static str {
    match service {
        Service::On => "on",
        Service::Off => "off",
        Service::Waiting(_) => "waiting",
        Service::Ramping(..) => "ramping",
    }
}

/// Tenths: what a log needs.
pub(super) fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
