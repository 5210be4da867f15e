//! Where requests and operators meet the documents: one decides at a time, each by what the last one decided, and what many
//! have decided becomes durable together. docs/decisions/0013-commits-that-are-shared.md says why so.

use super::clock::Clock;
use super::follow::Followers;
use super::notify::{self, Notices};
use super::overload::{Gate, overloaded};
use crate::headend::{Change, Exchange, Identity, Key, Operator, Server, Settings, StoredResources};
use crate::store::{self, Error};
use std::fs::File;
use std::io::Write;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use tieline_core::model::{HttpRequest, HttpResponse, Method, Millis, UtcSeconds};
use tokio::sync::{Notify, oneshot};

/// The documents and what is done with them.
pub(super) struct Desk {
    /// Reads what is durable.
    pub(super) server: Server<StoredResources>,
    pub(super) clock: Clock,
    /// Whether the clock may be set.
    pub(super) lab: bool,
    /// How far the clock is set off its own time.
    pub(super) clock_offset_ms: AtomicI64,
    pub(super) writing: Mutex<()>,
    /// Rung when an identity was denied.
    pub(super) denied: Arc<Notify>,
    pub(super) notices: Arc<Notices>,
    pub(super) followers: Followers,
    pub(super) wire_log: Option<Mutex<File>>,
    pub(super) gate: Gate,
}

/// Who is told of changes once they are durable.
pub(super) type Hear = fn(&Notices, &[Change]);

/// A request to write with its answer, which is sent once `kept` is.
struct Decided {
    request: HttpRequest,
    now: Millis,
    response: HttpResponse,
    kept: oneshot::Receiver<Result<(), Error>>,
}

/// Whether a request changes nothing.
pub(super) fn is_read(method: Method) -> bool {
    matches!(method, Method::Get | Method::Head | Method::Options)
}

/// Held by whoever decides: nobody else does meanwhile.
pub(super) struct Pen<'a> {
    desk: &'a Desk,
    documents: StoredResources,
    /// Whether all was durable that was there to be read when the pen was taken.
    was_settled: bool,
    _only: MutexGuard<'a, ()>,
}

impl Pen<'_> {
    /// The documents as the last holder left them, durable or not.
    pub(super) fn documents(&self) -> &StoredResources {
        &self.documents
    }

    /// The server over them.
    pub(super) fn server(&self) -> Server<StoredResources> {
        self.desk.server.beside(self.documents.clone())
    }

    /// Makes changes durable: `told` is called when they are, and all that was read to decide them is, or when that has
    /// failed. Denials take effect and `hear` is told before. Must not hold up whoever calls it.
    fn submit(&self, changes: Vec<Change>, hear: Hear, told: impl FnOnce(Result<(), Error>) + Send + 'static) {
        if changes.is_empty() && self.was_settled {
            return told(Ok(()));
        }
        let submission = match StoredResources::prepare(changes) {
            Ok(submission) => submission,
            Err(refusal) => return told(Err(refusal)),
        };
        let (notices, denied) = (self.desk.notices.clone(), self.desk.denied.clone());
        self.documents.submit(submission, move |outcome, changes| {
            if outcome.is_ok() && !changes.is_empty() {
                hear(&notices, &changes);
                if changes.iter().any(|change| change.key.is_under(&Key::bans())) {
                    denied.notify_one();
                }
            }
            told(outcome);
        });
    }

    /// The same, with the pen in hand until it is so. Blocks.
    pub(super) fn commit(&self, changes: Vec<Change>, hear: Hear) -> Result<(), Error> {
        let (answer, answered) = mpsc::sync_channel(1);
        self.submit(changes, hear, move |outcome| drop(answer.send(outcome)));
        answered.recv().unwrap_or(Err(Error::Stopped))
    }
}

impl Desk {
    pub(super) fn now(&self) -> Millis {
        self.clock.now().wall.plus_ms(self.clock_offset_ms.load(Ordering::Relaxed))
    }

    /// Waits until nobody else decides. Blocks.
    pub(super) fn pen(&self) -> Pen<'_> {
        let only = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let documents = self.server.resources().ahead();
        // Before anything is read: what fails from here on is found out by a submission alone.
        let was_settled = documents.is_settled();
        Pen { desk: self, documents, was_settled, _only: only }
    }

    pub(super) fn settings(&self) -> &Settings {
        self.server.settings()
    }

    /// Lets an operator work; what is done is durable when this returns. Blocks.
    pub(super) fn operate_at<T>(
        &self,
        now: UtcSeconds,
        work: impl FnOnce(&mut Operator<'_, StoredResources>) -> T,
    ) -> Result<T, store::Error> {
        let pen = self.pen();
        let mut operator = Operator::new(pen.documents(), self.settings(), now);
        let result = work(&mut operator);
        pen.commit(operator.finish(), Notices::heard)?;
        Ok(result)
    }

    /// The answer to one request, if no document must be read for it.
    pub(super) fn ready(&self, identity: &Identity, request: &HttpRequest) -> Option<HttpResponse> {
        let now = self.now();
        let answer = self.server.ready(now.to_seconds(), identity, request)?;
        self.record(now, identity, request, &answer.response);
        Some(answer.response)
    }

    /// Answers a request that changes nothing, by what is durable. Blocks.
    pub(super) fn read(&self, identity: &Identity, request: &HttpRequest) -> HttpResponse {
        let now = self.now();
        let answer = self.server.handle(now.to_seconds(), identity, request);
        note(identity, request, answer.note.as_deref());
        self.record(now, identity, request, &answer.response);
        answer.response
    }

    /// Answers any other request, once what it changes is durable (rule 4), and so is what it was decided by: a refusal, or
    /// that the same thing is there already, is no less of an answer. No thread is held meanwhile.
    pub(super) async fn write(self: Arc<Self>, identity: Identity, request: HttpRequest) -> HttpResponse {
        let addresses = match self.server.host_to_resolve(&identity, &request) {
            Some(target) => notify::addresses(&target).await,
            None => Vec::new(),
        };
        let desk = self.clone();
        let decided = tokio::task::spawn_blocking(move || desk.decide(&identity, request, &addresses)).await;
        let Decided { request, now, mut response, kept } = match decided {
            Ok(decided) => decided,
            Err(error) => {
                tracing::error!(%error, "a request ended by a bug");
                return HttpResponse::status(500);
            }
        };
        if let Err(error) = kept.await.unwrap_or(Err(Error::Stopped)) {
            tracing::error!(%error, "not stored, so not acknowledged");
            response = overloaded();
        }
        self.record(now, &identity, &request, &response);
        response
    }

    fn decide(&self, identity: &Identity, request: HttpRequest, addresses: &[IpAddr]) -> Decided {
        let pen = self.pen();
        let now = self.now();
        let answer = pen.server().handle_resolved(now.to_seconds(), identity, &request, addresses);
        note(identity, &request, answer.note.as_deref());
        let (told, kept) = oneshot::channel();
        pen.submit(answer.commit, Notices::heard, move |outcome| drop(told.send(outcome)));
        Decided { request, now, response: answer.response, kept }
    }

    /// Tells the wire log and whoever follows this device of an exchange with it.
    pub(super) fn record(&self, now: Millis, identity: &Identity, request: &HttpRequest, response: &HttpResponse) {
        let is_followed = self.followers.follow(identity.lfdi);
        if is_followed || self.wire_log.is_some() {
            let exchange = Arc::new(Exchange::new(now, identity, request, response));
            self.log(&exchange);
            if is_followed {
                self.followers.hear(exchange);
            }
        }
    }

    fn log(&self, exchange: &Exchange) {
        let Some(log) = &self.wire_log else { return };
        let Ok(mut line) = serde_json::to_vec(exchange) else { return };
        line.push(b'\n');
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = log.write_all(&line) {
            tracing::warn!(%error, "the wire log has a gap");
        }
    }
}

fn note(identity: &Identity, request: &HttpRequest, note: Option<&str>) {
    if let Some(note) = note {
        tracing::info!(lfdi = %identity.lfdi, method = %request.method, target = request.target, "refused: {note}");
    }
}
