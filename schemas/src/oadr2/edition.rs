//! The two editions of the profile: 2.0b, and 2.0a, which is EiEvent alone [OADR2a].
//!
//! 2.0a differs in the namespace of its payloads, in that these are the root, and in what its structures have; the table says
//! where. A message is of one edition: neither reader takes the other's namespace.

use super::cursor::{Cursor, cut};
use super::generated::{Message, Ns, SignalType};
use super::limits::Limits;
use super::value::Value;
use super::writer::{Declared, Writer};
use crate::xml::DecodeError;

/// The namespace of the payloads of 2.0a.
pub const NAMESPACE_20A: &str = "http://openadr.org/oadr-2.0a/2012/07";
/// Where EiEvent of 2.0a stands by default, without a slash at its end [OADR2a simple HTTP].
pub const PATH_20A: &str = "/OpenADR2/Simple";

/// An edition of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    A,
    B,
}

impl Edition {
    /// The namespace of a URI.
    pub(super) fn ns(self, uri: &str) -> Ns {
        match (self, Ns::of(uri)) {
            (Self::A, Ns::Oadr) => Ns::Other,
            (Self::A, Ns::Other) if uri == NAMESPACE_20A => Ns::Oadr,
            (_, ns) => ns,
        }
    }

    /// The URI of a namespace.
    pub(super) fn uri(self, ns: Ns) -> &'static str {
        if self == Self::A && ns == Ns::Oadr { NAMESPACE_20A } else { ns.uri() }
    }
}

/// What cannot be said in 2.0a.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotIn20a {
    /// It has no such element here.
    #[error("2.0a has no {0} here")]
    Field(&'static str),
    /// It has such an element, but not so often.
    #[error("2.0a wants another number of {0}")]
    Count(&'static str),
    /// It has no such signalType.
    #[error("2.0a has no signalType {0}")]
    Signal(SignalType),
}

/// Reads a message of 2.0a: one of its four payloads, as the root.
///
/// What 2.0b alone has is taken where it stands: tolerant in.
///
/// # Errors
/// As [`super::decode`]; a message of 2.0b is one of another namespace.
pub fn decode_20a(bytes: &[u8], limits: &Limits) -> Result<Message, DecodeError> {
    let mut cursor = Cursor::new(bytes, limits)?;
    cursor.prefixes.of(Edition::A);
    cursor.root()?;
    if cursor.ns != Ns::Oadr {
        return Err(cursor.wrong_namespace());
    }
    let unknown = DecodeError::UnknownRoot(cut(cursor.local));
    if !Message::NAMES_IN_A.iter().any(|&name| cursor.at(name)) {
        return Err(unknown);
    }
    let message = cursor.payload()?.ok_or(unknown)?;
    cursor.finish()?;
    Ok(message)
}

/// The message as bytes of 2.0a: the payload alone.
///
/// # Errors
/// The first thing in it that 2.0a cannot say. The version, which 2.0a has no place for, is left out.
pub fn encode_20a(message: &Message) -> Result<Vec<u8>, NotIn20a> {
    if let Some(signal) = foreign_signal(message) {
        return Err(NotIn20a::Signal(signal));
    }
    let mut writer = Writer::new(Edition::A, Declared::Root);
    message.write(&mut writer);
    if let Some(fault) = writer.fault() {
        return Err(fault);
    }
    let (written, declarations) = writer.finish();
    // Behind the root's name: the first tag has no attribute in 2.0a.
    let at = written.iter().position(|byte| matches!(byte, b'>' | b'/')).unwrap_or(written.len());
    let (head, tail) = written.split_at(at);
    Ok([head, declarations.as_bytes(), tail].concat())
}

/// A signalType of the message that 2.0b added: those begin with `x-`.
fn foreign_signal(message: &Message) -> Option<SignalType> {
    let Message::DistributeEvent(list) = message else { return None };
    let signals = list.oadr_event.iter().flat_map(|event| &event.ei_event.ei_event_signals.ei_event_signal);
    signals.map(|signal| signal.signal_type).find(|kind| kind.as_str().starts_with("x-"))
}
