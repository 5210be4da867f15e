//! Signed OpenADR 2.0b messages: the XML signatures of the high security profile. Bytes in, bytes out.
//!
//! [`verify`] takes a signed `oadrPayload` apart and gives back the signed object as the octets that were digested: parse
//! those and nothing else of the message. They are canonical, so comments and CDATA sections are gone and
//! `a<!-- -->b` reads `ab`. [`Signer`] signs what the encoder wrote; [`ReplayGuard`] judges time and nonce.
//!
//! Only the forms of the profile are taken: one signature, child of the payload, with two references, one to the signed
//! object (by its `Id`, or to the whole document less the signature) and one to the property that holds
//! `ReplayProtect`. All else is refused by name.
//!
//! XMLDSIG is "XML Signature Syntax and Processing" in its second edition, C14N "Canonical XML 1.0", EXC-C14N "Exclusive XML
//! Canonicalization 1.0", XML and XML-NAMES the two specifications of these names.

mod algorithm;
mod attributes;
mod canonical;
mod characters;
mod der;
mod error;
mod key;
mod key_value;
mod parse;
mod reference;
mod replay;
mod scanner;
mod shape;
mod sign;
mod tree;
mod verify;

pub use algorithm::{Digest, SignatureMethod};
pub use canonical::{Canonicalization, canonicalize, canonicalize_id};
pub use error::{SignError, SignatureError, XmlError};
pub use key::PeerKey;
pub use parse::BYTES_MAX;
pub use replay::{ReplayError, ReplayGuard, ReplayProtect, ReplaySnapshot, ReplayWindow, Seen};
pub use sign::{CanonicalMessage, Signer};
pub use verify::{Verified, verify};

/// XML Signature.
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML Signature 1.1, for elliptic keys.
const DSIG11: &str = "http://www.w3.org/2009/xmldsig11#";
/// OpenADR's replay protection.
const DSP: &str = "http://openadr.org/oadr-2.0b/2012/07/xmldsig-properties";
/// OpenADR 2.0b.
const OADR: &str = "http://openadr.org/oadr-2.0b/2012/07";

/// Reads and verifies any bytes: the entry of the fuzz target `xmldsig`. Any outcome is fine but a panic.
pub fn fuzz(input: &[u8]) {
    let _ = verify(input, None);
    for form in [Canonicalization::inclusive(), Canonicalization::exclusive().with_comments()] {
        let _ = canonicalize(input, &form);
    }
}
