//! What the codec knows of a structure: names, order, places, cardinalities.

use super::generated::Ns;
use super::value::Value;

/// An expanded name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    pub ns: Ns,
    pub local: &'static str,
}

pub(crate) const fn n(ns: Ns, local: &'static str) -> Name {
    Name { ns, local }
}

/// Where a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Attribute,
    Element,
}

/// How often a field occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    One,
    Maybe,
    Any,
    Some1,
}

/// What a string may be, and what becomes of the white space in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// xs:string: any text, kept as it is.
    Keep,
    /// xs:token, xs:anyURI: white space around it goes, runs within become one space.
    Token,
    /// xs:ID: a token that is a name without a colon.
    Id,
}

/// One field of a flattened structure.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// What it is called in errors.
    pub label: &'static str,
    /// More than one where a group may stand: one name a variant.
    pub names: &'static [Name],
    pub place: Place,
    pub card: Card,
    pub text: Text,
    /// The only text that it may have; no field of Rust stands for it.
    pub fixed: Option<&'static str>,
    /// How often it occurs in 2.0a, where that has the structure; `None`: 2.0a does not have it.
    pub card_in_a: Option<Card>,
}

impl Field {
    /// The same, which 2.0a does not have.
    pub(crate) const fn not_in_a(self) -> Self {
        Self { card_in_a: None, ..self }
    }

    /// The same, which occurs otherwise in 2.0a.
    pub(crate) const fn in_a(self, card: Card) -> Self {
        Self { card_in_a: Some(card), ..self }
    }
}

impl Card {
    /// Whether a field may occur so often.
    pub fn allows(self, count: usize) -> bool {
        match self {
            Self::One => count == 1,
            Self::Maybe => count <= 1,
            Self::Any => true,
            Self::Some1 => count >= 1,
        }
    }
}

/// A child element.
pub(crate) const fn el(names: &'static [Name], card: Card, text: Text) -> Field {
    Field { label: names[0].local, names, place: Place::Element, card, text, fixed: None, card_in_a: Some(card) }
}

/// A child element that is one of a group.
pub(crate) const fn group(label: &'static str, names: &'static [Name], card: Card) -> Field {
    Field { label, names, place: Place::Element, card, text: Text::Keep, fixed: None, card_in_a: Some(card) }
}

/// A child element that says always the same.
pub(crate) const fn fixed(names: &'static [Name], text: &'static str) -> Field {
    let (card, label) = (Card::One, names[0].local);
    Field { label, names, place: Place::Element, card, text: Text::Token, fixed: Some(text), card_in_a: Some(card) }
}

/// An attribute.
pub(crate) const fn at(names: &'static [Name], card: Card, text: Text) -> Field {
    Field { label: names[0].local, names, place: Place::Attribute, card, text, fixed: None, card_in_a: Some(card) }
}

/// A flattened structure: attributes first, then children in their order.
#[derive(Debug)]
pub struct Shape {
    /// XSD name of the type.
    pub name: &'static str,
    pub fields: &'static [Field],
    /// Bit i: field i must occur.
    pub required: u32,
    /// Bit i: field i may occur more than once.
    pub repeated: u32,
}

impl Shape {
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        let (mut required, mut repeated, mut index) = (0_u32, 0_u32, 0);
        while index < fields.len() {
            match fields[index].card {
                Card::One => required |= 1 << index,
                Card::Maybe => {}
                Card::Any => repeated |= 1 << index,
                Card::Some1 => {
                    required |= 1 << index;
                    repeated |= 1 << index;
                }
            }
            index += 1;
        }
        Self { name, fields, required, repeated }
    }
}

/// A structure seen through its shape: field `index` of [`Shape::fields`], `None` for a fixed one.
pub trait Node: std::fmt::Debug {
    fn shape(&self) -> &'static Shape;
    fn field(&self, index: usize) -> Option<&dyn Value>;
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value>;
}
