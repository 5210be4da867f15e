//! The writer: straight into bytes, in schema order, for one target edition.
//! [design r10]

use super::generated::Document;
use super::shape::{Card, Field, N, Node, O, Place, V12, V13, V13B, el};
use super::value::Value;
use super::{Element, NAMESPACE, NAMESPACE_CSIP_AUS, NAMESPACE_CSIP_AUS_13, NAMESPACE_CSIP_AUS_13_BETA};
use crate::xml::text::escape;

/// An edition of IEEE 2030.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// IEEE 2030.5-2018.
    #[default]
    Y2018,
    /// IEEE 2030.5-2023.
    Y2023,
}

/// A version of the Australian extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CsipAus {
    /// CSIP-AUS 1.2.
    V12,
    /// CSIP-AUS 1.3's draft v1.3-beta/storage.
    V13Beta,
    /// CSIP-AUS 1.3: storage and pricing.
    V13,
}

impl CsipAus {
    /// Its namespace.
    #[must_use]
    pub fn namespace(self) -> &'static str {
        match self {
            Self::V12 => NAMESPACE_CSIP_AUS,
            Self::V13Beta => NAMESPACE_CSIP_AUS_13_BETA,
            Self::V13 => NAMESPACE_CSIP_AUS_13,
        }
    }
}

/// For whom a message is written. Fields that the target does not know are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    /// Edition of the receiver.
    pub edition: Edition,
    /// Which extension elements it may get; `None` for a receiver that did not ask for any.
    pub csip_aus: Option<CsipAus>,
}

impl Default for Target {
    /// Edition 2018 with CSIP-AUS 1.2: extension elements appear only where a field is set.
    fn default() -> Self {
        Self { edition: Edition::Y2018, csip_aus: Some(CsipAus::V12) }
    }
}

impl Target {
    /// Whether it knows a field of these editions and versions.
    pub(super) fn knows(&self, editions: u8) -> bool {
        editions & self.bits() != 0
    }

    fn bits(&self) -> u8 {
        let edition = if self.edition == Edition::Y2018 { O } else { N };
        let extension = match self.csip_aus {
            None => 0,
            Some(CsipAus::V12) => V12,
            Some(CsipAus::V13Beta) => V12 | V13B,
            Some(CsipAus::V13) => V12 | V13B | V13,
        };
        edition | extension
    }
}

/// The message as bytes, for the default [`Target`].
#[must_use]
pub fn encode<T: Element>(message: &T) -> Vec<u8> {
    encode_for(message, &Target::default())
}

/// The message as bytes, for `target`. Values are written as they are: a string beyond its XSD length is not cut.
/// [2030.5 schema]
#[must_use]
pub fn encode_for<T: Element>(message: &T, target: &Target) -> Vec<u8> {
    encode_root(message, T::ROOT, target)
}

/// The message as bytes, for `target`.
#[must_use]
pub fn encode_document(message: &Document, target: &Target) -> Vec<u8> {
    encode_root(message.value(), message.root_name(), target)
}

fn encode_root(message: &dyn Value, root: &'static str, target: &Target) -> Vec<u8> {
    let mut writer = Writer::new(target);
    let extension = Document::global(root) & V12 != 0;
    let field = el(root, Card::One, if extension { V12 } else { O | N }, 0);
    writer.field = &field;
    message.write(&mut writer);
    writer.finish()
}

/// Where a value writes itself.
#[derive(Debug)]
pub struct Writer<'a> {
    out: Vec<u8>,
    target: &'a Target,
    bits: u8,
    /// The field that the next value stands for.
    field: &'a Field,
    /// Where the root's declarations go: right behind its name.
    root_end: Option<usize>,
    uses_extension: bool,
    uses_xsi: bool,
}

static NOWHERE: Field = el("", Card::One, O | N, 0);

impl<'a> Writer<'a> {
    fn new(target: &'a Target) -> Self {
        let out = Vec::with_capacity(1024);
        Self {
            out,
            target,
            bits: target.bits(),
            field: &NOWHERE,
            root_end: None,
            uses_extension: false,
            uses_xsi: false,
        }
    }

    /// Adds the declarations of the namespaces that the message turned out to need.
    fn finish(mut self) -> Vec<u8> {
        let Some(at) = self.root_end else { return self.out };
        let mut more = format!(" xmlns=\"{NAMESPACE}\"");
        if self.uses_extension {
            let namespace = self.target.csip_aus.unwrap_or(CsipAus::V12).namespace();
            more += &format!(" xmlns:csipaus=\"{namespace}\"");
        }
        if self.uses_xsi {
            more += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        }
        if self.target.edition == Edition::Y2023 {
            more += " schemaVer=\"2.2\"";
        }
        self.out.splice(at..at, more.bytes());
        self.out
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn name(&mut self, field: &Field) {
        if field.is_extension() {
            self.uses_extension = true;
            self.push("csipaus:");
        }
        self.push(field.name);
    }

    /// `<name`, and the place of the root's declarations.
    fn open(&mut self, field: &Field) {
        self.out.push(b'<');
        self.name(field);
        if self.root_end.is_none() {
            self.root_end = Some(self.out.len());
        }
    }

    fn close(&mut self, field: &Field) {
        self.push("</");
        self.name(field);
        self.out.push(b'>');
    }

    /// One value that is text, in its place.
    fn scalar(&mut self, put: impl FnOnce(&mut Vec<u8>)) {
        let field = self.field;
        match field.place {
            Place::Text => put(&mut self.out),
            Place::Attribute => {
                self.out.push(b' ');
                self.push(field.name);
                self.push("=\"");
                put(&mut self.out);
                self.out.push(b'"');
            }
            Place::Element => {
                self.open(field);
                self.out.push(b'>');
                put(&mut self.out);
                self.close(field);
            }
        }
    }

    /// Text that needs no escapes.
    pub fn plain(&mut self, text: &str) {
        self.scalar(|out| out.extend_from_slice(text.as_bytes()));
    }

    /// Any text.
    pub fn escaped(&mut self, text: &str) {
        let attribute = self.field.place == Place::Attribute;
        self.scalar(|out| escape(text, attribute, out));
    }

    /// A decimal integer.
    pub fn integer(&mut self, negative: bool, magnitude: u64) {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = magnitude;
        loop {
            at -= 1;
            digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.scalar(|out| {
            if negative {
                out.push(b'-');
            }
            out.extend_from_slice(&digits[at..]);
        });
    }

    /// Bytes as upper-case hexadecimal digits.
    pub fn hex(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        self.scalar(|out| {
            for byte in bytes {
                out.push(DIGITS[usize::from(byte >> 4)]);
                out.push(DIGITS[usize::from(byte & 15)]);
            }
        });
    }

    /// A structure: attributes in its tag, then its children in order [CSIP-AUS extension].
    pub fn structure(&mut self, node: &dyn Node, xsi_type: Option<&str>) {
        let field = self.field;
        let shape = node.shape();
        self.open(field);
        if let Some(name) = xsi_type {
            self.uses_xsi = true;
            self.push(" xsi:type=\"");
            self.push(name);
            self.out.push(b'"');
        }
        let mut index = 0;
        while let Some(next) = shape.fields.get(index).filter(|next| next.place == Place::Attribute) {
            self.put(node, next, index);
            index += 1;
        }
        self.out.push(b'>');
        let empty = self.out.len();
        while let Some(next) = shape.fields.get(index) {
            self.put(node, next, index);
            index += 1;
        }
        if self.out.len() == empty {
            self.out.pop();
            self.push("/>");
        } else {
            self.close(field);
        }
        // A list writes its next item as the same field.
        self.field = field;
    }

    fn put(&mut self, node: &dyn Node, field: &'static Field, index: usize) {
        if field.editions & self.bits == 0 {
            return;
        }
        if let Some(value) = node.field(index) {
            self.field = field;
            value.write(self);
        }
    }

    /// A value of a derived type, named by `xsi:type`, in place of its base.
    pub fn substitute(&mut self, document: &Document) {
        let name = document.root_name();
        match document.node() {
            Some(node) => self.structure(node, Some(name).filter(|&name| name != self.field.name)),
            None => document.value().write(self),
        }
    }
}
