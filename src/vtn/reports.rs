//! EiReport: what VENs offer, what is asked of them, what they send, and what they may ask of us.

use super::calendar::moment;
use super::heard::{Data, DatumValue, Heard, Outcome as TheirOutcome};
use super::said::{Outcome, Said};
use super::state::{Step, Vtn};
use super::ven::{Errand, Ven, What};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tieline_core::model::UtcSeconds;

/// Seconds for which updates of a report that has ended are taken.
const LATE_UPDATES_S: i64 = 86_400;
/// Seconds that a VEN has for the last update of a report whose end it has confirmed.
const LAST_UPDATE_S: i64 = 600;
/// Most reports asked of one VEN, or by it.
pub(super) const REQUESTS_MAX: usize = 100;

/// A line of a report that is offered [OADR2b oadrReportDescription].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    /// Its rID.
    pub rid: String,
    /// reportType: `usage`, `storedEnergy` ...
    #[serde(rename = "type")]
    pub kind: String,
    /// readingType: `Mean`, `Direct Read` ...
    pub reading_type: String,
    /// Its unit with its scale: `W`, `kWh` ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The resources that it is of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_ids: Vec<String>,
}

/// A report that is offered [OADR2b METADATA reports].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its reportSpecifierID.
    pub specifier: String,
    /// Its reportName without `METADATA_`.
    pub name: String,
    /// Its lines.
    pub lines: Vec<OfferLine>,
}

/// A report that is asked for [OADR2b reportSpecifier].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// The reportSpecifierID of the offer.
    pub specifier: String,
    /// Length of its intervals in seconds; 0: one-shot, or as the source has it.
    #[serde(default)]
    pub granularity_s: u32,
    /// Seconds between updates; 0: one-shot.
    #[serde(default)]
    pub back_s: u32,
    /// From when on, in Unix seconds; absent: from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_s: Option<i64>,
    /// For how many seconds; 0: until it is cancelled.
    #[serde(default)]
    pub duration_s: u32,
    /// The lines by rID and readingType; none: all of the offer.
    #[serde(default)]
    pub lines: Vec<(String, String)>,
}

/// How far a request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// The VEN was asked, or will be.
    Asked,
    /// The VEN has said that it will report, or has.
    Confirmed,
    /// The VEN has refused, with this code.
    Refused(u16),
    /// A last update is to come.
    Ending,
}

/// A report asked of a VEN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRequest {
    /// What was asked for.
    pub request: NewRequest,
    /// How far it has come.
    pub state: RequestState,
    /// When it was asked for.
    #[serde(with = "moment")]
    pub at: UtcSeconds,
}

/// A value that a VEN has reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The VEN.
    pub ven_id: String,
    /// The reportRequestID.
    pub request_id: String,
    /// The line.
    pub rid: String,
    /// When its interval began, or the instant of a point.
    #[serde(with = "moment")]
    pub start: UtcSeconds,
    /// Seconds that it covers; 0: a point.
    pub seconds: i64,
    /// A quantity in the line's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Of a status: whether the resource is on line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Of a status: whether somebody on site has taken it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<bool>,
    /// oadrDataQuality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
}

/// Readings that were made durable.
pub trait Archive {
    /// Readings of a VEN that begin in `from..to`, Unix seconds, in the order of time; at most `limit`.
    ///
    /// # Errors
    /// Why they cannot be read, for people.
    fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Result<Vec<Reading>, String>;
}

impl NewRequest {
    /// When it ends; `None`: when it is cancelled, or with its one update.
    fn end_s(&self) -> Option<i64> {
        let length = Some(i64::from(self.duration_s)).filter(|seconds| *seconds > 0);
        Some(self.start_s?.saturating_add(length?))
    }

    /// Whether one update is all: neither periodic nor with an end to come.
    pub(super) fn is_one_shot(&self) -> bool {
        self.back_s == 0
    }
}

impl Ven {
    /// Drops errands that would ask for nothing any more: answered, refused or ended.
    pub(super) fn drop_idle_errands(&mut self) {
        let requests = &self.requests;
        let asks = |id: &String| requests.get(id).is_some_and(|request| request.state == RequestState::Asked);
        self.queue.retain(|errand| match &errand.what {
            What::CreateReport { ids } => ids.iter().any(asks),
            _ => true,
        });
    }

    /// The lines of a request: those that it names, or all of the offer.
    pub(super) fn lines_of(&self, request: &NewRequest) -> Vec<(String, String)> {
        if !request.lines.is_empty() {
            return request.lines.clone();
        }
        let offer = self.offers.get(&request.specifier);
        let lines = offer.map(|offer| offer.lines.as_slice()).unwrap_or_default();
        lines.iter().map(|line| (line.rid.clone(), line.reading_type.clone())).collect()
    }
}

impl Vtn {
    /// A VEN tells what it can report; the answer asks for what we want.
    pub(super) fn register_reports(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        heard: &Heard,
        offers: &[Offer],
    ) -> Said {
        let wanted = self.settings().reports.clone();
        let Some(ven) = self.ven_mut(ven_id) else { return Said::Response(Outcome::ok(&*heard.request_id)) };
        ven.offers = offers.iter().map(|offer| (offer.specifier.clone(), offer.clone())).collect();
        ven.queue.retain(|errand| errand.what != What::AskMetadata);
        for wanted in wanted {
            for offer in offers.iter().filter(|offer| offer.name == wanted.name) {
                let is_asked = |known: &ReportRequest| known.request.specifier == offer.specifier;
                if ven.requests.values().any(is_asked) || ven.requests.len() >= REQUESTS_MAX {
                    continue;
                }
                let (granularity_s, back_s) = (wanted.granularity_s, wanted.back_s);
                let request =
                    NewRequest { specifier: offer.specifier.clone(), granularity_s, back_s, ..Default::default() };
                ven.requests.insert(step.id(), ReportRequest { request, state: RequestState::Asked, at: step.now() });
            }
        }
        // A VEN that was started anew may have forgotten what it was asked before; what has ended or
        // is to end is not asked again.
        let now_s = step.now().0;
        let known: Vec<String> = ven
            .requests
            .iter()
            .filter(|(_, known)| ven.offers.contains_key(&known.request.specifier))
            .filter(|(_, known)| matches!(known.state, RequestState::Asked | RequestState::Confirmed))
            .filter(|(_, known)| known.request.end_s().is_none_or(|end_s| end_s > now_s))
            .filter(|(id, _)| !is_named_in(&ven.queue, id))
            .map(|(id, _)| id.clone())
            .collect();
        let asks = known.iter().filter_map(|id| ven.ask(id)).collect();
        ven.queue.retain(
            |errand| !matches!(&errand.what, What::CreateReport { ids } if ids.iter().all(|id| known.contains(id))),
        );
        let unsure: Vec<String> = known
            .into_iter()
            .filter(|id| ven.requests.get(id).is_some_and(|it| it.state == RequestState::Asked))
            .collect();
        if !unsure.is_empty() {
            // Until the VEN has said that it will: the answer that asks may be lost.
            let request_id = step.id();
            ven.queue.push(Errand { request_id: request_id.clone(), what: What::CreateReport { ids: unsure } });
            self.note_said(ven_id, &request_id, step.at);
        }
        self.keep_ven(step, ven_id);
        Said::RegisteredReport { outcome: Outcome::ok(&*heard.request_id), asks }
    }

    /// A VEN has said that it will report, or that it will not.
    pub(super) fn created_report(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        outcome: &TheirOutcome,
        pending: &[String],
    ) {
        let Some(ven) = self.ven_mut(ven_id) else { return };
        let mut named: BTreeSet<String> = pending.iter().cloned().collect();
        let answered = ven.queue.iter().find(|errand| errand.request_id == outcome.request_id);
        if let Some(What::CreateReport { ids }) = answered.map(|errand| &errand.what) {
            named.extend(ids.iter().cloned());
        }
        for (id, request) in &mut ven.requests {
            if request.state == RequestState::Asked && named.contains(id) {
                request.state = match outcome.is_good() {
                    true => RequestState::Confirmed,
                    false => RequestState::Refused(outcome.code),
                };
            }
        }
        ven.queue.retain(|errand| errand.what != What::AskMetadata || errand.request_id != outcome.request_id);
        self.keep_ven(step, ven_id);
    }

    /// A VEN has ended what it was to end.
    pub(super) fn canceled_report(
        &mut self,
        step: &mut Step<'_>,
        ven_id: &str,
        outcome: &TheirOutcome,
        pending: &[String],
    ) {
        let now = step.now();
        let Some(ven) = self.ven_mut(ven_id) else { return };
        let mut over: Vec<(String, bool)> = Vec::new();
        ven.queue.retain(|errand| match &errand.what {
            What::CancelReport { ids, follows } => {
                let done = errand.request_id == outcome.request_id || ids.iter().all(|id| !pending.contains(id));
                over.extend(ids.iter().filter(|_| done).map(|id| (id.clone(), *follows)));
                !done
            }
            _ => true,
        });
        for (id, follows) in over {
            match ven.requests.get_mut(&id) {
                Some(request) if follows => request.at = now,
                _ => _ = ven.requests.remove(&id),
            }
        }
        self.keep_ven(step, ven_id);
    }

    /// Forgets reports that have ended a day ago: until then updates that were held up are taken.
    pub(super) fn tidy_requests(&mut self, step: &mut Step<'_>) {
        let floor_s = step.now().0 - LATE_UPDATES_S;
        let mut changed = Vec::new();
        for ven in self.vens_mut().values_mut() {
            let before = ven.requests.len();
            ven.requests.retain(|_, known| match known.request.end_s() {
                Some(end_s) => end_s > floor_s,
                // All that there was has been told once; what was asked for in rounds goes on.
                None => {
                    let may_be_told = known.request.is_one_shot() && known.state == RequestState::Confirmed;
                    !may_be_told || known.at.0 > floor_s
                }
            });
            changed.extend((ven.requests.len() != before).then(|| ven.id.clone()));
        }
        changed.iter().for_each(|ven_id| self.keep_ven(step, ven_id));
    }

    /// Forgets reports whose last update is overdue: there was nothing left to tell.
    pub(super) fn forget_ended(&mut self, step: &mut Step<'_>, ven_id: &str) {
        let now_s = step.now().0;
        let Some(ven) = self.ven_mut(ven_id) else { return };
        let overdue = |(id, request): (&String, &ReportRequest)| {
            let late = request.at.0.saturating_add(LAST_UPDATE_S) < now_s;
            (request.state == RequestState::Ending && late && !is_named_in(&ven.queue, id)).then(|| id.clone())
        };
        let gone: Vec<String> = ven.requests.iter().filter_map(overdue).collect();
        if !gone.is_empty() {
            gone.iter().for_each(|id| _ = ven.requests.remove(id));
            self.keep_ven(step, ven_id);
        }
    }

    /// Takes data in: durable before the VEN hears of it (rule 4). An unknown reportRequestID is 452 [OADR2b rule 304].
    pub(super) fn update_report(&mut self, step: &mut Step<'_>, ven_id: &str, heard: &Heard, reports: &[Data]) -> Said {
        let mut outcome = Outcome::ok(&*heard.request_id);
        let mut changed = false;
        let Some(ven) = self.vens_mut().get_mut(ven_id) else { return Said::Response(outcome) };
        for data in reports {
            let Some(request) = ven.requests.get_mut(&data.request_id) else {
                outcome =
                    Outcome::error(&*heard.request_id, 452, format!("no report {:.80} was asked for", data.request_id));
                continue;
            };
            for line in &data.lines {
                step.put_reading(&reading(ven_id, &data.request_id, line));
            }
            if let Some(says) = &data.fault {
                outcome = Outcome::error(&*heard.request_id, 459, says.clone());
            }
            // History comes in as many updates as it needs; how many, nobody says.
            let offer = ven.offers.get(&request.request.specifier);
            let of_the_past = offer.is_some_and(|offer| offer.name.starts_with("HISTORY"));
            let over = request.state == RequestState::Ending || (request.request.is_one_shot() && !of_the_past);
            if over {
                ven.requests.remove(&data.request_id);
                changed = true;
            } else if request.state == RequestState::Asked {
                request.state = RequestState::Confirmed;
                changed = true;
            }
        }
        let cancel = ven.queue.iter().find_map(|errand| match &errand.what {
            What::CancelReport { ids, follows } => Some((errand.request_id.clone(), ids.clone(), *follows)),
            _ => None,
        });
        if let Some((request_id, ..)) = &cancel {
            // Said once here; polls say it again until it is answered, however often updates come.
            self.line_mut(ven_id).said_at.entry(request_id.clone()).or_insert(step.at);
        }
        if changed {
            self.keep_ven(step, ven_id);
        }
        Said::UpdatedReport { outcome, cancel }
    }
}

/// Whether a report is being ended.
fn is_named_in(queue: &[Errand], id: &String) -> bool {
    queue.iter().any(|errand| matches!(&errand.what, What::CancelReport { ids, .. } if ids.contains(id)))
}

impl Ven {
    /// What is asked by this reportRequestID, with its lines.
    pub(super) fn ask(&self, id: &str) -> Option<(String, NewRequest)> {
        let known = self.requests.get(id)?;
        let lines = self.lines_of(&known.request);
        Some((id.to_owned(), NewRequest { lines, ..known.request.clone() }))
    }
}

fn reading(ven_id: &str, request_id: &str, line: &super::heard::Datum) -> Reading {
    let (value, online, overridden) = match line.value {
        DatumValue::Number(value) => (Some(value), None, None),
        DatumValue::Status { online, overridden } => (None, Some(online), Some(overridden)),
    };
    Reading {
        ven_id: ven_id.to_owned(),
        request_id: request_id.to_owned(),
        rid: line.rid.clone(),
        start: UtcSeconds(line.start_s),
        seconds: line.seconds,
        value,
        online,
        overridden,
        quality: line.quality.clone(),
    }
}
