//! Devices: enrolled, changed, removed, denied.

use super::documents::{self, Names};
use super::{Fleet, bodies};
use crate::admin::body::unfit;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::headend::{DeviceChange, DeviceDocument, Enrolled, Identity};
use serde_json::{Value, json};
use tieline_core::model::{HttpResponse, Lfdi};

/// Devices in an answer, where the request names no number, and the most.
const PAGE: (usize, usize) = (100, 1_000);

/// The LFDI that the path names.
pub(super) fn lfdi(call: &Call<'_>) -> Result<Lfdi, Problem> {
    call.id().parse().map_err(|error| Problem::new(400, format!("{:.80} is no LFDI: {error}", call.id())))
}

/// A number of the query; `None` where it is not given.
pub(super) fn number<T: std::str::FromStr>(call: &Call<'_>, name: &str) -> Result<Option<T>, Problem> {
    let text = call.target.parameter(name);
    text.map(|text| text.parse().map_err(|_| Problem::new(400, format!("{name}: {text:.40?} is no number"))))
        .transpose()
}

/// `after` and `limit` of a page of devices.
pub(super) fn page(call: &Call<'_>) -> Result<(u32, usize), Problem> {
    let limit = number(call, "limit")?.unwrap_or(PAGE.0);
    if !(1..=PAGE.1).contains(&limit) {
        return Err(Problem::new(400, format!("limit: give 1 to {}", PAGE.1)));
    }
    Ok((number(call, "after")?.unwrap_or(0), limit))
}

/// An answer with a page; `next` is the `after` of the next one.
pub(super) fn paged(items: Vec<Value>, next: Option<u32>) -> Reply {
    match next {
        None => answer(200, &json!({ "items": items })),
        Some(next) => answer(200, &json!({ "items": items, "next": next })),
    }
}

/// In the order of enrolment.
pub(super) fn list(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let names = Names::of(fleet)?;
    let group = call.target.parameter("group").map(|name| group_number(&names, name)).transpose()?;
    let (after, limit) = page(call)?;
    let wanted = |device: &DeviceDocument| group.is_none_or(|group| device.assignments.contains(&group));
    let (found, more) = fleet.operator.devices_after(after, limit, wanted)?;
    let next = found.last().map(|(number, _)| *number).filter(|_| more);
    let shown = found.iter().map(|(number, device)| told(fleet, *number, device, &names));
    paged(shown.collect::<Result<_, Problem>>()?, next)
}

fn group_number(names: &Names, name: &str) -> Result<u32, Problem> {
    let missing = || Problem::new(404, format!("there is no group {name:.40}; GET /v1/groups lists them"));
    names.group(name).ok_or_else(missing)
}

/// What a body asks of a device.
pub(super) fn change(fleet: &Fleet<'_, '_>, body: &bodies::DeviceBody, names: &Names) -> Result<DeviceChange, Problem> {
    let number = |name: &String| {
        names.group(name).ok_or_else(|| unfit(format!("groups: there is no group {name:.40}; make it first")))
    };
    let groups = body.groups.as_ref().map(|groups| groups.iter().map(number).collect::<Result<Vec<_>, _>>());
    for lfdi in &body.granted_to {
        if !fleet.operator.device(*lfdi)?.is_some_and(|(_, device)| device.aggregator) {
            return Err(unfit(format!("granted_to: {lfdi} is no aggregator; make it one first")));
        }
    }
    Ok(DeviceChange {
        pin: body.pin()?,
        post_rate: body.post_rate()?,
        assignments: groups.transpose()?,
        aggregator: body.aggregator,
        granted_to: body.granted_to.clone(),
    })
}

pub(super) fn create(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let body = bodies::device(call.body, None)?;
    let lfdi = body.lfdi()?;
    if fleet.operator.device(lfdi)?.is_some() {
        return Err(Problem::new(409, format!("device {lfdi} is enrolled already; change it with PUT")));
    }
    enrol(fleet, lfdi, &body)
}

/// Enrols the device, or changes what the body gives.
pub(super) fn put(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let lfdi = lfdi(call)?;
    let body = bodies::device(call.body, Some(lfdi))?;
    body.lfdi()?;
    enrol(fleet, lfdi, &body)
}

fn enrol(fleet: &mut Fleet<'_, '_>, lfdi: Lfdi, body: &bodies::DeviceBody) -> Reply {
    let change = change(fleet, body, &Names::of(fleet)?)?;
    let enrolled = fleet.operator.enrol_or_change(&Identity::of_lfdi(lfdi), &change)?;
    let document = shown(fleet, lfdi)?;
    match enrolled {
        Enrolled::New => made(format!("/v1/devices/{lfdi}"), &document),
        Enrolled::Changed | Enrolled::Unchanged => answer(200, &document),
    }
}

fn shown(fleet: &Fleet<'_, '_>, lfdi: Lfdi) -> Result<Value, Problem> {
    let (number, device) = fleet.operator.expect_device(lfdi)?;
    told(fleet, number, &device, &Names::of(fleet)?)
}

fn told(fleet: &Fleet<'_, '_>, number: u32, device: &DeviceDocument, names: &Names) -> Result<Value, Problem> {
    let denied = fleet.operator.denied_since(device.lfdi)?;
    let granted_to = fleet.operator.aggregators_of(number)?;
    let mut shown = documents::device(number, device, denied, &granted_to, names);
    shown["allowed"] = fleet.operator.is_allowed(device.lfdi).into();
    Ok(shown)
}

pub(super) fn get(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    answer(200, &shown(fleet, lfdi(call)?)?)
}

pub(super) fn remove(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    fleet.operator.remove_device(lfdi(call)?)?;
    Ok(HttpResponse::status(204))
}

/// Denies an identity, enrolled or not: nothing is served to it from now on.
pub(super) fn deny(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let lfdi = lfdi(call)?;
    if fleet.operator.denied_since(lfdi)?.is_none() {
        fleet.operator.deny(lfdi, true)?;
    }
    let since = fleet.operator.denied_since(lfdi)?.unwrap_or(fleet.operator.now());
    answer(200, &documents::denied(lfdi, since))
}

pub(super) fn allow(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let lfdi = lfdi(call)?;
    if fleet.operator.denied_since(lfdi)?.is_some() {
        fleet.operator.deny(lfdi, false)?;
    }
    Ok(HttpResponse::status(204))
}

pub(super) fn denied(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    answer_list(fleet.operator.denied()?.into_iter().map(|(lfdi, since)| documents::denied(lfdi, since)))
}
