//! The server as devices see it, over documents in memory.

use super::*;
use proptest::prelude::*;
use tieline_core::model::{
    Control, ControlValue, DefaultControl, HeaderName, HttpRequest, HttpResponse, Lfdi, Method, Mode, Mrid,
    ResponseRequired, Seconds, Sfdi, UtcSeconds, Watts,
};
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160, Limits, UInt40};

const T0: i64 = 1_800_000_000;
const A: Identity = Identity { lfdi: Lfdi([0xA1; 20]), sfdi: Sfdi(167_261_211_391) };
const B: Identity = Identity { lfdi: Lfdi([0xB2; 20]), sfdi: Sfdi(536_118_081_485) };

struct World {
    server: Server<MemoryResources>,
    now: i64,
}

impl World {
    fn new() -> Self {
        let mut settings = Settings::default();
        settings.enrolment.in_band = true;
        settings.enrolment.pin = Pin::new(111_115);
        Self { server: Server::new(settings, MemoryResources::default()), now: T0 }
    }

    /// Two programs: the first for everyone, the second for B alone; A and B enrolled.
    fn with_programs() -> Self {
        let mut world = Self::new();
        world.operate(|operator| {
            let first = operator.program(program(1, 2)).expect("program");
            let second = operator.program(program(2, 1)).expect("program");
            operator.assignments("all", &[first], true).expect("assignments");
            let own = operator.assignments("b", &[second], false).expect("assignments");
            operator.enrol(&A, Pin::new(111_115)).expect("A");
            operator.enrol(&B, None).expect("B");
            operator.assign(B.lfdi, &[1, own]).expect("assigned");
        });
        world
    }

    fn operate<T>(&mut self, work: impl FnOnce(&mut Operator<'_, MemoryResources>) -> T) -> T {
        let settings = self.server.settings().clone();
        let mut operator = Operator::new(self.server.resources(), &settings, UtcSeconds(self.now));
        let result = work(&mut operator);
        let changes = operator.finish();
        self.server.resources_mut().apply(&changes);
        result
    }

    fn send(&mut self, who: &Identity, method: Method, target: &str, body: Vec<u8>) -> HttpResponse {
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body };
        let answer = self.server.handle(UtcSeconds(self.now), who, &request);
        self.server.resources_mut().apply(&answer.commit);
        answer.response
    }

    fn get(&mut self, who: &Identity, target: &str) -> HttpResponse {
        self.send(who, Method::Get, target, Vec::new())
    }

    fn read<T: Element>(&mut self, who: &Identity, target: &str) -> T {
        let response = self.get(who, target);
        assert_eq!(response.status, 200, "GET {target}");
        wire::decode_as(&response.body, &Limits::default()).expect("an answer that reads back")
    }

    fn post<T: Element>(&mut self, who: &Identity, target: &str, document: &T) -> HttpResponse {
        self.send(who, Method::Post, target, wire::encode(document))
    }

    fn controls(&mut self, target: &str) -> Vec<(u8, i64)> {
        let list: wire::DERControlList = self.read(&A, target);
        let status = |control: &wire::DERControl| {
            let status = &control.event_status;
            (status.current_status, status.date_time)
        };
        list.der_control.iter().map(status).collect()
    }
}

fn program(number: u8, primacy: u8) -> NewProgram {
    NewProgram { mrid: Some(Mrid([number; 16])), description: format!("program {number}"), primacy }
}

fn limit(watts: i64) -> Control {
    let mut control = Control::default();
    control.modes.insert(Mode::ExpLimW, ControlValue::Watts(Watts(watts)));
    control
}

fn event(number: u8, created: i64, start: i64, duration: i64) -> NewEvent {
    NewEvent {
        mrid: Some(Mrid([number; 16])),
        description: String::new(),
        created: UtcSeconds(created),
        start: UtcSeconds(start),
        duration: Seconds(duration),
        randomize_start: None,
        randomize_duration: None,
        control: limit(5_000),
        response_required: ResponseRequired(3),
    }
}

fn end_device(who: &Identity) -> wire::EndDevice {
    wire::EndDevice {
        lfdi: Some(HexBinary160(who.lfdi.0)),
        sfdi: UInt40::new(who.sfdi.0).expect("40 bits"),
        changed_time: T0,
        ..Default::default()
    }
}

fn mirror_of(who: &Identity, mrid: u8) -> wire::MirrorUsagePoint {
    let kind = wire::ReadingType { uom: Some(38), ..Default::default() };
    wire::MirrorUsagePoint {
        mrid: HexBinary128([mrid; 16]),
        device_lfdi: HexBinary160(who.lfdi.0),
        mirror_meter_reading: vec![wire::MirrorMeterReading {
            mrid: HexBinary128([7; 16]),
            reading_type: Some(kind),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn reading_at(start: i64, value: i64) -> wire::MirrorMeterReading {
    wire::MirrorMeterReading {
        mrid: HexBinary128([7; 16]),
        reading: Some(wire::Reading {
            time_period: Some(wire::DateTimeInterval { start, duration: 300 }),
            value: wire::Int48::new(value),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn response(who: &Identity, subject: u8, status: u8) -> wire::DERControlResponse {
    wire::DERControlResponse {
        created_date_time: Some(T0),
        end_device_lfdi: HexBinary160(who.lfdi.0),
        status: Some(status),
        subject: HexBinary128([subject; 16]),
        ..Default::default()
    }
}

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

/// r8: whatever B asks under A's addresses is answered like what is not there, byte for byte [design r8].
#[test]
fn r8_no_device_sees_another() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(2, event(8, T0, T0, 600)).expect("event");
    });
    assert_eq!(world.post(&B, "/mup", &mirror_of(&B, 1)).status, 201);
    let nowhere = world.get(&A, "/edev/77");
    assert_eq!((nowhere.status, nowhere.headers.len(), nowhere.body.len()), (404, 0, 0));
    let foreign = [
        "/edev/2",
        "/edev/2/rg",
        "/edev/2/fsa",
        "/edev/2/fsa/2/derp",
        "/edev/2/der/1/ders",
        "/edev/2/lel",
        "/edev/%32",
        "/edev/1/../2",
        "/derp/2",
        "/derp/2/derc",
        "/derp/2/derc/1",
        "/mup/2/1",
        "/rsps/2",
        "/rsps/2/rsp",
    ];
    for target in foreign {
        for method in [Method::Get, Method::Put, Method::Post, Method::Delete, Method::Options] {
            let refused = world.send(&A, method, target, wire::encode(&end_device(&B)));
            assert_eq!(refused, nowhere, "{method} {target}");
        }
    }
    for target in ["/edev/1/fsa/2", "/edev/1/fsa/2/derp"] {
        assert_eq!(world.get(&A, target), nowhere, "{target}");
    }
    let mirrors: wire::MirrorUsagePointList = world.read(&A, "/mup?l=9");
    assert_eq!(mirrors.all, 0);
    assert_eq!(world.post(&A, "/mup", &mirror_of(&B, 2)).status, 403);
    let sets: wire::ResponseSetList = world.read(&A, "/rsps?l=9");
    assert_eq!(sets.all, 1);
}

/// [C S-ALL-41, S-ALL-42]
#[test]
fn the_lists_follow_an_events_life_to_the_second() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0 + 60, 300)).expect("event");
    });
    assert_eq!(world.controls("/derp/1/derc"), [(0, T0)]);
    assert_eq!(world.controls("/derp/1/actderc"), []);
    world.now = T0 + 60;
    assert_eq!(world.controls("/derp/1/actderc"), [(1, T0 + 60)]);
    world.now = T0 + 100;
    world.operate(|operator| operator.cancel(1, 1, UtcSeconds(T0 + 100), false).expect("cancelled"));
    assert_eq!(world.controls("/derp/1/derc"), [(2, T0 + 100)]);
    assert_eq!(world.controls("/derp/1/actderc"), []);
    world.now = T0 + 359;
    assert_eq!(world.controls("/derp/1/derc"), [(2, T0 + 100)]);
    world.now = T0 + 360;
    assert_eq!(world.controls("/derp/1/derc"), []);
    assert_eq!(world.get(&A, "/derp/1/derc/1").status, 404);
}

#[test]
fn replacing_an_event_supersedes_it() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0, 300)).expect("event");
        let other_modes = NewEvent { control: Control::default(), ..event(10, T0 + 10, T0 + 20, 300) };
        assert!(operator.replace(1, 1, other_modes).is_err());
        operator.replace(1, 1, event(10, T0 + 10, T0 + 20, 300)).expect("replaced");
    });
    world.now = T0 + 20;
    assert_eq!(world.controls("/derp/1/derc?l=5"), [(4, T0 + 20), (1, T0 + 20)]);
}

/// Events by start, then by creation descending, then by mRID descending; `s`, `l`, `a` cut pages of it.
/// [2030.5 List]
#[test]
fn a_list_is_ordered_and_cut_as_asked() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        for (number, created, start) in [(1, 0, 30), (2, 0, 10), (3, 5, 10), (4, 0, 20)] {
            let mut new = event(number, T0 + created, T0 + start, 5);
            let mode = [Mode::ExpLimW, Mode::ImpLimW, Mode::GenLimW, Mode::LoadLimW][usize::from(number) - 1];
            new.control.modes = [(mode, ControlValue::Watts(Watts(1)))].into();
            operator.event(1, new).expect("event");
        }
    });
    let mut mrids = |target: &str| {
        let list: wire::DERControlList = world.read(&A, target);
        let mrids: Vec<_> = list.der_control.iter().map(|control| control.mrid.0[0]).collect();
        assert_eq!((list.all, list.results), (4, mrids.len() as u32));
        mrids
    };
    assert_eq!(mrids("/derp/1/derc?l=9"), [3, 2, 4, 1]);
    assert_eq!(mrids("/derp/1/derc"), [3]);
    assert_eq!(mrids("/derp/1/derc?s=1&l=2"), [2, 4]);
    assert_eq!(mrids("/derp/1/derc?s=4&l=2"), [0; 0]);
    assert_eq!(mrids(&format!("/derp/1/derc?a={}&l=9", T0 + 10)), [4, 1]);
    assert_eq!(world.get(&A, "/derp/1/derc?l=x").status, 400);
}

/// [C CORE-001] [RFC 9110 §15.5.6]
/// [CSIP CORE-001]
#[test]
fn methods_are_told_and_head_has_no_body() {
    let mut world = World::with_programs();
    let get = world.get(&A, "/tm");
    let head = world.send(&A, Method::Head, "/tm", Vec::new());
    assert_eq!((head.status, head.headers, head.body.len()), (200, get.headers, 0));
    let refused = world.send(&A, Method::Put, "/tm", Vec::new());
    assert_eq!((refused.status, refused.header(HeaderName::Allow)), (405, Some("GET, HEAD, OPTIONS")));
    let options = world.send(&A, Method::Options, "/mup", Vec::new());
    assert_eq!((options.status, options.header(HeaderName::Allow)), (200, Some("GET, HEAD, POST, OPTIONS")));
    assert_eq!(world.send(&A, Method::Delete, "/edev/1", Vec::new()).status, 405);
}

#[test]
fn an_unchanged_document_is_not_sent_again() {
    let mut world = World::with_programs();
    let tag = world.get(&A, "/edev/1").header(HeaderName::Etag).expect("a tag").to_owned();
    let mut request = HttpRequest::get("/edev/1");
    request.headers.push((HeaderName::IfNoneMatch, tag));
    let answer = world.server.handle(UtcSeconds(T0), &A, &request).response;
    assert_eq!((answer.status, answer.body.len()), (304, 0));
    world.operate(|operator| operator.post_rate(A.lfdi, Some(60)).expect("rate"));
    let answer = world.server.handle(UtcSeconds(T0), &A, &request).response;
    assert_eq!(answer.status, 200);
}

/// [C S-ALL-57] Unknown device, unknown event, impossible code: refused; late and repeated: taken, kept once.
/// [2030.5 Response]
#[test]
fn responses_are_judged_and_kept_once() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0, 300)).expect("event");
    });
    let at = "/rsps/1/rsp";
    assert_eq!(world.post(&A, at, &response(&B, 9, 1)).status, 400);
    assert_eq!(world.post(&A, at, &response(&A, 8, 1)).status, 400);
    for impossible in [0, 11, 12, 16, 200, 255] {
        assert_eq!(world.post(&A, at, &response(&A, 9, impossible)).status, 400);
    }
    world.now = T0 + 900;
    let first = world.post(&A, at, &response(&A, 9, 1));
    assert_eq!(first.status, 201);
    let again = world.post(&A, at, &response(&A, 9, 1));
    assert_eq!((again.status, &again.headers), (201, &first.headers));
    assert_eq!(world.post(&A, at, &response(&A, 9, 2)).status, 201);
    let list: wire::ResponseList = world.read(&A, "/rsps/1/rsp?l=9");
    assert_eq!((list.all, list.response.len()), (2, 2));
    let one: wire::Response = world.read(&A, first.header(HeaderName::Location).expect("place"));
    assert_eq!(one.status, Some(1));
    let list: wire::ResponseList = world.read(&B, "/rsps/1/rsp?l=9");
    assert_eq!(list.all, 0, "B has answered nothing");
    assert_eq!(world.operate(|operator| operator.responses(1, 1)).expect("read").len(), 2);
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

#[test]
fn a_bad_body_is_refused_and_the_reason_goes_to_the_log_alone() {
    let world = World::with_programs();
    let request = HttpRequest {
        method: Method::Post,
        target: "/mup".to_owned(),
        headers: vec![(HeaderName::ContentType, "application/json".to_owned())],
        body: b"{}".to_vec(),
    };
    let answer = world.server.handle(UtcSeconds(T0), &A, &request);
    assert_eq!((answer.response.status, answer.response.body.len()), (415, 0));
    assert!(answer.note.is_some_and(|note| note.contains("application/json")));
    let mut request = HttpRequest { headers: Vec::new(), body: b"<html/>".to_vec(), ..request };
    assert_eq!(world.server.handle(UtcSeconds(T0), &A, &request).response.status, 400);
    request.body = vec![b' '; world.server.settings().body_max + 1];
    assert_eq!(world.server.handle(UtcSeconds(T0), &A, &request).response.status, 413);
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

fn any_target() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        Just("edev".to_owned()),
        Just("derp".to_owned()),
        Just("mup".to_owned()),
        Just("rsps".to_owned()),
        Just("der".to_owned()),
        Just("derc".to_owned()),
        Just("rsp".to_owned()),
        (0_u32..3).prop_map(|number| number.to_string()),
        "[a-z0-9%./]{0,6}",
    ];
    let query = prop_oneof![Just(String::new()), "\\?[sal]=-?[0-9]{0,12}(&[sal]=[0-9]{0,4})?", "\\?.{0,8}"];
    (proptest::collection::vec(segment, 0..6), query).prop_map(|(path, query)| format!("/{}{query}", path.join("/")))
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let documents = vec![
        wire::encode(&end_device(&A)),
        wire::encode(&mirror_of(&A, 1)),
        wire::encode(&reading_at(i64::MAX, 1)),
        wire::encode(&reading_at(i64::MIN, -1)),
        wire::encode(&response(&A, 9, 2)),
        b"<".to_vec(),
    ];
    prop_oneof![proptest::sample::select(documents), proptest::collection::vec(any::<u8>(), 0..64)]
}

proptest! {
    /// No request makes it panic; an error has no body; a write that is refused changes nothing.
    #[test]
    fn arbitrary_requests_are_answered(target in any_target(), method in 0_usize..6, body in any_body()) {
        let mut world = World::with_programs();
        world.operate(|operator| { operator.event(1, event(9, T0, T0, 300)).expect("event"); });
        let methods = [Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete, Method::Options];
        let request = HttpRequest { method: methods[method], target, headers: Vec::new(), body };
        let answer = world.server.handle(UtcSeconds(T0), &A, &request);
        prop_assert!((200..600).contains(&answer.response.status));
        if answer.response.status >= 400 {
            prop_assert!(answer.response.body.is_empty() && answer.commit.is_empty());
        }
    }
}

/// What a restart must not lose: over the store, the same answers come from a new server on the same documents.
#[test]
fn r4_a_restart_keeps_everything() {
    let dir = tempfile::tempdir().expect("a folder");
    let open = || {
        let options = crate::store::Options::new(crate::store::EngineKind::Redb);
        StoredResources::new(std::sync::Arc::new(crate::store::Store::open(dir.path(), &options).expect("opened")))
    };
    let settings = World::new().server.settings().clone();
    let targets = ["/edev?l=9", "/mup?l=9", "/derp/1/derc?l=9", "/rsps/1/rsp?l=9", "/edev/1/fsa?l=9"];
    let ask = |server: &Server<StoredResources>| {
        targets.map(|target| server.handle(UtcSeconds(T0), &A, &HttpRequest::get(target)).response)
    };
    let server = Server::new(settings.clone(), open());
    let mut operator = Operator::new(server.resources(), &settings, UtcSeconds(T0));
    let first = operator.program(program(1, 2)).expect("program");
    operator.assignments("all", &[first], true).expect("assignments");
    operator.event(first, event(9, T0, T0, 300)).expect("event");
    server.resources().commit(&operator.finish()).expect("stored");
    let posts = [
        ("/edev", wire::encode(&end_device(&A))),
        ("/mup", wire::encode(&mirror_of(&A, 1))),
        ("/mup/1/1", wire::encode(&reading_at(T0, 5))),
        ("/rsps/1/rsp", wire::encode(&response(&A, 9, 1))),
    ];
    for (target, body) in posts {
        let request = HttpRequest { method: Method::Post, target: target.to_owned(), headers: Vec::new(), body };
        let answer = server.handle(UtcSeconds(T0), &A, &request);
        assert_eq!(answer.response.status, 201, "{target}");
        server.resources().commit(&answer.commit).expect("stored");
    }
    let before = ask(&server);
    assert!(before.iter().all(|response| response.status == 200));
    drop(server);
    let server = Server::new(settings, open());
    assert_eq!(ask(&server), before);
}

/// The utility's part of the built-in day, carried out second by second, with a restart at each second.
#[test]
fn a_script_is_carried_out_on_time_and_once() {
    let day = crate::assets::sim::day::Day::demo();
    let script = Script::of_day(&day.name, &day.utility, UtcSeconds(T0));
    let mut world = World::new();
    world.operate(|operator| operator.enrol(&A, None).expect("A"));
    let mut done = 0;
    for second in 0..=i64::from(day.seconds) {
        world.now = T0 + second;
        done += world.operate(|operator| script.perform(operator).expect("performed"));
        for event in day.utility.events.iter().filter(|event| event.created_s <= second) {
            let program = world.operate(|operator| operator.find_program(event.program)).expect("read");
            let (program, _) = program.expect("made");
            let kept = world.operate(|operator| operator.find_event(program, event.mrid)).expect("read");
            let (_, kept) = kept.expect("made in time");
            assert_eq!(kept.created.0, T0 + event.created_s);
            let cancelled = event.cancel_at_s.filter(|at| *at <= second).map(|at| T0 + at);
            assert_eq!(kept.cancelled.map(|cancel| cancel.at.0), cancelled);
        }
    }
    let cancels = day.utility.events.iter().filter(|event| event.cancel_at_s.is_some()).count();
    assert_eq!(done, day.utility.programs.len() + day.utility.events.len() + cancels);
    let programs: wire::DERProgramList = world.read(&A, "/edev/1/fsa/1/derp?l=9");
    assert_eq!(programs.all as usize, day.utility.programs.len());
}
