//! A device as discovered: its models in their places, and the questions that the driver asks of them.

use std::ops::Range;
use tieline_core::model::{Rounding, Vars, WattHours, Watts};
use tieline_schemas::sunspec::{Decimal, Image, Round};

/// One model of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its number.
    pub(super) id: u16,
    /// Address of its ID register.
    pub(super) address: u16,
    /// Its registers as last read.
    pub(super) image: Image,
}

/// The models that were found, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Device {
    pub(super) models: Vec<Found>,
}

impl Device {
    /// Where the first model of this number stands in the list.
    pub(super) fn index(&self, id: u16) -> Option<usize> {
        self.models.iter().position(|found| found.id == id)
    }

    /// The first of these models that the device has.
    pub(super) fn first_of(&self, ids: &[u16]) -> Option<u16> {
        ids.iter().copied().find(|id| self.index(*id).is_some())
    }

    /// The model of this number.
    pub(super) fn image(&self, id: u16) -> Option<&Image> {
        self.index(id).and_then(|at| self.models.get(at)).map(|found| &found.image)
    }

    /// A value, `None` where the model, the point, its value or its scale factor is missing.
    pub(super) fn value(&self, id: u16, path: &str) -> Option<Decimal> {
        self.image(id)?.decimal(path).ok().flatten()
    }

    /// A register's number before its scale factor.
    pub(super) fn raw(&self, id: u16, path: &str) -> Option<i64> {
        self.image(id)?.raw(path).ok().flatten()
    }

    /// A value in whole units, to the nearest.
    pub(super) fn units(&self, id: u16, path: &str) -> Option<i64> {
        self.value(id, path)?.units(Round::Nearest)
    }

    /// Whether a value of this point could be written: it exists and its scale factor is there.
    pub(super) fn can_write(&self, id: u16, path: &str) -> bool {
        self.image(id).is_some_and(|image| image.scale_factor(path).is_ok())
    }

    /// Whether the point holds a value.
    pub(super) fn has(&self, id: u16, path: &str) -> bool {
        self.raw(id, path).is_some()
    }

    /// The first of these points, each a model and a path, that has a value above 0, in whole units.
    pub(super) fn first_units(&self, points: &[(u16, &str)]) -> Option<i64> {
        points.iter().find_map(|(id, path)| self.units(*id, path).filter(|value| *value > 0))
    }

    /// The power that percentages of active power refer to: the setting, else the rating.
    pub(super) fn w_max(&self) -> Option<Watts> {
        self.first_units(&[(702, "WMax"), (702, "WMaxRtg"), (121, "WMax"), (120, "WRtg")]).map(Watts)
    }

    /// The most that it can charge with.
    pub(super) fn charge_max(&self) -> Option<Watts> {
        let points =
            [(702, "WChaRteMax"), (702, "WChaRteMaxRtg"), (802, "WChaRteMax"), (120, "MaxChaRte"), (124, "WChaMax")];
        self.first_units(&points).map(Watts)
    }

    /// The most that it can discharge with.
    pub(super) fn discharge_max(&self) -> Option<Watts> {
        let points = [(702, "WDisChaRteMax"), (702, "WDisChaRteMaxRtg"), (802, "WDisChaRteMax"), (120, "MaxDisChaRte")];
        self.first_units(&points).map(Watts)
    }

    /// The most vars that it can inject.
    pub(super) fn var_max(&self) -> Option<Vars> {
        let points = [(702, "VarMaxInj"), (702, "VarMaxInjRtg"), (121, "VArMaxQ1"), (120, "VArRtgQ1")];
        self.first_units(&points).map(Vars)
    }

    /// The most vars that it can absorb, a magnitude.
    pub(super) fn var_max_absorbed(&self) -> Option<Vars> {
        let legacy = || self.units(121, "VArMaxQ4").or_else(|| self.units(120, "VArRtgQ4")).map(i64::abs);
        self.first_units(&[(702, "VarMaxAbs"), (702, "VarMaxAbsRtg")]).or_else(legacy).map(Vars)
    }

    /// The energy that it can store.
    pub(super) fn capacity(&self) -> Option<WattHours> {
        self.first_units(&[(713, "WHRtg"), (802, "WHRtg"), (120, "WHRtg")]).map(WattHours)
    }
}

/// What part of a range of registers lies where on the wire.
pub(super) fn wire_range(found: &Found, range: &Range<u16>) -> (u16, u16) {
    (found.address.wrapping_add(range.start), range.end - range.start)
}

/// `part` as the digits of a percentage of `whole` at scale factor `sf`, rounded to the side named; `None` when `whole`
/// is 0 or the digits leave 64 bits.
pub(super) fn percent_digits(part: i64, whole: i64, sf: i8, rounding: Rounding) -> Option<i64> {
    let (mut numerator, mut denominator) = (i128::from(part) * 100, i128::from(whole));
    let power = 10_i128.checked_pow(u32::from(sf.unsigned_abs()))?;
    if sf > 0 {
        denominator *= power
    } else {
        numerator *= power
    }
    if denominator == 0 {
        return None;
    }
    if denominator < 0 {
        (numerator, denominator) = (-numerator, -denominator);
    }
    let floor = numerator.div_euclid(denominator);
    let inexact = numerator.rem_euclid(denominator) != 0;
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => inexact,
        Rounding::TowardsZero => inexact && numerator < 0,
    };
    i64::try_from(floor + i128::from(up)).ok()
}
