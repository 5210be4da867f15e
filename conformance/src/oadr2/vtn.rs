//! A reference VTN: it answers by the book, hands out one message a poll, and keeps all that it is told.

use super::clock::now_ms;
use super::http;
use super::say::{VERSION, bare, cancel_report, distribute, profiles, response, seconds};
use super::transcript::Exchange;
use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tieline_schemas::oadr2 as wire;
use wire::Message;

/// Exchanges that are kept; what comes later is answered and not kept.
const EXCHANGES_MAX: usize = 100_000;

/// Names that the reference VTN gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// Its vtnID.
    pub vtn_id: String,
    /// The venID that it gives to the VEN under test.
    pub ven_id: String,
}

impl Default for Names {
    fn default() -> Self {
        Self { vtn_id: "vtn-reference".to_owned(), ven_id: "ven-under-test".to_owned() }
    }
}

/// A VTN that listens until it is dropped.
pub struct ReferenceVtn {
    names: Names,
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    names: Names,
    state: Mutex<State>,
    changed: Condvar,
    ended: AtomicBool,
}

#[derive(Default)]
struct State {
    /// Whether the VEN is registered; one that is not is answered 463.
    known: bool,
    registrations: u32,
    /// What polls bring, in order.
    queue: VecDeque<Message>,
    /// Every event, as a list always has them all.
    events: Vec<wire::OadrEvent>,
    /// The report that the answer to the next update of it cancels, with whether one is to follow.
    ends: Option<(String, bool)>,
    log: Vec<Exchange>,
}

impl ReferenceVtn {
    /// Listens at `address` (port 0: a free one) in plain HTTP.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start(address: SocketAddr, names: Names) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            names: names.clone(),
            state: Mutex::default(),
            changed: Condvar::new(),
            ended: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if serving.ended.load(Ordering::Relaxed) {
                    return;
                }
                let serving = Arc::clone(&serving);
                std::thread::spawn(move || drop(serving.serve(&stream)));
            }
        });
        Ok(Self { names, address, shared })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Who it is, and who the VEN is to it.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// A message for a poll to bring.
    pub(super) fn hand_out(&self, message: Message) {
        self.shared.state().queue.push_back(message);
    }

    /// From now on these are all events; without a poll.
    pub(super) fn set_events(&self, events: Vec<wire::OadrEvent>) {
        self.shared.state().events = events;
    }

    /// Forgets the VEN: it is answered 463 until it registers anew.
    pub(super) fn forget(&self) {
        self.shared.state().known = false;
    }

    /// Cancels a report in the answer to its next update.
    pub(super) fn end_report(&self, id: &str, follows: bool) {
        self.shared.state().ends = Some((id.to_owned(), follows));
    }

    /// The registrationID that is in force.
    pub(super) fn registration_id(&self) -> String {
        registration_id(self.shared.state().registrations)
    }

    /// How much was told so far.
    pub(super) fn so_far(&self) -> usize {
        self.shared.state().log.len()
    }

    /// What was told from this place on.
    pub fn since(&self, place: usize) -> Vec<Exchange> {
        self.shared.state().log.get(place..).unwrap_or_default().to_vec()
    }

    /// Waits until what was told from `place` on is so; false when `patience` ends before.
    pub(super) fn wait(&self, patience: Duration, place: usize, is: impl Fn(&[Exchange]) -> bool) -> bool {
        let waits = |state: &mut State| !is(state.log.get(place..).unwrap_or_default());
        let waited = self.shared.changed.wait_timeout_while(self.shared.state(), patience, waits);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for ReferenceVtn {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

fn registration_id(registrations: u32) -> String {
    format!("registration-{registrations}")
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        let request = http::read(stream)?;
        let service = request.word(1).rsplit('/').next().unwrap_or_default().to_owned();
        let mut exchange = Exchange::new(now_ms(), &service, request.body);
        let (status, body) = {
            let mut state = self.state();
            exchange.gave = exchange.told.as_ref().ok().and_then(|told| state.answer(&self.names, told));
            let status = if exchange.told.is_ok() { "200 OK" } else { "400 Bad Request" };
            let body = exchange.gave.as_ref().map(wire::encode).unwrap_or_default();
            if state.log.len() < EXCHANGES_MAX {
                state.log.push(exchange);
            }
            (status, body)
        };
        self.changed.notify_all();
        http::answer(stream, status, &body)
    }
}

impl State {
    fn answer(&mut self, names: &Names, told: &Message) -> Option<Message> {
        let ven_id = Some(names.ven_id.clone());
        let knows = matches!(
            told,
            Message::QueryRegistration(_) | Message::CreatePartyRegistration(_) | Message::CanceledPartyRegistration(_)
        );
        if !self.known && !knows {
            return Some(bare("", 463, ven_id));
        }
        Some(match told {
            Message::QueryRegistration(m) => self.registered(names, &m.request_id, false),
            Message::CreatePartyRegistration(m) => {
                self.known = true;
                self.registrations += 1;
                self.registered(names, &m.request_id, true)
            }
            // The end of a registration is the last word on it.
            Message::CanceledPartyRegistration(m) => {
                self.known &= m.ei_response.response_code.get() != 200;
                return None;
            }
            Message::RequestEvent(m) => distribute(&m.ei_request_event.request_id, &names.vtn_id, self.events.clone()),
            Message::RegisterReport(m) => Message::RegisteredReport(wire::OadrRegisteredReport {
                schema_version: VERSION,
                ei_response: response(&m.request_id, 200),
                oadr_report_request: Vec::new(),
                ven_id,
            }),
            Message::UpdateReport(m) => Message::UpdatedReport(wire::OadrUpdatedReport {
                schema_version: VERSION,
                ei_response: response(&m.request_id, 200),
                oadr_cancel_report: self.ending(names, m),
                ven_id,
            }),
            Message::CreateOpt(m) => Message::CreatedOpt(wire::OadrCreatedOpt {
                schema_version: VERSION,
                ei_response: response(&m.request_id, 200),
                opt_id: m.opt_id.clone(),
            }),
            Message::CancelOpt(m) => Message::CanceledOpt(wire::OadrCanceledOpt {
                schema_version: VERSION,
                ei_response: response(&m.request_id, 200),
                opt_id: Some(m.opt_id.clone()),
            }),
            Message::Poll(_) => self.queue.pop_front().unwrap_or_else(|| bare("", 200, ven_id)),
            Message::CreatedEvent(m) => bare(&m.ei_created_event.ei_response.request_id, 200, ven_id),
            Message::CreatedReport(m) => bare(&m.ei_response.request_id, 200, ven_id),
            Message::CanceledReport(m) => bare(&m.ei_response.request_id, 200, ven_id),
            Message::RegisteredReport(m) => bare(&m.ei_response.request_id, 200, ven_id),
            _ => bare("", 200, ven_id),
        })
    }

    fn ending(&mut self, names: &Names, update: &wire::OadrUpdateReport) -> Option<wire::OadrCancelReport> {
        let ends = |(id, _): &mut (String, bool)| update.oadr_report.iter().any(|r| r.report_request_id == *id);
        let (id, follows) = self.ends.take_if(ends)?;
        Some(cancel_report(&format!("end-{id}"), &names.ven_id, &id, follows))
    }

    /// The answer to a query has no ids of the VEN.
    fn registered(&self, names: &Names, request_id: &str, whole: bool) -> Message {
        Message::CreatedPartyRegistration(wire::OadrCreatedPartyRegistration {
            schema_version: VERSION,
            ei_response: response(request_id, 200),
            registration_id: whole.then(|| registration_id(self.registrations)),
            ven_id: whole.then(|| names.ven_id.clone()),
            vtn_id: names.vtn_id.clone(),
            oadr_profiles: profiles(),
            oadr_requested_oadr_poll_freq: Some(seconds(1)),
            ..Default::default()
        })
    }
}
