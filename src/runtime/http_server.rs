//! HTTP/1.1 on a socket: over mutual TLS, over TLS of the server alone, or plain where a laboratory or loopback asks for it.

use super::connections::{Porch, Table};
use super::http_client::headers_that_matter;
use super::tls::{Peer, handshake_failure};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tieline_core::model::{HttpRequest, HttpResponse, Method};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The answer to come.
pub type Answer<'a> = Pin<Box<dyn Future<Output = HttpResponse> + Send + 'a>>;

/// Who asks: what the handshake told, never a header (rule 8).
pub type Caller = Option<Arc<Peer>>;

/// What answers requests.
pub trait Handler: Send + Sync + 'static {
    /// Whether this caller is served at all. Asked on each connection, on each request and twice a second for every
    /// open connection, so that a resumed session or a kept connection does not outlive a denial.
    fn admits(&self, caller: &Caller) -> bool;

    /// Resolves when fewer callers may be admitted than before, so that open connections are checked at once. Nothing
    /// that happens while nobody waits is missed.
    fn admits_fewer(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }

    /// Answers one request; 405 for a method that the resource lacks is its business.
    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_>;
}

/// How a connection begins.
#[derive(Clone)]
pub enum Door {
    /// Without TLS: the caller is nobody.
    Plain,
    /// Over TLS; who shows no certificate, where the configuration allows that, is nobody.
    Tls(Arc<ServerConfig>),
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
    /// Connections whose handshake is over, of all.
    pub connections: usize,
    /// Connections whose handshake is under way; above it the oldest goes, so that idlers keep no honest peer out.
    pub handshakes: usize,
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
            handshakes: 1024,
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
    door: Door,
    handler: Arc<dyn Handler>,
    bounds: ServerBounds,
    mut stop: watch::Receiver<bool>,
) {
    let table = Arc::new(Table::new(bounds.connections));
    let porch = Arc::new(Porch::new(bounds.handshakes));
    let mut connections = JoinSet::new();
    let mut recheck = tokio::time::interval(RECHECK);
    loop {
        tokio::select! {
            () = turned(&mut stop) => break,
            _ = recheck.tick() => {
                table.cut_unless(|caller| handler.admits(caller));
                porch.tell(&table);
            }
            () = handler.admits_fewer() => table.cut_unless(|caller| handler.admits(caller)),
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((tcp, from)) => {
                    let (door, handler, table) = (door.clone(), handler.clone(), table.clone());
                    let connection = Connection { from, bounds, door, handler, table, porch: porch.clone() };
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

/// One accepted connection.
struct Connection {
    from: SocketAddr,
    bounds: ServerBounds,
    door: Door,
    handler: Arc<dyn Handler>,
    table: Arc<Table>,
    porch: Arc<Porch>,
}

impl Connection {
    async fn run(self, tcp: TcpStream, stop: watch::Receiver<bool>) {
        let _ = tcp.set_nodelay(true);
        match &self.door {
            Door::Plain => self.enter(tcp, None, stop).await,
            Door::Tls(config) => {
                // On the heap, so that an open connection does not keep the room that its handshake took.
                let Some(tls) = Box::pin(self.shake_hands(tcp, config.clone())).await else { return };
                let peer = Peer::of(tls.get_ref().1).map(Arc::new);
                self.enter(tls, peer, stop).await;
            }
        }
    }

    async fn shake_hands(&self, tcp: TcpStream, config: Arc<ServerConfig>) -> Option<Box<TlsStream<TcpStream>>> {
        let from = self.from;
        let mut step = self.porch.enter();
        let shaking = tokio::time::timeout(self.bounds.handshake, TlsAcceptor::from(config).accept(tcp));
        let shaken = tokio::select! {
            shaken = shaking => shaken,
            () = step.pushed_out() => return None,
        };
        match shaken {
            Ok(Ok(tls)) => return Some(Box::new(tls)),
            Ok(Err(error)) => tracing::warn!(%from, reason = handshake_failure(&error), "handshake refused"),
            Err(_) => {
                tracing::warn!(%from, bound_s = self.bounds.handshake.as_secs_f32(), "handshake too slow");
            }
        }
        None
    }

    async fn enter<S>(&self, stream: S, caller: Caller, stop: watch::Receiver<bool>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let from = self.from;
        if !self.handler.admits(&caller) {
            tracing::warn!(%from, caller = %named(&caller), "denied: connection closed");
            return;
        }
        let Some(_room) = self.table.room() else { return };
        let Some(peer) = &caller else {
            return self.serve(stream, caller, watch::channel(false).1, stop).await;
        };
        let (lfdi, suite, resumed) = (peer.identity.lfdi, &peer.suite, peer.resumed);
        let Some(place) = self.table.enter(peer, self.bounds.per_identity) else {
            tracing::warn!(%from, %lfdi, bound = self.bounds.per_identity, "too many connections of one device");
            return;
        };
        tracing::debug!(%from, %lfdi, suite, resumed, "connected");
        self.serve(stream, caller, place.cut.clone(), stop).await;
    }

    /// Serves until the peer goes, `cut` turns true, or `stop` does.
    async fn serve<S>(&self, stream: S, caller: Caller, mut cut: watch::Receiver<bool>, mut stop: watch::Receiver<bool>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        // Boxed, since an idle connection keeps room for the future of its next answer.
        let service = service_fn(|request| Box::pin(self.answer(&caller, request)));
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(self.bounds.head);
        builder.max_headers(self.bounds.headers).max_buf_size(self.bounds.head_bytes.max(8192));
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = cut_off(&mut cut) => return,
            () = turned(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(from = %self.from, caller = %named(&caller), %error, "connection ended");
        }
    }

    async fn answer(&self, caller: &Caller, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        if !self.handler.admits(caller) {
            return Ok(closing(StatusCode::FORBIDDEN));
        }
        let request = match tokio::time::timeout(self.bounds.body, read(request, self.bounds.body_bytes)).await {
            Ok(Ok(request)) => request,
            Ok(Err(status)) => return Ok(closing(status)),
            Err(_) => return Ok(closing(StatusCode::REQUEST_TIMEOUT)),
        };
        Ok(message(self.handler.handle(caller, request).await))
    }
}

/// The caller for logs.
fn named(caller: &Caller) -> String {
    caller.as_ref().map_or_else(|| "nobody".to_owned(), |peer| peer.identity.lfdi.to_string())
}

/// Waits until the flag is true; for ever where nobody holds it.
async fn cut_off(flag: &mut watch::Receiver<bool>) {
    if flag.wait_for(|flag| *flag).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Waits until the flag is true, or its owner is gone.
async fn turned(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|flag| *flag).await;
}

/// The request with its whole body; the status to answer when it breaks a bound.
async fn read(request: Request<Incoming>, bound: usize) -> Result<HttpRequest, StatusCode> {
    let (head, body) = request.into_parts();
    // [RFC 9112 §3.2]
    if head.version == hyper::Version::HTTP_11 && !head.headers.contains_key(header::HOST) {
        return Err(StatusCode::BAD_REQUEST);
    }
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
