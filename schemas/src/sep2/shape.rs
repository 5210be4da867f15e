//! What the codec knows of a structure: names, order, places, cardinalities, editions.

use super::value::Value;

/// Known in 2018 only.
pub(crate) const O: u8 = 1;
/// Known in 2023 only.
pub(crate) const N: u8 = 2;
/// Known in both editions.
pub(crate) const B: u8 = O | N;
/// CSIP-AUS 1.2 and later.
pub(crate) const V12: u8 = 4;
/// CSIP-AUS 1.3's draft v1.3-beta/storage, and 1.3.
pub(crate) const V13B: u8 = 8;
/// CSIP-AUS 1.3.
pub(crate) const V13: u8 = 16;
/// Added by CSIP-AUS in the standard's own namespace.
pub(crate) const OWN: u8 = 32;

/// Where a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Attribute,
    Element,
    Text,
}

/// How often a field occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    One,
    Maybe,
    Any,
    Some1,
    UpTo10,
}

/// One field of a flattened structure.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub place: Place,
    pub card: Card,
    /// Bits of [`O`], [`N`], [`V12`], [`V13B`], [`V13`], [`OWN`].
    pub editions: u8,
    /// Most characters of a string, 0: only the limit of the decoder.
    pub length: u16,
}

impl Field {
    /// Whether it belongs to a CSIP-AUS namespace.
    pub fn is_extension(&self) -> bool {
        self.editions & (V12 | V13B | V13) != 0 && self.editions & OWN == 0
    }
}

/// An attribute.
pub(crate) const fn at(name: &'static str, card: Card, editions: u8, length: u16) -> Field {
    Field { name, place: Place::Attribute, card, editions, length }
}

/// A child element.
pub(crate) const fn el(name: &'static str, card: Card, editions: u8, length: u16) -> Field {
    Field { name, place: Place::Element, card, editions, length }
}

/// The text of a structure that has text and attributes.
pub(crate) const fn text(name: &'static str, card: Card, editions: u8, length: u16) -> Field {
    Field { name, place: Place::Text, card, editions, length }
}

/// A flattened structure: attributes first, then children in their order.
#[derive(Debug)]
pub struct Shape {
    /// XSD name of the type.
    pub name: &'static str,
    /// How an element of this type is declared at the root.
    pub root: Field,
    /// XSD names of all bases.
    pub bases: &'static [&'static str],
    pub fields: &'static [Field],
    /// Bit i: field i must occur.
    pub required: u128,
    /// Bit i: field i may occur more than once.
    pub repeated: u128,
}

impl Shape {
    pub const fn new(
        name: &'static str,
        root: &'static str,
        extension: bool,
        bases: &'static [&'static str],
        fields: &'static [Field],
    ) -> Self {
        let (mut required, mut repeated, mut index) = (0_u128, 0_u128, 0);
        while index < fields.len() {
            match fields[index].card {
                Card::One => required |= 1 << index,
                Card::Maybe => {}
                Card::Any => repeated |= 1 << index,
                Card::Some1 | Card::UpTo10 => {
                    required |= 1 << index;
                    repeated |= 1 << index;
                }
            }
            index += 1;
        }
        let root = el(root, Card::One, if extension { V12 } else { B }, 0);
        Self { name, root, bases, fields, required, repeated }
    }
}

/// A structure seen through its shape: field `index` of [`Shape::fields`].
pub trait Node: std::fmt::Debug {
    fn shape(&self) -> &'static Shape;
    fn field(&self, index: usize) -> Option<&dyn Value>;
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value>;
}
