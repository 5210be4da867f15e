//! A session, a store and a network under virtual time.

use super::super::{Input, Output, Session, SessionConfig};
use super::server::Server;
use tieline_core::model::{
    Alarm, EventKey, HttpError, HttpRequest, HttpResponse, Lfdi, Machine, Method, Millis, Mono, Mrid, Now, ProgramSet,
    Quality, Reading, ReadingSource, Record, Sfdi, SiteId, Transition, TransitionKind, UpstreamId, UtcSeconds, Watts,
};

/// Wall time at the start, in milliseconds; the server's clock agrees unless told otherwise.
pub const START_MS: i64 = 1_800_000_000_000;
/// Time that an answer takes.
const LATENCY_MS: u64 = 20;

pub fn upstream() -> UpstreamId {
    UpstreamId::new("utility").expect("name")
}

pub fn config() -> SessionConfig {
    SessionConfig {
        upstream: upstream(),
        site: SiteId::new("home").expect("name"),
        host: "utility.example".into(),
        port: 8443,
        dcap: "/dcap".into(),
        lfdi: Lfdi([0x3E; 20]),
        sfdi: Sfdi(167_261_211_391),
        pen: 12_345,
        pin: Some(111_115),
        register: true,
        edition_2023: false,
        csip_aus: true,
        connection_point: None,
        set_max_w: Some(Watts(10_000)),
        set_max_charge_w: None,
        post_site: true,
        post_der: true,
        post_rate_s: 60,
        seed: 1,
    }
}

type Answered = (u64, u64, Result<HttpResponse, HttpError>);

/// Everything around a session.
pub struct World {
    pub session: Session,
    pub server: Server,
    pub ms: u64,
    pub store: Vec<Record>,
    pub sets: Vec<ProgramSet>,
    pub alarms: Vec<Alarm>,
    pub log: Vec<(u64, HttpRequest)>,
    /// While true, the store refuses.
    pub store_down: bool,
    /// The gateway dies after this many more commits, before what follows them.
    pub die_after_commits: Option<usize>,
    /// The gateway dies with this many more requests answered by the server, before it learns of it.
    pub die_after_answers: Option<usize>,
    pub dead: bool,
    /// While true, the driver forgets to report answers.
    pub swallow: bool,
    wake: Option<u64>,
    answers: Vec<Answered>,
}

impl World {
    pub fn new(config: SessionConfig, server: Server) -> Self {
        let mut world = Self {
            session: Session::new(config),
            server,
            ms: 0,
            store: Vec::new(),
            sets: Vec::new(),
            alarms: Vec::new(),
            log: Vec::new(),
            store_down: false,
            die_after_commits: None,
            die_after_answers: None,
            dead: false,
            swallow: false,
            wake: None,
            answers: Vec::new(),
        };
        world.input(Input::Start);
        world
    }

    /// The gateway is started again on what its store holds.
    pub fn restart(&mut self, config: SessionConfig) {
        self.session = Session::new(config);
        (self.dead, self.wake, self.die_after_commits, self.die_after_answers) = (false, None, None, None);
        self.answers.clear();
        self.input(Input::Restored(self.store.clone()));
        self.input(Input::Start);
    }

    pub fn now(&self) -> Now {
        Now { wall: Millis(START_MS + i64::try_from(self.ms).expect("small")), mono: Mono(self.ms) }
    }

    pub fn input(&mut self, input: Input) {
        let mut next = Some(input);
        while let Some(input) = next.take() {
            let mut out = Vec::new();
            self.session.step(self.now(), input, &mut out);
            let mut failed = false;
            for output in out {
                if self.dead {
                    return;
                }
                self.perform(output, &mut failed);
            }
            if failed {
                next = Some(Input::CommitFailed);
            }
        }
    }

    fn perform(&mut self, output: Output, failed: &mut bool) {
        match output {
            Output::Request { id, request, .. } if !*failed => self.request(id, request),
            Output::Request { .. } | Output::Answer { .. } | Output::Recall { .. } => {}
            Output::Commit(_) if self.store_down => *failed = true,
            Output::Commit(records) => {
                self.store.extend(records);
                if let Some(left) = &mut self.die_after_commits {
                    self.dead = *left == 0;
                    *left = left.saturating_sub(1);
                }
            }
            Output::Programs(set) => self.sets.push(set),
            Output::Alarm(alarm) => self.alarms.push(alarm),
            Output::WakeAt(at) => self.wake = Some(at.0),
        }
    }

    fn request(&mut self, id: u64, request: HttpRequest) {
        let server_s = self.now().wall.to_seconds().0;
        let result = self.server.answer(self.ms, server_s, &request);
        self.log.push((self.ms, request));
        if let Some(left) = &mut self.die_after_answers {
            self.dead = *left == 0;
            *left = left.saturating_sub(1);
        }
        if self.swallow {
            return;
        }
        self.answers.push((self.ms + LATENCY_MS, id, result));
    }

    /// Runs until `second` of the world's time.
    pub fn run_to(&mut self, second: u64) {
        let end = second * 1_000;
        while !self.dead {
            let reply = self.answers.iter().map(|(at, ..)| *at).min();
            let next = [reply, self.wake].into_iter().flatten().min().unwrap_or(u64::MAX).max(self.ms);
            if next > end {
                break;
            }
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

    /// Runs with a sample of the site meter each second; `watts` by second.
    pub fn run_metered(&mut self, second: u64, watts: impl Fn(u64) -> i64) {
        for at in self.ms / 1_000..second {
            self.run_to(at);
            if self.dead {
                return;
            }
            let reading = site_reading(self.now(), watts(at));
            let seq = at;
            let site = SiteId::new("home").expect("name");
            self.store.push(Record::Reading { site, seq, reading: reading.clone() });
            self.input(Input::Reading(reading));
        }
        self.run_to(second);
    }

    pub fn transition(&mut self, mrid: Mrid, kind: TransitionKind) {
        let at = UtcSeconds(self.now().wall.to_seconds().0);
        let event = EventKey { upstream: upstream(), mrid };
        self.input(Input::Transition(Transition { event, kind, at }));
    }

    /// Requests of this method whose path starts with `path`, by their time.
    pub fn requests(&self, method: Method, path: &str) -> Vec<u64> {
        let hit = |request: &HttpRequest| {
            request.method == method && request.target.split('?').next().is_some_and(|target| target == path)
        };
        self.log.iter().filter(|(_, request)| hit(request)).map(|(ms, _)| *ms).collect()
    }

    pub fn posts(&self) -> usize {
        self.log.iter().filter(|(_, request)| matches!(request.method, Method::Post | Method::Put)).count()
    }

    pub fn last_set(&self) -> &ProgramSet {
        self.sets.last().expect("programs were handed on")
    }
}

pub fn site_reading(now: Now, w: i64) -> Reading {
    Reading {
        source: ReadingSource::Site(SiteId::new("home").expect("name")),
        at: now.wall,
        mono: now.mono,
        quality: Quality::Good,
        w: Watts(w),
        var: None,
        voltage: None,
        frequency: None,
        exported: None,
        imported: None,
        stored: None,
    }
}
