//! The one encoding of DER, where a parser takes BER's looser lengths.
//!
//! The LFDI is a hash over the certificate's bytes: a second encoding of the same certificate would be a second name.

/// The deepest nesting; certificates have about ten.
const MAX_DEPTH: u8 = 24;
const SEQUENCE: u8 = 0x10;
const SET: u8 = 0x11;

/// Whether the parts that no signature covers have exactly their own tags [RFC 5280 §4.1].
pub(super) fn has_certificate_tags(der: &[u8]) -> bool {
    let Some((0x30, certificate, [])) = element(der) else {
        return false;
    };
    let Some((0x30, _, rest)) = element(certificate) else {
        return false;
    };
    let Some((0x30, algorithm, rest)) = element(rest) else {
        return false;
    };
    algorithm.first() == Some(&0x06) && matches!(element(rest), Some((0x03, _, [])))
}

/// Whether every element has a single-byte tag, the form that belongs to its type and the shortest length, down to the
/// leaves, and nothing is left over.
pub(super) fn is_canonical(der: &[u8]) -> bool {
    all_canonical(der, MAX_DEPTH)
}

fn all_canonical(mut der: &[u8], depth: u8) -> bool {
    while !der.is_empty() {
        let Some((tag, content, rest)) = element(der) else {
            return false;
        };
        let constructed = tag & 0x20 != 0;
        let universal = tag & 0xC0 == 0;
        if universal && constructed != matches!(tag & 0x1F, SEQUENCE | SET) {
            return false;
        }
        if constructed && (depth == 0 || !all_canonical(content, depth - 1)) {
            return false;
        }
        der = rest;
    }
    true
}

/// Tag, content and what follows.
pub(crate) fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = der.split_first_chunk::<2>()?;
    if tag & 0x1F == 0x1F {
        return None;
    }
    let (length, rest) = match first {
        0..0x80 => (usize::from(first), rest),
        0x81 => {
            let (&[low], rest) = rest.split_first_chunk::<1>()?;
            (usize::from(low), rest)
        }
        0x82 => {
            let (bytes, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*bytes)), rest)
        }
        // Indefinite, or longer than any certificate that is looked at.
        0x80 | 0x83..=0xFF => return None,
    };
    let shortest = match first {
        0x81 => length >= 0x80,
        0x82 => length >= 0x100,
        _ => true,
    };
    let (content, rest) = shortest.then(|| rest.split_at_checked(length))??;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_and_the_shortest_length_are_canonical() {
        assert!(is_canonical(&[0x30, 3, 2, 1, 5]));
        assert!(!is_canonical(&[0x30, 0x81, 3, 2, 1, 5]));
        assert!(!is_canonical(&[0x30, 4, 2, 0x81, 1, 5]));
        assert!(!is_canonical(&[0x30, 0x80, 2, 1, 5, 0, 0]));
        assert!(!is_canonical(&[0x30, 4, 2, 1, 5]));
        assert!(!is_canonical(&[0x10, 3, 2, 1, 5]) && !is_canonical(&[0x24, 3, 4, 1, 5]));
        assert!(!is_canonical(&[0x30].repeat(100)));
    }
}
