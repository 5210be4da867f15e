//! Programs, their defaults and their curves.

use super::documents;
use super::{Fleet, bodies, control, controls};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::headend::{NewProgram, OperatorError, ProgramDocument};
use serde_json::Value;
use tieline_core::model::{HttpResponse, Mrid};

/// The program that the path names.
pub(super) fn named(fleet: &Fleet<'_, '_>, call: &Call<'_>) -> Result<(u32, ProgramDocument), Problem> {
    Ok(fleet.operator.expect_program_named(mrid(call.id())?)?)
}

/// An mRID of a path.
pub(super) fn mrid(text: &str) -> Result<Mrid, Problem> {
    text.parse().map_err(|error| Problem::new(400, format!("{text:.80} is no mRID: {error}")))
}

pub(super) fn list(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let programs = fleet.operator.programs()?;
    answer_list(programs.iter().map(|(number, program)| documents::program(*number, program)))
}

pub(super) fn create(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let new = bodies::program(call.body, None)?;
    if let Some(mrid) = new.mrid
        && fleet.operator.find_program(mrid)?.is_some()
    {
        return Err(Problem::new(409, format!("program {mrid} is there already; change it with PUT")));
    }
    make(fleet, new)
}

fn make(fleet: &mut Fleet<'_, '_>, new: NewProgram) -> Reply {
    let number = fleet.operator.program(new)?;
    let programs = fleet.operator.programs()?;
    let made_now = programs.into_iter().find(|(own, _)| *own == number);
    let (_, program) = made_now.ok_or_else(|| OperatorError::Missing(format!("program {number}")))?;
    made(format!("/v1/programs/{}", program.mrid), &documents::program(number, &program))
}

pub(super) fn get(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (number, program) = named(fleet, call)?;
    answer(200, &documents::program(number, &program))
}

/// Changes rank and description, or makes the program.
pub(super) fn put(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let name = mrid(call.id())?;
    let new = bodies::program(call.body, Some(name))?;
    if fleet.operator.find_program(name)?.is_none() {
        return make(fleet, new);
    }
    fleet.operator.program(new)?;
    get(fleet, call)
}

pub(super) fn default_control(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, document) = named(fleet, call)?;
    let found = fleet.operator.default_of(program)?;
    let missing = || Problem::new(404, format!("program {} has no default control", document.mrid));
    let default = found.ok_or_else(missing)?;
    let mut shown = control::default_control(&default.control, &fleet.operator.curves(program)?);
    shown.insert("mrid".to_owned(), default.mrid.to_string().into());
    answer(200, &Value::Object(shown))
}

pub(super) fn put_default(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _) = named(fleet, call)?;
    let (mrid, script) = bodies::default_control(call.body)?;
    let asked = controls::asked(fleet, program, &script.control)?;
    let default = crate::headend::default_control(&script, asked);
    fleet.operator.default_control(program, mrid, Some(default))?;
    default_control(fleet, call)
}

pub(super) fn remove_default(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _) = named(fleet, call)?;
    fleet.operator.default_control(program, None, None)?;
    Ok(HttpResponse::status(204))
}

pub(super) fn curves(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _) = named(fleet, call)?;
    answer_list(fleet.operator.curves(program)?.iter().map(|(_, curve)| control::curve(curve)))
}

/// Makes a curve that controls of the program can name; an equal one is told again.
pub(super) fn create_curve(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (program, _) = named(fleet, call)?;
    let number = fleet.operator.make_curve(program, bodies::curve(call.body)?)?;
    let curves = fleet.operator.curves(program)?;
    let made_now = curves.iter().find(|(own, _)| *own == number);
    let (_, curve) = made_now.ok_or_else(|| OperatorError::Missing(format!("curve {number}")))?;
    answer(201, &control::curve(curve))
}
