//! Groups: our EndDevice among others, assignments of many levels, assignments that change.

use super::server::{Server, control, xml};
use super::world::{START_MS, World, config};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use tieline_core::model::{ControlValue, HttpError, HttpResponse, Method, Mode, Watts};
use tieline_schemas::sep2::{
    ActivePower, DERControlBase, DERControlList, DERControlListLink, DERProgram, DERProgramList, DERProgramListLink,
    DefaultDERControl, EndDevice, EndDeviceList, FunctionSetAssignments, FunctionSetAssignmentsList,
    FunctionSetAssignmentsListLink, HexBinary128, HexBinary160,
};

const NOW_S: i64 = START_MS / 1_000;

/// An assignment a level, each with its own list of programs.
fn assignments(levels: &[u8]) -> Result<HttpResponse, HttpError> {
    let one = |level: &u8| FunctionSetAssignments {
        mrid: HexBinary128([*level; 16]),
        der_program_list_link: Some(DERProgramListLink { href: format!("/level/{level}"), ..Default::default() }),
        ..Default::default()
    };
    let count = levels.len() as u32;
    xml(&FunctionSetAssignmentsList {
        all: count,
        results: count,
        poll_rate: Some(60),
        function_set_assignments: levels.iter().map(one).collect(),
        ..Default::default()
    })
}

/// The one program of a level; its number is its primacy.
fn level(level: u8) -> Result<HttpResponse, HttpError> {
    let controls = DERControlListLink { href: format!("/level/{level}/derc"), ..Default::default() };
    let program = DERProgram {
        mrid: HexBinary128([level; 16]),
        primacy: level,
        der_control_list_link: Some(controls),
        ..Default::default()
    };
    xml(&DERProgramList { all: 1, results: 1, poll_rate: Some(60), der_program: vec![program], ..Default::default() })
}

/// A server whose assignments are what `levels` holds; each program has one event.
fn grouped(levels: &Rc<RefCell<Vec<u8>>>) -> Server {
    let levels = levels.clone();
    let script = move |_: u64, request: &tieline_core::model::HttpRequest| {
        let path = request.target.split('?').next()?;
        if path == "/edev/1/fsa" {
            return Some(assignments(&levels.borrow()));
        }
        let (number, rest) = path.strip_prefix("/level/").map(|path| path.split_once('/').unwrap_or((path, "")))?;
        let number = number.parse().ok()?;
        if rest.is_empty() {
            return Some(level(number));
        }
        let events = vec![control(number, NOW_S + 600, 300, 1_000 + i16::from(number))];
        Some(xml(&DERControlList { all: 1, results: 1, der_control: events, ..Default::default() }))
    };
    Server { script: Some(Box::new(script)), ..Server::default() }
}

fn primacies(world: &World) -> BTreeSet<u8> {
    world.last_set().programs.iter().map(|program| program.primacy).collect()
}

/// [CSIP CORE-010, CORE-011, BASIC-002]
#[test]
fn the_programs_of_seven_and_of_fifteen_levels_are_handed_on_with_their_primacies() {
    for count in [7, 15] {
        let levels: Vec<u8> = (1..=count).collect();
        let mut world = World::new(config(), grouped(&Rc::new(RefCell::new(levels.clone()))));
        world.run_to(30);
        assert!(world.last_set().complete, "{count} levels");
        assert_eq!(primacies(&world), levels.into_iter().collect());
        assert!(world.last_set().programs.iter().all(|program| program.events.len() == 1), "{count} levels");
    }
}

/// [CSIP BASIC-003, BASIC-002]
#[test]
fn assignments_that_change_meanwhile_are_followed_and_the_left_group_is_asked_no_more() {
    let levels = Rc::new(RefCell::new(vec![1, 2, 3]));
    let mut world = World::new(config(), grouped(&levels));
    world.run_to(30);
    assert_eq!(primacies(&world), [1, 2, 3].into());
    *levels.borrow_mut() = vec![2, 4];
    world.run_to(150);
    assert_eq!(primacies(&world), [2, 4].into());
    let asked = world.requests(Method::Get, "/level/1").len();
    world.run_to(600);
    assert_eq!(world.requests(Method::Get, "/level/1").len(), asked, "the left group");
    assert!(world.last_set().complete);
}

/// [CSIP CORE-009]
#[test]
fn our_end_device_is_found_last_among_others() {
    let device = |number: u8, lfdi: u8| EndDevice {
        href: Some(format!("/edev/{number}")),
        lfdi: Some(HexBinary160([lfdi; 20])),
        function_set_assignments_list_link: Some(FunctionSetAssignmentsListLink {
            href: format!("/edev/{number}/fsa"),
            ..Default::default()
        }),
        ..Default::default()
    };
    let others = (2..=5).map(move |number| device(number, number));
    let devices: Vec<_> = others.chain([device(1, 0x3E)]).collect();
    let list = EndDeviceList { all: 5, results: 5, end_device: devices, ..Default::default() };
    let script = move |_: u64, request: &tieline_core::model::HttpRequest| {
        (request.method == Method::Get && request.target.split('?').next() == Some("/edev")).then(|| xml(&list))
    };
    let controls = vec![control(1, NOW_S + 60, 300, 1_500)];
    let mut world = World::new(config(), Server { script: Some(Box::new(script)), controls, ..Server::default() });
    world.run_to(30);
    assert_eq!(world.last_set().programs[0].events.len(), 1);
    assert_eq!(world.requests(Method::Post, "/edev").len(), 0, "we are listed");
    let elsewhere: usize = (2..=5).map(|number| world.requests(Method::Get, &format!("/edev/{number}")).len()).sum();
    assert_eq!(elsewhere, 0, "the others' resources are none of ours");
}

/// [CSIP CORE-012]
#[test]
fn a_program_is_handed_on_with_its_primacy_its_default_and_its_events() {
    let limit = |value| DERControlBase {
        op_mod_exp_lim_w: Some(ActivePower { value, multiplier: 0 }),
        ..DERControlBase::default()
    };
    let default = DefaultDERControl { der_control_base: limit(5_000), ..DefaultDERControl::default() };
    let controls = vec![control(1, NOW_S + 60, 300, 1_500)];
    let server = Server { default: Some(default), controls, primacy: 3, ..Server::default() };
    let mut world = World::new(config(), server);
    world.run_to(10);
    let program = &world.last_set().programs[0];
    let export = |control: &tieline_core::model::Control| control.modes.get(&Mode::ExpLimW).cloned();
    let watts = |watts| Some(ControlValue::Watts(Watts(watts)));
    assert_eq!(program.primacy, 3);
    assert_eq!(program.default.as_ref().and_then(|default| export(&default.control)), watts(5_000));
    assert_eq!(export(&program.events[0].control), watts(1_500));
}
