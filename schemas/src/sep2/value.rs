//! Values that read themselves from a cursor and write themselves into a writer.

use super::generated::Document;
use super::reader::Cursor;
use super::scalar::{
    HexBinary8, HexBinary16, HexBinary32, HexBinary48, HexBinary64, HexBinary128, HexBinary160, Int48, UInt40, UInt48,
    unhex,
};
use super::shape::Node;
use super::writer::Writer;
use crate::xml::DecodeError;
use std::fmt::Debug;

/// What stands in a field: the cursor or the writer says which field it is.
pub trait Value: Debug {
    /// Takes the value of the field at hand.
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError>;
    /// Writes the value as the field at hand; nothing if there is none.
    fn write(&self, writer: &mut Writer<'_>);
}

impl<T: Node> Value for T {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        cursor.structure(self)
    }
    fn write(&self, writer: &mut Writer<'_>) {
        writer.structure(self, None);
    }
}

impl<T: Value + Default> Value for Option<T> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        self.insert(T::default()).read(cursor)
    }
    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(inner) = self {
            inner.write(writer);
        }
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        self.push(T::default());
        self.last_mut().map_or(Ok(()), |last| last.read(cursor))
    }
    fn write(&self, writer: &mut Writer<'_>) {
        for inner in self {
            inner.write(writer);
        }
    }
}

impl Value for Box<Document> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        (**self).read(cursor)
    }
    fn write(&self, writer: &mut Writer<'_>) {
        (**self).write(writer);
    }
}

impl Default for Document {
    /// An empty `Resource`.
    fn default() -> Self {
        Self::Resource(super::generated::Resource::default())
    }
}

impl Value for Document {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        *self = cursor.substitute()?;
        self.value_mut().read(cursor)
    }
    fn write(&self, writer: &mut Writer<'_>) {
        writer.substitute(self);
    }
}

impl Value for bool {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        *self = cursor.parse("boolean", |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })?;
        Ok(())
    }
    fn write(&self, writer: &mut Writer<'_>) {
        writer.plain(if *self { "true" } else { "false" });
    }
}

impl Value for String {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
        *self = cursor.string()?;
        Ok(())
    }
    fn write(&self, writer: &mut Writer<'_>) {
        writer.escaped(self);
    }
}

/// Native integers: their bounds are those of the XSD type.
macro_rules! native {
    ($($inner:ty, $magnitude:expr => $expected:literal;)*) => {$(
        impl Value for $inner {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                *self = cursor.parse($expected, |text| text.parse().ok())?;
                Ok(())
            }
            fn write(&self, writer: &mut Writer<'_>) {
                let (negative, magnitude) = $magnitude(*self);
                writer.integer(negative, magnitude);
            }
        }
    )*};
}

native! {
    u8, |value| (false, u64::from(value)) => "UInt8 (0 to 255)";
    u16, |value| (false, u64::from(value)) => "UInt16 (0 to 65535)";
    u32, |value| (false, u64::from(value)) => "UInt32 (0 to 4294967295)";
    u64, |value| (false, value) => "UInt64 (0 to 18446744073709551615)";
    i8, |value: i8| (value < 0, u64::from(value.unsigned_abs())) => "Int8 (-128 to 127)";
    i16, |value: i16| (value < 0, u64::from(value.unsigned_abs())) => "Int16 (-32768 to 32767)";
    i32, |value: i32| (value < 0, u64::from(value.unsigned_abs())) => "Int32 (-2147483648 to 2147483647)";
    i64, |value: i64| (value < 0, value.unsigned_abs()) => "Int64 (64 bits, signed)";
}

/// Integers of odd width.
macro_rules! narrow {
    ($($name:ident => $expected:literal;)*) => {$(
        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                *self = cursor.parse($expected, |text| Self::new(text.parse().ok()?))?;
                Ok(())
            }
            fn write(&self, writer: &mut Writer<'_>) {
                self.get().write(writer);
            }
        }
    )*};
}

narrow! {
    Int48 => "Int48 (-140737488355328 to 140737488355327)";
    UInt40 => "UInt40 (0 to 1099511627775)";
    UInt48 => "UInt48 (0 to 281474976710655)";
}

/// Bitmaps: their digits are those of the big-endian bytes, of the last `least` bytes and of what is set before them.
macro_rules! bitmap {
    ($($name:ident, $inner:ty, $least:literal => $expected:literal;)*) => {$(
        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                let mut bytes = <$inner>::default().to_be_bytes();
                cursor.parse($expected, |text| unhex(text, &mut bytes))?;
                self.0 = <$inner>::from_be_bytes(bytes);
                Ok(())
            }
            fn write(&self, writer: &mut Writer<'_>) {
                let bytes = self.0.to_be_bytes();
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                writer.hex(&bytes[zeros.min(bytes.len() - $least)..]);
            }
        }
    )*};
}

// To a schema, 03 and 00000003 differ: who puts modes in few digits, as CSIP-AUS does, is to get those back [C S-ALL-10].
bitmap! {
    HexBinary8, u8, 1 => "HexBinary8 (2 digits)";
    HexBinary16, u16, 2 => "HexBinary16 (4 digits)";
    HexBinary32, u32, 1 => "HexBinary32 (8 digits)";
    HexBinary64, u64, 8 => "HexBinary64 (16 digits)";
}

/// Byte strings.
macro_rules! octets {
    ($($name:ident => $expected:literal;)*) => {$(
        impl Value for $name {
            fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), DecodeError> {
                let mut bytes = Self::default().0;
                cursor.parse($expected, |text| unhex(text, &mut bytes))?;
                self.0 = bytes;
                Ok(())
            }
            fn write(&self, writer: &mut Writer<'_>) {
                writer.hex(&self.0);
            }
        }
    )*};
}

octets! {
    HexBinary48 => "HexBinary48 (12 digits)";
    HexBinary128 => "HexBinary128 (32 digits)";
    HexBinary160 => "HexBinary160 (40 digits)";
}
