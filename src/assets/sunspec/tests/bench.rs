//! A device in memory that obeys, stalls, lies or restarts, and the loop that drives a driver against it.

use super::super::*;
use crate::assets::modbus::{ModbusFault, ModbusReply};
use tieline_core::model::{AssetCommand, Lease, Machine, Millis, Now, SetpointVerdict};
use tieline_schemas::sunspec::table::Model;
use tieline_schemas::sunspec::{Image, chain};

/// How the device misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// Answers nothing.
    Stall,
    /// Takes every write and forgets it.
    Lie,
    /// Refuses every write with this exception.
    Refuse(u8),
}

pub(super) struct Bench {
    pub(super) driver: Driver,
    pub(super) now: Now,
    pub(super) base: u16,
    pub(super) registers: Vec<u16>,
    pub(super) models: Vec<Image>,
    pub(super) fault: Fault,
    pub(super) adoption_fails: bool,
    /// Address and values of every write that was taken.
    pub(super) written: Vec<(u16, Vec<u16>)>,
    pub(super) out: Vec<Output>,
    wake: Option<Mono>,
    seq: u64,
}

pub(super) fn blank(id: u16, counts: &[(&str, u16)]) -> Image {
    Image::blank(Model::find(id).expect("in the table"), counts).expect("lays out")
}

pub(super) fn with(mut image: Image, values: &[(&str, i64)]) -> Image {
    for (path, raw) in values {
        image.set_raw(path, Some(*raw)).expect(path);
    }
    image
}

/// Models 1 and 701 to 713 of a 10 kW inverter that gives 4 kW.
pub(super) fn inverter_7xx() -> Vec<Image> {
    let measured = [("W", 4_000), ("W_SF", 0), ("Var", -250), ("Var_SF", 0), ("InvSt", 3), ("ConnSt", 1), ("Alrm", 0)];
    let more = [("LNV", 2_301), ("V_SF", -1), ("Hz", 50_020), ("Hz_SF", -3), ("TotWhInj", 123_456), ("TotWh_SF", 0)];
    let capacity = [("WMaxRtg", 1_000), ("WMax", 1_000), ("W_SF", 1), ("VarMaxInj", 440), ("VarMaxAbs", 440)];
    let controls = [
        ("WMaxLimPctEna", 0),
        ("WMaxLimPct", 1_000),
        ("WMaxLimPctRvrt", 1_000),
        ("WMaxLimPctEnaRvrt", 0),
        ("WMaxLimPctRvrtTms", 0),
        ("WMaxLimPctRvrtRem", 0),
        ("WMaxLimPct_SF", -1),
        ("WSetEna", 0),
        ("WSetMod", 1),
        ("WSet", 0),
        ("WSetRvrt", 0),
        ("WSetEnaRvrt", 0),
        ("WSetRvrtTms", 0),
        ("WSet_SF", 0),
        ("VarSetEna", 0),
        ("VarSetMod", 4),
        ("VarSet", 0),
        ("VarSet_SF", 0),
        ("PFWInjEna", 0),
        ("PFWInj.PF", 1_000),
        ("PFWInj.Ext", 0),
        ("PF_SF", -3),
    ];
    vec![
        blank(1, &[]),
        with(with(blank(701, &[]), &measured), &more),
        with(with(blank(702, &[]), &capacity), &[("Var_SF", 1)]),
        with(blank(703, &[]), &[("ES", 1)]),
        with(blank(704, &[]), &controls),
    ]
}

impl Bench {
    pub(super) fn new(kind: AssetKind, models: Vec<Image>) -> Self {
        Self::with_settings(settings(kind), 40_000, models)
    }

    pub(super) fn with_settings(settings: Settings, base: u16, models: Vec<Image>) -> Self {
        let mut bench = Self {
            driver: Driver::new(settings),
            now: Now { wall: Millis(1_700_000_000_000), mono: Mono(1_000) },
            base,
            registers: chain(&models),
            models,
            fault: Fault::None,
            adoption_fails: false,
            written: Vec::new(),
            out: Vec::new(),
            wake: None,
            seq: 0,
        };
        bench.feed(Input::Start);
        bench
    }

    /// Gives one input and answers requests until the driver waits for time.
    pub(super) fn feed(&mut self, input: Input) {
        let mut next = Some(input);
        while let Some(input) = next.take() {
            let mut out = Vec::new();
            self.driver.step(self.now, input, &mut out);
            for output in out {
                match output {
                    Output::Read { id, address, count } => {
                        let result = self.read(address, count);
                        next = Some(Input::Reply { id, result });
                    }
                    Output::Write { id, address, values } => {
                        let result = self.write(address, values);
                        next = Some(Input::Reply { id, result });
                    }
                    Output::WakeAt(at) => self.wake = Some(at),
                    other => self.out.push(other),
                }
            }
        }
    }

    fn read(&mut self, address: u16, count: u16) -> Result<ModbusReply, ModbusFault> {
        assert!((1..=125).contains(&count));
        if self.fault == Fault::Stall {
            self.advance(1_000);
            return Err(ModbusFault::Timeout);
        }
        let from = usize::from(address.checked_sub(self.base).ok_or(ModbusFault::Exception(2))?);
        let registers = self.registers.get(from..from + usize::from(count)).ok_or(ModbusFault::Exception(2))?;
        Ok(ModbusReply::Registers(registers.to_vec()))
    }

    fn write(&mut self, address: u16, values: Vec<u16>) -> Result<ModbusReply, ModbusFault> {
        assert!((1..=123).contains(&values.len()));
        match self.fault {
            Fault::Stall => {
                self.advance(1_000);
                return Err(ModbusFault::Timeout);
            }
            Fault::Refuse(code) => return Err(ModbusFault::Exception(code)),
            Fault::None => {
                let from = usize::from(address.checked_sub(self.base).ok_or(ModbusFault::Exception(2))?);
                let room = self.registers.get_mut(from..from + values.len()).ok_or(ModbusFault::Exception(2))?;
                room.copy_from_slice(&values);
                self.adopt(from, values.len());
            }
            Fault::Lie => {}
        }
        self.written.push((address, values));
        Ok(ModbusReply::Written)
    }

    /// Carries out a request to adopt: the stored set becomes the active one.
    fn adopt(&mut self, from: usize, count: usize) {
        let mut at = 2;
        for model in &self.models {
            let (start, layout) = (at, model.layout());
            at += model.registers().len();
            let request = ["AdptCrvReq", "AdptCtlReq"].iter().find_map(|path| layout.place(path).ok());
            let Some(request) = request.map(|place| start + usize::from(place.offset)) else { continue };
            if !(from..from + count).contains(&request) {
                continue;
            }
            let k = self.registers[request];
            for place in layout.places().iter().filter(|place| !place.path.ends_with("ReadOnly")) {
                let stored = place.path.replacen("[1].", &format!("[{k}]."), 1);
                let Ok(stored) = layout.place(&stored).map(|stored| start + usize::from(stored.offset)) else {
                    continue;
                };
                let active = start + usize::from(place.offset);
                self.registers.copy_within(stored..stored + usize::from(place.point.size), active);
            }
            self.registers[request + 1] = if self.adoption_fails { 2 } else { 1 };
        }
    }

    fn advance(&mut self, ms: u64) {
        self.now.mono = self.now.mono.plus_ms(ms);
        self.now.wall = self.now.wall.plus_ms(ms as i64);
    }

    /// Lets time pass; the driver is woken whenever it asked to be.
    pub(super) fn pass(&mut self, ms: u64) {
        let end = self.now.mono.plus_ms(ms);
        while let Some(at) = self.wake.filter(|at| *at <= end) {
            self.wake = None;
            self.advance(at.since(self.now.mono));
            self.feed(Input::Timer);
        }
        self.advance(end.since(self.now.mono));
    }

    /// Sends a setpoint with a lease of 60 s that reverts to 1 kW and 0 W.
    pub(super) fn command(&mut self, command: AssetCommand) -> SetpointVerdict {
        self.setpoint(command, false).verdict
    }

    pub(super) fn setpoint(&mut self, command: AssetCommand, renewal: bool) -> SetpointResult {
        self.give(command, renewal);
        let seq = self.seq;
        let results = self.out.iter().rev().filter_map(|output| match output {
            Output::Result(result) if result.seq == seq => Some(result.clone()),
            _ => None,
        });
        results.into_iter().next().expect("a result")
    }

    /// Sends a setpoint and does not wait for its result.
    pub(super) fn send(&mut self, command: AssetCommand) {
        self.give(command, false);
    }

    /// Sends setpoints one after the other while the device is silent; it answers nothing before the last is in.
    pub(super) fn send_at_once(&mut self, commands: impl IntoIterator<Item = AssetCommand>) -> Vec<SetpointResult> {
        let mut out = Vec::new();
        for command in commands {
            let setpoint = self.next(command, false);
            self.driver.step(self.now, Input::Setpoint(setpoint), &mut out);
        }
        out.into_iter().filter_map(|it| if let Output::Result(result) = it { Some(result) } else { None }).collect()
    }

    fn give(&mut self, command: AssetCommand, renewal: bool) {
        let setpoint = self.next(command, renewal);
        self.feed(Input::Setpoint(setpoint));
    }

    fn next(&mut self, command: AssetCommand, renewal: bool) -> Setpoint {
        self.seq += 1;
        let lease = Lease { seconds: 60, revert_limit_w: Watts(1_000), revert_set_w: Watts(0) };
        Setpoint {
            seq: self.seq,
            asset: settings(AssetKind::Pv).asset,
            command,
            lease,
            at: self.now.wall,
            mono: self.now.mono,
            renewal,
            causes: Vec::new(),
        }
    }

    /// Address of a point.
    pub(super) fn address(&self, id: u16, path: &str) -> usize {
        let mut at = 2;
        for model in &self.models {
            if model.layout().model().id == id {
                return at + usize::from(model.layout().place(path).expect(path).offset);
            }
            at += model.registers().len();
        }
        panic!("no model {id}");
    }

    pub(super) fn register(&self, id: u16, path: &str) -> u16 {
        self.registers[self.address(id, path)]
    }

    pub(super) fn set_register(&mut self, id: u16, path: &str, value: u16) {
        let at = self.address(id, path);
        self.registers[at] = value;
    }

    pub(super) fn last_state(&self) -> AssetState {
        let states = self.out.iter().rev().filter_map(|output| match output {
            Output::State(state) => Some(state.clone()),
            _ => None,
        });
        states.into_iter().next().expect("a state")
    }

    pub(super) fn last_reading(&self) -> Reading {
        let readings = self.out.iter().rev().filter_map(|output| match output {
            Output::Reading(reading) => Some(reading.clone()),
            _ => None,
        });
        readings.into_iter().next().expect("a reading")
    }

    pub(super) fn asset(&self) -> Asset {
        let found = self.out.iter().rev().filter_map(|output| match output {
            Output::Discovered(asset) => Some(asset.clone()),
            _ => None,
        });
        found.into_iter().next().expect("a discovery")
    }

    pub(super) fn alarms(&self) -> Vec<(tieline_core::model::AlarmKind, bool)> {
        let alarms = self.out.iter().filter_map(|output| match output {
            Output::Alarm(alarm) => Some((alarm.kind.clone(), alarm.raised)),
            _ => None,
        });
        alarms.collect()
    }
}

pub(super) fn settings(kind: AssetKind) -> Settings {
    Settings {
        asset: AssetId::new("pv").expect("a name"),
        site: SiteId::new("home").expect("a name"),
        kind,
        poll_ms: 1_000,
        meter_sign: MeterSign::ImportPositive,
        installer_limit: None,
        isolating_contact: false,
        ride_through: None,
    }
}
