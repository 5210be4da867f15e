//! A device's whole map: reads, and writes with the rules of a strict device.

use std::ops::Range;
use tieline_schemas::sunspec::table::{Kind, Model};
use tieline_schemas::sunspec::{
    BASES, Error, Image, MARK, Place, READ_REGISTERS_MAX, WRITE_REGISTERS_MAX, chain, decode_number,
};

/// Where every simulated map begins.
pub const BASE: u16 = BASES[0];

/// Why a request is refused: a Modbus exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// 2: no such register, or one that cannot be written.
    Address,
    /// 3: too many, half a point, half a synchronized group, or a value out of its range.
    Value,
}

/// A point that a client wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// Its model.
    pub model: u16,
    /// Its path.
    pub path: String,
    /// What it holds now, before its scale factor; `None`: not available.
    pub raw: Option<i64>,
}

/// A device's registers.
#[derive(Debug, Clone)]
pub struct Map {
    images: Vec<(u16, Image)>,
}

impl Refusal {
    /// Its number on the wire.
    pub fn code(self) -> u8 {
        match self {
            Self::Address => 2,
            Self::Value => 3,
        }
    }
}

/// A model of the table; fails when the table does not have it.
pub(super) fn blank(id: u16, counts: &[(&str, u16)]) -> Result<Image, Error> {
    Image::blank(Model::find(id).ok_or(Error::UnknownModel(id))?, counts)
}

/// Model 1.
pub(super) fn common(model: &str, serial: &str) -> Result<Image, Error> {
    let mut image = blank(1, &[])?;
    image.set_text("Mn", "Tieline")?;
    image.set_text("Md", model)?;
    image.set_text("Vr", env!("CARGO_PKG_VERSION"))?;
    image.set_text("SN", serial)?;
    Ok(image)
}

impl Map {
    /// A map of these models in their order, with mark and end.
    pub fn new(images: Vec<Image>) -> Self {
        let mut at = BASE + MARK.len() as u16;
        let place = |image: Image| {
            let own = at;
            at = at.saturating_add(image.registers().len() as u16);
            (own, image)
        };
        Self { images: images.into_iter().map(place).collect() }
    }

    /// The model of this number.
    pub fn image(&self, model: u16) -> Option<&Image> {
        self.images.iter().map(|(_, image)| image).find(|image| image.layout().model().id == model)
    }

    /// The model of this number, to be changed.
    pub fn image_mut(&mut self, model: u16) -> Option<&mut Image> {
        self.images.iter_mut().map(|(_, image)| image).find(|image| image.layout().model().id == model)
    }

    /// The register where the model of this number begins.
    pub fn address(&self, model: u16) -> Option<u16> {
        self.images.iter().find(|(_, image)| image.layout().model().id == model).map(|(at, _)| *at)
    }

    /// `count` registers from `address` on.
    pub fn read(&self, address: u16, count: u16) -> Result<Vec<u16>, Refusal> {
        if !(1..=READ_REGISTERS_MAX).contains(&count) {
            return Err(Refusal::Value);
        }
        let from = usize::from(address.checked_sub(BASE).ok_or(Refusal::Address)?);
        let all = chain(self.images.iter().map(|(_, image)| image));
        all.get(from..from + usize::from(count)).map(<[u16]>::to_vec).ok_or(Refusal::Address)
    }

    /// Takes `values` in from `address` on, all or nothing. "Not available" leaves a point as it was.
    pub fn write(&mut self, address: u16, values: &[u16]) -> Result<Vec<Touch>, Refusal> {
        let count = u16::try_from(values.len()).map_err(|_| Refusal::Value)?;
        if !(1..=WRITE_REGISTERS_MAX).contains(&count) {
            return Err(Refusal::Value);
        }
        let holds = |(at, image): &&mut (u16, Image)| {
            let end = u32::from(*at) + image.registers().len() as u32;
            *at <= address && u32::from(address) + u32::from(count) <= end
        };
        let (at, image) = self.images.iter_mut().find(holds).ok_or(Refusal::Address)?;
        let offset = address - *at;
        let points = written(image, &(offset..offset + count), values)?;
        let mut touched = Vec::new();
        for (place, registers) in points {
            if decode_number(place.point, &registers).is_ok_and(|number| number.is_some()) {
                image.put(place.offset, &registers);
            }
            let raw = image.raw(&place.path).ok().flatten();
            touched.push(Touch { model: image.layout().model().id, path: place.path, raw });
        }
        Ok(touched)
    }
}

/// The points that a write covers, each with its registers; refused when a strict device would refuse any of them.
fn written(image: &Image, range: &Range<u16>, values: &[u16]) -> Result<Vec<(Place, Vec<u16>)>, Refusal> {
    let within = |inner: &Range<u16>| range.start <= inner.start && inner.end <= range.end;
    let overlaps = |place: &&Place| place.range().start < range.end && range.start < place.range().end;
    let mut points = Vec::new();
    for place in image.layout().places().iter().filter(overlaps) {
        if !place.point.writable || is_active_curve(&place.path) {
            return Err(Refusal::Address);
        }
        if !within(&place.range()) || !within(&place.sync) {
            return Err(Refusal::Value);
        }
        let from = usize::from(place.offset - range.start);
        let registers = values.get(from..from + usize::from(place.point.size)).ok_or(Refusal::Value)?;
        check_value(image, place, registers)?;
        points.push((place.clone(), registers.to_vec()));
    }
    Ok(points)
}

/// Curve 1 shows what is in force; a client writes another and has it adopted.
fn is_active_curve(path: &str) -> bool {
    path.starts_with("Crv[1].") || path.starts_with("Ctl[1].")
}

fn check_value(image: &Image, place: &Place, registers: &[u16]) -> Result<(), Refusal> {
    let number = decode_number(place.point, registers).map_err(|_| Refusal::Value)?;
    let Some(number) = number else { return Ok(()) };
    let known = match place.point.kind {
        Kind::Enum16 | Kind::Enum32 => place.point.symbols.is_empty() || place.point.symbol_name(number.raw).is_some(),
        _ => true,
    };
    let share = matches!(place.path.as_str(), "WMaxLimPct" | "WMaxLimPctRvrt");
    let scale = image.scale_factor(&place.path).unwrap_or(0);
    let fits = !share || number.raw as f64 * 10_f64.powi(scale.into()) <= 100.0;
    if known && fits { Ok(()) } else { Err(Refusal::Value) }
}
