//! Small numbers and lists.

use std::fmt;

/// `ei:ResponseCodeType`: three digits, the first of which tells most: 2 success, 4 the requester's error, 5 the responder's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseCode(u16);

impl ResponseCode {
    /// 200: all is well.
    pub const OK: Self = Self(200);

    /// The code, if it has at most three digits.
    #[must_use]
    pub fn new(code: u16) -> Option<Self> {
        (code <= 999).then_some(Self(code))
    }

    /// The code as a number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }

    /// Whether its first digit is 2.
    #[must_use]
    pub fn is_success(self) -> bool {
        self.0 / 100 == 2
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok().map(Self))?
    }
}

impl Default for ResponseCode {
    /// 200.
    fn default() -> Self {
        Self::OK
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// `ei:ConfidenceType`: percent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Confidence(u8);

impl Confidence {
    /// The value, if it is at most 100.
    #[must_use]
    pub fn new(percent: u8) -> Option<Self> {
        (percent <= 100).then_some(Self(percent))
    }

    /// The value in percent.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::new(text.parse().ok()?)
    }
}

/// `gml:doubleList`: coordinates, latitude and longitude in turn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DoubleList(pub Vec<f64>);

/// `xs:anyType`: whatever stands in it is passed over, and nothing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnyType;
