//! A VEN, a store, an engine's word and a network under virtual time.

use super::super::super::{Input, Output};
use super::super::event::tests::levels;
use super::super::{Names, Push, Ven, VenConfig};
use super::vtn::Vtn;
use std::collections::BTreeMap;
use tieline_core::model::{
    Alarm, EventKey, HttpError, HttpRequest, HttpResponse, Machine, Method, Millis, Mono, Now, ProgramSet, Quality,
    Reading, ReadingSource, Record, SiteId, Transition, TransitionKind, UpstreamId, UtcSeconds, Watts,
};
use tieline_schemas::oadr2::{self as wire, Message};

/// Wall time at the start, in milliseconds.
const START_MS: i64 = 1_800_000_000_000;
/// The same in seconds.
pub const START_S: i64 = START_MS / 1_000;
/// Readings that are recalled at once.
const PAGE: usize = 50;
/// Time that an answer takes.
const LATENCY_MS: u64 = 20;

pub fn config() -> VenConfig {
    VenConfig {
        upstream: UpstreamId::new("vtn").expect("name"),
        site: SiteId::new("home").expect("name"),
        path: "/OpenADR2/Simple/2.0b".to_owned(),
        ven_name: "tieline".to_owned(),
        ven_id: None,
        vtn_id: None,
        poll_s: 30,
        push: None,
        history_s: 604_800,
        signed: false,
        report_only: false,
        obey_tests: false,
        levels: levels(),
        controls_loads: false,
        market_contexts: Vec::new(),
        names: Names { groups: vec!["north".to_owned()], resources: vec!["battery".to_owned()], ..Names::default() },
        seed: 7,
    }
}

type Answered = (u64, u64, Result<HttpResponse, HttpError>);

/// Everything around a VEN.
pub struct World {
    pub ven: Ven,
    config: VenConfig,
    pub vtn: Vtn,
    pub ms: u64,
    pub store: Vec<Record>,
    pub sets: Vec<ProgramSet>,
    pub alarms: Vec<Alarm>,
    /// While true, the store refuses.
    pub store_down: bool,
    /// What the engine says of each part that is new to it.
    pub word: fn() -> TransitionKind,
    /// Answers to what was pushed.
    given: BTreeMap<u64, HttpResponse>,
    asked: u64,
    /// How often stored readings were read.
    pub pages: usize,
    heard: Vec<tieline_core::model::Mrid>,
    wake: Option<u64>,
    answers: Vec<Answered>,
}

impl World {
    pub fn new(vtn: Vtn) -> Self {
        Self::with(config(), vtn)
    }

    /// A VEN in push mode.
    pub fn pushed(vtn: Vtn) -> Self {
        let (address, path) = ("https://home.example/ven".to_owned(), "/ven".to_owned());
        Self::with(VenConfig { push: Some(Push { address, path }), ..config() }, vtn)
    }

    pub fn with(config: VenConfig, vtn: Vtn) -> Self {
        let mut world = Self {
            ven: Ven::new(config.clone()),
            config,
            given: BTreeMap::new(),
            vtn,
            ms: 0,
            store: Vec::new(),
            sets: Vec::new(),
            alarms: Vec::new(),
            store_down: false,
            word: || TransitionKind::Received,
            asked: 0,
            pages: 0,
            heard: Vec::new(),
            wake: None,
            answers: Vec::new(),
        };
        world.input(Input::Start);
        world
    }

    /// The gateway is started again as another VEN, on what its store holds.
    pub fn restart_as(&mut self, push: Option<Push>) {
        self.config.push = push;
        self.restart();
    }

    /// The VTN pushes a message to a service; status and message of the answer, `None` where none came.
    pub fn push(&mut self, service: &str, message: &Message) -> Option<(u16, Option<Message>)> {
        let target = format!("/ven/{service}");
        let body = wire::encode(message);
        let request = HttpRequest { method: Method::Post, target, headers: Vec::new(), body };
        self.ask(request)
    }

    /// The VTN sends any request.
    pub fn ask(&mut self, request: HttpRequest) -> Option<(u16, Option<Message>)> {
        self.asked += 1;
        self.input(Input::Asked { id: self.asked, request });
        let response = self.given.remove(&self.asked)?;
        let read = |body: &[u8]| wire::decode(body, &wire::Limits::default()).expect("a message of 2.0b").message;
        Some((response.status, (!response.body.is_empty()).then(|| read(&response.body))))
    }

    /// The gateway is started again on what its store holds.
    pub fn restart(&mut self) {
        self.ven = Ven::new(self.config.clone());
        self.wake = None;
        self.answers.clear();
        self.input(Input::Restored(self.store.clone()));
        self.input(Input::Start);
    }

    pub fn now(&self) -> Now {
        Now { wall: Millis(START_MS + i64::try_from(self.ms).expect("small")), mono: Mono(self.ms) }
    }

    pub fn input(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let mut out = Vec::new();
            self.ven.step(self.now(), input, &mut out);
            let mut failed = false;
            for output in out {
                match output {
                    Output::Request { id, request, .. } if !failed => {
                        let result = self.vtn.answer(&request);
                        self.answers.push((self.ms + LATENCY_MS, id, result));
                    }
                    Output::Answer { id, response } if !failed => drop(self.given.insert(id, response)),
                    Output::Request { .. } | Output::Answer { .. } => {}
                    Output::Commit(_) if self.store_down => failed = true,
                    Output::Commit(records) => self.store.extend(records),
                    Output::Recall { id, source, from, to, after_seq } => {
                        let wanted = |r: &Reading| r.source == source && (from..to).contains(&r.at);
                        let stored = self.store.iter().filter_map(|record| match record {
                            Record::Reading { seq, reading, .. } if *seq > after_seq && wanted(reading) => {
                                Some((*seq, reading.clone()))
                            }
                            _ => None,
                        });
                        let mut readings: Vec<_> = stored.take(PAGE + 1).collect();
                        let more = readings.len() > PAGE;
                        readings.truncate(PAGE);
                        self.pages += 1;
                        inputs.push(Input::Recalled { id, readings, more });
                    }
                    Output::Programs(set) => inputs.extend(self.obey(set)),
                    Output::Alarm(alarm) => self.alarms.push(alarm),
                    Output::WakeAt(at) => self.wake = Some(at.0),
                }
            }
            if failed {
                inputs.push(Input::CommitFailed);
            }
        }
    }

    /// The engine's word on what is new to it.
    fn obey(&mut self, set: ProgramSet) -> Vec<Input> {
        let at = UtcSeconds(self.now().wall.to_seconds().0);
        let upstream = set.upstream.clone();
        let events: Vec<_> = set.programs.iter().flat_map(|program| &program.events).map(|e| e.key.mrid).collect();
        self.sets.push(set);
        let new: Vec<_> = events.into_iter().filter(|mrid| !self.heard.contains(mrid)).collect();
        self.heard.extend(&new);
        let word = |mrid| {
            let event = EventKey { upstream: upstream.clone(), mrid };
            Input::Transition(Transition { event, kind: (self.word)(), at })
        };
        new.into_iter().map(word).collect()
    }

    /// Runs until `second` of the world's time.
    pub fn run_to(&mut self, second: u64) {
        self.run_until(second * 1_000);
    }

    /// Runs for so many milliseconds.
    pub fn run_ms(&mut self, ms: u64) {
        self.run_until(self.ms + ms);
    }

    fn run_until(&mut self, end: u64) {
        let mut steps = 0;
        loop {
            let reply = self.answers.iter().map(|(at, ..)| *at).min();
            let next = [reply, self.wake].into_iter().flatten().min().unwrap_or(u64::MAX).max(self.ms);
            if next > end {
                break;
            }
            steps += 1;
            assert!(steps < 100_000, "it never rests");
            self.ms = next;
            match self.answers.iter().position(|(at, ..)| *at <= next) {
                Some(index) => {
                    let (_, id, result) = self.answers.remove(index);
                    self.input(Input::Reply { id, result });
                }
                None => {
                    self.wake = None;
                    self.input(Input::Timer);
                }
            }
        }
        self.ms = self.ms.max(end);
    }

    /// Runs with a sample of the site meter each second.
    pub fn run_metered(&mut self, second: u64, w: i64) {
        for at in self.ms / 1_000..second {
            self.run_to(at);
            let reading = Reading {
                source: ReadingSource::Site(SiteId::new("home").expect("name")),
                at: self.now().wall,
                mono: self.now().mono,
                quality: Quality::Good,
                w: Watts(w),
                var: None,
                voltage: None,
                frequency: None,
                exported: None,
                imported: None,
                stored: None,
            };
            let site = SiteId::new("home").expect("name");
            self.store.push(Record::Reading { site, seq: at, reading: reading.clone() });
            self.input(Input::Reading(reading));
        }
        self.run_to(second);
    }

    /// Parts of events that the engine has now: start after the world's begin, length.
    pub fn parts(&self) -> Vec<(i64, i64)> {
        let set = self.sets.last();
        let events = set.into_iter().flat_map(|set| &set.programs).flat_map(|program| &program.events);
        events.map(|event| (event.start.0 - START_S, event.duration.0)).collect()
    }
}
