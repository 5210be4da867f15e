//! Sets of control modes as bits, so that contests over thousands of events stay cheap.

use crate::model::{Control, CurveKind, Mode};

/// A set of modes; bit numbers are stable, since they are stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ModeSet(u32);

/// The modes that are no curves, in the order of their bits.
const PLAIN: [Mode; 16] = [
    Mode::Connect,
    Mode::Energize,
    Mode::MaxLimW,
    Mode::FixedW,
    Mode::TargetW,
    Mode::FixedVar,
    Mode::TargetVar,
    Mode::FixedPfInject,
    Mode::FixedPfAbsorb,
    Mode::FreqDroop,
    Mode::ExpLimW,
    Mode::ImpLimW,
    Mode::GenLimW,
    Mode::LoadLimW,
    Mode::StorageTargetW,
    Mode::SiteTargetW,
];

/// Where the curves' bits begin.
const CURVES: u32 = 16;

impl ModeSet {
    /// No mode.
    pub const NONE: Self = Self(0);
    /// Every mode.
    pub const ALL: Self = Self(u32::MAX);

    /// The modes of a control.
    pub fn of(control: &Control) -> Self {
        control.modes.keys().copied().collect()
    }

    /// The stored form.
    pub fn to_bits(self) -> u32 {
        self.0
    }

    /// From the stored form.
    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `mode` is in it.
    pub fn contains(self, mode: Mode) -> bool {
        self.0 & (1 << bit(mode)) != 0
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is here and not in `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The modes in it, lowest bit first.
    pub fn iter(self) -> impl Iterator<Item = Mode> {
        (0..u32::BITS).filter(move |b| self.0 & (1 << b) != 0).filter_map(mode_of)
    }
}

impl FromIterator<Mode> for ModeSet {
    fn from_iter<I: IntoIterator<Item = Mode>>(modes: I) -> Self {
        Self(modes.into_iter().fold(0, |bits, mode| bits | 1 << bit(mode)))
    }
}

/// The bit that the modes of 2023 share: no site carries out any of them.
const OF_2023: u32 = 31;

/// The bit of a mode, 0 to 31.
pub(crate) fn bit(mode: Mode) -> u32 {
    match mode {
        Mode::Connect => 0,
        Mode::Energize => 1,
        Mode::MaxLimW => 2,
        Mode::FixedW => 3,
        Mode::TargetW => 4,
        Mode::FixedVar => 5,
        Mode::TargetVar => 6,
        Mode::FixedPfInject => 7,
        Mode::FixedPfAbsorb => 8,
        Mode::FreqDroop => 9,
        Mode::ExpLimW => 10,
        Mode::ImpLimW => 11,
        Mode::GenLimW => 12,
        Mode::LoadLimW => 13,
        Mode::StorageTargetW => 14,
        Mode::SiteTargetW => 15,
        Mode::Curve(kind) => CURVES + u32::from(kind.number()),
        Mode::Of2023(_) => OF_2023,
    }
}

fn mode_of(bit: u32) -> Option<Mode> {
    match bit.checked_sub(CURVES) {
        Some(number) => CurveKind::from_number(u8::try_from(number).ok()?).map(Mode::Curve),
        None => PLAIN.get(bit as usize).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_has_a_bit_of_its_own_and_reads_back() {
        let all: Vec<Mode> = PLAIN.into_iter().chain(CurveKind::ALL.into_iter().map(Mode::Curve)).collect();
        let set: ModeSet = all.iter().copied().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), all);
        assert!(!ModeSet::NONE.contains(Mode::Connect));
    }
}
