//! Reports: what is asked of VENs, and what they have sent.

use super::bodies;
use super::documents::requests;
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::vtn::{Operator, Reading};
use serde_json::json;
use tieline_core::model::HttpResponse;

/// Readings in an answer, where the request names no number, and the most.
const READINGS: (usize, usize) = (1_000, 10_000);

pub(super) fn list(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    answer_list(requests(operator.ven(call.id())?))
}

pub(super) fn ask(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let id = operator.ask_report(call.id(), bodies::report(call.body)?)?;
    let asked = requests(operator.ven(call.id())?).into_iter().find(|request| request.id == id);
    made(format!("/v1/vens/{}/report-requests/{}", encode_part(call.id()), encode_part(&id)), &asked)
}

pub(super) fn end(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let follows = match call.target.parameter("follow") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Problem::new(400, "follow: give true or false")),
    };
    operator.cancel_report(call.id(), call.second_id(), follows)?;
    let left = requests(operator.ven(call.id())?).into_iter().find(|request| request.id == call.second_id());
    match left {
        // The VEN is told at its next poll, or by a push.
        Some(request) => answer(202, &request),
        None => Ok(HttpResponse::status(204)),
    }
}

pub(super) fn readings(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let at = |name| match call.target.parameter(name) {
        None => Ok(None),
        Some(text) => instant::seconds(text).map(Some).map_err(|says| Problem::new(400, format!("{name}: {says}"))),
    };
    let (from_s, to_s) = (at("from")?.unwrap_or(i64::MIN), at("to")?.unwrap_or(i64::MAX));
    let limit = match call.target.parameter("limit").map(str::parse::<usize>) {
        None => READINGS.0,
        Some(Ok(limit)) if (1..=READINGS.1).contains(&limit) => limit,
        Some(_) => return Err(Problem::new(400, format!("limit: give 1 to {}", READINGS.1))),
    };
    // One more than asked for shows whether there is more.
    let found = operator.readings(call.id(), from_s, to_s, limit + 1)?;
    let (items, next) = page(found, limit)?;
    match next {
        None => answer(200, &json!({ "items": items })),
        Some(next) => answer(200, &json!({ "items": items, "next": next })),
    }
}

/// The readings of one answer, and the `from` of the next: where one second's readings would be parted, the next answer
/// has them all.
fn page(mut found: Vec<Reading>, limit: usize) -> Result<(Vec<Reading>, Option<String>), Problem> {
    let Some(more) = (found.len() > limit).then(|| found.pop()).flatten() else { return Ok((found, None)) };
    found.retain(|reading| reading.start < more.start);
    match found.is_empty() {
        true => Err(Problem::new(
            422,
            format!("limit: more than {limit} readings begin at {}; give a larger one", instant::text(more.start)),
        )),
        false => Ok((found, Some(instant::text(more.start)))),
    }
}
