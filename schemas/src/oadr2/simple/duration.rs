//! Durations in parts.

use std::fmt;

/// `xcal:DurationValueType`: a length of time in the parts in which it was written; equal when its parts are.
///
/// The schema's pattern lets `T` be left out, has whole seconds only, and spells weeks without the `P` (`2W`). A week is read
/// with and without it, and kept and written as seven days, which every reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Whether it goes backwards.
    pub negative: bool,
    /// Years, of no fixed length.
    pub years: u32,
    /// Months, of no fixed length.
    pub months: u32,
    /// Days of 24 hours, weeks included.
    pub days: u32,
    /// Hours.
    pub hours: u32,
    /// Minutes.
    pub minutes: u32,
    /// Seconds.
    pub seconds: u32,
}

impl Duration {
    /// PT0S: in OpenADR often without an end.
    pub const ZERO: Self = Self { negative: false, years: 0, months: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

    /// So many seconds, as hours, minutes and seconds.
    #[must_use]
    pub const fn from_seconds(seconds: u32) -> Self {
        Self { hours: seconds / 3600, minutes: seconds / 60 % 60, seconds: seconds % 60, ..Self::ZERO }
    }

    /// Its length in seconds; `None` where years or months leave that open.
    #[must_use]
    pub fn to_seconds(&self) -> Option<i64> {
        if self.years > 0 || self.months > 0 {
            return None;
        }
        let [days, hours, minutes, seconds] = [self.days, self.hours, self.minutes, self.seconds].map(i64::from);
        let length = days * 86_400 + hours * 3600 + minutes * 60 + seconds;
        Some(if self.negative { -length } else { length })
    }

    /// Whether every part is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        Self { negative: false, ..*self } == Self::ZERO
    }

    /// The duration that this text spells.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let negative = text.starts_with('-');
        let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
        if let Some(weeks) = rest.strip_suffix('W') {
            let days = count(weeks.strip_prefix('P').unwrap_or(weeks))?.checked_mul(7)?;
            return Some(Self { negative, days, ..Self::ZERO });
        }
        Self { negative, ..Self::ZERO }.with_parts(rest.strip_prefix('P')?)
    }

    /// Takes parts in their order: years, months, days, `T`, hours, minutes, seconds.
    fn with_parts(mut self, mut rest: &str) -> Option<Self> {
        let mut at = 0;
        while !rest.is_empty() {
            let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
            let (number, tail) = rest.split_at(end);
            // `M` is months before `T` or a later part, minutes behind.
            let step = 1 + at + "YMDTHMS".get(at..)?.find(tail.chars().next()?)?;
            if step != 4 {
                *self.part(step)? = count(number)?;
            } else if !number.is_empty() {
                return None;
            }
            at = step;
            rest = tail.get(1..)?;
        }
        Some(self)
    }

    fn part(&mut self, step: usize) -> Option<&mut u32> {
        Some(match step {
            1 => &mut self.years,
            2 => &mut self.months,
            3 => &mut self.days,
            5 => &mut self.hours,
            6 => &mut self.minutes,
            7 => &mut self.seconds,
            _ => return None,
        })
    }
}

/// A number of digits alone.
fn count(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negative { "-P" } else { "P" })?;
        for (part, letter) in [(self.years, 'Y'), (self.months, 'M'), (self.days, 'D')] {
            if part > 0 {
                write!(f, "{part}{letter}")?;
            }
        }
        if self.is_zero() {
            return f.write_str("T0S");
        }
        let within_day = [(self.hours, 'H'), (self.minutes, 'M'), (self.seconds, 'S')];
        if within_day.iter().any(|(part, _)| *part > 0) {
            f.write_str("T")?;
        }
        within_day.iter().filter(|(part, _)| *part > 0).try_for_each(|(part, letter)| write!(f, "{part}{letter}"))
    }
}
