//! Metering as the server shows it: the usage points that a device's mirrors make, their readings in a set for each UTC
//! day [2030.5 UsagePoint, MeterReading, ReadingSet, Reading].

use super::http::Refusal;
use super::key::Key;
use super::map::{self, MirrorView, Shown};
use super::mirror::ReadingDocument;
use super::paging::cut;
use super::resources::{Resources, Unavailable};
use super::route::number;
use super::server::Call;
use std::fmt;
use tieline_core::model::Mrid;

/// Seconds of a reading set.
pub(super) const SET_S: i64 = 86_400;

/// What of a usage point an address shows. Meter readings count from 1 in the mirror's order, sets are days since 1970,
/// a reading is its second of the day and its duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UsagePart {
    Point,
    Meters,
    Meter(u32),
    Type(u32),
    Latest(u32),
    Sets(u32),
    Set(u32, u32),
    Readings(u32, u32),
    Reading(u32, u32, u32, u32),
}

impl UsagePart {
    /// The part at the segments behind the usage point's.
    pub(super) fn parse(segments: &[&str]) -> Option<Self> {
        match segments {
            [] => Some(Self::Point),
            ["mr"] => Some(Self::Meters),
            ["mr", meter] => Some(Self::Meter(number(meter)?)),
            ["mr", meter, "rt"] => Some(Self::Type(number(meter)?)),
            ["mr", meter, "r"] => Some(Self::Latest(number(meter)?)),
            ["mr", meter, "rs"] => Some(Self::Sets(number(meter)?)),
            ["mr", meter, "rs", set] => Some(Self::Set(number(meter)?, number(set)?)),
            ["mr", meter, "rs", set, "r"] => Some(Self::Readings(number(meter)?, number(set)?)),
            ["mr", meter, "rs", set, "r", second, duration] => {
                Some(Self::Reading(number(meter)?, number(set)?, number(second)?, number(duration)?))
            }
            _ => None,
        }
    }
}

impl UsagePart {
    /// Whether its type can be subscribed to.
    pub(super) fn is_subscribable(self) -> bool {
        matches!(self, Self::Meters | Self::Latest(_) | Self::Sets(_) | Self::Readings(..) | Self::Reading(..))
    }
}

impl fmt::Display for UsagePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point => Ok(()),
            Self::Meters => write!(f, "/mr"),
            Self::Meter(m) => write!(f, "/mr/{m}"),
            Self::Type(m) => write!(f, "/mr/{m}/rt"),
            Self::Latest(m) => write!(f, "/mr/{m}/r"),
            Self::Sets(m) => write!(f, "/mr/{m}/rs"),
            Self::Set(m, s) => write!(f, "/mr/{m}/rs/{s}"),
            Self::Readings(m, s) => write!(f, "/mr/{m}/rs/{s}/r"),
            Self::Reading(m, s, second, duration) => write!(f, "/mr/{m}/rs/{s}/r/{second}/{duration}"),
        }
    }
}

/// The set that a reading is in, by its start; readings before 1970 are in none.
fn set_of(reading: &ReadingDocument) -> Option<u32> {
    u32::try_from(reading.start.div_euclid(SET_S)).ok()
}

/// localIDs in the order of time; a set with more readings than there are numbers goes on without.
fn local_ids() -> impl Iterator<Item = Option<u16>> {
    (1..=u16::MAX).map(Some).chain(std::iter::repeat(None))
}

impl<R: Resources> Call<'_, R> {
    /// The caller's usage points, by mRID descending.
    pub(super) fn render_usage_points(&self, shown: Shown) -> Result<Vec<u8>, Refusal> {
        let device = self.scope.device().unwrap_or(0);
        let mut views = Vec::new();
        for (number, xml) in self.mirrors()? {
            views.push(MirrorView::read(device, number, &xml)?);
        }
        Ok(map::usage_point_list(shown, &cut(views, self.query, self.settings.page_max, |_| None)))
    }

    /// A usage point and what is below it.
    pub(super) fn render_usage(
        &self,
        shown: Shown,
        device: u32,
        mirror: u32,
        part: UsagePart,
    ) -> Result<Vec<u8>, Refusal> {
        let xml = self.resources.get(&self.scope, &Key::mirror(device, mirror))?.ok_or(Refusal::NotFound)?;
        let view = MirrorView::read(device, mirror, &xml)?;
        let meter = match part {
            UsagePart::Point => return Ok(map::usage_point(shown, &view)),
            UsagePart::Meters => return self.render_meters(shown, &view),
            UsagePart::Meter(meter)
            | UsagePart::Type(meter)
            | UsagePart::Latest(meter)
            | UsagePart::Sets(meter)
            | UsagePart::Set(meter, _)
            | UsagePart::Readings(meter, _)
            | UsagePart::Reading(meter, ..) => meter,
        };
        let mrid = view.meter(meter).ok_or(Refusal::NotFound)?;
        let readings = self.meter_readings(device, mirror, mrid)?;
        let of_set = |set: u32| readings.iter().copied().filter(move |reading| set_of(reading) == Some(set));
        let limit = self.settings.page_max;
        match part {
            UsagePart::Type(_) => map::reading_type(shown, &view, meter).ok_or(Refusal::NotFound),
            UsagePart::Latest(_) => {
                let latest = readings.last().ok_or(Refusal::NotFound)?;
                Ok(map::reading(shown, &view, part, latest, None))
            }
            UsagePart::Sets(_) => {
                let mut sets: Vec<u32> = readings.iter().filter_map(set_of).collect();
                sets.dedup();
                sets.reverse();
                let page = cut(sets, self.query, limit, |set| Some(i64::from(*set) * SET_S));
                let counted: Vec<_> = page.items.iter().map(|set| (*set, of_set(*set).count() as u32)).collect();
                Ok(map::reading_set_list(shown, &view, meter, page.all, &counted))
            }
            UsagePart::Set(_, set) => match of_set(set).count() as u32 {
                0 => Err(Refusal::NotFound),
                count => Ok(map::reading_set(shown, &view, meter, set, count)),
            },
            UsagePart::Readings(_, set) => {
                let numbered: Vec<_> = of_set(set).zip(local_ids()).collect();
                if numbered.is_empty() {
                    return Err(Refusal::NotFound);
                }
                let page = cut(numbered, self.query, limit, |(reading, _)| Some(reading.start));
                Ok(map::reading_list(shown, &view, meter, set, &page))
            }
            UsagePart::Reading(_, set, second, duration) => {
                let start = i64::from(set) * SET_S + i64::from(second);
                let mut numbered = of_set(set).zip(local_ids());
                let found = numbered.find(|(reading, _)| reading.start == start && reading.duration == duration);
                let (reading, local) = found.ok_or(Refusal::NotFound)?;
                Ok(map::reading(shown, &view, part, &reading, local))
            }
            _ => Ok(map::meter_reading(shown, &view, meter, self.measured(device, mirror, mrid)?)),
        }
    }

    fn render_meters(&self, shown: Shown, view: &MirrorView) -> Result<Vec<u8>, Refusal> {
        let page = cut(view.meters_in_order(), self.query, self.settings.page_max, |_| None);
        let mut rows = Vec::new();
        for meter in page.items {
            let mrid = view.meter(meter).ok_or(Refusal::NotFound)?;
            rows.push((meter, self.measured(view.device, view.mirror, mrid)?));
        }
        Ok(map::meter_reading_list(shown, view, page.all, &rows))
    }

    /// How many reading sets a meter reading has.
    fn measured(&self, device: u32, mirror: u32, meter: Mrid) -> Result<u32, Unavailable> {
        let readings = self.meter_readings(device, mirror, meter)?;
        let mut sets: Vec<_> = readings.iter().filter_map(set_of).collect();
        sets.dedup();
        Ok(sets.len() as u32)
    }

    /// The readings of a meter reading, by start and duration.
    fn meter_readings(&self, device: u32, mirror: u32, meter: Mrid) -> Result<Vec<ReadingDocument>, Unavailable> {
        let prefix = Key::meter_readings(device, mirror, meter);
        let mut readings = Vec::new();
        for (key, value) in self.resources.list(&self.scope, &prefix, usize::MAX)? {
            let reading: ReadingDocument =
                serde_json::from_slice(&value).map_err(|error| Unavailable(format!("{key}: {error}")))?;
            readings.push(reading);
        }
        Ok(readings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_a_utc_day() {
        let at = |start| ReadingDocument { start, duration: 300, value: 0, quality: 0 };
        assert_eq!(set_of(&at(0)), Some(0));
        assert_eq!(set_of(&at(86_399)), Some(0));
        assert_eq!(set_of(&at(86_400)), Some(1));
        assert_eq!(set_of(&at(-1)), None);
    }
}
