//! A connection to the peer under test, one request long.

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{Credential, Options, client_config};
use tieline_certs::suite::suite_name;

/// Longest wait for any one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer that is read, in bytes.
const ANSWER_BYTES_MAX: u64 = 64 << 10;

/// The server under test, and the roots that its certificate must lead to.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Where it listens.
    pub address: SocketAddr,
    /// Trusted roots.
    pub roots: Vec<CertificateDer<'static>>,
    /// Path of its DeviceCapability.
    pub dcap: String,
}

/// What came of one try to read the peer's DeviceCapability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// The handshake held and the peer answered.
    Answered {
        /// The suite by its IANA name.
        suite: String,
        /// The answer's status line.
        status: String,
        /// The answer's body.
        body: Vec<u8>,
    },
    /// The peer refused the handshake or closed without an answer.
    Refused(String),
    /// The peer could not be reached, or our own side could not be set up: says nothing of the peer.
    Unreachable(String),
}

impl Peer {
    /// Connects with `credential` and asks for the DeviceCapability.
    pub fn try_dcap(&self, credential: &Credential) -> Attempt {
        let config = match client_config(credential, &self.roots, Options::default()) {
            Ok(config) => config,
            Err(error) => return Attempt::Unreachable(error.to_string()),
        };
        let name = ServerName::from(self.address.ip());
        let connection = match ClientConnection::new(Arc::new(config), name) {
            Ok(connection) => connection,
            Err(error) => return Attempt::Unreachable(error.to_string()),
        };
        let socket = TcpStream::connect_timeout(&self.address, PATIENCE).and_then(|socket| {
            socket.set_read_timeout(Some(PATIENCE))?;
            socket.set_write_timeout(Some(PATIENCE))?;
            Ok(socket)
        });
        match socket {
            Ok(socket) => self.exchange(StreamOwned::new(connection, socket)),
            Err(error) => Attempt::Unreachable(error.to_string()),
        }
    }

    fn exchange(&self, mut stream: StreamOwned<ClientConnection, TcpStream>) -> Attempt {
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nAccept: application/sep+xml\r\nConnection: close\r\n\r\n",
            self.dcap, self.address
        );
        let mut answer = Vec::new();
        let exchanged = stream
            .write_all(request.as_bytes())
            .and_then(|()| (&mut stream).take(ANSWER_BYTES_MAX).read_to_end(&mut answer).map(drop));
        let split = answer.windows(4).position(|window| window == b"\r\n\r\n");
        let (Some(split), Some(suite)) = (split, stream.conn.negotiated_cipher_suite()) else {
            let says = exchanged.err().map_or("closed without an answer".to_owned(), |error| error.to_string());
            return Attempt::Refused(says);
        };
        let head = String::from_utf8_lossy(&answer[..split]);
        Attempt::Answered {
            suite: suite_name(suite.suite()),
            status: head.lines().next().unwrap_or_default().to_owned(),
            body: answer[split + 4..].to_vec(),
        }
    }
}
