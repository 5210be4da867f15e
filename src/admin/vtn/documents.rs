//! What the API tells: the VTN's state as JSON.

use crate::admin::instant;
use crate::vtn::{
    Event, EventPlan, EventStatus, MarketContext, Offer, Operator, Opt, OptSubject, Profile, Registration,
    ReportRequest, Ven,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tieline_core::model::UtcSeconds;

/// A VEN: what the operator has entered, and what it has told of itself.
#[derive(Serialize)]
pub(super) struct VenDocument<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<&'a str>,
    profile: Profile,
    groups: &'a BTreeSet<String>,
    resources: &'a BTreeSet<String>,
    parties: &'a BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    registration: Option<&'a Registration>,
    offers: Vec<&'a Offer>,
    requests: Vec<RequestDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heard_at: Option<String>,
}

impl<'a> VenDocument<'a> {
    pub(super) fn of(operator: &Operator<'_, '_>, ven: &'a Ven) -> Self {
        Self {
            id: &ven.id,
            name: &ven.name,
            fingerprint: ven.fingerprint.as_deref(),
            profile: ven.profile,
            groups: &ven.groups,
            resources: &ven.resources,
            parties: &ven.parties,
            registration: ven.registration.as_ref(),
            offers: ven.offers.values().collect(),
            requests: requests(ven),
            heard_at: operator.heard_at(&ven.id).map(instant::text_of),
        }
    }
}

/// A report asked of a VEN, and how far that has come.
#[derive(Serialize)]
pub(super) struct RequestDocument<'a> {
    pub(super) id: &'a str,
    specifier: &'a str,
    granularity_s: u32,
    back_s: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    duration_s: u32,
    lines: Vec<Value>,
    state: &'static str,
    /// The code with which the VEN has refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
    at: String,
}

/// The reports asked of a VEN, in the order of their ids.
pub(super) fn requests(ven: &Ven) -> Vec<RequestDocument<'_>> {
    ven.requests.iter().map(|(id, asked)| request(id, asked)).collect()
}

fn request<'a>(id: &'a str, asked: &'a ReportRequest) -> RequestDocument<'a> {
    use crate::vtn::RequestState;
    let (state, code) = match asked.state {
        RequestState::Asked => ("asked", None),
        RequestState::Confirmed => ("confirmed", None),
        RequestState::Refused(code) => ("refused", Some(code)),
        RequestState::Ending => ("ending", None),
    };
    let request = &asked.request;
    let lines = request.lines.iter().map(|(rid, reading_type)| json!({ "rid": rid, "reading_type": reading_type }));
    RequestDocument {
        id,
        specifier: &request.specifier,
        granularity_s: request.granularity_s,
        back_s: request.back_s,
        start: request.start_s.map(|start_s| instant::text(UtcSeconds(start_s))),
        duration_s: request.duration_s,
        lines: lines.collect(),
        state,
        code,
        at: instant::text(asked.at),
    }
}

/// An event: its plan, and what the VTN says of it.
#[derive(Serialize)]
pub(super) struct EventDocument<'a> {
    event_id: &'a str,
    modification: u32,
    status: EventStatus,
    created: String,
    modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled: Option<String>,
    #[serde(flatten)]
    plan: &'a EventPlan,
}

impl<'a> From<(&'a Event, EventStatus)> for EventDocument<'a> {
    fn from((event, status): (&'a Event, EventStatus)) -> Self {
        Self {
            event_id: &event.id,
            modification: event.modification,
            status,
            created: instant::text(event.created),
            modified: instant::text(event.modified),
            cancelled: event.cancelled.map(instant::text),
            plan: &event.plan,
        }
    }
}

/// A market context.
pub(super) fn context(context: &MarketContext) -> Value {
    json!({ "name": context.name, "overlap": if context.overlap_allowed { "allowed" } else { "refused" } })
}

/// An opt of a VEN: of one event, or of times.
pub(super) fn opt(opt: &Opt) -> Value {
    let mut document = json!({
        "ven_id": opt.ven_id,
        "id": opt.id,
        "opts_in": opt.opts_in,
        "reason": opt.reason,
        "at": instant::text(opt.at),
    });
    let (key, subject) = match &opt.subject {
        OptSubject::Event { id, modification } => ("event", json!({ "event_id": id, "modification": modification })),
        OptSubject::Schedule { times, market_context } => {
            let times = times.iter().map(|(start_s, duration_s)| {
                json!({ "start": instant::text(UtcSeconds(*start_s)), "duration_s": duration_s })
            });
            let mut schedule = json!({ "times": times.collect::<Vec<_>>() });
            if let Some(context) = market_context {
                schedule["market_context"] = context.as_str().into();
            }
            ("schedule", schedule)
        }
    };
    document[key] = subject;
    document
}
