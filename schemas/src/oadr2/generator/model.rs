//! The table with its references resolved: what a field is, what may stand for an element, what a message reaches.

use super::table::{Element, Field, Place, Simple, Struct, Table, mark};
use crate::oadr2::NAMESPACE_20A;
use std::collections::BTreeSet;

/// To this 2.0b has added what begins with `x-`.
const SIGNAL_TYPE: &str = "ei:SignalTypeEnumeratedType";

/// A field of a flattened structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat {
    /// As declared.
    pub field: Field,
    /// What stands in it.
    pub kind: Kind,
}

/// What stands in a field or an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A structure of this type.
    Struct(String),
    /// A simple value of this type.
    Simple(String),
    /// One of the elements that may stand for this abstract one.
    Group(String),
    /// Text that is not taken apart.
    Opaque,
    /// xs:anyType.
    Any,
}

impl Table {
    /// A global element.
    pub fn element(&self, name: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.name == name)
    }

    /// A structure.
    pub fn structure(&self, name: &str) -> Option<&Struct> {
        self.structs.iter().find(|ty| ty.name == name)
    }

    /// A simple type.
    pub fn simple(&self, name: &str) -> Option<&Simple> {
        self.simples.iter().find(|ty| ty.name == name)
    }

    /// The type of a global element, through what it stands for; `None`: xs:anyType.
    pub fn type_of(&self, element: &Element) -> Option<String> {
        if element.ty != "-" {
            return Some(element.ty.clone());
        }
        mark(&element.marks, "for").and_then(|head| self.type_of(self.element(head)?))
    }

    /// The elements that may stand for `head`, those of abstract types left out.
    pub fn members(&self, head: &str) -> Vec<&Element> {
        let direct = self.elements.iter().filter(|element| mark(&element.marks, "for") == Some(head));
        direct
            .flat_map(|element| {
                let usable = !self.is_abstract(element);
                std::iter::once(element).filter(move |_| usable).chain(self.members(&element.name))
            })
            .collect()
    }

    fn is_abstract(&self, element: &Element) -> bool {
        let has = |marks: &[String]| marks.iter().any(|mark| mark == "abstract");
        has(&element.marks) || self.structure(&element.ty).is_some_and(|ty| has(&ty.marks))
    }

    /// What stands in a global element.
    pub fn kind_of(&self, element: &Element) -> Kind {
        match self.type_of(element) {
            _ if element.marks.iter().any(|mark| mark == "abstract") => Kind::Group(element.name.clone()),
            None => Kind::Any,
            Some(ty) if ty == "opaque" => Kind::Opaque,
            Some(ty) => self.kind(&ty),
        }
    }

    fn kind(&self, ty: &str) -> Kind {
        if self.structure(ty).is_some() { Kind::Struct(ty.to_owned()) } else { Kind::Simple(ty.to_owned()) }
    }

    fn kind_of_field(&self, field: &Field) -> Kind {
        let attribute = || self.attributes.iter().find(|(name, _)| *name == field.name).map(|(_, ty)| ty);
        match (&field.own, field.place) {
            (Some(ty), _) => self.kind(ty),
            (None, Place::Attribute) => self.kind(attribute().map_or("xs:string", String::as_str)),
            (None, Place::Element) => self.element(&field.name).map_or(Kind::Any, |element| self.kind_of(element)),
        }
    }

    /// The fields of a structure with those of its bases: attributes first, then children in order.
    pub fn flatten(&self, name: &str) -> Vec<Flat> {
        let Some(ty) = self.structure(name) else { return Vec::new() };
        let restricts = ty.marks.iter().any(|mark| mark == "restricts");
        let mut all = if restricts { Vec::new() } else { self.flatten(&ty.base) };
        all.extend(ty.fields.iter().map(|field| Flat { field: field.clone(), kind: self.kind_of_field(field) }));
        all.sort_by_key(|flat| flat.field.place == Place::Element);
        all
    }

    /// Names of all structures, simple types and groups that a payload reaches.
    pub fn reached(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for payload in self.payloads() {
            self.reach(&self.kind_of(payload), &mut found);
        }
        found
    }

    fn reach(&self, kind: &Kind, found: &mut BTreeSet<String>) {
        match kind {
            Kind::Struct(name) if found.insert(name.clone()) => {
                self.flatten(name).iter().for_each(|flat| self.reach(&flat.kind, found));
            }
            Kind::Group(head) if found.insert(head.clone()) => {
                self.members(head).iter().for_each(|member| self.reach(&self.kind_of(member), found));
            }
            Kind::Simple(name) => {
                found.insert(name.clone());
            }
            _ => {}
        }
    }

    /// The elements of which `oadrSignedObject` holds one.
    pub fn payloads(&self) -> Vec<&Element> {
        let fields = self.structure("oadr:oadrSignedObject").map(|ty| ty.fields.as_slice()).unwrap_or_default();
        fields.iter().filter_map(|field| self.element(&field.name)).collect()
    }

    /// The table of 2.0a: what that has of this one.
    #[must_use]
    pub fn of_2_0a(&self) -> Self {
        let mut table = self.clone();
        let has = |edition: &str| edition == "a";
        table.elements.retain(|element| has(&element.edition) || element.name == "oadr:oadrSignedObject");
        table.structs.retain(|ty| has(&ty.edition) || ty.name == "oadr:oadrSignedObject");
        for ty in &mut table.structs {
            let in_a = |field: &Field| Some(Field { card: field.card_in_a?, ..field.clone() });
            ty.fields = ty.fields.iter().filter_map(in_a).collect();
        }
        table.simples.iter_mut().filter(|ty| ty.name == SIGNAL_TYPE).for_each(|ty| {
            ty.values.retain(|(text, _)| !text.starts_with("x-"));
        });
        table.namespaces.iter_mut().filter(|(prefix, _)| prefix == "oadr").for_each(|(_, uri)| {
            NAMESPACE_20A.clone_into(uri);
        });
        table
    }

    /// The enumerated texts of a simple type, those of its union's members included, and whether `x-...` may stand too.
    pub fn values(&self, ty: &Simple) -> (Vec<(String, Option<String>)>, bool) {
        let (mut all, mut open) = (ty.values.clone(), ty.name == "ei:EiExtensionTokenType");
        if ty.base.first().is_some_and(|base| base == "union") {
            for member in ty.base.iter().filter_map(|base| self.simple(base)) {
                let (values, extension) = self.values(member);
                all.extend(values);
                open |= extension;
            }
        }
        let mut seen = BTreeSet::new();
        all.retain(|(text, _)| seen.insert(text.clone()));
        (all, open)
    }
}
