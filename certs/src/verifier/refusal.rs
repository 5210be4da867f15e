//! Why a certificate chain is not believed.

use rustls::{CertificateError, OtherError};
use std::sync::Arc;

/// A refused chain: which of its certificates, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("certificate {certificate} of the chain: {reason} [{}]", reason.clause())]
pub struct Refusal {
    /// Position on the path: 0 is the peer's own certificate, 1 its issuer.
    pub certificate: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What a certificate violates; [`Reason::clause`] names the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each message says it")]
pub enum Reason {
    #[error("{bytes} bytes are more than {bound}")]
    TooLarge { bytes: usize, bound: usize },
    #[error("{count} certificates were sent, more than {bound}")]
    TooMany { count: usize, bound: usize },
    #[error("more signatures to try than {bound}")]
    TooMuchWork { bound: u32 },
    #[error("not an X.509 certificate in DER")]
    Malformed,
    #[error("bytes follow the certificate")]
    TrailingBytes,
    #[error("not an X.509 version 3 certificate")]
    NotVersion3,
    #[error("the serial number is not a positive number of at most 20 bytes")]
    BadSerial,
    #[error("the two signature algorithm fields differ")]
    AlgorithmMismatch,
    #[error("not signed with ecdsa-with-SHA256")]
    SignatureAlgorithm,
    #[error("the key is not on the curve P-256")]
    KeyType,
    #[error("the key is not an uncompressed point")]
    KeyPoint,
    #[error("not valid yet")]
    NotYetValid,
    #[error("expired")]
    Expired,
    #[error("the extension {0} occurs twice")]
    DuplicateExtension(String),
    #[error("the extension {0} cannot be read")]
    BadExtension(String),
    #[error("the critical extension {0} is not known")]
    UnknownCriticalExtension(String),
    #[error("{0} is not marked critical")]
    NotCritical(&'static str),
    #[error("self-signed")]
    SelfSigned,
    #[error("the issuer's name is empty")]
    EmptyIssuer,
    #[error("an authority's certificate where a device's belongs")]
    AuthorityAsDevice,
    #[error("no keyUsage")]
    MissingKeyUsage,
    #[error("keyUsage lacks digitalSignature, or allows signing certificates")]
    DeviceKeyUsage,
    #[error("extendedKeyUsage excludes this role")]
    DeviceExtendedKeyUsage,
    #[error("subjectAltName has no hardwareModuleName")]
    MissingHardwareName,
    #[error("the hardwareModuleName cannot be read")]
    BadHardwareName,
    #[error("no certificatePolicies")]
    MissingPolicies,
    #[error("no policy of IEEE 2030.5 among the policies")]
    NoDevicePolicy,
    #[error("the issuers do not grant the policy")]
    PolicyNotGranted,
    #[error("a test certificate, taken only where the configuration says lab")]
    TestPolicy,
    #[error("both policy arcs are asked for and one is missing")]
    OneArcOnly,
    #[error("issued by a certificate that is no authority's")]
    NotAuthority,
    #[error("the issuer's keyUsage lacks keyCertSign")]
    AuthorityKeyUsage,
    #[error("an authority with extendedKeyUsage")]
    AuthorityExtendedKeyUsage,
    #[error("an authority with nameConstraints not marked critical")]
    NameConstraintsNotCritical,
    #[error("an authority with nameConstraints, which are not supported")]
    NameConstraints,
    #[error("an authority with policyMappings not marked critical")]
    PolicyMappingsNotCritical,
    #[error("an authority with policyMappings, which are not supported")]
    PolicyMappings,
    #[error("an authority with policyConstraints or inhibitAnyPolicy, which are not supported")]
    PolicyConstraints,
    #[error("more authorities below than pathLenConstraint allows")]
    PathLength,
    #[error("the chain has more than {0} links")]
    ChainTooLong(usize),
    #[error("no trusted authority issued it")]
    UnknownIssuer,
    #[error("the issuer's signature does not hold")]
    BadSignature,
}

impl Reason {
    /// The clause that the certificate breaks.
    pub fn clause(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } | Self::TooMany { .. } | Self::TooMuchWork { .. } => "bound of this program",
            Self::Malformed | Self::TrailingBytes | Self::NotVersion3 => "RFC 5280 §4.1",
            Self::BadSerial => "RFC 5280 §4.1.2.2",
            Self::AlgorithmMismatch => "RFC 5280 §4.1.1.2",
            Self::SignatureAlgorithm | Self::KeyType | Self::KeyPoint => "2030.5 §6.11, P-256 and SHA-256",
            Self::NotYetValid | Self::Expired => "RFC 5280 §4.1.2.5",
            Self::DuplicateExtension(_) | Self::BadExtension(_) | Self::UnknownCriticalExtension(_) => "RFC 5280 §4.2",
            Self::NotCritical(_) => "2030.5 §6.11, critical extensions",
            Self::SelfSigned => "2030.5 §6.11, CSIP COMM-004",
            Self::EmptyIssuer => "RFC 5280 §4.1.2.4",
            Self::AuthorityAsDevice | Self::MissingKeyUsage | Self::DeviceKeyUsage => {
                "2030.5 §6.11, device certificate"
            }
            Self::DeviceExtendedKeyUsage => "RFC 5280 §4.2.1.12",
            Self::MissingHardwareName | Self::BadHardwareName => "2030.5 §6.11, RFC 4108 §5",
            Self::MissingPolicies | Self::NoDevicePolicy | Self::TestPolicy | Self::OneArcOnly => {
                "2030.5 §6.11, certificate policies"
            }
            Self::PolicyNotGranted => "RFC 5280 §6.1.3",
            Self::NotAuthority | Self::AuthorityKeyUsage => "RFC 5280 §6.1.4",
            Self::AuthorityExtendedKeyUsage
            | Self::NameConstraintsNotCritical
            | Self::NameConstraints
            | Self::PolicyMappingsNotCritical
            | Self::PolicyMappings
            | Self::PolicyConstraints => "2030.5 §6.11, CSIP COMM-004",
            Self::PathLength => "RFC 5280 §4.2.1.9",
            Self::ChainTooLong(_) => "2030.5 §6.11, SERCA-MCA-MICA-device",
            Self::UnknownIssuer | Self::BadSignature => "RFC 5280 §6.1.3",
        }
    }

    /// How much a reason tells when several paths fail: the search reports the highest.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::UnknownIssuer => 0,
            Self::BadSignature => 1,
            Self::Malformed | Self::TrailingBytes | Self::TooLarge { .. } => 2,
            _ => 3,
        }
    }
}

impl Refusal {
    /// The refusal that a failed handshake carries, if it is one of ours.
    pub fn of(error: &rustls::Error) -> Option<&Self> {
        match error {
            rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(cause))) => cause.downcast_ref(),
            _ => None,
        }
    }
}

impl From<Refusal> for rustls::Error {
    fn from(refusal: Refusal) -> Self {
        Self::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(refusal))))
    }
}
