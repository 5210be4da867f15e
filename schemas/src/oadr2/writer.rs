//! The writer: straight into bytes, in schema order, with the table's prefixes.
//! [design r10]

use super::edition::{Edition, NotIn20a};
use super::generated::Ns;
use super::shape::{Field, Name, Node, Place};
use super::value::Value;
use crate::xml::text::escape;

/// Where namespaces are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    /// At the root, by who writes it.
    Root,
    /// At each element that uses one which is not declared around it: exclusive canonical form [EXC-C14N §3].
    WhereUsed,
}

/// Where a value writes itself.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
    /// Name and place of the value that comes next.
    name: Name,
    place: Place,
    declared: Declared,
    /// Bit i: namespace i was used, in the whole message or, where each is declared where it is used, in the tag at hand.
    used: u32,
    /// Bit i: namespace i is declared by an element around.
    around: u32,
    /// Whether something was written as it came, in no canonical form.
    verbatim: bool,
    edition: Edition,
    /// What 2.0a cannot say, the first of it.
    fault: Option<NotIn20a>,
}

impl Writer {
    pub(super) fn new(edition: Edition, declared: Declared) -> Self {
        let name = Name { ns: Ns::Oadr, local: "" };
        let out = Vec::with_capacity(2048);
        let (place, fault) = (Place::Element, None);
        Self { out, name, place, declared, used: 0, around: 0, verbatim: false, edition, fault }
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
        used.for_each(|(_, ns)| declarations.extend(declaration(edition, *ns)));
        (self.out, declarations)
    }

    /// The bytes, and whether all of them are in canonical form.
    pub(super) fn finish_canonical(self) -> (Vec<u8>, bool) {
        (self.out, !self.verbatim)
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

    /// The start tag of an element less its end, with declarations and attributes; what was declared around it.
    pub(super) fn open(&mut self, name: Name, attributes: impl FnOnce(&mut Self)) -> u32 {
        let around = self.around;
        self.out.push(b'<');
        match self.declared {
            Declared::Root => {
                self.name(name);
                attributes(self);
            }
            Declared::WhereUsed => {
                self.used = 0;
                self.name(name);
                let place = self.out.len();
                attributes(self);
                self.declare_at(place);
            }
        }
        around
    }

    /// Declares at `place` what the tag uses and nothing around it declares, by prefix [C14N §2.3].
    fn declare_at(&mut self, place: usize) {
        let due = self.used & !self.around;
        if due == 0 {
            return;
        }
        let mut all: Vec<Ns> = Ns::ALL.iter().copied().filter(|ns| due & 1 << *ns as u32 != 0).collect();
        all.sort_unstable_by_key(|ns| ns.prefix());
        let end = self.out.len();
        let edition = self.edition;
        all.into_iter().flat_map(|ns| declaration(edition, ns)).for_each(|part| self.push(part));
        let length = self.out.len() - end;
        self.out[place..].rotate_right(length);
        self.around |= due;
    }

    /// What follows stands for itself: nothing that is declared around it counts.
    pub(super) fn forget_declared(&mut self) {
        self.around = 0;
    }

    /// The end tag of an element, around which that is declared.
    pub(super) fn close(&mut self, name: Name, around: u32) {
        self.push("</");
        self.name(name);
        self.out.push(b'>');
        self.around = around;
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
            let around = self.open(name, |_| {});
            self.out.push(b'>');
            put(&mut self.out);
            self.close(name, around);
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

    /// An element as it came.
    pub fn verbatim(&mut self, element: &str) {
        self.verbatim = true;
        self.push(element);
    }

    /// An element without content.
    pub fn nothing(&mut self) {
        let around = self.open(self.name, |_| {});
        self.end_empty(self.name, around);
    }

    /// The end of a start tag behind which nothing stands; the canonical form has no short one [C14N §2.3].
    fn end_empty(&mut self, name: Name, around: u32) {
        match self.declared {
            Declared::Root => self.push("/>"),
            Declared::WhereUsed => {
                self.out.push(b'>');
                self.close(name, around);
            }
        }
    }

    /// A structure: attributes in its tag, then its children in order.
    pub fn structure(&mut self, node: &dyn Node) {
        let name = self.name;
        let fields = node.shape().fields;
        let attributes = fields.iter().take_while(|field| field.place == Place::Attribute).count();
        let around = self.open(name, |writer| {
            for (index, field) in fields.iter().enumerate().take(attributes) {
                writer.put(node, field, index);
            }
        });
        self.out.push(b'>');
        let empty = self.out.len();
        for (index, field) in fields.iter().enumerate().skip(attributes) {
            self.put(node, field, index);
        }
        if self.out.len() == empty {
            self.out.pop();
            self.end_empty(name, around);
        } else {
            self.close(name, around);
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

/// The parts of a namespace's declaration.
fn declaration(edition: Edition, ns: Ns) -> [&'static str; 5] {
    [" xmlns:", ns.prefix(), "=\"", edition.uri(ns), "\""]
}
