//! Mirrors and ReadingTypes as rows of `tests/fixtures/mirrors.txt`.

use super::street::RATE_S;
use std::collections::BTreeMap;
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{MirrorUsagePoint, ReadingType};

/// The committed table.
const TABLE: &str = include_str!("../fixtures/mirrors.txt");
/// The low 32 bits of each mRID: the private enterprise number of the house.
const PEN: [u8; 4] = 40_001_u32.to_be_bytes();

/// The rows that are committed, sorted.
pub(super) fn committed() -> Vec<String> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let plain = |row: &str| row.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rows: Vec<_> = rows.map(|row| plain(row).replace("rate", &RATE_S.to_string())).collect();
    rows.sort();
    rows
}

/// The name of each meter reading of a mirror: the mirror's, with the ReadingType that it declares.
pub(super) fn declared(mirror: &MirrorUsagePoint) -> impl Iterator<Item = (Mrid, (String, ReadingType))> {
    let name = mirror.description.clone().unwrap_or_default();
    let of_meter = move |meter: &tieline_schemas::sep2::MirrorMeterReading| {
        Some((Mrid(meter.mrid.0), (name.clone(), meter.reading_type.clone()?)))
    };
    mirror.mirror_meter_reading.iter().filter_map(of_meter)
}

/// The rows of mirrors as they were declared, a row an mRID, sorted; a later declaration replaces the one before.
pub(super) fn rows<'a>(mirrors: impl Iterator<Item = &'a MirrorUsagePoint>) -> Vec<String> {
    let mut rows = BTreeMap::new();
    for mirror in mirrors {
        assert_eq!(mirror.mrid.0[12..], PEN, "an mRID ends in the maker's number");
        for (mrid, (name, kind)) in declared(mirror) {
            assert_eq!(mrid.0[12..], PEN, "an mRID ends in the maker's number");
            rows.insert(mrid, row(&name, mirror, &kind));
        }
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort();
    rows
}

fn row(name: &str, mirror: &MirrorUsagePoint, kind: &ReadingType) -> String {
    assert_eq!(rest(kind), ReadingType::default(), "{name}: an element that the table has no column for");
    let optional = |value: Option<i64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let elements = [
        kind.uom.map(i64::from),
        kind.kind.map(i64::from),
        kind.data_qualifier.map(i64::from),
        kind.flow_direction.map(i64::from),
        kind.accumulation_behaviour.map(i64::from),
        kind.commodity.map(i64::from),
        kind.phase.map(i64::from),
        kind.power_of_ten_multiplier.map(i64::from),
        kind.interval_length.map(i64::from),
    ];
    let of_mirror = format!("{name} {:04X} {} {}", mirror.role_flags.0, mirror.status, mirror.service_category_kind);
    elements.into_iter().fold(of_mirror, |row, element| format!("{row} {}", optional(element)))
}

/// What a ReadingType says beside the columns of the table.
fn rest(kind: &ReadingType) -> ReadingType {
    ReadingType {
        uom: None,
        kind: None,
        data_qualifier: None,
        flow_direction: None,
        accumulation_behaviour: None,
        commodity: None,
        phase: None,
        power_of_ten_multiplier: None,
        interval_length: None,
        ..kind.clone()
    }
}
