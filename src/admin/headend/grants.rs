//! What aggregators act for.

use super::devices::{lfdi, page, paged};
use super::{Fleet, bodies, documents};
use crate::admin::body::unfit;
use crate::admin::reply::{Reply, answer};
use crate::admin::route::Call;
use serde_json::json;

/// Most devices in one request: both sides of each grant fit one batch of the store.
const GRANTS_MAX: usize = 200;

/// In the order of enrolment.
pub(super) fn list(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (after, limit) = page(call)?;
    let (found, more) = fleet.operator.granted_after(lfdi(call)?, after, limit)?;
    let next = found.last().map(|(number, _)| *number).filter(|_| more);
    paged(found.iter().map(|(number, grant)| documents::grant(*number, grant)).collect(), next)
}

/// Grants devices and takes grants back. All of them are enrolled, or nothing is done.
pub(super) fn change(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let aggregator = lfdi(call)?;
    let body = bodies::members(call.body)?;
    let many = body.add.len() + body.remove.len();
    if many > GRANTS_MAX {
        return Err(unfit(format!("add, remove: have {many} devices, at most {GRANTS_MAX} are taken")));
    }
    let (mut granted, mut revoked) = (0, 0);
    for device in &body.add {
        granted += u32::from(fleet.operator.grant(aggregator, *device)?);
    }
    for device in &body.remove {
        revoked += u32::from(fleet.operator.revoke(aggregator, *device)?);
    }
    answer(200, &json!({ "granted": granted, "revoked": revoked }))
}
