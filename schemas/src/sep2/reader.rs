//! The reader: bounded before it is understood, over quick-xml's plain reader with an own stack of prefixes.
//! [design r7]

use super::Element;
use super::generated::Document;
use super::prefixes::{Namespace, Prefixes};
use super::shape::{B, Card, Field, Node, Place, Shape, V12, el};
use crate::xml::DecodeError;
use crate::xml::attributes::{Attribute, Attributes, unescape};
use crate::xml::text::{is_xml, lines};
use quick_xml::events::{BytesDecl, BytesRef, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// The one list that clients post. Some leave its counts out, all that it requires: its items tell how many they are, and a
/// page of a greater list it never is [C S-ALL-06].
const POSTED_LIST: &str = "MirrorMeterReadingList";

/// Bounds on a message. A message over any of them is refused with [`DecodeError::Bound`], which names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the message in bytes.
    pub bytes: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Attributes of one element, declarations of namespaces included.
    pub attributes: usize,
    /// Declarations of namespaces on one element.
    pub namespaces: usize,
    /// Elements of the whole message, unknown ones included.
    pub items: usize,
    /// Bytes of one text or attribute value.
    pub text: usize,
}

impl Default for Limits {
    /// 256 KiB, depth 32, 64 attributes, 32 declarations, 20,000 elements, 8 KiB of text.
    fn default() -> Self {
        Self { bytes: 256 * 1024, depth: 32, attributes: 64, namespaces: 32, items: 20_000, text: 8 * 1024 }
    }
}

/// Reads any message of either edition.
///
/// # Errors
/// See [`DecodeError`]; the first fault ends the reading.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    let mut cursor = Cursor::new(bytes, limits)?;
    let mut document = cursor.root()?;
    document.value_mut().read(&mut cursor)?;
    cursor.finish()?;
    Ok(document)
}

/// Reads a message that must be a `T`.
///
/// # Errors
/// As [`decode`], and [`DecodeError::Root`] for another message.
pub fn decode_as<T: Element>(bytes: &[u8], limits: &Limits) -> Result<T, DecodeError> {
    let document = decode(bytes, limits)?;
    let found = document.root_name();
    T::from_document(document).ok_or_else(|| DecodeError::Root { expected: T::ROOT, found: found.to_owned() })
}

/// What comes next: the start of an element (the cursor holds its name and attributes), its end, or text.
enum Token<'a> {
    Open,
    Close,
    Text(Cow<'a, str>),
}

/// Where a value reads itself from.
pub struct Cursor<'a> {
    input: &'a str,
    reader: Reader<&'a [u8]>,
    limits: &'a Limits,
    prefixes: Prefixes<'a>,
    depth: usize,
    items: usize,
    /// Name as written, local name and namespace of the element that opened last.
    tag: &'a str,
    local: &'a str,
    namespace: Namespace,
    attributes: Vec<Attribute<'a>>,
    /// The element that opened last was `<name/>`: its end comes next.
    empty: bool,
    /// The value of the attribute at hand; `None`: the element's text is at hand.
    attribute: Option<Cow<'a, str>>,
    /// The field at hand.
    field: &'static Field,
}

/// Stands for a simple value at the root. The only string among them is LocaleType, of 42 characters.
static ROOT_VALUE: Field = el("root value", Card::One, B, 42);

impl<'a> Cursor<'a> {
    fn new(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, DecodeError> {
        if bytes.len() > limits.bytes {
            return Err(bound("bytes", limits.bytes, "the message"));
        }
        let input = std::str::from_utf8(bytes).map_err(|_| DecodeError::Encoding)?;
        let input = input.strip_prefix('\u{FEFF}').unwrap_or(input);
        Ok(Self {
            input,
            reader: Reader::from_str(input),
            limits,
            prefixes: Prefixes::default(),
            depth: 0,
            items: 0,
            tag: "",
            local: "",
            namespace: Namespace::Other,
            attributes: Vec::new(),
            empty: false,
            attribute: None,
            field: &ROOT_VALUE,
        })
    }

    /// Opens the root: an empty message of its type.
    fn root(&mut self) -> Result<Document, DecodeError> {
        loop {
            match self.next()? {
                Token::Open => break,
                Token::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.syntax("text before the root")),
            }
        }
        let global = Document::global(self.local);
        let wanted = if global & V12 != 0 { Namespace::CsipAus } else { Namespace::Sep2 };
        if self.namespace != wanted {
            return Err(self.wrong_namespace());
        }
        let unknown = || DecodeError::UnknownRoot(self.local.to_owned());
        let document = Document::empty(self.local).filter(|_| global != 0).ok_or_else(unknown)?;
        self.field = document.node().map_or(&ROOT_VALUE, |node| &node.shape().root);
        Ok(document)
    }

    /// Nothing but white space, comments and processing instructions may follow the root.
    fn finish(&mut self) -> Result<(), DecodeError> {
        loop {
            match self.reader.read_event().map_err(|error| self.syntax(&error.to_string()))? {
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::DocType(_) => return Err(DecodeError::Doctype),
                _ => return Err(self.syntax("something follows the root")),
            }
        }
    }

    fn next(&mut self) -> Result<Token<'a>, DecodeError> {
        if self.empty {
            self.empty = false;
            self.closed();
            return Ok(Token::Close);
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(&error)),
            };
            match event {
                Event::Start(start) => {
                    self.opened(start.len(), start.name().0.len(), 1)?;
                    return Ok(Token::Open);
                }
                Event::Empty(start) => {
                    self.opened(start.len(), start.name().0.len(), 2)?;
                    self.empty = true;
                    return Ok(Token::Open);
                }
                Event::End(_) => {
                    self.closed();
                    return Ok(Token::Close);
                }
                Event::Text(text) => return Ok(Token::Text(lines(text.into_inner()))),
                Event::CData(text) => return Ok(Token::Text(lines(text.into_inner()))),
                Event::GeneralRef(name) => return self.reference(&name).map(Token::Text),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => return Err(DecodeError::Doctype),
                Event::Eof => return Err(DecodeError::Truncated { element: self.tag.to_owned() }),
            }
        }
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), DecodeError> {
        let Some(encoding) = declaration.encoding() else { return Ok(()) };
        let name = encoding.map_err(|error| self.syntax(&error.to_string()))?;
        let known = ["utf-8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known));
        if known { Ok(()) } else { Err(DecodeError::Encoding) }
    }

    /// A character reference or one of XML's five names. There are no others without a DOCTYPE.
    fn reference(&self, name: &BytesRef<'_>) -> Result<Cow<'a, str>, DecodeError> {
        unescape(&format!("&{};", &**name))
            .map(|text| Cow::Owned(text.into_owned()))
            .ok_or_else(|| self.syntax("an unknown entity"))
    }

    /// Takes in a start tag whose content is `length` bytes, `name` of them its name, and ends `tail` bytes before the
    /// reader's position.
    fn opened(&mut self, length: usize, name: usize, tail: usize) -> Result<(), DecodeError> {
        let end = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_sub(tail);
        let content = self.input.get(end.saturating_sub(length)..end).ok_or_else(|| self.syntax("a lost start tag"))?;
        let (tag, rest) = content.split_at_checked(name).unwrap_or((content, ""));
        self.tag = tag;
        self.depth += 1;
        self.items += 1;
        if self.depth > self.limits.depth {
            return Err(bound("depth", self.limits.depth, tag));
        }
        if self.items > self.limits.items {
            return Err(bound("items", self.limits.items, tag));
        }
        self.attributes.clear();
        if !rest.is_empty() {
            self.take_attributes(rest)?;
        }
        let (prefix, local) = split_name(tag);
        self.local = local;
        self.namespace = self.prefixes.resolve(prefix).ok_or_else(|| self.wrong_namespace())?;
        Ok(())
    }

    fn take_attributes(&mut self, rest: &'a str) -> Result<(), DecodeError> {
        let (mut count, mut declarations) = (0, 0);
        for attribute in Attributes::new(rest) {
            let attribute = attribute.ok_or_else(|| self.syntax("a malformed attribute"))?;
            count += 1;
            if count > self.limits.attributes {
                return Err(bound("attributes", self.limits.attributes, self.tag));
            }
            if attribute.value.len() > self.limits.text {
                return Err(bound("text", self.limits.text, self.tag));
            }
            let prefix = match attribute.name.split_once(':') {
                None if attribute.name == "xmlns" => "",
                Some(("xmlns", prefix)) => prefix,
                _ => {
                    self.attributes.push(attribute);
                    continue;
                }
            };
            declarations += 1;
            if declarations > self.limits.namespaces {
                return Err(bound("namespaces", self.limits.namespaces, self.tag));
            }
            let uri = unescape(attribute.value).ok_or_else(|| self.syntax("a malformed namespace"))?;
            self.prefixes.bind(prefix, &uri, self.depth);
        }
        Ok(())
    }

    fn closed(&mut self) {
        self.prefixes.leave(self.depth);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Passes over the element that opened last. Its content counts towards the bounds [2030.5 extension].
    fn skip(&mut self) -> Result<(), DecodeError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Fills a structure from the element that opened last.
    pub fn structure(&mut self, node: &mut dyn Node) -> Result<(), DecodeError> {
        let shape = node.shape();
        let mut seen = self.attributes_of(node, shape)?;
        if let Some(last) = shape.fields.len().checked_sub(1).filter(|&last| shape.fields[last].place == Place::Text) {
            seen |= 1 << last;
            self.read_field(node, shape, last)?;
        } else {
            self.children_of(node, shape, &mut seen)?;
        }
        let missing = shape.required & !seen;
        match shape.fields.get(missing.trailing_zeros() as usize) {
            Some(field) if missing != 0 && shape.name != POSTED_LIST => {
                Err(DecodeError::Missing { element: shape.name, field: field.name })
            }
            _ => Ok(()),
        }
    }

    fn read_field(&mut self, node: &mut dyn Node, shape: &'static Shape, index: usize) -> Result<(), DecodeError> {
        self.field = &shape.fields[index];
        node.field_mut(index).map_or(Ok(()), |value| value.read(self))
    }

    fn attributes_of(&mut self, node: &mut dyn Node, shape: &'static Shape) -> Result<u128, DecodeError> {
        let mut seen = 0_u128;
        if self.attributes.is_empty() {
            return Ok(seen);
        }
        let mut attributes = std::mem::take(&mut self.attributes);
        for attribute in attributes.drain(..) {
            let found = |field: &Field| field.place == Place::Attribute && field.name == attribute.name;
            let Some(index) = shape.fields.iter().position(found) else { continue };
            once(&mut seen, shape, index)?;
            let value = unescape(attribute.value).ok_or_else(|| self.syntax("a malformed attribute"))?;
            self.attribute = Some(value);
            self.read_field(node, shape, index)?;
        }
        self.attributes = attributes;
        Ok(seen)
    }

    fn children_of(&mut self, node: &mut dyn Node, shape: &'static Shape, seen: &mut u128) -> Result<(), DecodeError> {
        let (mut hint, mut in_ten) = (0, 0);
        loop {
            match self.next()? {
                Token::Close => return Ok(()),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(_) => return Err(DecodeError::StrayText { element: shape.name }),
                Token::Open => match self.child(shape, hint) {
                    None => self.skip()?,
                    Some(index) => {
                        hint = index + usize::from(shape.repeated & 1 << index == 0);
                        once(seen, shape, index)?;
                        in_ten += usize::from(shape.fields[index].card == Card::UpTo10);
                        if in_ten > 10 {
                            return Err(DecodeError::Repeated { element: shape.name, field: shape.fields[index].name });
                        }
                        self.read_field(node, shape, index)?;
                    }
                },
            }
        }
    }

    /// The field that the element which opened last stands for, searched from `hint` on: elements come in order.
    fn child(&self, shape: &'static Shape, hint: usize) -> Option<usize> {
        let extension = match self.namespace {
            Namespace::Sep2 => false,
            Namespace::CsipAus => true,
            Namespace::Xsi | Namespace::Other => return None,
        };
        let local = self.local.as_bytes();
        let is = |&index: &usize| {
            let field = &shape.fields[index];
            let name = field.name.as_bytes();
            // Length and last byte tell most names apart, without a call.
            name.len() == local.len()
                && name.last() == local.last()
                && name == local
                && field.place == Place::Element
                && field.is_extension() == extension
        };
        (hint..shape.fields.len()).find(is).or_else(|| (0..hint).find(is))
    }

    /// An empty message of the type that `xsi:type` names, or of the declared one [2030.5 xsi:type].
    pub fn substitute(&mut self) -> Result<Document, DecodeError> {
        let declared = self.field.name;
        let is_type = |attribute: &&Attribute<'_>| {
            attribute
                .name
                .split_once(':')
                .is_some_and(|(prefix, local)| local == "type" && self.prefixes.resolve(prefix) == Some(Namespace::Xsi))
        };
        let named = self.attributes.iter().find(is_type).map_or(declared, |attribute| attribute.value.trim());
        let (prefix, local) = named.split_once(':').unwrap_or(("", named));
        let known =
            named == declared || matches!(self.prefixes.resolve(prefix), Some(Namespace::Sep2 | Namespace::CsipAus));
        let fits = |document: &Document| {
            let derives = |node: &dyn Node| local == declared || node.shape().bases.contains(&declared);
            known && document.node().is_some_and(derives)
        };
        Document::empty(local)
            .filter(fits)
            .ok_or_else(|| DecodeError::Type { declared, found: named.chars().take(40).collect() })
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
                Token::Open => self.skip()?,
                Token::Text(text) if all.is_empty() => all = text,
                Token::Text(text) => all.to_mut().push_str(&text),
            }
            if all.len() > self.limits.text {
                return Err(bound("text", self.limits.text, self.field.name));
            }
        }
    }

    /// A value without white space around it.
    pub fn parse<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let text = self.text()?;
        parse(text.trim_ascii()).ok_or_else(|| self.unfit(&text, expected))
    }

    /// A string within its length; one without a length is an anyURI and loses the white space around it.
    pub fn string(&mut self) -> Result<String, DecodeError> {
        let length = usize::from(self.field.length);
        let text = self.text()?;
        if !text.chars().all(is_xml) {
            return Err(self.syntax("a character that XML does not allow"));
        }
        if length == 0 {
            return Ok(text.trim_ascii().to_owned());
        }
        if text.len() > length && text.chars().count() > length {
            return Err(self.unfit(&text, "a string within its length"));
        }
        Ok(text.into_owned())
    }

    fn unfit(&self, text: &str, expected: &'static str) -> DecodeError {
        DecodeError::Value { field: self.field.name, expected, found: text.chars().take(40).collect() }
    }

    fn syntax(&self, what: &str) -> DecodeError {
        DecodeError::Syntax { offset: self.reader.buffer_position(), what: what.to_owned() }
    }

    /// quick-xml tells an early end as an error of its own within a tag.
    fn broken(&self, error: &quick_xml::Error) -> DecodeError {
        let at_end = usize::try_from(self.reader.buffer_position()).is_ok_and(|at| at >= self.input.len());
        match error {
            quick_xml::Error::Syntax(_) if at_end => DecodeError::Truncated { element: self.tag.to_owned() },
            _ => self.syntax(&error.to_string()),
        }
    }

    fn wrong_namespace(&self) -> DecodeError {
        let prefix = self.tag.split_once(':').map_or("", |(prefix, _)| prefix);
        DecodeError::Namespace { element: self.tag.to_owned(), found: self.prefixes.uri(prefix) }
    }
}

fn bound(bound: &'static str, limit: usize, element: &str) -> DecodeError {
    DecodeError::Bound { bound, limit, element: element.chars().take(80).collect() }
}

/// Marks a field as seen; refuses a second one where only one may be.
fn once(seen: &mut u128, shape: &'static Shape, index: usize) -> Result<(), DecodeError> {
    let bit = 1_u128 << index;
    if *seen & bit & !shape.repeated != 0 {
        return Err(DecodeError::Repeated { element: shape.name, field: shape.fields[index].name });
    }
    *seen |= bit;
    Ok(())
}

/// Prefix (empty for none) and local name.
fn split_name(tag: &str) -> (&str, &str) {
    match tag.bytes().position(|byte| byte == b':') {
        Some(at) => (tag.get(..at).unwrap_or(""), tag.get(at + 1..).unwrap_or("")),
        None => ("", tag),
    }
}
