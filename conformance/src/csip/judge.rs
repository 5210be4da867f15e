//! Whether what is served is what was set up: programs, defaults, events with their life, curves.

use super::case::Judged;
use super::stand::{Curve, DefaultControl, Event, Group, Mode, Program, curve_fields, plain_base};
use super::view::{Look, Seen, equal, holds, there};
use std::collections::BTreeSet;
use tieline_schemas::sep2 as wire;

/// Status of an event in the list [2030.5 EventStatus].
const SCHEDULED: u8 = 0;
const ACTIVE: u8 = 1;
const CANCELLED: u8 = 2;
const SUPERSEDED: u8 = 4;

/// Everything is served as set up in every look, and each event was seen in each part of its life that the looks fall in.
pub(super) fn as_set_up(seen: &Seen<'_>) -> Judged {
    let mut phases = BTreeSet::new();
    let (mut programs, mut controls) = (0, 0);
    for look in seen.looks()? {
        let stand = seen.stand.at(look.span()?.0 - seen.begun);
        equal("the number of FunctionSetAssignments", look.assignments()?.all as usize, stand.groups.len())?;
        for group in &stand.groups {
            programs += group_as_set_up(look, group)?;
            for program in &group.programs {
                controls += program_as_set_up(look, group, program, &mut phases)?;
            }
        }
    }
    for event in seen.stand.groups.iter().flat_map(|group| &group.programs).flat_map(|program| &program.events) {
        let lived: Vec<_> = phases.iter().filter(|(mrid, _)| *mrid == event.mrid).map(|(_, phase)| *phase).collect();
        holds(lived.contains(&Some(ACTIVE)) || event.cancel_s.is_some(), || {
            format!("event {:02X?} was never seen active: {lived:?}", &event.mrid[..5])
        })?;
        holds(lived.contains(&None), || format!("event {:02X?} never left the list: {lived:?}", &event.mrid[..5]))?;
    }
    Ok(format!("{programs} programs and {controls} events served as set up, {} parts of lives seen", phases.len()))
}

/// The programs of a group: all of them, no other, by primacy.
fn group_as_set_up(look: Look<'_>, group: &Group) -> Result<usize, String> {
    let list = look.programs(group)?;
    let found: Vec<_> = list.der_program.iter().map(|program| (program.primacy, program.mrid.0)).collect();
    let mut wanted: Vec<_> = group.programs.iter().map(|program| (program.primacy, program.mrid)).collect();
    // By primacy, then by mRID descending [2030.5 List].
    wanted.sort_by_key(|(primacy, mrid)| (*primacy, std::cmp::Reverse(*mrid)));
    equal(&format!("the list of programs of {:?}", group.name), found, wanted)?;
    equal("all of the DERProgramList", list.all as usize, group.programs.len())?;
    Ok(group.programs.len())
}

type Phases = BTreeSet<([u8; 16], Option<u8>)>;

fn program_as_set_up(look: Look<'_>, group: &Group, plan: &Program, phases: &mut Phases) -> Result<usize, String> {
    let served = look.program(group, plan)?;
    equal("the description", served.description.as_deref(), Some(plan.name.as_str()))?;
    match (&plan.default, &served.default_der_control_link) {
        (Some(default), Some(link)) => default_as_set_up(look, default, &link.href)?,
        (None, None) => {}
        (wanted, found) => return Err(format!("DefaultDERControlLink is {found:?}, set up is {wanted:?}")),
    }
    let (from, to) = look.span()?;
    let (list, active) = (look.controls(&served)?, look.active(&served)?);
    equal("results of the DERControlList", list.results as usize, list.der_control.len())?;
    for event in &plan.events {
        let possible: BTreeSet<_> = (from..=to).map(|now| phase(plan, event, now - look.seen.begun)).collect();
        let found = list.der_control.iter().find(|control| control.mrid.0 == event.mrid);
        let shown = found.map(|control| control.event_status.current_status);
        let name = format!("event {:02X?} at {from}..{to}", &event.mrid[..5]);
        holds(possible.contains(&shown), || format!("{name} has the status {shown:?}, not {possible:?}"))?;
        phases.insert((event.mrid, shown));
        let is_active = active.der_control.iter().any(|control| control.mrid.0 == event.mrid);
        let may_be = possible.iter().any(|phase| (*phase == Some(ACTIVE)) == is_active);
        holds(may_be, || format!("{name} in the active list: {is_active}, possible: {possible:?}"))?;
        if let Some(control) = found {
            event_as_set_up(look, event, control)?;
        }
    }
    let planned: BTreeSet<_> = plan.events.iter().map(|event| event.mrid).collect();
    let stray = list.der_control.iter().find(|control| !planned.contains(&control.mrid.0));
    holds(stray.is_none(), || format!("an event that nobody made: {stray:?}"))?;
    Ok(list.der_control.len())
}

/// How an event must stand at `now`, seconds after the run's beginning; `None`: not in the list. Of two events of one
/// program with the same modes the later made supersedes the other at its start [2030.5 EventStatus 4].
fn phase(program: &Program, event: &Event, now: i64) -> Option<u8> {
    let (early, late) = (event.randomize_start_s.min(0), event.randomize_start_s.max(0));
    let end = event.start_s + i64::from(event.duration_s) + i64::from(late + event.randomize_duration_s.max(0));
    let begins = |event: &Event| (event.start_s + i64::from(early)).max(event.created_s);
    if now < event.created_s || now >= end {
        return None;
    }
    if event.cancel_s.is_some_and(|at| now >= at) {
        return Some(CANCELLED);
    }
    let later = program.events.iter().skip_while(|other| other.mrid != event.mrid).skip(1);
    let rival =
        later.filter(|other| other.modes == event.modes && other.start_s < event.start_s + i64::from(event.duration_s));
    if rival
        .into_iter()
        .any(|other| now >= begins(other) && event.start_s < other.start_s + i64::from(other.duration_s))
    {
        return Some(SUPERSEDED);
    }
    Some(if now >= begins(event) { ACTIVE } else { SCHEDULED })
}

fn event_as_set_up(look: Look<'_>, plan: &Event, served: &wire::DERControl) -> Result<(), String> {
    let interval = (served.interval.start - look.seen.begun, served.interval.duration);
    equal("the interval", interval, (plan.start_s, plan.duration_s))?;
    let drawn = (served.randomize_start.unwrap_or(0), served.randomize_duration.unwrap_or(0));
    equal("randomizeStart and randomizeDuration", drawn, (plan.randomize_start_s, plan.randomize_duration_s))?;
    let known = served.event_status.date_time <= look.span()?.1;
    holds(known, || format!("a status of the future: {:?}", served.event_status))?;
    base_as_set_up(look, &plan.modes, &served.der_control_base)
}

fn default_as_set_up(look: Look<'_>, plan: &DefaultControl, at: &str) -> Result<(), String> {
    let served: wire::DefaultDERControl = look.at(at)?;
    equal("the default's mRID", served.mrid.0, plan.mrid)?;
    equal("setGradW and setSoftGradW", (served.set_grad_w, served.set_soft_grad_w), (plan.grad_w, plan.soft_grad_w))?;
    base_as_set_up(look, &plan.modes, &served.der_control_base)
}

/// Exactly the planned modes with their values; each curve is found by its link.
fn base_as_set_up(look: Look<'_>, modes: &[Mode], served: &wire::DERControlBase) -> Result<(), String> {
    let mut rest = served.clone();
    let wanted: Vec<_> =
        modes.iter().filter_map(|mode| if let Mode::Curve(c) = mode { Some(*c) } else { None }).collect();
    for (kind, link) in curve_fields(&mut rest) {
        let planned = wanted.iter().find(|curve| curve.0 == kind);
        match (planned, link.take()) {
            (Some(curve), Some(link)) => curve_as_set_up(look, *curve, &link.href)?,
            (None, None) => {}
            (planned, link) => return Err(format!("the link of curve type {kind} is {link:?}, set up is {planned:?}")),
        }
    }
    equal("DERControlBase", rest, plain_base(modes))
}

fn curve_as_set_up(look: Look<'_>, plan: Curve, at: &str) -> Result<(), String> {
    let served: wire::DERCurve = look.at(at)?;
    equal("the curve's type and yRefType", (served.curve_type, served.y_ref_type), (plan.0, plan.y_ref()))?;
    let points: Vec<_> = served.curve_data.iter().map(|point| (point.xvalue, point.yvalue)).collect();
    equal("the curve's points", points, plan.points())
}

/// The address of the first control of the first program that is served, with where its responses go.
pub(super) fn first_control(look: Look<'_>) -> Result<(wire::DERControl, String), String> {
    let group = there("group", look.seen.stand.groups.first())?;
    let program = look.program(group, there("program", group.programs.first())?)?;
    let control = there("DERControl", look.controls(&program)?.der_control.into_iter().next())?;
    let reply_to = there("replyTo", control.reply_to.clone())?;
    Ok((control, reply_to))
}
