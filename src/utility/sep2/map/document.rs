//! Documents of the server to what the session keeps of them.

use super::super::config::SessionConfig;
use super::super::content::{
    Assignment, CapabilityLinks, Content, CurveLinks, DerLinks, Device, Kind, MirrorSeen, ProgramLinks,
};
use super::super::paging::Page;
use super::control;
use tieline_core::model::{
    CentiPercent, DefaultControl, Event, EventKey, EventStatus, Mrid, ResponseRequired, Seconds, UtcSeconds,
};
use tieline_schemas::sep2::{self as wire, DecodeError, Element, Limits};

/// Bytes of one document, at most: a page of controls with every mode stays far below.
const DOCUMENT_MAX: usize = 1 << 20;
/// pollRate where the attribute is left out, in seconds [X18 pollRate].
const POLL_DEFAULT_S: u32 = 900;
/// Both randomizations stay within an hour [X18 OneHourRangeType].
const RANDOMIZE_MAX_S: i64 = 3_600;

fn read<T: Element>(body: &[u8]) -> Result<T, DecodeError> {
    wire::decode_as(body, &Limits { bytes: DOCUMENT_MAX, items: 40_000, ..Limits::default() })
}

fn rate(poll_rate: Option<u32>) -> Option<u32> {
    Some(poll_rate.unwrap_or(POLL_DEFAULT_S))
}

fn counts<T>(all: u32, items: &[T]) -> Option<(u32, u32)> {
    Some((all, u32::try_from(items.len()).unwrap_or(u32::MAX)))
}

/// What `body` says as a document of `kind`. `results` is not believed: the items are counted.
pub(in super::super) fn page(kind: Kind, body: &[u8], config: &SessionConfig) -> Result<Page, DecodeError> {
    match kind {
        Kind::Capability => read(body).map(capability),
        Kind::Time => read(body).map(time),
        Kind::EndDevices => read(body).map(|list| end_devices(&list, config)),
        Kind::EndDevice => read(body).map(|device| end_device(&device, config)),
        Kind::Registration => read(body).map(registration),
        Kind::Assignments => read(body).map(assignments),
        Kind::Programs => read(body).map(programs),
        Kind::Default => read(body).map(default),
        Kind::Controls => read(body).map(|list| controls(&list, config)),
        Kind::Curve => read(body).map(curve),
        Kind::Ders => read(body).map(ders),
        Kind::Mirrors => read(body).map(mirrors),
        Kind::Mirror => read(body).map(one_mirror),
    }
}

fn single(content: Content, poll_rate_s: Option<u32>) -> Page {
    Page { content, poll_rate_s, counts: None }
}

/// [2030.5 DeviceCapability]
fn capability(dcap: wire::DeviceCapability) -> Page {
    let links = CapabilityLinks {
        time: dcap.time_link.map(|link| link.href),
        end_devices: dcap.end_device_list_link.map(|link| link.href),
        mirrors: dcap.mirror_usage_point_list_link.map(|link| link.href),
        programs: dcap.der_program_list_link.map(|link| link.href),
    };
    single(Content::Capability(links), rate(dcap.poll_rate))
}

/// The offset is worked out by the tree, which knows our time.
fn time(time: wire::Time) -> Page {
    let content = Content::Time { server_s: time.current_time, offset: Seconds(0), quality: time.quality };
    single(content, rate(time.poll_rate))
}

/// Ours are those with our LFDI, or without any and with our SFDI [2030.5 §6.3.4].
fn is_ours(device: &wire::EndDevice, config: &SessionConfig) -> bool {
    match &device.lfdi {
        Some(lfdi) => lfdi.0 == config.lfdi.0,
        None => device.sfdi.get() == config.sfdi.0,
    }
}

fn device(device: &wire::EndDevice) -> Device {
    Device {
        href: device.href.clone(),
        registration: device.registration_link.as_ref().map(|link| link.href.clone()),
        assignments: device.function_set_assignments_list_link.as_ref().map(|link| link.href.clone()),
        ders: device.der_list_link.as_ref().map(|link| link.href.clone()),
        log_events: device.log_event_list_link.as_ref().map(|link| link.href.clone()),
        connection_point: device.connection_point_link.as_ref().map(|link| link.href.clone()),
        post_rate_s: device.post_rate,
    }
}

fn end_devices(list: &wire::EndDeviceList, config: &SessionConfig) -> Page {
    let ours = list.end_device.iter().filter(|entry| is_ours(entry, config)).map(device).collect();
    Page {
        content: Content::Devices(ours),
        poll_rate_s: rate(list.poll_rate),
        counts: counts(list.all, &list.end_device),
    }
}

fn end_device(entry: &wire::EndDevice, config: &SessionConfig) -> Page {
    let ours = is_ours(entry, config).then(|| device(entry)).into_iter().collect();
    single(Content::Devices(ours), None)
}

fn registration(registration: wire::Registration) -> Page {
    single(Content::Registration { pin: registration.pin }, rate(registration.poll_rate))
}

/// [2030.5 FunctionSetAssignments]
fn assignments(list: wire::FunctionSetAssignmentsList) -> Page {
    let counts = counts(list.all, &list.function_set_assignments);
    let assignment = |fsa: wire::FunctionSetAssignments| Assignment {
        mrid: Mrid(fsa.mrid.0),
        time: fsa.time_link.map(|link| link.href),
        programs: fsa.der_program_list_link.map(|link| link.href),
    };
    let content = Content::Assignments(list.function_set_assignments.into_iter().map(assignment).collect());
    Page { content, poll_rate_s: rate(list.poll_rate), counts }
}

/// [2030.5 DERProgram]
fn programs(list: wire::DERProgramList) -> Page {
    let counts = counts(list.all, &list.der_program);
    let program = |program: wire::DERProgram| ProgramLinks {
        mrid: Mrid(program.mrid.0),
        description: program.description.unwrap_or_default(),
        primacy: program.primacy,
        default: program.default_der_control_link.map(|link| link.href),
        controls: program.der_control_list_link.map(|link| link.href),
    };
    let content = Content::Programs(list.der_program.into_iter().map(program).collect());
    Page { content, poll_rate_s: rate(list.poll_rate), counts }
}

/// Enter-service times are hundredths of a second, frequencies hundredths of a hertz, voltages hundredths of a percent
/// [X18 DefaultDERControl].
fn default(default: wire::DefaultDERControl) -> Page {
    let (control, curves) = control::control(&default.der_control_base);
    let share = |share: u16| CentiPercent(i32::from(share));
    let volt = |share: i16| CentiPercent(i32::from(share));
    let content = DefaultControl {
        control,
        set_grad_w: default.set_grad_w.map(share),
        set_soft_grad_w: default.set_soft_grad_w.map(share),
        enter_service_centiseconds: [default.set_es_delay, default.set_es_random_delay, default.set_es_ramp_tms],
        enter_service_centihertz: [default.set_es_low_freq, default.set_es_high_freq],
        enter_service_volt: [default.set_es_low_volt.map(volt), default.set_es_high_volt.map(volt)],
    };
    single(Content::Default(Box::new((content, curves))), None)
}

fn controls(list: &wire::DERControlList, config: &SessionConfig) -> Page {
    let items = list.der_control.iter().map(|control| event(control, config)).collect();
    Page { content: Content::Controls(items), poll_rate_s: None, counts: counts(list.all, &list.der_control) }
}

fn event(event: &wire::DERControl, config: &SessionConfig) -> (Event, CurveLinks) {
    let (control, curves) = control::control(&event.der_control_base);
    let spread =
        |span: Option<i16>| Seconds(i64::from(span.unwrap_or_default()).clamp(-RANDOMIZE_MAX_S, RANDOMIZE_MAX_S));
    let event = Event {
        key: EventKey { upstream: config.upstream.clone(), mrid: Mrid(event.mrid.0) },
        created: UtcSeconds(event.creation_time),
        start: UtcSeconds(event.interval.start),
        duration: Seconds(i64::from(event.interval.duration)),
        randomize_start: spread(event.randomize_start),
        randomize_duration: spread(event.randomize_duration),
        status: event_status(event.event_status.current_status),
        status_since: UtcSeconds(event.event_status.date_time),
        control,
        response_required: ResponseRequired(event.response_required.map_or(0, |bits| bits.0)),
        reply_to: event.reply_to.clone(),
    };
    (event, curves)
}

/// currentStatus; a number that the standard does not have counts as scheduled, so that the times decide
/// [X18 EventStatus].
fn event_status(number: u8) -> EventStatus {
    match number {
        1 => EventStatus::Active,
        2 => EventStatus::Cancelled,
        3 => EventStatus::CancelledWithRandomization,
        4 => EventStatus::Superseded,
        _ => EventStatus::Scheduled,
    }
}

fn curve(curve: wire::DERCurve) -> Page {
    single(control::curve(&curve).map_or(Content::Nothing, |curve| Content::Curve(Box::new(curve))), None)
}

fn ders(list: wire::DERList) -> Page {
    let counts = counts(list.all, &list.der);
    let links = |der: wire::DER| DerLinks {
        href: der.href,
        capability: der.der_capability_link.map(|link| link.href),
        settings: der.der_settings_link.map(|link| link.href),
        status: der.der_status_link.map(|link| link.href),
        availability: der.der_availability_link.map(|link| link.href),
    };
    let content = Content::Ders(list.der.into_iter().map(links).collect());
    Page { content, poll_rate_s: rate(list.poll_rate), counts }
}

fn mirror_seen(mirror: &wire::MirrorUsagePoint) -> MirrorSeen {
    MirrorSeen { mrid: Mrid(mirror.mrid.0), href: mirror.href.clone(), post_rate_s: mirror.post_rate }
}

fn mirrors(list: wire::MirrorUsagePointList) -> Page {
    let counts = counts(list.all, &list.mirror_usage_point);
    let content = Content::Mirrors(list.mirror_usage_point.iter().map(mirror_seen).collect());
    Page { content, poll_rate_s: rate(list.poll_rate), counts }
}

fn one_mirror(mirror: wire::MirrorUsagePoint) -> Page {
    single(Content::Mirrors(vec![mirror_seen(&mirror)]), None)
}
