//! What devices have told of themselves, as operators read it.

use super::resources::Unavailable;
use serde::Serialize;
use tieline_core::model::{Mrid, UtcSeconds};
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// A log event [2030.5 LogEvent].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldLogEvent {
    /// When it happened, by the device's clock.
    #[serde(skip)]
    pub created: UtcSeconds,
    /// The function set that it is of.
    pub function_set: u8,
    /// What happened, within the profile.
    pub code: u8,
    /// Its number, which the device gave.
    pub id: u16,
    /// Whose codes these are: an IANA private enterprise number.
    pub pen: u32,
    /// The profile of the codes; 2 is 2030.5's own.
    pub profile: u8,
    /// Words of the device.
    pub details: Option<String>,
}

/// A mirror: readings that a device posts [2030.5 MirrorUsagePoint].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldMirror {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Words of the device.
    pub description: Option<String>,
    /// roleFlags, as bits.
    pub role_flags: u16,
    /// Its meter readings.
    pub meters: Vec<ToldMeter>,
}

/// A meter reading: a series of values of one kind [2030.5 MirrorMeterReading].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldMeter {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Words of the device.
    pub description: Option<String>,
    /// Unit of measure by its number: 38 is W, 63 is var, 72 is Wh [2030.5 UomType].
    pub uom: Option<u8>,
    /// Power of ten of each value.
    pub multiplier: i8,
    /// 1: delivered to the customer, 19: received from it [2030.5 FlowDirectionType].
    pub flow_direction: Option<u8>,
}

fn kept<T: Element>(xml: &[u8]) -> Result<T, Unavailable> {
    wire::decode_as(xml, &Limits::default()).map_err(|error| Unavailable(format!("a kept document: {error}")))
}

impl ToldLogEvent {
    /// Reads what is kept.
    pub(super) fn read(xml: &[u8]) -> Result<Self, Unavailable> {
        let event: wire::LogEvent = kept(xml)?;
        Ok(Self {
            created: UtcSeconds(event.created_date_time),
            function_set: event.function_set,
            code: event.log_event_code,
            id: event.log_event_id,
            pen: event.log_event_pen,
            profile: event.profile_id,
            details: event.details,
        })
    }
}

impl ToldMirror {
    /// Reads what is kept.
    pub(super) fn read(xml: &[u8]) -> Result<Self, Unavailable> {
        let mirror: wire::MirrorUsagePoint = kept(xml)?;
        Ok(Self {
            mrid: Mrid(mirror.mrid.0),
            description: mirror.description,
            role_flags: mirror.role_flags.0,
            meters: mirror.mirror_meter_reading.into_iter().map(meter).collect(),
        })
    }
}

fn meter(wire: wire::MirrorMeterReading) -> ToldMeter {
    let kind = wire.reading_type.unwrap_or_default();
    ToldMeter {
        mrid: Mrid(wire.mrid.0),
        description: wire.description,
        uom: kind.uom,
        multiplier: kind.power_of_ten_multiplier.unwrap_or_default(),
        flow_direction: kind.flow_direction,
    }
}
