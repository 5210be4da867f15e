//! The life of events as the server shows it: a function of the program's events and of `now`, never stored.

use super::documents::{Cancellation, EventDocument};
use tieline_core::model::{EventStatus, Mode, Seconds, UtcSeconds};

/// How an event stands at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The status to show [2030.5 EventStatus.currentStatus].
    pub status: EventStatus,
    /// When it became so.
    pub since: UtcSeconds,
    /// When a later event was found to overlap it in time and in some of its modes, not all
    /// [X18 potentiallySuperseded].
    pub potentially_superseded: Option<UtcSeconds>,
}

/// How each of one program's events stands at `now`; `None` for one that has left the list. `events` is in the order of
/// creation, which decides between equal creation times.
///
/// An event leaves the list when its last possible end has come; a cancelled or superseded one stays as long
/// [X18 EventStatus, C S-ALL-42].
pub fn standings(events: &[EventDocument], now: UtcSeconds) -> Vec<Option<Standing>> {
    standings_of(&events.iter().map(Span::of).collect::<Vec<_>>(), now)
}

/// What decides an event's life, of whatever kind the event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// When it was made.
    pub(super) created: UtcSeconds,
    /// Start before randomization.
    pub(super) start: UtcSeconds,
    /// Length before randomization.
    pub(super) duration: Seconds,
    /// How far the start may move.
    pub(super) randomize_start: Seconds,
    /// How far the length may change.
    pub(super) randomize_duration: Seconds,
    /// Only events that agree in this displace each other.
    pub(super) rivals: u128,
    /// What it acts on, a bit each: modes, or categories of devices.
    pub(super) modes: u64,
    /// Whether and when it was cancelled.
    pub(super) cancelled: Option<Cancellation>,
}

impl Span {
    /// Of a DERControl.
    pub(super) fn of(event: &EventDocument) -> Self {
        Self {
            created: event.created,
            start: event.start,
            duration: event.duration,
            randomize_start: event.randomize_start.unwrap_or_default(),
            randomize_duration: event.randomize_duration.unwrap_or_default(),
            rivals: 0,
            modes: event.control.modes.keys().fold(0, |bits, mode| bits | mode_bit(*mode)),
            cancelled: event.cancelled,
        }
    }

    /// The end before randomization.
    pub(super) fn end(&self) -> UtcSeconds {
        self.start.plus(self.duration)
    }

    /// The last possible end.
    pub(super) fn latest_end(&self) -> UtcSeconds {
        self.end().plus(Seconds(self.randomize_start.0.max(0))).plus(Seconds(self.randomize_duration.0.max(0)))
    }
}

/// [`standings`] of events of any kind.
pub(super) fn standings_of(events: &[Span], now: UtcSeconds) -> Vec<Option<Standing>> {
    standings_until(events, now).0
}

/// The same, with the next instant after `now` at which one of them stands differently; `None` if none ever will.
pub(super) fn standings_until(events: &[Span], now: UtcSeconds) -> (Vec<Option<Standing>>, Option<UtcSeconds>) {
    let lives: Vec<Life> = lives(events);
    let turns = lives.iter().flat_map(Life::turns).filter(|at| *at > now);
    (standings_in(&lives, now), turns.min())
}

fn standings_in(lives: &[Life], now: UtcSeconds) -> Vec<Option<Standing>> {
    let seen = lives.iter().enumerate();
    seen.map(|(i, life)| life.at(now).map(|(status, since)| (i, life, status, since)))
        .map(|found| {
            let (i, life, status, since) = found?;
            let potentially_superseded = potential_rival(lives, i, life);
            Some(Standing { status, since, potentially_superseded })
        })
        .collect()
}

/// An event's fixed dates.
struct Life {
    created: UtcSeconds,
    start: UtcSeconds,
    end: UtcSeconds,
    earliest_start: UtcSeconds,
    latest_end: UtcSeconds,
    rivals: u128,
    modes: u64,
    cancelled: Option<(UtcSeconds, EventStatus)>,
    superseded: Option<UtcSeconds>,
}

impl Life {
    fn of(event: &Span) -> Self {
        let start_shift = event.randomize_start.0;
        let cancelled = event.cancelled.map(|cancel| {
            let status = match cancel.randomized {
                true => EventStatus::CancelledWithRandomization,
                false => EventStatus::Cancelled,
            };
            (cancel.at, status)
        });
        Self {
            created: event.created,
            start: event.start,
            end: event.end(),
            earliest_start: event.start.plus(Seconds(start_shift.min(0))),
            latest_end: event.latest_end(),
            rivals: event.rivals,
            modes: event.modes,
            cancelled,
            superseded: None,
        }
    }

    /// When it first can be in effect: an event made after its start begins at once.
    fn begins(&self) -> UtcSeconds {
        self.earliest_start.max(self.created)
    }

    /// The instants at which it may stand differently than before.
    fn turns(&self) -> impl Iterator<Item = UtcSeconds> + use<> {
        [Some(self.begins()), self.cut().map(|(at, _)| at), Some(self.latest_end)].into_iter().flatten()
    }

    /// When it was ended before its time.
    fn cut(&self) -> Option<(UtcSeconds, EventStatus)> {
        let superseded = self.superseded.map(|at| (at, EventStatus::Superseded));
        match (self.cancelled, superseded) {
            (Some(cancelled), Some(superseded)) if superseded.0 < cancelled.0 => Some(superseded),
            (Some(cancelled), _) => Some(cancelled),
            (None, superseded) => superseded,
        }
    }

    /// Whether it was in effect at any time.
    fn takes_effect(&self) -> bool {
        self.cut().is_none_or(|(at, _)| at > self.begins())
    }

    /// Half-open intervals before randomization [CSIP EVENT.021].
    fn overlaps(&self, other: &Self) -> bool {
        self.rivals == other.rivals && self.start < other.end && other.start < self.end
    }

    fn at(&self, now: UtcSeconds) -> Option<(EventStatus, UtcSeconds)> {
        if now >= self.latest_end {
            return None;
        }
        if let Some((at, status)) = self.cut().filter(|(at, _)| *at <= now) {
            return Some((status, at));
        }
        match self.begins() <= now {
            true => Some((EventStatus::Active, self.begins())),
            false => Some((EventStatus::Scheduled, self.created)),
        }
    }
}

/// The latest event is displaced by none, so that each one's rivals are settled before it.
fn lives(events: &[Span]) -> Vec<Life> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse((events[*i].created, *i)));
    let mut lives: Vec<Life> = events.iter().map(Life::of).collect();
    for (rank, i) in order.iter().enumerate() {
        lives[*i].superseded = superseded_at(&lives, &order[..rank], *i);
    }
    lives
}

/// The earliest effective start of a later event of the same program with exactly the same modes [X18 EventStatus 4].
fn superseded_at(lives: &[Life], later: &[usize], i: usize) -> Option<UtcSeconds> {
    let life = &lives[i];
    let rivals = later.iter().map(|rival| &lives[*rival]);
    rivals
        .filter(|rival| rival.overlaps(life) && rival.modes == life.modes && rival.takes_effect())
        .map(Life::begins)
        .filter(|at| *at < life.latest_end)
        .min()
}

fn potential_rival(lives: &[Life], i: usize, life: &Life) -> Option<UtcSeconds> {
    let rivals = lives.iter().enumerate();
    rivals
        .filter(|(j, rival)| (rival.created, *j) > (life.created, i) && rival.overlaps(life))
        .filter(|(_, rival)| rival.cancelled.is_none())
        .filter(|(_, rival)| rival.modes & life.modes != 0 && rival.modes != life.modes)
        .map(|(_, rival)| rival.created)
        .min()
}

/// A bit for each mode; modes unknown to this table share the last, which only widens what counts as an overlap.
fn mode_bit(mode: Mode) -> u64 {
    let number = match mode {
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
        Mode::Curve(kind) => 15 + u32::from(kind.number()),
        Mode::Of2023(mode) => 30 + u32::from(mode.number()),
        _ => 63,
    };
    1 << number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headend::events::{note, that_matter};
    use crate::headend::{Draft, Key, MemoryResources, Scope};
    use proptest::prelude::*;
    use tieline_core::model::{Control, ControlValue, Mrid, ResponseRequired, Watts};

    pub(crate) fn event(created: i64, start: i64, duration: i64, modes: &[Mode]) -> EventDocument {
        let modes = modes.iter().map(|mode| (*mode, ControlValue::Watts(Watts(1))));
        EventDocument {
            mrid: Mrid([created as u8; 16]),
            description: String::new(),
            created: UtcSeconds(created),
            start: UtcSeconds(start),
            duration: Seconds(duration),
            randomize_start: None,
            randomize_duration: None,
            control: Control { modes: modes.collect(), ramp_centiseconds: None },
            curves: Vec::new(),
            response_required: ResponseRequired(3),
            cancelled: None,
        }
    }

    fn status(events: &[EventDocument], i: usize, now: i64) -> Option<(EventStatus, i64)> {
        let standing = standings(events, UtcSeconds(now))[i]?;
        Some((standing.status, standing.since.0))
    }

    #[test]
    fn the_status_is_right_to_the_second() {
        let events = [event(10, 100, 50, &[Mode::ExpLimW])];
        assert_eq!(status(&events, 0, 99), Some((EventStatus::Scheduled, 10)));
        assert_eq!(status(&events, 0, 100), Some((EventStatus::Active, 100)));
        assert_eq!(status(&events, 0, 149), Some((EventStatus::Active, 100)));
        assert_eq!(status(&events, 0, 150), None);
    }

    #[test]
    fn randomization_widens_what_may_be_active() {
        let mut early = event(10, 100, 50, &[Mode::ExpLimW]);
        early.randomize_start = Some(Seconds(-20));
        let mut late = early.clone();
        late.randomize_start = Some(Seconds(30));
        late.randomize_duration = Some(Seconds(5));
        assert_eq!(status(&[early.clone()], 0, 80), Some((EventStatus::Active, 80)));
        assert_eq!(status(&[early], 0, 150), None);
        assert_eq!(status(&[late.clone()], 0, 184), Some((EventStatus::Active, 100)));
        assert_eq!(status(&[late], 0, 185), None);
    }

    #[test]
    fn an_event_made_after_its_start_is_active_at_once() {
        let events = [event(120, 100, 50, &[Mode::ExpLimW])];
        assert_eq!(status(&events, 0, 120), Some((EventStatus::Active, 120)));
    }

    #[test]
    fn a_cancelled_event_stays_until_its_original_end() {
        let mut events = [event(10, 100, 50, &[Mode::ExpLimW])];
        events[0].cancelled = Some(Cancellation { at: UtcSeconds(110), randomized: true });
        assert_eq!(status(&events, 0, 109), Some((EventStatus::Active, 100)));
        let cancelled = Some((EventStatus::CancelledWithRandomization, 110));
        assert_eq!(status(&events, 0, 110), cancelled);
        assert_eq!(status(&events, 0, 149), cancelled);
        assert_eq!(status(&events, 0, 150), None);
    }

    #[test]
    fn a_later_event_with_the_same_modes_supersedes_at_its_start() {
        let events = [event(10, 100, 50, &[Mode::ExpLimW]), event(20, 120, 50, &[Mode::ExpLimW])];
        assert_eq!(status(&events, 0, 119), Some((EventStatus::Active, 100)));
        assert_eq!(status(&events, 0, 120), Some((EventStatus::Superseded, 120)));
        assert_eq!(status(&events, 1, 120), Some((EventStatus::Active, 120)));
        assert_eq!(status(&events, 0, 150), None);
    }

    #[test]
    fn other_modes_only_make_it_potentially_superseded() {
        let events = [
            event(10, 100, 50, &[Mode::ExpLimW]),
            event(20, 120, 50, &[Mode::ExpLimW, Mode::ImpLimW]),
            event(30, 120, 50, &[Mode::Connect]),
        ];
        let shown = standings(&events, UtcSeconds(130));
        assert!(shown.iter().flatten().all(|s| s.status == EventStatus::Active));
        let first = shown[0].expect("listed");
        assert_eq!(first.potentially_superseded, Some(UtcSeconds(20)));
        assert_eq!(shown[2].expect("listed").potentially_superseded, None);
    }

    /// [CSIP EVENT.021]
    #[test]
    fn back_to_back_events_do_not_overlap() {
        let mut events = [event(10, 100, 50, &[Mode::ExpLimW]), event(20, 150, 50, &[Mode::ExpLimW])];
        events[1].randomize_start = Some(Seconds(-10));
        assert_eq!(status(&events, 0, 149), Some((EventStatus::Active, 100)));
    }

    #[test]
    fn a_rival_cancelled_before_its_start_displaces_nothing() {
        let mut events = [event(10, 100, 50, &[Mode::ExpLimW]), event(20, 120, 50, &[Mode::ExpLimW])];
        events[1].cancelled = Some(Cancellation { at: UtcSeconds(115), randomized: false });
        assert_eq!(status(&events, 0, 130), Some((EventStatus::Active, 100)));
        events[1].cancelled = Some(Cancellation { at: UtcSeconds(125), randomized: false });
        assert_eq!(status(&events, 0, 130), Some((EventStatus::Superseded, 120)));
    }

    #[test]
    fn the_next_turn_is_the_next_change_of_a_status() {
        let events = [event(10, 100, 50, &[Mode::ExpLimW]), event(20, 120, 50, &[Mode::ExpLimW])];
        let spans: Vec<Span> = events.iter().map(Span::of).collect();
        let turn = |now| standings_until(&spans, UtcSeconds(now)).1.map(|at| at.0);
        let turns = [turn(0), turn(100), turn(120), turn(150), turn(170)];
        assert_eq!(turns, [Some(100), Some(120), Some(150), Some(170), None]);
    }

    fn any_event() -> impl Strategy<Value = EventDocument> {
        let cancel = proptest::option::of((0..200_i64, any::<bool>()));
        (0..100_i64, 0..200_i64, 0..60_i64, -30..30_i64, 0..3_usize, cancel).prop_map(
            |(created, start, duration, shift, modes, cancel)| {
                let all = [Mode::ExpLimW, Mode::ImpLimW];
                let mut made = event(created, start, duration, &all[..modes.min(2)]);
                made.randomize_start = Some(Seconds(shift));
                made.cancelled =
                    cancel.map(|(at, randomized)| Cancellation { at: UtcSeconds(at.max(created)), randomized });
                made
            },
        )
    }

    proptest! {
        /// A status never goes back: Scheduled, Active, one of the three ends, gone.
        #[test]
        fn statuses_only_go_forward(events in proptest::collection::vec(any_event(), 1..12)) {
            let rank = |standing: Option<Standing>| match standing.map(|s| s.status) {
                Some(EventStatus::Scheduled) => 0,
                Some(EventStatus::Active) => 1,
                Some(_) => 2,
                None => 3,
            };
            let mut before: Vec<u8> = vec![0; events.len()];
            for now in 0..320 {
                let ranks: Vec<u8> = standings(&events, UtcSeconds(now)).into_iter().map(rank).collect();
                prop_assert!(before.iter().zip(&ranks).all(|(a, b)| a <= b));
                before = ranks;
            }
        }

        /// Between two of the instants that are told, nothing changes.
        #[test]
        fn nothing_changes_before_the_instant_that_is_told(
            events in proptest::collection::vec(any_event(), 1..12),
            from in 0_i64..300,
        ) {
            let spans: Vec<Span> = events.iter().map(Span::of).collect();
            let (shown, until) = standings_until(&spans, UtcSeconds(from));
            let before = until.map_or(from + 400, |at| at.0);
            prop_assert!(before > from);
            for now in from..before {
                prop_assert_eq!(standings_of(&spans, UtcSeconds(now)), shown.clone());
            }
        }

        /// The events that are said to matter stand among themselves as they do among all, and all that are shown are there.
        #[test]
        fn events_that_matter_stand_as_among_all(
            mut events in proptest::collection::vec(any_event(), 1..16),
            now in 0_i64..300,
        ) {
            events.sort_by_key(|event| event.created);
            let memory = MemoryResources::default();
            let mut draft = Draft::new(&memory);
            for (number, event) in (1..).zip(&events) {
                note(&mut draft, &Key::event(1, number), Some(event.mrid), &Span::of(event)).expect("memory");
            }
            let numbers = that_matter(&draft, &Scope::Operator, &Key::events(1), UtcSeconds(now)).expect("memory");
            let some: Vec<_> = numbers.iter().map(|number| events[*number as usize - 1].clone()).collect();
            let among_some = numbers.iter().copied().zip(standings(&some, UtcSeconds(now)));
            let among_all = (1_u32..).zip(standings(&events, UtcSeconds(now)));
            let shown: Vec<_> = among_all.filter(|(_, standing)| standing.is_some()).collect();
            prop_assert_eq!(among_some.filter(|(_, standing)| standing.is_some()).collect::<Vec<_>>(), shown);
        }

        /// Of events with the same modes that overlap, no two are active in their common nominal time.
        #[test]
        fn one_active_event_for_the_same_modes(events in proptest::collection::vec(any_event(), 1..8)) {
            for now in 100..260 {
                let shown = standings(&events, UtcSeconds(now));
                let active: Vec<_> = events.iter().zip(&shown)
                    .filter(|(e, s)| s.is_some_and(|s| s.status == EventStatus::Active) && e.start.0 <= now && now < e.start.0 + e.duration.0)
                    .map(|(e, _)| e.control.modes.keys().copied().collect::<Vec<_>>())
                    .collect();
                let distinct: std::collections::BTreeSet<_> = active.iter().collect();
                prop_assert_eq!(distinct.len(), active.len());
            }
        }
    }
}
