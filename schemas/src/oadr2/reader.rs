//! Fills structures and simple values from the cursor.

use super::cursor::{Attribute, Borrowed, Cursor, Token, bound};
use super::shape::{Field, Node, Place, Shape, Text};
use crate::xml::DecodeError;
use crate::xml::text::escape;
use std::borrow::Cow;

impl<'a> Cursor<'a> {
    /// Fills a structure from the element that opened last.
    pub fn structure(&mut self, node: &mut dyn Node) -> Result<(), DecodeError> {
        let shape = node.shape();
        let mut seen = self.attributes_of(node, shape)?;
        self.children_of(node, shape, &mut seen)?;
        let missing = shape.required & !seen;
        match shape.fields.get(missing.trailing_zeros() as usize) {
            Some(field) if missing != 0 => Err(DecodeError::Missing { element: shape.name, field: field.label }),
            _ => Ok(()),
        }
    }

    fn attributes_of(&mut self, node: &mut dyn Node, shape: &'static Shape) -> Result<u32, DecodeError> {
        let mut seen = 0;
        for attribute in std::mem::take(&mut self.attributes) {
            let found = |field: &Field| field.place == Place::Attribute && names(field, &attribute);
            let Some(index) = shape.fields.iter().position(found) else { continue };
            seen |= 1 << index;
            self.attribute = Some(attribute.value);
            self.read_field(node, shape, index)?;
        }
        Ok(seen)
    }

    fn children_of(&mut self, node: &mut dyn Node, shape: &'static Shape, seen: &mut u32) -> Result<(), DecodeError> {
        loop {
            match self.next()? {
                Token::Close => return Ok(()),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(_) => return Err(DecodeError::StrayText { element: shape.name }),
                Token::Open => match self.child(shape) {
                    None => {
                        self.skip()?;
                    }
                    Some((index, variant)) => {
                        once(seen, shape, index)?;
                        self.variant = variant;
                        self.read_field(node, shape, index)?;
                    }
                },
            }
        }
    }

    /// The field that the element which opened last stands for, and which of its names it has.
    fn child(&self, shape: &'static Shape) -> Option<(usize, usize)> {
        let elements = shape.fields.iter().enumerate().filter(|(_, field)| field.place == Place::Element);
        elements.filter_map(|(index, field)| Some((index, field.names.iter().position(|&name| self.at(name))?))).next()
    }

    fn read_field(&mut self, node: &mut dyn Node, shape: &'static Shape, index: usize) -> Result<(), DecodeError> {
        self.field = &shape.fields[index];
        if let Some(fixed) = self.field.fixed {
            return self.parse(fixed, |text| (text.is_empty() || text == fixed).then_some(()));
        }
        node.field_mut(index).map_or(Ok(()), |value| value.read(self))
    }

    /// The text at hand: an attribute's value, or that of the element that opened last, up to its end.
    fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if let Some(value) = self.attribute.take() {
            return Ok(value);
        }
        let mut all = Cow::Borrowed("");
        loop {
            match self.next()? {
                Token::Close => return Ok(all),
                Token::Open => {
                    self.skip()?;
                }
                Token::Text(text) if all.is_empty() => all = text,
                Token::Text(text) => all.to_mut().push_str(&text),
            }
            if all.len() > self.limits.text {
                return Err(bound("text", self.limits.text, self.field.label));
            }
        }
    }

    /// A value whose white space means nothing.
    pub fn parse<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let text = self.text()?;
        parse(&collapse(&text)).ok_or_else(|| self.unfit(&text, expected))
    }

    /// A string as the field at hand wants it.
    pub fn string(&mut self) -> Result<String, DecodeError> {
        let text = self.text()?;
        match self.field.text {
            Text::Keep => Ok(text.into_owned()),
            Text::Token => Ok(collapse(&text).into_owned()),
            Text::Id if is_id(text.trim_ascii()) => Ok(text.trim_ascii().to_owned()),
            Text::Id => Err(self.unfit(&text, "xs:ID (a name without a colon)")),
        }
    }

    /// The element that opened last as text that stands for itself: prefixes bound outside it are declared on it.
    pub fn raw(&mut self) -> Result<String, DecodeError> {
        self.borrowed = Some(Borrowed { depth: self.depth, prefixes: Vec::new() });
        self.note_borrowed();
        let name_end = self.start + 1 + self.tag.len();
        let range = self.skip()?;
        let borrowed = self.borrowed.take().map(|borrowed| borrowed.prefixes).unwrap_or_default();
        let (start, end) = (range.start, range.end);
        let mut out = self.input.get(start..name_end).unwrap_or_default().as_bytes().to_vec();
        for prefix in borrowed {
            let uri = self.prefixes.find(prefix).map_or("", |binding| &binding.uri);
            let colon = if prefix.is_empty() { "" } else { ":" };
            out.extend_from_slice(format!(" xmlns{colon}{prefix}=\"").as_bytes());
            escape(uri, true, &mut out);
            out.push(b'"');
        }
        out.extend_from_slice(self.input.get(name_end..end).unwrap_or_default().as_bytes());
        String::from_utf8(out).map_err(|_| DecodeError::Encoding)
    }

    fn unfit(&self, text: &str, expected: &'static str) -> DecodeError {
        DecodeError::Value { field: self.field.label, expected, found: text.chars().take(40).collect() }
    }
}

/// Whether an attribute is this field.
fn names(field: &Field, attribute: &Attribute<'_>) -> bool {
    field.names.iter().any(|name| attribute.ns == Some(name.ns) && attribute.local() == name.local)
}

/// Marks a field as seen; refuses a second one where only one may be.
fn once(seen: &mut u32, shape: &'static Shape, index: usize) -> Result<(), DecodeError> {
    let bit = 1_u32 << index;
    if *seen & bit & !shape.repeated != 0 {
        return Err(DecodeError::Repeated { element: shape.name, field: shape.fields[index].label });
    }
    *seen |= bit;
    Ok(())
}

/// White space around a token goes, runs within it become one space.
pub(super) fn collapse(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    let plain = |pair: &[u8]| pair != b"  " && !pair.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r'));
    if text.as_bytes().windows(2).all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a text can be an xs:ID, near enough: names beyond ASCII are let through.
pub(super) fn is_id(text: &str) -> bool {
    let begins = |letter: char| letter.is_alphabetic() || letter == '_';
    let goes_on = |letter: char| begins(letter) || letter.is_numeric() || matches!(letter, '-' | '.' | '\u{B7}');
    text.starts_with(begins) && text.chars().all(goes_on)
}
