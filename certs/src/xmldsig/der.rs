//! The little DER of keys and signatures: XML writes numbers bare, the provider wants them in DER, and back.

use crate::pki::element as write;
use crate::verifier::der::element as read;

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;

/// SEQUENCE of elements.
pub(super) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    write(SEQUENCE, &elements.concat())
}

/// INTEGER of a number without a sign, leading zeros left out.
pub(super) fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros..];
    let sign: &[u8] = if number.first().is_none_or(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
    write(INTEGER, &[sign, number].concat())
}

/// ECDSA-Sig-Value of r and s side by side [RFC 4050 §3.3]: ring has no fixed form for each pair of curve and digest.
pub(super) fn signature(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    sequence(&[integer(r), integer(s)])
}

/// r and s side by side, each of `half` bytes, from an ECDSA-Sig-Value.
pub(super) fn raw_signature(der: &[u8], half: usize) -> Option<Vec<u8>> {
    let (SEQUENCE, content, []) = read(der)? else {
        return None;
    };
    let (INTEGER, r, rest) = read(content)? else {
        return None;
    };
    let (INTEGER, s, []) = read(rest)? else {
        return None;
    };
    Some([padded(r, half)?, padded(s, half)?].concat())
}

fn padded(number: &[u8], length: usize) -> Option<Vec<u8>> {
    let number = number.strip_prefix(&[0]).unwrap_or(number);
    let missing = length.checked_sub(number.len())?;
    Some([&vec![0; missing], number].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [RFC 4050 §3.3]
    #[test]
    fn r_and_s_keep_their_zeros_through_der_and_back() {
        for raw in [vec![0xFF; 64], vec![0; 64], [vec![0; 31], vec![0x80; 33]].concat(), vec![0x7F; 96]] {
            assert_eq!(raw_signature(&signature(&raw), raw.len() / 2), Some(raw));
        }
        assert_eq!(signature(&[0, 0x80, 0, 0]), [0x30, 7, 2, 2, 0, 0x80, 2, 1, 0]);
    }
}
