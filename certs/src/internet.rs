//! Certificates of the Internet's kind for laboratories of OpenADR: a root, and servers and VENs right below it.
//!
//! IEEE 2030.5's own ([`crate::pki`]) carry critical extensions that verifiers of this kind refuse.

use crate::pki::{Authority, Issued, PkiError};
use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose};

/// A new root of this name.
///
/// # Errors
/// The host gives no random numbers.
pub fn root(name: &str) -> Result<Authority, PkiError> {
    let mut parameters = CertificateParams::new(Vec::new())?;
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Authority::root_with(parameters)
}

/// A certificate below `authority` that serves as server and as client; `hosts` are the names and addresses of its server.
///
/// # Errors
/// A host is no name, or the host gives no random numbers.
pub fn issue(authority: &Authority, name: &str, hosts: &[&str]) -> Result<Issued, PkiError> {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut parameters = CertificateParams::new(hosts)?;
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters.use_authority_key_identifier_extension = true;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    authority.device_with(&parameters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::{ServerName, UnixTime};
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn what_is_issued_stands_below_its_root_for_its_hosts() {
        let root = root("Lab root").expect("a root");
        let issued = issue(&root, "vtn", &["localhost", "127.0.0.1"]).expect("issued");
        let mut roots = rustls::RootCertStore::empty();
        roots.add(root.certificate().clone()).expect("a root");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = rustls::client::WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider);
        let verifier = verifier.build().expect("a verifier");
        let now = UnixTime::since_unix_epoch(Duration::from_secs(1_800_000_000));
        for (host, good) in [("localhost", true), ("127.0.0.1", true), ("example.org", false)] {
            let name = ServerName::try_from(host).expect("a name");
            let verdict = rustls::client::danger::ServerCertVerifier::verify_server_cert(
                verifier.as_ref(),
                &issued.chain[0],
                &[],
                &name,
                &[],
                now,
            );
            assert_eq!(verdict.is_ok(), good, "{host}: {verdict:?}");
        }
    }
}
