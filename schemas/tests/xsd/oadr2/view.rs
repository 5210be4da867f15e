//! The table as the schema would say it: a line per fact, to compare with the official one.

use super::Facts;
use tieline_schemas::oadr2::generator::table::{Element, Field, Place, Simple, Struct, Table, mark};

pub fn facts(table: &Table) -> Facts {
    let mut facts = Facts::new();
    for element in table.elements.iter().filter(|element| element.ty != "opaque") {
        facts.insert(format!("element {}", element.name), self::element(element));
    }
    for (name, ty) in &table.attributes {
        facts.insert(format!("attribute {name}"), vec![ty.clone()]);
    }
    for ty in &table.structs {
        facts.insert(format!("struct {}", ty.name), structure(ty));
    }
    for ty in &table.simples {
        facts.insert(format!("simple {}", ty.name), simple(ty));
    }
    facts
}

/// Marks that are the schema's, in a fixed order.
fn marks(marks: &[String]) -> impl Iterator<Item = String> + '_ {
    let known = ["abstract", "anonymous", "choice", "nillable", "restricts"];
    known.into_iter().filter(|known| marks.iter().any(|mark| mark == known)).map(str::to_owned)
}

fn element(element: &Element) -> Vec<String> {
    let head = mark(&element.marks, "for").map(|head| format!("for={head}"));
    std::iter::once(element.ty.clone()).chain(marks(&element.marks)).chain(head).collect()
}

fn structure(ty: &Struct) -> Vec<String> {
    std::iter::once(ty.base.clone()).chain(marks(&ty.marks)).chain(ty.fields.iter().map(field)).collect()
}

fn field(field: &Field) -> String {
    let place = if field.place == Place::Attribute { "@" } else { "" };
    let own = field.own.as_deref().unwrap_or("ref");
    let fixed = field.fixed.as_ref().map(|text| format!(" fixed={text}")).unwrap_or_default();
    format!("{place}{} {own} {}{fixed}", field.name, field.card)
}

fn simple(ty: &Simple) -> Vec<String> {
    let facets = ty.marks.iter().filter(|mark| mark.contains('=') && !mark.starts_with("as=")).cloned();
    let values = ty.values.iter().map(|(text, _)| format!("= {text}"));
    std::iter::once(ty.base.join(" ")).chain(marks(&ty.marks)).chain(facets).chain(values).collect()
}
