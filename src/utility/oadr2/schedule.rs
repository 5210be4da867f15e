//! When the owner takes no part: opt-out schedules, told to the VTN by oadrCreateOpt with a vavailability
//! [OADR2b vavailability].
//!
//! A schedule is remembered until it is over and no event that it touches is known any more. It is told until the VTN has
//! answered, and so is its end where the owner takes it back.

use super::book::{Book, EventAnswer};
use super::event::Known;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::Record;

/// Schedules at once, at most (rule 7).
const SCHEDULES_MAX: usize = 100;

/// A time in which the owner takes no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Schedule {
    /// Its optID.
    pub(super) id: String,
    pub(super) start_s: i64,
    pub(super) seconds: i64,
    /// Of events of this market context; `None`: of all.
    pub(super) market_context: Option<String>,
    pub(super) created_s: i64,
    /// Whether the VTN has answered what was last said of it.
    pub(super) told: bool,
    /// Whether the owner has taken it back.
    pub(super) cancelled: bool,
}

impl Schedule {
    fn end_s(&self) -> i64 {
        self.start_s.saturating_add(self.seconds)
    }

    /// Whether it covers an event, if only in part: an event is taken part in as a whole, or not.
    fn covers(&self, event: &Known) -> bool {
        let of_context = self.market_context.as_ref().is_none_or(|context| *context == event.market_context);
        !self.cancelled && of_context && self.start_s < event.end_s() && event.starts_s() < self.end_s()
    }
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

    /// Whether one of them covers an event.
    pub(super) fn cover(&self, event: &Known) -> bool {
        self.all.values().any(|schedule| schedule.covers(event))
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
    /// The owner takes no part for a while; what is to be answered about events that this opts out of. `None` when there are
    /// too many schedules.
    pub(super) fn opt_out_for(&mut self, schedule: Schedule, now_s: i64) -> Option<Vec<EventAnswer>> {
        if self.schedules.all.len() >= SCHEDULES_MAX {
            return None;
        }
        self.schedules.changed.push(schedule.id.clone());
        self.schedules.all.insert(schedule.id.clone(), schedule);
        Some(self.away_again(now_s))
    }

    /// The owner takes a schedule back; what is to be answered about events that this opts in to again. `None` for one that
    /// is not known.
    pub(super) fn cancel_opt(&mut self, id: &str, now_s: i64) -> Option<Vec<EventAnswer>> {
        let schedule = self.schedules.all.get_mut(id).filter(|schedule| !schedule.cancelled)?;
        (schedule.cancelled, schedule.told) = (true, false);
        self.schedules.changed.push(id.to_owned());
        Some(self.away_again(now_s))
    }

    /// Works out anew which events the schedules cover; answers for those that are not over and for which that changes
    /// whether we take part.
    fn away_again(&mut self, now_s: i64) -> Vec<EventAnswer> {
        let mut answers = Vec::new();
        for known in self.events.values_mut() {
            let before = known.is_in();
            let away = self.schedules.cover(known);
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
            let over = schedule.end_s() <= now_s && !events.values().any(|event| schedule.covers(event));
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
            start_s,
            seconds,
            market_context: market_context.map(str::to_owned),
            created_s: 0,
            told: false,
            cancelled: false,
        }
    }

    /// [OADR2b vavailability]
    #[test]
    fn a_schedule_covers_events_of_its_context_that_it_touches() {
        let event = Known::new(&simple("e", 1_000, &[(600, 1.0)]), &Levels::default(), 0);
        for (schedule, covers) in [
            (schedule(0, 1_000, None), false),
            (schedule(0, 1_001, None), true),
            (schedule(1_599, 10, None), true),
            (schedule(1_600, 10, None), false),
            (schedule(1_100, 10, Some("http://market")), true),
            (schedule(1_100, 10, Some("http://other")), false),
            (Schedule { cancelled: true, ..schedule(1_100, 10, None) }, false),
        ] {
            assert_eq!(schedule.covers(&event), covers, "{schedule:?}");
        }
        let open = Known::new(&simple("e", 1_000, &[(0, 1.0)]), &Levels::default(), 0);
        assert!(schedule(1_000_000, 10, None).covers(&open), "an event without an end");
    }
}
