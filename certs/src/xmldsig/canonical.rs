//! Canonical XML: the one spelling of a document or of an element in its place.

use super::characters::{all_bytes, is_ncname};
use super::error::XmlError;
use super::parse::parse;
use super::tree::{Attribute, Node, Tree, XML};

/// The longest canonical form, in bytes: an exclusive form repeats declarations, which a small document could make many.
const OUTPUT_MAX: usize = 4 << 20;
/// As long as the canonical forms of a small message are, in bytes: what the allocator hands out at once.
const LIKELY_BYTES: usize = 1_024;
/// Prefixes in an InclusiveNamespaces list.
const PREFIXES_MAX: usize = 32;

const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_COMMENTS: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
pub(super) const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const EXCLUSIVE_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";

/// Which canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonicalization {
    exclusive: bool,
    comments: bool,
    /// For the exclusive form: prefixes that are treated as in the inclusive one; empty: the default.
    prefixes: Vec<String>,
}

impl Canonicalization {
    /// Canonical XML 1.0 without comments: all namespaces of the ancestors count.
    pub fn inclusive() -> Self {
        Self { exclusive: false, comments: false, prefixes: Vec::new() }
    }

    /// Exclusive Canonical XML 1.0 without comments: only namespaces that names use count.
    pub fn exclusive() -> Self {
        Self { exclusive: true, ..Self::inclusive() }
    }

    /// The same form with comments kept.
    #[must_use]
    pub fn with_comments(self) -> Self {
        Self { comments: true, ..self }
    }

    /// The same form with comments dropped.
    #[must_use]
    pub fn without_comments(self) -> Self {
        Self { comments: false, ..self }
    }

    /// The form that an algorithm's name stands for, if it is one of the four.
    pub fn of_algorithm(name: &str) -> Option<Self> {
        match name {
            INCLUSIVE => Some(Self::inclusive()),
            INCLUSIVE_COMMENTS => Some(Self::inclusive().with_comments()),
            EXCLUSIVE => Some(Self::exclusive()),
            EXCLUSIVE_COMMENTS => Some(Self::exclusive().with_comments()),
            _ => None,
        }
    }

    /// Whether it is an exclusive form.
    pub fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    /// The exclusive form with an InclusiveNamespaces PrefixList; at most 32 prefixes [EXC-C14N §3].
    ///
    /// # Errors
    /// A list that is too long, holds no prefix, or stands at an inclusive form.
    pub fn with_prefixes(self, list: &str) -> Result<Self, XmlError> {
        let wrong = || XmlError::PrefixList { list: super::characters::shown(list) };
        let prefixes: Vec<_> = list.split_ascii_whitespace().take(PREFIXES_MAX + 1).collect();
        let named = prefixes.iter().all(|prefix| *prefix == "#default" || is_ncname(prefix));
        if !self.exclusive || !named || prefixes.len() > PREFIXES_MAX {
            return Err(wrong());
        }
        let prefixes = prefixes.iter().map(|prefix| prefix.trim_start_matches("#default").to_owned()).collect();
        Ok(Self { prefixes, ..self })
    }
}

/// The canonical form of a whole document.
///
/// # Errors
/// See [`XmlError`].
pub fn canonicalize(document: &[u8], form: &Canonicalization) -> Result<Vec<u8>, XmlError> {
    whole(&parse(document)?, form, None)
}

/// The canonical form of the one element whose attribute `Id`, in any namespace, has this value.
///
/// # Errors
/// See [`XmlError`].
pub fn canonicalize_id(document: &[u8], id: &str, form: &Canonicalization) -> Result<Vec<u8>, XmlError> {
    let tree = parse(document)?;
    let named = |at: &usize| tree.attributes(*at).iter().any(|a| a.local == "Id" && a.value == id);
    let found: Vec<_> = (0..tree.elements.len()).filter(named).collect();
    match found[..] {
        [at] => element(&tree, at, form),
        _ => Err(XmlError::Root),
    }
}

/// A document less one element and what is in it.
pub(super) fn whole(tree: &Tree<'_>, form: &Canonicalization, without: Option<usize>) -> Result<Vec<u8>, XmlError> {
    let mut writer = Writer::new(tree, form, without);
    for node in &tree.before {
        writer.beside_root(node, true)?;
    }
    writer.element(0, true)?;
    for node in &tree.after {
        writer.beside_root(node, false)?;
    }
    Ok(writer.out)
}

/// An element with all that is in it, in the place where it stands.
pub(super) fn element(tree: &Tree<'_>, at: usize, form: &Canonicalization) -> Result<Vec<u8>, XmlError> {
    let mut writer = Writer::new(tree, form, None);
    let above: Vec<_> = tree.upwards(at).skip(1).collect();
    for ancestor in above.iter().rev() {
        writer.scope.extend_from_slice(tree.declared(*ancestor));
    }
    writer.element(at, true)?;
    Ok(writer.out)
}

/// Prefix and namespace.
type Binding<'a> = (&'a str, &'a str);

struct Writer<'t, 'a> {
    tree: &'t Tree<'a>,
    form: &'t Canonicalization,
    without: Option<usize>,
    /// What is declared here in the document, and what is declared here in the output, the nearest last.
    scope: Vec<Binding<'a>>,
    rendered: Vec<Binding<'a>>,
    /// What is to be declared at one element; kept for its room.
    due: Vec<Binding<'a>>,
    out: Vec<u8>,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(tree: &'t Tree<'a>, form: &'t Canonicalization, without: Option<usize>) -> Self {
        let out = Vec::with_capacity(tree.text.len().min(LIKELY_BYTES));
        let room = || Vec::with_capacity(16);
        Self { tree, form, without, scope: room(), rendered: room(), due: Vec::new(), out }
    }

    /// The depth of a tree is bounded, so that this may call itself.
    fn element(&mut self, at: usize, apex: bool) -> Result<(), XmlError> {
        let (scope, rendered) = (self.scope.len(), self.rendered.len());
        let name = self.tree.name(at);
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.start_tag(at, apex)?;
        let tree = self.tree;
        for node in tree.nodes(at) {
            self.node(node)?;
        }
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
        self.scope.truncate(scope);
        self.rendered.truncate(rendered);
        if self.out.len() > OUTPUT_MAX {
            return Err(XmlError::Bound { what: "bytes of the canonical form", bound: OUTPUT_MAX });
        }
        Ok(())
    }

    /// Declarations, then attributes [C14N §2.3].
    fn start_tag(&mut self, at: usize, apex: bool) -> Result<(), XmlError> {
        let tree = self.tree;
        self.scope.extend_from_slice(tree.declared(at));
        let mut due = std::mem::take(&mut self.due);
        self.find_due(at, apex, &mut due);
        for (prefix, uri) in &due {
            match *prefix {
                "" => self.attribute("", "xmlns", uri)?,
                prefix => self.attribute("xmlns", prefix, uri)?,
            }
        }
        self.rendered.extend_from_slice(&due);
        self.due = due;
        match tree.attributes(at) {
            // Mostly there is nothing to put in order.
            own @ ([] | [_]) if !apex || self.form.exclusive => {
                own.iter().try_for_each(|a| self.attribute(a.prefix, a.local, &a.value))?;
            }
            _ => self.attributes(at, apex).iter().try_for_each(|a| self.attribute(a.prefix, a.local, &a.value))?,
        }
        self.out.push(b'>');
        Ok(())
    }

    /// The declarations that the output needs here and does not have yet, by prefix, instead of what is in `due`
    /// [C14N §2.3; EXC-C14N §3].
    fn find_due(&self, at: usize, apex: bool, due: &mut Vec<Binding<'a>>) {
        due.clear();
        if self.form.exclusive {
            self.used(at, due);
        } else {
            let declared = if apex { &self.scope } else { self.tree.declared(at) };
            due.extend(declared.iter().map(|(prefix, _)| (*prefix, find(&self.scope, prefix))));
        }
        due.retain(|(prefix, uri)| *prefix != "xml" && !same(find(&self.rendered, prefix), uri));
        due.sort_unstable();
        due.dedup();
    }

    /// The prefixes that the names here use, and those of the list that are declared, each with what it stands for here.
    fn used(&self, at: usize, used: &mut Vec<Binding<'a>>) {
        let element = self.tree.element(at);
        let named = self.tree.attributes(at).iter().filter(|a| !a.prefix.is_empty()).map(|a| (a.prefix, a.namespace));
        used.extend(named.chain([(element.prefix, element.namespace)]));
        if !self.form.prefixes.is_empty() {
            let listed = |prefix: &str| self.form.prefixes.iter().any(|known| known == prefix);
            let declared = self.scope.iter().filter(|(prefix, _)| listed(prefix));
            used.extend(declared.map(|(prefix, _)| (*prefix, find(&self.scope, prefix))));
        }
    }

    /// The attributes by namespace and name; an inclusive form takes those of `xml:` from the ancestors along [C14N §2.4].
    fn attributes(&self, at: usize, apex: bool) -> Vec<&'t Attribute<'a>> {
        let mut all: Vec<&Attribute<'a>> = self.tree.attributes(at).iter().collect();
        if apex && !self.form.exclusive {
            for ancestor in self.tree.upwards(at).skip(1) {
                let own = self.tree.attributes(ancestor).iter().filter(|a| a.namespace == XML);
                let new: Vec<_> =
                    own.filter(|a| !all.iter().any(|b| b.namespace == XML && b.local == a.local)).collect();
                all.extend(new);
            }
        }
        all.sort_unstable_by_key(|a| (a.namespace, a.local));
        all
    }

    /// An attribute or a declaration; an empty prefix: none.
    fn attribute(&mut self, prefix: &str, local: &str, value: &str) -> Result<(), XmlError> {
        self.out.push(b' ');
        if !prefix.is_empty() {
            self.out.extend_from_slice(prefix.as_bytes());
            self.out.push(b':');
        }
        self.out.extend_from_slice(local.as_bytes());
        self.out.extend_from_slice(b"=\"");
        self.escaped(value, |c| match c {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'"' => Some("&quot;"),
            b'\t' => Some("&#x9;"),
            b'\n' => Some("&#xA;"),
            b'\r' => Some("&#xD;"),
            _ => None,
        });
        self.out.push(b'"');
        if self.out.len() > OUTPUT_MAX {
            return Err(XmlError::Bound { what: "bytes of the canonical form", bound: OUTPUT_MAX });
        }
        Ok(())
    }

    fn escaped(&mut self, text: &str, replace: impl Fn(u8) -> Option<&'static str>) {
        let bytes = text.as_bytes();
        if is_plain(text) {
            return self.out.extend_from_slice(bytes);
        }
        let mut done = 0;
        for (i, byte) in bytes.iter().enumerate() {
            if let Some(with) = replace(*byte) {
                self.out.extend_from_slice(&bytes[done..i]);
                self.out.extend_from_slice(with.as_bytes());
                done = i + 1;
            }
        }
        self.out.extend_from_slice(&bytes[done..]);
    }

    fn node(&mut self, node: &Node<'a>) -> Result<(), XmlError> {
        match node {
            Node::Element(at) if self.without == Some(*at) => Ok(()),
            Node::Element(at) => self.element(*at, false),
            Node::Text(text) => {
                self.escaped(text, |c| match c {
                    b'&' => Some("&amp;"),
                    b'<' => Some("&lt;"),
                    b'>' => Some("&gt;"),
                    b'\r' => Some("&#xD;"),
                    _ => None,
                });
                Ok(())
            }
            Node::Comment(_) | Node::Instruction { .. } => {
                self.markup(node);
                Ok(())
            }
        }
    }

    /// A comment or an instruction; says whether it belongs to this form.
    fn markup(&mut self, node: &Node<'a>) -> bool {
        let written = match node {
            Node::Comment(text) if self.form.comments => format!("<!--{text}-->"),
            Node::Instruction { target, data } if data.is_empty() => format!("<?{target}?>"),
            Node::Instruction { target, data } => format!("<?{target} {data}?>"),
            _ => return false,
        };
        self.out.extend_from_slice(written.as_bytes());
        true
    }

    /// Beside the root each stands on a line of its own [C14N §2.3].
    fn beside_root(&mut self, node: &Node<'a>, before: bool) -> Result<(), XmlError> {
        let start = self.out.len();
        if self.markup(node) {
            let at = if before { self.out.len() } else { start };
            self.out.insert(at, b'\n');
        }
        Ok(())
    }
}

/// Whether every byte stands for itself in any canonical form.
fn is_plain(text: &str) -> bool {
    all_bytes(text, |byte| (byte >= b' ') & (byte != b'&') & (byte != b'<') & (byte != b'>') & (byte != b'"'))
}

/// Whether two names of namespaces are the same; mostly they are the very same place of the text.
fn same(one: &str, other: &str) -> bool {
    std::ptr::eq(one, other) || one == other
}

/// The namespace that a prefix stands for; empty: none.
fn find<'a>(bindings: &[Binding<'a>], prefix: &str) -> &'a str {
    bindings.iter().rev().find(|(known, _)| *known == prefix).map_or("", |(_, uri)| uri)
}
