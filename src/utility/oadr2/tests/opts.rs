//! The owner's schedules of taking part and of absence, as the VTN and the engine hear of them.

use super::super::super::Input;
use super::vtn::{Vtn, distribute, simple};
use super::world::{START_S, World};
use tieline_core::model::UtcSeconds;
use tieline_schemas::oadr2::{self as wire, Message};

/// The owner is away from a second of the world on, for so many.
fn away(world: &mut World, id: &str, from: i64, seconds: u32, market_context: Option<&str>) {
    speak(world, (id, false), &[(from, seconds)], market_context);
}

/// The owner takes part from a second of the world on, for so many.
fn back(world: &mut World, id: &str, from: i64, seconds: u32) {
    speak(world, (id, true), &[(from, seconds)], None);
}

fn speak(world: &mut World, (id, opts_in): (&str, bool), times: &[(i64, u32)], market_context: Option<&str>) {
    let times = times.iter().map(|(from, seconds)| (UtcSeconds(START_S + from), *seconds)).collect();
    let market_context = market_context.map(str::to_owned);
    world.input(Input::OptFor { opt_id: id.to_owned(), opts_in, times, market_context });
}

fn event(id: &str, from: i64) -> wire::OadrEvent {
    simple(id, 0, START_S + from, &[(60, 1.0)])
}

/// Absences that the VTN was told of: optID, start, length.
fn told(world: &World) -> Vec<(String, i64, i64)> {
    told_of(world, wire::OptType::OptOut)
}

/// Schedules of one kind that the VTN was told of: optID, start, length.
fn told_of(world: &World, opt_type: wire::OptType) -> Vec<(String, i64, i64)> {
    let created = world.vtn.told.iter().filter_map(|(path, message)| match message {
        Message::CreateOpt(m) if path == "EiOpt" && m.opt_type == opt_type => Some(m),
        _ => None,
    });
    let each = created.flat_map(|m| {
        assert_eq!(m.opt_reason, wire::OptReason::XSchedule);
        let available = m.vavailability.iter().flat_map(|v| &v.components.available);
        available.map(|available| {
            let (start, length) = (&available.properties.dtstart, &available.properties.duration);
            let start_s = start.date_time.unix_seconds() - START_S;
            (m.opt_id.clone(), start_s, length.duration.to_seconds().expect("seconds"))
        })
    });
    each.collect()
}

fn opts(world: &World) -> Vec<(String, bool)> {
    world.vtn.opts().into_iter().map(|(id, _, code, opts_in)| (id, opts_in && code == 200)).collect()
}

/// The engine's name for the first event of a set.
fn name_of_first(world: &World, set: usize) -> tieline_core::model::Mrid {
    world.sets[set].programs[0].events[0].key.mrid
}

/// [OADR2b vavailability; OADR2b EiOpt]
#[test]
fn while_the_owner_is_away_an_event_is_opted_out_of_and_moves_nothing() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    away(&mut world, "o", 600, 300, None);
    world.run_to(15);
    assert_eq!(told(&world), [("o".to_owned(), 600, 300)]);
    world.vtn.queue.push_back(distribute("r", vec![event("before", 500), event("within", 700), event("edge", 880)]));
    world.run_to(30);
    let wanted = [("before", true), ("within", false), ("edge", false)].map(|(id, opts_in)| (id.to_owned(), opts_in));
    assert_eq!(opts(&world), wanted);
    assert_eq!(world.parts(), [(500, 60)]);
}

#[test]
fn a_schedule_opts_out_of_what_is_known_already_and_in_again_when_it_is_taken_back() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700), event("f", 2_000)]));
    world.run_to(20);
    assert_eq!(world.parts(), [(700, 60), (2_000, 60)]);
    away(&mut world, "o", 600, 300, None);
    world.run_to(30);
    assert_eq!(world.parts(), [(2_000, 60)]);
    world.input(Input::CancelOpt { opt_id: "o".to_owned() });
    world.run_to(40);
    assert_eq!(world.parts(), [(700, 60), (2_000, 60)]);
    assert_ne!(name_of_first(&world, 0), name_of_first(&world, world.sets.len() - 1), "another event to the engine");
    let of_e: Vec<_> = opts(&world).into_iter().filter(|(id, _)| id == "e").map(|(_, opts_in)| opts_in).collect();
    assert_eq!(of_e, [true, false, true]);
    let cancelled =
        world.vtn.told.iter().any(|(_, message)| matches!(message, Message::CancelOpt(m) if m.opt_id == "o"));
    assert!(cancelled, "the VTN is told of its end");
    // Of one that is not known nothing comes.
    let names = world.vtn.names().len();
    world.input(Input::CancelOpt { opt_id: "never".to_owned() });
    world.run_to(60);
    assert_eq!(world.vtn.names().len(), names);
}

#[test]
fn a_schedule_for_one_market_context_leaves_others_alone_and_the_word_on_an_event_goes_before() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    away(&mut world, "o", 600, 300, Some("http://other"));
    away(&mut world, "p", 1_000, 300, Some("http://market"));
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700), event("f", 1_100)]));
    world.run_to(20);
    assert_eq!(world.parts(), [(700, 60)]);
    world.input(Input::Opt { event: "f".to_owned(), opts_in: true });
    world.run_to(30);
    assert_eq!(world.parts(), [(700, 60), (1_100, 60)]);
}

/// [OADR2b vavailability; OADR2b EiOpt]
#[test]
fn a_later_schedule_of_taking_part_brings_an_event_back_and_its_end_takes_it_away() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700), event("f", 800)]));
    away(&mut world, "o", 600, 300, None);
    world.run_to(40);
    assert_eq!(world.parts(), []);
    back(&mut world, "p", 690, 80);
    world.run_to(50);
    assert_eq!(world.parts(), [(700, 60)], "the other is not within it");
    assert_eq!(told_of(&world, wire::OptType::OptIn), [("p".to_owned(), 690, 80)]);
    world.input(Input::CancelOpt { opt_id: "p".to_owned() });
    world.run_to(60);
    assert_eq!(world.parts(), []);
    let of = |event: &str| -> Vec<bool> {
        opts(&world).into_iter().filter(|(id, _)| id == event).map(|(_, opts_in)| opts_in).collect()
    };
    assert_eq!((of("e"), of("f")), (vec![false, true, false], vec![false]));
    let ends = world.vtn.told.iter().filter(|(_, message)| matches!(message, Message::CancelOpt(m) if m.opt_id == "p"));
    assert_eq!(ends.count(), 1);
}

#[test]
fn taking_part_moves_nothing_by_itself_nor_against_a_later_absence_or_the_word_on_an_event() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    back(&mut world, "p", 600, 1_000);
    let events = vec![event("within", 700), event("later", 900), event("edge", 1_590), event("beside", 2_000)];
    world.vtn.queue.push_back(distribute("r", events));
    world.run_to(40);
    let parts = |world: &World| {
        let mut parts = world.parts();
        parts.sort_unstable();
        parts
    };
    assert_eq!(parts(&world), [(700, 60), (900, 60), (1_590, 60), (2_000, 60)]);
    world.input(Input::Opt { event: "within".to_owned(), opts_in: false });
    away(&mut world, "o", 890, 20, None);
    back(&mut world, "q", 600, 200);
    world.run_to(70);
    assert_eq!(parts(&world), [(1_590, 60), (2_000, 60)], "the word on one event stands");
}

#[test]
fn one_schedule_may_have_several_times() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    speak(&mut world, ("o", false), &[(600, 300), (2_000, 300)], None);
    world.vtn.events = vec![event("a", 700), event("b", 1_000), event("c", 2_100)];
    world.vtn.queue.push_back(distribute("r", world.vtn.events.clone()));
    world.run_to(40);
    assert_eq!(told(&world), [("o".to_owned(), 600, 300), ("o".to_owned(), 2_000, 300)]);
    assert_eq!(world.parts(), [(1_000, 60)]);
    let created = world.vtn.told.iter().filter(|(_, message)| matches!(message, Message::CreateOpt(_)));
    assert_eq!(created.count(), 1, "one message");
    speak(&mut world, ("p", true), &[(690, 100), (2_090, 100)], None);
    world.restart();
    world.run_to(80);
    assert_eq!(world.parts(), [(700, 60), (1_000, 60), (2_100, 60)], "the order of words outlives a restart");
    back(&mut world, "q", 0, 10);
    away(&mut world, "r", 2_100, 10, None);
    world.run_to(120);
    assert_eq!(world.parts(), [(700, 60), (1_000, 60)]);
}

/// [design r5]
#[test]
fn a_schedule_of_taking_part_survives_a_restart_and_is_told_until_the_vtn_has_answered() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    world.vtn.lose_answer_to = Some("oadrCreateOpt");
    back(&mut world, "p", 600, 300);
    world.run_to(11);
    world.restart();
    world.run_to(60);
    assert_eq!(told_of(&world, wire::OptType::OptIn).len(), 2, "the answer to the first was lost");
    world.restart();
    world.run_to(120);
    assert_eq!(told_of(&world, wire::OptType::OptIn).len(), 2, "it is answered, and told no more");
}

/// [design r5]
#[test]
fn a_schedule_survives_a_restart_and_is_told_until_the_vtn_has_answered() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    world.vtn.lose_answer_to = Some("oadrCreateOpt");
    away(&mut world, "o", 600, 300, None);
    world.run_to(11);
    world.restart();
    world.run_to(60);
    assert_eq!(told(&world).len(), 2, "the answer to the first was lost");
    world.restart();
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700)]));
    world.run_to(120);
    assert_eq!(told(&world).len(), 2, "it is answered, and told no more");
    assert_eq!((opts(&world), world.parts()), (vec![("e".to_owned(), false)], vec![]));
}

/// [design r6]
#[test]
fn a_vtn_without_opts_delays_nothing_and_the_owners_word_holds() {
    let mut world = World::new(Vtn { breaks_on: Some("oadrCreateOpt"), ..Vtn::default() });
    world.run_to(10);
    away(&mut world, "o", 600, 300, None);
    world.run_to(60);
    let polls = world.vtn.polls();
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700)]));
    world.run_to(120);
    assert!(world.vtn.polls() - polls >= 5, "polls go on");
    assert!(world.alarms.is_empty());
    assert_eq!((opts(&world), world.parts()), (vec![("e".to_owned(), false)], vec![]));
    let tries = told(&world).len();
    assert!((2..=8).contains(&tries), "{tries} tries in two minutes");
    world.vtn.breaks_on = None;
    world.run_to(600);
    let tries = told(&world).len();
    world.run_to(1_200);
    assert_eq!(told(&world).len(), tries, "answered, and told no more");
}

/// [OADR2b oadrCancelPartyRegistration]
#[test]
fn a_vtn_that_forgot_us_is_told_again() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    away(&mut world, "o", 600, 300, None);
    world.run_to(20);
    world.vtn.queue.push_back(Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
        schema_version: wire::SchemaVersion::V20b,
        request_id: "c".to_owned(),
        registration_id: "reg-1".to_owned(),
        ven_id: None,
    }));
    world.run_to(120);
    assert_eq!((world.vtn.registrations, told(&world).len()), (2, 2));
}

#[test]
fn what_is_over_is_forgotten_a_day_after_the_last_event_that_it_touched() {
    let mut world = World::new(Vtn::default());
    world.run_to(10);
    away(&mut world, "o", 600, 300, None);
    world.vtn.queue.push_back(distribute("r", vec![event("e", 700)]));
    world.run_to(2_000);
    world.vtn.queue.push_back(distribute("r", vec![]));
    world.run_to(90_000);
    let last = world.store.iter().rev().find_map(|record| match record {
        tieline_core::model::Record::Memo { name, value, .. } if name == "opt/o" => Some(value.is_empty()),
        _ => None,
    });
    assert_eq!(last, Some(true));
}

/// The owner's last word is not lost with the process, and stands over what was told before [design r5].
#[test]
fn a_word_on_an_event_survives_a_restart_and_is_told_until_the_vtn_has_it() {
    let mut world = World::new(Vtn::default());
    world.run_to(5);
    world.vtn.events = vec![event("e", 700)];
    world.vtn.queue.push_back(distribute("r", world.vtn.events.clone()));
    world.run_to(20);
    world.vtn.lose = 1;
    world.input(Input::Opt { event: "e".to_owned(), opts_in: false });
    world.restart();
    world.run_to(60);
    let words = |world: &World| -> Vec<String> {
        let told = world.vtn.told.iter().filter_map(|(_, message)| match message {
            Message::CreateOpt(opt) => Some(opt.opt_id.clone()),
            _ => None,
        });
        told.collect()
    };
    let ids = words(&world);
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "one word, one name: {ids:?}");
    let count = ids.len();
    world.restart();
    world.run_to(120);
    assert_eq!(words(&world).len(), count, "it is answered, and told no more");
}
