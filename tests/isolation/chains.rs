//! The bad chains of the suite `chains` against the live server: each ends in the handshake, its reason is in the log.

use super::forge::{Chain, bad_chains};
use super::lab as certificates;
use crate::lab::{Lab, Utility};
use rustls::crypto::ring::sign::any_ecdsa_type;
use rustls::pki_types::{PrivateKeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConnection, Error};
use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline_certs::config::{Credential, Options, client_config};
use tieline_certs::pki::pem;
use tieline_certs::verifier::{Profile, Reason};

/// For the server's answer in a handshake, and for the log.
const PATIENCE: Duration = Duration::from_secs(10);

/// Shakes hands with a chain; the local port, and the alert or whatever else came.
fn shake(utility: &Utility, judge: &Credential, chain: &Chain) -> (u16, Result<(), Error>) {
    // Without a key that can sign, any key: the chain is judged first.
    let spare = || PrivateKeyDer::from(rcgen::KeyPair::generate().expect("a key"));
    let own = chain.key.as_ref().map_or_else(spare, PrivateKeyDer::clone_key);
    let key = any_ecdsa_type(&own).or_else(|_| any_ecdsa_type(&spare())).expect("a key of P-256");
    let mut config = client_config(judge, &utility.peer.roots, Options::default()).expect("a configuration");
    let shown = CertifiedKey::new(chain.sent.clone(), key);
    config.client_auth_cert_resolver = Arc::new(SingleCertAndKey::from(shown));
    let name = ServerName::from(utility.peer.address.ip());
    let mut tls = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut socket = TcpStream::connect(utility.peer.address).expect("a connection");
    socket.set_read_timeout(Some(PATIENCE)).expect("set");
    let port = socket.local_addr().expect("connected").port();
    while tls.is_handshaking() {
        if let Err(error) = tls.complete_io(&mut socket) {
            let tls = error.get_ref().and_then(|cause| cause.downcast_ref::<Error>()).cloned();
            return (port, Err(tls.unwrap_or_else(|| Error::General(error.to_string()))));
        }
    }
    (port, Ok(()))
}

/// The reasons that the server has told, by the port of the connection.
fn reasons(log: &str) -> BTreeMap<u16, String> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let refused = lines.filter_map(|line| {
        let fields = line.get("fields").unwrap_or(&line);
        let port = fields.get("from")?.as_str()?.rsplit(':').next()?.parse().ok()?;
        Some((port, fields.get("reason")?.as_str()?.to_owned()))
    });
    refused.collect()
}

/// [2030.5 §6.11] [CSIP COMM-004] No bad chain gets past the handshake, and the log tells each one's own reason.
#[test]
fn bad_chains_end_in_the_handshake_and_the_log_says_why() {
    let forged = certificates::Lab::new();
    let chains = bad_chains(&forged);
    // What the configuration cannot ask for is judged in the suite `chains`.
    let (chains, beyond): (Vec<_>, Vec<_>) =
        chains.into_iter().partition(|(chain, _)| chain.profile == Profile::default());
    let lab = Lab::below(forged.serca);
    let mut roots = vec![lab.root.certificate().clone()];
    for (chain, _) in &chains {
        roots.extend(chain.roots.iter().filter(|root| !roots.contains(root)).cloned().collect::<Vec<_>>());
    }
    let config = Lab::config("", "[enrolment]\nin_band = true\n");
    fs::write(lab.dir.path().join("serca.pem"), pem(&roots)).expect("written");
    let utility = lab.serve(&config, &["--log=json".to_owned()]);
    let judge = lab.device("judge");
    let mut wanted: BTreeMap<u16, (&str, &Reason)> = BTreeMap::new();
    for (chain, reason) in &chains {
        let (port, outcome) = shake(&utility, &judge, chain);
        assert!(matches!(outcome, Err(Error::AlertReceived(_))), "{}: {outcome:?}", chain.name);
        wanted.insert(port, (chain.name, reason));
    }
    assert_eq!(wanted.len(), chains.len(), "a port each");
    let deadline = stopwatch() + PATIENCE;
    let told = loop {
        let told = reasons(&lab.log_text());
        if told.len() >= wanted.len() {
            break told;
        }
        assert!(stopwatch() < deadline, "{} of {} reasons are in the log", told.len(), wanted.len());
        std::thread::sleep(Duration::from_millis(20));
    };
    for (port, (name, reason)) in &wanted {
        let said = told.get(port).unwrap_or_else(|| panic!("nothing is said of {name}"));
        assert!(said.contains(&reason.to_string()) && said.contains(reason.clause()), "{name}: {said}, not {reason}");
    }
    assert!(chains.len() >= 40, "{}", chains.len());
    assert_eq!(utility.client(&judge).get("/dcap").expect("an answer").status, 200, "a good one is served");
    println!(
        "figure: {} bad chains refused by the live server, {} beyond its configuration",
        chains.len(),
        beyond.len()
    );
}
