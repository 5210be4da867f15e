//! The API over a VTN in memory; every exchange is held to the description.

mod described;
mod events;
mod vens;

use super::respond;
use crate::vtn::{Archive, Change, Enrolment, Reading, Settings, Vtn};
use serde_json::{Value, json};
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method, Millis, UtcSeconds};

/// 2026-11-24T10:00:00Z.
const NOW_S: i64 = 1_795_514_400;
const PEAK: &str = "http://utility.example/peak";

/// Readings in memory, or a store that cannot be read.
struct Shelf(Result<Vec<Reading>, String>);

impl Archive for Shelf {
    fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Result<Vec<Reading>, String> {
        let is_wanted = |reading: &&Reading| reading.ven_id == ven_id && (from_s..to_s).contains(&reading.start.0);
        Ok(self.0.as_ref()?.iter().filter(is_wanted).take(limit).cloned().collect())
    }
}

struct World {
    vtn: Vtn,
    shelf: Shelf,
    changes: Vec<Change>,
}

impl World {
    /// `ven-1` is registered and offers a report, `ven-2` is only enrolled.
    fn new() -> Self {
        let offer = json!({
            "specifier": "telemetry", "name": "TELEMETRY_USAGE",
            "lines": [{ "rid": "power", "type": "usage", "reading_type": "Mean", "unit": "W" }],
        });
        let registration = json!({
            "id": "reg-1", "since": "2026-11-24T09:00:00Z", "ven_name": "school", "report_only": false, "signs": false,
        });
        let requests = json!({
            "old": { "request": { "specifier": "telemetry" }, "state": { "refused": 450 }, "at": "2026-11-24T09:00:00Z" },
            "run": { "request": { "specifier": "telemetry", "back_s": 60, "lines": [["power", "Mean"]], "start_s": NOW_S },
                     "state": "confirmed", "at": "2026-11-24T09:00:00Z" },
        });
        let first = json!({
            "id": "ven-1", "groups": ["north"], "fingerprint": "0A:1B:2C:3D:4E:5F:60:71:82:93",
            "registration": registration, "offers": { "telemetry": offer }, "requests": requests,
        });
        let event_opt = json!({ "event": { "id": "e-0", "modification": 0 } });
        let times_opt = json!({ "schedule": { "times": [[NOW_S, 3_600]], "market_context": PEAK } });
        let opt = |id: &str, subject| {
            json!({ "ven_id": "ven-1", "id": id, "opts_in": false, "reason": "economic", "subject": subject,
                    "at": "2026-11-24T09:30:00Z" })
        };
        let answer = json!({ "event_id": "e-0", "ven_id": "ven-1", "modification": 0, "opts_in": true, "code": 200,
                             "at": "2026-11-24T09:30:00Z" });
        let event = json!({ "id": "e-0", "modification": 0, "created": "2026-11-24T09:00:00Z",
                            "modified": "2026-11-24T09:00:00Z", "plan": plan("2026-11-24T09:30:00Z") });
        let documents = [
            ("ven/ven-1", first),
            ("ven/ven-2", json!({ "id": "ven-2" })),
            ("context/peak", json!({ "name": PEAK })),
            ("event/e-0", event),
            ("answer/e-0/ven-1", answer),
            ("opt/ven-1/o-1", opt("o-1", event_opt)),
            ("opt/ven-1/o-2", opt("o-2", times_opt)),
        ];
        let settings = Settings {
            vtn_id: "vtn-1".to_owned(),
            poll_s: 10,
            enrolment: Enrolment::Closed,
            reports: Vec::new(),
            keep_days: 35,
        };
        let documents = documents.map(|(key, document)| (key.to_owned(), document.to_string().into_bytes()));
        let vtn = Vtn::restore(settings, 1, documents).unwrap();
        Self { vtn, shelf: Shelf(Ok(Vec::new())), changes: Vec::new() }
    }

    /// Sends a request and holds request and answer to the description.
    fn send(&mut self, method: Method, target: &str, body: &[u8]) -> (HttpResponse, Value) {
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body: body.to_vec() };
        let at = Millis(NOW_S * 1_000);
        let (response, changes) = self.vtn.operate(at, &self.shelf, |operator| respond(operator, &request));
        assert!(changes.is_empty() || response.is_success(), "{method} {target}: refused, and yet changed");
        self.changes = changes;
        let answer = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        described::DESCRIBED.check(&request, &response, &answer);
        (response, answer)
    }

    fn ask(&mut self, method: Method, target: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let (response, answer) = self.send(method, target, &body);
        (response.status, answer)
    }

    /// Asks, expects this status, and what stands at these places of the answer.
    fn expect(
        &mut self,
        (method, target, body): (Method, &str, Value),
        status: u16,
        places: &[(&str, Value)],
    ) -> Value {
        let (found, answer) = self.ask(method, target, body);
        assert_eq!(found, status, "{method} {target}: {answer}");
        for (place, value) in places {
            assert_eq!(answer.pointer(place), Some(value), "{method} {target}: {place} of {answer}");
        }
        answer
    }

    /// Asks, expects to be refused, with words that hold these.
    fn refuse(&mut self, (method, target, body): (Method, &str, Value), status: u16, says: &str) {
        let answer = self.expect((method, target, body), status, &[("/status", status.into())]);
        let detail = answer["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{method} {target}: {detail} does not say {says}");
    }
}

fn plan(start: &str) -> Value {
    json!({
        "market_context": PEAK, "start": start, "duration_s": 3_600,
        "signals": [{ "name": "SIMPLE", "type": "level", "intervals": [{ "duration_s": 3_600, "value": 2.0 }] }],
    })
}

/// A document with some fields set; `null` takes one away.
fn with(mut document: Value, fields: Value) -> Value {
    for (key, value) in fields.as_object().unwrap() {
        match value {
            Value::Null => _ = document.as_object_mut().unwrap().remove(key),
            value => document[key] = value.clone(),
        }
    }
    document
}

fn reading(start_s: i64, rid: &str) -> Reading {
    Reading {
        ven_id: "ven-1".to_owned(),
        request_id: "run".to_owned(),
        rid: rid.to_owned(),
        start: UtcSeconds(start_s),
        seconds: 60,
        value: Some(1_500.0),
        online: None,
        overridden: None,
        quality: None,
    }
}

#[test]
fn the_status_counts() {
    let places =
        [("/vens", json!(2)), ("/registered", json!(1)), ("/events/active", json!(1)), ("/events/far", json!(0))];
    World::new().expect((Method::Get, "/v1/status", Value::Null), 200, &places);
}

#[test]
fn what_is_not_there_is_404_and_what_a_path_does_not_take_is_405_with_allow() {
    let mut world = World::new();
    for target in ["/", "/v1", "/v1/vens/", "/v2/vens", "/v1/vens/ven-1/opts/x", "/v1//vens"] {
        assert_eq!(world.ask(Method::Get, target, Value::Null).0, 404, "{target}");
    }
    let (response, answer) = world.send(Method::Delete, "/v1/vens", b"");
    assert_eq!((response.status, response.header(HeaderName::Allow)), (405, Some("GET, POST")));
    assert_eq!(answer["title"], "Method Not Allowed");
    assert_eq!(world.ask(Method::Head, "/v1/vens", Value::Null).0, 200);
}

#[test]
fn what_cannot_be_read_is_400_and_names_the_fault() {
    let mut world = World::new();
    let get = |target| (Method::Get, target, Value::Null);
    world.refuse(get("/v1/vens?name=x"), 400, "name");
    world.refuse(get("/v1/events?status=over"), 400, "far, near, active");
    world.refuse(get("/v1/vens/%zz"), 400, "percent-encoded");
    world.refuse(get(&format!("/v1/vens/{}", "x".repeat(129))), 400, "128 bytes");
    world.refuse((Method::Post, "/v1/vens", Value::Null), 400, "send a JSON object");
    let (response, _) = world.send(Method::Post, "/v1/vens", b"{");
    assert_eq!(response.status, 400);
    world.refuse((Method::Post, "/v1/vens", json!([])), 422, "no JSON object");
}

#[test]
fn who_is_not_let_in_is_told_how() {
    let response = crate::admin::unauthorized();
    assert_eq!(response.status, 401);
    assert!(String::from_utf8(response.body).unwrap().contains("Bearer"));
}
