//! A scripted VTN: it registers, hands out what its queue holds, and keeps what it was told.

use std::collections::VecDeque;
use tieline_core::model::{HttpError, HttpRequest, HttpResponse};
use tieline_schemas::oadr2::{self as wire, Message};

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;

/// The VTN.
pub struct Vtn {
    /// What polls bring, in order; then bare responses.
    pub queue: VecDeque<Message>,
    /// What oadrRequestEvent brings.
    pub events: Vec<wire::OadrEvent>,
    /// Reports that it asks for when metadata are registered.
    pub wants: Vec<wire::OadrReportRequest>,
    /// Everything that it was told: path and message.
    pub told: Vec<(String, Message)>,
    /// Answers that are lost on their way, from the next on.
    pub lose: usize,
    /// The payload whose next answer is lost on its way.
    pub lose_answer_to: Option<&'static str>,
    /// The payload that it answers with status 500, always.
    pub breaks_on: Option<&'static str>,
    /// The code of its next bare response; then 200 again.
    pub code: u16,
    pub registrations: usize,
}

impl Default for Vtn {
    fn default() -> Self {
        let (queue, events, wants, told) = Default::default();
        Self { queue, events, wants, told, lose: 0, lose_answer_to: None, breaks_on: None, code: 200, registrations: 0 }
    }
}

impl Vtn {
    /// Its answer.
    pub fn answer(&mut self, request: &HttpRequest) -> Result<HttpResponse, HttpError> {
        let message = wire::decode(&request.body, &wire::Limits::default()).expect("a message of 2.0b").message;
        let answer = self.say(&message);
        let path = request.target.rsplit('/').next().unwrap_or_default().to_owned();
        self.told.push((path, message));
        if self.told.last().is_some_and(|(_, message)| self.lose_answer_to == Some(message.name())) {
            self.lose_answer_to = None;
            return Err(HttpError::Timeout(1));
        }
        if self.lose > 0 {
            self.lose -= 1;
            return Err(HttpError::Timeout(1));
        }
        if self.told.last().is_some_and(|(_, message)| self.breaks_on == Some(message.name())) {
            return Ok(HttpResponse::status(500));
        }
        let body = answer.map(|answer| wire::encode(&answer)).unwrap_or_default();
        Ok(HttpResponse { status: 200, headers: Vec::new(), body })
    }

    fn say(&mut self, message: &Message) -> Option<Message> {
        let request = match message {
            Message::QueryRegistration(m) => return Some(self.registered(&m.request_id, false)),
            Message::CreatePartyRegistration(m) => {
                self.registrations += 1;
                return Some(self.registered(&m.request_id, true));
            }
            Message::RequestEvent(m) => {
                return Some(distribute(&m.ei_request_event.request_id, self.events.clone()));
            }
            Message::RegisterReport(m) => {
                return Some(Message::RegisteredReport(wire::OadrRegisteredReport {
                    schema_version: V,
                    ei_response: response(&m.request_id, 200),
                    oadr_report_request: self.wants.clone(),
                    ven_id: None,
                }));
            }
            Message::UpdateReport(m) => {
                return Some(Message::UpdatedReport(wire::OadrUpdatedReport {
                    schema_version: V,
                    ei_response: response(&m.request_id, 200),
                    oadr_cancel_report: None,
                    ven_id: None,
                }));
            }
            Message::CreateOpt(m) => {
                return Some(Message::CreatedOpt(wire::OadrCreatedOpt {
                    schema_version: V,
                    ei_response: response(&m.request_id, 200),
                    opt_id: m.opt_id.clone(),
                }));
            }
            Message::CancelOpt(m) => {
                return Some(Message::CanceledOpt(wire::OadrCanceledOpt {
                    schema_version: V,
                    ei_response: response(&m.request_id, 200),
                    opt_id: Some(m.opt_id.clone()),
                }));
            }
            Message::Poll(_) if !self.queue.is_empty() => return self.queue.pop_front(),
            // The end of a registration is not answered with a payload.
            Message::CanceledPartyRegistration(_) => return None,
            _ => "",
        };
        let ei_response = response(request, std::mem::replace(&mut self.code, 200));
        Some(Message::Response(wire::OadrResponse { schema_version: V, ei_response, ven_id: None }))
    }

    fn registered(&self, request_id: &str, whole: bool) -> Message {
        let transport = wire::OadrTransport { oadr_transport_name: wire::OadrTransportName::SimpleHttp };
        let profile = wire::OadrProfile {
            oadr_profile_name: wire::OadrProfileName::V20b,
            oadr_transports: wire::OadrTransports { oadr_transport: vec![transport] },
        };
        Message::CreatedPartyRegistration(wire::OadrCreatedPartyRegistration {
            schema_version: V,
            ei_response: response(request_id, 200),
            registration_id: whole.then(|| "reg-1".to_owned()),
            ven_id: whole.then(|| "ven-1".to_owned()),
            vtn_id: "vtn-1".to_owned(),
            oadr_profiles: wire::OadrProfiles { oadr_profile: vec![profile] },
            oadr_requested_oadr_poll_freq: Some(wire::Duration::from_seconds(10).into()),
            ..Default::default()
        })
    }

    /// What was told about events: name, modification, code, whether it opts in.
    pub fn opts(&self) -> Vec<(String, u32, u16, bool)> {
        let created = self.told.iter().filter_map(|(_, message)| match message {
            Message::CreatedEvent(m) => m.ei_created_event.event_responses.as_ref(),
            _ => None,
        });
        let each = created.flat_map(|responses| &responses.event_response).map(|r| {
            let event = &r.qualified_event_id;
            let opts_in = r.opt_type == wire::OptType::OptIn;
            (event.event_id.clone(), event.modification_number, r.response_code.get(), opts_in)
        });
        each.collect()
    }

    /// The names of what it was told, polls left out.
    pub fn names(&self) -> Vec<&'static str> {
        self.told.iter().map(|(_, message)| message.name()).filter(|name| *name != "oadrPoll").collect()
    }

    /// How often it was polled.
    pub fn polls(&self) -> usize {
        self.told.iter().filter(|(_, message)| matches!(message, Message::Poll(_))).count()
    }
}

/// A list of events.
pub fn distribute(request_id: &str, events: Vec<wire::OadrEvent>) -> Message {
    Message::DistributeEvent(wire::OadrDistributeEvent {
        schema_version: V,
        ei_response: None,
        request_id: request_id.to_owned(),
        vtn_id: "vtn-1".to_owned(),
        oadr_event: events,
    })
}

fn response(request_id: &str, code: u16) -> wire::EiResponse {
    wire::EiResponse {
        response_code: wire::ResponseCode::new(code).expect("a code"),
        response_description: None,
        request_id: request_id.to_owned(),
    }
}

/// An event of SIMPLE levels, each for so many seconds.
pub fn simple(id: &str, modification: u32, start_s: i64, steps: &[(u32, f64)]) -> wire::OadrEvent {
    let intervals = steps.iter().map(|(seconds, level)| wire::Interval {
        duration: Some(wire::Duration::from_seconds(*seconds).into()),
        stream_payload_base: vec![wire::StreamPayload::SignalPayload(wire::SignalPayload {
            payload_base: wire::Payload::PayloadFloat((*level).into()),
        })],
        ..Default::default()
    });
    let signal = wire::EiEventSignal {
        intervals: wire::Intervals { interval: intervals.collect() },
        signal_name: "SIMPLE".to_owned(),
        signal_type: wire::SignalType::Level,
        signal_id: "s".to_owned(),
        ..Default::default()
    };
    let total = steps.iter().map(|(seconds, _)| *seconds).sum();
    wire::OadrEvent {
        ei_event: wire::EiEvent {
            event_descriptor: wire::EventDescriptor {
                event_id: id.to_owned(),
                modification_number: modification,
                ei_market_context: wire::EiMarketContext { market_context: "http://market".to_owned() },
                created_date_time: moment(start_s - 1_000),
                event_status: wire::EventStatus::Far,
                ..Default::default()
            },
            ei_active_period: wire::EiActivePeriod {
                properties: wire::Properties {
                    dtstart: moment(start_s).into(),
                    duration: wire::Duration::from_seconds(total).into(),
                    ..Default::default()
                },
                ..Default::default()
            },
            ei_event_signals: wire::EiEventSignals { ei_event_signal: vec![signal], ei_event_baseline: None },
            ei_target: wire::EiTarget { ven_id: vec!["ven-1".to_owned()], ..Default::default() },
        },
        oadr_response_required: wire::ResponseRequired::Always,
    }
}

/// A request for a usage report.
pub fn usage(id: &str, granularity_s: u32, back_s: u32) -> wire::OadrReportRequest {
    wire::OadrReportRequest {
        report_request_id: id.to_owned(),
        report_specifier: wire::ReportSpecifier {
            report_specifier_id: "usage".to_owned(),
            granularity: wire::Duration::from_seconds(granularity_s).into(),
            report_back_duration: wire::Duration::from_seconds(back_s).into(),
            report_interval: None,
            specifier_payload: vec![wire::SpecifierPayload {
                r_id: "site.power".to_owned(),
                item_base: None,
                reading_type: wire::ReadingType::Mean,
            }],
        },
    }
}

pub fn moment(second: i64) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(second).expect("a time")
}
