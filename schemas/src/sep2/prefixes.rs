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

/// The prefixes in force, innermost last.
#[derive(Debug, Default)]
pub(super) struct Prefixes<'a>(Vec<Binding<'a>>);

impl<'a> Prefixes<'a> {
    /// Binds a prefix for the element at `depth` and all within.
    pub fn bind(&mut self, prefix: &'a str, uri: &str, depth: usize) {
        let namespace = Namespace::of(uri);
        let other = if namespace == Namespace::Other { uri.chars().take(80).collect() } else { String::new() };
        self.0.push(Binding { prefix, namespace, other, depth });
    }

    /// Forgets what the element at `depth` bound.
    pub fn leave(&mut self, depth: usize) {
        while self.0.last().is_some_and(|binding| binding.depth >= depth) {
            self.0.pop();
        }
    }

    /// The namespace of a prefix; `None` for a prefix that nothing binds.
    pub fn resolve(&self, prefix: &str) -> Option<Namespace> {
        let found = self.0.iter().rev().find(|binding| binding.prefix == prefix);
        found.map(|binding| binding.namespace).or_else(|| prefix.is_empty().then_some(Namespace::Other))
    }

    /// The URI of a prefix, for messages.
    pub fn uri(&self, prefix: &str) -> String {
        let found = self.0.iter().rev().find(|binding| binding.prefix == prefix);
        found.map_or_else(String::new, |binding| match binding.namespace {
            Namespace::Sep2 => NAMESPACE.to_owned(),
            Namespace::CsipAus => NAMESPACE_CSIP_AUS.to_owned(),
            Namespace::Xsi => XSI.to_owned(),
            Namespace::Other => binding.other.clone(),
        })
    }
}
