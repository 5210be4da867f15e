//! Puts the machines of a gateway into tasks and the queues between them.

use super::answers::Answers;
use super::archive;
use super::connections::{Line, run_errands};
use super::push::{self, Asked, Entrance, Visitors};
use super::roles::{AlarmBook, DriverRole, SessionRole, SiteRole, ToSession};
use super::upstream::Connection;
use super::{Gateway, Ledger, QUEUE, StoreCommitter, audit, housekeeping, recorder};
use crate::assets::sunspec;
use crate::config::{AssetConfig, Driver, GatewayConfig, MeterSign, Protocol, UpstreamConfig};
use crate::runtime::clock::{Clock, random_seed};
use crate::runtime::drive::drive;
use crate::runtime::modbus::run_exchanges;
use crate::runtime::task::Tasks;
use crate::store::{ReadingQuery, Store};
use crate::utility;
use std::collections::BTreeMap;
use std::sync::Arc;
use tieline_core::engine::{self, SiteView};
use tieline_core::model::{AssetId, Millis, Record, Seconds, UpstreamId};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

/// Posts that a session takes up at its start; the rest follows after the next start.
const POSTS_AT_START: usize = 10_000;
/// Samples that a session averages again at its start: two hours of eight sources.
const SAMPLES_AT_START: usize = 60_000;
/// How far the server's clock may stand from ours for the open interval to be averaged again, in milliseconds.
const OFFSET_MS: i64 = 60_000;

/// The queues between the machines.
struct Queues {
    site: mpsc::Sender<engine::Input>,
    sessions: BTreeMap<UpstreamId, mpsc::Sender<utility::Input>>,
    drivers: BTreeMap<AssetId, mpsc::Sender<sunspec::Input>>,
    audit: mpsc::Sender<Record>,
}

pub(super) struct Builder {
    config: GatewayConfig,
    clock: Clock,
    store: Arc<Store>,
    committer: Arc<StoreCommitter>,
    ledger: Ledger,
    assets: Tasks,
    middle: Tasks,
    upstreams: Tasks,
}

impl Builder {
    pub(super) fn new(config: GatewayConfig, clock: Clock, store: Arc<Store>) -> Self {
        let committer = Arc::new(StoreCommitter(store.clone()));
        let (assets, middle, upstreams) = Default::default();
        Self { config, clock, store, committer, ledger: Ledger::default(), assets, middle, upstreams }
    }

    /// Starts everything; `listeners` are those of upstreams whose servers ask us.
    pub(super) fn start(
        mut self,
        connections: Vec<Connection>,
        listeners: BTreeMap<UpstreamId, TcpListener>,
    ) -> Gateway {
        let (site, site_inputs) = mpsc::channel(QUEUE);
        let (audit, audit_inputs) = mpsc::channel(QUEUE);
        let (session_queues, session_inputs): (BTreeMap<_, _>, Vec<_>) = connections
            .iter()
            .map(|connection| {
                let (queue, inputs) = mpsc::channel(QUEUE);
                ((connection.id.clone(), queue), inputs)
            })
            .unzip();
        let (driver_queues, driver_inputs): (BTreeMap<_, _>, Vec<_>) = self
            .config
            .assets
            .iter()
            .map(|asset| {
                let (queue, inputs) = mpsc::channel(QUEUE);
                ((asset.id.clone(), queue), inputs)
            })
            .unzip();
        let queues = Queues { site, sessions: session_queues, drivers: driver_queues, audit };
        let offsets: BTreeMap<_, _> =
            queues.sessions.keys().map(|id| (id.clone(), watch::Sender::new(Seconds(0)))).collect();
        let (view_sender, view) = watch::channel(None);
        self.start_site(&queues, &offsets, site_inputs, view_sender);
        self.start_drivers(&queues, driver_inputs);
        self.start_sessions(&queues, &offsets, connections, session_inputs, listeners);
        let (committer, stop) = (self.committer.clone(), self.middle.stopped());
        self.middle.spawn("audit", audit::write(audit_inputs, committer, self.clock.speed(), stop));
        let (store, alarms, stop) = (self.store.clone(), self.alarms(&queues), self.middle.stopped());
        self.middle.spawn("housekeeping", housekeeping::keep(store, self.clock, alarms, stop));
        self.start_local(&view, queues.sessions);
        Gateway { store: self.store, view, ledger: self.ledger, groups: [self.assets, self.middle, self.upstreams] }
    }

    fn alarms(&self, queues: &Queues) -> AlarmBook {
        AlarmBook { site: self.config.site.clone(), audit: queues.audit.clone() }
    }

    fn start_site(
        &mut self,
        queues: &Queues,
        offsets: &BTreeMap<UpstreamId, watch::Sender<Seconds>>,
        inputs: mpsc::Receiver<engine::Input>,
        view: watch::Sender<Option<SiteView>>,
    ) {
        let sessions = queues
            .sessions
            .iter()
            .filter_map(|(id, queue)| Some((id.clone(), (queue.clone(), offsets.get(id)?.subscribe()))));
        let role = SiteRole {
            site: self.config.site.clone(),
            sessions: sessions.collect(),
            drivers: queues.drivers.clone(),
            view,
            audit: queues.audit.clone(),
            alarms: self.alarms(queues),
            ledger: self.ledger.clone(),
        };
        let machine = engine::Site::new(site_config(&self.config));
        let restored = self.store.restore_site(&self.config.site).unwrap_or_else(|error| {
            tracing::error!(%error, "the site's state cannot be read: it starts from its safe defaults");
            Vec::new()
        });
        let first = queues.site.try_send(engine::Input::Restored(restored));
        debug_assert!(first.is_ok(), "the queue is new");
        let (clock, committer, stop) = (self.clock, self.committer.clone(), self.middle.stopped());
        self.middle.spawn("site", async move { drop(drive(machine, role, clock, inputs, committer, stop).await) });
    }

    fn start_drivers(&mut self, queues: &Queues, inputs: Vec<mpsc::Receiver<sunspec::Input>>) {
        let (readings, samples) = mpsc::channel(QUEUE);
        for (asset, inputs) in self.config.assets.clone().into_iter().zip(inputs) {
            let (exchanges, work) = mpsc::channel(4);
            let Some(queue) = queues.drivers.get(&asset.id).cloned() else { continue };
            let role = DriverRole {
                asset: asset.id.clone(),
                exchanges,
                site: queues.site.clone(),
                sessions: queues.sessions.values().cloned().collect(),
                readings: readings.clone(),
                audit: queues.audit.clone(),
                site_id: self.config.site.clone(),
                alarms: self.alarms(queues),
                ledger: self.ledger.clone(),
                speed: self.clock.speed(),
            };
            let machine = sunspec::Driver::new(driver_settings(&self.config, &asset));
            let _ = queue.try_send(sunspec::Input::Start);
            let (clock, committer, stop) = (self.clock, self.committer.clone(), self.assets.stopped());
            let name = format!("asset {}", asset.id);
            self.assets.spawn(name, async move { drop(drive(machine, role, clock, inputs, committer, stop).await) });
            let Driver::SunSpec { host, port, unit, timeout_ms, .. } = asset.driver;
            self.assets
                .spawn(format!("connection {}", asset.id), run_exchanges(host, port, unit, timeout_ms, work, queue));
        }
        let listeners = queues.sessions.values().cloned().map(ToSession).collect();
        let recorder = recorder::Recorder {
            site: self.config.site.clone(),
            seq: self.store.last_reading_seq(&self.config.site),
            committer: self.committer.clone(),
            listeners,
            ledger: self.ledger.clone(),
            speed: self.clock.speed(),
        };
        let stop = self.middle.stopped();
        self.middle.spawn("recorder", recorder::record(recorder, samples, stop));
    }

    fn start_sessions(
        &mut self,
        queues: &Queues,
        offsets: &BTreeMap<UpstreamId, watch::Sender<Seconds>>,
        connections: Vec<Connection>,
        inputs: Vec<mpsc::Receiver<utility::Input>>,
        mut listeners: BTreeMap<UpstreamId, TcpListener>,
    ) {
        let (archive, pages) = mpsc::channel(QUEUE);
        let (store, site, stop) = (self.store.clone(), self.config.site.clone(), self.middle.stopped());
        self.middle.spawn("archive", archive::keep(store, site, pages, stop));
        // Queues stand in the order of names, connections in that of the file.
        let mut inputs: BTreeMap<_, _> = connections.iter().map(|c| c.id.clone()).zip(inputs).collect();
        for Connection { id, session, identity, client, seal, entrance } in connections {
            let (Some(queue), Some(inputs), Some(offset)) =
                (queues.sessions.get(&id).cloned(), inputs.remove(&id), offsets.get(&id).cloned())
            else {
                continue;
            };
            let (lfdi, sfdi) = identity.map_or_else(Default::default, |(l, s)| (l.to_string(), s.to_string()));
            self.ledger.upstream(id.as_str(), lfdi, sfdi);
            let (errands, work) = mpsc::channel(4);
            let asked = Asked::default();
            if let (Some(Entrance { door, host, .. }), Some(listener)) = (entrance, listeners.remove(&id)) {
                let (upstream, seal, session) = (id.clone(), seal.clone(), queue.clone());
                let visitors = Visitors { upstream, host, seal, session, asked: asked.clone(), clock: self.clock };
                let stop = self.upstreams.stopped();
                self.upstreams.spawn(format!("entrance {id}"), push::receive(listener, door, visitors, stop));
            }
            let role = SessionRole {
                upstream: id.clone(),
                errands,
                archive: archive.clone(),
                own: queue.clone(),
                asked: asked.clone(),
                site: queues.site.clone(),
                offset,
                alarms: self.alarms(queues),
                ledger: self.ledger.clone(),
                clock: self.clock,
            };
            let mut restored = self.store.restore_upstream(&id).unwrap_or_default();
            restored.extend(self.store.outbox(&id, 0, POSTS_AT_START).unwrap_or_default());
            restored.extend(self.samples_to_average(&restored));
            let _ = queue.try_send(utility::Input::Restored(restored));
            let _ = queue.try_send(utility::Input::Start);
            let (clock, committer, stop) = (self.clock, self.committer.clone(), self.upstreams.stopped());
            let name = format!("session {id}");
            self.upstreams.spawn(name, async move { drop(drive(session, role, clock, inputs, committer, stop).await) });
            let connection = format!("connection {id}");
            let line = Line { client, seal, clock: self.clock };
            self.upstreams.spawn(connection, run_errands(id, line, work, queue, self.ledger.clone()));
        }
    }

    /// Samples since the oldest mark of a mirror: no post covers them yet, and the session passes over those that one does.
    fn samples_to_average(&self, restored: &[Record]) -> Vec<Record> {
        let mark = |record: &Record| match record {
            Record::Memo { name, value, .. } if name.starts_with("mirror/") => {
                std::str::from_utf8(value).ok()?.parse::<i64>().ok()
            }
            _ => None,
        };
        let Some(oldest_s) = restored.iter().filter_map(mark).min() else { return Vec::new() };
        let from = Millis(oldest_s.saturating_mul(1_000).saturating_sub(OFFSET_MS));
        let (site, to) = (self.config.site.clone(), Millis(i64::MAX - 1));
        let query = ReadingQuery { site, source: None, from, to, after_seq: 0, limit: SAMPLES_AT_START };
        self.store.readings(&query).unwrap_or_else(|error| {
            tracing::error!(%error, "stored readings cannot be read: the open interval begins again");
            Vec::new()
        })
    }

    fn start_local(
        &mut self,
        view: &watch::Receiver<Option<SiteView>>,
        sessions: BTreeMap<UpstreamId, mpsc::Sender<utility::Input>>,
    ) {
        let speaks = |upstream: &&UpstreamConfig| matches!(upstream.protocol, Protocol::Oadr2(_));
        let openadr = self.config.upstreams.iter().filter(speaks);
        let answers = Answers {
            site: self.config.site.clone(),
            store: self.store.clone(),
            view: view.clone(),
            ledger: self.ledger.clone(),
            clock: self.clock,
            sessions,
            openadr: openadr.map(|upstream| upstream.id.clone()).collect(),
        };
        let (state, stop) = (self.config.store.path.clone(), self.middle.stopped());
        self.middle.spawn("local socket", async move {
            let served = crate::runtime::local::serve(state, move |q| answers.clone().answer(q), stop).await;
            if let Err(error) = served {
                tracing::error!(%error, "no local socket: `tieline explain` works after this gateway has ended");
            }
        });
    }
}

fn site_config(config: &GatewayConfig) -> engine::SiteConfig {
    let upstreams = config.upstreams.iter();
    engine::SiteConfig {
        installer_export: config.export_limit,
        installer_import: config.import_limit,
        stale_ms: config.meter_stale_ms,
        lease_s: config.lease_s,
        meter_proven: config.meter_proven,
        ride_through: config.allow_ride_through,
        assets: config.assets.iter().map(|asset| asset.id.clone()).collect(),
        upstreams: upstreams
            .map(|upstream| engine::Upstream {
                id: upstream.id.clone(),
                // OpenADR's displaced events resume, and what is no longer listed is cancelled.
                edition_2023: match &upstream.protocol {
                    Protocol::Sep2(settings) => settings.edition_2023,
                    Protocol::Oadr2(_) => true,
                },
            })
            .collect(),
        seed: random_seed(),
        ..engine::SiteConfig::new(config.site.clone(), config.set_max_w, config.set_max_charge_w)
    }
}

fn driver_settings(config: &GatewayConfig, asset: &AssetConfig) -> sunspec::Settings {
    let Driver::SunSpec { poll_ms, meter_sign, .. } = &asset.driver;
    sunspec::Settings {
        asset: asset.id.clone(),
        site: config.site.clone(),
        kind: asset.kind,
        poll_ms: *poll_ms,
        meter_sign: match meter_sign {
            MeterSign::ImportPositive => sunspec::MeterSign::ImportPositive,
            MeterSign::ExportPositive => sunspec::MeterSign::ExportPositive,
        },
        installer_limit: asset.installer_limit,
        isolating_contact: asset.isolating_contact,
        ride_through: config.allow_ride_through.then(sunspec::RideThroughBounds::default),
    }
}
