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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use tieline_core::model::Lfdi;
    use tokio::sync::oneshot::error::TryRecvError;

    fn desk(store: &Arc<Store>) -> Arc<Desk> {
        let mut settings = Settings::default();
        settings.enrolment.in_band = true;
        let server = Server::new(settings, StoredResources::new(store.clone()));
        let notices = Arc::new(Notices::new(server.settings()));
        Arc::new(Desk {
            server,
            clock: Clock::host(),
            lab: false,
            clock_offset_ms: AtomicI64::new(0),
            writing: Mutex::default(),
            denied: Arc::default(),
            notices,
            followers: Followers::until(tokio::sync::watch::channel(false).1),
            wire_log: None,
            gate: Gate::new(0),
        })
    }

    /// Keeps the store from making anything durable until what this returns is dropped.
    fn hold(store: &Store) -> mpsc::SyncSender<()> {
        let (entered, enters) = mpsc::sync_channel(1);
        let (release, released) = mpsc::sync_channel::<()>(1);
        store.commit_then(&[], &[], move |_| {
            entered.send(()).expect("somebody waits");
            // Whoever holds it lets go of the other end.
            let _ = released.recv();
        });
        enters.recv().expect("the store's thread runs");
        release
    }

    fn post(target: &str, body: &str) -> HttpRequest {
        let body = body.as_bytes().to_vec();
        HttpRequest { method: Method::Post, target: target.to_owned(), headers: Vec::new(), body }
    }

    /// r4: who is told that something is there already waits as long as who brought it, and a refusal waits too; devices
    /// that read see nothing of it before [design r4].
    #[tokio::test]
    async fn r4_an_answer_waits_for_all_that_it_was_decided_by() {
        let store = Arc::new(Store::in_memory().expect("a store"));
        let (desk, who) = (desk(&store), Identity::of_lfdi(Lfdi([0xA1; 20])));
        let namespace = "xmlns=\"urn:ieee:std:2030.5:ns\"";
        let sfdi = who.sfdi.0;
        let enrol = format!("<EndDevice {namespace}><changedTime>0</changedTime><sFDI>{sfdi}</sFDI></EndDevice>");
        let event = format!(
            "<LogEvent {namespace}><createdDateTime>0</createdDateTime><functionSet>0</functionSet>\
             <logEventCode>1</logEventCode><logEventID>1</logEventID><logEventPEN>0</logEventPEN>\
             <profileID>2</profileID></LogEvent>"
        );
        assert_eq!(desk.clone().write(who, post("/edev", &enrol)).await.status, 201);
        let release = hold(&store);
        let writes = [post("/edev/1/lel", &event), post("/edev/1/lel", &event), post("/edev/1/lel", "<")];
        let mut decided = writes.map(|request| desk.decide(&who, request, &[]));
        let statuses = [0, 1, 2].map(|which: usize| decided[which].response.status);
        assert_eq!(statuses, [201, 201, 400]);
        assert!(
            decided.iter_mut().all(|one| one.kept.try_recv() == Err(TryRecvError::Empty)),
            "nothing of it is durable"
        );
        let listed = || {
            let list = desk.read(&who, &HttpRequest::get("/edev/1/lel?l=9"));
            String::from_utf8_lossy(&list.body).matches("<LogEvent ").count()
        };
        assert_eq!(listed(), 0);
        drop(release);
        for one in decided {
            assert_eq!(one.kept.await, Ok(Ok(())));
        }
        assert_eq!(listed(), 1);
        assert_eq!(desk.clone().write(who, post("/edev/1/lel", "<")).await.status, 400);
    }
}
