//! EiRegisterParty: who may be a VEN of ours.

use super::caller::Caller;
use super::heard::{Candidate, Heard};
use super::said::{Outcome, Said};
use super::settings::Enrolment;
use super::state::{Step, Vtn};
use super::ven::{Errand, Line, Profile, Registration, Ven, What};

/// Most VENs.
const VENS_MAX: usize = 100_000;

impl Vtn {
    /// What we speak; says nothing of who asks [OADR2b oadrQueryRegistration].
    pub(super) fn query(&self, request_id: &str) -> Said {
        Said::Registered { outcome: Outcome::ok(request_id), ids: None, poll_s: self.settings().poll_s }
    }

    /// Registers a VEN, or again: a certificate that is known keeps its venID.
    pub(super) fn register(&mut self, step: &mut Step<'_>, caller: &Caller, heard: &Heard, wish: &Candidate) -> Said {
        let poll_s = self.settings().poll_s;
        let refuse = |code, says: &str| {
            let outcome = Outcome::error(&*heard.request_id, code, says);
            Said::Registered { outcome, ids: None, poll_s }
        };
        if !wish.speaks_2b {
            return refuse(459, "only profile 2.0b over simpleHttp is spoken here");
        }
        let push_to = match (wish.pulls, &wish.address) {
            (true, _) => None,
            (false, Some(address)) if is_address(address) => Some(address.trim_end_matches('/').to_owned()),
            (false, _) => {
                return refuse(459, "push needs an oadrTransportAddress that begins with https:// or http://");
            }
        };
        let ven_id = match self.candidate(step, caller, heard, wish) {
            Ok(ven_id) => ven_id,
            Err(says) => return refuse(463, says),
        };
        let Some(ven) = self.ven_mut(&ven_id) else { return refuse(469, "lost") };
        if ven.profile != Profile::B {
            return refuse(463, "this VEN is entered here as one of 2.0a, which has no registration");
        }
        let known = ven.registration.take();
        let keeps = known.filter(|known| wish.registration_id.as_ref() == Some(&known.id));
        let id = keeps.map_or_else(|| step.id(), |known| known.id);
        ven.registration = Some(Registration {
            id: id.clone(),
            since: step.now(),
            ven_name: wish.ven_name.clone(),
            report_only: wish.report_only,
            signs: wish.signs,
            push_to,
        });
        ven.queue.retain(|errand| {
            !matches!(errand.what, What::Reregister | What::CancelRegistration { .. } | What::RegisterReport)
        });
        ven.queue.push(Errand { request_id: step.id(), what: What::RegisterReport });
        self.keep_ven(step, &ven_id);
        *self.line_mut(&ven_id) = Line { heard_at: Some(step.at), ..Line::default() };
        Said::Registered { outcome: Outcome::ok(&*heard.request_id), ids: Some((ven_id, id)), poll_s }
    }

    /// The venID of who wants to register; enters it where the operator lets anyone.
    fn candidate(
        &mut self,
        step: &mut Step<'_>,
        caller: &Caller,
        heard: &Heard,
        wish: &Candidate,
    ) -> Result<String, &'static str> {
        let known = match caller {
            Caller::Known(fingerprint) => self.by_fingerprint(fingerprint),
            Caller::Lab => match &heard.ven_id {
                Some(id) => self.ven(id),
                None => wish.ven_name.as_ref().and_then(|name| self.vens().find(|ven| ven.name == *name)),
            },
        };
        if let Some(ven) = known {
            return match &heard.ven_id {
                Some(claimed) if *claimed != ven.id => Err("the venID is another VEN's than the certificate's"),
                _ => Ok(ven.id.clone()),
            };
        }
        if self.settings().enrolment == Enrolment::Closed {
            return Err("this VEN is not enrolled here");
        }
        // A venID that is taken belongs to another certificate, or to one that the operator has not entered yet.
        if heard.ven_id.as_ref().is_some_and(|id| self.ven(id).is_some()) {
            return Err("the venID is another VEN's than the certificate's");
        }
        if self.vens_mut().len() >= VENS_MAX {
            return Err("no more VENs are taken here");
        }
        let id = heard.ven_id.clone().filter(|id| is_name(id)).unwrap_or_else(|| step.id());
        let fingerprint = match caller {
            Caller::Known(fingerprint) => Some(fingerprint.clone()),
            Caller::Lab => None,
        };
        let name = wish.ven_name.clone().filter(|name| is_name(name)).unwrap_or_default();
        self.put_ven(step, Ven { id: id.clone(), name, fingerprint, ..Ven::default() });
        Ok(id)
    }

    /// A VEN takes its leave: its registration ends, and the reports with it.
    pub(super) fn end_registration(&mut self, step: &mut Step<'_>, ven_id: &str) {
        let Some(ven) = self.ven_mut(ven_id) else { return };
        ven.registration = None;
        ven.requests.clear();
        ven.asked.clear();
        ven.offers.clear();
        ven.queue.clear();
        self.keep_ven(step, ven_id);
        *self.line_mut(ven_id) = Line::default();
    }

    pub(super) fn cancel_registration(&mut self, step: &mut Step<'_>, ven_id: &str, heard: &Heard, id: &str) -> Said {
        let own = self.ven(ven_id).and_then(|ven| ven.registration.as_ref()).is_some_and(|own| own.id == id);
        let outcome = match own {
            true => {
                self.end_registration(step, ven_id);
                Outcome::ok(&*heard.request_id)
            }
            false => Outcome::error(&*heard.request_id, 452, "the registrationID is not this VEN's"),
        };
        Said::CanceledRegistration { outcome, registration_id: id.to_owned() }
    }
}

/// Whether something can be pushed there.
fn is_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && address.len() <= 512 && address.chars().all(|c| c.is_ascii_graphic())
}

/// Whether a text can be a name of ours: short, and plain.
pub(super) fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len()) && !text.chars().any(char::is_control)
}
