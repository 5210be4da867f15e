//! Names: what protocols call things, and what the configuration calls them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseIdError {
    /// Not the number of hexadecimal digits that the type has.
    #[error("expected {expected} hexadecimal digits, found {found}")]
    Length {
        /// Digits that the type has.
        expected: usize,
        /// Digits that the text has.
        found: usize,
    },
    /// A character that is no hexadecimal digit.
    #[error("{0:?} is not a hexadecimal digit")]
    Digit(char),
    /// A name of the configuration that is empty or too long.
    #[error("a name has 1 to 64 characters of a-z, A-Z, 0-9, '-', '_' and '.', this is {0:?}")]
    Name(String),
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                parse_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hex_id!(
    /// Master resource identifier, 128 bits; the low 32 are the maker's PEN [2030.5 mRIDType].
    Mrid, 16
);
hex_id!(
    /// Long-form device identifier: the leftmost 160 bits of SHA-256 over the certificate [2030.5 §6.3.4].
    Lfdi, 20
);

fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], ParseIdError> {
    let found = text.chars().count();
    if found != 2 * N {
        return Err(ParseIdError::Length { expected: 2 * N, found });
    }
    let mut bytes = [0; N];
    for (i, digit) in text.chars().enumerate() {
        let value = digit.to_digit(16).ok_or(ParseIdError::Digit(digit))?;
        bytes[i / 2] = bytes[i / 2] << 4 | value as u8;
    }
    Ok(bytes)
}

/// Short-form device identifier: 36 bits in decimal and a check digit [2030.5 §6.3.3].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sfdi(pub u64);

impl fmt::Display for Sfdi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name: 1 to 64 characters of `a-z A-Z 0-9 - _ .`.
            pub fn new(name: &str) -> Result<Self, ParseIdError> {
                let fits = (1..=64).contains(&name.len())
                    && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
                if fits { Ok(Self(name.into())) } else { Err(ParseIdError::Name(name.to_owned())) }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(name: &str) -> Result<Self, ParseIdError> {
                Self::new(name)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIdError;

            fn try_from(name: String) -> Result<Self, ParseIdError> {
                Self::new(&name)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.as_str().to_owned()
            }
        }
    };
}

name_id!(
    /// A utility program's server, as the configuration names it; never reused for another.
    UpstreamId
);
name_id!(
    /// An asset behind the meter, as the configuration names it; never reused for another.
    AssetId
);
name_id!(
    /// A site (one connection point), as the configuration names it.
    SiteId
);

/// An event, by the server that sent it and that server's name for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventKey {
    /// Whose event it is.
    pub upstream: UpstreamId,
    /// The server's name for it.
    pub mrid: Mrid,
}

/// A program, by the server that offers it and that server's name for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProgramKey {
    /// Whose program it is.
    pub upstream: UpstreamId,
    /// The server's name for it.
    pub mrid: Mrid,
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.upstream, self.mrid)
    }
}

impl fmt::Display for ProgramKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.upstream, self.mrid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mrid_reads_back_as_it_prints() {
        let mrid: Mrid = "0123456789abcdef0123456789ABCDEF".parse().expect("32 digits");
        assert_eq!(mrid.to_string(), "0123456789ABCDEF0123456789ABCDEF");
    }

    #[test]
    fn a_short_or_foreign_text_is_refused_with_its_reason() {
        assert_eq!("00".parse::<Lfdi>(), Err(ParseIdError::Length { expected: 40, found: 2 }));
        assert_eq!("zz".repeat(16).parse::<Mrid>(), Err(ParseIdError::Digit('z')));
        assert!(AssetId::new("a b").is_err());
    }
}
