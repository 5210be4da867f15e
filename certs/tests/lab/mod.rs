//! A throwaway infrastructure and handshakes in memory.

#![allow(dead_code, reason = "each suite uses its part")]

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, ConnectionCommon, Error, ServerConfig, ServerConnection};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tieline_certs::config::{Credential, Options, client_config, server_config};
use tieline_certs::pki::{Authority, DeviceRequest, Level};

/// 2024-01-01.
pub(crate) const NOT_BEFORE: u64 = 1_704_067_200;

/// SERCA, MCA and MICA.
pub(crate) struct Lab {
    pub(crate) serca: Authority,
    pub(crate) mca: Authority,
    pub(crate) mica: Authority,
}

impl Lab {
    pub(crate) fn new() -> Self {
        let serca = Authority::root("Lab SERCA", NOT_BEFORE).unwrap();
        let mca = serca.authority(Level::Mca, "Lab MCA", NOT_BEFORE).unwrap();
        let mica = mca.authority(Level::Mica, "Lab MICA", NOT_BEFORE).unwrap();
        Self { serca, mca, mica }
    }

    pub(crate) fn roots(&self) -> [CertificateDer<'static>; 1] {
        [self.serca.certificate().clone()]
    }

    pub(crate) fn device(&self, serial: &str) -> Credential {
        let issued = self.mica.device(&DeviceRequest::generic(serial), NOT_BEFORE).unwrap();
        issued.credential().unwrap()
    }

    pub(crate) fn configs(&self, client: &Credential, server: &Credential) -> (Arc<ClientConfig>, Arc<ServerConfig>) {
        let options = Options::default();
        let client = client_config(client, &self.roots(), options).unwrap();
        let server = server_config(server, &self.roots(), options).unwrap();
        (Arc::new(client), Arc::new(server))
    }
}

pub(crate) fn loopback() -> ServerName<'static> {
    ServerName::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST).into())
}

/// Both ends of a finished handshake, or the first end's error.
pub(crate) fn shake(
    client: &Arc<ClientConfig>,
    server: &Arc<ServerConfig>,
) -> Result<(ClientConnection, ServerConnection), Error> {
    let mut client = ClientConnection::new(client.clone(), loopback())?;
    let mut server = ServerConnection::new(server.clone())?;
    while client.is_handshaking() || server.is_handshaking() {
        carry(&mut client, &mut server)?;
        carry(&mut server, &mut client)?;
    }
    Ok((client, server))
}

/// Carries all that one end has written to the other.
pub(crate) fn carry<A, B>(
    from: &mut impl std::ops::DerefMut<Target = ConnectionCommon<A>>,
    to: &mut impl std::ops::DerefMut<Target = ConnectionCommon<B>>,
) -> Result<(), Error> {
    while from.wants_write() {
        let mut wire = Vec::new();
        from.write_tls(&mut wire).unwrap();
        let mut rest = &wire[..];
        while !rest.is_empty() {
            to.read_tls(&mut rest).unwrap();
            to.process_new_packets()?;
        }
    }
    Ok(())
}
