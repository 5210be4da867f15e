//! Where a VTN pushes its messages to: each goes to the session, and the session's answer goes back.

use super::seal::Seal;
use crate::runtime::clock::Clock;
use crate::runtime::http_server::{self, Answer, Caller, Door, Handler, ServerBounds};
use crate::runtime::tls::is_named;
use crate::utility;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, UpstreamId};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};

/// How long the session's answer is waited for, its commits included.
const ANSWER: Duration = Duration::from_secs(20);
/// What a VTN may cost (rule 7): one peer, one request at a time.
const BOUNDS: ServerBounds = ServerBounds {
    handshake: Duration::from_secs(10),
    head: Duration::from_secs(60),
    body: Duration::from_secs(30),
    drain: Duration::from_secs(2),
    head_bytes: 16 * 1024,
    headers: 64,
    body_bytes: 1024 * 1024,
    per_identity: 4,
    connections: 32,
    handshakes: 32,
};

/// Where an upstream's server may ask us.
pub(super) struct Entrance {
    pub(super) listen: SocketAddr,
    pub(super) door: Door,
    /// The host that the peer's certificate must name; `None` where there is no TLS.
    pub(super) host: Option<String>,
}

/// Requests whose answers are waited for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    last: u64,
    answers: BTreeMap<u64, oneshot::Sender<HttpResponse>>,
}

impl Asked {
    /// A number for a request, and where its answer will come.
    fn ask(&self) -> (u64, oneshot::Receiver<HttpResponse>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (sender, answer) = oneshot::channel();
        // Who has gone away meanwhile waits no longer.
        waiting.answers.retain(|_, sender| !sender.is_closed());
        waiting.last += 1;
        let id = waiting.last;
        waiting.answers.insert(id, sender);
        (id, answer)
    }

    /// The session's answer to request `id`; one that nobody waits for any more is dropped.
    pub(super) fn answer(&self, id: u64, response: HttpResponse) {
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner).answers.remove(&id);
        if let Some(sender) = sender {
            let _ = sender.send(response);
        }
    }
}

/// Who may come in, and what becomes of what they say.
pub(super) struct Visitors {
    pub(super) upstream: UpstreamId,
    pub(super) host: Option<String>,
    pub(super) seal: Option<Seal>,
    pub(super) session: mpsc::Sender<utility::Input>,
    pub(super) asked: Asked,
    pub(super) clock: Clock,
}

/// Receives until `stop` turns true.
pub(super) async fn receive(listener: TcpListener, door: Door, visitors: Visitors, stop: watch::Receiver<bool>) {
    http_server::serve(listener, door, Arc::new(visitors), BOUNDS, stop).await;
}

impl Handler for Visitors {
    /// The same roots certify other VENs: only the host that we would connect to is our VTN (rule 8).
    fn admits(&self, caller: &Caller) -> bool {
        match (&self.host, caller) {
            (None, None) => true,
            (Some(host), Some(peer)) => is_named(&peer.certificate, host),
            _ => false,
        }
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let peer = caller.clone();
        Box::pin(async move {
            let certificate = peer.as_ref().map(|peer| &peer.certificate);
            let response = self.take(request, certificate).await;
            self.sealed(response)
        })
    }
}

impl Visitors {
    async fn take(
        &self,
        mut request: HttpRequest,
        certificate: Option<&rustls::pki_types::CertificateDer<'static>>,
    ) -> HttpResponse {
        if let Some(seal) = &self.seal {
            match seal.open_body(&request.body, certificate, self.clock.now().wall) {
                Ok(body) => request.body = body,
                Err(error) => {
                    tracing::warn!(upstream = %self.upstream, %error, "what was pushed is not believed");
                    return HttpResponse::status(403);
                }
            }
        }
        let (method, target) = (request.method, request.target.clone());
        let (id, answer) = self.asked.ask();
        let asked = async {
            self.session.send(utility::Input::Asked { id, request }).await.ok()?;
            answer.await.ok()
        };
        let response = tokio::time::timeout(ANSWER, asked).await.ok().flatten().unwrap_or_else(|| {
            tracing::warn!(upstream = %self.upstream, "the session gives no answer to what was pushed");
            HttpResponse { headers: vec![(HeaderName::RetryAfter, "30".to_owned())], ..HttpResponse::status(503) }
        });
        tracing::debug!(upstream = %self.upstream, %method, target, status = response.status, "pushed");
        response
    }

    /// The answer, signed where messages are.
    fn sealed(&self, mut response: HttpResponse) -> HttpResponse {
        let Some(seal) = self.seal.as_ref().filter(|_| !response.body.is_empty()) else { return response };
        match seal.seal(&response.body, self.clock.now().wall) {
            Ok(body) => {
                response.body = body;
                response
            }
            Err(error) => {
                tracing::error!(upstream = %self.upstream, %error, "an answer cannot be signed");
                HttpResponse::status(500)
            }
        }
    }
}
