//! What the utility took from the gateway, out of its own record of exchanges.

use super::table;
use std::collections::BTreeMap;
use std::path::Path;
use tieline::cli::demo::house::EPOCH_S;
use tieline::headend::Exchange;
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{
    DERStatus, Document, Limits, LogEvent, MirrorMeterReading, MirrorUsagePoint, ReadingType, decode,
};

/// A document that the utility acknowledged.
struct Taken {
    at_s: f64,
    document: Document,
}

/// The utility's record.
pub(super) struct Wire {
    taken: Vec<Taken>,
    shown: Vec<Document>,
}

/// A series: the mirror's name, and the uom of its readings.
pub(super) type Series = (String, u8);

/// A reading as it was posted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Posted {
    /// When it arrived, in seconds of the day.
    pub(super) at_s: f64,
    /// Its period, in seconds of the day.
    pub(super) from_s: f64,
    /// The end of its period.
    pub(super) to_s: f64,
    /// In the unit of its uom.
    pub(super) value: f64,
}

/// Seconds of the day of a time on the server's clock.
pub(super) fn of_day(server_s: i64) -> f64 {
    (server_s - EPOCH_S) as f64
}

impl Wire {
    /// Reads the record; a line that a kill cut short is passed over.
    pub(super) fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("a wire log");
        let mut wire = Self { taken: Vec::new(), shown: Vec::new() };
        for exchange in text.lines().filter_map(|line| serde_json::from_str::<Exchange>(line).ok()) {
            if !(200..300).contains(&exchange.status) {
                continue;
            }
            let read = |body: &str| decode(body.as_bytes(), &Limits::default()).ok();
            if matches!(exchange.method.as_str(), "POST" | "PUT") {
                let document = read(&exchange.request).expect("the utility took what we can read");
                wire.taken.push(Taken { at_s: exchange.time.0 as f64 / 1_000.0 - EPOCH_S as f64, document });
            } else {
                wire.shown.extend(read(&exchange.response));
            }
        }
        wire
    }

    /// Mirrors that were posted, in order.
    pub(super) fn mirrors(&self) -> impl Iterator<Item = &MirrorUsagePoint> {
        self.taken.iter().filter_map(|taken| match &taken.document {
            Document::MirrorUsagePoint(mirror) => Some(mirror),
            _ => None,
        })
    }

    /// Each mirror as the server itself showed it last.
    pub(super) fn shown_mirrors(&self) -> Vec<&MirrorUsagePoint> {
        let mut last = BTreeMap::new();
        for document in &self.shown {
            match document {
                Document::MirrorUsagePoint(mirror) => drop(last.insert(mirror.mrid.0, mirror)),
                Document::MirrorUsagePointList(list) => {
                    last.extend(list.mirror_usage_point.iter().map(|mirror| (mirror.mrid.0, mirror)));
                }
                _ => {}
            }
        }
        last.into_values().collect()
    }

    /// DERStatus documents, each with the time of its arrival.
    pub(super) fn statuses(&self) -> Vec<(f64, &DERStatus)> {
        self.picked(|document| if let Document::DERStatus(status) = document { Some(status) } else { None })
    }

    /// Log events, each with the time of its arrival.
    pub(super) fn log_events(&self) -> Vec<(f64, &LogEvent)> {
        self.picked(|document| if let Document::LogEvent(event) = document { Some(event) } else { None })
    }

    fn picked<'a, T>(&'a self, pick: impl Fn(&'a Document) -> Option<&'a T>) -> Vec<(f64, &'a T)> {
        self.taken.iter().filter_map(|taken| Some((taken.at_s, pick(&taken.document)?))).collect()
    }

    /// Every reading in the order of arrival. One without a declared ReadingType before it is no reading at all.
    pub(super) fn series(&self) -> BTreeMap<Series, Vec<Posted>> {
        let mut types: BTreeMap<Mrid, (String, ReadingType)> = BTreeMap::new();
        let mut series: BTreeMap<Series, Vec<Posted>> = BTreeMap::new();
        for taken in &self.taken {
            let readings = match &taken.document {
                Document::MirrorUsagePoint(mirror) => {
                    types.extend(table::declared(mirror));
                    &mirror.mirror_meter_reading
                }
                Document::MirrorMeterReadingList(list) => &list.mirror_meter_reading,
                _ => continue,
            };
            for meter in readings.iter().filter(|meter| meter.reading.is_some()) {
                let (mirror, kind) = types.get(&Mrid(meter.mrid.0)).expect("declared before it is posted");
                let name = (mirror.clone(), kind.uom.expect("a uom"));
                series.entry(name).or_default().push(posted(taken.at_s, meter, kind));
            }
        }
        series
    }
}

fn posted(at_s: f64, meter: &MirrorMeterReading, kind: &ReadingType) -> Posted {
    let reading = meter.reading.as_ref().expect("a reading");
    let period = reading.time_period.as_ref().expect("a period");
    let from_s = of_day(period.start);
    let raw = reading.value.expect("a value").get();
    let value = raw as f64 * 10_f64.powi(i32::from(kind.power_of_ten_multiplier.unwrap_or(0)));
    Posted { at_s, from_s, to_s: from_s + f64::from(period.duration), value }
}
