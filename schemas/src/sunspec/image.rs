//! A model's registers together with their layout: what a client has read, or what a server holds.

use super::codec::{decode_number, decode_text, encode_number, encode_text, not_available};
use super::decimal::{Decimal, Round};
use super::layout::{Layout, Place};
use super::table::{Model, Scale};
use super::{END_MODEL, Error, MARK};

/// One model of one device, from its ID register on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    layout: Layout,
    registers: Vec<u16>,
}

impl Image {
    /// A model as read: `registers` from ID on. Registers behind the stated length are dropped.
    pub fn new(model: &'static Model, mut registers: Vec<u16>) -> Result<Self, Error> {
        let length = *registers.get(1).ok_or_else(|| Error::Short("L".to_owned()))?;
        let layout = Layout::new(model, length, &registers)?;
        registers.truncate(usize::from(length) + 2);
        Ok(Self { layout, registers })
    }

    /// A server's model: every point not available but ID, L and the counts named.
    /// `counts` gives the repetitions of groups by their count points; for a group that fills the model to its end,
    /// the pair `("*", n)` gives n repetitions.
    pub fn blank(model: &'static Model, counts: &[(&str, u16)]) -> Result<Self, Error> {
        let mut head = vec![0xFFFF_u16; usize::from(model.fixed_registers())];
        let mut at = 0;
        for point in model.points {
            if let Some((_, count)) = counts.iter().find(|(name, _)| *name == point.name) {
                head[at] = *count;
            }
            at += usize::from(point.size);
        }
        let length = blank_length(model, &head, counts)?;
        let layout = Layout::new(model, length, &head)?;
        let mut registers = vec![0; usize::from(length) + 2];
        for place in layout.places() {
            registers[as_usize(place)].copy_from_slice(&not_available(place.point));
        }
        let mut image = Self { layout, registers };
        image.set_raw("ID", Some(i64::from(model.id)))?;
        image.set_raw("L", Some(i64::from(length)))?;
        for (name, count) in counts.iter().filter(|(name, _)| *name != "*") {
            image.set_raw(name, Some(i64::from(*count)))?;
        }
        Ok(image)
    }

    /// Where the points lie.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The registers from ID on.
    pub fn registers(&self) -> &[u16] {
        &self.registers
    }

    /// Takes `values` in from `offset` on, as read or as a client wrote them; what lies behind the end is dropped.
    pub fn put(&mut self, offset: u16, values: &[u16]) {
        let room = self.registers.iter_mut().skip(usize::from(offset));
        room.zip(values).for_each(|(register, value)| *register = *value);
    }

    /// The number in the registers before its scale factor; `None` when not available.
    pub fn raw(&self, path: &str) -> Result<Option<i64>, Error> {
        let place = self.layout.place(path)?;
        Ok(self.number(place)?.and_then(|number| number.units(Round::Nearest)))
    }

    /// The value with its scale factor; `None` when the point is not available.
    ///
    /// Fails when it has a scale factor that is not implemented or out of range.
    pub fn decimal(&self, path: &str) -> Result<Option<Decimal>, Error> {
        let place = self.layout.place(path)?;
        let Some(number) = self.number(place)? else {
            return Ok(None);
        };
        let sf = self.scale(place)?;
        Ok(Some(Decimal { raw: number.raw, sf: number.sf + sf }))
    }

    /// The text of a string point; `None` when it is empty.
    pub fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let place = self.layout.place(path)?;
        decode_text(place.point, self.slice(place)?)
    }

    /// The symbol of an enumeration's value; `None` when not available or without a name.
    pub fn symbol(&self, path: &str) -> Result<Option<&'static str>, Error> {
        let place = self.layout.place(path)?;
        Ok(self.raw(path)?.and_then(|raw| place.point.symbol_name(raw)))
    }

    /// The scale factor of a point; 0 where the point has none.
    ///
    /// Fails when the point has one that is not implemented or not in -10..=10.
    pub fn scale_factor(&self, path: &str) -> Result<i8, Error> {
        self.scale(self.layout.place(path)?)
    }

    /// The registers that hold `value` at the point's own scale factor, rounded to the side named.
    pub fn encode(&self, path: &str, value: Decimal, round: Round) -> Result<Vec<u16>, Error> {
        let place = self.layout.place(path)?;
        let sf = self.scale(place)?;
        if place.point.is_float() {
            return encode_number(place.point, Some(value));
        }
        let misfit = || Error::DoesNotFit { path: path.to_owned(), value: value.to_string() };
        let raw = value.raw_at(sf, round).ok_or_else(misfit)?;
        encode_number(place.point, Some(Decimal::whole(raw)))
    }

    /// Sets a point from a value in its unit, at the scale factor that the image holds.
    pub fn set(&mut self, path: &str, value: Decimal, round: Round) -> Result<(), Error> {
        let registers = self.encode(path, value, round)?;
        let offset = self.layout.place(path)?.offset;
        self.put(offset, &registers);
        Ok(())
    }

    /// Sets a point's number as it stands in the registers; `None`: not available.
    pub fn set_raw(&mut self, path: &str, raw: Option<i64>) -> Result<(), Error> {
        let place = self.layout.place(path)?;
        let (offset, registers) = (place.offset, encode_number(place.point, raw.map(Decimal::whole))?);
        self.put(offset, &registers);
        Ok(())
    }

    /// Sets a string point.
    pub fn set_text(&mut self, path: &str, text: &str) -> Result<(), Error> {
        let place = self.layout.place(path)?;
        let (offset, registers) = (place.offset, encode_text(place.point, text)?);
        self.put(offset, &registers);
        Ok(())
    }

    fn number(&self, place: &Place) -> Result<Option<Decimal>, Error> {
        decode_number(place.point, self.slice(place)?)
    }

    fn slice(&self, place: &Place) -> Result<&[u16], Error> {
        self.registers.get(as_usize(place)).ok_or_else(|| Error::Short(place.path.clone()))
    }

    fn scale(&self, place: &Place) -> Result<i8, Error> {
        let at = match (place.point.scale, place.scale_at) {
            (Scale::None, _) => return Ok(0),
            (Scale::Fixed(power), _) => return Ok(power),
            (Scale::Point(_), None) => return Err(Error::NoScaleFactor(place.path.clone())),
            (Scale::Point(_), Some(at)) => at,
        };
        match self.registers.get(usize::from(at)).map(|register| *register as i16) {
            None | Some(i16::MIN) => Err(Error::NoScaleFactor(place.path.clone())),
            Some(power @ -10..=10) => Ok(power as i8),
            Some(found) => Err(Error::BadScaleFactor { path: place.path.clone(), found: i64::from(found) }),
        }
    }
}

/// A server's whole map from its base on: the mark, the models, the end model.
pub fn chain<'a>(models: impl IntoIterator<Item = &'a Image>) -> Vec<u16> {
    let mut map = MARK.to_vec();
    for model in models {
        map.extend_from_slice(model.registers());
    }
    map.extend_from_slice(&[END_MODEL, 0]);
    map
}

fn as_usize(place: &Place) -> std::ops::Range<usize> {
    let range = place.range();
    usize::from(range.start)..usize::from(range.end)
}

/// The length that a model needs for its counts: what its layout takes up when it has room for everything.
fn blank_length(model: &'static Model, head: &[u16], counts: &[(&str, u16)]) -> Result<u16, Error> {
    let to_the_end = model.groups.iter().filter(|group| group.count == super::table::Count::ToTheEnd);
    let fill = counts.iter().find(|(name, _)| *name == "*").map_or(0, |(_, n)| *n);
    let registers = match to_the_end.map(|group| group.registers()).next() {
        Some(group) => u32::from(model.fixed_registers()) + u32::from(group) * u32::from(fill),
        None => {
            let room = Layout::new(model, u16::MAX - 2, head)?;
            room.places().last().map_or(0, |place| u32::from(place.range().end))
        }
    };
    u16::try_from(registers.saturating_sub(2)).map_err(|_| Error::TooManyPoints(model.id))
}
