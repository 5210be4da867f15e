//! Who a device is: LFDI, SFDI and PIN, all from the certificate or made by hand.

use rustls::pki_types::CertificateDer;
use sha2::{Digest, Sha256};
use std::fmt;

/// What identifies a peer, taken from its own certificate [2030.5 §6.3].
///
/// Serve identities that are registered, not all but the denied ones: an ECDSA signature (r, s) holds as (r, n - s) too, so
/// the holder of a certificate can make a twin of it with another LFDI. Every other second encoding is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Leftmost 160 bits of SHA-256 over the DER certificate [2030.5 §6.3.4].
    pub lfdi: [u8; 20],
    /// Leftmost 36 bits of the LFDI in decimal, with a check digit appended [2030.5 §6.3.3].
    pub sfdi: u64,
}

impl Identity {
    /// The identity of the device that holds this certificate [CSIP BASIC-001].
    pub fn of_certificate(der: &CertificateDer<'_>) -> Self {
        let digest = Sha256::digest(der.as_ref());
        let mut lfdi = [0; 20];
        lfdi.copy_from_slice(&digest[..20]);
        Self::of_lfdi(lfdi)
    }

    /// The identity that belongs to an LFDI, as aggregators make them for devices without a certificate.
    pub fn of_lfdi(lfdi: [u8; 20]) -> Self {
        Self { lfdi, sfdi: sfdi(&lfdi) }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({}, {:012})", lfdi_text(&self.lfdi), self.sfdi)
    }
}

/// The LFDI as 40 upper-case hexadecimal digits.
pub fn lfdi_text(lfdi: &[u8; 20]) -> String {
    lfdi.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The SFDI of an LFDI: 36 bits and a check digit, at most 12 decimal digits [2030.5 §6.3.3].
pub fn sfdi(lfdi: &[u8; 20]) -> u64 {
    let first_40 = lfdi[..5].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    with_check_digit(first_40 >> 4)
}

/// Whether a number's digits sum to a multiple of ten, as an SFDI's and a PIN's do.
pub fn check_digit_holds(number: u64) -> bool {
    digit_sum(number).is_multiple_of(10)
}

/// A PIN from its five digits: 11111 becomes 111115 [2030.5 §6.3.5]. `None` above 99999.
pub fn pin(five_digits: u32) -> Option<u32> {
    (five_digits <= 99_999).then(|| with_check_digit(u64::from(five_digits))).and_then(|pin| u32::try_from(pin).ok())
}

fn with_check_digit(number: u64) -> u64 {
    number * 10 + (10 - digit_sum(number) % 10) % 10
}

fn digit_sum(mut number: u64) -> u64 {
    let mut sum = 0;
    while number > 0 {
        sum += number % 10;
        number /= 10;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starting_with(head: &[u8]) -> [u8; 20] {
        let mut lfdi = [0; 20];
        lfdi[..head.len()].copy_from_slice(head);
        lfdi
    }

    /// Worked values of public test definitions and of other implementations [2030.5 §6.3.3].
    #[test]
    fn sfdi_agrees_with_the_published_values() {
        assert_eq!(sfdi(&starting_with(&[0x3E, 0x4F, 0x45, 0xAB, 0x31, 0xED])), 167_261_211_391);
        assert_eq!(sfdi(&starting_with(&[0xC7, 0xB8, 0x34, 0x59, 0x42, 0xC7])), 536_118_081_485);
        assert_eq!(sfdi(&starting_with(&[0x60, 0x7B, 0xA8, 0xAF, 0xB0])), 258_994_695_634);
    }

    /// [2030.5 §6.3.5]
    #[test]
    fn a_pin_has_a_check_digit() {
        assert_eq!(pin(11_111), Some(111_115));
        assert_eq!(pin(0), Some(0));
        assert_eq!(pin(100_000), None);
        assert!(check_digit_holds(111_115) && !check_digit_holds(111_111));
    }

    /// [2030.5 §6.3.4; CSIP BASIC-001]
    #[test]
    fn an_lfdi_is_the_head_of_the_fingerprint() {
        let identity = Identity::of_certificate(&CertificateDer::from(b"abc".to_vec()));
        assert_eq!(lfdi_text(&identity.lfdi), "BA7816BF8F01CFEA414140DE5DAE2223B00361A3");
        assert!(check_digit_holds(identity.sfdi));
    }
}
