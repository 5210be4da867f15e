//! HTTP over mutual TLS with CCM_8, both ends ours, on loopback.

use rustls::{ClientConfig, ServerConfig};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::http_client::{Bounds, HttpClient};
use tieline::runtime::http_server::{Answer, Caller, Door, Handler, ServerBounds, serve};
use tieline_certs::config::{Credential, Options, client_config, server_config};
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Lfdi, Method};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

const SECOND: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers with the caller's LFDI and what it sent; knows a deny list.
#[derive(Default)]
struct Echo {
    denied: Mutex<HashSet<Lfdi>>,
}

impl Handler for Echo {
    fn admits(&self, caller: &Caller) -> bool {
        let denied = self.denied.lock().expect("unpoisoned");
        caller.as_ref().is_some_and(|peer| !denied.contains(&peer.identity.lfdi))
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let identity = caller.as_ref().expect("a peer").identity;
        Box::pin(async move {
            let text = format!("{} {} {} {}", identity.lfdi, request.method, request.target, request.body.len());
            let headers = vec![(HeaderName::ContentType, "text/plain".to_owned())];
            HttpResponse { status: 200, headers, body: text.into_bytes() }
        })
    }
}

struct World {
    mica: Authority,
    roots: [rustls::pki_types::CertificateDer<'static>; 1],
    echo: Arc<Echo>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl World {
    async fn new(bounds: ServerBounds) -> Self {
        let serca = Authority::root("SERCA", 0).expect("issued");
        let mica = serca.authority(Level::Mica, "MICA", 0).expect("issued");
        let roots = [serca.certificate().clone()];
        let utility = credential(&mica, "utility");
        let tls: ServerConfig = server_config(&utility, &roots, Options::default()).expect("a configuration");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (stop, stopped) = watch::channel(false);
        let echo = Arc::new(Echo::default());
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, Door::Tls(Arc::new(tls)), echo.clone(), bounds, stopped));
        Self { mica, roots, echo, address, stop, tasks }
    }

    fn tls(&self, device: &Credential) -> Arc<ClientConfig> {
        Arc::new(client_config(device, &self.roots, Options::default()).expect("a configuration"))
    }

    fn client(&self, device: &Credential) -> HttpClient {
        HttpClient::new("127.0.0.1", self.address.port(), Some(self.tls(device)), Bounds::default())
    }

    fn device(&self) -> Credential {
        credential(&self.mica, "device")
    }
}

fn credential(mica: &Authority, serial: &str) -> Credential {
    let issued = mica.device(&DeviceRequest::generic(serial), 0).expect("issued");
    issued.credential().expect("a pair")
}

fn lfdi(credential: &Credential) -> Lfdi {
    Lfdi(credential.identity().lfdi)
}

#[tokio::test]
async fn a_request_goes_there_and_back_over_the_mandated_suite() {
    let world = World::new(ServerBounds::default()).await;
    let device = world.device();
    let mut client = world.client(&device);
    let request =
        HttpRequest { method: Method::Put, target: "/a?s=1".to_owned(), headers: Vec::new(), body: vec![7; 100_000] };
    let answer = client.send(&request, PATIENCE).await.expect("an answer");
    assert_eq!(answer.body, format!("{} PUT /a?s=1 100000", lfdi(&device)).into_bytes());
    assert_eq!(answer.header(HeaderName::ContentType), Some("text/plain"));
    let peer = client.peer().expect("connected").clone();
    assert_eq!(peer.suite, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
    assert!(!peer.resumed);
    println!("figure: {} negotiated, LFDI {} seen by the server", peer.suite, lfdi(&device));
}

/// r8: a resumed session carries the identity of the handshake that began it.
#[tokio::test]
async fn r8_a_resumed_session_keeps_the_identity() {
    let world = World::new(ServerBounds::default()).await;
    let device = world.device();
    let mut client = world.client(&device);
    let first = client.send(&HttpRequest::get("/"), PATIENCE).await.expect("an answer");
    client.close();
    let second = client.send(&HttpRequest::get("/"), PATIENCE).await.expect("an answer");
    assert!(client.peer().expect("connected").resumed);
    assert_eq!(first, second);
}

#[tokio::test]
async fn a_kept_connection_that_the_server_closed_is_opened_anew() {
    let bounds = ServerBounds { head: Duration::from_millis(100), ..ServerBounds::default() };
    let world = World::new(bounds).await;
    let mut client = world.client(&world.device());
    for _ in 0..3 {
        client.send(&HttpRequest::get("/"), PATIENCE).await.expect("an answer");
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
}

/// r7: a body above the bound is refused before it is kept [design r7].
#[tokio::test]
async fn r7_an_oversize_body_is_refused_with_413() {
    let world = World::new(ServerBounds { body_bytes: 1000, ..ServerBounds::default() }).await;
    let mut client = world.client(&world.device());
    let mut request = HttpRequest::get("/");
    request.method = Method::Post;
    request.body = vec![0; 1001];
    assert_eq!(client.send(&request, PATIENCE).await.map(|a| a.status), Ok(413));
    request.body.pop();
    assert_eq!(client.send(&request, PATIENCE).await.map(|a| a.status), Ok(200));
}

/// r7: an answer above the client's bound is an error that names it.
#[tokio::test]
async fn r7_an_oversize_answer_is_refused_by_the_client() {
    let world = World::new(ServerBounds::default()).await;
    let device = world.device();
    let bounds = Bounds { body_bytes: 10, ..Bounds::default() };
    let mut client = HttpClient::new("127.0.0.1", world.address.port(), Some(world.tls(&device)), bounds);
    let refused = client.send(&HttpRequest::get("/"), PATIENCE).await;
    assert_eq!(refused, Err(HttpError::Bad("the body has more than 10 bytes".to_owned())));
}

/// r6, r7: who dawdles in the handshake or in a request's head loses the connection at the deadline.
#[tokio::test]
async fn r7_a_slow_client_is_dropped_at_the_deadline() {
    let brief = Duration::from_millis(300);
    let bounds = ServerBounds { handshake: brief, head: brief, body: brief, ..ServerBounds::default() };
    let world = World::new(bounds).await;
    let begun = stopwatch();
    let mut mute = TcpStream::connect(world.address).await.expect("a connection");
    assert_eq!(mute.read(&mut [0; 8]).await.unwrap_or(0), 0, "dropped without a word");
    let mut tls = raw(&world, &world.device()).await;
    tls.write_all(b"GET / HTTP/1.1\r\nHost: h\r\nX: ").await.expect("sent");
    let mut text = Vec::new();
    let _ = tls.read_to_end(&mut text).await;
    let mut tls = raw(&world, &world.device()).await;
    tls.write_all(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nslow").await.expect("sent");
    let mut text = Vec::new();
    let _ = tls.read_to_end(&mut text).await;
    assert!(text.starts_with(b"HTTP/1.1 408 "), "{}", String::from_utf8_lossy(&text));
    assert!(begun.elapsed() < 5 * SECOND);
}

#[tokio::test]
async fn one_identity_has_a_bounded_number_of_connections() {
    let world = World::new(ServerBounds { per_identity: 2, ..ServerBounds::default() }).await;
    let (device, other) = (world.device(), world.device());
    let mut clients = [world.client(&device), world.client(&device), world.client(&device)];
    for (i, client) in clients.iter_mut().enumerate() {
        let answer = client.send(&HttpRequest::get("/"), PATIENCE).await;
        assert_eq!(answer.is_ok(), i < 2, "connection {i}: {answer:?}");
    }
    world.client(&other).send(&HttpRequest::get("/"), PATIENCE).await.expect("another device is not concerned");
    clients[0].close();
    let begun = stopwatch();
    while clients[2].send(&HttpRequest::get("/"), PATIENCE).await.is_err() {
        assert!(begun.elapsed() < PATIENCE, "a closed connection gives its place back");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// r8: a denial cuts open connections within a second and is not passed by a resumed session.
#[tokio::test]
async fn r8_a_denied_identity_is_cut_and_cannot_resume() {
    let world = World::new(ServerBounds::default()).await;
    let device = world.device();
    let mut client = world.client(&device);
    client.send(&HttpRequest::get("/"), PATIENCE).await.expect("an answer");
    let mut idle = raw(&world, &device).await;
    world.echo.denied.lock().expect("unpoisoned").insert(lfdi(&device));
    let begun = stopwatch();
    assert_eq!(idle.read(&mut [0; 8]).await.unwrap_or(0), 0);
    assert!(begun.elapsed() < SECOND, "{:?}", begun.elapsed());
    client.close();
    assert!(client.send(&HttpRequest::get("/"), PATIENCE).await.is_err());
    assert!(client.peer().expect("the handshake is done").resumed);
}

#[tokio::test]
async fn an_unknown_method_gets_501_and_a_stop_ends_the_server() {
    let mut world = World::new(ServerBounds::default()).await;
    let mut tls = raw(&world, &world.device()).await;
    tls.write_all(b"BREW / HTTP/1.1\r\nHost: h\r\n\r\n").await.expect("sent");
    let mut text = Vec::new();
    let _ = tls.read_to_end(&mut text).await;
    assert!(text.starts_with(b"HTTP/1.1 501 "), "{}", String::from_utf8_lossy(&text));
    world.stop.send_replace(true);
    tokio::time::timeout(PATIENCE, world.tasks.join_next()).await.expect("ended in time");
    assert!(TcpStream::connect(world.address).await.is_err());
}

/// [RFC 9112 §3.2]
#[tokio::test]
async fn a_request_without_host_gets_400() {
    let world = World::new(ServerBounds::default()).await;
    let mut tls = raw(&world, &world.device()).await;
    tls.write_all(b"GET / HTTP/1.1\r\nAccept: */*\r\n\r\n").await.expect("sent");
    let mut text = Vec::new();
    let _ = tls.read_to_end(&mut text).await;
    assert!(text.starts_with(b"HTTP/1.1 400 "), "{}", String::from_utf8_lossy(&text));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let world = World::new(ServerBounds::default()).await;
    let port = listener.local_addr().expect("bound").port();
    let mut client = HttpClient::new("127.0.0.1", port, Some(world.tls(&world.device())), Bounds::default());
    let answer = client.send(&HttpRequest::get("/"), Duration::from_millis(200)).await;
    assert_eq!(answer, Err(HttpError::Timeout(200)));
}

async fn raw(world: &World, device: &Credential) -> tokio_rustls::client::TlsStream<TcpStream> {
    let tcp = TcpStream::connect(world.address).await.expect("a connection");
    let name = rustls::pki_types::ServerName::try_from("127.0.0.1").expect("an address");
    TlsConnector::from(world.tls(device)).connect(name, tcp).await.expect("a handshake")
}
