//! HTTP/1.1 over mutual TLS for IEEE 2030.5; there is no plain HTTP.

use super::http_client::headers_that_matter;
use super::tls::{Identity, Peer, handshake_failure};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tieline_core::model::{HttpRequest, HttpResponse, Lfdi, Method};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The answer to come.
pub type Answer<'a> = Pin<Box<dyn Future<Output = HttpResponse> + Send + 'a>>;

/// What answers requests. The identity is the handshake's, never a header's (rule 8).
pub trait Handler: Send + Sync + 'static {
    /// Whether this identity is served at all. Asked on each connection, on each request and twice a second for every
    /// open connection, so that a resumed session or a kept connection does not outlive a denial.
    fn admits(&self, identity: &Identity) -> bool;

    /// Answers one request; 405 for a method that the resource lacks is its business.
    fn handle(&self, identity: Identity, request: HttpRequest) -> Answer<'_>;
}

/// What clients may cost (rule 7).
#[derive(Debug, Clone, Copy)]
pub struct ServerBounds {
    /// For the TLS handshake.
    pub handshake: Duration,
    /// For the next request's head; also how long an idle connection is kept.
    pub head: Duration,
    /// For a request's body.
    pub body: Duration,
    /// For requests under way when the server ends.
    pub drain: Duration,
    /// Bytes of a request's head; at least 8192.
    pub head_bytes: usize,
    /// Headers of a request.
    pub headers: usize,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Connections of one identity.
    pub per_identity: usize,
    /// Connections of all.
    pub connections: usize,
}

impl Default for ServerBounds {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            drain: Duration::from_secs(5),
            head_bytes: 16 * 1024,
            headers: 64,
            body_bytes: 256 * 1024,
            per_identity: 8,
            connections: 1024,
        }
    }
}

/// How often open connections are checked against the registry.
const RECHECK: Duration = Duration::from_millis(500);
/// Pause after a failed accept, which is mostly a lack of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` turns true; then requests under way get their answers, within the drain bound.
pub async fn serve(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    handler: Arc<dyn Handler>,
    bounds: ServerBounds,
    mut stop: watch::Receiver<bool>,
) {
    let acceptor = TlsAcceptor::from(tls);
    let table = Arc::new(Table::default());
    let mut connections = JoinSet::new();
    let mut recheck = tokio::time::interval(RECHECK);
    loop {
        tokio::select! {
            () = turned(&mut stop) => break,
            _ = recheck.tick() => table.cut_unless(|identity| handler.admits(identity)),
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((_, from)) if connections.len() >= bounds.connections => {
                    tracing::warn!(%from, bound = bounds.connections, "connection dropped: too many are open");
                }
                Ok((tcp, from)) => {
                    let connection = Connection {
                        from, bounds, acceptor: acceptor.clone(), handler: handler.clone(), table: table.clone(),
                    };
                    connections.spawn(connection.run(tcp, stop.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "accept failed");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(bounds.drain, all).await;
    connections.shutdown().await;
}

/// The open connections by identity.
#[derive(Debug, Default)]
struct Table {
    open: Mutex<HashMap<Lfdi, Vec<Seat>>>,
    next: std::sync::atomic::AtomicU64,
}

/// One open connection, as the table sees it.
#[derive(Debug)]
struct Seat {
    number: u64,
    identity: Identity,
    cut: watch::Sender<bool>,
}

/// A place in the table; given back when it goes.
#[derive(Debug)]
struct Place {
    table: Arc<Table>,
    lfdi: Lfdi,
    number: u64,
    cut: watch::Receiver<bool>,
}

impl Table {
    /// A place for one more connection of this identity; `None` at its bound.
    fn enter(self: &Arc<Self>, identity: Identity, bound: usize) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.entry(identity.lfdi).or_default();
        if own.len() >= bound {
            return None;
        }
        let number = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let (sender, cut) = watch::channel(false);
        own.push(Seat { number, identity, cut: sender });
        Some(Place { table: self.clone(), lfdi: identity.lfdi, number, cut })
    }

    /// Cuts the connections of every identity that is no longer admitted.
    fn cut_unless(&self, admits: impl Fn(&Identity) -> bool) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for (lfdi, own) in open.iter() {
            if own.first().is_some_and(|seat| !admits(&seat.identity)) {
                tracing::warn!(%lfdi, connections = own.len(), "denied: its connections are cut");
                own.iter().for_each(|seat| _ = seat.cut.send_replace(true));
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.table.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.lfdi) {
            own.retain(|seat| seat.number != self.number);
            if own.is_empty() {
                open.remove(&self.lfdi);
            }
        }
    }
}

/// One accepted connection.
struct Connection {
    from: SocketAddr,
    bounds: ServerBounds,
    acceptor: TlsAcceptor,
    handler: Arc<dyn Handler>,
    table: Arc<Table>,
}

impl Connection {
    async fn run(self, tcp: TcpStream, stop: watch::Receiver<bool>) {
        let from = self.from;
        let _ = tcp.set_nodelay(true);
        let shaken = tokio::time::timeout(self.bounds.handshake, self.acceptor.accept(tcp)).await;
        let tls = match shaken {
            Ok(Ok(tls)) => tls,
            Ok(Err(error)) => {
                tracing::warn!(%from, reason = handshake_failure(&error), "handshake refused");
                return;
            }
            Err(_) => {
                tracing::warn!(%from, bound_s = self.bounds.handshake.as_secs_f32(), "handshake too slow");
                return;
            }
        };
        let Some(Peer { identity, suite, resumed }) = Peer::of(tls.get_ref().1) else {
            return;
        };
        if !self.handler.admits(&identity) {
            tracing::warn!(%from, lfdi = %identity.lfdi, resumed, "denied: connection closed");
            return;
        }
        let Some(place) = self.table.enter(identity, self.bounds.per_identity) else {
            tracing::warn!(%from, lfdi = %identity.lfdi, bound = self.bounds.per_identity, "too many connections of one device");
            return;
        };
        tracing::debug!(%from, lfdi = %identity.lfdi, suite, resumed, "connected");
        self.serve(tls, identity, place, stop).await;
    }

    async fn serve(self, tls: TlsStream<TcpStream>, identity: Identity, place: Place, mut stop: watch::Receiver<bool>) {
        let mut cut = place.cut.clone();
        let service = service_fn(|request| self.answer(identity, request));
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(self.bounds.head);
        builder.max_headers(self.bounds.headers).max_buf_size(self.bounds.head_bytes.max(8192));
        let mut connection = pin!(builder.serve_connection(TokioIo::new(tls), service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = turned(&mut cut) => return,
            () = turned(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(from = %self.from, lfdi = %identity.lfdi, %error, "connection ended");
        }
    }

    async fn answer(
        &self,
        identity: Identity,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        if !self.handler.admits(&identity) {
            return Ok(closing(StatusCode::FORBIDDEN));
        }
        let request = match tokio::time::timeout(self.bounds.body, read(request, self.bounds.body_bytes)).await {
            Ok(Ok(request)) => request,
            Ok(Err(status)) => return Ok(closing(status)),
            Err(_) => return Ok(closing(StatusCode::REQUEST_TIMEOUT)),
        };
        Ok(message(self.handler.handle(identity, request).await))
    }
}

/// Waits until the flag is true, or its owner is gone.
async fn turned(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|flag| *flag).await;
}

/// The request with its whole body; the status to answer when it breaks a bound.
async fn read(request: Request<Incoming>, bound: usize) -> Result<HttpRequest, StatusCode> {
    let (head, body) = request.into_parts();
    let method = Method::from_name(head.method.as_str()).ok_or(StatusCode::NOT_IMPLEMENTED)?;
    if body.size_hint().lower() > bound as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = Limited::new(body, bound).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST }
    })?;
    let target = head.uri.path_and_query().ok_or(StatusCode::BAD_REQUEST)?.to_string();
    Ok(HttpRequest { method, target, headers: headers_that_matter(&head.headers), body: body.to_bytes().to_vec() })
}

/// The handler's answer as hyper sends it; one that HTTP cannot carry becomes 500.
fn message(answer: HttpResponse) -> Response<Full<Bytes>> {
    let mut builder = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        builder = builder.header(name.as_str(), value);
    }
    builder.body(Full::new(Bytes::from(answer.body))).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer that HTTP cannot carry");
        closing(StatusCode::INTERNAL_SERVER_ERROR)
    })
}

/// An answer without a body after which the connection closes.
fn closing(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    response
}
