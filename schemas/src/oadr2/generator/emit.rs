//! The files of `generated/`.

use super::enumerations::{enumeration, is_enumeration};
use super::model::Kind;
use super::structures::{conversions, group, local, rust_name, structure};
use super::table::{Element, Table, TableError, parse};
use crate::xml::names::type_name;
use std::fmt::Write as _;

const HEAD: &str = "// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.\n";

/// File names (within `generated/`) and texts.
///
/// # Errors
/// A table that does not parse.
pub fn generate(table: &str) -> Result<Vec<(String, String)>, TableError> {
    let table = parse(table)?;
    let mut files = vec![("namespaces.rs".to_owned(), namespaces(&table)), ("groups.rs".to_owned(), groups(&table))];
    for (prefix, uri) in &table.namespaces {
        let text = package(&table, prefix);
        if !text.is_empty() {
            let head = format!("{HEAD}//! Namespace `{uri}`.\n\nuse super::prelude::*;\n");
            files.push((format!("{prefix}.rs"), head + &text));
        }
    }
    files.push(("mod.rs".to_owned(), index(&files)));
    Ok(files)
}

/// The types of one namespace that a message reaches.
fn package(table: &Table, prefix: &str) -> String {
    let reached = table.reached();
    let here = |name: &str| name.split_once(':').is_some_and(|(found, _)| found == prefix) && reached.contains(name);
    let structs = table.structs.iter().filter(|ty| here(&ty.name)).map(|ty| structure(table, ty));
    let simples = table.simples.iter().filter(|ty| here(&ty.name) && is_enumeration(table, ty));
    structs.chain(simples.map(|ty| enumeration(table, ty))).collect()
}

fn groups(table: &Table) -> String {
    let mut out = format!("{HEAD}//! Elements of which one of several stands.\n\nuse super::prelude::*;\n");
    let payloads = table.payloads();
    out += &group(table, "Message", "A payload: what `oadr:oadrSignedObject` holds", &payloads);
    out += &conversions(table, &payloads);
    let reached = table.reached();
    let is_group = |element: &&Element| matches!(table.kind_of(element), Kind::Group(_));
    for head in table.elements.iter().filter(|element| reached.contains(&element.name)).filter(is_group) {
        let about = format!("What may stand for `{}`", head.name);
        out += &group(table, &rust_name(&head.name, &head.marks), &about, &table.members(&head.name));
    }
    out
}

fn namespaces(table: &Table) -> String {
    let with_elements = |prefix: &str| {
        let own = |name: &str| name.split_once(':').is_some_and(|(found, _)| found == prefix);
        table.elements.iter().any(|element| own(&element.name))
    };
    let all: Vec<(String, &str, &str)> = table
        .namespaces
        .iter()
        .filter(|(prefix, _)| with_elements(prefix))
        .map(|(prefix, uri)| (type_name(prefix), prefix.as_str(), uri.as_str()))
        .collect();
    let mut out = format!(
        "{HEAD}//! The namespaces.\n\n/// A namespace that matters.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Ns {{\n"
    );
    for (name, ..) in &all {
        let _ = writeln!(out, "    {name},");
    }
    out += "    /// Any other, and none.\n    Other,\n}\n\nimpl Ns {\n    pub const ALL: &'static [Self] = &[";
    out += &all.iter().map(|(name, ..)| format!("Self::{name}")).collect::<Vec<_>>().join(", ");
    out += "];\n\n    pub fn of(uri: &str) -> Self {\n        match uri {\n";
    for (name, _, uri) in &all {
        let _ = writeln!(out, "            {uri:?} => Self::{name},");
    }
    out += "            _ => Self::Other,\n        }\n    }\n";
    for (method, value) in [("prefix", 1), ("uri", 2)] {
        let _ = write!(out, "\n    pub fn {method}(self) -> &'static str {{\n        match self {{\n");
        for (name, prefix, uri) in &all {
            let _ = writeln!(out, "            Self::{name} => {:?},", if value == 1 { prefix } else { uri });
        }
        out += "            Self::Other => \"\",\n        }\n    }\n";
    }
    out + "}\n"
}

fn index(files: &[(String, String)]) -> String {
    let mut text = format!("{HEAD}//! The types of OpenADR 2.0b, a module a namespace.\n\n");
    let modules: Vec<&str> = files.iter().filter_map(|(file, _)| file.strip_suffix(".rs")).collect();
    for module in &modules {
        let _ = writeln!(text, "mod {module};");
    }
    text += "\npub(crate) use namespaces::Ns;\n";
    for module in modules.iter().filter(|module| local(module) != "namespaces") {
        let _ = writeln!(text, "pub use {module}::*;");
    }
    text + "\nmod prelude {\n    pub(super) use super::super::cursor::Cursor;\n    pub(super) use super::super::shape::{Card::*, Name, Node, Shape, Text::*, at, el, fixed, group, n};\n    pub(super) use super::super::simple::*;\n    pub(super) use super::super::value::Value;\n    pub(super) use super::super::writer::Writer;\n    pub(super) use super::*;\n    pub(super) use crate::xml::DecodeError;\n}\n"
}
