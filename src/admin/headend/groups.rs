//! Groups of devices: function set assignments [2030.5 FunctionSetAssignments].

use super::documents::{self, Names};
use super::{Fleet, bodies};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::headend::{AssignmentsDocument, OperatorError, Rates};
use serde_json::{Value, json};

pub(super) fn list(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let names = Names::of(fleet)?;
    let groups = fleet.operator.groups()?;
    let told = groups.iter().map(|(number, group)| told(fleet, *number, group, &names));
    answer_list(told.collect::<Result<Vec<_>, _>>()?)
}

fn number(fleet: &Fleet<'_, '_>, name: &str) -> Result<u32, Problem> {
    let found = fleet.operator.group(name)?;
    Ok(found.map(|(number, _)| number).ok_or_else(|| OperatorError::Missing(format!("group {name:.40}")))?)
}

fn shown(fleet: &Fleet<'_, '_>, name: &str) -> Result<Value, Problem> {
    let found = fleet.operator.group(name)?;
    let (number, group) = found.ok_or_else(|| OperatorError::Missing(format!("group {name:.40}")))?;
    told(fleet, number, &group, &Names::of(fleet)?)
}

fn told(fleet: &Fleet<'_, '_>, number: u32, group: &AssignmentsDocument, names: &Names) -> Result<Value, Problem> {
    let addresses = group.programs.iter().filter_map(|number| fleet.operator.assigned_address(*number).transpose());
    let addresses = addresses.collect::<Result<Vec<String>, _>>()?;
    Ok(documents::group(number, group, &addresses, names))
}

pub(super) fn get(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    answer(200, &shown(fleet, call.id())?)
}

/// Makes the group, or gives it these programs; and these documents, where the body names any.
pub(super) fn put(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let body = bodies::group(call.body, call.id())?;
    let known = fleet.operator.group(&body.name)?;
    let programs = body.programs.iter().map(|mrid| Ok(fleet.operator.expect_program_named(*mrid)?.0));
    let mut numbers = programs.collect::<Result<Vec<u32>, Problem>>()?;
    match (&body.documents, &known) {
        (Some(addresses), _) => {
            for address in addresses {
                numbers.push(fleet.operator.assignable(address)?);
            }
        }
        (None, Some((_, group))) => numbers.extend(fleet.operator.assigned_beside_programs(group)?),
        (None, None) => {}
    }
    fleet.operator.assignments(&body.name, &numbers, body.new_devices)?;
    let document = shown(fleet, &body.name)?;
    match known.is_some() {
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

/// The rates of its devices; `null`: the server's.
pub(super) fn rates(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let found = fleet.operator.group(call.id())?;
    let (_, group) = found.ok_or_else(|| OperatorError::Missing(format!("group {:.40}", call.id())))?;
    answer(200, &json!({ "poll_s": group.rates.poll, "post_s": group.rates.post }))
}

pub(super) fn put_rates(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (poll, post) = bodies::rates(call.body)?;
    fleet.operator.group_rates(call.id(), Rates { poll, post })?;
    rates(fleet, call)
}
