//! What a server asks now, merged into what is known.

use super::super::draw;
use super::super::modes::ModeSet;
use super::super::validate;
use super::{Entry, Known, Phase, Policy, ProgramHead, Timeline, effective};
use crate::model::{
    Event, EventStatus, Mrid, Program, ProgramKey, ProgramSet, Record, Seconds, TransitionKind, UtcSeconds,
};
use std::collections::HashSet;

impl Timeline {
    /// Takes what the server asks now and settles at `now`, the server's time. True when anything differs from before.
    ///
    /// An incomplete set adds and changes, but removes nothing: a page that failed is not a cancellation.
    pub fn apply(&mut self, set: ProgramSet, now: UtcSeconds) -> bool {
        let shifted = set.server_offset != self.offset || self.policy != Policy::of_edition(set.edition_2023);
        self.offset = set.server_offset;
        self.policy = Policy::of_edition(set.edition_2023);
        self.advance_before(now);
        let complete = set.complete;
        let mut listed = HashSet::new();
        let mut heads = Vec::with_capacity(set.programs.len());
        let mut changed = shifted;
        for program in set.programs {
            heads.push(head_of(&program));
            changed |= self.take_events(program, now, &mut listed);
        }
        changed |= self.take_heads(heads, complete, now);
        if complete {
            changed |= self.drop_unlisted(&listed, now);
        }
        if changed || self.at.is_none() {
            effective::set_spans(&mut self.entries, self.seed);
            self.say_first_sight(now);
            self.settle(now);
        }
        changed
    }

    /// What the server asks, as merged here; `complete` since it replaces what was stored before.
    pub fn to_set(&self) -> ProgramSet {
        let program = |head: &ProgramHead| Program {
            key: head.key.clone(),
            description: head.description.clone(),
            primacy: head.primacy,
            default: head.default.clone(),
            events: self.events_of(&head.key),
        };
        ProgramSet {
            upstream: self.upstream.clone(),
            server_offset: self.offset,
            complete: true,
            edition_2023: self.policy == Policy::Edition2023,
            programs: self.programs.iter().map(program).collect(),
        }
    }

    /// Which modes the site can do; an event that asks for nothing else is answered so.
    pub fn set_supported(&mut self, supported: ModeSet, final_word: bool) {
        if final_word {
            for i in 0..self.entries.len() {
                self.say_unsupported(i, supported);
            }
        }
        if self.supported != supported {
            self.supported = supported;
            self.next = self.at;
            self.settle_again();
        }
    }

    fn settle_again(&mut self) {
        if let Some(at) = self.at {
            self.settle(at);
        }
    }

    /// Lives the time before `now` by the old list; at `now` the new one counts.
    fn advance_before(&mut self, now: UtcSeconds) {
        let before = now.plus(Seconds(-1));
        if self.at.is_some_and(|at| at < before) {
            self.advance(before);
        }
    }

    fn events_of(&self, program: &ProgramKey) -> Vec<Event> {
        let own = |entry: &&Entry| entry.program == *program;
        self.entries.iter().filter(own).map(|entry| entry.event.clone()).collect()
    }

    fn take_events(&mut self, program: Program, now: UtcSeconds, listed: &mut HashSet<Mrid>) -> bool {
        let mut changed = false;
        for event in program.events {
            listed.insert(event.key.mrid);
            changed |= match self.index.get(&event.key.mrid) {
                Some(i) => replace(&mut self.entries[*i], event, &program.key, program.primacy),
                None => self.add(event, &program.key, program.primacy, now),
            };
        }
        changed
    }

    fn add(&mut self, event: Event, program: &ProgramKey, primacy: u8, now: UtcSeconds) -> bool {
        let mrid = event.key.mrid;
        let known = self.known.remove(&mrid);
        let draw = known.and_then(|k| k.draw).unwrap_or_else(|| self.draw_once(&event));
        let mut entry = Entry::new(event, program.clone(), primacy, draw);
        entry.lost = known.map_or(ModeSet::NONE, |k| k.lost);
        let said = self.life.said(&mrid);
        if said.ended(self.policy.resumes()) {
            entry.phase = Phase::Ended;
        } else if said.started() {
            entry.phase = Phase::Active;
            entry.displaced = said.superseded() && !said.resumed();
        } else if let Some(kind) = validate::refusal(&entry.event) {
            entry.phase = Phase::Ended;
            self.life.say(&entry.event.key, kind, now);
        }
        self.index.insert(mrid, self.entries.len());
        self.entries.push(entry);
        true
    }

    fn draw_once(&mut self, event: &Event) -> (Seconds, Seconds) {
        let (start, duration) = draw::randomization(self.seed, event);
        if event.randomize_start.0 != 0 || event.randomize_duration.0 != 0 {
            self.records.push(Record::Draw { event: event.key.clone(), start, duration });
        }
        (start, duration)
    }

    /// Received, unless its end had passed when it was first seen [2030.5 §10.2.2.3 j].
    fn say_first_sight(&mut self, now: UtcSeconds) {
        for entry in &mut self.entries {
            if entry.phase == Phase::Ended || self.life.said(&entry.event.key.mrid).anything() {
                continue;
            }
            let kind = if entry.end <= now && !entry.is_cancelled() {
                entry.phase = Phase::Ended;
                TransitionKind::RejectedExpired
            } else {
                TransitionKind::Received
            };
            self.life.say(&entry.event.key, kind, now);
        }
    }

    fn say_unsupported(&mut self, i: usize, supported: ModeSet) {
        let entry = &mut self.entries[i];
        let Some(at) = self.at.filter(|_| entry.phase != Phase::Ended) else {
            return;
        };
        let asked = ModeSet::of(&entry.event.control);
        let usable = entry.modes.and(supported);
        let whole = usable.is_empty();
        if !whole && (usable == asked || !self.policy.resumes()) {
            return;
        }
        let modes = asked.without(usable).iter().collect();
        self.life.say(&entry.event.key, TransitionKind::NotSupported { modes }, at);
        if whole {
            entry.phase = Phase::Ended;
            entry.held = ModeSet::NONE;
        }
    }

    /// Programs by rank. A complete set replaces them; a program that is gone takes its events with it.
    fn take_heads(&mut self, mut heads: Vec<ProgramHead>, complete: bool, now: UtcSeconds) -> bool {
        if !complete {
            self.keep_what_failed(&mut heads);
        }
        heads.sort_by(|a, b| (a.primacy, &a.key).cmp(&(b.primacy, &b.key)));
        if heads == self.programs {
            return false;
        }
        self.programs = heads;
        let listed: HashSet<&ProgramKey> = self.programs.iter().map(|head| &head.key).collect();
        for entry in &mut self.entries {
            if !listed.contains(&entry.program) && entry.phase != Phase::Ended {
                entry.phase = Phase::Ended;
                entry.held = ModeSet::NONE;
                self.life.say(&entry.event.key, TransitionKind::Cancelled, now);
            }
        }
        true
    }

    fn keep_what_failed(&self, heads: &mut Vec<ProgramHead>) {
        for old in &self.programs {
            match heads.iter_mut().find(|head| head.key == old.key) {
                Some(head) => head.default = head.default.take().or_else(|| old.default.clone()),
                None => heads.push(old.clone()),
            }
        }
    }

    fn drop_unlisted(&mut self, listed: &HashSet<Mrid>, now: UtcSeconds) -> bool {
        let before = self.entries.len();
        let cancels = self.policy.absence_cancels();
        let (life, known) = (&mut self.life, &mut self.known);
        self.entries.retain(|entry| {
            let mrid = entry.event.key.mrid;
            if listed.contains(&mrid) || (entry.phase != Phase::Ended && !cancels) {
                return true;
            }
            if entry.phase != Phase::Ended {
                life.say(&entry.event.key, TransitionKind::Cancelled, now);
            }
            known.insert(mrid, known_of(entry));
            false
        });
        self.forget(listed);
        self.reindex();
        before != self.entries.len()
    }

    fn reindex(&mut self) {
        self.index.clear();
        let names = self.entries.iter().enumerate();
        self.index.extend(names.map(|(i, entry)| (entry.event.key.mrid, i)));
    }

    fn forget(&mut self, listed: &HashSet<Mrid>) {
        self.life.forget_unlisted(|mrid| listed.contains(mrid));
        if self.known.len() > super::super::life::REMEMBERED_MAX {
            self.known.retain(|mrid, _| listed.contains(mrid));
        }
    }
}

fn known_of(entry: &Entry) -> Known {
    Known { draw: Some(entry.draw), lost: entry.lost }
}

fn head_of(program: &Program) -> ProgramHead {
    ProgramHead {
        key: program.key.clone(),
        description: program.description.clone(),
        primacy: program.primacy,
        default: program.default.clone().filter(|d| validate::control_refusal(&d.control).is_none()),
    }
}

/// True when the server's words differ from before. A cancellation is never taken back: an older copy came late.
fn replace(entry: &mut Entry, event: Event, program: &ProgramKey, primacy: u8) -> bool {
    let older = event.status_since < entry.event.status_since;
    let same = entry.event == event && entry.primacy == primacy && entry.program == *program;
    let revives = entry.is_cancelled() && matches!(event.status, EventStatus::Scheduled | EventStatus::Active);
    if same || older && revives {
        return false;
    }
    entry.replace(event, program, primacy);
    true
}
