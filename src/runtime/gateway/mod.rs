//! A running gateway: one site, its sessions above, its drivers below, each in a task of its own (rule 6).

mod answers;
mod archive;
mod audit;
mod builder;
mod connections;
mod figures;
mod housekeeping;
mod push;
mod recorder;
mod roles;
mod seal;
mod upstream;

pub use figures::{EventFigures, Figures, Ledger, SetpointFigures, TelemetryFigures, UpstreamFigures};

use super::clock::Clock;
use super::drive::Committer;
use super::task::Tasks;
use super::tls::MaterialError;
use crate::config::GatewayConfig;
use crate::store::{EngineKind, Options, Retention, Store};
use builder::Builder;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::ConfigError;
use tieline_core::engine::SiteView;
use tieline_core::model::{Now, Record, UpstreamId};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use upstream::{Connection, secure};

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
    /// Messages to an upstream cannot be signed.
    #[error("upstream {upstream}: {cause}; `sign` needs an ECDSA or RSA certificate with its key")]
    Signer {
        /// Of which upstream.
        upstream: String,
        /// What is wrong.
        cause: tieline_certs::xmldsig::SignError,
    },
    /// An IEEE 2030.5 server without TLS.
    #[error("upstream {upstream}: IEEE 2030.5 is spoken over TLS alone; give certificate, key and roots")]
    Plain {
        /// Which upstream.
        upstream: String,
    },
    /// The place that an upstream's server pushes to is not free.
    #[error("upstream {upstream}: cannot listen on {address}: {cause}; free it, or give `listen` another")]
    Listen {
        /// Of which upstream.
        upstream: String,
        /// Where.
        address: SocketAddr,
        /// Why not.
        cause: std::io::Error,
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
        !matches!(self, Self::Store { .. } | Self::Listen { .. })
    }
}

/// A store that commits off the loop's thread.
#[derive(Clone)]
pub struct StoreCommitter(Arc<Store>);

impl Committer for StoreCommitter {
    async fn commit(&self, records: Vec<Record>) -> Result<(), String> {
        let (answer, answered) = oneshot::channel();
        // Who no longer waits has nothing to be told.
        self.0.commit_then(&records, &[], move |done| drop(answer.send(done)));
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
        let listeners = bind(&connections).await?;
        Ok(Builder::new(config, clock, store).start(connections, listeners))
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

/// Listens where servers push to.
async fn bind(connections: &[Connection]) -> Result<BTreeMap<UpstreamId, TcpListener>, StartError> {
    let mut listeners = BTreeMap::new();
    for connection in connections {
        let Some(address) = connection.entrance.as_ref().map(|entrance| entrance.listen) else { continue };
        let upstream = || connection.id.to_string();
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|cause| StartError::Listen { upstream: upstream(), address, cause })?;
        tracing::info!(upstream = %connection.id, %address, "its server may push to us");
        listeners.insert(connection.id.clone(), listener);
    }
    Ok(listeners)
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
