//! Documents of the function sets beside DER, by address: tariffs, messages, demand response, files, billing, prepayment,
//! flow reservations. What is sent of them is XML of the standard's types.

use super::Fleet;
use super::devices::number;
use crate::admin::body::unfit;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::headend::{KeptDocument, OperatorError, document_kinds};
use serde_json::{Value, json};
use tieline_core::model::HttpResponse;

/// Documents in an answer, where the request names no number, and the most: each may have many kilobytes.
const PAGE: (usize, usize) = (50, 200);

/// The address that `?at=` names.
fn at<'c>(call: &'c Call<'_>) -> Result<&'c str, Problem> {
    let missing = || Problem::new(400, "at: name the address, such as /msg/3; GET /v1/document-kinds lists them");
    call.target.parameter("at").ok_or_else(missing)
}

pub(super) fn kinds(_: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    answer_list(document_kinds().into_iter().map(|kind| {
        let mut shown = json!({ "type": kind.kind, "at": kind.at, "event": kind.is_event });
        if let Some(list) = kind.list {
            shown["list"] = list.into();
        }
        shown
    }))
}

/// The document at the address, or those of the list there, in the list's order; events that are over are left out.
pub(super) fn list(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let after: usize = number(call, "after")?.unwrap_or(0);
    let limit = number(call, "limit")?.unwrap_or(PAGE.0);
    if !(1..=PAGE.1).contains(&limit) {
        return Err(Problem::new(400, format!("limit: give 1 to {}", PAGE.1)));
    }
    let all = fleet.operator.kept(at(call)?)?;
    let next = after.saturating_add(limit);
    let more = all.len() > next;
    let items: Vec<Value> = all.iter().skip(after).take(limit).map(shown).collect();
    match more {
        true => answer(200, &json!({ "items": items, "next": next })),
        false => answer(200, &json!({ "items": items })),
    }
}

fn shown(document: &KeptDocument) -> Value {
    let xml = String::from_utf8_lossy(&document.xml);
    let mut shown = json!({ "address": document.address, "type": document.kind, "document": xml });
    if !document.description.is_empty() {
        shown["description"] = document.description.as_str().into();
    }
    if let Some(standing) = document.standing {
        shown["status"] = super::documents::status(Some(standing)).into();
    }
    shown
}

/// The document at an address after a change; one that has left its list meanwhile is told by its address alone.
fn one(fleet: &Fleet<'_, '_>, address: &str) -> Result<Value, Problem> {
    match fleet.operator.kept(address) {
        Ok(found) => Ok(found.first().map_or_else(|| json!({ "address": address }), shown)),
        Err(OperatorError::Missing(_)) => Ok(json!({ "address": address })),
        Err(error) => Err(error.into()),
    }
}

/// Makes a document in the list, or changes the one that has its mRID.
pub(super) fn make(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let is_new = fleet.operator.make(at(call)?, call.body)?;
    let document = one(fleet, &is_new.address)?;
    made(format!("/v1/documents?at={}", encode_part(&is_new.address)), &document)
}

/// Sets the document at the address.
pub(super) fn set(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let address = at(call)?;
    fleet.operator.set(address, call.body)?;
    answer(200, &one(fleet, address)?)
}

/// Removes the document with all that is below it.
pub(super) fn remove(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    fleet.operator.remove(at(call)?)?;
    Ok(HttpResponse::status(204))
}

/// Cancels an event; it stays in its list until its end, so that devices learn of it.
pub(super) fn cancel(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let address = at(call)?;
    let randomized = super::controls::randomized(call)?;
    let now = fleet.operator.now();
    fleet.operator.cancel_kept(address, now, randomized)?;
    answer(200, &one(fleet, address)?)
}

/// Sets the content of a file from `?from=` on: 0 begins anew, its length so far goes on.
pub(super) fn content(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let file = at(call)?;
    let from: usize = number(call, "from")?.unwrap_or(0);
    if from == 0 {
        fleet.operator.file_content(file, call.body.to_vec())?;
    } else {
        let length = fleet.operator.file_length(file)?;
        if from != length {
            return Err(unfit(format!(
                "from: the content has {length} bytes so far; go on there, or begin anew with 0"
            )));
        }
        fleet.operator.append_file_content(file, call.body)?;
    }
    answer(200, &json!({ "address": file, "bytes": fleet.operator.file_length(file)? }))
}
