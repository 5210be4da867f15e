//! Where each message goes: who speaks, whether they may, what is done.

use super::caller::Caller;
use super::heard::{Heard, Saying};
use super::map::Incoming;
use super::operator::Operator;
use super::reports::Archive;
use super::said::{Outcome, Said};
use super::state::{Answer, Change, Step, Vtn};
use super::ven::{Profile, What};
use tieline_core::model::Millis;
use tieline_schemas::oadr2::Service;

impl Vtn {
    /// Lets an operator work; what it does is in the changes, to be committed before anybody is told that it was done.
    pub fn operate<T>(
        &mut self,
        at: Millis,
        archive: &dyn Archive,
        work: impl FnOnce(&mut Operator<'_, '_>) -> T,
    ) -> (T, Vec<Change>) {
        let step = self.begin(at, archive);
        let mut operator = Operator::new(self, step);
        let result = work(&mut operator);
        let step = operator.into_step();
        (result, self.end(step).1)
    }

    /// Answers one message. Whatever it says, this returns; the same message again ends in the same state (rule 5).
    pub fn handle(
        &mut self,
        at: Millis,
        archive: &dyn Archive,
        caller: &Caller,
        service: Service,
        message: Incoming,
    ) -> Answer {
        let mut step = self.begin(at, archive);
        let Incoming(heard, profile) = message;
        let (said, ven_id) = match self.answer_to(&mut step, caller, (service, profile), &heard) {
            Ok((said, ven_id)) => (said, ven_id),
            Err(refusal) => (Some(refusal), String::new()),
        };
        let (notes, commit) = self.end(step);
        Answer { said, ven_id, commit, notes }
    }

    /// Takes the answer to a push in; the VEN is who was pushed to.
    pub fn pushed(&mut self, at: Millis, archive: &dyn Archive, ven_id: &str, answer: Option<Incoming>) -> Answer {
        let mut step = self.begin(at, archive);
        self.line_mut(ven_id).failed = None;
        if let Some(answer) = answer.filter(|_| self.ven(ven_id).is_some()) {
            self.obey(&mut step, ven_id, &answer.0);
        }
        let (notes, commit) = self.end(step);
        Answer { said: None, ven_id: ven_id.to_owned(), commit, notes }
    }

    fn answer_to(
        &mut self,
        step: &mut Step<'_>,
        caller: &Caller,
        (service, profile): (Service, Profile),
        heard: &Heard,
    ) -> Result<(Option<Said>, String), Said> {
        let refuse = |code, says: String| Err(refusal(heard, code, says));
        if let Saying::Unexpected(name) = heard.what {
            return refuse(459, format!("{name} is nothing that a VEN says"));
        }
        if heard.what.service().is_some_and(|right| right != service) {
            return refuse(459, format!("this does not belong to {}", service.name()));
        }
        match &heard.what {
            Saying::Query => return Ok((Some(self.query(&heard.request_id)), String::new())),
            Saying::Register(wish) => return Ok((Some(self.register(step, caller, heard, wish)), String::new())),
            _ => {}
        }
        let ven_id = match self.who(caller, heard.ven_id.as_deref()) {
            Ok(ven_id) => ven_id,
            Err(says) => {
                step.note(format!("{} refused: {says}", service.name()));
                return refuse(463, says);
            }
        };
        match self.ven(&ven_id) {
            Some(ven) if ven.profile != profile => {
                return refuse(463, format!("{ven_id} is entered here as a VEN of {}", ven.profile.as_str()));
            }
            // 2.0a has no registration: the operator's word stands for it.
            Some(ven) if profile == Profile::B && ven.registration.is_none() => {
                return refuse(463, format!("{ven_id} is not registered; register first"));
            }
            _ => {}
        }
        self.line_mut(&ven_id).heard_at = Some(step.at);
        Ok((self.obey(step, &ven_id, heard), ven_id))
    }

    /// Who speaks: the certificate says so, and the message must not say otherwise [OADR2b rule 21].
    fn who(&self, caller: &Caller, claimed: Option<&str>) -> Result<String, String> {
        let known = match caller {
            Caller::Known(fingerprint) => {
                self.by_fingerprint(fingerprint).ok_or("this certificate is not enrolled here")
            }
            Caller::Lab => claimed.and_then(|id| self.ven(id)).ok_or("there is no VEN of this venID"),
        }?;
        match claimed {
            Some(claimed) if claimed != known.id => Err("the venID is another VEN's than the certificate's".to_owned()),
            _ => Ok(known.id.clone()),
        }
    }

    /// Does what a VEN of ours says. `None`: an empty answer.
    fn obey(&mut self, step: &mut Step<'_>, ven_id: &str, heard: &Heard) -> Option<Said> {
        let request_id = &heard.request_id;
        let thanks = |id: &str| Some(Said::Response(Outcome::ok(id)));
        match &heard.what {
            Saying::Poll => Some(self.poll(step, ven_id)),
            Saying::RequestEvents { limit } => Some(self.distribute(step, ven_id, *limit)),
            Saying::CreatedEvent { outcome, answers } => {
                if !outcome.is_good() {
                    let says = outcome.says.as_deref().unwrap_or_default();
                    step.note(format!("{ven_id} answers {} to a list of events: {says:.200}", outcome.code));
                }
                Some(self.created_event(step, ven_id, heard, answers))
            }
            Saying::RegisterReport { offers } => Some(self.register_reports(step, ven_id, heard, offers)),
            Saying::RegisteredReport { outcome, asks } => {
                self.settle(step, ven_id, |what| matches!(what, What::RegisterReport));
                match asks.is_empty() {
                    true => thanks(&outcome.request_id),
                    false => Some(self.create_reports(step, ven_id, &outcome.request_id, asks)),
                }
            }
            Saying::CreateReport { asks } => Some(self.create_reports(step, ven_id, request_id, asks)),
            Saying::CreatedReport { outcome, pending } => {
                self.created_report(step, ven_id, outcome, pending);
                thanks(&outcome.request_id)
            }
            Saying::UpdateReport { reports } => Some(self.update_report(step, ven_id, heard, reports)),
            Saying::UpdatedReport(outcome) => {
                self.updated_report(step, ven_id, outcome);
                thanks(&outcome.request_id)
            }
            Saying::CancelReport { ids } => Some(self.cancel_reports(step, ven_id, request_id, ids)),
            Saying::CanceledReport { outcome, pending } => {
                self.canceled_report(step, ven_id, outcome, pending);
                thanks(&outcome.request_id)
            }
            Saying::CreateOpt { opt_id, opts_in, reason, subject } => {
                Some(self.create_opt(step, ven_id, heard, (opt_id, *opts_in, reason, subject)))
            }
            Saying::CancelOpt { opt_id } => Some(self.cancel_opt(step, ven_id, heard, opt_id)),
            Saying::CancelRegistration { registration_id } => {
                Some(self.cancel_registration(step, ven_id, heard, registration_id))
            }
            Saying::CanceledRegistration(outcome) => {
                self.end_registration(step, ven_id);
                thanks(&outcome.request_id)
            }
            // To a request to register again; nothing is said to that.
            Saying::Response(_) => {
                self.settle(step, ven_id, |what| matches!(what, What::Reregister));
                None
            }
            Saying::Query | Saying::Register(_) | Saying::Unexpected(_) => thanks(request_id),
        }
    }

    /// Errands that were answered.
    fn settle(&mut self, step: &mut Step<'_>, ven_id: &str, is_settled: impl Fn(&What) -> bool) {
        let Some(ven) = self.ven_mut(ven_id) else { return };
        let before = ven.queue.len();
        ven.queue.retain(|errand| !is_settled(&errand.what));
        if ven.queue.len() != before {
            self.keep_ven(step, ven_id);
        }
    }
}

/// A refusal in the form that fits the request; where its own answer would say more than that, an oadrResponse.
pub(super) fn refusal(heard: &Heard, code: u16, says: String) -> Said {
    let outcome = Outcome::error(&*heard.request_id, code, says);
    match &heard.what {
        Saying::RegisterReport { .. } => Said::RegisteredReport { outcome, asks: Vec::new() },
        Saying::UpdateReport { .. } => Said::UpdatedReport { outcome, cancel: None },
        Saying::CreateReport { .. } => Said::CreatedReport { outcome, pending: Vec::new() },
        Saying::CancelReport { .. } => Said::CanceledReport { outcome, pending: Vec::new() },
        Saying::CreateOpt { opt_id, .. } => Said::CreatedOpt { outcome, opt_id: opt_id.clone() },
        Saying::CancelOpt { opt_id } => Said::CanceledOpt { outcome, opt_id: opt_id.clone() },
        Saying::CancelRegistration { registration_id } => {
            Said::CanceledRegistration { outcome, registration_id: registration_id.clone() }
        }
        _ => Said::Response(outcome),
    }
}
