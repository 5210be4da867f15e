//! Why a message was refused.

use thiserror::Error;

/// Why a message was refused. Each names what broke: a bound, an element, a field with its type.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// More than a bound of the limits allows.
    #[error("more than {limit} {bound} (in {element})")]
    Bound {
        /// The field of the limits: `bytes`, `depth`, `attributes`, `namespaces`, `items` or `text`.
        bound: &'static str,
        /// The bound's value.
        limit: usize,
        /// The element that went over it.
        element: String,
    },
    /// A document type declaration; none is ever needed and all are refused.
    #[error("a DOCTYPE is refused")]
    Doctype,
    /// Not UTF-8, or declared as something else.
    #[error("the encoding is not UTF-8")]
    Encoding,
    /// Not well-formed XML.
    #[error("not well-formed XML at byte {offset}: {what}")]
    Syntax {
        /// Where, in bytes from the start.
        offset: u64,
        /// What the parser says.
        what: String,
    },
    /// The input ended early.
    #[error("the message ends within {element}")]
    Truncated {
        /// The element that was open.
        element: String,
    },
    /// An element that must be of the standard is in another namespace, or its prefix is bound to none.
    #[error("{element} is in the namespace {found:?}")]
    Namespace {
        /// The element's name as written.
        element: String,
        /// Its namespace, empty for none.
        found: String,
    },
    /// A root, or a payload, that the standard does not have.
    #[error("the standard has no message {0}")]
    UnknownRoot(String),
    /// Another root than the caller asked for.
    #[error("{expected} expected, {found} found")]
    Root {
        /// The element that the caller asked for.
        expected: &'static str,
        /// The element that came.
        found: String,
    },
    /// An `xsi:type` that does not name a type derived from the declared one.
    #[error("xsi:type {found} cannot stand for {declared}")]
    Type {
        /// The declared type.
        declared: &'static str,
        /// The type named.
        found: String,
    },
    /// A required field is absent.
    #[error("{element} lacks {field}")]
    Missing {
        /// XSD name of the structure.
        element: &'static str,
        /// XSD name of the field.
        field: &'static str,
    },
    /// A field that may occur once occurs again, or one that may occur ten times an eleventh time.
    #[error("{element} has too many {field}")]
    Repeated {
        /// XSD name of the structure.
        element: &'static str,
        /// XSD name of the field.
        field: &'static str,
    },
    /// A value outside its type.
    #[error("{field}: {found:?} is not {expected}")]
    Value {
        /// XSD name of the field.
        field: &'static str,
        /// The XSD type, with its bound.
        expected: &'static str,
        /// The value, cut to 40 characters.
        found: String,
    },
    /// Text where only elements may stand.
    #[error("{element} has text between its elements")]
    StrayText {
        /// XSD name of the structure.
        element: &'static str,
    },
}
