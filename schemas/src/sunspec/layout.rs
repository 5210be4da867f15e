//! Where each point of one device's model lies.

use super::table::{Count, Group, Model, Point, Scale};
use super::{Error, POINTS_MAX, READ_REGISTERS_MAX};
use std::collections::BTreeMap;
use std::ops::Range;

/// A point in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its path: `WMaxLimPct`, `PFWInj.PF`, `Crv[1].Pt[2].V`.
    pub path: String,
    /// What the table says of it.
    pub point: &'static Point,
    /// Registers from the model's ID register to it.
    pub offset: u16,
    /// The registers that must be written together with it, its own at least.
    pub sync: Range<u16>,
    /// Registers from the ID register to its scale factor, where it has one in registers.
    pub scale_at: Option<u16>,
}

impl Place {
    /// The registers that it takes.
    pub fn range(&self) -> Range<u16> {
        self.offset..self.offset.saturating_add(self.point.size)
    }
}

/// The places of all points of one device's model, repeating groups unrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    model: &'static Model,
    length: u16,
    places: Vec<Place>,
    index: BTreeMap<String, usize>,
}

impl Layout {
    /// Lays out `model` for a device that states `length` registers behind the header and whose registers from ID on
    /// begin with `registers`: the model's own points at least, since the counts of its groups lie there.
    ///
    /// A device of an older revision may be shorter than the table; its missing points are left out.
    pub fn new(model: &'static Model, length: u16, registers: &[u16]) -> Result<Self, Error> {
        let mut builder =
            Builder { model, end: u32::from(length) + 2, registers, places: Vec::new(), scopes: vec![BTreeMap::new()] };
        let offset = builder.points(model.points, "", 0, false)?;
        builder.groups(model.groups, "", offset)?;
        let index = builder.places.iter().enumerate().map(|(i, place)| (place.path.clone(), i)).collect();
        Ok(Self { model, length, places: builder.places, index })
    }

    /// The model.
    pub fn model(&self) -> &'static Model {
        self.model
    }

    /// Registers behind the header, as the device states them.
    pub fn length(&self) -> u16 {
        self.length
    }

    /// Every place, by rising offset.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The place of `path`; fails when this device's model has no such point.
    pub fn place(&self, path: &str) -> Result<&Place, Error> {
        let unknown = || Error::UnknownPoint { model: self.model.id, path: path.to_owned() };
        self.index.get(path).and_then(|i| self.places.get(*i)).ok_or_else(unknown)
    }

    /// Ranges that cover every point from the ID register on, each within one read and none splitting a point.
    pub fn reads(&self) -> Vec<Range<u16>> {
        cover(self.places.iter().map(Place::range))
    }
}

/// Joins ranges of points that follow each other into reads of at most [`READ_REGISTERS_MAX`] registers, never
/// splitting one. Points of more than that do not exist but for text of a vendor, which is left out.
pub fn cover(points: impl IntoIterator<Item = Range<u16>>) -> Vec<Range<u16>> {
    let mut reads: Vec<Range<u16>> = Vec::new();
    for point in points.into_iter().filter(|point| point.end - point.start <= READ_REGISTERS_MAX) {
        match reads.last_mut() {
            Some(read) if read.end == point.start && point.end - read.start <= READ_REGISTERS_MAX => {
                read.end = point.end;
            }
            _ => reads.push(point),
        }
    }
    reads
}

struct Builder<'a> {
    model: &'static Model,
    end: u32,
    registers: &'a [u16],
    places: Vec<Place>,
    /// Offsets of the points seen, by name, from the model's own group inwards.
    scopes: Vec<BTreeMap<&'static str, u16>>,
}

impl Builder<'_> {
    fn points(&mut self, points: &'static [Point], prefix: &str, start: u32, sync: bool) -> Result<u32, Error> {
        let size: u32 = points.iter().map(|point| u32::from(point.size)).sum();
        let group = clip(start)..clip((start + size).min(self.end));
        let mut offset = start;
        let scope: BTreeMap<_, _> = points
            .iter()
            .scan(start, |at, point| Some((point.name, clip(std::mem::replace(at, *at + u32::from(point.size))))))
            .collect();
        self.scopes.push(scope);
        for point in points {
            let after = offset + u32::from(point.size);
            if after > self.end {
                break;
            }
            if self.places.len() >= POINTS_MAX {
                return Err(Error::TooManyPoints(self.model.id));
            }
            let own = clip(offset)..clip(after);
            self.places.push(Place {
                path: format!("{prefix}{}", point.name),
                point,
                offset: own.start,
                sync: if sync { group.clone() } else { own },
                scale_at: self.scale_at(point),
            });
            offset = after;
        }
        Ok(start + size)
    }

    /// The nearest scale factor of that name, from the point's own group outwards.
    fn scale_at(&self, point: &Point) -> Option<u16> {
        let Scale::Point(name) = point.scale else { return None };
        self.scopes.iter().rev().find_map(|scope| scope.get(name)).copied()
    }

    fn groups(&mut self, groups: &'static [Group], prefix: &str, start: u32) -> Result<u32, Error> {
        let mut offset = start;
        for group in groups {
            offset = self.group(group, prefix, offset)?;
        }
        Ok(offset)
    }

    fn group(&mut self, group: &'static Group, prefix: &str, start: u32) -> Result<u32, Error> {
        let mut offset = start;
        let wanted = self.repeats(group.count);
        for i in 1.. {
            if wanted.is_some_and(|wanted| i > wanted) || (wanted.is_none() && offset >= self.end) {
                break;
            }
            let prefix = match group.count {
                Count::Once => format!("{prefix}{}.", group.name),
                _ => format!("{prefix}{}[{i}].", group.name),
            };
            let next = self.points(group.points, &prefix, offset, group.sync)?;
            let next = self.groups(group.groups, &prefix, next)?;
            self.scopes.pop();
            if next == offset {
                break;
            }
            offset = next;
            if group.count != Count::Once && wanted.is_some() && offset > self.end {
                return Err(Error::Overrun { model: self.model.id, length: clip(self.end - 2) });
            }
        }
        Ok(offset)
    }

    /// How often a group stands; `None`: to the model's end. A count that is not available means never.
    fn repeats(&self, count: Count) -> Option<u32> {
        match count {
            Count::Once => Some(1),
            Count::ToTheEnd => None,
            Count::Point(name) => {
                let at = self.scopes.iter().rev().find_map(|scope| scope.get(name)).copied();
                let value = at.and_then(|at| self.registers.get(usize::from(at))).copied();
                Some(value.filter(|count| *count != 0xFFFF).map_or(0, u32::from))
            }
        }
    }
}

fn clip(offset: u32) -> u16 {
    u16::try_from(offset).unwrap_or(u16::MAX)
}
