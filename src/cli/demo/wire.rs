//! What the utility's record of exchanges says: responses per event, and the intervals of readings that it took.

use crate::headend::Exchange;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{Document, Limits, MirrorMeterReading, decode};

/// A series of readings: where it was posted, or its line; and its name.
pub type Series = (String, String);

/// One event as its server knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventSeen {
    /// The server's name for it.
    pub id: String,
    /// The gateway's names for it, or for its parts.
    pub parts: BTreeSet<String>,
    /// Codes of the responses to it, in the order in which they were acknowledged.
    pub codes: Vec<u16>,
}

/// What the gateway did, as the utility saw it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Events that were answered.
    pub events: Vec<EventSeen>,
    /// Intervals of each series that were acknowledged, as start and length in seconds, in order of arrival.
    pub intervals: BTreeMap<Series, Vec<(i64, i64)>>,
}

impl Seen {
    /// Reads the record; a line that is not whole (the last one, after a crash) is passed over.
    pub fn read(file: &Path) -> io::Result<Self> {
        let mut seen = Self::default();
        for line in BufReader::new(File::open(file)?).lines() {
            if let Ok(exchange) = serde_json::from_str::<Exchange>(&line?) {
                seen.note(&exchange);
            }
        }
        Ok(seen)
    }

    fn note(&mut self, exchange: &Exchange) {
        if exchange.method != "POST" || !(200..300).contains(&exchange.status) {
            return;
        }
        match decode(exchange.request.as_bytes(), &Limits::default()) {
            Ok(Document::DERControlResponse(response)) => {
                let code = response.status.unwrap_or_default();
                self.note_response(Mrid(response.subject.0).to_string(), code.into());
            }
            Ok(Document::MirrorMeterReading(reading)) => self.note_reading(&exchange.target, &reading),
            Ok(Document::MirrorMeterReadingList(list)) => {
                list.mirror_meter_reading.iter().for_each(|reading| self.note_reading(&exchange.target, reading));
            }
            _ => {}
        }
    }

    fn note_response(&mut self, mrid: String, code: u16) {
        match self.events.iter_mut().find(|event| event.id == mrid) {
            Some(event) => event.codes.push(code),
            None => self.events.push(EventSeen { parts: [mrid.clone()].into(), id: mrid, codes: vec![code] }),
        }
    }

    /// The event that the gateway knows by this name.
    pub fn event(&self, part: &str) -> Option<&EventSeen> {
        self.events.iter().find(|event| event.parts.contains(part))
    }

    fn note_reading(&mut self, target: &str, reading: &MirrorMeterReading) {
        let sets = reading.mirror_reading_set.iter().map(|set| &set.time_period);
        let alone = reading.reading.iter().filter_map(|one| one.time_period.as_ref());
        let series = self.intervals.entry((target.to_owned(), Mrid(reading.mrid.0).to_string())).or_default();
        series.extend(sets.chain(alone).map(|period| (period.start, i64::from(period.duration))));
    }

    /// Gaps and overlaps in the series, each in words.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for ((target, name), intervals) in &self.intervals {
            let mut sorted = intervals.clone();
            sorted.sort_unstable();
            for pair in sorted.windows(2) {
                let (end, next) = (pair[0].0 + pair[0].1, pair[1].0);
                if next > end {
                    faults.push(format!("{target} {name}: nothing for {} s from {end} on", next - end));
                } else if next < end {
                    faults.push(format!("{target} {name}: {} s twice from {next} on", end - next));
                }
            }
        }
        faults
    }

    /// The seconds that every series covers, first and end; `None` when nothing was taken.
    pub fn covered(&self) -> Option<(i64, i64)> {
        let first = |intervals: &Vec<(i64, i64)>| intervals.iter().map(|(start, _)| *start).min();
        let end = |intervals: &Vec<(i64, i64)>| intervals.iter().map(|(start, length)| start + length).max();
        let starts = self.intervals.values().filter_map(first).max()?;
        Some((starts, self.intervals.values().filter_map(end).min()?))
    }
}
