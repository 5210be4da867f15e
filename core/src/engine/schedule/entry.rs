//! One event on a timeline.

use super::super::draw;
use super::super::modes::ModeSet;
use super::super::validate;
use crate::model::{Event, EventStatus, Mrid, ProgramKey, Seconds, UtcSeconds};
use std::cmp::Reverse;

/// Where an event is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not begun.
    Waiting,
    /// Begun and not ended; it holds the modes of [`Entry::held`].
    Active,
    /// Over, for whatever reason.
    Ended,
}

/// An event with its effective times and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) event: Event,
    pub(crate) program: ProgramKey,
    pub(crate) primacy: u8,
    /// Drawn once: added to the start, added to the duration.
    pub(crate) draw: (Seconds, Seconds),
    /// Effective start.
    pub(crate) start: UtcSeconds,
    /// Effective end, not before the start; the span is half-open [2030.5 §10.2.2.3].
    pub(crate) end: UtcSeconds,
    /// When a cancelled one ends, if it winds down.
    pub(crate) winds_down: Option<UtcSeconds>,
    pub(crate) phase: Phase,
    /// What it asks for and the site can do.
    pub(crate) modes: ModeSet,
    /// What it lost for good.
    pub(crate) lost: ModeSet,
    /// What it holds now.
    pub(crate) held: ModeSet,
    /// Begun, and holding nothing since another took it all (2023).
    pub(crate) displaced: bool,
}

/// The order of authority within one server: lower primacy, then later creation; the name settles the rest.
pub(crate) type Rank = (u8, Reverse<UtcSeconds>, Mrid);

impl Entry {
    pub(crate) fn new(event: Event, program: ProgramKey, primacy: u8, draw: (Seconds, Seconds)) -> Self {
        let modes = translatable_modes(&event);
        let (start, end) = own_span(&event, draw);
        Self {
            event,
            program,
            primacy,
            draw,
            start,
            end,
            winds_down: None,
            phase: Phase::Waiting,
            modes,
            lost: ModeSet::NONE,
            held: ModeSet::NONE,
            displaced: false,
        }
    }

    /// Takes the server's newer words for it.
    pub(crate) fn replace(&mut self, event: Event, program: &ProgramKey, primacy: u8) {
        self.modes = translatable_modes(&event);
        self.event = event;
        self.program = program.clone();
        self.primacy = primacy;
    }

    pub(crate) fn rank(&self) -> Rank {
        (self.primacy, Reverse(self.event.created), self.event.key.mrid)
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        matches!(self.event.status, EventStatus::Cancelled | EventStatus::CancelledWithRandomization)
    }

    /// Start before randomization plus length before randomization.
    pub(crate) fn nominal_end(&self) -> UtcSeconds {
        self.event.start.plus(self.event.duration)
    }

    /// Sets the times to what its own draws say, and the end of a wind-down.
    pub(crate) fn set_own_span(&mut self, seed: u64) {
        (self.start, self.end) = own_span(&self.event, self.draw);
        self.winds_down = match self.event.status {
            EventStatus::CancelledWithRandomization => {
                Some(self.event.status_since.plus(draw::wind_down(seed, &self.event)))
            }
            _ => None,
        };
    }

    /// When it ends while active: its own end, or that of its wind-down if that is sooner.
    pub(crate) fn ends(&self) -> UtcSeconds {
        self.winds_down.map_or(self.end, |end| end.min(self.end))
    }
}

fn own_span(event: &Event, draw: (Seconds, Seconds)) -> (UtcSeconds, UtcSeconds) {
    let start = event.start.plus(draw.0);
    (start, start.plus(event.duration).plus(draw.1).max(start))
}

fn translatable_modes(event: &Event) -> ModeSet {
    let modes = event.control.modes.iter();
    modes.filter(|(_, v)| validate::translatable(v)).map(|(m, _)| *m).collect()
}
