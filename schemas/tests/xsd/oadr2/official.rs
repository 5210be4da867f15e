//! The official schemas, read with quick-xml into the facts that `view` makes of the table.

use super::Facts;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::BTreeMap;
use std::path::Path;

/// An element of a schema file.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Tag>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn child(&self, name: &str) -> Option<&Tag> {
        self.children.iter().find(|child| child.name == name)
    }

    fn is(&self, attribute: &str) -> bool {
        self.get(attribute) == Some("true")
    }
}

/// Facts of one file. `namespaces` are prefixes of ours with their URIs.
pub fn read(path: &Path, namespaces: &[(String, String)]) -> Facts {
    let schema = tree(path);
    let mut walk = Walk::new(&schema, namespaces);
    for tag in &schema.children {
        walk.global(tag);
    }
    walk.facts
}

/// What a file declares, as `element PREFIX:NAME`.
pub fn names(path: &Path, namespaces: &[(String, String)]) -> Vec<String> {
    let schema = tree(path);
    let walk = Walk::new(&schema, namespaces);
    let elements = schema.children.iter().filter(|tag| tag.name == "element");
    elements.map(|tag| format!("element {}", walk.own(tag))).collect()
}

/// The files say ISO-8859-1 and are ASCII but for comments.
fn tree(path: &Path) -> Tag {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut open = vec![Tag { name: String::new(), attributes: BTreeMap::new(), children: Vec::new() }];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(tag(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(tag(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
            _ => {}
        }
    }
}

fn tag(start: &BytesStart<'_>) -> Tag {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        (attribute.key.into_inner().to_owned(), attribute.value.into_owned())
    });
    Tag { name: start.local_name().into_inner().to_owned(), attributes: attributes.collect(), children: Vec::new() }
}

struct Walk<'a> {
    schema: &'a Tag,
    namespaces: &'a [(String, String)],
    facts: Facts,
}

impl<'a> Walk<'a> {
    fn new(schema: &'a Tag, namespaces: &'a [(String, String)]) -> Self {
        assert_eq!(schema.name, "schema");
        Self { schema, namespaces, facts: Facts::new() }
    }

    /// Our prefix of a URI.
    fn prefix(&self, uri: &str) -> String {
        if uri == "http://www.w3.org/2001/XMLSchema" {
            return "xs".to_owned();
        }
        let found = self.namespaces.iter().find(|(_, known)| known == uri);
        found.unwrap_or_else(|| panic!("{uri} is not in the table")).0.clone()
    }

    /// A name as referred to in this file.
    fn qualified(&self, name: &str) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        format!("{}:{local}", self.prefix(self.schema.get(&declared).unwrap()))
    }

    /// A name as declared in this file.
    fn own(&self, tag: &Tag) -> String {
        self.named(tag.get("name").unwrap())
    }

    fn named(&self, local: &str) -> String {
        format!("{}:{local}", self.prefix(self.schema.get("targetNamespace").unwrap()))
    }

    fn global(&mut self, tag: &Tag) {
        let name = || self.own(tag);
        match tag.name.as_str() {
            "element" => self.element(tag),
            "complexType" => self.structure(name(), tag, false),
            "simpleType" => self.simple(name(), tag, false),
            "attribute" => {
                let ty = self.qualified(tag.get("type").unwrap());
                self.facts.insert(format!("attribute {}", name()), vec![ty]);
            }
            "import" | "annotation" => {}
            other => panic!("{other} is new"),
        }
    }

    fn element(&mut self, tag: &Tag) {
        let name = self.own(tag);
        let mut lines = vec![self.type_of(tag, &name).unwrap_or_else(|| "-".to_owned())];
        lines.extend(["abstract", "nillable"].into_iter().filter(|mark| tag.is(mark)).map(str::to_owned));
        lines.extend(tag.get("substitutionGroup").map(|head| format!("for={}", self.qualified(head))));
        self.facts.insert(format!("element {name}"), lines);
    }

    /// The type of an element; one without a name is taken in under that of its element.
    fn type_of(&mut self, tag: &Tag, owner: &str) -> Option<String> {
        if let Some(ty) = tag.get("type") {
            return Some(self.qualified(ty));
        }
        if let Some(ty) = tag.child("complexType") {
            let name = self.own(tag);
            self.structure(name.clone(), ty, true);
            return Some(name);
        }
        let ty = tag.child("simpleType")?;
        // `itemUnits` of `PowerRealType` becomes `PowerRealUnits`.
        let stem = owner.split_once(':').unwrap().1.trim_end_matches("Type");
        let name = self.named(&format!("{stem}{}", tag.get("name").unwrap().trim_start_matches("item")));
        self.simple(name.clone(), ty, true);
        Some(name)
    }

    fn structure(&mut self, name: String, ty: &Tag, anonymous: bool) {
        let derived = ty.child("complexContent").map(|content| {
            let tags = content.children.iter().filter(|tag| tag.name != "annotation").collect::<Vec<_>>();
            assert_eq!(tags.len(), 1, "{name}");
            tags[0]
        });
        let body = derived.unwrap_or(ty);
        let base = derived.map_or_else(|| "-".to_owned(), |tag| self.qualified(tag.get("base").unwrap()));
        let marks = [
            ("abstract", ty.is("abstract")),
            ("anonymous", anonymous),
            ("choice", body.child("choice").is_some()),
            ("restricts", derived.is_some_and(|tag| tag.name == "restriction")),
        ];
        let mut lines = vec![base];
        lines.extend(marks.iter().filter(|(_, holds)| *holds).map(|(mark, _)| (*mark).to_owned()));
        for tag in body.children.iter().filter(|tag| tag.name == "attribute") {
            lines.push(self.attribute(tag));
        }
        for part in body.children.iter().filter(|tag| !matches!(tag.name.as_str(), "attribute" | "annotation")) {
            assert!(matches!(part.name.as_str(), "sequence" | "choice") && part.attributes.is_empty(), "{name}");
            for tag in part.children.iter().filter(|tag| tag.name != "annotation") {
                lines.push(self.field(tag, &name));
            }
        }
        self.facts.insert(format!("struct {name}"), lines);
    }

    fn attribute(&self, tag: &Tag) -> String {
        let card = if tag.get("use") == Some("required") { "1" } else { "?" };
        match tag.get("ref") {
            Some(name) => format!("@{} ref {card}", self.qualified(name)),
            None => format!("@{} {} {card}", self.own(tag), self.qualified(tag.get("type").unwrap())),
        }
    }

    fn field(&mut self, tag: &Tag, owner: &str) -> String {
        assert_eq!(tag.name, "element", "{owner}");
        let card = match (tag.get("minOccurs").unwrap_or("1"), tag.get("maxOccurs").unwrap_or("1")) {
            ("0", "1") => "?",
            ("1", "1") => "1",
            ("0", "unbounded") => "*",
            ("1", "unbounded") => "+",
            other => panic!("{other:?}"),
        };
        if let Some(name) = tag.get("ref") {
            return format!("{} ref {card}", self.qualified(name));
        }
        let fixed = tag.get("fixed").map(|text| format!(" fixed={text}")).unwrap_or_default();
        format!("{} {} {card}{fixed}", self.own(tag), self.type_of(tag, owner).unwrap())
    }

    fn simple(&mut self, name: String, ty: &Tag, anonymous: bool) {
        let body = ty.children.iter().find(|tag| tag.name != "annotation").unwrap();
        let base = match body.name.as_str() {
            "restriction" => self.qualified(body.get("base").unwrap()),
            "list" => format!("list {}", self.qualified(body.get("itemType").unwrap())),
            "union" => {
                let members = body.get("memberTypes").unwrap().split_whitespace();
                format!("union {}", members.map(|name| self.qualified(name)).collect::<Vec<_>>().join(" "))
            }
            other => panic!("{other} is new"),
        };
        let mut lines = vec![base];
        lines.extend(anonymous.then(|| "anonymous".to_owned()));
        for facet in body.children.iter().filter(|tag| tag.name != "annotation") {
            let value = facet.get("value").unwrap();
            let line =
                if facet.name == "enumeration" { format!("= {value}") } else { format!("{}={value}", facet.name) };
            lines.push(line);
        }
        self.facts.insert(format!("simple {name}"), lines);
    }
}
