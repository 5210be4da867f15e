//! A throw-away PKI of the Internet's kind, with certificates that are to be refused.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::CertificateDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tieline::runtime::clock::{host_wall, random_nonce};
use tieline_certs::config::PrivateKey;
use tieline_certs::fingerprint::Fingerprint;
use tieline_certs::xmldsig::Signer;

/// A certificate and its key.
pub struct Party {
    pub certificate: CertificateDer<'static>,
    key: PrivateKey,
    pem: String,
    key_pem: String,
}

impl Party {
    /// As operators exchange it: ten pairs.
    pub fn fingerprint(&self) -> String {
        Fingerprint::of_certificate(&self.certificate).tail().colons()
    }

    /// Any bytes, signed `by_ms` from now, if they can be.
    pub fn try_sign_at(&self, message: &[u8], by_ms: i64) -> Option<String> {
        let signer = Signer::new(self.certificate.clone(), &self.key).expect("a pair");
        let nonce = random_nonce().expect("a nonce");
        let signed = signer.sign(message, host_wall().0 + by_ms, nonce).ok()?;
        Some(String::from_utf8(signed).expect("text"))
    }

    /// The message, signed `by_ms` from now.
    pub fn sign_at(&self, message: &str, by_ms: i64) -> String {
        self.try_sign_at(message.as_bytes(), by_ms).expect("signed")
    }

    /// The message, signed now.
    pub fn sign(&self, message: &str) -> String {
        self.sign_at(message, 0)
    }
}

/// A root and whom it has issued certificates to.
pub struct Pki {
    root: CertificateDer<'static>,
    root_pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Pki {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut root = CertificateParams::new(Vec::new()).expect("parameters");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(DnType::CommonName, name);
        let own = root.self_signed(&key).expect("signed");
        Self { root: own.der().clone(), root_pem: own.pem(), issuer: Issuer::new(root, key) }
    }

    pub fn issue(&self, name: &str) -> Party {
        self.issue_until(name, 4096)
    }

    /// A certificate whose time was over long ago.
    pub fn issue_expired(&self, name: &str) -> Party {
        self.issue_until(name, 2001)
    }

    fn issue_until(&self, name: &str, year: i32) -> Party {
        let key = KeyPair::generate().expect("a key");
        let mut own = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        own.distinguished_name.push(DnType::CommonName, name);
        own.not_after = date_time_ymd(year, 1, 1);
        let issued = own.signed_by(&key, &self.issuer).expect("signed");
        let key_pem = key.serialize_pem();
        let key = PrivateKey::from_pem(key_pem.as_bytes()).expect("a key");
        Party { certificate: issued.der().clone(), key, pem: issued.pem(), key_pem }
    }

    /// Writes `NAME.pem` and `NAME.key` of a party, and `root.pem`.
    pub fn write(&self, dir: &Path, name: &str, party: &Party) {
        fs::write(dir.join("root.pem"), &self.root_pem).expect("written");
        fs::write(dir.join(format!("{name}.pem")), &party.pem).expect("written");
        fs::write(dir.join(format!("{name}.key")), &party.key_pem).expect("written");
    }

    /// A client that believes this root and shows this certificate, if any.
    pub fn client(&self, party: Option<&Party>) -> Arc<ClientConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS12]);
        let config = config.expect("a version").with_root_certificates(self.roots());
        Arc::new(match party {
            Some(own) => config.with_client_auth_cert(vec![own.certificate.clone()], own.key.der()).expect("a pair"),
            None => config.with_no_client_auth(),
        })
    }

    /// A server that wants a certificate under this root.
    pub fn server(&self, party: &Party) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots()), provider.clone()).build();
        let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS12]);
        let config = config.expect("a version").with_client_cert_verifier(verifier.expect("a root"));
        Arc::new(config.with_single_cert(vec![party.certificate.clone()], party.key.der()).expect("a pair"))
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.clone()).expect("a root");
        roots
    }
}
