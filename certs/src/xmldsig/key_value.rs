//! KeyValue: a public key written out in the message, taken only beside or instead of a certificate that is known.

use super::der::{integer, sequence};
use super::error::SignatureError;
use super::key::{PublicKey, base64_leaf};
use super::tree::Tree;
use super::{DS, DSIG11};

const P256: &str = "urn:oid:1.2.840.10045.3.1.7";
const P384: &str = "urn:oid:1.3.132.0.34";
/// The longest modulus, in bytes: RSA of 8192 bits.
const MODULUS_MAX: usize = 1_024;

/// Reads RSAKeyValue, or ECKeyValue with a named curve [XMLDSIG §4.4.2].
pub(super) fn read(tree: &Tree<'_>, at: usize) -> Result<PublicKey, SignatureError> {
    let inside: Vec<_> = tree.children(at).collect();
    match inside[..] {
        [value] if tree.element(value).is(DS, "RSAKeyValue") => rsa(tree, value),
        [value] if tree.element(value).is(DSIG11, "ECKeyValue") => elliptic(tree, value),
        _ => Err(SignatureError::KeyValue),
    }
}

fn rsa(tree: &Tree<'_>, at: usize) -> Result<PublicKey, SignatureError> {
    let parts: Vec<_> = tree.children(at).collect();
    let [modulus, exponent] = parts[..] else {
        return Err(SignatureError::KeyValue);
    };
    if !tree.element(modulus).is(DS, "Modulus") || !tree.element(exponent).is(DS, "Exponent") {
        return Err(SignatureError::KeyValue);
    }
    let modulus = base64_leaf(tree, modulus, "Modulus")?;
    let exponent = base64_leaf(tree, exponent, "Exponent")?;
    if modulus.len() > MODULUS_MAX + 1 || exponent.len() > 8 {
        return Err(SignatureError::KeyValue);
    }
    Ok(PublicKey::Rsa(sequence(&[integer(&modulus), integer(&exponent)])))
}

fn elliptic(tree: &Tree<'_>, at: usize) -> Result<PublicKey, SignatureError> {
    let parts: Vec<_> = tree.children(at).collect();
    let [curve, point] = parts[..] else {
        return Err(SignatureError::KeyValue);
    };
    if !tree.element(curve).is(DSIG11, "NamedCurve") || !tree.element(point).is(DSIG11, "PublicKey") {
        return Err(SignatureError::KeyValue);
    }
    let point = base64_leaf(tree, point, "PublicKey")?;
    match tree.attribute(curve, "URI") {
        Some(P256) => Ok(PublicKey::P256(point)),
        Some(P384) => Ok(PublicKey::P384(point)),
        _ => Err(SignatureError::KeyValue),
    }
}
