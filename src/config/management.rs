//! `[management]`: where a server is administered, and what opens it.

use super::reader::Section;
use super::upstream::{TlsFiles, read_tls};
use std::net::SocketAddr;
use std::path::PathBuf;

/// How the management API is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagementConfig {
    /// Where it listens; plain HTTP on loopback alone.
    pub listen: SocketAddr,
    /// The file with the bearer token; made with a random one where there is none.
    pub token_file: Option<PathBuf>,
    /// The files of TLS; who shows a certificate under the roots needs no token.
    pub tls: Option<TlsFiles>,
}

/// The address at `listen`.
pub(super) fn address(section: &Section<'_>, example: &str) -> Option<SocketAddr> {
    section.parsed("listen", example, |text| {
        text.parse::<SocketAddr>().map_err(|_| format!("{text:?} is no address with a port"))
    })
}

/// Reads the section.
pub(super) fn read_management(section: &Section<'_>) -> Option<ManagementConfig> {
    let listen = address(section, "127.0.0.1:8082")?;
    let secure = section.text("certificate").is_some();
    let token_file = section.path("token_file");
    let tls = if secure { Some(read_tls(section)) } else { None };
    if !secure && !listen.ip().is_loopback() {
        section.report(
            "listen",
            "is plain HTTP that others can reach",
            "listen on 127.0.0.1, or give certificate, key and roots",
        );
    }
    if !secure && token_file.is_none() {
        section.report(
            "token_file",
            "is missing",
            "name a file for the token, such as token_file = \"management.token\"",
        );
    }
    let tls = match tls {
        Some(files) => Some(files?),
        None => None,
    };
    Some(ManagementConfig { listen, token_file, tls })
}
