//! The session: one machine for one server.

use super::answer::HOPS_MAX;
use super::backoff::Jitter;
use super::config::SessionConfig;
use super::durable::Durable;
use super::faults::Faults;
use super::mirrors::Mirrors;
use super::outbox::Outbox;
use super::post::Post;
use super::raised::Raised;
use super::responses::Responses;
use super::tree::{Gate, Key, Known, Tree};
use super::upkeep::Upkeep;
use super::{Input, Output};
use std::collections::BTreeMap;
use tieline_core::model::{
    Alarm, AlarmKind, AssetId, AssetState, HttpRequest, HttpResponse, Machine, Millis, Mono, Mrid, Now, ProgramSet,
    Record, Seconds, Transition, TransitionKind, UpstreamId, UtcSeconds,
};

/// Time for one answer, in milliseconds.
pub(super) const ANSWER_MS: u64 = 30_000;
/// An answer that the driver never reports counts as lost this long after its time.
const GRACE_MS: u64 = 5_000;
/// A jump of the wall clock against the monotonic one that counts as a step.
const CLOCK_STEP_MS: i64 = 1_000;
/// An event that the server no longer lists is forgotten this long after its end.
const FORGET_S: i64 = 86_400;

/// Steps that wait for their event to be known, at most; above it the oldest goes.
const BACKLOG_MAX: usize = 1_000;

/// What the request under way is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// A poll of this resource.
    Fetch(Key),
    /// POST of our EndDevice.
    Register,
    /// POST of the first waiting response.
    Respond,
    /// PUT of the connection point.
    ConnectionPoint,
    /// PUT of one of the DER's documents.
    Put(super::upkeep::Sheet),
    /// POST of a mirror with these quantities.
    Mirror(String, u8),
    /// POST of the queue's first.
    Post(u64),
}

/// The request under way.
#[derive(Debug)]
pub(super) struct UnderWay {
    pub(super) id: u64,
    pub(super) job: Job,
    pub(super) request: HttpRequest,
    pub(super) hops: u8,
    pub(super) deadline: Mono,
    /// True while it stands behind a commit of the same step, which may fail.
    pub(super) behind_commit: bool,
}

/// Waits that are not a resource's own.
#[derive(Debug, Default)]
pub(super) struct Holds {
    /// Nothing at all is sent before.
    pub(super) server: Mono,
    pub(super) register: Mono,
    pub(super) respond: Mono,
    pub(super) post: Mono,
    pub(super) failures: BTreeMap<&'static str, u32>,
}

/// A client session with one IEEE 2030.5 server. See the [module](super).
#[derive(Debug)]
pub struct Session {
    pub(super) config: SessionConfig,
    pub(super) owner: String,
    pub(super) started: bool,
    pub(super) tree: Tree,
    pub(super) responses: Responses,
    /// Steps whose event is not known yet, oldest first.
    backlog: Vec<Transition>,
    pub(super) outbox: Outbox<Post>,
    pub(super) mirrors: Mirrors,
    pub(super) upkeep: Upkeep,
    faults: Faults,
    pub(super) known: BTreeMap<Mrid, Known>,
    pub(super) set: Option<ProgramSet>,
    pub(super) under_way: Option<UnderWay>,
    pub(super) holds: Holds,
    pub(super) jitter: Jitter,
    pub(super) failures: u32,
    raised: Raised,
    wall_minus_mono: Option<i64>,
    last_id: u64,
    durable: Durable,
}

impl Machine for Session {
    type Input = Input;
    type Output = Output;

    fn step(&mut self, now: Now, input: Input, out: &mut Vec<Output>) {
        if !matches!(input, Input::CommitFailed) {
            self.durable.begin_step();
            if let Some(under_way) = &mut self.under_way {
                under_way.behind_commit = false;
            }
        }
        self.watch_clock(now, out);
        match input {
            Input::Start => self.started = true,
            Input::Restored(records) => {
                self.restore(&records);
                self.make_up(now, out);
            }
            // 2030.5 knows opt-outs as Responses 4, 5 and 8 to 10; the engine has no customer's word yet.
            Input::Timer
            | Input::Opt { .. }
            | Input::OptFor { .. }
            | Input::CancelOpt { .. }
            | Input::Recalled { .. } => {}
            // A 2030.5 server notifies no client of ours: nothing listens.
            Input::Asked { id, .. } => out.push(Output::Answer { id, response: HttpResponse::status(404) }),
            Input::Reply { id, result } => self.reply(now, id, result, out),
            Input::Transition(transition) => self.transition(now, &transition, out),
            Input::Reading(reading) => self.mirrors.reading(&reading, self.offset()),
            Input::Asset(asset) => self.asset(asset),
            Input::AssetState(state) => self.asset_state(now, state, out),
            Input::Alarm(alarm) => self.alarm(now, &alarm, out),
            Input::CommitFailed => self.commit_failed(now),
        }
        self.go_on(now, out);
    }
}

impl Session {
    /// A session that waits for [`Input::Start`].
    pub fn new(config: SessionConfig) -> Self {
        Self {
            owner: format!("sep2/{}", config.upstream),
            started: false,
            tree: Tree::new(&config),
            responses: Responses::default(),
            backlog: Vec::new(),
            outbox: Outbox::default(),
            mirrors: Mirrors::new(&config),
            upkeep: Upkeep::default(),
            faults: Faults::default(),
            known: BTreeMap::new(),
            set: None,
            under_way: None,
            holds: Holds::default(),
            jitter: Jitter::new(config.seed),
            failures: 0,
            raised: Raised::default(),
            wall_minus_mono: None,
            last_id: 0,
            durable: Durable::default(),
            config,
        }
    }

    /// What to add to our time to get the server's.
    pub(super) fn offset(&self) -> Seconds {
        self.tree.main_time().0
    }

    /// The quality that the server claims for its time; `None` before it was read [2030.5 Time.quality].
    pub fn time_quality(&self) -> Option<u8> {
        self.tree.main_time().1
    }

    /// Posts that wait for the server.
    pub fn pending_posts(&self) -> usize {
        self.outbox.len()
    }

    /// The server's time.
    pub(super) fn server_now(&self, now: Now) -> UtcSeconds {
        now.wall.to_seconds().plus(self.offset())
    }

    pub(super) fn server_ms(&self, now: Now) -> Millis {
        now.wall.plus_ms(self.offset().0.saturating_mul(1_000))
    }

    // ---- the run before ----

    fn restore(&mut self, records: &[Record]) {
        let mut memos = BTreeMap::new();
        for record in records {
            match record {
                Record::Memo { owner, name, value } if *owner == self.owner => {
                    memos.insert(name.clone(), value.clone());
                }
                Record::Programs(set) if set.upstream == self.config.upstream => self.restore_set(set),
                _ => {}
            }
        }
        self.responses.restore(&self.config.upstream, records, &memos);
        self.outbox.restore(&self.config.upstream, records);
        self.mirrors.restore(records, &memos, self.offset());
        self.faults.restore(&memos);
        self.backlog = steps_of(&self.config.upstream, records);
    }

    /// Answers steps that were recorded, or told, before their answer could be: a crash may fall between the engine's
    /// commit and ours, and a server's list may come after the step (rule 5: what is said already is not said again).
    fn make_up(&mut self, now: Now, out: &mut Vec<Output>) {
        let waiting = std::mem::take(&mut self.backlog).into_iter();
        let (known, unknown): (Vec<_>, Vec<_>) = waiting.partition(|step| self.known.contains_key(&step.event.mrid));
        self.backlog = unknown;
        known.iter().for_each(|step| self.transition(now, step, out));
    }

    fn restore_set(&mut self, set: &ProgramSet) {
        self.tree.set_fallback_offset(set.server_offset);
        for event in set.programs.iter().flat_map(|program| &program.events) {
            let reply_to = event.reply_to.as_ref().and_then(|href| self.tree.resolve(href, &self.config.dcap));
            self.known.insert(event.key.mrid, super::tree::known_of(event, reply_to, Seconds(0)));
        }
        self.set = Some(set.clone());
    }

    // ---- time ----

    /// Our wall clock was set: the servers' times stay, so their offsets move the other way (rule 1).
    fn watch_clock(&mut self, now: Now, out: &mut Vec<Output>) {
        let apart = now.wall.0.saturating_sub(i64::try_from(now.mono.0).unwrap_or(i64::MAX));
        let jump = apart.saturating_sub(*self.wall_minus_mono.get_or_insert(apart));
        if jump.saturating_abs() > CLOCK_STEP_MS {
            self.wall_minus_mono = Some(apart);
            let seconds = jump.saturating_add(500).div_euclid(1_000);
            self.tree.clock_jumped(Seconds(seconds));
            self.publish(now, out);
        }
    }

    // ---- inputs from inside ----

    fn transition(&mut self, now: Now, transition: &Transition, out: &mut Vec<Output>) {
        if transition.event.upstream != self.config.upstream || self.tree.gate() == Gate::Mismatch {
            return;
        }
        let Some(known) = self.known.get(&transition.event.mrid) else {
            let surplus = (self.backlog.len() + 1).saturating_sub(BACKLOG_MAX);
            self.backlog.drain(..surplus);
            self.backlog.push(transition.clone());
            return;
        };
        let records = self.responses.due(&self.owner, transition, known, self.config.edition_2023, now.wall);
        self.commit(records, out);
    }

    fn asset(&mut self, asset: tieline_core::model::Asset) {
        self.mirrors.asset(&asset);
        self.upkeep.asset(asset);
    }

    /// What was read of a device. Faults that cleared while this gateway was down are told now.
    fn asset_state(&mut self, now: Now, state: AssetState, out: &mut Vec<Output>) {
        for bit in self.faults.ended(&state) {
            let says = format!("{}: gone when read again", state.asset);
            self.fault(now, (&state.asset, bit, false), (now.wall, says), out);
        }
        self.upkeep.state(state);
    }

    /// A DER's alarm becomes a log event [CSIP BASIC-027].
    fn alarm(&mut self, now: Now, alarm: &Alarm, out: &mut Vec<Output>) {
        if let AlarmKind::AssetFault(asset, bit) = &alarm.kind {
            self.fault(now, (asset, *bit, alarm.raised), (alarm.at, alarm.says.clone()), out);
        }
    }

    /// A fault's rise or end is logged once, across restarts: that it was goes into the same commit [design r5].
    fn fault(&mut self, now: Now, fault: (&AssetId, u8, bool), told: (Millis, String), out: &mut Vec<Output>) {
        let ((asset, bit, raised), (at, details)) = (fault, told);
        let Some(code) = super::map::log_code(bit, raised) else { return };
        let Some(memo) = self.faults.note(&self.owner, asset, bit, raised) else { return };
        let post = Post::Log { at: at.to_seconds().plus(self.offset()), code, details };
        let mut records = self.outbox.push(&self.config.upstream, now.wall, post);
        records.push(memo);
        self.commit(records, out);
    }

    // ---- durability (rule 4) ----

    /// Makes `records` durable.
    pub(super) fn commit(&mut self, records: Vec<Record>, out: &mut Vec<Output>) {
        self.durable.commit(records, out);
    }

    /// Nothing of the last step is durable, and what followed was dropped.
    fn commit_failed(&mut self, now: Now) {
        self.durable.failed(now);
        if self.under_way.as_ref().is_some_and(|under_way| under_way.behind_commit) {
            self.under_way = None;
        }
    }

    /// Whether all that a request may rest on is durable, or at least ahead of it in the same step.
    pub(super) fn is_saved(&self) -> bool {
        self.durable.is_saved()
    }

    /// Raises or clears an alarm of this session.
    pub(super) fn set_alarm(&mut self, now: Now, kind: AlarmKind, raised: bool, says: String, out: &mut Vec<Output>) {
        self.raised.set(now, kind, raised, says, out);
    }

    // ---- programs ----

    /// Hands the programs on when they changed, durable first (rule 4).
    pub(super) fn publish(&mut self, now: Now, out: &mut Vec<Output>) {
        let set = match self.tree.gate() {
            Gate::Mismatch => self.nothing_to_obey(),
            _ if self.tree.is_settled() => {
                let (set, known) = self.tree.programs(&self.config);
                self.remember(now, known);
                Some(set)
            }
            _ => None,
        };
        if let Some(set) = set.filter(|set| self.set.as_ref() != Some(set)) {
            self.set = Some(set.clone());
            self.commit(vec![Record::Programs(set.clone())], out);
            out.push(Output::Programs(set));
        }
        self.make_up(now, out);
    }

    /// A server with another PIN is not obeyed: what it asked before is dropped.
    fn nothing_to_obey(&self) -> Option<ProgramSet> {
        let mut set = self.set.clone()?;
        (set.programs, set.complete) = (Vec::new(), true);
        Some(set)
    }

    /// Events that left the list may still be answered for a day.
    fn remember(&mut self, now: Now, known: BTreeMap<Mrid, Known>) {
        let forget = self.server_now(now).0.saturating_sub(FORGET_S);
        self.known.retain(|_, known| known.end.0 > forget);
        self.known.extend(known);
    }

    // ---- the next request ----

    pub(super) fn send(&mut self, now: Now, job: Job, request: HttpRequest, hops: u8, out: &mut Vec<Output>) {
        debug_assert!(hops <= HOPS_MAX);
        self.last_id += 1;
        let behind_commit = out.iter().any(|output| matches!(output, Output::Commit(_)));
        self.under_way = Some(UnderWay {
            id: self.last_id,
            job,
            request: request.clone(),
            hops,
            deadline: now.mono.plus_ms(ANSWER_MS + GRACE_MS),
            behind_commit,
        });
        out.push(Output::Request { id: self.last_id, request, timeout_ms: ANSWER_MS });
    }

    /// Everything that follows from the state: commits to try again, posts that are due, the next request, the next wake.
    fn go_on(&mut self, now: Now, out: &mut Vec<Output>) {
        self.durable.again(now, out);
        self.give_up_lost(now, out);
        self.queue_averages(now, out);
        if self.started && self.under_way.is_none() && self.holds.server <= now.mono {
            self.next_request(now, out);
        }
        out.push(Output::WakeAt(self.next_wake(now)));
    }

    /// Intervals that have ended are queued, durable before anything is sent.
    fn queue_averages(&mut self, now: Now, out: &mut Vec<Output>) {
        let mut records = Vec::new();
        for (post, mark) in self.mirrors.due(&self.owner, self.server_ms(now)) {
            if let Some(post) = post {
                records.extend(self.outbox.push(&self.config.upstream, now.wall, post));
            }
            records.push(mark);
        }
        self.commit(records, out);
    }

    /// An answer that never came, not even as an error.
    fn give_up_lost(&mut self, now: Now, out: &mut Vec<Output>) {
        if let Some(id) = self.under_way.as_ref().filter(|u| u.deadline <= now.mono).map(|u| u.id) {
            self.reply(now, id, Err(tieline_core::model::HttpError::Timeout(ANSWER_MS)), out);
        }
    }

    fn next_wake(&self, now: Now) -> Mono {
        let waiting = match &self.under_way {
            Some(under_way) => under_way.deadline,
            None => self.next_due(now).max(self.holds.server),
        };
        let ends = self.mirrors.next_end_ms().map(|end| {
            let wait = end.saturating_sub(self.server_ms(now).0);
            now.mono.plus_ms(u64::try_from(wait).unwrap_or(0))
        });
        let wakes = [Some(waiting), ends, self.durable.again_at()];
        wakes.into_iter().flatten().min().unwrap_or(waiting).max(now.mono.plus_ms(1))
    }
}

/// The steps in events' lives that a run before recorded, in the order in which they are answered: by time, and at one
/// time the loser's end before the winner's start [2030.5 §10.2.2.3 l].
fn steps_of(upstream: &UpstreamId, records: &[Record]) -> Vec<Transition> {
    let mut steps: Vec<Transition> = records
        .iter()
        .filter_map(|record| match record {
            Record::Life(step) if step.event.upstream == *upstream => Some(step.clone()),
            _ => None,
        })
        .collect();
    let rank = |step: &Transition| match step.kind {
        TransitionKind::Received => 0,
        TransitionKind::Started | TransitionKind::Resumed => 2,
        TransitionKind::Completed => 3,
        _ => 1,
    };
    steps.sort_by_key(|step| (step.at, rank(step)));
    let surplus = steps.len().saturating_sub(BACKLOG_MAX);
    steps.drain(..surplus);
    steps
}
