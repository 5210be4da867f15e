//! The schema table as data. Names carry the prefix of their namespace: `ei:venID`.

pub use crate::sep2::generator::table::TableError;

/// What the table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Prefix and URI.
    pub namespaces: Vec<(String, String)>,
    /// Global elements.
    pub elements: Vec<Element>,
    /// Global attributes: name and type.
    pub attributes: Vec<(String, String)>,
    /// Structures.
    pub structs: Vec<Struct>,
    /// Simple values.
    pub simples: Vec<Simple>,
}

/// A global element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Whether 2.0a has it: `a`, else `b`.
    pub edition: String,
    /// Its type, `-` for that of its head (or none), `opaque` for an element that is not taken apart.
    pub ty: String,
    /// `abstract`, `nillable`, `for=HEAD`, `as=NAME`.
    pub marks: Vec<String>,
}

/// Where a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `@`.
    Attribute,
    /// A child element.
    Element,
}

/// One field as a structure declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it is written.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Its type, where the field is the structure's own; else it is a global element or attribute.
    pub own: Option<String>,
    /// `1`, `?`, `*` or `+`.
    pub card: char,
    /// The only text that it may have.
    pub fixed: Option<String>,
    /// What is taken where it is absent.
    pub default: Option<String>,
    /// Its cardinality in 2.0a, where that has the structure; `None`: 2.0a does not have it.
    pub card_in_a: Option<char>,
}

/// A structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Whether 2.0a has it.
    pub edition: String,
    /// What it is derived from, `-` for nothing.
    pub base: String,
    /// `abstract`, `choice`, `restricts`, `anonymous`, `as=NAME`.
    pub marks: Vec<String>,
    /// Own fields, in order.
    pub fields: Vec<Field>,
}

/// A simple value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simple {
    /// Its name.
    pub name: String,
    /// Whether 2.0a has it.
    pub edition: String,
    /// One type; `union` or `list` and its types.
    pub base: Vec<String>,
    /// Facets as `pattern=...`, and marks.
    pub marks: Vec<String>,
    /// Enumeration: text and name of the variant, if it cannot be made of the text.
    pub values: Vec<(String, Option<String>)>,
}

/// The value of a mark `KEY=VALUE`.
pub fn mark<'a>(marks: &'a [String], key: &str) -> Option<&'a str> {
    marks.iter().find_map(|mark| mark.strip_prefix(key)?.strip_prefix('='))
}

/// What the lines that follow belong to.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Struct,
    Simple,
}

/// Reads the table.
///
/// # Errors
/// The first line that does not fit.
pub fn parse(text: &str) -> Result<Table, TableError> {
    let mut table = Table::default();
    let mut open = Open::Nothing;
    for (index, line) in text.lines().enumerate() {
        let fits = if line.trim().is_empty() || line.starts_with('#') {
            Some(())
        } else if line.starts_with("  ") {
            table.inner(line.trim(), open)
        } else {
            table.outer(line).map(|opened| open = opened)
        };
        fits.ok_or_else(|| TableError { line: index + 1, what: "not a line of this table".to_owned() })?;
    }
    Ok(table)
}

impl Table {
    fn outer(&mut self, line: &str) -> Option<Open> {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["namespace", prefix, uri] = words.as_slice() {
            self.namespaces.push(((*prefix).to_owned(), (*uri).to_owned()));
            return Some(Open::Nothing);
        }
        let [kind, name, edition, ty, marks @ ..] = words.as_slice() else { return None };
        let name = self.own_name(name)?;
        let (edition, ty) = ((*edition).to_owned(), (*ty).to_owned());
        let marks: Vec<String> = marks.iter().map(|&mark| mark.to_owned()).collect();
        match *kind {
            "element" => self.elements.push(Element { name, edition, ty, marks }),
            "attribute" => self.attributes.push((name, ty)),
            "struct" => {
                self.structs.push(Struct { name, edition, base: ty, marks, fields: Vec::new() });
                return Some(Open::Struct);
            }
            "simple" => {
                let (types, marks) = marks.into_iter().partition(|word| word.contains(':') && !word.contains('='));
                self.simples.push(simple(name, edition, ty, types, marks));
                return Some(Open::Simple);
            }
            _ => return None,
        }
        Some(Open::Nothing)
    }

    fn own_name(&self, local: &str) -> Option<String> {
        self.namespaces.last().map(|(prefix, _)| format!("{prefix}:{local}"))
    }

    fn inner(&mut self, line: &str, open: Open) -> Option<()> {
        match (open, line.strip_prefix("= ")) {
            (Open::Simple, Some(values)) => {
                let values = values.split(" | ").map(|value| match value.split_once(" as ") {
                    Some((text, name)) => (text.to_owned(), Some(name.to_owned())),
                    None => (value.to_owned(), None),
                });
                self.simples.last_mut()?.values.extend(values);
            }
            (Open::Struct, None) => {
                let field = self.field(line)?;
                self.structs.last_mut()?.fields.push(field);
            }
            _ => return None,
        }
        Some(())
    }

    fn field(&self, line: &str) -> Option<Field> {
        let (head, fixed) = match line.split_once(" fixed=") {
            Some((head, fixed)) => (head, Some(fixed.to_owned())),
            None => (line, None),
        };
        let words: Vec<&str> = head.split_whitespace().collect();
        let (words, in_a) = match words.split_last()? {
            (&"b", rest) => (rest, Some("")),
            (last, rest) if last.starts_with("a=") => (rest, last.get(2..)),
            _ => (words.as_slice(), None),
        };
        let (words, default) = match words.split_last()? {
            (last, rest) if last.starts_with('=') => (rest, last.get(1..).map(str::to_owned)),
            _ => (words, None),
        };
        let (name, own, card) = match words {
            [name, card] => (*name, None, *card),
            [name, ty, card] => (*name, Some((*ty).to_owned()), *card),
            _ => return None,
        };
        let place = if name.starts_with('@') { Place::Attribute } else { Place::Element };
        let bare = name.trim_start_matches(['@', '.']);
        let name = if own.is_some() { self.own_name(bare)? } else { bare.to_owned() };
        let card = cardinality(card)?;
        let card_in_a = match in_a {
            None => Some(card),
            Some("") => None,
            Some(other) => Some(cardinality(other)?),
        };
        Some(Field { place, name, own, card, fixed, default, card_in_a })
    }
}

fn cardinality(word: &str) -> Option<char> {
    word.chars().next().filter(|_| word.len() == 1 && "1?*+".contains(word))
}

fn simple(name: String, edition: String, base: String, types: Vec<String>, marks: Vec<String>) -> Simple {
    let base = std::iter::once(base).chain(types).collect();
    Simple { name, edition, base, marks, values: Vec::new() }
}
