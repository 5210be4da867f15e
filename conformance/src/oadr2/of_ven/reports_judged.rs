//! What each case of a report is judged by.

use super::super::procedure::Seen;
use super::super::transcript::{Judged, equal, holds};
use super::reports_told::{acknowledged, asked, updates, updates_after};
use tieline_schemas::oadr2::{self as wire, Message};

/// Acknowledged, and at least two updates that are as they should be.
pub(super) fn told(seen: &Seen<'_>) -> Judged {
    acknowledged(seen, &[""])?;
    let updates = updates_after(seen, 0)?;
    holds(updates >= 2, || format!("{updates} updates within patience, not two; told: {}", seen.here.names()))?;
    Ok(format!("{updates} updates"))
}

/// Acknowledged, and one update.
pub(super) fn one_told(seen: &Seen<'_>) -> Judged {
    acknowledged(seen, &[""])?;
    equal("updates of what is told once", updates_after(seen, 0)?, 1)?;
    Ok("one update".to_owned())
}

/// Acknowledged, told, and nothing of it outside of what was asked for [OADR2b HISTORY_USAGE].
pub(super) fn history_told(seen: &Seen<'_>) -> Judged {
    acknowledged(seen, &[""])?;
    let told = updates_after(seen, 0)?;
    holds(told > 0, || "no update of the history".to_owned())?;
    let asked = asked(seen).and_then(|request| request.report_specifier.report_interval.as_ref());
    let asked = &asked.ok_or("the request was never fetched")?.properties;
    let from_s = asked.dtstart.date_time.unix_seconds();
    let within = from_s..from_s + asked.duration.duration.to_seconds().unwrap_or_default();
    let reports = updates(seen.here, seen.case).into_iter();
    let starts = reports.flat_map(|report| report.intervals.iter().flat_map(|intervals| &intervals.interval));
    let starts: Vec<i64> =
        starts.filter_map(|interval| Some(interval.dtstart.as_ref()?.date_time.unix_seconds())).collect();
    let odd = starts.iter().find(|start_s| !within.contains(start_s));
    holds(odd.is_none(), || format!("an interval of {odd:?} is not within {within:?}"))?;
    Ok(format!("{} intervals of {} s", starts.len(), within.end - within.start))
}

pub(super) fn not_served(seen: &Seen<'_>) -> Judged {
    let place = seen.here.gave(|m| matches!(m, Message::CreateReport(_))).ok_or("never fetched")?;
    let created = seen.here.before_next_poll(place).one("oadrCreatedReport", |m| match m {
        Message::CreatedReport(m) => Some(m),
        _ => None,
    })?;
    let code = created.ei_response.response_code.get();
    holds([461, 452].contains(&code), || format!("code {code}, not 461 or 452"))?;
    let pending = created.oadr_pending_reports.report_request_id.iter().any(|id| id == seen.case);
    holds(!pending, || "what is refused is said to be pending".to_owned())?;
    Ok(format!("{code}"))
}

/// The confirmation of the cancellation of the report with this suffix: before the next poll, under its request.
pub(super) fn confirmed<'a>(seen: &Seen<'a>, suffix: &str) -> Result<&'a wire::OadrCanceledReport, String> {
    let request = format!("{}/cancel{suffix}", seen.case);
    let place = seen.here.gave(|m| matches!(m, Message::CancelReport(m) if m.request_id == request));
    let before = seen.here.before_next_poll(place.ok_or("the cancellation was never fetched")?);
    let canceled = before.one("oadrCanceledReport", |m| match m {
        Message::CanceledReport(m) => Some(m),
        _ => None,
    })?;
    equal("requestID", canceled.ei_response.request_id.as_str(), request.as_str())?;
    Ok(canceled)
}

/// Confirmed, no longer pending; then the last update where one is to follow, and nothing else.
pub(super) fn cancelled_told(seen: &Seen<'_>, follows: bool) -> Judged {
    acknowledged(seen, &[""])?;
    let canceled = confirmed(seen, "")?;
    equal("code of oadrCanceledReport", canceled.ei_response.response_code.get(), 200)?;
    let pending = canceled.oadr_pending_reports.report_request_id.iter().any(|id| id == seen.case);
    holds(!pending, || "what is cancelled is said to be pending".to_owned())?;
    let place = seen.here.gave(|m| matches!(m, Message::CancelReport(_))).unwrap_or_default();
    let later = updates_after(seen, place + 1)?;
    // One that was under way as the cancellation came is no fault.
    let wanted = if follows { 1..=2 } else { 0..=1 };
    holds(wanted.contains(&later), || format!("{later} updates after the cancellation, not {wanted:?}"))?;
    ended(seen, place)?;
    Ok(format!("confirmed, {later} updates after"))
}

/// No update was made after the one second in which the answer at this place ended the report.
pub(super) fn ended(seen: &Seen<'_>, place: usize) -> Result<(), String> {
    let end_s = seen.here.0.get(place).map_or(0, |exchange| exchange.at_ms.div_euclid(1_000)) + 1;
    let made = updates(seen.here.after(place), seen.case);
    let late = made.iter().map(|report| report.created_date_time.unix_seconds()).find(|made_s| *made_s > end_s);
    holds(late.is_none(), || {
        format!("an update was made {} s after the report was cancelled", late.unwrap_or(0) - end_s + 1)
    })
}
