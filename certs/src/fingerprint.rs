//! Fingerprints of OpenADR 2.0b: SHA-256 over the certificate, mostly its last 10 bytes, by which a VTN knows its VENs.

use rustls::pki_types::CertificateDer;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Bytes of the short form.
pub const TAIL_BYTES: usize = 10;

/// A fingerprint, whole or its last 10 bytes.
///
/// Implementations print it as pairs in upper case with colons, or in lower case without; all read back. Two are equal only in
/// the same length: ask [`Fingerprint::holds_for`] whether one belongs to a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fingerprint {
    /// All 32 bytes.
    Whole([u8; 32]),
    /// The last 10 bytes: 80 bits, enough among certificates that trusted authorities issued.
    Tail([u8; TAIL_BYTES]),
}

impl Fingerprint {
    /// The whole fingerprint of a certificate.
    pub fn of_certificate(certificate: &CertificateDer<'_>) -> Self {
        Self::of_der(certificate)
    }

    /// The whole fingerprint of a certificate's bytes.
    pub(crate) fn of_der(der: &[u8]) -> Self {
        Self::Whole(Sha256::digest(der).into())
    }

    /// Its last 10 bytes.
    #[must_use]
    pub fn tail(self) -> Self {
        match self {
            Self::Whole(bytes) => {
                let mut tail = [0; TAIL_BYTES];
                tail.copy_from_slice(&bytes[32 - TAIL_BYTES..]);
                Self::Tail(tail)
            }
            Self::Tail(_) => self,
        }
    }

    /// Whether it is the certificate's.
    pub fn holds_for(&self, certificate: &CertificateDer<'_>) -> bool {
        let of_certificate = Self::of_certificate(certificate);
        match self {
            Self::Whole(_) => *self == of_certificate,
            Self::Tail(_) => *self == of_certificate.tail(),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Tail(bytes) => bytes,
        }
    }

    /// Pairs in upper case with colons between: `AA:BB:...`.
    pub fn colons(&self) -> String {
        let mut text = String::with_capacity(3 * self.bytes().len());
        for (place, byte) in self.bytes().iter().enumerate() {
            if place > 0 {
                text.push(':');
            }
            text.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
        text.make_ascii_uppercase();
        text
    }

    /// Digits in lower case without colons.
    pub fn bare(&self) -> String {
        self.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.colons())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no fingerprint: give 10 or 32 bytes in hexadecimal, all pairs with colons between or none")]
pub struct FingerprintError(String);

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = if text.contains(':') { text.split(':').map(pair).collect() } else { pairs(text) };
        let bytes: Option<Vec<u8>> = bytes;
        let refused = || FingerprintError(text.chars().take(128).collect());
        let bytes = bytes.ok_or_else(refused)?;
        match (<[u8; 32]>::try_from(&bytes[..]), <[u8; TAIL_BYTES]>::try_from(&bytes[..])) {
            (Ok(whole), _) => Ok(Self::Whole(whole)),
            (_, Ok(tail)) => Ok(Self::Tail(tail)),
            _ => Err(refused()),
        }
    }
}

fn pairs(text: &str) -> Option<Vec<u8>> {
    let even = text.is_ascii() && text.len().is_multiple_of(2);
    even.then(|| (0..text.len()).step_by(2).map(|at| pair(&text[at..at + 2])).collect())?
}

fn pair(text: &str) -> Option<u8> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| u8::from_str_radix(text, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn abc() -> CertificateDer<'static> {
        CertificateDer::from(b"abc".to_vec())
    }

    /// SHA-256 of "abc" is a published value; the short form is its end.
    #[test]
    fn each_form_is_the_head_or_end_that_peers_print() {
        let whole = Fingerprint::of_certificate(&abc());
        assert_eq!(whole.bare(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(whole.tail().colons(), "17:7A:9C:B4:10:FF:61:F2:00:15:AD".split_once(':').unwrap().1);
        assert_eq!(whole.tail().bare(), "7a9cb410ff61f20015ad");
        assert_eq!(whole.tail().tail(), whole.tail());
    }

    #[test]
    fn every_form_reads_back() {
        let whole = Fingerprint::of_certificate(&abc());
        for fingerprint in [whole, whole.tail()] {
            for text in [fingerprint.colons(), fingerprint.bare(), fingerprint.colons().to_lowercase()] {
                assert_eq!(text.parse(), Ok(fingerprint));
            }
            assert!(fingerprint.holds_for(&abc()));
            assert!(!fingerprint.holds_for(&CertificateDer::from(b"abd".to_vec())));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let tail = Fingerprint::of_certificate(&abc()).tail();
        let mixed = tail.colons().replacen(':', "", 1);
        for bad in
            ["", ":", "AA:BB", "7a9cb410ff61f20015a", "7a9cb410ff61f20015ag", "+a9cb410ff61f20015ad", &mixed, "€€€€€€€"]
        {
            assert!(bad.parse::<Fingerprint>().is_err(), "{bad}");
        }
    }
}
