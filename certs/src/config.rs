//! rustls configurations for IEEE 2030.5 endpoints: mutual authentication always, one suite by default.

use crate::suite::{SuiteChoice, provider};
use crate::verifier::{PathVerifier, Profile, Reason, RootError, check_own, public_key_info};
use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::ServerSessionMemoryCache;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, ServerConfig};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroize;

/// Sessions that a server remembers; about 2.5 kB each, since a session keeps the client's chain.
const SESSIONS: usize = 4096;
/// Servers of which a client remembers a session.
const REMEMBERED_SERVERS: usize = 32;

/// A private key. It cannot be printed, and its bytes are wiped when it goes.
pub struct PrivateKey(PrivateKeyDer<'static>);

impl PrivateKey {
    /// Reads the first private key of a PEM text (PKCS #8 or SEC 1).
    pub fn from_pem(text: &[u8]) -> Result<Self, CredentialError> {
        PrivateKeyDer::from_pem_slice(text).map(Self).map_err(CredentialError::Key)
    }

    /// A copy for a provider, which wipes its own.
    pub fn der(&self) -> PrivateKeyDer<'static> {
        self.0.clone_key()
    }
}

impl From<PrivateKeyDer<'static>> for PrivateKey {
    fn from(key: PrivateKeyDer<'static>) -> Self {
        Self(key)
    }
}

impl Clone for PrivateKey {
    fn clone(&self) -> Self {
        Self(self.0.clone_key())
    }
}

impl Drop for PrivateKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(not printed)")
    }
}

/// Why a certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The certificate's text holds none, or is broken.
    #[error("no certificate can be read: {0}; give a PEM file, own certificate first")]
    Certificate(pem::Error),
    /// The key's text holds none, or is broken.
    #[error("no private key can be read: {0}; give a PEM file with a PKCS #8 or SEC 1 key")]
    Key(pem::Error),
    /// There is no certificate.
    #[error("the chain is empty; give a PEM file, own certificate first")]
    EmptyChain,
    /// The own certificate is not what the profile asks.
    #[error("own certificate: {reason} [{}]", reason.clause())]
    Refused {
        /// What is wrong with it.
        reason: Reason,
    },
    /// The key is of a kind that the profile does not know.
    #[error("the private key cannot sign: {0}; it must be an ECDSA key on P-256")]
    Unusable(rustls::Error),
    /// Certificate and key do not belong together.
    #[error("certificate and private key do not belong together; give the key that the certificate was issued for")]
    Mismatch,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The roots cannot be used.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The own certificate or key cannot be used.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// rustls refuses the combination.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// A certificate chain with its private key, known to belong together.
#[derive(Debug, Clone)]
pub struct Credential {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKey,
}

impl Credential {
    /// A chain (own certificate first) and its key; fails when they do not match.
    pub fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKey) -> Result<Self, CredentialError> {
        let credential = Self { chain, key };
        credential.certified(&provider(SuiteChoice::Ccm8))?;
        Ok(credential)
    }

    /// Reads chain and key from PEM texts.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, CredentialError> {
        Self::new(certificates(chain)?, PrivateKey::from_pem(key)?)
    }

    /// The chain, own certificate first.
    pub fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// Who we are.
    pub fn identity(&self) -> crate::identity::Identity {
        crate::identity::Identity::of_certificate(&self.chain[0])
    }

    /// Whether the own certificate keeps the profile at `now`, in seconds since 1970; peers would refuse it otherwise.
    pub fn check(&self, now: u64) -> Result<(), Reason> {
        check_own(&self.chain[0], UnixTime::since_unix_epoch(Duration::from_secs(now)))
    }

    /// The signing key beside its chain. rustls' own match check parses with webpki, which refuses these certificates.
    fn certified(&self, provider: &CryptoProvider) -> Result<Arc<SingleCertAndKey>, CredentialError> {
        let own = self.chain.first().ok_or(CredentialError::EmptyChain)?;
        let certified = public_key_info(own).map_err(|reason| CredentialError::Refused { reason })?;
        let key = provider.key_provider.load_private_key(self.key.0.clone_key());
        let key = key.map_err(CredentialError::Unusable)?;
        if key.public_key().is_none_or(|info| info.as_ref() != certified) {
            return Err(CredentialError::Mismatch);
        }
        Ok(Arc::new(SingleCertAndKey::from(CertifiedKey::new(self.chain.clone(), key))))
    }
}

/// Every certificate of a PEM text, in order; at least one.
pub fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>, CredentialError> {
    let chain: Vec<_> =
        CertificateDer::pem_slice_iter(text).collect::<Result<_, _>>().map_err(CredentialError::Certificate)?;
    if chain.is_empty() { Err(CredentialError::Certificate(pem::Error::NoItemsFound)) } else { Ok(chain) }
}

/// What a deployment may choose; the default is what the standard says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Suites offered and taken.
    pub suites: SuiteChoice,
    /// What peers' certificates must show.
    pub profile: Profile,
}

/// A client that shows its own certificate and believes servers under `roots` alone. Sessions are resumed by ticket or
/// by id; no server name is sent, since servers are known by certificate and LFDI.
pub fn client_config(
    credential: &Credential,
    roots: &[CertificateDer<'_>],
    options: Options,
) -> Result<ClientConfig, ConfigError> {
    let provider = provider(options.suites);
    let resolver = credential.certified(&provider)?;
    let verifier = Arc::new(PathVerifier::new(roots, options.profile)?);
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_client_cert_resolver(resolver);
    config.enable_sni = false;
    config.resumption = Resumption::in_memory_sessions(REMEMBERED_SERVERS);
    Ok(config)
}

/// A server that asks every client for a certificate under `roots`. Sessions are resumed by ticket and by id; the
/// verifier does not see those again, so look the peer's LFDI up on each connection and each request.
pub fn server_config(
    credential: &Credential,
    roots: &[CertificateDer<'_>],
    options: Options,
) -> Result<ServerConfig, ConfigError> {
    let provider = provider(options.suites);
    let resolver = credential.certified(&provider)?;
    let verifier = Arc::new(PathVerifier::new(roots, options.profile)?);
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])?
        .with_client_cert_verifier(verifier)
        .with_cert_resolver(resolver);
    // With GCM allowed the mandated suite still comes first.
    config.ignore_client_order = true;
    config.session_storage = ServerSessionMemoryCache::new(SESSIONS);
    config.ticketer = rustls::crypto::ring::Ticketer::new()?;
    Ok(config)
}
