//! How each machine of a gateway is wired: who hears what it wants.

use super::archive;
use super::figures::Ledger;
use super::push::Asked;
use super::recorder::Listener;
use crate::assets::sunspec;
use crate::runtime::drive::{Action, Role};
use crate::utility;
use std::collections::BTreeMap;
use tieline_core::engine::{self, SiteView};
use tieline_core::model::{Alarm, AssetId, HttpRequest, Reading, Record, Seconds, SiteId, UpstreamId};
use tokio::sync::{mpsc, watch};

/// A request on its way to a session's connection: number, request, time limit in milliseconds.
pub(super) type Errand = (u64, HttpRequest, u64);
/// A Modbus exchange on its way to a device's connection.
pub(super) type Exchange = sunspec::Output;

/// A session towards a utility.
pub(super) struct SessionRole {
    pub(super) upstream: UpstreamId,
    pub(super) errands: mpsc::Sender<Errand>,
    /// Where stored readings are asked for, and the queue that they come to.
    pub(super) archive: mpsc::Sender<archive::Wanted>,
    pub(super) own: mpsc::Sender<utility::Input>,
    /// Where answers to what the server asked are waited for.
    pub(super) asked: Asked,
    pub(super) site: mpsc::Sender<engine::Input>,
    pub(super) offset: watch::Sender<Seconds>,
    pub(super) alarms: AlarmBook,
    pub(super) ledger: Ledger,
    pub(super) clock: crate::runtime::clock::Clock,
}

impl Role for SessionRole {
    type Machine = utility::Session;

    fn timer(&self) -> utility::Input {
        utility::Input::Timer
    }

    fn commit_failed(&self) -> utility::Input {
        utility::Input::CommitFailed
    }

    fn sort(&self, output: utility::Output) -> Action<utility::Output> {
        match output {
            utility::Output::WakeAt(at) => Action::WakeAt(at),
            utility::Output::Commit(records) => Action::Commit(records),
            other => Action::Perform(other),
        }
    }

    fn acknowledges(&self, output: &utility::Output) -> bool {
        matches!(output, utility::Output::Request { .. } | utility::Output::Answer { .. })
    }

    async fn perform(&mut self, output: utility::Output) {
        match output {
            utility::Output::Request { id, request, timeout_ms } => {
                let _ = self.errands.send((id, request, timeout_ms)).await;
            }
            utility::Output::Answer { id, response } => self.asked.answer(id, response),
            utility::Output::Recall { id, source, from, to, after_seq } => {
                let (upstream, session) = (self.upstream.clone(), self.own.clone());
                // A full queue is emptied soon; the session asks again.
                let wanted = archive::Wanted { upstream, session, id, source, from, to, after_seq };
                let _ = self.archive.try_send(wanted);
            }
            utility::Output::Programs(set) => {
                self.offset.send_replace(set.server_offset);
                self.ledger.programs(&set, self.clock.now().wall);
                let _ = self.site.send(engine::Input::Programs(set)).await;
            }
            utility::Output::Alarm(alarm) => self.alarms.raise(self.upstream.as_str(), alarm),
            utility::Output::WakeAt(_) | utility::Output::Commit(_) => {}
        }
    }
}

/// The engine of the site.
pub(super) struct SiteRole {
    pub(super) site: SiteId,
    pub(super) audit: mpsc::Sender<Record>,
    pub(super) sessions: BTreeMap<UpstreamId, (mpsc::Sender<utility::Input>, watch::Receiver<Seconds>)>,
    pub(super) drivers: BTreeMap<AssetId, mpsc::Sender<sunspec::Input>>,
    pub(super) view: watch::Sender<Option<SiteView>>,
    pub(super) alarms: AlarmBook,
    pub(super) ledger: Ledger,
}

impl Role for SiteRole {
    type Machine = engine::Site;

    fn timer(&self) -> engine::Input {
        engine::Input::Timer
    }

    fn commit_failed(&self) -> engine::Input {
        engine::Input::CommitFailed
    }

    fn sort(&self, output: engine::Output) -> Action<engine::Output> {
        match output {
            engine::Output::WakeAt(at) => Action::WakeAt(at),
            engine::Output::Commit(records) => Action::Commit(records),
            other => Action::Perform(other),
        }
    }

    fn acknowledges(&self, output: &engine::Output) -> bool {
        matches!(output, engine::Output::Transition(_))
    }

    async fn perform(&mut self, output: engine::Output) {
        match output {
            engine::Output::Setpoint(setpoint) => {
                self.ledger.setpoint(&setpoint);
                if !setpoint.renewal {
                    let _ =
                        self.audit.send(Record::Setpoint { site: self.site.clone(), setpoint: setpoint.clone() }).await;
                }
                if let Some(driver) = self.drivers.get(&setpoint.asset) {
                    // A full queue means a device that does not answer; the next renewal says the same again.
                    let _ = driver.try_send(sunspec::Input::Setpoint(setpoint));
                }
            }
            engine::Output::Transition(transition) => {
                if let Some((session, offset)) = self.sessions.get(&transition.event.upstream) {
                    self.ledger.transition(&transition, offset.borrow().0 * 1_000);
                    let _ = session.send(utility::Input::Transition(transition)).await;
                }
            }
            engine::Output::Alarm(alarm) => {
                for (session, _) in self.sessions.values() {
                    let _ = session.try_send(utility::Input::Alarm(alarm.clone()));
                }
                self.alarms.raise("engine", alarm);
            }
            engine::Output::View(view) => drop(self.view.send_replace(Some(view))),
            engine::Output::WakeAt(_) | engine::Output::Commit(_) => {}
        }
    }
}

/// A driver of one device.
pub(super) struct DriverRole {
    pub(super) asset: AssetId,
    pub(super) exchanges: mpsc::Sender<Exchange>,
    pub(super) site: mpsc::Sender<engine::Input>,
    pub(super) sessions: Vec<mpsc::Sender<utility::Input>>,
    pub(super) readings: mpsc::Sender<Reading>,
    pub(super) audit: mpsc::Sender<Record>,
    pub(super) site_id: SiteId,
    pub(super) alarms: AlarmBook,
    pub(super) ledger: Ledger,
    pub(super) speed: u32,
}

impl Role for DriverRole {
    type Machine = sunspec::Driver;

    fn timer(&self) -> sunspec::Input {
        sunspec::Input::Timer
    }

    fn commit_failed(&self) -> sunspec::Input {
        sunspec::Input::Timer
    }

    fn sort(&self, output: sunspec::Output) -> Action<sunspec::Output> {
        match output {
            sunspec::Output::WakeAt(at) => Action::WakeAt(at),
            other => Action::Perform(other),
        }
    }

    fn acknowledges(&self, _: &sunspec::Output) -> bool {
        false
    }

    async fn perform(&mut self, output: sunspec::Output) {
        match output {
            sunspec::Output::Read { .. } | sunspec::Output::Write { .. } => {
                let _ = self.exchanges.send(output).await;
            }
            sunspec::Output::Discovered(asset) => {
                self.tell_sessions(&utility::Input::Asset(asset.clone())).await;
                let _ = self.site.send(engine::Input::Asset(asset)).await;
            }
            sunspec::Output::State(state) => {
                self.tell_sessions(&utility::Input::AssetState(state.clone())).await;
                let _ = self.site.send(engine::Input::AssetState(state)).await;
            }
            sunspec::Output::Reading(reading) => {
                self.ledger.taken(1);
                let _ = self.site.send(engine::Input::Reading(reading.clone())).await;
                let _ = self.readings.send(reading).await;
            }
            sunspec::Output::Result(result) => {
                self.ledger.result(&result, self.speed);
                let record = Record::Result { site: self.site_id.clone(), at: result.at, result: result.clone() };
                let _ = self.audit.send(record).await;
                let _ = self.site.send(engine::Input::Result(result)).await;
            }
            sunspec::Output::Alarm(alarm) => {
                self.tell_sessions(&utility::Input::Alarm(alarm.clone())).await;
                self.alarms.raise(self.asset.as_str(), alarm);
            }
            sunspec::Output::WakeAt(_) => {}
        }
    }
}

impl DriverRole {
    async fn tell_sessions(&self, input: &utility::Input) {
        for session in &self.sessions {
            let _ = session.send(input.clone()).await;
        }
    }
}

/// Durable samples go to a session.
pub(super) struct ToSession(pub(super) mpsc::Sender<utility::Input>);

impl Listener for ToSession {
    async fn hear(&self, reading: Reading) {
        let _ = self.0.send(utility::Input::Reading(reading)).await;
    }
}

/// Logs alarms and sends them to the audit.
#[derive(Clone)]
pub(super) struct AlarmBook {
    pub(super) site: SiteId,
    pub(super) audit: mpsc::Sender<Record>,
}

impl AlarmBook {
    pub(super) fn raise(&self, source: &str, alarm: Alarm) {
        if alarm.raised {
            tracing::warn!(source, kind = ?alarm.kind, "{}", alarm.says);
        } else {
            tracing::info!(source, kind = ?alarm.kind, "cleared: {}", alarm.says);
        }
        let record = Record::Alarm { site: self.site.clone(), alarm };
        if self.audit.try_send(record).is_err() {
            tracing::error!("the audit is behind: an alarm is in this log alone");
        }
    }
}
