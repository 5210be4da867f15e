//! Whose key it is: KeyInfo, the certificate in it, and the certificate of the connection.

use super::characters::is_space;
use super::error::SignatureError;
use super::tree::Tree;
use super::{DS, DSIG11, key_value};
use crate::fingerprint::Fingerprint;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use std::borrow::Cow;
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::asn1_rs::FromDer;
use x509_parser::oid_registry as oids;
use x509_parser::public_key::PublicKey as Parsed;

/// Certificates in one message; chains have three.
const CERTIFICATES_MAX: usize = 8;
/// The longest certificate, in bytes.
const CERTIFICATE_BYTES_MAX: usize = 16 * 1024;

/// A public key of a kind that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// An uncompressed point.
    P256(Vec<u8>),
    P384(Vec<u8>),
    /// RSAPublicKey in DER [RFC 8017 §A.1.1].
    Rsa(Vec<u8>),
}

impl PublicKey {
    /// The key of a certificate, and the same as it stands there with its algorithm.
    pub(super) fn of_certificate(der: &[u8]) -> Result<(Self, Vec<u8>), SignatureError> {
        if der.len() > CERTIFICATE_BYTES_MAX {
            return Err(SignatureError::Certificate);
        }
        let (rest, certificate) = X509Certificate::from_der(der).map_err(|_| SignatureError::Certificate)?;
        if !rest.is_empty() {
            return Err(SignatureError::Certificate);
        }
        let info = &certificate.tbs_certificate.subject_pki;
        let curve = info.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok());
        let bytes = info.subject_public_key.data.to_vec();
        let key = match info.parsed().map_err(|_| SignatureError::Certificate)? {
            Parsed::EC(_) if curve == Some(oids::OID_EC_P256) => Self::point(bytes, 65).map(Self::P256),
            Parsed::EC(_) if curve == Some(oids::OID_NIST_EC_P384) => Self::point(bytes, 97).map(Self::P384),
            Parsed::RSA(key) if (2048..=8192).contains(&key.key_size()) => Some(Self::Rsa(bytes)),
            _ => None,
        };
        Ok((key.ok_or(SignatureError::KeyType)?, info.raw.to_vec()))
    }

    fn point(bytes: Vec<u8>, length: usize) -> Option<Vec<u8>> {
        (bytes.len() == length && bytes[0] == 4).then_some(bytes)
    }
}

/// A peer's certificate, as the connection's handshake proved it, and its key: read once for all of its messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerKey {
    certificate: CertificateDer<'static>,
    /// The certificate as most messages show it, in base64 on one line.
    shown: String,
    key: Result<PublicKey, SignatureError>,
}

impl PeerKey {
    /// Takes any certificate: of one whose key is of no kind that is taken, no message holds.
    pub fn of(certificate: CertificateDer<'static>) -> Self {
        let key = PublicKey::of_certificate(&certificate).map(|(key, _)| key);
        Self { shown: STANDARD.encode(&certificate), certificate, key }
    }

    fn key(&self) -> Result<Cow<'_, PublicKey>, SignatureError> {
        self.key.as_ref().map(Cow::Borrowed).map_err(Clone::clone)
    }
}

/// The certificate that signed, and its key; where the connection's certificate is known, it must be that one.
///
/// Without it the first certificate counts, and nothing is said of who issued it. KeyInfo itself is not signed: the holder
/// of a key may show another certificate of the same key, which the comparison with `peer` excludes [XMLDSIG §4.4].
pub(super) fn signer<'p>(
    tree: &Tree<'_>,
    key_info: usize,
    peer: Option<&'p PeerKey>,
) -> Result<(CertificateDer<'static>, Cow<'p, PublicKey>), SignatureError> {
    let shown = certificates(tree, key_info, peer)?;
    let value = tree.children(key_info).find(|at| tree.element(*at).is(DS, "KeyValue"));
    let (certificate, key) = match (shown.first(), value, peer) {
        (Some(first), _, Some(peer)) if first.as_ref() != peer.certificate.as_ref() => {
            return Err(not_the_peer(first, &peer.certificate));
        }
        (Some(_), _, Some(peer)) | (None, Some(_), Some(peer)) => (peer.certificate.clone(), peer.key()?),
        (Some(first), _, None) => {
            (CertificateDer::from(first.to_vec()), Cow::Owned(PublicKey::of_certificate(first)?.0))
        }
        (None, Some(_), None) => return Err(SignatureError::BareKeyValue),
        (None, None, _) => return Err(SignatureError::NoKey),
    };
    match value {
        Some(at) if key_value::read(tree, at)? != *key => Err(SignatureError::KeyValueMismatch),
        _ => Ok((certificate, key)),
    }
}

fn not_the_peer(signer: &[u8], peer: &CertificateDer<'_>) -> SignatureError {
    let [signer, peer] = [signer, peer.as_ref()].map(|der| Fingerprint::of_der(der).tail().colons());
    SignatureError::NotThePeer { signer, peer }
}

/// Every X509Certificate, in the order of the message. Other ways to name a key are passed over: they name, but show none.
fn certificates<'p>(
    tree: &Tree<'_>,
    key_info: usize,
    peer: Option<&'p PeerKey>,
) -> Result<Vec<Cow<'p, [u8]>>, SignatureError> {
    let mut all = Vec::new();
    let data = tree.children(key_info).filter(|at| tree.element(*at).is(DS, "X509Data"));
    for at in data.flat_map(|at| tree.children(at)).filter(|at| tree.element(*at).is(DS, "X509Certificate")) {
        if all.len() == CERTIFICATES_MAX {
            return Err(SignatureError::Certificates { bound: CERTIFICATES_MAX });
        }
        let known = peer.filter(|peer| tree.leaf(at).is_ok_and(|text| text == peer.shown));
        all.push(match known {
            Some(peer) => Cow::Borrowed(peer.certificate.as_ref()),
            None => Cow::Owned(base64_leaf(tree, at, "X509Certificate")?),
        });
    }
    let encoded = tree.children(key_info).any(|at| tree.element(at).is(DSIG11, "DEREncodedKeyValue"));
    let values = tree.children(key_info).filter(|at| tree.element(*at).is(DS, "KeyValue")).count();
    // A second statement of the key would be one that nobody compares.
    if encoded || values > 1 { Err(SignatureError::KeyValue) } else { Ok(all) }
}

/// The bytes of an element's text, white space among it left out.
pub(super) fn base64_leaf(tree: &Tree<'_>, at: usize, element: &'static str) -> Result<Vec<u8>, SignatureError> {
    let text = tree.leaf(at)?;
    let spaced = |_| STANDARD.decode(text.bytes().filter(|byte| !is_space(*byte)).collect::<Vec<_>>());
    STANDARD.decode(text.as_bytes()).or_else(spaced).map_err(|_| SignatureError::Base64 { element })
}
