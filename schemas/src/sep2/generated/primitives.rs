// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `primitives`.

/// `DeltaBidirectionalType` [X18/X23 DeltaBidirectionalType], 2023: UInt8.
pub type DeltaBidirectionalType = UInt8;

/// `SubscribableType` [X18/X23 SubscribableType], 2018 and 2023: UInt8.
pub type SubscribableType = UInt8;

/// `String2` [X18/X23 String2], 2023: string. `maxLength=2`
pub type String2 = String;

/// `String3` [X18/X23 String3], 2023: string. `maxLength=3`
pub type String3 = String;

/// `String6` [X18/X23 String6], 2018 and 2023: string. `maxLength=6`
pub type String6 = String;

/// `String16` [X18/X23 String16], 2018 and 2023: string. `maxLength=16`
pub type String16 = String;

/// `String20` [X18/X23 String20], 2018 and 2023: string. `maxLength=20`
pub type String20 = String;

/// `String32` [X18/X23 String32], 2018 and 2023: string. `maxLength=32`
pub type String32 = String;

/// `String42` [X18/X23 String42], 2018 and 2023: string. `maxLength=42`
pub type String42 = String;

/// `String192` [X18/X23 String192], 2018 and 2023: string. `maxLength=192`
pub type String192 = String;

/// `UInt8` [X18/X23 UInt8], 2018 and 2023: unsignedByte.
pub type UInt8 = u8;

/// `UInt16` [X18/X23 UInt16], 2018 and 2023: unsignedShort.
pub type UInt16 = u16;

/// `UInt32` [X18/X23 UInt32], 2018 and 2023: unsignedInt.
pub type UInt32 = u32;

/// `UInt64` [X18/X23 UInt64], 2018 and 2023: unsignedLong.
pub type UInt64 = u64;

/// `Int8` [X18/X23 Int8], 2018 and 2023: byte.
pub type Int8 = i8;

/// `Int16` [X18/X23 Int16], 2018 and 2023: short.
pub type Int16 = i16;

/// `Int32` [X18/X23 Int32], 2018 and 2023: int.
pub type Int32 = i32;

/// `Int64` [X18/X23 Int64], 2018 and 2023: long.
pub type Int64 = i64;

/// `SEPVersion` [X18/X23 SEPVersion], 2023: string. `pattern=[1-9][0-9]{0,2}[.]([0]|[1-9][0-9]{0,2})`
pub type SEPVersion = String;
