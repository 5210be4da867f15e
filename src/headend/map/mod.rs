//! Wire types of IEEE 2030.5 stop here: documents become XML, and XML becomes documents.

mod control;
mod enrolment;
mod incoming;
mod kept;
pub(super) mod kinds;
mod links;
mod mode_2023;
mod reports;
mod subscriptions;
mod usage;

pub(super) use control::{
    ControlView, ProgramView, control, control_list, curve, curve_list, default_control, program, program_list,
};
pub(super) use enrolment::{
    AssignmentsView, Counts, DeviceView, assignments, assignments_list, connection_point, device_capability,
    end_device, end_device_list, invalid_values, registration, time,
};
pub(super) use incoming::{
    EndDeviceIn, MeterIn, connection_point_in, der_part_in, end_device_in, log_event_in, merge_meters, meters_in,
    mirror_in, mirror_names, response_in,
};
pub(super) use kept::{Facts, Head, Here, Kind, LinkTo, Stamp, Within};
pub(super) use kinds::file_with;
pub(super) use reports::{
    ResponseSetView, der, der_list, der_part, log_event, log_event_list, log_event_time, mirror, mirror_list,
    mirror_mrid, response, response_list, response_set, response_set_list,
};

pub(super) use subscriptions::{
    SubscriptionIn, Told, notification, reading_value, subscription, subscription_in, subscription_list,
};
pub(super) use usage::{
    MirrorView, meter_reading, meter_reading_list, reading, reading_list, reading_set, reading_set_list, reading_type,
    usage_point, usage_point_list,
};

use control::status_of;

use super::route::Route;
use super::settings::{Extensions, ServedEdition};
use tieline_schemas::sep2::{CsipAus, Edition, Element, Target, encode_for};

/// What each rendering needs to know beside its documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// Seconds between polls.
    pub(super) poll_rate: u32,
    /// The edition that documents are written in.
    pub(super) edition: ServedEdition,
    /// Which extension elements are sent.
    pub(super) extensions: Extensions,
}

impl Shown {
    fn encode<T: Element>(self, document: &T) -> Vec<u8> {
        encode_for(document, &self.target())
    }

    fn target(self) -> Target {
        let csip_aus = match self.extensions {
            Extensions::None => None,
            Extensions::CsipAus12 => Some(CsipAus::V12),
            Extensions::CsipAus13Beta => Some(CsipAus::V13Beta),
            Extensions::CsipAus13 => Some(CsipAus::V13),
        };
        let edition = match self.edition {
            ServedEdition::Y2018 => Edition::Y2018,
            ServedEdition::Y2023 => Edition::Y2023,
        };
        Target { edition, csip_aus }
    }
}

/// subscribable of what clients may be told of [2030.5 SubscribableType].
const SUBSCRIBABLE: Option<u8> = Some(1);
/// The same where thresholds may be given too.
const BY_THRESHOLDS: Option<u8> = Some(3);

/// Documents are kept with everything that the newest edition knows.
const KEPT: Target = Target { edition: Edition::Y2023, csip_aus: Some(CsipAus::V13) };

/// A document as it is kept.
fn keep<T: Element>(document: &T) -> Vec<u8> {
    encode_for(document, &KEPT)
}

fn href(route: Route) -> Option<String> {
    Some(route.to_string())
}

/// A link of the type that the field has.
macro_rules! link_to {
    ($kind:ident, $route:expr) => {
        Some(tieline_schemas::sep2::$kind { href: $route.to_string() })
    };
    ($kind:ident, $route:expr, $all:expr) => {
        Some(tieline_schemas::sep2::$kind { href: $route.to_string(), all: Some($all) })
    };
}
use link_to;

/// A text as an optional element: absent when empty.
fn text(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
