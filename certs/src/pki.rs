//! A public key infrastructure of one's own: SERCA, MCA, MICA, devices and servers [2030.5 §6.11].
//!
//! For tests, laboratories and small closed sites. Certificates never expire (99991231235959Z), as the standard wants.

use crate::config::{Credential, CredentialError, PrivateKey};
use crate::verifier::Policy;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::net::IpAddr;
use std::time::Duration;

/// Why nothing was issued.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// The generator refused.
    #[error("cannot issue: {0}")]
    Issue(#[from] rcgen::Error),
    /// What was issued or loaded does not read back.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// An identifier with a number out of range.
    #[error("{0:?} is not an object identifier such as 1.3.6.1.4.1.37244.1.1")]
    ObjectIdentifier(String),
    /// A name that is neither a DNS name nor an address.
    #[error("{0:?} is neither a DNS name nor an IP address")]
    Name(String),
    /// A serial number outside 1 to 64 bytes.
    #[error("a hardware serial number has 1 to 64 bytes, this has {0}")]
    SerialNumber(usize),
}

/// Where an authority stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Smart energy root: signs MCAs, MICAs and, in two-link chains, devices.
    Serca,
    /// Manufacturer's authority: signs MICAs.
    Mca,
    /// Manufacturer's issuing authority: signs devices.
    Mica,
}

impl Level {
    /// Authorities that may stand below it, as pathLenConstraint.
    fn path_length(self) -> BasicConstraints {
        match self {
            Self::Serca => BasicConstraints::Unconstrained,
            Self::Mca => BasicConstraints::Constrained(1),
            Self::Mica => BasicConstraints::Constrained(0),
        }
    }
}

/// What a device's or server's certificate says.
#[derive(Debug, Clone)]
pub struct DeviceRequest {
    /// hwType: an object identifier under the maker's own number.
    pub hardware_type: Vec<u64>,
    /// hwSerialNum, 1 to 64 bytes.
    pub serial_number: Vec<u8>,
    /// Policies; at least one.
    pub policies: Vec<Policy>,
    /// DNS names and addresses beside the hardware name; for servers that other clients check by name.
    pub names: Vec<String>,
}

impl DeviceRequest {
    /// A generic device with this serial number, of the private enterprise number of examples.
    pub fn generic(serial_number: &str) -> Self {
        Self {
            // 32473 is set aside for documentation [RFC 5612].
            hardware_type: vec![1, 3, 6, 1, 4, 1, 32473, 1, 1],
            serial_number: serial_number.as_bytes().to_vec(),
            policies: vec![Policy::Generic],
            names: Vec::new(),
        }
    }
}

/// What was issued: chain and key as they go into files.
pub struct Issued {
    /// The chain as DER, own certificate first, the root left out.
    pub chain: Vec<CertificateDer<'static>>,
    /// The chain as PEM.
    pub chain_pem: String,
    /// The private key as PEM (PKCS #8). A secret: write it with mode 0600.
    pub key_pem: zeroize::Zeroizing<String>,
}

impl Issued {
    fn new(own: &rcgen::Certificate, above: &[CertificateDer<'static>], key: &KeyPair) -> Self {
        let mut chain = vec![own.der().clone()];
        chain.extend_from_slice(above);
        let chain_pem = pem(&chain);
        Self { chain, chain_pem, key_pem: key.serialize_pem().into() }
    }

    /// The pair as an endpoint uses it.
    pub fn credential(&self) -> Result<Credential, CredentialError> {
        Credential::new(self.chain.clone(), PrivateKey::from_pem(self.key_pem.as_bytes())?)
    }
}

/// A certificate authority with its key.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    /// What its children's chains carry above them: itself and its issuers, the root left out.
    chain: Vec<CertificateDer<'static>>,
    key_pem: zeroize::Zeroizing<String>,
}

impl Authority {
    /// A new root, valid from `not_before` (seconds since 1970).
    pub fn root(name: &str, not_before: u64) -> Result<Self, PkiError> {
        Self::root_with(authority_parameters(Level::Serca, name, not_before))
    }

    /// A new root with these parameters.
    pub fn root_with(parameters: CertificateParams) -> Result<Self, PkiError> {
        let key = KeyPair::generate()?;
        let certificate = parameters.self_signed(&key)?;
        Ok(Self {
            certificate: certificate.der().clone(),
            chain: Vec::new(),
            key_pem: key.serialize_pem().into(),
            issuer: Issuer::new(parameters, key),
        })
    }

    /// A new authority below this one.
    pub fn authority(&self, level: Level, name: &str, not_before: u64) -> Result<Self, PkiError> {
        self.authority_with(authority_parameters(level, name, not_before))
    }

    /// A new authority with parameters of the caller's own; laboratories make bad ones this way.
    pub fn authority_with(&self, parameters: CertificateParams) -> Result<Self, PkiError> {
        let key = KeyPair::generate()?;
        let certificate = parameters.signed_by(&key, &self.issuer)?;
        let mut chain = vec![certificate.der().clone()];
        chain.extend_from_slice(&self.chain);
        Ok(Self {
            certificate: certificate.der().clone(),
            chain,
            key_pem: key.serialize_pem().into(),
            issuer: Issuer::new(parameters, key),
        })
    }

    /// Loads an authority: its certificate, those above it below the root, and its key.
    ///
    /// A root's chain is empty; whether it is a root is told by issuer and subject.
    pub fn load(chain_pem: &str, key_pem: &str) -> Result<Self, PkiError> {
        let all = crate::config::certificates(chain_pem.as_bytes())?;
        Credential::from_pem(chain_pem.as_bytes(), key_pem.as_bytes())?;
        let key = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).map_err(CredentialError::Key)?;
        let key = KeyPair::try_from(&key)?;
        let certificate = all[0].clone();
        let root =
            crate::verifier::is_self_issued(&certificate).map_err(|reason| CredentialError::Refused { reason })?;
        Ok(Self {
            issuer: Issuer::from_ca_cert_der(&certificate, key)?,
            chain: if root { Vec::new() } else { all },
            certificate,
            key_pem: key_pem.to_owned().into(),
        })
    }

    /// A new device or server below this authority.
    pub fn device(&self, request: &DeviceRequest, not_before: u64) -> Result<Issued, PkiError> {
        self.device_with(&device_parameters(request, not_before)?)
    }

    /// A new device with parameters of the caller's own; laboratories make bad ones this way.
    pub fn device_with(&self, parameters: &CertificateParams) -> Result<Issued, PkiError> {
        let key = KeyPair::generate()?;
        let certificate = parameters.signed_by(&key, &self.issuer)?;
        Ok(Issued::new(&certificate, &self.chain, &key))
    }

    /// The certificate.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// The name and key that sign.
    pub fn issuer(&self) -> &Issuer<'static, KeyPair> {
        &self.issuer
    }

    /// The certificate as PEM, followed by those above it (the root left out, unless this is it).
    pub fn chain_pem(&self) -> String {
        if self.chain.is_empty() { pem(std::slice::from_ref(&self.certificate)) } else { pem(&self.chain) }
    }

    /// The private key as PEM (PKCS #8). A secret.
    pub fn key_pem(&self) -> &str {
        &self.key_pem
    }
}

/// What an authority's certificate says: critical basicConstraints, keyUsage and certificatePolicies.
pub fn authority_parameters(level: Level, name: &str, not_before: u64) -> CertificateParams {
    let mut parameters = common_parameters(not_before);
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters.is_ca = IsCa::Ca(level.path_length());
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    parameters.custom_extensions = vec![policies_extension(&[ANY_POLICY.to_vec()], true)];
    parameters
}

/// What a device's certificate says: empty subject, critical keyUsage, certificatePolicies and hardware name.
pub fn device_parameters(request: &DeviceRequest, not_before: u64) -> Result<CertificateParams, PkiError> {
    let mut parameters = common_parameters(not_before);
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyAgreement];
    let policies: Vec<_> = request.policies.iter().map(|policy| policy.oid().to_vec()).collect();
    parameters.custom_extensions = vec![policies_extension(&policies, true), names_extension(request, true)?];
    Ok(parameters)
}

fn common_parameters(not_before: u64) -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    parameters.not_before = date_time_ymd(1970, 1, 1) + Duration::from_secs(not_before);
    parameters.not_after = date_time_ymd(9999, 12, 31) + Duration::from_secs(86_399);
    parameters.use_authority_key_identifier_extension = true;
    parameters
}

/// anyPolicy [RFC 5280 §4.2.1.4].
pub const ANY_POLICY: [u64; 5] = [2, 5, 29, 32, 0];

/// certificatePolicies with these object identifiers.
pub fn policies_extension(policies: &[Vec<u64>], critical: bool) -> CustomExtension {
    let entries: Vec<u8> = policies.iter().flat_map(|policy| element(0x30, &object_identifier(policy))).collect();
    extension(&[2, 5, 29, 32], element(0x30, &entries), critical)
}

/// subjectAltName with the hardwareModuleName [RFC 4108 §5] and any further names.
pub fn names_extension(request: &DeviceRequest, critical: bool) -> Result<CustomExtension, PkiError> {
    let serial = &request.serial_number;
    if serial.is_empty() || serial.len() > 64 {
        return Err(PkiError::SerialNumber(serial.len()));
    }
    let module = [object_identifier(&request.hardware_type), element(0x04, serial)].concat();
    let value = element(0xA0, &element(0x30, &module));
    let mut names = element(0xA0, &[object_identifier(&[1, 3, 6, 1, 5, 5, 7, 8, 4]), value].concat());
    for name in &request.names {
        names.extend(general_name(name)?);
    }
    Ok(extension(&[2, 5, 29, 17], element(0x30, &names), critical))
}

fn general_name(name: &str) -> Result<Vec<u8>, PkiError> {
    match name.parse() {
        Ok(IpAddr::V4(address)) => Ok(element(0x87, &address.octets())),
        Ok(IpAddr::V6(address)) => Ok(element(0x87, &address.octets())),
        Err(_) => {
            let fits = (1..=253).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._*".contains(&b));
            if fits { Ok(element(0x82, name.as_bytes())) } else { Err(PkiError::Name(name.to_owned())) }
        }
    }
}

/// An extension from its content in DER.
pub fn extension(oid: &[u64], content: Vec<u8>, critical: bool) -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(oid, content);
    extension.set_criticality(critical);
    extension
}

/// Reads an object identifier: `1.3.6.1.4.1.32473.1`.
pub fn parse_object_identifier(text: &str) -> Result<Vec<u64>, PkiError> {
    let numbers: Option<Vec<u64>> = text.split('.').map(|part| part.parse().ok()).collect();
    numbers
        .filter(|n| (3..=20).contains(&n.len()) && n[0] <= 2 && n[1] < 40)
        .ok_or_else(|| PkiError::ObjectIdentifier(text.to_owned()))
}

/// One DER element of at most 65,535 bytes.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    match length {
        0..0x80 => out.push(length as u8),
        0x80..0x100 => out.extend([0x81, length as u8]),
        _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend_from_slice(content);
    out
}

/// An object identifier in DER; the first two numbers share a byte [X.690 §8.19].
fn object_identifier(numbers: &[u64]) -> Vec<u8> {
    let mut content = Vec::new();
    if let [first, second, rest @ ..] = numbers {
        content.push((first * 40 + second) as u8);
        rest.iter().for_each(|number| base_128(*number, &mut content));
    }
    element(0x06, &content)
}

fn base_128(number: u64, out: &mut Vec<u8>) {
    let groups = (64 - number.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        out.push((number >> (7 * group)) as u8 & 0x7F | more);
    }
}

/// Certificates as PEM.
pub fn pem(chain: &[CertificateDer<'_>]) -> String {
    let blocks: Vec<_> = chain.iter().map(|der| pem::Pem::new("CERTIFICATE", der.to_vec())).collect();
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_many_config(&blocks, config)
}
