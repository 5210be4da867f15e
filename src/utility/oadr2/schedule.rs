//! When the owner takes part and when not: schedules of opting in and out, told to the VTN by oadrCreateOpt with a
//! vavailability [OADR2b vavailability].
//!
//! Where two cover the same time, the later word holds for it. A schedule is remembered until it is over and no event that
//! it touches is known any more. It is told until the VTN has answered, and so is its end where the owner takes it back.

use super::book::{Book, EventAnswer};
use super::event::Known;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::Record;

/// Schedules at once, at most (rule 7).
const SCHEDULES_MAX: usize = 100;

/// A time: its start in Unix seconds, and its length in seconds.
type Time = (i64, i64);

/// Times in which the owner takes part, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub(super) struct Schedule {
    /// Its optID.
    pub(super) id: String,
    /// Whether the owner takes part.
    pub(super) opts_in: bool,
    pub(super) times: Vec<Time>,
    /// Of events of this market context; `None`: of all.
    pub(super) market_context: Option<String>,
    pub(super) created_s: i64,
    /// Its place among the owner's words: what is later has the greater.
    pub(super) order: u64,
    /// Whether the VTN has answered what was last said of it.
    pub(super) told: bool,
    /// Whether the owner has taken it back.
    pub(super) cancelled: bool,
}

/// A schedule as it may be stored: at first one was of a single time, and always opted out.
#[derive(Deserialize)]
struct Stored {
    id: String,
    #[serde(default)]
    opts_in: bool,
    #[serde(default)]
    times: Vec<Time>,
    #[serde(default)]
    start_s: i64,
    #[serde(default)]
    seconds: i64,
    market_context: Option<String>,
    created_s: i64,
    #[serde(default)]
    order: u64,
    told: bool,
    cancelled: bool,
}

impl From<Stored> for Schedule {
    fn from(stored: Stored) -> Self {
        let Stored { id, opts_in, mut times, market_context, created_s, order, told, cancelled, .. } = stored;
        if times.is_empty() {
            times.push((stored.start_s, stored.seconds));
        }
        Self { id, opts_in, times, market_context, created_s, order, told, cancelled }
    }
}

/// Where a time ends.
fn end_s((start_s, seconds): Time) -> i64 {
    start_s.saturating_add(seconds)
}

impl Schedule {
    /// Its times as starts and ends.
    fn spans(&self) -> impl Iterator<Item = (i64, i64)> {
        self.times.iter().map(|time| (time.0, end_s(*time))).filter(|(start, end)| start < end)
    }

    fn end_s(&self) -> i64 {
        self.spans().map(|(_, end)| end).max().unwrap_or_default()
    }

    /// Whether it says something of an event's context.
    fn is_about(&self, event: &Known) -> bool {
        !self.cancelled && self.market_context.as_ref().is_none_or(|context| *context == event.market_context)
    }

    /// Whether it says something of an event, if only of a part.
    fn touches(&self, event: &Known) -> bool {
        self.is_about(event) && self.spans().any(|(start, end)| start < event.end_s() && event.starts_s() < end)
    }
}

/// What of `left` lies outside of a span.
fn without(left: &[(i64, i64)], (start, end): (i64, i64)) -> Vec<(i64, i64)> {
    let parts = left.iter().flat_map(|&(from, to)| [(from, to.min(start)), (from.max(end), to)]);
    parts.filter(|(from, to)| from < to).collect()
}

/// The owner's schedules, by optID.
#[derive(Debug, Default)]
pub(super) struct Schedules {
    all: BTreeMap<String, Schedule>,
    changed: Vec<String>,
}

impl Schedules {
    /// Learns the schedules of the run before.
    pub(super) fn restore(&mut self, memos: &BTreeMap<String, Vec<u8>>) {
        let stored = memos.iter().filter(|(name, _)| name.starts_with("opt/"));
        let read = stored.filter_map(|(_, value)| serde_json::from_slice::<Schedule>(value).ok());
        self.all.extend(read.map(|schedule| (schedule.id.clone(), schedule)));
    }

    /// Whether an event is opted out of: whether at any of its moments the latest word is that the owner takes no part, since
    /// an event is taken part in as a whole, or not.
    pub(super) fn opt_out_of(&self, event: &Known) -> bool {
        let mut words: Vec<_> = self.all.values().filter(|schedule| schedule.touches(event)).collect();
        words.sort_by_key(|schedule| std::cmp::Reverse((schedule.order, schedule.created_s)));
        let mut left = vec![(event.starts_s(), event.end_s())];
        for word in words {
            for span in word.spans() {
                let rest = without(&left, span);
                if !word.opts_in && rest != left {
                    return true;
                }
                left = rest;
            }
        }
        false
    }

    /// The next that the VTN is to be told of, or of the end of.
    pub(super) fn untold(&self) -> Option<&Schedule> {
        self.all.values().find(|schedule| !schedule.told)
    }

    /// One by its optID.
    pub(super) fn get(&self, id: &str) -> Option<&Schedule> {
        self.all.get(id)
    }

    /// The VTN has answered.
    pub(super) fn told(&mut self, id: &str) {
        if let Some(schedule) = self.all.get_mut(id) {
            schedule.told = true;
            self.changed.push(id.to_owned());
        }
    }

    /// The VTN has forgotten us: all that stand are told anew.
    pub(super) fn tell_again(&mut self) {
        let standing = self.all.values_mut().filter(|schedule| schedule.told && !schedule.cancelled);
        self.changed.extend(standing.map(|schedule| {
            schedule.told = false;
            schedule.id.clone()
        }));
    }

    /// Records of what changed since the last call.
    pub(super) fn records(&mut self, owner: &str) -> Vec<Record> {
        let memo = |id: String| {
            let value = self.all.get(&id).and_then(|schedule| serde_json::to_vec(schedule).ok()).unwrap_or_default();
            Record::Memo { owner: owner.to_owned(), name: format!("opt/{id}"), value }
        };
        std::mem::take(&mut self.changed).into_iter().map(memo).collect()
    }
}

impl Book {
    /// The owner takes part at times, or does not; what is to be answered about events for which that changes something.
    /// `None` when there are too many schedules.
    pub(super) fn opt_for(&mut self, mut schedule: Schedule, now_s: i64) -> Option<Vec<EventAnswer>> {
        if self.schedules.all.len() >= SCHEDULES_MAX {
            return None;
        }
        let last = self.schedules.all.values().map(|schedule| schedule.order).max();
        schedule.order = last.map_or(0, |last| last.saturating_add(1));
        self.schedules.changed.push(schedule.id.clone());
        self.schedules.all.insert(schedule.id.clone(), schedule);
        Some(self.away_again(now_s))
    }

    /// The owner takes a schedule back; what is to be answered about events for which that changes something. `None` for one
    /// that is not known.
    pub(super) fn cancel_opt(&mut self, id: &str, now_s: i64) -> Option<Vec<EventAnswer>> {
        let schedule = self.schedules.all.get_mut(id).filter(|schedule| !schedule.cancelled)?;
        (schedule.cancelled, schedule.told) = (true, false);
        self.schedules.changed.push(id.to_owned());
        Some(self.away_again(now_s))
    }

    /// Works out anew which events the schedules opt out of; answers for those that are not over and for which that changes
    /// whether we take part.
    fn away_again(&mut self, now_s: i64) -> Vec<EventAnswer> {
        let mut answers = Vec::new();
        for known in self.events.values_mut() {
            let before = known.is_in();
            let away = self.schedules.opt_out_of(known);
            if known.away == away {
                continue;
            }
            known.away = away;
            // To the engine what comes back is another event: the old one has ended for good.
            known.returns += u32::from(!before && known.is_in());
            self.changed.insert(known.id.clone());
            if known.is_in() != before && known.end_s() > now_s {
                answers.push(EventAnswer {
                    id: known.id.clone(),
                    modification: known.modification,
                    request_id: String::new(),
                    code: 200,
                    says: String::new(),
                    opts_in: known.is_in(),
                });
            }
        }
        answers
    }

    /// Forgets schedules that are of no use any more: taken back and told so, or over and covering no event that is known.
    pub(super) fn forget_schedules(&mut self, now_s: i64) {
        let events = &self.events;
        let useless = |schedule: &Schedule| {
            let over = schedule.end_s() <= now_s && !events.values().any(|event| schedule.touches(event));
            (schedule.cancelled && schedule.told) || over
        };
        let gone: Vec<_> = self.schedules.all.values().filter(|s| useless(s)).map(|s| s.id.clone()).collect();
        gone.iter().for_each(|id| drop(self.schedules.all.remove(id)));
        self.schedules.changed.extend(gone);
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::Levels;
    use super::super::event::tests::simple;
    use super::*;

    fn schedule(start_s: i64, seconds: i64, market_context: Option<&str>) -> Schedule {
        Schedule {
            id: "o".to_owned(),
            opts_in: false,
            times: vec![(start_s, seconds)],
            market_context: market_context.map(str::to_owned),
            created_s: 0,
            order: 0,
            told: false,
            cancelled: false,
        }
    }

    /// [OADR2b vavailability]
    #[test]
    fn a_schedule_touches_events_of_its_context_that_share_a_moment_with_it() {
        let event = Known::new(&simple("e", 1_000, &[(600, 1.0)]), &Levels::default(), 0);
        for (schedule, touches) in [
            (schedule(0, 1_000, None), false),
            (schedule(0, 1_001, None), true),
            (schedule(1_599, 10, None), true),
            (schedule(1_600, 10, None), false),
            (schedule(1_100, 10, Some("http://market")), true),
            (schedule(1_100, 10, Some("http://other")), false),
            (Schedule { cancelled: true, ..schedule(1_100, 10, None) }, false),
            (Schedule { times: vec![(0, 10), (1_100, 10)], ..schedule(0, 0, None) }, true),
            (Schedule { times: vec![(0, 10), (2_000, 10)], ..schedule(0, 0, None) }, false),
        ] {
            assert_eq!(schedule.touches(&event), touches, "{schedule:?}");
        }
        let open = Known::new(&simple("e", 1_000, &[(0, 1.0)]), &Levels::default(), 0);
        assert!(schedule(1_000_000, 10, None).touches(&open), "an event without an end");
    }

    /// [OADR2b vavailability]
    #[test]
    fn the_later_word_holds_for_its_time_and_one_moment_out_is_out() {
        let out = |times: &[Time]| (false, times.to_vec());
        let opts_in = |times: &[Time]| (true, times.to_vec());
        let event = Known::new(&simple("e", 1_000, &[(600, 1.0)]), &Levels::default(), 0);
        for (words, away) in [
            (vec![], false),
            (vec![opts_in(&[(0, 10)])], false),
            (vec![opts_in(&[(1_200, 10)])], false),
            (vec![out(&[(1_200, 10)])], true),
            (vec![out(&[(900, 800)]), opts_in(&[(1_000, 600)])], false),
            (vec![opts_in(&[(1_000, 600)]), out(&[(900, 800)])], true),
            (vec![out(&[(900, 800)]), opts_in(&[(1_000, 599)])], true),
            (vec![out(&[(900, 800)]), opts_in(&[(1_001, 599)])], true),
            (vec![out(&[(900, 800)]), opts_in(&[(1_000, 300), (1_300, 300)])], false),
            (vec![out(&[(900, 800)]), opts_in(&[(1_000, 300)]), opts_in(&[(1_200, 900)])], false),
            (vec![out(&[(900, 800)]), opts_in(&[(900, 800)]), out(&[(1_599, 1)])], true),
            (vec![out(&[(900, 800)]), opts_in(&[(900, 800)]), out(&[(1_600, 1)])], false),
            (vec![out(&[(900, 200), (1_500, 200)]), opts_in(&[(900, 200)])], true),
        ] {
            let each = words.iter().enumerate().map(|(i, (opts_in, times))| {
                // Names in the other order than the words: it is the words' order that counts.
                let id = format!("{}", 9 - i);
                let (opts_in, times, order) = (*opts_in, times.clone(), i as u64);
                (id.clone(), Schedule { id, opts_in, times, order, ..schedule(0, 0, None) })
            });
            let schedules = Schedules { all: each.collect(), changed: Vec::new() };
            assert_eq!(schedules.opt_out_of(&event), away, "{words:?}");
        }
    }

    #[test]
    fn a_schedule_that_was_stored_when_all_had_one_time_and_opted_out_is_read() {
        let stored =
            r#"{"id":"o","start_s":5,"seconds":7,"market_context":null,"created_s":1,"told":true,"cancelled":false}"#;
        let wanted = Schedule { created_s: 1, told: true, ..schedule(5, 7, None) };
        assert_eq!(serde_json::from_str::<Schedule>(stored).expect("read"), wanted);
        let two = Schedule { opts_in: true, times: vec![(1, 2), (5, 7)], order: 3, ..wanted };
        assert_eq!(serde_json::from_slice::<Schedule>(&serde_json::to_vec(&two).expect("json")).expect("read"), two);
    }
}
