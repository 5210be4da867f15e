//! Reports: offered by the VEN, asked for, sent, cancelled; and asked by the VEN of the VTN.

use super::super::clock::now_s;
use super::super::event::watts;
use super::super::say::{VERSION, cancel_report, create_report, moment, report_request, response, seconds};
use super::super::setup::ReportPlan;
use super::super::transcript::{equal, holds};
use super::super::ven::{Fault, outcome, unexpected};
use super::{Case, Stage, done};
use tieline_schemas::oadr2::{self as wire, Message, ReportName};

/// What the reference VEN offers.
const SPECIFIER: &str = "reference-usage";
const RID: &str = "site.power";

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Metadata are taken [OADR2b oadrRegisterReport].
    Case {
        name: "R metadata",
        clause: "OADR2b oadrRegisterReport",
        play: |stage| {
            let asked = register(stage)?;
            done(format!("200, {} reports asked for at once", asked.len()))
        },
    },
    // A report is asked for by a poll, as the operator wants it; updates of it are taken
    // [OADR2b TELEMETRY_USAGE].
    Case {
        name: "R 045",
        clause: "OADR2b TELEMETRY_USAGE",
        play: |stage| {
            let id = asked(stage, 10)?;
            for value in [1_000.0, 1_100.0] {
                update(stage, &id, value, 200)?;
            }
            let ven_id = stage.ven.id();
            let readings = stage.bench.setup.readings(&ven_id, &id).map_err(Fault::NotRun)?;
            equal("what the VTN holds", readings, vec![1_000.0, 1_100.0])?;
            end(stage, &id)?;
            done("asked for, two updates taken")
        },
    },
    // Once: granularity and the time between updates are 0.
    Case {
        name: "R one-shot",
        clause: "OADR2b TELEMETRY_USAGE",
        play: |stage| {
            let id = asked(stage, 0)?;
            update(stage, &id, 1_000.0, 200)?;
            stage.expect_drained()?;
            done("asked for once, one update taken")
        },
    },
    // An update of a report that was never asked for [OADR2b rule 304].
    Case {
        name: "R rule 304",
        clause: "OADR2b rule 304",
        play: |stage| {
            register(stage)?;
            update(stage, "no-such-report", 1_000.0, 452)?;
            done("452")
        },
    },
    // Metadata are asked for again [OADR2b rule 306].
    Case {
        name: "R1_3170",
        clause: "OADR2b rule 306",
        play: |stage| {
            register(stage)?;
            stage.drain()?;
            let ven_id = stage.ven.id();
            stage.bench.setup.ask_metadata(&ven_id).map_err(Fault::NotRun)?;
            let asked = polled_create(stage)?;
            let request = one(&asked.oadr_report_request)?;
            equal("reportSpecifierID", request.report_specifier.report_specifier_id.as_str(), "METADATA")?;
            stage.ven.obey(&Message::CreateReport(asked))?;
            register(stage)?;
            stage.drain()?;
            stage.expect_drained()?;
            done("asked for as METADATA, and content with the answer")
        },
    },
    // Cancelled without a last update: what comes nevertheless is no report any more.
    Case {
        name: "R 020",
        clause: "OADR2b oadrCancelReport",
        play: |stage| {
            let id = asked(stage, 10)?;
            let cancel = cancelled(stage, &id, false)?;
            equal("reportToFollow", cancel.report_to_follow, false)?;
            update(stage, &id, 1_000.0, 452)?;
            done("cancelled; a later update is answered 452")
        },
    },
    // Cancelled with a last update: that one is taken.
    Case {
        name: "R 055",
        clause: "OADR2b oadrCancelReport",
        play: |stage| {
            let id = asked(stage, 10)?;
            let cancel = cancelled(stage, &id, true)?;
            equal("reportToFollow", cancel.report_to_follow, true)?;
            update(stage, &id, 1_000.0, 200)?;
            done("cancelled; the last update is taken")
        },
    },
    // Cancelled, and an update comes before the VEN heard of it: the cancellation is in the answer to it, or in the next poll.
    Case {
        name: "R 064",
        clause: "OADR2b oadrCancelReport",
        play: |stage| {
            let (id, ven_id) = (asked(stage, 10)?, stage.ven.id());
            stage.bench.setup.cancel_report(&ven_id, &id, false).map_err(Fault::NotRun)?;
            let (cancel, way) = match update(stage, &id, 1_000.0, 200)? {
                Some(cancel) => (cancel, "with the answer to the update"),
                None => match stage.ven.poll()? {
                    Some(Message::CancelReport(cancel)) => (cancel, "with the next poll"),
                    other => return Err(unexpected("oadrCancelReport", other.as_ref())),
                },
            };
            equal("reportRequestID", one(&cancel.report_request_id)?.as_str(), id.as_str())?;
            stage.ven.obey(&Message::CancelReport(cancel))?;
            stage.expect_drained()?;
            done(way)
        },
    },
    // What the VTN itself can report is told to the VEN, by a poll or not at all; asked for what it does not offer it refuses
    // [OADR2b 461].
    Case {
        name: "R 461",
        clause: "OADR2b 461",
        play: |stage| {
            let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
            let request = report_request("unheard-of", "no-such-specifier", (60, 60), &["no-such-line".to_owned()]);
            match stage.ven.say(create_report(&request_id, &ven_id, vec![request]))? {
                Some(Message::CreatedReport(told)) => {
                    let code = told.ei_response.response_code.get();
                    holds([461, 452].contains(&code), || format!("code {code}, not 461 or 452"))?;
                    equal("requestID", told.ei_response.request_id, request_id)?;
                    let pending = &told.oadr_pending_reports.report_request_id;
                    holds(!pending.contains(&"unheard-of".to_owned()), || "it is said to be pending".to_owned())?;
                    done(format!("{code}"))
                }
                other => Err(unexpected("oadrCreatedReport", other.as_ref())),
            }
        },
    },
    // The VEN cancels a report that it never asked of the VTN.
    Case {
        name: "R 452",
        clause: "OADR2b 452",
        play: |stage| {
            let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
            let cancel = cancel_report(&request_id, &ven_id, "unheard-of", false);
            match stage.ven.say(Message::CancelReport(cancel))? {
                Some(Message::CanceledReport(told)) => {
                    equal("code of oadrCanceledReport", told.ei_response.response_code.get(), 452)?;
                    equal("requestID", told.ei_response.request_id, request_id)?;
                    done("452")
                }
                other => Err(unexpected("oadrCanceledReport", other.as_ref())),
            }
        },
    },
    // The VEN asks for what the VTN offers of its own, where it offers anything.
    Case { name: "R of the VTN", clause: "OADR2b HISTORY_USAGE", play: of_the_vtn },
];

/// Tells metadata; what the VTN asks for in its answer, promised.
fn register(stage: &mut Stage<'_, '_>) -> Result<Vec<wire::OadrReportRequest>, Fault> {
    let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
    let line = wire::OadrReportDescription {
        r_id: RID.to_owned(),
        report_type: wire::ReportType::Usage,
        item_base: Some(watts()),
        reading_type: wire::ReadingType::Mean,
        oadr_sampling_rate: Some(wire::OadrSamplingRate {
            oadr_min_period: wire::Duration::from_seconds(1),
            oadr_max_period: wire::Duration::from_seconds(3_600),
            oadr_on_change: false,
        }),
        ..Default::default()
    };
    let report = wire::OadrReport {
        duration: Some(seconds(3_600)),
        oadr_report_description: vec![line],
        // Nobody has asked yet [OADR2b rule 311].
        report_request_id: "0".to_owned(),
        report_specifier_id: SPECIFIER.to_owned(),
        report_name: Some(ReportName::MetadataTelemetryUsage),
        created_date_time: moment(now_s()),
        ..Default::default()
    };
    let told = stage.ven.say(Message::RegisterReport(wire::OadrRegisterReport {
        schema_version: VERSION,
        request_id: request_id.clone(),
        oadr_report: vec![report],
        ven_id: Some(ven_id.clone()),
        report_request_id: None,
    }))?;
    let Some(Message::RegisteredReport(told)) = told else {
        return Err(unexpected("oadrRegisteredReport", told.as_ref()));
    };
    equal("code of oadrRegisteredReport", told.ei_response.response_code.get(), 200)?;
    equal("requestID", told.ei_response.request_id, request_id.clone())?;
    if !told.oadr_report_request.is_empty() {
        // Promised under the request that was answered so.
        stage.ven.obey(&create_report(&request_id, &ven_id, told.oadr_report_request.clone()))?;
    }
    Ok(told.oadr_report_request)
}

/// Registers metadata and lets the operator ask for one report; its id, promised.
fn asked(stage: &mut Stage<'_, '_>, period_s: u32) -> Result<String, Fault> {
    register(stage)?;
    stage.drain()?;
    let ven_id = stage.ven.id();
    let plan = ReportPlan {
        specifier: SPECIFIER.to_owned(),
        line: (RID.to_owned(), "Mean".to_owned()),
        granularity_s: period_s,
        back_s: period_s,
    };
    let id = stage.bench.setup.ask_report(&ven_id, &plan).map_err(Fault::NotRun)?;
    let asked = polled_create(stage)?;
    holds(!asked.request_id.is_empty(), || "oadrCreateReport has no requestID".to_owned())?;
    let request = one(&asked.oadr_report_request)?;
    equal("reportRequestID", request.report_request_id.as_str(), id.as_str())?;
    let specifier = &request.report_specifier;
    equal("reportSpecifierID", specifier.report_specifier_id.as_str(), SPECIFIER)?;
    equal("granularity", specifier.granularity.duration.to_seconds(), Some(i64::from(period_s)))?;
    equal("reportBackDuration", specifier.report_back_duration.duration.to_seconds(), Some(i64::from(period_s)))?;
    equal("rID", one(&specifier.specifier_payload)?.r_id.as_str(), RID)?;
    let heard = stage.ven.obey(&Message::CreateReport(asked.clone()))?;
    let (code, request_id) = outcome(heard.as_ref())?;
    equal("code of the answer to oadrCreatedReport", code, 200)?;
    equal("requestID of that answer", request_id, asked.request_id.as_str())?;
    Ok(id)
}

fn polled_create(stage: &mut Stage<'_, '_>) -> Result<wire::OadrCreateReport, Fault> {
    match stage.ven.poll()? {
        Some(Message::CreateReport(asked)) => Ok(asked),
        other => Err(unexpected("oadrCreateReport", other.as_ref())),
    }
}

fn one<T>(all: &[T]) -> Result<&T, String> {
    match all {
        [only] => Ok(only),
        all => Err(format!("{} of them, not one", all.len())),
    }
}

/// Sends one value, and expects this code.
fn update(stage: &mut Stage<'_, '_>, id: &str, value: f64, code: u16) -> Result<Option<wire::OadrCancelReport>, Fault> {
    let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
    // Each a second later than the one before: requestIDs count up.
    let serial: i64 = request_id.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or_default();
    let start = moment(now_s() - 3_000 + serial);
    let interval = wire::Interval {
        dtstart: Some(start.into()),
        duration: Some(seconds(1)),
        uid: Some(wire::Uid { text: "0".to_owned() }),
        stream_payload_base: vec![wire::StreamPayload::OadrReportPayload(wire::OadrReportPayload {
            r_id: RID.to_owned(),
            payload_base: wire::Payload::PayloadFloat(value.into()),
            ..Default::default()
        })],
    };
    let report = wire::OadrReport {
        dtstart: Some(start.into()),
        duration: Some(seconds(1)),
        intervals: Some(wire::Intervals { interval: vec![interval] }),
        report_request_id: id.to_owned(),
        report_specifier_id: SPECIFIER.to_owned(),
        report_name: Some(ReportName::TelemetryUsage),
        created_date_time: moment(now_s()),
        ..Default::default()
    };
    let told = stage.ven.say(Message::UpdateReport(wire::OadrUpdateReport {
        schema_version: VERSION,
        request_id: request_id.clone(),
        oadr_report: vec![report],
        ven_id: Some(ven_id),
    }))?;
    let Some(Message::UpdatedReport(told)) = told else {
        return Err(unexpected("oadrUpdatedReport", told.as_ref()));
    };
    equal("code of oadrUpdatedReport", told.ei_response.response_code.get(), code)?;
    equal("requestID", told.ei_response.request_id, request_id)?;
    Ok(told.oadr_cancel_report)
}

/// Lets the operator cancel a report; the cancellation that a poll brings, confirmed.
fn cancelled(stage: &mut Stage<'_, '_>, id: &str, follows: bool) -> Result<wire::OadrCancelReport, Fault> {
    let ven_id = stage.ven.id();
    stage.bench.setup.cancel_report(&ven_id, id, follows).map_err(Fault::NotRun)?;
    let heard = stage.ven.poll()?;
    let Some(Message::CancelReport(cancel)) = heard else {
        return Err(unexpected("oadrCancelReport", heard.as_ref()));
    };
    equal("reportRequestID", one(&cancel.report_request_id)?.as_str(), id)?;
    let answer = stage.ven.obey(&Message::CancelReport(cancel.clone()))?;
    let (code, request_id) = outcome(answer.as_ref())?;
    equal("code of the answer to oadrCanceledReport", code, 200)?;
    equal("requestID of that answer", request_id, cancel.request_id.as_str())?;
    Ok(cancel)
}

fn end(stage: &mut Stage<'_, '_>, id: &str) -> Result<(), Fault> {
    cancelled(stage, id, false).map(drop)
}

/// Registers anew, so that the VTN may tell what it offers; asks for it once; and takes the update that a poll brings.
fn of_the_vtn(stage: &mut Stage<'_, '_>) -> Result<String, Fault> {
    let id = asked(stage, 10)?;
    update(stage, &id, 1_000.0, 200)?;
    stage.ven.register()?;
    register(stage)?;
    let came = stage.drain()?;
    let offered = came.iter().find_map(|message| match message {
        Message::RegisterReport(m) => m.oadr_report.first(),
        _ => None,
    });
    let offered = offered.ok_or_else(|| Fault::NotRun("it offers no report of its own".to_owned()))?.clone();
    let name = offered.report_name.as_ref().map(ReportName::as_str).unwrap_or_default();
    holds(name.starts_with("METADATA_"), || format!("what it offers is named {name:?}"))?;
    equal("reportRequestID of metadata", offered.report_request_id.as_str(), "0")?;
    holds(offered.duration.is_some(), || "its metadata have no duration".to_owned())?;
    let line = offered.oadr_report_description.first().ok_or("its metadata have no line")?;
    let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
    let mut request =
        report_request("asked-by-ven", &offered.report_specifier_id, (0, 0), std::slice::from_ref(&line.r_id));
    request.report_specifier.specifier_payload[0].reading_type = line.reading_type.clone();
    let properties =
        wire::Properties { dtstart: moment(now_s() - 3_600).into(), duration: seconds(3_600), ..Default::default() };
    request.report_specifier.report_interval = Some(wire::WsCalendarInterval { properties });
    let heard = stage.ven.say(create_report(&request_id, &ven_id, vec![request]))?;
    equal("code of oadrCreatedReport", outcome(heard.as_ref())?, (200, request_id.as_str()))?;
    let told = stage.ven.poll()?;
    let Some(Message::UpdateReport(told)) = told else {
        return Err(unexpected("oadrUpdateReport", told.as_ref()));
    };
    let report = one(&told.oadr_report)?;
    equal("reportRequestID", report.report_request_id.as_str(), "asked-by-ven")?;
    let intervals = report.intervals.as_ref().map_or(0, |intervals| intervals.interval.len());
    let updated = Message::UpdatedReport(wire::OadrUpdatedReport {
        schema_version: VERSION,
        ei_response: response(&told.request_id, 200),
        oadr_cancel_report: None,
        ven_id: Some(stage.ven.id()),
    });
    let heard = stage.ven.say(updated)?;
    equal("code of the answer to oadrUpdatedReport", outcome(heard.as_ref())?.0, 200)?;
    done(format!("{name}, {intervals} intervals told"))
}
