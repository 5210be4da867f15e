//! From what the VEN says to payloads.

use super::super::book::{Book, EventAnswer};
use super::super::config::VenConfig;
use super::super::message::{Outcome, Reply};
use super::super::reports::{Line, Measure, Point, Reports, SITE, Specifier, Update, Value};
use super::super::schedule::Schedule;
use super::green_button;
use tieline_core::model::UtcSeconds;
use tieline_schemas::oadr2::{self as wire, ItemBase, Message, Payload, SchemaVersion, StreamPayload};

/// What every payload says of itself.
const VERSION: SchemaVersion = SchemaVersion::V20b;
/// Reports may be asked for in intervals from so many seconds on, up to so many.
const SAMPLING_S: (u32, u32) = (10, 3_600);
/// How long what was measured is kept for a report of telemetry, as the metadata say.
const HISTORY_S: u32 = 3_600;

pub(in super::super) fn query(request_id: &str) -> Vec<u8> {
    let request_id = request_id.to_owned();
    wire::encode(&Message::QueryRegistration(wire::OadrQueryRegistration { schema_version: VERSION, request_id }))
}

pub(in super::super) fn register(request_id: &str, config: &VenConfig) -> Vec<u8> {
    wire::encode(&Message::CreatePartyRegistration(wire::OadrCreatePartyRegistration {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        registration_id: None,
        ven_id: config.ven_id.clone(),
        oadr_profile_name: wire::OadrProfileName::V20b,
        oadr_transport_name: wire::OadrTransportName::SimpleHttp,
        oadr_transport_address: config.push.as_ref().map(|push| push.address.clone()),
        oadr_report_only: config.report_only,
        oadr_xml_signature: config.signed,
        oadr_ven_name: Some(config.ven_name.clone()),
        oadr_http_pull_model: Some(config.push.is_none()),
    }))
}

pub(in super::super) fn request_events(request_id: &str, ven_id: &str) -> Vec<u8> {
    let (request_id, ven_id) = (request_id.to_owned(), ven_id.to_owned());
    wire::encode(&Message::RequestEvent(wire::OadrRequestEvent {
        schema_version: VERSION,
        ei_request_event: wire::EiRequestEvent { request_id, ven_id, reply_limit: None },
    }))
}

pub(in super::super) fn poll(ven_id: &str) -> Vec<u8> {
    wire::encode(&Message::Poll(wire::OadrPoll { schema_version: VERSION, ven_id: ven_id.to_owned() }))
}

/// The metadata of all reports; `asked_as` where the VTN asked for them again [OADR2b rule 306].
pub(in super::super) fn register_reports(
    request_id: &str,
    ven_id: &str,
    asked_as: Option<&str>,
    (reports, history_s): (&Reports, u32),
    now: UtcSeconds,
) -> Vec<u8> {
    let offered = Specifier::ALL.into_iter().filter(|specifier| reports.lines(*specifier).next().is_some());
    wire::encode(&Message::RegisterReport(wire::OadrRegisterReport {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        oadr_report: offered.map(|specifier| metadata(specifier, ven_id, (reports, history_s), now)).collect(),
        ven_id: Some(ven_id.to_owned()),
        report_request_id: asked_as.map(str::to_owned),
    }))
}

fn metadata(
    specifier: Specifier,
    ven_id: &str,
    (reports, history_s): (&Reports, u32),
    now: UtcSeconds,
) -> wire::OadrReport {
    let name = match specifier {
        Specifier::Usage => wire::ReportName::MetadataTelemetryUsage,
        Specifier::Status => wire::ReportName::MetadataTelemetryStatus,
        Specifier::History => wire::ReportName::MetadataHistoryUsage,
        Specifier::GreenButton => wire::ReportName::MetadataHistoryGreenbutton,
    };
    let kept_s = if specifier.is_of_the_past() { history_s } else { HISTORY_S };
    wire::OadrReport {
        duration: Some(wire::Duration::from_seconds(kept_s).into()),
        oadr_report_description: reports.lines(specifier).map(|line| description(line, ven_id, now)).collect(),
        // Nobody has asked yet [OADR2b rule 311].
        report_request_id: "0".to_owned(),
        report_specifier_id: specifier.id().to_owned(),
        report_name: Some(name),
        created_date_time: moment(now.0),
        ..Default::default()
    }
}

fn description(line: &Line, ven_id: &str, now: UtcSeconds) -> wire::OadrReportDescription {
    let (kind, item, reading) = match line.measure {
        Measure::Power => (wire::ReportType::Usage, Some(power()), wire::ReadingType::Mean),
        Measure::Stored => (wire::ReportType::StoredEnergy, Some(energy()), wire::ReadingType::DirectRead),
        Measure::Status => (wire::ReportType::XResourceStatus, None, wire::ReadingType::XNotApplicable),
        Measure::Energy => {
            (wire::ReportType::Usage, Some(green_button::description(ven_id, now)), wire::ReadingType::Derived)
        }
    };
    let asset =
        (line.source != SITE).then(|| wire::EiTarget { resource_id: vec![line.source.clone()], ..Default::default() });
    wire::OadrReportDescription {
        r_id: line.rid.clone(),
        report_data_source: asset,
        report_type: kind,
        item_base: item,
        reading_type: reading,
        oadr_sampling_rate: Some(wire::OadrSamplingRate {
            oadr_min_period: wire::Duration::from_seconds(SAMPLING_S.0),
            oadr_max_period: wire::Duration::from_seconds(SAMPLING_S.1),
            oadr_on_change: false,
        }),
        ..Default::default()
    }
}

fn power() -> ItemBase {
    let decimal = |digits| wire::Decimal::new(digits, 0).unwrap_or_default();
    ItemBase::PowerReal(wire::PowerReal {
        item_units: wire::PowerRealUnits::Watts,
        si_scale_code: wire::SiScaleCode::None,
        power_attributes: wire::PowerAttributes { hertz: decimal(50), voltage: decimal(230), ac: true },
    })
}

fn energy() -> ItemBase {
    ItemBase::EnergyReal(wire::EnergyReal { si_scale_code: wire::SiScaleCode::None })
}

/// An update of a report; its points inherit nothing, each says when it was [OADR2b rule 314, rule 342].
pub(in super::super) fn update(request_id: &str, ven_id: &str, update: &Update) -> Vec<u8> {
    let name = match update.specifier {
        Specifier::Usage => wire::ReportName::TelemetryUsage,
        Specifier::Status => wire::ReportName::TelemetryStatus,
        Specifier::History => wire::ReportName::HistoryUsage,
        Specifier::GreenButton => wire::ReportName::HistoryGreenbutton,
    };
    let told = match update.specifier {
        Specifier::GreenButton => green_button::intervals(ven_id, update),
        _ => update.points.iter().flat_map(intervals).collect(),
    };
    let (first, last) = (update.points.first(), update.points.last());
    let start_s = first.map_or(update.created_s, |point| point.start_s);
    let seconds = last.map_or(0, |point| point.start_s + point.seconds - start_s);
    let report = wire::OadrReport {
        dtstart: Some(moment(start_s).into()),
        duration: Some(wire::Duration::from_seconds(u32::try_from(seconds).unwrap_or_default()).into()),
        // Nothing stored is told without intervals: the schema has no empty list of them.
        intervals: first.map(|_| wire::Intervals { interval: told }),
        report_request_id: update.request.clone(),
        report_specifier_id: update.specifier.id().to_owned(),
        report_name: Some(name),
        created_date_time: moment(update.created_s),
        ..Default::default()
    };
    wire::encode(&Message::UpdateReport(wire::OadrUpdateReport {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        oadr_report: vec![report],
        ven_id: Some(ven_id.to_owned()),
    }))
}

/// An interval for each value: some VTNs read no more than one payload an interval.
fn intervals(point: &Point) -> impl Iterator<Item = wire::Interval> {
    point.values.iter().filter_map(|(rid, value)| {
        Some(wire::Interval {
            dtstart: Some(moment(point.start_s).into()),
            duration: Some(wire::Duration::from_seconds(u32::try_from(point.seconds).unwrap_or_default()).into()),
            stream_payload_base: vec![StreamPayload::OadrReportPayload(payload(rid, value)?)],
            ..Default::default()
        })
    })
}

/// A value by itself; `None` for energy, which has a payload of its own.
fn payload(rid: &str, value: &Value) -> Option<wire::OadrReportPayload> {
    let base = match value {
        Value::Energy(_) => return None,
        // Watts and watt-hours of a site are far below 2^53.
        Value::Number(number) => Payload::PayloadFloat((*number as f64).into()),
        Value::State { online, overridden } => Payload::OadrPayloadResourceStatus(wire::OadrPayloadResourceStatus {
            oadr_online: *online,
            oadr_manual_override: *overridden,
            ..Default::default()
        }),
    };
    Some(wire::OadrReportPayload {
        r_id: rid.to_owned(),
        payload_base: base,
        oadr_data_quality: Some(wire::OadrDataQuality::QualityGoodNonSpecific),
        ..Default::default()
    })
}

/// An answer; `pending` are the reports that are still to come, `request_id` names what is said unasked.
pub(in super::super) fn reply(
    request_id: &str,
    ven_id: &str,
    reply: &Reply,
    pending: &[String],
    book: &Book,
    now: UtcSeconds,
) -> Vec<u8> {
    let ven = Some(ven_id.to_owned());
    let schema_version = VERSION;
    let oadr_pending_reports = wire::OadrPendingReports { report_request_id: pending.to_vec() };
    wire::encode(&match reply {
        Reply::CreatedEvent(answers) => created_event(request_id, ven_id, answers),
        Reply::CreatedReport(outcome) => Message::CreatedReport(wire::OadrCreatedReport {
            schema_version,
            ei_response: response(outcome),
            oadr_pending_reports,
            ven_id: ven,
        }),
        Reply::CanceledReport(outcome) => Message::CanceledReport(wire::OadrCanceledReport {
            schema_version,
            ei_response: response(outcome),
            oadr_pending_reports,
            ven_id: ven,
        }),
        Reply::RegisteredReport(outcome) => Message::RegisteredReport(wire::OadrRegisteredReport {
            schema_version,
            ei_response: response(outcome),
            oadr_report_request: Vec::new(),
            ven_id: ven,
        }),
        Reply::UpdatedReport(outcome) => Message::UpdatedReport(wire::OadrUpdatedReport {
            schema_version,
            ei_response: response(outcome),
            oadr_cancel_report: None,
            ven_id: ven,
        }),
        Reply::Response(outcome) => {
            Message::Response(wire::OadrResponse { schema_version, ei_response: response(outcome), ven_id: ven })
        }
        Reply::CanceledRegistration { outcome, registration_id } => {
            Message::CanceledPartyRegistration(wire::OadrCanceledPartyRegistration {
                schema_version,
                ei_response: response(outcome),
                registration_id: Some(registration_id.clone()),
                ven_id: ven,
            })
        }
        Reply::CreateOpt { opt_id, event_id, modification, opts_in } => {
            let context = book.event(event_id).map(|known| known.market_context.clone());
            Message::CreateOpt(wire::OadrCreateOpt {
                schema_version,
                opt_id: opt_id.clone(),
                opt_type: opt(*opts_in),
                opt_reason: wire::OptReason::NotParticipating,
                market_context: context,
                ven_id: ven_id.to_owned(),
                vavailability: None,
                created_date_time: moment(now.0),
                request_id: request_id.to_owned(),
                qualified_event_id: Some(wire::QualifiedEventID {
                    event_id: event_id.clone(),
                    modification_number: *modification,
                }),
                ei_target: wire::EiTarget { ven_id: vec![ven_id.to_owned()], ..Default::default() },
                oadr_device_class: None,
            })
        }
    })
}

/// Times in which the owner takes part, or does not [OADR2b vavailability].
pub(in super::super) fn opt_for(request_id: &str, ven_id: &str, schedule: &Schedule) -> Vec<u8> {
    let available = schedule.times.iter().map(|(start_s, seconds)| {
        let length = wire::Duration::from_seconds(u32::try_from(*seconds).unwrap_or(u32::MAX));
        let properties =
            wire::Properties { dtstart: moment(*start_s).into(), duration: length.into(), ..Default::default() };
        wire::Available { properties }
    });
    let components = wire::ArrayOfVavailabilityContainedComponents { available: available.collect() };
    wire::encode(&Message::CreateOpt(wire::OadrCreateOpt {
        schema_version: VERSION,
        opt_id: schedule.id.clone(),
        opt_type: opt(schedule.opts_in),
        opt_reason: wire::OptReason::XSchedule,
        market_context: schedule.market_context.clone(),
        ven_id: ven_id.to_owned(),
        vavailability: Some(wire::Vavailability { components }),
        created_date_time: moment(schedule.created_s),
        request_id: request_id.to_owned(),
        qualified_event_id: None,
        ei_target: wire::EiTarget { ven_id: vec![ven_id.to_owned()], ..Default::default() },
        oadr_device_class: None,
    }))
}

/// The end of one [OADR2b oadrCancelOpt].
pub(in super::super) fn cancel_opt(request_id: &str, ven_id: &str, opt_id: &str) -> Vec<u8> {
    wire::encode(&Message::CancelOpt(wire::OadrCancelOpt {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        opt_id: opt_id.to_owned(),
        ven_id: ven_id.to_owned(),
    }))
}

/// One answer an event; each echoes the request that brought it, and so does the whole [OADR2b oadrCreatedEvent].
fn created_event(request_id: &str, ven_id: &str, answers: &[EventAnswer]) -> Message {
    let asked = |answer: &EventAnswer| match answer.request_id.as_str() {
        "" => request_id.to_owned(),
        asked => asked.to_owned(),
    };
    let whole = Outcome::ok(answers.first().map_or_else(|| request_id.to_owned(), asked));
    let responses = answers.iter().map(|answer| wire::EventResponse {
        response_code: code(answer.code),
        response_description: Some(answer.says.clone()).filter(|says| !says.is_empty()),
        request_id: asked(answer),
        qualified_event_id: wire::QualifiedEventID {
            event_id: answer.id.clone(),
            modification_number: answer.modification,
        },
        opt_type: opt(answer.opts_in),
    });
    Message::CreatedEvent(wire::OadrCreatedEvent {
        schema_version: VERSION,
        ei_created_event: wire::EiCreatedEvent {
            ei_response: response(&whole),
            event_responses: Some(wire::EventResponses { event_response: responses.collect() }),
            ven_id: ven_id.to_owned(),
        },
    })
}

fn response(outcome: &Outcome) -> wire::EiResponse {
    wire::EiResponse {
        response_code: code(outcome.code),
        response_description: Some(outcome.says.clone()).filter(|says| !says.is_empty()),
        request_id: outcome.request_id.clone(),
    }
}

fn code(code: u16) -> wire::ResponseCode {
    wire::ResponseCode::new(code).unwrap_or(wire::ResponseCode::OK)
}

fn opt(opts_in: bool) -> wire::OptType {
    if opts_in { wire::OptType::OptIn } else { wire::OptType::OptOut }
}

pub(super) fn moment(second: i64) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(second).unwrap_or_default()
}
