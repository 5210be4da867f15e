//! What a worse VTN would have said: each case against our VTN fails on one such, at least.

use tieline_conformance::oadr2::{Distort, EventPlan, ReportPlan, Setup, Stand};
use tieline_schemas::oadr2::{self as wire, Message, ResponseCode, SchemaVersion};

/// A way to spoil answers, and the cases that must find it.
pub(super) struct Worse {
    pub(super) name: &'static str,
    pub(super) distort: Distort,
    pub(super) found_by: &'static [&'static str],
}

/// Every way in which answers are spoiled here; together they are found by every case.
pub(super) const WORSE: &[Worse] = &[
    Worse { name: "ids for a query", distort: ids_always, found_by: &["N1_0010", "N stranger"] },
    Worse { name: "no ids", distort: no_ids, found_by: &["N1_0020"] },
    Worse { name: "another venID", distort: other_ven, found_by: &["N create again", "N1_0060", "S venID"] },
    Worse { name: "another registrationID", distort: other_registration, found_by: &["N1_0030", "N1_0040"] },
    Worse {
        name: "another code",
        distort: other_code,
        found_by: &[
            "N1_0070",
            "N1_5080",
            "N refused",
            "E 450",
            "E 450 stale",
            "E 452",
            "E rule 16",
            "O event",
            "O 452 event",
            "O 452 opt",
            "O schedule",
            "O cancel",
            "P drained",
            "R metadata",
            "R 045",
            "R 461",
            "R 452",
            "R rule 304",
            "R of the VTN",
        ],
    },
    Worse {
        name: "another request",
        distort: other_request,
        found_by: &["E1_0420", "E 452", "O event", "R 461", "R one-shot"],
    },
    Worse {
        name: "mute",
        distort: mute,
        found_by: &["E unanswered", "E1_0430", "E1_0490", "P one message", "R 020", "R 064", "R1_3170", "N1_0060"],
    },
    Worse { name: "modification 1 at first", distort: modified, found_by: &["E1_0420", "E status alone"] },
    Worse { name: "modification 0 for ever", distort: unmodified, found_by: &["E1_0470", "E1_0484", "E1_0492"] },
    Worse { name: "uids from 1", distort: uids_from_1, found_by: &["E levels", "E 041"] },
    Worse { name: "intervals too long", distort: too_long, found_by: &["E 012", "E not sent"] },
    Worse { name: "level 4", distort: level_4, found_by: &["E levels"] },
    Worse { name: "a current value before its time", distort: current, found_by: &["E1_0430", "E1_0490"] },
    Worse { name: "always far", distort: far, found_by: &["E1_0420", "E1_0470", "E1_0657", "E PT0S"] },
    Worse { name: "always near", distort: near, found_by: &["E1_0527"] },
    Worse { name: "no tolerance", distort: punctual, found_by: &["E1_0750"] },
    Worse { name: "no units", distort: no_units, found_by: &["E 010", "E 038"] },
    Worse { name: "no test", distort: no_test, found_by: &["E test"] },
    Worse { name: "an answer wanted", distort: always, found_by: &["E1_0468"] },
    Worse { name: "backwards", distort: backwards, found_by: &["E1_0440", "E1_0520", "E1_0525", "E cancelled last"] },
    Worse { name: "the last event alone", distort: last_alone, found_by: &["E full list"] },
    Worse { name: "one event more", distort: one_more, found_by: &["E replyLimit"] },
    Worse { name: "one requestID for all", distort: same_request, found_by: &["E requestID"] },
    Worse { name: "the other reportToFollow", distort: other_follow, found_by: &["R 020", "R 055"] },
    Worse { name: "years away", distort: years_away, found_by: &["S rule 1"] },
    Worse { name: "2.0a", distort: version_a, found_by: &["S schemaVersion"] },
];

/// Cases that must find an operator's desk which holds the contrary of what was answered.
pub(super) const ANSWERS_LOST: &[&str] =
    &["E rule 16", "E rule 17", "E opted out", "O event", "O rule 206", "O cancel", "R 045"];

/// A desk that holds the contrary of what VENs answered, and loses what they reported.
pub(super) struct Forgetful<'a>(pub(super) &'a mut dyn Setup);

impl Setup for Forgetful<'_> {
    fn stand(&mut self, event_id: &str, ven_id: &str) -> Result<Option<Stand>, String> {
        let stand = self.0.stand(event_id, ven_id)?;
        Ok(stand.map(|stand| Stand { opts_in: !stand.opts_in, ..stand }))
    }
    fn readings(&mut self, _: &str, _: &str) -> Result<Vec<f64>, String> {
        Ok(Vec::new())
    }
    fn create_event(&mut self, plan: &EventPlan) -> Result<String, String> {
        self.0.create_event(plan)
    }
    fn change_event(&mut self, id: &str, plan: &EventPlan) -> Result<(), String> {
        self.0.change_event(id, plan)
    }
    fn cancel_event(&mut self, id: &str) -> Result<(), String> {
        self.0.cancel_event(id)
    }
    fn ask_report(&mut self, ven_id: &str, plan: &ReportPlan) -> Result<String, String> {
        self.0.ask_report(ven_id, plan)
    }
    fn cancel_report(&mut self, ven_id: &str, id: &str, follows: bool) -> Result<(), String> {
        self.0.cancel_report(ven_id, id, follows)
    }
    fn ask_metadata(&mut self, ven_id: &str) -> Result<(), String> {
        self.0.ask_metadata(ven_id)
    }
    fn ask_registration(&mut self, ven_id: &str) -> Result<(), String> {
        self.0.ask_registration(ven_id)
    }
    fn cancel_registration(&mut self, ven_id: &str) -> Result<(), String> {
        self.0.cancel_registration(ven_id)
    }
}

// ---- registration and answers ----

fn ids_always(message: &mut Message) {
    if let Message::CreatedPartyRegistration(m) = message {
        (m.ven_id, m.registration_id) = (Some("known".to_owned()), Some("known".to_owned()));
    }
}

fn no_ids(message: &mut Message) {
    if let Message::CreatedPartyRegistration(m) = message {
        (m.ven_id, m.registration_id) = (None, None);
    }
}

fn other_ven(message: &mut Message) {
    match message {
        Message::CreatedPartyRegistration(m) => m.ven_id = Some("another".to_owned()),
        Message::RequestReregistration(m) => m.ven_id = "another".to_owned(),
        _ => {}
    }
}

fn other_registration(message: &mut Message) {
    match message {
        Message::CanceledPartyRegistration(m) => m.registration_id = Some("another".to_owned()),
        Message::CancelPartyRegistration(m) => m.registration_id = "another".to_owned(),
        _ => {}
    }
}

fn response(message: &mut Message) -> Option<&mut wire::EiResponse> {
    Some(match message {
        Message::Response(m) => &mut m.ei_response,
        Message::CreatedPartyRegistration(m) => &mut m.ei_response,
        Message::CanceledPartyRegistration(m) => &mut m.ei_response,
        Message::RegisteredReport(m) => &mut m.ei_response,
        Message::CreatedReport(m) => &mut m.ei_response,
        Message::UpdatedReport(m) => &mut m.ei_response,
        Message::CanceledReport(m) => &mut m.ei_response,
        Message::CreatedOpt(m) => &mut m.ei_response,
        Message::CanceledOpt(m) => &mut m.ei_response,
        _ => return None,
    })
}

fn other_code(message: &mut Message) {
    if let Some(response) = response(message) {
        let other = if response.response_code.get() == 200 { 469 } else { 200 };
        response.response_code = ResponseCode::new(other).expect("a code");
    }
}

fn other_request(message: &mut Message) {
    if let Some(response) = response(message) {
        response.request_id = "another".to_owned();
    }
}

/// Polls bring nothing.
fn mute(message: &mut Message) {
    if response(message).is_none() && !matches!(message, Message::CreatedPartyRegistration(_)) {
        *message = Message::Response(wire::OadrResponse {
            schema_version: SchemaVersion::V20b,
            ei_response: wire::EiResponse::default(),
            ven_id: None,
        });
    }
}

fn version_a(message: &mut Message) {
    if let Message::CreatedPartyRegistration(m) = message {
        m.schema_version = SchemaVersion::V20a;
    }
}

fn other_follow(message: &mut Message) {
    if let Message::CancelReport(m) = message {
        m.report_to_follow = !m.report_to_follow;
    }
}

// ---- events ----

fn list(message: &mut Message) -> Option<&mut wire::OadrDistributeEvent> {
    match message {
        Message::DistributeEvent(m) => Some(m),
        _ => None,
    }
}

fn events(message: &mut Message) -> impl Iterator<Item = &mut wire::OadrEvent> {
    list(message).into_iter().flat_map(|list| &mut list.oadr_event)
}

fn signals(message: &mut Message) -> impl Iterator<Item = &mut wire::EiEventSignal> {
    events(message).flat_map(|event| &mut event.ei_event.ei_event_signals.ei_event_signal)
}

fn modified(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.event_descriptor.modification_number += 1);
}

fn unmodified(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.event_descriptor.modification_number = 0);
}

fn uids_from_1(message: &mut Message) {
    let count = |intervals: &mut wire::Intervals| {
        for (number, interval) in intervals.interval.iter_mut().enumerate() {
            interval.uid = Some(wire::Uid { text: (number + 1).to_string() });
        }
    };
    for event in events(message) {
        let signals = &mut event.ei_event.ei_event_signals;
        signals.ei_event_signal.iter_mut().for_each(|signal| count(&mut signal.intervals));
        signals.ei_event_baseline.iter_mut().for_each(|baseline| count(&mut baseline.intervals));
    }
}

fn too_long(message: &mut Message) {
    for interval in signals(message).filter_map(|signal| signal.intervals.interval.last_mut()) {
        interval.duration = Some(wire::Duration::from_seconds(86_399).into());
    }
}

fn level_4(message: &mut Message) {
    for interval in signals(message).flat_map(|signal| &mut signal.intervals.interval) {
        interval.stream_payload_base = vec![wire::StreamPayload::SignalPayload(wire::SignalPayload {
            payload_base: wire::Payload::PayloadFloat(4.0.into()),
        })];
    }
}

fn current(message: &mut Message) {
    signals(message).for_each(|signal| signal.current_value = Some(wire::CurrentValue { payload_float: 1.0.into() }));
}

fn far(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.event_descriptor.event_status = wire::EventStatus::Far);
}

fn near(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.event_descriptor.event_status = wire::EventStatus::Near);
}

fn punctual(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.ei_active_period.properties.tolerance = None);
}

fn no_units(message: &mut Message) {
    signals(message).for_each(|signal| signal.item_base = None);
}

fn no_test(message: &mut Message) {
    events(message).for_each(|event| event.ei_event.event_descriptor.test_event = None);
}

fn always(message: &mut Message) {
    events(message).for_each(|event| event.oadr_response_required = wire::ResponseRequired::Always);
}

fn backwards(message: &mut Message) {
    list(message).into_iter().for_each(|list| list.oadr_event.reverse());
}

fn last_alone(message: &mut Message) {
    list(message).into_iter().for_each(|list| drop(list.oadr_event.drain(..list.oadr_event.len().saturating_sub(1))));
}

fn one_more(message: &mut Message) {
    list(message).into_iter().for_each(|list| list.oadr_event.extend(list.oadr_event.first().cloned()));
}

fn same_request(message: &mut Message) {
    list(message).into_iter().for_each(|list| list.request_id = "one".to_owned());
}

fn years_away(message: &mut Message) {
    let then = wire::DateTime::from_unix_seconds(0).expect("a time");
    events(message).for_each(|event| event.ei_event.event_descriptor.created_date_time = then);
}
