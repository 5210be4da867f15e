//! Runs the VTN: messages of VENs, pushes to them, the management API, housekeeping.

mod desk;
mod front;
mod push;
mod seal;

use super::clock::{Clock, random_seed};
use super::http_server::{self, Answer, Door, ServerBounds};
use super::management::{Api, Management, ManagementError, not_kept};
use super::task::Tasks;
use super::tls::{InternetMaterial, MaterialError};
use crate::admin;
use crate::config::{TlsFiles, VtnConfig};
use crate::store::{self, EngineKind, Store};
use crate::vtn::{AutomaticReport, Enrolment, MarketContext, NewVen, Operator, OperatorError, Profile, Settings};
pub use desk::OpenError;
use desk::{Desk, NotKept};
use front::Front;
use push::Pusher;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::ConfigError;
use tieline_certs::xmldsig::{SignError, Signer};
use tieline_core::model::HttpRequest;
use tokio::net::TcpListener;

/// For everything under way when the VTN ends.
const PATIENCE: Duration = Duration::from_secs(8);
/// Between two rounds of housekeeping.
const HOUSEKEEPING: Duration = Duration::from_secs(60);
/// Connections of one VEN.
const CONNECTIONS_PER_VEN: usize = 16;
/// Connections of all VENs.
const CONNECTIONS: usize = 16_384;

/// Why the VTN does not start: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum VtnError {
    /// Certificate files cannot be used.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The TLS configuration cannot be made.
    #[error("TLS: {0}; give certificate, key and roots that belong together")]
    Tls(#[from] ConfigError),
    /// Messages cannot be signed with this certificate.
    #[error("signatures: {0}; give a certificate with an EC P-256 or RSA key")]
    Sign(#[from] SignError),
    /// The management API cannot be reached.
    #[error(transparent)]
    Management(#[from] ManagementError),
    /// The address cannot be bound.
    #[error("cannot listen on {0}: {1}; free the port or change vtn.listen")]
    Listen(SocketAddr, std::io::Error),
    /// The state cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The configuration cannot be stored.
    #[error("the store takes nothing; free some space on its disk")]
    NotStored,
    /// What the configuration enters cannot be.
    #[error("{0}; correct the configuration")]
    Fill(#[from] OperatorError),
}

impl VtnError {
    /// Whether the configuration is to be corrected, rather than the machine.
    pub fn is_configuration(&self) -> bool {
        match self {
            Self::Open(_) | Self::NotStored => false,
            Self::Management(error) => error.is_configuration(),
            Self::Listen(_, cause) => cause.kind() != std::io::ErrorKind::AddrInUse,
            _ => true,
        }
    }
}

/// A running VTN.
pub struct VtnServer {
    address: SocketAddr,
    management: SocketAddr,
    tasks: Tasks,
}

impl VtnServer {
    /// Starts it: when this returns, VENs are answered.
    pub async fn start(config: VtnConfig, clock: Clock) -> Result<Self, VtnError> {
        let (door, tls, signer) = secure(&config)?;
        let manager = Management::bind(&config.management).await?;
        let management = manager.address();
        let store = Arc::new(open_store(&config).map_err(OpenError::from)?);
        let desk = Arc::new(Desk::open(store, clock, settings(&config), random_seed(), signer)?);
        desk.operate(|operator| fill(operator, &config)).await.map_err(|_| VtnError::NotStored)??;
        let (listener, address) = bind(config.listen).await?;

        let mut tasks = Tasks::default();
        let front = Arc::new(Front { desk: desk.clone(), vtn_id: config.id.clone() });
        let bounds =
            ServerBounds { connections: CONNECTIONS, per_identity: CONNECTIONS_PER_VEN, ..ServerBounds::default() };
        tasks.spawn("vtn", http_server::serve(listener, door, front, bounds, tasks.stopped()));
        manager.serve(desk.clone(), &mut tasks);
        let pusher = Arc::new(Pusher { desk: desk.clone(), vtn_id: config.id.clone(), tls });
        let stopped = tasks.stopped();
        tasks.supervise("push", move || pusher.clone().run(stopped.clone()));
        let stopped = tasks.stopped();
        tasks.supervise("housekeeping", move || keep_house(desk.clone(), config.keep_days, stopped.clone()));
        Ok(Self { address, management, tasks })
    }

    /// Where VENs reach it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where operators reach it.
    pub fn management(&self) -> SocketAddr {
        self.management
    }

    /// Ends in order: requests under way get their answers, what they committed is durable.
    pub async fn shut_down(self) {
        if !self.tasks.shut_down(PATIENCE).await {
            tracing::warn!("requests under way were cut off");
        }
    }
}

impl Api for Desk {
    fn respond(self: Arc<Self>, request: HttpRequest) -> Answer<'static> {
        Box::pin(async move {
            let answer = self.operate(|operator| admin::vtn::respond(operator, &request)).await;
            answer.unwrap_or_else(|NotKept| not_kept())
        })
    }
}

async fn keep_house(desk: Arc<Desk>, keep_days: u32, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(HOUSEKEEPING) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
        if desk.tidy(keep_days).await.is_err() {
            tracing::error!("nothing could be tidied away");
        }
        let (store, now) = (desk.store(), desk.now());
        match tokio::task::spawn_blocking(move || store.maintain(now)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "store: not maintained"),
            Err(error) => tracing::error!(%error, "housekeeping ended by a bug"),
        }
    }
}

/// What of the certificates that a configuration names would keep it from starting; nothing is bound or opened.
pub fn check_trust(config: &VtnConfig) -> Vec<VtnError> {
    let management = super::management::check_trust(&config.management).err().map(VtnError::from);
    secure(config).err().into_iter().chain(management).collect()
}

/// What VENs come in by, how they are pushed to, and what signs.
type Secured = (Door, Option<Arc<rustls::ClientConfig>>, Option<Signer>);

fn secure(config: &VtnConfig) -> Result<Secured, VtnError> {
    let Some(files) = &config.tls else {
        return Ok((Door::Plain, None, None));
    };
    let signer = if config.sign { Some(material(files)?.signer()?) } else { None };
    let client = material(files)?.client_config()?;
    Ok((Door::Tls(Arc::new(material(files)?.server_config(true)?)), Some(Arc::new(client)), signer))
}

fn material(files: &TlsFiles) -> Result<InternetMaterial, MaterialError> {
    InternetMaterial::load(&files.certificate, &files.key, &files.roots)
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), VtnError> {
    let fail = |cause| VtnError::Listen(address, cause);
    let listener = TcpListener::bind(address).await.map_err(fail)?;
    let bound = listener.local_addr().map_err(fail)?;
    Ok((listener, bound))
}

fn open_store(config: &VtnConfig) -> Result<Store, store::Error> {
    let engine = EngineKind::from(config.store.engine);
    Store::open(&config.store.path, &store::Options::new(engine))
}

fn settings(config: &VtnConfig) -> Settings {
    let report = |report: &crate::config::ReportConfig| AutomaticReport {
        name: report.name.clone(),
        granularity_s: report.granularity_s,
        back_s: report.back_s,
    };
    Settings {
        vtn_id: config.id.clone(),
        poll_s: config.poll_s,
        enrolment: if config.open_enrolment { Enrolment::Open } else { Enrolment::Closed },
        reports: config.reports.iter().map(report).collect(),
        keep_days: config.keep_days,
    }
}

/// Enters what the configuration says; what is there already is left as it is, or changed where the file says so.
fn fill(operator: &mut Operator<'_, '_>, config: &VtnConfig) -> Result<(), OperatorError> {
    for context in &config.contexts {
        operator.put_context(MarketContext { name: context.name.clone(), overlap_allowed: context.overlap_allowed })?;
    }
    for ven in &config.vens {
        operator.enrol(NewVen {
            id: ven.id.clone(),
            name: ven.name.clone(),
            fingerprint: ven.fingerprint.clone(),
            profile: if ven.speaks_2_0a { Profile::A } else { Profile::B },
            groups: ven.groups.clone(),
            resources: ven.resources.clone(),
            parties: ven.parties.clone(),
        })?;
    }
    Ok(())
}
