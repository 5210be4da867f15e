//! Walks over a message, bounded before it is understood, over quick-xml's plain reader with an own stack of prefixes.
//! [design r7]

use super::generated::Ns;
use super::limits::Limits;
use super::prefixes::Prefixes;
use super::shape::{Card, Field, Name, Text, el, n};
use crate::xml::DecodeError;
use crate::xml::attributes::{Attributes, unescape};
use crate::xml::text::{is_plain, is_xml, lines};
use quick_xml::events::{BytesDecl, BytesRef, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::ops::Range;

/// What comes next: the start of an element (the cursor holds its name and attributes), its end, or text.
pub(super) enum Token<'a> {
    Open,
    Close,
    Text(Cow<'a, str>),
}

/// An attribute that declares no namespace.
pub(super) struct Attribute<'a> {
    /// `None` for one without a prefix.
    pub ns: Option<Ns>,
    pub name: &'a str,
    pub value: Cow<'a, str>,
}

impl<'a> Attribute<'a> {
    pub fn prefix(&self) -> &'a str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    pub fn local(&self) -> &'a str {
        self.name.split_once(':').map_or(self.name, |(_, local)| local)
    }
}

/// Prefixes that a piece of the message takes from outside it.
pub(super) struct Borrowed<'a> {
    /// Depth of the piece's outermost element.
    pub depth: usize,
    pub prefixes: Vec<&'a str>,
}

/// Where a value reads itself from.
pub struct Cursor<'a> {
    pub(super) input: &'a str,
    /// Bytes before `input`: those of a byte order mark.
    skipped: usize,
    /// Whether all of `input` is printable ASCII or white space: no piece of it needs to be looked at then.
    plain: bool,
    reader: Reader<&'a [u8]>,
    pub(super) limits: &'a Limits,
    pub(super) prefixes: Prefixes<'a>,
    pub(super) depth: usize,
    items: usize,
    /// Name as written, local name, namespace and first byte of the element that opened last.
    pub(super) tag: &'a str,
    pub(super) local: &'a str,
    pub(super) ns: Ns,
    pub(super) start: usize,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// The element that opened last was `<name/>`: its end comes next.
    empty: bool,
    /// The value of the attribute at hand; `None`: the element's text is at hand.
    pub(super) attribute: Option<Cow<'a, str>>,
    /// The field at hand, and which of its names was found.
    pub(super) field: &'static Field,
    pub(super) variant: usize,
    pub(super) borrowed: Option<Borrowed<'a>>,
}

static NOWHERE: Field = el(&[n(Ns::Other, "root")], Card::One, Text::Keep);

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, DecodeError> {
        if bytes.len() > limits.bytes {
            return Err(bound("bytes", limits.bytes, "the message"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| DecodeError::Encoding)?;
        let input = whole.strip_prefix('\u{FEFF}').unwrap_or(whole);
        let mut reader = Reader::from_str(input);
        reader.config_mut().check_comments = true;
        Ok(Self {
            input,
            skipped: whole.len() - input.len(),
            plain: is_plain(input),
            reader,
            limits,
            prefixes: Prefixes::default(),
            depth: 0,
            items: 0,
            tag: "",
            local: "",
            ns: Ns::Other,
            start: 0,
            attributes: Vec::new(),
            empty: false,
            attribute: None,
            field: &NOWHERE,
            variant: 0,
            borrowed: None,
        })
    }

    /// Opens the root.
    pub(super) fn root(&mut self) -> Result<(), DecodeError> {
        loop {
            match self.next()? {
                Token::Open => return Ok(()),
                Token::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.syntax("text before the root")),
            }
        }
    }

    /// Nothing but white space, comments and processing instructions may follow the root.
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
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

    pub(super) fn next(&mut self) -> Result<Token<'a>, DecodeError> {
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
                Event::Start(start) => return self.opened(start.len(), start.name().0.len(), false),
                Event::Empty(start) => return self.opened(start.len(), start.name().0.len(), true),
                Event::End(_) => {
                    self.closed();
                    return Ok(Token::Close);
                }
                Event::Text(text) => return self.checked(text.into_inner()),
                Event::CData(text) => return self.checked(text.into_inner()),
                Event::GeneralRef(name) => return self.reference(&name),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => return Err(DecodeError::Doctype),
                Event::Eof => return Err(DecodeError::Truncated { element: self.tag.to_owned() }),
            }
        }
    }

    /// XML declares itself at the very beginning only.
    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), DecodeError> {
        if self.items > 0 {
            return Err(self.syntax("a declaration within the message"));
        }
        let Some(encoding) = declaration.encoding() else { return Ok(()) };
        let name = encoding.map_err(|error| self.syntax(&error.to_string()))?;
        let known = ["utf-8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known));
        if known { Ok(()) } else { Err(DecodeError::Encoding) }
    }

    fn checked(&self, text: Cow<'a, str>) -> Result<Token<'a>, DecodeError> {
        if self.plain || text.chars().all(is_xml) {
            Ok(Token::Text(lines(text)))
        } else {
            Err(self.syntax("a character that XML does not allow"))
        }
    }

    /// A character reference or one of XML's five names. There are no others without a DOCTYPE.
    fn reference(&self, name: &BytesRef<'_>) -> Result<Token<'a>, DecodeError> {
        let text = unescape(&format!("&{};", &**name)).map(Cow::into_owned);
        let text = text.filter(|text| text.chars().all(is_xml));
        text.map(|text| Token::Text(Cow::Owned(text))).ok_or_else(|| self.syntax("an unknown entity"))
    }

    /// Takes in a start tag whose content is `length` bytes, `name` of them its name.
    fn opened(&mut self, length: usize, name: usize, empty: bool) -> Result<Token<'a>, DecodeError> {
        let end = self.position().saturating_sub(1 + usize::from(empty));
        let from = end.saturating_sub(length);
        let content = self.input.get(from..end).ok_or_else(|| self.syntax("a lost start tag"))?;
        let (tag, rest) = content.split_at_checked(name).unwrap_or((content, ""));
        self.tag = tag;
        self.start = from.saturating_sub(1);
        self.empty = empty;
        self.depth += 1;
        self.items += 1;
        if self.depth > self.limits.depth {
            return Err(bound("depth", self.limits.depth, tag));
        }
        if self.items > self.limits.items {
            return Err(bound("items", self.limits.items, tag));
        }
        self.attributes.clear();
        self.take_attributes(rest)?;
        let (prefix, local) = tag.split_once(':').unwrap_or(("", tag));
        self.local = local;
        self.ns = self.resolve(prefix)?;
        self.note_borrowed();
        Ok(Token::Open)
    }

    fn take_attributes(&mut self, rest: &'a str) -> Result<(), DecodeError> {
        let (mut count, mut declarations) = (0, 0);
        for attribute in Attributes::new(rest) {
            let attribute = attribute.ok_or_else(|| self.syntax("a malformed attribute"))?;
            count += 1;
            self.within("attributes", self.limits.attributes, count)?;
            self.within("text", self.limits.text, attribute.value.len())?;
            // What references stand for is looked at always.
            let known = |value: &Cow<'_, str>| self.plain && matches!(value, Cow::Borrowed(_));
            let value = unescape(attribute.value).filter(|value| known(value) || value.chars().all(is_xml));
            let value = value.ok_or_else(|| self.syntax("a malformed attribute"))?;
            match attribute.name.strip_prefix("xmlns") {
                Some("") => self.prefixes.bind("", value, self.depth),
                Some(prefix) if prefix.starts_with(':') => self.declare(&prefix[1..], value)?,
                _ => {
                    self.attributes.push(Attribute { ns: None, name: attribute.name, value });
                    continue;
                }
            }
            declarations += 1;
            self.within("namespaces", self.limits.namespaces, declarations)?;
        }
        self.name_attributes()
    }

    /// A prefix cannot be bound to nothing, nor can the reserved ones be bound [XML Names §2.2].
    fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) -> Result<(), DecodeError> {
        if prefix.is_empty() || uri.is_empty() || matches!(prefix, "xml" | "xmlns") {
            return Err(self.syntax("a malformed namespace"));
        }
        self.prefixes.bind(prefix, uri, self.depth);
        Ok(())
    }

    /// Resolves the prefixes of attributes, once all declarations of the tag are known; refuses one that is there twice.
    fn name_attributes(&mut self) -> Result<(), DecodeError> {
        for index in 0..self.attributes.len() {
            let Some((before, rest)) = self.attributes.split_at_mut_checked(index) else { break };
            let Some(this) = rest.first_mut() else { break };
            if before.iter().any(|other| other.name == this.name) {
                return Err(DecodeError::Syntax {
                    offset: self.reader.buffer_position(),
                    what: "an attribute that is there twice".to_owned(),
                });
            }
            if let Some((prefix, _)) = this.name.split_once(':') {
                let found = self.prefixes.find(prefix).map(|binding| binding.ns);
                this.ns = Some(found.ok_or_else(|| unbound(this.name))?);
            }
        }
        Ok(())
    }

    pub(super) fn resolve(&self, prefix: &str) -> Result<Ns, DecodeError> {
        self.prefixes.find(prefix).map(|binding| binding.ns).ok_or_else(|| unbound(self.tag))
    }

    fn within(&self, bound: &'static str, limit: usize, count: usize) -> Result<(), DecodeError> {
        if count > limit { Err(self::bound(bound, limit, self.tag)) } else { Ok(()) }
    }

    /// While a piece is taken as text: remembers which prefixes of the tag are bound outside it.
    pub(super) fn note_borrowed(&mut self) {
        let Some(mut borrowed) = self.borrowed.take() else { return };
        let own = self.tag.split_once(':').map_or("", |(prefix, _)| prefix);
        let others = self.attributes.iter().map(Attribute::prefix).filter(|prefix| !prefix.is_empty());
        for prefix in std::iter::once(own).chain(others) {
            let outside = self.prefixes.find(prefix).is_some_and(|found| (1..borrowed.depth).contains(&found.depth));
            if outside && !borrowed.prefixes.contains(&prefix) {
                borrowed.prefixes.push(prefix);
            }
        }
        self.borrowed = Some(borrowed);
    }

    fn closed(&mut self) {
        self.prefixes.leave(self.depth);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Whether the element that opened last has this name.
    pub(super) fn at(&self, name: Name) -> bool {
        self.ns == name.ns && self.local == name.local
    }

    /// Passes over the element that opened last, and tells its place in the input.
    pub(super) fn skip(&mut self) -> Result<Range<usize>, DecodeError> {
        let (start, outside) = (self.start, self.depth.saturating_sub(1));
        while self.depth > outside {
            self.next()?;
        }
        Ok(start..self.position())
    }

    /// Where the next event begins, in bytes of `input`.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// A place in `input` as one in the message.
    pub(super) fn span(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.skipped..range.end + self.skipped
    }

    pub(super) fn syntax(&self, what: &str) -> DecodeError {
        DecodeError::Syntax { offset: self.reader.buffer_position(), what: what.to_owned() }
    }

    /// quick-xml tells an early end as an error of its own within a tag.
    fn broken(&self, error: &quick_xml::Error) -> DecodeError {
        match error {
            quick_xml::Error::Syntax(_) if self.position() >= self.input.len() => {
                DecodeError::Truncated { element: self.tag.to_owned() }
            }
            _ => self.syntax(&error.to_string()),
        }
    }

    pub(super) fn wrong_namespace(&self) -> DecodeError {
        let prefix = self.tag.split_once(':').map_or("", |(prefix, _)| prefix);
        let found = self.prefixes.find(prefix).map_or("", |binding| &binding.uri);
        DecodeError::Namespace { element: cut(self.tag), found: cut(found) }
    }
}

pub(super) fn bound(bound: &'static str, limit: usize, element: &str) -> DecodeError {
    DecodeError::Bound { bound, limit, element: cut(element) }
}

fn unbound(name: &str) -> DecodeError {
    DecodeError::Namespace { element: cut(name), found: String::new() }
}

/// So much of a text of the peer's as an error shows.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}
