//! The whole at a glance, and the description of the API.

use crate::admin::instant;
use crate::admin::reply::{Reply, answer, description};
use crate::admin::route::Call;
use crate::vtn::{EventStatus, Operator};
use serde_json::json;

pub(super) fn status(operator: &mut Operator<'_, '_>, _: &Call<'_>) -> Reply {
    let registered = operator.vens().filter(|ven| ven.registration.is_some()).count();
    let events = |wanted| operator.events().filter(|(_, status)| *status == wanted).count();
    let document = json!({
        "now": instant::text(operator.now()),
        "vens": operator.vens().count(),
        "registered": registered,
        "market_contexts": operator.contexts().count(),
        "events": {
            "far": events(EventStatus::Far),
            "near": events(EventStatus::Near),
            "active": events(EventStatus::Active),
            "completed": events(EventStatus::Completed),
            "cancelled": events(EventStatus::Cancelled),
        },
    });
    answer(200, &document)
}

pub(super) fn openapi(_: &mut Operator<'_, '_>, _: &Call<'_>) -> Reply {
    description(super::OPENAPI)
}
