//! The driver's state machine: one request at a time, a setpoint before sampling, trouble with back-off.

use super::command;
use super::device::Device;
use super::discovery::{Discovery, Progress};
use super::faults::fault_name;
use super::measure;
use super::work::{Commanding, Next, Request, Work, sample_reads};
use super::{Input, Output, Settings};
use crate::assets::modbus::{ModbusFault, ModbusReply};
use std::collections::BTreeSet;
use tieline_core::model::{
    Alarm, AlarmKind, Asset, AssetCommand, AssetState, CentiPercent, Machine, Mono, Now, Rounding, Setpoint,
    SetpointResult, SetpointVerdict, Watts,
};
use tieline_schemas::sunspec::Round;

/// First and longest pause before a silent device is asked again.
const BACKOFF_MS: (u64, u64) = (500, 15_000);

/// How long the driver keeps its hands off a device that somebody else writes to (rule 11i).
const CONTEST_MS: u64 = 30_000;

/// Two unexpected values within this time are another controller; one may be a restart of the device.
const SURPRISE_MS: u64 = 60_000;

/// Most write requests in a minute; a tighter limit goes beyond it (rule 11h).
const WRITES_A_MINUTE_MAX: u32 = 240;

/// Timeouts in a row that make a device silent.
const TIMEOUTS_MAX: u32 = 2;

/// Samples between two reads of ratings and settings.
const SELDOM_EVERY: u64 = 60;

/// A SunSpec device behind one Modbus address. Drive it with [`Input::Start`] first.
#[derive(Debug)]
pub struct Driver {
    settings: Settings,
    next_id: u64,
    waiting: Option<u64>,
    work: Option<Work>,
    pending: Option<Setpoint>,
    device: Option<Device>,
    known: Option<Asset>,
    failures: u32,
    timeouts: u32,
    retry_at: Mono,
    next_sample: Mono,
    samples: u64,
    /// When the power of the sample under way was read.
    measured: Option<Now>,
    state: Option<AssetState>,
    /// The newest setpoint, applied again after a restart of the device while its lease runs.
    applied: Option<Setpoint>,
    held: AssetCommand,
    renewed_at: Option<Mono>,
    surprised_at: Option<Mono>,
    contested_until: Option<Mono>,
    writes: (Mono, u32),
    raised: BTreeSet<AlarmKind>,
}

impl Machine for Driver {
    type Input = Input;
    type Output = Output;

    fn step(&mut self, now: Now, input: Input, out: &mut Vec<Output>) {
        match input {
            Input::Start => {
                self.failures = 0;
                self.restart(now.mono);
                self.retry_at = now.mono;
            }
            Input::Timer => {}
            Input::Reply { id, result } => {
                if self.waiting == Some(id) {
                    self.waiting = None;
                    self.take(now, result, out);
                }
            }
            Input::Setpoint(setpoint) => self.accept(now, setpoint, out),
        }
        self.pump(now, out);
    }
}

impl Driver {
    /// A driver that has not begun.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            next_id: 0,
            waiting: None,
            work: None,
            pending: None,
            device: None,
            known: None,
            failures: 0,
            timeouts: 0,
            retry_at: Mono(0),
            next_sample: Mono(0),
            samples: 0,
            measured: None,
            state: None,
            applied: None,
            held: AssetCommand::default(),
            renewed_at: None,
            surprised_at: None,
            contested_until: None,
            writes: (Mono(0), 0),
            raised: BTreeSet::new(),
        }
    }

    /// Discovers again, after a pause that grows until a whole sample comes through.
    fn restart(&mut self, now: Mono) {
        self.device = None;
        self.waiting = None;
        self.work = None;
        let pause = BACKOFF_MS.0.saturating_mul(1 << self.failures.min(5)).min(BACKOFF_MS.1);
        self.failures = self.failures.saturating_add(1);
        self.retry_at = now.plus_ms(pause);
    }

    /// Takes a setpoint in: the newest replaces one that waits.
    fn accept(&mut self, now: Now, setpoint: Setpoint, out: &mut Vec<Output>) {
        if setpoint.asset != self.settings.asset {
            return;
        }
        if self.applied.as_ref().is_some_and(|applied| applied.seq > setpoint.seq) {
            return;
        }
        if let Some(old) = self.pending.take() {
            self.answer(now, &old, SetpointVerdict::Replaced { by: setpoint.seq }, (0, Vec::new()), out);
        }
        self.give_up_adoption(now, setpoint.seq, out);
        self.applied = Some(setpoint.clone());
        if self.device.is_none() {
            self.answer(now, &setpoint, SetpointVerdict::Unreachable, (0, Vec::new()), out);
        } else if let Some(verdict) = self.refusal(now.mono, &setpoint) {
            self.answer(now, &setpoint, verdict, (0, Vec::new()), out);
        } else {
            self.pending = Some(setpoint);
        }
    }

    /// A setpoint does not wait for a slow adoption.
    fn give_up_adoption(&mut self, now: Now, by: u64, out: &mut Vec<Output>) {
        match self.work.take() {
            Some(Work::Command(commanding)) if commanding.resume_at.is_some() => {
                self.conclude(now, *commanding, SetpointVerdict::Replaced { by }, out);
            }
            work => self.work = work,
        }
    }

    /// Why a setpoint is not even tried: local control, a contest, or too many writes.
    fn refusal(&self, now: Mono, setpoint: &Setpoint) -> Option<SetpointVerdict> {
        if self.device.as_ref().is_some_and(measure::is_local) {
            return Some(SetpointVerdict::Rejected { reason: "the device is in local control".to_owned() });
        }
        if self.contested_until.is_some_and(|until| until > now) {
            return Some(SetpointVerdict::Contested { found: "somebody else writes to the device".to_owned() });
        }
        let spent = now.since(self.writes.0) < 60_000 && self.writes.1 >= WRITES_A_MINUTE_MAX;
        let reason = || format!("more than {WRITES_A_MINUTE_MAX} writes in a minute");
        (spent && !self.is_tighter(&setpoint.command)).then(|| SetpointVerdict::Rejected { reason: reason() })
    }

    fn is_tighter(&self, command: &AssetCommand) -> bool {
        let tighter = |new, old| matches!((new, old), (Some(new), Some(old)) if new < old);
        command.energize == Some(false)
            || command.connect == Some(false)
            || tighter(command.limit_w, self.held.limit_w)
            || (command.limit_w.is_some() && self.held.limit_w.is_none())
    }

    /// Takes an answer in.
    fn take(&mut self, now: Now, result: Result<ModbusReply, ModbusFault>, out: &mut Vec<Output>) {
        if result.is_ok() {
            self.timeouts = 0;
        }
        match self.work.take() {
            Some(Work::Discover(discovery)) => self.take_discovery(now, discovery, result, out),
            Some(Work::Sample(reads)) => self.take_sample(now, reads, result, out),
            Some(Work::Command(commanding)) => self.take_command(now, *commanding, result, out),
            None => {}
        }
    }

    fn take_discovery(
        &mut self,
        now: Now,
        mut discovery: Discovery,
        result: Result<ModbusReply, ModbusFault>,
        out: &mut Vec<Output>,
    ) {
        let registers = result.map(|reply| match reply {
            ModbusReply::Registers(registers) => registers,
            ModbusReply::Written => Vec::new(),
        });
        match discovery.take(registers) {
            Progress::Going => self.work = Some(Work::Discover(discovery)),
            Progress::Failed(why) => self.silent(now, &why, out),
            Progress::Done(device) if measure::measuring_model(&device, self.settings.kind).is_none() => {
                self.silent(now, "no model to measure by", out);
            }
            Progress::Done(device) => self.found(now, device, out),
        }
    }

    fn found(&mut self, now: Now, device: Device, out: &mut Vec<Output>) {
        let asset = measure::asset(&device, &self.settings);
        if self.known.as_ref() != Some(&asset) {
            self.known = Some(asset.clone());
            out.push(Output::Discovered(asset));
        }
        self.device = Some(device);
        self.timeouts = 0;
        self.next_sample = now.mono;
        self.alarm(now, AlarmKind::AssetUnreachable(self.settings.asset.clone()), false, "it answers", out);
        self.apply_again(now.mono);
    }

    /// Puts the newest setpoint up again while its lease runs: a device that restarted has lost it. Not where the device
    /// has reverted to less: what was right before it fell silent may be too much now, and the engine decides anew.
    fn apply_again(&mut self, now: Mono) {
        let runs = |setpoint: &&Setpoint| now < setpoint.mono.plus_ms(u64::from(setpoint.lease.seconds) * 1_000);
        let stops = |command: &AssetCommand| command.energize == Some(false) || command.connect == Some(false);
        let lowers = |command: &AssetCommand| command.limit_w.is_some_and(|limit| !self.holds_less_than(limit));
        if self.pending.is_none() {
            let safe = |setpoint: &&Setpoint| stops(&setpoint.command) || lowers(&setpoint.command);
            self.pending = self.applied.as_ref().filter(runs).filter(safe).cloned();
        }
    }

    /// Whether the device itself holds a limit below `limit` now.
    fn holds_less_than(&self, limit: Watts) -> bool {
        let Some(device) = self.device.as_ref().filter(|device| device.raw(704, "WMaxLimPctEna") == Some(1)) else {
            return false;
        };
        let share = device.value(704, "WMaxLimPct").and_then(|pct| pct.raw_at(-2, Round::Up));
        let held = share.and_then(|share| i32::try_from(share).ok()).zip(device.w_max());
        held.is_some_and(|(share, w_max)| CentiPercent(share).of(w_max, Rounding::Up) < limit)
    }

    fn take_sample(
        &mut self,
        now: Now,
        mut reads: std::collections::VecDeque<(usize, std::ops::Range<u16>)>,
        result: Result<ModbusReply, ModbusFault>,
        out: &mut Vec<Output>,
    ) {
        let Some((model, range)) = reads.pop_front() else { return };
        match result {
            Ok(ModbusReply::Registers(registers)) if self.store(model, &range, &registers) => {
                self.note_measured(now, model);
                self.work = Some(Work::Sample(reads));
            }
            // Busy: the next sample will tell.
            Err(ModbusFault::Exception(5 | 6)) => self.work = Some(Work::Sample(reads)),
            Err(ModbusFault::Timeout) if self.timeouts + 1 < TIMEOUTS_MAX => {
                self.timeouts += 1;
                reads.push_front((model, range));
                self.work = Some(Work::Sample(reads));
            }
            Err(ModbusFault::Exception(_)) | Ok(_) => self.restart(now.mono),
            Err(fault) => self.silent(now, &fault.to_string(), out),
        }
    }

    /// The loop over the meter compares samples: the instant of the power counts, not of the sample's last read.
    fn note_measured(&mut self, now: Now, model: usize) {
        let Some(device) = &self.device else { return };
        let measuring = measure::measuring_model(device, self.settings.kind).and_then(|id| device.index(id));
        if measuring == Some(model) {
            self.measured.get_or_insert(now);
        }
    }

    /// Puts registers into the image; false when they are not those of this model: the chain has changed.
    fn store(&mut self, model: usize, range: &std::ops::Range<u16>, registers: &[u16]) -> bool {
        let Some(found) = self.device.as_mut().and_then(|device| device.models.get_mut(model)) else { return false };
        let header_fits = range.start != 0 || registers.get(..2) == found.image.registers().get(..2);
        let fits = header_fits && registers.len() == usize::from(range.end - range.start);
        if fits {
            found.image.put(range.start, registers);
        }
        fits
    }

    fn take_command(
        &mut self,
        now: Now,
        mut commanding: Commanding,
        result: Result<ModbusReply, ModbusFault>,
        out: &mut Vec<Output>,
    ) {
        let stored = match (&result, commanding.reading()) {
            (Ok(ModbusReply::Registers(registers)), Some((model, range))) => self.store(model, &range, registers),
            (Ok(ModbusReply::Written), None) => true,
            _ => false,
        };
        let verdict = match (result, &self.device) {
            (Ok(_), Some(device)) if stored => commanding.done(now.mono, device),
            (Err(ModbusFault::Timeout | ModbusFault::Exception(_)), _) if commanding.may_retry() => None,
            (Err(ModbusFault::Exception(code)), _) => {
                Some(SetpointVerdict::Rejected { reason: format!("exception {code} {}", commanding.present()) })
            }
            (Err(fault), _) => {
                self.conclude(now, commanding, SetpointVerdict::Unreachable, out);
                return self.silent(now, &fault.to_string(), out);
            }
            (Ok(_), _) => {
                self.conclude(now, commanding, SetpointVerdict::Unreachable, out);
                return self.restart(now.mono);
            }
        };
        match verdict {
            Some(verdict) => self.conclude(now, commanding, verdict, out),
            None => self.work = Some(Work::Command(Box::new(commanding))),
        }
    }

    /// A command has ended.
    fn conclude(&mut self, now: Now, commanding: Commanding, verdict: SetpointVerdict, out: &mut Vec<Output>) {
        self.count_writes(now.mono, commanding.writes);
        match &verdict {
            SetpointVerdict::Verified | SetpointVerdict::NotSupported { .. } => {
                self.contested_until = None;
                let kind = AlarmKind::AssetContested(self.settings.asset.clone());
                self.alarm(now, kind, false, "it holds what was written", out);
            }
            SetpointVerdict::Contested { found } => {
                let found = found.clone();
                self.contest(now, &found, out);
            }
            _ => {}
        }
        let holds = matches!(verdict, SetpointVerdict::Verified | SetpointVerdict::NotSupported { .. });
        if commanding.writes > 0 {
            self.renewed_at = Some(now.mono);
        }
        if commanding.writes > 0 || holds {
            self.held = commanding.setpoint.command.clone();
        }
        self.answer(now, &commanding.setpoint, verdict, (commanding.writes, commanding.trace), out);
    }

    fn count_writes(&mut self, now: Mono, writes: u16) {
        if now.since(self.writes.0) >= 60_000 {
            self.writes = (now, 0);
        }
        self.writes.1 = self.writes.1.saturating_add(u32::from(writes));
    }

    /// Somebody else writes too: hands off for a while, an alarm, and the state says local (rule 11i) [design r11i].
    fn contest(&mut self, now: Now, found: &str, out: &mut Vec<Output>) {
        self.contested_until = Some(now.mono.plus_ms(CONTEST_MS));
        let kind = AlarmKind::AssetContested(self.settings.asset.clone());
        let says = format!("{}: found {found}; hands off for 30 s, look for another controller", self.settings.asset);
        self.alarm(now, kind, true, &says, out);
    }

    fn answer(
        &self,
        now: Now,
        setpoint: &Setpoint,
        verdict: SetpointVerdict,
        (writes, trace): (u16, Vec<String>),
        out: &mut Vec<Output>,
    ) {
        let reversion = match &self.device {
            Some(device) => measure::reversion(device, &self.settings),
            None => self.known.as_ref().map_or(tieline_core::model::Reversion::None, |asset| asset.reversion),
        };
        let (seq, asset, at) = (setpoint.seq, self.settings.asset.clone(), now.wall);
        out.push(Output::Result(SetpointResult { seq, asset, verdict, writes, trace, at, reversion }));
    }

    /// The device does not answer: offline, alarm, and another try after a pause.
    fn silent(&mut self, now: Now, why: &str, out: &mut Vec<Output>) {
        self.restart(now.mono);
        let says = format!("{}: {why}; check power, network and unit identifier", self.settings.asset);
        self.alarm(now, AlarmKind::AssetUnreachable(self.settings.asset.clone()), true, &says, out);
        if let Some(state) = self.state.as_mut().filter(|state| state.online) {
            state.online = false;
            out.push(Output::State(state.clone()));
        }
        if let Some(setpoint) = self.pending.take() {
            self.answer(now, &setpoint, SetpointVerdict::Unreachable, (0, Vec::new()), out);
        }
    }

    fn alarm(&mut self, now: Now, kind: AlarmKind, raised: bool, says: &str, out: &mut Vec<Output>) {
        let changed = if raised { self.raised.insert(kind.clone()) } else { self.raised.remove(&kind) };
        if changed {
            out.push(Output::Alarm(Alarm { kind, raised, at: now.wall, says: says.to_owned() }));
        }
    }

    /// Begins what is due and asks for it, or says when to be woken.
    fn pump(&mut self, now: Now, out: &mut Vec<Output>) {
        while self.waiting.is_none() {
            match self.work.take() {
                Some(Work::Discover(discovery)) => {
                    let (address, count) = discovery.wants();
                    self.work = Some(Work::Discover(discovery));
                    self.ask(Request::Read { address, count }, out);
                }
                Some(Work::Sample(_)) if self.pending.is_some() => {}
                Some(Work::Sample(reads)) => self.pump_sample(now, reads, out),
                Some(Work::Command(commanding)) => {
                    let goes_on = self.pump_command(now, commanding, out);
                    if !goes_on {
                        return;
                    }
                }
                None if !self.begin(now.mono, out) => return,
                None => {}
            }
        }
    }

    /// Begins the next work; false when there is none yet.
    fn begin(&mut self, now: Mono, out: &mut Vec<Output>) -> bool {
        let Some(device) = &self.device else {
            if now < self.retry_at {
                out.push(Output::WakeAt(self.retry_at));
                return false;
            }
            self.work = Some(Work::Discover(Discovery::new(self.settings.ride_through.is_some())));
            return true;
        };
        if let Some(setpoint) = self.pending.take() {
            let half_lease = u64::from(setpoint.lease.seconds) * 500;
            let due = self.renewed_at.is_none_or(|at| now.since(at) >= half_lease);
            let renew = setpoint.renewal || due;
            self.work = Some(Work::Command(Box::new(Commanding::new(device, setpoint, renew))));
            return true;
        }
        if now < self.next_sample {
            out.push(Output::WakeAt(self.next_sample));
            return false;
        }
        self.measured = None;
        self.work = Some(Work::Sample(sample_reads(device, self.samples % SELDOM_EVERY == SELDOM_EVERY - 1)));
        true
    }

    fn pump_sample(
        &mut self,
        now: Now,
        reads: std::collections::VecDeque<(usize, std::ops::Range<u16>)>,
        out: &mut Vec<Output>,
    ) {
        let front = reads.front().cloned();
        let model = front.and_then(|(model, range)| {
            let found = self.device.as_ref()?.models.get(model)?;
            Some(super::device::wire_range(found, &range))
        });
        match model {
            Some((address, count)) => {
                self.work = Some(Work::Sample(reads));
                self.ask(Request::Read { address, count }, out);
            }
            None => self.sampled(now, out),
        }
    }

    /// True when the loop shall go on; false while an adoption is waited for.
    fn pump_command(&mut self, now: Now, mut commanding: Box<Commanding>, out: &mut Vec<Output>) -> bool {
        let Some(device) = &self.device else {
            self.conclude(now, *commanding, SetpointVerdict::Unreachable, out);
            return true;
        };
        match commanding.next(now.mono, device, &self.settings, &self.held) {
            Next::Ask(request) => {
                self.work = Some(Work::Command(commanding));
                self.ask(request, out);
                true
            }
            Next::Wait(at) => {
                self.work = Some(Work::Command(commanding));
                if at > now.mono {
                    out.push(Output::WakeAt(at));
                }
                at <= now.mono
            }
            Next::End(verdict) => {
                self.conclude(now, *commanding, verdict, out);
                true
            }
        }
    }

    fn ask(&mut self, request: Request, out: &mut Vec<Output>) {
        self.next_id += 1;
        let id = self.next_id;
        self.waiting = Some(id);
        out.push(match request {
            Request::Read { address, count } => Output::Read { id, address, count },
            Request::Write { address, values } => Output::Write { id, address, values },
        });
    }

    /// A sample is complete: state, reading, alarms, and whether the device still holds what it was told.
    fn sampled(&mut self, now: Now, out: &mut Vec<Output>) {
        self.samples += 1;
        self.failures = 0;
        self.next_sample = now.mono.plus_ms(self.settings.poll_ms.max(1));
        let Some(device) = self.device.take() else { return };
        self.look_for_surprises(now, &device, out);
        let contested = self.contested_until.is_some_and(|until| until > now.mono);
        let measured = self.measured.take().unwrap_or(now);
        let state = measure::state(&device, &self.settings, measured, contested);
        self.alarms(now, &state, out);
        out.push(Output::State(state.clone()));
        self.state = Some(state);
        out.extend(measure::reading(&device, &self.settings, measured).map(Output::Reading));
        let asset = measure::asset(&device, &self.settings);
        if self.known.as_ref() != Some(&asset) {
            self.known = Some(asset.clone());
            out.push(Output::Discovered(asset));
        }
        self.device = Some(device);
    }

    fn alarms(&mut self, now: Now, state: &AssetState, out: &mut Vec<Output>) {
        let asset = self.settings.asset.clone();
        let before = self.state.as_ref().map_or(0, |state| state.faults.0);
        for bit in (0..32_u8).filter(|bit| (before ^ state.faults.0) >> bit & 1 == 1) {
            let says = format!("{asset}: {}", fault_name(bit));
            self.alarm(now, AlarmKind::AssetFault(asset.clone(), bit), state.faults.0 >> bit & 1 == 1, &says, out);
        }
        let says = format!("{asset}: in local control; controls are not applied");
        self.alarm(now, AlarmKind::AssetLocal(asset), state.local, &says, out);
    }

    /// Compares the sample with what was written. The first difference is written again: the device may have restarted.
    /// A second one within a minute is another controller (rule 11i).
    fn look_for_surprises(&mut self, now: Now, device: &Device, out: &mut Vec<Output>) {
        let Some(applied) = &self.applied else { return };
        let age = now.mono.since(applied.mono);
        let runs = age < u64::from(applied.lease.seconds) * 1_000;
        let hands_off = self.contested_until.is_some_and(|until| until > now.mono) || measure::is_local(device);
        if !runs || hands_off || self.pending.is_some() || self.held != applied.command {
            return;
        }
        let plan = command::plan(device, &self.settings, applied, &self.held, false);
        if plan.acts.is_empty() {
            return;
        }
        let before = self.surprised_at.replace(now.mono);
        if before.is_some_and(|before| now.mono.since(before) < SURPRISE_MS) {
            let found = plan.wanted.iter().find(|assign| super::plan::differs(device, assign));
            let found = found.map(|assign| super::plan::found(device, assign)).unwrap_or_default();
            self.contest(now, &found, out);
        } else {
            self.pending = Some(applied.clone());
        }
    }
}
