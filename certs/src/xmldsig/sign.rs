//! Signing: from the encoder's message to the same with its signature.
//!
//! Each signed part of the signature is written as its own canonical form, declarations included, so that the octets that are
//! digested are the octets in the message.

use super::algorithm::{Digest, SHA256, SignatureMethod};
use super::canonical::{Canonicalization, EXCLUSIVE, element};
use super::characters::{is_ncname, shown};
use super::error::SignError;
use super::key::PublicKey;
use super::parse::parse;
use super::tree::Tree;
use super::{DS, DSP, OADR, der};
use crate::config::{CredentialError, PrivateKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::SignatureScheme;
use rustls::pki_types::CertificateDer;
use rustls::sign::SigningKey;
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;
use std::sync::Arc;

/// The Id of the signed object where the message has none.
const OBJECT_ID: &str = "oadrSignedObject";
/// The Ids of our property and our signature.
const PROPERTY_ID: &str = "prop";
const SIGNATURE_ID: &str = "sig";
/// As long as SignedInfo is about, in bytes.
const INFO_BYTES: usize = 1_024;

/// A message whose signed object stands there in its exclusive canonical form, as an encoder can write it.
#[derive(Debug, Clone)]
pub struct CanonicalMessage<'a> {
    /// An `oadrPayload` without a signature.
    pub bytes: &'a [u8],
    /// Where its one `oadrSignedObject` is, with its tags; nothing is before it in the payload.
    pub signed_object: Range<usize>,
    /// The object's Id.
    pub id: &'a str,
}

/// A certificate with its key, for signing messages.
#[derive(Clone)]
pub struct Signer {
    certificate: CertificateDer<'static>,
    /// KeyInfo with the certificate, as it stands in each message.
    key_info: Arc<str>,
    key: Arc<dyn SigningKey>,
    scheme: SignatureScheme,
    method: SignatureMethod,
    public: PublicKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}, {:?})", crate::fingerprint::Fingerprint::of_certificate(&self.certificate), self.method)
    }
}

impl Signer {
    /// Takes a certificate and its key: P-256, or P-384 or RSA of 2048 bits and more.
    ///
    /// # Errors
    /// [`SignError::Certificate`], and [`SignError::Credential`] for a key that does not belong to it.
    pub fn new(certificate: CertificateDer<'static>, key: &PrivateKey) -> Result<Self, SignError> {
        let (public, info) = PublicKey::of_certificate(&certificate).map_err(SignError::Certificate)?;
        let provider = rustls::crypto::ring::default_provider();
        let key = provider.key_provider.load_private_key(key.der()).map_err(CredentialError::Unusable)?;
        if key.public_key().is_none_or(|own| own.as_ref() != info) {
            return Err(CredentialError::Mismatch.into());
        }
        let scheme = match public {
            PublicKey::P256(_) => SignatureScheme::ECDSA_NISTP256_SHA256,
            PublicKey::P384(_) => SignatureScheme::ECDSA_NISTP384_SHA384,
            PublicKey::Rsa(_) => SignatureScheme::RSA_PKCS1_SHA256,
        };
        let method = SignatureMethod::of_scheme(scheme).ok_or(CredentialError::Mismatch)?;
        let key_info = format!(
            "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
            STANDARD.encode(&certificate)
        );
        Ok(Self { certificate, key_info: key_info.into(), key, scheme, method, public })
    }

    /// The certificate that goes into each message.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// Signs an `oadrPayload` with one `oadrSignedObject`: the signature becomes the payload's first child, the signed object gets an
    /// `Id` if it has none, and all else stays as it stands. `nonce` must never repeat; take it from a random source.
    ///
    /// # Errors
    /// [`SignError`].
    pub fn sign(&self, document: &[u8], timestamp_ms: i64, nonce: [u8; 16]) -> Result<Vec<u8>, SignError> {
        let marked = Marked::of(document)?;
        let (before, after) = marked.text.as_bytes().split_at(marked.content);
        self.signed([before, after], &marked.id, &marked.digested, timestamp_ms, nonce)
    }

    /// Signs as [`Signer::sign`] does a message of an encoder of ours, without reading it: its object is digested as it stands. Who
    /// hands in what is not canonical, or holds the Ids `prop` or `sig`, gets what no peer takes.
    ///
    /// # Errors
    /// [`SignError::NotPayload`] for a place that is not in the message, [`SignError::Id`], and those of the key.
    pub fn sign_canonical(
        &self,
        message: &CanonicalMessage<'_>,
        timestamp_ms: i64,
        nonce: [u8; 16],
    ) -> Result<Vec<u8>, SignError> {
        let (bytes, id) = (message.bytes, message.id);
        if [PROPERTY_ID, SIGNATURE_ID].contains(&id) || !is_ncname(id) {
            return Err(SignError::Id(shown(id)));
        }
        let object = bytes.get(message.signed_object.clone()).ok_or(SignError::NotPayload)?;
        let (before, after) = bytes.split_at(message.signed_object.start);
        self.signed([before, after], id, object, timestamp_ms, nonce)
    }

    /// The message with a signature over its object, whose canonical form is `digested`, between its two parts.
    fn signed(
        &self,
        [before, after]: [&[u8]; 2],
        id: &str,
        digested: &[u8],
        timestamp_ms: i64,
        nonce: [u8; 16],
    ) -> Result<Vec<u8>, SignError> {
        let property = property(timestamp_ms, nonce)?;
        let info = self.signed_info(id, digested, &property);
        let value = self.value(info.as_bytes())?;
        let parts = [
            before,
            b"<ds:Signature xmlns:ds=\"",
            DS.as_bytes(),
            b"\" Id=\"",
            SIGNATURE_ID.as_bytes(),
            b"\">",
            info.as_bytes(),
            b"<ds:SignatureValue>",
            value.as_bytes(),
            b"</ds:SignatureValue>",
            self.key_info.as_bytes(),
            b"<ds:Object><ds:SignatureProperties>",
            property.as_bytes(),
            b"</ds:SignatureProperties></ds:Object></ds:Signature>",
            after,
        ];
        Ok(parts.concat())
    }

    /// SignedInfo in canonical form [XMLDSIG §4.3].
    fn signed_info(&self, id: &str, digested: &[u8], property: &str) -> String {
        let mut info = String::with_capacity(INFO_BYTES);
        info.extend(["<ds:SignedInfo xmlns:ds=\"", DS, "\">"]);
        empty("CanonicalizationMethod", EXCLUSIVE, &mut info);
        empty("SignatureMethod", self.method.algorithm(), &mut info);
        reference(id, digested, &mut info);
        reference(PROPERTY_ID, property.as_bytes(), &mut info);
        info.push_str("</ds:SignedInfo>");
        info
    }

    /// The signature as XML has it: ECDSA's two numbers side by side [RFC 4050 §3.3].
    fn value(&self, message: &[u8]) -> Result<String, SignError> {
        let signer = self.key.choose_scheme(&[self.scheme]);
        let signer = signer.ok_or_else(|| SignError::Key(rustls::Error::General("no such scheme".to_owned())))?;
        let signature = signer.sign(message).map_err(SignError::Key)?;
        let raw = match self.public {
            PublicKey::P256(_) => der::raw_signature(&signature, 32),
            PublicKey::P384(_) => der::raw_signature(&signature, 48),
            PublicKey::Rsa(_) => Some(signature),
        };
        let broken = || SignError::Key(rustls::Error::General("the provider's signature is not DER".to_owned()));
        Ok(STANDARD.encode(raw.ok_or_else(broken)?))
    }
}

/// An empty element with an algorithm, in canonical form.
fn empty(name: &str, algorithm: &str, out: &mut String) {
    out.extend(["<ds:", name, " Algorithm=\"", algorithm, "\"></ds:", name, ">"]);
}

fn reference(id: &str, digested: &[u8], out: &mut String) {
    out.extend(["<ds:Reference URI=\"#", id, "\"><ds:Transforms>"]);
    empty("Transform", EXCLUSIVE, out);
    out.push_str("</ds:Transforms>");
    empty("DigestMethod", SHA256, out);
    out.push_str("<ds:DigestValue>");
    STANDARD.encode_string(Digest::Sha256.of(digested), out);
    out.push_str("</ds:DigestValue></ds:Reference>");
}

/// ReplayProtect in its property, in canonical form [XMLDSIG §5.2].
fn property(timestamp_ms: i64, nonce: [u8; 16]) -> Result<String, SignError> {
    let time = jiff::Timestamp::from_millisecond(timestamp_ms).map_err(|_| SignError::Time(timestamp_ms))?;
    let nonce = u128::from_be_bytes(nonce);
    let mut property = String::with_capacity(512);
    // A String takes all that is written to it.
    let _ = write!(
        property,
        "<ds:SignatureProperty xmlns:ds=\"{DS}\" Id=\"{PROPERTY_ID}\" Target=\"#{SIGNATURE_ID}\">\
         <dsp:ReplayProtect xmlns:dsp=\"{DSP}\"><dsp:timestamp>{time}</dsp:timestamp><dsp:nonce>{nonce:032x}</dsp:nonce>\
         </dsp:ReplayProtect></ds:SignatureProperty>"
    );
    Ok(property)
}

/// The message with an Id at its signed object.
struct Marked<'a> {
    text: Cow<'a, str>,
    id: String,
    /// Where the root's content begins.
    content: usize,
    /// The signed object's canonical form.
    digested: Vec<u8>,
}

impl<'a> Marked<'a> {
    fn of(document: &'a [u8]) -> Result<Self, SignError> {
        let tree = parse(document)?;
        let object = signed_object(&tree)?;
        let content = tree.element(0).content;
        let form = Canonicalization::exclusive();
        if let Some(id) = own_id(&tree, object)? {
            let digested = element(&tree, object, &form)?;
            return Ok(Self { id, content, digested, text: tree.text.into() });
        }
        let text = with_id(&tree, object)?;
        let digested = element(&parse(text.as_bytes())?, object, &form)?;
        Ok(Self { id: OBJECT_ID.to_owned(), content, digested, text: text.into() })
    }
}

/// The one element inside of the payload; no other place holds one, and no signature is there yet.
fn signed_object(tree: &Tree<'_>) -> Result<usize, SignError> {
    let inside: Vec<_> = tree.children(0).collect();
    let all: Vec<_> = tree.named(OADR, "oadrSignedObject").collect();
    let signed = tree.elements.iter().any(|element| element.namespace == DS || element.namespace == DSP);
    match (&inside[..], &all[..]) {
        ([at], [same]) if at == same && tree.element(0).is(OADR, "oadrPayload") && !signed => Ok(*at),
        _ => Err(SignError::NotPayload),
    }
}

/// The Id that the object has; every other Id must leave ours free.
fn own_id(tree: &Tree<'_>, object: usize) -> Result<Option<String>, SignError> {
    let mut own = None;
    for at in 0..tree.elements.len() {
        for attribute in tree.attributes(at).iter().filter(|a| a.local.eq_ignore_ascii_case("id")) {
            let id: &str = &attribute.value;
            let ours = at == object && attribute.local == "Id" && own.is_none();
            if [PROPERTY_ID, SIGNATURE_ID].contains(&id) || (ours && !is_ncname(id)) || (!ours && id == OBJECT_ID) {
                return Err(SignError::Id(shown(id)));
            }
            own = own.or_else(|| ours.then(|| id.to_owned()));
        }
    }
    Ok(own)
}

/// The text with the Id added, qualified as the schema wants it.
fn with_id(tree: &Tree<'_>, object: usize) -> Result<String, SignError> {
    let above: Vec<_> = tree.upwards(object).collect();
    let scope: Vec<_> = above.iter().flat_map(|at| tree.declared(*at)).collect();
    // A prefix counts only where no nearer declaration hides it.
    let nearest = |prefix: &str| scope.iter().find(|(known, _)| *known == prefix).map(|(_, uri)| *uri);
    let known = scope.iter().map(|(prefix, _)| *prefix).find(|p| !p.is_empty() && nearest(p) == Some(OADR));
    let attribute = match (known, nearest("oadr")) {
        (Some(prefix), _) => format!(" {prefix}:Id=\"{OBJECT_ID}\""),
        (None, None) => format!(" xmlns:oadr=\"{OADR}\" oadr:Id=\"{OBJECT_ID}\""),
        (None, Some(_)) => return Err(SignError::Prefix),
    };
    let (before, after) = tree.text.split_at(tree.element(object).name_end);
    Ok([before, &attribute, after].concat())
}
