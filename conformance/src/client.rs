//! A 2030.5 client that sends what it is told, byte for byte, and hands back what came: HTTP/1.1 over mutual TLS.
//!
//! It follows no rule of its own: methods, targets and headers are strings, so that a procedure can also say what no honest
//! client would.

use crate::connection::Peer;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::fmt;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{ConfigError, Credential, Options, client_config};
use tieline_certs::suite::suite_name;

/// Longest wait for the next bytes of an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest head of an answer, in bytes.
const HEAD_BYTES_MAX: usize = 16 << 10;
/// Largest body of an answer, in bytes.
const BODY_BYTES_MAX: usize = 4 << 20;
/// The media type of every body [2030.5 media type].
const SEP_XML: &str = "application/sep+xml";

/// A request as it goes on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, any word.
    pub method: String,
    /// The target, as it stands in the first line.
    pub target: String,
    /// The value of Host; absent: none is sent, which no honest client does.
    pub host: Option<String>,
    /// Headers beside Host and Content-Length, which the client writes.
    pub headers: Vec<(String, String)>,
    /// The body; sent when it is not empty or the method is POST or PUT.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without a body that asks for the standard's media type; an empty Host stands for the server's address.
    pub fn new(method: &str, target: &str) -> Self {
        let headers = vec![("Accept".to_owned(), SEP_XML.to_owned())];
        let host = Some(String::new());
        Self { method: method.to_owned(), target: target.to_owned(), host, headers, body: Vec::new() }
    }

    /// The same with a document as its body.
    pub fn with_document(mut self, body: &[u8]) -> Self {
        self.headers.push(("Content-Type".to_owned(), SEP_XML.to_owned()));
        self.body = body.to_vec();
        self
    }

    /// The same with one more header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn to_bytes(&self, address: &str) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        if let Some(host) = &self.host {
            head.push_str(&format!("Host: {}\r\n", if host.is_empty() { address } else { host }));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.body.is_empty() || matches!(self.method.as_str(), "POST" | "PUT") {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        [head.as_bytes(), &self.body].concat()
    }
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {} bytes", self.status, self.body.len())
    }
}

type Stream = StreamOwned<ClientConnection, TcpStream>;

/// A client with one certificate and at most one connection, which it keeps and resumes.
pub struct Client {
    peer: Peer,
    config: Arc<ClientConfig>,
    stream: Option<Stream>,
    suite: String,
}

impl Client {
    /// A client that shows `credential` and believes the peer's roots.
    ///
    /// # Errors
    /// When credential or roots cannot be used.
    pub fn new(peer: &Peer, credential: &Credential) -> Result<Self, ConfigError> {
        Ok(Self::with(peer, Arc::new(client_config(credential, &peer.roots, Options::default())?)))
    }

    /// A client over a configuration of the caller's own.
    pub fn with(peer: &Peer, config: Arc<ClientConfig>) -> Self {
        Self { peer: peer.clone(), config, stream: None, suite: String::new() }
    }

    /// The server that it asks.
    pub fn peer(&self) -> &Peer {
        &self.peer
    }

    /// The suite of the last handshake, by its IANA name.
    pub fn suite(&self) -> &str {
        &self.suite
    }

    /// Closes the connection, if there is one.
    pub fn close(&mut self) {
        self.stream = None;
    }

    /// Hands over the connection as it is after the handshake; a new one where none is open.
    ///
    /// # Errors
    /// When there is no connection or the handshake fails.
    pub fn take_stream(&mut self) -> io::Result<Stream> {
        match self.stream.take() {
            Some(stream) => Ok(stream),
            None => self.connect(),
        }
    }

    /// GETs a target.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub fn get(&mut self, target: &str) -> io::Result<Answer> {
        self.send(&Request::new("GET", target))
    }

    /// Sends a request and reads the answer. A kept connection that the peer has closed meanwhile is opened anew, once; a
    /// request on a fresh connection is sent once.
    ///
    /// # Errors
    /// When there is no connection, the handshake fails, or the answer does not come or is no HTTP/1.1.
    pub fn send(&mut self, request: &Request) -> io::Result<Answer> {
        let kept = self.stream.take();
        let bytes = request.to_bytes(&self.peer.address.to_string());
        if let Some(stream) = kept
            && let Ok(answer) = self.exchange(stream, &request.method, &bytes)
        {
            return Ok(answer);
        }
        let stream = self.connect()?;
        self.exchange(stream, &request.method, &bytes)
    }

    fn connect(&mut self) -> io::Result<Stream> {
        let address = self.peer.address;
        let mut socket = TcpStream::connect_timeout(&address, PATIENCE)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        socket.set_nodelay(true)?;
        let name = ServerName::from(address.ip());
        let mut connection = ClientConnection::new(self.config.clone(), name).map_err(io::Error::other)?;
        while connection.is_handshaking() {
            connection.complete_io(&mut socket)?;
        }
        let suite = connection.negotiated_cipher_suite();
        self.suite = suite.map(|suite| suite_name(suite.suite())).unwrap_or_default();
        Ok(StreamOwned::new(connection, socket))
    }

    fn exchange(&mut self, mut stream: Stream, method: &str, bytes: &[u8]) -> io::Result<Answer> {
        stream.write_all(bytes)?;
        stream.flush()?;
        let answer = read(&mut stream, method == "HEAD")?;
        if answer.header("connection") != Some("close") {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

fn bad(says: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, says.into())
}

fn read(stream: &mut impl Read, headless: bool) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let split = loop {
        if let Some(split) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break split;
        }
        if bytes.len() > HEAD_BYTES_MAX {
            return Err(bad("the head is longer than 16 KiB"));
        }
        more(stream, &mut bytes)?;
    };
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut answer = parse_head(&head)?;
    answer.body = bytes.split_off(split + 4);
    let without = headless || matches!(answer.status, 100..=199 | 204 | 304);
    let length = match answer.header("content-length") {
        _ if without => 0,
        Some(length) => length.parse().map_err(|_| bad("content-length is no number"))?,
        None if answer.header("transfer-encoding").is_some() => return Err(bad("the body has no length")),
        None => 0,
    };
    if length > BODY_BYTES_MAX {
        return Err(bad("the body is larger than 4 MiB"));
    }
    while answer.body.len() < length {
        more(stream, &mut answer.body)?;
    }
    match answer.body.len() == length {
        true => Ok(answer),
        false => Err(bad("more came than the answer's length")),
    }
}

fn more(stream: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut block = [0; 4096];
    match stream.read(&mut block)? {
        0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "closed without a whole answer")),
        n => {
            bytes.extend_from_slice(&block[..n]);
            Ok(())
        }
    }
}

fn parse_head(head: &str) -> io::Result<Answer> {
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(' ');
    if words.next() != Some("HTTP/1.1") {
        return Err(bad(format!("{first:?} is no status line of HTTP/1.1")));
    }
    let status = words.next().and_then(|code| code.parse().ok()).ok_or_else(|| bad("a status line without a code"))?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Ok(Answer { status, headers: lines.filter_map(header).collect(), body: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, headless: bool) -> io::Result<Answer> {
        read(&mut text.as_bytes(), headless)
    }

    #[test]
    fn an_answer_has_the_body_that_its_length_says() {
        let answer = of("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\nabc", false).expect("whole");
        assert_eq!((answer.status, answer.header("etag"), &answer.body[..]), (200, Some("\"1\""), &b"abc"[..]));
        assert!(of("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", false).is_err(), "too short");
        assert!(of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", false).is_err(), "too long");
        assert!(of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", true).is_ok(), "HEAD tells the length alone");
        assert!(of("HTTP/2 200\r\n\r\n", false).is_err());
    }
}
