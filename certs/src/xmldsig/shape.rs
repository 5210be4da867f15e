//! What stands where: the one shape of a signed message. Checked whole before anything is computed.

use super::error::SignatureError;
use super::tree::{Node, Tree};
use super::{DS, DSP, OADR};
use std::collections::BTreeMap;

/// The parts of a signed message, by their places in the tree.
#[derive(Debug)]
pub(super) struct Shape<'t> {
    pub(super) object: usize,
    pub(super) signature: usize,
    pub(super) signed_info: usize,
    pub(super) value: usize,
    pub(super) key_info: usize,
    pub(super) replay_protect: usize,
    ids: BTreeMap<&'t str, Id>,
}

/// Where an Id stands, and whether its attribute is one that a reference may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Id {
    pub(super) element: usize,
    pub(super) genuine: bool,
}

impl<'t> Shape<'t> {
    /// The parts, if each is there once and in its place [OADR2b oadrPayload; XMLDSIG §4].
    pub(super) fn of(tree: &'t Tree<'_>) -> Result<Self, SignatureError> {
        if !tree.element(0).is(OADR, "oadrPayload") {
            return Err(SignatureError::NotPayload { name: tree.element(0).local.to_owned() });
        }
        let signature = signature(tree)?;
        let object = object(tree)?;
        only(tree, 0, &[signature, object])?;
        let [signed_info, value, key_info, property] =
            in_order(tree, signature, ["SignedInfo", "SignatureValue", "KeyInfo", "Object"])?;
        let replay_protect = replay_protect(tree, property)?;
        let ids = ids(tree)?;
        Ok(Self { object, signature, signed_info, value, key_info, replay_protect, ids })
    }

    /// What carries this Id.
    pub(super) fn id(&self, id: &str) -> Option<Id> {
        self.ids.get(id).copied()
    }
}

fn signature(tree: &Tree<'_>) -> Result<usize, SignatureError> {
    let all: Vec<_> = tree.named(DS, "Signature").collect();
    match all[..] {
        [] => Err(SignatureError::Unsigned),
        [at] if tree.element(at).parent == Some(0) => Ok(at),
        [_] => Err(SignatureError::SignatureElsewhere),
        _ => Err(SignatureError::SeveralSignatures { count: all.len() }),
    }
}

fn object(tree: &Tree<'_>) -> Result<usize, SignatureError> {
    let all: Vec<_> = tree.named(OADR, "oadrSignedObject").collect();
    match all[..] {
        [at] if tree.element(at).parent == Some(0) => Ok(at),
        [_] => Err(SignatureError::SignedObjectElsewhere),
        _ => Err(SignatureError::SignedObjects { count: all.len() }),
    }
}

/// Exactly these elements inside of one, in any order, and no text but white space.
fn only(tree: &Tree<'_>, parent: usize, wanted: &[usize]) -> Result<(), SignatureError> {
    no_text(tree, parent)?;
    match tree.children(parent).find(|at| !wanted.contains(at)) {
        None => Ok(()),
        Some(other) => Err(unexpected(tree, other, parent)),
    }
}

pub(super) fn no_text(tree: &Tree<'_>, parent: usize) -> Result<(), SignatureError> {
    let stray = |node: &Node<'_>| matches!(node, Node::Text(text) if !super::characters::is_blank(text));
    if tree.nodes(parent).any(stray) {
        return Err(SignatureError::StrayText { parent: tree.element(parent).local.to_owned() });
    }
    Ok(())
}

pub(super) fn unexpected(tree: &Tree<'_>, at: usize, parent: usize) -> SignatureError {
    let [name, parent] = [at, parent].map(|at| tree.element(at).local.to_owned());
    SignatureError::Unexpected { name, parent }
}

/// Exactly these elements of the signature's namespace inside of one, in this order, and no text but white space.
pub(super) fn in_order<const N: usize>(
    tree: &Tree<'_>,
    parent: usize,
    names: [&'static str; N],
) -> Result<[usize; N], SignatureError> {
    no_text(tree, parent)?;
    let mut found = [0; N];
    let mut children = tree.children(parent);
    for (place, name) in found.iter_mut().zip(names) {
        let missing = || SignatureError::Missing { name, parent: tree.element(parent).local.to_owned() };
        *place = children.next().filter(|at| tree.element(*at).is(DS, name)).ok_or_else(missing)?;
    }
    match children.next() {
        None => Ok(found),
        Some(other) => Err(unexpected(tree, other, parent)),
    }
}

/// The one ReplayProtect: in a SignatureProperty of the signature's Object, with or without SignatureProperties between
/// [OADR2b ReplayProtect; XMLDSIG §5.2].
fn replay_protect(tree: &Tree<'_>, object: usize) -> Result<usize, SignatureError> {
    let all: Vec<_> = tree.named(DSP, "ReplayProtect").collect();
    let [at] = all[..] else {
        return Err(SignatureError::ReplayProtects { count: all.len() });
    };
    let above: Vec<_> = tree.upwards(at).skip(1).collect();
    let is = |at: usize, name| tree.element(at).is(DS, name);
    let in_place = match above[..] {
        [property, properties, top, ..] if top == object => {
            is(property, "SignatureProperty") && is(properties, "SignatureProperties")
        }
        [property, top, ..] if top == object => is(property, "SignatureProperty"),
        _ => false,
    };
    if in_place { Ok(at) } else { Err(SignatureError::ReplayProtectElsewhere) }
}

/// Every attribute that some reader may take for an Id, whatever its namespace and spelling; none may occur twice, since
/// readers differ over which one a reference means [XMLDSIG §4.3.3.2].
fn ids<'t>(tree: &'t Tree<'_>) -> Result<BTreeMap<&'t str, Id>, SignatureError> {
    let mut ids = BTreeMap::new();
    for (element, owner) in tree.elements.iter().enumerate() {
        for attribute in tree.attributes(element).iter().filter(|a| a.local.eq_ignore_ascii_case("id")) {
            // The schema qualifies the signed object's Id; those of the signature have no namespace.
            let qualified = attribute.namespace == OADR && owner.is(OADR, "oadrSignedObject");
            let genuine = attribute.local == "Id" && (attribute.namespace.is_empty() || qualified);
            let id = attribute.value.as_ref();
            if ids.insert(id, Id { element, genuine }).is_some() {
                return Err(SignatureError::DuplicateId { id: super::characters::shown(id) });
            }
        }
    }
    Ok(ids)
}
