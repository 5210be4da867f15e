//! The attributes of a start tag, one after the other. Inlined into the readers: `sep2.decode` loses 5 % without.

use std::borrow::Cow;

/// An attribute as written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute<'a> {
    pub name: &'a str,
    /// Escapes still in it.
    pub value: &'a str,
}

/// Walks over the part of a start tag behind its name; yields `None` once where that is malformed.
#[derive(Debug)]
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    #[inline]
    pub fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    #[inline]
    fn one(&mut self) -> Option<Attribute<'a>> {
        let (name, rest) = self.rest.trim_ascii_start().split_once('=')?;
        let name = name.trim_ascii_end();
        let rest = rest.trim_ascii_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, rest) = rest.get(1..)?.split_once(quote)?;
        let well =
            !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<'));
        let apart = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace());
        self.rest = rest;
        Some(Attribute { name, value }).filter(|_| well && apart && !value.contains('<'))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Option<Attribute<'a>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.trim_ascii_start().is_empty() {
            return None;
        }
        let attribute = self.one();
        if attribute.is_none() {
            self.rest = "";
        }
        Some(attribute)
    }
}

/// Text with the five names and the character references of XML resolved; `None` for any other entity.
#[inline]
pub(crate) fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('&') { quick_xml::escape::unescape(raw).ok() } else { Some(Cow::Borrowed(raw)) }
}
