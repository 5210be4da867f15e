//! Usage points: a device's mirrors, shown as the server's own metering.

use super::super::mirror::ReadingDocument;
use super::super::paging::Page;
use super::super::resources::Unavailable;
use super::super::route::Route;
use super::super::usage::{SET_S, UsagePart};
use super::kept::read;
use super::{BY_THRESHOLDS, SUBSCRIBABLE, Shown, href, link_to};
use std::cmp::Reverse;
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{self as wire, HexBinary16, HexBinary128};

/// A mirror as it is kept, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct MirrorView {
    /// Whose.
    pub(in super::super) device: u32,
    /// Its number.
    pub(in super::super) mirror: u32,
    wire: wire::MirrorUsagePoint,
}

impl MirrorView {
    /// Reads a kept mirror.
    pub(in super::super) fn read(device: u32, mirror: u32, xml: &[u8]) -> Result<Self, Unavailable> {
        Ok(Self { device, mirror, wire: read(xml)? })
    }

    fn at(&self, part: UsagePart) -> Route {
        Route::Usage(self.device, self.mirror, part)
    }

    fn wire_of(&self, meter: u32) -> Option<&wire::MirrorMeterReading> {
        self.wire.mirror_meter_reading.get(usize::try_from(meter).ok()?.checked_sub(1)?)
    }

    /// The name of a meter reading.
    pub(in super::super) fn meter(&self, meter: u32) -> Option<Mrid> {
        self.wire_of(meter).map(|meter| Mrid(meter.mrid.0))
    }

    /// The numbers of the meter readings, by mRID descending.
    pub(in super::super) fn meters_in_order(&self) -> Vec<u32> {
        let mut meters: Vec<u32> = (1..=self.wire.mirror_meter_reading.len() as u32).collect();
        meters.sort_by_key(|meter| Reverse(self.meter(*meter)));
        meters
    }
}

/// A page of usage points.
pub(in super::super) fn usage_point_list(shown: Shown, page: &Page<MirrorView>) -> Vec<u8> {
    shown.encode(&wire::UsagePointList {
        subscribable: SUBSCRIBABLE,
        href: href(Route::UsagePoints),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        usage_point: page.items.iter().map(usage_point_of).collect(),
        ..Default::default()
    })
}

/// One usage point.
pub(in super::super) fn usage_point(shown: Shown, view: &MirrorView) -> Vec<u8> {
    shown.encode(&usage_point_of(view))
}

/// It keeps the mirror's name.
fn usage_point_of(view: &MirrorView) -> wire::UsagePoint {
    let mirror = &view.wire;
    let meters = mirror.mirror_meter_reading.len() as u32;
    wire::UsagePoint {
        href: href(view.at(UsagePart::Point)),
        mrid: mirror.mrid,
        description: mirror.description.clone(),
        version: mirror.version,
        role_flags: mirror.role_flags,
        service_category_kind: mirror.service_category_kind,
        status: mirror.status,
        device_lfdi: Some(mirror.device_lfdi),
        meter_reading_list_link: link_to!(MeterReadingListLink, view.at(UsagePart::Meters), meters),
    }
}

/// A page of meter readings, each with the number of its reading sets.
pub(in super::super) fn meter_reading_list(shown: Shown, view: &MirrorView, all: u32, rows: &[(u32, u32)]) -> Vec<u8> {
    shown.encode(&wire::MeterReadingList {
        subscribable: SUBSCRIBABLE,
        href: href(view.at(UsagePart::Meters)),
        all,
        results: rows.len() as u32,
        meter_reading: rows.iter().map(|(meter, sets)| meter_reading_of(view, *meter, *sets)).collect(),
        ..Default::default()
    })
}

/// One meter reading.
pub(in super::super) fn meter_reading(shown: Shown, view: &MirrorView, meter: u32, sets: u32) -> Vec<u8> {
    shown.encode(&meter_reading_of(view, meter, sets))
}

fn meter_reading_of(view: &MirrorView, meter: u32, sets: u32) -> wire::MeterReading {
    let mirrored = view.wire_of(meter).cloned().unwrap_or_default();
    let latest = link_to!(ReadingLink, view.at(UsagePart::Latest(meter)));
    wire::MeterReading {
        href: href(view.at(UsagePart::Meter(meter))),
        mrid: mirrored.mrid,
        description: mirrored.description,
        version: mirrored.version,
        reading_link: latest.filter(|_| sets > 0),
        reading_set_list_link: link_to!(ReadingSetListLink, view.at(UsagePart::Sets(meter)), sets),
        reading_type_link: wire::ReadingTypeLink { href: view.at(UsagePart::Type(meter)).to_string() },
        ..Default::default()
    }
}

/// What a meter reading measures.
pub(in super::super) fn reading_type(shown: Shown, view: &MirrorView, meter: u32) -> Option<Vec<u8>> {
    let mut kind = view.wire_of(meter)?.reading_type.clone()?;
    kind.href = href(view.at(UsagePart::Type(meter)));
    Some(shown.encode(&kind))
}

/// A page of reading sets, each with the number of its readings.
pub(in super::super) fn reading_set_list(
    shown: Shown,
    view: &MirrorView,
    meter: u32,
    all: u32,
    sets: &[(u32, u32)],
) -> Vec<u8> {
    shown.encode(&wire::ReadingSetList {
        subscribable: SUBSCRIBABLE,
        href: href(view.at(UsagePart::Sets(meter))),
        all,
        results: sets.len() as u32,
        reading_set: sets.iter().map(|(set, count)| reading_set_of(view, meter, *set, *count)).collect(),
        ..Default::default()
    })
}

/// One reading set.
pub(in super::super) fn reading_set(shown: Shown, view: &MirrorView, meter: u32, set: u32, count: u32) -> Vec<u8> {
    shown.encode(&reading_set_of(view, meter, set, count))
}

/// Its name is the meter reading's with the day in its upper bits, so that it is the same each time.
fn reading_set_of(view: &MirrorView, meter: u32, set: u32, count: u32) -> wire::ReadingSet {
    let mut mrid = view.meter(meter).unwrap_or(Mrid([0; 16])).0;
    mrid.iter_mut().zip(set.to_be_bytes()).for_each(|(byte, day)| *byte ^= day);
    wire::ReadingSet {
        href: href(view.at(UsagePart::Set(meter, set))),
        mrid: HexBinary128(mrid),
        time_period: wire::DateTimeInterval { start: i64::from(set) * SET_S, duration: SET_S as u32 },
        reading_list_link: link_to!(ReadingListLink, view.at(UsagePart::Readings(meter, set)), count),
        ..Default::default()
    }
}

/// A page of readings with their localIDs.
pub(in super::super) fn reading_list(
    shown: Shown,
    view: &MirrorView,
    meter: u32,
    set: u32,
    page: &Page<(ReadingDocument, Option<u16>)>,
) -> Vec<u8> {
    let readings = page.items.iter().map(|(document, local)| {
        let second = u32::try_from(document.start.rem_euclid(SET_S)).unwrap_or(0);
        let at = UsagePart::Reading(meter, set, second, document.duration);
        reading_of(view, at, document, *local)
    });
    shown.encode(&wire::ReadingList {
        subscribable: SUBSCRIBABLE,
        href: href(view.at(UsagePart::Readings(meter, set))),
        all: page.all,
        results: page.items.len() as u32,
        reading: readings.collect(),
        ..Default::default()
    })
}

/// One reading.
pub(in super::super) fn reading(
    shown: Shown,
    view: &MirrorView,
    at: UsagePart,
    document: &ReadingDocument,
    local: Option<u16>,
) -> Vec<u8> {
    shown.encode(&reading_of(view, at, document, local))
}

fn reading_of(view: &MirrorView, at: UsagePart, document: &ReadingDocument, local: Option<u16>) -> wire::Reading {
    wire::Reading {
        subscribable: BY_THRESHOLDS,
        href: href(view.at(at)),
        quality_flags: Some(HexBinary16(document.quality)),
        time_period: Some(wire::DateTimeInterval { start: document.start, duration: document.duration }),
        value: wire::Int48::new(document.value),
        local_id: local.map(HexBinary16),
        ..Default::default()
    }
}
