//! HTTP by hand, over plain TCP or TLS: what is sent is exactly what a test says.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

/// No answer takes longer than this.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// A connection, at either end.
pub type Wire = BufReader<Box<dyn Stream>>;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// A connection to this port of loopback; the handshake follows with the first byte.
pub fn connect(port: u16, tls: Option<Arc<ClientConfig>>) -> io::Result<Wire> {
    let tcp = TcpStream::connect(("127.0.0.1", port))?;
    tcp.set_nodelay(true)?;
    tcp.set_read_timeout(Some(PATIENCE))?;
    tcp.set_write_timeout(Some(PATIENCE))?;
    let stream: Box<dyn Stream> = match tls {
        None => Box::new(tcp),
        Some(config) => {
            let name = ServerName::try_from("localhost").map_err(io::Error::other)?;
            Box::new(StreamOwned::new(ClientConnection::new(config, name).map_err(io::Error::other)?, tcp))
        }
    };
    Ok(BufReader::new(stream))
}

/// The head of a POST of this many bytes.
pub fn post_head(service: &str, bytes: usize) -> String {
    format!(
        "POST /OpenADR2/Simple/2.0b/{service} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n\
         Content-Length: {bytes}\r\n\r\n"
    )
}

/// Sends these bytes; a peer that has already answered and closed is told by its answer.
pub fn send(wire: &mut Wire, bytes: &[u8]) {
    let _ = wire.get_mut().write_all(bytes).and_then(|()| wire.get_mut().flush());
}

/// Reads one message's head and body: the first line, all of the head, the body.
pub fn read(wire: &mut Wire) -> io::Result<(String, String, Vec<u8>)> {
    let (mut first, mut head, mut length) = (String::new(), String::new(), 0);
    if wire.read_line(&mut first)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    loop {
        let mut line = String::new();
        if wire.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        head.push_str(&line);
        head.push('\n');
    }
    let mut body = vec![0; length];
    wire.read_exact(&mut body)?;
    Ok((first.trim_end().to_owned(), head, body))
}

/// Reads an answer.
pub fn answer(wire: &mut Wire) -> io::Result<Answer> {
    let (first, head, body) = read(wire)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status: {first}")))?;
    Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
}
