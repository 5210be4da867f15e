//! EiOpt: a VEN's own word on an event, and times in which it takes no part.

use super::calendar::moment;
use super::heard::Heard;
use super::said::{Outcome, Said};
use super::state::{Step, Vtn};
use serde::{Deserialize, Serialize};
use tieline_core::model::UtcSeconds;

/// What an opt is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptSubject {
    /// One event [OADR2b rule 206].
    Event {
        /// Its eventID.
        id: String,
        /// The modification that the VEN knows.
        modification: u32,
    },
    /// Times, each a start in Unix seconds and a length in seconds, 0: without an end [OADR2b vavailability].
    Schedule {
        /// The times.
        times: Vec<(i64, i64)>,
        /// Events of this market context alone.
        market_context: Option<String>,
    },
}

/// An opt of a VEN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opt {
    /// The VEN.
    pub ven_id: String,
    /// Its optID.
    pub id: String,
    /// In, or out.
    pub opts_in: bool,
    /// Its optReason.
    pub reason: String,
    /// What it is about.
    pub subject: OptSubject,
    /// When it came.
    #[serde(with = "moment")]
    pub at: UtcSeconds,
}

/// Most opts of one VEN.
const OPTS_MAX: usize = 1_000;

impl Vtn {
    pub(super) fn create_opt(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        heard: &Heard,
        opt: (&str, bool, &str, &OptSubject),
    ) -> Said {
        let (opt_id, opts_in, reason, subject) = opt;
        let outcome = self.judge_opt(ven_id, opt_id, subject).map_or_else(
            |(code, says)| Outcome::error(&*heard.request_id, code, says),
            |()| Outcome::ok(&*heard.request_id),
        );
        // The same again, maybe late, must not stand over what was said since (rule 5).
        let is_known = self
            .opt(ven_id, opt_id)
            .is_some_and(|known| (known.opts_in, known.reason.as_str(), &known.subject) == (opts_in, reason, subject));
        if outcome.code == 200 && !is_known {
            let (ven_id, id) = (ven_id.to_owned(), opt_id.to_owned());
            let opt = Opt { ven_id, id, opts_in, reason: reason.to_owned(), subject: subject.clone(), at: step.now() };
            if let OptSubject::Event { id, modification } = subject {
                self.note_opt(step, &opt, id, *modification);
            }
            self.put_opt(step, opt);
        }
        Said::CreatedOpt { outcome, opt_id: opt_id.to_owned() }
    }

    fn judge_opt(&self, ven_id: &str, opt_id: &str, subject: &OptSubject) -> Result<(), (u16, String)> {
        if opt_id.is_empty() || opt_id.len() > 256 {
            return Err((454, "an optID has 1 to 256 bytes".to_owned()));
        }
        let own = self.opts_of(ven_id).count();
        if own >= OPTS_MAX && self.opt(ven_id, opt_id).is_none() {
            return Err((469, format!("{own} opts are kept of this VEN; cancel some")));
        }
        match subject {
            OptSubject::Event { id, modification } => match self.event(id).filter(|event| self.is_for(event, ven_id)) {
                None => Err((452, format!("there is no event {id:.80}"))),
                Some(event) if event.modification != *modification => {
                    Err((450, format!("event {id} is at modification {}", event.modification)))
                }
                Some(_) => Ok(()),
            },
            OptSubject::Schedule { times, .. } if times.is_empty() => {
                Err((459, "names neither event nor times".to_owned()))
            }
            OptSubject::Schedule { .. } => Ok(()),
        }
    }

    pub(super) fn cancel_opt(&mut self, step: &mut Step<'_>, ven_id: &str, heard: &Heard, opt_id: &str) -> Said {
        let outcome = match self.opt(ven_id, opt_id).cloned() {
            None => Outcome::error(&*heard.request_id, 452, format!("there is no opt {opt_id:.80}")),
            Some(opt) => {
                if let OptSubject::Event { id, .. } = &opt.subject {
                    self.forget_opt(step, ven_id, id, opt_id);
                }
                self.remove_opt(step, ven_id, opt_id);
                Outcome::ok(&*heard.request_id)
            }
        };
        Said::CanceledOpt { outcome, opt_id: opt_id.to_owned() }
    }
}
