//! A scripted VTN in push mode: it answers what a VEN asks, keeps what it was told, and posts what a test says.

use crate::openleadr::vtn::{Link, PATIENCE};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;
use tieline::runtime::clock::{host_wall, random_nonce, stopwatch};
use tieline::runtime::http_client::{Bounds, HttpClient};
use tieline::runtime::http_server::{Answer, Caller, Door, Handler, ServerBounds, serve};
use tieline::runtime::tls::InternetMaterial;
use tieline_certs::xmldsig::{Signer, verify};
use tieline_core::model::{HttpError, HttpRequest, HttpResponse, Method};
use tieline_schemas::oadr2::{self as wire, Message};
use tokio::sync::watch;

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;
const VEN: &str = "ven-1";
const REGISTRATION: &str = "reg-1";
const ANSWER: Duration = Duration::from_secs(30);

/// The events that it holds.
type Events = Arc<Mutex<Vec<wire::OadrEvent>>>;

/// The VTN; its server ends when it is dropped.
pub struct Pusher {
    runtime: tokio::runtime::Runtime,
    stop: watch::Sender<bool>,
    link: Link,
    dir: std::path::PathBuf,
    port: u16,
    ven_port: u16,
    client: HttpClient,
    signer: Option<Signer>,
    told: mpsc::Receiver<Message>,
    events: Events,
    names: Vec<&'static str>,
}

impl Pusher {
    /// Listens, and will push to a VEN on `ven_port`; its files are those of `write_pki` in `dir`.
    pub fn start(dir: &Path, link: Link, ven_port: u16) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        let material = (link != Link::Plain).then(|| material(dir, "server"));
        let door = material.as_ref().map_or(Door::Plain, |material| {
            Door::Tls(Arc::new(material.server_config(true).expect("a configuration")))
        });
        let signer = material.as_ref().filter(|_| link == Link::Signed).map(|m| m.signer().expect("a signer"));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let (stop, stopped) = watch::channel(false);
        let events = Events::default();
        let (sender, told) = mpsc::channel();
        let desk = Arc::new(Desk { sender: Mutex::new(sender), signer: signer.clone(), events: events.clone() });
        runtime.spawn(serve(listener, door, desk, ServerBounds { body_bytes: 1 << 20, ..Default::default() }, stopped));
        let client = client(material.as_ref(), ven_port);
        let dir = dir.to_owned();
        Self { runtime, stop, link, dir, port, ven_port, client, signer, told, events, names: Vec::new() }
    }

    /// The gateway's upstream that is this one.
    pub fn upstream(&self) -> String {
        let address = match self.link {
            Link::Plain => format!("url = \"http://127.0.0.1:{}\"\nlab = true\n", self.port),
            link => format!(
                "url = \"https://localhost:{}\"\ncertificate = \"device.pem\"\nkey = \"device.key\"\nroots = \"root.pem\"\nsign = {}\n",
                self.port,
                link == Link::Signed
            ),
        };
        format!(
            "[[upstream]]\nid = \"vtn\"\nprotocol = \"openadr2.0b\"\n{address}push = true\nlisten = \"127.0.0.1:{}\"\n\
             [[upstream.level]]\nlevel = 1\nstorage_w = 2000\n",
            self.ven_port
        )
    }

    /// What the VEN calls the place that it listens at.
    pub fn ven_address(&self) -> String {
        let scheme = if self.link == Link::Plain { "http" } else { "https" };
        format!("{scheme}://127.0.0.1:{}/OpenADR2/Simple/2.0b", self.ven_port)
    }

    /// Waits until it was told all of these, in any order.
    pub fn wait_for_all(&mut self, names: &[&str], gateway: impl Fn() -> String) {
        let mut missing = names.to_vec();
        while let Some(next) = missing.first().copied() {
            let seen = self.names.len();
            self.wait_for(next, &gateway);
            missing.retain(|name| !self.names[seen..].contains(name));
        }
    }

    /// Waits for a message of this name; `gateway` has the last word when none comes.
    pub fn wait_for(&mut self, name: &str, gateway: impl Fn() -> String) -> Message {
        let deadline = stopwatch() + PATIENCE;
        loop {
            match self.told.recv_timeout(deadline.saturating_duration_since(stopwatch())) {
                Ok(message) => {
                    self.names.push(message.name());
                    if message.name() == name {
                        return message;
                    }
                }
                Err(_) => panic!("no {name} after {:?}; gateway: {}", self.names, gateway()),
            }
        }
    }

    /// Posts a message to the VEN; its answer.
    pub fn push(&mut self, service: &str, message: &Message) -> Result<Message, HttpError> {
        if let Message::DistributeEvent(m) = message {
            self.events.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&m.oadr_event);
        }
        let body = seal(self.signer.as_ref(), wire::encode(message));
        let response = self.post(service, body)?;
        assert_eq!(response.status, 200, "to {}", message.name());
        let peer = self.client.peer().map(|peer| &peer.certificate);
        Ok(open(self.signer.as_ref(), &response.body, peer))
    }

    /// The same without a signature; the status of the answer.
    pub fn push_unsigned(&mut self, service: &str, message: &Message) -> u16 {
        self.post(service, wire::encode(message)).expect("an answer").status
    }

    /// The same over a certificate of the same root that is not the VTN's.
    pub fn push_as_neighbour(&mut self, service: &str, message: &Message) -> Result<HttpResponse, HttpError> {
        let mut client = client(Some(&material(&self.dir, "device")), self.ven_port);
        self.runtime.block_on(client.send(&request(service, wire::encode(message)), ANSWER))
    }

    fn post(&mut self, service: &str, body: Vec<u8>) -> Result<HttpResponse, HttpError> {
        self.runtime.block_on(self.client.send(&request(service, body), ANSWER))
    }

    /// Ends it; the names of all that it was told.
    pub fn end(mut self) -> Vec<&'static str> {
        self.stop.send_replace(true);
        self.names.extend(self.told.try_iter().map(|message| message.name()));
        self.names
    }
}

fn material(dir: &Path, name: &str) -> InternetMaterial {
    let at = |file: String| dir.join(file);
    InternetMaterial::load(&at(format!("{name}.pem")), &at(format!("{name}.key")), &dir.join("root.pem"))
        .expect("files")
}

fn client(material: Option<&InternetMaterial>, port: u16) -> HttpClient {
    let tls = material.map(|material| Arc::new(material.client_config().expect("a configuration")));
    HttpClient::new("127.0.0.1", port, tls, Bounds { body_bytes: 1 << 20, ..Bounds::default() })
}

fn request(service: &str, body: Vec<u8>) -> HttpRequest {
    let target = format!("/OpenADR2/Simple/2.0b/{service}");
    HttpRequest { method: Method::Post, target, headers: Vec::new(), body }
}

fn seal(signer: Option<&Signer>, body: Vec<u8>) -> Vec<u8> {
    match signer {
        Some(signer) => signer.sign(&body, host_wall().0, random_nonce().expect("random")).expect("signed"),
        None => body,
    }
}

fn open(signer: Option<&Signer>, body: &[u8], peer: Option<&rustls::pki_types::CertificateDer<'_>>) -> Message {
    let body = match signer {
        Some(_) => verify(body, Some(peer.expect("TLS"))).expect("signed by the peer").payload(),
        None => body.to_vec(),
    };
    wire::decode(&body, &wire::Limits::default()).expect("a message of 2.0b").message
}

/// What answers the VEN.
struct Desk {
    sender: Mutex<mpsc::Sender<Message>>,
    signer: Option<Signer>,
    events: Events,
}

impl Handler for Desk {
    fn admits(&self, _: &Caller) -> bool {
        true
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let peer = caller.as_ref().map(|peer| &peer.certificate);
        let message = open(self.signer.as_ref(), &request.body, peer);
        let held = self.events.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let body =
            reply(&message, held).map(|reply| seal(self.signer.as_ref(), wire::encode(&reply))).unwrap_or_default();
        let _ = self.sender.lock().unwrap_or_else(PoisonError::into_inner).send(message);
        Box::pin(std::future::ready(HttpResponse { status: 200, headers: Vec::new(), body }))
    }
}

fn reply(message: &Message, held: Vec<wire::OadrEvent>) -> Option<Message> {
    Some(match message {
        Message::QueryRegistration(m) => registered(&m.request_id),
        Message::CreatePartyRegistration(m) => registered(&m.request_id),
        Message::RegisterReport(m) => Message::RegisteredReport(wire::OadrRegisteredReport {
            schema_version: V,
            ei_response: response(&m.request_id),
            oadr_report_request: Vec::new(),
            ven_id: None,
        }),
        Message::UpdateReport(m) => Message::UpdatedReport(wire::OadrUpdatedReport {
            schema_version: V,
            ei_response: response(&m.request_id),
            oadr_cancel_report: None,
            ven_id: None,
        }),
        Message::RequestEvent(m) => list(&m.ei_request_event.request_id, held),
        Message::CanceledPartyRegistration(_) => return None,
        _ => Message::Response(wire::OadrResponse { schema_version: V, ei_response: response("r"), ven_id: None }),
    })
}

fn response(request_id: &str) -> wire::EiResponse {
    wire::EiResponse {
        response_code: wire::ResponseCode::OK,
        response_description: None,
        request_id: request_id.to_owned(),
    }
}

fn registered(request_id: &str) -> Message {
    let transport = wire::OadrTransport { oadr_transport_name: wire::OadrTransportName::SimpleHttp };
    let profile = wire::OadrProfile {
        oadr_profile_name: wire::OadrProfileName::V20b,
        oadr_transports: wire::OadrTransports { oadr_transport: vec![transport] },
    };
    Message::CreatedPartyRegistration(wire::OadrCreatedPartyRegistration {
        schema_version: V,
        ei_response: response(request_id),
        registration_id: Some(REGISTRATION.to_owned()),
        ven_id: Some(VEN.to_owned()),
        vtn_id: "vtn-1".to_owned(),
        oadr_profiles: wire::OadrProfiles { oadr_profile: vec![profile] },
        ..Default::default()
    })
}

fn moment(second: i64) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(second).expect("a time")
}

/// A list of events of SIMPLE level 1, by name and length, that have just begun.
pub fn distribute(request_id: &str, events: &[(&str, u32)]) -> Message {
    let event = |(id, seconds): &(&str, u32)| {
        let length = wire::Duration::from_seconds(*seconds);
        let level = wire::SignalPayload { payload_base: wire::Payload::PayloadFloat(1.0.into()) };
        let interval = wire::Interval {
            duration: Some(length.into()),
            stream_payload_base: vec![wire::StreamPayload::SignalPayload(level)],
            ..Default::default()
        };
        let signal = wire::EiEventSignal {
            intervals: wire::Intervals { interval: vec![interval] },
            signal_name: "SIMPLE".to_owned(),
            signal_type: wire::SignalType::Level,
            signal_id: "s".to_owned(),
            ..Default::default()
        };
        let now = host_wall().to_seconds().0;
        let properties =
            wire::Properties { dtstart: moment(now).into(), duration: length.into(), ..Default::default() };
        wire::OadrEvent {
            ei_event: wire::EiEvent {
                event_descriptor: wire::EventDescriptor {
                    event_id: (*id).to_owned(),
                    ei_market_context: wire::EiMarketContext { market_context: "http://market".to_owned() },
                    created_date_time: moment(now),
                    ..Default::default()
                },
                ei_active_period: wire::EiActivePeriod { properties, ..Default::default() },
                ei_event_signals: wire::EiEventSignals { ei_event_signal: vec![signal], ei_event_baseline: None },
                ei_target: wire::EiTarget { ven_id: vec![VEN.to_owned()], ..Default::default() },
            },
            oadr_response_required: wire::ResponseRequired::Always,
        }
    };
    list(request_id, events.iter().map(event).collect())
}

fn list(request_id: &str, events: Vec<wire::OadrEvent>) -> Message {
    Message::DistributeEvent(wire::OadrDistributeEvent {
        schema_version: V,
        ei_response: None,
        request_id: request_id.to_owned(),
        vtn_id: "vtn-1".to_owned(),
        oadr_event: events,
    })
}

/// A request for the site's power as it is now.
pub fn usage(id: &str) -> Message {
    ask(id, "usage", 0, None)
}

/// A request for the averages of each of the next five seconds, once they are stored.
pub fn history(id: &str) -> Message {
    of_the_next_five_seconds(id, "history")
}

/// A request for the site's energy in each of them, as Green Button data.
pub fn green_button(id: &str) -> Message {
    of_the_next_five_seconds(id, "greenbutton")
}

fn of_the_next_five_seconds(id: &str, specifier: &str) -> Message {
    let properties = wire::Properties {
        dtstart: moment(host_wall().to_seconds().0).into(),
        duration: wire::Duration::from_seconds(5).into(),
        ..Default::default()
    };
    ask(id, specifier, 1, Some(wire::WsCalendarInterval { properties }))
}

fn ask(id: &str, specifier: &str, granularity_s: u32, interval: Option<wire::WsCalendarInterval>) -> Message {
    Message::CreateReport(wire::OadrCreateReport {
        schema_version: V,
        request_id: "cr".to_owned(),
        oadr_report_request: vec![wire::OadrReportRequest {
            report_request_id: id.to_owned(),
            report_specifier: wire::ReportSpecifier {
                report_specifier_id: specifier.to_owned(),
                granularity: wire::Duration::from_seconds(granularity_s).into(),
                report_back_duration: wire::Duration::from_seconds(0).into(),
                report_interval: interval,
                specifier_payload: vec![wire::SpecifierPayload {
                    r_id: if specifier == "greenbutton" { "site.energy" } else { "site.power" }.to_owned(),
                    item_base: None,
                    reading_type: wire::ReadingType::Mean,
                }],
            },
        }],
        ven_id: Some(VEN.to_owned()),
    })
}

/// The end of the VEN's registration.
pub fn cancel_registration() -> Message {
    Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
        schema_version: V,
        request_id: "c".to_owned(),
        registration_id: REGISTRATION.to_owned(),
        ven_id: Some(VEN.to_owned()),
    })
}
