//! What operators send: JSON objects, whose fields are known by name or refused.

use crate::admin::body::{fields, name_by_path, read, taken, unfit};
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::vtn::{EventPlan, MarketContext, NewRequest, NewVen};
use serde::Deserialize;
use tieline_certs::fingerprint::Fingerprint;
use tieline_core::model::UtcSeconds;

/// Largest `start_in_s`: a year.
const SECONDS_MAX: i64 = 366 * 86_400;
/// What the API tells of a VEN and an operator cannot set; left as it is where it comes back in a PUT.
const READ_ONLY_OF_VEN: [&str; 4] = ["registration", "offers", "requests", "heard_at"];
/// The same of an event.
const READ_ONLY_OF_EVENT: [&str; 4] = ["status", "created", "modified", "cancelled"];

/// A VEN; `path`: the venID that the path names.
pub(super) fn ven(body: &[u8], path: Option<&str>) -> Result<NewVen, Problem> {
    let mut fields = fields(body)?;
    if path.is_some() {
        READ_ONLY_OF_VEN.iter().for_each(|key| _ = fields.remove(*key));
    }
    name_by_path(&mut fields, "id", path)?;
    let mut ven: NewVen = read(fields)?;
    if let Some(text) = &ven.fingerprint {
        let fingerprint: Fingerprint = text.parse().map_err(|error| unfit(format!("fingerprint: {error}")))?;
        ven.fingerprint = Some(fingerprint.tail().colons());
    }
    Ok(ven)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    name: String,
    #[serde(default)]
    overlap: Overlap,
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Overlap {
    #[default]
    Refused,
    Allowed,
}

/// A market context; `path`: the name that the path has.
pub(super) fn context(body: &[u8], path: Option<&str>) -> Result<MarketContext, Problem> {
    let mut fields = fields(body)?;
    name_by_path(&mut fields, "name", path)?;
    let context: Context = read(fields)?;
    Ok(MarketContext { name: context.name, overlap_allowed: context.overlap == Overlap::Allowed })
}

/// An event as an operator sends it.
pub(super) struct NewEvent {
    /// Its eventID; `None`: ours to choose.
    pub(super) event_id: Option<String>,
    /// The modification that the operator has seen, at a change.
    pub(super) modification: Option<u32>,
    pub(super) plan: EventPlan,
}

/// An event; `path`: the eventID that the path names, at a change.
pub(super) fn event(body: &[u8], path: Option<&str>, now: UtcSeconds) -> Result<NewEvent, Problem> {
    let mut fields = fields(body)?;
    name_by_path(&mut fields, "event_id", path)?;
    let event_id = taken(&mut fields, "event_id")?;
    let mut modification = None;
    if path.is_some() {
        READ_ONLY_OF_EVENT.iter().for_each(|key| _ = fields.remove(*key));
        modification = taken(&mut fields, "modification")?;
    }
    let start_in_s: Option<i64> = taken(&mut fields, "start_in_s")?;
    match (fields.get("start").is_some_and(|start| !start.is_null()), start_in_s) {
        (true, None) => {}
        (false, Some(seconds @ 0..=SECONDS_MAX)) => {
            let start = UtcSeconds(now.0.saturating_add(seconds));
            fields.insert("start".to_owned(), instant::text(start).into());
        }
        (false, Some(_)) => return Err(unfit(format!("start_in_s: give 0 to {SECONDS_MAX} seconds"))),
        _ => return Err(unfit("start: give it, or start_in_s in its place; one of the two")),
    }
    Ok(NewEvent { event_id, modification, plan: read(fields)? })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    specifier: String,
    #[serde(default)]
    granularity_s: u32,
    #[serde(default)]
    back_s: u32,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    duration_s: u32,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rid: String,
    reading_type: String,
}

/// A report to be asked for.
pub(super) fn report(body: &[u8]) -> Result<NewRequest, Problem> {
    let Request { specifier, granularity_s, back_s, start, duration_s, lines } = read(fields(body)?)?;
    let start_s = start.map(|start| instant::seconds(&start)).transpose();
    let start_s = start_s.map_err(|says| unfit(format!("start: {says}")))?;
    let lines = lines.into_iter().map(|line| (line.rid, line.reading_type)).collect();
    Ok(NewRequest { specifier, granularity_s, back_s, start_s, duration_s, lines })
}
