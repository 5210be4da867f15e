//! Namespaces: which of those that matter a prefix stands for.

use super::{NAMESPACE, NAMESPACE_CSIP_AUS};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespaces that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Namespace {
    Sep2,
    /// Any version of CSIP-AUS.
    CsipAus,
    Xsi,
    Other,
}

impl Namespace {
    fn of(uri: &str) -> Self {
        let extension = uri.strip_prefix(NAMESPACE_CSIP_AUS);
        match uri {
            NAMESPACE => Self::Sep2,
            XSI => Self::Xsi,
            _ if extension.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) => Self::CsipAus,
            _ => Self::Other,
        }
    }
}

/// A prefix (empty for the default) that is bound from `depth` on.
#[derive(Debug)]
struct Binding<'a> {
    prefix: &'a str,
    namespace: Namespace,
    /// The URI where it is not one that matters, for messages.
    other: String,
    depth: usize,
}

/// The prefixes in force.
#[derive(Debug, Default)]
pub(super) struct Prefixes<'a> {
    /// Innermost last.
    bound: Vec<Binding<'a>>,
    /// What the empty prefix stands for; kept beside, since most names have no prefix.
    default: Option<Namespace>,
}

impl<'a> Prefixes<'a> {
    /// Binds a prefix for the element at `depth` and all within.
    pub fn bind(&mut self, prefix: &'a str, uri: &str, depth: usize) {
        let namespace = Namespace::of(uri);
        let other = if namespace == Namespace::Other { uri.chars().take(80).collect() } else { String::new() };
        self.bound.push(Binding { prefix, namespace, other, depth });
        self.default = self.lookup("");
    }

    /// Forgets what the element at `depth` bound.
    pub fn leave(&mut self, depth: usize) {
        if self.bound.last().is_some_and(|binding| binding.depth >= depth) {
            self.bound.retain(|binding| binding.depth < depth);
            self.default = self.lookup("");
        }
    }

    /// The namespace of a prefix; `None` for a prefix that nothing binds.
    pub fn resolve(&self, prefix: &str) -> Option<Namespace> {
        if prefix.is_empty() { self.default.or(Some(Namespace::Other)) } else { self.lookup(prefix) }
    }

    fn lookup(&self, prefix: &str) -> Option<Namespace> {
        self.bound.iter().rev().find(|binding| binding.prefix == prefix).map(|binding| binding.namespace)
    }

    /// The URI of a prefix, for messages.
    pub fn uri(&self, prefix: &str) -> String {
        let found = self.bound.iter().rev().find(|binding| binding.prefix == prefix);
        found.map_or_else(String::new, |binding| match binding.namespace {
            Namespace::Sep2 => NAMESPACE.to_owned(),
            Namespace::CsipAus => NAMESPACE_CSIP_AUS.to_owned(),
            Namespace::Xsi => XSI.to_owned(),
            Namespace::Other => binding.other.clone(),
        })
    }
}
