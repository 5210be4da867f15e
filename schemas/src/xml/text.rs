//! Text of XML: what may stand in it, its line ends, its escapes.

use std::borrow::Cow;

/// Whether XML 1.0 allows a character [XML 1.0 §2.2].
#[inline]
pub(crate) fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
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

/// Escapes text; what XML 1.0 cannot carry becomes U+FFFD.
#[inline]
pub(crate) fn escape(text: &str, attribute: bool, out: &mut Vec<u8>) {
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let replacement = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if attribute => "&quot;",
            '\r' => "&#13;",
            '\n' if attribute => "&#10;",
            '\t' if attribute => "&#9;",
            _ if is_xml(letter) => continue,
            _ => "\u{FFFD}",
        };
        out.extend_from_slice(text.get(start..at).unwrap_or_default().as_bytes());
        out.extend_from_slice(replacement.as_bytes());
        start = at + letter.len_utf8();
    }
    out.extend_from_slice(text.get(start..).unwrap_or_default().as_bytes());
}
