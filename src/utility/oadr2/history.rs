//! History: reports of what was stored, asked for after the fact [OADR2b HISTORY_USAGE; OADR2b HISTORY_GREENBUTTON].
//!
//! A request is remembered with how far it was told. When it is due, the stored readings of one source after another are
//! recalled, a page at a time, and averaged, or metered for Green Button; the updates are queued together with the mark up to
//! which they tell, so that a restart in between begins again and tells nothing twice.

use super::super::average::{Averager, Interval};
use super::meter::{Carry, Energy, HOLD_MS, Meter};
use super::reports::{Line, Point, Specifier, Update, Value, at_once, memo, value_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::{Millis, Mono, Now, Reading, ReadingSource, Record};

/// Requests that are served at once, at most.
const REQUESTS_MAX: usize = 16;
/// Intervals that one round tells, at most.
pub(super) const INTERVALS_MAX: i64 = 10_000;
/// A sample may be so late, until it is durable.
const LATE_S: i64 = 2;
/// A page that does not come is asked for again after this.
const PAGE_MS: u64 = 60_000;

/// What a VTN asked for, and how far it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) id: String,
    #[serde(default = "usage")]
    pub(super) specifier: Specifier,
    pub(super) rids: Vec<String>,
    /// Length of an interval.
    pub(super) granularity_s: i64,
    /// A round comes as often; 0: one at the end.
    pub(super) back_s: i64,
    /// What was told reaches up to here; at first where the history begins.
    pub(super) told_s: i64,
    /// Where it ends; `None`: when it is cancelled.
    pub(super) end_s: Option<i64>,
    /// When the next round is due.
    pub(super) due_s: i64,
    /// What the energy that was told has left over.
    #[serde(default)]
    pub(super) carry: Carry,
}

/// What a request that was stored without its report is of: there was no other.
fn usage() -> Specifier {
    Specifier::History
}

/// Stored readings that are wanted: those of one source, in the order of time, a page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) id: u64,
    pub(super) source: ReadingSource,
    pub(super) from: Millis,
    pub(super) to: Millis,
    pub(super) after_seq: u64,
}

/// Values by start and length.
type Points = BTreeMap<(i64, i64), Vec<(String, Value)>>;

/// The round under way.
#[derive(Debug)]
struct Round {
    wanted: String,
    from_s: i64,
    to_s: i64,
    /// Sources that are still to be read, each with its lines; the last is the one at hand.
    sources: Vec<(ReadingSource, Vec<Line>)>,
    averager: Averager,
    /// Instead of averages, where energy is asked for.
    meter: Option<Meter>,
    points: Points,
    page: u64,
    /// Up to where the source at hand was read.
    read: (Millis, u64),
    /// When the page at hand is given up; `None`: it is to be asked for.
    until: Option<Mono>,
}

fn millis(second: i64) -> Millis {
    Millis(second.saturating_mul(1_000))
}

/// What is measured: what each source is called in the store, with its lines.
pub(super) type Sources = [(ReadingSource, Vec<Line>)];

/// Requests for history.
#[derive(Debug, Default)]
pub(super) struct History {
    wanted: BTreeMap<String, Wanted>,
    round: Option<Round>,
    last_page: u64,
}

impl History {
    /// Learns the requests of the run before.
    pub(super) fn restore(&mut self, memos: &BTreeMap<String, Vec<u8>>) {
        let stored = memos.iter().filter(|(name, _)| name.starts_with("history/"));
        let read = stored.filter_map(|(_, value)| serde_json::from_slice::<Wanted>(value).ok());
        self.wanted.extend(read.map(|wanted| (wanted.id.clone(), wanted)));
    }

    /// Serves a request; the record that remembers it, `None` when there are too many.
    pub(super) fn ask(&mut self, owner: &str, wanted: Wanted) -> Option<Vec<Record>> {
        if self.wanted.len() >= REQUESTS_MAX && !self.wanted.contains_key(&wanted.id) {
            return None;
        }
        self.end_round_of(&wanted.id);
        let record = remember(owner, &wanted);
        self.wanted.insert(wanted.id.clone(), wanted);
        Some(vec![record])
    }

    /// Ends a request: the record that forgets it; `None` for one that is not known.
    pub(super) fn cancel(&mut self, owner: &str, id: &str) -> Option<Vec<Record>> {
        self.wanted.remove(id)?;
        self.end_round_of(id);
        Some(vec![memo(owner, "history", id, Vec::new())])
    }

    /// Ends all requests: for a VTN that is no longer ours.
    pub(super) fn cancel_all(&mut self, owner: &str) -> Vec<Record> {
        self.round = None;
        let all = std::mem::take(&mut self.wanted);
        all.keys().map(|id| memo(owner, "history", id, Vec::new())).collect()
    }

    /// The names of the requests that are served.
    pub(super) fn pending(&self) -> impl Iterator<Item = String> {
        self.wanted.keys().cloned()
    }

    fn end_round_of(&mut self, id: &str) {
        self.round.take_if(|round| round.wanted == id);
    }

    /// Whether nothing is asked for.
    pub(super) fn is_idle(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The page that is to be read now, if one is. A request for an asset that was not discovered yet waits for that.
    pub(super) fn next_page(&mut self, now: Now, sources: &Sources) -> Option<Page> {
        if self.round.is_none() {
            let now_s = now.wall.to_seconds().0;
            let due = self.wanted.values().find(|wanted| wanted.is_due(now_s) && wanted.is_measured(sources));
            self.round = due.map(|wanted| wanted.round(sources));
        }
        let round = self.round.as_mut()?;
        if round.until.is_some_and(|until| until > now.mono) {
            return None;
        }
        let source = round.sources.last().map(|(source, _)| source.clone())?;
        self.last_page += 1;
        (round.page, round.until) = (self.last_page, Some(now.mono.plus_ms(PAGE_MS)));
        let (from, after_seq) = round.read;
        Some(Page { id: self.last_page, source, from, to: millis(round.to_s), after_seq })
    }

    /// Takes a page; `more`: there are further readings of that source. The updates of a round that is complete, with the
    /// record that marks them as told.
    pub(super) fn page(
        &mut self,
        owner: &str,
        now_s: i64,
        id: u64,
        readings: &[(u64, Reading)],
        more: bool,
    ) -> Option<(Vec<Update>, Record)> {
        let round = self.round.as_mut().filter(|round| round.page == id)?;
        let wanted = self.wanted.get_mut(&round.wanted)?;
        round.until = None;
        let rate_s = u32::try_from(wanted.granularity_s).unwrap_or(u32::MAX);
        let mut closed = Vec::new();
        for (seq, reading) in readings {
            match &mut round.meter {
                Some(meter) => meter.sample(reading),
                None => round.averager.sample(reading.at.0, reading, rate_s, &mut closed),
            }
            round.read = (reading.at, *seq);
        }
        if !more {
            round.averager.advance(millis(round.to_s).0, rate_s, &mut closed);
        }
        round.keep(&closed);
        if let Some(meter) = round.meter.take_if(|_| !more) {
            round.keep_energy(meter.finish(&mut wanted.carry), wanted.granularity_s);
        }
        if !more {
            round.sources.pop();
            round.begin_source();
        }
        if !round.sources.is_empty() {
            return None;
        }
        let points = std::mem::take(&mut round.points);
        wanted.told_s = round.to_s;
        self.round = None;
        let next_s = wanted.next_due_s();
        let updates = wanted.updates(now_s, points, next_s.is_none());
        let record = match next_s {
            Some(due_s) => {
                wanted.due_s = due_s;
                remember(owner, wanted)
            }
            None => {
                let id = wanted.id.clone();
                self.wanted.remove(&id);
                memo(owner, "history", &id, Vec::new())
            }
        };
        Some((updates, record))
    }

    /// When the next round is due, if none is under way.
    pub(super) fn next_due_s(&self, sources: &Sources) -> Option<i64> {
        let waiting = self.wanted.values().filter(|wanted| self.round.is_none() && wanted.is_measured(sources));
        waiting.map(|wanted| wanted.due_s.saturating_add(LATE_S)).min()
    }

    /// When the page at hand is given up.
    pub(super) fn gives_up_at(&self) -> Option<Mono> {
        self.round.as_ref().and_then(|round| round.until)
    }
}

impl Wanted {
    fn is_due(&self, now_s: i64) -> bool {
        self.due_s.saturating_add(LATE_S) <= now_s
    }

    fn is_measured(&self, sources: &Sources) -> bool {
        let lines = || sources.iter().flat_map(|(_, lines)| lines);
        !self.rids.is_empty() && self.rids.iter().all(|rid| lines().any(|line| line.rid == *rid))
    }

    fn round(&self, sources: &Sources) -> Round {
        let ours = sources.iter().filter_map(|(source, lines)| {
            let asked: Vec<_> = lines.iter().filter(|line| self.rids.contains(&line.rid)).cloned().collect();
            (!asked.is_empty()).then(|| (source.clone(), asked))
        });
        let upto_s = self.end_s.map_or(self.due_s, |end| end.min(self.due_s));
        // Whole intervals alone: what is left over comes with the next round.
        let whole = (upto_s - self.told_s).max(0) / self.granularity_s.max(1);
        let to_s = self.told_s + whole.min(INTERVALS_MAX) * self.granularity_s.max(1);
        let mut round = Round {
            wanted: self.id.clone(),
            from_s: self.told_s,
            to_s,
            sources: ours.collect(),
            averager: Averager::default(),
            meter: None,
            points: BTreeMap::new(),
            page: 0,
            read: (Millis(0), 0),
            until: None,
        };
        round.begin_source();
        if self.specifier == Specifier::GreenButton {
            // It is of one source: the site.
            round.meter = Some(Meter::new(round.from_s, round.to_s, self.granularity_s));
            round.read.0 = round.read.0.plus_ms(-HOLD_MS);
        }
        round
    }

    /// When the next round is due, after one that was told; `None`: that was the last.
    fn next_due_s(&self) -> Option<i64> {
        if self.back_s == 0 || self.end_s.is_some_and(|end| end <= self.due_s) {
            return None;
        }
        let next = self.due_s.saturating_add(self.back_s);
        Some(self.end_s.map_or(next, |end| end.min(next)))
    }

    /// The points as updates; a `last` round says so even where nothing was stored, so that nobody waits for it.
    fn updates(&self, created_s: i64, points: Points, last: bool) -> Vec<Update> {
        let points: Vec<Point> =
            points.into_iter().map(|((start_s, seconds), values)| Point { start_s, seconds, values }).collect();
        let update = |points: &[Point]| Update {
            request: self.id.clone(),
            specifier: self.specifier,
            created_s,
            points: points.to_vec(),
        };
        if points.is_empty() && last {
            return vec![update(&[])];
        }
        let (mut updates, mut left) = (Vec::new(), points.as_slice());
        while !left.is_empty() {
            let (now, later) = left.split_at(at_once(left.iter().map(|point| point.values.len())));
            updates.push(update(now));
            left = later;
        }
        updates
    }
}

impl Round {
    /// The next source is read from the begin.
    fn begin_source(&mut self) {
        self.averager = Averager::default();
        self.averager.resume(self.from_s);
        self.read = (millis(self.from_s), 0);
    }

    /// Takes in what was metered: one value an interval.
    fn keep_energy(&mut self, energies: Vec<(i64, Energy)>, seconds: i64) {
        let Some((_, lines)) = self.sources.last() else { return };
        for (start_s, energy) in energies {
            let values = lines.iter().map(|line| (line.rid.clone(), Value::Energy(energy)));
            self.points.entry((start_s, seconds)).or_default().extend(values);
        }
    }

    fn keep(&mut self, closed: &[Interval]) {
        let Some((_, lines)) = self.sources.last() else { return };
        let (from_s, to_s) = (self.from_s, self.to_s);
        let whole = |interval: &&Interval| {
            interval.start_s >= from_s && interval.start_s + i64::from(interval.seconds) <= to_s && interval.seconds > 0
        };
        for interval in closed.iter().filter(whole) {
            let key = (interval.start_s, i64::from(interval.seconds));
            let values = lines.iter().filter_map(|line| Some((line.rid.clone(), value_of(line.measure, interval)?)));
            let values: Vec<_> = values.collect();
            if !values.is_empty() {
                self.points.entry(key).or_default().extend(values);
            }
        }
    }
}

fn remember(owner: &str, wanted: &Wanted) -> Record {
    memo(owner, "history", &wanted.id, serde_json::to_vec(wanted).unwrap_or_default())
}
