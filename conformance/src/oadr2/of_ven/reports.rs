//! Reports: offered, asked for, cancelled.

use super::super::clock::now_s;
use super::super::say::{VERSION, cancel_report, create_report, moment, report_request, seconds};
use super::super::transcript::{Exchange, Transcript, equal, holds};
use super::reports_judged::{cancelled_told, confirmed, ended, history_told, not_served, one_told, told};
use super::reports_told::{acknowledged, metadata, offered, updates};
use super::{Case, Stage};
use tieline_schemas::oadr2::{self as wire, Message, ReportName};

/// So many polls after metadata no more of it is waited for.
const SETTLED_POLLS: usize = 15;
const USAGE: &str = "OADR2b TELEMETRY_USAGE";
const STATUS: &str = "OADR2b TELEMETRY_STATUS";
const HISTORY: &str = "OADR2b HISTORY_USAGE";
/// The history that is asked for begins so many seconds ago, and is so long.
const AGO_S: (i64, u32) = (12, 8);
const CANCEL: &str = "OADR2b oadrCancelReport";

/// The cases, by the numbers of their prompts where they have one.
pub(super) const CASES: &[Case] = &[
    // The metadata that it told at registration [OADR2b rule 311; OADR2b metadata duration].
    Case {
        name: "R metadata",
        clause: "OADR2b rule 311",
        play: |stage| {
            stage.begin = 0;
            Ok(())
        },
        judge: |seen| {
            let told = seen.here.told().filter_map(|(_, m)| match m {
                Message::RegisterReport(m) => Some(m),
                _ => None,
            });
            let names: Result<Vec<_>, _> = told.map(|register| metadata(register, seen.ven_id)).collect();
            let names = names?;
            holds(!names.is_empty(), || "no oadrRegisterReport".to_owned())?;
            Ok(format!("offers {}", names[names.len() - 1]))
        },
    },
    // Usage of one line, periodic: acknowledged, and updates come.
    Case {
        name: "R 045",
        clause: USAGE,
        play: |stage| periodic(stage, ReportName::MetadataTelemetryUsage, 1),
        judge: told,
    },
    // Usage of every line.
    Case {
        name: "R 046",
        clause: USAGE,
        play: |stage| periodic(stage, ReportName::MetadataTelemetryUsage, 99),
        judge: told,
    },
    // Status, periodic.
    Case {
        name: "R 019",
        clause: STATUS,
        play: |stage| periodic(stage, ReportName::MetadataTelemetryStatus, 99),
        judge: told,
    },
    // Status, cancelled: no update follows.
    Case {
        name: "R 020",
        clause: CANCEL,
        play: |stage| cancelled(stage, ReportName::MetadataTelemetryStatus, 1, false),
        judge: |seen| cancelled_told(seen, false),
    },
    // Status, cancelled before its first period ended, with a last update to follow.
    Case {
        name: "R 055",
        clause: CANCEL,
        play: |stage| cancelled(stage, ReportName::MetadataTelemetryStatus, 60, true),
        judge: |seen| cancelled_told(seen, true),
    },
    // Usage, cancelled: no update follows.
    Case {
        name: "R usage cancelled",
        clause: CANCEL,
        play: |stage| cancelled(stage, ReportName::MetadataTelemetryUsage, 1, false),
        judge: |seen| cancelled_told(seen, false),
    },
    // Usage, cancelled after its first update, with a last one to follow.
    Case {
        name: "R usage follow",
        clause: CANCEL,
        play: |stage| {
            ask(stage, ReportName::MetadataTelemetryUsage, &[("", 1)], 99)?;
            let id = stage.id("");
            stage.until(|here| !updates(here, &id).is_empty());
            let cancel = cancel_report(&stage.id("/cancel"), &stage.ven_id(), &id, true);
            stage.hand_out(Message::CancelReport(cancel))?;
            stage.idle_polls(3);
            Ok(())
        },
        judge: |seen| cancelled_told(seen, true),
    },
    // Status, cancelled in the answer to an update.
    Case {
        name: "R 064",
        clause: CANCEL,
        play: |stage| {
            let id = stage.id("");
            stage.bench.vtn.end_report(&id, false);
            ask(stage, ReportName::MetadataTelemetryStatus, &[("", 1)], 99)?;
            stage.until(|here| updates(here, &id).len() == 1);
            stage.idle_polls(3);
            Ok(())
        },
        judge: |seen| {
            acknowledged(seen, &[""])?;
            let ends = |m: &Message| matches!(m, Message::UpdatedReport(m) if m.oadr_cancel_report.is_some());
            let place = seen.here.gave(ends).ok_or("no update that could be answered so")?;
            ended(seen, place)?;
            Ok("ended by the answer to its update".to_owned())
        },
    },
    // Once: neither granularity nor a time between updates.
    Case {
        name: "R one-shot",
        clause: STATUS,
        play: |stage| once(stage, ReportName::MetadataTelemetryStatus),
        judge: one_told,
    },
    Case {
        name: "R one-shot usage",
        clause: USAGE,
        play: |stage| once(stage, ReportName::MetadataTelemetryUsage),
        judge: one_told,
    },
    // Two at once: both are acknowledged, and both are pending.
    Case {
        name: "R two",
        clause: "OADR2b oadrCreateReport",
        play: |stage| {
            ask(stage, ReportName::MetadataTelemetryStatus, &[("a", 60), ("b", 60)], 1)?;
            end(stage, "a")?;
            end(stage, "b")
        },
        judge: |seen| acknowledged(seen, &["a", "b"]),
    },
    // The specifier METADATA asks for the metadata again [OADR2b rule 306].
    Case {
        name: "R1_3170",
        clause: "OADR2b rule 306",
        play: |stage| {
            let request = report_request(&stage.id(""), "METADATA", (0, 0), &["0".to_owned()]);
            stage.hand_out(create_report(&stage.id("/create"), &stage.ven_id(), vec![request]))?;
            stage.until(|here| here.told().any(|(_, m)| matches!(m, Message::RegisterReport(_))));
            Ok(())
        },
        judge: |seen| {
            let register = seen.here.one("oadrRegisterReport", |m| match m {
                Message::RegisterReport(m) => Some(m),
                _ => None,
            })?;
            Ok(format!("tells again: {}", metadata(register, seen.ven_id)?))
        },
    },
    // A specifier that it never offered; some say 452 [OADR2b 461].
    Case {
        name: "R 461",
        clause: "OADR2b 461",
        play: |stage| {
            let request = report_request(&stage.id(""), "no-such-specifier", (1, 1), &["no-such-line".to_owned()]);
            stage.hand_out(create_report(&stage.id("/create"), &stage.ven_id(), vec![request]))
        },
        judge: not_served,
    },
    // A line that the specifier does not have.
    Case {
        name: "R 461 rID",
        clause: "OADR2b 461",
        play: |stage| {
            let (specifier, _) = offered_here(stage, &ReportName::MetadataTelemetryUsage)?;
            let request = report_request(&stage.id(""), &specifier, (1, 1), &["no-such-line".to_owned()]);
            stage.hand_out(create_report(&stage.id("/create"), &stage.ven_id(), vec![request]))
        },
        judge: not_served,
    },
    // A cancellation of a report that nobody asked for [OADR2b 452].
    Case {
        name: "R 452",
        clause: "OADR2b 452",
        play: |stage| end(stage, ""),
        judge: |seen| {
            let canceled = confirmed(seen, "")?;
            equal("code of oadrCanceledReport", canceled.ei_response.response_code.get(), 452)?;
            Ok("452".to_owned())
        },
    },
    // An update of a report that the VEN never asked for [OADR2b rule 304].
    Case {
        name: "R rule 304",
        clause: "OADR2b rule 304",
        play: |stage| {
            let report = wire::OadrReport {
                report_request_id: stage.id(""),
                report_specifier_id: "no-such-specifier".to_owned(),
                report_name: Some(ReportName::TelemetryUsage),
                ..Default::default()
            };
            stage.hand_out(Message::UpdateReport(wire::OadrUpdateReport {
                schema_version: VERSION,
                request_id: stage.id("/update"),
                oadr_report: vec![report],
                ven_id: Some(stage.ven_id()),
            }))
        },
        judge: |seen| {
            let place = seen.here.gave(|m| matches!(m, Message::UpdateReport(_))).ok_or("never fetched")?;
            let updated = seen.here.before_next_poll(place).one("oadrUpdatedReport", |m| match m {
                Message::UpdatedReport(m) => Some(m),
                _ => None,
            })?;
            equal("requestID", updated.ei_response.request_id.clone(), format!("{}/update", seen.case))?;
            equal("code of oadrUpdatedReport", updated.ei_response.response_code.get(), 452)?;
            Ok("452".to_owned())
        },
    },
    // What the VTN can report: answered, although it is nothing [OADR2b oadrRegisterReport].
    Case {
        name: "R VTN's metadata",
        clause: "OADR2b oadrRegisterReport",
        play: |stage| {
            stage.hand_out(Message::RegisterReport(wire::OadrRegisterReport {
                schema_version: VERSION,
                request_id: stage.id("/register"),
                oadr_report: Vec::new(),
                ven_id: Some(stage.ven_id()),
                report_request_id: None,
            }))
        },
        judge: |seen| {
            let place = seen.here.gave(|m| matches!(m, Message::RegisterReport(_))).ok_or("never fetched")?;
            let registered = seen.here.before_next_poll(place).one("oadrRegisteredReport", |m| match m {
                Message::RegisteredReport(m) => Some(m),
                _ => None,
            })?;
            equal("requestID", registered.ei_response.request_id.clone(), format!("{}/register", seen.case))?;
            equal("code of oadrRegisteredReport", registered.ei_response.response_code.get(), 200)?;
            Ok("answered".to_owned())
        },
    },
    // History of usage, where it is offered: all that there is, once.
    Case {
        name: "R 043",
        clause: HISTORY,
        play: |stage| once(stage, ReportName::MetadataHistoryUsage),
        judge: one_told,
    },
    // The history of some seconds: all that is told lies within them.
    Case { name: "R 044", clause: HISTORY, play: history, judge: history_told },
];

// ---- what is played ----

/// What the VEN offers under this name: its specifier and its lines. The error makes the case one that was not run.
fn offered_here(stage: &Stage<'_, '_>, name: &ReportName) -> Result<(String, Vec<String>), String> {
    // Metadata may come again as devices are found; a few polls later it does not.
    let told_last = |log: &[Exchange]| log.iter().rposition(|exchange| exchange.name() == "oadrRegisterReport");
    let polls = |log: &[Exchange]| log.iter().filter(|exchange| exchange.name() == "oadrPoll").count();
    let is_clear = |log: &[Exchange]| {
        let settled = told_last(log).is_some_and(|place| polls(&log[place..]) >= SETTLED_POLLS);
        settled || offered(Transcript(log), name).is_some()
    };
    stage.bench.vtn.wait(stage.bench.patience, 0, is_clear);
    let all = stage.bench.vtn.since(0);
    offered(Transcript(&all), name).ok_or_else(|| format!("it does not offer {}", name.as_str()))
}

/// Asks for reports of this name: of each the suffix of its id, and the seconds of an interval and between updates.
fn ask(stage: &mut Stage<'_, '_>, name: ReportName, each: &[(&str, u32)], lines_max: usize) -> Result<(), String> {
    let (specifier, mut rids) = offered_here(stage, &name)?;
    rids.truncate(lines_max);
    let report_s = stage.bench.report_s;
    let request = |(suffix, seconds): &(&str, u32)| {
        let seconds = seconds * report_s;
        report_request(&stage.id(suffix), &specifier, (seconds, seconds), &rids)
    };
    let requests = each.iter().map(request).collect();
    stage.hand_out(create_report(&stage.id("/create"), &stage.ven_id(), requests))
}

/// Cancels a report without a last update.
fn end(stage: &mut Stage<'_, '_>, suffix: &str) -> Result<(), String> {
    let request = stage.id(&format!("/cancel{suffix}"));
    stage.hand_out(Message::CancelReport(cancel_report(&request, &stage.ven_id(), &stage.id(suffix), false)))
}

fn periodic(stage: &mut Stage<'_, '_>, name: ReportName, lines_max: usize) -> Result<(), String> {
    ask(stage, name, &[("", 1)], lines_max)?;
    let id = stage.id("");
    stage.until(|here| updates(here, &id).len() >= 2);
    end(stage, "")
}

fn once(stage: &mut Stage<'_, '_>, name: ReportName) -> Result<(), String> {
    ask(stage, name, &[("", 0)], 99)?;
    let id = stage.id("");
    stage.until(|here| !updates(here, &id).is_empty());
    stage.idle_polls(2);
    Ok(())
}

/// Asks for some seconds of the past.
fn history(stage: &mut Stage<'_, '_>) -> Result<(), String> {
    let (specifier, rids) = offered_here(stage, &ReportName::MetadataHistoryUsage)?;
    let mut request = report_request(&stage.id(""), &specifier, (stage.bench.report_s, 0), &rids);
    let (ago_s, length_s) = AGO_S;
    let properties =
        wire::Properties { dtstart: moment(now_s() - ago_s).into(), duration: seconds(length_s), ..Default::default() };
    request.report_specifier.report_interval = Some(wire::WsCalendarInterval { properties });
    stage.hand_out(create_report(&stage.id("/create"), &stage.ven_id(), vec![request]))?;
    let id = stage.id("");
    stage.until(|here| !updates(here, &id).is_empty());
    stage.idle_polls(2);
    Ok(())
}

fn cancelled(stage: &mut Stage<'_, '_>, name: ReportName, periods: u32, follows: bool) -> Result<(), String> {
    ask(stage, name, &[("", periods)], 99)?;
    let (id, request) = (stage.id(""), stage.id("/cancel"));
    if !follows {
        stage.until(|here| !updates(here, &id).is_empty());
    }
    stage.hand_out(Message::CancelReport(cancel_report(&request, &stage.ven_id(), &id, follows)))?;
    stage.idle_polls(3);
    Ok(())
}
