//! The whole at a glance, rates, the clock of a laboratory, and the description of the API.

use super::{Fleet, bodies, documents};
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, description};
use crate::admin::route::Call;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) fn status(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let programs = fleet.operator.programs()?;
    let statuses = ["scheduled", "active", "cancelled", "cancelled-randomized", "superseded", "over"];
    let mut controls: BTreeMap<&str, u32> = statuses.into_iter().map(|status| (status, 0)).collect();
    for (program, _) in &programs {
        for (_, _, standing) in fleet.operator.events(*program)? {
            *controls.entry(documents::status(standing)).or_default() += 1;
        }
    }
    let mut document = json!({
        "now": instant::text(fleet.operator.now()),
        "devices": fleet.operator.device_count()?,
        "denied": fleet.operator.denied()?.len(),
        "groups": fleet.operator.groups()?.len(),
        "programs": programs.len(),
        "controls": controls,
    });
    if let Some(offset_s) = fleet.host.clock_offset_s {
        document["clock_offset_s"] = offset_s.into();
    }
    answer(200, &document)
}

pub(super) fn openapi(_: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    description(super::OPENAPI)
}

/// What devices are shown, and what of it was changed while running.
pub(super) fn rates(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let (set, poll_s, post_s) = fleet.operator.shown_rates()?;
    let is_set = json!({ "poll_s": set.poll, "post_s": set.post });
    answer(200, &json!({ "poll_s": poll_s, "polls": fleet.operator.shown_polls()?, "post_s": post_s, "set": is_set }))
}

pub(super) fn put_rates(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let bodies::ServerRates { poll, post, polls } = bodies::server_rates(call.body)?;
    fleet.operator.rates(poll, post)?;
    fleet.operator.polls(&polls)?;
    rates(fleet, call)
}

pub(super) fn clock(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let offset_s = fleet.host.clock_offset_s.unwrap_or(0);
    let settable = fleet.host.clock_offset_s.is_some();
    answer(200, &json!({ "now": instant::text(fleet.operator.now()), "offset_s": offset_s, "settable": settable }))
}

/// Sets the clock off the host's, in a laboratory alone.
pub(super) fn put_clock(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let offset_s = bodies::clock(call.body)?;
    let Some(before) = fleet.host.clock_offset_s else {
        return Err(Problem::new(403, "the clock is set in a laboratory alone: server.lab = true"));
    };
    fleet.host.clock_offset_s = Some(offset_s);
    let now = fleet.operator.now();
    let now = tieline_core::model::UtcSeconds(now.0.saturating_add(offset_s - before));
    answer(200, &json!({ "now": instant::text(now), "offset_s": offset_s, "settable": true }))
}

/// What devices are told of local time, and whether it was changed while running.
pub(super) fn time_zone(fleet: &mut Fleet<'_, '_>, _: &Call<'_>) -> Reply {
    let (zone, set) = fleet.operator.shown_time_zone()?;
    let (start, end) = (instant::text(zone.dst_start), instant::text(zone.dst_end));
    let dst = (zone.dst_offset > 0).then(|| json!({ "offset_s": zone.dst_offset, "start": start, "end": end }));
    answer(200, &json!({ "offset_s": zone.offset, "dst": dst, "set": set }))
}

pub(super) fn put_time_zone(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    fleet.operator.time_zone(bodies::time_zone(call.body)?)?;
    time_zone(fleet, call)
}
