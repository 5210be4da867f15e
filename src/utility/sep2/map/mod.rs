//! Where wire types of IEEE 2030.5 stop: every unit and sign between the wire and the model is converted here, once.

mod control;
mod der;
mod document;
mod metering;
mod notice;
mod scale;

pub(super) use der::{DerView, availability, capability, settings, status};
pub(super) use document::page;
pub(super) use metering::{MirrorSpec, Source, averages, mirror, mrid};
pub(super) use notice::{connection_point, end_device, log_code, log_event, response};

use tieline_schemas::sep2::{CsipAus, Edition, Element, Target, encode_for};

/// The bytes of `message` as a server of this edition reads them.
fn bytes<T: Element>(message: &T, edition_2023: bool, csip_aus: bool) -> Vec<u8> {
    let edition = if edition_2023 { Edition::Y2023 } else { Edition::Y2018 };
    encode_for(message, &Target { edition, csip_aus: csip_aus.then_some(CsipAus::V12) })
}
