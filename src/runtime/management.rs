//! The management API on its listener: a token or a client certificate opens it.

use super::http_server::{self, Answer, Caller, Door, Handler, ServerBounds};
use super::task::Tasks;
use super::tls::{InternetMaterial, MaterialError};
use crate::admin;
use crate::config::ManagementConfig;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use tieline_certs::config::ConfigError;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse};
use tokio::net::TcpListener;
use zeroize::Zeroizing;

/// The longest token file that is read, in bytes.
const TOKEN_BYTES_MAX: u64 = 4_096;
/// The shortest token that is taken, in bytes.
const TOKEN_BYTES_MIN: usize = 16;
/// Connections of all operators.
const CONNECTIONS: usize = 64;

/// What a management API answers from.
pub(super) trait Api: Send + Sync + 'static {
    /// Answers one request of an operator who was let in.
    fn respond(self: Arc<Self>, request: HttpRequest) -> Answer<'static>;
}

/// Why the API cannot be reached: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ManagementError {
    /// Certificate files cannot be used.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The TLS configuration cannot be made.
    #[error("TLS: {0}; give certificate, key and roots that belong together")]
    Tls(#[from] ConfigError),
    /// The token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The address cannot be bound.
    #[error("cannot listen on {0}: {1}; free the port or change management.listen")]
    Listen(SocketAddr, std::io::Error),
}

impl ManagementError {
    /// Whether the configuration is to be corrected, rather than the machine.
    pub fn is_configuration(&self) -> bool {
        !matches!(self, Self::Listen(_, cause) if cause.kind() == std::io::ErrorKind::AddrInUse)
    }
}

/// The listener of the API, before anything is answered.
pub(super) struct Management {
    listener: TcpListener,
    address: SocketAddr,
    door: Door,
    token: Option<Zeroizing<String>>,
}

/// Reads the files of TLS, and no more.
pub(super) fn check_trust(config: &ManagementConfig) -> Result<(), ManagementError> {
    door(config).map(drop)
}

fn door(config: &ManagementConfig) -> Result<Door, ManagementError> {
    let Some(files) = &config.tls else {
        return Ok(Door::Plain);
    };
    let material = InternetMaterial::load(&files.certificate, &files.key, &files.roots)?;
    Ok(Door::Tls(Arc::new(material.server_config(config.token_file.is_none())?)))
}

impl Management {
    /// Binds the address; the token and the files of TLS are read before that.
    pub(super) async fn bind(config: &ManagementConfig) -> Result<Self, ManagementError> {
        let door = door(config)?;
        let token = config.token_file.as_deref().map(token).transpose()?;
        let fail = |cause| ManagementError::Listen(config.listen, cause);
        let listener = TcpListener::bind(config.listen).await.map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        Ok(Self { listener, address, door, token })
    }

    /// Where operators reach it.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers operators from `api` until the tasks end.
    pub(super) fn serve<A: Api>(self, api: Arc<A>, tasks: &mut Tasks) {
        let gate = Arc::new(Gate { api, token: self.token });
        let bounds = ServerBounds { connections: CONNECTIONS, per_identity: CONNECTIONS, ..ServerBounds::default() };
        let stop = tasks.stopped();
        tasks.spawn("management", http_server::serve(self.listener, self.door, gate, bounds, stop));
    }
}

/// The API as the HTTP server sees it.
struct Gate<A> {
    api: Arc<A>,
    /// `None`: certificates alone.
    token: Option<Zeroizing<String>>,
}

impl<A: Api> Handler for Gate<A> {
    fn admits(&self, _: &Caller) -> bool {
        true
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        match caller.is_some() || self.shows_token(&request) {
            true => self.api.clone().respond(request),
            false => Box::pin(std::future::ready(admin::unauthorized())),
        }
    }
}

impl<A> Gate<A> {
    fn shows_token(&self, request: &HttpRequest) -> bool {
        let Some(token) = &self.token else { return false };
        let shown = request.header(HeaderName::Authorization).and_then(|value| value.strip_prefix("Bearer "));
        // The time that this takes tells nothing of how much was right.
        shown.is_some_and(|shown| shown.trim().as_bytes().ct_eq(token.as_bytes()).into())
    }
}

/// What an operator did could not be made durable, and was not done.
pub(super) fn not_kept() -> HttpResponse {
    let mut response = admin::problem(503, "the store takes nothing; free some space on its disk and try again");
    response.headers.push((HeaderName::RetryAfter, "30".to_owned()));
    response
}

/// Why a token cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read or made.
    #[error("{file}: {cause}; give a file that can be read, or a folder in which it can be made", file = .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// What it holds is no token.
    #[error("{file}: holds no token of {TOKEN_BYTES_MIN} characters or more; remove it to have one made", file = .file.display())]
    Short {
        /// The file.
        file: PathBuf,
    },
}

/// The token of a file; makes a random one, for its owner alone, where there is none.
fn token(file: &Path) -> Result<Zeroizing<String>, TokenError> {
    use std::io::Read;
    let fail = |cause| TokenError::File { file: file.to_owned(), cause };
    match std::fs::File::open(file) {
        Ok(open) => {
            let mut text = Zeroizing::new(String::new());
            open.take(TOKEN_BYTES_MAX).read_to_string(&mut text).map_err(fail)?;
            let token = Zeroizing::new(text.trim().to_owned());
            if token.len() < TOKEN_BYTES_MIN {
                return Err(TokenError::Short { file: file.to_owned() });
            }
            Ok(token)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_token(file).map_err(fail),
        Err(error) => Err(fail(error)),
    }
}

fn make_token(file: &Path) -> std::io::Result<Zeroizing<String>> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let random =
        || crate::runtime::clock::random_nonce().ok_or(std::io::Error::other("the host gives no random numbers"));
    let bytes = [random()?, random()?].concat();
    let token = Zeroizing::new(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let mut made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    made.write_all(token.as_bytes())?;
    made.write_all(b"\n")?;
    made.sync_all()?;
    Ok(token)
}
