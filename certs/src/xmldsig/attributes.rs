//! The attributes of a start tag, and the namespaces that they declare.

use super::characters::{all_bytes, attribute_value, is_ncname, is_space, shown, split_at, split_name};
use super::error::XmlError;
use super::tree::{Attribute, XML};
use std::borrow::Cow;

/// The namespace of declarations; nothing may be bound to it [XML-NAMES §3].
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// The most attributes and declarations of one element.
const ATTRIBUTES_MAX: usize = 64;
/// The longest name of a namespace, in bytes.
const NAMESPACE_BYTES_MAX: usize = 1_024;

/// Name and raw value of each attribute at the head of what follows an element's name, instead of what is in `all`; what is
/// behind them: the end of the tag or of the text.
pub(super) fn split<'a>(mut rest: &'a str, all: &mut Vec<(&'a str, &'a str)>) -> Result<&'a str, XmlError> {
    all.clear();
    loop {
        let trimmed = trim(rest);
        if let [] | [b'>' | b'/', ..] = trimmed.as_bytes() {
            return Ok(trimmed);
        }
        if trimmed.len() == rest.len() {
            return Err(broken("no space before an attribute"));
        }
        if all.len() == ATTRIBUTES_MAX {
            return Err(XmlError::Bound { what: "attributes of an element", bound: ATTRIBUTES_MAX });
        }
        let (name, value, after) = one(trimmed)?;
        all.push((name, value));
        rest = after;
    }
}

fn one(text: &str) -> Result<(&str, &str, &str), XmlError> {
    let length = text.bytes().position(|byte| matches!(byte, b'=' | b'<' | b'>'));
    let (name, after) = text.split_at(length.unwrap_or(text.len()));
    let after = trim(after.strip_prefix('=').ok_or_else(|| broken("an attribute without a value"))?);
    let name = name.trim_end_matches(|c: char| c.is_ascii() && is_space(c as u8));
    let quote = after.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
    let quote = quote.ok_or_else(|| broken("a value without quotes"))?;
    let (value, after) = split_at(&after[1..], quote).ok_or_else(|| broken("a value without its second quote"))?;
    Ok((name, value, after))
}

fn trim(text: &str) -> &str {
    let length = text.bytes().position(|byte| !is_space(byte)).unwrap_or(text.len());
    &text[length..]
}

fn broken(what: &str) -> XmlError {
    XmlError::Syntax { what: what.to_owned() }
}

/// The prefix that an attribute of this name declares, if it declares one; empty: the default.
pub(super) fn declares(name: &str) -> Option<&str> {
    if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") }
}

/// A declaration that holds [XML-NAMES §3, §5; C14N §1.3: relative names are refused].
pub(super) fn declaration<'a>(prefix: &'a str, uri: &'a str) -> Result<(&'a str, &'a str), XmlError> {
    let refused = || XmlError::Namespace { uri: shown(uri), prefix: shown(prefix) };
    let reserved = prefix == "xmlns" || uri == XMLNS || (prefix == "xml") != (uri == XML);
    let undeclares = uri.is_empty() && prefix.is_empty();
    let named = is_ncname(prefix) || prefix.is_empty();
    if named && !reserved && uri.len() <= NAMESPACE_BYTES_MAX && (undeclares || is_absolute(uri)) {
        Ok((prefix, uri))
    } else {
        Err(refused())
    }
}

/// Whether a name has a scheme and only printable characters that stand for themselves.
fn is_absolute(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    let mut scheme = scheme.bytes();
    scheme.next().is_some_and(|b| b.is_ascii_alphabetic())
        && scheme.all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && all_bytes(uri, |byte| byte.is_ascii_graphic() & (byte != b'<') & (byte != b'&'))
}

/// The attributes proper, each in its namespace, behind what is in `all`; two with one name are refused [XML-NAMES §6.3].
pub(super) fn resolve<'a>(
    raw: &[(&'a str, &'a str)],
    lookup: impl Fn(&str) -> Option<&'a str>,
    all: &mut Vec<Attribute<'a>>,
) -> Result<(), XmlError> {
    let from = all.len();
    for (name, value) in raw.iter().filter(|(name, _)| declares(name).is_none()) {
        let (prefix, local) = split_name(name)?;
        let namespace = if prefix.is_empty() { Some("") } else { lookup(prefix) };
        let namespace = namespace.ok_or_else(|| XmlError::Prefix { prefix: shown(prefix) })?;
        if all[from..].iter().any(|a| a.local == local && a.namespace == namespace) {
            return Err(XmlError::DuplicateAttribute { name: shown(name) });
        }
        let value: Cow<'a, str> = attribute_value(value)?;
        all.push(Attribute { prefix, local, namespace, value });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_need_spaces_quotes_and_equals() {
        fn split(rest: &str) -> Result<Vec<(&str, &str)>, XmlError> {
            let mut all = vec![("what was", "before")];
            super::split(rest, &mut all).map(|rest| assert_eq!(rest, "")).map(|()| all)
        }
        assert_eq!(split(" a='1'\n b = \"x'y\" ").unwrap(), [("a", "1"), ("b", "x'y")]);
        for bad in [" a", " a=1", " a='1", " a='1'b='2'", "a='1'"] {
            assert!(split(bad).is_err(), "{bad}");
        }
        let many: String = (0..65).map(|i| format!(" a{i}=''")).collect();
        assert!(matches!(split(&many), Err(XmlError::Bound { .. })));
    }

    /// [XML-NAMES §3, §5; C14N §1.3]
    #[test]
    fn declarations_keep_the_rules_of_names() {
        for good in [("", "http://a"), ("", ""), ("p", "urn:x"), ("xml", XML)] {
            assert_eq!(declaration(good.0, good.1).unwrap(), good);
        }
        let long = format!("urn:{}", "x".repeat(NAMESPACE_BYTES_MAX));
        for bad in [("p", ""), ("p", XML), ("xml", "urn:x"), ("xmlns", "urn:x"), ("p", XMLNS), ("p", "relative")] {
            assert!(declaration(bad.0, bad.1).is_err(), "{bad:?}");
        }
        assert!(declaration("p", "urn:a b").is_err() && declaration("1", "urn:x").is_err());
        assert!(declaration("p", &long).is_err());
    }
}
