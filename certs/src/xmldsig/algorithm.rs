//! The digests and signature methods that are taken, by their names.

use super::characters::shown;
use super::der;
use super::error::SignatureError;
use super::key::PublicKey;
use ring::digest;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use rustls::SignatureScheme;

/// A digest over what is referenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

pub(super) const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

impl Digest {
    /// The digest that an algorithm's name stands for; SHA-1 is refused by name [XMLDSIG §4.3.3.5].
    ///
    /// # Errors
    /// [`SignatureError::Sha1`], [`SignatureError::Digest`].
    pub fn of_algorithm(name: &str) -> Result<Self, SignatureError> {
        match name {
            SHA256 => Ok(Self::Sha256),
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => Ok(Self::Sha384),
            "http://www.w3.org/2001/04/xmlenc#sha512" => Ok(Self::Sha512),
            _ if name.ends_with("#sha1") => Err(SignatureError::Sha1(shown(name))),
            _ => Err(SignatureError::Digest(shown(name))),
        }
    }

    pub(super) fn of(self, octets: &[u8]) -> digest::Digest {
        let algorithm = match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, octets)
    }
}

/// How SignedInfo is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureMethod {
    /// ECDSA with SHA-256; the value is r and s side by side.
    EcdsaSha256,
    /// ECDSA with SHA-384.
    EcdsaSha384,
    /// RSA with PKCS #1 v1.5 and SHA-256.
    RsaSha256,
    /// RSA with PKCS #1 v1.5 and SHA-384.
    RsaSha384,
    /// RSA with PKCS #1 v1.5 and SHA-512.
    RsaSha512,
}

const METHODS: [(&str, SignatureMethod); 5] = [
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SignatureMethod::EcdsaSha256),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SignatureMethod::EcdsaSha384),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SignatureMethod::RsaSha256),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", SignatureMethod::RsaSha384),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", SignatureMethod::RsaSha512),
];

impl SignatureMethod {
    /// The method that an algorithm's name stands for; those on SHA-1 are refused by name [XMLDSIG §4.3.2].
    ///
    /// # Errors
    /// [`SignatureError::Sha1`], [`SignatureError::Method`].
    pub fn of_algorithm(name: &str) -> Result<Self, SignatureError> {
        match METHODS.iter().find(|(known, _)| *known == name) {
            Some((_, method)) => Ok(*method),
            None if name.ends_with("sha1") => Err(SignatureError::Sha1(shown(name))),
            None => Err(SignatureError::Method(shown(name))),
        }
    }

    /// The name of the algorithm.
    pub fn algorithm(self) -> &'static str {
        METHODS.iter().find(|(_, method)| *method == self).map_or("", |(name, _)| name)
    }

    /// The method that signs as TLS does with this scheme.
    pub(super) fn of_scheme(scheme: SignatureScheme) -> Option<Self> {
        match scheme {
            SignatureScheme::ECDSA_NISTP256_SHA256 => Some(Self::EcdsaSha256),
            SignatureScheme::ECDSA_NISTP384_SHA384 => Some(Self::EcdsaSha384),
            SignatureScheme::RSA_PKCS1_SHA256 => Some(Self::RsaSha256),
            _ => None,
        }
    }

    /// Whether `value` is a signature over `message` by the key [XMLDSIG §3.2.2].
    pub(super) fn verify(self, key: &PublicKey, message: &[u8], value: &[u8]) -> Result<(), SignatureError> {
        let (algorithm, key, wanted) = self.parts(key).ok_or(SignatureError::MethodMismatch)?;
        let signature = match wanted {
            None => value.to_vec(),
            Some(wanted) if value.len() == wanted => der::signature(value),
            Some(wanted) => return Err(SignatureError::SignatureLength { bytes: value.len(), wanted }),
        };
        UnparsedPublicKey::new(algorithm, key).verify(message, &signature).map_err(|_| SignatureError::BadSignature)
    }

    /// Algorithm, key and, with ECDSA, the length of r and s.
    fn parts(self, key: &PublicKey) -> Option<(&'static dyn VerificationAlgorithm, &[u8], Option<usize>)> {
        Some(match (self, key) {
            (Self::EcdsaSha256, PublicKey::P256(point)) => (&signature::ECDSA_P256_SHA256_ASN1, point, Some(64)),
            (Self::EcdsaSha384, PublicKey::P256(point)) => (&signature::ECDSA_P256_SHA384_ASN1, point, Some(64)),
            (Self::EcdsaSha256, PublicKey::P384(point)) => (&signature::ECDSA_P384_SHA256_ASN1, point, Some(96)),
            (Self::EcdsaSha384, PublicKey::P384(point)) => (&signature::ECDSA_P384_SHA384_ASN1, point, Some(96)),
            (Self::RsaSha256, PublicKey::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA256, key, None),
            (Self::RsaSha384, PublicKey::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA384, key, None),
            (Self::RsaSha512, PublicKey::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA512, key, None),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [XMLDSIG §4.3.2, §4.3.3.5]
    #[test]
    fn sha_1_is_refused_by_name() {
        for name in ["http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"]
        {
            assert!(matches!(SignatureMethod::of_algorithm(name), Err(SignatureError::Sha1(_))));
        }
        let digest = Digest::of_algorithm("http://www.w3.org/2000/09/xmldsig#sha1");
        assert!(matches!(digest, Err(SignatureError::Sha1(_))));
        let hmac = SignatureMethod::of_algorithm("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
        assert!(matches!(hmac, Err(SignatureError::Method(_))));
    }
}
