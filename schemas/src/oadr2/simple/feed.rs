//! An atom feed as text.

use crate::oadr2::cursor::Cursor;
use crate::oadr2::generated::Ns;
use crate::oadr2::limits::Limits;
use crate::oadr2::shape::n;
use crate::xml::DecodeError;

/// `atom:feed`, which carries Green Button data: kept as the text of its element and not looked into.
///
/// The text stands for itself: prefixes that its tags take from outside are declared on it. A prefix that only a value uses
/// (as in `xsi:type`) is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed(String);

impl Feed {
    /// Takes a text that must be one `atom:feed`.
    ///
    /// # Errors
    /// As [`crate::oadr2::decode`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(text.as_bytes(), limits)?;
        cursor.root()?;
        if !cursor.at(n(Ns::Atom, "feed")) {
            return Err(cursor.wrong_namespace());
        }
        let feed = cursor.raw()?;
        cursor.finish()?;
        Ok(Self(feed))
    }

    /// The element, from its start tag to its end tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the reader took.
    pub(crate) fn taken(text: String) -> Self {
        Self(text)
    }
}

impl Default for Feed {
    /// A feed without content.
    fn default() -> Self {
        Self(format!("<feed xmlns=\"{}\"/>", Ns::Atom.uri()))
    }
}
