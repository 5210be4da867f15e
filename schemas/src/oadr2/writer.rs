//! The writer: straight into bytes, in schema order, with the table's prefixes.
//! [design r10]

use super::edition::{Edition, NotIn20a};
use super::generated::Ns;
use super::shape::{Field, Name, Node, Place};
use super::value::Value;
use crate::xml::text::escape;

/// Where a value writes itself.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
    /// Name and place of the value that comes next.
    name: Name,
    place: Place,
    /// Bit i: namespace i was used.
    used: u32,
    edition: Edition,
    /// What 2.0a cannot say, the first of it.
    fault: Option<NotIn20a>,
}

impl Writer {
    pub(super) fn new(edition: Edition) -> Self {
        let name = Name { ns: Ns::Oadr, local: "" };
        Self { out: Vec::with_capacity(2048), name, place: Place::Element, used: 0, edition, fault: None }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The bytes, and the declarations of the namespaces that they use.
    pub(super) fn finish(self) -> (Vec<u8>, String) {
        let used = Ns::ALL.iter().enumerate().filter(|(index, _)| self.used & 1 << index != 0);
        let mut declarations = String::with_capacity(512);
        let edition = self.edition;
        used.for_each(|(_, ns)| declarations.extend([" xmlns:", ns.prefix(), "=\"", edition.uri(*ns), "\""]));
        (self.out, declarations)
    }

    pub(super) fn name(&mut self, name: Name) {
        self.used |= 1 << name.ns as u32;
        self.push(name.ns.prefix());
        self.out.push(b':');
        self.push(name.local);
    }

    /// An attribute, escaped.
    pub(super) fn attribute(&mut self, name: Name, value: &str) {
        self.out.push(b' ');
        self.name(name);
        self.push("=\"");
        escape(value, true, &mut self.out);
        self.out.push(b'"');
    }

    fn open(&mut self, name: Name) {
        self.out.push(b'<');
        self.name(name);
    }

    fn close(&mut self, name: Name) {
        self.push("</");
        self.name(name);
        self.out.push(b'>');
    }

    /// One value that is text, in its place.
    fn scalar(&mut self, put: impl FnOnce(&mut Vec<u8>)) {
        let name = self.name;
        if self.place == Place::Attribute {
            self.out.push(b' ');
            self.name(name);
            self.push("=\"");
            put(&mut self.out);
            self.out.push(b'"');
        } else {
            self.open(name);
            self.out.push(b'>');
            put(&mut self.out);
            self.close(name);
        }
    }

    /// Text that needs no escapes.
    pub fn plain(&mut self, text: &str) {
        self.scalar(|out| out.extend_from_slice(text.as_bytes()));
    }

    /// Any text.
    pub fn escaped(&mut self, text: &str) {
        let attribute = self.place == Place::Attribute;
        self.scalar(|out| escape(text, attribute, out));
    }

    /// An element without content.
    pub fn nothing(&mut self) {
        self.open(self.name);
        self.push("/>");
    }

    /// A structure: attributes in its tag, then its children in order.
    pub fn structure(&mut self, node: &dyn Node) {
        let name = self.name;
        let fields = node.shape().fields;
        let attributes = fields.iter().take_while(|field| field.place == Place::Attribute).count();
        self.open(name);
        for (index, field) in fields.iter().enumerate().take(attributes) {
            self.put(node, field, index);
        }
        self.out.push(b'>');
        let empty = self.out.len();
        for (index, field) in fields.iter().enumerate().skip(attributes) {
            self.put(node, field, index);
        }
        if self.out.len() == empty {
            self.out.pop();
            self.push("/>");
        } else {
            self.close(name);
        }
        // A list writes its next item as the same field.
        self.name = name;
        self.place = Place::Element;
    }

    fn put(&mut self, node: &dyn Node, field: &'static Field, index: usize) {
        let Some(&name) = field.names.first() else { return };
        (self.name, self.place) = (name, field.place);
        if self.edition == Edition::A && !self.has_in_a(node, field, index) {
            return;
        }
        match (field.fixed, node.field(index)) {
            (Some(text), _) => self.plain(text),
            (None, Some(value)) => value.write(self),
            (None, None) => {}
        }
    }

    /// Whether 2.0a has a field; what it cannot say of it is noted.
    fn has_in_a(&mut self, node: &dyn Node, field: &'static Field, index: usize) -> bool {
        let count = node.field(index).map_or(1, Value::count);
        let unfit = match field.card_in_a {
            // The version that a payload of 2.0b says it has.
            None if field.place == Place::Attribute => None,
            None => (count > 0).then_some(NotIn20a::Field(field.label)),
            Some(card) => (!card.allows(count)).then_some(NotIn20a::Count(field.label)),
        };
        self.fault = self.fault.take().or(unfit);
        field.card_in_a.is_some()
    }

    /// What 2.0a cannot say, if that is what is written.
    pub(super) fn fault(&mut self) -> Option<NotIn20a> {
        self.fault.take()
    }

    /// One of a group, under its own name.
    pub fn variant(&mut self, name: Name, in_a: &[Name], value: &dyn Value) {
        if self.edition == Edition::A && !in_a.contains(&name) {
            self.fault = self.fault.take().or(Some(NotIn20a::Field(name.local)));
        }
        self.name = name;
        value.write(self);
    }
}
