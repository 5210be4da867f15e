//! Market contexts and events.

use super::{PEAK, World, plan, with};
use crate::admin::encode_part;
use serde_json::{Value, json};
use tieline_core::model::HeaderName;
use tieline_core::model::Method::{Delete, Get, Post, Put};

const LATER: &str = "2026-11-24T12:00:00Z";

#[test]
fn a_market_context_is_made_and_changed() {
    let mut world = World::new();
    let body = json!({ "name": "http://utility.example/dr", "overlap": "allowed" });
    let own = format!("/v1/market-contexts/{}", encode_part("http://utility.example/dr"));
    let (response, made) = world.send(Post, "/v1/market-contexts", body.to_string().as_bytes());
    assert_eq!((response.status, response.header(HeaderName::Location), &made), (201, Some(own.as_str()), &body));
    world.refuse((Post, "/v1/market-contexts", body), 409, "PUT");
    world.expect((Put, &own, json!({ "overlap": "refused" })), 200, &[("/overlap", json!("refused"))]);
    world.expect((Put, "/v1/market-contexts/new", json!({})), 201, &[("/overlap", json!("refused"))]);
    world.expect(
        (Get, "/v1/market-contexts", Value::Null),
        200,
        &[("/items/0/name", json!("http://utility.example/dr"))],
    );
    world.refuse((Put, &own, json!({ "name": PEAK })), 422, "another than the path");
    world.refuse((Put, &own, json!({ "overlap": "maybe" })), 422, "overlap: ");
    world.refuse((Put, &own, json!({ "overlap_allowed": true })), 422, "unknown field `overlap_allowed`");
}

#[test]
fn an_event_is_made_changed_and_cancelled() {
    let mut world = World::new();
    let body = with(plan(LATER), json!({ "event_id": "e/1", "priority": 1, "targets": { "group_ids": ["north"] } }));
    let (response, made) = world.send(Post, "/v1/events", body.to_string().as_bytes());
    assert_eq!((response.status, response.header(HeaderName::Location)), (201, Some("/v1/events/e%2F1")));
    assert_eq!((&made["event_id"], &made["modification"], &made["status"]), (&json!("e/1"), &json!(0), &json!("far")));
    assert_eq!(world.changes.len(), 1);
    let own = "/v1/events/e%2F1";
    assert_eq!(world.expect((Get, own, Value::Null), 200, &[]), made);
    let changed = with(made.clone(), json!({ "priority": 2 }));
    let places = [("/modification", json!(1)), ("/priority", json!(2))];
    world.expect((Put, own, changed.clone()), 200, &places);
    world.refuse((Put, own, changed.clone()), 409, "modification 1 by now");
    world.expect((Put, own, with(changed, json!({ "modification": null }))), 200, &places);
    assert!(world.changes.is_empty(), "the same again is another modification");
    let places =
        [("/modification", json!(2)), ("/status", json!("cancelled")), ("/cancelled", json!("2026-11-24T10:00:00Z"))];
    world.expect((Delete, own, Value::Null), 200, &places);
    world.expect((Delete, own, Value::Null), 200, &places);
    world.refuse((Put, own, plan(LATER)), 409, "make a new one");
}

#[test]
fn an_event_may_start_so_many_seconds_from_now() {
    let mut world = World::new();
    let body = with(plan(LATER), json!({ "start": null, "start_in_s": 7_200 }));
    world.expect((Post, "/v1/events", body), 201, &[("/start", json!(LATER))]);
}

#[test]
fn an_event_that_does_not_fit_is_refused_with_its_fault() {
    let mut world = World::new();
    for (fields, status, says) in [
        (json!({ "start": null }), 422, "one of the two"),
        (json!({ "start_in_s": 10 }), 422, "one of the two"),
        (json!({ "start": null, "start_in_s": -1 }), 422, "start_in_s"),
        (json!({ "start": null, "start_in_s": "soon" }), 422, "start_in_s: "),
        (json!({ "start": "at noon" }), 422, "start: "),
        (json!({ "duration_s": 60 }), 422, "signals: the intervals"),
        (json!({ "signals": [] }), 422, "give 1 to 16"),
        (json!({ "duration": 60 }), 422, "unknown field `duration`"),
        (json!({ "priority": 1.5 }), 422, "priority: "),
        (json!({ "modification": 3 }), 422, "unknown field `modification`"),
        (json!({ "event_id": "e-0" }), 409, "e-0 is there already"),
        (json!({ "market_context": "http://other.example" }), 404, "POST /v1/market-contexts"),
        (json!({ "start": "2026-11-24T10:00:00Z" }), 409, "event e-0"),
        (json!({ "start": "2026-11-24T08:00:00Z" }), 422, "over already"),
    ] {
        world.refuse((Post, "/v1/events", with(plan(LATER), fields)), status, says);
    }
    for method in [Get, Put, Delete] {
        world.refuse((method, "/v1/events/none", plan(LATER)), 404, "GET /v1/events");
    }
}

#[test]
fn events_are_listed_by_status_and_market_context_in_the_order_of_their_starts() {
    let mut world = World::new();
    for (id, start) in [("a", "2026-11-24T14:00:00Z"), ("b", LATER)] {
        world.expect((Post, "/v1/events", with(plan(start), json!({ "event_id": id }))), 201, &[]);
    }
    let mut ids = |query: &str| -> Vec<String> {
        let list = world.expect((Get, &format!("/v1/events{query}"), Value::Null), 200, &[]);
        list["items"].as_array().unwrap().iter().map(|event| event["event_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(""), ["e-0", "b", "a"]);
    assert_eq!(ids("?status=active"), ["e-0"]);
    assert_eq!(ids("?status=far,near"), ["b", "a"]);
    assert_eq!(ids(&format!("?market_context={}", encode_part(PEAK))), ["e-0", "b", "a"]);
    assert_eq!(ids("?market_context=other&status="), [""; 0]);
}

#[test]
fn answers_tell_who_has_answered_and_who_has_not() {
    let mut world = World::new();
    let places =
        [("/answers/0/ven_id", json!("ven-1")), ("/answers/0/opts_in", json!(true)), ("/missing", json!(["ven-2"]))];
    world.expect((Get, "/v1/events/e-0/answers", Value::Null), 200, &places);
    world.expect((Post, "/v1/events", with(plan(LATER), json!({ "event_id": "b" }))), 201, &[]);
    let found = world.expect((Get, "/v1/events/b/answers", Value::Null), 200, &[("/answers", json!([]))]);
    assert!(found["missing"].as_array().unwrap().contains(&json!("ven-1")), "{found}");
    world.refuse((Get, "/v1/events/none/answers", Value::Null), 404, "there is no event none");
}
