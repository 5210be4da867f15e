//! A device followed live: its exchanges, each message named and judged.

use super::Fleet;
use super::devices::{lfdi, number};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer};
use crate::admin::route::Call;
use crate::admin::target::Target;
use crate::headend::{Exchange, Heard};
use serde_json::{Value, json};
use std::sync::Arc;
use tieline_core::model::{HttpRequest, Lfdi, Method};

/// Longest wait for an exchange, in seconds; shorter than a client's patience.
const WAIT_S_MAX: u64 = 20;

/// Highest number of an exchange that a follower may have seen; what every reader of JSON keeps exactly.
const NUMBER_MAX: u64 = 1 << 53;

/// What a request to follow a device asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// The device, by its certificate; it need not be enrolled.
    pub lfdi: Lfdi,
    /// The number of the last exchange that was seen; `None`: what comes from now on.
    pub after: Option<u64>,
    /// How long to wait for one, in seconds.
    pub wait_s: u64,
}

/// An exchange and its number among those of the device since it is followed.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// From 1.
    pub number: u64,
    /// The exchange.
    pub exchange: Arc<Exchange>,
}

/// What was heard of a device.
#[derive(Debug, Default)]
pub struct Batch {
    /// The exchanges, in order.
    pub heard: Vec<Numbered>,
    /// How many came in between and are gone, since the follower was too slow.
    pub lost: u64,
    /// The `after` of the next request.
    pub next: u64,
}

/// What a request asks to follow; `None` for any other request, and for one that is refused.
pub fn follow(request: &HttpRequest) -> Option<Follow> {
    let target = Target::parse(&request.target).ok()?;
    let route = crate::admin::route::find(super::ROUTES, request.method, &target).ok()?;
    if route.method != Method::Get || !route.path.ends_with("/exchanges") {
        return None;
    }
    asked(&Call { ids: route.ids(&target.parts), target: &target, body: &[] }).ok()
}

fn asked(call: &Call<'_>) -> Result<Follow, Problem> {
    let wait_s = number(call, "wait_s")?.unwrap_or(0);
    if wait_s > WAIT_S_MAX {
        return Err(Problem::new(400, format!("wait_s: give 0 to {WAIT_S_MAX}")));
    }
    let after = number(call, "after")?;
    if after.is_some_and(|after| after > NUMBER_MAX) {
        return Err(Problem::new(400, "after: give the `next` of the answer before"));
    }
    Ok(Follow { lfdi: lfdi(call)?, after, wait_s })
}

pub(super) fn exchanges(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    asked(call)?;
    let full = || Problem::new(503, "too many devices are followed; try again when others have ended");
    let batch = fleet.host.batch.as_ref().ok_or_else(full)?;
    let items: Vec<Value> = batch.heard.iter().map(one).collect();
    answer(200, &json!({ "items": items, "lost": batch.lost, "next": batch.next }))
}

fn one(numbered: &Numbered) -> Value {
    let exchange = &numbered.exchange;
    let mut shown = json!({
        "number": numbered.number,
        "time": crate::admin::instant::text_of(exchange.time),
        "method": exchange.method,
        "target": exchange.target,
        "status": exchange.status,
    });
    if let Some(location) = &exchange.location {
        shown["location"] = location.as_str().into();
    }
    for (key, heard) in [("request", exchange.heard()), ("response", exchange.answered())] {
        if let Some(heard) = heard {
            shown[key] = message(&heard);
        }
    }
    shown
}

fn message(heard: &Heard) -> Value {
    let mut shown = json!({ "valid": heard.fault.is_none(), "body": heard.body });
    for (key, text) in [("document", &heard.document), ("fault", &heard.fault)] {
        if let Some(text) = text {
            shown[key] = text.as_str().into();
        }
    }
    shown
}
