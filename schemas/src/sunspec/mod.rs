//! SunSpec information models: the table of facts, the layout of a device's registers, and their codec.
//!
//! [`table::MODELS`] is generated from `tables/sunspec.txt`. A [`Layout`] says where each point of one device's model
//! lies, repeating groups unrolled; an [`Image`] is a model's registers together with its layout, and reads and writes
//! points by path: `WMaxLimPct`, `PFWInj.PF`, `Crv[1].Pt[2].V`. Instances of a repeating group count from 1, as
//! SunSpec's own curve numbers do.
//!
//! A scaled value is an exact [`Decimal`]; floats of the 11x and 21x models come in thousandths.

mod codec;
mod decimal;
#[rustfmt::skip]
mod generated;
#[cfg(any(test, feature = "generator"))]
pub mod generator;
mod image;
mod layout;
pub mod table;
#[cfg(test)]
mod tests;

pub use codec::{decode_number, decode_text, encode_number, encode_text, not_available, registers_from_bytes};
pub use decimal::{Decimal, Round};
pub use image::{Image, chain};
pub use layout::{Layout, Place, cover};

/// The two registers that a SunSpec device's map begins with: "SunS".
pub const MARK: [u16; 2] = [0x5375, 0x6E53];

/// The model ID that ends the chain.
pub const END_MODEL: u16 = 0xFFFF;

/// Where a map may begin, in the order to try.
pub const BASES: [u16; 3] = [40_000, 0, 50_000];

/// Most registers of one read.
pub const READ_REGISTERS_MAX: u16 = 125;

/// Most registers of one write.
pub const WRITE_REGISTERS_MAX: u16 = 123;

/// Most points of one model that a [`Layout`] takes in.
pub const POINTS_MAX: usize = 8_192;

/// Why registers are not what the table says, or cannot be made so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The table has no such model.
    #[error("no SunSpec model {0} in the table")]
    UnknownModel(u16),
    /// The device's model has no such point: it may be of an older revision or have fewer repetitions.
    #[error("model {model} has no point {path}")]
    UnknownPoint {
        /// The model.
        model: u16,
        /// The path asked for.
        path: String,
    },
    /// The counts of repeating groups ask for more registers than the model's length has.
    #[error("model {model}: its repeating groups do not fit into its length of {length}")]
    Overrun {
        /// The model.
        model: u16,
        /// Its length as the device states it.
        length: u16,
    },
    /// More points than [`POINTS_MAX`].
    #[error("model {0} has more than {POINTS_MAX} points")]
    TooManyPoints(u16),
    /// The point's scale factor is not implemented: a scaled value cannot be read nor written.
    #[error("scale factor of {0} is not implemented")]
    NoScaleFactor(String),
    /// The scale factor is not in -10..=10.
    #[error("scale factor {found} of {path} is not in -10..=10")]
    BadScaleFactor {
        /// The point that it scales.
        path: String,
        /// What the register holds.
        found: i64,
    },
    /// A value that the point's type cannot hold.
    #[error("{value} does not fit into {path}")]
    DoesNotFit {
        /// The point.
        path: String,
        /// The value.
        value: String,
    },
    /// Fewer registers than the point has.
    #[error("registers of {0} are missing")]
    Short(String),
    /// Text asked of a number, or a number of text.
    #[error("{0} is of another type")]
    WrongType(String),
}
