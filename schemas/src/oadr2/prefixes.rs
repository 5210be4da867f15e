//! The prefixes in force: which namespace each stands for.

use super::edition::Edition;
use super::generated::Ns;
use std::borrow::Cow;

/// Bound to itself in every document [XML Names §3].
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A prefix (empty for the default) that is bound from `depth` on.
#[derive(Debug)]
pub(super) struct Binding<'a> {
    pub prefix: &'a str,
    pub ns: Ns,
    pub uri: Cow<'a, str>,
    pub depth: usize,
}

/// Innermost last.
#[derive(Debug)]
pub(super) struct Prefixes<'a> {
    bound: Vec<Binding<'a>>,
    edition: Edition,
}

impl Default for Prefixes<'_> {
    fn default() -> Self {
        let empty = Binding { prefix: "", ns: Ns::Other, uri: Cow::Borrowed(""), depth: 0 };
        let xml = Binding { prefix: "xml", ns: Ns::Other, uri: Cow::Borrowed(XML), depth: 0 };
        Self { bound: vec![empty, xml], edition: Edition::B }
    }
}

impl<'a> Prefixes<'a> {
    /// Namespaces are those of this edition from here on.
    pub fn of(&mut self, edition: Edition) {
        self.edition = edition;
    }

    /// Binds a prefix for the element at `depth` and all within.
    pub fn bind(&mut self, prefix: &'a str, uri: Cow<'a, str>, depth: usize) {
        self.bound.push(Binding { prefix, ns: self.edition.ns(&uri), uri, depth });
    }

    /// Forgets what the element at `depth` bound.
    pub fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|binding| binding.depth >= depth) {
            self.bound.pop();
        }
    }

    /// What a prefix stands for; `None` for a prefix that nothing binds.
    pub fn find(&self, prefix: &str) -> Option<&Binding<'a>> {
        self.bound.iter().rev().find(|binding| binding.prefix == prefix)
    }
}
