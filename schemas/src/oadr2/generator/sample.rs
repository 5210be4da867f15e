//! Messages filled at random from the table, for tests: in the form in which our writer writes.

use super::model::{Flat, Kind};
use super::table::{Element, Place, Table};
use std::collections::BTreeSet;

/// Deepest structure that still gets optional fields.
const FULL_DEPTH: usize = 6;
/// What our reader keeps as text. It is one that the schema allows.
const FEED: &str = "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:id>urn:1</a:id><a:title>t</a:title>\
<a:updated>2026-01-01T00:00:00Z</a:updated></a:feed>";

/// A message with the payload `payload` (as `oadr:oadrPoll`), the same for the same seed. Seed 0 has every optional field.
#[must_use]
pub fn message(table: &Table, payload: &str, seed: u64) -> String {
    let hash = payload.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut state = State { table, seed: hash, full: seed == 0, used: BTreeSet::new(), ids: 0, out: String::new() };
    if let Some(element) = table.element(payload) {
        state.named(element, 0);
    }
    state.used.insert("oadr".to_owned());
    let declared = table.namespaces.iter().filter(|(prefix, _)| state.used.contains(prefix));
    let declarations: String = declared.map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).collect();
    let body = state.out;
    format!("<oadr:oadrPayload{declarations}><oadr:oadrSignedObject>{body}</oadr:oadrSignedObject></oadr:oadrPayload>")
}

/// A seeded generator (SplitMix64) and the message so far.
struct State<'a> {
    table: &'a Table,
    seed: u64,
    full: bool,
    used: BTreeSet<String>,
    ids: u64,
    out: String,
}

impl State<'_> {
    fn next(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.seed;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let index = usize::try_from(self.below(all.len().max(1) as u64)).ok()?;
        all.get(index)
    }

    /// A global element, or one that stands for it.
    fn named(&mut self, element: &Element, depth: usize) {
        match self.table.kind_of(element) {
            Kind::Group(head) => {
                let members = self.table.members(&head);
                if let Some(&member) = self.pick(&members) {
                    self.named(member, depth);
                }
            }
            kind => self.element(&element.name, &kind, depth),
        }
    }

    fn mark_used(&mut self, name: &str) {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.used.insert(prefix.to_owned());
    }

    fn element(&mut self, name: &str, kind: &Kind, depth: usize) {
        if *kind == Kind::Opaque {
            self.out += FEED;
            return;
        }
        self.mark_used(name);
        self.out += &format!("<{name}");
        match kind {
            Kind::Struct(ty) => self.structure(name, ty, depth),
            Kind::Simple(ty) => {
                let text = escaped(&self.simple(ty), false);
                self.out += &format!(">{text}</{name}>");
            }
            _ => self.out += "/>",
        }
    }

    fn structure(&mut self, name: &str, ty: &str, depth: usize) {
        let fields = self.table.flatten(ty);
        let (attributes, children): (Vec<_>, Vec<_>) =
            fields.iter().partition(|flat| flat.field.place == Place::Attribute);
        for flat in attributes {
            if flat.field.default.is_some() || self.count(flat, depth) > 0 {
                self.attribute(flat);
            }
        }
        self.out.push('>');
        let empty = self.out.len();
        for flat in children {
            for _ in 0..self.count(flat, depth) {
                self.child(flat, depth + 1);
            }
        }
        if self.out.len() == empty {
            self.out.pop();
            self.out += "/>";
        } else {
            self.out += &format!("</{name}>");
        }
    }

    fn attribute(&mut self, flat: &Flat) {
        self.mark_used(&flat.field.name);
        if let Kind::Simple(ty) = &flat.kind {
            let text = escaped(&self.simple(ty), true);
            self.out += &format!(" {}=\"{text}\"", flat.field.name);
        }
    }

    fn child(&mut self, flat: &Flat, depth: usize) {
        let name = &flat.field.name;
        match (&flat.field.fixed, &flat.kind) {
            (Some(fixed), _) => {
                self.mark_used(name);
                self.out += &format!("<{name}>{fixed}</{name}>");
            }
            (None, Kind::Group(head)) => {
                if let Some(element) = self.table.element(head) {
                    self.named(element, depth);
                }
            }
            (None, kind) => self.element(name, kind, depth),
        }
    }

    fn count(&mut self, flat: &Flat, depth: usize) -> u64 {
        let deep = depth >= FULL_DEPTH;
        match flat.field.card {
            '1' => 1,
            '?' => u64::from(!deep && (self.full || self.below(3) > 0)),
            '*' if deep => 0,
            '*' if depth > 2 => self.below(2),
            '*' => self.below(4),
            _ => 1 + self.below(2),
        }
    }

    fn simple(&mut self, name: &str) -> String {
        let table = self.table;
        let Some(ty) = table.simple(name) else { return self.native(name) };
        let (values, open) = table.values(ty);
        match ty.name.as_str() {
            "xcal:DateTimeType" => self.moment(),
            "xcal:DurationValueType" => self.duration(),
            "ei:ResponseCodeType" => format!("{:03}", self.below(1000)),
            "ei:ConfidenceType" => self.below(101).to_string(),
            "gml:doubleList" => (0..self.below(5)).map(|_| self.float()).collect::<Vec<_>>().join(" "),
            _ if values.is_empty() => self.simple(ty.base.first().map_or("", String::as_str)),
            _ if open && self.below(5) == 0 => {
                format!("x-{}", self.string().split_whitespace().collect::<String>() + "&")
            }
            _ => self.pick(&values).map_or(String::new(), |(text, _)| text.clone()),
        }
    }

    fn native(&mut self, name: &str) -> String {
        match name {
            "xs:boolean" => (self.below(2) == 0).to_string(),
            "xs:unsignedInt" if self.below(8) == 0 => u32::MAX.to_string(),
            "xs:unsignedInt" => self.below(1 << 20).to_string(),
            "xs:float" => self.float(),
            "xs:decimal" => format!("{}.{}", self.below(1000), 1 + self.below(9)),
            "xs:anyURI" => format!("http://example.com/{}?s={}&l=1", self.below(100), self.below(7)),
            "xs:ID" => {
                self.ids += 1;
                format!("id-{}", self.ids)
            }
            _ => self.string(),
        }
    }

    fn float(&mut self) -> String {
        let whole = (self.below(2_000_001) as f64 - 1_000_000.0) / 8.0;
        let value = match self.below(8) {
            0 => 0.0,
            1 => whole * 1e20,
            2 => whole / 1e9,
            _ => whole,
        };
        value.to_string()
    }

    fn moment(&mut self) -> String {
        let day = format!("{:04}-{:02}-{:02}", 1 + self.below(9999), 1 + self.below(12), 1 + self.below(28));
        let time = format!("{:02}:{:02}:{:02}", self.below(24), self.below(60), self.below(60));
        let fraction =
            if self.below(3) == 0 { format!(".{:03}{}", self.below(1000), 1 + self.below(9)) } else { String::new() };
        format!("{day}T{time}{fraction}Z")
    }

    fn duration(&mut self) -> String {
        let mut part = |letter: char| match self.below(3) {
            0 => format!("{}{letter}", 1 + self.below(99)),
            _ => String::new(),
        };
        let date = ['Y', 'M', 'D'].map(&mut part).concat();
        let time = ['H', 'M', 'S'].map(&mut part).concat();
        let sign = if self.below(9) == 0 { "-" } else { "" };
        match (date.is_empty(), time.is_empty()) {
            (true, true) => format!("{sign}PT0S"),
            (false, true) => format!("{sign}P{date}"),
            _ => format!("{sign}P{date}T{time}"),
        }
    }

    fn string(&mut self) -> String {
        const LETTERS: [&str; 13] = ["a", "Z", "0", " ", "-", "&", "<", "é", "電", "'", ">", "_", "\""];
        (0..self.below(24)).filter_map(|_| self.pick(&LETTERS).copied()).collect()
    }
}

/// As our writer escapes.
fn escaped(text: &str, attribute: bool) -> String {
    let mut out = Vec::new();
    crate::xml::text::escape(text, attribute, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}
