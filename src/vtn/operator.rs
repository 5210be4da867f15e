//! The operator's hand: VENs, market contexts, events, reports.

use super::answers::EventAnswer;
use super::event::{Event, EventPlan, EventStatus, PlanError};
use super::opts::Opt;
use super::registration::is_name;
use super::reports::{NewRequest, Reading, ReportRequest, RequestState};
use super::settings::MarketContext;
use super::state::{Step, Vtn};
use super::ven::{Errand, Profile, Ven, What};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tieline_core::model::{Millis, UtcSeconds};

/// Why an operator's wish is refused; nothing of it is done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperatorError {
    /// There is no such thing.
    #[error("there is no {0}")]
    Missing(String),
    /// It is there already, or in the way of another.
    #[error("{0}")]
    Conflict(String),
    /// An event that may not be sent.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Anything else that may not be.
    #[error("{0}")]
    Bad(String),
    /// What was stored cannot be read.
    #[error("{0}")]
    Unavailable(String),
}

/// A VEN to be enrolled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewVen {
    /// Its venID.
    pub id: String,
    /// Words for people.
    #[serde(default)]
    pub name: String,
    /// Its certificate's SHA-256 fingerprint, whole or its last 10 bytes; absent: a laboratory's.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// What it speaks.
    #[serde(default)]
    pub profile: Profile,
    /// Groups that it is in.
    #[serde(default)]
    pub groups: BTreeSet<String>,
    /// Its resources.
    #[serde(default)]
    pub resources: BTreeSet<String>,
    /// Parties that it belongs to.
    #[serde(default)]
    pub parties: BTreeSet<String>,
}

/// An operator at work.
pub struct Operator<'v, 'a> {
    vtn: &'v mut Vtn,
    step: Step<'a>,
}

type Done<T = ()> = Result<T, OperatorError>;

impl<'v, 'a> Operator<'v, 'a> {
    pub(super) fn new(vtn: &'v mut Vtn, step: Step<'a>) -> Self {
        Self { vtn, step }
    }

    pub(super) fn into_step(self) -> Step<'a> {
        self.step
    }

    /// The instant of this work.
    pub fn now(&self) -> UtcSeconds {
        self.step.now()
    }

    /// Every VEN, in the order of their ids.
    pub fn vens(&self) -> impl Iterator<Item = &Ven> {
        self.vtn.vens()
    }

    /// A VEN.
    pub fn ven(&self, id: &str) -> Done<&Ven> {
        self.vtn.ven(id).ok_or_else(|| OperatorError::Missing(format!("VEN {id:.80}")))
    }

    /// When a VEN was heard last; `None`: not since the start.
    pub fn heard_at(&self, ven_id: &str) -> Option<Millis> {
        self.vtn.line(ven_id)?.heard_at
    }

    /// Enrols a VEN, or changes what the operator has entered of it; its registration and reports stay.
    pub fn enrol(&mut self, new: NewVen) -> Done {
        let names = [&new.groups, &new.resources, &new.parties].into_iter().flatten();
        if !is_name(&new.id)
            || (!new.name.is_empty() && !is_name(&new.name))
            || !names.into_iter().all(|name| is_name(name))
        {
            return Err(OperatorError::Bad("ids and names have 1 to 128 bytes of plain text".to_owned()));
        }
        if let Some(fingerprint) = &new.fingerprint
            && let Some(owner) = self.vtn.by_fingerprint(fingerprint).filter(|owner| owner.id != new.id)
        {
            return Err(OperatorError::Conflict(format!("the certificate {fingerprint} is {}'s", owner.id)));
        }
        let known = self.vtn.ven(&new.id).cloned().unwrap_or_default();
        let NewVen { id, name, fingerprint, profile, groups, resources, parties } = new;
        let ven = Ven { id, name, fingerprint, profile, groups, resources, parties, ..known.clone() };
        if ven != known {
            self.vtn.put_ven(&mut self.step, ven);
        }
        Ok(())
    }

    /// Removes a VEN with its opts; what it has reported stays.
    pub fn remove_ven(&mut self, id: &str) -> Done {
        self.ven(id)?;
        self.vtn.remove_ven(&mut self.step, id);
        Ok(())
    }

    /// Every market context.
    pub fn contexts(&self) -> impl Iterator<Item = &MarketContext> {
        self.vtn.contexts()
    }

    /// Makes a market context, or changes it.
    pub fn put_context(&mut self, context: MarketContext) -> Done {
        if !is_name(&context.name) {
            return Err(OperatorError::Bad("a market context is a URI of 1 to 128 bytes".to_owned()));
        }
        if self.vtn.context(&context.name) != Some(&context) {
            self.vtn.put_context(&mut self.step, context);
        }
        Ok(())
    }

    /// Every event, also those that are over, and how it stands.
    pub fn events(&self) -> impl Iterator<Item = (&Event, EventStatus)> {
        let now = self.now();
        self.vtn.current_events().map(move |event| (event, event.status(now)))
    }

    /// An event and how it stands.
    pub fn event(&self, id: &str) -> Done<(&Event, EventStatus)> {
        let event = self.vtn.event(id).ok_or_else(|| OperatorError::Missing(format!("event {id:.80}")))?;
        Ok((event, event.status(self.now())))
    }

    /// Makes an event; its id is `id`, or ours to choose. It begins at modification 0 [OADR2b rule 4].
    pub fn create_event(&mut self, id: Option<String>, plan: EventPlan) -> Done<String> {
        if let Some(id) = &id
            && (!is_name(id) || self.vtn.event(id).is_some())
        {
            return Err(OperatorError::Conflict(format!("event {id:.80} is there already, or is no name")));
        }
        let id = id.unwrap_or_else(|| self.step.id());
        self.check(&id, &plan)?;
        let now = self.now();
        if plan.end().is_some_and(|end| end <= now) {
            return Err(OperatorError::Bad("the event would be over already".to_owned()));
        }
        let event = Event { id: id.clone(), modification: 0, created: now, modified: now, cancelled: None, plan };
        self.vtn.put_event(&mut self.step, event);
        Ok(id)
    }

    /// Changes an event; its modification counts one up [OADR2b rule 5]. The same plan again changes nothing.
    pub fn change_event(&mut self, id: &str, plan: EventPlan) -> Done {
        let (event, status) = self.event(id)?;
        if event.plan == plan && status != EventStatus::Cancelled {
            return Ok(());
        }
        let mut event = event.clone();
        self.expect_alive(id, status)?;
        self.check(id, &plan)?;
        event.plan = plan;
        self.bump(event);
        Ok(())
    }

    /// Cancels an event; VENs are told of it as cancelled. Again changes nothing.
    pub fn cancel_event(&mut self, id: &str) -> Done {
        let (event, status) = self.event(id)?;
        if status == EventStatus::Cancelled {
            return Ok(());
        }
        let mut event = event.clone();
        self.expect_alive(id, status)?;
        event.cancelled = Some(self.now());
        self.bump(event);
        Ok(())
    }

    fn bump(&mut self, mut event: Event) {
        event.modification = event.modification.saturating_add(1);
        event.modified = self.now();
        self.vtn.put_event(&mut self.step, event);
    }

    fn expect_alive(&self, id: &str, status: EventStatus) -> Done {
        match status {
            EventStatus::Completed => Err(OperatorError::Conflict(format!("event {id} is over"))),
            EventStatus::Cancelled => Err(OperatorError::Conflict(format!("event {id} is cancelled; make a new one"))),
            _ => Ok(()),
        }
    }

    /// The plan by itself, its market context, and whether it is in the way of another event there.
    fn check(&self, id: &str, plan: &EventPlan) -> Done {
        plan.check()?;
        let context = self.vtn.context(&plan.market_context);
        let context =
            context.ok_or_else(|| OperatorError::Missing(format!("market context {}", plan.market_context)))?;
        if context.overlap_allowed {
            return Ok(());
        }
        let now = self.now();
        let rivals = self.vtn.current_events().filter(|other| {
            other.id != id
                && other.plan.market_context == plan.market_context
                && other.status(now) < EventStatus::Completed
        });
        let both = |other: &Event| {
            let shared = |ven: &Ven| plan.targets.of(ven).is_some() && other.plan.targets.of(ven).is_some();
            (plan.targets.is_empty() && other.plan.targets.is_empty()) || self.vtn.vens().any(shared)
        };
        match rivals.filter(|other| other.plan.overlaps(plan)).find(|other| both(other)) {
            Some(other) => Err(OperatorError::Conflict(format!(
                "event {} of {} holds at that time for a VEN of both; change or cancel it, or let the context's events overlap",
                other.id, plan.market_context
            ))),
            None => Ok(()),
        }
    }

    /// What VENs have answered to an event, and who of its targets has not.
    pub fn answers(&self, event_id: &str) -> Done<(Vec<&EventAnswer>, Vec<&str>)> {
        let (event, _) = self.event(event_id)?;
        let is_due = |ven: &&Ven| event.plan.targets.of(ven).is_some() && self.vtn.waits_for(event, &ven.id);
        let missing = self.vtn.vens().filter(is_due).map(|ven| ven.id.as_str()).collect();
        Ok((self.vtn.answers_to(event_id).collect(), missing))
    }

    /// A VEN's opts.
    pub fn opts(&self, ven_id: &str) -> Done<Vec<&Opt>> {
        self.ven(ven_id)?;
        Ok(self.vtn.opts_of(ven_id).collect())
    }

    /// Asks a VEN for a report that it offers; answers its reportRequestID.
    pub fn ask_report(&mut self, ven_id: &str, mut request: NewRequest) -> Done<String> {
        let ven = self.registered(ven_id)?;
        if !ven.offers.contains_key(&request.specifier) {
            let offered: Vec<&str> = ven.offers.keys().map(String::as_str).collect();
            let says = format!("report {:.80} of {ven_id}; it offers: {}", request.specifier, offered.join(", "));
            return Err(OperatorError::Missing(says));
        }
        let (id, request_id, at) = (self.step.id(), self.step.id(), self.step.now());
        if request.duration_s > 0 {
            // A length has a start on the wire.
            request.start_s.get_or_insert(at.0);
        }
        if let Some(ven) = self.vtn.ven_mut(ven_id) {
            ven.requests.insert(id.clone(), ReportRequest { request, state: RequestState::Asked, at });
            ven.queue.push(Errand { request_id, what: What::CreateReport { ids: vec![id.clone()] } });
        }
        self.vtn.keep_ven(&mut self.step, ven_id);
        Ok(id)
    }

    /// Ends a report; `follows`: after a last update.
    pub fn cancel_report(&mut self, ven_id: &str, id: &str, follows: bool) -> Done {
        let ven = self.registered(ven_id)?;
        let known =
            ven.requests.get(id).ok_or_else(|| OperatorError::Missing(format!("report {id:.80} asked of {ven_id}")))?;
        let refused = matches!(known.state, RequestState::Refused(_));
        let request_id = self.step.id();
        if let Some(ven) = self.vtn.ven_mut(ven_id) {
            let ids = vec![id.to_owned()];
            match ven.requests.get_mut(id) {
                Some(_) if refused => _ = ven.requests.remove(id),
                Some(request) => {
                    if follows {
                        request.state = RequestState::Ending;
                    }
                    ven.queue.push(Errand { request_id, what: What::CancelReport { ids, follows } });
                }
                None => {}
            }
        }
        self.vtn.keep_ven(&mut self.step, ven_id);
        Ok(())
    }

    /// Asks a VEN to tell again what it can report [OADR2b rule 306].
    pub fn ask_metadata(&mut self, ven_id: &str) -> Done {
        self.send(ven_id, |_| What::AskMetadata)
    }

    /// Asks a VEN to register again.
    pub fn ask_registration(&mut self, ven_id: &str) -> Done {
        self.send(ven_id, |_| What::Reregister)
    }

    /// Ends a VEN's registration.
    pub fn cancel_registration(&mut self, ven_id: &str) -> Done {
        self.send(ven_id, |registration_id| What::CancelRegistration { registration_id })
    }

    fn send(&mut self, ven_id: &str, what: impl FnOnce(String) -> What) -> Done {
        let own = self.registered(ven_id)?.registration.as_ref().map(|own| own.id.clone()).unwrap_or_default();
        let errand = Errand { request_id: self.step.id(), what: what(own) };
        if let Some(ven) = self.vtn.ven_mut(ven_id)
            && !ven.queue.iter().any(|known| known.what == errand.what)
        {
            ven.queue.push(errand);
            self.vtn.keep_ven(&mut self.step, ven_id);
        }
        Ok(())
    }

    fn registered(&self, ven_id: &str) -> Done<&Ven> {
        let ven = self.ven(ven_id)?;
        match ven.registration {
            Some(_) => Ok(ven),
            None => Err(OperatorError::Conflict(format!("{ven_id} is not registered"))),
        }
    }

    /// What a VEN has reported, from a second on, in the order of time.
    pub fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Done<Vec<Reading>> {
        self.ven(ven_id)?;
        self.step.archive.readings(ven_id, from_s, to_s, limit).map_err(OperatorError::Unavailable)
    }
}
