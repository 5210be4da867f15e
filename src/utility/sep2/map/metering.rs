//! Mirrors: what is measured, with which ReadingType, and which way it counts.
//!
//! | source | roleFlags | quantity | uom | kind | qualifier | flow | power of ten | sign |
//! |---|---|---|---|---|---|---|---|---|
//! | site | 0003 | active power | 38 | 37 | 2 | 1 | 0 | import positive: turned |
//! | site | 0003 | reactive power | 63 | 37 | 2 | 1 | 0 | turned |
//! | DER | 0049 | active power | 38 | 37 | 2 | 19 | 0 | generation positive: kept |
//! | DER | 0049 | reactive power | 63 | 37 | 2 | 19 | 0 | kept |
//! | both | | voltage | 29 | 37 | 2 | - | -1 | - |
//! | both | | frequency | 33 | 37 | 2 | - | -2 | - |
//! | battery | 0049 | stored energy | 72 | 12 | 0 | - | 0 | - |

use super::super::average::Quantity;
use super::super::config::SessionConfig;
use super::bytes;
use super::notice::cut;
use tieline_core::model::{Lfdi, Mrid};
use tieline_schemas::sep2::{
    DateTimeInterval, HexBinary16, HexBinary128, HexBinary160, Int48, MirrorMeterReading, MirrorMeterReadingList,
    MirrorUsagePoint, Reading, ReadingType,
};

/// Mirror of the premises' point of delivery; mirror of a DER behind it [X18 RoleFlagsType].
const ROLE_SITE: u16 = 0x0003;
const ROLE_DER: u16 = 0x0049;
/// Delivered to the customer; received from the customer [X18 FlowDirectionType].
const FLOW_FORWARD: u8 = 1;
const FLOW_REVERSE: u8 = 19;
/// Electricity, secondary metered [X18 CommodityType].
const COMMODITY: u8 = 1;
/// The usage point is on [X18 UsagePointBase.status].
const STATUS_ON: u8 = 1;

/// What is mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Source {
    /// The meter at the connection point.
    Site,
    /// A DER's terminals.
    Der,
}

/// A mirror to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct MirrorSpec<'a> {
    /// Its name here; part of its mRIDs.
    pub name: &'a str,
    /// What it mirrors.
    pub source: Source,
    /// What is measured there: bits by [`Quantity`].
    pub quantities: u8,
    /// Length of its intervals in seconds.
    pub post_rate_s: u32,
}

/// The mRID of a mirror, or of one quantity of it: the same for ever, other for each device, ending in our PEN
/// [2030.5 mRIDType; CSIP-AUS].
pub(in super::super) fn mrid(lfdi: &Lfdi, pen: u32, name: &str, quantity: Option<Quantity>) -> Mrid {
    let tag = quantity.map_or(0xFF, |quantity| quantity as u8);
    let bytes = lfdi.0.iter().copied().chain(name.bytes()).chain([0, tag]);
    // FNV-1a of 128 bits: the mRID needs distinct values, not secrecy.
    let hash = bytes.fold(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
    });
    let mixed = hash ^ (hash << 32);
    Mrid(((mixed & !0xFFFF_FFFF) | u128::from(pen)).to_be_bytes())
}

/// The MirrorUsagePoint to POST; it declares the ReadingType of each quantity.
pub(in super::super) fn mirror(spec: &MirrorSpec<'_>, config: &SessionConfig) -> Vec<u8> {
    let id = |quantity| HexBinary128(mrid(&config.lfdi, config.pen, spec.name, quantity).0);
    let measured = Quantity::ALL.into_iter().filter(|q| spec.quantities >> (*q as u8) & 1 == 1);
    let meter_reading = |quantity| MirrorMeterReading {
        mrid: id(Some(quantity)),
        description: Some(describe(quantity).to_owned()),
        reading_type: Some(reading_type(spec.source, quantity, spec.post_rate_s)),
        ..MirrorMeterReading::default()
    };
    let mirror = MirrorUsagePoint {
        mrid: id(None),
        description: Some(cut(spec.name)),
        role_flags: HexBinary16(if spec.source == Source::Site { ROLE_SITE } else { ROLE_DER }),
        service_category_kind: 0,
        status: STATUS_ON,
        device_lfdi: HexBinary160(config.lfdi.0),
        mirror_meter_reading: measured.map(meter_reading).collect(),
        post_rate: Some(spec.post_rate_s),
        ..MirrorUsagePoint::default()
    };
    bytes(&mirror, config.edition_2023, false)
}

/// [2030.5 MirrorUsagePoint]
fn describe(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Power => "Active power",
        Quantity::Reactive => "Reactive power",
        Quantity::Voltage => "Voltage",
        Quantity::Frequency => "Frequency",
        Quantity::Stored => "Stored energy",
    }
}

fn reading_type(source: Source, quantity: Quantity, post_rate_s: u32) -> ReadingType {
    let (uom, kind, qualifier) = match quantity {
        Quantity::Power => (38, 37, 2),
        Quantity::Reactive => (63, 37, 2),
        Quantity::Voltage => (29, 37, 2),
        Quantity::Frequency => (33, 37, 2),
        Quantity::Stored => (72, 12, 0),
    };
    let flows = matches!(quantity, Quantity::Power | Quantity::Reactive);
    let flow = if source == Source::Site { FLOW_FORWARD } else { FLOW_REVERSE };
    ReadingType {
        commodity: Some(COMMODITY),
        data_qualifier: Some(qualifier),
        flow_direction: flows.then_some(flow),
        interval_length: (quantity != Quantity::Stored).then_some(post_rate_s),
        kind: Some(kind),
        power_of_ten_multiplier: Some(power_of_ten(quantity)),
        uom: Some(uom),
        ..ReadingType::default()
    }
}

fn power_of_ten(quantity: Quantity) -> i8 {
    match quantity {
        Quantity::Voltage => -1,
        Quantity::Frequency => -2,
        Quantity::Power | Quantity::Reactive | Quantity::Stored => 0,
    }
}

/// A value inside as it goes on the wire: the site counts import as positive, a DER counts generation; volts go in tenths,
/// hertz in hundredths, rounded to the nearest [2030.5 flowDirection].
fn on_wire(source: Source, quantity: Quantity, value: i64) -> i64 {
    match (quantity, source) {
        (Quantity::Power | Quantity::Reactive, Source::Site) => value.saturating_neg(),
        (Quantity::Power | Quantity::Reactive, Source::Der) | (Quantity::Stored, _) => value,
        (Quantity::Voltage, _) => value.saturating_add(50).div_euclid(100),
        (Quantity::Frequency, _) => value.saturating_add(5).div_euclid(10),
    }
}

/// The averages of one interval, to POST to the mirror of `spec` [2030.5 MirrorUsagePoint].
pub(in super::super) fn averages(
    spec: &MirrorSpec<'_>,
    (start_s, seconds): (i64, u32),
    values: &[(Quantity, i64)],
    config: &SessionConfig,
) -> Vec<u8> {
    let reading = |&(quantity, value): &(Quantity, i64)| MirrorMeterReading {
        mrid: HexBinary128(mrid(&config.lfdi, config.pen, spec.name, Some(quantity)).0),
        reading: Some(Reading {
            time_period: Some(DateTimeInterval { duration: seconds, start: start_s }),
            value: Int48::new(on_wire(spec.source, quantity, value)),
            ..Reading::default()
        }),
        ..MirrorMeterReading::default()
    };
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let list = MirrorMeterReadingList {
        all: count,
        results: count,
        mirror_meter_reading: values.iter().map(reading).collect(),
        ..MirrorMeterReadingList::default()
    };
    bytes(&list, config.edition_2023, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [2030.5 flowDirection]
    #[test]
    fn the_site_counts_import_and_a_der_counts_generation() {
        assert_eq!(on_wire(Source::Site, Quantity::Power, 3_000), -3_000, "exporting 3 kW");
        assert_eq!(on_wire(Source::Site, Quantity::Power, -3_000), 3_000, "importing 3 kW");
        assert_eq!(on_wire(Source::Der, Quantity::Power, 3_000), 3_000, "generating or discharging 3 kW");
        assert_eq!(on_wire(Source::Der, Quantity::Power, -3_000), -3_000, "charging with 3 kW");
        assert_eq!(on_wire(Source::Site, Quantity::Reactive, 400), -400);
    }

    #[test]
    fn volts_go_in_tenths_and_hertz_in_hundredths() {
        assert_eq!(on_wire(Source::Site, Quantity::Voltage, 230_149), 2_301);
        assert_eq!(on_wire(Source::Site, Quantity::Voltage, 230_150), 2_302);
        assert_eq!(on_wire(Source::Der, Quantity::Frequency, 49_987), 4_999);
    }

    /// [2030.5 mRIDType]
    #[test]
    fn mrids_are_stable_distinct_and_end_in_the_pen() {
        let lfdi = Lfdi([7; 20]);
        let mut all: Vec<Mrid> = Vec::new();
        for name in ["site-home", "der-pv", "der-battery"] {
            all.push(mrid(&lfdi, 12_345, name, None));
            all.extend(Quantity::ALL.map(|q| mrid(&lfdi, 12_345, name, Some(q))));
        }
        assert!(all.iter().all(|mrid| mrid.0[12..] == 12_345_u32.to_be_bytes()));
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(mrid(&lfdi, 12_345, "site-home", None), all[0]);
        assert_eq!(
            all[0].to_string(),
            "4B6E319EAE68F25EFA632CAA00003039",
            "a changed mRID makes every server start a new series"
        );
    }

    /// [2030.5 MirrorUsagePoint]
    #[test]
    fn reading_types_equal_the_table() {
        let row = |source, quantity| {
            let t = reading_type(source, quantity, 300);
            (t.uom, t.kind, t.data_qualifier, t.flow_direction, t.power_of_ten_multiplier, t.interval_length)
        };
        let (site, der) = (Source::Site, Source::Der);
        assert_eq!(row(site, Quantity::Power), (Some(38), Some(37), Some(2), Some(1), Some(0), Some(300)));
        assert_eq!(row(site, Quantity::Reactive), (Some(63), Some(37), Some(2), Some(1), Some(0), Some(300)));
        assert_eq!(row(der, Quantity::Power), (Some(38), Some(37), Some(2), Some(19), Some(0), Some(300)));
        assert_eq!(row(site, Quantity::Voltage), (Some(29), Some(37), Some(2), None, Some(-1), Some(300)));
        assert_eq!(row(site, Quantity::Frequency), (Some(33), Some(37), Some(2), None, Some(-2), Some(300)));
        assert_eq!(row(der, Quantity::Stored), (Some(72), Some(12), Some(0), None, Some(0), None));
    }
}
