//! The simple values that Rust has no type for.

mod decimal;
mod duration;
mod feed;
mod moment;
mod narrow;

pub use decimal::Decimal;
pub use duration::Duration;
pub use feed::Feed;
pub use moment::DateTime;
pub use narrow::{AnyType, Confidence, DoubleList, ResponseCode};
