//! Exact decimals.

use std::fmt;

/// Most digits behind the point.
const SCALE_MAX: u8 = 18;

/// `xs:decimal`, exactly: `digits` divided by ten to the power `scale`. Zeros at the end of a fraction are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    digits: i64,
    scale: u8,
}

impl Decimal {
    /// `digits` divided by ten to the power `scale`; `None` for a scale above 18.
    #[must_use]
    pub fn new(digits: i64, scale: u8) -> Option<Self> {
        (scale <= SCALE_MAX).then(|| Self { digits, scale }.reduced())
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or_default()
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let fraction = fraction.trim_end_matches('0');
        let all = format!("{whole}{fraction}");
        let digits = rest.bytes().any(|byte| byte.is_ascii_digit()) && all.bytes().all(|byte| byte.is_ascii_digit());
        let significant = all.trim_start_matches('0');
        if !digits || significant.len() > usize::from(SCALE_MAX) {
            return None;
        }
        let magnitude: i64 = if significant.is_empty() { 0 } else { significant.parse().ok()? };
        Self::new(if negative { -magnitude } else { magnitude }, u8::try_from(fraction.len()).ok()?)
    }

    fn reduced(mut self) -> Self {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl From<i64> for Decimal {
    fn from(digits: i64) -> Self {
        Self { digits, scale: 0 }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10_u64.pow(u32::from(self.scale));
        let magnitude = self.digits.unsigned_abs();
        let sign = if self.digits < 0 { "-" } else { "" };
        if self.scale == 0 {
            return write!(f, "{sign}{magnitude}");
        }
        write!(f, "{sign}{}.{:0width$}", magnitude / power, magnitude % power, width = usize::from(self.scale))
    }
}
