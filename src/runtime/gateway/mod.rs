//! A running gateway: one site, its sessions above, its drivers below, each in a task of its own (rule 6).

mod answers;
mod audit;
mod builder;
mod connections;
mod figures;
mod housekeeping;
mod recorder;
mod roles;

pub use figures::{EventFigures, Figures, Ledger, SetpointFigures, TelemetryFigures, UpstreamFigures};

use super::clock::Clock;
use super::drive::Committer;
use super::task::Tasks;
use super::tls::{Material, MaterialError};
use crate::config::{GatewayConfig, UpstreamConfig};
use crate::store::{EngineKind, Options, Retention, Store};
use crate::utility::sep2;
use builder::Builder;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{ConfigError, client_config};
use tieline_certs::suite::SuiteChoice;
use tieline_certs::verifier::Profile;
use tieline_core::engine::SiteView;
use tieline_core::model::{Lfdi, Now, Record, Sfdi};
use tokio::sync::{oneshot, watch};

/// Inputs that a machine may have waiting.
const QUEUE: usize = 1_024;
/// Page cache of each of the store's files: one site's state is a few pages, and its history is only appended to.
const CACHE_BYTES: u64 = 128 << 10;
/// How long each group of tasks may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a gateway does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A certificate, key or root of an upstream cannot be used.
    #[error("upstream {upstream}: {cause}")]
    Material {
        /// Of which upstream.
        upstream: String,
        /// What is wrong, where, and what to do.
        cause: MaterialError,
    },
    /// The trust of an upstream cannot be set up.
    #[error("upstream {upstream}: {cause}")]
    Trust {
        /// Of which upstream.
        upstream: String,
        /// What is wrong, and what to do.
        cause: ConfigError,
    },
    /// The store does not open.
    #[error("store {path}: {cause}")]
    Store {
        /// Its folder.
        path: String,
        /// What is wrong, and what to do.
        cause: crate::store::Error,
    },
}

impl StartError {
    /// Whether the configuration is at fault, rather than the machine.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Material { .. } | Self::Trust { .. })
    }
}

/// A store that commits off the loop's thread.
#[derive(Clone)]
pub struct StoreCommitter(Arc<Store>);

impl Committer for StoreCommitter {
    async fn commit(&self, records: Vec<Record>) -> Result<(), String> {
        let (answer, answered) = oneshot::channel();
        // Who no longer waits has nothing to be told.
        self.0.commit_then(&records, move |done| drop(answer.send(done)));
        answered.await.map_err(|e| e.to_string())?.map(drop).map_err(|e| e.to_string())
    }
}

/// A running gateway.
pub struct Gateway {
    store: Arc<Store>,
    view: watch::Receiver<Option<SiteView>>,
    ledger: Ledger,
    /// In the order in which they end: drivers first, so that nothing new comes in.
    groups: [Tasks; 3],
}

impl Gateway {
    /// Starts everything that `config` names. Nothing is contacted before all of it has been read and opened.
    pub async fn start(config: GatewayConfig, clock: Clock) -> Result<Self, StartError> {
        let connections =
            config.upstreams.iter().map(|u| secure(u, &config, clock.now())).collect::<Result<Vec<_>, _>>()?;
        let store = open(&config)?;
        Ok(Builder::new(config, clock, store).start(connections))
    }

    /// What holds at the site, as the engine last showed it.
    pub fn view(&self) -> watch::Receiver<Option<SiteView>> {
        self.view.clone()
    }

    /// Counters since the start.
    pub fn figures(&self) -> Figures {
        self.ledger.figures()
    }

    /// Ends in order: drivers (the devices' own reversion takes over), then the site and the recorder (what was
    /// sampled is stored), then the sessions, then the store.
    ///
    /// Returns the counters as they stand then.
    pub async fn shut_down(self) -> Figures {
        for tasks in self.groups {
            tasks.shut_down(PATIENCE).await;
        }
        let store = self.store;
        let _ = tokio::task::spawn_blocking(move || drop(store)).await;
        self.ledger.figures()
    }
}

/// What is wrong with the certificates, keys and roots that a configuration names; nothing is contacted.
pub fn check_trust(config: &GatewayConfig, now: Now) -> Vec<StartError> {
    config.upstreams.iter().filter_map(|upstream| secure(upstream, config, now).err()).collect()
}

/// One upstream's session settings and its connection, not yet connected.
type Connection = (sep2::SessionConfig, super::http_client::HttpClient);

fn secure(upstream: &UpstreamConfig, config: &GatewayConfig, now: Now) -> Result<Connection, StartError> {
    let name = || upstream.id.to_string();
    let seconds = u64::try_from(now.wall.to_seconds().0).unwrap_or_default();
    let material = Material::load(&upstream.certificate, &upstream.key, &upstream.roots, seconds)
        .map_err(|cause| StartError::Material { upstream: name(), cause })?;
    let options = tieline_certs::config::Options {
        suites: if upstream.allow_gcm { SuiteChoice::Ccm8AndGcm } else { SuiteChoice::default() },
        profile: Profile { lab: upstream.lab, ..Profile::default() },
    };
    let tls = client_config(&material.credential, &material.roots, options)
        .map_err(|cause| StartError::Trust { upstream: name(), cause })?;
    let identity = material.credential.identity();
    let bounds = super::http_client::Bounds::default();
    let client = super::http_client::HttpClient::new(upstream.host.clone(), upstream.port, Arc::new(tls), bounds);
    Ok((session_config(upstream, config, Lfdi(identity.lfdi), Sfdi(identity.sfdi)), client))
}

fn open(config: &GatewayConfig) -> Result<Arc<Store>, StartError> {
    let kind = EngineKind::from(config.store.engine);
    let retention = Retention {
        max_age_ms: i64::from(config.store.keep_days) * 86_400_000,
        max_bytes: u64::from(config.store.keep_mib) << 20,
        ..Retention::default()
    };
    let path = &config.store.path;
    Store::open(path, &Options { retention, cache_bytes: CACHE_BYTES, ..Options::new(kind) })
        .map(Arc::new)
        .map_err(|cause| StartError::Store { path: path.display().to_string(), cause })
}

fn session_config(upstream: &UpstreamConfig, config: &GatewayConfig, lfdi: Lfdi, sfdi: Sfdi) -> sep2::SessionConfig {
    sep2::SessionConfig {
        upstream: upstream.id.clone(),
        site: config.site.clone(),
        host: upstream.host.clone(),
        port: upstream.port,
        dcap: upstream.dcap.clone(),
        lfdi,
        sfdi,
        pen: upstream.pen,
        pin: upstream.pin,
        register: upstream.register,
        edition_2023: upstream.edition_2023,
        csip_aus: upstream.csip_aus,
        connection_point: upstream.connection_point.clone(),
        set_max_w: Some(config.set_max_w),
        set_max_charge_w: Some(config.set_max_charge_w),
        post_site: true,
        post_der: true,
        post_rate_s: upstream.post_rate_s,
        seed: super::clock::random_seed(),
    }
}
