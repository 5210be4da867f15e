//! What the API tells: the head-end's documents as JSON.

use super::{Fleet, control};
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::headend::{
    AssignmentsDocument, CurveDocument, DeviceDocument, EventDocument, GrantDocument, LetterDocument, ProgramDocument,
    ResponseDocument, Standing, SubscriptionDocument, SubscriptionId,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tieline_core::model::{EventStatus, Lfdi, Mrid, UtcSeconds};

/// Names of groups and programs by their numbers, for telling what documents refer to.
pub(super) struct Names {
    groups: BTreeMap<u32, String>,
    programs: BTreeMap<u32, Mrid>,
}

impl Names {
    pub(super) fn of(fleet: &Fleet<'_, '_>) -> Result<Self, Problem> {
        let groups = fleet.operator.groups()?.into_iter().map(|(number, group)| (number, group.name));
        let programs = fleet.operator.programs()?.into_iter().map(|(number, program)| (number, program.mrid));
        Ok(Self { groups: groups.collect(), programs: programs.collect() })
    }

    pub(super) fn group(&self, name: &str) -> Option<u32> {
        self.groups.iter().find(|(_, own)| *own == name).map(|(number, _)| *number)
    }

    fn groups(&self, numbers: &[u32]) -> Vec<&str> {
        numbers.iter().filter_map(|number| self.groups.get(number).map(String::as_str)).collect()
    }
}

/// Sets a field where there is something to tell.
fn tell(document: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        document[key] = value.into();
    }
}

/// A device; its PIN is not told.
pub(super) fn device(
    number: u32,
    device: &DeviceDocument,
    denied: Option<UtcSeconds>,
    granted_to: &[Lfdi],
    names: &Names,
) -> Value {
    let mut shown = json!({
        "lfdi": device.lfdi,
        "sfdi": device.sfdi.to_string(),
        "number": number,
        "registered": instant::text(device.registered),
        "changed": instant::text(device.changed),
        "has_pin": device.pin.is_some(),
        "groups": names.groups(&device.assignments),
        "ders": device.ders,
        "aggregator": device.aggregator,
        "granted_to": granted_to,
    });
    tell(&mut shown, "post_rate_s", device.post_rate);
    tell(&mut shown, "category", device.category);
    tell(&mut shown, "denied_since", denied.map(instant::text));
    shown
}

/// A device that an aggregator acts for.
pub(super) fn grant(number: u32, grant: &GrantDocument) -> Value {
    json!({
        "lfdi": grant.lfdi,
        "number": number,
        "since": instant::text(grant.since),
        "registered": grant.registered,
    })
}

/// A denied identity.
pub(super) fn denied(lfdi: Lfdi, since: UtcSeconds) -> Value {
    json!({ "lfdi": lfdi, "since": instant::text(since) })
}

/// A subscription.
pub(super) fn subscription(at: SubscriptionId, subscription: &SubscriptionDocument) -> Value {
    let mut shown = json!({
        "id": at.to_string(),
        "lfdi": subscription.lfdi,
        "resource": subscription.resource,
        "target": subscription.target,
        "limit": subscription.limit,
        "renewed": instant::text(subscription.renewed),
        "sent": subscription.sent,
    });
    tell(&mut shown, "thresholds", subscription.thresholds.map(|(lower, upper)| vec![lower, upper]));
    tell(&mut shown, "failing_since", subscription.failing_since.map(instant::text));
    shown
}

/// A notification that was given up.
pub(super) fn letter(at: SubscriptionId, letter: &LetterDocument) -> Value {
    let mut shown = json!({
        "id": at.to_string(),
        "lfdi": letter.lfdi,
        "resource": letter.resource,
        "target": letter.target,
        "status": letter.status,
        "made": instant::text(letter.made),
        "tries": letter.tries,
    });
    tell(&mut shown, "failure", letter.failure.clone());
    shown
}

/// A group.
pub(super) fn group(number: u32, group: &AssignmentsDocument, addresses: &[String], names: &Names) -> Value {
    let programs: Vec<Mrid> = group.programs.iter().filter_map(|number| names.programs.get(number).copied()).collect();
    json!({
        "name": group.name,
        "mrid": group.mrid,
        "number": number,
        "programs": programs,
        "documents": addresses,
        "new_devices": group.for_new_devices,
    })
}

/// A program.
pub(super) fn program(number: u32, program: &ProgramDocument) -> Value {
    json!({
        "mrid": program.mrid,
        "number": number,
        "description": program.description,
        "primacy": program.primacy,
    })
}

/// The word for how a control stands; `None`: it has left the list.
pub(super) fn status(standing: Option<Standing>) -> &'static str {
    match standing.map(|standing| standing.status) {
        Some(EventStatus::Scheduled) => "scheduled",
        Some(EventStatus::Active) => "active",
        Some(EventStatus::Cancelled) => "cancelled",
        Some(EventStatus::CancelledWithRandomization) => "cancelled-randomized",
        Some(EventStatus::Superseded) => "superseded",
        None => "over",
    }
}

/// A control of a program, how it stands, and how many devices have answered it with which code.
pub(super) fn control_document(
    program: &ProgramDocument,
    (number, event, standing): (u32, &EventDocument, Option<Standing>),
    counted: &BTreeMap<u8, u32>,
    curves: &[(u32, CurveDocument)],
) -> Value {
    let responses: BTreeMap<String, u32> = counted.iter().map(|(code, count)| (code.to_string(), *count)).collect();
    let mut shown = json!({
        "mrid": event.mrid,
        "program": program.mrid,
        "number": number,
        "description": event.description,
        "status": status(standing),
        "created": instant::text(event.created),
        "start": instant::text(event.start),
        "duration_s": event.duration.0,
        "response_required": event.response_required.0,
        "control": control::control(&event.control, curves),
        "responses": responses,
    });
    tell(&mut shown, "randomize_start_s", event.randomize_start.map(|seconds| seconds.0));
    tell(&mut shown, "randomize_duration_s", event.randomize_duration.map(|seconds| seconds.0));
    tell(&mut shown, "status_since", standing.map(|standing| instant::text(standing.since)));
    let rival = standing.and_then(|standing| standing.potentially_superseded);
    tell(&mut shown, "potentially_superseded", rival.map(instant::text));
    tell(&mut shown, "cancelled", event.cancelled.map(|cancelled| instant::text(cancelled.at)));
    shown
}

/// A device's response, with the control that it answers.
pub(super) fn response(response: &ResponseDocument) -> Value {
    let mut shown = json!({
        "control": response.subject,
        "code": response.status,
        "taken": instant::text(response.taken),
    });
    tell(&mut shown, "created", response.created.map(instant::text));
    shown
}
