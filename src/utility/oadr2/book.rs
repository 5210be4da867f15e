//! The events that the VTN holds for us: what is new, changed, cancelled or gone, and what the engine gets of it.

use super::config::VenConfig;
use super::event::{Incoming, Known, Refusal, Status, mrid};
use super::meaning::Baseline;
use super::schedule::Schedules;
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::{Mrid, Program, ProgramKey, ProgramSet, Record, Seconds, Transition, TransitionKind};

/// Events known at once, at most; more are refused (rule 7).
const EVENTS_MAX: usize = 1_000;
/// An event is forgotten this long after its end: a VTN may go on sending it.
const FORGET_S: i64 = 86_400;
/// An event stays in what the engine gets for so long after its end.
const LINGER_S: i64 = 60;

/// What is answered about one event [OADR2b eventResponse].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EventAnswer {
    pub(super) id: String,
    pub(super) modification: u32,
    /// The request of the VTN that it answers.
    pub(super) request_id: String,
    pub(super) code: u16,
    pub(super) says: String,
    pub(super) opts_in: bool,
}

/// The book of events.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) events: BTreeMap<String, Known>,
    /// When the owner takes no part.
    pub(super) schedules: Schedules,
    /// Parts that the engine has not spoken of yet.
    unheard: BTreeSet<Mrid>,
    pub(super) changed: BTreeSet<String>,
}

impl Book {
    /// Learns what the run before remembered.
    pub(super) fn restore(&mut self, memos: &BTreeMap<String, Vec<u8>>) {
        let read = |value: &Vec<u8>| serde_json::from_slice::<Known>(value).ok();
        let events = memos.iter().filter(|(name, _)| name.starts_with("event/")).filter_map(|(_, value)| read(value));
        self.events.extend(events.map(|known| (known.id.clone(), known)));
        self.schedules.restore(memos);
    }

    /// Takes a whole list of events: what is not in it is cancelled [OADR2b implied cancel]. Returns what is to be
    /// answered, an event each, in the VTN's order [OADR2b responseRequired].
    pub(super) fn distribute(
        &mut self,
        config: &VenConfig,
        request_id: &str,
        list: &[Incoming],
        now_s: i64,
        draw: &mut dyn FnMut(i64) -> i64,
    ) -> Vec<EventAnswer> {
        let listed: BTreeSet<&str> = list.iter().map(|event| event.id.as_str()).collect();
        let gone =
            self.events.values_mut().filter(|known| !listed.contains(known.id.as_str()) && known.end_s() > now_s);
        for known in gone {
            known.cancel(now_s, &mut *draw);
            known.gone = true;
            self.changed.insert(known.id.clone());
        }
        let mut answers = Vec::new();
        for incoming in list {
            let refusal = self.take(config, incoming, now_s, draw);
            if incoming.wants_answer {
                answers.push(self.answer(incoming, request_id, refusal));
            }
        }
        answers
    }

    /// Takes one event; what is returned is about this message alone, the event itself stands as it did. A higher modification
    /// replaces it, a lower one is refused [OADR2b rule 5; OADR2b rule 48].
    fn take(
        &mut self,
        config: &VenConfig,
        incoming: &Incoming,
        now_s: i64,
        draw: &mut dyn FnMut(i64) -> i64,
    ) -> Option<Refusal> {
        let cancelled = incoming.status == Status::Cancelled;
        let is_full = self.events.len() >= EVENTS_MAX;
        match self.events.get_mut(&incoming.id) {
            Some(known) if known.gone && !cancelled => {
                let returns = known.returns + 1;
                *known = Known { returns, ..renewed(known, incoming, config, now_s) };
            }
            Some(known) if incoming.modification < known.modification => {
                let says = format!("modification {} came after {}", incoming.modification, known.modification);
                return Some(Refusal::new(450, says));
            }
            Some(known) if cancelled => {
                known.modification = incoming.modification;
                known.cancel(now_s, &mut *draw);
            }
            Some(known) if incoming.modification > known.modification => {
                *known = renewed(known, incoming, config, now_s);
            }
            Some(_) => return None,
            // Cancelled before it was known: nothing to do, and no error [OADR2b rule 21].
            None if cancelled || incoming.status == Status::Completed => return None,
            None if is_full => {
                return Some(Refusal::new(469, format!("more than {EVENTS_MAX} events")));
            }
            None => {
                let shift_s = if incoming.start_after_s > 0 { draw(incoming.start_after_s) } else { 0 };
                let known = judged(Known::new(incoming, &config.levels, shift_s), incoming, config, now_s);
                self.events.insert(incoming.id.clone(), known);
            }
        }
        if let Some(known) = self.events.get_mut(&incoming.id) {
            known.away = self.schedules.opt_out_of(known);
        }
        self.changed.insert(incoming.id.clone());
        None
    }

    fn answer(&self, incoming: &Incoming, request_id: &str, refusal: Option<Refusal>) -> EventAnswer {
        let known = self.events.get(&incoming.id);
        let standing = known.and_then(|known| known.refusal.clone());
        // What was answered while it was not over stands (rule 5).
        let over = known.map_or(incoming.status == Status::Completed, |known| known.late);
        let opts_in =
            refusal.is_none() && (incoming.status == Status::Cancelled || (!over && known.is_none_or(Known::is_in)));
        let told = refusal.or(standing.filter(|_| incoming.status != Status::Cancelled));
        let (code, says) = told.map_or((200, String::new()), |refusal| (refusal.code, refusal.says));
        EventAnswer {
            id: incoming.id.clone(),
            modification: incoming.modification,
            request_id: request_id.to_owned(),
            code,
            says,
            opts_in,
        }
    }

    /// Measures what relative signals rest on as their event starts, or as soon after as it can be read, once. True when an event got its baseline.
    pub(super) fn measure(&mut self, now_s: i64, measured: &Baseline) -> bool {
        let starts = |known: &&mut Known| {
            known.baseline.is_none() && known.is_in() && known.starts_s() <= now_s && known.end_s() > now_s
        };
        let mut any = false;
        for known in self.events.values_mut().filter(starts).filter(|known| known.can_rest_on(measured)) {
            known.baseline = Some(*measured);
            self.changed.insert(known.id.clone());
            any = true;
        }
        any
    }

    /// When the next event starts whose baseline is to be measured.
    pub(super) fn next_start_s(&self, now_s: i64) -> Option<i64> {
        let waits = |known: &&Known| known.baseline.is_none() && known.is_in() && known.starts_s() > now_s;
        self.events.values().filter(waits).map(Known::starts_s).min()
    }

    /// An engine's word on a part of an event. The answer that must be sent when it changes what was said before: an
    /// event that this site cannot carry out is opted out of, whole.
    pub(super) fn transition(&mut self, config: &VenConfig, transition: &Transition) -> Option<EventAnswer> {
        self.unheard.remove(&transition.event.mrid);
        let says = match &transition.kind {
            TransitionKind::NotSupported { modes } => {
                let modes: Vec<_> = modes.iter().map(|mode| mode.field()).collect();
                format!("this site cannot do {}", modes.join(", "))
            }
            TransitionKind::RejectedParameter => "a value is out of this site's bounds".to_owned(),
            TransitionKind::RejectedInvalid => "it contradicts itself".to_owned(),
            _ => return None,
        };
        let is_part = |known: &&mut Known| known.has_part(&config.upstream, transition.event.mrid);
        let known = self.events.values_mut().find(is_part).filter(|known| known.refusal.is_none())?;
        known.refusal = Some(Refusal::new(460, says.clone()));
        self.changed.insert(known.id.clone());
        Some(EventAnswer {
            id: known.id.clone(),
            modification: known.modification,
            request_id: String::new(),
            code: 460,
            says,
            opts_in: false,
        })
    }

    /// Whether the engine has spoken of all that it was given.
    pub(super) fn is_heard(&self) -> bool {
        self.unheard.is_empty()
    }

    /// Records of what changed since the last call; what is long over is forgotten.
    pub(super) fn records(&mut self, owner: &str, config: &VenConfig, now_s: i64) -> Vec<Record> {
        let old = |known: &Known| known.end_s().saturating_add(FORGET_S) < now_s;
        let forgotten: Vec<String> = self.events.values().filter(|known| old(known)).map(|k| k.id.clone()).collect();
        self.changed.extend(forgotten.iter().cloned());
        forgotten.iter().for_each(|id| drop(self.events.remove(id)));
        self.forget_schedules(now_s);
        let schedules = self.schedules.records(owner);
        let changed = std::mem::take(&mut self.changed);
        let memo = |id: String| {
            let value = self.events.get(&id).and_then(|known| serde_json::to_vec(known).ok()).unwrap_or_default();
            Record::Memo { owner: owner.to_owned(), name: format!("event/{}", mrid(&config.upstream, &id)), value }
        };
        changed.into_iter().map(memo).chain(schedules).collect()
    }

    /// What the engine gets: a program for each priority, the highest first.
    ///
    /// 1 is the highest priority and 0 is none; inside, the lower number wins [OADR2b priority].
    pub(super) fn programs(&mut self, config: &VenConfig, now_s: i64) -> ProgramSet {
        let mut programs: BTreeMap<u8, Program> = BTreeMap::new();
        let counts = |known: &&Known| {
            known.is_in() && (config.obey_tests || !known.test) && known.end_s().saturating_add(LINGER_S) > now_s
        };
        for known in self.events.values().filter(counts) {
            let primacy = u8::try_from(known.priority).ok().filter(|p| *p > 0).unwrap_or(u8::MAX);
            let program = programs.entry(primacy).or_insert_with(|| program_of(config, primacy));
            program.events.extend(known.events(&config.upstream));
        }
        ProgramSet {
            upstream: config.upstream.clone(),
            server_offset: Seconds(0),
            complete: true,
            // What is displaced by a higher priority goes on after it, and what is gone is cancelled.
            edition_2023: true,
            programs: programs.into_values().collect(),
        }
    }

    /// Notes which parts are new to the engine.
    pub(super) fn await_word(&mut self, before: Option<&ProgramSet>, set: &ProgramSet) {
        let names = |set: &ProgramSet| -> BTreeSet<Mrid> {
            set.programs.iter().flat_map(|program| &program.events).map(|event| event.key.mrid).collect()
        };
        let (old, new) = (before.map(names).unwrap_or_default(), names(set));
        self.unheard.extend(new.difference(&old).copied());
    }

    /// An event by its name.
    pub(super) fn event(&self, id: &str) -> Option<&Known> {
        self.events.get(id)
    }

    /// Opts out of an event, or in again, to be told by the optID; false for one that is not known.
    pub(super) fn opt(&mut self, id: &str, opts_in: bool, opt_id: String) -> bool {
        let Some(known) = self.events.get_mut(id) else { return false };
        let before = known.is_in();
        (known.opted_out, known.opted_in) = (!opts_in, opts_in);
        known.returns += u32::from(!before && known.is_in());
        known.untold = Some(opt_id);
        self.changed.insert(id.to_owned());
        true
    }

    /// The VTN has the owner's word of this optID, or will never take it.
    pub(super) fn opt_told(&mut self, id: &str, opt_id: &str) {
        if let Some(known) = self.events.get_mut(id).filter(|known| known.untold.as_deref() == Some(opt_id)) {
            known.untold = None;
            self.changed.insert(id.to_owned());
        }
    }

    /// Events whose owner's word the VTN has not confirmed, with the optID.
    pub(super) fn untold(&self) -> impl Iterator<Item = (&Known, &str)> {
        self.events.values().filter(|known| !known.gone).filter_map(|known| Some((known, known.untold.as_deref()?)))
    }
}

/// An event changed: what was drawn for it and measured at its start stays, where it had started.
fn renewed(known: &Known, incoming: &Incoming, config: &VenConfig, now_s: i64) -> Known {
    let mut new = judged(Known::new(incoming, &config.levels, known.shift_s), incoming, config, now_s);
    new.shift_s = known.shift_s.min(incoming.start_after_s.max(0));
    (new.opted_out, new.opted_in, new.returns) = (known.opted_out, known.opted_in, known.returns);
    new.untold.clone_from(&known.untold);
    if known.starts_s() <= now_s && new.starts_s() <= now_s {
        new.baseline = known.baseline;
    }
    new
}

/// What is wrong with an event besides its signals [OADR2b 453, 462].
fn judged(mut known: Known, incoming: &Incoming, config: &VenConfig, now_s: i64) -> Known {
    known.late = incoming.status == Status::Completed || known.end_s() <= now_s;
    let contexts = &config.market_contexts;
    if !config.controls_loads && known.controls_loads() {
        known.refusal = Some(Refusal::new(460, "this site has no charger or load that can be controlled"));
    }
    if let Some(fault) = &incoming.fault {
        known.refusal = Some(Refusal::new(460, fault.clone()));
    }
    if !contexts.is_empty() && !contexts.contains(&incoming.market_context) {
        known.refusal = Some(Refusal::new(453, format!("the market context {} is not ours", incoming.market_context)));
    } else if incoming.not_for_us {
        known.refusal = Some(Refusal::new(
            462,
            "its targets name others, and neither this VEN nor a group, resource or party of its",
        ));
    }
    known
}

fn program_of(config: &VenConfig, primacy: u8) -> Program {
    let description = match primacy {
        u8::MAX => "OpenADR 2.0b, no priority".to_owned(),
        priority => format!("OpenADR 2.0b, priority {priority}"),
    };
    Program {
        key: ProgramKey {
            upstream: config.upstream.clone(),
            mrid: mrid(&config.upstream, &format!("priority/{primacy}")),
        },
        description,
        primacy,
        default: None,
        events: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::tests::{levels, simple};
    use super::*;
    use tieline_core::model::{EventKey, SiteId, UpstreamId, UtcSeconds, Watts};

    pub(crate) fn config() -> VenConfig {
        VenConfig {
            upstream: UpstreamId::new("vtn").expect("name"),
            site: SiteId::new("home").expect("name"),
            path: "/OpenADR2/Simple/2.0b".to_owned(),
            ven_name: "tieline".to_owned(),
            ven_id: None,
            vtn_id: None,
            poll_s: 10,
            push: None,
            history_s: 604_800,
            signed: false,
            report_only: false,
            obey_tests: false,
            levels: levels(),
            controls_loads: false,
            market_contexts: Vec::new(),
            names: Default::default(),
            seed: 1,
        }
    }

    fn take(book: &mut Book, now_s: i64, list: &[Incoming]) -> Vec<(u16, bool)> {
        let answers = book.distribute(&config(), "r1", list, now_s, &mut |bound| bound / 2);
        answers.iter().map(|answer| (answer.code, answer.opts_in)).collect()
    }

    fn starts(book: &mut Book, now_s: i64) -> Vec<(u8, i64, i64)> {
        let set = book.programs(&config(), now_s);
        let events = set.programs.iter().flat_map(|program| program.events.iter().map(|e| (program.primacy, e)));
        events.map(|(primacy, e)| (primacy, e.start.0, e.duration.0)).collect()
    }

    fn event(id: &str, modification: u32) -> Incoming {
        Incoming { modification, ..simple(id, 1_000, &[(600, 1.0)]) }
    }

    /// [OADR2b rule 48; OADR2b 450]
    #[test]
    fn an_older_modification_is_answered_450_and_changes_nothing() {
        let mut book = Book::default();
        assert_eq!(take(&mut book, 0, &[event("a", 2)]), [(200, true)]);
        let older = Incoming { start_s: 5_000, ..event("a", 1) };
        assert_eq!(take(&mut book, 0, &[older]), [(450, false)]);
        assert_eq!(starts(&mut book, 0), [(255, 1_000, 600)]);
        let newer = Incoming { start_s: 2_000, ..event("a", 3) };
        assert_eq!(take(&mut book, 0, &[newer]), [(200, true)]);
        assert_eq!(starts(&mut book, 0), [(255, 2_000, 600)]);
    }

    /// [OADR2b implied cancel]
    #[test]
    fn what_is_no_longer_sent_is_cancelled() {
        let mut book = Book::default();
        take(&mut book, 0, &[event("a", 0), event("b", 0)]);
        assert_eq!(take(&mut book, 1_100, &[event("b", 0)]), [(200, true)]);
        assert_eq!(starts(&mut book, 1_100), [(255, 1_000, 100), (255, 1_000, 600)]);
        take(&mut book, 1_100, &[]);
        assert_eq!(starts(&mut book, 1_200), [], "both are over, and it is known to the engine");
    }

    /// A list may have a gap: what comes back goes on, to the engine as another event.
    #[test]
    fn what_is_sent_again_after_a_gap_goes_on() {
        let mut book = Book::default();
        take(&mut book, 0, &[event("a", 3)]);
        let name = |book: &mut Book| book.programs(&config(), 1_200).programs[0].events[0].key.mrid;
        let before = name(&mut book);
        take(&mut book, 1_100, &[]);
        assert_eq!(take(&mut book, 1_150, &[event("a", 3)]), [(200, true)]);
        assert_eq!(starts(&mut book, 1_200), [(255, 1_000, 600)]);
        assert_ne!(name(&mut book), before);
    }

    /// [OADR2b rule 21]
    #[test]
    fn an_event_first_seen_as_cancelled_is_acknowledged_without_error() {
        let mut book = Book::default();
        let cancelled = Incoming { status: Status::Cancelled, ..event("a", 1) };
        assert_eq!(take(&mut book, 0, &[cancelled]), [(200, true)]);
        assert_eq!(starts(&mut book, 0), []);
    }

    /// [OADR2b priority]
    #[test]
    fn one_is_the_highest_priority_and_none_is_the_lowest() {
        let mut book = Book::default();
        let of = |id: &str, priority| Incoming { priority, ..event(id, 0) };
        take(&mut book, 0, &[of("a", 0), of("b", 2), of("c", 1), of("d", 900)]);
        let order: Vec<u8> = starts(&mut book, 0).iter().map(|(primacy, ..)| *primacy).collect();
        assert_eq!(order, [1, 2, 255, 255]);
    }

    /// [OADR2b responseRequired]
    #[test]
    fn never_means_that_nothing_is_answered_and_always_that_all_is_again() {
        let mut book = Book::default();
        let quiet = Incoming { wants_answer: false, ..event("a", 0) };
        assert_eq!(take(&mut book, 0, &[quiet]), []);
        for _ in 0..2 {
            assert_eq!(take(&mut book, 0, &[event("b", 0)]), [(200, true)]);
        }
    }

    /// [OADR2b 460] [OADR2b LOAD_CONTROL]
    #[test]
    fn load_control_is_refused_until_the_site_has_an_asset_for_it() {
        let mut control = event("a", 0);
        (control.signals[0].name, control.signals[0].kind) = ("LOAD_CONTROL".into(), "x-loadControlCapacity".into());
        let answer = |config: &VenConfig| {
            let answers = Book::default().distribute(config, "r", std::slice::from_ref(&control), 0, &mut |_| 0);
            (answers[0].code, answers[0].opts_in)
        };
        assert_eq!(answer(&config()), (460, false));
        assert_eq!(answer(&VenConfig { controls_loads: true, ..config() }), (200, true));
    }

    /// [OADR2b 453] [OADR2b 462]
    #[test]
    fn foreign_market_contexts_and_targets_are_opted_out_of() {
        let mut book = Book::default();
        let mut ours = config();
        ours.market_contexts = vec!["http://ours".to_owned()];
        let answers = book.distribute(&ours, "r", &[event("a", 0)], 0, &mut |_| 0);
        assert_eq!((answers[0].code, answers[0].opts_in), (453, false));
        let foreign = Incoming { not_for_us: true, ..event("b", 0) };
        assert_eq!(take(&mut book, 0, &[foreign]), [(462, false)]);
        assert_eq!(starts(&mut book, 0), []);
    }

    /// [OADR2b rule 6]
    #[test]
    fn a_test_event_is_answered_and_moves_nothing() {
        let mut book = Book::default();
        assert_eq!(take(&mut book, 0, &[Incoming { test: true, ..event("a", 0) }]), [(200, true)]);
        assert_eq!(starts(&mut book, 0), []);
    }

    /// [OADR2b startafter]
    #[test]
    fn a_draw_is_made_once_and_survives_a_change_and_a_restart() {
        let mut book = Book::default();
        let open = Incoming { start_after_s: 60, ..event("a", 0) };
        take(&mut book, 0, std::slice::from_ref(&open));
        assert_eq!(starts(&mut book, 0), [(255, 1_030, 600)]);
        let memos: BTreeMap<String, Vec<u8>> = book
            .records("oadr2/vtn", &config(), 0)
            .into_iter()
            .filter_map(|record| match record {
                Record::Memo { name, value, .. } => Some((name, value)),
                _ => None,
            })
            .collect();
        let mut again = Book::default();
        again.restore(&memos);
        let changed = Incoming { modification: 1, ..open };
        again.distribute(&config(), "r", &[changed], 0, &mut |_| panic!("drawn twice"));
        assert_eq!(starts(&mut again, 0), [(255, 1_030, 600)]);
    }

    /// [OADR2b 460]
    #[test]
    fn what_the_site_cannot_do_is_opted_out_of_whole_and_once() {
        let mut book = Book::default();
        take(&mut book, 0, &[simple("a", 1_000, &[(60, 1.0), (60, 2.0)])]);
        let set = book.programs(&config(), 0);
        book.await_word(None, &set);
        let word = |i: usize, kind| Transition {
            event: EventKey { upstream: config().upstream, mrid: set.programs[0].events[i].key.mrid },
            kind,
            at: UtcSeconds(0),
        };
        assert_eq!(book.transition(&config(), &word(0, TransitionKind::Received)), None);
        assert!(!book.is_heard());
        let cannot = || TransitionKind::NotSupported { modes: vec![tieline_core::model::Mode::StorageTargetW] };
        let answer = book.transition(&config(), &word(1, cannot())).expect("an answer");
        assert_eq!((answer.code, answer.opts_in), (460, false));
        assert_eq!(book.transition(&config(), &word(1, cannot())), None);
        assert!(book.is_heard() && starts(&mut book, 0).is_empty());
    }

    #[test]
    fn a_baseline_waits_for_what_its_event_rests_on() {
        let mut relative = event("a", 0);
        (relative.signals[0].name, relative.signals[0].kind) = ("LOAD_DISPATCH".to_owned(), "multiplier".to_owned());
        let mut book = Book::default();
        take(&mut book, 0, &[relative]);
        assert!(!book.measure(1_000, &Baseline::default()), "nothing was read yet");
        assert!(book.measure(1_003, &Baseline { site: Some(Watts(-500)), ..Baseline::default() }));
        assert_eq!(starts(&mut book, 1_003), [(255, 1_000, 600)]);
    }

    #[test]
    fn a_baseline_is_measured_once_as_the_event_starts() {
        let mut book = Book::default();
        take(&mut book, 0, &[event("a", 0)]);
        let measured = |w| Baseline { site: Some(Watts(w)), ..Baseline::default() };
        assert_eq!(book.next_start_s(999), Some(1_000));
        assert!(!book.measure(999, &measured(1)));
        assert!(book.measure(1_000, &measured(2)));
        assert!(!book.measure(1_001, &measured(3)));
        take(&mut book, 1_002, &[event("a", 1)]);
        assert_eq!(book.event("a").and_then(|known| known.baseline), Some(measured(2)));
    }
}
