//! Who we are to the server: listed, registered in-band, refused, or with another PIN.

use super::server::{Server, control, mrid, status};
use super::world::{START_MS, World, config};
use tieline_core::model::{AlarmKind, Method, TransitionKind};

const NOW_S: i64 = START_MS / 1_000;

fn with_event() -> Server {
    Server { controls: vec![control(1, NOW_S + 60, 300, 1_500)], ..Server::default() }
}

/// [2030.5 EndDevice]
#[test]
fn a_server_that_does_not_list_us_gets_our_end_device_once() {
    let mut world = World::new(config(), Server { listed: false, ..with_event() });
    world.run_to(600);
    assert_eq!(world.requests(Method::Post, "/edev").len(), 1);
    assert!(!world.requests(Method::Get, "/edev/1").is_empty(), "the Location is read");
    assert_eq!(world.last_set().programs[0].events.len(), 1);
}

/// [2030.5 href; RFC 9110 §10.2.2]
#[test]
fn a_location_may_be_absolute_or_missing() {
    for (base, location) in [("https://utility.example:8443", true), ("", false)] {
        let server = Server { listed: false, base: base.into(), location, ..with_event() };
        let mut world = World::new(config(), server);
        world.run_to(130);
        assert_eq!(world.requests(Method::Post, "/edev").len(), 1, "base {base:?}");
        assert!(world.last_set().complete);
    }
}

/// [2030.5 EndDevice]
#[test]
fn a_conflict_at_registration_reads_the_list_again() {
    let mut server = Server { listed: false, ..with_event() };
    let mut posts = 0;
    server.script = Some(Box::new(move |_, request| {
        (request.method == Method::Post && request.target == "/edev").then(|| {
            posts += 1;
            assert_eq!(posts, 1, "a refused registration is not repeated at once");
            status(409)
        })
    }));
    let mut world = World::new(config(), server);
    world.run_to(5);
    assert!(world.requests(Method::Get, "/edev").len() >= 2);
    world.server.listed = true;
    world.run_to(130);
    assert!(world.last_set().complete);
}

/// [2030.5 Registration]
#[test]
fn a_wrong_pin_is_not_obeyed_and_gets_no_post_but_is_looked_at_again() {
    let mut world = World::new(config(), Server { pin: Some(1), ..with_event() });
    world.run_metered(300, |_| 1_000);
    world.transition(mrid(1), TransitionKind::Received);
    world.run_to(310);
    assert!(world.sets.is_empty() && world.posts() == 0);
    assert!(world.requests(Method::Get, "/edev/1/fsa").is_empty());
    let raised: Vec<_> = world.alarms.iter().map(|alarm| (&alarm.kind, alarm.raised)).collect();
    assert!(matches!(raised[..], [(AlarmKind::PinMismatch(_), true)]), "{raised:?}");
    assert!((5..=6).contains(&world.requests(Method::Get, "/edev/1/rg").len()));
    world.server.pin = Some(111_115);
    world.run_to(400);
    assert_eq!(world.last_set().programs[0].events.len(), 1);
    assert!(!world.alarms.last().expect("cleared").raised);
}

/// [2030.5 Registration]
#[test]
fn a_pin_that_turns_wrong_ends_obedience() {
    let mut world = World::new(config(), with_event());
    world.run_to(30);
    world.server.pin = Some(2);
    world.run_to(100);
    assert!(world.last_set().programs.is_empty());
    let polls = world.requests(Method::Get, "/derp/1/derc").len();
    world.run_to(400);
    assert_eq!(world.requests(Method::Get, "/derp/1/derc").len(), polls);
}

/// [2030.5 RegistrationLink]
#[test]
fn without_a_registration_link_discovery_goes_on() {
    let mut world = World::new(config(), Server { pin: None, ..with_event() });
    world.run_to(10);
    assert!(world.last_set().complete);
}
