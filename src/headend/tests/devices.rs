//! Devices: discovery, enrolment, what they put and post.

use super::*;

/// A device finds its way from DeviceCapability to its control by links alone [C S-ALL-01, COMM-002].
/// [2030.5 DeviceCapability]
/// [CSIP COMM-002]
#[test]
fn links_lead_from_the_entry_to_a_control() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0 + 60, 300)).expect("event");
        let default = DefaultControl { control: limit(1_000), ..DefaultControl::default() };
        operator.default_control(1, None, Some(default)).expect("default");
    });
    let dcap: wire::DeviceCapability = world.read(&A, "/dcap");
    assert!(dcap.self_device_link.is_none(), "not served, so not advertised");
    let devices: wire::EndDeviceList = world.read(&A, &dcap.end_device_list_link.expect("link").href);
    let own = &devices.end_device[0];
    assert_eq!(own.lfdi, Some(HexBinary160(A.lfdi.0)));
    let assigned = own.function_set_assignments_list_link.as_ref().expect("link");
    let assigned: wire::FunctionSetAssignmentsList = world.read(&A, &assigned.href.clone());
    let programs = assigned.function_set_assignments[0].der_program_list_link.as_ref().expect("link");
    let programs: wire::DERProgramList = world.read(&A, &programs.href.clone());
    let program = programs.der_program[0].clone();
    let default = program.default_der_control_link.expect("link");
    let default: wire::DefaultDERControl = world.read(&A, &default.href);
    assert_eq!(default.der_control_base.op_mod_exp_lim_w.map(|power| power.value), Some(1_000));
    let controls = program.der_control_list_link.expect("link");
    assert_eq!(controls.all, Some(1));
    let controls: wire::DERControlList = world.read(&A, &controls.href);
    assert_eq!(controls.der_control[0].reply_to.as_deref(), Some("/rsps/1/rsp"));
    let registration: wire::Registration = world.read(&A, &own.registration_link.clone().expect("link").href);
    assert_eq!(registration.pin, 111_115);
}

/// [C S-ALL-02, S-ALL-51, S-ALL-52] [2030.5 EndDevice]
#[test]
fn a_device_registers_itself_once_and_no_other() {
    let mut world = World::new();
    let list: wire::EndDeviceList = world.read(&A, "/edev");
    assert_eq!((list.all, list.results), (0, 0));
    assert_eq!(world.post(&A, "/edev", &end_device(&B)).status, 403);
    let created = world.post(&A, "/edev", &end_device(&A));
    assert_eq!((created.status, created.header(HeaderName::Location)), (201, Some("/edev/1")));
    let again = world.post(&A, "/edev", &end_device(&A));
    assert_eq!((again.status, again.header(HeaderName::Location)), (409, Some("/edev/1")));
    let list: wire::EndDeviceList = world.read(&A, "/edev");
    assert_eq!(list.all, 1);
    let list: wire::EndDeviceList = world.read(&B, "/edev");
    assert_eq!(list.all, 0, "B sees its own alone");
}

/// An EPRI client posts no LFDI at all: the certificate has said it.
#[test]
fn a_registration_without_an_lfdi_takes_the_certificates() {
    let mut world = World::new();
    let mut posted = end_device(&A);
    posted.lfdi = None;
    assert_eq!(world.post(&A, "/edev", &posted).status, 201);
    let own: wire::EndDevice = world.read(&A, "/edev/1");
    assert_eq!(own.lfdi, Some(HexBinary160(A.lfdi.0)));
}

/// [CSIP §6.1.2]
#[test]
fn closed_enrolment_forbids_the_post_and_a_ban_shows_nothing() {
    let mut world = World::with_programs();
    let mut settings = world.server.settings().clone();
    settings.enrolment.in_band = false;
    world.server = Server::new(settings, world.server.resources().clone());
    let stranger = Identity { lfdi: Lfdi([9; 20]), sfdi: Sfdi(9) };
    for who in [&stranger, &A] {
        assert_eq!(world.post(who, "/edev", &end_device(who)).status, 403);
    }
    let list: wire::EndDeviceList = world.read(&stranger, "/edev");
    assert_eq!(list.all, 0, "the stranger was not enrolled");
    let refused = world.post(&A, "/dcap", &end_device(&A));
    assert_eq!((refused.status, refused.header(HeaderName::Allow)), (405, Some("GET, HEAD, OPTIONS")));
    world.operate(|operator| operator.deny(A.lfdi, true).expect("banned"));
    assert_eq!(world.get(&A, "/dcap").status, 404);
    assert!(!world.server.admits(&A) && world.server.admits(&B));
    world.operate(|operator| operator.deny(A.lfdi, false).expect("lifted"));
    assert_eq!(world.get(&A, "/dcap").status, 200);
}

/// [C S-ALL-06, S-ALL-07] [2030.5 MirrorUsagePoint]
#[test]
fn a_mirror_posted_again_is_updated_and_readings_are_kept_once() {
    let mut world = World::with_programs();
    let created = world.post(&A, "/mup", &mirror_of(&A, 1));
    assert_eq!((created.status, created.header(HeaderName::Location)), (201, Some("/mup/1/1")));
    let mut changed = mirror_of(&A, 1);
    changed.role_flags = wire::HexBinary16(0x49);
    let again = world.post(&A, "/mup", &changed);
    assert_eq!((again.status, again.header(HeaderName::Location)), (204, Some("/mup/1/1")));
    for _ in 0..2 {
        assert_eq!(world.post(&A, "/mup/1/1", &reading_at(T0, -1_200)).status, 201);
    }
    let list =
        wire::MirrorMeterReadingList { mirror_meter_reading: vec![reading_at(T0 + 300, 5)], ..Default::default() };
    assert_eq!(world.post(&A, "/mup/1/1", &list).status, 201);
    let kept = world.operate(|operator| operator.readings(1, 1)).expect("read");
    let values: Vec<_> = kept.iter().map(|(_, reading)| reading.value).collect();
    assert_eq!(values, [-1_200, 5]);
    let shown: wire::MirrorUsagePoint = world.read(&A, "/mup/1/1");
    assert_eq!((shown.role_flags.0, shown.post_rate), (0x49, Some(300)));
    let meter = &shown.mirror_meter_reading[0];
    assert_eq!(meter.reading_type.as_ref().and_then(|kind| kind.uom), Some(38));
    assert!(meter.reading.is_none());
    let mut unknown = reading_at(T0, 1);
    unknown.mrid = HexBinary128([8; 16]);
    assert_eq!(world.post(&A, "/mup/1/1", &unknown).status, 400, "no ReadingType");
}

/// [C S-ALL-05]
#[test]
fn a_name_that_another_device_has_mirrored_is_refused_until_that_one_leaves() {
    let mut world = World::with_programs();
    let settings = Settings { unique_mrids: true, ..world.server.settings().clone() };
    world.server = Server::new(settings, world.server.resources().clone());
    assert_eq!(world.post(&B, "/mup", &mirror_of(&B, 2)).status, 201);
    assert_eq!(world.post(&A, "/mup", &mirror_of(&A, 1)).status, 403, "its meter reading is B's");
    assert_eq!(world.post(&B, "/mup", &mirror_of(&B, 2)).status, 204, "B's own");
    let mut own = mirror_of(&A, 1);
    own.mirror_meter_reading[0].mrid = HexBinary128([8; 16]);
    assert_eq!(world.post(&A, "/mup", &own).status, 201);
    let mut stolen = own.mirror_meter_reading[0].clone();
    stolen.mrid = HexBinary128([7; 16]);
    assert_eq!(world.post(&A, "/mup/1/1", &stolen).status, 403);
    world.operate(|operator| operator.remove_device(B.lfdi).expect("removed"));
    assert_eq!(world.post(&A, "/mup/1/1", &stolen).status, 201);
}

/// [C S-OPT-02, S-OPT-03, S-ALL-53]
#[test]
fn a_connection_point_is_told_where_it_is_and_what_cannot_be_one_is_refused_in_a_document() {
    let mut world = World::with_programs();
    let point = |name: &str| {
        wire::encode(&wire::ConnectionPointType { connection_point_id: name.to_owned(), ..Default::default() })
    };
    let put = world.send(&A, Method::Put, "/edev/1/cp", point("any name"));
    assert_eq!((put.status, put.header(HeaderName::Location)), (204, Some("/edev/1/cp")));
    let settings = Settings { connection_points: ConnectionPoints::Nmi, ..world.server.settings().clone() };
    world.server = Server::new(settings, world.server.resources().clone());
    let refused = world.send(&A, Method::Put, "/edev/1/cp", point("NOTAVALIDID"));
    let error: wire::Error = wire::decode_as(&refused.body, &Limits::default()).expect("a document");
    assert_eq!((refused.status, error.reason_code), (400, 1));
    assert_eq!(world.send(&A, Method::Put, "/edev/1/cp", point("41020000002")).status, 204);
    let read: wire::ConnectionPointType = world.read(&A, "/edev/1/cp");
    assert_eq!(read.connection_point_id, "41020000002");
}

#[test]
fn the_oldest_readings_go_first() {
    let mut world = World::with_programs();
    let settings = Settings { readings_max: 3, ..world.server.settings().clone() };
    world.server = Server::new(settings, world.server.resources().clone());
    world.post(&A, "/mup", &mirror_of(&A, 1));
    for i in 0..5 {
        assert_eq!(world.post(&A, "/mup/1/1", &reading_at(T0 - 9_000 + i * 300, i)).status, 201);
    }
    let kept = world.operate(|operator| operator.readings(1, 1)).expect("read");
    let values: Vec<_> = kept.iter().map(|(_, reading)| reading.value).collect();
    assert_eq!(values, [2, 3, 4]);
}

/// [C S-ALL-10, S-ALL-55] [2030.5 DERAvailability]
#[test]
fn der_documents_are_put_and_read_back() {
    let mut world = World::with_programs();
    let at = "/edev/1/der/1/derg";
    assert_eq!(world.get(&A, at).status, 404);
    let settings = wire::DERSettings { set_grad_w: 27, updated_time: T0, ..Default::default() };
    assert_eq!(world.send(&A, Method::Put, at, wire::encode(&settings)).status, 204);
    let read: wire::DERSettings = world.read(&A, at);
    assert_eq!((read.set_grad_w, read.href.as_deref()), (27, Some(at)));
    let incomplete = String::from_utf8(wire::encode(&settings)).expect("text");
    let incomplete = incomplete.replace(&format!("<updatedTime>{T0}</updatedTime>"), "");
    assert_eq!(world.send(&A, Method::Put, at, incomplete.into_bytes()).status, 400);
    assert_eq!(world.send(&A, Method::Put, "/edev/1/der/2/derg", wire::encode(&settings)).status, 404);
    let other = world.send(&A, Method::Put, at, wire::encode(&end_device(&A)));
    assert_eq!(other.status, 400, "of another type");
}

/// [2030.5 LogEvent]
#[test]
fn a_log_event_is_kept_once() {
    let mut world = World::with_programs();
    let event = wire::LogEvent {
        created_date_time: T0,
        function_set: 11,
        profile_id: 2,
        log_event_pen: 40_732,
        ..Default::default()
    };
    for _ in 0..2 {
        let posted = world.post(&A, "/edev/1/lel", &event);
        assert_eq!((posted.status, posted.header(HeaderName::Location)), (201, Some("/edev/1/lel/1")));
    }
    let list: wire::LogEventList = world.read(&A, "/edev/1/lel?l=9");
    assert_eq!(list.all, 1);
}
