//! One server's events in time: what is in effect now, what comes next, and what was said of each.
//!
//! A [`Timeline`] runs on its server's time. Effective spans are half-open and include the randomization drawn once
//! per event. It is advanced from edge to edge, so that the result does not depend on when it is looked at.

mod apply;
mod contest;
mod effective;
mod entry;
mod policy;

use super::life::Life;
use super::modes::ModeSet;
use crate::model::{
    DefaultControl, EventKey, Mode, Mrid, ProgramKey, Record, Seconds, Transition, UpstreamId, UtcSeconds,
};
pub(crate) use entry::{Entry, Phase};
pub use policy::Policy;
use std::collections::HashMap;

/// A gap of the clock up to this long is caught up edge by edge; after a longer one, what lay in it never ran.
const CATCH_UP_S: i64 = 120;

/// A program without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgramHead {
    pub(crate) key: ProgramKey,
    pub(crate) description: String,
    pub(crate) primacy: u8,
    pub(crate) default: Option<DefaultControl>,
}

/// What an earlier run knew of an event that the server has yet to list again.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    draw: Option<(Seconds, Seconds)>,
    lost: ModeSet,
}

/// All that one server asks of the site, in time.
#[derive(Debug)]
pub struct Timeline {
    upstream: UpstreamId,
    seed: u64,
    policy: Policy,
    offset: Seconds,
    supported: ModeSet,
    /// By rank: the best program first.
    programs: Vec<ProgramHead>,
    entries: Vec<Entry>,
    index: HashMap<Mrid, usize>,
    known: HashMap<Mrid, Known>,
    life: Life,
    /// The instant that was settled last, on the server's time.
    at: Option<UtcSeconds>,
    /// The next instant at which anything changes.
    next: Option<UtcSeconds>,
    records: Vec<Record>,
    newly_lost: Vec<(Mrid, ModeSet)>,
}

impl Timeline {
    /// An empty timeline; `seed` is what randomization is drawn from.
    pub fn new(upstream: UpstreamId, edition_2023: bool, seed: u64) -> Self {
        Self {
            upstream,
            seed,
            policy: Policy::of_edition(edition_2023),
            offset: Seconds(0),
            supported: ModeSet::ALL,
            programs: Vec::new(),
            entries: Vec::new(),
            index: HashMap::new(),
            known: HashMap::new(),
            life: Life::default(),
            at: None,
            next: None,
            records: Vec::new(),
            newly_lost: Vec::new(),
        }
    }

    /// Whose events these are.
    pub fn upstream(&self) -> &UpstreamId {
        &self.upstream
    }

    /// What to add to the gateway's time to get the server's.
    pub fn offset(&self) -> Seconds {
        self.offset
    }

    /// Takes up what an earlier run said; before any program comes in.
    pub fn restore_said(&mut self, transition: &Transition) {
        self.life.restore(transition);
    }

    /// Takes up what an earlier run drew; before any program comes in.
    pub fn restore_draw(&mut self, event: &Mrid, start: Seconds, duration: Seconds) {
        self.known.entry(*event).or_default().draw = Some((start, duration));
    }

    /// Takes up the modes that an event had lost for good; before any program comes in.
    pub fn restore_lost(&mut self, event: &Mrid, lost: ModeSet) {
        self.known.entry(*event).or_default().lost = lost;
    }

    /// Moves to `now`, edge by edge. True when anything changed.
    pub fn advance(&mut self, now: UtcSeconds) -> bool {
        match self.at {
            Some(at) if now >= at && self.next.is_none_or(|next| now < next) => return false,
            Some(at) if now >= at && now.since(at).0 <= CATCH_UP_S => self.catch_up(now),
            _ => self.settle(now),
        }
        true
    }

    /// The next instant, on the server's time, at which anything changes.
    pub fn next_edge(&self) -> Option<UtcSeconds> {
        self.next
    }

    /// The steps of lives to say now, in order, each once.
    pub fn take_transitions(&mut self) -> Vec<Transition> {
        self.life.take()
    }

    /// What must be durable before those steps are said, and before the draws are acted upon.
    pub fn take_records(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.records)
    }

    /// Modes that events lost for good since the last call, whole; to be remembered.
    pub fn take_lost(&mut self) -> Vec<(Mrid, ModeSet)> {
        std::mem::take(&mut self.newly_lost)
    }

    /// Which event holds each mode now; modes without an event are the defaults' business.
    pub fn holders(&self) -> impl Iterator<Item = (Mode, &EventKey)> {
        self.holding().flat_map(|entry| entry.held.iter().map(move |mode| (mode, &entry.event.key)))
    }

    /// The effective span of an event, if it is listed.
    pub fn span(&self, event: &Mrid) -> Option<(UtcSeconds, UtcSeconds)> {
        let entry = self.entries.get(*self.index.get(event)?)?;
        Some((entry.start, entry.end))
    }

    pub(crate) fn holding(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.held.is_empty())
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn programs(&self) -> &[ProgramHead] {
        &self.programs
    }

    fn catch_up(&mut self, now: UtcSeconds) {
        while let Some(edge) = self.next.filter(|edge| *edge <= now) {
            self.settle(edge);
        }
        self.at = Some(now);
    }

    fn settle(&mut self, at: UtcSeconds) {
        let lost_more = contest::settle(&mut self.entries, self.supported, self.policy, at, &mut self.life);
        for i in lost_more {
            self.remember_lost(i);
        }
        self.at = Some(at);
        self.next = effective::next_edge(&self.entries, at);
    }

    /// A mode lost for good stays lost across a restart.
    fn remember_lost(&mut self, i: usize) {
        let entry = &self.entries[i];
        if entry.phase != Phase::Ended {
            self.newly_lost.push((entry.event.key.mrid, entry.lost));
        }
    }
}
