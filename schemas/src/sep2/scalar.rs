//! The simple values that Rust has no type for: odd widths and binary strings.

/// Declares an integer of `$bits` bits held in a wider one.
macro_rules! integer {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $min:expr, $max:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name($inner);

        impl $name {
            /// The smallest value.
            pub const MIN: Self = Self($min);
            /// The largest value.
            pub const MAX: Self = Self($max);

            /// The value, if it is within the range.
            #[must_use]
            pub fn new(value: $inner) -> Option<Self> {
                ($min..=$max).contains(&value).then_some(Self(value))
            }

            /// As the wider integer.
            #[must_use]
            pub const fn get(self) -> $inner {
                self.0
            }
        }
    };
}

integer!(
    /// Signed 48 bits [X18 Int48].
    Int48, i64, -(1 << 47), (1 << 47) - 1
);
integer!(
    /// Unsigned 40 bits [X18 UInt40]. Both schemas print the bound of 48 bits; values above 40 bits are refused.
    UInt40, u64, 0, (1 << 40) - 1
);
integer!(
    /// Unsigned 48 bits [X18 UInt48].
    UInt48, u64, 0, (1 << 48) - 1
);

/// Declares a bitmap that is written as hexadecimal digits.
macro_rules! bitmap {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub $inner);

        impl From<$inner> for $name {
            fn from(bits: $inner) -> Self {
                Self(bits)
            }
        }
    };
}

bitmap!(
    /// Up to 8 bits in hexadecimal [X18 HexBinary8].
    HexBinary8, u8
);
bitmap!(
    /// Up to 16 bits in hexadecimal [X18 HexBinary16].
    HexBinary16, u16
);
bitmap!(
    /// Up to 32 bits in hexadecimal [X18 HexBinary32].
    HexBinary32, u32
);
bitmap!(
    /// Up to 64 bits in hexadecimal [X18 HexBinary64].
    HexBinary64, u64
);

/// Declares a fixed number of bytes that are written as hexadecimal digits.
macro_rules! octets {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; $len]);

        impl From<[u8; $len]> for $name {
            fn from(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }
        }
    };
}

octets!(
    /// Six bytes [X18 HexBinary48]; shorter input is filled with zeros on the left.
    HexBinary48, 6
);
octets!(
    /// Sixteen bytes [X18 HexBinary128], an mRID; shorter input is filled with zeros on the left.
    HexBinary128, 16
);
octets!(
    /// Twenty bytes [X18 HexBinary160], an LFDI; shorter input is filled with zeros on the left.
    HexBinary160, 20
);

/// The bytes that hexadecimal digits name, right-aligned in `out`; `None` for what is not such a number.
pub(crate) fn unhex(text: &str, out: &mut [u8]) -> Option<()> {
    let digits = text.as_bytes();
    if digits.len() > out.len() * 2 {
        return None;
    }
    let pairs = digits.rchunks(2);
    for (byte, pair) in out.iter_mut().rev().zip(pairs) {
        *byte = pair.iter().try_fold(0_u8, |sum, &digit| Some(sum << 4 | nibble(digit)?))?;
    }
    Some(())
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
