//! Reports that VENs ask of us: what we have stored of them.

use super::heard::Outcome as TheirOutcome;
use super::reports::{NewRequest, Offer, OfferLine, REQUESTS_MAX, Reading};
use super::said::{Outcome, Said};
use super::state::{Step, Vtn};
use super::ven::{Errand, Line, Ven, What};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The reportSpecifierID of the one report that we offer: what we have read of the VEN itself.
pub(super) const RECEIVED: &str = "received";
/// Longest reportRequestID of a VEN's, in bytes.
const ID_BYTES_MAX: usize = 256;
/// Most readings in an update of ours.
const READINGS_MAX: usize = 1_000;

/// A report that a VEN asks of us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    pub(super) request: NewRequest,
    /// What is told next begins here, in Unix seconds.
    pub(super) from_s: i64,
    /// The next update is due then.
    pub(super) due_s: i64,
    /// Nothing is told of what begins later.
    pub(super) ends_s: Option<i64>,
    /// The update under way: its requestID, and where it ends.
    pub(super) sent: Option<(String, i64)>,
}

impl Ven {
    /// What we can report to this VEN: what we have read of it.
    pub(super) fn our_offers(&self) -> Vec<Offer> {
        let lines: Vec<OfferLine> = self.offers.values().flat_map(|offer| offer.lines.clone()).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Offer { specifier: RECEIVED.to_owned(), name: "HISTORY_USAGE".to_owned(), lines }]
    }

    fn outstanding(&self) -> Vec<String> {
        self.asked.keys().cloned().collect()
    }
}

impl Vtn {
    /// A VEN asks for reports of ours; 461 for one that we do not offer.
    pub(super) fn create_reports(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        request_id: &str,
        asks: &[(String, NewRequest)],
    ) -> Said {
        let now_s = step.now().0;
        let Some(ven) = self.ven_mut(ven_id) else { return Said::Response(Outcome::ok(request_id)) };
        let mut outcome = Outcome::ok(request_id);
        for (id, request) in asks {
            if request.specifier == "METADATA" {
                // They want to hear again what we offer [OADR2b rule 306].
                if !ven.queue.iter().any(|errand| errand.what == What::RegisterReport) {
                    ven.queue.push(Errand { request_id: step.id(), what: What::RegisterReport });
                }
                continue;
            }
            let is_offered = ven.our_offers().iter().any(|offer| offer.specifier == request.specifier);
            if !is_offered {
                outcome = Outcome::error(request_id, 461, format!("{:.80} is not offered", request.specifier));
                continue;
            }
            // The same again goes on as it was (rule 5).
            if ven.asked.get(id).is_some_and(|known| known.request == *request) {
                continue;
            }
            if id.len() > ID_BYTES_MAX {
                outcome =
                    Outcome::error(request_id, 454, format!("a reportRequestID has at most {ID_BYTES_MAX} bytes"));
                continue;
            }
            if ven.asked.len() >= REQUESTS_MAX {
                outcome = Outcome::error(request_id, 469, format!("{REQUESTS_MAX} reports are under way; cancel some"));
                continue;
            }
            let first_s = now_s + i64::from(request.back_s);
            let from_s = request.start_s.unwrap_or(if request.is_one_shot() { 0 } else { now_s });
            let ends_s = (request.duration_s > 0).then(|| from_s.saturating_add(request.duration_s.into()));
            let asked = Asked { request: request.clone(), from_s, due_s: first_s, ends_s, sent: None };
            ven.asked.insert(id.clone(), asked);
        }
        let pending = ven.outstanding();
        self.keep_ven(step, ven_id);
        Said::CreatedReport { outcome, pending }
    }

    /// A VEN no longer wants reports of ours.
    pub(super) fn cancel_reports(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        request_id: &str,
        ids: &[String],
    ) -> Said {
        let Some(ven) = self.ven_mut(ven_id) else { return Said::Response(Outcome::ok(request_id)) };
        let known = ids.iter().filter(|id| ven.asked.remove(*id).is_some()).count();
        let outcome = match known == ids.len() {
            true => Outcome::ok(request_id),
            false => Outcome::error(request_id, 452, "not all of these reports were asked for"),
        };
        let pending = ven.outstanding();
        self.keep_ven(step, ven_id);
        Said::CanceledReport { outcome, pending }
    }

    /// The next update of ours that is due.
    pub(super) fn update_due(&mut self, step: &mut Step<'_>, ven_id: &str) -> Option<Said> {
        let (now, resend_ms) = (step.now(), self.settings().resend_ms());
        let sent_at = |line: &Line, id: &str| line.said_at.get(id).copied();
        let line = self.line(ven_id);
        let free = |asked: &Asked| {
            let at = asked.sent.as_ref().and_then(|(id, _)| sent_at(line?, id));
            at.is_none_or(|at| step.at.since(at) >= resend_ms)
        };
        let due = self.ven(ven_id)?.asked.iter().find(|(_, asked)| asked.due_s <= now.0 && free(asked));
        let (report_id, asked) = due.map(|(id, asked)| (id.clone(), asked.clone()))?;
        let rids: BTreeSet<&String> = asked.request.lines.iter().map(|(rid, _)| rid).collect();
        let until_s = asked.ends_s.map_or(now.0, |ends_s| ends_s.min(now.0));
        let found = step.archive.readings(ven_id, asked.from_s, until_s, READINGS_MAX);
        let found = found.inspect_err(|why| step.note(format!("readings: {why}"))).ok()?;
        let upto = match found.len() < READINGS_MAX {
            true => until_s,
            false => found.last().map_or(until_s, |last| last.start.0.max(asked.from_s + 1)),
        };
        let wanted = |reading: &Reading| reading.start.0 < upto && (rids.is_empty() || rids.contains(&reading.rid));
        let readings = found.into_iter().filter(wanted).collect();
        let id = step.id();
        if let Some(asked) = self.ven_mut(ven_id).and_then(|ven| ven.asked.get_mut(&report_id)) {
            asked.sent = Some((id.clone(), upto));
        }
        self.note_said(ven_id, &id, step.at);
        self.keep_ven(step, ven_id);
        Some(Said::UpdateReport { request_id: id, report_id, readings, now })
    }

    /// A VEN has taken an update of ours.
    pub(super) fn updated_report(&mut self, step: &mut Step<'_>, ven_id: &str, outcome: &TheirOutcome) {
        let now_s = step.now().0;
        let Some(ven) = self.ven_mut(ven_id) else { return };
        let taken = |asked: &Asked| asked.sent.as_ref().is_some_and(|(id, _)| *id == outcome.request_id);
        let Some((id, asked)) = ven.asked.iter_mut().find(|(_, asked)| taken(asked)) else { return };
        let id = id.clone();
        let upto = asked.sent.take().map_or(asked.from_s, |(_, upto)| upto);
        asked.from_s = upto;
        let request = &asked.request;
        let end_s = asked.ends_s.unwrap_or(i64::MAX);
        let done = upto >= end_s || (request.is_one_shot() && upto >= now_s.min(end_s) - 1);
        asked.due_s = asked.due_s.saturating_add(i64::from(asked.request.back_s)).max(now_s);
        if done || !outcome.is_good() {
            ven.asked.remove(&id);
        }
        self.keep_ven(step, ven_id);
    }
}
