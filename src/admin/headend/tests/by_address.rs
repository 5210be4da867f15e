//! Documents by address: made, assigned, cancelled, removed; and what devices are shown of them.

use super::{LFDI, NOW_S, World};
use serde_json::{Value, json};
use tieline_core::model::HeaderName;
use tieline_core::model::Method::{Delete, Get, Post, Put};
use tieline_schemas::sep2::{self as wire, Element};

impl World {
    /// Sends a document in XML and expects this status.
    fn write<T: Element>(
        &mut self,
        method: tieline_core::model::Method,
        target: &str,
        document: &T,
        status: u16,
    ) -> Value {
        let (response, answer) = self.send(method, target, &wire::encode(document));
        assert_eq!(response.status, status, "{target}: {answer}");
        answer
    }

    fn text_of(&mut self, target: &str) -> String {
        String::from_utf8(self.device(LFDI, Get, target, Vec::new()).body).unwrap()
    }
}

fn messages() -> wire::MessagingProgram {
    wire::MessagingProgram { locale: "en".to_owned(), primacy: 1, ..Default::default() }
}

fn message(start: i64, text: &str) -> wire::TextMessage {
    wire::TextMessage {
        interval: wire::DateTimeInterval { start, duration: 600 },
        text_message: text.to_owned(),
        ..Default::default()
    }
}

#[test]
fn every_kind_of_document_is_listed_with_where_it_is_made() {
    let mut world = World::new();
    let kinds = world.get("/v1/document-kinds", &[])["items"].as_array().unwrap().clone();
    let find = |kind: &str| kinds.iter().find(|row| row["type"] == kind).unwrap().clone();
    assert_eq!(find("TariffProfile")["list"], "/tp");
    assert_eq!(
        find("TextMessage"),
        json!({ "type": "TextMessage", "at": "/msg/N/txt/N", "list": "/msg/N/txt", "event": true })
    );
    assert_eq!(find("SelfDevice").get("list"), None);
}

/// [2030.5 MessagingProgram, TextMessage]
#[test]
fn a_message_is_made_assigned_shown_and_cancelled() {
    let mut world = World::new();
    let (response, made) = world.send(Post, "/v1/documents?at=/msg", &wire::encode(&messages()));
    assert_eq!((response.status, response.header(HeaderName::Location)), (201, Some("/v1/documents?at=%2Fmsg%2F2")));
    assert_eq!((&made["address"], &made["type"]), (&json!("/msg/2"), &json!("MessagingProgram")));
    assert_eq!(world.device(LFDI, Get, "/msg/2", Vec::new()).status, 404, "not assigned yet");
    let group = json!({ "programs": [super::PROGRAM], "documents": ["/msg/2"], "new_devices": true });
    world.expect((Put, "/v1/groups/all", group), 200, &[("/documents/0", json!("/msg/2"))]);
    assert_eq!(world.device(LFDI, Get, "/msg/2", Vec::new()).status, 200);
    let told = world.write(Post, "/v1/documents?at=/msg/2/txt", &message(NOW_S, "Save power"), 201);
    assert_eq!((&told["address"], &told["status"]), (&json!("/msg/2/txt/1"), &json!("active")));
    assert!(world.text_of("/msg/2/acttxt?l=9").contains("Save power"));
    world.get("/v1/documents?at=/msg/2/txt", &[("/items/0/address", json!("/msg/2/txt/1"))]);
    world.get("/v1/documents?at=/msg", &[("/items/0/address", json!("/msg/2"))]);
    let cancel = "/v1/documents/cancel?at=/msg/2/txt/1&randomized=true";
    world.expect((Post, cancel, Value::Null), 200, &[("/status", json!("cancelled-randomized"))]);
    world.expect((Post, cancel, Value::Null), 200, &[]);
    assert_eq!(world.changes, 0, "again is harmless");
    let same = json!({ "programs": [super::PROGRAM], "new_devices": true });
    world.expect((Put, "/v1/groups/all", same), 200, &[("/documents/0", json!("/msg/2"))]);
    let none = json!({ "programs": [super::PROGRAM], "documents": [], "new_devices": true });
    world.expect((Put, "/v1/groups/all", none), 200, &[("/documents", json!([]))]);
    assert_eq!(world.device(LFDI, Get, "/msg/2", Vec::new()).status, 404);
}

/// [2030.5 TariffProfile, RateComponent, TimeTariffInterval]
#[test]
fn a_tariff_is_made_down_to_its_prices() {
    let mut world = World::new();
    let profile = wire::TariffProfile { currency: Some(36), rate_code: Some("A1".to_owned()), ..Default::default() };
    world.write(Post, "/v1/documents?at=/tp", &profile, 201);
    let group = json!({ "programs": [], "documents": ["/tp/2"], "new_devices": true });
    world.expect((Put, "/v1/groups/all", group), 200, &[]);
    world.write(Post, "/v1/documents?at=/tp/2/rc", &wire::RateComponent::default(), 201);
    world.refuse((Get, "/v1/documents?at=/tp/2/rc/1", Value::Null), 404, "document-kinds");
    world.write(Put, "/v1/documents?at=/tp/2/rc/1/rt", &wire::ReadingType::default(), 200);
    let interval = wire::TimeTariffInterval {
        interval: wire::DateTimeInterval { start: NOW_S, duration: 600 },
        ..Default::default()
    };
    world.write(Post, "/v1/documents?at=/tp/2/rc/1/tti", &interval, 201);
    let price = wire::ConsumptionTariffInterval { price: Some(4711), ..Default::default() };
    world.write(Post, "/v1/documents?at=/tp/2/rc/1/tti/1/cti", &price, 201);
    assert!(world.text_of("/tp/2/rc/1/tti/1/cti?l=9").contains("4711"));
    world.expect((Delete, "/v1/documents?at=/tp/2", Value::Null), 204, &[]);
    assert_eq!(world.device(LFDI, Get, "/tp/2", Vec::new()).status, 404);
}

#[test]
fn what_cannot_be_made_set_or_removed_is_told_with_its_reason() {
    let mut world = World::new();
    world.refuse((Get, "/v1/documents", Value::Null), 400, "at: name the address");
    world.refuse((Get, "/v1/documents?at=/nowhere", Value::Null), 404, "document-kinds");
    world.refuse((Get, "/v1/documents?at=/msg/9/txt", Value::Null), 404, "document-kinds");
    world.refuse((Get, "/v1/documents?at=/msg&limit=0", Value::Null), 400, "1 to 200");
    world.refuse((Post, "/v1/documents?at=/msg", json!({})), 422, "this is no MessagingProgram");
    world.write(Post, "/v1/documents?at=/msg", &message(NOW_S, "x"), 422);
    world.write(Post, "/v1/documents?at=/msg/9/txt", &message(NOW_S, "x"), 404);
    world.write(Post, "/v1/documents?at=/msg", &messages(), 201);
    world.write(Post, "/v1/documents?at=/msg/2/txt", &message(NOW_S, "x"), 201);
    world.write(Put, "/v1/documents?at=/msg/2/txt/1", &message(NOW_S, "y"), 409);
    world.refuse((Delete, "/v1/documents?at=/msg/2/txt/1", Value::Null), 409, "cancelled or superseded");
    world.refuse((Post, "/v1/documents/cancel?at=/msg/2", Value::Null), 404, "event at /msg/2");
    world.refuse((Put, "/v1/groups/all", json!({ "programs": [], "documents": ["/msg/9"] })), 404, "/msg/9");
    world.refuse((Put, "/v1/groups/all", json!({ "programs": [], "documents": ["/sdev"] })), 404, "/sdev");
    world.now_s += 1_000;
    world.refuse((Post, "/v1/documents/cancel?at=/msg/2/txt/1", Value::Null), 409, "over");
    world.expect((Delete, "/v1/documents?at=/msg/2/txt/1", Value::Null), 204, &[]);
}

/// [2030.5 File]
#[test]
fn a_file_grows_part_by_part_and_devices_read_it_whole() {
    let mut world = World::new();
    let file = wire::File { file_uri: "/x".to_owned(), ..Default::default() };
    world.write(Post, "/v1/documents?at=/file", &file, 201);
    world.expect(
        (Put, "/v1/groups/all", json!({ "programs": [], "documents": ["/file/2"], "new_devices": true })),
        200,
        &[],
    );
    let part = |world: &mut World, from: usize, part: &[u8]| {
        world.send(Put, &format!("/v1/documents/content?at=/file/2&from={from}"), part)
    };
    assert_eq!(part(&mut world, 0, b"half ").1["bytes"], 5);
    assert_eq!(part(&mut world, 3, b"x").0.status, 422);
    assert_eq!(part(&mut world, 5, b"whole").1["bytes"], 10);
    assert_eq!(world.text_of("/file/2/content"), "half whole");
    assert!(world.text_of("/file/2").contains("/file/2/content"));
    assert_eq!(part(&mut world, 0, b"new").1["bytes"], 3);
    assert_eq!(world.text_of("/file/2/content"), "new");
    world.refuse((Put, "/v1/documents/content?at=/msg/2", json!({})), 404, "document-kinds");
}

/// [2030.5 pollRate, postRate]
#[test]
fn a_groups_rates_are_changed_while_running_and_its_devices_are_shown_them() {
    let mut world = World::new();
    world.expect((Post, "/v1/devices", json!({ "lfdi": super::OTHER, "groups": [] })), 201, &[]);
    world.get("/v1/groups/all/rates", &[("/poll_s", Value::Null)]);
    let rates = json!({ "poll_s": 60, "post_s": 30 });
    world.expect((Put, "/v1/groups/all/rates", rates), 200, &[("/post_s", json!(30))]);
    for at in ["/dcap", "/edev?l=9", "/edev/1/fsa/1/derp?l=9", "/edev/1/fsa?l=9"] {
        assert!(world.text_of(at).contains("pollRate=\"60\""), "{at}");
    }
    assert!(world.text_of("/edev/1").contains("<postRate>30</postRate>"));
    let other = world.device(super::OTHER, Get, "/edev/2", Vec::new());
    assert!(String::from_utf8(other.body).unwrap().contains("<postRate>300</postRate>"), "not in the group");
    world.expect((Put, "/v1/groups/all", json!({ "programs": [super::PROGRAM], "new_devices": true })), 200, &[]);
    world.get("/v1/groups/all/rates", &[("/poll_s", json!(60))]);
    world.expect((Put, "/v1/groups/quick", json!({ "programs": [] })), 201, &[]);
    world.expect((Put, "/v1/groups/quick/rates", json!({ "poll_s": 5 })), 200, &[]);
    world.expect((Post, "/v1/groups/quick/devices", json!({ "add": [LFDI] })), 200, &[]);
    assert!(world.text_of("/dcap").contains("pollRate=\"5\""), "the shortest");
    world.expect((Put, "/v1/rates", json!({ "poll_s": 7 })), 200, &[]);
    assert!(world.text_of("/dcap").contains("pollRate=\"5\""), "the group's goes before the server's");
    world.refuse((Put, "/v1/groups/quick/rates", json!({ "poll_s": 0 })), 422, "poll_s");
    world.refuse((Put, "/v1/groups/none/rates", json!({ "poll_s": 5 })), 404, "group none");
}
