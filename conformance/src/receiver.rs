//! A receiver of notifications: the server that a subscriber runs. It takes what comes over mutual TLS, or does not, as it
//! is told, and keeps all of it.

use rustls::pki_types::CertificateDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tieline_certs::config::{ConfigError, Credential, Options, server_config};
use tieline_certs::identity::Identity;
use tieline_schemas::sep2::{self as wire, Limits};

/// Longest head and largest body of a notification, in bytes.
const HEAD_BYTES_MAX: usize = 16 << 10;
const BODY_BYTES_MAX: usize = 4 << 20;
/// What a notification may be, to be read.
const LIMITS: Limits =
    Limits { bytes: BODY_BYTES_MAX, depth: 32, attributes: 64, namespaces: 32, items: 200_000, text: 64 << 10 };

/// What it does with a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// 204: it has it.
    Take,
    /// Another status, with headers.
    Refuse(u16, Vec<(String, String)>),
    /// It reads it and never answers.
    Silence,
}

/// A notification as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The first line and the headers.
    pub head: String,
    /// The path that it was posted to.
    pub path: String,
    /// The body.
    pub body: Vec<u8>,
    /// Who sent it, by its certificate.
    pub sender: Option<Identity>,
    /// The suite of the connection, by its IANA name.
    pub suite: String,
    /// Whether it was answered that it was taken.
    pub taken: bool,
}

impl Received {
    /// The document.
    ///
    /// # Errors
    /// When the body is no Notification.
    pub fn notification(&self) -> Result<wire::Notification, String> {
        wire::decode_as(&self.body, &LIMITS).map_err(|error| error.to_string())
    }
}

#[derive(Default)]
struct State {
    kept: Vec<Received>,
    manner: Option<Manner>,
    sockets: Vec<TcpStream>,
    /// Handshakes that did not come to their end.
    refused: usize,
    ended: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    news: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running receiver; dropped, it ends.
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Receiver {
    /// Starts one on loopback, at a port of the system's choice, that shows `credential` and believes `roots`.
    ///
    /// # Errors
    /// When there is no port, or credential or roots cannot be used.
    pub fn start(credential: &Credential, roots: &[CertificateDer<'_>]) -> Result<Self, String> {
        Self::start_at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), credential, roots)
    }

    /// The same at an address, for one that comes back.
    ///
    /// # Errors
    /// As [`Receiver::start`].
    pub fn start_at(
        address: SocketAddr,
        credential: &Credential,
        roots: &[CertificateDer<'_>],
    ) -> Result<Self, String> {
        let config = server_config(credential, roots, Options::default());
        let config = Arc::new(config.map_err(|error: ConfigError| error.to_string())?);
        let listener = TcpListener::bind(address).map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let shared = Arc::new(Shared::default());
        let own = shared.clone();
        std::thread::spawn(move || accept(&listener, &config, &own));
        Ok(Self { address, shared })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The notificationURI of a path.
    pub fn uri(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    /// How it answers from now on.
    pub fn behave(&self, manner: Manner) {
        self.shared.state().manner = Some(manner);
        self.shared.news.notify_all();
    }

    /// What has come so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.state().kept.clone()
    }

    /// Handshakes that came to nothing.
    pub fn refused(&self) -> usize {
        self.shared.state().refused
    }

    /// Waits until what has come is so, at most `patience`; what has come then, or by the end.
    ///
    /// # Errors
    /// What has come, when it is not so in time.
    pub fn wait(
        &self,
        patience: Duration,
        is_so: impl Fn(&[Received]) -> bool,
    ) -> Result<Vec<Received>, Vec<Received>> {
        let state = self.shared.state();
        let waited = self.shared.news.wait_timeout_while(state, patience, |state| !is_so(&state.kept));
        let kept = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(state, _)| state).kept.clone();
        if is_so(&kept) { Ok(kept) } else { Err(kept) }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.ended = true;
        for socket in state.sockets.drain(..) {
            let _ = socket.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.news.notify_all();
        // It waits for a connection.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn accept(listener: &TcpListener, config: &Arc<ServerConfig>, shared: &Arc<Shared>) {
    for socket in listener.incoming() {
        if shared.state().ended {
            return;
        }
        let Ok(socket) = socket else { continue };
        let (config, shared) = (config.clone(), shared.clone());
        std::thread::spawn(move || serve(socket, config, &shared));
    }
}

fn serve(mut socket: TcpStream, config: Arc<ServerConfig>, shared: &Shared) {
    let Ok(mut connection) = ServerConnection::new(config) else { return };
    if let Ok(own) = socket.try_clone() {
        shared.state().sockets.push(own);
    }
    while connection.is_handshaking() {
        if connection.complete_io(&mut socket).is_err() {
            shared.state().refused += 1;
            return shared.news.notify_all();
        }
    }
    let _ = socket.set_nodelay(true);
    let own = connection.peer_certificates().and_then(|chain| chain.first());
    let sender = own.map(|certificate| Identity::of_certificate(certificate));
    let suite = connection.negotiated_cipher_suite().map(|suite| suite.suite());
    let suite = suite.map(tieline_certs::suite::suite_name).unwrap_or_default();
    let mut stream = StreamOwned::new(connection, socket);
    while let Ok((head, body)) = read(&mut stream) {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let manner = shared.state().manner.clone().unwrap_or(Manner::Take);
        let taken = manner == Manner::Take;
        let came = Received { head, path, body, sender, suite: suite.clone(), taken };
        // It has it before it says so: whoever is told that it was taken can rely on it.
        shared.state().kept.push(came);
        shared.news.notify_all();
        if answer(&mut stream, &manner, shared).is_err() {
            return;
        }
    }
}

fn answer(stream: &mut impl Write, manner: &Manner, shared: &Shared) -> io::Result<()> {
    let text = match manner {
        Manner::Take => "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
        Manner::Refuse(status, headers) => {
            let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            format!("HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\n{headers}\r\n")
        }
        Manner::Silence => {
            let mut state = shared.state();
            while !state.ended && state.manner == Some(Manner::Silence) {
                state = shared.news.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            return Err(io::Error::other("never answered"));
        }
    };
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// One request: its head and its body.
fn read(stream: &mut impl Read) -> io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut block = [0; 4096];
    let mut more = |bytes: &mut Vec<u8>| match stream.read(&mut block)? {
        0 => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        n => {
            bytes.extend_from_slice(&block[..n]);
            Ok(())
        }
    };
    let split = loop {
        if let Some(split) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break split;
        }
        if bytes.len() > HEAD_BYTES_MAX {
            return Err(io::Error::other("the head is too long"));
        }
        more(&mut bytes)?;
    };
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut body = bytes.split_off(split + 4);
    let lengths = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lengths.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = lengths.next().and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(0);
    if length > BODY_BYTES_MAX {
        return Err(io::Error::other("the body is too large"));
    }
    while body.len() < length {
        more(&mut body)?;
    }
    Ok((head, body))
}
