//! What devices have sent, shown back to them.

use super::super::documents::ResponseDocument;
use super::super::paging::Page;
use super::super::resources::Unavailable;
use super::super::route::{DerPart, Route};
use super::{SUBSCRIBABLE, Shown, href, link_to, text};
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160, Limits};

/// A kept document; one that does not read is the store's fault, not the caller's.
fn kept<T: Element>(xml: &[u8]) -> Result<T, Unavailable> {
    wire::decode_as(xml, &Limits::default()).map_err(|error| Unavailable(format!("a kept document: {error}")))
}

/// A page of a device's DERs, from 1 [2030.5 DERList].
pub(in super::super) fn der_list(shown: Shown, device: u32, page: Page<u32>) -> Vec<u8> {
    shown.encode(&wire::DERList {
        href: href(Route::Ders(device)),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        der: page.items.iter().map(|der| der_of(device, *der)).collect(),
    })
}

/// One DER.
pub(in super::super) fn der(shown: Shown, device: u32, der: u32) -> Vec<u8> {
    shown.encode(&der_of(device, der))
}

fn der_of(device: u32, der: u32) -> wire::DER {
    let part = |part| Route::DerPart(device, der, part);
    wire::DER {
        subscribable: SUBSCRIBABLE,
        href: href(Route::Der(device, der)),
        der_availability_link: link_to!(DERAvailabilityLink, part(DerPart::Availability)),
        der_capability_link: link_to!(DERCapabilityLink, part(DerPart::Capability)),
        der_settings_link: link_to!(DERSettingsLink, part(DerPart::Settings)),
        der_status_link: link_to!(DERStatusLink, part(DerPart::Status)),
        ..Default::default()
    }
}

/// What a device has put for a DER, at its address.
pub(in super::super) fn der_part(shown: Shown, at: Route, part: DerPart, xml: &[u8]) -> Result<Vec<u8>, Unavailable> {
    macro_rules! shown_at {
        ($kind:ident $(, $subscribable:ident)?) => {{
            let mut document: wire::$kind = kept(xml)?;
            document.href = href(at);
            $(document.$subscribable = SUBSCRIBABLE;)?
            Ok(shown.encode(&document))
        }};
    }
    match part {
        DerPart::Capability => shown_at!(DERCapability),
        DerPart::Settings => shown_at!(DERSettings, subscribable),
        DerPart::Status => shown_at!(DERStatus, subscribable),
        DerPart::Availability => shown_at!(DERAvailability, subscribable),
    }
}

/// A page of a device's log events.
pub(in super::super) fn log_event_list(
    shown: Shown,
    device: u32,
    page: Page<(u32, Vec<u8>)>,
) -> Result<Vec<u8>, Unavailable> {
    let items = page.items.iter();
    let events: Result<Vec<_>, _> = items.map(|(number, xml)| log_event_of(device, *number, xml)).collect();
    Ok(shown.encode(&wire::LogEventList {
        subscribable: SUBSCRIBABLE,
        href: href(Route::LogEvents(device)),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        log_event: events?,
        ..Default::default()
    }))
}

/// One log event.
pub(in super::super) fn log_event(shown: Shown, device: u32, number: u32, xml: &[u8]) -> Result<Vec<u8>, Unavailable> {
    Ok(shown.encode(&log_event_of(device, number, xml)?))
}

fn log_event_of(device: u32, number: u32, xml: &[u8]) -> Result<wire::LogEvent, Unavailable> {
    let event: wire::LogEvent = kept(xml)?;
    Ok(wire::LogEvent { href: href(Route::LogEvent(device, number)), ..event })
}

/// When a kept log event happened, for the list's order.
pub(in super::super) fn log_event_time(xml: &[u8]) -> Result<(i64, u16), Unavailable> {
    let event: wire::LogEvent = kept(xml)?;
    Ok((event.created_date_time, event.log_event_id))
}

/// The name of a kept mirror, for the list's order.
pub(in super::super) fn mirror_mrid(xml: &[u8]) -> Result<Mrid, Unavailable> {
    let mirror: wire::MirrorUsagePoint = kept(xml)?;
    Ok(Mrid(mirror.mrid.0))
}

/// A page of a device's mirrors.
pub(in super::super) fn mirror_list(
    shown: Shown,
    device: Option<u32>,
    post_rate: u32,
    page: Page<(u32, Vec<u8>)>,
) -> Result<Vec<u8>, Unavailable> {
    let device = device.unwrap_or(0);
    let items = page.items.iter();
    let mirrors: Result<Vec<_>, _> = items.map(|(number, xml)| mirror_of(device, *number, post_rate, xml)).collect();
    Ok(shown.encode(&wire::MirrorUsagePointList {
        subscribable: SUBSCRIBABLE,
        href: href(Route::Mirrors),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        mirror_usage_point: mirrors?,
        ..Default::default()
    }))
}

/// One mirror.
pub(in super::super) fn mirror(
    shown: Shown,
    device: u32,
    number: u32,
    post_rate: u32,
    xml: &[u8],
) -> Result<Vec<u8>, Unavailable> {
    Ok(shown.encode(&mirror_of(device, number, post_rate, xml)?))
}

/// The postRate is the server's word, whatever the device proposed [2030.5 MirrorUsagePoint.postRate].
fn mirror_of(device: u32, number: u32, post_rate: u32, xml: &[u8]) -> Result<wire::MirrorUsagePoint, Unavailable> {
    let mirror: wire::MirrorUsagePoint = kept(xml)?;
    let href = href(Route::Mirror(device, number));
    Ok(wire::MirrorUsagePoint { href, subscribable: SUBSCRIBABLE, post_rate: Some(post_rate), ..mirror })
}

/// A response set; it has the name of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct ResponseSetView {
    /// The program's number.
    pub(in super::super) number: u32,
    /// The program's name on the wire.
    pub(in super::super) mrid: Mrid,
    /// The program's words for people.
    pub(in super::super) description: String,
    /// The caller's responses in it.
    pub(in super::super) all: u32,
}

/// A page of the response sets: one a program.
pub(in super::super) fn response_set_list(shown: Shown, page: Page<ResponseSetView>) -> Vec<u8> {
    let items = page.items.iter();
    shown.encode(&wire::ResponseSetList {
        href: href(Route::ResponseSets),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        response_set: items.map(response_set_of).collect(),
    })
}

/// One response set.
pub(in super::super) fn response_set(shown: Shown, view: &ResponseSetView) -> Vec<u8> {
    shown.encode(&response_set_of(view))
}

fn response_set_of(view: &ResponseSetView) -> wire::ResponseSet {
    wire::ResponseSet {
        href: href(Route::ResponseSet(view.number)),
        mrid: HexBinary128(view.mrid.0),
        description: text(&view.description),
        response_list_link: link_to!(ResponseListLink, Route::Responses(view.number), view.all),
        ..Default::default()
    }
}

/// A page of the caller's responses in a program.
pub(in super::super) fn response_list(shown: Shown, program: u32, page: Page<ResponseDocument>) -> Vec<u8> {
    let items = page.items.iter();
    shown.encode(&wire::ResponseList {
        href: href(Route::Responses(program)),
        all: page.all,
        results: page.items.len() as u32,
        response: items.map(|document| response_of(program, document).into()).collect(),
    })
}

/// One response.
pub(in super::super) fn response(shown: Shown, program: u32, document: &ResponseDocument) -> Vec<u8> {
    shown.encode(&response_of(program, document))
}

fn response_of(program: u32, document: &ResponseDocument) -> wire::Response {
    wire::Response {
        href: href(Route::Response(program, document.subject, document.status)),
        created_date_time: document.created.map(|created| created.0),
        end_device_lfdi: HexBinary160(document.lfdi.0),
        status: Some(document.status),
        subject: HexBinary128(document.subject.0),
    }
}
