//! Suite `chains`: bad chains refused, each for its own reason and in both roles; good ones accepted.
//!
//! Each chain goes to the verifier in either role, and, where its key can sign, through a real handshake at either end.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod forge;
mod lab;

use forge::{Chain, bad_chains, good_chains};
use lab::{Lab, NOT_BEFORE, shake};
use rustls::crypto::ring::sign::any_ecdsa_type;
use rustls::pki_types::UnixTime;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{AlertDescription, Error};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::config::{Options, client_config, server_config};
use tieline_certs::suite::SuiteChoice;
use tieline_certs::verifier::{PathVerifier, Reason, Refusal, Role, Verified};

fn verify(chain: &Chain, role: Role) -> Result<Verified, Refusal> {
    let now = UnixTime::since_unix_epoch(Duration::from_secs(NOT_BEFORE + 86_400 * 365));
    let verifier = PathVerifier::new(&chain.roots, chain.profile).unwrap();
    verifier.verify(role, &chain.sent[0], &chain.sent[1..], now)
}

/// The outcome of a real handshake in which the chain's holder stands at the end that `role` names.
fn handshake(lab: &Lab, chain: &Chain, role: Role) -> Option<Result<(), Error>> {
    let key = any_ecdsa_type(chain.key.as_ref()?).ok()?;
    let holder = Arc::new(SingleCertAndKey::from(CertifiedKey::new(chain.sent.clone(), key)));
    let own = lab.device("the judge");
    let strict = Options { suites: SuiteChoice::Ccm8, profile: chain.profile };
    let lenient = Options { suites: SuiteChoice::Ccm8, ..Options::default() };
    let (client, server) = match role {
        Role::Client => {
            let mut client = client_config(&own, &lab.roots(), lenient).unwrap();
            client.client_auth_cert_resolver = holder;
            (client, server_config(&own, &chain.roots, strict).unwrap())
        }
        Role::Server => {
            let mut server = server_config(&own, &lab.roots(), lenient).unwrap();
            server.cert_resolver = holder;
            (client_config(&own, &chain.roots, strict).unwrap(), server)
        }
    };
    Some(shake(&Arc::new(client), &Arc::new(server)).map(|_| ()))
}

/// [2030.5 §6.11] [CSIP COMM-004] [RFC 4108 §5]
#[test]
fn bad_chains_are_refused_each_for_its_own_reason_in_both_roles() {
    let lab = Lab::new();
    let chains = bad_chains(&lab);
    let mut names = HashSet::new();
    let mut handshakes = 0;
    for (chain, reason) in &chains {
        assert!(names.insert(chain.name), "{} is there twice", chain.name);
        for role in [Role::Client, Role::Server] {
            let refusal = verify(chain, role).expect_err(chain.name);
            assert_eq!(refusal.reason, *reason, "{} as {role:?}", chain.name);
            assert!(refusal.to_string().contains(reason.clause()));
            let Some(outcome) = handshake(&lab, chain, role) else { continue };
            let error = outcome.expect_err(chain.name);
            let told = Refusal::of(&error).map(|refusal| &refusal.reason);
            assert_eq!(told, Some(reason), "{} as {role:?} in a handshake: {error}", chain.name);
            handshakes += 1;
        }
    }
    assert!(chains.len() >= 40, "{}", chains.len());
    let reasons: HashSet<_> = chains.iter().map(|(_, reason)| std::mem::discriminant(reason)).collect();
    println!(
        "figure: {} bad chains refused in both roles for {} reasons ({handshakes} handshakes), {} good ones accepted",
        chains.len(),
        reasons.len(),
        good_chains(&lab).len()
    );
}

/// [CSIP COMM-004]
#[test]
fn good_chains_are_accepted_in_both_roles() {
    let lab = Lab::new();
    let chains = good_chains(&lab);
    for (chain, links) in &chains {
        for role in [Role::Client, Role::Server] {
            let verified = verify(chain, role).expect(chain.name);
            assert_eq!(verified.links, *links, "{}", chain.name);
            handshake(&lab, chain, role).unwrap().expect(chain.name);
        }
    }
    assert!(chains.len() >= 10);
}

/// The LFDI is a hash of the bytes: no second encoding of a certificate may be believed [RFC 5280 §6.1.3].
#[test]
fn no_bit_of_a_good_certificate_can_be_changed() {
    let lab = Lab::new();
    let (mut chain, _) = good_chains(&lab).remove(0);
    let good = chain.sent[0].to_vec();
    assert!(verify(&chain, Role::Client).is_ok());
    for bit in 0..good.len() * 8 {
        let mut der = good.clone();
        der[bit / 8] ^= 1 << (bit % 8);
        chain.sent[0] = der.into();
        assert!(verify(&chain, Role::Client).is_err(), "bit {} of byte {}", bit % 8, bit / 8);
    }
}

#[test]
fn an_extended_key_usage_binds_the_role() {
    let lab = Lab::new();
    let chain = forge::client_only(&lab);
    assert!(verify(&chain, Role::Client).is_ok());
    let refusal = verify(&chain, Role::Server).unwrap_err();
    assert_eq!(refusal.reason, Reason::DeviceExtendedKeyUsage);
}

#[test]
fn a_client_without_a_certificate_is_refused() {
    let lab = Lab::new();
    let device = lab.device("device");
    let (client, server) = lab.configs(&device, &device);
    let mut client = Arc::unwrap_or_clone(client);
    client.client_auth_cert_resolver = Arc::new(Anonymous);
    let error = shake(&Arc::new(client), &server).unwrap_err();
    let refused = matches!(error, Error::NoCertificatesPresented)
        || error == Error::AlertReceived(AlertDescription::CertificateRequired);
    assert!(refused, "{error}");
}

/// A client that has nothing to show.
#[derive(Debug)]
struct Anonymous;

impl rustls::client::ResolvesClientCert for Anonymous {
    fn resolve(&self, _: &[&[u8]], _: &[rustls::SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}
