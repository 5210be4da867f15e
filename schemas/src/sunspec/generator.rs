//! From `tables/sunspec.txt` to `sunspec/generated.rs`.

use std::fmt::Write;

/// Why the table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tables/sunspec.txt line {line}: {what}")]
pub struct TableError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

#[derive(Debug, Default)]
struct Body {
    points: Vec<String>,
    groups: Vec<String>,
}

#[derive(Debug)]
struct Open {
    head: String,
    body: Body,
}

/// The source of `sunspec/generated.rs`, from the table's text. Fails on the first line that is not as the table's
/// head describes.
pub fn generate(table: &str) -> Result<String, TableError> {
    let mut models: Vec<String> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let line = line.split_whitespace().collect::<Vec<_>>();
        take_line(&line, &mut open, &mut models).map_err(|what| TableError { line: index + 1, what })?;
    }
    close_model(&mut open, &mut models).map_err(|what| TableError { line: table.lines().count(), what })?;
    let models = models.concat();
    let fixed = if models.contains("Fixed(") { "Fixed, " } else { "" };
    let mut out = HEAD.replace("FIXED", fixed);
    writeln!(out, "pub static MODELS: &[Model] = &[\n{models}];").ok();
    Ok(out)
}

const HEAD: &str = "//! Generated from tables/sunspec.txt by sunspec::generator; do not edit.

use super::table::Count::{Once, Point as By, ToTheEnd};
use super::table::Scale::{self, FIXEDPoint as Sf};
use super::table::{Kind as K, Model, g, m, p};

/// Every model of the table, by rising number.
";

fn take_line(line: &[&str], open: &mut Vec<Open>, models: &mut Vec<String>) -> Result<(), String> {
    match line {
        [] => Ok(()),
        [first, ..] if first.starts_with('#') => Ok(()),
        ["model", id, name] => {
            close_model(open, models)?;
            let id: u16 = id.parse().map_err(|_| format!("{id} is no model number"))?;
            open.push(Open { head: format!("m({id}, {name:?}"), body: Body::default() });
            Ok(())
        }
        ["group", name, kind, count] => {
            let sync = *kind == "sync";
            let count = match *count {
                "1" => "Once".to_owned(),
                "*" => "ToTheEnd".to_owned(),
                point => format!("By({point:?})"),
            };
            open.push(Open { head: format!("g({name:?}, {sync}, {count}"), body: Body::default() });
            Ok(())
        }
        ["end"] => close_group(open),
        ["point", facts @ ..] => {
            let point = point_source(facts)?;
            open.last_mut().ok_or("a point outside a model")?.body.points.push(point);
            Ok(())
        }
        other => Err(format!("not understood: {}", other.join(" "))),
    }
}

fn close_group(open: &mut Vec<Open>) -> Result<(), String> {
    if open.len() < 2 {
        return Err("an end without its group".to_owned());
    }
    let group = open.pop().ok_or("nothing is open")?;
    let source = source_of(&group, open.len());
    open.last_mut().ok_or("a group outside a model")?.body.groups.push(source);
    Ok(())
}

fn close_model(open: &mut Vec<Open>, models: &mut Vec<String>) -> Result<(), String> {
    let Some(model) = open.pop() else { return Ok(()) };
    if !open.is_empty() {
        return Err("a group is not ended".to_owned());
    }
    models.push(source_of(&model, 0));
    Ok(())
}

fn source_of(open: &Open, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let points: String = open.body.points.iter().map(|point| format!("{indent}  {point},\n")).collect();
    let groups = open.body.groups.concat();
    format!("{indent}{}, &[\n{points}{indent}], &[\n{groups}{indent}]),\n", open.head)
}

fn point_source(facts: &[&str]) -> Result<String, String> {
    let [name, kind, size, access, mandatory, scale, unit, symbols @ ..] = facts else {
        return Err("a point has at least seven facts".to_owned());
    };
    let size: u16 = size.parse().map_err(|_| format!("{size} is no size"))?;
    let scale = match (*scale, scale.parse::<i8>()) {
        ("-", _) => "Scale::None".to_owned(),
        (_, Ok(power)) => format!("Fixed({power})"),
        (point, _) => format!("Sf({point:?})"),
    };
    let unit = if *unit == "-" { "" } else { unit };
    let symbols = symbols.iter().map(|symbol| symbol_source(symbol)).collect::<Result<Vec<_>, _>>()?.join(", ");
    let (writable, mandatory) = (*access == "rw", *mandatory == "m");
    let kind = kind_source(kind);
    Ok(format!("p({name:?}, K::{kind}, {size}, {scale}, {unit:?}, {writable}, {mandatory}, &[{symbols}])"))
}

/// SunSpec's type names differ from the variants in the first letter alone.
fn kind_source(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn symbol_source(symbol: &str) -> Result<String, String> {
    let (name, number) = symbol.split_once('=').ok_or_else(|| format!("{symbol} is no symbol"))?;
    let number: u32 = number.parse().map_err(|_| format!("{symbol} has no number"))?;
    Ok(format!("({name:?}, {number})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `TIELINE_REGENERATE=1 cargo test -p tieline-schemas sunspec` rewrites the generated source.
    #[test]
    fn generated_sunspec_is_what_the_table_gives() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        let table = std::fs::read_to_string(format!("{root}tables/sunspec.txt")).expect("table");
        let path = format!("{root}src/sunspec/generated.rs");
        let source = generate(&table).expect("table is well-formed");
        if std::env::var_os("TIELINE_REGENERATE").is_some() {
            std::fs::write(&path, &source).expect("writes");
        }
        let committed = std::fs::read_to_string(&path).expect("generated source");
        assert!(committed == source, "stale: run TIELINE_REGENERATE=1 cargo test -p tieline-schemas sunspec");
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(generate("model 1 common\nbogus").map_err(|e| e.line), Err(2));
        assert_eq!(generate("model 1 common\ngroup a group 1").map_err(|e| e.line), Err(2));
    }
}
