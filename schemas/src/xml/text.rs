//! Text of XML: what may stand in it, its line ends, its escapes.

use std::borrow::Cow;

/// Whether XML 1.0 allows a character [XML 1.0 §2.2].
#[inline]
pub(crate) fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether all is printable ASCII or white space; in blocks, which the compiler turns into wide instructions.
pub(crate) fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| (0x20..0x7F).contains(&byte) | (byte == b'\n') | (byte == b'\t') | (byte == b'\r');
    text.as_bytes().chunks(64).all(|block| block.iter().fold(true, |all, byte| all & plain(*byte)))
}

/// Line ends as XML wants them [XML 1.0 §2.11].
#[inline]
pub(crate) fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte == b'\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

/// Escapes text as Canonical XML does; what XML 1.0 cannot carry becomes U+FFFD [C14N §2.3].
#[inline]
pub(crate) fn escape(text: &str, attribute: bool, out: &mut Vec<u8>) {
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let replacement = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' if !attribute => "&gt;",
            '"' if attribute => "&quot;",
            '\r' => "&#xD;",
            '\n' if attribute => "&#xA;",
            '\t' if attribute => "&#x9;",
            _ if is_xml(letter) => continue,
            _ => "\u{FFFD}",
        };
        out.extend_from_slice(text.get(start..at).unwrap_or_default().as_bytes());
        out.extend_from_slice(replacement.as_bytes());
        start = at + letter.len_utf8();
    }
    out.extend_from_slice(text.get(start..).unwrap_or_default().as_bytes());
}
