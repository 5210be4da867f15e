//! Discovery, time, devices and their assignments.

use super::super::documents::{AssignmentsDocument, DeviceDocument};
use super::super::paging::Page;
use super::super::route::Route;
use super::super::settings::Settings;
use super::{Shown, href, link_to, text};
use tieline_core::model::UtcSeconds;
use tieline_schemas::sep2::{
    ConnectionPointType, DeviceCapability, EndDevice, EndDeviceList, FunctionSetAssignments,
    FunctionSetAssignmentsList, HexBinary32, HexBinary128, HexBinary160, Link, Registration, Time, UInt40,
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
    /// Assignments of the device.
    pub(in super::super) assignments: u32,
    /// Log events of the device.
    pub(in super::super) log_events: u32,
}

/// The server's entry: what it serves and nothing else [2030.5 DeviceCapability; CSIP COMM-002].
pub(in super::super) fn device_capability(shown: Shown, counts: Counts) -> Vec<u8> {
    shown.encode(&DeviceCapability {
        href: href(Route::DeviceCapability),
        poll_rate: Some(shown.poll_rate),
        response_set_list_link: link_to!(ResponseSetListLink, Route::ResponseSets, counts.response_sets),
        time_link: link_to!(TimeLink, Route::Time),
        end_device_list_link: link_to!(EndDeviceListLink, Route::EndDevices, counts.devices),
        mirror_usage_point_list_link: link_to!(MirrorUsagePointListLink, Route::Mirrors, counts.mirrors),
        ..Default::default()
    })
}

/// The server's time, without daylight saving: local time is UTC and a fixed offset [2030.5 Time].
pub(in super::super) fn time(shown: Shown, settings: &Settings, now: UtcSeconds) -> Vec<u8> {
    shown.encode(&Time {
        href: href(Route::Time),
        poll_rate: Some(shown.poll_rate),
        current_time: now.0,
        dst_end_time: 0,
        dst_offset: 0,
        dst_start_time: 0,
        local_time: Some(now.0.saturating_add(settings.tz_offset_s.into())),
        quality: settings.time_quality,
        tz_offset: settings.tz_offset_s,
    })
}

/// A page of the list of end devices.
pub(in super::super) fn end_device_list(shown: Shown, page: Page<(u32, DeviceDocument, Counts, u32)>) -> Vec<u8> {
    let all = page.all;
    let items = page.items.iter();
    let devices: Vec<_> =
        items.map(|(number, device, counts, rate)| end_device_of(*number, device, *counts, *rate)).collect();
    shown.encode(&EndDeviceList {
        href: href(Route::EndDevices),
        poll_rate: Some(shown.poll_rate),
        all,
        results: devices.len() as u32,
        end_device: devices,
        ..Default::default()
    })
}

/// One end device; `post_rate` is what holds for it.
pub(in super::super) fn end_device(
    shown: Shown,
    number: u32,
    device: &DeviceDocument,
    counts: Counts,
    post_rate: u32,
) -> Vec<u8> {
    shown.encode(&end_device_of(number, device, counts, post_rate))
}

fn end_device_of(number: u32, device: &DeviceDocument, counts: Counts, post_rate: u32) -> EndDevice {
    let registration = link_to!(RegistrationLink, Route::Registration(number));
    let connection_point = Link { href: Route::ConnectionPoint(number).to_string() };
    EndDevice {
        href: href(Route::EndDevice(number)),
        der_list_link: link_to!(DERListLink, Route::Ders(number), device.ders),
        device_category: device.category.map(HexBinary32),
        lfdi: Some(HexBinary160(device.lfdi.0)),
        log_event_list_link: link_to!(LogEventListLink, Route::LogEvents(number), counts.log_events),
        sfdi: UInt40::new(device.sfdi.0).unwrap_or_default(),
        changed_time: device.changed.0,
        enabled: Some(true),
        function_set_assignments_list_link: link_to!(
            FunctionSetAssignmentsListLink,
            Route::AssignmentsList(number),
            counts.assignments
        ),
        post_rate: Some(post_rate),
        registration_link: registration.filter(|_| device.pin.is_some()),
        connection_point_link: Some(connection_point),
        ..Default::default()
    }
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

/// Assignments of a device with the number of their programs.
#[derive(Debug, Clone)]
pub(in super::super) struct AssignmentsView {
    /// Whose.
    pub(in super::super) device: u32,
    /// Their number.
    pub(in super::super) number: u32,
    /// The assignments.
    pub(in super::super) document: AssignmentsDocument,
}

/// A page of a device's assignments.
pub(in super::super) fn assignments_list(shown: Shown, device: u32, page: Page<AssignmentsView>) -> Vec<u8> {
    shown.encode(&FunctionSetAssignmentsList {
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
    FunctionSetAssignments {
        href: href(Route::Assignments(view.device, view.number)),
        der_program_list_link: link_to!(DERProgramListLink, programs, view.document.programs.len() as u32),
        time_link: link_to!(TimeLink, Route::Time),
        mrid: HexBinary128(view.document.mrid.0),
        description: text(&view.document.name),
        ..Default::default()
    }
}
