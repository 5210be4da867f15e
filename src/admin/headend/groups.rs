//! Groups of devices: function set assignments [2030.5 FunctionSetAssignments].

use super::documents::{self, Names};
use super::{Fleet, bodies};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::headend::OperatorError;
use serde_json::Value;

pub(super) fn list(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let names = Names::of(fleet)?;
    let groups = fleet.operator.groups()?;
    answer_list(groups.iter().map(|(number, group)| documents::group(*number, group, &names)))
}

fn number(fleet: &Fleet<'_, '_>, name: &str) -> Result<u32, Problem> {
    let found = fleet.operator.group(name)?;
    Ok(found.map(|(number, _)| number).ok_or_else(|| OperatorError::Missing(format!("group {name:.40}")))?)
}

fn shown(fleet: &Fleet<'_, '_>, name: &str) -> Result<Value, Problem> {
    let found = fleet.operator.group(name)?;
    let (number, group) = found.ok_or_else(|| OperatorError::Missing(format!("group {name:.40}")))?;
    Ok(documents::group(number, &group, &Names::of(fleet)?))
}

pub(super) fn get(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    answer(200, &shown(fleet, call.id())?)
}

/// Makes the group, or gives it these programs.
pub(super) fn put(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let body = bodies::group(call.body, call.id())?;
    let known = fleet.operator.group(&body.name)?.is_some();
    let programs = body.programs.iter().map(|mrid| Ok(fleet.operator.expect_program_named(*mrid)?.0));
    let programs = programs.collect::<Result<Vec<u32>, Problem>>()?;
    fleet.operator.assignments(&body.name, &programs, body.new_devices)?;
    let document = shown(fleet, &body.name)?;
    match known {
        true => answer(200, &document),
        false => made(format!("/v1/groups/{}", encode_part(&body.name)), &document),
    }
}

/// Takes devices in, and takes devices out. All of them are enrolled, or nothing is done.
pub(super) fn assign(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let group = number(fleet, call.id())?;
    let body = bodies::members(call.body)?;
    for lfdi in &body.add {
        fleet.operator.expect_device(*lfdi)?;
        fleet.operator.assign_also(*lfdi, group)?;
    }
    for lfdi in &body.remove {
        fleet.operator.withdraw(*lfdi, group)?;
    }
    answer(200, &shown(fleet, call.id())?)
}
