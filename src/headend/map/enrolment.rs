//! Discovery, time, devices and their assignments.

use super::super::documents::{AssignmentsDocument, DeviceDocument, TimeZoneDocument};
use super::super::paging::Page;
use super::super::route::Route;
use super::{Here, SUBSCRIBABLE, Shown, href, link_to, text};
use tieline_core::model::UtcSeconds;
use tieline_schemas::sep2::{
    ConnectionPointType, DeviceCapability, EndDevice, EndDeviceList, Error, FunctionSetAssignments,
    FunctionSetAssignmentsList, HexBinary32, HexBinary128, HexBinary160, Link, Registration, Time, UInt40, encode,
};

/// How many of each list the caller has.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Counts {
    /// End devices.
    pub(in super::super) devices: u32,
    /// Mirrors.
    pub(in super::super) mirrors: u32,
    /// Response sets.
    pub(in super::super) response_sets: u32,
}

/// An end device with what belongs to it.
#[derive(Debug, Clone)]
pub(in super::super) struct DeviceView {
    /// Its number.
    pub(in super::super) number: u32,
    /// The device.
    pub(in super::super) document: DeviceDocument,
    /// How many assignments it has.
    pub(in super::super) assignments: u32,
    /// How many log events it has.
    pub(in super::super) log_events: u32,
    /// Seconds between its posts, as they hold for it.
    pub(in super::super) post_rate: u32,
    /// What of the table is below it.
    pub(in super::super) here: Here,
    /// How many subscriptions its list has; `None`: it is not the caller's own, in whose list alone it makes them.
    pub(in super::super) subscriptions: Option<u32>,
}

/// The server's entry: what it serves and nothing else; `here` says what is there of the table
/// [2030.5 DeviceCapability; CSIP COMM-002].
pub(in super::super) fn device_capability(shown: Shown, counts: Counts, here: &Here) -> Vec<u8> {
    let mut document = DeviceCapability {
        href: href(Route::DeviceCapability),
        poll_rate: Some(shown.poll_rate),
        response_set_list_link: link_to!(ResponseSetListLink, Route::ResponseSets, counts.response_sets),
        time_link: link_to!(TimeLink, Route::Time),
        end_device_list_link: link_to!(EndDeviceListLink, Route::EndDevices, counts.devices),
        mirror_usage_point_list_link: link_to!(MirrorUsagePointListLink, Route::Mirrors, counts.mirrors),
        ..Default::default()
    };
    let usage = link_to!(UsagePointListLink, Route::UsagePoints, counts.mirrors);
    document.usage_point_list_link = usage.filter(|_| counts.mirrors > 0);
    here.point(&mut document.self_device_link, "sdev");
    shown.encode(&document)
}

/// The server's time [2030.5 Time; CSIP CORE-006].
pub(in super::super) fn time(shown: Shown, quality: u8, zone: &TimeZoneDocument, now: UtcSeconds) -> Vec<u8> {
    shown.encode(&Time {
        href: href(Route::Time),
        poll_rate: Some(shown.poll_rate),
        current_time: now.0,
        dst_end_time: zone.dst_end.0,
        dst_offset: zone.dst_offset,
        dst_start_time: zone.dst_start.0,
        local_time: Some(zone.local(now).0),
        quality,
        tz_offset: zone.offset,
    })
}

/// A page of the list of end devices.
pub(in super::super) fn end_device_list(shown: Shown, page: Page<DeviceView>) -> Vec<u8> {
    let all = page.all;
    let devices: Vec<_> = page.items.iter().map(end_device_of).collect();
    shown.encode(&EndDeviceList {
        subscribable: SUBSCRIBABLE,
        href: href(Route::EndDevices),
        poll_rate: Some(shown.poll_rate),
        all,
        results: devices.len() as u32,
        end_device: devices,
        ..Default::default()
    })
}

/// One end device.
pub(in super::super) fn end_device(shown: Shown, view: &DeviceView) -> Vec<u8> {
    shown.encode(&end_device_of(view))
}

fn end_device_of(view: &DeviceView) -> EndDevice {
    let DeviceView { number, document: device, assignments, log_events, subscriptions, post_rate, here } = view;
    let number = *number;
    let registration = link_to!(RegistrationLink, Route::Registration(number));
    let subscriptions = subscriptions.and_then(|all| link_to!(SubscriptionListLink, Route::Subscriptions(number), all));
    let connection_point = Link { href: Route::ConnectionPoint(number).to_string() };
    let mut document = EndDevice {
        subscribable: SUBSCRIBABLE,
        href: href(Route::EndDevice(number)),
        der_list_link: link_to!(DERListLink, Route::Ders(number), device.ders),
        device_category: device.category.map(HexBinary32),
        lfdi: Some(HexBinary160(device.lfdi.0)),
        log_event_list_link: link_to!(LogEventListLink, Route::LogEvents(number), *log_events),
        sfdi: UInt40::new(device.sfdi.0).unwrap_or_default(),
        changed_time: device.changed.0,
        enabled: Some(true),
        function_set_assignments_list_link: link_to!(
            FunctionSetAssignmentsListLink,
            Route::AssignmentsList(number),
            *assignments
        ),
        post_rate: Some(*post_rate),
        subscription_list_link: subscriptions,
        registration_link: registration.filter(|_| device.pin.is_some()),
        connection_point_link: Some(connection_point),
        ..Default::default()
    };
    here.point(&mut document.configuration_link, "cfg");
    here.point(&mut document.device_information_link, "di");
    here.point(&mut document.device_status_link, "dstat");
    here.point(&mut document.file_status_link, "fs");
    here.point(&mut document.ip_interface_list_link, "ns");
    here.point(&mut document.load_shed_availability_list_link, "lsl");
    here.point(&mut document.power_status_link, "ps");
    here.point(&mut document.flow_reservation_request_list_link, "frq");
    here.point(&mut document.flow_reservation_response_list_link, "frp");
    document
}

/// A device's registration with its PIN [2030.5 Registration]; `None` when it has no PIN.
pub(in super::super) fn registration(shown: Shown, number: u32, device: &DeviceDocument) -> Option<Vec<u8>> {
    let pin = device.pin?;
    Some(shown.encode(&Registration {
        href: href(Route::Registration(number)),
        poll_rate: Some(shown.poll_rate),
        date_time_registered: device.registered.0,
        pin: pin.number(),
    }))
}

/// A device's connection point [CSIP-AUS ConnectionPoint].
pub(in super::super) fn connection_point(shown: Shown, number: u32, name: &str) -> Vec<u8> {
    shown.encode(&ConnectionPointType {
        href: href(Route::ConnectionPoint(number)),
        connection_point_id: name.to_owned(),
    })
}

/// That the values of a request cannot be [2030.5 Error.reasonCode 1].
pub(in super::super) fn invalid_values() -> Vec<u8> {
    encode(&Error { reason_code: 1, ..Default::default() })
}

/// Assignments of a device with the number of their programs.
#[derive(Debug, Clone)]
pub(in super::super) struct AssignmentsView {
    /// Whose.
    pub(in super::super) device: u32,
    /// Their number.
    pub(in super::super) number: u32,
    /// The assignments.
    pub(in super::super) document: AssignmentsDocument,
    /// How many of what they name are DER programs.
    pub(in super::super) programs: u32,
    /// What of the table is in them.
    pub(in super::super) here: Here,
}

/// A page of a device's assignments.
pub(in super::super) fn assignments_list(shown: Shown, device: u32, page: Page<AssignmentsView>) -> Vec<u8> {
    shown.encode(&FunctionSetAssignmentsList {
        subscribable: SUBSCRIBABLE,
        href: href(Route::AssignmentsList(device)),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        function_set_assignments: page.items.iter().map(assignments_of).collect(),
        ..Default::default()
    })
}

/// One of a device's assignments.
pub(in super::super) fn assignments(shown: Shown, view: &AssignmentsView) -> Vec<u8> {
    shown.encode(&assignments_of(view))
}

fn assignments_of(view: &AssignmentsView) -> FunctionSetAssignments {
    let programs = Route::AssignedPrograms(view.device, view.number);
    let mut document = FunctionSetAssignments {
        subscribable: SUBSCRIBABLE,
        href: href(Route::Assignments(view.device, view.number)),
        der_program_list_link: link_to!(DERProgramListLink, programs, view.programs),
        time_link: link_to!(TimeLink, Route::Time),
        mrid: HexBinary128(view.document.mrid.0),
        description: text(&view.document.name),
        ..Default::default()
    };
    let here = &view.here;
    here.point(&mut document.customer_account_list_link, "bill");
    here.point(&mut document.demand_response_program_list_link, "drp");
    here.point(&mut document.file_list_link, "file");
    here.point(&mut document.messaging_program_list_link, "msg");
    here.point(&mut document.prepayment_list_link, "ppy");
    here.point(&mut document.tariff_profile_list_link, "tp");
    document
}
