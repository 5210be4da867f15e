//! IEEE 2030.5, editions 2018 and 2023, with the CSIP-AUS extensions: types, reader, writer.
//!
//! One set of types is a superset of both editions; each field says which edition knows it. Inheritance is flattened. [`decode`] accepts
//! both editions at once, any prefix, and passes over what it does not know; [`encode_for`] writes what the target edition knows, in
//! its order. `Notification.Resource` and `ResponseList.Response` hold whatever `xsi:type` names, as a [`Document`].

/// What every generated structure has.
macro_rules! element {
    ($name:ident, $root:literal $(, subscribable $known:expr)?) => {
        impl super::super::Element for $name {
            const ROOT: &'static str = $root;
            fn from_document(document: Document) -> Option<Self> {
                match document {
                    Document::$name(inner) => Some(inner),
                    _ => None,
                }
            }
            $(fn subscribable(&mut self, target: &super::super::Target) -> Option<&mut Option<u8>> {
                target.knows($known).then_some(&mut self.subscribable)
            })?
        }

        impl From<$name> for Document {
            fn from(inner: $name) -> Self {
                Self::$name(inner)
            }
        }
    };
}

#[rustfmt::skip]
mod generated;
#[cfg(any(test, feature = "generator"))]
pub mod generator;
mod prefixes;
mod reader;
mod scalar;
mod shape;
#[cfg(test)]
mod tests;
mod value;
mod writer;

pub use crate::xml::DecodeError;
pub use generated::*;
pub use reader::{Limits, decode, decode_as};
pub use scalar::{
    HexBinary8, HexBinary16, HexBinary32, HexBinary48, HexBinary64, HexBinary128, HexBinary160, Int48, UInt40, UInt48,
};
pub use writer::{CsipAus, Edition, Target, encode, encode_document, encode_for};

/// Content type of a 2030.5 message in XML [2030.5 §8].
pub const CONTENT_TYPE: &str = "application/sep+xml";
/// The namespace of both editions.
pub const NAMESPACE: &str = "urn:ieee:std:2030.5:ns";
/// The namespace of CSIP-AUS 1.2.
pub const NAMESPACE_CSIP_AUS: &str = "https://csipaus.org/ns";
/// The namespace of CSIP-AUS 1.3.
pub const NAMESPACE_CSIP_AUS_13: &str = "https://csipaus.org/ns/v1.3";
/// The namespace of CSIP-AUS 1.3's draft of the storage extension.
pub const NAMESPACE_CSIP_AUS_13_BETA: &str = "https://csipaus.org/ns/v1.3-beta/storage";

/// A structure that can stand at the root of a message.
pub trait Element: value::Value + Default {
    /// XSD name of the element.
    const ROOT: &'static str;
    /// The inner structure, if the message is of this type.
    fn from_document(document: Document) -> Option<Self>;
    /// Its attribute `subscribable`, where `target` knows one of this type: changes of others are not subscribed to
    /// [2030.5 SubscribableResource].
    fn subscribable(&mut self, _target: &Target) -> Option<&mut Option<u8>> {
        None
    }
}
