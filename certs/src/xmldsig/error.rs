//! Why a document, a signature or a wish to sign is refused.

use crate::config::CredentialError;

/// A document that cannot be read, or has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each message says it")]
pub enum XmlError {
    #[error("more {what} than {bound} [bound of this program]")]
    Bound { what: &'static str, bound: usize },
    #[error("not UTF-8, or declared as something else [XML §4.3.3; C14N §2.1]")]
    Encoding,
    #[error("the character U+{code:04X} is not allowed [XML §2.2]")]
    Character { code: u32 },
    #[error("a document type declaration; such documents are not taken [bound of this program]")]
    DocType,
    #[error("{what} [XML §2.1]")]
    Syntax { what: String },
    #[error("the document ends inside an element [XML §2.1]")]
    Truncated,
    #[error("no element where exactly one is wanted [XML §2.1]")]
    Root,
    #[error("something other than white space beside the root [XML §2.1]")]
    Outside,
    #[error("{name:?} is not a name [XML-NAMES §4]")]
    Name { name: String },
    #[error("&{name}; stands for no character [XML §4.1]")]
    Reference { name: String },
    #[error("the attribute {name} occurs twice [XML §3.1; XML-NAMES §6.3]")]
    DuplicateAttribute { name: String },
    #[error("the prefix {prefix} is not declared [XML-NAMES §5]")]
    Prefix { prefix: String },
    #[error("{uri:?} cannot be the namespace of the prefix {prefix:?} [XML-NAMES §3, §5; C14N §1.3]")]
    Namespace { uri: String, prefix: String },
    #[error("{list:?} is not a list of prefixes for this form [EXC-C14N §3]")]
    PrefixList { list: String },
    #[error("{element} holds something other than one text [XMLDSIG §4]")]
    NotText { element: String },
}

/// A signed message that is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each message says it")]
pub enum SignatureError {
    #[error(transparent)]
    Xml(#[from] XmlError),

    // What stands where.
    #[error("the root is {name}, not oadrPayload [OADR2b oadrPayload]")]
    NotPayload { name: String },
    #[error("no signature [OADR2b high security]")]
    Unsigned,
    #[error("{count} signatures where one is wanted [OADR2b oadrPayload]")]
    SeveralSignatures { count: usize },
    #[error("the signature is not a child of the payload [OADR2b oadrPayload]")]
    SignatureElsewhere,
    #[error("{count} signed objects where one is wanted [OADR2b oadrPayload]")]
    SignedObjects { count: usize },
    #[error("the signed object is not a child of the payload [OADR2b oadrPayload]")]
    SignedObjectElsewhere,
    #[error("{name} in {parent}, where it does not belong [OADR2b oadrPayload; XMLDSIG §4]")]
    Unexpected { name: String, parent: String },
    #[error("{parent} has no {name}, or not in its place [XMLDSIG §4]")]
    Missing { name: &'static str, parent: String },
    #[error("text between the parts of {parent} [OADR2b oadrPayload; XMLDSIG §4]")]
    StrayText { parent: String },
    #[error("the Id {id:?} occurs more than once [XMLDSIG §4.3.3.2]")]
    DuplicateId { id: String },
    #[error("{count} ReplayProtect elements where one is wanted [OADR2b ReplayProtect]")]
    ReplayProtects { count: usize },
    #[error("ReplayProtect is not in a property of the signature [OADR2b ReplayProtect; XMLDSIG §5.2]")]
    ReplayProtectElsewhere,

    // Algorithms.
    #[error("{0} rests on SHA-1 [OADR2b high security]")]
    Sha1(String),
    #[error("the canonicalization {0} is not known [XMLDSIG §4.3.1]")]
    Canonicalization(String),
    #[error("the signature method {0} is not known [XMLDSIG §4.3.2]")]
    Method(String),
    #[error("the digest {0} is not known [XMLDSIG §4.3.3.5]")]
    Digest(String),
    #[error("the transform {0} is not taken [XMLDSIG §4.3.3.4]")]
    Transform(String),
    #[error("{count} transforms of one reference, or in an order that is not taken [XMLDSIG §4.3.3.4]")]
    Transforms { count: usize },

    // References.
    #[error("{count} references where two are wanted [OADR2b high security]")]
    References { count: usize },
    #[error("the reference {0:?} does not point into this message by an Id [XMLDSIG §4.3.3.1]")]
    Uri(String),
    #[error("nothing has the Id {0:?} [XMLDSIG §4.3.3.2]")]
    Dangling(String),
    #[error("{0:?} is the value of an attribute that only looks like an Id [XMLDSIG §4.3.3.2]")]
    ForeignId(String),
    #[error(
        "the reference {uri:?} points to {name}, neither the signed object nor the property [OADR2b high security]"
    )]
    ReferenceElsewhere { uri: String, name: String },
    #[error("the whole document is referenced without taking the signature out [XMLDSIG §6.6.4]")]
    NotEnveloped,
    #[error("no reference covers the signed object [OADR2b high security]")]
    ObjectNotSigned,
    #[error("no reference covers ReplayProtect [OADR2b ReplayProtect]")]
    PropertyNotSigned,
    #[error("what {uri:?} refers to was changed [XMLDSIG §3.2.1]")]
    DigestMismatch { uri: String },

    // The key and the signature.
    #[error("no certificate and no key value [XMLDSIG §4.4]")]
    NoKey,
    #[error("a key value alone says nothing of who signed [XMLDSIG §4.4.2]")]
    BareKeyValue,
    #[error("a key value of a kind that is not taken [XMLDSIG §4.4.2]")]
    KeyValue,
    #[error("the key value is not the certificate's key [XMLDSIG §4.4]")]
    KeyValueMismatch,
    #[error("more than {bound} certificates [bound of this program]")]
    Certificates { bound: usize },
    #[error("the certificate cannot be read [XMLDSIG §4.4.4]")]
    Certificate,
    #[error("the certificate's key is neither on P-256 or P-384 nor RSA of 2048 to 8192 bits [OADR2b high security]")]
    KeyType,
    #[error("the signature method does not fit the certificate's key [XMLDSIG §4.3.2]")]
    MethodMismatch,
    #[error("signed by {signer}, but the connection is of {peer} [OADR2b high security]")]
    NotThePeer { signer: String, peer: String },
    #[error("{element} is not base64 [XMLDSIG §4.2]")]
    Base64 { element: &'static str },
    #[error("{bytes} bytes of signature where {wanted} are wanted: r and s side by side [XMLDSIG §6.4; RFC 4050 §3.3]")]
    SignatureLength { bytes: usize, wanted: usize },
    #[error("the signature does not hold [XMLDSIG §3.2.2]")]
    BadSignature,

    // Replay protection.
    #[error("the timestamp {0:?} is not a date and time with its zone [OADR2b ReplayProtect]")]
    Timestamp(String),
    #[error("the nonce has {bytes} bytes, 1 to {bound} are taken [OADR2b ReplayProtect]")]
    Nonce { bytes: usize, bound: usize },
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The message does not read back.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// The key cannot be used.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The certificate cannot be used.
    #[error("own certificate: {0}")]
    Certificate(SignatureError),
    /// The message is no payload with one signed object, or is signed already.
    #[error("not an unsigned oadrPayload with one oadrSignedObject")]
    NotPayload,
    /// The signed object's `Id` is no name, or a name that the signature needs for itself.
    #[error("the Id {0:?} cannot be referred to")]
    Id(String),
    /// No prefix is free for the attribute `Id`.
    #[error("the prefix oadr is taken by another namespace")]
    Prefix,
    /// A time outside the years 1 to 9999.
    #[error("{0} ms since 1970 is not a time")]
    Time(i64),
    /// The key gave no signature.
    #[error("cannot sign: {0}")]
    Key(rustls::Error),
}
