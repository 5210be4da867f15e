//! Simple types in Rust: which of them are enumerations, and their text.

use super::structures::{edition, rust_name};
use super::table::{Simple, Table};
use std::fmt::Write as _;

/// Simple types that Rust's own types or those of `simple.rs` stand for.
fn by_hand(name: &str) -> Option<&'static str> {
    Some(match name {
        "xs:string" | "xs:token" | "xs:anyURI" | "xs:ID" => "String",
        "xs:boolean" => "bool",
        "xs:unsignedInt" => "u32",
        "xs:float" => "f64",
        "xs:decimal" => "Decimal",
        "xcal:DateTimeType" => "DateTime",
        "xcal:DurationValueType" => "Duration",
        "ei:ResponseCodeType" => "ResponseCode",
        "ei:ConfidenceType" => "Confidence",
        "gml:doubleList" => "DoubleList",
        // Its case varies in the field, and other names occur.
        "ei:signalNameType" => "String",
        _ => return None,
    })
}

/// Whether the generator makes an enumeration of it.
pub(super) fn is_enumeration(table: &Table, ty: &Simple) -> bool {
    by_hand(&ty.name).is_none() && !table.values(ty).0.is_empty()
}

/// Rust type of a simple type.
pub(super) fn rust_type(table: &Table, name: &str) -> String {
    match (by_hand(name), table.simple(name)) {
        (Some(native), _) => native.to_owned(),
        (None, Some(ty)) if is_enumeration(table, ty) => rust_name(&ty.name, &ty.marks),
        (None, Some(ty)) => rust_type(table, ty.base.first().map_or("xs:string", String::as_str)),
        (None, None) => "String".to_owned(),
    }
}

/// What becomes of white space in a string type: a variant of `Text`.
pub(super) fn text(table: &Table, name: &str) -> &'static str {
    match (name, table.simple(name)) {
        ("xs:ID", _) => "Id",
        ("xs:token" | "xs:anyURI" | "ei:signalNameType", _) => "Token",
        (_, Some(ty)) => text(table, ty.base.first().map_or("", String::as_str)),
        _ => "Keep",
    }
}

/// The Rust text of an enumeration.
pub(super) fn enumeration(table: &Table, ty: &Simple) -> String {
    let name = rust_name(&ty.name, &ty.marks);
    let (values, open) = table.values(ty);
    let extensible = if open { ", or what begins with `x-`" } else { "" };
    let copy = if open { "" } else { "Copy, " };
    let mut out = format!(
        "\n/// `{}`, {}: one of {} values{extensible}.\n#[derive(Debug, Clone, {copy}PartialEq, Eq, Hash, Default)]\npub enum {name} {{\n",
        ty.name,
        edition(&ty.edition),
        values.len()
    );
    let first = if values.iter().any(|(text, _)| text == DEFAULT) { DEFAULT } else { &values[0].0 };
    for (text, variant) in &values {
        let default = if text == first { "    #[default]\n" } else { "" };
        let _ = write!(out, "    /// `{text}`.\n{default}    {},\n", variant_name(text, variant.as_deref()));
    }
    if open {
        out += "    /// A value that the schema does not list: `x-...`.\n    Extension(String),\n";
    }
    let pairs: Vec<String> = values
        .iter()
        .map(|(text, variant)| format!("    {} = {text:?},\n", variant_name(text, variant.as_deref())))
        .collect();
    let maker = if open { "extensible" } else { "enumeration" };
    out + &format!("}}\n\n{maker}!(\n    {name},\n    {:?},\n{});\n", expected(ty, &values, open), pairs.concat())
}

/// The version that we speak is what a payload has that does not say.
const DEFAULT: &str = "2.0b";

fn expected(ty: &Simple, values: &[(String, Option<String>)], open: bool) -> String {
    let shown: Vec<&str> = values.iter().take(12).map(|(text, _)| text.as_str()).collect();
    let more = if values.len() > shown.len() { ", ..." } else { "" };
    let extension = if open { ", x-..." } else { "" };
    format!("{} ({}{more}{extension})", ty.name, shown.join(", "))
}

/// `No Quality - No Value` to `NoQualityNoValue`, `METADATA_HISTORY_USAGE` to `MetadataHistoryUsage`, `2.0b` to `V20b`.
fn variant_name(text: &str, given: Option<&str>) -> String {
    if let Some(name) = given {
        return name.to_owned();
    }
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined: String = words.map(word).collect();
    if joined.starts_with(|first: char| first.is_ascii_digit()) { format!("V{joined}") } else { joined }
}

/// A word with a capital first; one that is all capitals keeps the first of them.
fn word(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    let rest =
        if rest.chars().any(|letter| letter.is_ascii_lowercase()) { rest.to_owned() } else { rest.to_lowercase() };
    first.to_uppercase() + &rest
}

#[cfg(test)]
mod tests {
    use super::variant_name;

    #[test]
    fn variants_follow_the_convention() {
        let cases = [
            ("No Quality - No Value", "NoQualityNoValue"),
            ("METADATA_HISTORY_USAGE", "MetadataHistoryUsage"),
            ("2.0b", "V20b"),
            ("x-RMS", "XRms"),
            ("x-loadControlSetpoint", "XLoadControlSetpoint"),
            ("Quality Limit - Field/Low", "QualityLimitFieldLow"),
            ("EiEvent", "EiEvent"),
            ("USD", "Usd"),
        ];
        for (xsd, rust) in cases {
            assert_eq!(variant_name(xsd, None), rust);
        }
    }
}
