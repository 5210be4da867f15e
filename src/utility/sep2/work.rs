//! Which request is next, and what an answer to it does.

use super::answer::{self, Answer, HOPS_MAX, MEDIA_TYPE};
use super::content::Kind;
use super::map;
use super::paging::{ITEMS_MAX, PAGE_ITEMS};
use super::post::Post;
use super::session::{Job, Session};
use super::tree::{Gate, Key};
use super::{Output, href};
use tieline_core::model::{AlarmKind, HeaderName, HttpError, HttpRequest, HttpResponse, Method, Mono, Now};

/// Longest wait after failures of one thing; of the whole server.
const THING_CAP_MS: u64 = 300_000;
const SERVER_CAP_MS: u64 = 60_000;
/// Failures in a row after which the server counts as unreachable.
const UNREACHABLE_AFTER: u32 = 2;
/// Registration is tried again this long after the server refused it.
const REGISTER_AGAIN_MS: u64 = 900_000;

fn body_request(method: Method, target: String, body: Vec<u8>) -> HttpRequest {
    let media = |name| (name, MEDIA_TYPE.to_owned());
    HttpRequest { method, target, headers: vec![media(HeaderName::ContentType), media(HeaderName::Accept)], body }
}

impl Session {
    /// Sends the next request, if there is one: responses first, then what we are told, then what we tell.
    pub(super) fn next_request(&mut self, now: Now, out: &mut Vec<Output>) {
        let next = self.response_job(now).or_else(|| self.fetch_job(now.mono)).or_else(|| self.upward_job(now));
        if let Some((job, request)) = next {
            self.send(now, job, request, 0, out);
        }
    }

    fn response_job(&self, now: Now) -> Option<(Job, HttpRequest)> {
        if !self.may_post() || self.holds.respond > now.mono {
            return None;
        }
        let waiting = self.responses.next()?;
        let target = waiting.reply_to.clone();
        Some((Job::Respond, body_request(Method::Post, target, map::response(waiting, &self.config))))
    }

    fn fetch_job(&self, now: Mono) -> Option<(Job, HttpRequest)> {
        let (key, start) = self.tree.next_fetch(now)?;
        let target = if key.0.is_list() { href::page(&key.1, start, PAGE_ITEMS) } else { key.1.clone() };
        let mut request = HttpRequest::get(target);
        request.headers.push((HeaderName::Accept, MEDIA_TYPE.to_owned()));
        Some((Job::Fetch(key), request))
    }

    fn upward_job(&mut self, now: Now) -> Option<(Job, HttpRequest)> {
        if let Some(job) = self.register_job(now) {
            return Some(job);
        }
        if !self.may_post() {
            return None;
        }
        let server_now = self.server_now(now);
        let device = self.tree.device()?;
        self.upkeep.set_post_rate(device.post_rate_s.unwrap_or(self.config.post_rate_s));
        if let Some(target) = self.connection_point_target(now) {
            let id = self.config.connection_point.as_deref()?;
            let request = body_request(Method::Put, target, map::connection_point(id, &self.config));
            return Some((Job::ConnectionPoint, request));
        }
        if let Some(links) = self.tree.der() {
            let set = self.set.as_ref();
            if let Some((sheet, target, body)) = self.upkeep.due(now.mono, server_now, &links, set, &self.config) {
                return Some((Job::Put(sheet), body_request(Method::Put, target, body)));
            }
        }
        self.mirror_job(now).or_else(|| self.post_job(now))
    }

    /// Nothing is posted but to a server whose PIN is right, and only on what is durable.
    fn may_post(&self) -> bool {
        self.tree.gate() == Gate::Open && self.is_saved()
    }

    fn register_job(&self, now: Now) -> Option<(Job, HttpRequest)> {
        if !self.config.register || self.holds.register > now.mono {
            return None;
        }
        let target = self.tree.registers_at()?;
        Some((Job::Register, body_request(Method::Post, target, map::end_device(&self.config, self.server_now(now)))))
    }

    fn connection_point_target(&self, now: Now) -> Option<String> {
        let wanted = self.config.csip_aus && self.config.connection_point.is_some();
        let due = wanted && self.upkeep.connection_point_due(now.mono);
        due.then(|| self.tree.device_link(|device| &device.connection_point)).flatten()
    }

    fn mirror_job(&mut self, now: Now) -> Option<(Job, HttpRequest)> {
        let target = self.tree.mirrors_at()?;
        let spec = self.mirrors.to_make(now.mono)?;
        let request = body_request(Method::Post, target, map::mirror(&spec, &self.config));
        Some((Job::Mirror(spec.name.to_owned(), spec.quantities), request))
    }

    /// The oldest post whose place at the server is known; each mirror's own stay in order.
    fn post_job(&self, now: Now) -> Option<(Job, HttpRequest)> {
        if self.holds.post > now.mono {
            return None;
        }
        let (seq, target, body) = self.outbox.waiting().find_map(|(seq, post)| {
            let (target, body) = self.placed(seq, post)?;
            Some((seq, target, body))
        })?;
        Some((Job::Post(seq), body_request(Method::Post, target, body)))
    }

    fn placed(&self, seq: u64, post: &Post) -> Option<(String, Vec<u8>)> {
        match post {
            Post::Averages { mirror, start_s, seconds, values } => {
                let (target, spec) = self.mirrors.made(mirror)?;
                Some((target, map::averages(&spec, (*start_s, *seconds), values, &self.config)))
            }
            Post::Log { at, code, details } => {
                let target = self.tree.device_link(|device| &device.log_events)?;
                Some((target, map::log_event(*code, seq, *at, details, &self.config)))
            }
        }
    }

    /// When something that is not under way yet is due.
    pub(super) fn next_due(&self, now: Now) -> Mono {
        let fetch = self.tree.next_due(now.mono);
        let may_post = self.may_post();
        let respond = (may_post && self.responses.next().is_some()).then_some(self.holds.respond);
        let post = (may_post && self.outbox.len() > 0).then_some(self.holds.post);
        let register = (self.config.register && self.tree.registers_at().is_some()).then_some(self.holds.register);
        let upkeep = may_post.then(|| self.upkeep.next_due()).flatten();
        let mirrors = may_post.then(|| self.mirrors.next_make()).flatten();
        let all = [fetch, respond, post, register, upkeep, mirrors];
        let idle = now.mono.plus_ms(60_000);
        // What is due already and yet was not sent waits for something else to happen; look again in a second.
        let later = |due: Mono| if due <= now.mono { now.mono.plus_ms(1_000) } else { due };
        all.into_iter().flatten().map(later).min().unwrap_or(idle)
    }

    // ---- answers ----

    /// Takes the answer to the request under way; one to any other was given up and is passed over.
    pub(super) fn reply(&mut self, now: Now, id: u64, result: Result<HttpResponse, HttpError>, out: &mut Vec<Output>) {
        let Some(under_way) = self.under_way.take_if(|under_way| under_way.id == id) else { return };
        let request = under_way.request;
        let address = (self.config.host.as_str(), self.config.port);
        let answer = answer::sort(result, request.method, &request.target, address, self.server_now(now));
        match answer {
            Answer::Good(response) => self.good(now, under_way.job, &request, &response, out),
            Answer::Moved(target, for_ever) => {
                self.moved(now, under_way.job, request, under_way.hops, (target, for_ever), out)
            }
            Answer::Busy { after_ms, whole } => self.busy(now, &under_way.job, after_ms, whole, out),
            Answer::Refused(status) => self.refused(now, &under_way.job, status, out),
            Answer::Sick(says) => self.sick(now, &under_way.job, &says, out),
            Answer::Lost(says) => {
                self.hold_server(now, None);
                self.sick(now, &under_way.job, &says, out);
            }
        }
    }

    fn good(&mut self, now: Now, job: Job, request: &HttpRequest, response: &HttpResponse, out: &mut Vec<Output>) {
        if let Job::Fetch(key) = job {
            return match map::page(key.0, &response.body, &self.config) {
                Ok(page) => {
                    self.reached(now, out);
                    self.fetched(now, &key, page, out);
                }
                Err(error) => self.sick(now, &Job::Fetch(key), &format!("not IEEE 2030.5: {error}"), out),
            };
        }
        self.reached(now, out);
        self.holds.failures.remove(label(&job));
        let location = response.header(HeaderName::Location).and_then(|l| self.tree.resolve(l, &request.target));
        self.accepted(now, job, location, out);
    }

    fn fetched(&mut self, now: Now, key: &Key, page: super::paging::Page, out: &mut Vec<Output>) {
        let changed = self.tree.fetched(key, page, now);
        if matches!(key.0, Kind::Mirrors | Kind::Mirror) {
            self.mirrors.learn(&self.tree.mirrors());
            self.tree.mirror_learnt(key, now.mono);
        }
        self.check_bound(now, out);
        if changed && key.0.is_obeyed() {
            self.check_pin(now, out);
            self.publish(now, out);
        }
    }

    fn check_bound(&mut self, now: Now, out: &mut Vec<Output>) {
        let kind = AlarmKind::UpstreamBound(self.config.upstream.clone());
        let (raised, says) = match self.tree.over_bound() {
            Some(list) => {
                (true, format!("{list} holds more than the {ITEMS_MAX} items that are read: ask the utility"))
            }
            None => (false, "every list is read to its end".to_owned()),
        };
        self.set_alarm(now, kind, raised, says, out);
    }

    fn check_pin(&mut self, now: Now, out: &mut Vec<Output>) {
        let kind = AlarmKind::PinMismatch(self.config.upstream.clone());
        match self.tree.gate() {
            Gate::Mismatch => {
                let says = "the server's PIN is not the configured one: nothing of it is obeyed; check `pin` and the \
                            registration with the utility";
                self.set_alarm(now, kind, true, says.to_owned(), out);
            }
            Gate::Open => self.set_alarm(now, kind, false, "the server's PIN is right".to_owned(), out),
            Gate::Unknown | Gate::Unregistered => {}
        }
    }

    /// The server took what we sent.
    fn accepted(&mut self, now: Now, job: Job, location: Option<String>, out: &mut Vec<Output>) {
        match job {
            Job::Fetch(_) => {}
            Job::Register => {
                self.holds.register = now.mono.plus_ms(REGISTER_AGAIN_MS);
                match location {
                    Some(target) => self.tree.set_located(Some(target), now.mono),
                    None => self.tree.reread(Kind::EndDevices, now.mono),
                }
            }
            Job::Respond => self.responded(now, out),
            Job::ConnectionPoint => self.upkeep.connection_point_done(),
            Job::Put(sheet) => self.upkeep.done(sheet, now.mono),
            Job::Mirror(name, quantities) => {
                match location.clone() {
                    Some(target) => self.tree.read_mirror(target, now.mono),
                    None => self.tree.reread(Kind::Mirrors, now.mono),
                }
                self.mirrors.make_done(&name, location, quantities);
            }
            Job::Post(seq) => self.delivered(seq, out),
        }
    }

    fn responded(&mut self, now: Now, out: &mut Vec<Output>) {
        let records = self.responses.done(&self.owner, &self.config.upstream, now.wall);
        self.commit(records, out);
    }

    fn delivered(&mut self, seq: u64, out: &mut Vec<Output>) {
        if let Some(Post::Averages { mirror, .. }) = self.outbox.post(seq) {
            self.mirrors.arrived(mirror);
        }
        let record = self.outbox.done(&self.config.upstream, seq);
        self.commit(record.into_iter().collect(), out);
    }

    /// Follows a redirection on the same host; a move for ever starts discovery again [2030.5 HTTP 301].
    fn moved(
        &mut self,
        now: Now,
        job: Job,
        mut request: HttpRequest,
        hops: u8,
        (target, for_ever): (String, bool),
        out: &mut Vec<Output>,
    ) {
        if for_ever {
            self.tree.rediscover(now.mono);
        }
        if hops >= HOPS_MAX {
            self.tree.rediscover(now.mono);
            return self.sick(now, &job, "more than 5 redirections", out);
        }
        request.target = target;
        self.send(now, job, request, hops + 1, out);
    }

    fn busy(&mut self, now: Now, job: &Job, after_ms: Option<u64>, whole: bool, out: &mut Vec<Output>) {
        if whole {
            self.hold_server(now, after_ms);
            self.unreached(now, "the server is overloaded (503)", out);
        }
        self.wait(now, job, after_ms);
    }

    /// A 4xx: the same request again would be refused again.
    fn refused(&mut self, now: Now, job: &Job, status: u16, out: &mut Vec<Output>) {
        tracing::warn!(upstream = %self.config.upstream, status, what = label(job), "the server refused");
        match job {
            Job::Fetch((Kind::Capability, _)) => {
                self.unreached(now, &format!("the server refuses us with status {status}"), out);
            }
            _ => self.reached(now, out),
        }
        match job {
            Job::Fetch(key) => self.missing(now, key, status, out),
            Job::Register => {
                self.holds.register = now.mono.plus_ms(REGISTER_AGAIN_MS);
                if status == 409 {
                    self.tree.reread(Kind::EndDevices, now.mono);
                }
            }
            Job::Respond => self.responded(now, out),
            Job::ConnectionPoint => self.upkeep.connection_point_done(),
            Job::Put(sheet) => self.upkeep.done(*sheet, now.mono),
            Job::Mirror(..) => self.wait(now, job, None),
            Job::Post(seq) => self.post_refused(now, *seq, status, out),
        }
    }

    /// A resource that is not there keeps what it said last: a 404 is not a removal of events.
    fn missing(&mut self, now: Now, key: &Key, status: u16, out: &mut Vec<Output>) {
        if status == 404 && self.tree.absent(key, now.mono) {
            return self.publish(now, out);
        }
        self.tree.failed(key, now.mono, |_, rate_ms| rate_ms);
        if key.0 == Kind::EndDevice && status == 404 {
            self.tree.set_located(None, now.mono);
        }
        self.publish(now, out);
    }

    /// A mirror that is gone is made again and the post tried again; any other refused post is dropped.
    fn post_refused(&mut self, now: Now, seq: u64, status: u16, out: &mut Vec<Output>) {
        let mirror = match self.outbox.post(seq) {
            Some(Post::Averages { mirror, .. }) if matches!(status, 404 | 410) => Some(mirror.clone()),
            _ => None,
        };
        match mirror {
            Some(name) if self.mirrors.lost(&name, now.mono) => {}
            _ => self.delivered(seq, out),
        }
    }

    /// An answer that is no answer, or none at all.
    fn sick(&mut self, now: Now, job: &Job, says: &str, out: &mut Vec<Output>) {
        tracing::warn!(upstream = %self.config.upstream, what = label(job), error = says, "no usable answer");
        self.unreached(now, says, out);
        self.wait(now, job, None);
        if matches!(job, Job::Fetch(key) if key.0.is_obeyed()) {
            self.publish(now, out);
        }
    }

    /// Waits before the same thing is tried again.
    fn wait(&mut self, now: Now, job: &Job, after_ms: Option<u64>) {
        if let Job::Fetch(key) = job {
            let jitter = &mut self.jitter;
            return self.tree.failed(key, now.mono, |failures, rate_ms| match after_ms {
                Some(after_ms) => jitter.wait_named_ms(after_ms),
                None => jitter.wait_ms(failures, THING_CAP_MS.min(rate_ms.max(10_000))),
            });
        }
        let failures = self.holds.failures.entry(label(job)).or_default();
        *failures = failures.saturating_add(1);
        let wait_ms = match after_ms {
            Some(after_ms) => self.jitter.wait_named_ms(after_ms),
            None => self.jitter.wait_ms(*failures, THING_CAP_MS),
        };
        let until = now.mono.plus_ms(wait_ms);
        match job {
            Job::Fetch(_) => {}
            Job::Register => self.holds.register = until,
            Job::Respond => self.holds.respond = until,
            Job::ConnectionPoint | Job::Put(_) => self.upkeep.wait_until(until),
            Job::Mirror(name, _) => self.mirrors.make_again_at(name, until),
            Job::Post(_) => self.holds.post = until,
        }
    }

    fn hold_server(&mut self, now: Now, after_ms: Option<u64>) {
        let wait_ms = match after_ms {
            Some(after_ms) => self.jitter.wait_named_ms(after_ms),
            None => self.jitter.wait_ms(self.failures.saturating_add(1), SERVER_CAP_MS),
        };
        self.holds.server = now.mono.plus_ms(wait_ms);
    }

    fn reached(&mut self, now: Now, out: &mut Vec<Output>) {
        self.failures = 0;
        let kind = AlarmKind::UpstreamUnreachable(self.config.upstream.clone());
        self.set_alarm(now, kind, false, "the server answers again".to_owned(), out);
    }

    fn unreached(&mut self, now: Now, says: &str, out: &mut Vec<Output>) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= UNREACHABLE_AFTER || !self.tree.is_discovered() {
            let kind = AlarmKind::UpstreamUnreachable(self.config.upstream.clone());
            let says = format!("{says}; what is scheduled goes on, check the network and the server");
            self.set_alarm(now, kind, true, says, out);
        }
    }
}

/// A job's name, for logs and for counting its failures.
fn label(job: &Job) -> &'static str {
    match job {
        Job::Fetch(key) => key.0.name(),
        Job::Register => "POST EndDevice",
        Job::Respond => "POST Response",
        Job::ConnectionPoint => "PUT ConnectionPoint",
        Job::Put(_) => "PUT DER",
        Job::Mirror(..) => "POST MirrorUsagePoint",
        Job::Post(_) => "POST reading or log event",
    }
}
