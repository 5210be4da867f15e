//! What the VTN asks of us, polled or pushed: what it does here, and what is answered.

use super::super::Output;
use super::event::Incoming;
use super::history::{INTERVALS_MAX, Wanted};
use super::message::{Heard, Outcome, Reply, ReportAsk, ReportCancel};
use super::meter::Carry;
use super::reports::{Request, Specifier};
use super::ven::Ven;
use tieline_core::model::Now;

/// Bounds of a report's granularity and of the time between updates, in seconds.
const REPORT_S_MAX: i64 = 86_400;
/// The specifier that asks for metadata again [OADR2b rule 306].
const METADATA: &str = "METADATA";
/// The length of intervals of history where none is named.
const MINUTE_S: i64 = 60;
/// So much history is told where no interval is named.
const DAY_S: i64 = 86_400;
const TOO_MANY: &str = "too many reports are asked for at once";

impl Ven {
    /// An answer to a poll; anything but a bare oadrResponse may have more behind it [OADR2b oadrPoll].
    pub(super) fn polled(&mut self, now: Now, heard: Heard, out: &mut Vec<Output>) {
        let poll_s = self.registration.as_ref().map_or(self.config.poll_s, |registration| registration.poll_s);
        self.poll_at = now.mono;
        match heard {
            Heard::Response(outcome) => {
                self.poll_at = now.mono.plus_ms(u64::from(poll_s) * 1_000);
                self.refusals = if outcome.is_good() { 0 } else { self.refusals };
                self.told(now, &outcome, "oadrPoll", out);
            }
            Heard::Distribute { request_id, vtn_id, events } => {
                let _ = self.distributed(now, &request_id, &vtn_id, &events);
            }
            asked => match self.heed(now, asked, out) {
                Ok(reply) => self.replies.push_back(reply),
                Err(other) => {
                    self.poll_at = now.mono.plus_ms(u64::from(poll_s) * 1_000);
                    tracing::warn!(upstream = %self.config.upstream, ?other, "not what a poll may bring");
                }
            },
        }
    }

    /// Does what the VTN asks, and says what it is answered; the error is a message that asks for nothing. Lists of events
    /// are taken by [`Ven::distributed`], since they are answered by a request of their own.
    pub(super) fn heed(&mut self, now: Now, heard: Heard, out: &mut Vec<Output>) -> Result<Reply, Box<Heard>> {
        Ok(match heard {
            Heard::CreateReport { request_id, ven_id, asks } => Reply::CreatedReport(
                self.stranger(&request_id, ven_id).unwrap_or_else(|| self.ask_reports(now, &request_id, &asks, out)),
            ),
            Heard::CancelReport { ven_id, cancel } => Reply::CanceledReport(
                self.stranger(&cancel.request_id, ven_id).unwrap_or_else(|| self.cancel_reports(now, &cancel, out)),
            ),
            Heard::RegisterReport { request_id, ven_id } => {
                Reply::RegisteredReport(self.stranger(&request_id, ven_id).unwrap_or_else(|| Outcome::ok(request_id)))
            }
            Heard::UpdateReport { request_id } => {
                Reply::UpdatedReport(Outcome::error(request_id, 452, "no report was asked for"))
            }
            Heard::Reregister { ven_id } => Reply::Response(self.stranger("", Some(ven_id)).unwrap_or_else(|| {
                self.register_again(now);
                Outcome::ok("")
            })),
            Heard::CancelRegistration { request_id, registration_id, ven_id } => {
                let known = self.registration.as_ref().map(|registration| registration.registration_id.as_str());
                let wrong = (known != Some(registration_id.as_str()))
                    .then(|| Outcome::error(&request_id, 452, format!("no registration {registration_id:?} is known")));
                match self.stranger(&request_id, ven_id).or(wrong) {
                    Some(outcome) => Reply::CanceledRegistration { outcome, registration_id },
                    None => {
                        let registration_id = self.unregistered(now, out);
                        Reply::CanceledRegistration { outcome: Outcome::ok(request_id), registration_id }
                    }
                }
            }
            other => return Err(Box::new(other)),
        })
    }

    /// What is answered to a message that names another VEN [OADR2b rule 21].
    fn stranger(&self, request_id: &str, ven_id: Option<String>) -> Option<Outcome> {
        let ours = self.ven_id();
        let named = ven_id.filter(|named| !named.is_empty() && !ours.is_empty() && *named != ours)?;
        Some(Outcome::error(request_id, 452, format!("this VEN is not {named:?}")))
    }

    /// Registers anew, keeping who we are [OADR2b oadrRequestReregistration].
    pub(super) fn register_again(&mut self, now: Now) {
        if let Some(registration) = self.registration.take() {
            self.config.ven_id = Some(registration.ven_id);
        }
        self.poll_at = now.mono;
    }

    /// The VTN has cancelled our registration, which is returned: its events and requests end, and we register anew
    /// [OADR2b oadrCancelPartyRegistration].
    fn unregistered(&mut self, now: Now, out: &mut Vec<Output>) -> String {
        let registration_id = self.registration.take().map(|r| r.registration_id).unwrap_or_default();
        let mut records = vec![self.memo("registration", Vec::new())];
        self.book.schedules.tell_again();
        records.extend(self.reports.cancel_all(&self.owner));
        records.extend(self.history.cancel_all(&self.owner));
        self.durable.commit(records, out);
        let seconds = now.wall.to_seconds().0;
        self.book.distribute(&self.config, "", &[], seconds, &mut |bound| bound);
        self.events_changed(now);
        self.register_later(now);
        registration_id
    }

    /// Takes a list of events; the error is for a VTN that is not ours.
    pub(super) fn distributed(
        &mut self,
        now: Now,
        request_id: &str,
        vtn_id: &str,
        events: &[Incoming],
    ) -> Result<(), Outcome> {
        let known = self.registration.as_ref().map(|registration| registration.vtn_id.as_str());
        if known.is_some_and(|known| !known.is_empty() && known != vtn_id) {
            // [OADR2b rule 21]: a list of somebody else's events says nothing about ours.
            tracing::warn!(upstream = %self.config.upstream, vtn_id, "events of a foreign vtnID are passed over");
            return Err(Outcome::error(request_id, 452, format!("{vtn_id:?} is not the VTN that registered us")));
        }
        let (jitter, config) = (&mut self.jitter, &self.config);
        let mut draw = |bound: i64| i64::try_from(jitter.upto(bound.unsigned_abs())).unwrap_or(0);
        let answers = self.book.distribute(config, request_id, events, now.wall.to_seconds().0, &mut draw);
        if !answers.is_empty() {
            self.replies.push_back(Reply::CreatedEvent(answers));
        }
        self.tell_opts();
        self.events_changed(now);
        Ok(())
    }

    // ---- reports ----

    /// Serves what the VTN asks for; what it is told of that.
    pub(super) fn ask_reports(
        &mut self,
        now: Now,
        request_id: &str,
        asks: &[ReportAsk],
        out: &mut Vec<Output>,
    ) -> Outcome {
        let mut outcome = Outcome::ok(request_id);
        for ask in asks {
            if let Err(says) = self.ask_report(now, ask, out) {
                outcome = Outcome::error(request_id, 461, says);
            }
        }
        outcome
    }

    /// Serves one report, where it is offered [OADR2b 461].
    fn ask_report(&mut self, now: Now, ask: &ReportAsk, out: &mut Vec<Output>) -> Result<(), String> {
        if ask.specifier == METADATA {
            (self.todo.reports, self.metadata_for) = (true, Some(ask.id.clone()));
            return Ok(());
        }
        let specifier = Specifier::from_id(&ask.specifier)
            .ok_or_else(|| format!("no report is specified as {:?}", ask.specifier))?;
        let known: Vec<_> = self.reports.lines(specifier).map(|line| line.rid.clone()).collect();
        if let Some(unknown) = ask.rids.iter().find(|rid| !known.contains(rid)) {
            return Err(format!("{} has no rID {unknown:?}", ask.specifier));
        }
        let rids = if ask.rids.is_empty() { known } else { ask.rids.clone() };
        if specifier.is_of_the_past() {
            let wanted = self.history_wanted(now.wall.to_seconds().0, ask, (specifier, rids))?;
            let records = self.history.ask(&self.owner, wanted).ok_or(TOO_MANY)?;
            self.durable.commit(records, out);
            return Ok(());
        }
        let now_s = now.wall.to_seconds().0;
        let named_s = ask.start_s.unwrap_or(now_s);
        // What is heard of late begins with the next of the intervals that were asked for.
        let missed_s = (now_s - named_s).max(0);
        let step_s = ask.granularity_s.clamp(1, REPORT_S_MAX);
        let start_s = named_s.saturating_add((missed_s + step_s - 1).div_euclid(step_s).saturating_mul(step_s));
        let request = Request {
            id: ask.id.clone(),
            specifier,
            granularity_s: ask.granularity_s.clamp(0, REPORT_S_MAX),
            back_s: ask.back_s.clamp(0, REPORT_S_MAX),
            start_s,
            end_s: (ask.seconds > 0).then(|| named_s.saturating_add(ask.seconds)),
            rids,
            named: (ask.start_s, ask.seconds),
        };
        if request.end_s.is_some_and(|end_s| end_s <= start_s) {
            // It has ended before we heard of it, or heard again: nothing is left to tell.
            return Ok(());
        }
        let records = self.reports.ask(&self.owner, request).ok_or(TOO_MANY)?;
        self.durable.commit(records, out);
        Ok(())
    }

    /// What a request for history means [OADR2b HISTORY_USAGE]: from the start of its interval, or of the last day, to the end
    /// of it, or to now; with a time between reports, in rounds.
    fn history_wanted(
        &self,
        now_s: i64,
        ask: &ReportAsk,
        (specifier, rids): (Specifier, Vec<String>),
    ) -> Result<Wanted, String> {
        let granularity_s = if ask.granularity_s == 0 { MINUTE_S } else { ask.granularity_s.clamp(1, REPORT_S_MAX) };
        let back_s = ask.back_s.clamp(0, REPORT_S_MAX);
        let asked_s = ask.start_s.unwrap_or(now_s - DAY_S);
        // What is older is not kept; the first interval that may be begins where one of those asked for does.
        let before_s = now_s.saturating_sub(i64::from(self.config.history_s)).saturating_sub(asked_s).max(0);
        let skipped = before_s.saturating_add(granularity_s - 1) / granularity_s;
        let start_s = asked_s.saturating_add(skipped.saturating_mul(granularity_s));
        let end_s = match (ask.seconds, back_s) {
            (0, 0) => Some(now_s),
            (0, _) => None,
            (seconds, _) => Some(asked_s.saturating_add(seconds)),
        };
        let due_s = match end_s {
            Some(end_s) if back_s == 0 => end_s,
            end_s => {
                let first_s = if start_s > now_s { start_s.saturating_add(back_s) } else { now_s };
                end_s.map_or(first_s, |end| end.min(first_s))
            }
        };
        if end_s.is_some_and(|end| end < start_s) && ask.seconds == 0 {
            return Err("the history asked for begins in the future and has no end".to_owned());
        }
        if (due_s - start_s) / granularity_s > INTERVALS_MAX {
            return Err(format!("more than {INTERVALS_MAX} intervals of history at once"));
        }
        let (id, carry) = (ask.id.clone(), Carry::default());
        Ok(Wanted { id, specifier, rids, granularity_s, back_s, told_s: start_s, end_s, due_s, carry })
    }

    /// Ends reports, with a last update where one is to follow; what the VTN is told of that [OADR2b oadrCancelReport].
    pub(super) fn cancel_reports(&mut self, now: Now, cancel: &ReportCancel, out: &mut Vec<Output>) -> Outcome {
        let mut outcome = Outcome::ok(&cancel.request_id);
        for id in &cancel.ids {
            if cancel.follows
                && let Some((update, marks)) = self.reports.last_update(&self.owner, id, now.wall)
            {
                self.queue_update(now.wall, update, marks, out);
            }
            match self.reports.cancel(&self.owner, id).or_else(|| self.history.cancel(&self.owner, id)) {
                Some(records) => self.durable.commit(records, out),
                None => outcome = Outcome::error(&cancel.request_id, 452, format!("no report is asked for as {id:?}")),
            }
        }
        outcome
    }
}
