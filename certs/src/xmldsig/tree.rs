//! A document as elements in a row, each with its place in the tree.

use super::error::XmlError;
use std::borrow::Cow;
use std::ops::Range;

/// The namespace that the prefix `xml` always has [XML-NAMES §3].
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What stands inside an element, or beside the root.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// The element with this index.
    Element(usize),
    /// Character data, references resolved.
    Text(Cow<'a, str>),
    Comment(Cow<'a, str>),
    /// A processing instruction.
    Instruction {
        target: &'a str,
        data: Cow<'a, str>,
    },
}

/// An attribute that declares no namespace.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    /// Empty: none.
    pub(super) namespace: &'a str,
    pub(super) value: Cow<'a, str>,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    /// Empty: none.
    pub(super) namespace: &'a str,
    /// Where its declarations and attributes are among the tree's.
    pub(super) declared: Range<usize>,
    pub(super) attributes: Range<usize>,
    /// Where the first and the last of what stands inside are among the tree's nodes.
    pub(super) inside: Option<(usize, usize)>,
    pub(super) parent: Option<usize>,
    /// Where in the text its name ends, and where its content begins.
    pub(super) name_end: usize,
    pub(super) content: usize,
}

impl Element<'_> {
    pub(super) fn is(&self, namespace: &str, local: &str) -> bool {
        self.local == local && self.namespace == namespace
    }
}

/// A node, and where the next one inside of the same element is.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) node: Node<'a>,
    pub(super) next: Option<usize>,
}

/// A parsed document; all parts of one kind are in one list, since a list of each element's own would cost as much as the reading.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The text without a byte order mark.
    pub(super) text: &'a str,
    /// In document order; the root is the first.
    pub(super) elements: Vec<Element<'a>>,
    /// Prefix (empty: the default) and namespace of each declaration.
    pub(super) declared: Vec<(&'a str, &'a str)>,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// What stands inside of elements.
    pub(super) nodes: Vec<Placed<'a>>,
    /// Comments and processing instructions before and after the root.
    pub(super) before: Vec<Node<'a>>,
    pub(super) after: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    pub(super) fn element(&self, at: usize) -> &Element<'a> {
        &self.elements[at]
    }

    /// The name of an element with its prefix, as it stands in the document.
    pub(super) fn name(&self, at: usize) -> &'a str {
        let element = &self.elements[at];
        let colon = usize::from(!element.prefix.is_empty());
        let length = element.prefix.len() + colon + element.local.len();
        &self.text[element.name_end - length..element.name_end]
    }

    /// Prefix (empty: the default) and namespace of each declaration of an element.
    pub(super) fn declared(&self, at: usize) -> &[(&'a str, &'a str)] {
        &self.declared[self.elements[at].declared.clone()]
    }

    /// The attributes of an element.
    pub(super) fn attributes(&self, at: usize) -> &[Attribute<'a>] {
        &self.attributes[self.elements[at].attributes.clone()]
    }

    /// The value of an attribute without a namespace.
    pub(super) fn attribute(&self, at: usize, local: &str) -> Option<&str> {
        let mut all = self.attributes(at).iter();
        all.find(|a| a.namespace.is_empty() && a.local == local).map(|a| a.value.as_ref())
    }

    /// What stands directly inside of an element.
    pub(super) fn nodes(&self, at: usize) -> impl Iterator<Item = &Node<'a>> {
        let first = self.elements[at].inside.map(|(first, _)| first);
        let places = std::iter::successors(first, |place| self.nodes[*place].next);
        places.map(|place| &self.nodes[place].node)
    }

    /// The elements directly inside of one.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        self.nodes(at).filter_map(|node| match node {
            Node::Element(child) => Some(*child),
            _ => None,
        })
    }

    /// Every element with this name, in document order.
    pub(super) fn named(&self, namespace: &str, local: &str) -> impl Iterator<Item = usize> {
        (0..self.elements.len()).filter(move |at| self.elements[*at].is(namespace, local))
    }

    /// The element itself, its parent, and so on to the root.
    pub(super) fn upwards(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(at), |at| self.elements[*at].parent)
    }

    /// The text of an element that has nothing but text; a comment inside is refused, since readers differ over it.
    pub(super) fn leaf(&self, at: usize) -> Result<Cow<'_, str>, XmlError> {
        let mut inside = self.nodes(at);
        match (inside.next(), inside.next()) {
            (None, _) => Ok("".into()),
            (Some(Node::Text(text)), None) => Ok(text.as_ref().into()),
            _ => Err(XmlError::NotText { element: self.elements[at].local.to_owned() }),
        }
    }
}
