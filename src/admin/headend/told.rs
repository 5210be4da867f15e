//! What devices have sent: responses, readings, log events.

use super::Fleet;
use super::devices::{lfdi, number};
use super::documents;
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list};
use crate::admin::route::Call;
use crate::headend::OperatorError;
use serde_json::{Value, json};
use tieline_core::model::UtcSeconds;

/// Readings in an answer, where the request names no number, and the most.
const READINGS: (usize, usize) = (1_000, 10_000);

/// A value with one more field.
fn with(value: impl serde::Serialize, key: &str, field: Value) -> Result<Value, Problem> {
    let mut value = serde_json::to_value(value).map_err(|error| Problem::new(500, format!("{error}; report this")))?;
    value[key] = field;
    Ok(value)
}

pub(super) fn responses(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (device, _) = fleet.operator.expect_device(lfdi(call)?)?;
    answer_list(fleet.operator.all_responses(device)?.iter().map(documents::response))
}

pub(super) fn mirrors(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (device, _) = fleet.operator.expect_device(lfdi(call)?)?;
    let mirrors = fleet.operator.told_mirrors(device)?;
    let shown = mirrors.into_iter().map(|(number, mirror)| with(mirror, "number", number.into()));
    answer_list(shown.collect::<Result<Vec<_>, _>>()?)
}

pub(super) fn log_events(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (device, _) = fleet.operator.expect_device(lfdi(call)?)?;
    let events = fleet.operator.log_events(device)?;
    let shown = events.into_iter().map(|event| {
        let created = instant::text(event.created);
        with(event, "created", created.into())
    });
    answer_list(shown.collect::<Result<Vec<_>, _>>()?)
}

/// In the order of time; `next` is the `from` of the next page.
pub(super) fn readings(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let (device, _) = fleet.operator.expect_device(lfdi(call)?)?;
    let mirror: u32 = call.second_id().parse().map_err(|_| Problem::new(400, "a mirror is named by its number"))?;
    let known = fleet.operator.mirrors(device)?.iter().any(|(number, _)| *number == mirror);
    if !known {
        return Err(OperatorError::Missing(format!("mirror {mirror}")).into());
    }
    let at = |name| match call.target.parameter(name) {
        None => Ok(None),
        Some(text) => instant::seconds(text).map(Some).map_err(|says| Problem::new(400, format!("{name}: {says}"))),
    };
    let (from, to) = (at("from")?.unwrap_or(i64::MIN), at("to")?.unwrap_or(i64::MAX));
    let limit = number(call, "limit")?.unwrap_or(READINGS.0);
    if !(1..=READINGS.1).contains(&limit) {
        return Err(Problem::new(400, format!("limit: give 1 to {}", READINGS.1)));
    }
    let mut found = fleet.operator.readings(device, mirror)?;
    found.retain(|(_, reading)| (from..to).contains(&reading.start));
    found.sort_by_key(|(meter, reading)| (reading.start, *meter));
    // One second's readings are not parted: the next page begins with the second that did not fit whole.
    let next = found.get(limit).map(|(_, reading)| reading.start);
    if let Some(next) = next {
        found.retain(|(_, reading)| reading.start < next);
        if found.is_empty() {
            let at = instant::text(UtcSeconds(next));
            return Err(Problem::new(
                422,
                format!("limit: more than {limit} readings begin at {at}; give a larger one"),
            ));
        }
    }
    let items: Vec<Value> = found
        .iter()
        .map(|(meter, reading)| {
            json!({
                "meter": meter,
                "start": instant::text(UtcSeconds(reading.start)),
                "seconds": reading.duration,
                "value": reading.value,
                "quality": reading.quality,
            })
        })
        .collect();
    match next {
        None => answer(200, &json!({ "items": items })),
        Some(next) => answer(200, &json!({ "items": items, "next": instant::text(UtcSeconds(next)) })),
    }
}
