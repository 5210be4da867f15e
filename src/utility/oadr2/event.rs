//! One event as this VEN understands it, and what it makes of it for the engine.

use super::config::Levels;
use super::meaning::{Ask, Baseline, Signal, ask};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tieline_core::model::{
    Control, Event, EventKey, EventStatus, Mrid, ResponseRequired, Seconds, UpstreamId, UtcSeconds,
};

/// An open-ended event runs so long, unless it is cancelled: ten years [OADR2b PT0S].
pub(super) const OPEN_S: i64 = 315_360_000;
/// Slices that one event may have; more is refused.
const SLICES_MAX: usize = 500;

/// What the VTN says of an event; only a cancellation is more than advice, since clocks differ [OADR2b eventStatus].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Status {
    None,
    Far,
    Near,
    Active,
    Completed,
    Cancelled,
}

/// An event as the VTN sent it, off the wire.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Incoming {
    pub(super) id: String,
    pub(super) modification: u32,
    pub(super) status: Status,
    pub(super) created_s: i64,
    pub(super) start_s: i64,
    /// Length of the active period; 0: until it is cancelled.
    pub(super) seconds: i64,
    /// The start may move by up to so much, later [OADR2b startafter].
    pub(super) start_after_s: i64,
    /// 0: none; else 1 is the highest [OADR2b priority].
    pub(super) priority: u32,
    pub(super) market_context: String,
    pub(super) test: bool,
    pub(super) wants_answer: bool,
    /// Whether its targets leave us out.
    pub(super) not_for_us: bool,
    /// What of it cannot be read.
    pub(super) fault: Option<String>,
    pub(super) signals: Vec<Signal>,
}

/// A part of an event in which nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slice {
    /// Seconds after the event's start.
    pub(super) offset_s: i64,
    pub(super) seconds: i64,
    pub(super) asks: Vec<Ask>,
}

/// Why an event is not carried out, as the VTN is told [OADR2b application error codes].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) says: String,
}

impl Refusal {
    pub(super) fn new(code: u16, says: impl Into<String>) -> Self {
        Self { code, says: says.into() }
    }
}

/// An event that is known, as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) modification: u32,
    pub(super) created_s: i64,
    pub(super) start_s: i64,
    pub(super) seconds: i64,
    pub(super) start_after_s: i64,
    pub(super) priority: u32,
    pub(super) market_context: String,
    pub(super) test: bool,
    pub(super) slices: Vec<Slice>,
    /// By how much its start was moved: drawn once.
    pub(super) shift_s: i64,
    /// When it ends before its time: cancelled, or no longer sent.
    pub(super) ends_s: Option<i64>,
    pub(super) baseline: Option<Baseline>,
    /// Whether it ends since the VTN no longer sent it; when it is sent again, it was a gap in a list.
    pub(super) gone: bool,
    /// How often it came back.
    pub(super) returns: u32,
    /// Why it is opted out of, if it is.
    pub(super) refusal: Option<Refusal>,
    /// Whether an opt of ours stands over what createdEvent would say [OADR2b rule 206].
    pub(super) opted_out: bool,
    /// Whether it was over when it was heard of, in this modification.
    #[serde(default)]
    pub(super) late: bool,
    /// The optID of the owner's last word, until the VTN has it.
    #[serde(default)]
    pub(super) untold: Option<String>,
    /// Whether one stands that takes part, whatever a schedule says.
    #[serde(default)]
    pub(super) opted_in: bool,
    /// Whether a schedule of the owner opts out of it [OADR2b vavailability].
    #[serde(default)]
    pub(super) away: bool,
}

impl Known {
    /// Reads an event that is new, or new in this modification; `shift_s` is its draw.
    pub(super) fn new(incoming: &Incoming, levels: &Levels, shift_s: i64) -> Self {
        let (slices, refusal) = match slices(incoming, levels) {
            Ok(slices) => (slices, None),
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        Self {
            id: incoming.id.clone(),
            modification: incoming.modification,
            created_s: incoming.created_s,
            start_s: incoming.start_s,
            seconds: incoming.seconds,
            start_after_s: incoming.start_after_s,
            priority: incoming.priority,
            market_context: incoming.market_context.clone(),
            test: incoming.test,
            slices,
            shift_s,
            ends_s: None,
            baseline: None,
            gone: false,
            returns: 0,
            refusal,
            opted_out: false,
            late: false,
            untold: None,
            opted_in: false,
            away: false,
        }
    }

    /// When it starts, moved by its draw.
    pub(super) fn starts_s(&self) -> i64 {
        self.start_s.saturating_add(self.shift_s)
    }

    /// When it ends.
    pub(super) fn end_s(&self) -> i64 {
        let length = if self.seconds == 0 { OPEN_S } else { self.seconds };
        let end = self.starts_s().saturating_add(length);
        self.ends_s.map_or(end, |ends| ends.min(end))
    }

    /// Whether we take part.
    pub(super) fn is_in(&self) -> bool {
        self.refusal.is_none() && !self.opted_out && (self.opted_in || !self.away)
    }

    /// Ends it now: at once, or where its start was open to chance and it runs, at a time up to as open [OADR2b startafter].
    pub(super) fn cancel(&mut self, now_s: i64, draw: impl FnOnce(i64) -> i64) {
        if self.end_s() <= now_s {
            return;
        }
        let runs = self.starts_s() <= now_s;
        let more = if runs && self.start_after_s > 0 { draw(self.start_after_s) } else { 0 };
        self.ends_s = Some(now_s.saturating_add(more));
    }

    /// Whether it asks for something of chargers and loads [OADR2b LOAD_CONTROL].
    pub(super) fn controls_loads(&self) -> bool {
        self.slices.iter().flat_map(|slice| &slice.asks).any(|ask| matches!(ask, Ask::LoadCapacity(_)))
    }

    /// Whether `measured` holds all that it rests on.
    pub(super) fn can_rest_on(&self, measured: &Baseline) -> bool {
        let mut asks = self.slices.iter().flat_map(|slice| slice.asks.iter().map(|ask| (ask, slice.seconds)));
        asks.all(|(ask, seconds)| ask.modes(measured, seconds).is_some())
    }

    /// Its parts as events of the engine, as far as their baseline is known.
    pub(super) fn events(&self, upstream: &UpstreamId) -> Vec<Event> {
        let baseline = self.baseline.unwrap_or_default();
        let each = self.slices.iter().enumerate().filter_map(|(i, slice)| {
            let start = self.starts_s().saturating_add(slice.offset_s);
            let seconds = slice.seconds.min(self.end_s().saturating_sub(start));
            let mut control = Control::default();
            for ask in &slice.asks {
                control.modes.extend(ask.modes(&baseline, slice.seconds)?);
            }
            (seconds > 0 && !control.modes.is_empty()).then(|| self.event(upstream, i, (start, seconds), control))
        });
        each.collect()
    }

    /// The engine's name for a part. A changed event, or one that came back, is another one to the engine, so that it may go
    /// on where the old one had ended.
    pub(super) fn part(&self, upstream: &UpstreamId, i: usize) -> Mrid {
        part_mrid(upstream, &self.id, self.modification, self.returns, i)
    }

    /// Whether `part` is one of its parts.
    pub(super) fn has_part(&self, upstream: &UpstreamId, part: Mrid) -> bool {
        (0..self.slices.len()).any(|i| self.part(upstream, i) == part)
    }

    fn event(&self, upstream: &UpstreamId, i: usize, (start, seconds): (i64, i64), control: Control) -> Event {
        Event {
            key: EventKey { upstream: upstream.clone(), mrid: self.part(upstream, i) },
            created: UtcSeconds(self.created_s),
            start: UtcSeconds(start),
            duration: Seconds(seconds),
            randomize_start: Seconds(0),
            randomize_duration: Seconds(0),
            status: EventStatus::Scheduled,
            status_since: UtcSeconds(self.created_s),
            control,
            response_required: ResponseRequired(0),
            reply_to: None,
        }
    }
}

/// The engine's name for part `i` of an event at a modification that came back `returns` times.
pub fn part_mrid(upstream: &UpstreamId, event: &str, modification: u32, returns: u32, i: usize) -> Mrid {
    mrid(upstream, &format!("{event}/{modification}/{returns}/{i}"))
}

/// The engine's name for something that the VTN names by a text: the first 128 bits of SHA-256.
pub(super) fn mrid(upstream: &UpstreamId, name: &str) -> Mrid {
    let digest = Sha256::new().chain_update(upstream.as_str()).chain_update([0]).chain_update(name).finalize();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Mrid(bytes)
}

/// The parts of an event between the edges of all its signals' intervals.
fn slices(incoming: &Incoming, levels: &Levels) -> Result<Vec<Slice>, Refusal> {
    let end = if incoming.seconds == 0 { OPEN_S } else { incoming.seconds };
    let until = |offset_s: i64, seconds: i64| {
        if seconds == 0 { end } else { offset_s.saturating_add(seconds).min(end) }
    };
    let mut edges = BTreeSet::from([0, end]);
    for interval in incoming.signals.iter().flat_map(|signal| &signal.intervals) {
        edges.extend([interval.offset_s.min(end), until(interval.offset_s, interval.seconds)]);
    }
    if edges.len() > SLICES_MAX {
        return Err(Refusal::new(460, format!("more than {SLICES_MAX} intervals in one event")));
    }
    let edges: Vec<i64> = edges.into_iter().collect();
    let mut slices = Vec::new();
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let mut asks = Vec::new();
        for signal in &incoming.signals {
            let covers = |offset_s: i64, seconds| offset_s <= from && to <= until(offset_s, seconds);
            let interval = signal.intervals.iter().rev().find(|interval| covers(interval.offset_s, interval.seconds));
            if let Some(interval) = interval {
                asks.push(ask(signal, interval.value, levels).map_err(|says| Refusal::new(460, says))?);
            }
        }
        slices.push(Slice { offset_s: from, seconds: to - from, asks });
    }
    Ok(slices)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::config::Level;
    use super::super::meaning::{SignalInterval, Unit};
    use super::*;
    use tieline_core::model::{ControlValue, Mode, Watts};

    pub(crate) fn levels() -> Levels {
        let mut levels = Levels::default();
        levels.set(1, Level { storage: Some(Watts(1_000)), ..Level::default() });
        levels.set(2, Level { storage: Some(Watts(2_000)), ..Level::default() });
        levels
    }

    /// SIMPLE levels, each for so many seconds.
    pub(crate) fn simple(id: &str, start_s: i64, steps: &[(i64, f64)]) -> Incoming {
        let mut offset_s = 0;
        let intervals = steps.iter().map(|(seconds, value)| {
            let interval = SignalInterval { offset_s, seconds: *seconds, value: *value };
            offset_s += seconds;
            interval
        });
        let signal = Signal {
            name: "SIMPLE".to_owned(),
            kind: "level".to_owned(),
            unit: Unit::None,
            intervals: intervals.collect(),
        };
        Incoming {
            id: id.to_owned(),
            modification: 0,
            status: Status::Far,
            created_s: start_s - 100,
            start_s,
            seconds: steps.iter().map(|(seconds, _)| seconds).sum(),
            start_after_s: 0,
            priority: 0,
            market_context: "http://market".to_owned(),
            test: false,
            wants_answer: true,
            not_for_us: false,
            fault: None,
            signals: vec![signal],
        }
    }

    fn upstream() -> UpstreamId {
        UpstreamId::new("vtn").expect("name")
    }

    fn spans(known: &Known) -> Vec<(i64, i64, i64)> {
        let storage = |event: &Event| match event.control.modes.get(&Mode::StorageTargetW) {
            Some(ControlValue::Watts(w)) => w.0,
            _ => 0,
        };
        known.events(&upstream()).iter().map(|e| (e.start.0, e.duration.0, storage(e))).collect()
    }

    #[test]
    fn intervals_become_parts_that_follow_each_other() {
        let known = Known::new(&simple("e", 1_000, &[(60, 1.0), (120, 2.0), (60, 0.0)]), &levels(), 5);
        assert_eq!(spans(&known), [(1_005, 60, 1_000), (1_065, 120, 2_000)]);
        assert_eq!(known.end_s(), 1_245);
    }

    #[test]
    fn several_signals_meet_in_each_part() {
        let mut incoming = simple("e", 0, &[(100, 1.0)]);
        let limit = Signal {
            name: "LOAD_CONTROL".to_owned(),
            kind: "x-loadControlCapacity".to_owned(),
            unit: Unit::None,
            intervals: vec![
                SignalInterval { offset_s: 0, seconds: 40, value: 1.0 },
                SignalInterval { offset_s: 40, seconds: 60, value: 0.5 },
            ],
        };
        incoming.signals.push(limit);
        let mut known = Known::new(&incoming, &levels(), 0);
        assert!(known.events(&upstream()).is_empty(), "what can be controlled is not known yet");
        known.baseline = Some(Baseline { controllable: Some(Watts(7_000)), ..Baseline::default() });
        let modes: Vec<_> =
            known.events(&upstream()).iter().map(|e| e.control.modes.get(&Mode::LoadLimW).cloned()).collect();
        assert_eq!(modes, [7_000, 3_500].map(|w| Some(ControlValue::Watts(Watts(w)))));
        assert_eq!(spans(&known), [(0, 40, 1_000), (40, 60, 1_000)]);
    }

    /// [OADR2b PT0S]
    #[test]
    fn an_open_ended_event_runs_until_it_is_cancelled() {
        let mut known = Known::new(&simple("e", 50, &[(0, 1.0)]), &levels(), 0);
        assert_eq!(known.end_s(), 50 + OPEN_S);
        known.cancel(80, |_| 0);
        assert_eq!(spans(&known), [(50, 30, 1_000)]);
    }

    /// [OADR2b startafter]
    #[test]
    fn a_running_event_whose_start_was_open_to_chance_ends_so_too() {
        let mut incoming = simple("e", 50, &[(600, 1.0)]);
        incoming.start_after_s = 60;
        let mut known = Known::new(&incoming, &levels(), 30);
        known.cancel(60, |_| 45);
        assert_eq!(known.end_s(), 60, "it had not begun");
        let mut known = Known::new(&incoming, &levels(), 30);
        known.cancel(100, |bound| bound - 15);
        assert_eq!(known.end_s(), 145);
    }

    /// [OADR2b 460]
    #[test]
    fn a_signal_that_is_not_understood_refuses_the_event_whole() {
        let known = Known::new(&simple("e", 0, &[(60, 1.0), (60, 3.0)]), &levels(), 0);
        assert_eq!(known.refusal.as_ref().map(|refusal| refusal.code), Some(460));
        assert!(known.events(&upstream()).is_empty() && !known.is_in());
    }
}
