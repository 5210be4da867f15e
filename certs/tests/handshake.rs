//! Handshakes between our own ends.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod lab;

use lab::{Lab, carry, shake};
use rustls::{CipherSuite, HandshakeKind};
use std::io::{Read, Write};
use std::sync::Arc;
use tieline_certs::config::{CredentialError, PrivateKey};
use tieline_certs::identity::Identity;
use tieline_certs::suite::suite_name;

#[test]
fn both_ends_know_each_other_over_ccm_8() {
    let lab = Lab::new();
    let (device, utility) = (lab.device("device"), lab.device("utility"));
    let (client, server) = lab.configs(&device, &utility);
    let (mut client, mut server) = shake(&client, &server).unwrap();
    let suite = client.negotiated_cipher_suite().unwrap().suite();
    assert_eq!(suite, CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8);
    assert_eq!(suite_name(suite), "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
    let seen = Identity::of_certificate(&server.peer_certificates().unwrap()[0]);
    assert_eq!(seen, device.identity());
    let text = vec![0x5A; 10_000];
    client.writer().write_all(&text).unwrap();
    carry(&mut client, &mut server).unwrap();
    let mut got = vec![0; text.len()];
    server.reader().read_exact(&mut got).unwrap();
    assert_eq!(got, text);
}

/// [2030.5 §6.7] sessions may be resumed; the identity must survive, since no verifier runs again.
#[test]
fn a_resumed_session_still_tells_the_peer_by_ticket_and_by_id() {
    let lab = Lab::new();
    let (device, utility) = (lab.device("device"), lab.device("utility"));
    for tickets in [true, false] {
        let (client, server) = lab.configs(&device, &utility);
        let mut server = Arc::unwrap_or_clone(server);
        if !tickets {
            server.ticketer = Arc::new(NoTickets);
        }
        let server = Arc::new(server);
        shake(&client, &server).unwrap();
        let (client, server) = shake(&client, &server).unwrap();
        assert_eq!(client.handshake_kind(), Some(HandshakeKind::Resumed));
        let seen = Identity::of_certificate(&server.peer_certificates().unwrap()[0]);
        assert_eq!(seen, device.identity());
        let seen = Identity::of_certificate(&client.peer_certificates().unwrap()[0]);
        assert_eq!(seen, utility.identity());
    }
}

#[test]
fn a_key_of_another_certificate_is_refused_and_never_printed() {
    let lab = Lab::new();
    let mine = lab.mica.device(&tieline_certs::pki::DeviceRequest::generic("mine"), 0).unwrap();
    let other = lab.mica.device(&tieline_certs::pki::DeviceRequest::generic("other"), 0).unwrap();
    let key = PrivateKey::from_pem(other.key_pem.as_bytes()).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey(not printed)");
    let refused = tieline_certs::config::Credential::new(mine.chain.clone(), key);
    assert!(matches!(refused, Err(CredentialError::Mismatch)));
}

#[derive(Debug)]
struct NoTickets;

impl rustls::server::ProducesTickets for NoTickets {
    fn enabled(&self) -> bool {
        false
    }

    fn lifetime(&self) -> u32 {
        0
    }

    fn encrypt(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn decrypt(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}
