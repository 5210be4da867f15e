//! HTTP/1.1 to one server, over mutual TLS but in a laboratory: [`HttpRequest`] out, [`HttpResponse`] in.

use super::tls::{Peer, handshake_failure};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, Response, Uri, body::Incoming, header};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::verifier::is_named;
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Lfdi, Method};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

/// What an answer may cost (rule 7).
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of status line and headers; at least 8192.
    pub head_bytes: usize,
    /// Bytes of the body.
    pub body_bytes: usize,
    /// Headers.
    pub headers: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { head_bytes: 16 * 1024, body_bytes: 256 * 1024, headers: 64 }
    }
}

/// Who a server must be by its certificate: this device, or the host that it is asked for (rule 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedPeer {
    /// The device.
    pub lfdi: Lfdi,
}

impl ExpectedPeer {
    fn is(self, peer: &Peer, host: &str) -> bool {
        peer.identity.lfdi == self.lfdi || is_named(&peer.certificate, host)
    }
}

/// A client of one server. It connects when it must, keeps the connection and resumes the TLS session; redirects are
/// the caller's business.
#[derive(Debug)]
pub struct HttpClient {
    host: String,
    port: u16,
    /// The address to connect to; `None`: the host's, looked up at each connection.
    address: Option<IpAddr>,
    /// Who must answer there; `None`: whoever the TLS configuration believes.
    expected: Option<ExpectedPeer>,
    /// `None`: plain.
    tls: Option<Arc<ClientConfig>>,
    bounds: Bounds,
    live: Option<Live>,
    peer: Option<Peer>,
}

/// An open connection; dropping it closes it.
#[derive(Debug)]
struct Live {
    sender: SendRequest<Full<Bytes>>,
    _driver: JoinSet<()>,
    /// Whether it has answered before, so that it may have been closed in between.
    used: bool,
}

/// Why one attempt failed.
enum Failure {
    /// The server had closed the kept connection; the request did no harm and may be sent anew.
    Stale,
    Final(HttpError),
}

impl HttpClient {
    /// A client of `host` (a name or an address, no brackets), not yet connected; plain without `tls`.
    pub fn new(host: impl Into<String>, port: u16, tls: Option<Arc<ClientConfig>>, bounds: Bounds) -> Self {
        Self { host: host.into(), port, address: None, expected: None, tls, bounds, live: None, peer: None }
    }

    /// The same, but connecting to this address of the host, whatever else its name leads to.
    pub fn at(self, address: IpAddr) -> Self {
        Self { address: Some(address), ..self }
    }

    /// The same, but nothing is sent over TLS before the server is seen to be this one.
    pub fn expecting(self, expected: ExpectedPeer) -> Self {
        Self { expected: Some(expected), ..self }
    }

    /// Sends one request and reads the whole answer, within `timeout`, connecting included.
    ///
    /// A request is sent a second time in one case alone: the kept connection turns out to be closed, and nothing of the
    /// request was sent or its method is idempotent.
    pub async fn send(&mut self, request: &HttpRequest, timeout: Duration) -> Result<HttpResponse, HttpError> {
        // Taken out for the while, so that an answer cut off half-way never meets the next request.
        let live = self.live.take();
        match tokio::time::timeout(timeout, self.exchange(live, request)).await {
            Ok(answer) => answer,
            Err(_) => Err(HttpError::Timeout(u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX))),
        }
    }

    /// The server as the last handshake showed it.
    pub fn peer(&self) -> Option<&Peer> {
        self.peer.as_ref()
    }

    /// Closes the connection; the next request opens a new one.
    pub fn close(&mut self) {
        self.live = None;
    }

    async fn exchange(&mut self, live: Option<Live>, request: &HttpRequest) -> Result<HttpResponse, HttpError> {
        let message = self.message(request)?;
        if let Some(live) = live.filter(|live| !live.sender.is_closed()) {
            match self.attempt(live, message.clone(), request.method).await {
                Err(Failure::Stale) => {}
                Err(Failure::Final(error)) => return Err(error),
                Ok(answer) => return Ok(answer),
            }
        }
        let live = self.connect().await?;
        self.attempt(live, message, request.method).await.map_err(|failure| match failure {
            Failure::Stale => HttpError::Bad("the connection was closed without an answer".to_owned()),
            Failure::Final(error) => error,
        })
    }

    /// The request as hyper sends it.
    fn message(&self, request: &HttpRequest) -> Result<Request<Full<Bytes>>, HttpError> {
        let unfit = || HttpError::Bad(format!("the target {:?} is no path", request.target));
        let target: Uri = request.target.parse().map_err(|_| unfit())?;
        if !request.target.starts_with('/') {
            return Err(unfit());
        }
        let mut builder = Request::builder().method(request.method.as_str()).uri(target);
        builder = builder.header(header::HOST, self.host_header());
        for (name, value) in &request.headers {
            builder = builder.header(name.as_str(), value);
        }
        builder
            .body(Full::new(Bytes::from(request.body.clone())))
            .map_err(|error| HttpError::Bad(format!("the request cannot be sent: {error}")))
    }

    /// `host` or `host:port`, an IPv6 address in brackets [RFC 9110 §7.2].
    fn host_header(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == if self.tls.is_some() { 443 } else { 80 } { host } else { format!("{host}:{}", self.port) }
    }

    async fn connect(&mut self) -> Result<Live, HttpError> {
        let connecting = match self.address {
            Some(address) => TcpStream::connect((address, self.port)).await,
            None => TcpStream::connect((self.host.as_str(), self.port)).await,
        };
        let tcp = connecting.map_err(|error| HttpError::Connect(format!("{}:{}: {error}", self.host, self.port)))?;
        // Requests are small and each is waited for: Nagle's delay would only add to them.
        tcp.set_nodelay(true).map_err(|error| HttpError::Connect(error.to_string()))?;
        let Some(config) = self.tls.clone() else { return self.speak(tcp).await };
        let name = ServerName::try_from(self.host.clone())
            .map_err(|_| HttpError::Connect(format!("{:?} is neither a host name nor an address", self.host)))?;
        let tls = TlsConnector::from(config)
            .connect(name, tcp)
            .await
            .map_err(|error| HttpError::Tls(handshake_failure(&error)))?;
        self.peer = Peer::of(tls.get_ref().1);
        if let (Some(expected), Some(peer)) = (&self.expected, &self.peer)
            && !expected.is(peer, &self.host)
        {
            let says = format!("{} answers for {}, whom its certificate does not name", peer.identity.lfdi, self.host);
            return Err(HttpError::Tls(says));
        }
        self.speak(tls).await
    }

    async fn speak<S>(&self, stream: S) -> Result<Live, HttpError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(self.bounds.head_bytes.max(8192))
            .max_headers(self.bounds.headers)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|error| HttpError::Connect(error.to_string()))?;
        let mut driver = JoinSet::new();
        driver.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
        });
        Ok(Live { sender, _driver: driver, used: false })
    }

    async fn attempt(
        &mut self,
        mut live: Live,
        message: Request<Full<Bytes>>,
        method: Method,
    ) -> Result<HttpResponse, Failure> {
        let answer = match live.sender.try_send_request(message).await {
            Ok(answer) => answer,
            Err(mut error) => {
                let unsent = error.take_message().is_some();
                let cut = error.error().is_incomplete_message() || error.error().is_closed();
                let again = unsent || (cut && method != Method::Post);
                return Err(if live.used && again { Failure::Stale } else { bad(error.into_error()) });
            }
        };
        let answer = read(answer, self.bounds.body_bytes).await.map_err(Failure::Final)?;
        live.used = true;
        self.live = Some(live);
        Ok(answer)
    }
}

/// The answer's status, the headers that matter and the body within its bound.
async fn read(answer: Response<Incoming>, bound: usize) -> Result<HttpResponse, HttpError> {
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, bound).collect().await.map_err(|error| {
        let says = if error.is::<http_body_util::LengthLimitError>() {
            format!("the body has more than {bound} bytes")
        } else {
            format!("the body broke off: {error}")
        };
        HttpError::Bad(says)
    })?;
    Ok(HttpResponse {
        status: head.status.as_u16(),
        headers: headers_that_matter(&head.headers),
        body: body.to_bytes().to_vec(),
    })
}

/// The headers that sessions know; values that are no text are dropped.
pub(super) fn headers_that_matter(headers: &hyper::HeaderMap) -> Vec<(HeaderName, String)> {
    // There are fewer headers than names that could be looked for.
    let known = headers.iter().filter_map(|(name, value)| {
        let known = HeaderName::ALL.into_iter().find(|known| known.as_str() == name.as_str())?;
        Some((known, value.to_str().ok()?.to_owned()))
    });
    known.collect()
}

fn bad(error: hyper::Error) -> Failure {
    Failure::Final(HttpError::Bad(error.to_string()))
}
