//! What a driver is busy with: a discovery, a sample, or a command on its way to the device and back.

use super::Settings;
use super::command;
use super::device::{Device, wire_range};
use super::discovery::Discovery;
use super::plan::{Act, Assign, Plan, differs, found, whole};
use std::collections::VecDeque;
use std::ops::Range;
use tieline_core::model::{AssetCommand, Mono, Setpoint, SetpointVerdict};
use tieline_schemas::sunspec::cover;
use tieline_schemas::sunspec::table::Kind;

/// How long an adoption may take, and how often its result is read.
const ADOPTION_MAX_MS: u64 = 5_000;
const ADOPTION_POLL_MS: u64 = 200;

/// Models read with every sample, where the device has them.
const SAMPLED: [u16; 21] =
    [701, 101, 102, 103, 111, 112, 113, 201, 202, 203, 204, 211, 212, 213, 214, 703, 704, 713, 715, 802, 122];

/// Models of commands to 1xx devices, sampled too: their scale factors may change.
const SAMPLED_LEGACY: [u16; 2] = [123, 124];

/// Ratings and settings, read with every sixtieth sample.
const SELDOM: [u16; 3] = [702, 120, 121];

/// One request, without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    /// Read `count` registers at `address`.
    Read { address: u16, count: u16 },
    /// Write the values at `address`.
    Write { address: u16, values: Vec<u16> },
}

/// What a driver is busy with.
#[derive(Debug)]
pub(super) enum Work {
    /// Finding the models.
    Discover(Discovery),
    /// Reading what changes.
    Sample(VecDeque<(usize, Range<u16>)>),
    /// Carrying out a setpoint.
    Command(Box<Commanding>),
}

/// The reads of one sample; `seldom` adds ratings and settings.
pub(super) fn sample_reads(device: &Device, seldom: bool) -> VecDeque<(usize, Range<u16>)> {
    let mut reads = VecDeque::new();
    for (index, model) in device.models.iter().enumerate() {
        let often = SAMPLED.contains(&model.id) || SAMPLED_LEGACY.contains(&model.id);
        if often || (seldom && SELDOM.contains(&model.id)) {
            // Text does not change, and without it 701 fits into one read.
            let places = model.image.layout().places().iter().filter(|place| place.point.kind != Kind::String);
            reads.extend(cover(places.map(|place| place.range())).into_iter().map(|range| (index, range)));
        }
    }
    reads
}

/// A setpoint on its way.
#[derive(Debug)]
pub(super) struct Commanding {
    /// The setpoint.
    pub(super) setpoint: Setpoint,
    /// Reads before planning, for 1xx models.
    refresh: VecDeque<(usize, Range<u16>)>,
    plan: Option<Plan>,
    at: usize,
    /// Writes so far.
    pub(super) writes: u16,
    /// Writes and read-backs in words.
    pub(super) trace: Vec<String>,
    /// Whether the present act has been tried before.
    retried: bool,
    /// Whether the whole plan is on its second try.
    second: bool,
    adoption_ends: Option<Mono>,
    /// When to go on, while an adoption is under way.
    pub(super) resume_at: Option<Mono>,
    renew: bool,
}

/// What a command wants next.
#[derive(Debug)]
pub(super) enum Next {
    /// This request.
    Ask(Request),
    /// Nothing before this time.
    Wait(Mono),
    /// It is over.
    End(SetpointVerdict),
}

impl Commanding {
    /// Begins; `renew` writes a lease again even where nothing changed.
    pub(super) fn new(device: &Device, setpoint: Setpoint, renew: bool) -> Self {
        let legacy = command::legacy_models(device).into_iter().filter_map(|id| device.index(id));
        let refresh = legacy.flat_map(|index| whole(index, device.models[index].image.layout())).collect();
        Self {
            setpoint,
            refresh,
            plan: None,
            at: 0,
            writes: 0,
            trace: Vec::new(),
            retried: false,
            second: false,
            adoption_ends: None,
            resume_at: None,
            renew,
        }
    }

    /// What to do now. Plans once the refreshing reads are in; ends when the plan is carried out and compared.
    pub(super) fn next(&mut self, now: Mono, device: &Device, settings: &Settings, held: &AssetCommand) -> Next {
        if let Some(at) = self.resume_at.filter(|at| *at > now) {
            return Next::Wait(at);
        }
        self.resume_at = None;
        if let Some((model, range)) = self.refresh.front() {
            return self.read(device, *model, range.clone());
        }
        if self.plan.is_none() {
            self.plan = Some(command::plan(device, settings, &self.setpoint, held, self.renew));
        }
        let act = self.plan.as_ref().and_then(|plan| plan.acts.get(self.at)).cloned();
        match act {
            Some(Act::Write { model, offset, values, .. }) => match device.models.get(model) {
                Some(found) => {
                    Next::Ask(Request::Write { address: found.address.wrapping_add(offset), values: values.clone() })
                }
                None => Next::End(SetpointVerdict::Unreachable),
            },
            Some(Act::Read { model, range }) => self.read(device, model, range),
            Some(Act::Adopted { model, offset }) => self.read(device, model, offset..offset + 2),
            None => self.compare(device),
        }
    }

    fn read(&self, device: &Device, model: usize, range: Range<u16>) -> Next {
        match device.models.get(model) {
            Some(found) => {
                let (address, count) = wire_range(found, &range);
                Next::Ask(Request::Read { address, count })
            }
            None => Next::End(SetpointVerdict::Unreachable),
        }
    }

    /// Compares what was read back; a difference is written once more, then somebody else is at it (rule 11i).
    fn compare(&mut self, device: &Device) -> Next {
        let Some(plan) = self.plan.take() else { return Next::End(SetpointVerdict::Unreachable) };
        let different: Vec<&Assign> = plan.wanted.iter().filter(|assign| differs(device, assign)).collect();
        match different.first() {
            None if plan.unsupported.is_empty() => Next::End(SetpointVerdict::Verified),
            None => Next::End(SetpointVerdict::NotSupported { what: plan.unsupported.join("; ") }),
            Some(assign) if self.second => {
                let found = found(device, assign);
                Next::End(SetpointVerdict::Contested { found })
            }
            Some(assign) => {
                self.trace.push(format!("found {} instead, writing once more", found(device, assign)));
                (self.second, self.renew, self.at, self.retried) = (true, true, 0, false);
                Next::Wait(Mono(0))
            }
        }
    }

    /// Where the registers of the present read go; `None` for a write.
    pub(super) fn reading(&self) -> Option<(usize, Range<u16>)> {
        if let Some((model, range)) = self.refresh.front() {
            return Some((*model, range.clone()));
        }
        match self.plan.as_ref()?.acts.get(self.at)? {
            Act::Write { .. } => None,
            Act::Read { model, range } => Some((*model, range.clone())),
            Act::Adopted { model, offset } => Some((*model, *offset..*offset + 2)),
        }
    }

    /// The present act is done; its registers are in the device's image.
    pub(super) fn done(&mut self, now: Mono, device: &Device) -> Option<SetpointVerdict> {
        self.retried = false;
        if self.refresh.pop_front().is_some() {
            return None;
        }
        let act = self.plan.as_ref().and_then(|plan| plan.acts.get(self.at)).cloned();
        match act {
            Some(Act::Write { says, .. }) => {
                self.writes = self.writes.saturating_add(1);
                self.trace.extend(says.iter().map(|said| format!("wrote {said}")));
            }
            Some(Act::Adopted { model, offset }) => return self.adoption(now, device, model, offset),
            Some(Act::Read { model, range }) => self.note_read_back(device, model, &range),
            None => {}
        }
        self.at += 1;
        None
    }

    fn note_read_back(&mut self, device: &Device, model: usize, range: &Range<u16>) {
        let wanted = self.plan.as_ref().map(|plan| plan.wanted.as_slice()).unwrap_or_default();
        let inside = |assign: &&Assign| assign.model == model && range.contains(&assign.offset);
        let found: Vec<String> = wanted.iter().filter(inside).map(|assign| found(device, assign)).collect();
        self.trace.extend(found.into_iter().map(|found| format!("read back {found}")));
    }

    /// An adoption's result: 0 in progress, 1 completed, 2 failed.
    fn adoption(&mut self, now: Mono, device: &Device, model: usize, offset: u16) -> Option<SetpointVerdict> {
        let registers = device.models.get(model).map(|found| found.image.registers()).unwrap_or_default();
        let ends = *self.adoption_ends.get_or_insert(now.plus_ms(ADOPTION_MAX_MS));
        match registers.get(usize::from(offset) + 1) {
            Some(1) => {
                self.trace.push("adoption completed".to_owned());
                self.adoption_ends = None;
                self.at += 1;
                None
            }
            Some(2) => Some(SetpointVerdict::Rejected { reason: "the device failed to adopt the curve".to_owned() }),
            _ if now >= ends => {
                Some(SetpointVerdict::Rejected { reason: "no result of the adoption within 5 s".to_owned() })
            }
            _ => {
                self.resume_at = Some(now.plus_ms(ADOPTION_POLL_MS));
                None
            }
        }
    }

    /// Whether the present act may be tried again after a fault; true once.
    pub(super) fn may_retry(&mut self) -> bool {
        !std::mem::replace(&mut self.retried, true)
    }

    /// What the present act is, for the reason of a rejection.
    pub(super) fn present(&self) -> String {
        match self.plan.as_ref().and_then(|plan| plan.acts.get(self.at)) {
            Some(Act::Write { says, .. }) => format!("writing {}", says.join(", ")),
            _ => "reading back".to_owned(),
        }
    }
}
