//! The session of one VEN with its VTN.

use super::super::backoff::Jitter;
use super::super::durable::Durable;
use super::super::outbox::Outbox;
use super::super::raised::Raised;
use super::super::{Input, Output};
use super::book::{Book, EventAnswer};
use super::config::VenConfig;
use super::history::History;
use super::meaning::Baseline;
use super::message::Reply;
use super::push::Pushed;
use super::reports::{Reports, Update};
use super::schedule::Schedule;
use super::state::{Job, OptsLater, Registration, Todo, UnderWay, Unwanted};
use std::collections::{BTreeMap, VecDeque};
use tieline_core::model::{
    Asset, AssetId, AssetKind, Machine, Millis, Mono, Now, ProgramSet, Record, Transition, Watts,
};

/// Time for one answer, in milliseconds.
pub(super) const ANSWER_MS: u64 = 30_000;
/// An answer that the driver never reports counts as lost this long after its time.
const GRACE_MS: u64 = 5_000;
/// How long the answer to an event waits for the engine's word on it.
const WORD_MS: u64 = 1_000;
/// Metadata is registered so long after the last asset was discovered, so that one message tells all.
const DISCOVERY_MS: u64 = 2_000;
/// How often what is over is tidied away.
const TIDY_MS: u64 = 60_000;

/// A VEN. See the [module](super).
#[derive(Debug)]
pub struct Ven {
    pub(super) config: VenConfig,
    pub(super) owner: String,
    started: bool,
    pub(super) registration: Option<Registration>,
    pub(super) todo: Todo,
    /// What metadata was asked for again under, if it was [OADR2b rule 306].
    pub(super) metadata_for: Option<String>,
    pub(super) book: Book,
    pub(super) reports: Reports,
    pub(super) history: History,
    pub(super) outbox: Outbox<Update>,
    pub(super) replies: VecDeque<Reply>,
    pub(super) pushed: Pushed,
    assets: BTreeMap<AssetId, Asset>,
    discovered_at: Option<Mono>,
    set: Option<ProgramSet>,
    pub(super) dirty: bool,
    tidy_at: Mono,
    pub(super) answer_by: Mono,
    pub(super) poll_at: Mono,
    /// Not registered anew before.
    pub(super) register_at: Mono,
    /// How often in a row it was not known, or no longer wanted.
    pub(super) refusals: u32,
    pub(super) hold: Mono,
    pub(super) failures: u32,
    /// What the VTN would not take of late.
    pub(super) unwanted: Unwanted,
    pub(super) opts: OptsLater,
    pub(super) jitter: Jitter,
    pub(super) under_way: Option<UnderWay>,
    pub(super) durable: Durable,
    pub(super) raised: Raised,
    last_id: u64,
}

impl Machine for Ven {
    type Input = Input;
    type Output = Output;

    fn step(&mut self, now: Now, input: Input, out: &mut Vec<Output>) {
        if !matches!(input, Input::CommitFailed) {
            self.durable.begin_step();
            self.pushed.begin_step();
            if let Some(under_way) = &mut self.under_way {
                under_way.behind_commit = false;
            }
        }
        match input {
            Input::Start => self.started = true,
            Input::Restored(records) => self.restore(&records),
            Input::Timer | Input::Alarm(_) => {}
            Input::Reply { id, result } => self.answered(now, id, result, out),
            Input::Asked { id, request } => self.asked(now, id, &request, out),
            Input::Transition(transition) => self.transition(&transition),
            Input::Reading(reading) => self.reports.reading(&self.config.site, &reading),
            Input::Recalled { id, readings, more } => self.recalled(now, id, &readings, more, out),
            Input::Asset(asset) => self.asset(now, asset),
            Input::AssetState(state) => self.reports.state(state),
            Input::Opt { event, opts_in } => self.opt(&event, opts_in),
            Input::OptFor { opt_id, opts_in, times, market_context } => {
                let schedule = Schedule {
                    id: opt_id,
                    opts_in,
                    times: times.into_iter().map(|(from, seconds)| (from.0, i64::from(seconds))).collect(),
                    market_context,
                    created_s: now.wall.to_seconds().0,
                    order: 0,
                    told: false,
                    cancelled: false,
                };
                self.opt_for(now, schedule);
            }
            Input::CancelOpt { opt_id } => self.cancel_opt(now, &opt_id),
            Input::CommitFailed => self.commit_failed(now, out),
        }
        self.go_on(now, out);
    }
}

impl Ven {
    /// A VEN that waits for [`Input::Start`].
    pub fn new(config: VenConfig) -> Self {
        Self {
            owner: format!("oadr2/{}", config.upstream),
            started: false,
            registration: None,
            todo: Todo { query: true, reports: true, events: true },
            metadata_for: None,
            book: Book::default(),
            reports: Reports::new(),
            history: History::default(),
            outbox: Outbox::default(),
            replies: VecDeque::new(),
            pushed: Pushed::default(),
            assets: BTreeMap::new(),
            discovered_at: None,
            set: None,
            dirty: false,
            tidy_at: Mono(0),
            answer_by: Mono(0),
            poll_at: Mono(0),
            register_at: Mono(0),
            refusals: 0,
            hold: Mono(0),
            failures: 0,
            unwanted: Unwanted::default(),
            opts: OptsLater::default(),
            jitter: Jitter::new(config.seed),
            under_way: None,
            durable: Durable::default(),
            raised: Raised::default(),
            last_id: 0,
            config,
        }
    }

    /// Updates that wait for the VTN.
    pub fn pending_updates(&self) -> usize {
        self.outbox.len()
    }

    // ---- the run before ----

    fn restore(&mut self, records: &[Record]) {
        let mut memos = BTreeMap::new();
        for record in records {
            match record {
                Record::Memo { owner, name, value } if *owner == self.owner => {
                    memos.insert(name.clone(), value.clone());
                }
                Record::Programs(set) if set.upstream == self.config.upstream => self.set = Some(set.clone()),
                _ => {}
            }
        }
        self.registration = memos.get("registration").and_then(|value| serde_json::from_slice(value).ok());
        self.todo.query = self.registration.is_none();
        let address = self.config.push.as_ref().map(|push| &push.address);
        if self.registration.as_ref().is_some_and(|registration| registration.pushed_to.as_ref() != address) {
            // The VTN would push to the old place, or wait for polls that do not come.
            self.register_again(Now { mono: Mono(0), wall: Millis(0) });
        }
        self.book.restore(&memos);
        self.reports.restore(&memos);
        self.history.restore(&memos);
        self.outbox.restore(&self.config.upstream, records);
        for record in records {
            if let Record::Reading { reading, .. } = record {
                self.reports.reading(&self.config.site, reading);
            }
        }
        self.dirty = true;
    }

    // ---- inputs from inside ----

    fn asset(&mut self, now: Now, asset: Asset) {
        if self.reports.asset(&asset) {
            self.discovered_at = Some(now.mono);
            self.todo.reports = true;
        }
        self.assets.insert(asset.id.clone(), asset);
    }

    /// The engine's word on a part of an event; what contradicts an answer that waits changes it, else it is said anew.
    fn transition(&mut self, transition: &Transition) {
        if transition.event.upstream != self.config.upstream {
            return;
        }
        let Some(answer) = self.book.transition(&self.config, transition) else { return };
        self.dirty = true;
        if !self.amend(&answer) {
            self.replies.push_back(Reply::CreatedEvent(vec![answer]));
        }
    }

    fn amend(&mut self, answer: &EventAnswer) -> bool {
        let waiting = self.replies.iter_mut().filter_map(|reply| match reply {
            Reply::CreatedEvent(answers) => Some(answers),
            _ => None,
        });
        let mut found = false;
        for held in waiting.flatten().filter(|held| held.id == answer.id && held.modification == answer.modification) {
            (held.code, held.says, held.opts_in) = (answer.code, answer.says.clone(), false);
            found = true;
        }
        found
    }

    fn commit_failed(&mut self, now: Now, out: &mut Vec<Output>) {
        self.durable.failed(now);
        self.pushed.refuse(out);
        if let Some(under_way) = self.under_way.take_if(|under_way| under_way.behind_commit) {
            self.take_up_again(under_way.job);
        }
    }

    // ---- what follows from the state ----

    /// Notes that what the engine gets may have changed, and that answers wait for its word.
    pub(super) fn events_changed(&mut self, now: Now) {
        self.dirty = true;
        self.answer_by = now.mono.plus_ms(WORD_MS);
    }

    fn go_on(&mut self, now: Now, out: &mut Vec<Output>) {
        self.durable.again(now, out);
        self.give_up_lost(now, out);
        self.measure(now);
        self.queue_updates(now, out);
        self.publish(now, out);
        self.recall(now, out);
        self.pushed.answer(self.durable.is_saved(), out);
        if self.started && self.under_way.is_none() && self.hold <= now.mono && self.durable.is_saved() {
            self.next_request(now, out);
        }
        out.push(Output::WakeAt(self.next_wake(now)));
    }

    fn measure(&mut self, now: Now) {
        let (site, stored) = self.reports.measured();
        let takes = |asset: &&Asset| matches!(asset.kind, AssetKind::Charger | AssetKind::Load);
        let takers: Vec<_> = self.assets.values().filter(takes).collect();
        let controllable =
            (!takers.is_empty()).then(|| takers.iter().map(|asset| asset.rating.max_charge_w).sum::<Watts>());
        self.dirty |= self.book.measure(now.wall.to_seconds().0, &Baseline { site, stored, controllable });
    }

    /// Updates that are due are queued, durable with the marks up to which they tell.
    fn queue_updates(&mut self, now: Now, out: &mut Vec<Output>) {
        for (update, marks) in self.reports.due(&self.owner, now.wall) {
            self.queue_update(now.wall, update, marks, out);
        }
    }

    pub(super) fn queue_update(&mut self, at: Millis, update: Update, marks: Vec<Record>, out: &mut Vec<Output>) {
        let mut records = self.outbox.push(&self.config.upstream, at, update);
        records.extend(marks);
        self.durable.commit(records, out);
    }

    /// Hands the programs on when they changed, durable first (rule 4).
    fn publish(&mut self, now: Now, out: &mut Vec<Output>) {
        if !std::mem::take(&mut self.dirty) && now.mono < self.tidy_at {
            return;
        }
        self.tidy_at = now.mono.plus_ms(TIDY_MS);
        let now_s = now.wall.to_seconds().0;
        let set = self.book.programs(&self.config, now_s);
        let mut records = self.book.records(&self.owner, &self.config, now_s);
        let changed = self.set.as_ref() != Some(&set) && !(self.set.is_none() && set.programs.is_empty());
        if changed {
            records.push(Record::Programs(set.clone()));
        }
        self.durable.commit(records, out);
        if changed {
            self.book.await_word(self.set.as_ref(), &set);
            self.set = Some(set.clone());
            out.push(Output::Programs(set));
        }
    }

    pub(super) fn send(
        &mut self,
        now: Now,
        job: Job,
        request: tieline_core::model::HttpRequest,
        out: &mut Vec<Output>,
    ) {
        self.last_id += 1;
        let behind_commit = out.iter().any(|output| matches!(output, Output::Commit(_)));
        let deadline = now.mono.plus_ms(ANSWER_MS + GRACE_MS);
        self.under_way = Some(UnderWay { id: self.last_id, job, deadline, behind_commit });
        out.push(Output::Request { id: self.last_id, request, timeout_ms: ANSWER_MS });
    }

    /// A name for a request of ours, new each time.
    pub(super) fn request_id(&mut self) -> String {
        format!("{:08x}-{}", self.jitter.upto(u64::from(u32::MAX)), self.last_id + 1)
    }

    /// An answer that never came, not even as an error.
    fn give_up_lost(&mut self, now: Now, out: &mut Vec<Output>) {
        if let Some(id) = self.under_way.as_ref().filter(|u| u.deadline <= now.mono).map(|u| u.id) {
            self.answered(now, id, Err(tieline_core::model::HttpError::Timeout(ANSWER_MS)), out);
        }
    }

    /// Whether what the site can report is known as far as it will be soon.
    pub(super) fn is_discovered(&self, now: Now) -> bool {
        self.discovered_at.is_none_or(|at| at.plus_ms(DISCOVERY_MS) <= now.mono)
    }

    fn next_wake(&self, now: Now) -> Mono {
        let waiting = match &self.under_way {
            Some(under_way) => under_way.deadline,
            None => self.next_due(now).max(self.hold),
        };
        let at_s = |second: i64| {
            let ms = second.saturating_mul(1_000).saturating_sub(now.wall.0);
            now.mono.plus_ms(u64::try_from(ms).unwrap_or(0))
        };
        let starts = self.book.next_start_s(now.wall.to_seconds().0).map(at_s);
        let updates = self.reports.next_due_s().map(at_s);
        let history =
            (!self.history.is_idle()).then(|| self.history.next_due_s(&self.reports.sources(&self.config.site)));
        let history = history.flatten().map(at_s).or(self.history.gives_up_at());
        let wakes = [Some(waiting), starts, updates, history, self.durable.again_at(), Some(self.tidy_at)];
        wakes.into_iter().flatten().min().unwrap_or(waiting).max(now.mono.plus_ms(1))
    }

    /// When something that is not under way yet is due.
    fn next_due(&self, now: Now) -> Mono {
        let soon = now.mono.plus_ms(DISCOVERY_MS);
        if !self.replies.is_empty() {
            return self.answer_by.max(now.mono.plus_ms(100));
        }
        if self.registration.is_none() {
            return soon.max(self.register_at);
        }
        if self.todo.reports || self.todo.events {
            return soon;
        }
        if self.book.schedules.untold().is_some() && self.opts.at <= now.mono {
            return now.mono;
        }
        let update = (self.outbox.len() > 0).then_some(self.unwanted.update_at.max(now.mono));
        let opt = self.book.schedules.untold().map(|_| self.opts.at);
        let poll_at = if self.config.push.is_none() { self.poll_at } else { now.mono.plus_ms(TIDY_MS) };
        [update, opt].into_iter().flatten().fold(poll_at, Mono::min)
    }
}
