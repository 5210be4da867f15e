//! What the XML codecs share: attributes, text, errors, and names in Rust spelling.

pub(crate) mod attributes;
mod error;
#[cfg(any(test, feature = "generator"))]
pub(crate) mod names;
pub(crate) mod text;

pub use error::DecodeError;
