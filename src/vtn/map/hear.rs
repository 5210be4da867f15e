//! From payloads to what a VEN says.

use super::super::heard::{Candidate, Data, Datum, DatumValue, Heard, OneAnswer, Outcome, Saying};
use super::super::opts::OptSubject;
use super::super::reports::{NewRequest, Offer, OfferLine};
use super::{green_button, unit};
use tieline_schemas::oadr2::{self as wire, Message, Payload, StreamPayload};

pub(super) fn heard(message: Message) -> Heard {
    let say = |ven_id: Option<String>, request_id: String, what| Heard { ven_id, request_id, what };
    match message {
        Message::Poll(m) => say(Some(m.ven_id), String::new(), Saying::Poll),
        Message::QueryRegistration(m) => say(None, m.request_id, Saying::Query),
        Message::CreatePartyRegistration(m) => candidate(m),
        Message::CancelPartyRegistration(m) => {
            say(m.ven_id, m.request_id, Saying::CancelRegistration { registration_id: m.registration_id })
        }
        Message::CanceledPartyRegistration(m) => {
            say(m.ven_id, m.ei_response.request_id.clone(), Saying::CanceledRegistration(outcome(&m.ei_response)))
        }
        Message::RequestEvent(m) => {
            let own = m.ei_request_event;
            say(Some(own.ven_id), own.request_id, Saying::RequestEvents { limit: own.reply_limit })
        }
        Message::CreatedEvent(m) => created_event(m.ei_created_event),
        Message::RegisterReport(m) => {
            let offers = m.oadr_report.into_iter().map(offer).collect();
            say(m.ven_id, m.request_id, Saying::RegisterReport { offers })
        }
        Message::RegisteredReport(m) => {
            let (outcome, asks) = (outcome(&m.ei_response), asks(m.oadr_report_request));
            say(m.ven_id, m.ei_response.request_id, Saying::RegisteredReport { outcome, asks })
        }
        Message::CreateReport(m) => {
            say(m.ven_id, m.request_id, Saying::CreateReport { asks: asks(m.oadr_report_request) })
        }
        Message::CreatedReport(m) => {
            let (outcome, pending) = (outcome(&m.ei_response), m.oadr_pending_reports.report_request_id);
            say(m.ven_id, m.ei_response.request_id, Saying::CreatedReport { outcome, pending })
        }
        Message::UpdateReport(m) => {
            let reports = m.oadr_report.iter().map(data).collect();
            say(m.ven_id, m.request_id, Saying::UpdateReport { reports })
        }
        Message::UpdatedReport(m) => {
            say(m.ven_id, m.ei_response.request_id.clone(), Saying::UpdatedReport(outcome(&m.ei_response)))
        }
        Message::CancelReport(m) => say(m.ven_id, m.request_id, Saying::CancelReport { ids: m.report_request_id }),
        Message::CanceledReport(m) => {
            let (outcome, pending) = (outcome(&m.ei_response), m.oadr_pending_reports.report_request_id);
            say(m.ven_id, m.ei_response.request_id, Saying::CanceledReport { outcome, pending })
        }
        Message::CreateOpt(m) => create_opt(m),
        Message::CancelOpt(m) => say(Some(m.ven_id), m.request_id, Saying::CancelOpt { opt_id: m.opt_id }),
        Message::Response(m) => {
            say(m.ven_id, m.ei_response.request_id.clone(), Saying::Response(outcome(&m.ei_response)))
        }
        other => say(None, String::new(), Saying::Unexpected(other.name())),
    }
}

fn outcome(response: &wire::EiResponse) -> Outcome {
    Outcome {
        request_id: response.request_id.clone(),
        code: response.response_code.get(),
        says: response.response_description.clone(),
    }
}

fn candidate(m: wire::OadrCreatePartyRegistration) -> Heard {
    let over_http = m.oadr_transport_name == wire::OadrTransportName::SimpleHttp;
    let wish = Candidate {
        registration_id: m.registration_id,
        ven_name: m.oadr_ven_name,
        report_only: m.oadr_report_only,
        signs: m.oadr_xml_signature,
        speaks_2b: m.oadr_profile_name == wire::OadrProfileName::V20b && over_http,
        pulls: m.oadr_http_pull_model.unwrap_or(true),
        address: m.oadr_transport_address,
    };
    Heard { ven_id: m.ven_id, request_id: m.request_id, what: Saying::Register(wish) }
}

fn created_event(m: wire::EiCreatedEvent) -> Heard {
    let responses = m.event_responses.map(|all| all.event_response).unwrap_or_default();
    let answers = responses
        .into_iter()
        .map(|answer| OneAnswer {
            event_id: answer.qualified_event_id.event_id,
            modification: answer.qualified_event_id.modification_number,
            code: answer.response_code.get(),
            says: answer.response_description,
            opts_in: answer.opt_type == wire::OptType::OptIn,
        })
        .collect();
    let outcome = outcome(&m.ei_response);
    let request_id = m.ei_response.request_id;
    Heard { ven_id: Some(m.ven_id), request_id, what: Saying::CreatedEvent { outcome, answers } }
}

fn offer(report: wire::OadrReport) -> Offer {
    let name = report.report_name.map(|name| name.as_str().to_owned()).unwrap_or_default();
    Offer {
        specifier: report.report_specifier_id,
        name: name.strip_prefix("METADATA_").unwrap_or(&name).to_owned(),
        lines: report.oadr_report_description.into_iter().map(line).collect(),
    }
}

fn line(description: wire::OadrReportDescription) -> OfferLine {
    let sources = description.report_data_source.into_iter().chain(description.report_subject);
    OfferLine {
        kind: description.report_type.as_str().to_owned(),
        reading_type: description.reading_type.as_str().to_owned(),
        unit: description.item_base.as_ref().map(unit::name),
        resource_ids: sources.flat_map(|target| target.resource_id).collect(),
        rid: description.r_id,
    }
}

fn asks(requests: Vec<wire::OadrReportRequest>) -> Vec<(String, NewRequest)> {
    requests.into_iter().map(|request| (request.report_request_id, ask(request.report_specifier))).collect()
}

fn ask(specifier: wire::ReportSpecifier) -> NewRequest {
    let seconds = |duration: &wire::DurationProp| {
        duration.duration.to_seconds().and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or_default()
    };
    let period = specifier.report_interval.as_ref().map(|interval| &interval.properties);
    let rid = |payload: wire::SpecifierPayload| (payload.r_id, payload.reading_type.as_str().to_owned());
    NewRequest {
        granularity_s: seconds(&specifier.granularity),
        back_s: seconds(&specifier.report_back_duration),
        start_s: period.map(|period| period.dtstart.date_time.unix_seconds()),
        duration_s: period.map_or(0, |period| seconds(&period.duration)),
        lines: specifier.specifier_payload.into_iter().map(rid).collect(),
        specifier: specifier.report_specifier_id,
    }
}

/// The values of a report; an interval without a start has the report's [OADR2b rule 314].
fn data(report: &wire::OadrReport) -> Data {
    let own_start = report.dtstart.as_ref().unwrap_or(&wire::Dtstart { date_time: report.created_date_time }).date_time;
    let (mut lines, mut fault) = (Vec::new(), None);
    for interval in report.intervals.iter().flat_map(|intervals| &intervals.interval) {
        let start_s = interval.dtstart.as_ref().map_or(own_start, |start| start.date_time).unix_seconds();
        let seconds = interval.duration.as_ref().and_then(|duration| duration.duration.to_seconds());
        for payload in &interval.stream_payload_base {
            match payload {
                StreamPayload::OadrReportPayload(payload) => {
                    lines.push(datum(payload, start_s, seconds.unwrap_or_default()));
                }
                StreamPayload::OadrGBPayload(payload) => match green_button::data(&payload.feed) {
                    Ok(read) => lines.extend(read),
                    Err(error) => fault = Some(format!("the Green Button data cannot be read: {error}")),
                },
                // That is a signal's, not a report's.
                StreamPayload::SignalPayload(_) => {}
            }
        }
    }
    Data { request_id: report.report_request_id.clone(), lines, fault }
}

fn datum(payload: &wire::OadrReportPayload, start_s: i64, seconds: i64) -> Datum {
    let value = match &payload.payload_base {
        Payload::PayloadFloat(float) => DatumValue::Number(float.value),
        Payload::OadrPayloadResourceStatus(status) => {
            DatumValue::Status { online: status.oadr_online, overridden: status.oadr_manual_override }
        }
    };
    let quality = payload.oadr_data_quality.as_ref().map(|quality| quality.as_str().to_owned());
    Datum { rid: payload.r_id.clone(), start_s, seconds: seconds.max(0), value, quality }
}

fn create_opt(m: wire::OadrCreateOpt) -> Heard {
    let available = m.vavailability.map(|all| all.components.available).unwrap_or_default();
    let time = |one: wire::Available| {
        let properties = one.properties;
        let seconds = properties.duration.duration.to_seconds().unwrap_or_default();
        (properties.dtstart.date_time.unix_seconds(), seconds)
    };
    let subject = match m.qualified_event_id {
        Some(event) => OptSubject::Event { id: event.event_id, modification: event.modification_number },
        None => {
            OptSubject::Schedule { times: available.into_iter().map(time).collect(), market_context: m.market_context }
        }
    };
    let what = Saying::CreateOpt {
        opt_id: m.opt_id,
        opts_in: m.opt_type == wire::OptType::OptIn,
        reason: m.opt_reason.as_str().to_owned(),
        subject,
    };
    Heard { ven_id: Some(m.ven_id), request_id: m.request_id, what }
}
