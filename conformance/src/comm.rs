//! The CSIP communication procedures for servers: COMM-003 (basic security) and COMM-004 (certificate chains).

use crate::connection::{Attempt, Peer};
use crate::verdict::{Outcome, Verdict};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose};
use tieline_certs::config::Credential;
use tieline_certs::pki::{
    Authority, DeviceRequest, Level, PkiError, authority_parameters, device_parameters, extension,
};

/// Why a laboratory cannot make its certificates.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// A certificate cannot be made.
    #[error("{0}")]
    Pki(#[from] PkiError),
    /// A certificate and its key cannot be used.
    #[error("{0}")]
    Credential(#[from] tieline_certs::config::CredentialError),
    /// A certificate of our own making cannot be signed.
    #[error("{0}")]
    Sign(#[from] rcgen::Error),
}

/// The laboratory's root, under which the peer's own certificate stands too.
pub struct Lab<'a> {
    root: &'a Authority,
}

impl<'a> Lab<'a> {
    /// A laboratory that issues below `root`.
    pub fn new(root: &'a Authority) -> Self {
        Self { root }
    }

    /// COMM-003: mutual authentication with TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 and nothing else [CSIP COMM-003].
    pub fn comm_003(&self, peer: &Peer) -> Result<Vec<Verdict>, LabError> {
        let device = self.root.device(&DeviceRequest::generic("COMM-003"), 0)?.credential()?;
        let attempt = peer.try_dcap(&device);
        let (outcome, evidence) = match &attempt {
            Attempt::Answered { suite, status, .. } => {
                let good = suite == "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8" && status.contains(" 200");
                (if good { Outcome::Pass } else { Outcome::Fail }, format!("{suite}, {status}"))
            }
            other => judge_refusal(other, false),
        };
        Ok(vec![Verdict { case: "COMM-003".to_owned(), clause: "CSIP COMM-003", outcome, evidence }])
    }

    /// COMM-004: chains of two, three and four links are accepted, and four kinds of bad one refused [CSIP COMM-004]. What
    /// has a number behind its letter is ours: near relatives of the procedure's own chains, by the profile [2030.5 §6.11].
    pub fn comm_004(&self, peer: &Peer) -> Result<Vec<Verdict>, LabError> {
        let mca = self.root.authority(Level::Mca, "COMM-004 MCA", 0)?;
        let three = self.root.authority(Level::Mica, "COMM-004 MICA", 0)?;
        let four = mca.authority(Level::Mica, "COMM-004 MICA below MCA", 0)?;
        let device = |authority: &Authority| -> Result<Credential, LabError> {
            Ok(authority.device(&DeviceRequest::generic("COMM-004"), 0)?.credential()?)
        };
        let good = [
            ("A: two links", device(self.root)?),
            ("B: three links", device(&three)?),
            ("B2: three links below an MCA", device(&mca)?),
            ("C: four links", device(&four)?),
        ];
        let bad = [
            ("D: a MICA with an extended key usage", device(&self.bad_mica(with_usage)?)?),
            ("E: a MICA with name constraints that are not critical", device(&self.bad_mica(with_constraints)?)?),
            ("F: a MICA with policy mappings", device(&self.bad_mica(with_mappings)?)?),
            ("C2: five links", device(&self.five_links()?)?),
            ("D2: a MICA with an extended key usage of servers", device(&self.bad_mica(with_server_usage)?)?),
            ("E2: a MICA with name constraints that are critical", device(&self.bad_mica(with_critical_constraints)?)?),
            ("F2: a MICA with policy mappings that are critical", device(&self.bad_mica(with_critical_mappings)?)?),
            ("G: a device that signed itself", self_signed()?),
            ("G2: a device of another root", device(&Authority::root("Another SERCA", 0)?)?),
        ];
        let accepted = good.into_iter().map(|(case, credential)| (case, credential, true));
        let refused = bad.into_iter().map(|(case, credential)| (case, credential, false));
        Ok(accepted
            .chain(refused)
            .map(|(case, credential, wanted)| judge(case, &peer.try_dcap(&credential), wanted))
            .collect())
    }

    /// Above a device one authority more than the profile allows.
    fn five_links(&self) -> Result<Authority, LabError> {
        let first = self.root.authority(Level::Serca, "COMM-004 first", 0)?;
        let second = first.authority(Level::Serca, "COMM-004 second", 0)?;
        Ok(second.authority(Level::Mica, "COMM-004 third", 0)?)
    }

    fn bad_mica(&self, spoil: fn(&mut CertificateParams)) -> Result<Authority, LabError> {
        let mut parameters = authority_parameters(Level::Mica, "COMM-004 bad MICA", 0);
        spoil(&mut parameters);
        Ok(self.root.authority_with(parameters)?)
    }
}

fn with_usage(parameters: &mut CertificateParams) {
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
}

fn with_server_usage(parameters: &mut CertificateParams) {
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
}

fn with_constraints(parameters: &mut CertificateParams) {
    constrain(parameters, false);
}

fn with_critical_constraints(parameters: &mut CertificateParams) {
    constrain(parameters, true);
}

/// nameConstraints: the permitted subtree of the DNS name `a`.
fn constrain(parameters: &mut CertificateParams, critical: bool) {
    let subtree = vec![0x30, 0x07, 0xA0, 0x05, 0x30, 0x03, 0x82, 0x01, b'a'];
    parameters.custom_extensions.push(extension(&[2, 5, 29, 30], subtree, critical));
}

fn with_mappings(parameters: &mut CertificateParams) {
    map(parameters, false);
}

fn with_critical_mappings(parameters: &mut CertificateParams) {
    map(parameters, true);
}

/// policyMappings: 1.3.6.1.4.1.40732.1.1 to 1.2.3.
fn map(parameters: &mut CertificateParams, critical: bool) {
    let generic = [0x06, 0x0A, 0x2B, 6, 1, 4, 1, 0x82, 0xBE, 0x1C, 1, 1];
    let pair = [&generic[..], &[0x06, 0x02, 0x2A, 0x03]].concat();
    let length = |content: &[u8]| u8::try_from(content.len()).unwrap_or(u8::MAX);
    let entry = [&[0x30, length(&pair)], &pair[..]].concat();
    let mappings = [&[0x30, length(&entry)], &entry[..]].concat();
    parameters.custom_extensions.push(extension(&[2, 5, 29, 33], mappings, critical));
}

/// A device certificate that is its own issuer.
fn self_signed() -> Result<Credential, LabError> {
    let key = rcgen::KeyPair::generate()?;
    let certificate = device_parameters(&DeviceRequest::generic("COMM-004 G"), 0)?.self_signed(&key)?;
    let key = tieline_certs::config::PrivateKey::from_pem(key.serialize_pem().as_bytes())?;
    Ok(Credential::new(vec![certificate.der().clone()], key)?)
}

fn judge(case: &str, attempt: &Attempt, accepted: bool) -> Verdict {
    let (outcome, evidence) = match attempt {
        Attempt::Answered { suite, status, .. } => {
            let outcome = if accepted && status.contains(" 200") { Outcome::Pass } else { Outcome::Fail };
            (outcome, format!("answered {status} over {suite}"))
        }
        other => judge_refusal(other, !accepted),
    };
    Verdict { case: format!("COMM-004 {case}"), clause: "CSIP COMM-004", outcome, evidence }
}

/// What a try without an answer comes to, where a refusal was wanted or not.
fn judge_refusal(attempt: &Attempt, wanted: bool) -> (Outcome, String) {
    match attempt {
        Attempt::Refused(says) => (if wanted { Outcome::Pass } else { Outcome::Fail }, format!("refused: {says}")),
        Attempt::Unreachable(says) => (Outcome::NotRun, says.clone()),
        Attempt::Answered { status, .. } => (Outcome::Fail, status.clone()),
    }
}
