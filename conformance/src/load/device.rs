//! One device: its certificate, its connection, its polls, and what came of them.

use rustls::client::Resumption;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, HandshakeKind};
use std::fmt::{self, Write as _};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{Credential, Options, client_config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A handshake or an answer takes no longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest answer, in bytes.
const ANSWER_BYTES_MAX: usize = 4 << 20;

/// What many devices found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Handshakes in full.
    pub full: u64,
    /// Handshakes that resumed a session.
    pub resumed: u64,
    /// Polls that were answered right.
    pub right: u64,
    /// Polls that were answered otherwise.
    pub wrong: u64,
    /// Handshakes and polls without an answer.
    pub lost: u64,
    /// How long each poll that was answered right took, in microseconds.
    pub took_us: Vec<u32>,
    /// The first thing that was wrong.
    pub fault: Option<String>,
}

impl Report {
    pub(super) fn add(&mut self, other: Self) {
        self.full += other.full;
        self.resumed += other.resumed;
        self.right += other.right;
        self.wrong += other.wrong;
        self.lost += other.lost;
        self.took_us.extend(other.took_us);
        self.fault = self.fault.take().or(other.fault);
    }

    /// Which of a hundred polls took how long, in microseconds; 0 without polls.
    pub fn percentile(&self, of_hundred: usize) -> u32 {
        let mut sorted = self.took_us.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        sorted.get((sorted.len() * of_hundred / 100).min(last)).copied().unwrap_or(0)
    }

    /// A figure of the line that a report is printed as.
    pub fn figure(line: &str, name: &str) -> Option<u64> {
        line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { full, resumed, right, wrong, lost, .. } = self;
        write!(f, "full={full} resumed={resumed} right={right} wrong={wrong} lost={lost}")?;
        write!(f, " p50_us={} p99_us={}", self.percentile(50), self.percentile(99))?;
        write!(f, " fault={}", self.fault.as_deref().unwrap_or("none").replace('\n', " "))
    }
}

/// One device.
pub struct Device {
    config: Arc<ClientConfig>,
    lfdi: String,
    stream: Option<TlsStream<TcpStream>>,
}

impl Device {
    /// The device of this certificate.
    ///
    /// # Errors
    /// When certificate or roots cannot be used.
    pub fn new(credential: &Credential, roots: &[CertificateDer<'_>]) -> io::Result<Self> {
        let mut config = client_config(credential, roots, Options::default()).map_err(io::Error::other)?;
        config.resumption = Resumption::in_memory_sessions(1);
        let lfdi = credential.identity().lfdi.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02X}");
            text
        });
        Ok(Self { config: Arc::new(config), lfdi, stream: None })
    }

    pub(super) fn is_connected(&self) -> bool {
        self.stream.is_some()
    }

    pub(super) fn close(&mut self) {
        self.stream = None;
    }

    /// The next handshake is in full.
    pub(super) fn forget(&mut self) {
        let mut config = (*self.config).clone();
        config.resumption = Resumption::in_memory_sessions(1);
        self.config = Arc::new(config);
    }

    /// Shakes hands.
    pub(super) async fn connect(&mut self, address: SocketAddr) -> Report {
        match tokio::time::timeout(PATIENCE, self.shake_hands(address)).await {
            Ok(Ok(HandshakeKind::Resumed)) => Report { resumed: 1, ..Report::default() },
            Ok(Ok(_)) => Report { full: 1, ..Report::default() },
            Ok(Err(error)) => lost(format!("handshake: {error}")),
            Err(_) => lost("a handshake without an end".to_owned()),
        }
    }

    async fn shake_hands(&mut self, address: SocketAddr) -> io::Result<HandshakeKind> {
        let socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        let name = ServerName::from(address.ip());
        let stream = TlsConnector::from(self.config.clone()).connect(name, socket).await?;
        let kind = stream.get_ref().1.handshake_kind().unwrap_or(HandshakeKind::Full);
        self.stream = Some(stream);
        Ok(kind)
    }

    /// Asks once; an open connection that the server has closed meanwhile is opened anew. `text` must be in the answer, with
    /// the device's own LFDI for `{lfdi}`.
    pub(super) async fn poll(&mut self, address: SocketAddr, target: &str, text: &str) -> Report {
        let begun = Instant::now();
        let mut report = Report::default();
        let mut answer = self.ask(address, target).await;
        if answer.is_err() {
            report = self.connect(address).await;
            answer = self.ask(address, target).await;
        }
        match answer {
            Ok((200, body)) if contains(&body, &text.replace("{lfdi}", &self.lfdi)) => {
                report.right += 1;
                report.took_us.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok((status, body)) => {
                report.wrong += 1;
                report.fault = Some(format!("{target}: {status} {}", String::from_utf8_lossy(&body)));
            }
            Err(error) => report.add(lost(format!("{target}: {error}"))),
        }
        report
    }

    async fn ask(&mut self, address: SocketAddr, target: &str) -> io::Result<(u16, Vec<u8>)> {
        let mut stream = self.stream.take().ok_or_else(|| io::Error::other("not connected"))?;
        let request = format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nAccept: application/sep+xml\r\n\r\n");
        let exchange = async {
            stream.write_all(request.as_bytes()).await?;
            stream.flush().await?;
            read(&mut stream).await
        };
        let answer = tokio::time::timeout(PATIENCE, exchange).await.map_err(|_| io::Error::other("no answer"))??;
        self.stream = Some(stream);
        Ok(answer)
    }
}

fn lost(fault: String) -> Report {
    Report { lost: 1, fault: Some(fault), ..Report::default() }
}

fn contains(body: &[u8], text: &str) -> bool {
    text.is_empty() || body.windows(text.len()).any(|part| part == text.as_bytes())
}

/// Status and body of an answer.
async fn read(stream: &mut TlsStream<TcpStream>) -> io::Result<(u16, Vec<u8>)> {
    let mut bytes = Vec::with_capacity(4_096);
    let mut wanted = None;
    loop {
        if let Some((status, head, whole)) = wanted
            && bytes.len() >= whole
        {
            return Ok((status, bytes.split_off(head)));
        }
        if stream.read_buf(&mut bytes).await? == 0 || bytes.len() > ANSWER_BYTES_MAX {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if wanted.is_none() {
            wanted = head_of(&bytes)?;
        }
    }
}

/// The status, the length of the head and that of all, once the head is there.
fn head_of(bytes: &[u8]) -> io::Result<Option<(u16, usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") else { return Ok(None) };
    let bad = || io::Error::other("this is no answer of HTTP/1.1");
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| bad())?;
    let mut lines = head.split("\r\n");
    let status =
        lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()).ok_or_else(bad)?;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    Ok(Some((status, end + 4, end + 4 + length.unwrap_or(0))))
}

/// Writes a device for [`read_devices`]: chain and key, PEM.
///
/// # Errors
/// When the output fails.
pub fn write_device(mut output: impl io::Write, chain_pem: &str, key_pem: &str) -> io::Result<()> {
    writeln!(output, "{chain_pem}\n{key_pem}\n{BETWEEN}")
}

/// What stands between two devices.
const BETWEEN: &str = "# the next device";

/// Reads the devices that [`write_device`] has written.
///
/// # Errors
/// When one of them cannot be used.
pub fn read_devices(text: &str, roots: &[CertificateDer<'_>]) -> io::Result<Vec<Device>> {
    let each = text.split(BETWEEN).filter(|part| !part.trim().is_empty());
    each.map(|part| {
        let credential = Credential::from_pem(part.as_bytes(), part.as_bytes()).map_err(io::Error::other)?;
        Device::new(&credential, roots)
    })
    .collect()
}
