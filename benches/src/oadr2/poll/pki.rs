//! A throw-away PKI of the Internet's kind: a root, the VTN, and each VEN.

use super::Result;
use super::fleet::VENS;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::CertificateDer;
use std::fs;
use std::path::Path;
use tieline_certs::config::PrivateKey;
use tieline_certs::fingerprint::Fingerprint;

/// A certificate and its key.
pub(super) struct Party {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) key: PrivateKey,
}

impl Party {
    /// As operators exchange it: ten pairs.
    pub(super) fn fingerprint(&self) -> String {
        Fingerprint::of_certificate(&self.certificate).tail().colons()
    }
}

/// Everybody.
pub(super) struct Pki {
    pub(super) root: CertificateDer<'static>,
    pub(super) vtn: Party,
    pub(super) vens: Vec<Party>,
}

impl Pki {
    /// Makes one, and writes what the VTNs need: `root.pem`, `vtn.pem`, `vtn.key`.
    pub(super) fn write(dir: &Path) -> Result<Self> {
        let key = KeyPair::generate()?;
        let mut root = CertificateParams::new(Vec::new())?;
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(DnType::CommonName, "VTN root");
        let own = root.self_signed(&key)?;
        fs::write(dir.join("root.pem"), own.pem())?;
        let issuer = Issuer::new(root, key);
        let (vtn, pem, secret) = issue(&issuer, "localhost")?;
        fs::write(dir.join("vtn.pem"), pem)?;
        fs::write(dir.join("vtn.key"), secret)?;
        let vens = (0..VENS).map(|number| Ok(issue(&issuer, &format!("ven-{number}"))?.0));
        Ok(Self { root: own.der().clone(), vtn, vens: vens.collect::<Result<_>>()? })
    }
}

fn issue(issuer: &Issuer<'_, KeyPair>, name: &str) -> Result<(Party, String, String)> {
    let key = KeyPair::generate()?;
    let mut own = CertificateParams::new(vec![name.to_owned()])?;
    own.distinguished_name.push(DnType::CommonName, name);
    own.use_authority_key_identifier_extension = true;
    let issued = own.signed_by(&key, issuer)?;
    let secret = key.serialize_pem();
    let party = Party { certificate: issued.der().clone(), key: PrivateKey::from_pem(secret.as_bytes())? };
    Ok((party, issued.pem(), secret))
}
