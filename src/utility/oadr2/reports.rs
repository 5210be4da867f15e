//! Reports: what is offered, what the VTN asked for, and what is due.
//!
//! A request is remembered until it is cancelled or has ended. Its readings are averaged as for any server; an update is
//! queued, durable, together with the mark up to which it reaches, so that nothing is told twice or lost over a restart.

use super::super::average::{Averager, Interval, Quantity};
use super::meter::Energy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::{
    Asset, AssetId, AssetKind, AssetState, Millis, Reading, ReadingSource, Record, SiteId, WattHours, Watts,
};

/// Requests that are served at once, at most.
const REQUESTS_MAX: usize = 64;
/// Values that one update carries, at most: VTNs bound what they take, ours at 256 kB. What is more is sent in the next.
const VALUES_MAX: usize = 400;
/// A sample may be so late, until it is durable: intervals are closed by time alone only after this.
const LATE_MS: i64 = 2_000;
/// The site meter's name among the sources of reports.
pub(super) const SITE: &str = "site";

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Specifier {
    /// Averages of power, and energy in storage [OADR2b TELEMETRY_USAGE].
    Usage,
    /// Whether each asset is on line and under whose control [OADR2b TELEMETRY_STATUS].
    Status,
    /// What `Usage` tells, of what was stored [OADR2b HISTORY_USAGE].
    History,
    /// The site's energy in either direction, of what was stored [OADR2b HISTORY_GREENBUTTON].
    GreenButton,
}

impl Specifier {
    pub(super) const ALL: [Self; 4] = [Self::Usage, Self::Status, Self::History, Self::GreenButton];

    /// Its reportSpecifierID.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Status => "status",
            Self::History => "history",
            Self::GreenButton => "greenbutton",
        }
    }

    /// Whether it tells what was stored.
    pub(super) fn is_of_the_past(self) -> bool {
        matches!(self, Self::History | Self::GreenButton)
    }

    /// Whether it has lines of this measure.
    fn tells(self, measure: Measure) -> bool {
        match measure {
            Measure::Power | Measure::Stored => matches!(self, Self::Usage | Self::History),
            Measure::Status => self == Self::Status,
            Measure::Energy => self == Self::GreenButton,
        }
    }

    pub(super) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|specifier| specifier.id() == id)
    }
}

/// What a point of a report tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Measure {
    /// Average power in W.
    Power,
    /// Energy in storage in Wh.
    Stored,
    /// The state of an asset.
    Status,
    /// Energy in either direction.
    Energy,
}

/// A line that a report may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its rID.
    pub(super) rid: String,
    /// `site` or an asset's name.
    pub(super) source: String,
    pub(super) measure: Measure,
    pub(super) generates: bool,
}

/// What a VTN asked for [OADR2b oadrReportRequest].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) id: String,
    pub(super) specifier: Specifier,
    /// Length of an interval; 0: as it is now.
    pub(super) granularity_s: i64,
    /// An update comes as often; 0: once.
    pub(super) back_s: i64,
    /// From when on; before that nothing is told.
    pub(super) start_s: i64,
    /// When it ends; `None`: when it is cancelled.
    pub(super) end_s: Option<i64>,
    pub(super) rids: Vec<String>,
    /// Start and length as the VTN named them.
    #[serde(default)]
    pub(super) named: (Option<i64>, i64),
}

impl Request {
    /// Whether it is the same again, whatever lines are known by now (rule 5).
    fn is_again(&self, other: &Self) -> bool {
        let told = |it: &Self| (it.specifier, it.granularity_s, it.back_s, it.named);
        self.id == other.id && told(self) == told(other)
    }
}

/// One value of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Value {
    /// Power, positive when consumed; or energy.
    Number(i64),
    /// Energy in either direction.
    Energy(Energy),
    /// On line, and whether somebody on site has overridden it.
    State {
        /// Whether the asset answers.
        online: bool,
        /// Whether it is in local control.
        overridden: bool,
    },
}

/// One interval of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Point {
    pub(super) start_s: i64,
    pub(super) seconds: i64,
    pub(super) values: Vec<(String, Value)>,
}

/// An update as it waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Update {
    pub(super) request: String,
    pub(super) specifier: Specifier,
    pub(super) created_s: i64,
    pub(super) points: Vec<Point>,
}

/// A request that is served.
#[derive(Debug)]
struct Served {
    request: Request,
    averagers: BTreeMap<String, Averager>,
    /// Points by their start and length, until their update is due.
    points: BTreeMap<(i64, i64), Vec<(String, Value)>>,
    due_s: i64,
}

/// The reports of one VEN.
#[derive(Debug, Default)]
pub(super) struct Reports {
    lines: Vec<Line>,
    seen: Seen,
    served: BTreeMap<String, Served>,
}

/// What was read last.
#[derive(Debug, Default)]
struct Seen {
    states: BTreeMap<AssetId, AssetState>,
    readings: BTreeMap<String, Reading>,
}

impl Reports {
    /// With the site's own lines.
    pub(super) fn new() -> Self {
        Self {
            lines: [Measure::Power, Measure::Energy].map(|measure| line(SITE, measure, false)).into(),
            ..Self::default()
        }
    }

    /// An asset was discovered: true when it brings new lines.
    pub(super) fn asset(&mut self, asset: &Asset) -> bool {
        if asset.kind == AssetKind::SiteMeter {
            return false;
        }
        let generates = matches!(asset.kind, AssetKind::Pv | AssetKind::Battery);
        let mut measures = vec![Measure::Power, Measure::Status];
        if asset.kind == AssetKind::Battery {
            measures.push(Measure::Stored);
        }
        let new = measures.into_iter().map(|measure| line(asset.id.as_str(), measure, generates));
        let before = self.lines.len();
        for line in new {
            if self.lines.iter().all(|known| known.rid != line.rid) {
                self.lines.push(line);
            }
        }
        self.lines.len() > before
    }

    /// What was read of an asset.
    pub(super) fn state(&mut self, state: AssetState) {
        self.seen.states.insert(state.asset.clone(), state);
    }

    /// The lines of a report.
    pub(super) fn lines(&self, specifier: Specifier) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| specifier.tells(line.measure))
    }

    /// What is measured: what each source is called in the store, with its lines.
    pub(super) fn sources(&self, site: &SiteId) -> Vec<(ReadingSource, Vec<Line>)> {
        let mut sources: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
        for line in self.lines(Specifier::History).chain(self.lines(Specifier::GreenButton)) {
            sources.entry(&line.source).or_default().push(line.clone());
        }
        let named = |source: &str| match source {
            SITE => Some(ReadingSource::Site(site.clone())),
            asset => AssetId::new(asset).ok().map(ReadingSource::Asset),
        };
        sources.into_iter().filter_map(|(source, lines)| Some((named(source)?, lines))).collect()
    }

    /// Learns the requests of the run before, and up to when each was told.
    pub(super) fn restore(&mut self, memos: &BTreeMap<String, Vec<u8>>) {
        for (name, value) in memos.iter().filter(|(name, _)| name.starts_with("report/")) {
            let Ok(request) = serde_json::from_slice::<Request>(value) else { continue };
            let told = memos.get(&name.replacen("report/", "mirror/", 1));
            let told_s = told.and_then(|value| std::str::from_utf8(value).ok()?.parse::<i64>().ok());
            self.serve(request, told_s);
        }
    }

    /// Serves a request from now on, in the place of another of the same name; the same again goes on, with the lines that
    /// are new. The records that remember it, and `None` when there are too many.
    pub(super) fn ask(&mut self, owner: &str, request: Request) -> Option<Vec<Record>> {
        let known = self.served.get_mut(&request.id).filter(|known| known.request.is_again(&request));
        if let Some(known) = known {
            // Lines that are no longer named stay: after a restart the VTN names those that were discovered by then.
            let widened = known.widen(request.rids);
            let value = serde_json::to_vec(&known.request).unwrap_or_default();
            return Some(if widened { vec![memo(owner, "report", &request.id, value)] } else { Vec::new() });
        }
        if self.served.len() >= REQUESTS_MAX && !self.served.contains_key(&request.id) {
            return None;
        }
        let value = serde_json::to_vec(&request).unwrap_or_default();
        let records = vec![memo(owner, "report", &request.id, value), mark(owner, &request.id, request.start_s)];
        self.serve(request, None);
        Some(records)
    }

    fn serve(&mut self, request: Request, told_s: Option<i64>) {
        let from_s = told_s.unwrap_or(request.start_s);
        let served = Served {
            averagers: request.rids.iter().map(|rid| (rid.clone(), averager_from(from_s))).collect(),
            points: BTreeMap::new(),
            due_s: request.end_s.unwrap_or(i64::MAX).min(from_s.saturating_add(request.back_s)),
            request,
        };
        self.served.insert(served.request.id.clone(), served);
    }

    /// Ends a request: the records that forget it; `None` for one that is not known.
    pub(super) fn cancel(&mut self, owner: &str, id: &str) -> Option<Vec<Record>> {
        self.served.remove(id)?;
        Some(forget(owner, id))
    }

    /// Ends all requests: for a VTN that is no longer ours.
    pub(super) fn cancel_all(&mut self, owner: &str) -> Vec<Record> {
        std::mem::take(&mut self.served).keys().flat_map(|id| forget(owner, id)).collect()
    }

    /// What relative signals rest on: the connection point, what is stored.
    pub(super) fn measured(&self) -> (Option<Watts>, Option<WattHours>) {
        let site = self.seen.readings.get(SITE).map(|reading| reading.w);
        let stored = self.seen.readings.values().filter_map(|reading| reading.stored);
        (site, stored.reduce(|a, b| a + b))
    }

    /// The names of the requests that are served.
    pub(super) fn pending(&self) -> Vec<String> {
        self.served.keys().cloned().collect()
    }

    /// Takes a sample.
    pub(super) fn reading(&mut self, site: &SiteId, reading: &Reading) {
        let source = match &reading.source {
            ReadingSource::Site(id) if id == site => SITE,
            ReadingSource::Site(_) => return,
            ReadingSource::Asset(id) => id.as_str(),
        };
        self.seen.readings.insert(source.to_owned(), reading.clone());
        for served in self.served.values_mut().filter(|served| served.averages()) {
            served.sample(source, reading);
        }
    }

    /// Updates that are due now, each with the records that mark it as told.
    pub(super) fn due(&mut self, owner: &str, now: Millis) -> Vec<(Update, Vec<Record>)> {
        let mut due = Vec::new();
        let (lines, seen) = (&self.lines, &self.seen);
        for served in self.served.values_mut() {
            let at = now.plus_ms(-served.late_ms());
            if served.request.start_s > at.to_seconds().0 {
                continue;
            }
            served.collect(at, lines, seen);
            if served.due_s <= at.to_seconds().0 {
                due.extend(served.update(owner, at.to_seconds().0, now.to_seconds().0));
            }
        }
        self.served.retain(|_, served| !served.is_over());
        due
    }

    /// The last update of a request that is being cancelled, with what it has [OADR2b reportToFollow].
    pub(super) fn last_update(&mut self, owner: &str, id: &str, now: Millis) -> Option<(Update, Vec<Record>)> {
        let (lines, seen) = (&self.lines, &self.seen);
        let served = self.served.get_mut(id)?;
        // What is told as it is now is told now, whenever it was due.
        served.due_s = served.due_s.min(now.to_seconds().0);
        served.collect(now, lines, seen);
        served.update(owner, now.to_seconds().0, now.to_seconds().0)
    }

    /// When the next update is due.
    pub(super) fn next_due_s(&self) -> Option<i64> {
        let due_s = |served: &Served| served.due_s.max(served.request.start_s).saturating_add(served.late_ms() / 1_000);
        self.served.values().map(due_s).min()
    }
}

impl Seen {
    /// What a line tells now.
    fn current(&self, line: &Line) -> Option<Value> {
        let reading = self.readings.get(&line.source);
        match line.measure {
            Measure::Status => {
                let state = self.states.iter().find(|(id, _)| id.as_str() == line.source).map(|(_, state)| state);
                let (online, overridden) = state.map_or((false, false), |state| (state.online, state.local));
                Some(Value::State { online, overridden })
            }
            Measure::Power => reading.map(|reading| number(Measure::Power, reading.w.0)),
            Measure::Stored => reading?.stored.map(|wh| number(Measure::Stored, wh.0)),
            // Energy is of a time, not of now.
            Measure::Energy => None,
        }
    }
}

impl Served {
    /// Whether it tells averages, rather than what is now.
    fn averages(&self) -> bool {
        self.request.specifier == Specifier::Usage && self.request.granularity_s > 0
    }

    /// How long samples are waited for.
    fn late_ms(&self) -> i64 {
        if self.averages() { LATE_MS } else { 0 }
    }

    /// Whether nothing more is due.
    fn is_over(&self) -> bool {
        self.due_s == i64::MAX
    }

    fn next_due_s(&self, now_s: i64) -> i64 {
        let Request { back_s, start_s, end_s, .. } = self.request;
        if back_s == 0 || end_s.is_some_and(|end| end <= now_s) {
            return i64::MAX;
        }
        let next = now_s.saturating_add(back_s - (now_s - start_s).rem_euclid(back_s));
        end_s.map_or(next, |end| end.min(next))
    }

    fn rate_s(&self) -> u32 {
        u32::try_from(self.request.granularity_s).unwrap_or(u32::MAX)
    }

    /// Takes a sample into the lines of its source, discovered by now or not: those of the run before come first.
    fn sample(&mut self, source: &str, reading: &Reading) {
        let rate_s = self.rate_s();
        let mut closed = Vec::new();
        for (rid, averager) in &mut self.averagers {
            if let Some((_, measure)) = parts(rid).filter(|(of, _)| *of == source) {
                let mut intervals = Vec::new();
                averager.sample(reading.at.0, reading, rate_s, &mut intervals);
                closed.extend(intervals.into_iter().map(|interval| (rid.clone(), measure, interval)));
            }
        }
        closed.into_iter().for_each(|(rid, measure, interval)| self.close(rid, measure, &interval));
    }

    fn close(&mut self, rid: String, measure: Measure, interval: &Interval) {
        // An update that comes late tells nothing of what lies behind the end.
        let within = self.request.end_s.is_none_or(|end_s| interval.start_s < end_s);
        if let Some(value) = value_of(measure, interval).filter(|_| within) {
            let key = (interval.start_s, i64::from(interval.seconds));
            self.points.entry(key).or_default().push((rid, value));
        }
    }

    /// Takes in lines that are new, from the interval that is open; whether there are any.
    fn widen(&mut self, rids: Vec<String>) -> bool {
        let new: Vec<String> = rids.into_iter().filter(|rid| !self.request.rids.contains(rid)).collect();
        let open_s = self.averagers.values().filter_map(Averager::starts_s).max().unwrap_or(self.request.start_s);
        self.averagers.extend(new.iter().map(|rid| (rid.clone(), averager_from(open_s))));
        self.request.rids.extend(new.iter().cloned());
        !new.is_empty()
    }

    /// Lets time pass: intervals that have ended become points, and what is told as it is now is looked at.
    fn collect(&mut self, now: Millis, lines: &[Line], seen: &Seen) {
        let now_s = now.to_seconds().0;
        if self.averages() {
            let rate_s = self.rate_s();
            let mut closed = Vec::new();
            for (rid, averager) in &mut self.averagers {
                let Some((_, measure)) = parts(rid) else { continue };
                let mut intervals = Vec::new();
                averager.advance(now.0, rate_s, &mut intervals);
                closed.extend(intervals.into_iter().map(|interval| (rid.clone(), measure, interval)));
            }
            closed.into_iter().for_each(|(rid, measure, interval)| self.close(rid, measure, &interval));
        } else if self.due_s <= now_s {
            let asked = lines.iter().filter(|line| self.request.rids.contains(&line.rid));
            let values = asked.filter_map(|line| Some((line.rid.clone(), seen.current(line)?))).collect();
            self.points.insert((now_s, 0), values);
        }
    }

    /// The update with all points that have ended; nothing when there is nothing to tell.
    fn update(&mut self, owner: &str, now_s: i64, created_s: i64) -> Option<(Update, Vec<Record>)> {
        let id = self.request.id.clone();
        self.due_s = self.next_due_s(now_s);
        let count = at_once(self.points.values().map(Vec::len));
        let taken: Vec<_> = self.points.keys().take(count).copied().collect();
        let points = taken.into_iter().filter_map(|key| {
            let values = self.points.remove(&key).filter(|values| !values.is_empty())?;
            Some(Point { start_s: key.0, seconds: key.1, values })
        });
        let points: Vec<_> = points.collect();
        let told_s = points.last().map(|point| point.start_s + point.seconds);
        let records = if self.is_over() {
            forget(owner, &id)
        } else {
            told_s.map(|told_s| mark(owner, &id, told_s)).into_iter().collect()
        };
        let update = Update { request: id, specifier: self.request.specifier, created_s, points };
        (!update.points.is_empty()).then_some((update, records))
    }
}

fn line(source: &str, measure: Measure, generates: bool) -> Line {
    let what = match measure {
        Measure::Power => "power",
        Measure::Stored => "stored",
        Measure::Status => "status",
        Measure::Energy => "energy",
    };
    Line { rid: format!("{source}.{what}"), source: source.to_owned(), measure, generates }
}

/// How many of the first points one update carries, of so many values each.
pub(super) fn at_once(values: impl Iterator<Item = usize>) -> usize {
    let mut all = 0;
    let fits = |values: &usize| {
        all += values;
        all <= VALUES_MAX
    };
    values.take_while(fits).count().max(1)
}

/// Source and measure of a line, by its rID.
fn parts(rid: &str) -> Option<(&str, Measure)> {
    let (source, what) = rid.rsplit_once('.')?;
    let measure = match what {
        "power" => Measure::Power,
        "stored" => Measure::Stored,
        _ => return None,
    };
    Some((source, measure))
}

/// An averager for what lies after `from_s`.
fn averager_from(from_s: i64) -> Averager {
    let mut averager = Averager::default();
    averager.resume(from_s);
    averager
}

/// What a line tells of an interval.
pub(super) fn value_of(measure: Measure, interval: &Interval) -> Option<Value> {
    let quantity = match measure {
        Measure::Power => Quantity::Power,
        Measure::Stored => Quantity::Stored,
        // Neither is an average.
        Measure::Status | Measure::Energy => return None,
    };
    let value = interval.values.iter().find(|(q, _)| *q == quantity).map(|(_, value)| *value)?;
    Some(number(measure, value))
}

/// Consumption is positive on the wire.
fn number(measure: Measure, value: i64) -> Value {
    Value::Number(if measure == Measure::Power { value.saturating_neg() } else { value })
}

pub(super) fn memo(owner: &str, kind: &str, id: &str, value: Vec<u8>) -> Record {
    Record::Memo { owner: owner.to_owned(), name: format!("{kind}/{id}"), value }
}

/// Up to when a request was told; the runtime hands in the readings since the oldest.
fn mark(owner: &str, id: &str, told_s: i64) -> Record {
    memo(owner, "mirror", id, told_s.to_string().into_bytes())
}

fn forget(owner: &str, id: &str) -> Vec<Record> {
    vec![memo(owner, "report", id, Vec::new()), memo(owner, "mirror", id, Vec::new())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::{Mono, Quality};

    const OWNER: &str = "oadr2/vtn";

    fn site() -> SiteId {
        SiteId::new("home").expect("name")
    }

    fn reading(at_s: i64, w: i64) -> Reading {
        Reading {
            source: ReadingSource::Site(site()),
            at: Millis(at_s * 1_000),
            mono: Mono(0),
            quality: Quality::Good,
            w: Watts(w),
            var: None,
            voltage: None,
            frequency: None,
            exported: None,
            imported: None,
            stored: None,
        }
    }

    fn request(granularity_s: i64, back_s: i64) -> Request {
        let rids = vec!["site.power".to_owned()];
        let (id, specifier, start_s, named) = ("q".to_owned(), Specifier::Usage, 100, (None, 0));
        Request { id, specifier, granularity_s, back_s, start_s, end_s: None, rids, named }
    }

    /// An update's points: start, length, value.
    type Points = Vec<(i64, i64, i64)>;

    /// Runs from second `from` to `to` with a sample each second; updates as (start, seconds, value) by their second.
    fn run(reports: &mut Reports, from: i64, to: i64) -> Vec<(i64, Points)> {
        let mut told = Vec::new();
        for second in from..to {
            reports.reading(&site(), &reading(second, -second));
            for (update, _) in reports.due(OWNER, Millis(second * 1_000)) {
                let of = |point: &Point| match point.values.as_slice() {
                    [(_, Value::Number(value))] => (point.start_s, point.seconds, *value),
                    other => panic!("{other:?}"),
                };
                told.push((second, update.points.iter().map(of).collect()));
            }
        }
        told
    }

    /// Consumption is positive on the wire: the site draws as many watts as the second says; halves go up and down in turn.
    #[test]
    fn a_periodic_report_tells_each_interval_once_and_in_time() {
        let mut reports = Reports::new();
        reports.ask(OWNER, request(10, 20)).expect("served");
        let told = run(&mut reports, 100, 145);
        assert_eq!(told, [(122, vec![(100, 10, 105), (110, 10, 114)]), (142, vec![(120, 10, 125), (130, 10, 134)])]);
    }

    #[test]
    fn a_report_asked_once_is_told_once_as_it_is_now() {
        let mut reports = Reports::new();
        reports.reading(&site(), &reading(99, -7));
        reports.ask(OWNER, request(0, 0)).expect("served");
        assert_eq!(run(&mut reports, 100, 200), [(100, vec![(100, 0, 100)])]);
        assert!(reports.pending().is_empty());
    }

    #[test]
    fn a_report_with_an_end_tells_its_last_interval_and_stops() {
        let mut reports = Reports::new();
        reports.ask(OWNER, Request { end_s: Some(130), ..request(10, 20) }).expect("served");
        let told = run(&mut reports, 100, 200);
        assert_eq!(told.iter().map(|(at, points)| (*at, points.len())).collect::<Vec<_>>(), [(122, 2), (132, 1)]);
        assert!(reports.pending().is_empty());
    }

    /// [design r5]
    #[test]
    fn after_a_restart_a_report_goes_on_where_it_was_told() {
        let mut reports = Reports::new();
        let mut records = reports.ask(OWNER, request(10, 20)).expect("served");
        for second in 100..=122 {
            reports.reading(&site(), &reading(second, -second));
        }
        records.extend(reports.due(OWNER, Millis(122_000)).into_iter().flat_map(|(_, records)| records));
        let memos = records.into_iter().filter_map(|record| match record {
            Record::Memo { name, value, .. } => Some((name, value)),
            _ => None,
        });
        let mut again = Reports::new();
        again.restore(&memos.collect());
        let told = run(&mut again, 115, 145);
        assert_eq!(told, [(142, vec![(120, 10, 125), (130, 10, 134)])]);
    }

    /// [design r5]
    #[test]
    fn a_report_that_is_asked_for_again_goes_on_with_the_lines_that_are_new() {
        let mut reports = Reports::new();
        reports.ask(OWNER, request(10, 20)).expect("served");
        assert_eq!(run(&mut reports, 100, 115), []);
        let again = Request { start_s: 115, rids: vec!["battery.power".to_owned()], ..request(10, 20) };
        assert_eq!(reports.ask(OWNER, again.clone()).map(|records| records.len()), Some(1), "a new line is remembered");
        assert_eq!(reports.ask(OWNER, again.clone()), Some(Vec::new()), "the same again changes nothing");
        let told = run(&mut reports, 115, 125);
        assert_eq!(told.iter().map(|(_, points)| points[0].0).collect::<Vec<_>>(), [100]);
        // Another request of the same name takes its place.
        reports.ask(OWNER, Request { granularity_s: 5, start_s: 125, ..again }).expect("served");
        assert_eq!(run(&mut reports, 125, 130), []);
    }
}
