//! A laboratory's server: `tieline serve` as a process, under a root of its own, with what its configuration says.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use tieline::runtime::process::Process;
use tieline_certs::config::Credential;
use tieline_certs::pki::{Authority, DeviceRequest, Issued, Level};
use tieline_conformance::{Answer, Client, Peer};

/// Until a started server must listen.
const READY: Duration = Duration::from_secs(20);
/// For an orderly end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Certificates and a folder.
pub(crate) struct Lab {
    pub(crate) dir: TempDir,
    pub(crate) root: Authority,
    mica: Authority,
}

/// A running server.
pub(crate) struct Utility {
    pub(crate) process: Process,
    pub(crate) peer: Peer,
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self::below(Authority::root("Lab SERCA", 0).expect("a root"))
    }

    /// A laboratory whose root is this one.
    pub(crate) fn below(root: Authority) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let mica = root.authority(Level::Mica, "Lab MICA", 0).expect("an authority");
        let server = mica.device(&DeviceRequest::generic("server"), 0).expect("a certificate");
        fs::write(dir.path().join("serca.pem"), root.chain_pem()).expect("written");
        fs::write(dir.path().join("server.pem"), &server.chain_pem).expect("written");
        write_secret(&dir.path().join("server.key"), server.key_pem.as_bytes());
        Self { dir, root, mica }
    }

    /// A device's certificate and key.
    pub(crate) fn device(&self, serial: &str) -> Credential {
        self.issue(serial).credential().expect("a pair")
    }

    /// The same as it is issued.
    pub(crate) fn issue(&self, serial: &str) -> Issued {
        self.mica.device(&DeviceRequest::generic(serial), 0).expect("a certificate")
    }

    /// The server's own part of a configuration, `rest` behind it; keys of `[server]` first.
    pub(crate) fn config(server: &str, rest: &str) -> String {
        format!(
            "[server]\nlisten = \"127.0.0.1:0\"\ncertificate = \"server.pem\"\nkey = \"server.key\"\nroots = \"serca.pem\"\n\
             {server}\n[store]\npath = \"state\"\n\n{rest}"
        )
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    /// What the server has logged since it was started last.
    pub(crate) fn log_text(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// Starts a server with this configuration; what an earlier one stored is still there.
    pub(crate) fn serve(&self, config: &str, args: &[String]) -> Utility {
        fs::write(self.dir.path().join("headend.toml"), config).expect("written");
        let _ = fs::remove_file(self.log());
        let own = ["serve".to_owned(), format!("--config={}", self.dir.path().join("headend.toml").display())];
        let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
        let mut process = Process::start("serve", program, &[&own, args].concat(), &self.log()).expect("started");
        let port = process.says("listening on 127.0.0.1:", READY).expect("listening");
        let address = format!("127.0.0.1:{}", port.trim()).parse().expect("an address");
        let peer = Peer { address, roots: vec![self.root.certificate().clone()], dcap: "/dcap".to_owned() };
        Utility { process, peer }
    }
}

impl Utility {
    pub(crate) fn client(&self, credential: &Credential) -> Client {
        Client::new(&self.peer, credential).expect("a client")
    }

    /// Ends it in order.
    pub(crate) fn end(&mut self) {
        let status = self.process.terminate(PATIENCE).expect("ended");
        assert!(status.success(), "{status}: {}", self.process.last_words());
    }
}

/// Hexadecimal digits, as LFDIs and mRIDs are written.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// The text of an answer's body.
pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn write_secret(file: &Path, secret: &[u8]) {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::File::options().create(true).write(true).truncate(true).mode(0o600).open(file).expect("created");
    file.write_all(secret).expect("written");
}
