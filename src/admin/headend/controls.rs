//! Controls: made, listed, cancelled, replaced; and what devices have answered to them.

use super::documents::{self, control_document};
use super::programs::{mrid, named};
use super::{Fleet, bodies, devices};
use crate::admin::body::unfit;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::headend::{ControlScript, NewEvent, OperatorError, ProgramDocument};
use serde_json::{Value, json};
use tieline_core::model::{Control, ControlValue, Mode, Mrid, ResponseRequired, Seconds};

/// The words of `?status=`.
const STATUSES: [&str; 6] = ["scheduled", "active", "cancelled", "cancelled-randomized", "superseded", "over"];

/// In the order in which they were made; without `?status=` those that are still in the devices' list.
pub(super) fn list(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, document) = named(fleet, call)?;
    let wanted: Vec<&str> = match call.target.parameter("status") {
        None => STATUSES.into_iter().filter(|status| *status != "over").collect(),
        Some(text) => text.split(',').collect(),
    };
    if let Some(other) = wanted.iter().find(|word| !STATUSES.contains(word)) {
        let known = STATUSES.join(", ");
        return Err(Problem::new(400, format!("status: {other:.40?} is none; give {known}, with commas between")));
    }
    let curves = fleet.operator.curves(program)?;
    let all = fleet.operator.events(program)?;
    let found = all.iter().filter(|(_, _, standing)| wanted.contains(&documents::status(*standing)));
    let shown = found.map(|(number, event, standing)| {
        let counted = fleet.operator.counted(program, event.mrid)?;
        Ok(control_document(&document, (*number, event, *standing), &counted, &curves))
    });
    answer_list(shown.collect::<Result<Vec<Value>, Problem>>()?)
}

/// What a body's control asks for; its curves are those of the program, by name.
pub(super) fn asked(fleet: &Fleet<'_, '_>, program: u32, script: &ControlScript) -> Result<Control, Problem> {
    let mut control = script.to_control(&[]);
    let curves = fleet.operator.curves(program)?;
    for name in &script.curves {
        let known = curves.iter().find(|(_, curve)| curve.mrid == *name);
        let missing = || unfit(format!("curves: the program has no curve {name}; make it first, with POST .../curves"));
        let (_, known) = known.ok_or_else(missing)?;
        control.modes.insert(Mode::Curve(known.curve.kind), ControlValue::Curve(known.curve.clone()));
    }
    Ok(control)
}

fn new(fleet: &Fleet<'_, '_>, program: u32, call: &Call<'_>) -> Result<NewEvent, Problem> {
    let now = fleet.operator.now();
    let (body, start) = bodies::control(call.body, now)?;
    let control = asked(fleet, program, &body.control)?;
    if control.modes.is_empty() {
        return Err(unfit("control: it asks for nothing; name a mode, such as {\"opModExpLimW\": 1500}"));
    }
    if let Some(mrid) = body.mrid
        && fleet.operator.find_event(program, mrid)?.is_some()
    {
        return Err(Problem::new(409, format!("control {mrid} is there already; controls are cancelled or replaced")));
    }
    let shift = |seconds: Option<i32>| seconds.map(|seconds| Seconds(seconds.into()));
    Ok(NewEvent {
        mrid: body.mrid,
        description: body.description,
        created: now,
        start,
        duration: Seconds(body.duration_s.into()),
        randomize_start: shift(body.randomize_start_s),
        randomize_duration: shift(body.randomize_duration_s),
        control,
        response_required: ResponseRequired(body.response_required),
    })
}

fn shown(fleet: &Fleet<'_, '_>, program: u32, of: &ProgramDocument, number: u32) -> Result<(Mrid, Value), Problem> {
    let all = fleet.operator.events(program)?;
    let found = all.iter().find(|(own, _, _)| *own == number);
    let (_, event, standing) = found.ok_or_else(|| OperatorError::Missing(format!("control {number}")))?;
    let counted = fleet.operator.counted(program, event.mrid)?;
    let curves = fleet.operator.curves(program)?;
    Ok((event.mrid, control_document(of, (number, event, *standing), &counted, &curves)))
}

fn make(fleet: &Fleet<'_, '_>, program: u32, of: &ProgramDocument, number: u32) -> Reply {
    let (mrid, document) = shown(fleet, program, of, number)?;
    made(format!("/v1/programs/{}/controls/{mrid}", of.mrid), &document)
}

pub(super) fn create(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, document) = named(fleet, call)?;
    let new = new(fleet, program, call)?;
    let number = fleet.operator.event(program, new)?;
    make(fleet, program, &document, number)
}

/// The control that the path names.
fn own(fleet: &Fleet<'_, '_>, call: &Call<'_>) -> Result<(u32, ProgramDocument, u32), Problem> {
    let (program, document) = named(fleet, call)?;
    let number = fleet.operator.expect_event_named(program, mrid(call.second_id())?)?;
    Ok((program, document, number))
}

pub(super) fn get(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, document, number) = own(fleet, call)?;
    answer(200, &shown(fleet, program, &document, number)?.1)
}

/// Whether devices are to stop after a random time.
pub(super) fn randomized(call: &Call<'_>) -> Result<bool, Problem> {
    match call.target.parameter("randomized") {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Problem::new(400, "randomized: give true or false")),
    }
}

/// Cancels; the control stays in the list until its end, so that devices learn of it.
pub(super) fn cancel(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _, number) = own(fleet, call)?;
    let randomized = randomized(call)?;
    let now = fleet.operator.now();
    fleet.operator.cancel(program, number, now, randomized)?;
    get(fleet, call)
}

/// Makes a control of the same modes that supersedes this one from its start on.
pub(super) fn replace(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, document, number) = own(fleet, call)?;
    if fleet.operator.standing(program, number)?.is_none() {
        return Err(Problem::new(409, format!("control {} is over", call.second_id())));
    }
    let new = new(fleet, program, call)?;
    let number = fleet.operator.replace(program, number, new)?;
    make(fleet, program, &document, number)
}

/// Devices that the program is for, in the order of enrolment, each with its answers; without any it has yet to answer.
pub(super) fn responses(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _, _) = own(fleet, call)?;
    let control = mrid(call.second_id())?;
    let (after, limit) = devices::page(call)?;
    let groups: Vec<u32> = fleet
        .operator
        .groups()?
        .into_iter()
        .filter(|(_, group)| group.programs.contains(&program))
        .map(|(number, _)| number)
        .collect();
    let is_for =
        |device: &crate::headend::DeviceDocument| device.assignments.iter().any(|group| groups.contains(group));
    let (found, more) = fleet.operator.devices_after(after, limit, is_for)?;
    let next = found.last().map(|(number, _)| *number).filter(|_| more);
    let shown = found.iter().map(|(number, device)| {
        let answers = fleet.operator.responses_to(*number, program, control)?;
        let answers: Vec<Value> = answers.iter().map(documents::response).collect();
        Ok(json!({ "lfdi": device.lfdi, "number": number, "answers": answers }))
    });
    devices::paged(shown.collect::<Result<_, Problem>>()?, next)
}
