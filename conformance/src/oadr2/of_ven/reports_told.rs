//! What oadrRegisterReport, oadrCreatedReport and oadrUpdateReport must say.

use super::super::procedure::Seen;
use super::super::transcript::{Judged, Transcript, equal, holds};
use std::collections::BTreeSet;
use tieline_schemas::oadr2::{self as wire, Message, ReportName};

/// The name of metadata begins so.
const METADATA: &str = "METADATA_";

/// What was offered last under this name: its specifier and its lines.
pub(super) fn offered(all: Transcript<'_>, name: &ReportName) -> Option<(String, Vec<String>)> {
    let registers = all.told().filter_map(|(_, m)| match m {
        Message::RegisterReport(m) => Some(m),
        _ => None,
    });
    let last = registers.last()?;
    let report = last.oadr_report.iter().find(|report| report.report_name.as_ref() == Some(name))?;
    let rids = report.oadr_report_description.iter().map(|line| line.r_id.clone()).collect();
    Some((report.report_specifier_id.clone(), rids))
}

/// Each report is metadata, under reportRequestID 0 and with a duration, and its lines have names of their own
/// [OADR2b rule 311; OADR2b metadata duration].
pub(super) fn metadata(register: &wire::OadrRegisterReport, ven_id: &str) -> Judged {
    equal("venID of oadrRegisterReport", register.ven_id.as_deref(), Some(ven_id))?;
    holds(!register.request_id.is_empty(), || "oadrRegisterReport has no requestID".to_owned())?;
    let mut specifiers = BTreeSet::new();
    let mut names = Vec::new();
    for report in &register.oadr_report {
        let name = report.report_name.as_ref().map(ReportName::as_str).unwrap_or_default();
        holds(name.starts_with(METADATA), || format!("the reportName {name:?} is not one of metadata"))?;
        equal("reportRequestID of metadata", report.report_request_id.as_str(), "0")?;
        holds(report.duration.is_some(), || format!("{name} has no duration"))?;
        let specifier = report.report_specifier_id.as_str();
        holds(!specifier.is_empty() && specifiers.insert(specifier), || {
            format!("the reportSpecifierID {specifier:?} is not one of its own")
        })?;
        holds(report.created_date_time.unix_seconds() > 0, || format!("{name} has no createdDateTime"))?;
        let rids: BTreeSet<_> = report.oadr_report_description.iter().map(|line| line.r_id.as_str()).collect();
        let lines = report.oadr_report_description.len();
        holds(lines > 0 && rids.len() == lines, || format!("{name} has {lines} lines and {} rIDs", rids.len()))?;
        names.push(name);
    }
    Ok(names.join(", "))
}

/// The request of this case is acknowledged before the next poll, under its requestID; its reports are pending.
pub(super) fn acknowledged(seen: &Seen<'_>, suffixes: &[&str]) -> Judged {
    let place = seen.here.gave(|m| matches!(m, Message::CreateReport(_))).ok_or("the request was never fetched")?;
    let created = seen.here.before_next_poll(place).one("oadrCreatedReport", |m| match m {
        Message::CreatedReport(m) => Some(m),
        _ => None,
    })?;
    equal("venID of oadrCreatedReport", created.ven_id.as_deref(), Some(seen.ven_id))?;
    equal("requestID", created.ei_response.request_id.clone(), format!("{}/create", seen.case))?;
    equal("code of oadrCreatedReport", created.ei_response.response_code.get(), 200)?;
    for suffix in suffixes {
        let id = format!("{}{suffix}", seen.case);
        let pending = &created.oadr_pending_reports.report_request_id;
        // What was told once may be told by then.
        let at_once = !updates(Transcript(&seen.here.0[..place]), &id).is_empty();
        holds(pending.contains(&id) || at_once || is_once(seen), || format!("{id} is not pending: {pending:?}"))?;
    }
    Ok(format!("acknowledged: {}", created.oadr_pending_reports.report_request_id.join(", ")))
}

fn is_once(seen: &Seen<'_>) -> bool {
    let asked = seen.here.0.iter().filter_map(|exchange| exchange.gave.as_ref());
    let mut back = asked.filter_map(|message| match message {
        Message::CreateReport(m) => m.oadr_report_request.first(),
        _ => None,
    });
    back.any(|request| request.report_specifier.report_back_duration.duration.is_zero())
}

/// The reports of this id that updates told.
pub(super) fn updates<'a>(here: Transcript<'a>, id: &str) -> Vec<&'a wire::OadrReport> {
    let told = here.told().filter_map(|(_, m)| match m {
        Message::UpdateReport(m) => Some(m),
        _ => None,
    });
    told.flat_map(|update| &update.oadr_report).filter(|report| report.report_request_id == id).collect()
}

/// How many updates of this case's report came from `place` on; each of all is as it should be: named, in time, of known
/// lines, its own start that of its first interval, its intervals without gap backwards [OADR2b rule 314, rule 342].
pub(super) fn updates_after(seen: &Seen<'_>, place: usize) -> Result<usize, String> {
    for report in updates(seen.here, seen.case) {
        update(seen, report)?;
    }
    let later = Transcript(seen.here.0.get(place..).unwrap_or_default());
    Ok(updates(later, seen.case).len())
}

fn update(seen: &Seen<'_>, report: &wire::OadrReport) -> Result<(), String> {
    let request = asked(seen).ok_or("the request was never fetched")?;
    let specifier = &request.report_specifier;
    let name = report.report_name.as_ref().map(ReportName::as_str).unwrap_or_default();
    holds(!name.is_empty() && !name.starts_with(METADATA), || format!("an update is named {name:?}"))?;
    equal("reportSpecifierID", report.report_specifier_id.as_str(), specifier.report_specifier_id.as_str())?;
    let start = report.dtstart.as_ref().ok_or("an update has no dtstart")?.date_time;
    let intervals = report.intervals.as_ref().map(|intervals| intervals.interval.as_slice()).unwrap_or_default();
    let first = intervals.first().ok_or("an update has no interval")?;
    let first = first.dtstart.as_ref().map_or(start, |dtstart| dtstart.date_time);
    equal("dtstart of an update, beside that of its first interval,", start, first)?;
    let known: BTreeSet<_> = specifier.specifier_payload.iter().map(|line| line.r_id.as_str()).collect();
    // Where they are numbered, it is from 0 on.
    let uids: Vec<_> = intervals.iter().filter_map(|interval| interval.uid.as_ref()).map(|uid| &uid.text).collect();
    let counted = uids.iter().enumerate().all(|(number, uid)| **uid == number.to_string());
    holds(counted && (uids.is_empty() || uids.len() == intervals.len()), || format!("uids are {uids:?}"))?;
    for interval in intervals {
        let payloads = interval.stream_payload_base.iter().filter_map(|payload| match payload {
            wire::StreamPayload::OadrReportPayload(payload) => Some(payload.r_id.as_str()),
            _ => None,
        });
        let rids: Vec<_> = payloads.collect();
        holds(!rids.is_empty(), || "an interval has no oadrReportPayload".to_owned())?;
        let foreign = rids.iter().find(|rid| !known.contains(*rid));
        holds(foreign.is_none(), || format!("nobody asked for the line {foreign:?}"))?;
    }
    Ok(())
}

/// The first report that this case asked for.
pub(super) fn asked<'a>(seen: &Seen<'a>) -> Option<&'a wire::OadrReportRequest> {
    let gave = seen.here.0.iter().filter_map(|exchange| exchange.gave.as_ref());
    let mut asked = gave.filter_map(|message| match message {
        Message::CreateReport(m) => m.oadr_report_request.iter().find(|request| request.report_request_id == seen.case),
        _ => None,
    });
    asked.next()
}
