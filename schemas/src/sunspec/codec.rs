//! One point's registers to a value and back, with SunSpec's not-available values.

use super::Error;
use super::decimal::{Decimal, Round, divide};
use super::table::{Kind, Point};

/// Registers from the bytes of an answer, most significant first; an odd byte at the end is dropped.
pub fn registers_from_bytes(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[1])).collect()
}

/// The registers that say that the point is not implemented.
pub fn not_available(point: &Point) -> Vec<u16> {
    let size = usize::from(point.size);
    let (first, rest) = match point.kind {
        Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::Sunssf | Kind::Pad => (0x8000, 0),
        Kind::Float32 => (0x7FC0, 0),
        Kind::Float64 => (0x7FF8, 0),
        Kind::Acc16 | Kind::Acc32 | Kind::Acc64 | Kind::String | Kind::Raw16 | Kind::Ipaddr | Kind::Ipv6addr => (0, 0),
        _ => (0xFFFF, 0xFFFF),
    };
    (0..size).map(|i| if i == 0 { first } else { rest }).collect()
}

/// The point's number before its scale factor, `None` when it is not implemented. Floats come in thousandths, to the
/// nearest. An accumulator at 0 is not implemented by SunSpec's rule.
///
/// Fails on text, on missing registers and on what 64 bits with a sign do not hold.
pub fn decode_number(point: &Point, registers: &[u16]) -> Result<Option<Decimal>, Error> {
    let registers = registers.get(..usize::from(point.size)).ok_or_else(|| Error::Short(point.name.to_owned()))?;
    if registers.len() > 4 || point.kind == Kind::String {
        return Err(Error::WrongType(point.name.to_owned()));
    }
    let bits = registers.iter().fold(0_u64, |bits, register| bits << 16 | u64::from(*register));
    let whole = |raw: i64| Ok(Some(Decimal::whole(raw)));
    match point.kind {
        Kind::Float32 => float(point, f32_parts(bits as u32)),
        Kind::Float64 => float(point, f64_parts(bits)),
        Kind::Raw16 | Kind::Ipaddr => whole(bits as i64),
        _ if is_absent(point.kind, registers.len(), bits) => Ok(None),
        Kind::Int16 | Kind::Sunssf => whole(i64::from(bits as u16 as i16)),
        Kind::Int32 => whole(i64::from(bits as u32 as i32)),
        Kind::Int64 => whole(bits as i64),
        _ => i64::try_from(bits).map(|raw| Some(Decimal::whole(raw))).map_err(|_| does_not_fit(point, bits)),
    }
}

fn is_absent(kind: Kind, registers: usize, bits: u64) -> bool {
    let top = 1_u64 << (16 * registers - 1);
    match kind {
        Kind::Pad => true,
        Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::Sunssf => bits == top,
        Kind::Acc16 | Kind::Acc32 | Kind::Acc64 => bits == 0,
        // SunSpec: with the top bit set, the other bits of a bit field mean nothing.
        Kind::Bitfield16 | Kind::Bitfield32 | Kind::Bitfield64 => bits & top != 0,
        _ => bits == top | (top - 1),
    }
}

/// The registers of a point's number before its scale factor; `None` writes the not-available value.
///
/// Fails on text and on a number that the type cannot hold; a type's not-available value is none of its numbers.
pub fn encode_number(point: &Point, value: Option<Decimal>) -> Result<Vec<u16>, Error> {
    let Some(value) = value else {
        return Ok(not_available(point));
    };
    let wide = match point.kind {
        Kind::Float32 => u64::from((as_f64(value) as f32).to_bits()),
        Kind::Float64 => as_f64(value).to_bits(),
        _ => {
            let raw = value.units(Round::TowardsZero).ok_or_else(|| does_not_fit(point, value))?;
            let (least, most) = bounds(point)?;
            if !(least..=most).contains(&raw) {
                return Err(does_not_fit(point, raw));
            }
            raw as u64
        }
    };
    Ok((0..point.size).rev().map(|i| (wide >> (16 * i)) as u16).collect())
}

/// The least and the most that a whole number of this type can be.
fn bounds(point: &Point) -> Result<(i64, i64), Error> {
    Ok(match point.kind {
        Kind::Int16 | Kind::Sunssf => (-0x7FFF, 0x7FFF),
        Kind::Int32 => (-0x7FFF_FFFF, 0x7FFF_FFFF),
        Kind::Int64 => (-i64::MAX, i64::MAX),
        Kind::Uint16 | Kind::Enum16 | Kind::Count => (0, 0xFFFE),
        Kind::Uint32 | Kind::Enum32 => (0, 0xFFFF_FFFE),
        Kind::Acc16 | Kind::Raw16 => (0, 0xFFFF),
        Kind::Acc32 | Kind::Ipaddr => (0, 0xFFFF_FFFF),
        Kind::Bitfield16 => (0, 0x7FFF),
        Kind::Bitfield32 => (0, 0x7FFF_FFFF),
        Kind::Uint64 | Kind::Acc64 | Kind::Bitfield64 | Kind::Eui48 => (0, i64::MAX),
        _ => return Err(Error::WrongType(point.name.to_owned())),
    })
}

/// The point's text without the NULs and blanks at its end, `None` when it is empty. Bytes that are not UTF-8 become
/// the replacement character.
pub fn decode_text(point: &Point, registers: &[u16]) -> Result<Option<String>, Error> {
    if point.kind != Kind::String {
        return Err(Error::WrongType(point.name.to_owned()));
    }
    let registers = registers.get(..usize::from(point.size)).ok_or_else(|| Error::Short(point.name.to_owned()))?;
    let bytes: Vec<u8> = registers.iter().flat_map(|register| register.to_be_bytes()).collect();
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..end]).trim_end().to_owned();
    Ok((!text.is_empty()).then_some(text))
}

/// The registers of a text, filled up with NUL. Fails when it is longer than the point.
pub fn encode_text(point: &Point, text: &str) -> Result<Vec<u16>, Error> {
    let size = usize::from(point.size) * 2;
    if point.kind != Kind::String || text.len() > size {
        return Err(does_not_fit(point, text));
    }
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(size, 0);
    Ok(registers_from_bytes(&bytes))
}

/// A binary float: negative, its whole significand, its power of two; or none of the finite numbers.
enum Float {
    Finite { negative: bool, significand: u64, exponent: i32 },
    Infinite,
    NotANumber,
}

fn f32_parts(bits: u32) -> Float {
    let (exponent, fraction) = ((bits >> 23 & 0xFF) as i32, u64::from(bits & 0x7F_FFFF));
    float_parts(bits >> 31 == 1, exponent, fraction, 0xFF, 23, 150)
}

fn f64_parts(bits: u64) -> Float {
    let (exponent, fraction) = ((bits >> 52 & 0x7FF) as i32, bits & 0xF_FFFF_FFFF_FFFF);
    float_parts(bits >> 63 == 1, exponent, fraction, 0x7FF, 52, 1_075)
}

fn float_parts(negative: bool, exponent: i32, fraction: u64, special: i32, width: u32, bias: i32) -> Float {
    match (exponent, fraction) {
        (e, 0) if e == special => Float::Infinite,
        (e, _) if e == special => Float::NotANumber,
        (0, _) => Float::Finite { negative, significand: fraction, exponent: 1 - bias },
        _ => Float::Finite { negative, significand: fraction | 1 << width, exponent: exponent - bias },
    }
}

fn float(point: &Point, float: Float) -> Result<Option<Decimal>, Error> {
    let (negative, significand, exponent) = match float {
        Float::NotANumber => return Ok(None),
        Float::Infinite => return Err(does_not_fit(point, "infinity")),
        Float::Finite { negative, significand, exponent } => (negative, significand, exponent),
    };
    let thousandths = i128::from(significand) * 1_000;
    let magnitude = match exponent {
        _ if significand == 0 => 0,
        ..=-126 => 0,
        -125..=0 => divide(thousandths, 1_i128 << -exponent, Round::Nearest),
        1..=50 => thousandths << exponent,
        _ => i128::MAX,
    };
    let raw = i64::try_from(magnitude).map_err(|_| does_not_fit(point, "a float beyond 64 bits"))?;
    Ok(Some(Decimal::milli(if negative { -raw } else { raw })))
}

/// The nearest binary float: devices that speak floats get one, nothing else does.
fn as_f64(value: Decimal) -> f64 {
    value.raw as f64 * 10_f64.powi(i32::from(value.sf))
}

fn does_not_fit(point: &Point, value: impl ToString) -> Error {
    Error::DoesNotFit { path: point.name.to_owned(), value: value.to_string() }
}
