//! Structures and groups in Rust.

use super::enumerations::{rust_type, text};
use super::model::{Flat, Kind};
use super::table::{Element, Place, Struct, Table, mark};
use crate::xml::names::{snake, type_name};
use std::fmt::Write as _;

/// `ei:eventDescriptorType` to `EventDescriptor`, unless the table names it.
pub(super) fn rust_name(name: &str, marks: &[String]) -> String {
    if let Some(given) = mark(marks, "as") {
        return given.to_owned();
    }
    let stem = local(name).strip_suffix("Type").unwrap_or(local(name));
    type_name(stem.strip_suffix("Enumerated").unwrap_or(stem))
}

pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

pub(super) fn edition(word: &str) -> &str {
    match word {
        "a" => "2.0b and 2.0a",
        _ => "2.0b",
    }
}

/// Name of a field.
fn ident(name: &str) -> String {
    match local(name) {
        "rID" => "r_id".to_owned(),
        local => snake(local).replace('-', "_"),
    }
}

/// Rust type of what stands in a field, without its cardinality.
fn inner(table: &Table, kind: &Kind) -> String {
    match kind {
        Kind::Struct(name) => table.structure(name).map_or(String::new(), |ty| rust_name(name, &ty.marks)),
        Kind::Simple(name) => rust_type(table, name),
        Kind::Group(head) => table.element(head).map_or(String::new(), |element| rust_name(head, &element.marks)),
        Kind::Opaque => "Feed".to_owned(),
        Kind::Any => "AnyType".to_owned(),
    }
}

fn field_type(table: &Table, flat: &Flat) -> String {
    let inner = inner(table, &flat.kind);
    match flat.field.card {
        '*' | '+' => format!("Vec<{inner}>"),
        '?' if flat.field.default.is_none() => format!("Option<{inner}>"),
        _ => inner,
    }
}

/// XSD name of what stands in a field.
fn xsd_type(kind: &Kind) -> &str {
    match kind {
        Kind::Struct(name) | Kind::Simple(name) => name,
        Kind::Group(_) => "one of its group",
        Kind::Opaque => "kept as text",
        Kind::Any => "xs:anyType",
    }
}

fn describe(flat: &Flat) -> String {
    let place = if flat.field.place == Place::Attribute { "attribute, " } else { "" };
    let card = match flat.field.card {
        '1' => "required",
        '?' => "optional",
        '*' => "any number",
        _ => "one or more",
    };
    let default = flat.field.default.as_ref();
    let default = default.map(|text| format!(", `{text}` where it is absent; always written")).unwrap_or_default();
    let in_a = match flat.field.card_in_a {
        None => "; not in 2.0a",
        Some('1') if flat.field.card != '1' => "; exactly one in 2.0a",
        Some(_) => "",
    };
    format!("`{}`: {place}{}, {card}{default}{in_a}.", flat.field.name, xsd_type(&flat.kind))
}

/// The Rust text of a structure.
pub(super) fn structure(table: &Table, ty: &Struct) -> String {
    let name = rust_name(&ty.name, &ty.marks);
    let fields = table.flatten(&ty.name);
    let mut out = format!("\n/// `{}`, {}.\n", ty.name, edition(&ty.edition));
    for flat in &fields {
        if let Some(fixed) = &flat.field.fixed {
            let _ = write!(out, "///\n/// `{}` is always `{fixed}`.\n", flat.field.name);
        }
    }
    let _ = write!(out, "#[derive(Debug, Clone, PartialEq, Default)]\npub struct {name} {{\n");
    for flat in fields.iter().filter(|flat| flat.field.fixed.is_none()) {
        let (ident, ty) = (ident(&flat.field.name), field_type(table, flat));
        let _ = write!(out, "    /// {}\n    pub {ident}: {ty},\n", describe(flat));
    }
    let shown = local(&ty.name);
    let _ = write!(
        out,
        "}}\n\nimpl Node for {name} {{\n    fn shape(&self) -> &'static Shape {{\n        static SHAPE: Shape = Shape::new({shown:?}, &[\n"
    );
    for flat in &fields {
        let _ = writeln!(out, "            {},", entry(table, flat));
    }
    out += "        ]);\n        &SHAPE\n    }\n";
    out += &accessor(&fields, "field", "&self", "&dyn Value");
    out += &accessor(&fields, "field_mut", "&mut self", "&mut dyn Value");
    out + "}\n"
}

/// A field as the codec sees it.
fn entry(table: &Table, flat: &Flat) -> String {
    let name = format!("&[{}]", expanded(&flat.field.name));
    if let Some(fixed) = &flat.field.fixed {
        return format!("fixed({name}, {fixed:?})");
    }
    let card = card(flat.field.card);
    let in_a = match flat.field.card_in_a {
        None => ".not_in_a()".to_owned(),
        Some(other) if other != flat.field.card => format!(".in_a({})", self::card(other)),
        Some(_) => String::new(),
    };
    let text = match &flat.kind {
        Kind::Simple(ty) => text(table, ty),
        _ => "Keep",
    };
    match (&flat.kind, flat.field.place) {
        (Kind::Group(head), _) => {
            format!("group({:?}, {}::NAMES, {card}){in_a}", local(head), inner(table, &flat.kind))
        }
        (_, Place::Attribute) => format!("at({name}, {card}, {text}){in_a}"),
        (_, Place::Element) => format!("el({name}, {card}, {text}){in_a}"),
    }
}

/// The variant of `Card`.
fn card(card: char) -> &'static str {
    match card {
        '1' => "One",
        '?' => "Maybe",
        '*' => "Any",
        _ => "Some1",
    }
}

/// `n(Ns::Ei, "venID")`.
fn expanded(name: &str) -> String {
    format!("n(Ns::{}, {:?})", type_name(prefix(name)), local(name))
}

fn accessor(fields: &[Flat], method: &str, receiver: &str, result: &str) -> String {
    let head =
        format!("    fn {method}({receiver}, index: usize) -> Option<{result}> {{\n        Some(match index {{\n");
    let rust =
        |(index, flat): (usize, &Flat)| format!("            {index} => {receiver}.{},\n", ident(&flat.field.name));
    let arms = fields.iter().enumerate().filter(|(_, flat)| flat.field.fixed.is_none()).map(rust);
    head + &arms.collect::<String>() + "            _ => return None,\n        })\n    }\n"
}

/// The Rust text of a group: an enum over the elements of which one stands.
pub(super) fn group(table: &Table, name: &str, about: &str, members: &[&Element]) -> String {
    let mut out = format!(
        "\n/// {about}.\n#[derive(Debug, Clone, PartialEq)]\n#[allow(clippy::large_enum_variant)]\npub enum {name} {{\n"
    );
    let variant = |element: &Element| {
        let whole = type_name(local(&element.name));
        if name == "Message" { whole.strip_prefix("Oadr").map_or(whole.clone(), str::to_owned) } else { whole }
    };
    let mut arms = String::new();
    for (index, element) in members.iter().enumerate() {
        let inner = inner(table, &table.kind_of(element));
        let _ = write!(
            out,
            "    /// `{}`, {}.\n    {}({inner}),\n",
            element.name,
            edition(&element.edition),
            variant(element)
        );
        let (ns, local) = (type_name(prefix(&element.name)), local(&element.name));
        let _ = writeln!(arms, "    {index} {}({inner}) = {ns} {local:?},", variant(element));
    }
    // A number is what a payload mostly is.
    let default = members.iter().find(|element| prefix(&element.name) == "ei").or(members.first());
    let first = default.map(|&element| variant(element)).unwrap_or_default();
    out += &format!(
        "}}\n\nimpl Default for {name} {{\n    fn default() -> Self {{\n        Self::{first}(Default::default())\n    }}\n}}\n"
    );
    let in_a = members.iter().filter(|element| element.edition == "a").map(|element| expanded(&element.name));
    let in_a: Vec<String> = in_a.collect();
    out += &format!(
        "\nimpl {name} {{\n    /// Those of its names that 2.0a has.\n    pub(crate) const NAMES_IN_A: &'static [Name] = &[{}];\n}}\n",
        in_a.join(", ")
    );
    out + &format!("\ngroup!(\n    {name},\n{arms});\n")
}

/// `From` each payload for `Message`.
pub(super) fn conversions(table: &Table, payloads: &[&Element]) -> String {
    let one = |element: &&Element| {
        let inner = inner(table, &table.kind_of(element));
        let variant = type_name(local(&element.name));
        let variant = variant.strip_prefix("Oadr").unwrap_or(&variant).to_owned();
        format!(
            "\nimpl From<{inner}> for Message {{\n    fn from(payload: {inner}) -> Self {{\n        Self::{variant}(payload)\n    }}\n}}\n"
        )
    };
    payloads.iter().map(one).collect()
}
