//! OpenADR 2.0b: types, reader, writer.
//!
//! A structure a type of the schema, in its own names; inheritance is flattened, and what may stand for an abstract element is an
//! enum. [`decode`] reads a message in any prefixes, wrapped in `oadrPayload` or not, passes over what it does not know, and tells
//! where the signature and the signed object are; [`encode`] writes the whole message in the order of the schema. Signatures are
//! another layer's: [`encode_with_id`] tells where one belongs. `atom:feed` is kept as text; [`GreenButton`] writes and reads what
//! it says of energy.
//!
//! Simple values are held as their types want them, with three differences: a time must say that it is UTC ([`DateTime`]), weeks
//! become days ([`Duration`]), and numbers are finite: xs:float has NaN and INF, which are no quantities and are refused.
//! Strings that the schema enumerates are enums, with what `x-` may add where it may; `signalName` alone stays a string, since its
//! case varies and other names occur.
//!
//! 2.0a is EiEvent alone, in a namespace of its own and without an envelope: [`decode_20a`] reads it into the same types, and
//! [`encode_20a`] writes what it can say.
//!
//! ```
//! use tieline_schemas::oadr2::{Limits, Message, OadrPoll, decode, encode};
//!
//! let poll = Message::from(OadrPoll { ven_id: "ven1".to_owned(), ..OadrPoll::default() });
//! let envelope = decode(&encode(&poll), &Limits::default())?;
//! assert_eq!((envelope.message, envelope.wrapped), (poll, true));
//! # Ok::<(), tieline_schemas::oadr2::DecodeError>(())
//! ```

#[macro_use]
mod value;

mod cursor;
mod edition;
mod envelope;
#[rustfmt::skip]
mod generated;
#[cfg(any(test, feature = "generator"))]
pub mod generator;
mod green_button;
mod limits;
mod prefixes;
mod reader;
mod service;
mod shape;
mod simple;
#[cfg(test)]
mod tests;
mod writer;

pub use crate::xml::DecodeError;
pub use edition::{NAMESPACE_20A, NotIn20a, PATH_20A, decode_20a, encode_20a};
pub use envelope::{Envelope, Signable, Span, decode, encode, encode_with_id};
pub use generated::*;
pub use green_button::{GreenButton, IntervalReading, Series};
pub use limits::Limits;
pub use service::{PATH, Service};
pub use simple::{AnyType, Confidence, DateTime, Decimal, DoubleList, Duration, Feed, ResponseCode};

/// Content type of a 2.0b message over HTTP.
pub const CONTENT_TYPE: &str = "application/xml";
/// The namespace of the envelope and the payloads.
pub const NAMESPACE: &str = "http://openadr.org/oadr-2.0b/2012/07";

impl From<DateTime> for Dtstart {
    fn from(date_time: DateTime) -> Self {
        Self { date_time }
    }
}

impl From<Duration> for DurationProp {
    fn from(duration: Duration) -> Self {
        Self { duration }
    }
}

impl From<f64> for PayloadFloat {
    fn from(value: f64) -> Self {
        Self { value }
    }
}
