//! From payloads to what the VTN says.

use super::super::event::{Incoming, Status};
use super::super::meaning::{Signal, SignalInterval, Unit};
use super::super::message::{Heard, Outcome, ReportAsk, ReportCancel};
use super::super::targets::{Names, Targets};
use tieline_schemas::oadr2::{self as wire, ItemBase, Limits, Message, Payload, SiScaleCode, StreamPayload};

/// What a VTN's message says; the error is for people. `ven_id` and `names` are ours, to judge targets by.
pub(in super::super) fn read(bytes: &[u8], ven_id: &str, names: &Names) -> Result<Heard, String> {
    let envelope = wire::decode(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    Ok(match envelope.message {
        Message::Response(m) => Heard::Response(outcome(&m.ei_response)),
        Message::CreatedPartyRegistration(m) => registered(m),
        Message::CanceledPartyRegistration(m) => Heard::CanceledRegistration(outcome(&m.ei_response)),
        Message::CancelPartyRegistration(m) => {
            Heard::CancelRegistration { request_id: m.request_id, registration_id: m.registration_id, ven_id: m.ven_id }
        }
        Message::RequestReregistration(m) => Heard::Reregister { ven_id: m.ven_id },
        // A list that says of itself that it failed is no list, and cancels nothing (rule 11c).
        Message::DistributeEvent(wire::OadrDistributeEvent { ei_response: Some(response), .. })
            if !response.response_code.is_success() =>
        {
            Heard::Response(outcome(&response))
        }
        Message::DistributeEvent(m) => Heard::Distribute {
            request_id: m.request_id,
            vtn_id: m.vtn_id,
            events: m.oadr_event.iter().map(|event| incoming(event, ven_id, names)).collect(),
        },
        Message::RegisteredReport(m) => {
            Heard::RegisteredReport { outcome: outcome(&m.ei_response), asks: asks(&m.oadr_report_request) }
        }
        Message::CreateReport(m) => {
            Heard::CreateReport { request_id: m.request_id, ven_id: m.ven_id, asks: asks(&m.oadr_report_request) }
        }
        Message::CancelReport(m) => Heard::CancelReport { ven_id: m.ven_id.clone(), cancel: cancel(m) },
        Message::RegisterReport(m) => Heard::RegisterReport { request_id: m.request_id, ven_id: m.ven_id },
        Message::UpdateReport(m) => Heard::UpdateReport { request_id: m.request_id },
        Message::UpdatedReport(m) => {
            Heard::UpdatedReport { outcome: outcome(&m.ei_response), cancel: m.oadr_cancel_report.map(cancel) }
        }
        Message::CreatedOpt(m) => Heard::Opt(outcome(&m.ei_response)),
        Message::CanceledOpt(m) => Heard::Opt(outcome(&m.ei_response)),
        other => Heard::Unexpected(other.name()),
    })
}

fn outcome(response: &wire::EiResponse) -> Outcome {
    Outcome {
        request_id: response.request_id.clone(),
        code: response.response_code.get(),
        says: response.response_description.clone().unwrap_or_default(),
    }
}

fn registered(m: wire::OadrCreatedPartyRegistration) -> Heard {
    let over_http = |profile: &&wire::OadrProfile| {
        let transports = &profile.oadr_transports.oadr_transport;
        profile.oadr_profile_name == wire::OadrProfileName::V20b
            && transports.iter().any(|t| t.oadr_transport_name == wire::OadrTransportName::SimpleHttp)
    };
    Heard::Registered {
        outcome: outcome(&m.ei_response),
        speaks_2b: m.oadr_profiles.oadr_profile.iter().any(|profile| over_http(&profile)),
        registration_id: m.registration_id,
        ven_id: m.ven_id,
        vtn_id: m.vtn_id,
        poll_s: m.oadr_requested_oadr_poll_freq.and_then(|freq| freq.duration.to_seconds()),
    }
}

fn incoming(event: &wire::OadrEvent, ven_id: &str, names: &Names) -> Incoming {
    let (descriptor, period) = (&event.ei_event.event_descriptor, &event.ei_event.ei_active_period.properties);
    let start_s = period.dtstart.date_time.unix_seconds();
    let (seconds, start_after) = (period.duration.duration.to_seconds(), start_after(period));
    let signals = &event.ei_event.ei_event_signals.ei_event_signal;
    let read: Option<Vec<Signal>> = signals.iter().map(|read| signal(read, start_s)).collect();
    let in_seconds = seconds.is_some() && start_after.is_some() && read.is_some();
    Incoming {
        id: descriptor.event_id.clone(),
        modification: descriptor.modification_number,
        status: status(descriptor.event_status),
        created_s: descriptor.created_date_time.unix_seconds(),
        start_s,
        seconds: seconds.unwrap_or_default().max(0),
        start_after_s: start_after.unwrap_or_default().max(0),
        priority: descriptor.priority.unwrap_or_default(),
        market_context: descriptor.ei_market_context.market_context.clone(),
        // Anything but "false" is a test [OADR2b rule 6].
        test: descriptor.test_event.as_ref().is_some_and(|text| !text.trim().eq_ignore_ascii_case("false")),
        wants_answer: event.oadr_response_required == wire::ResponseRequired::Always,
        not_for_us: targets(&event.ei_event.ei_target).leave_out(ven_id, names),
        fault: (!in_seconds).then(|| "a duration in months or years has no length in seconds".to_owned()),
        signals: read.unwrap_or_default(),
    }
}

fn targets(target: &wire::EiTarget) -> Targets {
    Targets {
        vens: target.ven_id.clone(),
        groups: [target.group_id.as_slice(), &target.group_name].concat(),
        resources: target.resource_id.clone(),
        parties: target.party_id.clone(),
    }
}

/// Seconds by which the start may move; `None` where they cannot be told.
fn start_after(period: &wire::Properties) -> Option<i64> {
    match period.tolerance.as_ref().and_then(|tolerance| tolerance.tolerate.startafter.as_ref()) {
        Some(duration) => duration.to_seconds(),
        None => Some(0),
    }
}

fn status(status: wire::EventStatus) -> Status {
    match status {
        wire::EventStatus::None => Status::None,
        wire::EventStatus::Far => Status::Far,
        wire::EventStatus::Near => Status::Near,
        wire::EventStatus::Active => Status::Active,
        wire::EventStatus::Completed => Status::Completed,
        wire::EventStatus::Cancelled => Status::Cancelled,
    }
}

/// A signal with its intervals one after another; one with a start of its own stands there. `None` where a duration has no
/// length in seconds.
fn signal(signal: &wire::EiEventSignal, start_s: i64) -> Option<Signal> {
    let mut offset_s = 0;
    let mut intervals = Vec::new();
    for interval in &signal.intervals.interval {
        let own = interval.dtstart.as_ref().map(|dtstart| dtstart.date_time.unix_seconds().saturating_sub(start_s));
        offset_s = own.unwrap_or(offset_s).max(0);
        let seconds = match &interval.duration {
            Some(duration) => duration.duration.to_seconds()?.max(0),
            None => 0,
        };
        intervals.extend(value(interval).map(|value| SignalInterval { offset_s, seconds, value }));
        offset_s = offset_s.saturating_add(seconds);
    }
    Some(Signal {
        name: signal.signal_name.clone(),
        kind: signal.signal_type.as_str().to_owned(),
        unit: unit(signal.item_base.as_ref()),
        intervals,
    })
}

fn value(interval: &wire::Interval) -> Option<f64> {
    interval.stream_payload_base.iter().find_map(|payload| match payload {
        StreamPayload::SignalPayload(wire::SignalPayload { payload_base: Payload::PayloadFloat(float) }) => {
            Some(float.value)
        }
        _ => None,
    })
}

fn unit(item: Option<&ItemBase>) -> Unit {
    match item {
        None => Unit::None,
        Some(ItemBase::PowerReal(power)) => Unit::Power(exponent(power.si_scale_code)),
        Some(ItemBase::EnergyReal(energy)) => Unit::Energy(exponent(energy.si_scale_code)),
        Some(other) => Unit::Other(other.name().to_owned()),
    }
}

fn exponent(scale: SiScaleCode) -> i32 {
    match scale {
        SiScaleCode::Pico => -12,
        SiScaleCode::Nano => -9,
        SiScaleCode::Micro => -6,
        SiScaleCode::Milli => -3,
        SiScaleCode::Centi => -2,
        SiScaleCode::Deci => -1,
        SiScaleCode::None => 0,
        SiScaleCode::Kilo => 3,
        SiScaleCode::Mega => 6,
        SiScaleCode::Giga => 9,
        SiScaleCode::Tera => 12,
    }
}

fn asks(requests: &[wire::OadrReportRequest]) -> Vec<ReportAsk> {
    requests.iter().map(ask).collect()
}

fn ask(request: &wire::OadrReportRequest) -> ReportAsk {
    let specifier = &request.report_specifier;
    let period = specifier.report_interval.as_ref().map(|interval| &interval.properties);
    let seconds = |duration: &wire::DurationProp| duration.duration.to_seconds().unwrap_or_default();
    ReportAsk {
        id: request.report_request_id.clone(),
        specifier: specifier.report_specifier_id.clone(),
        granularity_s: seconds(&specifier.granularity),
        back_s: seconds(&specifier.report_back_duration),
        start_s: period.map(|period| period.dtstart.date_time.unix_seconds()),
        seconds: period.map_or(0, |period| seconds(&period.duration)),
        rids: specifier.specifier_payload.iter().map(|payload| payload.r_id.clone()).collect(),
    }
}

fn cancel(cancel: wire::OadrCancelReport) -> ReportCancel {
    ReportCancel { request_id: cancel.request_id, ids: cancel.report_request_id, follows: cancel.report_to_follow }
}
