//! The running server that a command asks: where it is, what opens it, what it answers.

use crate::admin::encode_part;
use crate::cli::{Failure, runtime};
use crate::config::{ConfigError, ManagementConfig, TlsFiles};
use crate::runtime::http_client::{Bounds, HttpClient};
use crate::runtime::tls::InternetMaterial;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Method};

/// Longest token file that is read, in bytes.
const TOKEN_BYTES_MAX: u64 = 4_096;
/// Longest body that the API takes, in bytes.
const BODY_BYTES_MAX: u64 = 256 * 1024;
/// Longest answer, in bytes: thousands of VENs or devices.
const ANSWER_BYTES_MAX: usize = 64 << 20;
/// For one exchange, connecting included.
const PATIENCE: Duration = Duration::from_secs(30);

/// A kind of server that is administered.
#[derive(Debug)]
pub(in crate::cli) struct Administered {
    /// What it is called.
    pub(in crate::cli) name: &'static str,
    /// Where its configuration is looked for when none is named.
    pub(in crate::cli) config: &'static str,
    /// The command that starts it.
    pub(in crate::cli) serve: &'static str,
    /// Reads what a configuration says of its management.
    pub(in crate::cli) load: fn(&Path) -> Result<Option<ManagementConfig>, ConfigError>,
}

/// The server that is meant, and how its answer is printed.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Server {
    /// The server's configuration, which tells address and token; that of the current folder when absent.
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    config: Option<PathBuf>,
    /// Address of the management API, such as 127.0.0.1:8082; needs no configuration with --token-file.
    #[arg(long, value_name = "ADDR", help_heading = "Server")]
    at: Option<String>,
    /// The file with the API's token.
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    token_file: Option<PathBuf>,
    /// Speak HTTPS and show this certificate; with it no token is needed.
    #[arg(long, value_name = "FILE", requires_all = ["key", "roots"], help_heading = "Server")]
    certificate: Option<PathBuf>,
    /// The private key of --certificate.
    #[arg(long, value_name = "FILE", requires = "certificate", help_heading = "Server")]
    key: Option<PathBuf>,
    /// The roots that the server's certificate must lead to.
    #[arg(long, value_name = "FILE", requires = "certificate", help_heading = "Server")]
    roots: Option<PathBuf>,
    /// Print what the API has answered, JSON.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// How a server is reached.
#[derive(Debug)]
struct Way {
    host: String,
    port: u16,
    token_file: Option<PathBuf>,
    /// `None`: plain HTTP.
    tls: Option<TlsFiles>,
}

/// A server that can be asked, again and again over one connection.
pub(in crate::cli) struct Client {
    client: HttpClient,
    runtime: tokio::runtime::Runtime,
    token: Option<String>,
    place: String,
    serve: &'static str,
}

impl Client {
    /// Sends a request; the body of the answer, where the API has done what was asked.
    ///
    /// # Errors
    /// That there is no server, or what it refuses.
    pub(in crate::cli) fn send(&mut self, mut request: HttpRequest) -> Result<Vec<u8>, Failure> {
        request.headers.extend(self.token.iter().map(|token| (HeaderName::Authorization, format!("Bearer {token}"))));
        let answer = self.runtime.block_on(self.client.send(&request, PATIENCE));
        let answer = answer.map_err(|error| Failure::work(unanswered(&self.place, self.serve, &error)))?;
        match answer.is_success() {
            true => Ok(answer.body),
            false => Err(Failure::work(format!("{}: {}", self.place, refusal(&answer)))),
        }
    }
}

impl Server {
    /// Makes out the server and what opens it; nothing is sent yet.
    ///
    /// # Errors
    /// Bad usage where the server cannot be made out.
    pub(in crate::cli) fn open(&self, of: &Administered) -> Result<Client, Failure> {
        let way = self.way(of)?;
        let client = client(&way)?;
        let token = way.token_file.as_deref().map(read_token).transpose()?;
        let place = format!("{}:{}", way.host, way.port);
        Ok(Client { client, runtime: runtime()?, token, place, serve: of.serve })
    }

    fn way(&self, of: &Administered) -> Result<Way, Failure> {
        let config = self.management(of)?;
        let tls = match (&self.certificate, &self.key, &self.roots) {
            (Some(certificate), Some(key), Some(roots)) => {
                Some(TlsFiles { certificate: certificate.clone(), key: key.clone(), roots: roots.clone() })
            }
            _ => config.as_ref().and_then(|config| config.tls.clone()),
        };
        let token_file = self.token_file.clone().or_else(|| config.as_ref()?.token_file.clone());
        let (host, port) = match (&self.at, &config) {
            (Some(at), _) => parse_address(at)?,
            (None, Some(config)) => address_of(config, of)?,
            (None, None) => return Err(Failure::usage(format!("name the {} with --config or --at", of.name))),
        };
        Ok(Way { host, port, token_file, tls })
    }

    /// The configuration's word, where one is named or needed.
    fn management(&self, of: &Administered) -> Result<Option<ManagementConfig>, Failure> {
        let opens = self.token_file.is_some() || self.certificate.is_some();
        let file = match &self.config {
            Some(file) => file.as_path(),
            None if self.at.is_some() && opens => return Ok(None),
            None if Path::new(of.config).exists() => Path::new(of.config),
            None => {
                return Err(Failure::usage(format!(
                    "{} is not here; name the {}'s configuration with --config, or --at and --token-file",
                    of.config, of.name
                )));
            }
        };
        let management = (of.load)(file).map_err(|error| Failure::Usage(error.lines()))?;
        let missing =
            || Failure::usage(format!("{}: has no [management], so that nothing can be asked", file.display()));
        management.map(Some).ok_or_else(missing)
    }
}

/// `host:port`, an IPv6 address in brackets.
fn parse_address(text: &str) -> Result<(String, u16), Failure> {
    let parts = text.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
    match parts {
        Some((host, port)) if !host.is_empty() => {
            Ok((host.trim_start_matches('[').trim_end_matches(']').to_owned(), port))
        }
        _ => Err(Failure::usage(format!("--at: {text:?} is no address with a port, such as 127.0.0.1:8082"))),
    }
}

fn address_of(config: &ManagementConfig, of: &Administered) -> Result<(String, u16), Failure> {
    let ip = match config.listen.ip() {
        std::net::IpAddr::V4(ip) if ip.is_unspecified() => std::net::Ipv4Addr::LOCALHOST.into(),
        std::net::IpAddr::V6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    match config.listen.port() {
        0 => Err(Failure::usage(format!(
            "management.listen leaves the port open; name what `{}` has printed with --at",
            of.serve
        ))),
        port => Ok((ip.to_string(), port)),
    }
}

/// A client of the server. Without files of the operator's own, the server's are shown: an operator on its host is trusted so.
fn client(way: &Way) -> Result<HttpClient, Failure> {
    let tls = way.tls.as_ref().map(|files| {
        let material = InternetMaterial::load(&files.certificate, &files.key, &files.roots).map_err(Failure::usage)?;
        let config = material.client_config();
        config.map(Arc::new).map_err(|error| Failure::usage(format!("{}: {error}", files.certificate.display())))
    });
    let bounds = Bounds { body_bytes: ANSWER_BYTES_MAX, ..Bounds::default() };
    Ok(HttpClient::new(way.host.as_str(), way.port, tls.transpose()?, bounds))
}

fn read_token(file: &Path) -> Result<String, Failure> {
    let fail = |says: String| Failure::usage(format!("{}: {says}; name the file that the server uses", file.display()));
    let mut text = String::new();
    let open = std::fs::File::open(file).map_err(|error| fail(error.to_string()))?;
    open.take(TOKEN_BYTES_MAX).read_to_string(&mut text).map_err(|error| fail(error.to_string()))?;
    match text.trim() {
        token if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(token.to_owned()),
        _ => Err(fail("holds no token".to_owned())),
    }
}

/// Why there is no answer, and what to do.
fn unanswered(place: &str, serve: &str, error: &HttpError) -> String {
    match error {
        // It names the place itself.
        HttpError::Connect(_) => format!("{error}; start it with `{serve}`, or name another with --at"),
        HttpError::Tls(_) => format!(
            "{place}: {error}; give --certificate, --key and --roots of an operator, and the name of the server's certificate with --at"
        ),
        HttpError::Timeout(_) => format!("{place}: {error}; look at the server's log, and try again"),
        HttpError::Bad(_) => format!("{place}: {error}; is this the management API, and is it HTTPS?"),
    }
}

/// What a refusal says, in one line.
fn refusal(answer: &HttpResponse) -> String {
    let problem: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    let detail = problem.as_ref().and_then(|problem| problem.get("detail")?.as_str()).map(str::to_owned);
    let detail = detail.unwrap_or_else(|| String::from_utf8_lossy(&answer.body).chars().take(200).collect());
    format!("refused with {}: {}", answer.status, super::table::plain(detail.trim()))
}

/// A request of this method; `target` is percent-encoded.
pub(in crate::cli) fn request(method: Method, target: impl Into<String>) -> HttpRequest {
    HttpRequest { method, target: target.into(), headers: Vec::new(), body: Vec::new() }
}

/// The same with a body of JSON.
pub(in crate::cli) fn with_body(method: Method, target: impl Into<String>, body: Vec<u8>) -> HttpRequest {
    let headers = vec![(HeaderName::ContentType, "application/json".to_owned())];
    HttpRequest { method, target: target.into(), headers, body }
}

/// The content of a file that is to be sent; `-`: of the standard input.
pub(in crate::cli) fn read_body(file: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |says: String| Failure::usage(format!("{}: {says}", file.display()));
    let mut body = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(BODY_BYTES_MAX + 1).read_to_end(&mut body)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(BODY_BYTES_MAX + 1).read_to_end(&mut body))
    };
    read.map_err(|error| fail(format!("{error}; give a readable file, or - for the standard input")))?;
    match body.len() as u64 > BODY_BYTES_MAX {
        true => Err(fail(format!("has more than {BODY_BYTES_MAX} bytes, which the server does not take"))),
        false => Ok(body),
    }
}

/// The document that an answer holds; null for none.
pub(in crate::cli) fn document(answer: &[u8]) -> Result<serde_json::Value, Failure> {
    if answer.is_empty() {
        return Ok(serde_json::Value::Null);
    }
    serde_json::from_slice(answer)
        .map_err(|error| Failure::work(format!("the answer is no JSON: {error}; is this the management API?")))
}

/// The parameters that were given, as the query of a target.
pub(in crate::cli) fn query(all: &[(&str, Option<String>)]) -> String {
    let given = all.iter().filter_map(|(key, value)| Some(format!("{key}={}", encode_part(value.as_deref()?))));
    let query = given.collect::<Vec<_>>().join("&");
    if query.is_empty() { query } else { format!("?{query}") }
}

/// Prints an answer; a reader that has gone away wants no more.
pub(in crate::cli) fn print(answer: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let ends = answer.is_empty() || answer.ends_with(b"\n");
    let printed = stdout.write_all(answer).and_then(|()| stdout.write_all(if ends { b"" } else { b"\n" }));
    match printed.and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::work(format!("standard output: {error}"))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_a_host_and_a_port() {
        for (text, host, port) in
            [("127.0.0.1:1", "127.0.0.1", 1), ("[::1]:80", "::1", 80), ("vtn.example:443", "vtn.example", 443)]
        {
            assert_eq!(parse_address(text).ok(), Some((host.to_owned(), port)));
        }
        for text in ["", ":1", "127.0.0.1", "host:", "host:99999"] {
            assert!(parse_address(text).is_err(), "{text}");
        }
    }

    const VTN: Administered =
        Administered { name: "VTN", config: "vtn.toml", serve: "tieline vtn serve", load: |_| Ok(None) };

    #[test]
    fn an_address_that_means_any_is_asked_on_loopback_and_an_open_port_is_not_guessed() {
        let config = |listen: &str| ManagementConfig { listen: listen.parse().unwrap(), token_file: None, tls: None };
        assert_eq!(address_of(&config("0.0.0.0:82"), &VTN).ok(), Some(("127.0.0.1".to_owned(), 82)));
        assert_eq!(address_of(&config("[::]:82"), &VTN).ok(), Some(("::1".to_owned(), 82)));
        assert!(matches!(address_of(&config("127.0.0.1:0"), &VTN), Err(Failure::Usage(_))));
    }

    #[test]
    fn a_configuration_without_management_is_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.toml");
        let server = Server {
            config: Some(file),
            at: None,
            token_file: None,
            certificate: None,
            key: None,
            roots: None,
            json: false,
        };
        let Err(Failure::Usage(lines)) = server.management(&VTN) else { panic!("found") };
        assert!(lines[0].contains("[management]"), "{lines:?}");
    }

    #[test]
    fn only_what_is_given_is_asked_for() {
        assert_eq!(query(&[("a", None)]), "");
        assert_eq!(query(&[("a", Some("x/y".to_owned())), ("b", None), ("c", Some("1".to_owned()))]), "?a=x%2Fy&c=1");
    }

    #[test]
    fn a_refusal_is_one_line_with_the_remedy() {
        let mut answer = crate::admin::problem(404, "there is no VEN x;\nGET /v1/vens lists them");
        assert_eq!(refusal(&answer), "refused with 404: there is no VEN x; GET /v1/vens lists them");
        answer.body = b"not stored; try again later\n".to_vec();
        assert_eq!(refusal(&answer), "refused with 404: not stored; try again later");
    }

    #[test]
    fn a_token_is_what_its_file_holds_without_the_line_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        assert!(matches!(read_token(&file), Err(Failure::Usage(_))));
        for (text, token) in [("0123456789abcdef\n", Some("0123456789abcdef")), ("\n", None), ("a\nb", None)] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(read_token(&file).ok().as_deref(), token);
        }
    }
}
