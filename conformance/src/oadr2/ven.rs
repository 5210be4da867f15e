//! A reference VEN: it says what it is told to say, and hears what the VTN answers.

use super::clock::now_ms;
use super::http;
use super::say::{VERSION, bare, response};
use std::net::SocketAddr;
use tieline_schemas::oadr2::{self as wire, Limits, Message};

/// The longest answer that an error quotes, in characters.
const QUOTED: usize = 300;

/// Why a case does not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The VTN did what it must not, or did not what it must.
    Wrong(String),
    /// The set-up could not be brought about: says nothing of the VTN.
    NotRun(String),
}

impl From<String> for Fault {
    fn from(says: String) -> Self {
        Self::Wrong(says)
    }
}

impl From<&str> for Fault {
    fn from(says: &str) -> Self {
        Self::Wrong(says.to_owned())
    }
}

/// An answer of the VTN, or why it is none.
pub(super) type Heard = Result<Option<Message>, Fault>;

/// One answer as it came.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) wrapped: bool,
    pub(super) message: Message,
    /// When it came, in seconds after 1970 began.
    pub(super) at_s: i64,
}

/// What a worse VTN would have answered: changes an answer before it is heard.
pub type Distort = fn(&mut Message);

/// A VEN that pulls over plain HTTP.
pub(super) struct ReferenceVen {
    address: SocketAddr,
    /// What stands before the services' names: `/OpenADR2/Simple/2.0b`.
    path: String,
    pub(super) name: String,
    /// Its venID; before it is registered the one that it claims, if any.
    pub(super) ven_id: Option<String>,
    pub(super) registration_id: String,
    pub(super) vtn_id: String,
    pub(super) distort: Option<Distort>,
    /// Every answer that was read.
    pub(super) log: Vec<Answer>,
    serial: u32,
}

impl ReferenceVen {
    pub(super) fn new(address: SocketAddr, path: &str, name: &str, ven_id: Option<String>) -> Self {
        Self {
            address,
            path: path.to_owned(),
            name: name.to_owned(),
            ven_id,
            registration_id: String::new(),
            vtn_id: String::new(),
            distort: None,
            log: Vec::new(),
            serial: 0,
        }
    }

    /// A requestID that was not used before.
    pub(super) fn request_id(&mut self) -> String {
        self.serial += 1;
        format!("request-{}", self.serial)
    }

    /// Its venID as messages bear it.
    pub(super) fn id(&self) -> String {
        self.ven_id.clone().unwrap_or_default()
    }

    /// Posts a message to its service.
    pub(super) fn say(&mut self, message: Message) -> Heard {
        let service = service(&message);
        let path = format!("{}/{service}", self.path);
        let answer = http::post(self.address, &path, &wire::encode(&message));
        let answer = answer.map_err(|error| Fault::NotRun(format!("{}: {error}", self.address)))?;
        let body = String::from_utf8_lossy(&answer.body);
        if answer.word(1) != "200" {
            let says: String = body.chars().take(QUOTED).collect();
            return Err(Fault::Wrong(format!("{} is answered {}: {says}", message.name(), answer.first)));
        }
        if answer.body.is_empty() {
            return Ok(None);
        }
        let envelope = wire::decode(&answer.body, &Limits::default()).map_err(|error| {
            let says: String = body.chars().take(QUOTED).collect();
            format!("the answer to {} is not 2.0b: {error}: {says}", message.name())
        })?;
        let mut heard = envelope.message;
        if let Some(distort) = self.distort {
            distort(&mut heard);
        }
        let at_s = now_ms().div_euclid(1_000);
        self.log.push(Answer { wrapped: envelope.wrapped, message: heard.clone(), at_s });
        Ok(Some(heard))
    }

    // ---- registration ----

    pub(super) fn create_registration(&mut self) -> wire::OadrCreatePartyRegistration {
        wire::OadrCreatePartyRegistration {
            schema_version: VERSION,
            request_id: self.request_id(),
            registration_id: None,
            ven_id: self.ven_id.clone(),
            oadr_profile_name: wire::OadrProfileName::V20b,
            oadr_transport_name: wire::OadrTransportName::SimpleHttp,
            oadr_transport_address: None,
            oadr_report_only: false,
            oadr_xml_signature: false,
            oadr_ven_name: Some(self.name.clone()),
            oadr_http_pull_model: Some(true),
        }
    }

    /// Registers, and keeps what it is given.
    pub(super) fn register(&mut self) -> Result<wire::OadrCreatedPartyRegistration, Fault> {
        let create = self.create_registration();
        let created = registered(self.say(Message::CreatePartyRegistration(create))?)?;
        let ids = created.ven_id.clone().zip(created.registration_id.clone());
        let (ven_id, registration_id) =
            ids.ok_or_else(|| format!("the registration is refused: {:?}", created.ei_response))?;
        (self.ven_id, self.registration_id, self.vtn_id) = (Some(ven_id), registration_id, created.vtn_id.clone());
        Ok(created)
    }

    // ---- polls ----

    pub(super) fn poll(&mut self) -> Heard {
        let ven_id = self.id();
        self.say(Message::Poll(wire::OadrPoll { schema_version: VERSION, ven_id }))
    }

    /// Answers what a poll brought as a good VEN would: every event is opted in to, every report promised.
    pub(super) fn obey(&mut self, message: &Message) -> Heard {
        let ven_id = Some(self.id());
        let schema_version = VERSION;
        self.say(match message {
            Message::DistributeEvent(list) => {
                let always = |event: &&wire::OadrEvent| event.oadr_response_required == wire::ResponseRequired::Always;
                let answers = list.oadr_event.iter().filter(always).map(|event| opt_in(list, event));
                let answers: Vec<_> = answers.collect();
                if answers.is_empty() {
                    return Ok(None);
                }
                self.created_event(&list.request_id, answers)
            }
            Message::CreateReport(asked) => {
                let ids = asked.oadr_report_request.iter().map(|request| request.report_request_id.clone());
                Message::CreatedReport(wire::OadrCreatedReport {
                    schema_version,
                    ei_response: response(&asked.request_id, 200),
                    oadr_pending_reports: wire::OadrPendingReports { report_request_id: ids.collect() },
                    ven_id,
                })
            }
            Message::CancelReport(cancel) => Message::CanceledReport(wire::OadrCanceledReport {
                schema_version,
                ei_response: response(&cancel.request_id, 200),
                oadr_pending_reports: wire::OadrPendingReports::default(),
                ven_id,
            }),
            Message::RegisterReport(register) => Message::RegisteredReport(wire::OadrRegisteredReport {
                schema_version,
                ei_response: response(&register.request_id, 200),
                oadr_report_request: Vec::new(),
                ven_id,
            }),
            Message::UpdateReport(update) => Message::UpdatedReport(wire::OadrUpdatedReport {
                schema_version,
                ei_response: response(&update.request_id, 200),
                oadr_cancel_report: None,
                ven_id,
            }),
            Message::CancelPartyRegistration(cancel) => {
                Message::CanceledPartyRegistration(wire::OadrCanceledPartyRegistration {
                    schema_version,
                    ei_response: response(&cancel.request_id, 200),
                    registration_id: Some(cancel.registration_id.clone()),
                    ven_id,
                })
            }
            Message::RequestReregistration(_) => {
                self.say(bare("", 200, ven_id))?;
                self.register()?;
                return Ok(None);
            }
            _ => return Ok(None),
        })
    }

    // ---- events ----

    pub(super) fn created_event(&self, request_id: &str, answers: Vec<wire::EventResponse>) -> Message {
        Message::CreatedEvent(wire::OadrCreatedEvent {
            schema_version: VERSION,
            ei_created_event: wire::EiCreatedEvent {
                ei_response: response(request_id, 200),
                event_responses: Some(wire::EventResponses { event_response: answers }),
                ven_id: self.id(),
            },
        })
    }

    /// The list that oadrRequestEvent brings.
    pub(super) fn request_events(&mut self, reply_limit: Option<u32>) -> Result<wire::OadrDistributeEvent, Fault> {
        let (request_id, ven_id) = (self.request_id(), self.id());
        let request = wire::EiRequestEvent { request_id, ven_id, reply_limit };
        let asked = wire::OadrRequestEvent { schema_version: VERSION, ei_request_event: request };
        match self.say(Message::RequestEvent(asked))? {
            Some(Message::DistributeEvent(list)) => Ok(list),
            other => Err(unexpected("oadrDistributeEvent", other.as_ref())),
        }
    }
}

/// What an event is answered with under a list's request.
pub(super) fn opt_in(list: &wire::OadrDistributeEvent, event: &wire::OadrEvent) -> wire::EventResponse {
    let descriptor = &event.ei_event.event_descriptor;
    wire::EventResponse {
        response_code: wire::ResponseCode::OK,
        response_description: None,
        request_id: list.request_id.clone(),
        qualified_event_id: wire::QualifiedEventID {
            event_id: descriptor.event_id.clone(),
            modification_number: descriptor.modification_number,
        },
        opt_type: wire::OptType::OptIn,
    }
}

pub(super) fn registered(heard: Option<Message>) -> Result<wire::OadrCreatedPartyRegistration, Fault> {
    match heard {
        Some(Message::CreatedPartyRegistration(created)) => Ok(created),
        other => Err(unexpected("oadrCreatedPartyRegistration", other.as_ref())),
    }
}

/// The code and the requestID of whatever answer.
pub(super) fn outcome(heard: Option<&Message>) -> Result<(u16, &str), Fault> {
    let response = match heard {
        Some(Message::Response(m)) => &m.ei_response,
        Some(Message::CreatedPartyRegistration(m)) => &m.ei_response,
        Some(Message::CanceledPartyRegistration(m)) => &m.ei_response,
        Some(Message::RegisteredReport(m)) => &m.ei_response,
        Some(Message::CreatedReport(m)) => &m.ei_response,
        Some(Message::UpdatedReport(m)) => &m.ei_response,
        Some(Message::CanceledReport(m)) => &m.ei_response,
        Some(Message::CreatedOpt(m)) => &m.ei_response,
        Some(Message::CanceledOpt(m)) => &m.ei_response,
        other => return Err(unexpected("an eiResponse", other)),
    };
    Ok((response.response_code.get(), &response.request_id))
}

pub(super) fn unexpected(wanted: &str, heard: Option<&Message>) -> Fault {
    Fault::Wrong(format!("{} instead of {wanted}", heard.map_or("nothing", Message::name)))
}

/// The service that a payload of a VEN is posted to.
fn service(message: &Message) -> &'static str {
    match message {
        Message::RequestEvent(_) | Message::CreatedEvent(_) => "EiEvent",
        Message::CreateOpt(_) | Message::CancelOpt(_) => "EiOpt",
        Message::Poll(_) => "OadrPoll",
        Message::RegisterReport(_)
        | Message::RegisteredReport(_)
        | Message::CreateReport(_)
        | Message::CreatedReport(_)
        | Message::UpdateReport(_)
        | Message::UpdatedReport(_)
        | Message::CancelReport(_)
        | Message::CanceledReport(_) => "EiReport",
        _ => "EiRegisterParty",
    }
}
