//! The VEN's side: the machine, what it has made durable, what it measures.

use super::script::START_S;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tieline::utility::oadr2::{Level, Levels, Names, Ven, VenConfig, knows_event};
use tieline::utility::{Input, Output};
use tieline_core::model::{
    EventKey, HttpRequest, Machine, Millis, Mono, Mrid, Now, Quality, Reading, ReadingSource, Record, SiteId,
    Transition, TransitionKind, UpstreamId, Watts,
};

/// Readings that the store is asked for at a start, at most.
const READINGS_MAX: usize = 1_500;

/// What the gateway's store holds for this session.
#[derive(Debug, Default)]
struct Kept {
    memos: BTreeMap<String, Record>,
    posts: BTreeMap<u64, Record>,
    programs: Option<Record>,
    readings: VecDeque<Record>,
}

impl Kept {
    fn keep(&mut self, records: Vec<Record>) {
        for record in records {
            match &record {
                Record::Memo { name, .. } => drop(self.memos.insert(name.clone(), record)),
                Record::Post { seq, .. } => drop(self.posts.insert(*seq, record)),
                Record::Delivered { seq, .. } => drop(self.posts.remove(seq)),
                Record::Programs(_) => self.programs = Some(record),
                Record::Reading { .. } => {
                    self.readings.push_back(record);
                    if self.readings.len() > READINGS_MAX {
                        self.readings.pop_front();
                    }
                }
                other => panic!("an OpenADR session keeps no {other:?}"),
            }
        }
    }

    /// What a session is handed at its start, as the runtime does: readings since the oldest mark of a report.
    fn restored(&self) -> Vec<Record> {
        let mut all: Vec<Record> = self.memos.values().cloned().collect();
        let mark = |record: &Record| match record {
            Record::Memo { name, value, .. } if name.starts_with("mirror/") => {
                std::str::from_utf8(value).ok()?.parse::<i64>().ok()
            }
            _ => None,
        };
        let oldest = all.iter().filter_map(mark).min();
        all.extend(self.programs.clone());
        all.extend(self.posts.values().cloned());
        let since = |record: &&Record| match record {
            Record::Reading { reading, .. } => oldest.is_some_and(|oldest| reading.at.0 >= (oldest - 60) * 1_000),
            _ => false,
        };
        all.extend(self.readings.iter().filter(since).cloned());
        all
    }
}

/// A site with its VEN.
pub struct Home {
    pub ven: Ven,
    kept: Kept,
    /// Parts that the engine has spoken of.
    heard: BTreeSet<Mrid>,
    /// How often the VEN was started; answers to the one before are not for this one.
    pub life: u64,
    pub wake_ms: Option<u64>,
    /// The owner's words that the VEN does not know the event of yet, in their order.
    waiting: Vec<(String, bool)>,
    /// How often the owner has spoken about an event.
    pub spoken: BTreeMap<String, u32>,
    /// What was answered to each event and modification, as it left.
    pub said: BTreeMap<(String, u32), Vec<Word>>,
}

/// An answer to an event: how often the owner had spoken by then, the code, whether it takes part.
pub type Word = (u32, u16, bool);

/// Power at the connection point at a second of the world's time: averages over tens of seconds are whole numbers.
pub fn power_w(second: u64) -> i64 {
    -6_000 * i64::try_from(second / 10 % 7).expect("small")
}

fn config(life: u64) -> VenConfig {
    let mut levels = Levels::default();
    levels.set(1, Level { storage: Some(Watts(1_000)), ..Level::default() });
    levels.set(2, Level { storage: Some(Watts(2_000)), ..Level::default() });
    VenConfig {
        upstream: upstream(),
        site: SiteId::new("home").expect("a name"),
        path: "/OpenADR2/Simple/2.0b".to_owned(),
        ven_name: "ven-1".to_owned(),
        ven_id: None,
        vtn_id: None,
        poll_s: 10,
        push: None,
        signed: false,
        report_only: false,
        obey_tests: false,
        levels,
        controls_loads: false,
        market_contexts: Vec::new(),
        names: Names { groups: vec!["north".to_owned()], ..Names::default() },
        history_s: 0,
        seed: life,
    }
}

fn upstream() -> UpstreamId {
    UpstreamId::new("vtn").expect("a name")
}

pub fn now(ms: u64) -> Now {
    Now { wall: Millis(START_S * 1_000 + i64::try_from(ms).expect("small")), mono: Mono(ms) }
}

impl Home {
    pub fn new(salt: u64) -> Self {
        Self {
            ven: Ven::new(config(salt)),
            kept: Kept::default(),
            heard: BTreeSet::new(),
            life: salt,
            wake_ms: None,
            waiting: Vec::new(),
            spoken: BTreeMap::new(),
            said: BTreeMap::new(),
        }
    }

    /// Lets the VEN take one input; what it sends. `crash` is asked before each effect whether the power fails there: then
    /// nothing that follows takes place, and the answer is false.
    pub fn step(&mut self, ms: u64, input: Input, crash: &mut dyn FnMut() -> bool, sent: &mut Sent) -> bool {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let mut out = Vec::new();
            self.ven.step(now(ms), input, &mut out);
            for output in out {
                if crash() {
                    return false;
                }
                match output {
                    Output::Request { id, request, timeout_ms } => sent.push((self.life, id, timeout_ms, request)),
                    Output::Commit(records) => self.kept.keep(records),
                    Output::Programs(set) => {
                        let events = set.programs.iter().flat_map(|program| &program.events);
                        let parts: Vec<EventKey> = events.map(|event| event.key.clone()).collect();
                        inputs.extend(parts.into_iter().filter(|key| self.heard.insert(key.mrid)).map(|event| {
                            Input::Transition(Transition {
                                event,
                                kind: TransitionKind::Received,
                                at: now(ms).wall.to_seconds(),
                            })
                        }));
                    }
                    Output::WakeAt(at) => self.wake_ms = Some(at.0),
                    Output::Answer { .. } | Output::Alarm(_) | Output::Recall { .. } => {}
                }
            }
        }
        true
    }

    /// Starts the VEN on what is durable; it may fail again on its way.
    pub fn restart(&mut self, ms: u64, crash: &mut dyn FnMut() -> bool, sent: &mut Sent) {
        loop {
            self.life += 1;
            self.ven = Ven::new(config(self.life));
            self.wake_ms = None;
            if self.step(ms, Input::Restored(self.kept.restored()), crash, sent)
                && self.step(ms, Input::Start, crash, sent)
            {
                return;
            }
        }
    }

    /// A sample, durable before the session sees it.
    pub fn measure(&mut self, ms: u64) -> Input {
        let reading = Reading {
            source: ReadingSource::Site(SiteId::new("home").expect("a name")),
            at: now(ms).wall,
            mono: Mono(ms),
            quality: Quality::Good,
            w: Watts(power_w(ms / 1_000)),
            var: None,
            voltage: None,
            frequency: None,
            exported: None,
            imported: None,
            stored: None,
        };
        let site = SiteId::new("home").expect("a name");
        self.kept.keep(vec![Record::Reading { site, seq: ms, reading: reading.clone() }]);
        Input::Reading(reading)
    }

    /// The owner speaks; it is passed on as soon as the VEN knows the event.
    pub fn speaks(&mut self, event: String, opts_in: bool) {
        self.waiting.push((event, opts_in));
    }

    /// The owner's next word that can be passed on; it may have an effect even where the power fails meanwhile.
    pub fn word(&mut self) -> Option<(String, bool)> {
        if self.waiting.is_empty() {
            return None;
        }
        let memos: Vec<Record> = self.kept.memos.values().cloned().collect();
        let word = self.waiting.iter().find(|(event, _)| knows_event(&upstream(), &memos, event)).cloned()?;
        *self.spoken.entry(word.0.clone()).or_default() += 1;
        Some(word)
    }

    /// The owner was told that the word is taken.
    pub fn taken(&mut self, word: &(String, bool)) {
        if let Some(place) = self.waiting.iter().position(|waiting| waiting == word) {
            self.waiting.remove(place);
        }
    }

    /// Whether the owner has something to say about this event that could not be passed on.
    pub fn is_unsaid(&self, event: &str) -> bool {
        self.waiting.iter().any(|(waiting, _)| waiting == event)
    }

    /// What the engine is to do from `from_s` on: start after the world's begin, length, primacy, what.
    pub fn schedule(&self, from_s: i64) -> Vec<(i64, i64, u8, String)> {
        let Some(Record::Programs(set)) = &self.kept.programs else { return Vec::new() };
        let events =
            set.programs.iter().flat_map(|program| program.events.iter().map(|event| (program.primacy, event)));
        let mut all: Vec<_> = events
            .filter(|(_, event)| event.start.0 + event.duration.0 > from_s)
            .map(|(primacy, e)| (e.start.0 - START_S, e.duration.0, primacy, format!("{:?}", e.control.modes)))
            .collect();
        all.sort();
        all
    }
}

/// Requests on their way out: whose life, its number, the time for an answer.
pub type Sent = Vec<(u64, u64, u64, HttpRequest)>;
