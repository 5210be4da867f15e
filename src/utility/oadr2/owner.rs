//! The owner's word: on one event, or on a time; the engine obeys at once, and the VTN is told.

use super::book::EventAnswer;
use super::message::Reply;
use super::schedule::Schedule;
use super::state::{Job, OptsLater};
use super::ven::Ven;
use tieline_core::model::Now;

impl Ven {
    /// The owner's word on an event goes to the VTN by EiOpt, and to the engine at once.
    pub(super) fn opt(&mut self, event: &str, opts_in: bool) {
        let opt_id = self.request_id();
        if !self.book.opt(event, opts_in, opt_id.clone()) {
            tracing::warn!(upstream = %self.config.upstream, event, "no such event: nothing is opted");
            return;
        }
        self.dirty = true;
        let modification = self.book.event(event).map_or(0, |known| known.modification);
        let event_id = event.to_owned();
        // What the owner said before, and was not told yet, no longer holds.
        self.replies.retain(|reply| !matches!(reply, Reply::CreateOpt { event_id, .. } if event_id == event));
        self.replies.push_back(Reply::CreateOpt { opt_id, event_id, modification, opts_in });
    }

    /// The VTN's word on an opt: one for another modification, or for an event that is not ours just now, is told anew with
    /// the list that next holds the event.
    pub(super) fn opt_heard(&mut self, event_id: &str, opt_id: &str, code: u16) {
        if ![450, 452, 463].contains(&code) {
            self.book.opt_told(event_id, opt_id);
            self.dirty = true;
        }
    }

    /// Tells the owner's words that did not reach the VTN: held up by a restart, or for a modification that is past.
    pub(super) fn tell_opts(&mut self) {
        let under_way = self.under_way.as_ref().and_then(|under_way| match &under_way.job {
            Job::Reply(reply) => Some(reply),
            _ => None,
        });
        let is_on_its_way = |id: &str| {
            let mut on_their_way = self.replies.iter().chain(under_way);
            on_their_way.any(|reply| matches!(reply, Reply::CreateOpt { opt_id, .. } if opt_id == id))
        };
        let untold = self.book.untold().filter(|(_, opt_id)| !is_on_its_way(opt_id));
        let replies: Vec<Reply> = untold
            .map(|(known, opt_id)| Reply::CreateOpt {
                opt_id: opt_id.to_owned(),
                event_id: known.id.clone(),
                modification: known.modification,
                opts_in: !known.opted_out,
            })
            .collect();
        self.replies.extend(replies);
    }

    /// The owner takes part at times, or does not: the engine obeys at once, the VTN is told.
    pub(super) fn opt_for(&mut self, now: Now, schedule: Schedule) {
        match self.book.opt_for(schedule, now.wall.to_seconds().0) {
            Some(answers) => self.opts_changed(answers),
            None => tracing::warn!(upstream = %self.config.upstream, "too many opt schedules: nothing is opted"),
        }
    }

    /// The owner takes a schedule back.
    pub(super) fn cancel_opt(&mut self, now: Now, opt_id: &str) {
        match self.book.cancel_opt(opt_id, now.wall.to_seconds().0) {
            Some(answers) => self.opts_changed(answers),
            None => tracing::warn!(upstream = %self.config.upstream, opt_id, "no such opt: nothing is cancelled"),
        }
    }

    fn opts_changed(&mut self, answers: Vec<EventAnswer>) {
        (self.dirty, self.opts) = (true, OptsLater::default());
        if !answers.is_empty() {
            self.replies.push_back(Reply::CreatedEvent(answers));
        }
    }
}
