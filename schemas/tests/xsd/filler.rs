//! Messages filled at random from the table, in the form in which our writer writes.

use std::collections::BTreeMap;
use tieline_schemas::sep2::generator::table::{Place, Type};
use tieline_schemas::sep2::generator::{Flat, flatten};
use tieline_schemas::sep2::{CsipAus, Edition, NAMESPACE, Target};

/// Deepest structure that still gets optional fields.
const FULL_DEPTH: usize = 4;

pub struct Filler<'a> {
    types: BTreeMap<&'a str, &'a Type>,
    target: Target,
}

/// A seeded generator (SplitMix64) and what the message turned out to need.
struct State {
    seed: u64,
    /// Every optional field, at the upper depths.
    full: bool,
    extension: bool,
    xsi: bool,
}

impl State {
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
}

impl<'a> Filler<'a> {
    pub fn new(types: &'a [Type], target: Target) -> Self {
        Self { types: types.iter().map(|ty| (ty.name.as_str(), ty)).collect(), target }
    }

    fn newer(&self) -> bool {
        self.target.edition == Edition::Y2023
    }

    fn knows(&self, word: &str) -> bool {
        match word {
            "both" => true,
            "2018" => !self.newer(),
            "2023" => self.newer(),
            "aus1.2" => self.target.csip_aus.is_some(),
            "aus1.3-beta" => matches!(self.target.csip_aus, Some(CsipAus::V13Beta | CsipAus::V13)),
            "aus1.3" | "aus1.3-sep" => self.target.csip_aus == Some(CsipAus::V13),
            _ => false,
        }
    }

    /// Names of the elements that may stand at the root.
    pub fn globals(&self) -> Vec<&'a str> {
        let names = self.types.values().filter(|ty| self.knows(&ty.editions));
        names.filter(|ty| self.knows(&ty.global) || extension_root(ty).is_some()).map(|ty| ty.name.as_str()).collect()
    }

    /// A message of this type, the same for the same seed. Seed 0 has every optional field near the root.
    pub fn message(&self, name: &str, seed: u64) -> String {
        let hash = name.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let mut state = State { seed: hash, full: seed == 0, extension: false, xsi: false };
        let root = extension_root(self.types[name]).unwrap_or_else(|| name.to_owned());
        state.extension = root.starts_with("csipaus:");
        let mut body = String::new();
        self.element(&root, name, "", 0, &mut state, &mut body);
        let mut head = format!("<{root} xmlns=\"{NAMESPACE}\"");
        if state.extension {
            let uri = self.target.csip_aus.unwrap_or(CsipAus::V12).namespace();
            head += &format!(" xmlns:csipaus=\"{uri}\"");
        }
        if state.xsi {
            head += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        }
        if self.newer() {
            head += " schemaVer=\"2.2\"";
        }
        body.replacen(&format!("<{root}"), &head, 1)
    }

    fn element(&self, tag: &str, ty: &str, extra: &str, depth: usize, state: &mut State, out: &mut String) {
        if self.types.get(ty).is_none_or(|found| found.scalar) {
            *out += &format!("<{tag}>{}</{tag}>", self.scalar(ty, false, state));
            return;
        }
        let fields: Vec<Flat> = flatten(&self.types, ty).into_iter().filter(|flat| self.has(flat)).collect();
        *out += &format!("<{tag}{extra}");
        for flat in fields.iter().filter(|flat| flat.field.place == Place::Attribute) {
            if self.count(flat, depth, state) > 0 {
                *out += &format!(" {}=\"{}\"", flat.field.name, self.scalar(self.type_of(flat), true, state));
            }
        }
        *out += ">";
        let start = out.len();
        for flat in fields.iter().filter(|flat| flat.field.place != Place::Attribute) {
            for _ in 0..self.count(flat, depth, state) {
                self.child(flat, depth, state, out);
            }
        }
        if out.len() == start {
            out.pop();
            *out += "/>";
        } else {
            *out += &format!("</{tag}>");
        }
    }

    fn child(&self, flat: &Flat, depth: usize, state: &mut State, out: &mut String) {
        let ty = self.type_of(flat);
        if flat.field.place == Place::Text {
            *out += &self.scalar(ty, false, state);
            return;
        }
        let is_extension = flat.field.editions.starts_with("aus") && !flat.field.editions.ends_with("-sep");
        let prefix = if is_extension { "csipaus:" } else { "" };
        state.extension |= !prefix.is_empty();
        let tag = format!("{prefix}{}", flat.field.name);
        let derived = if matches!(ty, "Resource" | "Response") { self.derived(ty, state) } else { ty };
        let extra = if derived == ty { String::new() } else { format!(" xsi:type=\"{derived}\"") };
        state.xsi |= derived != ty;
        self.element(&tag, derived, &extra, depth + 1, state, out);
    }

    /// A type that may stand for `base`, or `base` itself.
    fn derived(&self, base: &'a str, state: &mut State) -> &'a str {
        let fits =
            |ty: &&&'a Type| self.knows(&ty.editions) && self.descends(&ty.name, base) && ty.package != "csip_aus";
        let all: Vec<&str> = self.types.values().filter(fits).map(|ty| ty.name.as_str()).collect();
        all[usize::try_from(state.below(all.len() as u64)).unwrap()]
    }

    fn descends(&self, name: &str, base: &str) -> bool {
        name == base || self.types.get(name).is_some_and(|ty| self.descends(self.base(ty), base))
    }

    fn base<'t>(&self, ty: &'t Type) -> &'t str {
        if self.newer() { &ty.base.1 } else { &ty.base.0 }
    }

    fn type_of(&self, flat: &Flat) -> &'a str {
        let name = if self.newer() { &flat.field.ty.1 } else { &flat.field.ty.0 };
        self.types
            .get(name.as_str())
            .map_or(if name == "boolean" { "boolean" } else { "anyURI" }, |ty| ty.name.as_str())
    }

    fn has(&self, flat: &Flat) -> bool {
        let extension = flat.field.editions.starts_with("aus");
        if extension {
            self.knows(&flat.field.editions)
        } else if self.newer() {
            flat.in_2023
        } else {
            flat.in_2018
        }
    }

    fn count(&self, flat: &Flat, depth: usize, state: &mut State) -> u64 {
        let deep = depth >= FULL_DEPTH;
        let some = |state: &mut State| u64::from(!deep && (state.full || state.below(3) > 0));
        match flat.field.card.as_str() {
            "1" => 1,
            "?" => some(state),
            "*" if deep => 0,
            "*" => {
                if depth > 1 {
                    state.below(2)
                } else {
                    state.below(4)
                }
            }
            "+" => 1 + state.below(3),
            _ => 1 + state.below(10),
        }
    }

    fn scalar(&self, ty: &str, attribute: bool, state: &mut State) -> String {
        let mut ty = ty;
        while let Some(found) = self.types.get(ty).filter(|_| !primitive(ty)) {
            if let Some(length) = found.marks.iter().find_map(|mark| mark.strip_prefix("maxLength=")) {
                return string(length.parse().unwrap(), attribute, state);
            }
            ty = self.base(found);
        }
        let edge = state.below(8);
        let bits = |width: u32, random: u64| match edge {
            0 => 0,
            1 => u64::MAX >> (64 - width),
            _ => random >> (64 - width),
        };
        let random = state.next();
        let signed = |width: u32| (bits(width, random) << (64 - width)) as i64 >> (64 - width);
        match ty {
            "boolean" => random.is_multiple_of(2).to_string(),
            "anyURI" => format!("/edev/{}?s={}&amp;l=1", random % 100, random % 7),
            "Int8" | "Int16" | "Int32" | "Int48" | "Int64" => signed(ty[3..].parse().unwrap()).to_string(),
            _ if ty.starts_with("UInt") => bits(ty[4..].parse().unwrap(), random).to_string(),
            // The one that is written without zeros in front.
            "HexBinary32" => {
                let digits = format!("{:X}", bits(32, random));
                if digits.len() % 2 == 0 { digits } else { format!("0{digits}") }
            }
            _ => (0..ty["HexBinary".len()..].parse::<usize>().unwrap() / 8)
                .map(|_| format!("{:02X}", state.below(256)))
                .collect(),
        }
    }
}

/// The element of CSIP-AUS that has this type at the root.
fn extension_root(ty: &Type) -> Option<String> {
    (ty.package == "csip_aus" && ty.global != "none").then(|| format!("csipaus:{}", ty.global))
}

fn primitive(ty: &str) -> bool {
    ["UInt", "Int", "HexBinary"].iter().any(|head| ty.strip_prefix(head).is_some_and(|rest| rest.parse::<u8>().is_ok()))
}

/// A string of at most `length` characters, with what needs escapes.
fn string(length: u64, attribute: bool, state: &mut State) -> String {
    const LETTERS: [&str; 12] = ["a", "Z", "0", " ", "-", "&amp;", "&lt;", "é", "電", "'", "&gt;", "_"];
    let quote = if attribute { "&quot;" } else { "\"" };
    let mut letters = || match state.below(13) {
        12 => quote,
        index => LETTERS[usize::try_from(index).unwrap()],
    };
    let text: Vec<&str> = (0..length).map(|_| letters()).collect();
    let kept = usize::try_from(state.below(length + 1)).unwrap();
    text[..kept].concat()
}
