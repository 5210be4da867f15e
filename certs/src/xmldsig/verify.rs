//! Verification: from a signed message to what was signed, by whom and when.

use super::algorithm::SignatureMethod;
use super::canonical::{Canonicalization, element};
use super::error::SignatureError;
use super::key::{PeerKey, PublicKey, base64_leaf, signer};
use super::parse::parse;
use super::reference::{Part, Reference, algorithm, canonicalization, no_children};
use super::replay::{self, ReplayProtect};
use super::shape::{Shape, no_text, unexpected};
use super::tree::Tree;
use super::{DS, OADR};
use rustls::pki_types::CertificateDer;

/// A message whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The element `oadrSignedObject` in the canonical form that was digested, comments dropped, with every declaration that it
    /// needs. Parse this and nothing else of the message.
    pub signed_object: Vec<u8>,
    /// Who signed. Without a peer's certificate to compare with, look its fingerprint up before anything else.
    pub certificate: CertificateDer<'static>,
    /// When, and the number used once: for [`super::ReplayGuard::judge`].
    pub replay_protect: ReplayProtect,
}

impl Verified {
    /// The signed object alone in a payload again, for a reader that wants the root.
    pub fn payload(&self) -> Vec<u8> {
        let open = format!("<p:oadrPayload xmlns:p=\"{OADR}\">");
        [open.as_bytes(), &self.signed_object, b"</p:oadrPayload>"].concat()
    }
}

/// Verifies a signed `oadrPayload` of at most [`super::BYTES_MAX`] bytes.
///
/// `peer` is the certificate that the connection's handshake proved; the signer's must be the same. Without it, any signer's
/// message holds, and neither chain nor validity of the certificate is looked at. Time and nonce are not judged here.
/// For more than one message of a peer, make a [`PeerKey`].
///
/// # Errors
/// [`SignatureError`] names the first thing that is wrong, and its clause.
pub fn verify(document: &[u8], peer: Option<&CertificateDer<'_>>) -> Result<Verified, SignatureError> {
    verify_by(document, peer.map(|peer| PeerKey::of(peer.clone().into_owned())).as_ref())
}

impl PeerKey {
    /// Verifies a message that the peer must have signed, as [`verify`] does.
    ///
    /// # Errors
    /// [`SignatureError`] names the first thing that is wrong, and its clause.
    pub fn verify(&self, document: &[u8]) -> Result<Verified, SignatureError> {
        verify_by(document, Some(self))
    }
}

fn verify_by(document: &[u8], peer: Option<&PeerKey>) -> Result<Verified, SignatureError> {
    let tree = parse(document)?;
    let shape = Shape::of(&tree)?;
    let info = SignedInfo::read(&tree, &shape)?;
    let (certificate, key) = signer(&tree, shape.key_info, peer)?;
    info.check_signature(&tree, &shape, &key)?;
    let mut signed_object = None;
    for reference in &info.references {
        let octets = reference.check(&tree, &shape)?;
        match reference.part {
            Part::Object => signed_object = Some(octets),
            Part::Document => signed_object = Some(element(&tree, shape.object, &reference.form)?),
            Part::Property(_) => {}
        }
    }
    let signed_object = signed_object.ok_or(SignatureError::ObjectNotSigned)?;
    let replay_protect = replay::read(&tree, shape.replay_protect)?;
    Ok(Verified { signed_object, certificate, replay_protect })
}

/// What the signature is over.
struct SignedInfo {
    form: Canonicalization,
    method: SignatureMethod,
    references: [Reference; 2],
}

impl SignedInfo {
    /// Reads SignedInfo: the two algorithms and the two references, which cover both parts
    /// [OADR2b high security; XMLDSIG §4.3].
    fn read(tree: &Tree<'_>, shape: &Shape<'_>) -> Result<Self, SignatureError> {
        let at = shape.signed_info;
        no_text(tree, at)?;
        let children: Vec<_> = tree.children(at).collect();
        let named = |place: usize, name| children.get(place).copied().filter(|at| tree.element(*at).is(DS, name));
        let missing = |name| SignatureError::Missing { name, parent: "SignedInfo".to_owned() };
        let form = named(0, "CanonicalizationMethod").ok_or_else(|| missing("CanonicalizationMethod"))?;
        let method = named(1, "SignatureMethod").ok_or_else(|| missing("SignatureMethod"))?;
        let references = &children[2..];
        if let Some(other) = references.iter().find(|at| !tree.element(**at).is(DS, "Reference")) {
            return Err(unexpected(tree, *other, at));
        }
        let [first, second] = references else {
            return Err(SignatureError::References { count: references.len() });
        };
        no_children(tree, method)?;
        let (form, method) = (canonicalization(tree, form)?, SignatureMethod::of_algorithm(algorithm(tree, method)?)?);
        let references = [Reference::read(tree, shape, *first)?, Reference::read(tree, shape, *second)?];
        covers_both(&references)?;
        Ok(Self { form, method, references })
    }

    fn check_signature(&self, tree: &Tree<'_>, shape: &Shape<'_>, key: &PublicKey) -> Result<(), SignatureError> {
        let message = element(tree, shape.signed_info, &self.form)?;
        let value = base64_leaf(tree, shape.value, "SignatureValue")?;
        self.method.verify(key, &message, &value)
    }
}

fn covers_object(reference: &Reference) -> bool {
    matches!(reference.part, Part::Object | Part::Document)
}

fn covers_both(references: &[Reference; 2]) -> Result<(), SignatureError> {
    match references.iter().filter(|reference| covers_object(reference)).count() {
        0 => Err(SignatureError::ObjectNotSigned),
        1 => Ok(()),
        _ => Err(SignatureError::PropertyNotSigned),
    }
}
