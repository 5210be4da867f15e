//! Values that read themselves from a cursor and write themselves into a writer.

use super::cursor::Cursor;
use super::shape::Node;
use super::simple::{AnyType, Confidence, DateTime, Decimal, DoubleList, Duration, Feed, ResponseCode};
use super::writer::Writer;
use crate::xml::DecodeError;
use std::fmt::Debug;

/// What stands in a field: the cursor or the writer says which field it is.
pub trait Value: Debug {
    /// Takes the value of the field at hand.
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError>;
    /// Writes the value as the field at hand; nothing if there is none.
    fn write(&self, writer: &mut Writer);
    /// How many values there are.
    fn count(&self) -> usize {
        1
    }
}

impl<T: Node> Value for T {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        cursor.structure(self)
    }
    fn write(&self, writer: &mut Writer) {
        writer.structure(self);
    }
}

impl<T: Value + Default> Value for Option<T> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        self.insert(T::default()).read(cursor)
    }
    fn write(&self, writer: &mut Writer) {
        if let Some(inner) = self {
            inner.write(writer);
        }
    }
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        self.push(T::default());
        self.last_mut().map_or(Ok(()), |last| last.read(cursor))
    }
    fn write(&self, writer: &mut Writer) {
        for inner in self {
            inner.write(writer);
        }
    }
    fn count(&self) -> usize {
        self.len()
    }
}

impl Value for String {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        *self = cursor.string()?;
        Ok(())
    }
    fn write(&self, writer: &mut Writer) {
        writer.escaped(self);
    }
}

impl Value for Feed {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        *self = Self::taken(cursor.raw()?);
        Ok(())
    }
    fn write(&self, writer: &mut Writer) {
        writer.verbatim(self.as_str());
    }
}

impl Value for AnyType {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        cursor.skip().map(drop)
    }
    fn write(&self, writer: &mut Writer) {
        writer.nothing();
    }
}

/// Values of one text: how it is read (the text is collapsed), how it is written, and what an error says was expected.
macro_rules! textual {
    ($($name:ty: $expected:literal, $read:expr, $write:expr;)*) => {$(
        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                *self = cursor.parse($expected, $read)?;
                Ok(())
            }
            fn write(&self, writer: &mut Writer) {
                writer.plain(&($write)(self));
            }
        }
    )*};
}

textual! {
    bool: "xs:boolean", boolean, ToString::to_string;
    u32: "xs:unsignedInt (0 to 4294967295)", |text| text.parse().ok(), ToString::to_string;
    f64: "xs:float (a number within 3.4e38)", float, |value: &f64| number(*value);
    Decimal: "xs:decimal (at most 18 digits)", Decimal::parse, ToString::to_string;
    DateTime: "xcal:DateTimeType (YYYY-MM-DDThh:mm:ssZ, years 1 to 9999)", DateTime::parse, ToString::to_string;
    Duration: "xcal:DurationValueType (as PT1H30M)", Duration::parse, ToString::to_string;
    ResponseCode: "ei:ResponseCodeType (3 digits)", ResponseCode::parse, ToString::to_string;
    Confidence: "ei:ConfidenceType (0 to 100)", Confidence::parse, |value: &Confidence| value.get().to_string();
    DoubleList: "gml:doubleList (numbers, apart by spaces)", doubles, |value: &DoubleList| {
        value.0.iter().map(|&item| number(item)).collect::<Vec<_>>().join(" ")
    };
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A finite number; xs:float and xs:double also have NaN and INF, which are no quantities and are refused.
fn finite(text: &str) -> Option<f64> {
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | 'e' | 'E');
    let value: f64 = text.chars().all(plain).then(|| text.parse().ok())??;
    value.is_finite().then_some(value)
}

fn float(text: &str) -> Option<f64> {
    finite(text).filter(|value| value.abs() <= f64::from(f32::MAX))
}

fn doubles(text: &str) -> Option<DoubleList> {
    text.split_ascii_whitespace().map(finite).collect::<Option<Vec<_>>>().map(DoubleList)
}

/// A number as xs:float and xs:double spell it, such that reading it gives the same.
fn number(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "INF".to_owned() } else { "-INF".to_owned() }
    } else {
        value.to_string()
    }
}

/// Enumerations that hold nothing else. `$expected` is their XSD type.
macro_rules! enumeration {
    ($name:ident, $expected:literal, $($variant:ident = $text:literal),* $(,)?) => {
        impl $name {
            /// The value that this text stands for.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Some(match text {
                    $($text => Self::$variant,)*
                    _ => return None,
                })
            }

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
        spelled!($name, $expected);
    };
}

/// Enumerations that also hold what begins with `x-` and goes on with something.
macro_rules! extensible {
    ($name:ident, $expected:literal, $($variant:ident = $text:literal),* $(,)?) => {
        impl $name {
            /// The value that this text stands for: an enumerated one or an extension.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Some(match text {
                    $($text => Self::$variant,)*
                    _ if super::super::value::is_extension(text) => Self::Extension(text.to_owned()),
                    _ => return None,
                })
            }

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Extension(text) => text,
                }
            }
        }
        spelled!($name, $expected);
    };
}

/// What enumerations of both kinds have.
macro_rules! spelled {
    ($name:ident, $expected:literal) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                *self = cursor.parse($expected, Self::parse)?;
                Ok(())
            }
            fn write(&self, writer: &mut Writer) {
                writer.escaped(self.as_str());
            }
        }
    };
}

/// ei:EiExtensionTokenType.
pub(super) fn is_extension(text: &str) -> bool {
    text.strip_prefix("x-").is_some_and(|rest| rest.starts_with(|first: char| !first.is_ascii_whitespace()))
}

/// Groups: one of several elements.
macro_rules! group {
    ($name:ident, $($index:literal $variant:ident($inner:ty) = $ns:ident $local:literal),* $(,)?) => {
        impl $name {
            /// One name a variant.
            pub(crate) const NAMES: &'static [Name] = &[$(n(Ns::$ns, $local)),*];

            fn inner(&self) -> (usize, &dyn Value) {
                match self {
                    $(Self::$variant(inner) => ($index, inner),)*
                }
            }

            fn inner_mut(&mut self) -> &mut dyn Value {
                match self {
                    $(Self::$variant(inner) => inner,)*
                }
            }

            /// XSD name of the element.
            #[must_use]
            pub fn name(&self) -> &'static str {
                Self::NAMES[self.inner().0].local
            }
        }

        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                match cursor.variant {
                    $($index => *self = Self::$variant(<$inner>::default()),)*
                    _ => {}
                }
                self.inner_mut().read(cursor)
            }
            fn write(&self, writer: &mut Writer) {
                let (index, inner) = self.inner();
                writer.variant(Self::NAMES[index], Self::NAMES_IN_A, inner);
            }
        }
    };
}
