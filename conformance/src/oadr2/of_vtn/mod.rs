//! Procedures against a VTN: the reference VEN speaks, the operator's hands bring the set-up about, all that the VTN says is
//! judged.

mod answers;
mod events;
mod lists;
mod messages;
mod opts;
mod registration;
mod reports;

use super::clock::now_s;
use super::setup::{EventPlan, Setup, SignalPlan};
use super::transcript::{Judged, equal, holds};
use super::ven::{Distort, Fault, ReferenceVen, outcome};
use crate::verdict::{Outcome, Verdict};
use std::net::SocketAddr;
use tieline_schemas::oadr2::{self as wire, Message};

/// Polls after which a VTN that always has something more counts as one that never ends.
const POLLS_MAX: usize = 30;

/// What a VTN is examined with.
pub struct VtnBench<'a> {
    /// Where it listens, in plain HTTP.
    pub address: SocketAddr,
    /// What stands before the services' names: `/OpenADR2/Simple/2.0b`.
    pub path: String,
    /// The name of a VEN that it takes.
    pub ven_name: String,
    /// The venID that its operator gave that VEN, if it must claim it.
    pub ven_id: Option<String>,
    /// Hands at the VTN.
    pub setup: &'a mut dyn Setup,
    /// Two market contexts in which events may overlap.
    pub market_contexts: [String; 2],
}

type Play = fn(&mut Stage<'_, '_>) -> Result<String, Fault>;

/// A case as it stands in the tables.
struct Case {
    name: &'static str,
    clause: &'static str,
    play: Play,
}

fn tables() -> impl Iterator<Item = &'static Case> {
    let tables = [
        registration::FIRST,
        events::CASES,
        lists::CASES,
        answers::CASES,
        opts::CASES,
        reports::CASES,
        registration::AGAIN,
    ];
    tables.into_iter().flatten().chain(messages::CASES)
}

/// Plays every case, and judges it.
pub fn cases_of_vtn(bench: &mut VtnBench<'_>) -> Vec<Verdict> {
    let mut stage = Stage::new(bench);
    tables().map(|case| stage.play(case, None)).collect()
}

/// Plays the cases of these names (without the role) as if the VTN had said what `distort` makes of its answers: so a case
/// shows that it can fail.
pub fn cases_of_worse_vtn(bench: &mut VtnBench<'_>, names: &[&str], distort: Distort) -> Vec<Verdict> {
    // A VEN of its own for each: what it was told is not true.
    let cases = tables().filter(|case| names.contains(&case.name));
    cases.map(|case| Stage::new(bench).play(case, Some(distort))).collect()
}

/// Where cases are played.
struct Stage<'b, 'a> {
    bench: &'b mut VtnBench<'a>,
    ven: ReferenceVen,
    /// Events of the case at hand.
    made: Vec<String>,
}

impl<'b, 'a> Stage<'b, 'a> {
    fn new(bench: &'b mut VtnBench<'a>) -> Self {
        let ven = ReferenceVen::new(bench.address, &bench.path, &bench.ven_name, bench.ven_id.clone());
        Self { bench, ven, made: Vec::new() }
    }

    fn play(&mut self, case: &Case, distort: Option<Distort>) -> Verdict {
        self.ven.distort = None;
        let ready = self.settle();
        self.ven.distort = distort;
        let played = match ready {
            Ok(()) => (case.play)(self),
            Err(Fault::Wrong(says) | Fault::NotRun(says)) => Err(Fault::NotRun(format!("not ready: {says}"))),
        };
        self.ven.distort = None;
        for id in std::mem::take(&mut self.made) {
            // What is over already needs no end.
            drop(self.bench.setup.cancel_event(&id));
        }
        let (outcome, evidence) = match played {
            Ok(evidence) => (Outcome::Pass, evidence),
            Err(Fault::Wrong(evidence)) => (Outcome::Fail, evidence),
            Err(Fault::NotRun(evidence)) => (Outcome::NotRun, evidence),
        };
        Verdict { case: format!("{} VTN", case.name), clause: case.clause, outcome, evidence }
    }

    /// Registered, and nothing left to be fetched.
    fn settle(&mut self) -> Result<(), Fault> {
        if self.ven.registration_id.is_empty() || outcome_is(&self.ven.poll()?, 463) {
            self.ven.register()?;
        }
        self.drain().map(drop)
    }

    /// Polls until nothing more comes, and answers each; what came.
    fn drain(&mut self) -> Result<Vec<Message>, Fault> {
        let mut came = Vec::new();
        for _ in 0..POLLS_MAX {
            match self.ven.poll()? {
                None | Some(Message::Response(_)) => return Ok(came),
                Some(message) => {
                    self.ven.obey(&message)?;
                    came.push(message);
                }
            }
        }
        Err(Fault::Wrong(format!("after {POLLS_MAX} polls, each answered, there is still something")))
    }

    /// An event of SIMPLE level 1, in the first market context, wanting an answer.
    fn plan(&self, in_s: i64, length_s: u32) -> EventPlan {
        let signal = SignalPlan { name: "SIMPLE", kind: "level", unit: None, intervals: vec![(length_s, 1.0)] };
        EventPlan {
            market_context: self.bench.market_contexts[0].clone(),
            ven_id: self.ven.id(),
            priority: 0,
            start_s: now_s() + in_s,
            length_s,
            signals: vec![signal],
            always: true,
            test: false,
            start_after_s: 0,
            margins_s: (0, 0, 0),
            baseline_w: None,
        }
    }

    /// Makes an event; it is cancelled after the case.
    fn make(&mut self, plan: &EventPlan) -> Result<String, Fault> {
        let id = self.bench.setup.create_event(plan).map_err(Fault::NotRun)?;
        self.made.push(id.clone());
        Ok(id)
    }

    /// The list that the next poll brings; it is not answered yet.
    fn polled_list(&mut self) -> Result<wire::OadrDistributeEvent, Fault> {
        match self.ven.poll()? {
            Some(Message::DistributeEvent(list)) => {
                equal("vtnID of oadrDistributeEvent", list.vtn_id.as_str(), self.ven.vtn_id.as_str())?;
                holds(!list.request_id.is_empty(), || "oadrDistributeEvent has no requestID".to_owned())?;
                Ok(list)
            }
            other => Err(super::ven::unexpected("oadrDistributeEvent", other.as_ref())),
        }
    }

    /// The list that the next poll brings, answered as a good VEN would; the VTN's answer to that is 200.
    fn answered_list(&mut self) -> Result<wire::OadrDistributeEvent, Fault> {
        let list = self.polled_list()?;
        if let Some(answer) = self.ven.obey(&Message::DistributeEvent(list.clone()))? {
            let (code, request_id) = outcome(Some(&answer))?;
            equal("code of the answer to oadrCreatedEvent", code, 200)?;
            equal("requestID of the answer to oadrCreatedEvent", request_id, list.request_id.as_str())?;
        }
        Ok(list)
    }

    /// The next poll brings nothing.
    fn expect_drained(&mut self) -> Result<(), Fault> {
        match self.ven.poll()? {
            Some(Message::Response(m)) => {
                Ok(equal("code of the answer to a poll", m.ei_response.response_code.get(), 200)?)
            }
            other => Err(super::ven::unexpected("oadrResponse", other.as_ref())),
        }
    }
}

fn outcome_is(heard: &Option<Message>, code: u16) -> bool {
    outcome(heard.as_ref()).is_ok_and(|(found, _)| found == code)
}

/// An event of a list, by its id.
fn event_of<'a>(list: &'a wire::OadrDistributeEvent, id: &str) -> Result<&'a wire::OadrEvent, String> {
    let mut found = list.oadr_event.iter().filter(|event| event.ei_event.event_descriptor.event_id == id);
    let event = found.next().ok_or_else(|| format!("the event {id} is not in the list"))?;
    holds(found.next().is_none(), || format!("the event {id} is in the list twice"))?;
    Ok(event)
}

/// Judgements end in words.
fn done(says: impl Into<String>) -> Result<String, Fault> {
    let word: Judged = Ok(says.into());
    word.map_err(Fault::from)
}
