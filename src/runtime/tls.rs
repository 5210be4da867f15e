//! Mutual TLS: certificate files in, the peer's identity out.
//! [design r8]

use rustls::pki_types::CertificateDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, CommonState, HandshakeKind, RootCertStore, ServerConfig};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tieline_certs::config::{ConfigError, Credential, CredentialError, PrivateKey, certificates};
use tieline_certs::fingerprint::Fingerprint;
use tieline_certs::verifier::{Reason, Refusal};
use tieline_certs::xmldsig::{PeerKey, SignError, Signer};
use tieline_core::model::{Lfdi, Sfdi};

/// The largest certificate or key file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// Who a peer is, from its certificate in the handshake (rule 8) [2030.5 §6.3].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Long-form device identifier.
    pub lfdi: Lfdi,
    /// Short-form device identifier.
    pub sfdi: Sfdi,
}

impl From<tieline_certs::identity::Identity> for Identity {
    fn from(identity: tieline_certs::identity::Identity) -> Self {
        Self { lfdi: Lfdi(identity.lfdi), sfdi: Sfdi(identity.sfdi) }
    }
}

/// What a finished handshake tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Whose certificate it is; also on a resumed session, where no certificate was sent.
    pub identity: Identity,
    /// The same, whole.
    pub certificate: CertificateDer<'static>,
    /// The suite by its IANA name.
    pub suite: String,
    /// Whether an earlier session was resumed.
    pub resumed: bool,
    fingerprint: OnceLock<String>,
    key: OnceLock<PeerKey>,
}

impl Peer {
    /// The peer of a connection whose handshake is over; `None` before that.
    pub fn of(connection: &CommonState) -> Option<Self> {
        let own = connection.peer_certificates()?.first()?;
        let suite = connection.negotiated_cipher_suite()?.suite();
        Some(Self {
            identity: tieline_certs::identity::Identity::of_certificate(own).into(),
            certificate: own.clone().into_owned(),
            suite: tieline_certs::suite::suite_name(suite),
            resumed: connection.handshake_kind() == Some(HandshakeKind::Resumed),
            fingerprint: OnceLock::new(),
            key: OnceLock::new(),
        })
    }

    /// The tail of the certificate's SHA-256 fingerprint, ten pairs of capital digits with colons; made once a connection.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| Fingerprint::of_certificate(&self.certificate).tail().colons())
    }

    /// The certificate's key, by which the peer's messages are verified; read once a connection.
    pub fn key(&self) -> &PeerKey {
        self.key.get_or_init(|| PeerKey::of(self.certificate.clone()))
    }
}

/// Whether a certificate names this host, or this address, as a server's would [RFC 6125].
pub fn is_named(certificate: &CertificateDer<'_>, host: &str) -> bool {
    let parsed = rustls::server::ParsedCertificate::try_from(certificate);
    let name = rustls::pki_types::ServerName::try_from(host);
    matches!((parsed, name), (Ok(parsed), Ok(name)) if rustls::client::verify_server_name(&parsed, &name).is_ok())
}

/// Our certificate and key, and the roots that we trust.
#[derive(Debug, Clone)]
pub struct Material {
    /// Own chain and key.
    pub credential: Credential,
    /// Trusted roots.
    pub roots: Vec<CertificateDer<'static>>,
}

/// Why certificate files cannot be used: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    /// A file cannot be read.
    #[error("{file}: {cause}; give a readable PEM file", file = .file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// A file is larger than any chain.
    #[error("{file}: more than {FILE_BYTES_MAX} bytes; give a PEM file of the chain alone", file = .file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
    },
    /// What a file holds cannot be used.
    #[error("{file}: {cause}", file = .file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// The cause, with its remedy.
        cause: CredentialError,
    },
    /// The own certificate breaks the profile, or its time is over.
    #[error("{file}: own certificate: {reason} [{clause}]; have a new one issued", file = .file.display(), clause = .reason.clause())]
    Own {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: Reason,
    },
}

impl Material {
    /// Loads PEM files: own chain (own certificate first), its key, the trusted roots. The own certificate must be
    /// valid at `now`, in seconds since 1970.
    pub fn load(certificate: &Path, key: &Path, roots: &Path, now: u64) -> Result<Self, MaterialError> {
        let chain = read(certificate)?;
        let secret = zeroize::Zeroizing::new(read(key)?);
        warn_of_open_key(key);
        let credential = Credential::from_pem(&chain, &secret).map_err(|cause| {
            let file = if matches!(cause, CredentialError::Key(_)) { key } else { certificate };
            MaterialError::Unusable { file: file.to_owned(), cause }
        })?;
        credential.check(now).map_err(|reason| MaterialError::Own { file: certificate.to_owned(), reason })?;
        let roots_text = read(roots)?;
        let roots =
            certificates(&roots_text).map_err(|cause| MaterialError::Unusable { file: roots.to_owned(), cause })?;
        Ok(Self { credential, roots })
    }
}

/// Our certificate and key, and the roots that we trust, for peers that follow the Internet's profile: any suite and any
/// chain that rustls takes by itself. For OpenADR; never for IEEE 2030.5.
#[derive(Debug)]
pub struct InternetMaterial {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKey,
    roots: RootCertStore,
}

impl InternetMaterial {
    /// Loads PEM files: own chain (own certificate first), its key, the trusted roots.
    pub fn load(certificate: &Path, key: &Path, roots: &Path) -> Result<Self, MaterialError> {
        let unusable = |file: &Path| {
            let file = file.to_owned();
            move |cause| MaterialError::Unusable { file, cause }
        };
        let chain = certificates(&read(certificate)?).map_err(unusable(certificate))?;
        let secret = zeroize::Zeroizing::new(read(key)?);
        warn_of_open_key(key);
        let secret = PrivateKey::from_pem(&secret).map_err(unusable(key))?;
        let mut store = RootCertStore::empty();
        for root in certificates(&read(roots)?).map_err(unusable(roots))? {
            store.add(root).map_err(CredentialError::Unusable).map_err(unusable(roots))?;
        }
        Ok(Self { chain, key: secret, roots: store })
    }

    /// Signs messages with this certificate [OADR2b high security].
    pub fn signer(&self) -> Result<Signer, SignError> {
        let own = self.chain.first().cloned().ok_or(CredentialError::EmptyChain)?;
        Signer::new(own, &self.key)
    }

    /// A server that shows this certificate and asks each client for one under these roots; `required`: without one there
    /// is no handshake [OADR2b TLS].
    pub fn server_config(&self, required: bool) -> Result<ServerConfig, ConfigError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots.clone()), provider.clone());
        let builder = if required { builder } else { builder.allow_unauthenticated() };
        let verifier = builder.build().map_err(|error| rustls::Error::General(error.to_string()))?;
        let server = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(server.with_client_cert_verifier(verifier).with_single_cert(self.chain.clone(), self.key.der())?)
    }

    /// A client that shows this certificate and believes servers under these roots, by name [OADR2b TLS].
    pub fn client_config(&self) -> Result<ClientConfig, ConfigError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS12])?;
        let builder = builder.with_root_certificates(self.roots.clone());
        Ok(builder.with_client_auth_cert(self.chain.clone(), self.key.der())?)
    }
}

fn read(file: &Path) -> Result<Vec<u8>, MaterialError> {
    let fail = |cause| MaterialError::Read { file: file.to_owned(), cause };
    let mut bytes = Vec::new();
    let open = std::fs::File::open(file).map_err(fail)?;
    open.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(MaterialError::TooLarge { file: file.to_owned() });
    }
    Ok(bytes)
}

/// A key that others can read is a finding, not a reason to leave the site without a gateway.
fn warn_of_open_key(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_or(0, |m| m.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(file = %file.display(), "the private key is readable by others; set its mode to 0600");
    }
}

/// Why a handshake failed, for logs: the refused certificate's reason where there is one.
pub(super) fn handshake_failure(error: &std::io::Error) -> String {
    let tls = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match tls {
        Some(cause) => Refusal::of(cause).map_or_else(|| cause.to_string(), ToString::to_string),
        None => error.to_string(),
    }
}
