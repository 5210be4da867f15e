//! Runs the head-end: requests of devices over mutual TLS, each answered after its commit; its administration; a script;
//! the wire log.

use super::clock::Clock;
use super::follow::Followers;
use super::http_server::{self, Answer, Caller, Door, Handler, ServerBounds};
use super::management::{Management, ManagementError};
use super::notify::{self, Notices, Post};
use super::overload::Gate;
use super::serve_desk::{Desk, is_read};
use super::task::Tasks;
use super::tls::{Identity as TlsIdentity, Material, MaterialError};
use crate::config::HeadendConfig;
use crate::headend::{
    ENROLMENTS_MAX, Identity, Operator, OperatorError, Script, Server, StoredResources, fill, fill_devices, settings,
};
use crate::store::{self, EngineKind, Store};
use std::fs::File;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tieline_certs::config::{ConfigError, Options, client_config, server_config};
use tieline_certs::suite::SuiteChoice;
use tieline_certs::verifier::Profile;
use tieline_core::model::{HttpRequest, HttpResponse};
use tokio::net::TcpListener;

/// For everything under way when the server ends.
const PATIENCE: Duration = Duration::from_secs(8);
/// File descriptors beside devices' connections: the store, the log, the listener, connections to receivers.
const OTHER_FILES: u64 = 1_200;
/// Longest sleep between two looks at the script, so that a step of the host's clock is noticed.
const SCRIPT_LOOK: Duration = Duration::from_secs(1);

/// Why the head-end does not start: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Certificate files cannot be used.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The TLS configuration cannot be made.
    #[error("TLS: {0}; give certificate, key and roots that belong together")]
    Tls(#[from] ConfigError),
    /// The address cannot be bound.
    #[error("cannot listen on {0}: {1}; free the port or change server.listen")]
    Listen(SocketAddr, std::io::Error),
    /// The management API cannot be reached.
    #[error(transparent)]
    Management(#[from] ManagementError),
    /// The wire log cannot be opened.
    #[error("{path}: cannot be written: {cause}; change server.wire_log", path = .path.display())]
    WireLog {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// The store cannot be opened or written.
    #[error("store: {0}")]
    Store(#[from] store::Error),
    /// What the configuration asks for cannot be made.
    #[error("{0}; correct the configuration")]
    Fill(#[from] OperatorError),
}

impl ServeError {
    /// Whether the configuration is to be corrected, rather than the machine.
    pub fn is_configuration(&self) -> bool {
        match self {
            Self::Store(_) => false,
            Self::Management(error) => error.is_configuration(),
            Self::Listen(_, cause) => cause.kind() != std::io::ErrorKind::AddrInUse,
            _ => true,
        }
    }
}

/// A running head-end.
pub struct HeadEnd {
    desk: Arc<Desk>,
    address: SocketAddr,
    management: Option<SocketAddr>,
    tasks: Tasks,
}

impl HeadEnd {
    /// Opens the store, makes what the configuration asks for, and serves. `script` is carried out as time passes.
    pub async fn start(config: HeadendConfig, clock: Clock, script: Option<Script>) -> Result<Self, ServeError> {
        let now = clock.now().wall.to_seconds();
        let Secured { material, tls, to_receivers } = secure(&config)?;
        let wire_log = config.wire_log.clone().map(open_log).transpose()?;
        let listener = TcpListener::bind(config.listen).await.map_err(|e| ServeError::Listen(config.listen, e))?;
        let address = listener.local_addr().map_err(|e| ServeError::Listen(config.listen, e))?;
        let management = match &config.management {
            Some(management) => Some(Management::bind(management).await?),
            None => None,
        };
        let store = Arc::new(open_store(&config)?);
        let salt = first_bytes(&material.credential.identity().lfdi);
        let server = Server::new(settings(&config, salt), StoredResources::new(store));
        let notices = Arc::new(Notices::new(server.settings()));
        let mut tasks = Tasks::default();
        let desk = Arc::new(Desk {
            server,
            clock,
            lab: config.lab,
            clock_offset_ms: AtomicI64::new(0),
            writing: Mutex::default(),
            denied: Arc::default(),
            notices,
            followers: Followers::until(tasks.stopped()),
            wire_log,
            gate: Gate::new(config.requests_per_s),
        });
        for devices in config.devices.chunks(ENROLMENTS_MAX) {
            desk.operate_at(now, |operator| fill_devices(operator, devices))??;
        }
        desk.operate_at(now, |operator| fill(operator, &config))??;
        desk.notices.open(desk.server.resources()).map_err(OperatorError::from)?;
        let handler: Arc<dyn Handler> = Arc::new(Front(desk.clone()));
        let stop = tasks.stopped();
        let bounds = ServerBounds {
            per_identity: config.connections_per_device as usize,
            connections: config.connections as usize,
            head: Duration::from_secs(config.idle_s.into()),
            ..ServerBounds::default()
        };
        raise_open_files((bounds.connections + bounds.handshakes) as u64 + OTHER_FILES);
        tasks.spawn("serve", http_server::serve(listener, Door::Tls(Arc::new(tls)), handler, bounds, stop));
        if let Some(script) = script {
            let (desk, stop) = (desk.clone(), tasks.stopped());
            tasks.spawn("script", carry_out(desk, script, stop));
        }
        let (looking, stop) = (desk.clone(), tasks.stopped());
        tasks.supervise("subscriptions", move || notify::look(looking.clone(), stop.clone()));
        let any_receiver = config.notifications.any_receiver;
        let post = Arc::new(Post { desk: desk.clone(), tls: to_receivers, any_receiver });
        let stop = tasks.stopped();
        tasks.supervise("notifications", move || post.clone().run(stop.clone()));
        let operators = management.as_ref().map(Management::address);
        if let Some(management) = management {
            management.serve(desk.clone(), &mut tasks);
        }
        Ok(Self { desk, address, management: operators, tasks })
    }

    /// Where operators reach it; `None` where there is no management API.
    pub fn management(&self) -> Option<SocketAddr> {
        self.management
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets an operator work; what is done is durable when this returns. Blocks.
    pub fn operate<T>(&self, work: impl FnOnce(&mut Operator<'_, StoredResources>) -> T) -> Result<T, store::Error> {
        self.desk.operate_at(self.desk.now().to_seconds(), work)
    }

    /// Ends in order: requests under way get their answers, what they committed is durable.
    pub async fn shut_down(self) {
        if !self.tasks.shut_down(PATIENCE).await {
            tracing::warn!("requests under way were cut off");
        }
    }
}

/// What of the certificates that a configuration names would keep it from starting; nothing is bound or opened.
pub fn check_trust(config: &HeadendConfig) -> Vec<ServeError> {
    let management = config.management.as_ref().map(super::management::check_trust);
    let management = management.and_then(Result::err).map(ServeError::from);
    secure(config).err().into_iter().chain(management).collect()
}

/// The certificate, what devices come in by, and how receivers of notifications are reached.
struct Secured {
    material: Material,
    tls: rustls::ServerConfig,
    to_receivers: Arc<rustls::ClientConfig>,
}

fn secure(config: &HeadendConfig) -> Result<Secured, ServeError> {
    let seconds = u64::try_from(super::clock::host_wall().to_seconds().0).unwrap_or(0);
    let material = Material::load(&config.certificate, &config.key, &config.roots, seconds)?;
    let options = Options {
        suites: if config.allow_gcm { SuiteChoice::Ccm8AndGcm } else { SuiteChoice::Ccm8 },
        profile: Profile { lab: config.lab, ..Profile::default() },
    };
    let tls = server_config(&material.credential, &material.roots, options)?;
    let to_receivers = Arc::new(client_config(&material.credential, &material.roots, options)?);
    Ok(Secured { material, tls, to_receivers })
}

/// Takes as many file descriptors as the system grants, up to `wanted`: many systems grant few until asked.
fn raise_open_files(wanted: u64) {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let granted = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    if limit.current.is_some_and(|current| current < granted) {
        limit.current = Some(granted);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "the limit of open files stays as it is");
        }
    }
    if granted < wanted {
        tracing::warn!(granted, wanted, "fewer open files than connections allowed; raise the limit (ulimit -n)");
    }
}

fn open_store(config: &HeadendConfig) -> Result<Store, store::Error> {
    let engine = EngineKind::from(config.store.engine);
    Store::open(&config.store.path, &store::Options::new(engine))
}

fn open_log(path: PathBuf) -> Result<Mutex<File>, ServeError> {
    let opened = File::options().create(true).append(true).open(&path);
    opened.map(Mutex::new).map_err(|cause| ServeError::WireLog { path, cause })
}

fn first_bytes(lfdi: &[u8; 20]) -> u64 {
    lfdi.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// The desk as the HTTP server sees it.
struct Front(Arc<Desk>);

impl From<TlsIdentity> for Identity {
    fn from(identity: TlsIdentity) -> Self {
        Self { lfdi: identity.lfdi, sfdi: identity.sfdi }
    }
}

impl Handler for Front {
    fn admits(&self, caller: &Caller) -> bool {
        caller.as_ref().is_some_and(|peer| self.0.server.admits(&peer.identity.into()))
    }

    fn admits_fewer(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.denied.notified())
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let desk = self.0.clone();
        let Some(identity) = caller.as_ref().map(|peer| Identity::from(peer.identity)) else {
            return Box::pin(std::future::ready(HttpResponse::status(403)));
        };
        let at_once = desk.gate.too_often(identity.lfdi).or_else(|| desk.ready(&identity, &request));
        if let Some(response) = at_once {
            return Box::pin(std::future::ready(response));
        }
        let room = match desk.gate.room() {
            Ok(room) => room,
            Err(refusal) => return Box::pin(std::future::ready(refusal)),
        };
        // Carried out to its end, whether or not the caller waits for it.
        let work = match is_read(request.method) {
            true => tokio::task::spawn_blocking(move || {
                let _room = room;
                desk.read(&identity, &request)
            }),
            false => tokio::spawn(async move {
                let _room = room;
                desk.write(identity, request).await
            }),
        };
        Box::pin(async move {
            work.await.unwrap_or_else(|error| {
                tracing::error!(%error, "a request ended by a bug");
                HttpResponse::status(500)
            })
        })
    }
}

/// Performs the script's steps when they are due, until told to stop or a step fails.
async fn carry_out(desk: Arc<Desk>, script: Script, mut stop: tokio::sync::watch::Receiver<bool>) {
    let script = Arc::new(script);
    loop {
        let (now, mono) = (desk.now(), desk.clock.now().mono);
        let (at_desk, steps) = (desk.clone(), script.clone());
        let work = move || at_desk.operate_at(now.to_seconds(), |operator| steps.perform(operator));
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(Ok(0))) => {}
            Ok(Ok(Ok(steps))) => tracing::info!(steps, "script carried out"),
            Ok(Ok(Err(error))) => return tracing::error!(%error, "script stopped"),
            Ok(Err(error)) => tracing::error!(%error, "script not stored; it is tried again"),
            Err(error) => return tracing::error!(%error, "script stopped by a bug"),
        }
        let Some(next) = script.next_after(now.to_seconds()) else { return };
        let wait_ms = u64::try_from(next.to_millis().since(now)).unwrap_or(0);
        let sleep = desk.clock.until(mono.plus_ms(wait_ms)).min(SCRIPT_LOOK);
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
    }
}
