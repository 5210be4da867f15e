//! From what the VTN says to payloads.

use super::super::asked::RECEIVED;
use super::super::event::{Baseline, EventStatus, Interval, Required, Signal, Targets, is_simple};
use super::super::reports::{NewRequest, Offer, OfferLine, Reading};
use super::super::said::{Outcome, Said, Told};
use super::unit;
use tieline_core::model::UtcSeconds;
use tieline_schemas::oadr2::{self as wire, Message, Payload, SchemaVersion, StreamPayload};

/// What every payload says of itself.
const VERSION: SchemaVersion = SchemaVersion::V20b;
/// How far back our own reports reach, as their metadata say.
const HISTORY_S: u32 = 35 * 86_400;

pub(super) fn message(said: &Said, vtn_id: &str, ven_id: &str) -> Message {
    let schema_version = VERSION;
    let ven = Some(ven_id.to_owned()).filter(|id| !id.is_empty());
    match said {
        Said::Response(outcome) => {
            Message::Response(wire::OadrResponse { schema_version, ei_response: response(outcome), ven_id: ven })
        }
        Said::Registered { outcome, ids, poll_s } => registered(outcome, ids.as_ref(), *poll_s, vtn_id),
        Said::CanceledRegistration { outcome, registration_id } => {
            Message::CanceledPartyRegistration(wire::OadrCanceledPartyRegistration {
                schema_version,
                ei_response: response(outcome),
                registration_id: Some(registration_id.clone()),
                ven_id: ven,
            })
        }
        Said::CancelRegistration { request_id, registration_id } => {
            Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
                schema_version,
                request_id: request_id.clone(),
                registration_id: registration_id.clone(),
                ven_id: ven,
            })
        }
        Said::Reregister => Message::RequestReregistration(wire::OadrRequestReregistration {
            schema_version,
            ven_id: ven_id.to_owned(),
        }),
        Said::Distribute { request_id, events } => Message::DistributeEvent(wire::OadrDistributeEvent {
            schema_version,
            ei_response: None,
            request_id: request_id.clone(),
            vtn_id: vtn_id.to_owned(),
            oadr_event: events.iter().map(event).collect(),
        }),
        Said::RegisterReport { request_id, offers, now } => Message::RegisterReport(wire::OadrRegisterReport {
            schema_version,
            request_id: request_id.clone(),
            oadr_report: offers.iter().map(|offer| metadata(offer, *now)).collect(),
            ven_id: ven,
            report_request_id: None,
        }),
        Said::RegisteredReport { outcome, asks } => Message::RegisteredReport(wire::OadrRegisteredReport {
            schema_version,
            ei_response: response(outcome),
            oadr_report_request: asks.iter().map(ask).collect(),
            ven_id: ven,
        }),
        Said::CreateReport { request_id, asks } => Message::CreateReport(wire::OadrCreateReport {
            schema_version,
            request_id: request_id.clone(),
            oadr_report_request: asks.iter().map(ask).collect(),
            ven_id: ven,
        }),
        Said::CreatedReport { outcome, pending } => Message::CreatedReport(wire::OadrCreatedReport {
            schema_version,
            ei_response: response(outcome),
            oadr_pending_reports: wire::OadrPendingReports { report_request_id: pending.clone() },
            ven_id: ven,
        }),
        Said::UpdateReport { request_id, report_id, readings, now } => Message::UpdateReport(wire::OadrUpdateReport {
            schema_version,
            request_id: request_id.clone(),
            oadr_report: vec![report(report_id, readings, *now)],
            ven_id: ven,
        }),
        Said::UpdatedReport { outcome, cancel } => Message::UpdatedReport(wire::OadrUpdatedReport {
            schema_version,
            ei_response: response(outcome),
            oadr_cancel_report: cancel.as_ref().map(|(id, ids, follows)| cancel_report(id, ids, *follows, ven_id)),
            ven_id: ven,
        }),
        Said::CancelReport { request_id, ids, follows } => {
            Message::CancelReport(cancel_report(request_id, ids, *follows, ven_id))
        }
        Said::CanceledReport { outcome, pending } => Message::CanceledReport(wire::OadrCanceledReport {
            schema_version,
            ei_response: response(outcome),
            oadr_pending_reports: wire::OadrPendingReports { report_request_id: pending.clone() },
            ven_id: ven,
        }),
        Said::CreatedOpt { outcome, opt_id } => Message::CreatedOpt(wire::OadrCreatedOpt {
            schema_version,
            ei_response: response(outcome),
            opt_id: opt_id.clone(),
        }),
        Said::CanceledOpt { outcome, opt_id } => Message::CanceledOpt(wire::OadrCanceledOpt {
            schema_version,
            ei_response: response(outcome),
            opt_id: Some(opt_id.clone()),
        }),
    }
}

/// The same to a VEN of 2.0a: of an event, the one signal that is told there [OADR2a rule 7].
pub(super) fn message_20a(said: &Said, vtn_id: &str, ven_id: &str) -> Message {
    let mut message = message(said, vtn_id, ven_id);
    match &mut message {
        Message::Response(response) => response.ven_id = None,
        Message::DistributeEvent(list) => {
            for event in list.oadr_event.iter_mut().map(|event| &mut event.ei_event) {
                event.event_descriptor.modification_date_time = None;
                let signals = &mut event.ei_event_signals;
                signals.ei_event_baseline = None;
                signals.ei_event_signal.retain(|signal| is_simple(&signal.signal_name, signal.signal_type.as_str()));
                signals.ei_event_signal.truncate(1);
                for signal in &mut signals.ei_event_signal {
                    "simple".clone_into(&mut signal.signal_name);
                    signal.item_base = None;
                }
            }
        }
        _ => {}
    }
    message
}

fn response(outcome: &Outcome) -> wire::EiResponse {
    wire::EiResponse {
        response_code: wire::ResponseCode::new(outcome.code).unwrap_or_default(),
        response_description: outcome.says.clone(),
        request_id: outcome.request_id.clone(),
    }
}

fn registered(outcome: &Outcome, ids: Option<&(String, String)>, poll_s: u32, vtn_id: &str) -> Message {
    let transport = wire::OadrTransport { oadr_transport_name: wire::OadrTransportName::SimpleHttp };
    Message::CreatedPartyRegistration(wire::OadrCreatedPartyRegistration {
        schema_version: VERSION,
        ei_response: response(outcome),
        registration_id: ids.map(|(_, registration_id)| registration_id.clone()),
        ven_id: ids.map(|(ven_id, _)| ven_id.clone()),
        vtn_id: vtn_id.to_owned(),
        oadr_profiles: wire::OadrProfiles {
            oadr_profile: vec![wire::OadrProfile {
                oadr_profile_name: wire::OadrProfileName::V20b,
                oadr_transports: wire::OadrTransports { oadr_transport: vec![transport] },
            }],
        },
        oadr_requested_oadr_poll_freq: Some(wire::Duration::from_seconds(poll_s).into()),
        oadr_service_specific_info: None,
        oadr_extensions: None,
    })
}

/// Times are in UTC [OADR2b rule 1].
fn moment(at: UtcSeconds) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(at.0).unwrap_or_default()
}

fn seconds(seconds: u32) -> wire::DurationProp {
    wire::Duration::from_seconds(seconds).into()
}

fn optional(length: u32) -> Option<wire::DurationProp> {
    (length > 0).then(|| seconds(length))
}

fn event(told: &Told) -> wire::OadrEvent {
    let plan = &told.event.plan;
    let descriptor = wire::EventDescriptor {
        event_id: told.event.id.clone(),
        modification_number: told.event.modification,
        modification_date_time: (told.event.modification > 0).then(|| moment(told.event.modified)),
        modification_reason: None,
        priority: Some(plan.priority),
        ei_market_context: wire::EiMarketContext { market_context: plan.market_context.clone() },
        created_date_time: moment(told.event.created),
        event_status: match told.status {
            EventStatus::Far => wire::EventStatus::Far,
            EventStatus::Near => wire::EventStatus::Near,
            EventStatus::Active => wire::EventStatus::Active,
            EventStatus::Completed => wire::EventStatus::Completed,
            EventStatus::Cancelled => wire::EventStatus::Cancelled,
        },
        test_event: Some(plan.test_event.to_string()),
        vtn_comment: plan.comment.clone(),
    };
    let startafter = (plan.start_after_s > 0).then(|| wire::Duration::from_seconds(plan.start_after_s));
    let properties = wire::Properties {
        dtstart: moment(plan.start).into(),
        duration: seconds(plan.duration_s),
        tolerance: startafter.map(|after| wire::Tolerance { tolerate: wire::Tolerate { startafter: Some(after) } }),
        x_ei_notification: Some(seconds(plan.notification_s)),
        x_ei_ramp_up: optional(plan.ramp_up_s),
        x_ei_recovery: optional(plan.recovery_s),
    };
    let signals = plan.signals.iter().zip(&told.current).enumerate();
    wire::OadrEvent {
        ei_event: wire::EiEvent {
            event_descriptor: descriptor,
            ei_active_period: wire::EiActivePeriod { properties, components: wire::AnyType },
            ei_event_signals: wire::EiEventSignals {
                ei_event_signal: signals.map(|(number, (one, current))| signal(number, one, *current)).collect(),
                ei_event_baseline: plan.baseline.as_ref().map(baseline),
            },
            ei_target: target(&told.targets),
        },
        oadr_response_required: match plan.response_required {
            Required::Always => wire::ResponseRequired::Always,
            Required::Never => wire::ResponseRequired::Never,
        },
    }
}

fn signal(number: usize, signal: &Signal, current: f64) -> wire::EiEventSignal {
    wire::EiEventSignal {
        intervals: intervals(&signal.intervals),
        ei_target: None,
        signal_name: signal.name.clone(),
        signal_type: wire::SignalType::parse(&signal.kind).unwrap_or_default(),
        signal_id: format!("signal-{number}"),
        item_base: signal.unit.as_deref().and_then(unit::item),
        current_value: Some(wire::CurrentValue { payload_float: current.into() }),
    }
}

/// The uid counts up from 0 [OADR2b rule 2].
fn intervals(all: &[Interval]) -> wire::Intervals {
    let interval = |(number, interval): (usize, &Interval)| wire::Interval {
        dtstart: None,
        duration: Some(seconds(interval.duration_s)),
        uid: Some(wire::Uid { text: number.to_string() }),
        stream_payload_base: vec![StreamPayload::SignalPayload(wire::SignalPayload {
            payload_base: Payload::PayloadFloat(interval.value.into()),
        })],
    };
    wire::Intervals { interval: all.iter().enumerate().map(interval).collect() }
}

fn baseline(baseline: &Baseline) -> wire::EiEventBaseline {
    let length: u32 = baseline.intervals.iter().map(|interval| interval.duration_s).fold(0, u32::saturating_add);
    wire::EiEventBaseline {
        dtstart: moment(baseline.start).into(),
        duration: seconds(length),
        intervals: intervals(&baseline.intervals),
        baseline_id: "baseline-0".to_owned(),
        resource_id: baseline.resource_ids.clone(),
        baseline_name: baseline.name.clone(),
        item_base: baseline.unit.as_deref().and_then(unit::item),
    }
}

fn target(targets: &Targets) -> wire::EiTarget {
    wire::EiTarget {
        group_id: targets.group_ids.clone(),
        resource_id: targets.resource_ids.clone(),
        ven_id: targets.ven_ids.clone(),
        party_id: targets.party_ids.clone(),
        ..Default::default()
    }
}

fn metadata(offer: &Offer, now: UtcSeconds) -> wire::OadrReport {
    wire::OadrReport {
        duration: Some(seconds(HISTORY_S)),
        oadr_report_description: offer.lines.iter().filter_map(description).collect(),
        // Nobody has asked yet [OADR2b rule 311].
        report_request_id: "0".to_owned(),
        report_specifier_id: offer.specifier.clone(),
        report_name: wire::ReportName::parse(&format!("METADATA_{}", offer.name)),
        created_date_time: moment(now),
        ..Default::default()
    }
}

/// A line of ours; one whose names the wire does not have is left out.
fn description(line: &OfferLine) -> Option<wire::OadrReportDescription> {
    let source = wire::EiTarget { resource_id: line.resource_ids.clone(), ..Default::default() };
    Some(wire::OadrReportDescription {
        r_id: line.rid.clone(),
        report_data_source: (!line.resource_ids.is_empty()).then_some(source),
        report_type: wire::ReportType::parse(&line.kind)?,
        item_base: line.unit.as_deref().and_then(unit::item),
        reading_type: wire::ReadingType::parse(&line.reading_type)?,
        ..Default::default()
    })
}

fn ask((id, request): &(String, NewRequest)) -> wire::OadrReportRequest {
    let payload = |(rid, reading_type): &(String, String)| wire::SpecifierPayload {
        r_id: rid.clone(),
        item_base: None,
        reading_type: wire::ReadingType::parse(reading_type).unwrap_or(wire::ReadingType::XNotApplicable),
    };
    let mut payloads: Vec<wire::SpecifierPayload> = request.lines.iter().map(payload).collect();
    if payloads.is_empty() {
        // The schema wants one, and there is no line that could be meant.
        payloads.push(payload(&("0".to_owned(), "x-notApplicable".to_owned())));
    }
    let period = |start_s: i64| wire::WsCalendarInterval {
        properties: wire::Properties {
            dtstart: moment(UtcSeconds(start_s)).into(),
            duration: seconds(request.duration_s),
            ..Default::default()
        },
    };
    wire::OadrReportRequest {
        report_request_id: id.clone(),
        report_specifier: wire::ReportSpecifier {
            report_specifier_id: request.specifier.clone(),
            granularity: seconds(request.granularity_s),
            report_back_duration: seconds(request.back_s),
            report_interval: request.start_s.map(period),
            specifier_payload: payloads,
        },
    }
}

fn cancel_report(request_id: &str, ids: &[String], follows: bool, ven_id: &str) -> wire::OadrCancelReport {
    wire::OadrCancelReport {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        report_request_id: ids.to_vec(),
        report_to_follow: follows,
        ven_id: Some(ven_id.to_owned()),
    }
}

/// What we have read of the VEN; each value in an interval of its own [OADR2b rule 314, rule 342].
fn report(report_id: &str, readings: &[Reading], now: UtcSeconds) -> wire::OadrReport {
    let interval = |reading: &Reading| {
        let base = match (reading.value, reading.online) {
            (Some(value), _) => Payload::PayloadFloat(value.into()),
            (None, online) => Payload::OadrPayloadResourceStatus(wire::OadrPayloadResourceStatus {
                oadr_online: online.unwrap_or_default(),
                oadr_manual_override: reading.overridden.unwrap_or_default(),
                ..Default::default()
            }),
        };
        wire::Interval {
            dtstart: Some(moment(reading.start).into()),
            duration: Some(seconds(u32::try_from(reading.seconds).unwrap_or_default())),
            uid: None,
            stream_payload_base: vec![StreamPayload::OadrReportPayload(wire::OadrReportPayload {
                r_id: reading.rid.clone(),
                payload_base: base,
                oadr_data_quality: reading.quality.as_deref().and_then(wire::OadrDataQuality::parse),
                ..Default::default()
            })],
        }
    };
    let start = readings.first().map_or(now, |first| first.start);
    wire::OadrReport {
        dtstart: Some(moment(start).into()),
        // The schema has no empty list: nothing new is no list.
        intervals: (!readings.is_empty())
            .then(|| wire::Intervals { interval: readings.iter().map(interval).collect() }),
        report_request_id: report_id.to_owned(),
        report_specifier_id: RECEIVED.to_owned(),
        report_name: Some(wire::ReportName::HistoryUsage),
        created_date_time: moment(now),
        ..Default::default()
    }
}
