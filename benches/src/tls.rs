//! `tls.full`: full mutual handshakes over CCM_8 per CPU-second of the server, beside OpenSSL.
//!
//! Both peers shake hands in memory, without sockets, resumption off, each side verifying a chain of four links; only the
//! server's calls are timed, on the thread's CPU clock. OpenSSL is driven through Python's `ssl` module, whose few calls
//! a handshake cost microseconds beside about a millisecond.

use crate::row::Row;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, ServerConfig, ServerConnection};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{Options, client_config, server_config};
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level, pem};

/// Handshakes a round, and rounds: ours and the peer's by turns, so that a noisy neighbour meets both.
const HANDSHAKES: u32 = 300;
const ROUNDS: u32 = 4;
const PEER: &str = include_str!("tls_peer.py");

/// Runs the benchmark; without Python there is no peer's figure.
pub(crate) fn run() -> Vec<Row> {
    match measure() {
        Ok(row) => vec![row],
        Err(error) => {
            eprintln!("tls.full: {error}");
            Vec::new()
        }
    }
}

fn measure() -> Result<Row, Box<dyn Error>> {
    let world = World::new()?;
    let dir = tempfile::tempdir()?;
    world.write(dir.path())?;
    let (mut ours, mut theirs, mut version) = (Duration::ZERO, Duration::ZERO, None);
    for _ in 0..ROUNDS {
        ours += world.round()?;
        let Some((spent, name)) = peer_round(dir.path()) else { continue };
        theirs += spent;
        version = Some(name);
    }
    let rate = |spent: Duration| f64::from(HANDSHAKES * ROUNDS) / spent.as_secs_f64();
    Ok(match version {
        // The table holds names for the process's life; this one is made once.
        Some(name) => Row::rate("tls.full", rate(ours), "1/s", String::leak(name), rate(theirs)),
        None => Row::alone("tls.full", rate(ours), "1/s"),
    })
}

/// Two ends and what they are made of.
struct World {
    client: Arc<ClientConfig>,
    server: Arc<ServerConfig>,
    root: String,
    issued: [(&'static str, Issued); 2],
}

impl World {
    fn new() -> Result<Self, Box<dyn Error>> {
        let serca = Authority::root("SERCA", 0)?;
        let mica = serca.authority(Level::Mca, "MCA", 0)?.authority(Level::Mica, "MICA", 0)?;
        let device = mica.device(&DeviceRequest::generic("device"), 0)?;
        let utility = mica.device(&DeviceRequest::generic("utility"), 0)?;
        let roots = [serca.certificate().clone()];
        let mut client = client_config(&device.credential()?, &roots, Options::default())?;
        client.resumption = rustls::client::Resumption::disabled();
        let mut server = server_config(&utility.credential()?, &roots, Options::default())?;
        server.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
        Ok(Self {
            client: Arc::new(client),
            server: Arc::new(server),
            root: pem(&roots),
            issued: [("client", device), ("server", utility)],
        })
    }

    fn write(&self, dir: &Path) -> std::io::Result<()> {
        std::fs::write(dir.join("root.pem"), &self.root)?;
        self.issued.iter().try_for_each(|(name, issued)| {
            std::fs::write(dir.join(format!("{name}.pem")), &issued.chain_pem)?;
            std::fs::write(dir.join(format!("{name}.key")), issued.key_pem.as_bytes())
        })
    }

    /// The server's CPU time for one round.
    fn round(&self) -> Result<Duration, Box<dyn Error>> {
        (0..HANDSHAKES).try_fold(Duration::ZERO, |sum, _| Ok(sum + self.handshake()?))
    }

    fn handshake(&self) -> Result<Duration, Box<dyn Error>> {
        let mut client = ClientConnection::new(self.client.clone(), ServerName::try_from("127.0.0.1")?)?;
        let mut begun = cpu_time();
        let mut server = ServerConnection::new(self.server.clone())?;
        let mut spent = cpu_time().saturating_sub(begun);
        while client.is_handshaking() || server.is_handshaking() {
            let mut wire = Vec::new();
            while client.wants_write() {
                client.write_tls(&mut wire)?;
            }
            begun = cpu_time();
            let mut rest = &wire[..];
            while !rest.is_empty() {
                server.read_tls(&mut rest)?;
                server.process_new_packets()?;
            }
            let mut wire = Vec::new();
            while server.wants_write() {
                server.write_tls(&mut wire)?;
            }
            spent += cpu_time().saturating_sub(begun);
            let mut rest = &wire[..];
            while !rest.is_empty() {
                client.read_tls(&mut rest)?;
                client.process_new_packets()?;
            }
        }
        Ok(spent)
    }
}

/// CPU time of this thread.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The peer's server CPU time for one round, and its name; `None` without Python.
fn peer_round(dir: &Path) -> Option<(Duration, String)> {
    let out = Command::new("python3").args(["-c", PEER, &HANDSHAKES.to_string()]).current_dir(dir).output().ok()?;
    if !out.status.success() {
        eprintln!("tls.full: no peer: {}", String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or_default());
        return None;
    }
    let text = String::from_utf8(out.stdout).ok()?;
    let (seconds, name) = text.trim().split_once(' ')?;
    Some((Duration::from_secs_f64(seconds.parse().ok()?), name.to_owned()))
}
