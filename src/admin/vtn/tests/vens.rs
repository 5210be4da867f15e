//! VENs, their reports and their opts.

use super::{NOW_S, World, reading, with};
use serde_json::{Value, json};
use tieline_core::model::Method::{self, Delete, Get, Post, Put};
use tieline_core::model::{HeaderName, HttpRequest};

#[test]
fn a_ven_is_enrolled_changed_and_removed() {
    let mut world = World::new();
    let body =
        json!({ "id": "ven 3/a", "name": "depot", "groups": ["south", "north"], "resources": [], "parties": [] });
    let (response, made) = world.send(Post, "/v1/vens", body.to_string().as_bytes());
    assert_eq!((response.status, response.header(HeaderName::Location)), (201, Some("/v1/vens/ven%203%2Fa")));
    assert_eq!((&made["groups"], world.changes.len()), (&json!(["north", "south"]), 1));
    world.refuse((Post, "/v1/vens", body.clone()), 409, "PUT");
    world.expect(
        (Put, "/v1/vens/ven%203%2Fa", with(body.clone(), json!({ "name": "yard" }))),
        200,
        &[("/name", json!("yard"))],
    );
    world.expect((Put, "/v1/vens/new", json!({})), 201, &[("/id", json!("new"))]);
    world.expect(
        (Get, "/v1/vens", Value::Null),
        200,
        &[("/items/0/id", json!("new")), ("/items/1/id", json!("ven 3/a"))],
    );
    world.expect((Delete, "/v1/vens/ven%203%2Fa", Value::Null), 204, &[]);
    world.refuse((Get, "/v1/vens/ven%203%2Fa", Value::Null), 404, "GET /v1/vens");
    world.refuse((Delete, "/v1/vens/ven%203%2Fa", Value::Null), 404, "there is no VEN");
}

#[test]
fn a_ven_that_was_got_can_be_put_back_and_keeps_its_registration() {
    let mut world = World::new();
    let known = world.expect((Get, "/v1/vens/ven-1", Value::Null), 200, &[("/registration/id", json!("reg-1"))]);
    let changed = world.expect((Put, "/v1/vens/ven-1", with(known.clone(), json!({ "name": "school" }))), 200, &[]);
    assert_eq!(changed, with(known.clone(), json!({ "name": "school" })));
    world.expect((Put, "/v1/vens/ven-1", changed), 200, &[]);
    assert!(world.changes.is_empty(), "the same again is written again");
}

#[test]
fn a_fingerprint_is_taken_in_any_form_and_kept_as_its_tail() {
    let mut world = World::new();
    let whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let tail = json!("7A:9C:B4:10:FF:61:F2:00:15:AD");
    for form in [whole, "7a9cb410ff61f20015ad", "7A:9C:B4:10:FF:61:F2:00:15:AD"] {
        let body = json!({ "id": "ven-2", "fingerprint": form });
        world.expect((Put, "/v1/vens/ven-2", body), 200, &[("/fingerprint", tail.clone())]);
    }
    world.refuse((Put, "/v1/vens/ven-2", json!({ "fingerprint": "AA:BB" })), 422, "fingerprint: ");
    world.refuse((Post, "/v1/vens", json!({ "id": "ven-4", "fingerprint": whole })), 409, "ven-2's");
}

#[test]
fn fields_that_do_not_fit_are_named() {
    let mut world = World::new();
    for (body, says) in [
        (json!({ "id": "x", "colour": "red" }), "unknown field `colour`"),
        (json!({ "id": "x", "groups": "north" }), "groups: invalid type"),
        (json!({ "name": "x" }), "missing field `id`"),
        (json!({ "id": 7 }), "id: invalid type"),
        (json!({ "id": "" }), "1 to 128 bytes"),
        (json!({ "id": "x", "heard_at": "2026-11-24T10:00:00Z" }), "unknown field `heard_at`"),
    ] {
        world.refuse((Post, "/v1/vens", body), 422, says);
    }
    world.refuse((Put, "/v1/vens/ven-1", json!({ "id": "ven-2" })), 422, "another than the path");
}

#[test]
fn what_a_ven_is_to_be_told_is_taken_on_once() {
    let mut world = World::new();
    for what in ["ask-registration", "ask-metadata", "cancel-registration"] {
        let target = format!("/v1/vens/ven-1/{what}");
        world.expect((Post, &target, Value::Null), 202, &[("/id", json!("ven-1"))]);
        assert_eq!(world.changes.len(), 1);
        world.expect((Post, &target, Value::Null), 202, &[]);
        assert!(world.changes.is_empty());
        world.refuse((Post, &format!("/v1/vens/ven-2/{what}"), Value::Null), 409, "not registered");
        world.refuse((Post, &format!("/v1/vens/nobody/{what}"), Value::Null), 404, "nobody");
    }
}

#[test]
fn a_report_is_asked_for_and_ended() {
    let mut world = World::new();
    let requests = "/v1/vens/ven-1/report-requests";
    let states = [("/items/0/state", json!("refused")), ("/items/0/code", json!(450)), ("/items/1/id", json!("run"))];
    world.expect((Get, requests, Value::Null), 200, &states);
    let body = json!({ "specifier": "telemetry", "granularity_s": 60, "back_s": 300, "start": "2026-11-24T11:00:00Z",
                       "duration_s": 0, "lines": [{ "rid": "power", "reading_type": "Mean" }] });
    let places = [("/state", json!("asked")), ("/start", body["start"].clone()), ("/lines", body["lines"].clone())];
    let made = world.expect((Post, requests, body.clone()), 201, &places);
    let own = format!("{requests}/{}", made["id"].as_str().unwrap());
    world.expect((Delete, &format!("{own}?follow=true"), Value::Null), 202, &[("/state", json!("ending"))]);
    world.expect((Delete, &format!("{requests}/old"), Value::Null), 204, &[]);
    world.refuse((Delete, &format!("{requests}/old"), Value::Null), 404, "report old");
    world.refuse((Delete, &format!("{own}?follow=yes"), Value::Null), 400, "true or false");
    world.refuse((Post, requests, json!({ "specifier": "status" })), 404, "it offers: telemetry");
    world.refuse((Post, requests, with(body.clone(), json!({ "start": "soon" }))), 422, "start: ");
    world.refuse((Post, requests, with(body.clone(), json!({ "back_s": -1 }))), 422, "back_s: ");
    world.refuse((Post, "/v1/vens/ven-2/report-requests", body), 409, "not registered");
}

#[test]
fn readings_come_page_by_page_and_none_twice() {
    let mut world = World::new();
    let all: Vec<_> =
        (0..5).flat_map(|i| [reading(NOW_S + i * 60, "power"), reading(NOW_S + i * 60, "work")]).collect();
    world.shelf.0 = Ok(all.clone());
    let (mut seen, mut from) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = world.expect((Get, &format!("/v1/vens/ven-1/readings?limit=5&from={from}"), Value::Null), 200, &[]);
        seen.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut from),
            None => break,
        }
    }
    assert_eq!(seen, all.iter().map(|reading| serde_json::to_value(reading).unwrap()).collect::<Vec<_>>());
    let between = "/v1/vens/ven-1/readings?from=2026-11-24T10:01:00Z&to=2026-11-24T12:02:00%2B02:00";
    let page = world.expect((Get, between, Value::Null), 200, &[("/items/0/start", json!("2026-11-24T10:01:00Z"))]);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    world.expect((Get, "/v1/vens/ven-2/readings", Value::Null), 200, &[("/items", json!([]))]);
}

#[test]
fn readings_that_cannot_be_had_are_refused_with_a_reason() {
    let mut world = World::new();
    world.shelf.0 = Ok(vec![reading(NOW_S, "power"), reading(NOW_S, "work")]);
    let get = |query: &'static str| (Method::Get, query, Value::Null);
    world.refuse(get("/v1/vens/ven-1/readings?limit=1"), 422, "larger");
    world.refuse(get("/v1/vens/ven-1/readings?limit=0"), 400, "1 to 10000");
    world.refuse(get("/v1/vens/ven-1/readings?from=now"), 400, "from: ");
    world.shelf.0 = Err("the disk is gone".to_owned());
    world.refuse(get("/v1/vens/ven-1/readings"), 503, "the disk is gone");
}

#[test]
fn opts_tell_their_event_or_their_times() {
    let places = [
        ("/items/0/event/event_id", json!("e-0")),
        ("/items/1/schedule/times/0", json!({ "start": "2026-11-24T10:00:00Z", "duration_s": 3_600 })),
    ];
    World::new().expect((Get, "/v1/vens/ven-1/opts", Value::Null), 200, &places);
}

/// Whatever is sent, an answer comes back, and a refusal has changed nothing.
#[test]
fn no_body_and_no_target_breaks_it() {
    let mut world = World::new();
    let bodies: [&[u8]; 6] = [b"", b"null", b"\xff", b"{\"id\":{\"a\":[]}}", b"{\"signals\":[{}]}", &[b'['; 5_000]];
    for route in super::super::ROUTES {
        let target = route.path.replace(['{', '}'], "%7B");
        for body in bodies {
            let request =
                HttpRequest { method: route.method, target: target.clone(), headers: Vec::new(), body: body.to_vec() };
            let (response, _) = world.send(request.method, &request.target, &request.body);
            assert!((200..500).contains(&response.status), "{} {target}: {}", route.method, response.status);
        }
    }
}
