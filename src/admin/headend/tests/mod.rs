//! The API over a head-end whose documents are in memory; every exchange is held to the description.

mod by_address;
mod controls;
mod described;
mod devices;
mod letters;

use super::{Host, respond};
use crate::headend::{Identity, Operator, Server, Settings, StoredResources};
use crate::store::Store;
use serde_json::{Value, json};
use std::sync::Arc;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Lfdi, Method, UtcSeconds};
use tieline_schemas::sep2 as wire;

/// 2026-11-24T10:00:00Z.
const NOW_S: i64 = 1_795_514_400;
const LFDI: &str = "3E4F45AB31EDFE5B67E343E5E4562E31984E23E5";
const OTHER: &str = "1111111111111111111111111111111111111111";
const PROGRAM: &str = "A0000000000000000000000000000001";
const CONTROL: &str = "A0000000000000000000000000000011";

struct World {
    server: Server<StoredResources>,
    host: Host,
    now_s: i64,
    changes: usize,
}

impl World {
    fn new() -> Self {
        Self::of(Settings::default())
    }

    /// A program for every device, and one device.
    fn of(settings: Settings) -> Self {
        let store = Arc::new(Store::in_memory().unwrap());
        let server = Server::new(settings, StoredResources::new(store));
        let mut world = Self { server, host: Host::default(), now_s: NOW_S, changes: 0 };
        let program = json!({ "mrid": PROGRAM, "primacy": 2, "description": "feeder limit" });
        world.expect((Method::Post, "/v1/programs", program), 201, &[]);
        let group = json!({ "programs": [PROGRAM], "new_devices": true });
        world.expect((Method::Put, "/v1/groups/all", group), 201, &[]);
        world.expect((Method::Post, "/v1/devices", json!({ "lfdi": LFDI })), 201, &[("/groups/0", json!("all"))]);
        world
    }

    /// Sends a request and holds request and answer to the description.
    fn send(&mut self, method: Method, target: &str, body: &[u8]) -> (HttpResponse, Value) {
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body: body.to_vec() };
        let settings = self.server.settings().clone();
        let mut operator = Operator::new(self.server.resources(), &settings, UtcSeconds(self.now_s));
        let response = respond(&mut operator, &mut self.host, &request);
        let changes = operator.finish();
        self.changes = if response.is_success() { changes.len() } else { 0 };
        if self.changes > 0 {
            assert!(method != Method::Get, "{target}: a GET that changes something");
            self.server.resources().commit(&changes).unwrap();
        }
        let answer = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        described::DESCRIBED.check(&request, &response, &answer);
        (response, answer)
    }

    /// Asks, expects this status, and what stands at these places of the answer.
    fn expect(
        &mut self,
        (method, target, body): (Method, &str, Value),
        status: u16,
        places: &[(&str, Value)],
    ) -> Value {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let (response, answer) = self.send(method, target, &body);
        assert_eq!(response.status, status, "{method} {target}: {answer}");
        for (place, value) in places {
            assert_eq!(answer.pointer(place), Some(value), "{method} {target}: {place} of {answer}");
        }
        answer
    }

    fn get(&mut self, target: &str, places: &[(&str, Value)]) -> Value {
        self.expect((Method::Get, target, Value::Null), 200, places)
    }

    /// Asks, expects to be refused, with words that hold these.
    fn refuse(&mut self, (method, target, body): (Method, &str, Value), status: u16, says: &str) {
        let answer = self.expect((method, target, body), status, &[("/status", status.into())]);
        let detail = answer["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{method} {target}: {detail} does not say {says}");
    }

    /// What a device is answered.
    fn device(&mut self, lfdi: &str, method: Method, target: &str, body: Vec<u8>) -> HttpResponse {
        let identity = Identity::of_lfdi(lfdi.parse().unwrap());
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body };
        let answer = self.server.handle(UtcSeconds(self.now_s), &identity, &request);
        self.server.resources().commit(&answer.commit).unwrap();
        answer.response
    }

    /// A device answers a control with a code.
    fn responds(&mut self, lfdi: &str, control: &str, code: u8) -> u16 {
        let bytes: Lfdi = lfdi.parse().unwrap();
        let subject: tieline_core::model::Mrid = control.parse().unwrap();
        let response = wire::DERControlResponse {
            end_device_lfdi: wire::HexBinary160(bytes.0),
            status: Some(code),
            subject: wire::HexBinary128(subject.0),
            ..Default::default()
        };
        self.device(lfdi, Method::Post, "/rsps/1/rsp", wire::encode(&response)).status
    }
}

#[test]
fn the_status_counts() {
    let places =
        [("/devices", json!(1)), ("/programs", json!(1)), ("/groups", json!(1)), ("/controls/active", json!(0))];
    World::new().get("/v1/status", &places);
}

#[test]
fn what_is_not_there_is_404_and_what_a_path_does_not_take_is_405_with_allow() {
    let mut world = World::new();
    for target in ["/", "/v1", "/v1/devices/", "/v2/devices", "/v1//devices"] {
        assert_eq!(world.send(Method::Get, target, b"").0.status, 404, "{target}");
    }
    let (response, _) = world.send(Method::Delete, "/v1/devices", b"");
    assert_eq!((response.status, response.header(HeaderName::Allow)), (405, Some("GET, POST")));
}

#[test]
fn rates_are_changed_while_running_and_devices_are_shown_them() {
    let mut world = World::new();
    world.get("/v1/rates", &[("/poll_s", json!(900)), ("/set/poll_s", Value::Null)]);
    world.expect(
        (Method::Put, "/v1/rates", json!({ "poll_s": 60 })),
        200,
        &[("/poll_s", json!(60)), ("/post_s", json!(300))],
    );
    let shown = world.device(LFDI, Method::Get, "/dcap", Vec::new());
    assert!(String::from_utf8(shown.body).unwrap().contains("pollRate=\"60\""));
    world.refuse((Method::Put, "/v1/rates", json!({ "post_s": 0 })), 422, "post_s");
}

/// [C S-ALL-43]
#[test]
fn a_resource_may_have_a_poll_rate_of_its_own() {
    let mut world = World::new();
    let set = json!({ "poll_s": 600, "polls": { "DeviceCapability": 60 } });
    world.expect((Method::Put, "/v1/rates", set), 200, &[("/polls/DeviceCapability", json!(60))]);
    let mut shown = |target| String::from_utf8(world.device(LFDI, Method::Get, target, Vec::new()).body).unwrap();
    assert!(shown("/dcap").contains("pollRate=\"60\""));
    assert!(shown("/tm").contains("pollRate=\"600\""));
    let unknown = json!({ "polls": { "DERCurveList": 60 } });
    world.refuse((Method::Put, "/v1/rates", unknown), 422, "DERCurveList");
    world.refuse((Method::Put, "/v1/rates", json!({ "polls": { "Time": 0 } })), 422, "polls.Time");
}

#[test]
fn the_clock_is_set_in_a_laboratory_alone() {
    let mut world = World::new();
    world.get("/v1/clock", &[("/settable", json!(false)), ("/now", json!("2026-11-24T10:00:00Z"))]);
    world.refuse((Method::Put, "/v1/clock", json!({ "offset_s": 60 })), 403, "laboratory");
    world.host.clock_offset_s = Some(0);
    let set = (Method::Put, "/v1/clock", json!({ "offset_s": -3_600 }));
    world.expect(set, 200, &[("/now", json!("2026-11-24T09:00:00Z")), ("/offset_s", json!(-3_600))]);
    assert_eq!(world.host.clock_offset_s, Some(-3_600));
    world.refuse((Method::Put, "/v1/clock", json!({ "offset_s": 1_000_000_000 })), 422, "offset_s");
}

/// [CSIP CORE-006]
#[test]
fn local_time_is_what_the_operator_says_it_is() {
    let mut world = World::new();
    world.get("/v1/time-zone", &[("/offset_s", json!(0)), ("/dst", json!(null)), ("/set", json!(false))]);
    let summer = json!({ "offset_s": 3_600, "start": "2026-11-01T00:00:00Z", "end": "2026-12-01T00:00:00Z" });
    let zone = json!({ "offset_s": 36_000, "dst": summer });
    world.expect((Method::Put, "/v1/time-zone", zone), 200, &[("/dst", summer), ("/set", json!(true))]);
    let body = world.device(LFDI, Method::Get, "/tm", Vec::new()).body;
    let shown: wire::Time = wire::decode_as(&body, &wire::Limits::default()).expect("a Time");
    assert_eq!((shown.tz_offset, shown.dst_offset), (36_000, 3_600));
    assert_eq!(shown.local_time, Some(shown.current_time + 39_600));
    for (wrong, says) in [
        (json!({ "offset_s": 60_000 }), "50400"),
        (
            json!({ "offset_s": 0, "dst": { "offset_s": 9_000, "start": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z" } }),
            "7200",
        ),
        (
            json!({ "offset_s": 0, "dst": { "offset_s": 60, "start": "2026-02-01T00:00:00Z", "end": "2026-01-02T00:00:00Z" } }),
            "before its start",
        ),
        (
            json!({ "dst": { "offset_s": 60, "start": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z" } }),
            "offset_s",
        ),
    ] {
        world.refuse((Method::Put, "/v1/time-zone", wrong), 422, says);
    }
    world.expect((Method::Put, "/v1/time-zone", json!({})), 200, &[("/offset_s", json!(0)), ("/set", json!(false))]);
}

/// Whatever is sent, an answer comes back, and a refusal has changed nothing.
#[test]
fn no_body_and_no_target_breaks_it() {
    let mut world = World::new();
    let bodies: [&[u8]; 6] = [b"", b"null", b"\xff", b"{\"lfdi\":{\"a\":[]}}", b"{\"devices\":[{}]}", &[b'['; 5_000]];
    for route in super::ROUTES {
        for id in ["%7Bx%7D", LFDI, PROGRAM] {
            let target = route.path.split('/').map(|part| if part.starts_with('{') { id } else { part });
            let target = target.collect::<Vec<_>>().join("/");
            for body in bodies {
                let (response, _) = world.send(route.method, &target, body);
                assert!((200..500).contains(&response.status) || response.status == 503, "{} {target}", route.method);
            }
        }
    }
}
