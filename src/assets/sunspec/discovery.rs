//! Finding a device's models: the mark, then the chain of headers, then the registers of each model that is used.

use super::device::{Device, Found};
use crate::assets::modbus::ModbusFault;
use std::collections::VecDeque;
use std::ops::Range;
use tieline_schemas::sunspec::table::Model;
use tieline_schemas::sunspec::{BASES, END_MODEL, Image, Layout, MARK, cover};

/// Most models of one chain; a longer one is cut there.
pub(super) const MODELS_MAX: usize = 64;

/// Most registers of one model that are read.
const MODEL_REGISTERS_MAX: u16 = 4_096;

/// Models that the driver reads; others are passed over.
const USED: [u16; 32] = [
    1, 101, 102, 103, 111, 112, 113, 120, 121, 122, 123, 124, 160, 201, 202, 203, 204, 211, 212, 213, 214, 701, 702,
    703, 704, 705, 706, 711, 712, 713, 715, 802,
];

/// Trip curves, read only where they may be written (rule 11d).
const RIDE_THROUGH: [u16; 4] = [707, 708, 709, 710];

/// A discovery under way.
#[derive(Debug)]
pub(super) struct Discovery {
    stage: Stage,
    device: Device,
    headers: usize,
    ride_through: bool,
}

#[derive(Debug)]
enum Stage {
    /// Reading the mark at this one of the bases.
    Mark(usize),
    /// Reading the header here.
    Header(u16),
    /// Reading a model's registers.
    Body(Body),
}

#[derive(Debug)]
struct Body {
    model: &'static Model,
    address: u16,
    length: u16,
    registers: Vec<u16>,
    reads: VecDeque<Range<u16>>,
    laid_out: bool,
}

/// What a discovery wants after an answer.
#[derive(Debug)]
pub(super) enum Progress {
    /// Go on: ask for [`Discovery::wants`].
    Going,
    /// The device, complete.
    Done(Device),
    /// Not a SunSpec device, or not now.
    Failed(String),
}

impl Discovery {
    /// Begins at the first base.
    pub(super) fn new(ride_through: bool) -> Self {
        Self { stage: Stage::Mark(0), device: Device::default(), headers: 0, ride_through }
    }

    /// The address and count to read next.
    pub(super) fn wants(&self) -> (u16, u16) {
        match &self.stage {
            Stage::Mark(base) => (BASES.get(*base).copied().unwrap_or_default(), 2),
            Stage::Header(address) => (*address, 2),
            Stage::Body(body) => {
                let range = body.reads.front().cloned().unwrap_or(0..2);
                (body.address.wrapping_add(range.start), range.end - range.start)
            }
        }
    }

    /// Takes the answer to what it wanted.
    pub(super) fn take(&mut self, result: Result<Vec<u16>, ModbusFault>) -> Progress {
        match (&mut self.stage, result) {
            (Stage::Mark(base), Ok(registers)) if registers == MARK => {
                let first = BASES.get(*base).copied().unwrap_or_default();
                self.header_at(u32::from(first) + 2)
            }
            (Stage::Mark(base), Ok(_) | Err(ModbusFault::Exception(_))) => {
                *base += 1;
                match BASES.get(*base) {
                    Some(_) => Progress::Going,
                    None => Progress::Failed("no SunSpec map at 40000, 0 or 50000".to_owned()),
                }
            }
            // Some devices end their chain by an illegal address instead of an end model.
            (Stage::Header(_), Err(ModbusFault::Exception(_))) if self.headers > 0 => self.done(),
            (Stage::Header(address), Ok(registers)) => {
                let (address, registers) = (*address, registers);
                self.header(address, &registers)
            }
            (Stage::Body(_), Ok(registers)) => self.body(&registers),
            (_, Err(fault)) => Progress::Failed(fault.to_string()),
        }
    }

    fn header_at(&mut self, address: u32) -> Progress {
        let Ok(address) = u16::try_from(address) else { return self.done() };
        if self.headers >= MODELS_MAX || address >= u16::MAX - 2 {
            return self.done();
        }
        self.stage = Stage::Header(address);
        Progress::Going
    }

    fn header(&mut self, address: u16, registers: &[u16]) -> Progress {
        let [id, length] = *registers else { return Progress::Failed("a header of another size".to_owned()) };
        if id == END_MODEL {
            return self.done();
        }
        self.headers += 1;
        let used = USED.contains(&id) || (self.ride_through && RIDE_THROUGH.contains(&id));
        match Model::find(id).filter(|_| used && length <= MODEL_REGISTERS_MAX) {
            Some(model) => {
                self.stage = Stage::Body(Body::new(model, address, length));
                Progress::Going
            }
            None => self.header_at(u32::from(address) + 2 + u32::from(length)),
        }
    }

    fn body(&mut self, registers: &[u16]) -> Progress {
        let Stage::Body(body) = &mut self.stage else { return Progress::Going };
        if let Err(error) = body.take(registers) {
            return Progress::Failed(error);
        }
        if !body.reads.is_empty() {
            return Progress::Going;
        }
        let next = u32::from(body.address) + 2 + u32::from(body.length);
        match Image::new(body.model, std::mem::take(&mut body.registers)) {
            Ok(image) => self.device.models.push(Found { id: body.model.id, address: body.address, image }),
            Err(error) => return Progress::Failed(error.to_string()),
        }
        self.header_at(next)
    }

    fn done(&mut self) -> Progress {
        Progress::Done(std::mem::take(&mut self.device))
    }
}

impl Body {
    fn new(model: &'static Model, address: u16, length: u16) -> Self {
        let end = length.saturating_add(2);
        let points = model.points.iter().scan(0, |at, point| {
            let start = std::mem::replace(at, *at + point.size);
            Some(start..*at)
        });
        let reads = cover(points.take_while(|range| range.end <= end)).into();
        let registers = vec![0xFFFF; usize::from(end)];
        Self { model, address, length, registers, reads, laid_out: model.groups.is_empty() }
    }

    /// Takes one read in; once the model's own points are there, plans the reads of its groups.
    fn take(&mut self, registers: &[u16]) -> Result<(), String> {
        let Some(range) = self.reads.pop_front() else { return Ok(()) };
        if registers.len() != usize::from(range.end - range.start) {
            return Err("an answer of another size".to_owned());
        }
        let room = self.registers.iter_mut().skip(usize::from(range.start));
        room.zip(registers).for_each(|(register, value)| *register = *value);
        if range.start == 0 && self.registers.get(..2) != Some(&[self.model.id, self.length]) {
            return Err("the chain changed while it was read".to_owned());
        }
        if self.reads.is_empty() && !self.laid_out {
            self.laid_out = true;
            let layout = Layout::new(self.model, self.length, &self.registers).map_err(|e| e.to_string())?;
            let own = self.model.fixed_registers();
            let groups = layout.places().iter().map(|place| place.range()).filter(|range| range.start >= own);
            self.reads = cover(groups).into();
        }
        Ok(())
    }
}
