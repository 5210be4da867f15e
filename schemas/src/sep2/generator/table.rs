//! The schema table as data.

use thiserror::Error;

/// A line of the table that does not fit its format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("schema table, line {line}: {what}")]
pub struct TableError {
    /// Line number from 1; 0 when the fault is not in one line.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A value that may differ between the editions: 2018's and 2023's.
pub type Pair = (String, String);

/// Where a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `@`: an attribute.
    Attribute,
    /// `.`: a child element.
    Element,
    /// `_`: the text of the element.
    Text,
}

/// One field as a type declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it is written.
    pub place: Place,
    /// XSD name.
    pub name: String,
    /// XSD type by edition.
    pub ty: Pair,
    /// `1`, `?`, `*`, `+` or `1..10`.
    pub card: String,
    /// Editions that know it.
    pub editions: String,
    /// Default by edition, `-` for none.
    pub default: Pair,
}

/// A structure or a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// XSD name.
    pub name: String,
    /// Module that holds it.
    pub package: String,
    /// Whether it is a simple value without attributes.
    pub scalar: bool,
    /// Editions that know it.
    pub editions: String,
    /// Base by edition, `-` for none.
    pub base: Pair,
    /// Editions in which an element of that name is global; for CSIP-AUS the element's name.
    pub global: String,
    /// `r2_3` for a structure, facets for a scalar.
    pub marks: Vec<String>,
    /// Own fields, in order.
    pub fields: Vec<Field>,
}

/// Reads the table.
///
/// # Errors
/// The first line that does not fit.
pub fn parse(text: &str) -> Result<Vec<Type>, TableError> {
    let mut types: Vec<Type> = Vec::new();
    let mut package = String::new();
    for (index, line) in text.lines().enumerate() {
        let fail = |what: &str| TableError { line: index + 1, what: what.to_owned() };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["package", name] => package = (*name).to_owned(),
            [kind @ ("type" | "scalar"), name, editions, base, global, marks @ ..] => types.push(Type {
                name: (*name).to_owned(),
                package: package.clone(),
                scalar: *kind == "scalar",
                editions: (*editions).to_owned(),
                base: pair(base),
                global: (*global).to_owned(),
                marks: marks.iter().map(|&mark| mark.to_owned()).collect(),
                fields: Vec::new(),
            }),
            [name, ty, card, editions, rest @ ..] => {
                let owner = types.last_mut().ok_or_else(|| fail("a field before any type"))?;
                owner.fields.push(field(name, ty, card, editions, rest).ok_or_else(|| fail("not a field"))?);
            }
            _ => return Err(fail("neither package, type, scalar nor field")),
        }
    }
    Ok(types)
}

fn field(name: &str, ty: &str, card: &str, editions: &str, rest: &[&str]) -> Option<Field> {
    let place = match name.chars().next()? {
        '@' => Place::Attribute,
        '.' => Place::Element,
        '_' => Place::Text,
        _ => return None,
    };
    let default = rest.first().and_then(|word| word.strip_prefix('=')).unwrap_or("-");
    Some(Field {
        place,
        name: name.get(1..)?.to_owned(),
        ty: pair(ty),
        card: card.to_owned(),
        editions: editions.to_owned(),
        default: pair(default),
    })
}

fn pair(word: &str) -> Pair {
    let (old, new) = word.split_once('|').unwrap_or((word, word));
    (old.to_owned(), new.to_owned())
}
