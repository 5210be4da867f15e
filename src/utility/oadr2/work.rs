//! Which request is next, and what an answer to it does.

use super::super::Output;
use super::super::backoff;
use super::map;
use super::message::{Heard, Outcome, Reply};
use super::state::{Job, Registration};
use super::ven::Ven;
use tieline_core::model::{AlarmKind, HeaderName, HttpError, HttpRequest, HttpResponse, Method, Now, Record};
use tieline_schemas::oadr2::Service;

/// Longest wait after failures in a row.
const WAIT_CAP_MS: u64 = 300_000;
/// Failures in a row after which the VTN counts as unreachable.
const UNREACHABLE_AFTER: u32 = 2;
/// How often an answer is tried that the VTN answers with an error of HTTP, or with something that is no 2.0b.
const REPLY_TRIES: u32 = 5;
/// Bounds of the seconds between polls.
const POLL_S: (i64, i64) = (1, 86_400);

impl Ven {
    /// Sends the next request, if there is one: answers first, then what makes us known, then what we tell, then the poll
    /// [OADR2b EiRegisterParty].
    pub(super) fn next_request(&mut self, now: Now, out: &mut Vec<Output>) {
        let Some(job) = self.next_job(now) else { return };
        let (service, body) = self.message(now, &job);
        let media = |name| (name, "application/xml".to_owned());
        let request = HttpRequest {
            method: Method::Post,
            target: format!("{}/{}", self.config.path, service.name()),
            headers: vec![media(HeaderName::ContentType), media(HeaderName::Accept)],
            body,
        };
        self.send(now, job, request, out);
    }

    fn next_job(&mut self, now: Now) -> Option<Job> {
        if let Some(reply) = self.replies.front() {
            let waits = matches!(reply, Reply::CreatedEvent(_)) && !self.book.is_heard() && now.mono < self.answer_by;
            // Nothing overtakes an answer: an event is answered before the next poll.
            return if waits { None } else { self.replies.pop_front().map(Job::Reply) };
        }
        if self.registration.is_none() && self.register_at > now.mono {
            return None;
        }
        if self.registration.is_none() {
            return Some(if self.todo.query { Job::Query } else { Job::Register });
        }
        if self.todo.reports && self.is_discovered(now) {
            // What is discovered from here on is told by the next.
            self.todo.reports = false;
            return Some(Job::RegisterReports);
        }
        if self.todo.events && !self.config.report_only {
            return Some(Job::RequestEvents);
        }
        if self.opts.at <= now.mono
            && let Some(schedule) = self.book.schedules.untold()
        {
            let id = schedule.id.clone();
            return Some(if schedule.cancelled { Job::CancelOpt(id) } else { Job::CreateOpt(id) });
        }
        let update = self.next_update(now).map(Job::Update);
        update.or_else(|| (self.config.push.is_none() && self.poll_at <= now.mono).then_some(Job::Poll))
    }

    /// The next update: after one that was not taken the one behind it, and so round.
    fn next_update(&self, now: Now) -> Option<u64> {
        if self.unwanted.update_at > now.mono {
            return None;
        }
        let waiting = || self.outbox.waiting().map(|(seq, _)| seq);
        waiting().find(|seq| *seq > self.unwanted.update).or_else(|| waiting().next())
    }

    fn message(&mut self, now: Now, job: &Job) -> (Service, Vec<u8>) {
        let request_id = self.request_id();
        let ven_id = self.ven_id();
        match job {
            Job::Query => (Service::RegisterParty, map::query(&request_id)),
            Job::Register => (Service::RegisterParty, map::register(&request_id, &self.config)),
            Job::RegisterReports => {
                let reports = map::register_reports(
                    &request_id,
                    &ven_id,
                    self.metadata_for.as_deref(),
                    (&self.reports, self.config.history_s),
                    now.wall.to_seconds(),
                );
                (Service::Report, reports)
            }
            Job::RequestEvents => (Service::Event, map::request_events(&request_id, &ven_id)),
            Job::Poll => (Service::Poll, map::poll(&ven_id)),
            Job::Reply(reply) => {
                let (pending, at) = (self.pending_reports(), now.wall.to_seconds());
                (reply.service(), map::reply(&request_id, &ven_id, reply, &pending, &self.book, at))
            }
            Job::CreateOpt(id) => {
                let schedule = self.book.schedules.get(id);
                let body = schedule.map(|schedule| map::opt_for(&request_id, &ven_id, schedule));
                (Service::Opt, body.unwrap_or_default())
            }
            Job::CancelOpt(id) => (Service::Opt, map::cancel_opt(&request_id, &ven_id, id)),
            Job::Update(seq) => {
                let update = self.outbox.post(*seq);
                (Service::Report, update.map(|u| map::update(&request_id, &ven_id, u)).unwrap_or_default())
            }
        }
    }

    /// Our venID: the one that the VTN gave us, else the one that its operator did.
    pub(super) fn ven_id(&self) -> String {
        let given = self.registration.as_ref().map(|registration| registration.ven_id.clone());
        given.or_else(|| self.config.ven_id.clone()).unwrap_or_default()
    }

    // ---- answers ----

    /// Takes the answer to the request under way; one to any other was given up and is passed over.
    pub(super) fn answered(
        &mut self,
        now: Now,
        id: u64,
        result: Result<HttpResponse, HttpError>,
        out: &mut Vec<Output>,
    ) {
        let Some(under_way) = self.under_way.take_if(|under_way| under_way.id == id) else { return };
        let job = under_way.job;
        let response = match result {
            Ok(response) => response,
            Err(error) => return self.sick(now, job, None, &error.to_string(), out),
        };
        if !response.is_success() {
            let after = response.header(HeaderName::RetryAfter);
            let after_ms = after.and_then(|value| backoff::retry_after_ms(value, now.wall.to_seconds()));
            let says = format!("the VTN answers with status {}", response.status);
            return self.not_taken(now, job, after_ms, &says, out);
        }
        // The answer to a word about registration may be empty [OADR2b oadrRequestReregistration].
        if response.body.is_empty() && matches!(job, Job::Reply(_)) {
            return self.reached(now, out);
        }
        match map::read(&response.body, &self.ven_id(), &self.config.names) {
            Ok(heard) => {
                self.reached(now, out);
                self.hear(now, job, heard, out);
            }
            Err(says) => self.not_taken(now, job, None, &format!("not OpenADR 2.0b: {says}"), out),
        }
    }

    fn hear(&mut self, now: Now, job: Job, heard: Heard, out: &mut Vec<Output>) {
        if let Job::Poll = job {
            return self.polled(now, heard, out);
        }
        self.unwanted.replies = 0;
        match (&job, heard) {
            (Job::Query, Heard::Registered { speaks_2b, vtn_id, .. }) => self.queried(now, speaks_2b, &vtn_id, out),
            // Some VTNs know no query: registering tells all the same.
            (Job::Query, _) => self.todo.query = false,
            (Job::Register, Heard::Registered { outcome, registration_id, ven_id, vtn_id, poll_s, .. }) => {
                self.registered(now, (&outcome, registration_id, ven_id, vtn_id, poll_s), out);
            }
            (Job::RegisterReports, Heard::RegisteredReport { outcome, asks }) => {
                self.metadata_for = None;
                self.told(now, &outcome, "oadrRegisterReport", out);
                if !asks.is_empty() {
                    let outcome = self.ask_reports(now, &outcome.request_id, &asks, out);
                    self.replies.push_back(Reply::CreatedReport(outcome));
                }
            }
            // A list that was pushed meanwhile stands; which of the two is the newer, only the next one tells.
            (Job::RequestEvents, Heard::Distribute { .. }) if std::mem::take(&mut self.pushed.overtakes) => {}
            (Job::RequestEvents, Heard::Distribute { request_id, vtn_id, events }) => {
                self.todo.events = false;
                let _ = self.distributed(now, &request_id, &vtn_id, &events);
            }
            (Job::Update(seq), Heard::UpdatedReport { outcome, cancel }) => {
                self.delivered(*seq, out);
                self.told(now, &outcome, "oadrUpdateReport", out);
                if let Some(cancel) = cancel {
                    let _ = self.cancel_reports(now, &cancel, out);
                }
            }
            (Job::CreateOpt(id) | Job::CancelOpt(id), Heard::Response(outcome) | Heard::Opt(outcome)) => {
                self.opts.failures = 0;
                if outcome.code != 463 {
                    self.book.schedules.told(id);
                    self.dirty = true;
                }
                self.told(now, &outcome, "our opt", out);
            }
            (Job::Reply(reply), Heard::Response(outcome) | Heard::Opt(outcome)) => {
                if let Reply::CreateOpt { event_id, opt_id, .. } = reply {
                    self.opt_heard(event_id, opt_id, outcome.code);
                }
                self.told(now, &outcome, "our answer", out);
            }
            (_, Heard::Response(outcome)) => {
                self.give_up(now, &job, out);
                self.told(now, &outcome, "our request", out);
            }
            (_, other) => {
                self.give_up(now, &job, out);
                tracing::warn!(upstream = %self.config.upstream, ?job, ?other, "not what was asked for");
            }
        }
    }

    /// A request that the VTN answered, though not as asked: asking the same again would not help.
    fn give_up(&mut self, now: Now, job: &Job, out: &mut Vec<Output>) {
        match job {
            Job::Query => self.todo.query = false,
            Job::RegisterReports => self.metadata_for = None,
            Job::RequestEvents => self.todo.events = false,
            Job::Update(seq) => self.delivered(*seq, out),
            Job::CreateOpt(_) | Job::CancelOpt(_) => self.opt_later(now, None),
            Job::Register | Job::Poll | Job::Reply(_) => {}
        }
    }

    fn queried(&mut self, now: Now, speaks_2b: bool, vtn_id: &str, out: &mut Vec<Output>) {
        if !speaks_2b {
            let says = "the VTN does not offer 2.0b over simple HTTP";
            return self.sick(now, Job::Query, None, says, out);
        }
        tracing::info!(upstream = %self.config.upstream, vtn_id, "the VTN offers 2.0b");
        self.todo.query = false;
    }

    fn registered(
        &mut self,
        now: Now,
        (outcome, registration_id, ven_id, vtn_id, poll_s): (
            &Outcome,
            Option<String>,
            Option<String>,
            String,
            Option<i64>,
        ),
        out: &mut Vec<Output>,
    ) {
        let foreign = self.config.vtn_id.as_ref().is_some_and(|wanted| *wanted != vtn_id);
        let (Some(registration_id), Some(ven_id), true, false) = (registration_id, ven_id, outcome.is_good(), foreign)
        else {
            let says = match foreign {
                true => format!("the VTN calls itself {vtn_id:?}, not as `vtn_id` says: nothing of it is obeyed"),
                false => format!("the VTN refuses to register us: {} {}", outcome.code, outcome.says),
            };
            return self.sick(now, Job::Register, None, &says, out);
        };
        let poll_s = poll_s.unwrap_or(i64::from(self.config.poll_s)).clamp(POLL_S.0, POLL_S.1);
        let poll_s = u32::try_from(poll_s).unwrap_or(self.config.poll_s);
        let pushed_to = self.config.push.as_ref().map(|push| push.address.clone());
        let registration = Registration { registration_id, ven_id, vtn_id, poll_s, pushed_to };
        let value = serde_json::to_vec(&registration).unwrap_or_default();
        let same = self.registration.as_ref() == Some(&registration);
        self.registration = Some(registration);
        (self.todo.reports, self.todo.events, self.poll_at) = (true, true, now.mono);
        if !same {
            self.durable.commit(vec![self.memo("registration", value)], out);
        }
    }

    /// Registers anew after a pause that grows with each refusal.
    pub(super) fn register_later(&mut self, now: Now) {
        self.refusals = self.refusals.saturating_add(1);
        self.register_at = now.mono.plus_ms(self.jitter.wait_ms(self.refusals, WAIT_CAP_MS));
    }

    /// What the VTN says of something that we sent; 463 means that it does not know us any more [OADR2b 463].
    pub(super) fn told(&mut self, now: Now, outcome: &Outcome, what: &str, out: &mut Vec<Output>) {
        if outcome.is_good() {
            return;
        }
        tracing::warn!(upstream = %self.config.upstream, code = outcome.code, says = outcome.says, what, "the VTN refused");
        if outcome.code == 463 {
            self.book.schedules.tell_again();
            self.dirty = true;
            self.register_again(now);
            self.durable.commit(vec![self.memo("registration", Vec::new())], out);
            self.register_later(now);
        }
    }

    fn delivered(&mut self, seq: u64, out: &mut Vec<Output>) {
        self.unwanted.updates = 0;
        let record = self.outbox.done(&self.config.upstream, seq);
        self.durable.commit(record.into_iter().collect(), out);
    }

    pub(super) fn memo(&self, name: &str, value: Vec<u8>) -> Record {
        Record::Memo { owner: self.owner.clone(), name: name.to_owned(), value }
    }

    // ---- trouble ----

    /// The VTN answered, and not with a message of 2.0b: what it will never take is given up, and updates wait aside.
    fn not_taken(&mut self, now: Now, job: Job, after_ms: Option<u64>, says: &str, out: &mut Vec<Output>) {
        match job {
            Job::Update(seq) => {
                tracing::warn!(upstream = %self.config.upstream, seq, error = says, "an update was not taken");
                self.unwanted.updates = self.unwanted.updates.saturating_add(1);
                self.unwanted.update = seq;
                let wait_ms = self.jitter.wait_ms(self.unwanted.updates, WAIT_CAP_MS);
                self.unwanted.update_at = now.mono.plus_ms(after_ms.unwrap_or(wait_ms));
            }
            // Some VTNs have no EiOpt: the owner's word holds here all the same.
            Job::CreateOpt(id) | Job::CancelOpt(id) => {
                tracing::warn!(upstream = %self.config.upstream, opt = id, error = says, "an opt was not taken");
                self.opt_later(now, after_ms);
            }
            Job::Reply(reply) if self.unwanted.replies + 1 >= REPLY_TRIES => {
                tracing::error!(upstream = %self.config.upstream, ?reply, error = says, "an answer is given up");
                self.unwanted.replies = 0;
            }
            job => {
                self.unwanted.replies += u32::from(matches!(job, Job::Reply(_)));
                self.sick(now, job, after_ms, says, out);
            }
        }
    }

    /// What was not sent, or not answered, is to be done again; what else there is, is found by itself.
    pub(super) fn take_up_again(&mut self, job: Job) {
        match job {
            Job::Reply(reply) => self.replies.push_front(reply),
            Job::RegisterReports => self.todo.reports = true,
            _ => {}
        }
    }

    fn opt_later(&mut self, now: Now, after_ms: Option<u64>) {
        self.opts.failures = self.opts.failures.saturating_add(1);
        let wait_ms = self.jitter.wait_ms(self.opts.failures, WAIT_CAP_MS);
        self.opts.at = now.mono.plus_ms(after_ms.unwrap_or(wait_ms));
    }

    /// An answer that is no answer, or none at all: the same is tried again later.
    fn sick(&mut self, now: Now, job: Job, after_ms: Option<u64>, says: &str, out: &mut Vec<Output>) {
        tracing::warn!(upstream = %self.config.upstream, ?job, error = says, "no usable answer");
        // What was lost may have been a list that nobody answers, and that is not sent again.
        self.todo.events |= job == Job::Poll && !self.config.report_only;
        self.take_up_again(job);
        self.failures = self.failures.saturating_add(1);
        let wait_ms = match after_ms {
            Some(after_ms) => self.jitter.wait_named_ms(after_ms),
            None => self.jitter.wait_ms(self.failures, WAIT_CAP_MS),
        };
        self.hold = now.mono.plus_ms(wait_ms);
        if self.failures >= UNREACHABLE_AFTER {
            let says = format!("{says}; what is scheduled goes on, check the network and the VTN");
            self.raised.set(now, AlarmKind::UpstreamUnreachable(self.config.upstream.clone()), true, says, out);
        }
    }

    fn reached(&mut self, now: Now, out: &mut Vec<Output>) {
        self.failures = 0;
        let kind = AlarmKind::UpstreamUnreachable(self.config.upstream.clone());
        self.raised.set(now, kind, false, "the VTN answers again".to_owned(), out);
    }
}
