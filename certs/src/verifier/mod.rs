//! The certificate profile of IEEE 2030.5, for both ends of a connection [2030.5 §6.11].
//!
//! webpki refuses these chains (critical certificatePolicies, no DNS name), so the path is checked here: strict DER,
//! P-256 and SHA-256 alone, the critical extensions, a path of two to four links to a configured root. Revocation lists
//! are not looked at, since the standard forbids them. A resumed session does not come here again: whoever serves a
//! connection takes the peer's identity from its certificate and asks the registry, each time.

mod certificate;
pub(crate) mod der;
mod describe;
mod path;
mod refusal;
mod role;

pub use describe::{Description, describe};
pub use refusal::{Reason, Refusal};

use crate::identity::Identity;
use certificate::Certificate;
use path::{Anchor, Search};
use rustls::DistinguishedName;
use rustls::SignatureScheme::ECDSA_NISTP256_SHA256;
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use std::fmt;

/// The most certificates that a peer may send; more than a path needs, for peers that send strangers along.
pub const MAX_CERTIFICATES: usize = 8;
/// SERCA, MCA, MICA, device: the longest path [2030.5 §6.11].
pub const MAX_LINKS: usize = 4;

/// Whether a certificate of this profile names a host, a DNS name or an address, beside its device; without wildcards.
pub fn is_named(certificate: &CertificateDer<'_>, host: &str) -> bool {
    Certificate::parse(certificate).is_ok_and(|certificate| certificate.is_named(host))
}

/// At which end the certificate's holder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The peer connected to us.
    Client,
    /// We connected to the peer.
    Server,
}

/// Which of the two policy arcs a certificate must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arcs {
    /// A device type or a usage: what certificates in the field have.
    #[default]
    Either,
    /// A device type and a usage.
    Both,
}

/// What a deployment asks of its peers' certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// Which policy arcs must be there.
    pub arcs: Arcs,
    /// Whether certificates with the test policy are taken.
    pub lab: bool,
}

/// A certificate policy of IEEE 2030.5, under 1.3.6.1.4.1.40732.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// 1.1: a generic device.
    Generic,
    /// 1.2: a mobile device.
    Mobile,
    /// 1.3: a device that got its certificate after it was made.
    PostManufacture,
    /// 2.1: for tests.
    Test,
    /// 2.3: for commercial use.
    Commercial,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Self; 5] = [Self::Generic, Self::Mobile, Self::PostManufacture, Self::Test, Self::Commercial];

    /// Arc and number under 1.3.6.1.4.1.40732.
    fn numbers(self) -> [u8; 2] {
        match self {
            Self::Generic => [1, 1],
            Self::Mobile => [1, 2],
            Self::PostManufacture => [1, 3],
            Self::Test => [2, 1],
            Self::Commercial => [2, 3],
        }
    }

    /// Whether it tells the type of the device, not the usage of the certificate.
    pub fn is_device_type(self) -> bool {
        self.numbers()[0] == 1
    }

    /// The object identifier's numbers.
    pub fn oid(self) -> [u64; 9] {
        let [arc, number] = self.numbers();
        [1, 3, 6, 1, 4, 1, 40732, u64::from(arc), u64::from(number)]
    }

    fn encoded(self) -> [u8; 10] {
        let [arc, number] = self.numbers();
        // 40732 in base 128: 2, 62, 28.
        [0x2B, 6, 1, 4, 1, 0x82, 0xBE, 0x1C, arc, number]
    }

    fn from_encoded(oid: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.encoded() == oid)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [arc, number] = self.numbers();
        write!(f, "1.3.6.1.4.1.40732.{arc}.{number}")
    }
}

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whose certificate it is.
    pub identity: Identity,
    /// The policies that hold along the whole path; worth a log line, since deployments differ.
    pub policies: Vec<Policy>,
    /// Certificates on the path, device and root included: 2 to 4.
    pub links: usize,
}

/// Checks peers' chains against configured roots; both rustls verifier traits are on it.
pub struct PathVerifier {
    anchors: Vec<Anchor>,
    profile: Profile,
    algorithm: &'static dyn SignatureVerificationAlgorithm,
    hints: Vec<DistinguishedName>,
}

impl fmt::Debug for PathVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PathVerifier({} roots, {:?})", self.anchors.len(), self.profile)
    }
}

/// Why a verifier cannot be made of the configured roots.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// There is none.
    #[error("no trusted root certificate is given")]
    None,
    /// One of them breaks the profile.
    #[error("trusted root {number}: {reason} [{}]", reason.clause())]
    Refused {
        /// Which one, from 1.
        number: usize,
        /// What is wrong with it.
        reason: Reason,
    },
    /// The provider cannot verify P-256 signatures.
    #[error("the cryptography provider has no ECDSA with P-256")]
    Provider,
}

impl PathVerifier {
    /// A verifier that trusts these roots (SERCAs, or an authority below one where a deployment pins it).
    pub fn new(roots: &[CertificateDer<'_>], profile: Profile) -> Result<Self, RootError> {
        if roots.is_empty() {
            return Err(RootError::None);
        }
        let anchor = |(i, root): (usize, &CertificateDer<'_>)| {
            Anchor::new(root).map_err(|reason| RootError::Refused { number: i + 1, reason })
        };
        let anchors: Vec<_> = roots.iter().enumerate().map(anchor).collect::<Result<_, _>>()?;
        let hints = anchors.iter().map(|a| DistinguishedName::from(a.subject().to_vec())).collect();
        Ok(Self { anchors, profile, algorithm: p256()?, hints })
    }

    /// Checks a chain as the peer sent it: its own certificate, then others in any order, strangers passed over.
    pub fn verify(
        &self,
        role: Role,
        own: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<Verified, Refusal> {
        let refuse = |reason| Refusal { certificate: 0, reason };
        if others.len() >= MAX_CERTIFICATES {
            return Err(refuse(Reason::TooMany { count: others.len() + 1, bound: MAX_CERTIFICATES }));
        }
        let device = Certificate::parse(own).map_err(refuse)?;
        device.check_common(now).map_err(refuse)?;
        device.check_device(role).map_err(refuse)?;
        let policies = device.device_policies().map_err(refuse)?;
        let (policies, links) = Search::new(self, &device, others, now).run(policies)?;
        Ok(Verified { identity: Identity::of_certificate(own), policies, links })
    }

    /// Whether `key`'s holder signed `message`; the point is an uncompressed one of P-256.
    fn signed(&self, point: &[u8], message: &[u8], signature: &[u8]) -> bool {
        self.algorithm.verify_signature(point, message, signature).is_ok()
    }
}

/// The provider's verification of ECDSA over P-256 with SHA-256.
fn p256() -> Result<&'static dyn SignatureVerificationAlgorithm, RootError> {
    rustls::crypto::ring::default_provider()
        .signature_verification_algorithms
        .mapping
        .iter()
        .find(|(scheme, _)| *scheme == ECDSA_NISTP256_SHA256)
        .and_then(|(_, algorithms)| {
            let p256 = rustls::pki_types::alg_id::ECDSA_P256;
            algorithms.iter().copied().find(|a| a.public_key_alg_id() == p256)
        })
        .ok_or(RootError::Provider)
}

/// The subjectPublicKeyInfo of a certificate, to compare with a key's.
pub(crate) fn public_key_info<'a>(der: &'a CertificateDer<'_>) -> Result<&'a [u8], Reason> {
    Certificate::parse(der).map(|certificate| certificate.public_key_info())
}

/// What a peer would find wrong with a certificate of our own, apart from who issued it.
pub(crate) fn check_own(der: &CertificateDer<'_>, now: UnixTime) -> Result<(), Reason> {
    Certificate::parse(der)?.check_common(now)
}

/// Whether a certificate names itself as its issuer, as a root does.
pub(crate) fn is_self_issued(der: &CertificateDer<'_>) -> Result<bool, Reason> {
    Certificate::parse(der).map(|certificate| certificate.is_self_issued())
}

/// Reads and verifies arbitrary bytes as a chain of certificates, each with a two byte length before it: the entry of
/// the fuzz target `certificate`. Any outcome is fine but a panic.
pub fn fuzz(input: &[u8], roots: &PathVerifier) {
    let mut rest = input;
    let mut chain = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<2>() {
        let (one, next) = tail.split_at(usize::from(u16::from_be_bytes(*length)).min(tail.len()));
        chain.push(CertificateDer::from(one));
        rest = next;
    }
    let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(1_700_000_000));
    let own = chain.first().cloned().unwrap_or_else(|| CertificateDer::from(input));
    for role in [Role::Client, Role::Server] {
        let _ = roots.verify(role, &own, chain.get(1..).unwrap_or_default(), now);
    }
    // No input holds good signatures: what comes after them is tried apart.
    for der in &chain {
        let _ = describe(der);
        let _ = Certificate::parse(der).map(|it| (it.check_device(Role::Client), it.check_authority(), it.grants(&[])));
    }
}
