//! The official schemas, read with quick-xml into the facts that `view` makes of the table.

use super::view::Facts;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::path::Path;

/// Facts of one edition of 2030.5.
pub fn sep2(path: &Path) -> Facts {
    let mut facts = read(path);
    // A global element of 2023 is an anonymous type that adds schemaVer alone.
    for (name, lines) in facts.iter_mut().filter(|(name, _)| name.starts_with("global ")) {
        if lines.len() > 1 {
            let schema_ver = "@schemaVer SEPVersion ? 2.1".to_owned();
            assert_eq!(lines[1..], [schema_ver], "{name}");
            lines.truncate(1);
        }
    }
    facts
}

/// Facts of a version of CSIP-AUS: what `core` adds to the types of 2018, and what `ext` declares.
pub fn extension(core: &Path, ext: &Path) -> Facts {
    let mut facts = read(ext);
    let types: Vec<(String, String)> = facts
        .iter()
        .filter_map(|(name, lines)| Some((name.strip_prefix("global ")?.to_owned(), lines[0].clone())))
        .collect();
    for (name, mut lines) in read(core) {
        for line in &mut lines {
            for (element, ty) in &types {
                *line = line.replace(&format!(".csipaus:{element} - "), &format!(".{element} {ty} "));
            }
        }
        facts.insert(name, lines);
    }
    facts
}

/// Attribute values of a tag, `-` for one that is absent.
fn get(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).unwrap();
    let value = found.map_or_else(|| "-".to_owned(), |attribute| attribute.value.into_owned());
    value.trim_start_matches("xs:").trim_start_matches("bs:").to_owned()
}

fn read(path: &Path) -> Facts {
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut walk = Walk::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => walk.open(&tag, false),
            Event::Empty(tag) => walk.open(&tag, true),
            Event::End(tag) => walk.close(tag.local_name().into_inner()),
            Event::Eof => break,
            _ => {}
        }
    }
    // The schema prints attributes behind the children; their order means nothing.
    walk.facts.values_mut().for_each(|lines| lines.sort_by_key(|line| line.starts_with('.')));
    walk.facts
}

#[derive(Default)]
struct Walk {
    facts: Facts,
    /// Type or `global NAME` that is open.
    owner: Option<String>,
    /// Open elements named `element`.
    elements: usize,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let local = tag.local_name().into_inner().to_owned();
        match (local.as_str(), self.owner.is_some()) {
            ("element", false) => self.global(tag, empty),
            ("element", true) => {
                self.elements += usize::from(!empty);
                self.push(element(tag));
            }
            ("complexType" | "simpleType", false) => {
                let name = get(tag, "name");
                self.facts.insert(name.clone(), vec!["base -".to_owned()]);
                self.owner = Some(name).filter(|_| !empty);
            }
            ("extension" | "restriction", true) => self.base(&get(tag, "base")),
            ("attribute", true) => self.push(attribute(tag)),
            ("maxLength" | "maxInclusive" | "minInclusive" | "pattern", true) => {
                self.push(format!("{local}={}", get(tag, "value")));
            }
            ("choice" | "group" | "all" | "substitutionGroup" | "union" | "list", _) => panic!("{local} is new"),
            _ => {}
        }
    }

    fn global(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = format!("global {}", get(tag, "name"));
        self.facts.insert(name.clone(), vec![get(tag, "type")]);
        if !empty {
            self.elements += 1;
            self.owner = Some(name);
        }
    }

    /// A type's base, or the type of a global element.
    fn base(&mut self, base: &str) {
        let Some(owner) = &self.owner else { return };
        let line = if owner.starts_with("global ") { base.to_owned() } else { format!("base {base}") };
        if let Some(first) = self.facts.get_mut(owner).and_then(|lines| lines.first_mut()) {
            *first = line;
        }
    }

    fn push(&mut self, line: String) {
        let lines = self.owner.as_ref().and_then(|owner| self.facts.get_mut(owner));
        lines.unwrap().push(line);
    }

    fn close(&mut self, local: &str) {
        match local {
            "element" => self.elements -= 1,
            "complexType" | "simpleType" if self.elements == 0 => self.owner = None,
            _ => {}
        }
        if self.elements == 0 && self.owner.as_ref().is_some_and(|owner| owner.starts_with("global ")) {
            self.owner = None;
        }
    }
}

fn attribute(tag: &BytesStart<'_>) -> String {
    let card = if get(tag, "use") == "required" { "1" } else { "?" };
    format!("@{} {} {card} {}", get(tag, "name"), get(tag, "type"), get(tag, "default"))
}

fn element(tag: &BytesStart<'_>) -> String {
    let bound = |name: &str| Some(get(tag, name)).filter(|value| value != "-").unwrap_or_else(|| "1".to_owned());
    let card = match (bound("minOccurs").as_str(), bound("maxOccurs").as_str()) {
        ("0", "1") => "?".to_owned(),
        ("1", "1") => "1".to_owned(),
        ("0", "unbounded") => "*".to_owned(),
        ("1", "unbounded") => "+".to_owned(),
        (min, max) => format!("{min}..{max}"),
    };
    let name = Some(get(tag, "name")).filter(|name| name != "-").unwrap_or_else(|| get(tag, "ref"));
    format!(".{name} {} {card} {}", get(tag, "type"), get(tag, "default"))
}
