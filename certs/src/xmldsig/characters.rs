//! Characters, names, references and line ends as XML 1.0 has them.

use super::error::XmlError;
use std::borrow::Cow;

/// White space of markup [XML §2.3].
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a text is white space alone.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Whether all bytes are so; in blocks, which the compiler turns into wide instructions.
pub(super) fn all_bytes(text: &str, is_so: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(64).all(|block| block.iter().fold(true, |all, byte| all & is_so(*byte)))
}

/// Whether a document may hold this character at all [XML §2.2].
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The bytes of ASCII that continue a name.
const CONTINUES_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'.' | b'_');
        byte += 1;
    }
    table
};

/// Whether a text is a name without a colon [XML-NAMES §3].
pub(super) fn is_ncname(text: &str) -> bool {
    // Most names are plain ASCII, which is seen faster than each character is.
    if let [first, rest @ ..] = text.as_bytes()
        && (first.is_ascii_alphabetic() || *first == b'_')
        && rest.iter().all(|byte| CONTINUES_NAME[usize::from(*byte)])
    {
        return true;
    }
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

fn starts_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}' | '\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

/// What is before and after the first of an ASCII character. The texts are short, and so a plain loop is the fastest.
pub(super) fn split_at(text: &str, ascii: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == ascii)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Prefix (empty: none) and local part of a qualified name.
pub(super) fn split_name(name: &str) -> Result<(&str, &str), XmlError> {
    let (prefix, local) = split_at(name, b':').unwrap_or(("", name));
    let prefixed = name.len() > local.len();
    if is_ncname(local) && (!prefixed || is_ncname(prefix)) {
        Ok((prefix, local))
    } else {
        Err(XmlError::Name { name: shown(name) })
    }
}

/// The character that `&name;` stands for: one of the five predefined, or a number [XML §4.1, §4.6].
pub(super) fn reference(name: &str) -> Result<char, XmlError> {
    let predefined = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("apos", '\''), ("quot", '"')];
    if let Some((_, c)) = predefined.iter().find(|(known, _)| *known == name) {
        return Ok(*c);
    }
    let refused = || XmlError::Reference { name: shown(name) };
    let (digits, radix) = match name.strip_prefix("#x") {
        Some(digits) => (digits, 16),
        None => (name.strip_prefix('#').ok_or_else(refused)?, 10),
    };
    // A sign would parse as part of the number.
    let number = digits.chars().all(|c| c.is_digit(radix)).then(|| u32::from_str_radix(digits, radix).ok());
    number.flatten().and_then(char::from_u32).filter(|c| is_allowed(*c)).ok_or_else(refused)
}

/// Line ends of a text as the parser must pass them on [XML §2.11].
pub(super) fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// An attribute's value: white space becomes spaces, references are resolved [XML §3.3.3].
pub(super) fn attribute_value(raw: &str) -> Result<Cow<'_, str>, XmlError> {
    if all_bytes(raw, |byte| (byte >= b' ') & (byte != b'<') & (byte != b'&')) {
        return Ok(raw.into());
    }
    if raw.contains('<') {
        return Err(XmlError::Syntax { what: "< in the value of an attribute".to_owned() });
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        push_spaced(before, &mut value);
        let (name, after) = after.split_once(';').ok_or_else(|| XmlError::Reference { name: shown(after) })?;
        value.push(reference(name)?);
        rest = after;
    }
    push_spaced(rest, &mut value);
    Ok(value.into())
}

fn push_spaced(text: &str, value: &mut String) {
    value.extend(line_ends(text).chars().map(|c| if matches!(c, '\t' | '\n') { ' ' } else { c }));
}

/// The head of a foreign text, for a message.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [XML §4.1, §4.6]
    #[test]
    fn references_are_the_five_and_numbers() {
        assert_eq!(reference("amp").unwrap(), '&');
        assert_eq!(reference("#13").unwrap(), '\r');
        assert_eq!(reference("#x20AC").unwrap(), '€');
        for bad in ["nbsp", "#", "#x", "#0", "#x0", "#xD800", "#xFFFF", "#+65", "#x110000", "#X41", "amp ", ""] {
            assert!(reference(bad).is_err(), "{bad}");
        }
    }

    /// [XML §3.3.3]
    #[test]
    fn white_space_of_a_value_becomes_spaces_but_for_references() {
        assert_eq!(attribute_value("a\tb\r\nc\rd&#9;&#xA;&#13;").unwrap(), "a b c d\t\n\r");
        assert_eq!(attribute_value("&lt;&amp;amp;").unwrap(), "<&amp;");
        assert!(attribute_value("a<b").is_err() && attribute_value("a&b").is_err());
    }

    /// [XML-NAMES §3]
    #[test]
    fn names_have_at_most_one_colon() {
        assert_eq!(split_name("oadr:Id").unwrap(), ("oadr", "Id"));
        assert_eq!(split_name("Id").unwrap(), ("", "Id"));
        for bad in ["", ":a", "a:", "a:b:c", "1a", "a b", "-a", "a:1"] {
            assert!(split_name(bad).is_err(), "{bad}");
        }
    }
}
