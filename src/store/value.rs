//! Values: format version, number of further chunks, body, CRC32C over the key and all before it.

use super::key::{self, Key, Kind};
use super::{Error, Result, space};
use tieline_core::model::{Millihertz, Millis, Millivolts, Mono, Quality, Reading, Record, Vars, WattHours, Watts};

/// The format that this build writes; it reads every older one.
const FORMAT: u8 = 1;
const HEADER_BYTES: usize = 3;
const CRC_BYTES: usize = 4;
/// Body bytes in one stored value; the frame stays well below the engines' bound.
pub(super) const CHUNK_BYTES: usize = 3_072;
/// Longest body: its chunks fit one atomic batch with room for others.
pub(super) const BODY_BYTES_MAX: usize = 400 * CHUNK_BYTES;

/// One step of a commit, before it is cut into chunks.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) key: Vec<u8>,
    /// `None` removes.
    pub(super) body: Option<Vec<u8>>,
    /// When it happened; history only.
    pub(super) at: Option<Millis>,
    /// A reading's site and number.
    pub(super) numbered: Option<(String, u64)>,
}

impl Change {
    pub(super) fn put(key: Vec<u8>, body: Vec<u8>) -> Self {
        Self { key, body: Some(body), at: None, numbered: None }
    }

    pub(super) fn remove(key: Vec<u8>) -> Self {
        Self { key, body: None, at: None, numbered: None }
    }

    /// The change that would store a pair again; `None` for what a space says of itself, and for what does not read.
    pub(super) fn raw(key: &[u8], body: &[u8]) -> Option<Self> {
        match Kind::of(key)? {
            Kind::Meta if space::is_head(key) => None,
            Kind::Chunk => None,
            kind if kind.is_history() => Self::of(&record(key, body).ok()?).ok(),
            _ => Some(Self::put(key.to_vec(), body.to_vec())),
        }
    }

    /// How a record changes the key space.
    pub(super) fn of(record: &Record) -> Result<Self> {
        match record {
            Record::Delivered { upstream, seq } => Ok(Self::remove(key::post(upstream, *seq).done()?)),
            Record::Memo { value, .. } if value.is_empty() => Ok(Self::remove(key_of(record)?)),
            Record::Reading { site, seq, reading } => Ok(Self {
                at: Some(reading.at),
                numbered: Some((site.to_string(), *seq)),
                ..Self::put(key_of(record)?, pack(reading))
            }),
            _ => Ok(Self { at: history_time(record), ..Self::put(key_of(record)?, json(record)?) }),
        }
    }

    /// Refuses a body that no batch could hold, before it is queued.
    pub(super) fn check(&self) -> Result<()> {
        match &self.body {
            Some(body) if body.len() > BODY_BYTES_MAX => {
                Err(Error::Limit("bytes in a record", body.len(), BODY_BYTES_MAX))
            }
            _ => Ok(()),
        }
    }

    /// Whether it belongs to the history's generations.
    pub(super) fn is_history(&self) -> bool {
        Kind::of(&self.key).is_some_and(Kind::is_history)
    }
}

fn history_time(record: &Record) -> Option<Millis> {
    match record {
        Record::Setpoint { setpoint, .. } => Some(setpoint.at),
        Record::Result { at, .. } => Some(*at),
        Record::Alarm { alarm, .. } => Some(alarm.at),
        _ => None,
    }
}

fn json(record: &Record) -> Result<Vec<u8>> {
    serde_json::to_vec(record).map_err(|e| Error::Record(e.to_string()))
}

fn key_of(record: &Record) -> Result<Vec<u8>> {
    let key = match record {
        Record::Programs(set) => Key::new(Kind::Programs).name(set.upstream.as_str()),
        Record::Draw { event, .. } => Key::new(Kind::Draw).event(event),
        Record::Life(step) => Key::new(Kind::Life).event(&step.event).bytes(&[key::life_number(&step.kind)]),
        Record::Response { event, code, .. } => Key::new(Kind::Response).event(event).bytes(&[*code]),
        Record::Reading { site, seq, reading } => {
            Key::new(Kind::Reading).name(site.as_str()).source(&reading.source).time(reading.at).number(*seq)
        }
        Record::Post { upstream, seq, .. } | Record::Delivered { upstream, seq } => key::post(upstream, *seq),
        Record::Setpoint { site, setpoint } => Key::new(Kind::Setpoint)
            .name(site.as_str())
            .name(setpoint.asset.as_str())
            .time(setpoint.at)
            .number(setpoint.seq),
        Record::Result { site, at, result } => {
            Key::new(Kind::Result).name(site.as_str()).name(result.asset.as_str()).time(*at).number(result.seq)
        }
        Record::Alarm { site, alarm } => {
            let kind = serde_json::to_vec(&alarm.kind).map_err(|e| Error::Record(e.to_string()))?;
            Key::new(Kind::Alarm)
                .name(site.as_str())
                .time(alarm.at)
                .bytes(&[u8::from(alarm.raised)])
                .bytes(&crc32c::crc32c(&kind).to_be_bytes())
        }
        Record::Memo { owner, name, .. } => Key::new(Kind::Memo).name(owner).name(name),
        _ => return Err(Error::Record("a kind that this store does not know".to_owned())),
    };
    key.done()
}

/// The record of a stored pair.
pub(super) fn record(key: &[u8], body: &[u8]) -> Result<Record> {
    if Kind::of(key) != Some(Kind::Reading) {
        return serde_json::from_slice(body).map_err(|e| Error::Record(e.to_string()));
    }
    let unreadable = || Error::Record("a reading that does not parse".to_owned());
    let (site, source, at, seq) = key::parse_reading(key).ok_or_else(unreadable)?;
    let blank = Reading {
        source,
        at,
        mono: Mono(0),
        quality: Quality::Good,
        w: Watts(0),
        var: None,
        voltage: None,
        frequency: None,
        exported: None,
        imported: None,
        stored: None,
    };
    let reading = unpack(blank, body).ok_or_else(unreadable)?;
    Ok(Record::Reading { site, seq, reading })
}

const DOUBTFUL: u8 = 1 << 6;

/// A reading without what its key says: flags of what is there, then numbers of as many bytes as they need.
fn pack(reading: &Reading) -> Vec<u8> {
    let optional = [
        reading.var.map(|x| x.0),
        reading.voltage.map(|x| x.0),
        reading.frequency.map(|x| x.0),
        reading.exported.map(|x| x.0),
        reading.imported.map(|x| x.0),
        reading.stored.map(|x| x.0),
    ];
    let mut flags = if reading.quality == Quality::Doubtful { DOUBTFUL } else { 0 };
    let mut numbers = Vec::new();
    push_number(&mut numbers, reading.mono.0 as i64);
    push_number(&mut numbers, reading.w.0);
    for (bit, value) in optional.into_iter().enumerate() {
        if let Some(value) = value {
            flags |= 1 << bit;
            push_number(&mut numbers, value);
        }
    }
    numbers.insert(0, flags);
    numbers
}

fn unpack(blank: Reading, body: &[u8]) -> Option<Reading> {
    let (flags, mut rest) = body.split_first()?;
    let mono = Mono(pull_number(&mut rest)? as u64);
    let w = Watts(pull_number(&mut rest)?);
    let mut optional = [None; 6];
    for (bit, value) in optional.iter_mut().enumerate() {
        if flags & 1 << bit != 0 {
            *value = Some(pull_number(&mut rest)?);
        }
    }
    let [var, voltage, frequency, exported, imported, stored] = optional;
    Some(Reading {
        mono,
        w,
        quality: if flags & DOUBTFUL != 0 { Quality::Doubtful } else { Quality::Good },
        var: var.map(Vars),
        voltage: voltage.map(Millivolts),
        frequency: frequency.map(Millihertz),
        exported: exported.map(WattHours),
        imported: imported.map(WattHours),
        stored: stored.map(WattHours),
        ..blank
    })
}

/// Seven bits a byte, low first, the sign folded into the lowest bit.
fn push_number(out: &mut Vec<u8>, number: i64) {
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

fn pull_number(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some((number >> 1) as i64 ^ -((number & 1) as i64));
        }
    }
    None
}

/// The stored values of a body: the first under the key itself, the others under its chunk keys.
pub(super) fn frames(key: &[u8], body: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut parts = body.chunks(CHUNK_BYTES);
    let first = parts.next().unwrap_or_default();
    let further = parts.len() as u16;
    let mut framed = vec![(key.to_vec(), frame(key, further, first))];
    framed.extend((1..).zip(parts).map(|(number, part)| {
        let key = key::chunk(key, number);
        let value = frame(&key, 0, part);
        (key, value)
    }));
    framed
}

fn frame(key: &[u8], further: u16, body: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(HEADER_BYTES + body.len() + CRC_BYTES);
    value.push(FORMAT);
    value.extend(further.to_be_bytes());
    value.extend(body);
    value.extend(crc(key, &value).to_le_bytes());
    value
}

/// The number of further chunks and the body, if the checksum holds and the format is known.
pub(super) fn unframe<'a>(key: &[u8], value: &'a [u8]) -> Option<(u16, &'a [u8])> {
    let (covered, sum) = value.split_at_checked(value.len().checked_sub(CRC_BYTES)?)?;
    let intact = sum == crc(key, covered).to_le_bytes() && *covered.first()? == FORMAT;
    let further = u16::from_be_bytes(covered.get(1..HEADER_BYTES)?.try_into().ok()?);
    intact.then_some((further, &covered[HEADER_BYTES..]))
}

fn crc(key: &[u8], covered: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(key), covered)
}
