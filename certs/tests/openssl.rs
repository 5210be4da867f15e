//! Suite `openssl`: s_client and s_server over CCM_8 in both directions, and every weaker offer refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, missing_docs, reason = "tests")]

mod lab;

use lab::{Lab, NOT_BEFORE, loopback};
use rustls::{ClientConnection, ConnectionCommon, ServerConfig, ServerConnection, Stream};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::DerefMut;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tieline_certs::config::{Options, client_config, server_config};
use tieline_certs::identity::Identity;
use tieline_certs::pki::{DeviceRequest, Issued, authority_parameters, device_parameters, pem};
use tieline_certs::suite::{SuiteChoice, suite_name};

const MANDATED: &str = "ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0";
const MEGABYTES_10: usize = 10_000_000;
const PATIENCE: Duration = Duration::from_secs(30);

/// The peer's certificate files.
struct Files {
    dir: tempfile::TempDir,
}

impl Files {
    fn new(lab: &Lab, issued: &Issued) -> Self {
        let files = Self { dir: tempfile::tempdir().unwrap() };
        files.write("root.pem", &pem(&lab.roots()));
        files.write("own.pem", &pem(&issued.chain[..1]));
        files.write("above.pem", &pem(&issued.chain[1..]));
        files.write("key.pem", &issued.key_pem);
        files
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// `openssl s_client` or `s_server` with these files and arguments, started in their directory.
    fn openssl(&self, tool: &str, args: &[&str]) -> Child {
        let child = Command::new("openssl")
            .current_dir(self.dir.path())
            .arg(tool)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        child.expect("openssl; install it: apt-get install openssl")
    }
}

const OWN: &[&str] = &["-cert", "own.pem", "-key", "key.pem", "-cert_chain", "above.pem"];
const JUDGE: &[&str] = &["-CAfile", "root.pem", "-verify_return_error"];

fn bytes(seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    (0..MEGABYTES_10).map(|_| next()).collect()
}

fn issued(lab: &Lab, serial: &str) -> Issued {
    lab.mica.device(&DeviceRequest::generic(serial), NOT_BEFORE).unwrap()
}

/// Sends `out` and receives as much, by turns, as long as both last.
fn exchange<C, D>(connection: &mut C, tcp: &mut TcpStream, out: &[u8]) -> Vec<u8>
where
    C: DerefMut<Target = ConnectionCommon<D>>,
    D: rustls::SideData,
{
    tcp.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut stream = Stream::new(connection, tcp);
    let mut got = vec![0; out.len()];
    for (sent, received) in out.chunks(16_384).zip(got.chunks_mut(16_384)) {
        stream.write_all(sent).unwrap();
        stream.read_exact(received).unwrap();
    }
    stream.flush().unwrap();
    got
}

/// Feeds and drains an openssl process at once; its stdin stays open until all has come back.
fn feed(child: &mut Child, out: Vec<u8>) -> thread::JoinHandle<Vec<u8>> {
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let writer = thread::spawn(move || {
        stdin.write_all(&out).unwrap();
        stdin
    });
    thread::spawn(move || {
        let mut got = vec![0; MEGABYTES_10];
        stdout.read_exact(&mut got).unwrap();
        drop(writer.join().unwrap());
        got
    })
}

/// [2030.5 §6.7] [RFC 6655 §3]
#[test]
fn s_client_and_our_server_carry_10_mb_each_way() {
    let lab = Lab::new();
    let peer = issued(&lab, "s_client");
    let files = Files::new(&lab, &peer);
    let config = Arc::new(server_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let args = [&["-connect", &address, "-tls1_2", "-cipher", MANDATED, "-verify", "4", "-quiet"][..], OWN, JUDGE];
    let mut child = files.openssl("s_client", &args.concat());
    let (theirs, ours) = (bytes(1), bytes(2));
    let fed = feed(&mut child, theirs.clone());
    let (mut tcp, _) = listener.accept().unwrap();
    let mut server = ServerConnection::new(config).unwrap();
    let begun = Instant::now();
    assert!(exchange(&mut server, &mut tcp, &ours) == theirs, "what s_client sent arrived");
    let spent = begun.elapsed();
    assert!(fed.join().unwrap() == ours, "what we sent arrived");
    let seen = Identity::of_certificate(&server.peer_certificates().unwrap()[0]);
    assert_eq!(seen, Identity::of_certificate(&peer.chain[0]));
    let suite = suite_name(server.negotiated_cipher_suite().unwrap().suite());
    assert_eq!(suite, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
    end(child);
    println!(
        "figure: {suite}, 10 MB each way at once in {:.2} s; {} weaker offers of s_client and {} of s_server refused",
        spent.as_secs_f64(),
        WEAKER.len(),
        // s_server knows no pre-shared key here, and shows three weak certificates.
        WEAKER.len() - 1 + 3
    );
}

/// [2030.5 §6.7]
#[test]
fn s_server_and_our_client_carry_10_mb_each_way() {
    let lab = Lab::new();
    let peer = issued(&lab, "s_server");
    let files = Files::new(&lab, &peer);
    let config = Arc::new(client_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    let (mut child, mut tcp) = s_server(&files, &["-cipher", MANDATED, "-tls1_2", "-Verify", "4", "-quiet"]);
    let (theirs, ours) = (bytes(3), bytes(4));
    let fed = feed(&mut child, theirs.clone());
    let mut client = ClientConnection::new(config, loopback()).unwrap();
    assert!(exchange(&mut client, &mut tcp, &ours) == theirs, "what s_server sent arrived");
    assert!(fed.join().unwrap() == ours, "what we sent arrived");
    let seen = Identity::of_certificate(&client.peer_certificates().unwrap()[0]);
    assert_eq!(seen, Identity::of_certificate(&peer.chain[0]));
    end(child);
}

/// Starts s_server on a free port and connects to it.
fn s_server(files: &Files, args: &[&str]) -> (Child, TcpStream) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("127.0.0.1:{port}");
    let child = files.openssl("s_server", &[&["-accept", &address, "-naccept", "1"][..], args, OWN, JUDGE].concat());
    let begun = Instant::now();
    loop {
        match TcpStream::connect(&address) {
            Ok(tcp) => return (child, tcp),
            Err(error) => assert!(begun.elapsed() < PATIENCE, "s_server does not listen: {error}"),
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn end(mut child: Child) {
    let _ = child.kill();
    child.wait().unwrap();
}

/// Our server's verdict on one s_client: the suite, or why not.
fn serve_once(config: &Arc<ServerConfig>, files: &Files, args: &[&str]) -> Result<String, String> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let child = files.openssl("s_client", &[&["-connect", &address], args].concat());
    let (mut tcp, _) = listener.accept().unwrap();
    tcp.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut server = ServerConnection::new(config.clone()).unwrap();
    let outcome = shake_over(&mut server, &mut tcp);
    end(child);
    outcome.map(|()| suite_name(server.negotiated_cipher_suite().unwrap().suite()))
}

fn shake_over<D: rustls::SideData>(connection: &mut ConnectionCommon<D>, tcp: &mut TcpStream) -> Result<(), String> {
    while connection.is_handshaking() {
        connection.complete_io(tcp).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Ciphers, versions, groups and signatures below the mandate, as arguments of s_client.
const WEAKER: &[(&str, &[&str])] = &[
    ("AES-128-GCM", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"]),
    ("AES-256-GCM", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"]),
    ("ChaCha20", &["-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"]),
    ("CCM with a long tag", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-CCM"]),
    ("AES-256-CCM_8", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-CCM8:@SECLEVEL=0"]),
    ("CCM_8 without ECDHE", &["-tls1_2", "-cipher", "AES128-CCM8:@SECLEVEL=0"]),
    ("CBC with SHA-256", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"]),
    ("CBC with SHA-1", &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"]),
    ("RSA key transport", &["-tls1_2", "-cipher", "AES128-SHA:@SECLEVEL=0"]),
    ("RSA certificates", &["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"]),
    ("pre-shared keys", &["-tls1_2", "-cipher", "PSK-AES128-CCM8:@SECLEVEL=0", "-psk", "00112233"]),
    ("no encryption", &["-tls1_2", "-cipher", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"]),
    ("anonymous", &["-tls1_2", "-cipher", "AECDH-AES128-SHA:@SECLEVEL=0"]),
    ("everything but CCM_8", &["-tls1_2", "-cipher", "ALL:COMPLEMENTOFALL:!AESCCM8:@SECLEVEL=0"]),
    ("TLS 1.0", &["-tls1", "-cipher", "ALL:@SECLEVEL=0"]),
    ("TLS 1.1", &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]),
    ("TLS 1.3 alone", &["-tls1_3"]),
    ("P-384 alone", &["-tls1_2", "-cipher", MANDATED, "-groups", "P-384"]),
    ("X25519 alone", &["-tls1_2", "-cipher", MANDATED, "-groups", "X25519"]),
    ("SHA-1 signatures", &["-tls1_2", "-cipher", MANDATED, "-sigalgs", "ECDSA+SHA1"]),
    ("SHA-384 signatures", &["-tls1_2", "-cipher", MANDATED, "-sigalgs", "ECDSA+SHA384"]),
];

/// [2030.5 §6.7] [CSIP COMM-003]
#[test]
fn weaker_offers_of_s_client_are_refused() {
    let lab = Lab::new();
    let files = Files::new(&lab, &issued(&lab, "s_client"));
    let config = Arc::new(server_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    let good = serve_once(&config, &files, &[&["-tls1_2", "-cipher", MANDATED][..], OWN].concat());
    assert_eq!(good.as_deref(), Ok("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"), "the control");
    for (name, args) in WEAKER {
        let outcome = serve_once(&config, &files, &[*args, OWN].concat());
        assert!(outcome.is_err(), "{name} was accepted: {outcome:?}");
        let reason = outcome.unwrap_err();
        assert!(reason.contains("peer") || reason.contains("alert"), "{name}: refused for another reason: {reason}");
    }
    let bare = serve_once(&config, &files, &["-tls1_2", "-cipher", MANDATED]).unwrap_err();
    assert!(bare.contains("no certificates"), "{bare}");
}

/// The switch of the configuration, and nothing more, lets AES-128-GCM in.
#[test]
fn gcm_is_taken_by_the_switch_alone() {
    let lab = Lab::new();
    let files = Files::new(&lab, &issued(&lab, "s_client"));
    let options = Options { suites: SuiteChoice::Ccm8AndGcm, ..Options::default() };
    let config = Arc::new(server_config(&lab.device("ours"), &lab.roots(), options).unwrap());
    let offer = |cipher| serve_once(&config, &files, &[&["-tls1_2", "-cipher", cipher][..], OWN].concat());
    let gcm = offer("ECDHE-ECDSA-AES128-GCM-SHA256");
    assert_eq!(gcm.as_deref(), Ok("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
    assert!(offer("ECDHE-ECDSA-AES256-GCM-SHA384").is_err());
    let both = offer("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0");
    assert_eq!(both.as_deref(), Ok("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"), "the mandated suite comes first");
}

/// [2030.5 §6.7] a server that offers less than the mandate is left.
#[test]
fn weaker_offers_of_s_server_are_refused() {
    let lab = Lab::new();
    let files = Files::new(&lab, &issued(&lab, "s_server"));
    let config = Arc::new(client_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    let dial = |files: &Files, args: &[&str]| {
        let (child, mut tcp) = s_server(files, &[args, &["-Verify", "4"]].concat());
        tcp.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut client = ClientConnection::new(config.clone(), loopback()).unwrap();
        let outcome = shake_over(&mut client, &mut tcp);
        end(child);
        outcome
    };
    assert_eq!(dial(&files, &["-tls1_2", "-cipher", MANDATED]), Ok(()), "the control");
    let weaker: Vec<_> = WEAKER.iter().filter(|(name, _)| !name.contains("pre-shared")).collect();
    for (name, args) in &weaker {
        assert!(dial(&files, args).is_err(), "{name} was accepted");
    }
    for (name, foreign) in weak_certificates(&lab) {
        let outcome = dial(&foreign, &["-tls1_2", "-cipher", "ALL:@SECLEVEL=0"]);
        assert!(outcome.is_err(), "{name} was accepted");
    }
}

/// [2030.5 §6.11] s_client with a certificate below the profile.
#[test]
fn weak_certificates_of_s_client_are_refused() {
    let lab = Lab::new();
    let config = Arc::new(server_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    let weak = weak_certificates(&lab);
    for (name, files) in &weak {
        let outcome = serve_once(&config, files, &[&["-tls1_2", "-cipher", "ALL:@SECLEVEL=0"][..], OWN].concat());
        assert!(outcome.is_err(), "{name} was accepted: {outcome:?}");
    }
}

/// A P-384 key, an RSA key and a stranger's certificate.
fn weak_certificates(lab: &Lab) -> Vec<(&'static str, Files)> {
    let good = issued(lab, "weak");
    let parameters = device_parameters(&DeviceRequest::generic("weak"), NOT_BEFORE).unwrap();
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
    let p384 = Files::new(lab, &good);
    p384.write("own.pem", &parameters.signed_by(&key, lab.mica.issuer()).unwrap().pem());
    p384.write("key.pem", &key.serialize_pem());
    let rsa = Files::new(lab, &good);
    let made = Command::new("openssl")
        .current_dir(rsa.dir.path())
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "own.pem"])
        .args(["-subj", "/CN=rsa", "-days", "2"])
        .output()
        .unwrap();
    assert!(made.status.success());
    let other = rcgen::KeyPair::generate().unwrap();
    let stranger = Files::new(lab, &good);
    let root = authority_parameters(tieline_certs::pki::Level::Serca, "Stranger", NOT_BEFORE);
    stranger.write("own.pem", &root.self_signed(&other).unwrap().pem());
    stranger.write("key.pem", &other.serialize_pem());
    vec![("a P-384 certificate", p384), ("an RSA certificate", rsa), ("a stranger's certificate", stranger)]
}

/// Sessions resume by ticket and, where the client takes none, by id.
#[test]
fn s_client_resumes_by_ticket_and_by_id() {
    let lab = Lab::new();
    let peer = issued(&lab, "s_client");
    let files = Files::new(&lab, &peer);
    let config = Arc::new(server_config(&lab.device("ours"), &lab.roots(), Options::default()).unwrap());
    for extra in [&[][..], &["-no_ticket"]] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let args = [&["-connect", &address, "-tls1_2", "-cipher", MANDATED, "-reconnect"][..], OWN, extra].concat();
        let child = files.openssl("s_client", &args);
        let mut resumed = 0;
        for _ in 0..6 {
            let (mut tcp, _) = listener.accept().unwrap();
            tcp.set_read_timeout(Some(PATIENCE)).unwrap();
            let mut server = ServerConnection::new(config.clone()).unwrap();
            shake_over(&mut server, &mut tcp).unwrap();
            resumed += u32::from(server.handshake_kind() == Some(rustls::HandshakeKind::Resumed));
            let seen = Identity::of_certificate(&server.peer_certificates().unwrap()[0]);
            assert_eq!(seen, Identity::of_certificate(&peer.chain[0]));
        }
        end(child);
        assert_eq!(resumed, 5, "{extra:?}");
    }
}
