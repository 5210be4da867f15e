//! OadrPoll and push: what is to be said to a VEN next, one message at a time.

use super::reports::Archive;
use super::said::{Outcome, Said};
use super::state::{Change, Push, Step, Vtn};
use super::ven::{Errand, Ven, What};
use std::collections::BTreeSet;
use tieline_core::model::Millis;
use tieline_schemas::oadr2::Service;

/// Seconds before a push that failed is tried again, doubled each time up to the second one.
const PUSH_PAUSE_S: (i64, i64) = (2, 300);

impl Vtn {
    /// What a VEN is told when it polls: events first, then errands, then reports of ours; nothing: a plain oadrResponse
    /// [OADR2b oadrPoll].
    pub(super) fn poll(&mut self, step: &mut Step<'_>, ven_id: &str) -> Said {
        self.forget_ended(step, ven_id);
        self.next(step, ven_id).map_or_else(|| Said::Response(Outcome::ok("")), |(_, said)| said)
    }

    fn next(&mut self, step: &mut Step<'_>, ven_id: &str) -> Option<(Service, Said)> {
        if self.has_news(step, ven_id) {
            return Some((Service::Event, self.distribute(step, ven_id, None)));
        }
        if let Some(errand) = self.errand(step, ven_id) {
            self.note_said(ven_id, &errand.request_id, step.at);
            return self.say(step, ven_id, &errand);
        }
        self.update_due(step, ven_id).map(|said| (Service::Report, said))
    }

    /// Remembers when something was said to a VEN, and forgets that of what is answered.
    pub(super) fn note_said(&mut self, ven_id: &str, request_id: &str, at: Millis) {
        let Some(ven) = self.ven(ven_id) else { return };
        let waiting: BTreeSet<String> = ven.waiting().map(str::to_owned).collect();
        let line = self.line_mut(ven_id);
        line.said_at.retain(|id, _| waiting.contains(id));
        line.said_at.insert(request_id.to_owned(), at);
    }

    /// The first errand that was not said, or not answered for a while.
    fn errand(&self, step: &Step<'_>, ven_id: &str) -> Option<Errand> {
        let (ven, line) = (self.ven(ven_id)?, self.line(ven_id));
        let resend_ms = self.settings().resend_ms();
        let is_due = |errand: &&Errand| {
            let said = line.and_then(|line| line.said_at.get(&errand.request_id));
            said.is_none_or(|at| step.at.since(*at) >= resend_ms)
        };
        ven.queue.iter().find(is_due).cloned()
    }

    fn say(&self, step: &Step<'_>, ven_id: &str, errand: &Errand) -> Option<(Service, Said)> {
        let request_id = errand.request_id.clone();
        let ven = self.ven(ven_id)?;
        Some(match &errand.what {
            What::Reregister => (Service::RegisterParty, Said::Reregister),
            What::CancelRegistration { registration_id } => {
                let registration_id = registration_id.clone();
                (Service::RegisterParty, Said::CancelRegistration { request_id, registration_id })
            }
            What::RegisterReport => {
                (Service::Report, Said::RegisterReport { request_id, offers: ven.our_offers(), now: step.now() })
            }
            What::CreateReport { ids } => {
                let asks = ids.iter().filter_map(|id| ven.ask(id)).collect();
                (Service::Report, Said::CreateReport { request_id, asks })
            }
            What::AskMetadata => {
                let metadata = super::NewRequest { specifier: "METADATA".to_owned(), ..Default::default() };
                let asks = vec![(request_id.clone(), metadata)];
                (Service::Report, Said::CreateReport { request_id, asks })
            }
            What::CancelReport { ids, follows } => {
                (Service::Report, Said::CancelReport { request_id, ids: ids.clone(), follows: *follows })
            }
        })
    }

    /// What is to be pushed now to VENs that do not poll, one message a VEN, to `most` of them; none to those that are `busy`
    /// [OADR2b push].
    pub fn pushes(
        &mut self,
        at: Millis,
        archive: &dyn Archive,
        busy: &BTreeSet<String>,
        most: usize,
    ) -> (Vec<Push>, Vec<Change>) {
        let mut step = self.begin(at, archive);
        let address = |ven: &Ven| Some((ven.id.clone(), ven.registration.as_ref()?.push_to.clone()?));
        let listening: Vec<(String, String)> = self.listening().filter_map(address).collect();
        let mut pushes = Vec::new();
        for (ven_id, base) in listening {
            // What is not pushed now must not count as said.
            if pushes.len() >= most {
                break;
            }
            let pause_ms = |failures: u32| (PUSH_PAUSE_S.0 << failures.min(10)).min(PUSH_PAUSE_S.1) * 1_000;
            let rests = |(since, failures): (Millis, u32)| at.since(since) < pause_ms(failures);
            if busy.contains(&ven_id) || self.line(&ven_id).and_then(|line| line.failed).is_some_and(rests) {
                continue;
            }
            if let Some((service, said)) = self.next(&mut step, &ven_id) {
                let fingerprint = self.ven(&ven_id).and_then(|ven| ven.fingerprint.clone());
                pushes.push(Push { url: format!("{base}/{}", service.name()), fingerprint, ven_id, service, said });
            }
        }
        (pushes, self.end(step).1)
    }

    /// A push has not arrived: it is tried again later, whatever else there is to say.
    pub fn push_failed(&mut self, at: Millis, ven_id: &str) {
        let line = self.line_mut(ven_id);
        let failures = line.failed.map_or(0, |(_, failures)| failures.saturating_add(1));
        line.failed = Some((at, failures));
        // Nothing of it counts as said.
        line.said_at.clear();
        line.told.clear();
        line.informed = false;
    }
}
