//! From what a device shall hold to the writes that bring it there: values first, enabling last, sync groups whole,
//! nothing without need (rule 11h).
//! [design r11h]

use super::device::Device;
use std::ops::Range;
use tieline_schemas::sunspec::table::Point;
use tieline_schemas::sunspec::{Decimal, Layout, Round, WRITE_REGISTERS_MAX};

/// One register value that the device shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assign {
    /// Index of the model in the device.
    pub(super) model: usize,
    /// The point.
    pub(super) path: String,
    /// First register, from the model's ID register.
    pub(super) offset: u16,
    /// The registers.
    pub(super) registers: Vec<u16>,
    /// Registers that must be written with it.
    sync: Range<u16>,
    /// Stages are written one after the other: 0 the values, 1 the switches.
    stage: u8,
    /// Belongs to a lease: written again when it is renewed.
    leased: bool,
}

/// One thing to do on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Write these registers.
    Write {
        /// Index of the model in the device.
        model: usize,
        /// First register.
        offset: u16,
        /// The values.
        values: Vec<u16>,
        /// In words: `704.WMaxLimPct=500`.
        says: Vec<String>,
    },
    /// Read these registers back.
    Read {
        /// Index of the model in the device.
        model: usize,
        /// Which.
        range: Range<u16>,
    },
    /// Read the result of an adoption until it is in.
    Adopted {
        /// Index of the model in the device.
        model: usize,
        /// First register: the request; the result follows it.
        offset: u16,
    },
}

/// What shall be so, and how to get there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// What is to do, in order.
    pub(super) acts: Vec<Act>,
    /// What must be read back as written.
    pub(super) wanted: Vec<Assign>,
    /// Parts of the command that the device does not take.
    pub(super) unsupported: Vec<String>,
}

/// Collects what shall be so.
#[derive(Debug)]
pub(super) struct Planner<'a> {
    /// The device as last read.
    pub(super) device: &'a Device,
    /// Whether leases are due for renewal.
    pub(super) renew: bool,
    assigns: Vec<Assign>,
    tail: Vec<Act>,
    tail_wanted: Vec<Assign>,
    unsupported: Vec<String>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(device: &'a Device, renew: bool) -> Self {
        Self { device, renew, assigns: Vec::new(), tail: Vec::new(), tail_wanted: Vec::new(), unsupported: Vec::new() }
    }

    /// Notes a part of the command that the device does not take, and why.
    pub(super) fn refuse(&mut self, what: impl Into<String>) {
        self.unsupported.push(what.into());
    }

    /// A value in its unit, rounded to the side named.
    pub(super) fn value(&mut self, id: u16, path: &str, value: Decimal, round: Round) -> Result<(), String> {
        let image = self.device.image(id).ok_or_else(|| format!("model {id} is missing"))?;
        let registers = image.encode(path, value, round).map_err(|error| format!("{id}.{path}: {error}"))?;
        self.push(id, path, registers, 0, true);
        Ok(())
    }

    /// A number as it stands in the registers.
    pub(super) fn raw(&mut self, id: u16, path: &str, raw: i64) -> Result<(), String> {
        self.staged(id, path, raw, 0)
    }

    /// A number, where the device has that point; left out where it has not.
    pub(super) fn raw_if_there(&mut self, id: u16, path: &str, raw: i64) {
        if self.device.has(id, path) {
            self.raw(id, path, raw).ok();
        }
    }

    /// A switch: written after all values.
    pub(super) fn switch(&mut self, id: u16, path: &str, raw: i64) -> Result<(), String> {
        self.staged(id, path, raw, 1)
    }

    /// A switch that is not part of a lease: written only when it differs.
    pub(super) fn switch_once(&mut self, id: u16, path: &str, raw: i64) -> Result<(), String> {
        self.staged(id, path, raw, 1)?;
        if let Some(assign) = self.assigns.last_mut() {
            assign.leased = false;
        }
        Ok(())
    }

    fn staged(&mut self, id: u16, path: &str, raw: i64, stage: u8) -> Result<(), String> {
        let image = self.device.image(id).ok_or_else(|| format!("model {id} is missing"))?;
        let place = image.layout().place(path).map_err(|error| error.to_string())?;
        let registers = encode(place.point, raw).map_err(|error| format!("{id}.{path}: {error}"))?;
        self.push(id, path, registers, stage, true);
        Ok(())
    }

    fn push(&mut self, id: u16, path: &str, registers: Vec<u16>, stage: u8, leased: bool) {
        let Some(assign) = assign(self.device, id, path, registers, stage, leased) else { return };
        self.assigns.push(assign);
    }

    /// Acts that follow all values and switches, with what must be read back after them.
    pub(super) fn after(&mut self, acts: Vec<Act>, wanted: Vec<Assign>) {
        self.tail.extend(acts);
        self.tail_wanted.extend(wanted);
    }

    /// The plan: one write for points that follow each other, per stage; then the read-back.
    pub(super) fn finish(mut self) -> Plan {
        let due: Vec<Assign> = {
            let (device, renew) = (self.device, self.renew);
            let touched = |a: &Assign| a.leased && self.assigns.iter().any(|b| b.leased && differs(device, b));
            let wanted = |a: &&Assign| differs(device, a) || (a.leased && renew) || touched(a);
            self.assigns.iter().filter(wanted).cloned().collect()
        };
        let mut acts = Vec::new();
        for stage in [0, 1] {
            let of_stage: Vec<Assign> = due.iter().filter(|assign| assign.stage == stage).cloned().collect();
            acts.extend(writes(self.device, of_stage));
        }
        let read_back = read_back(&due);
        acts.extend(read_back);
        acts.append(&mut self.tail);
        let mut wanted = self.assigns;
        wanted.append(&mut self.tail_wanted);
        Plan { acts, wanted, unsupported: self.unsupported }
    }
}

/// The registers of a point's number before its scale factor.
fn encode(point: &Point, raw: i64) -> Result<Vec<u16>, tieline_schemas::sunspec::Error> {
    tieline_schemas::sunspec::encode_number(point, Some(Decimal::whole(raw)))
}

/// What the point shall hold; `None` when the device lacks it.
pub(super) fn assign(
    device: &Device,
    id: u16,
    path: &str,
    registers: Vec<u16>,
    stage: u8,
    leased: bool,
) -> Option<Assign> {
    let model = device.index(id)?;
    let place = device.image(id)?.layout().place(path).ok()?;
    let (offset, sync) = (place.offset, place.sync.clone());
    Some(Assign { model, path: path.to_owned(), offset, registers, sync, stage, leased })
}

/// Whether the device's image holds something else.
pub(super) fn differs(device: &Device, assign: &Assign) -> bool {
    held(device, assign) != Some(assign.registers.as_slice())
}

fn held<'a>(device: &'a Device, assign: &Assign) -> Option<&'a [u16]> {
    let from = usize::from(assign.offset);
    device.models.get(assign.model)?.image.registers().get(from..from + assign.registers.len())
}

/// What the device holds instead, in words.
pub(super) fn found(device: &Device, assign: &Assign) -> String {
    let id = device.models.get(assign.model).map_or(0, |found| found.id);
    let number = held(device, assign).map_or_else(|| "nothing".to_owned(), digits);
    format!("{id}.{}={number}", assign.path)
}

/// What the device shall hold, in words.
pub(super) fn says(device: &Device, assign: &Assign) -> String {
    let id = device.models.get(assign.model).map_or(0, |found| found.id);
    format!("{id}.{}={}", assign.path, digits(&assign.registers))
}

/// Registers as the number that people see: signed when one or two registers have their top bit set.
fn digits(registers: &[u16]) -> String {
    let bits = registers.iter().fold(0_u64, |bits, register| bits << 16 | u64::from(*register));
    match registers.len() {
        1 => (bits as u16 as i16).to_string(),
        2 => (bits as u32 as i32).to_string(),
        _ => bits.to_string(),
    }
}

/// One write for points that follow each other; a sync group is filled up from what the device holds.
pub(super) fn writes(device: &Device, mut assigns: Vec<Assign>) -> Vec<Act> {
    assigns.sort_by_key(|assign| (assign.model, assign.offset));
    let mut acts: Vec<Act> = Vec::new();
    for assign in assigns {
        let said = says(device, &assign);
        let (start, mut block) = synced(device, &assign);
        match acts.last_mut() {
            Some(Act::Write { model, offset, values, says }) if joins(*model, *offset, values, &assign, start) => {
                let overlap = usize::from(assign.offset - *offset);
                if overlap < values.len() {
                    values[overlap..overlap + assign.registers.len()].copy_from_slice(&assign.registers);
                } else {
                    values.append(&mut block);
                }
                says.push(said);
            }
            _ => acts.push(Act::Write { model: assign.model, offset: start, values: block, says: vec![said] }),
        }
    }
    acts
}

/// Whether a point continues the write before it, or lies in its sync group.
fn joins(model: usize, offset: u16, values: &[u16], assign: &Assign, start: u16) -> bool {
    let end = usize::from(offset) + values.len();
    let inside = usize::from(assign.offset) + assign.registers.len() <= end;
    let grown = end - usize::from(offset) + usize::from(assign.sync.end - assign.sync.start);
    model == assign.model && (inside || usize::from(start) == end) && grown <= usize::from(WRITE_REGISTERS_MAX)
}

/// The registers of the point's sync group with the point's own put in, and where they begin.
fn synced(device: &Device, assign: &Assign) -> (u16, Vec<u16>) {
    let range = usize::from(assign.sync.start)..usize::from(assign.sync.end);
    let image = device.models.get(assign.model).map(|found| &found.image);
    let Some(mut block) = image.and_then(|image| image.registers().get(range)).map(<[u16]>::to_vec) else {
        return (assign.offset, assign.registers.clone());
    };
    let at = usize::from(assign.offset - assign.sync.start);
    block.iter_mut().skip(at).zip(&assign.registers).for_each(|(register, value)| *register = *value);
    (assign.sync.start, block)
}

/// One read for each model's span of what was written, split where it is too long.
pub(super) fn read_back(assigns: &[Assign]) -> Vec<Act> {
    let mut ranges: Vec<(usize, Range<u16>)> =
        assigns.iter().map(|a| (a.model, a.offset..a.offset + a.registers.len() as u16)).collect();
    ranges.sort_by_key(|(model, range)| (*model, range.start));
    let mut reads: Vec<(usize, Range<u16>)> = Vec::new();
    for (model, range) in ranges {
        match reads.last_mut() {
            Some((last, read)) if *last == model && range.end - read.start <= 100 => read.end = read.end.max(range.end),
            _ => reads.push((model, range)),
        }
    }
    reads.into_iter().map(|(model, range)| Act::Read { model, range }).collect()
}

/// Reads that cover a whole model.
pub(super) fn whole(model: usize, layout: &Layout) -> Vec<(usize, Range<u16>)> {
    layout.reads().into_iter().map(|range| (model, range)).collect()
}
