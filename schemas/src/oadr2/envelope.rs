//! The envelope around a payload: `oadrPayload`, the signature, `oadrSignedObject`.

use super::cursor::{Cursor, Token, cut};
use super::edition::Edition;
use super::generated::{Message, Ns};
use super::limits::Limits;
use super::reader::is_id;
use super::shape::{Card, Field, Name, group, n};
use super::value::Value;
use super::writer::{Declared, Writer};
use crate::xml::DecodeError;
use std::ops::Range;

/// A place in a message, in bytes from its beginning.
pub type Span = Range<usize>;

/// A message as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// `Id` of `oadrSignedObject`: what a signature refers to.
    pub id: Option<String>,
    /// The payload.
    pub message: Message,
    /// Whether it came within `oadrPayload` and `oadrSignedObject`, as the schema wants it.
    pub wrapped: bool,
    /// Where `ds:Signature` is, with its tags. It is not looked into.
    pub signature: Option<Span>,
    /// Where the one `oadrSignedObject` is from which `message` was read, with its tags; where it is not wrapped, the payload.
    pub signed_object: Span,
}

/// A message with an `Id`, ready to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signable {
    /// The message without a signature.
    pub bytes: Vec<u8>,
    /// Where `oadrSignedObject` is, with its tags.
    pub signed_object: Span,
    /// Where a `ds:Signature` belongs: behind the start tag of `oadrPayload`.
    pub signature_at: usize,
    /// The `Id` that is on it.
    pub id: String,
    /// Whether the bytes of `oadrSignedObject` are its exclusive canonical form, which a signature is made over: always, unless
    /// the message holds an `atom:feed`, which is written as it came [EXC-C14N].
    pub canonical: bool,
}

impl Signable {
    /// The message with this `ds:Signature` in its place.
    #[must_use]
    pub fn with_signature(&self, signature: &[u8]) -> Vec<u8> {
        let (head, tail) = self.bytes.split_at(self.signature_at.min(self.bytes.len()));
        [head, signature, tail].concat()
    }
}

const PAYLOAD_NAME: Name = n(Ns::Oadr, "oadrPayload");
const OBJECT_NAME: Name = n(Ns::Oadr, "oadrSignedObject");
static PAYLOAD: Field = group("payload", Message::NAMES, Card::One);

/// Reads a message: `oadrPayload`, or a payload that stands alone.
///
/// # Errors
/// See [`DecodeError`]; the first fault ends the reading.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Envelope, DecodeError> {
    let mut cursor = Cursor::new(bytes, limits)?;
    cursor.root()?;
    if cursor.ns != Ns::Oadr {
        return Err(cursor.wrong_namespace());
    }
    let envelope = if cursor.local == "oadrPayload" { cursor.wrapped()? } else { cursor.bare()? };
    cursor.finish()?;
    Ok(envelope)
}

/// What is known of an envelope before all of it was read.
#[derive(Default)]
struct Parts {
    signature: Option<Span>,
    object: Option<(Option<String>, Message, Span)>,
}

impl Cursor<'_> {
    fn bare(&mut self) -> Result<Envelope, DecodeError> {
        let start = self.start;
        let message = self.payload()?.ok_or_else(|| DecodeError::UnknownRoot(cut(self.local)))?;
        let signed_object = self.span(start..self.position());
        Ok(Envelope { id: None, message, wrapped: false, signature: None, signed_object })
    }

    fn wrapped(&mut self) -> Result<Envelope, DecodeError> {
        let mut parts = Parts::default();
        loop {
            match self.next()? {
                Token::Close => break,
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(_) => return Err(DecodeError::StrayText { element: "oadrPayload" }),
                Token::Open => self.part(&mut parts)?,
            }
        }
        let missing = DecodeError::Missing { element: "oadrPayload", field: "oadrSignedObject" };
        let (id, message, signed_object) = parts.object.ok_or(missing)?;
        Ok(Envelope { id, message, wrapped: true, signature: parts.signature, signed_object })
    }

    /// A child of `oadrPayload`. A second signature or object would leave open which of them is meant.
    fn part(&mut self, parts: &mut Parts) -> Result<(), DecodeError> {
        let twice = |field| Err(DecodeError::Repeated { element: "oadrPayload", field });
        if self.at(n(Ns::Ds, "Signature")) {
            if parts.signature.is_some() {
                return twice("Signature");
            }
            let range = self.skip()?;
            parts.signature = Some(self.span(range));
        } else if self.at(OBJECT_NAME) {
            if parts.object.is_some() {
                return twice("oadrSignedObject");
            }
            parts.object = Some(self.object()?);
        } else {
            self.skip()?;
        }
        Ok(())
    }

    fn object(&mut self) -> Result<(Option<String>, Message, Span), DecodeError> {
        let start = self.start;
        let id = self.id()?;
        let (mut message, mut unknown) = (None, None);
        loop {
            match self.next()? {
                Token::Close => break,
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(_) => return Err(DecodeError::StrayText { element: "oadrSignedObject" }),
                Token::Open => {
                    let local = self.local;
                    match self.payload()? {
                        Some(_) if message.is_some() => {
                            return Err(DecodeError::Repeated { element: "oadrSignedObject", field: "payload" });
                        }
                        Some(found) => message = Some(found),
                        None => {
                            self.skip()?;
                            unknown.get_or_insert(local);
                        }
                    }
                }
            }
        }
        let missing = match unknown {
            Some(name) => DecodeError::UnknownRoot(cut(name)),
            None => DecodeError::Missing { element: "oadrSignedObject", field: "payload" },
        };
        Ok((id, message.ok_or(missing)?, self.span(start..self.position())))
    }

    /// The schema has `oadr:Id`; an `Id` without a prefix is common too. One that has both is refused.
    fn id(&self) -> Result<Option<String>, DecodeError> {
        let ids = |ns: Option<Ns>| ns.is_none_or(|ns| ns == Ns::Oadr);
        let mut found = self.attributes.iter().filter(|attribute| attribute.local() == "Id" && ids(attribute.ns));
        let Some(id) = found.next().map(|attribute| attribute.value.trim_ascii()) else { return Ok(None) };
        if found.next().is_some() {
            return Err(DecodeError::Repeated { element: "oadrSignedObject", field: "Id" });
        }
        let unfit = || DecodeError::Value { field: "Id", expected: "xs:ID (a name without a colon)", found: cut(id) };
        is_id(id).then(|| Some(id.to_owned())).ok_or_else(unfit)
    }

    /// The payload that opened last; `None` for an element that is none.
    pub(super) fn payload(&mut self) -> Result<Option<Message>, DecodeError> {
        let Some(variant) = Message::NAMES.iter().position(|&name| self.at(name)) else { return Ok(None) };
        self.field = &PAYLOAD;
        self.variant = variant;
        let mut message = Message::default();
        message.read(self)?;
        Ok(Some(message))
    }
}

/// The message as bytes: `oadrPayload`, `oadrSignedObject`, the payload.
///
/// Values are written as they are; what a field's type does not allow is not mended.
#[must_use]
pub fn encode(message: &Message) -> Vec<u8> {
    let mut writer = Writer::new(Edition::B, Declared::Root);
    writer.open(PAYLOAD_NAME, |_| {});
    let declarations_at = writer.len();
    writer.push(">");
    let around = writer.open(OBJECT_NAME, |_| {});
    writer.push(">");
    message.write(&mut writer);
    writer.close(OBJECT_NAME, around);
    writer.close(PAYLOAD_NAME, around);
    let (written, declarations) = writer.finish();
    let (head, tail) = written.split_at(declarations_at);
    [head, declarations.as_bytes(), tail].concat()
}

/// The message as bytes with an `Id` (an xs:ID) on its `oadrSignedObject`, to be signed.
#[must_use]
pub fn encode_with_id(message: &Message, id: &str) -> Signable {
    let mut writer = Writer::new(Edition::B, Declared::WhereUsed);
    writer.open(PAYLOAD_NAME, |_| {});
    writer.push(">");
    let signature_at = writer.len();
    // The canonical form of an element declares all that it uses itself.
    writer.forget_declared();
    let around = writer.open(OBJECT_NAME, |writer| writer.attribute(n(Ns::Oadr, "Id"), id));
    writer.push(">");
    message.write(&mut writer);
    writer.close(OBJECT_NAME, around);
    let end = writer.len();
    writer.close(PAYLOAD_NAME, around);
    let (bytes, canonical) = writer.finish_canonical();
    Signable { bytes, signed_object: signature_at..end, signature_at, id: id.to_owned(), canonical }
}
