//! A VTN, what it has made durable, and VENs that say what they are told to.

use super::super::*;
use std::collections::BTreeMap;
use tieline_core::model::{Millis, UtcSeconds};
use tieline_schemas::oadr2::{self as wire, Limits, Message, SchemaVersion, Service};

/// The instant at which a world begins, in Unix seconds.
pub const START_S: i64 = 1_800_000_000;
pub const PEAK: &str = "http://utility.example/peak";
pub const FAST: &str = "http://utility.example/fast";
const VERSION: SchemaVersion = SchemaVersion::V20b;

/// What is durable.
#[derive(Default)]
pub struct Shelf(pub BTreeMap<String, Vec<u8>>);

impl Archive for Shelf {
    fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Result<Vec<Reading>, String> {
        let (_, from, end) = reading_keys(ven_id, from_s, to_s);
        let found = self.0.range(from..end).take(limit);
        Ok(found.map(|(_, value)| serde_json::from_slice(value).expect("a reading")).collect())
    }
}

impl Shelf {
    pub fn keep(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change.value {
                Some(value) => drop(self.0.insert(change.key, value)),
                None => drop(self.0.remove(&change.key)),
            }
        }
    }
}

pub fn settings() -> Settings {
    let usage = AutomaticReport { name: "TELEMETRY_USAGE".to_owned(), granularity_s: 60, back_s: 60 };
    Settings {
        vtn_id: "vtn-1".to_owned(),
        poll_s: 10,
        enrolment: Enrolment::Closed,
        reports: vec![usage],
        keep_days: 35,
    }
}

pub struct World {
    pub vtn: Vtn,
    pub shelf: Shelf,
    pub at: Millis,
    /// Whether the VTN is started anew before each message.
    pub restarts: bool,
    salt: u64,
}

impl World {
    /// Two VENs, `ven-1` in the group `north` and `ven-2` in `south`, not yet registered; two market contexts.
    pub fn new() -> Self {
        Self::with(settings())
    }

    pub fn with(settings: Settings) -> Self {
        let vtn = Vtn::restore(settings, 1, []).expect("empty");
        let at = Millis(START_S * 1_000);
        let mut world = Self { vtn, shelf: Shelf::default(), at, restarts: false, salt: 1 };
        world.operate(|operator| {
            operator.put_context(MarketContext { name: PEAK.to_owned(), overlap_allowed: false })?;
            operator.put_context(MarketContext { name: FAST.to_owned(), overlap_allowed: true })?;
            for (id, group) in [("ven-1", "north"), ("ven-2", "south")] {
                let (fingerprint, groups) = (Some(print(id)), [group.to_owned()].into());
                operator.enrol(NewVen { id: id.to_owned(), fingerprint, groups, ..NewVen::default() })?;
            }
            Ok(())
        });
        world
    }

    /// Both VENs are registered and have nothing left to hear.
    pub fn registered() -> Self {
        let mut world = Self::new();
        for ven in ["ven-1", "ven-2"] {
            world.register(ven);
            world.settle(ven);
        }
        world
    }

    pub fn operate<T>(&mut self, work: impl FnOnce(&mut Operator<'_, '_>) -> Result<T, OperatorError>) -> T {
        self.attempt(work).expect("allowed")
    }

    pub fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Operator<'_, '_>) -> Result<T, OperatorError>,
    ) -> Result<T, OperatorError> {
        let (result, changes) = self.vtn.operate(self.at, &self.shelf, work);
        self.shelf.keep(changes);
        result
    }

    /// The VTN as it is made of what is durable.
    pub fn restart(&mut self) {
        self.salt += 1;
        let known = self.shelf.0.iter().map(|(key, value)| (key.clone(), value.clone()));
        self.vtn = Vtn::restore(self.vtn.settings().clone(), self.salt, known).expect("reads");
    }

    pub fn pass(&mut self, seconds: i64) {
        self.at = self.at.plus_ms(seconds * 1_000);
    }

    pub fn now(&self) -> UtcSeconds {
        self.at.to_seconds()
    }

    /// What the owner of `ven`'s certificate is answered; `None`: an empty answer.
    pub fn post(&mut self, ven: &str, service: Service, message: impl Into<Message>) -> Option<Message> {
        if self.restarts {
            self.restart();
        }
        let bytes = wire::encode(&message.into());
        let incoming = decode(&bytes).expect("2.0b");
        let answer = self.vtn.handle(self.at, &self.shelf, &Caller::Known(print(ven)), service, incoming);
        self.shelf.keep(answer.commit);
        let bytes = encode(&answer.said?, "vtn-1", &answer.ven_id);
        Some(wire::decode(&bytes, &Limits::default()).expect("valid").message)
    }

    pub fn poll(&mut self, ven: &str) -> Message {
        let poll = wire::OadrPoll { schema_version: VERSION, ven_id: ven.to_owned() };
        self.post(ven, Service::Poll, poll).expect("an answer")
    }

    /// The events of a list that a poll or a request brings.
    pub fn events(&mut self, ven: &str) -> Vec<wire::OadrEvent> {
        match self.poll(ven) {
            Message::DistributeEvent(list) => list.oadr_event,
            other => panic!("no list: {other:?}"),
        }
    }

    pub fn register(&mut self, ven: &str) -> wire::OadrCreatedPartyRegistration {
        let answer = self.post(ven, Service::RegisterParty, candidate(ven));
        let Some(Message::CreatedPartyRegistration(created)) = answer else { panic!("{answer:?}") };
        created
    }

    /// Polls until nothing more comes, and answers what does.
    pub fn settle(&mut self, ven: &str) {
        for _ in 0..20 {
            match self.poll(ven) {
                Message::Response(_) => return,
                Message::RegisterReport(asked) => {
                    let answer = wire::OadrRegisteredReport {
                        schema_version: VERSION,
                        ei_response: ok(&asked.request_id),
                        oadr_report_request: Vec::new(),
                        ven_id: Some(ven.to_owned()),
                    };
                    self.post(ven, Service::Report, answer);
                }
                Message::CreateReport(asked) => {
                    let ids = asked.oadr_report_request.iter().map(|one| one.report_request_id.clone()).collect();
                    self.post(ven, Service::Report, created_report(ven, &asked.request_id, ids));
                }
                Message::DistributeEvent(list) => {
                    for event in &list.oadr_event {
                        if event.oadr_response_required == wire::ResponseRequired::Always {
                            let descriptor = &event.ei_event.event_descriptor;
                            let (id, modification) = (descriptor.event_id.clone(), descriptor.modification_number);
                            self.answer(ven, &id, modification, wire::OptType::OptIn);
                        }
                    }
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("it never ends");
    }

    /// A createdEvent; the code of its answer.
    pub fn answer(&mut self, ven: &str, id: &str, modification: u32, opt_type: wire::OptType) -> u16 {
        let created = created_event(ven, id, modification, opt_type);
        self.code(ven, Service::Event, created)
    }

    /// The code of the answer to a message.
    pub fn code(&mut self, ven: &str, service: Service, message: impl Into<Message>) -> u16 {
        let answer = self.post(ven, service, message).expect("an answer");
        let response = match answer {
            Message::Response(m) => m.ei_response,
            Message::CreatedPartyRegistration(m) => m.ei_response,
            Message::CanceledPartyRegistration(m) => m.ei_response,
            Message::RegisteredReport(m) => m.ei_response,
            Message::CreatedReport(m) => m.ei_response,
            Message::UpdatedReport(m) => m.ei_response,
            Message::CanceledReport(m) => m.ei_response,
            Message::CreatedOpt(m) => m.ei_response,
            Message::CanceledOpt(m) => m.ei_response,
            other => panic!("{other:?}"),
        };
        response.response_code.get()
    }

    pub fn create(&mut self, id: &str, plan: EventPlan) {
        self.operate(|operator| operator.create_event(Some(id.to_owned()), plan));
    }
}

/// The fingerprint of a VEN's certificate in these tests.
pub fn print(ven: &str) -> String {
    format!("00:00:00:00:00:00:00:00:00:{:02X}", ven.bytes().fold(0u8, u8::wrapping_add))
}

pub fn ok(request_id: &str) -> wire::EiResponse {
    wire::EiResponse {
        response_code: wire::ResponseCode::OK,
        response_description: None,
        request_id: request_id.to_owned(),
    }
}

pub fn candidate(ven: &str) -> wire::OadrCreatePartyRegistration {
    wire::OadrCreatePartyRegistration {
        schema_version: VERSION,
        request_id: format!("register-{ven}"),
        registration_id: None,
        ven_id: None,
        oadr_profile_name: wire::OadrProfileName::V20b,
        oadr_transport_name: wire::OadrTransportName::SimpleHttp,
        oadr_transport_address: None,
        oadr_report_only: false,
        oadr_xml_signature: false,
        oadr_ven_name: Some(ven.to_owned()),
        oadr_http_pull_model: Some(true),
    }
}

pub fn created_event(ven: &str, id: &str, modification: u32, opt_type: wire::OptType) -> wire::OadrCreatedEvent {
    let response = wire::EventResponse {
        response_code: wire::ResponseCode::OK,
        response_description: None,
        request_id: "list".to_owned(),
        qualified_event_id: wire::QualifiedEventID { event_id: id.to_owned(), modification_number: modification },
        opt_type,
    };
    wire::OadrCreatedEvent {
        schema_version: VERSION,
        ei_created_event: wire::EiCreatedEvent {
            ei_response: ok("list"),
            event_responses: Some(wire::EventResponses { event_response: vec![response] }),
            ven_id: ven.to_owned(),
        },
    }
}

pub fn created_report(ven: &str, request_id: &str, pending: Vec<String>) -> wire::OadrCreatedReport {
    wire::OadrCreatedReport {
        schema_version: VERSION,
        ei_response: ok(request_id),
        oadr_pending_reports: wire::OadrPendingReports { report_request_id: pending },
        ven_id: Some(ven.to_owned()),
    }
}

/// An event of SIMPLE levels for everybody, `in_s` seconds from the start of the world.
pub fn simple(in_s: i64, steps: &[(u32, f64)]) -> EventPlan {
    let intervals: Vec<Interval> =
        steps.iter().map(|(duration_s, value)| Interval { duration_s: *duration_s, value: *value }).collect();
    EventPlan {
        market_context: PEAK.to_owned(),
        priority: 0,
        test_event: false,
        comment: None,
        response_required: Required::Always,
        targets: Targets::default(),
        start: UtcSeconds(START_S + in_s),
        duration_s: steps.iter().map(|(seconds, _)| seconds).sum(),
        start_after_s: 0,
        notification_s: 0,
        ramp_up_s: 0,
        recovery_s: 0,
        signals: vec![Signal { name: "SIMPLE".to_owned(), kind: "level".to_owned(), unit: None, intervals }],
        baseline: None,
    }
}
