//! From bytes to a tree, bounded and stricter than the reader beneath it: what two readers might take differently is refused.

use super::attributes::{declaration, declares, resolve, split};
use super::characters::{is_allowed, is_blank, is_ncname, is_space, line_ends, reference, shown, split_name};
use super::error::XmlError;
use super::tree::{Element, Node, Placed, Tree, XML};
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// The longest document, in bytes.
pub const BYTES_MAX: usize = 1 << 20;
/// Elements within each other.
const DEPTH_MAX: usize = 32;
/// Elements, comments, instructions and stretches of text.
const NODES_MAX: usize = 50_000;
/// About as many as an element takes in a signed message; a guess for the room that a tree needs.
const BYTES_PER_ELEMENT: usize = 64;
/// Declarations of namespaces that hold at one place.
const NAMESPACES_MAX: usize = 64;

/// Reads a document.
///
/// # Errors
/// See [`XmlError`]; the first fault ends the reading.
pub(super) fn parse(document: &[u8]) -> Result<Tree<'_>, XmlError> {
    if document.len() > BYTES_MAX {
        return Err(XmlError::Bound { what: "bytes", bound: BYTES_MAX });
    }
    let text = std::str::from_utf8(document).map_err(|_| XmlError::Encoding)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Most documents are plain ASCII, which is seen faster than each character is.
    let refused = || text.chars().find(|c| !is_allowed(*c));
    if let Some(c) = if is_plain(text) { None } else { refused() } {
        return Err(XmlError::Character { code: c.into() });
    }
    Builder::new(text).run()
}

/// Whether all is printable ASCII or white space; in blocks, which the compiler turns into wide instructions.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| (0x20..0x7F).contains(&byte) | (byte == b'\n') | (byte == b'\t') | (byte == b'\r');
    text.as_bytes().chunks(64).all(|block| block.iter().fold(true, |all, byte| all & plain(*byte)))
}

struct Builder<'a> {
    reader: Reader<&'a [u8]>,
    tree: Tree<'a>,
    /// The elements that are open, each with the length that `scope` had before it.
    open: Vec<(usize, usize)>,
    /// The declarations that hold here, the nearest last.
    scope: Vec<(&'a str, &'a str)>,
    /// Names and values of the tag that is read; kept for its room.
    raw: Vec<(&'a str, &'a str)>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        let likely = text.len() / BYTES_PER_ELEMENT;
        let tree = Tree {
            text,
            elements: Vec::with_capacity(likely),
            declared: Vec::with_capacity(likely / 2),
            attributes: Vec::with_capacity(likely / 2),
            nodes: Vec::with_capacity(likely * 2),
            before: Vec::new(),
            after: Vec::new(),
        };
        let (open, scope) = (Vec::with_capacity(DEPTH_MAX), Vec::with_capacity(16));
        let mut builder = Self { reader, tree, open, scope, raw: Vec::with_capacity(8), nodes: 0 };
        builder.scope.push(("xml", XML));
        builder
    }

    fn run(mut self) -> Result<Tree<'a>, XmlError> {
        loop {
            let from = self.position();
            let event = self.reader.read_event().map_err(|error| XmlError::Syntax { what: error.to_string() })?;
            if event == Event::Eof {
                break;
            }
            self.take(event, from)?;
        }
        match (self.open.is_empty(), self.tree.elements.is_empty()) {
            (true, false) => Ok(self.tree),
            (true, true) => Err(XmlError::Root),
            (false, _) => Err(XmlError::Truncated),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn take(&mut self, event: Event<'a>, from: usize) -> Result<(), XmlError> {
        match event {
            Event::Start(_) => self.start(from, 1),
            Event::Empty(_) => {
                self.start(from, 2)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(borrowed(text.into_inner())?),
            Event::CData(text) if !self.open.is_empty() => self.push_text(line_ends(borrowed(text.into_inner())?)),
            Event::GeneralRef(name) if !self.open.is_empty() => {
                let c = reference(&name)?;
                self.push_text(c.to_string().into())
            }
            Event::CData(_) | Event::GeneralRef(_) => Err(XmlError::Outside),
            Event::Comment(text) => self.push(Node::Comment(line_ends(borrowed(text.into_inner())?))),
            Event::PI(instruction) => self.instruction(borrowed(instruction.into_inner())?),
            Event::Decl(declaration) if from == 0 => check_declaration(&declaration),
            Event::Decl(_) => Err(syntax("a declaration that is not at the start")),
            Event::DocType(_) => Err(XmlError::DocType),
            Event::Eof => Ok(()),
        }
    }

    /// A start tag; `closing` bytes end it.
    fn start(&mut self, from: usize, closing: usize) -> Result<(), XmlError> {
        if self.open.len() == DEPTH_MAX {
            return Err(XmlError::Bound { what: "elements within each other", bound: DEPTH_MAX });
        }
        if self.open.is_empty() && !self.tree.elements.is_empty() {
            return Err(XmlError::Outside);
        }
        let content = self.position();
        let tag = self.tree.text.get(from + 1..content.saturating_sub(closing));
        let tag = tag.ok_or_else(|| syntax("a tag without an end"))?;
        let length = tag.bytes().position(is_space).unwrap_or(tag.len());
        let (name, rest) = tag.split_at(length);
        let at = self.tree.elements.len();
        self.push(Node::Element(at))?;
        let element = self.element(name, rest)?;
        let place = Element { name_end: from + 1 + length, content, ..element };
        self.tree.elements.push(place);
        Ok(())
    }

    /// Reads name and attributes, and opens the scope of the element's declarations.
    fn element(&mut self, name: &'a str, rest: &'a str) -> Result<Element<'a>, XmlError> {
        let mut raw = std::mem::take(&mut self.raw);
        let element = self.element_of(name, rest, &mut raw);
        self.raw = raw;
        element
    }

    fn element_of(
        &mut self,
        name: &'a str,
        rest: &'a str,
        raw: &mut Vec<(&'a str, &'a str)>,
    ) -> Result<Element<'a>, XmlError> {
        split(rest, raw)?;
        let from = self.tree.declared.len();
        for (prefix, uri) in raw.iter().filter_map(|(name, uri)| declares(name).map(|prefix| (prefix, uri))) {
            self.tree.declared.push(declaration(prefix, uri)?);
        }
        let declared = from..self.tree.declared.len();
        let own = &self.tree.declared[declared.clone()];
        if let Some(twice) = repeated(own) {
            return Err(XmlError::DuplicateAttribute { name: shown(twice) });
        }
        let parent = self.open.last().map(|(at, _)| *at);
        self.open.push((self.tree.elements.len(), self.scope.len()));
        self.scope.extend_from_slice(own);
        if self.scope.len() > NAMESPACES_MAX {
            return Err(XmlError::Bound { what: "declarations of namespaces", bound: NAMESPACES_MAX });
        }
        let (prefix, local) = split_name(name)?;
        let namespace = lookup(&self.scope, prefix).ok_or_else(|| XmlError::Prefix { prefix: shown(prefix) })?;
        let from = self.tree.attributes.len();
        resolve(raw, |prefix| lookup(&self.scope, prefix), &mut self.tree.attributes)?;
        let attributes = from..self.tree.attributes.len();
        Ok(Element { prefix, local, namespace, declared, attributes, inside: None, parent, name_end: 0, content: 0 })
    }

    fn end(&mut self) {
        if let Some((_, scope)) = self.open.pop() {
            self.scope.truncate(scope);
        }
    }

    fn text(&mut self, raw: &'a str) -> Result<(), XmlError> {
        if raw.as_bytes().contains(&b']') && raw.contains("]]>") {
            return Err(syntax("]]> in a text"));
        }
        match (self.open.is_empty(), is_blank(raw)) {
            (true, true) => Ok(()),
            (true, false) => Err(XmlError::Outside),
            (false, _) => self.push_text(line_ends(raw)),
        }
    }

    /// Stretches of one text become one, as they would be read.
    fn push_text(&mut self, text: Cow<'a, str>) -> Result<(), XmlError> {
        if text.is_empty() {
            return Ok(());
        }
        let last = self.open.last().and_then(|(at, _)| self.tree.elements[*at].inside).map(|(_, last)| last);
        if let Some(Node::Text(before)) = last.map(|last| &mut self.tree.nodes[last].node) {
            before.to_mut().push_str(&text);
            return Ok(());
        }
        self.push(Node::Text(text))
    }

    fn instruction(&mut self, content: &'a str) -> Result<(), XmlError> {
        let length = content.find([' ', '\t', '\n', '\r']).unwrap_or(content.len());
        let (target, data) = content.split_at(length);
        if !is_ncname(target) || target.eq_ignore_ascii_case("xml") {
            return Err(XmlError::Name { name: shown(target) });
        }
        let data = line_ends(data.trim_start_matches([' ', '\t', '\n', '\r']));
        self.push(Node::Instruction { target, data })
    }

    fn push(&mut self, node: Node<'a>) -> Result<(), XmlError> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(XmlError::Bound { what: "elements and texts", bound: NODES_MAX });
        }
        match self.open.last() {
            Some((at, _)) => {
                let place = self.tree.nodes.len();
                self.tree.nodes.push(Placed { node, next: None });
                let inside = &mut self.tree.elements[*at].inside;
                if let Some((_, last)) = *inside {
                    self.tree.nodes[last].next = Some(place);
                }
                *inside = Some((inside.map_or(place, |(first, _)| first), place));
            }
            None if matches!(node, Node::Element(_)) => {}
            None if self.tree.elements.is_empty() => self.tree.before.push(node),
            None => self.tree.after.push(node),
        }
        Ok(())
    }
}

/// The namespace that a prefix stands for.
fn lookup<'a>(scope: &[(&'a str, &'a str)], prefix: &str) -> Option<&'a str> {
    let found = scope.iter().rev().find(|(known, _)| *known == prefix).map(|(_, uri)| *uri);
    found.or_else(|| prefix.is_empty().then_some(""))
}

/// A prefix that is declared twice on one element.
fn repeated<'a>(declared: &[(&'a str, &'a str)]) -> Option<&'a str> {
    let twice = |(i, (prefix, _)): &(usize, &(&str, &str))| declared[..*i].iter().any(|(known, _)| known == prefix);
    declared.iter().enumerate().find(twice).map(|(_, (prefix, _))| *prefix)
}

/// The reader borrows from the text always, since it stands in memory.
fn borrowed(text: Cow<'_, str>) -> Result<&str, XmlError> {
    match text {
        Cow::Borrowed(text) => Ok(text),
        Cow::Owned(_) => Err(syntax("a text that was changed while it was read")),
    }
}

/// `xml version="1.0"`, then encoding and standalone, each if it is there [XML §2.8].
fn check_declaration(declaration: &str) -> Result<(), XmlError> {
    let mut said = Vec::new();
    split(declaration.trim_start_matches("xml"), &mut said)?;
    let (version, said) = said.split_first().ok_or_else(|| syntax("a declaration without a version"))?;
    if *version != ("version", "1.0") {
        return Err(syntax("a version of XML other than 1.0"));
    }
    let said = match said {
        [("encoding", name), rest @ ..] if name.eq_ignore_ascii_case("utf-8") => rest,
        [("encoding", _), ..] => return Err(XmlError::Encoding),
        _ => said,
    };
    match said {
        [] | [("standalone", "yes" | "no")] => Ok(()),
        _ => Err(syntax("a declaration of something else")),
    }
}

fn syntax(what: &str) -> XmlError {
    XmlError::Syntax { what: what.to_owned() }
}
