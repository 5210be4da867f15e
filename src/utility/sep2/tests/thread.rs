//! The thin thread: discovery to programs to responses.

use super::server::{Server, control, mrid};
use super::world::{START_MS, World, config};
use tieline_core::model::{ControlValue, Method, Mode, TransitionKind, Watts};

const NOW_S: i64 = START_MS / 1_000;

/// [2030.5 DeviceCapability, FunctionSetAssignments, Response]
#[test]
fn discovery_leads_to_programs_and_responses_go_once() {
    let server = Server { controls: vec![control(1, NOW_S + 60, 300, 1_500)], ..Server::default() };
    let mut world = World::new(config(), server);
    world.run_to(10);
    let set = world.last_set();
    assert!(set.complete);
    let event = &set.programs[0].events[0];
    assert_eq!(event.control.modes.get(&Mode::ExpLimW), Some(&ControlValue::Watts(Watts(1_500))));
    world.transition(mrid(1), TransitionKind::Received);
    world.transition(mrid(1), TransitionKind::Started);
    world.transition(mrid(1), TransitionKind::Started);
    world.run_to(30);
    assert_eq!(world.server.codes(1), [1, 2]);
    assert_eq!(world.server.responses[0].created_date_time, Some(NOW_S + 10));
}

/// [2030.5 pollRate; CSIP CORE-003]
#[test]
fn every_resource_is_polled_at_its_rate_neither_more_nor_less() {
    let mut world = World::new(config(), Server { rate_s: 120, ..Server::default() });
    world.run_to(3_600);
    for path in ["/dcap", "/tm", "/edev", "/edev/1/rg", "/edev/1/fsa", "/derp", "/derp/1/derc", "/edev/1/der"] {
        let times = world.requests(Method::Get, path);
        assert!((29..=31).contains(&times.len()), "{path}: {} polls in an hour at 120 s", times.len());
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 120_000), "{path} was polled early");
        let in_window = times.iter().filter(|ms| (0..=780_000).contains(*ms)).count();
        assert!((6..=7).contains(&in_window), "{path}: {in_window} in 780 s");
    }
    assert_eq!(world.posts(), 0, "nothing to tell, nothing told");
}
