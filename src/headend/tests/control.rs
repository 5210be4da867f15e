//! Programs and their events.

use super::*;

/// [C S-ALL-41, S-ALL-42]
#[test]
fn the_lists_follow_an_events_life_to_the_second() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0 + 60, 300)).expect("event");
    });
    assert_eq!(world.controls("/derp/1/derc"), [(0, T0)]);
    assert_eq!(world.controls("/derp/1/actderc"), []);
    world.now = T0 + 60;
    assert_eq!(world.controls("/derp/1/actderc"), [(1, T0 + 60)]);
    world.now = T0 + 100;
    world.operate(|operator| operator.cancel(1, 1, UtcSeconds(T0 + 100), false).expect("cancelled"));
    assert_eq!(world.controls("/derp/1/derc"), [(2, T0 + 100)]);
    assert_eq!(world.controls("/derp/1/actderc"), []);
    world.now = T0 + 359;
    assert_eq!(world.controls("/derp/1/derc"), [(2, T0 + 100)]);
    world.now = T0 + 360;
    assert_eq!(world.controls("/derp/1/derc"), []);
    assert_eq!(world.get(&A, "/derp/1/derc/1").status, 404);
}

#[test]
fn replacing_an_event_supersedes_it() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0, 300)).expect("event");
        let other_modes = NewEvent { control: Control::default(), ..event(10, T0 + 10, T0 + 20, 300) };
        assert!(operator.replace(1, 1, other_modes).is_err());
        operator.replace(1, 1, event(10, T0 + 10, T0 + 20, 300)).expect("replaced");
    });
    world.now = T0 + 20;
    assert_eq!(world.controls("/derp/1/derc?l=5"), [(4, T0 + 20), (1, T0 + 20)]);
}

/// Events by start, then by creation descending, then by mRID descending; `s`, `l`, `a` cut pages of it.
/// [2030.5 List]
#[test]
fn a_list_is_ordered_and_cut_as_asked() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        for (number, created, start) in [(1, 0, 30), (2, 0, 10), (3, 5, 10), (4, 0, 20)] {
            let mut new = event(number, T0 + created, T0 + start, 5);
            let mode = [Mode::ExpLimW, Mode::ImpLimW, Mode::GenLimW, Mode::LoadLimW][usize::from(number) - 1];
            new.control.modes = [(mode, ControlValue::Watts(Watts(1)))].into();
            operator.event(1, new).expect("event");
        }
    });
    let mut mrids = |target: &str| {
        let list: wire::DERControlList = world.read(&A, target);
        let mrids: Vec<_> = list.der_control.iter().map(|control| control.mrid.0[0]).collect();
        assert_eq!((list.all, list.results), (4, mrids.len() as u32));
        mrids
    };
    assert_eq!(mrids("/derp/1/derc?l=9"), [3, 2, 4, 1]);
    assert_eq!(mrids("/derp/1/derc"), [3]);
    assert_eq!(mrids("/derp/1/derc?s=1&l=2"), [2, 4]);
    assert_eq!(mrids("/derp/1/derc?s=4&l=2"), [0; 0]);
    assert_eq!(mrids(&format!("/derp/1/derc?a={}&l=9", T0 + 10)), [4, 1]);
    assert_eq!(world.get(&A, "/derp/1/derc?l=x").status, 400);
}

/// [C S-ALL-57] Unknown device, unknown event, impossible code: refused; late and repeated: taken, kept once.
/// [2030.5 Response]
#[test]
fn responses_are_judged_and_kept_once() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0, 300)).expect("event");
    });
    let at = "/rsps/1/rsp";
    assert_eq!(world.post(&A, at, &response(&B, 9, 1)).status, 400);
    assert_eq!(world.post(&A, at, &response(&A, 8, 1)).status, 400);
    for impossible in [0, 11, 12, 16, 200, 255] {
        assert_eq!(world.post(&A, at, &response(&A, 9, impossible)).status, 400);
    }
    world.now = T0 + 900;
    let first = world.post(&A, at, &response(&A, 9, 1));
    assert_eq!(first.status, 201);
    let again = world.post(&A, at, &response(&A, 9, 1));
    assert_eq!((again.status, &again.headers), (201, &first.headers));
    assert_eq!(world.post(&A, at, &response(&A, 9, 2)).status, 201);
    let list: wire::ResponseList = world.read(&A, "/rsps/1/rsp?l=9");
    assert_eq!((list.all, list.response.len()), (2, 2));
    let one: wire::Response = world.read(&A, first.header(HeaderName::Location).expect("place"));
    assert_eq!(one.status, Some(1));
    let list: wire::ResponseList = world.read(&B, "/rsps/1/rsp?l=9");
    assert_eq!(list.all, 0, "B has answered nothing");
    assert_eq!(world.operate(|operator| operator.responses(1, 1)).expect("read").len(), 2);
}

/// The utility's part of the built-in day, carried out second by second, with a restart at each second.
#[test]
fn a_script_is_carried_out_on_time_and_once() {
    let day = crate::assets::sim::day::Day::demo();
    let script = Script::of_day(&day.name, &day.utility, UtcSeconds(T0));
    let mut world = World::new();
    world.operate(|operator| operator.enrol(&A, None).expect("A"));
    let mut done = 0;
    for second in 0..=i64::from(day.seconds) {
        world.now = T0 + second;
        done += world.operate(|operator| script.perform(operator).expect("performed"));
        for event in day.utility.events.iter().filter(|event| event.created_s <= second) {
            let program = world.operate(|operator| operator.find_program(event.program)).expect("read");
            let (program, _) = program.expect("made");
            let kept = world.operate(|operator| operator.find_event(program, event.mrid)).expect("read");
            let (_, kept) = kept.expect("made in time");
            assert_eq!(kept.created.0, T0 + event.created_s);
            let cancelled = event.cancel_at_s.filter(|at| *at <= second).map(|at| T0 + at);
            assert_eq!(kept.cancelled.map(|cancel| cancel.at.0), cancelled);
        }
    }
    let cancels = day.utility.events.iter().filter(|event| event.cancel_at_s.is_some()).count();
    assert_eq!(done, day.utility.programs.len() + day.utility.events.len() + cancels);
    let programs: wire::DERProgramList = world.read(&A, "/edev/1/fsa/1/derp?l=9");
    assert_eq!(programs.all as usize, day.utility.programs.len());
}

/// [X23 DERControlBase]
#[test]
fn a_server_of_2023_asks_for_every_mode_that_2023_added() {
    let settings = Settings { edition: ServedEdition::Y2023, ..Settings::default() };
    let server = filled::filled(settings, T0, &A, &B);
    let request =
        HttpRequest { method: Method::Get, target: "/derp/1/derc/1".to_owned(), headers: Vec::new(), body: Vec::new() };
    let body = server.handle(UtcSeconds(T0), &A, &request).response.body;
    let text = String::from_utf8_lossy(&body);
    for mode in Mode2023::ALL {
        assert!(text.contains(&format!("<{}", mode.field())), "{mode:?} is not in {text}");
    }
    let base = wire::decode_as::<wire::DERControl>(&body, &wire::Limits::default()).expect("decodes").der_control_base;
    let delta = |d: wire::ActivePowerDeltaControlType| (d.value, d.multiplier, d.bidirectional);
    assert_eq!(base.op_mod_delta_w.map(delta), Some((-4_000, 1, None)));
    assert_eq!(base.op_mod_delta_var.map(|d| (d.value, d.multiplier, d.bidirectional)), Some((-100, 0, Some(1))));
    assert_eq!(base.op_mod_fixed_v.map(|v| v.value), Some(-200));
    assert_eq!((base.op_mod_grid_connect_permit, base.op_mod_island_permit), (Some(true), Some(false)));
    assert_eq!(base.op_mod_max_lim_w_inject.map(|w| (w.value, w.multiplier)), Some((7_000, 1)));
    assert_eq!(base.op_mod_max_lim_var_absorb.map(|var| (var.value, var.multiplier)), Some((500, 0)));
    assert_eq!(base.op_mod_max_lim_pct_var_inject.map(|var| (var.ref_type, var.value)), Some((2, 4_400)));
    assert_eq!(base.op_mod_max_lim_pct_w_absorb.map(|share| share.value), Some(9_500));
    assert_eq!(base.op_mod_target_v.map(|v| (v.value, v.multiplier)), Some((23_050, -2)));
}
