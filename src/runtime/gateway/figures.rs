//! What a gateway counts of itself; the demo, the metrics and the local socket show it.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tieline_core::model::{Cause, EventKey, Millis, ProgramSet, Setpoint, SetpointResult, SetpointVerdict};
use tieline_core::model::{Transition, TransitionKind};

/// Events whose timing is remembered; older ones are forgotten first.
const EVENTS_MAX: usize = 1_000;

/// Counters and facts since the start.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Who we are to each upstream, and how we speak to it.
    pub upstreams: Vec<UpstreamFigures>,
    /// Decisions.
    pub setpoints: SetpointFigures,
    /// Samples on their way up.
    pub telemetry: TelemetryFigures,
    /// Events in the order in which they were first seen.
    pub events: Vec<EventFigures>,
}

/// One upstream.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UpstreamFigures {
    /// Its name.
    pub id: String,
    /// Our LFDI, 40 hexadecimal digits.
    pub lfdi: String,
    /// Our SFDI.
    pub sfdi: String,
    /// The suite of the last connection, by name.
    pub suite: Option<String>,
}

/// Decisions and what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetpointFigures {
    /// Setpoints that a device was written for, renewals included.
    pub written: u64,
    /// Of these, read back as written.
    pub verified: u64,
    /// Of these, refused, contested or not supported.
    pub rejected: u64,
    /// Not written, since the device did not answer.
    pub unreachable: u64,
    /// Not carried out, since a newer one came first.
    pub replaced: u64,
}

/// Samples on their way up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelemetryFigures {
    /// Samples taken by drivers.
    pub taken: u64,
    /// Of these, durable.
    pub stored: u64,
    /// Of these, refused by the store.
    pub lost: u64,
}

/// One event's timing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventFigures {
    /// Its mRID, 32 hexadecimal digits.
    pub mrid: String,
    /// Its modes, by their fields of DERControlBase.
    pub modes: Vec<String>,
    /// Milliseconds of host time from the moment when it could take effect (the later of its effective start and its
    /// receipt) to the first verified write that it caused; absent when it caused none.
    pub to_setpoint_ms: Option<f64>,
}

/// Shared by the roles of one gateway.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    figures: Figures,
    /// Where an event stands in `figures.events`.
    index: BTreeMap<EventKey, usize>,
    /// Wall clock of the gateway at which an event could take effect.
    due: BTreeMap<EventKey, Millis>,
    /// Setpoints waiting for their result, with the events that they are the first for.
    waiting: BTreeMap<u64, BTreeSet<EventKey>>,
}

impl Ledger {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of everything.
    pub fn figures(&self) -> Figures {
        self.inner().figures.clone()
    }

    /// An upstream is configured.
    pub fn upstream(&self, id: &str, lfdi: String, sfdi: String) {
        self.inner().figures.upstreams.push(UpstreamFigures { id: id.to_owned(), lfdi, sfdi, suite: None });
    }

    /// A connection to an upstream uses this suite.
    pub fn suite(&self, id: &str, suite: &str) {
        let mut inner = self.inner();
        let upstream = inner.figures.upstreams.iter_mut().find(|upstream| upstream.id == id);
        if let Some(upstream) = upstream
            && upstream.suite.as_deref() != Some(suite)
        {
            upstream.suite = Some(suite.to_owned());
        }
    }

    /// Drivers took so many samples.
    pub fn taken(&self, samples: u64) {
        self.inner().figures.telemetry.taken += samples;
    }

    /// So many samples are durable, or were refused by the store.
    pub fn stored(&self, samples: u64, durable: bool) {
        let telemetry = &mut self.inner().figures.telemetry;
        if durable { telemetry.stored += samples } else { telemetry.lost += samples }
    }

    /// A set of programs came in.
    pub fn programs(&self, set: &ProgramSet, now: Millis) {
        let mut inner = self.inner();
        for event in set.programs.iter().flat_map(|program| &program.events) {
            if inner.index.contains_key(&event.key) || inner.figures.events.len() >= EVENTS_MAX {
                continue;
            }
            let place = inner.figures.events.len();
            inner.figures.events.push(EventFigures {
                mrid: event.key.mrid.to_string(),
                modes: event.control.modes.keys().map(|mode| mode.field().to_owned()).collect(),
                to_setpoint_ms: None,
            });
            inner.index.insert(event.key.clone(), place);
            let start = event.start.to_millis().plus_ms(-1_000 * set.server_offset.0);
            inner.due.insert(event.key.clone(), now.max(start));
        }
    }

    /// An event took a step; `server_offset_ms` is what its server's clock is ahead of ours.
    pub fn transition(&self, transition: &Transition, server_offset_ms: i64) {
        if transition.kind != TransitionKind::Started {
            return;
        }
        let start = transition.at.to_millis().plus_ms(-server_offset_ms);
        if let Some(due) = self.inner().due.get_mut(&transition.event) {
            *due = (*due).max(start);
        }
    }

    /// A decision goes to its driver.
    pub fn setpoint(&self, setpoint: &Setpoint) {
        let mut inner = self.inner();
        let events = setpoint.causes.iter().filter_map(|cause| match cause {
            Cause::Event { event, .. } => Some(event),
            _ => None,
        });
        let first: BTreeSet<_> = events
            .filter(|event| {
                let figure = inner.index.get(event).and_then(|place| inner.figures.events.get(*place));
                figure.is_some_and(|figure| figure.to_setpoint_ms.is_none())
            })
            .cloned()
            .collect();
        if !first.is_empty() {
            inner.waiting.insert(setpoint.seq, first);
        }
    }

    /// What became of a decision; `speed` turns program time into host time.
    pub fn result(&self, result: &SetpointResult, speed: u32) {
        let mut inner = self.inner();
        count(&mut inner.figures.setpoints, &result.verdict);
        let Some(events) = inner.waiting.remove(&result.seq) else { return };
        if result.verdict != SetpointVerdict::Verified {
            return;
        }
        for event in events {
            let (Some(due), Some(place)) = (inner.due.get(&event).copied(), inner.index.get(&event).copied()) else {
                continue;
            };
            let took = result.at.since(due).max(0) as f64 / f64::from(speed);
            if let Some(figure) = inner.figures.events.get_mut(place) {
                figure.to_setpoint_ms.get_or_insert(took);
            }
        }
    }
}

fn count(figures: &mut SetpointFigures, verdict: &SetpointVerdict) {
    match verdict {
        SetpointVerdict::Unreachable => {
            figures.unreachable += 1;
            return;
        }
        SetpointVerdict::Replaced { .. } => {
            figures.replaced += 1;
            return;
        }
        SetpointVerdict::Verified => figures.verified += 1,
        SetpointVerdict::Rejected { .. } | SetpointVerdict::Contested { .. } | SetpointVerdict::NotSupported { .. } => {
            figures.rejected += 1
        }
    }
    figures.written += 1;
}
