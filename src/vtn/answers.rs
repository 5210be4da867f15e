//! EiEvent: what VENs are told, and what they answer.

use super::calendar::moment;
use super::event::{Event, Required, Signal};
use super::heard::{Heard, OneAnswer};
use super::opts::Opt;
use super::said::{Outcome, Said, Told};
use super::state::{Step, Vtn};
use super::ven::Profile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tieline_core::model::UtcSeconds;

/// Polls after which a list is told again that no answer confirms.
const REFRESH_POLLS: i64 = 30;

/// What a VEN has answered to an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAnswer {
    /// The event.
    pub event_id: String,
    /// The VEN.
    pub ven_id: String,
    /// The modification that it answered.
    pub modification: u32,
    /// Whether it takes part.
    pub opts_in: bool,
    /// The code of its eventResponse, 200 where it was an EiOpt.
    pub code: u16,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The opt that says so over any createdEvent [OADR2b rule 206].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opt_id: Option<String>,
    /// When it came.
    #[serde(with = "moment")]
    pub at: UtcSeconds,
}

impl Vtn {
    /// The events that a VEN is to know, in order [OADR2b rule 15].
    fn listed<'a>(&'a self, ven_id: &str, now: UtcSeconds) -> Vec<&'a Event> {
        let takes_none =
            self.ven(ven_id).is_none_or(|ven| ven.registration.as_ref().is_some_and(|own| own.report_only));
        let of_2_0a = self.ven(ven_id).is_some_and(|ven| ven.profile == Profile::A);
        let can_be_told = |event: &Event| !of_2_0a || event.plan.signals.iter().any(Signal::is_simple);
        let is_listed = |event: &&Event| event.is_listed(now) && can_be_told(event) && self.is_for(event, ven_id);
        let mut events: Vec<&Event> = match takes_none {
            true => Vec::new(),
            false => self.current_events().filter(is_listed).collect(),
        };
        events.sort_by(|one, two| one.rank(now).cmp(&two.rank(now)));
        events
    }

    /// All that a VEN is to know: what is missing from a list is cancelled for it [OADR2b implied cancel].
    pub(super) fn distribute(&mut self, step: &mut Step<'_>, ven_id: &str, limit: Option<u32>) -> Said {
        let now = step.now();
        let Some(ven) = self.ven(ven_id) else { return Said::Distribute { request_id: step.id(), events: Vec::new() } };
        let mut events: Vec<Told> = Vec::new();
        for event in self.listed(ven_id, now) {
            let Some(targets) = event.plan.targets.of(ven) else { continue };
            let current = event.plan.signals.iter().map(|signal| event.current_value(signal, now)).collect();
            events.push(Told { targets, status: event.status(now), current, event: event.clone() });
        }
        let told: BTreeMap<String, u32> =
            events.iter().map(|told| (told.event.id.clone(), told.event.modification)).collect();
        if let Some(limit) = limit.filter(|limit| *limit > 0) {
            events.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        let unanswered = events.iter().any(|told| told.event.plan.response_required == Required::Never);
        let line = self.line_mut(ven_id);
        line.unconfirmed = unanswered || line.told.keys().any(|id| !told.contains_key(id));
        (line.told, line.informed, line.told_at) = (told, true, Some(step.at));
        Said::Distribute { request_id: step.id(), events }
    }

    /// Whether a VEN is to be told of events now: of a change, or once more since its answer did not come.
    pub(super) fn has_news(&self, step: &Step<'_>, ven_id: &str) -> bool {
        let now = step.now();
        let Some(line) = self.line(ven_id) else { return false };
        let events = self.listed(ven_id, now);
        let over = |event: &&Event| event.plan.end().is_some_and(|end| end <= now);
        let new = events
            .iter()
            .filter(|event| !over(event))
            .any(|event| line.told.get(&event.id) != Some(&event.modification));
        // What was told and is no longer for this VEN is cancelled for it by a list without it [OADR2b implied cancel].
        let taken_away = line
            .told
            .keys()
            .filter_map(|id| self.event(id))
            .any(|event| !self.is_for(event, ven_id) && event.plan.end().is_none_or(|end| end > now));
        let new = new || taken_away;
        if new || (!line.informed && !events.is_empty()) {
            return true;
        }
        // Nobody says that a list without answers has arrived.
        let refresh_ms = self.settings().resend_ms().saturating_mul(REFRESH_POLLS);
        if line.unconfirmed && line.told_at.is_none_or(|at| step.at.since(at) >= refresh_ms) {
            return true;
        }
        let waited = line.told_at.is_none_or(|at| step.at.since(at) >= self.settings().resend_ms());
        waited && events.iter().any(|event| !over(event) && self.waits_for(event, ven_id))
    }

    /// Whether a VEN still owes an answer.
    pub(super) fn waits_for(&self, event: &Event, ven_id: &str) -> bool {
        let says = |answer: &EventAnswer| answer.modification == event.modification || answer.opt_id.is_some();
        let answered = self.answer(&event.id, ven_id).is_some_and(says);
        event.plan.response_required == Required::Always && !answered
    }

    /// Takes a VEN's answers: 200; 452 for an event that is not there, 450 for another modification [OADR2b rule 48].
    pub(super) fn created_event(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        heard: &Heard,
        answers: &[OneAnswer],
    ) -> Said {
        let mut outcome = Outcome::ok(&*heard.request_id);
        for answer in answers {
            if let Err((code, says)) = self.take_answer(step, ven_id, answer)
                && outcome.code == 200
            {
                outcome = Outcome::error(&*heard.request_id, code, says);
            }
        }
        Said::Response(outcome)
    }

    fn take_answer(&mut self, step: &mut Step<'_>, ven_id: &str, answer: &OneAnswer) -> Result<(), (u16, String)> {
        let id = &answer.event_id;
        let event = self.event(id).filter(|event| self.is_for(event, ven_id));
        let event = event.ok_or_else(|| (452, format!("there is no event {id:.80}")))?;
        if event.modification != answer.modification {
            return Err((450, format!("event {id} is at modification {}", event.modification)));
        }
        // An opt of the VEN's stands over what it answers later [OADR2b rule 206].
        if self.answer(id, ven_id).is_some_and(|known| known.opt_id.is_some()) {
            return Ok(());
        }
        // In or out, and out later on [OADR2b rule 16, rule 17].
        self.put_answer(
            step,
            EventAnswer {
                event_id: id.clone(),
                ven_id: ven_id.to_owned(),
                modification: answer.modification,
                opts_in: answer.opts_in,
                code: answer.code,
                says: answer.says.clone(),
                opt_id: None,
                at: step.now(),
            },
        );
        Ok(())
    }

    /// A VEN's opt on an event becomes its answer.
    pub(super) fn note_opt(&mut self, step: &mut Step<'_>, opt: &Opt, event_id: &str, modification: u32) {
        self.put_answer(
            step,
            EventAnswer {
                event_id: event_id.to_owned(),
                ven_id: opt.ven_id.clone(),
                modification,
                opts_in: opt.opts_in,
                code: 200,
                says: Some(opt.reason.clone()),
                opt_id: Some(opt.id.clone()),
                at: opt.at,
            },
        );
    }

    /// An opt on an event is cancelled: its word no longer stands over what comes.
    pub(super) fn forget_opt(&mut self, step: &mut Step<'_>, ven_id: &str, event_id: &str, opt_id: &str) {
        let Some(answer) = self.answer(event_id, ven_id).filter(|answer| answer.opt_id.as_deref() == Some(opt_id))
        else {
            return;
        };
        // What the VEN says now is not known: it is asked once more.
        let answer = answer.clone();
        self.remove_answer(step, &answer.event_id, &answer.ven_id);
    }
}
