//! The Rust text of `generated/`.

use super::flatten::{Flat, flatten};
use super::table::{Place, TableError, Type, parse};
use crate::xml::names::{snake, type_name};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.\n";

/// File names (within `generated/`) and texts.
///
/// # Errors
/// A table that does not parse.
pub fn generate(table: &str) -> Result<Vec<(String, String)>, TableError> {
    let types = parse(table)?;
    let by_name: BTreeMap<&str, &Type> = types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
    let mut packages: Vec<&str> = types.iter().map(|ty| ty.package.as_str()).collect();
    packages.dedup();
    let mut files = vec![("mod.rs".to_owned(), index(&packages)), ("document.rs".to_owned(), document(&types))];
    for package in packages {
        let mut text = format!("{HEAD}//! Package `{package}`.\n");
        if types.iter().any(|ty| ty.package == package && !native(ty)) {
            text += "\nuse super::prelude::*;\n";
        }
        for ty in types.iter().filter(|ty| ty.package == package) {
            text += &if ty.scalar { alias(ty) } else { structure(ty, &by_name) };
        }
        files.push((format!("{package}.rs"), text));
    }
    Ok(files)
}

fn index(packages: &[&str]) -> String {
    let mut text = format!(
        "{HEAD}//! The types of IEEE 2030.5 (2018 and 2023) and CSIP-AUS, a module a package.\n\n#![allow(non_camel_case_types)] // IEEE_802_15_4 keeps its name\n\nmod document;\n"
    );
    for package in packages {
        let _ = writeln!(text, "mod {package};");
    }
    text += "\npub use document::Document;\n";
    for package in packages {
        let _ = writeln!(text, "pub use {package}::*;");
    }
    text + "\nmod prelude {\n    pub(super) use super::*;\n    pub(super) use super::super::shape::{B, Card::*, N, Node, O, OWN, Shape, V12, V13, V13B, at, el, text};\n    pub(super) use super::super::scalar::*;\n    pub(super) use super::super::value::Value;\n}\n"
}

/// Rust type of a primitive of XML Schema as the scalars name it.
fn primitive(name: &str) -> Option<&'static str> {
    Some(match name {
        "UInt8" => "u8",
        "UInt16" => "u16",
        "UInt32" => "u32",
        "UInt64" => "u64",
        "Int8" => "i8",
        "Int16" => "i16",
        "Int32" => "i32",
        "Int64" => "i64",
        "boolean" => "bool",
        "anyURI" => "String",
        _ => return None,
    })
}

/// Scalars that `scalar.rs` writes by hand.
fn by_hand(name: &str) -> bool {
    name.starts_with("HexBinary") || matches!(name, "Int48" | "UInt40" | "UInt48")
}

/// Whether its Rust text needs no other type of the model.
fn native(ty: &Type) -> bool {
    ty.scalar && (by_hand(&ty.name) || ty.base.1.starts_with("xs:") || primitive(&ty.base.1).is_some())
}

fn alias(ty: &Type) -> String {
    if by_hand(&ty.name) {
        return String::new();
    }
    let base = &ty.base.1;
    let target = match primitive(&ty.name) {
        Some(native) => native.to_owned(),
        None if base == "xs:string" => "String".to_owned(),
        None => type_name(base),
    };
    format!(
        "\n/// `{}` [X18/X23 {}], {}: {}.{}\npub type {} = {target};\n",
        ty.name,
        ty.name,
        editions(&ty.editions),
        base.trim_start_matches("xs:"),
        facets(&ty.marks),
        type_name(&ty.name)
    )
}

fn facets(marks: &[String]) -> String {
    if marks.is_empty() { String::new() } else { format!(" `{}`", marks.join(" ")) }
}

fn editions(word: &str) -> &str {
    match word {
        "both" => "2018 and 2023",
        "aus1.2" => "CSIP-AUS 1.2",
        "aus1.3-beta" => "CSIP-AUS 1.3 and its draft v1.3-beta/storage",
        "aus1.3" | "aus1.3-sep" => "CSIP-AUS 1.3",
        other => other,
    }
}

fn structure(ty: &Type, types: &BTreeMap<&str, &Type>) -> String {
    let name = type_name(&ty.name);
    let fields = flatten(types, &ty.name);
    let mut out = format!(
        "\n/// `{}`, {}.\n#[derive(Debug, Clone, PartialEq, Default)]\npub struct {name} {{\n",
        ty.name,
        editions(&ty.editions)
    );
    for flat in &fields {
        let _ = write!(out, "    /// {}\n    pub {}: {},\n", describe(flat), snake(&flat.field.name), rust_type(flat));
    }
    out += "}\n\n";
    let _ = write!(
        out,
        "impl Node for {name} {{\n    fn shape(&self) -> &'static Shape {{\n        static SHAPE: Shape = Shape::new({:?}, {:?}, {}, &{:?}, &[\n",
        ty.name,
        root(ty),
        ty.package == "csip_aus",
        bases(ty, types)
    );
    for flat in &fields {
        let _ = writeln!(out, "            {},", entry(flat, types));
    }
    out += "        ]);\n        &SHAPE\n    }\n";
    out += &accessor(&fields, "field", "&self", "&dyn Value", "&self");
    out += &accessor(&fields, "field_mut", "&mut self", "&mut dyn Value", "&mut self");
    let subscribable = fields.iter().find(|flat| flat.field.name == "subscribable");
    let subscribable = subscribable.map_or_else(String::new, |flat| format!(", subscribable {}", known(flat)));
    let _ = write!(out, "}}\n\nelement!({name}, {:?}{subscribable});\n", root(ty));
    out
}

/// Name of the element that carries this type at the root.
fn root(ty: &Type) -> &str {
    if ty.package == "csip_aus" { &ty.global } else { &ty.name }
}

/// All types that this one is derived from, over both editions.
fn bases<'a>(ty: &'a Type, types: &BTreeMap<&str, &'a Type>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for base in [&ty.base.0, &ty.base.1] {
        if let Some(next) = types.get(base.as_str()).filter(|next| !next.scalar) {
            found.push(next.name.as_str());
            found.extend(bases(next, types));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn accessor(fields: &[Flat], method: &str, receiver: &str, result: &str, borrow: &str) -> String {
    let head = format!("    fn {method}({receiver}, index: usize) -> Option<{result}> {{\n");
    if fields.is_empty() {
        return head + "        let _ = index;\n        None\n    }\n";
    }
    let mut out = head + "        Some(match index {\n";
    for (index, flat) in fields.iter().enumerate() {
        let _ = writeln!(out, "            {index} => {borrow}.{},", snake(&flat.field.name));
    }
    out + "            _ => return None,\n        })\n    }\n"
}

fn describe(flat: &Flat) -> String {
    let field = &flat.field;
    let place = if field.place == Place::Attribute { "attribute, " } else { "" };
    let ty =
        if field.ty.0 == field.ty.1 { field.ty.1.clone() } else { format!("{} in 2018, {}", field.ty.0, field.ty.1) };
    let card = match field.card.as_str() {
        "1" => "required",
        "?" => "optional",
        "*" => "any number",
        "+" => "one or more",
        other => other,
    };
    let default = match (field.default.0.as_str(), field.default.1.as_str()) {
        ("-", "-") => String::new(),
        (old, new) if old == new => format!(", default {new}"),
        (_, new) => format!(", default {new} in 2023"),
    };
    format!("`{}`: {place}{ty}, {card}, {}{default}.", field.name, known_in(flat))
}

fn known_in(flat: &Flat) -> &str {
    match (flat.in_2018, flat.in_2023) {
        _ if flat.field.editions.starts_with("aus") => editions(&flat.field.editions),
        (true, true) => "both editions",
        (true, false) => "2018",
        _ => "2023",
    }
}

fn rust_type(flat: &Flat) -> String {
    let field = &flat.field;
    let substituted = matches!(field.ty.1.as_str(), "Resource" | "Response");
    let inner = match primitive(&field.ty.1) {
        Some(native) => native.to_owned(),
        None if substituted && many(&field.card) => "Document".to_owned(),
        None if substituted => "Box<Document>".to_owned(),
        None => type_name(&field.ty.1),
    };
    match field.card.as_str() {
        card if many(card) => format!("Vec<{inner}>"),
        "1" if !field.editions.starts_with("aus") || field.name == "connectionPointId" => inner,
        _ => format!("Option<{inner}>"),
    }
}

fn many(card: &str) -> bool {
    !matches!(card, "1" | "?")
}

fn entry(flat: &Flat, types: &BTreeMap<&str, &Type>) -> String {
    let field = &flat.field;
    let place = match field.place {
        Place::Attribute => "at",
        Place::Element => "el",
        Place::Text => "text",
    };
    let card = match field.card.as_str() {
        "1" if field.editions.starts_with("aus") && field.name != "connectionPointId" => "Maybe",
        "1" => "One",
        "?" => "Maybe",
        "*" => "Any",
        "+" => "Some1",
        _ => "UpTo10",
    };
    format!("{place}({:?}, {card}, {}, {})", field.name, known(flat), length(types, &field.ty.1))
}

/// The editions and versions that know a field, as `shape.rs` names them.
fn known(flat: &Flat) -> &'static str {
    match (flat.in_2018, flat.in_2023) {
        _ if flat.field.editions == "aus1.2" => "V12",
        _ if flat.field.editions == "aus1.3-beta" => "V13B",
        _ if flat.field.editions == "aus1.3" => "V13",
        _ if flat.field.editions == "aus1.3-sep" => "V13 | OWN",
        // The text is also how 2018 writes what is a simple value there.
        _ if flat.field.place == Place::Text => "B",
        (true, true) => "B",
        (true, false) => "O",
        _ => "N",
    }
}

/// Most characters of a string type, 0 for what is not a bounded string.
fn length(types: &BTreeMap<&str, &Type>, name: &str) -> u16 {
    let Some(ty) = types.get(name).filter(|ty| ty.scalar) else { return 0 };
    if ty.base.1 != "xs:string" {
        return length(types, &ty.base.1);
    }
    ty.marks.iter().find_map(|mark| mark.strip_prefix("maxLength=")?.parse().ok()).unwrap_or(0)
}

/// The enum over everything that can stand at the root or behind an `xsi:type`.
fn document(types: &[Type]) -> String {
    let shown: Vec<&Type> = types.iter().filter(|ty| !ty.scalar || ty.global != "none").collect();
    let mut out =
        format!("{HEAD}//! Any element that can stand at the root of a message.\n\nuse super::prelude::*;\n\n");
    out += "/// A message: one variant a type of the standard (element name = type name).\n#[derive(Debug, Clone, PartialEq)]\n#[allow(clippy::large_enum_variant)]\npub enum Document {\n";
    for ty in &shown {
        let name = type_name(&ty.name);
        let _ = write!(out, "    /// `{}`, global in: {}.\n    {name}({name}),\n", root(ty), globals(ty));
    }
    out += "}\n\nimpl Document {\n    /// An empty message of the type that has this XSD name.\n    #[must_use]\n    pub fn empty(name: &str) -> Option<Self> {\n        Some(match name {\n";
    for ty in &shown {
        let name = type_name(&ty.name);
        let _ = writeln!(out, "            {:?} => Self::{name}({name}::default()),", root(ty));
    }
    out += "            _ => return None,\n        })\n    }\n";
    out += "\n    /// XSD name of the element.\n    #[must_use]\n    pub fn root_name(&self) -> &'static str {\n        match self {\n";
    for ty in &shown {
        let _ = writeln!(out, "            Self::{}(_) => {:?},", type_name(&ty.name), root(ty));
    }
    out += "        }\n    }\n\n    /// Editions in which an element of that name is global.\n    pub(crate) fn global(name: &str) -> u8 {\n        match name {\n";
    out += &global_arms(&shown);
    out += "            _ => 0,\n        }\n    }\n";
    for (method, receiver, result) in [("value", "&self", "&dyn Value"), ("value_mut", "&mut self", "&mut dyn Value")] {
        let _ = write!(out, "\n    pub(crate) fn {method}({receiver}) -> {result} {{\n        match self {{\n");
        for ty in &shown {
            let _ = writeln!(out, "            Self::{}(inner) => inner,", type_name(&ty.name));
        }
        out += "        }\n    }\n";
    }
    out += "\n    /// The structure within, `None` for a simple value.\n    pub(crate) fn node(&self) -> Option<&dyn Node> {\n        Some(match self {\n";
    for ty in shown.iter().filter(|ty| !ty.scalar) {
        let _ = writeln!(out, "            Self::{}(inner) => inner,", type_name(&ty.name));
    }
    out + "            _ => return None,\n        })\n    }\n}\n"
}

fn globals(ty: &Type) -> &str {
    if ty.package == "csip_aus" { "CSIP-AUS" } else { &ty.global }
}

fn global_arms(shown: &[&Type]) -> String {
    let mut out = String::new();
    for (word, bits) in [("both", "B"), ("2018", "O"), ("2023", "N")] {
        let names: Vec<String> =
            shown.iter().filter(|ty| ty.global == word).map(|ty| format!("{:?}", ty.name)).collect();
        let _ = writeln!(out, "            {} => {bits},", names.join(" | "));
    }
    let extensions = shown.iter().filter(|ty| ty.package == "csip_aus" && ty.global != "none");
    let names: Vec<String> = extensions.map(|ty| format!("{:?}", ty.global)).collect();
    out + &format!("            {} => V12,\n", names.join(" | "))
}
