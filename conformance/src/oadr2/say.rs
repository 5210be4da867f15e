//! What a reference peer says: payloads by their few parts that matter.

use tieline_schemas::oadr2 as wire;
use wire::{Message, SchemaVersion};

pub(super) const VERSION: SchemaVersion = SchemaVersion::V20b;

pub(super) fn moment(second: i64) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(second).unwrap_or_default()
}

pub(super) fn seconds(seconds: u32) -> wire::DurationProp {
    wire::Duration::from_seconds(seconds).into()
}

pub(super) fn response(request_id: &str, code: u16) -> wire::EiResponse {
    wire::EiResponse {
        response_code: wire::ResponseCode::new(code).unwrap_or(wire::ResponseCode::OK),
        response_description: Some(if code == 200 { "OK" } else { "refused" }.to_owned()),
        request_id: request_id.to_owned(),
    }
}

/// oadrResponse.
pub(super) fn bare(request_id: &str, code: u16, ven_id: Option<String>) -> Message {
    let ei_response = response(request_id, code);
    Message::Response(wire::OadrResponse { schema_version: VERSION, ei_response, ven_id })
}

pub(super) fn distribute(request_id: &str, vtn_id: &str, events: Vec<wire::OadrEvent>) -> Message {
    Message::DistributeEvent(wire::OadrDistributeEvent {
        schema_version: VERSION,
        ei_response: Some(response(request_id, 200)),
        request_id: request_id.to_owned(),
        vtn_id: vtn_id.to_owned(),
        oadr_event: events,
    })
}

/// Simple HTTP with 2.0b, pulled.
pub(super) fn profiles() -> wire::OadrProfiles {
    let transport = wire::OadrTransport { oadr_transport_name: wire::OadrTransportName::SimpleHttp };
    wire::OadrProfiles {
        oadr_profile: vec![wire::OadrProfile {
            oadr_profile_name: wire::OadrProfileName::V20b,
            oadr_transports: wire::OadrTransports { oadr_transport: vec![transport] },
        }],
    }
}

/// A report that is asked for: its name, its specifier, granularity and time between updates in seconds, and its lines.
pub(super) fn report_request(
    id: &str,
    specifier: &str,
    (granularity_s, back_s): (u32, u32),
    rids: &[String],
) -> wire::OadrReportRequest {
    let line = |rid: &String| wire::SpecifierPayload {
        r_id: rid.clone(),
        item_base: None,
        reading_type: wire::ReadingType::XNotApplicable,
    };
    wire::OadrReportRequest {
        report_request_id: id.to_owned(),
        report_specifier: wire::ReportSpecifier {
            report_specifier_id: specifier.to_owned(),
            granularity: seconds(granularity_s),
            report_back_duration: seconds(back_s),
            report_interval: None,
            specifier_payload: rids.iter().map(line).collect(),
        },
    }
}

pub(super) fn create_report(request_id: &str, ven_id: &str, requests: Vec<wire::OadrReportRequest>) -> Message {
    Message::CreateReport(wire::OadrCreateReport {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        oadr_report_request: requests,
        ven_id: Some(ven_id.to_owned()),
    })
}

pub(super) fn cancel_report(request_id: &str, ven_id: &str, id: &str, follows: bool) -> wire::OadrCancelReport {
    wire::OadrCancelReport {
        schema_version: VERSION,
        request_id: request_id.to_owned(),
        report_request_id: vec![id.to_owned()],
        report_to_follow: follows,
        ven_id: Some(ven_id.to_owned()),
    }
}
