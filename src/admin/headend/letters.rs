//! Subscriptions, and notifications that were given up: seen, sent again, thrown away.

use super::devices::lfdi;
use super::{Fleet, documents};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list};
use crate::admin::route::Call;
use crate::headend::SubscriptionId;
use serde_json::json;
use tieline_core::model::HttpResponse;

/// Most dead letters in one answer.
const PAGE: usize = 1_000;
/// Stands for every dead letter.
const ALL: &str = "all";

pub(super) fn subscriptions(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (device, _) = fleet.operator.expect_device(lfdi(call)?)?;
    let all = fleet.operator.subscriptions(device)?;
    answer_list(all.iter().map(|(number, subscription)| {
        documents::subscription(SubscriptionId { device, number: *number }, subscription)
    }))
}

fn id(text: &str) -> Result<SubscriptionId, Problem> {
    text.parse().map_err(|says| Problem::new(400, format!("{text:.40?}: {says}")))
}

/// By device and subscription, those after `after`; at most 1000.
pub(super) fn list(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let after = call.target.parameter("after").map(id).transpose()?;
    let mut all = fleet.operator.dead_letters()?;
    all.retain(|(at, _)| after.is_none_or(|after| *at > after));
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    let items: Vec<_> = all.iter().map(|(at, letter)| documents::letter(*at, letter)).collect();
    match all.last().filter(|_| more) {
        None => answer(200, &json!({ "items": items })),
        Some((last, _)) => answer(200, &json!({ "items": items, "next": last.to_string() })),
    }
}

/// The letters that the path names: one, or all.
fn named(fleet: &Fleet<'_, '_>, call: &Call<'_>) -> Result<Vec<SubscriptionId>, Problem> {
    if call.id() == ALL {
        return Ok(fleet.operator.dead_letters()?.into_iter().map(|(at, _)| at).collect());
    }
    let at = id(call.id())?;
    fleet.operator.expect_dead_letter(at)?;
    Ok(vec![at])
}

/// Sends again; a subscription that is still there is told of its resource as it stands now.
pub(super) fn resend(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let named = named(fleet, call)?;
    named.iter().try_for_each(|at| fleet.operator.resend(*at))?;
    answer(200, &json!({ "resent": named.len() }))
}

pub(super) fn discard(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    for at in named(fleet, call)? {
        fleet.operator.discard_dead_letter(at)?;
    }
    Ok(HttpResponse::status(204))
}
