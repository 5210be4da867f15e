//! Devices and groups.

use super::{LFDI, OTHER, PROGRAM, World};
use crate::admin::headend::{Batch, Numbered, follow};
use crate::headend::{ENROLMENTS_MAX, Exchange};
use crate::store::BATCH_OPS_MAX;
use serde_json::{Value, json};
use std::sync::Arc;
use tieline_certs::pki::{Authority, DeviceRequest};
use tieline_core::model::Method::{self, Delete, Get, Post, Put};
use tieline_core::model::{HeaderName, HttpRequest, Millis};

fn device(lfdi: &str) -> String {
    format!("/v1/devices/{lfdi}")
}

#[test]
fn a_device_is_enrolled_changed_and_removed() {
    let mut world = World::new();
    let body = json!({ "lfdi": OTHER, "pin": 111_115, "post_rate_s": 60, "groups": [] });
    let (response, made) = world.send(Post, "/v1/devices", body.to_string().as_bytes());
    assert_eq!((response.status, response.header(HeaderName::Location)), (201, Some(device(OTHER).as_str())));
    assert_eq!((&made["number"], &made["has_pin"], &made["groups"]), (&json!(2), &json!(true), &json!([])));
    assert_eq!(made["allowed"], true, "there is no list");
    assert!(!made.to_string().contains("111115"), "a PIN is never told");
    world.refuse((Post, "/v1/devices", body), 409, "PUT");
    let changed = json!({ "pin": null, "groups": ["all"] });
    let places = [("/has_pin", json!(false)), ("/post_rate_s", json!(60)), ("/groups/0", json!("all"))];
    world.expect((Put, &device(OTHER), changed.clone()), 200, &places);
    world.expect((Put, &device(OTHER), changed), 200, &[]);
    assert_eq!(world.changes, 0, "the same again is written again");
    let small = json!({ "lfdi": LFDI.to_lowercase() });
    world.expect((Put, &device(&LFDI.to_lowercase()), small), 200, &[("/lfdi", json!(LFDI))]);
    assert_eq!(world.device(OTHER, Get, "/edev/2", Vec::new()).status, 200);
    world.expect((Delete, &device(OTHER), Value::Null), 204, &[]);
    world.refuse((Get, &device(OTHER), Value::Null), 404, "GET /v1/devices");
    assert_eq!(world.device(OTHER, Get, "/edev/2", Vec::new()).status, 404);
    world.get("/v1/status", &[("/devices", json!(1))]);
    world.expect((Put, &device(OTHER), json!({})), 201, &[("/number", json!(3))]);
}

#[test]
fn a_device_that_is_not_among_those_allowed_is_told_as_such() {
    let mut world = World::new();
    let mut settings = world.server.settings().clone();
    settings.enrolment.allow = Some([LFDI.parse().unwrap()].into());
    let store = world.server.resources().clone();
    world.server = crate::headend::Server::new(settings, store);
    world.expect((Post, "/v1/devices", json!({ "lfdi": OTHER })), 201, &[("/allowed", json!(false))]);
    world.get(&device(LFDI), &[("/allowed", json!(true))]);
    assert_eq!(world.device(OTHER, Get, "/dcap", Vec::new()).status, 404);
}

#[test]
fn a_certificate_stands_for_the_lfdi_that_it_has() {
    let mut world = World::new();
    let root = Authority::root("SERCA", 0).unwrap();
    let mica = root.authority(tieline_certs::pki::Level::Mica, "MICA", 0).unwrap();
    let issued = mica.device(&DeviceRequest::generic("device"), 0).unwrap();
    let lfdi = tieline_certs::identity::lfdi_text(&issued.credential().unwrap().identity().lfdi);
    let body = json!({ "certificate": issued.chain_pem });
    world.expect((Post, "/v1/devices", body.clone()), 201, &[("/lfdi", json!(lfdi))]);
    world.refuse((Put, &device(OTHER), body), 422, &lfdi);
    world.refuse((Post, "/v1/devices", json!({ "certificate": "nonsense" })), 422, "certificate: ");
}

#[test]
fn fields_that_do_not_fit_are_named() {
    let mut world = World::new();
    for (body, says) in [
        (json!({ "lfdi": OTHER, "colour": "red" }), "unknown field `colour`"),
        (json!({ "lfdi": "xyz" }), "lfdi: "),
        (json!({}), "lfdi: give it"),
        (json!({ "lfdi": OTHER, "pin": 111_111 }), "check digit"),
        (json!({ "lfdi": OTHER, "post_rate_s": 0 }), "post_rate_s"),
        (json!({ "lfdi": OTHER, "groups": ["none"] }), "no group none"),
    ] {
        world.refuse((Post, "/v1/devices", body), 422, says);
    }
    let (_, answer) = world.send(Post, "/v1/devices", json!({ "lfdi": OTHER, "pin": "123456" }).to_string().as_bytes());
    assert!(answer["status"] == 422 && !answer.to_string().contains("123456"), "a PIN is never repeated: {answer}");
    world.refuse((Put, &device(OTHER), json!({ "lfdi": LFDI })), 422, "another than the path");
    world.refuse((Get, "/v1/devices/xyz", Value::Null), 400, "no LFDI");
}

#[test]
fn devices_come_page_by_page_and_by_group() {
    let mut world = World::new();
    world.expect((Put, "/v1/groups/some", json!({ "programs": [] })), 201, &[]);
    let lfdi = |i: u8| format!("{i:02X}").repeat(20);
    for i in 1..=6 {
        let groups = if i % 2 == 0 { json!(["some"]) } else { json!([]) };
        world.expect((Put, &device(&lfdi(i)), json!({ "groups": groups })), 201, &[]);
    }
    world.expect((Delete, &device(&lfdi(2)), Value::Null), 204, &[]);
    let (mut seen, mut after) = (Vec::new(), 0);
    loop {
        let page = world.get(&format!("/v1/devices?limit=2&after={after}"), &[]);
        seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["lfdi"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_u64() else { break };
        after = next;
    }
    assert_eq!(seen, [LFDI.to_owned(), lfdi(1), lfdi(3), lfdi(4), lfdi(5), lfdi(6)]);
    world.get("/v1/devices?group=some", &[("/items/0/lfdi", json!(lfdi(4))), ("/items/1/lfdi", json!(lfdi(6)))]);
    world.refuse((Get, "/v1/devices?group=none", Value::Null), 404, "no group");
    world.refuse((Get, "/v1/devices?limit=0", Value::Null), 400, "1 to 1000");
}

#[test]
fn a_denied_identity_is_served_nothing_enrolled_or_not() {
    let mut world = World::new();
    for lfdi in [LFDI, OTHER] {
        world.expect((Post, &format!("{}/deny", device(lfdi)), Value::Null), 200, &[("/lfdi", json!(lfdi))]);
        let identity = crate::headend::Identity::of_lfdi(lfdi.parse().unwrap());
        assert!(!world.server.admits(&identity));
        assert_eq!(world.device(lfdi, Get, "/dcap", Vec::new()).status, 404);
    }
    let denied = world.get("/v1/denied", &[]);
    assert_eq!(denied["items"].as_array().map(Vec::len), Some(2));
    world.get(&device(LFDI), &[("/denied_since", json!("2026-11-24T10:00:00Z"))]);
    world.now_s += 60;
    world.expect(
        (Post, &format!("{}/deny", device(LFDI)), Value::Null),
        200,
        &[("/since", json!("2026-11-24T10:00:00Z"))],
    );
    world.expect((Post, &format!("{}/allow", device(LFDI)), Value::Null), 204, &[]);
    assert_eq!(world.device(LFDI, Get, "/dcap", Vec::new()).status, 200);
}

#[test]
fn many_devices_are_enrolled_at_once_and_one_that_cannot_be_stops_no_other() {
    let mut world = World::new();
    let devices = json!([
        { "lfdi": OTHER, "groups": ["all"] }, { "lfdi": "xyz" }, { "lfdi": LFDI }, { "lfdi": LFDI, "post_rate_s": 60 },
        { "pin": 111_115 }, { "lfdi": OTHER.replace('1', "2"), "groups": ["none"] },
    ]);
    let body = json!({ "devices": devices });
    let places =
        [("/enrolled", json!(1)), ("/changed", json!(1)), ("/unchanged", json!(1)), ("/refused/0/index", json!(1))];
    let answer = world.expect((Post, "/v1/enrolments", body.clone()), 200, &places);
    let refused: Vec<_> = answer["refused"].as_array().unwrap().iter().map(|one| &one["index"]).collect();
    assert_eq!(refused, [&json!(1), &json!(4), &json!(5)]);
    world.expect((Post, "/v1/enrolments", body), 200, &[("/enrolled", json!(0)), ("/unchanged", json!(3))]);
    assert_eq!(world.changes, 0);
    let many = json!({ "devices": vec![json!({ "lfdi": LFDI }); ENROLMENTS_MAX + 1] });
    world.refuse((Post, "/v1/enrolments", many), 422, "at most 120");
}

/// [design r4, r8] A crash in a batch of the store that is cut in two could leave an identity with a number that the counter
/// gives again.
#[test]
fn r8_as_many_devices_as_a_request_may_have_are_one_batch_of_the_store() {
    let mut world = World::new();
    world.expect((Put, &device(OTHER), json!({ "aggregator": true })), 201, &[]);
    let device = |i: usize| {
        let lfdi = format!("{i:040X}");
        json!({ "lfdi": lfdi, "groups": ["all"], "pin": 111_115, "post_rate_s": 60, "granted_to": [OTHER] })
    };
    let body = json!({ "devices": (0..ENROLMENTS_MAX).map(device).collect::<Vec<_>>() });
    world.expect((Post, "/v1/enrolments", body), 200, &[("/enrolled", json!(ENROLMENTS_MAX))]);
    assert!(world.changes < BATCH_OPS_MAX, "{} changes", world.changes);
}

#[test]
fn an_aggregator_is_granted_devices_and_they_are_taken_back() {
    let mut world = World::new();
    let grants = format!("{}/grants", device(OTHER));
    world.refuse((Get, &grants, Value::Null), 404, "device 1111");
    world.expect((Post, "/v1/devices", json!({ "lfdi": OTHER })), 201, &[("/aggregator", json!(false))]);
    world.refuse((Post, &grants, json!({ "add": [LFDI] })), 409, "\"aggregator\": true");
    world.expect((Put, &device(OTHER), json!({ "aggregator": true })), 200, &[("/aggregator", json!(true))]);
    assert_eq!(world.device(OTHER, Get, "/edev/1", Vec::new()).status, 404);
    let stranger = OTHER.replace('1', "2");
    world.refuse((Post, &grants, json!({ "add": [LFDI, stranger] })), 404, "device 2222");
    world.refuse((Post, &grants, json!({ "add": [OTHER] })), 422, "itself");
    world.refuse((Post, &grants, json!({ "add": vec![LFDI; 201] })), 422, "at most 200");
    world.expect((Post, &grants, json!({ "add": [LFDI, LFDI] })), 200, &[("/granted", json!(1))]);
    assert_eq!(world.device(OTHER, Get, "/edev/1", Vec::new()).status, 200);
    world.get(&grants, &[("/items/0/lfdi", json!(LFDI)), ("/items/0/registered", json!(false))]);
    world.get(&device(LFDI), &[("/granted_to/0", json!(OTHER))]);
    let third = json!({ "lfdi": stranger, "granted_to": [OTHER] });
    world.expect((Post, "/v1/devices", third.clone()), 201, &[("/granted_to/0", json!(OTHER))]);
    world.get(&format!("{grants}?limit=1"), &[("/next", json!(1))]);
    world.get(&format!("{grants}?after=1"), &[("/items/0/lfdi", json!(stranger))]);
    world.refuse((Put, &device(OTHER), json!({ "granted_to": [LFDI] })), 422, "no aggregator");
    let row = |granted_to: Value| json!({ "devices": [{ "lfdi": LFDI, "granted_to": granted_to }] });
    world.expect((Post, "/v1/enrolments", row(json!([OTHER]))), 200, &[("/unchanged", json!(1))]);
    world.expect((Post, "/v1/enrolments", row(json!([OTHER, OTHER]))), 200, &[("/refused/0/index", json!(0))]);
    world.expect((Post, &grants, json!({ "remove": [LFDI] })), 200, &[("/revoked", json!(1))]);
    assert_eq!(world.device(OTHER, Get, "/edev/1", Vec::new()).status, 404);
    world.expect((Put, &device(OTHER), json!({ "aggregator": false })), 200, &[]);
    world.get(&device(&stranger), &[("/granted_to", json!([]))]);
    world.refuse((Get, &grants, Value::Null), 409, "no aggregator");
}

#[test]
fn a_group_gives_its_devices_its_programs() {
    let mut world = World::new();
    world.expect((Post, "/v1/devices", json!({ "lfdi": OTHER, "groups": [] })), 201, &[]);
    assert_eq!(world.device(OTHER, Get, "/derp/1", Vec::new()).status, 404);
    world.expect(
        (Put, "/v1/groups/feeder%207", json!({ "programs": [PROGRAM] })),
        201,
        &[("/new_devices", json!(false))],
    );
    let members = "/v1/groups/feeder%207/devices";
    world.expect((Post, members, json!({ "add": [OTHER, OTHER] })), 200, &[]);
    assert_eq!(world.device(OTHER, Get, "/derp/1", Vec::new()).status, 200);
    world.expect((Post, members, json!({ "remove": [OTHER] })), 200, &[]);
    assert_eq!(world.device(OTHER, Get, "/derp/1", Vec::new()).status, 404);
    let stranger = OTHER.replace('1', "2");
    world.refuse((Post, members, json!({ "add": [OTHER, stranger] })), 404, "device 2222");
    world.expect((Put, "/v1/groups/feeder%207", json!({ "programs": [] })), 200, &[("/programs", json!([]))]);
    world.refuse((Put, "/v1/groups/x", json!({ "programs": [PROGRAM.replace('A', "B")] })), 404, "no program");
    world.refuse((Put, &format!("/v1/groups/{}", "x".repeat(33)), json!({ "programs": [] })), 422, "32 bytes");
    world.get("/v1/groups", &[("/items/0/name", json!("all")), ("/items/1/name", json!("feeder 7"))]);
}

#[test]
fn what_is_followed_is_told_with_each_message_judged() {
    let mut world = World::new();
    let target = format!("{}/exchanges?after=3&wait_s=20", device(OTHER));
    let request = |method, target: &str| HttpRequest { method, ..HttpRequest::get(target) };
    let wanted = follow(&request(Get, &target)).unwrap();
    assert_eq!((wanted.lfdi.to_string().as_str(), wanted.after, wanted.wait_s), (OTHER, Some(3), 20));
    assert_eq!(follow(&request(Method::Post, &target)), None);
    assert_eq!(follow(&request(Get, "/v1/devices")), None);
    assert_eq!(follow(&request(Get, &target.replace("20", "21"))), None);
    let exchange = |request: &str| Exchange {
        time: Millis(super::NOW_S * 1_000),
        lfdi: OTHER.parse().unwrap(),
        method: "PUT".to_owned(),
        target: "/edev/1".to_owned(),
        status: 204,
        request: request.to_owned(),
        response: String::new(),
        location: None,
    };
    let heard = [(4, "<Time/>"), (6, "<Time xmlns=\"urn:ieee:std:2030.5:ns\"><quality>x</quality></Time>")];
    let heard = heard.map(|(number, body)| Numbered { number, exchange: Arc::new(exchange(body)) });
    world.host.batch = Some(Batch { heard: heard.to_vec(), lost: 1, next: 6 });
    let places = [("/lost", json!(1)), ("/next", json!(6)), ("/items/1/request/valid", json!(false))];
    let answer = world.get(&target, &places);
    assert!(answer["items"][1]["request"]["fault"].as_str().unwrap().contains("quality"), "{answer}");
    world.host.batch = None;
    world.refuse((Get, &target, Value::Null), 503, "followed");
    world.refuse((Get, &target.replace("20", "21"), Value::Null), 400, "0 to 20");
    let beyond = target.replace("after=3", &format!("after={}", u64::MAX));
    assert_eq!(follow(&request(Get, &beyond)), None);
    world.refuse((Get, &beyond, Value::Null), 400, "`next`");
}
