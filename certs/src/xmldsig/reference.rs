//! References: what SignedInfo vouches for, and in which form it was digested.

use super::algorithm::Digest;
use super::canonical::{Canonicalization, element, whole};
use super::characters::{is_ncname, shown};
use super::error::SignatureError;
use super::key::base64_leaf;
use super::shape::{Shape, in_order, no_text, unexpected};
use super::tree::Tree;
use super::{DS, canonical};

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// Which part of the message a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The signed object, by its Id.
    Object,
    /// The whole document less the signature, and with it the signed object.
    Document,
    /// The property that holds ReplayProtect, or what is around it within the signature.
    Property(usize),
}

/// A reference, read.
#[derive(Debug)]
pub(super) struct Reference {
    uri: String,
    pub(super) part: Part,
    pub(super) form: Canonicalization,
    digest: Digest,
    value: Vec<u8>,
}

impl Reference {
    /// Reads one; what it may mean and how it may be transformed is bounded here [XMLDSIG §4.3.3].
    pub(super) fn read(tree: &Tree<'_>, shape: &Shape<'_>, at: usize) -> Result<Self, SignatureError> {
        let uri = tree.attribute(at, "URI").ok_or_else(|| SignatureError::Uri("(none)".to_owned()))?.to_owned();
        let part = part(tree, shape, &uri)?;
        let transformed = tree.children(at).next().is_some_and(|child| tree.element(child).is(DS, "Transforms"));
        let (transforms, [method, value]) = if transformed {
            let [transforms, method, value] = in_order(tree, at, ["Transforms", "DigestMethod", "DigestValue"])?;
            (Some(transforms), [method, value])
        } else {
            (None, in_order(tree, at, ["DigestMethod", "DigestValue"])?)
        };
        let form = transforms_form(tree, transforms, part)?;
        let digest = Digest::of_algorithm(algorithm(tree, method)?)?;
        no_children(tree, method)?;
        Ok(Self { uri, part, form, digest, value: base64_leaf(tree, value, "DigestValue")? })
    }

    /// What is referenced in its canonical form, if it is what was signed [XMLDSIG §3.2.1].
    pub(super) fn check(&self, tree: &Tree<'_>, shape: &Shape<'_>) -> Result<Vec<u8>, SignatureError> {
        let octets = match self.part {
            Part::Object => element(tree, shape.object, &self.form),
            Part::Document => whole(tree, &self.form, Some(shape.signature)),
            Part::Property(at) => element(tree, at, &self.form),
        }?;
        if self.digest.of(&octets).as_ref() == self.value {
            Ok(octets)
        } else {
            Err(SignatureError::DigestMismatch { uri: shown(&self.uri) })
        }
    }
}

/// What a URI means [XMLDSIG §4.3.3.1, §4.3.3.2].
fn part(tree: &Tree<'_>, shape: &Shape<'_>, uri: &str) -> Result<Part, SignatureError> {
    if uri.is_empty() {
        return Ok(Part::Document);
    }
    let id = uri.strip_prefix('#').filter(|id| is_ncname(id)).ok_or_else(|| SignatureError::Uri(shown(uri)))?;
    let found = shape.id(id).ok_or_else(|| SignatureError::Dangling(shown(id)))?;
    if !found.genuine {
        return Err(SignatureError::ForeignId(shown(id)));
    }
    let around = tree.upwards(shape.replay_protect).take_while(|at| *at != shape.signature);
    if found.element == shape.object {
        Ok(Part::Object)
    } else if around.skip(1).any(|at| at == found.element) {
        Ok(Part::Property(found.element))
    } else {
        let name = tree.element(found.element).local.to_owned();
        Err(SignatureError::ReferenceElsewhere { uri: shown(uri), name })
    }
}

/// The form that the transforms come to: one canonicalization at most, after taking the signature out where the whole
/// document is meant [XMLDSIG §4.3.3.4, §6.6.4]. Without one it is the inclusive form [XMLDSIG §4.3.3.2].
fn transforms_form(tree: &Tree<'_>, at: Option<usize>, part: Part) -> Result<Canonicalization, SignatureError> {
    let all: Vec<_> = at.into_iter().flat_map(|at| tree.children(at)).collect();
    let names = all.iter().take(3).map(|at| transform(tree, *at)).collect::<Result<Vec<_>, _>>()?;
    let (enveloped, last) = match (names.as_slice(), &all[..]) {
        ([], []) => (false, None),
        ([ENVELOPED], [_]) => (true, None),
        ([_], [at]) => (false, Some(*at)),
        ([ENVELOPED, second], [_, at]) if *second != ENVELOPED => (true, Some(*at)),
        _ => return Err(SignatureError::Transforms { count: all.len() }),
    };
    match (part, enveloped) {
        (Part::Document, false) => return Err(SignatureError::NotEnveloped),
        (Part::Object | Part::Property(_), true) => return Err(SignatureError::Transforms { count: all.len() }),
        _ => {}
    }
    let form = last.map_or(Ok(Canonicalization::inclusive()), |at| canonicalization(tree, at))?;
    // A reference within the document leaves comments out before any transform [XMLDSIG §4.3.3.3].
    Ok(form.without_comments())
}

/// A transform's name, if it is one that is taken at all.
fn transform<'t>(tree: &'t Tree<'_>, at: usize) -> Result<&'t str, SignatureError> {
    let parent = tree.element(at).parent.unwrap_or(0);
    no_text(tree, parent)?;
    if !tree.element(at).is(DS, "Transform") {
        return Err(unexpected(tree, at, parent));
    }
    let name = algorithm(tree, at)?;
    if name == ENVELOPED {
        no_children(tree, at)?;
    } else if Canonicalization::of_algorithm(name).is_none() {
        return Err(SignatureError::Transform(shown(name)));
    }
    Ok(name)
}

/// The canonical form that an element's Algorithm and its InclusiveNamespaces ask for [XMLDSIG §4.3.1; EXC-C14N §4].
pub(super) fn canonicalization(tree: &Tree<'_>, at: usize) -> Result<Canonicalization, SignatureError> {
    let name = algorithm(tree, at)?;
    let form = Canonicalization::of_algorithm(name);
    let form = form.ok_or_else(|| SignatureError::Canonicalization(shown(name)))?;
    no_text(tree, at)?;
    let inside: Vec<_> = tree.children(at).collect();
    match inside[..] {
        [] => Ok(form),
        [list] if form.is_exclusive() && tree.element(list).is(canonical::EXCLUSIVE, "InclusiveNamespaces") => {
            Ok(form.with_prefixes(tree.attribute(list, "PrefixList").unwrap_or_default())?)
        }
        [other, ..] => Err(unexpected(tree, other, at)),
    }
}

/// An element's Algorithm.
pub(super) fn algorithm<'t>(tree: &'t Tree<'_>, at: usize) -> Result<&'t str, SignatureError> {
    let parent = || tree.element(at).local.to_owned();
    tree.attribute(at, "Algorithm").ok_or_else(|| SignatureError::Missing { name: "Algorithm", parent: parent() })
}

/// Nothing may stand inside: a parameter would change what the algorithm means.
pub(super) fn no_children(tree: &Tree<'_>, at: usize) -> Result<(), SignatureError> {
    no_text(tree, at)?;
    match tree.children(at).next() {
        None => Ok(()),
        Some(inside) => Err(unexpected(tree, inside, at)),
    }
}
