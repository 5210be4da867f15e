//! From bytes to a tree, bounded and stricter than XML is: what two readers might take differently is refused.

use super::attributes::{declaration, declares, resolve, split};
use super::characters::{all_bytes, is_allowed, is_blank, is_ncname, line_ends, reference, shown, split_name};
use super::error::XmlError;
use super::scanner::{Scanner, Token};
use super::tree::{Element, Node, Placed, Tree, XML};
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

/// Whether all is printable ASCII or white space.
fn is_plain(text: &str) -> bool {
    all_bytes(text, |byte| (0x20..0x7F).contains(&byte) | (byte == b'\n') | (byte == b'\t') | (byte == b'\r'))
}

struct Builder<'a> {
    scanner: Scanner<'a>,
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
        let scanner = Scanner::new(text);
        let mut builder = Self { scanner, tree, open, scope, raw: Vec::with_capacity(8), nodes: 0 };
        builder.scope.push(("xml", XML));
        builder
    }

    fn run(mut self) -> Result<Tree<'a>, XmlError> {
        loop {
            let from = self.scanner.position();
            match self.scanner.token()? {
                Some(token) => self.take(token, from)?,
                None => break,
            }
        }
        match (self.open.is_empty(), self.tree.elements.is_empty()) {
            (true, false) => Ok(self.tree),
            (true, true) => Err(XmlError::Root),
            (false, _) => Err(XmlError::Truncated),
        }
    }

    fn take(&mut self, token: Token<'a>, from: usize) -> Result<(), XmlError> {
        match token {
            Token::Start(name) => self.start(name, from),
            Token::End(name) => self.end(name),
            Token::Text(text) => self.text(text),
            Token::CData(text) if !self.open.is_empty() => self.push_text(line_ends(text)),
            Token::Reference(name) if !self.open.is_empty() => self.push_text(reference(name)?.to_string().into()),
            Token::CData(_) | Token::Reference(_) => Err(XmlError::Outside),
            Token::Comment(text) => self.push(Node::Comment(line_ends(text))),
            Token::Instruction(content) => self.instruction(content, from),
        }
    }

    fn start(&mut self, name: &'a str, from: usize) -> Result<(), XmlError> {
        if self.open.len() == DEPTH_MAX {
            return Err(XmlError::Bound { what: "elements within each other", bound: DEPTH_MAX });
        }
        if self.open.is_empty() && !self.tree.elements.is_empty() {
            return Err(XmlError::Outside);
        }
        let mut raw = std::mem::take(&mut self.raw);
        let empty = self.scanner.attributes(&mut raw)?;
        self.push(Node::Element(self.tree.elements.len()))?;
        let element = self.element(name, &raw)?;
        self.raw = raw;
        let place = Element { name_end: from + 1 + name.len(), content: self.scanner.position(), ..element };
        self.tree.elements.push(place);
        if empty {
            self.leave();
        }
        Ok(())
    }

    /// The element of this name with these attributes; the scope of its declarations is open then.
    fn element(&mut self, name: &'a str, raw: &[(&'a str, &'a str)]) -> Result<Element<'a>, XmlError> {
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

    /// An end tag, which must name the element that is open [XML §3, element type match].
    fn end(&mut self, name: &str) -> Result<(), XmlError> {
        let open = self.open.last().map(|(at, _)| self.tree.name(*at));
        if open != Some(name) {
            return Err(syntax("an end tag of another element than the one that is open"));
        }
        self.leave();
        Ok(())
    }

    fn leave(&mut self) {
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

    fn instruction(&mut self, content: &'a str, from: usize) -> Result<(), XmlError> {
        let length = content.find([' ', '\t', '\n', '\r']).unwrap_or(content.len());
        let (target, data) = content.split_at(length);
        match target {
            "xml" if from == 0 => return check_declaration(data),
            "xml" => return Err(syntax("a declaration that is not at the start")),
            _ if !is_ncname(target) || target.eq_ignore_ascii_case("xml") => {
                return Err(XmlError::Name { name: shown(target) });
            }
            _ => {}
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

/// `version="1.0"`, then encoding and standalone, each if it is there [XML §2.8].
fn check_declaration(declaration: &str) -> Result<(), XmlError> {
    let mut said = Vec::new();
    if !split(declaration, &mut said)?.is_empty() {
        return Err(syntax("a declaration of something else"));
    }
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
