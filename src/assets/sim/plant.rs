//! The whole site: devices, house, meter and grid, moved on by program time.

use super::around::{Around, around};
use super::day::{Day, DayError, FaultKind, FaultSpec};
use super::device::{Device, is_same, round, swapped};
use super::inverter::Counters;
use super::log::{Event, Row, Sample, Write};
use super::registers::{Map, Refusal, Touch, meter};
use std::collections::BTreeMap;
use tieline_schemas::sunspec::Error;

/// A step of the physics, and the time between two rows of the log, in milliseconds of program time.
pub const STEP_MS: u64 = 100;

/// The name of the site meter.
pub const METER: &str = "meter";

/// Why a plant cannot be made or told something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlantError {
    /// The day makes no sense.
    #[error(transparent)]
    Day(#[from] DayError),
    /// A register of ours that the table does not have, or a value that does not fit.
    #[error("registers: {0}")]
    Registers(#[from] Error),
    /// No device of this name.
    #[error("no device {0:?} in this plant")]
    NoDevice(String),
    /// The fault is not one that this device can have.
    #[error("{0} cannot have this fault")]
    NotThisFault(String),
}

/// How a device's network end behaves now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It answers, so many milliseconds late.
    Answers(u64),
    /// It takes requests and never answers.
    Stalls,
    /// It refuses connections.
    Refuses,
}

/// The site meter.
#[derive(Debug, Clone)]
struct Meter {
    map: Map,
    /// What truly flowed.
    counters: Counters,
    /// What it counted, wired the wrong way round or not.
    counted: Counters,
    faults: Vec<FaultSpec>,
}

impl Meter {
    fn has(&self, kind: FaultKind) -> bool {
        self.faults.iter().any(|fault| fault.kind == kind)
    }

    fn count(&mut self, (w, var): (f64, f64), dt_s: f64) {
        let sign = if self.has(FaultKind::SignFlip) { -1.0 } else { 1.0 };
        self.counters.add(w, var, dt_s);
        self.counted.add(w * sign, var * sign, dt_s);
    }
}

/// A site that behaves.
#[derive(Debug)]
pub struct Plant {
    day: Day,
    seed: u64,
    now_ms: u64,
    around: Around,
    site: (f64, f64),
    devices: Vec<Device>,
    meter: Meter,
    /// Faults of the day: whether each has begun and ended.
    script: Vec<(FaultSpec, bool)>,
}

impl Plant {
    /// The site of `day` at its start; clouds, noise and random waits follow from `seed`.
    pub fn new(day: &Day, seed: u64) -> Result<Self, PlantError> {
        day.check()?;
        let start = around(day, seed, 0.0, 0.0);
        let device = |(i, spec): (usize, _)| Device::new(spec, &day.site, seed ^ (i as u64 + 1) << 32, start);
        let devices = day.devices.iter().enumerate().map(device).collect::<Result<Vec<_>, _>>()?;
        let rated_w: f64 = day.devices.iter().map(|spec| spec.filled().max_va).sum();
        let largest_w = rated_w + day.load.steps.iter().map(|step| step.value).fold(day.load.base_w, f64::max);
        let meter = Meter {
            map: meter::build(&day.site, largest_w)?,
            counters: Counters::default(),
            counted: Counters::default(),
            faults: Vec::new(),
        };
        let script = day.faults.iter().map(|fault| (fault.clone(), false)).collect();
        let mut plant =
            Self { day: day.clone(), seed, now_ms: 0, around: start, site: (0.0, 0.0), devices, meter, script };
        plant.sum();
        Ok(plant)
    }

    /// The names of the devices and of the meter.
    pub fn names(&self) -> Vec<String> {
        self.devices.iter().map(|device| device.id().to_owned()).chain([METER.to_owned()]).collect()
    }

    /// Program time since the start, in seconds.
    pub fn t(&self) -> f64 {
        self.now_ms as f64 / 1_000.0
    }

    /// Power at the connection point, positive: export.
    pub fn site_w(&self) -> f64 {
        self.site.0
    }

    /// The device of this name.
    pub fn device(&self, id: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.id() == id)
    }

    /// Moves on to `t_ms` milliseconds after the start, in whole steps; rows go to `log`.
    pub fn advance_to(&mut self, t_ms: u64, log: &mut Vec<Row>) -> Result<(), PlantError> {
        while self.now_ms + STEP_MS <= t_ms {
            self.step(log)?;
        }
        Ok(())
    }

    fn step(&mut self, log: &mut Vec<Row>) -> Result<(), PlantError> {
        self.now_ms += STEP_MS;
        self.play(log)?;
        let t = self.t();
        self.around = around(&self.day, self.seed, t, self.site.0);
        for device in &mut self.devices {
            let mut happened = Vec::new();
            device.step(&self.around, STEP_MS, &mut happened)?;
            log.extend(happened.into_iter().map(|(what, detail)| event(t, device.id(), what, detail)));
        }
        self.sum();
        self.meter.count(self.site, STEP_MS as f64 / 1_000.0);
        log.push(Row::Sample(self.sample()));
        Ok(())
    }

    fn sum(&mut self) {
        let w: f64 = self.devices.iter().map(|device| device.inverter().w).sum();
        let var: f64 = self.devices.iter().map(|device| device.inverter().var).sum();
        self.site = (w - self.around.load_w, var - self.around.load_var);
    }

    /// Begins and ends the faults of the day.
    fn play(&mut self, log: &mut Vec<Row>) -> Result<(), PlantError> {
        let t = self.t();
        let begins = |(fault, begun): &&mut (FaultSpec, bool)| !*begun && fault.at_s <= t;
        let mut due = Vec::new();
        for (fault, begun) in self.script.iter_mut().filter(|item| begins(item)) {
            *begun = true;
            due.push(fault.clone());
        }
        let over = self.script.iter().filter(|(fault, begun)| *begun && fault.until_s.is_some_and(|until| until <= t));
        let over: Vec<FaultSpec> = over.map(|(fault, _)| fault.clone()).collect();
        self.script.retain(|(fault, begun)| !(*begun && fault.until_s.is_none_or(|until| until <= t)));
        due.iter().try_for_each(|fault| self.inject(fault, log))?;
        over.iter().try_for_each(|fault| self.clear(&fault.device, fault.kind, fault.value, log).map(|_| ()))
    }

    /// Takes up a fault as a line of the day file would: now when its time has come, else later.
    pub fn schedule(&mut self, fault: FaultSpec, log: &mut Vec<Row>) -> Result<(), PlantError> {
        let begun = fault.at_s <= self.t();
        if begun {
            self.inject(&fault, log)?;
        } else {
            fault.check("fault")?;
            self.names().contains(&fault.device).then_some(()).ok_or(PlantError::NoDevice(fault.device.clone()))?;
        }
        if !begun || fault.until_s.is_some() {
            self.script.push((fault, begun));
        }
        Ok(())
    }

    /// Starts a fault now.
    pub fn inject(&mut self, fault: &FaultSpec, log: &mut Vec<Row>) -> Result<(), PlantError> {
        fault.check("fault")?;
        if fault.device == METER {
            self.inject_meter(fault)?;
        } else {
            if fault.kind == FaultKind::SignFlip {
                return Err(PlantError::NotThisFault(fault.device.clone()));
            }
            self.device_mut(&fault.device)?.inject(fault)?;
        }
        let what = if fault.kind == FaultKind::Restart { "restart" } else { "fault" };
        log.push(event(self.t(), &fault.device, what, kind_name(fault.kind)));
        Ok(())
    }

    /// Ends a fault; for an alarm `value` names the bit, absent: all. False when there was none.
    pub fn clear(
        &mut self,
        device: &str,
        kind: FaultKind,
        value: Option<f64>,
        log: &mut Vec<Row>,
    ) -> Result<bool, PlantError> {
        let value = value.filter(|_| kind == FaultKind::Alarm);
        let cleared = if device == METER {
            let before = self.meter.faults.len();
            self.meter.faults.retain(|fault| fault.kind != kind);
            self.meter.faults.len() < before
        } else {
            self.device_mut(device)?.clear(kind, value)
        };
        if cleared {
            log.push(event(self.t(), device, "clear", kind_name(kind)));
        }
        Ok(cleared)
    }

    fn inject_meter(&mut self, fault: &FaultSpec) -> Result<(), PlantError> {
        use FaultKind::{ByteSwap, Freeze, Jump, NotAvailable, Refuse, SignFlip, Slow, Stall};
        if !matches!(fault.kind, ByteSwap | Freeze | Jump | NotAvailable | Refuse | SignFlip | Slow | Stall) {
            return Err(PlantError::NotThisFault(METER.to_owned()));
        }
        self.show_meter()?;
        self.meter.faults.retain(|known| !is_same(known, fault.kind, fault.value));
        self.meter.faults.push(fault.clone());
        Ok(())
    }

    /// How the network end of `device` behaves.
    pub fn link(&self, device: &str) -> Link {
        let known = self.device(device);
        let faults = known.map_or(self.meter.faults.as_slice(), Device::faults);
        let find = |kind| faults.iter().find(|fault| fault.kind == kind);
        if find(FaultKind::Refuse).is_some() || known.is_some_and(Device::is_off) {
            Link::Refuses
        } else if find(FaultKind::Stall).is_some() {
            Link::Stalls
        } else {
            Link::Answers(find(FaultKind::Slow).and_then(|fault| fault.value).map_or(0, |ms| ms as u64))
        }
    }

    /// Registers of `device` as a client reads them.
    pub fn read(&mut self, device: &str, address: u16, count: u16) -> Result<Vec<u16>, Refusal> {
        if device == METER {
            self.show_meter().map_err(|_| Refusal::Address)?;
            let registers = self.meter.map.read(address, count)?;
            return Ok(if self.meter.has(FaultKind::ByteSwap) { swapped(registers) } else { registers });
        }
        self.device_mut(device).map_err(|_| Refusal::Address)?.read(address, count)
    }

    /// Registers of `device` as a client writes them; logged, refused or not.
    pub fn write(&mut self, device: &str, address: u16, values: &[u16], log: &mut Vec<Row>) -> Result<(), Refusal> {
        let written = match self.device_mut(device) {
            Ok(device) => device.write(address, values),
            Err(_) => self.meter.map.write(address, values),
        };
        let points = written.as_ref().map(|touches| touches.iter().map(in_words).collect()).unwrap_or_default();
        log.push(Row::Write(Write {
            t: self.t(),
            device: device.to_owned(),
            address,
            values: values.to_vec(),
            points,
            refused: written.as_ref().err().map(|refusal| refusal.code()),
        }));
        written.map(|_| ())
    }

    /// Everything at this instant.
    pub fn sample(&self) -> Sample {
        let counters = &self.meter.counters;
        let kinds = |faults: &[FaultSpec]| faults.iter().map(|fault| fault.kind).collect::<Vec<_>>();
        let of_devices = self.devices.iter().map(|device| (device.id().to_owned(), kinds(device.faults())));
        let faults = of_devices.chain([(METER.to_owned(), kinds(&self.meter.faults))]);
        Sample {
            t: self.t(),
            site_w: round(self.site.0),
            site_var: round(self.site.1),
            load_w: round(self.around.load_w),
            volt_pct: (self.around.volt_pct * 1_000.0).round() / 1_000.0,
            hz: (self.around.hz * 1_000.0).round() / 1_000.0,
            export_wh: (counters.injected_wh * 1_000.0).round() / 1_000.0,
            import_wh: (counters.absorbed_wh * 1_000.0).round() / 1_000.0,
            devices: self.devices.iter().map(|device| (device.id().to_owned(), device.sample())).collect(),
            faults: faults.filter(|(_, kinds)| !kinds.is_empty()).collect::<BTreeMap<_, _>>(),
        }
    }

    fn device_mut(&mut self, id: &str) -> Result<&mut Device, PlantError> {
        let found = self.devices.iter_mut().find(|device| device.id() == id);
        found.ok_or_else(|| PlantError::NoDevice(id.to_owned()))
    }

    fn show_meter(&mut self) -> Result<(), Error> {
        if self.meter.has(FaultKind::Freeze) {
            return Ok(());
        }
        let (flipped, blank) = (self.meter.has(FaultKind::SignFlip), self.meter.has(FaultKind::NotAvailable));
        let jump = self.meter.faults.iter().find(|fault| fault.kind == FaultKind::Jump).and_then(|fault| fault.value);
        let flow = meter::Flow {
            w: self.site.0 * jump.unwrap_or(1.0),
            var: self.site.1,
            volt_v: self.day.site.nominal_v * self.around.volt_pct / 100.0,
            hz: self.around.hz,
            counters: self.meter.counted,
        };
        meter::show(&mut self.meter.map, &self.day.site, &flow, flipped, blank)
    }
}

fn event(t: f64, device: &str, what: &str, detail: String) -> Row {
    Row::Event(Event { t, device: device.to_owned(), what: what.to_owned(), detail })
}

fn in_words(touch: &Touch) -> String {
    match touch.raw {
        Some(raw) => format!("{}.{}={raw}", touch.model, touch.path),
        None => format!("{}.{}=n/a", touch.model, touch.path),
    }
}

/// The fault's name as the day file has it.
fn kind_name(kind: FaultKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
