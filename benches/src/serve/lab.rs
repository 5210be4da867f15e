//! A throw-away PKI, a configuration, and devices that ask.

use super::{Result, sound};
use rustls::pki_types::CertificateDer;
use std::fs;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::Path;
use tempfile::TempDir;
use tieline_certs::config::Credential;
use tieline_certs::identity::{Identity, lfdi_text};
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_conformance::load::{Device, Report, carry_out, raise_open_files};
use tieline_conformance::{Client, Peer};
use tokio::runtime::Runtime;

/// File descriptors beside connections.
const OTHER_FILES: u64 = 200;
/// The name of the program.
pub(super) const PROGRAM_MRID: &str = "A0000000000000000000000000000001";
/// The program and its events: of the sort that a feeder has on a busy day.
const PROGRAM: &str = "[[program]]\nmrid = 'A0000000000000000000000000000001'\ndescription = 'feeder limit'\nprimacy = 2\n\
                       [program.default]\nmrid = 'A0000000000000000000000000000002'\nsetGradW = 27\n\
                       control = { opModExpLimW = 5000 }\n";
const EVENTS: u32 = 4;

/// A folder with what both servers need, and the devices' certificates.
pub(super) struct Lab {
    dir: TempDir,
    root: Authority,
    devices: Vec<Credential>,
}

impl Lab {
    /// With so many devices.
    pub(super) fn new(devices: usize) -> Result<Self> {
        raise_open_files(devices as u64 + OTHER_FILES);
        // Not in /tmp, which may be memory: the head-end keeps what it knows.
        let dir = tempfile::tempdir_in(crate::program::whole()?.parent().ok_or("no folder")?)?;
        let root = Authority::root("SERCA", 0)?;
        let mica = root.authority(Level::Mica, "MICA", 0)?;
        let server = mica.device(&DeviceRequest::generic("server"), 0)?;
        fs::write(dir.path().join("serca.pem"), root.chain_pem())?;
        fs::write(dir.path().join("server.pem"), &server.chain_pem)?;
        fs::write(dir.path().join("server.key"), server.key_pem.as_bytes())?;
        let devices = (0..devices)
            .map(|number| Ok(mica.device(&DeviceRequest::generic(&format!("device {number}")), 0)?.credential()?));
        let devices = devices.collect::<Result<_>>()?;
        Ok(Self { dir, root, devices })
    }

    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(super) fn roots(&self) -> [CertificateDer<'static>; 1] {
        [self.root.certificate().clone()]
    }

    pub(super) fn device(&self, number: usize) -> Result<&Credential> {
        self.devices.get(number).ok_or_else(|| "no such device".into())
    }

    /// A server under this root.
    pub(super) fn peer(&self, address: SocketAddr) -> Peer {
        Peer { address, roots: self.roots().to_vec(), dcap: "/dcap".to_owned() }
    }

    pub(super) fn identities(&self) -> impl Iterator<Item = Identity> {
        self.devices.iter().map(Credential::identity)
    }

    /// Writes `headend.toml` with the first `named` devices in it.
    pub(super) fn configure(&self, named: usize) -> Result<()> {
        self.configure_with(named, "")
    }

    /// The same with more sections.
    pub(super) fn configure_with(&self, named: usize, sections: &str) -> Result<()> {
        let mut config = format!(
            "[server]\nlisten = '127.0.0.1:0'\ncertificate = 'server.pem'\nkey = 'server.key'\nroots = 'serca.pem'\n\
             connections = 100000\nidle_s = 3600\nrequests_per_s = 0\n[store]\npath = 'state'\n{sections}{PROGRAM}"
        );
        for number in 0..EVENTS {
            config.push_str(&format!(
                "[[event]]\nmrid = 'A00000000000000000000000000000{:02X}'\nprogram = 'A0000000000000000000000000000001'\n\
                 description = 'limit {number}'\nstart_in_s = {}\nduration_s = 3600\ncontrol = {{ opModExpLimW = 1500 }}\n",
                0x10 + number,
                7_200 * number
            ));
        }
        for identity in self.identities().take(named) {
            config.push_str(&format!("[[device]]\nlfdi = '{}'\n", lfdi_text(&identity.lfdi)));
        }
        Ok(fs::write(self.dir().join("headend.toml"), config)?)
    }

    /// What the first device is answered.
    pub(super) fn fetch(&self, address: SocketAddr, target: &str) -> Result<Vec<u8>> {
        let answer = Client::new(&self.peer(address), self.device(0)?)?.get(target)?;
        if answer.status == 200 { Ok(answer.body) } else { Err(format!("{target}: {answer}").into()) }
    }

    /// Some of the devices, to be told what to do at a server.
    pub(super) fn fleet(&self, address: SocketAddr, which: Range<usize>) -> Result<Fleet> {
        let roots = self.roots();
        let devices = self.devices.get(which).unwrap_or_default().iter().map(|own| Device::new(own, &roots));
        let fleet = tieline_conformance::load::Fleet::new(address, devices.collect::<std::io::Result<_>>()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Fleet { runtime, fleet })
    }
}

/// Devices that do what they are told.
pub(super) struct Fleet {
    runtime: Runtime,
    fleet: tieline_conformance::load::Fleet,
}

impl Fleet {
    /// Gives a command of the load program; what came of it, if nothing went wrong.
    pub(super) fn tell(&mut self, command: &str) -> Result<Report> {
        sound(self.runtime.block_on(carry_out(&mut self.fleet, command))?)
    }
}
