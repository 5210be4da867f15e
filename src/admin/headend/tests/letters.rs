//! Subscriptions and dead letters through the API.

use super::*;
use crate::headend::{Delivery, Draft, Errand, Outcome, SubscriptionId, settle};

/// A device's subscription whose only notification was given up.
fn world() -> World {
    let mut world = World::new();
    let lfdi: Lfdi = LFDI.parse().unwrap();
    let subscription = wire::Subscription {
        subscribed_resource: "/edev".to_owned(),
        level: "+S1".to_owned(),
        limit: 1,
        notification_uri: "https://93.184.216.34/notify".to_owned(),
        ..Default::default()
    };
    let request = HttpRequest {
        method: Method::Post,
        target: "/edev/1/sub".to_owned(),
        headers: Vec::new(),
        body: wire::encode(&subscription),
    };
    let made = world.server.handle(UtcSeconds(world.now_s), &Identity::of_lfdi(lfdi), &request);
    assert_eq!(made.response.status, 201);
    world.server.resources().commit(&made.commit).unwrap();
    world.expect((Method::Put, "/v1/rates", json!({ "poll_s": 60 })), 200, &[]);
    let at = SubscriptionId { device: 1, number: 1 };
    let look = world.server.looks(UtcSeconds(world.now_s)).look(at).unwrap();
    world.server.resources().commit(&look.commit).unwrap();
    let mut draft = Draft::new(world.server.resources());
    let failed = Outcome::Failed { why: "HTTP 500".to_owned(), retry_after_s: None };
    let once = Delivery { tries: 1, ..Delivery::default() };
    settle(&mut draft, UtcSeconds(world.now_s), &once, &Errand { lfdi, at, seq: 1 }, &failed).unwrap();
    let changes = draft.into_changes();
    world.server.resources().commit(&changes).unwrap();
    world
}

#[test]
fn a_dead_letter_is_seen_and_sent_again() {
    let mut world = world();
    let subscriptions = format!("/v1/devices/{LFDI}/subscriptions");
    let shown = [("/items/0/id", json!("1-1")), ("/items/0/failing_since", json!("2026-11-24T10:00:00Z"))];
    world.expect((Method::Get, &subscriptions, Value::Null), 200, &shown);
    let dead = [("/items/0/id", json!("1-1")), ("/items/0/tries", json!(1)), ("/items/0/failure", json!("HTTP 500"))];
    world.expect((Method::Get, "/v1/dead-letters", Value::Null), 200, &dead);
    world.expect((Method::Get, "/v1/dead-letters?after=1-1", Value::Null), 200, &[("/items", json!([]))]);
    let resent = [("/resent", json!(1))];
    world.expect((Method::Post, "/v1/dead-letters/1-1/resend", Value::Null), 200, &resent);
    world.expect((Method::Get, "/v1/dead-letters", Value::Null), 200, &[("/items", json!([]))]);
    let look = world.server.looks(UtcSeconds(world.now_s)).look(SubscriptionId { device: 1, number: 1 }).unwrap();
    assert!(!look.commit.is_empty(), "the subscriber is told");
    world.expect((Method::Post, "/v1/dead-letters/1-1/resend", Value::Null), 404, &[]);
    world.expect((Method::Post, "/v1/dead-letters/x/resend", Value::Null), 400, &[]);
}

#[test]
fn dead_letters_are_thrown_away() {
    let mut world = world();
    world.expect((Method::Delete, "/v1/dead-letters/9-9", Value::Null), 404, &[]);
    world.expect((Method::Delete, "/v1/dead-letters/all", Value::Null), 204, &[]);
    world.expect((Method::Get, "/v1/dead-letters", Value::Null), 200, &[("/items", json!([]))]);
    world.expect((Method::Post, "/v1/dead-letters/all/resend", Value::Null), 200, &[("/resent", json!(0))]);
}
