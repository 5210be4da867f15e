//! Lists in pages, rates that change, times of their own, curves by link.

use super::super::Input;
use super::server::{Server, control, mrid, xml};
use super::world::{START_MS, World, config};
use tieline_core::model::{AlarmKind, ControlValue, CurveKind, Method, Mode, Now, Seconds, TransitionKind, UtcSeconds};
use tieline_schemas::sep2::{
    CurveData, DERControlList, DERCurve, DERCurveLink, DERProgramListLink, FunctionSetAssignments,
    FunctionSetAssignmentsList, HexBinary128, Time, TimeLink,
};

const NOW_S: i64 = START_MS / 1_000;
const DERC: &str = "/derp/1/derc";

fn many(count: u8) -> Server {
    let controls = (0..count).map(|number| control(number, NOW_S + 60 * i64::from(number), 60, 1_000)).collect();
    Server { controls, page: 3, ..Server::default() }
}

/// [2030.5 List; CSIP CORE-004]
#[test]
fn pages_smaller_than_asked_for_make_the_whole_list() {
    let mut world = World::new(config(), many(10));
    world.run_to(20);
    assert_eq!(world.last_set().programs[0].events.len(), 10);
    assert!(world.last_set().complete);
    assert_eq!(world.requests(Method::Get, DERC).len(), 4);
}

#[test]
fn a_list_that_shrinks_between_pages_is_not_vouched_for_and_heals_at_the_next_poll() {
    let mut world = World::new(config(), many(9));
    world.run_to(20);
    let mut turn = 0;
    let whole: Vec<_> = many(9).controls;
    world.server.script = Some(Box::new(move |_, request| {
        if !request.target.starts_with(DERC) {
            return None;
        }
        turn += 1;
        let left = if turn == 1 { whole.clone() } else { whole[3..].to_vec() };
        let start = request.target.split("s=").nth(1)?.split('&').next()?.parse::<usize>().ok()?;
        let page: Vec<_> = left.iter().skip(start).take(3).cloned().collect();
        Some(xml(&DERControlList {
            all: u32::try_from(left.len()).ok()?,
            results: u32::try_from(page.len()).ok()?,
            der_control: page,
            ..Default::default()
        }))
    }));
    world.run_to(75);
    assert!(!world.last_set().complete);
    assert_eq!(world.last_set().programs[0].events.len(), 9, "nothing is taken as gone");
    world.run_to(140);
    assert!(world.last_set().complete);
    assert_eq!(world.last_set().programs[0].events.len(), 6);
}

#[test]
fn a_list_without_end_is_cut_with_an_alarm() {
    let mut server = Server::default();
    server.script = Some(Box::new(|_, request| {
        let endless = || {
            xml(&DERControlList {
                all: 1_000_000_000,
                results: 1,
                der_control: vec![control(1, NOW_S, 60, 0)],
                ..Default::default()
            })
        };
        request.target.starts_with(DERC).then(endless)
    }));
    let mut world = World::new(config(), server);
    world.run_to(50);
    assert!(world.requests(Method::Get, DERC).len() <= 11);
    assert!(world.alarms.iter().any(|alarm| matches!(alarm.kind, AlarmKind::UpstreamBound(_)) && alarm.raised));
    world.server.script = None;
    world.run_to(150);
    assert!(world.alarms.iter().any(|alarm| matches!(alarm.kind, AlarmKind::UpstreamBound(_)) && !alarm.raised));
}

/// cactus ALL-19, ALL-20: a changed pollRate holds from the next reading on, for what inherits it too.
/// [2030.5 pollRate]
#[test]
fn a_poll_rate_that_changes_is_followed() {
    let mut world = World::new(config(), Server { rate_s: 60, ..Server::default() });
    world.run_to(100);
    world.server.rate_s = 240;
    world.run_to(1_300);
    let late = world.requests(Method::Get, DERC).into_iter().filter(|ms| *ms > 300_000).count();
    assert!((4..=5).contains(&late), "{late} in 1000 s at 240 s");
    world.server.rate_s = 60;
    world.run_to(1_600);
    let from = 1_600_000;
    world.run_to(2_200);
    let polls = world.requests(Method::Get, DERC).into_iter().filter(|ms| *ms > from).count();
    assert!((9..=10).contains(&polls), "{polls} in 600 s at 60 s");
}

/// [2030.5 Time, Time.quality; CSIP CORE-005, CORE-006]
#[test]
fn the_servers_clock_rules_and_ours_may_step() {
    let start = NOW_S + 3_600 + 60;
    let mut world = World::new(
        config(),
        Server { offset_s: 3_600, controls: vec![control(1, start, 300, 0)], ..Server::default() },
    );
    world.run_to(10);
    assert_eq!(world.last_set().server_offset, Seconds(3_600));
    assert_eq!(world.session.time_quality(), Some(4));
    world.run_to(20);
    let now = world.now();
    let mut out = Vec::new();
    let stepped = Now { wall: now.wall.plus_ms(-3_600_000), ..now };
    tieline_core::model::Machine::step(&mut world.session, stepped, Input::Timer, &mut out);
    let published = out.iter().find_map(|output| match output {
        super::super::Output::Programs(set) => Some(set.server_offset),
        _ => None,
    });
    assert_eq!(published, Some(Seconds(7_200)), "the server's time stands still when ours is set back");
}

/// An assignment's own Time wins for its programs [2030.5 §9.2.3].
#[test]
fn a_program_on_a_time_of_its_own_is_moved_to_the_main_clock() {
    let mut server = Server { controls: vec![control(1, NOW_S + 500 + 60, 300, 0)], ..Server::default() };
    server.script = Some(Box::new(|ms, request| match request.target.split('?').next()? {
        "/edev/1/fsa" => Some(xml(&FunctionSetAssignmentsList {
            all: 1,
            results: 1,
            function_set_assignments: vec![FunctionSetAssignments {
                mrid: HexBinary128([1; 16]),
                time_link: Some(TimeLink { href: "/tm/2".into() }),
                der_program_list_link: Some(DERProgramListLink { href: "/derp".into(), ..Default::default() }),
                ..Default::default()
            }],
            ..Default::default()
        })),
        "/tm/2" => {
            let now = NOW_S + i64::try_from(ms / 1_000).expect("small");
            Some(xml(&Time { current_time: now + 500, quality: 7, ..Time::default() }))
        }
        _ => None,
    }));
    let mut world = World::new(config(), server);
    world.run_to(10);
    let set = world.last_set();
    assert_eq!(set.server_offset, Seconds(0));
    assert_eq!(set.programs[0].events[0].start, UtcSeconds(NOW_S + 60));
    world.transition(mrid(1), TransitionKind::Received);
    world.run_to(20);
    assert_eq!(world.server.responses[0].created_date_time, Some(NOW_S + 510), "on that program's clock");
}

/// [2030.5 DERCurve]
#[test]
fn a_curve_is_read_by_its_link_before_the_event_is_handed_on() {
    let mut with_curve = control(1, NOW_S + 60, 300, 0);
    with_curve.der_control_base.op_mod_volt_var = Some(DERCurveLink { href: "/dc/1".into(), ..Default::default() });
    let mut server = Server { controls: vec![with_curve], ..Server::default() };
    server.script = Some(Box::new(|_, request| {
        let point = |xvalue, yvalue| CurveData { xvalue, yvalue, ..CurveData::default() };
        let curve = || DERCurve {
            curve_type: 11,
            curve_data: vec![point(103, 0), point(97, 44)],
            y_ref_type: 2,
            ..DERCurve::default()
        };
        (request.target == "/dc/1").then(|| xml(&curve()))
    }));
    let mut world = World::new(config(), server);
    world.run_to(10);
    assert_eq!(world.sets.len(), 1, "one hand-over, whole");
    let modes = &world.sets[0].programs[0].events[0].control.modes;
    let Some(ControlValue::Curve(curve)) = modes.get(&Mode::Curve(CurveKind::VoltVar)) else { panic!("no curve") };
    assert_eq!(curve.points.iter().map(|point| point.x).collect::<Vec<_>>(), [97, 103]);
}
