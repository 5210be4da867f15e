//! What survives: crashes, lost answers, a store that refuses.

use super::vtn::{Vtn, distribute, simple, usage};
use super::world::{START_S, World};

/// [design r5]
#[test]
fn after_a_restart_it_goes_on_under_its_registration_and_asks_for_events() {
    let mut world = World::new(Vtn { wants: vec![usage("q", 10, 30)], ..Vtn::default() });
    world.vtn.events = vec![simple("e", 0, START_S + 600, &[(600, 1.0)])];
    world.run_metered(20, -100);
    world.restart();
    world.run_metered(100, -100);
    assert_eq!(world.vtn.registrations, 1);
    assert_eq!(world.vtn.names().iter().filter(|name| **name == "oadrRequestEvent").count(), 2);
    assert_eq!(world.parts(), [(600, 600)]);
}

/// The VTN has it, the answer is lost: it is said again, and nothing else [design r5].
#[test]
fn an_answer_that_was_lost_is_given_again() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.queue.push_back(distribute("r", vec![simple("e", 0, START_S + 600, &[(60, 1.0)])]));
    world.vtn.lose_answer_to = Some("oadrCreatedEvent");
    world.run_to(60);
    assert_eq!(world.vtn.opts(), vec![("e".to_owned(), 0, 200, true); 2]);
    assert!(world.alarms.is_empty(), "one lost answer alarms nobody");
}

/// [design r4]
#[test]
fn nothing_is_answered_while_the_store_refuses() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.store_down = true;
    world.vtn.queue.push_back(distribute("r", vec![simple("e", 0, START_S + 600, &[(60, 1.0)])]));
    world.run_to(60);
    assert_eq!(world.vtn.opts(), []);
    world.store_down = false;
    world.run_to(90);
    assert_eq!(world.vtn.opts(), [("e".to_owned(), 0, 200, true)]);
}
