//! What every payload says of itself.

use tieline_schemas::oadr2::{Message, SchemaVersion};

/// Its schemaVersion [OADR2b schemaVersion].
pub(super) fn version(message: &Message) -> &SchemaVersion {
    match message {
        Message::DistributeEvent(m) => &m.schema_version,
        Message::CreatedEvent(m) => &m.schema_version,
        Message::RequestEvent(m) => &m.schema_version,
        Message::Response(m) => &m.schema_version,
        Message::CancelOpt(m) => &m.schema_version,
        Message::CanceledOpt(m) => &m.schema_version,
        Message::CreateOpt(m) => &m.schema_version,
        Message::CreatedOpt(m) => &m.schema_version,
        Message::CancelReport(m) => &m.schema_version,
        Message::CanceledReport(m) => &m.schema_version,
        Message::CreateReport(m) => &m.schema_version,
        Message::CreatedReport(m) => &m.schema_version,
        Message::RegisterReport(m) => &m.schema_version,
        Message::RegisteredReport(m) => &m.schema_version,
        Message::UpdateReport(m) => &m.schema_version,
        Message::UpdatedReport(m) => &m.schema_version,
        Message::CancelPartyRegistration(m) => &m.schema_version,
        Message::CanceledPartyRegistration(m) => &m.schema_version,
        Message::CreatePartyRegistration(m) => &m.schema_version,
        Message::CreatedPartyRegistration(m) => &m.schema_version,
        Message::RequestReregistration(m) => &m.schema_version,
        Message::QueryRegistration(m) => &m.schema_version,
        Message::Poll(m) => &m.schema_version,
    }
}

/// The times that it names, in seconds after 1970 began. That each is of UTC is the codec's to refuse [OADR2b rule 1].
pub(super) fn times(message: &Message) -> Vec<i64> {
    let events = match message {
        Message::DistributeEvent(m) => m.oadr_event.as_slice(),
        _ => &[],
    };
    let reports = match message {
        Message::RegisterReport(m) => m.oadr_report.as_slice(),
        Message::UpdateReport(m) => m.oadr_report.as_slice(),
        _ => &[],
    };
    let of_events = events.iter().flat_map(|event| {
        let (descriptor, period) = (&event.ei_event.event_descriptor, &event.ei_event.ei_active_period.properties);
        [descriptor.created_date_time, period.dtstart.date_time]
    });
    let of_reports = reports.iter().map(|report| report.created_date_time);
    of_events.chain(of_reports).map(|at| at.unix_seconds()).collect()
}
