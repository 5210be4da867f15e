//! What devices send, understood and checked against the type that the address takes. Errors are words for the log.

use super::super::resources::Unavailable;
use super::super::route::DerPart;
use tieline_core::model::{Lfdi, Mrid, Sfdi, UtcSeconds};
use tieline_schemas::sep2::{self as wire, Document, Limits};

/// An end device as its owner describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct EndDeviceIn {
    /// Its LFDI, if it says one.
    pub(in super::super) lfdi: Option<Lfdi>,
    /// Its SFDI.
    pub(in super::super) sfdi: Sfdi,
    /// Its category bits.
    pub(in super::super) category: Option<u32>,
}

/// A mirror that was posted.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct MirrorIn {
    /// Its name.
    pub(in super::super) mrid: Mrid,
    /// Whose it says it is.
    pub(in super::super) lfdi: Lfdi,
    /// Its meter readings with their readings.
    pub(in super::super) meters: Vec<MeterIn>,
    wire: wire::MirrorUsagePoint,
}

/// A meter reading that was posted.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct MeterIn {
    /// Its name.
    pub(in super::super) mrid: Mrid,
    /// Its readings.
    pub(in super::super) readings: Vec<ReadingIn>,
    /// Itself, without its readings.
    wire: wire::MirrorMeterReading,
}

/// A reading and the time that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct ReadingIn {
    /// Start of its period, if it names one.
    pub(in super::super) start: Option<i64>,
    /// Seconds of its period.
    pub(in super::super) duration: u32,
    /// The value, before the ReadingType's power of ten.
    pub(in super::super) value: i64,
    /// Quality bits.
    pub(in super::super) quality: u16,
}

/// A response to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct ResponseIn {
    /// When it happened.
    pub(in super::super) created: Option<UtcSeconds>,
    /// Whose.
    pub(in super::super) lfdi: Lfdi,
    /// The code, if there is one.
    pub(in super::super) status: Option<u8>,
    /// Which event.
    pub(in super::super) subject: Mrid,
}

fn decode(body: &[u8]) -> Result<Document, String> {
    wire::decode(body, &Limits::default()).map_err(|error| error.to_string())
}

fn decode_as<T: wire::Element>(body: &[u8]) -> Result<T, String> {
    wire::decode_as(body, &Limits::default()).map_err(|error| error.to_string())
}

/// Reads an EndDevice.
pub(in super::super) fn end_device_in(body: &[u8]) -> Result<EndDeviceIn, String> {
    let device: wire::EndDevice = decode_as(body)?;
    Ok(EndDeviceIn {
        lfdi: device.lfdi.map(|lfdi| Lfdi(lfdi.0)),
        sfdi: Sfdi(device.sfdi.get()),
        category: device.device_category.map(|category| category.0),
    })
}

/// Reads a ConnectionPoint: its identifier, 1 to 32 bytes.
pub(in super::super) fn connection_point_in(body: &[u8]) -> Result<String, String> {
    let point: wire::ConnectionPointType = decode_as(body)?;
    match point.connection_point_id.is_empty() {
        true => Err("connectionPointId is empty".to_owned()),
        false => Ok(point.connection_point_id),
    }
}

/// Reads what a DER's owner puts: the XML to keep.
pub(in super::super) fn der_part_in(part: DerPart, body: &[u8]) -> Result<Vec<u8>, String> {
    fn again<T: wire::Element>(body: &[u8]) -> Result<Vec<u8>, String> {
        decode_as::<T>(body).map(|document| super::keep(&document))
    }
    match part {
        DerPart::Capability => again::<wire::DERCapability>(body),
        DerPart::Settings => again::<wire::DERSettings>(body),
        DerPart::Status => again::<wire::DERStatus>(body),
        DerPart::Availability => again::<wire::DERAvailability>(body),
    }
}

/// Reads a LogEvent: the XML to keep.
pub(in super::super) fn log_event_in(body: &[u8]) -> Result<Vec<u8>, String> {
    let event: wire::LogEvent = decode_as(body)?;
    Ok(super::keep(&wire::LogEvent { href: None, ..event }))
}

/// Reads a MirrorUsagePoint.
pub(in super::super) fn mirror_in(body: &[u8]) -> Result<MirrorIn, String> {
    let mut mirror: wire::MirrorUsagePoint = decode_as(body)?;
    let meters = std::mem::take(&mut mirror.mirror_meter_reading);
    Ok(MirrorIn {
        mrid: Mrid(mirror.mrid.0),
        lfdi: Lfdi(mirror.device_lfdi.0),
        meters: meters.into_iter().map(meter).collect(),
        wire: mirror,
    })
}

/// The names in a kept mirror: its own and those of its meter readings.
pub(in super::super) fn mirror_names(xml: &[u8]) -> Result<Vec<Mrid>, Unavailable> {
    let mirror = mirror_in(xml).map_err(|error| Unavailable(format!("a kept document: {error}")))?;
    Ok(mirror.names().collect())
}

/// Reads a MirrorMeterReading or a list of them.
pub(in super::super) fn meters_in(body: &[u8]) -> Result<Vec<MeterIn>, String> {
    match decode(body)? {
        Document::MirrorMeterReading(one) => Ok(vec![meter(one)]),
        Document::MirrorMeterReadingList(list) => Ok(list.mirror_meter_reading.into_iter().map(meter).collect()),
        _ => Err("neither a MirrorMeterReading nor a MirrorMeterReadingList".to_owned()),
    }
}

fn meter(mut wire: wire::MirrorMeterReading) -> MeterIn {
    let single = wire.reading.take();
    let sets = std::mem::take(&mut wire.mirror_reading_set);
    let in_sets = sets.into_iter().flat_map(|set| set.reading);
    MeterIn { mrid: Mrid(wire.mrid.0), readings: single.into_iter().chain(in_sets).map(reading).collect(), wire }
}

fn reading(wire: wire::Reading) -> ReadingIn {
    let period = wire.time_period;
    ReadingIn {
        start: period.as_ref().map(|period| period.start),
        duration: period.as_ref().map_or(0, |period| period.duration),
        value: wire.value.map_or(0, |value| value.get()),
        quality: wire.quality_flags.map_or(0, |flags| flags.0),
    }
}

impl MirrorIn {
    /// Its name and those of its meter readings.
    pub(in super::super) fn names(&self) -> impl Iterator<Item = Mrid> {
        std::iter::once(self.mrid).chain(self.meters.iter().map(|meter| meter.mrid))
    }

    /// The mirror to keep: `kept` with what this post changes, or this post; readings are kept elsewhere.
    pub(in super::super) fn merged(&self, kept: Option<&[u8]>) -> Result<Vec<u8>, String> {
        let mut meters = match kept {
            Some(kept) => decode_as::<wire::MirrorUsagePoint>(kept)?.mirror_meter_reading,
            None => Vec::new(),
        };
        merge(&mut meters, &self.meters)?;
        let mirror = wire::MirrorUsagePoint { href: None, mirror_meter_reading: meters, ..self.wire.clone() };
        Ok(super::keep(&mirror))
    }
}

/// A kept mirror with meter readings that were posted to it.
pub(in super::super) fn merge_meters(kept: &[u8], posted: &[MeterIn]) -> Result<Vec<u8>, String> {
    let mut mirror: wire::MirrorUsagePoint = decode_as(kept)?;
    merge(&mut mirror.mirror_meter_reading, posted)?;
    Ok(super::keep(&mirror))
}

/// A meter reading of a known mRID is updated, keeping its ReadingType if it brings none; a new one must bring one.
fn merge(meters: &mut Vec<wire::MirrorMeterReading>, posted: &[MeterIn]) -> Result<(), String> {
    for new in posted {
        let known = meters.iter_mut().find(|known| known.mrid == new.wire.mrid);
        match known {
            Some(known) => {
                let kind = new.wire.reading_type.clone().or(known.reading_type.take());
                *known = new.wire.clone();
                known.reading_type = kind;
            }
            None if new.wire.reading_type.is_some() => meters.push(new.wire.clone()),
            None => return Err(format!("meter reading {} is new and has no ReadingType", new.mrid)),
        }
    }
    match meters.len() <= METERS_MAX {
        true => Ok(()),
        false => Err(format!("the mirror would have {} meter readings, at most {METERS_MAX}", meters.len())),
    }
}

/// Most meter readings of a mirror.
const METERS_MAX: usize = 128;

/// Reads a Response, plain or of the event's kind; what its kind adds is not kept.
pub(in super::super) fn response_in(body: &[u8]) -> Result<ResponseIn, String> {
    let (created, lfdi, status, subject) = match decode(body)? {
        Document::Response(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        Document::DERControlResponse(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        Document::DrResponse(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        Document::FlowReservationResponseResponse(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        Document::PriceResponse(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        Document::TextResponse(r) => (r.created_date_time, r.end_device_lfdi, r.status, r.subject),
        _ => return Err("not a Response".to_owned()),
    };
    Ok(ResponseIn { created: created.map(UtcSeconds), lfdi: Lfdi(lfdi.0), status, subject: Mrid(subject.0) })
}
