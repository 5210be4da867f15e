//! A procedure: what is played, and what is judged by the transcript alone.
//!
//! Since judging looks at the transcript and nothing else, the same judgement can be asked of a transcript in which something
//! was left out or changed: so each case shows that it can fail.

use super::transcript::{Exchange, Judged, Transcript};
use crate::verdict::{Outcome, Verdict};

/// What a case judges by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The case's name; ids of events, reports and requests begin with it.
    pub(super) case: &'a str,
    /// The venID that messages must bear.
    pub(super) ven_id: &'a str,
    /// What was said in the case.
    pub(super) here: Transcript<'a>,
}

/// A case that was played.
#[derive(Debug, Clone)]
pub struct Played {
    /// Its name, without the role.
    pub case: &'static str,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// What was said in it.
    pub exchanges: Vec<Exchange>,
    pub(super) role: &'static str,
    pub(super) ven_id: String,
    /// Why it could not be run.
    pub(super) not_run: Option<String>,
    pub(super) judge: fn(&Seen<'_>) -> Judged,
}

impl Played {
    /// The verdict on what was said.
    pub fn verdict(&self) -> Verdict {
        self.verdict_on(&self.exchanges)
    }

    /// The verdict if this had been said instead.
    pub fn verdict_on(&self, exchanges: &[Exchange]) -> Verdict {
        let seen = Seen { case: self.case, ven_id: &self.ven_id, here: Transcript(exchanges) };
        let (outcome, evidence) = match &self.not_run {
            Some(why) => (Outcome::NotRun, why.clone()),
            None => match (self.judge)(&seen) {
                Ok(evidence) => (Outcome::Pass, evidence),
                Err(evidence) => (Outcome::Fail, evidence),
            },
        };
        Verdict { case: format!("{} {}", self.case, self.role), clause: self.clause, outcome, evidence }
    }
}
