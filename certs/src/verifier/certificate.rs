//! One certificate against the profile, apart from who signed it.

use super::der::{element, has_certificate_tags, is_canonical};
use super::refusal::Reason;
use super::{Arcs, Policy, Profile, Role};
use rustls::pki_types::UnixTime;
use std::collections::HashSet;
use std::net::IpAddr;
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::asn1_rs::{FromDer, Oid};
use x509_parser::extensions::{GeneralName, ParsedExtension, X509Extension};
use x509_parser::oid_registry as oids;
use x509_parser::x509::X509Version;

/// The longest certificate that is looked at, in bytes.
pub(super) const MAX_BYTES: usize = 8 * 1024;
/// A P-256 point: 0x04 and two coordinates.
const POINT_BYTES: usize = 65;
/// id-on-hardwareModuleName, 1.3.6.1.5.5.7.8.4 [RFC 4108 §5].
const HARDWARE_MODULE_NAME: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 8, 4];
/// anyPolicy, 2.5.29.32.0 [RFC 5280 §4.2.1.4].
const ANY_POLICY: &[u8] = &[0x55, 0x1D, 0x20, 0];

/// A parsed certificate that borrows its bytes.
pub(super) struct Certificate<'a> {
    x509: X509Certificate<'a>,
}

impl<'a> Certificate<'a> {
    /// Reads one certificate; nothing may follow it.
    pub(super) fn parse(der: &'a [u8]) -> Result<Self, Reason> {
        if der.len() > MAX_BYTES {
            return Err(Reason::TooLarge { bytes: der.len(), bound: MAX_BYTES });
        }
        let (rest, x509) = X509Certificate::from_der(der).map_err(|_| Reason::Malformed)?;
        if !rest.is_empty() {
            return Err(Reason::TrailingBytes);
        }
        let whole_bytes = x509.signature_value.unused_bits == 0;
        if whole_bytes && is_canonical(der) && has_certificate_tags(der) {
            Ok(Self { x509 })
        } else {
            Err(Reason::Malformed)
        }
    }

    pub(super) fn subject(&self) -> &'a [u8] {
        self.x509.subject.as_raw()
    }

    pub(super) fn issuer(&self) -> &'a [u8] {
        self.x509.issuer.as_raw()
    }

    pub(super) fn is_self_issued(&self) -> bool {
        self.subject() == self.issuer()
    }

    /// The bytes that the issuer signed.
    pub(super) fn signed_bytes(&self) -> &[u8] {
        self.x509.tbs_certificate.as_ref()
    }

    pub(super) fn signature(&self) -> &[u8] {
        &self.x509.signature_value.data
    }

    /// The public key's algorithm and point as they stand.
    pub(super) fn public_key_info(&self) -> &'a [u8] {
        self.x509.subject_pki.raw
    }

    /// The public key as an uncompressed point of P-256.
    pub(super) fn point(&self) -> Result<&[u8], Reason> {
        let key = &self.x509.tbs_certificate.subject_pki;
        let curve = key.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok());
        if key.algorithm.algorithm != oids::OID_KEY_TYPE_EC_PUBLIC_KEY || curve != Some(oids::OID_EC_P256) {
            return Err(Reason::KeyType);
        }
        let point: &[u8] = &key.subject_public_key.data;
        if point.len() == POINT_BYTES && point[0] == 4 { Ok(point) } else { Err(Reason::KeyPoint) }
    }

    /// What holds for every certificate of a path [2030.5 §6.11; RFC 5280 §4.1].
    pub(super) fn check_common(&self, now: UnixTime) -> Result<(), Reason> {
        if self.x509.version != X509Version::V3 {
            return Err(Reason::NotVersion3);
        }
        self.check_serial()?;
        let (outer, inner) = (&self.x509.signature_algorithm, &self.x509.tbs_certificate.signature);
        if outer != inner {
            return Err(Reason::AlgorithmMismatch);
        }
        if outer.algorithm != oids::OID_SIG_ECDSA_WITH_SHA256 || outer.parameters.is_some() {
            return Err(Reason::SignatureAlgorithm);
        }
        self.point()?;
        self.check_validity(now)?;
        self.check_extensions()
    }

    fn check_serial(&self) -> Result<(), Reason> {
        let serial = self.x509.raw_serial();
        let negative = serial.first().is_some_and(|b| b & 0x80 != 0);
        let zero = serial.iter().all(|b| *b == 0);
        if negative || zero || serial.len() > 20 { Err(Reason::BadSerial) } else { Ok(()) }
    }

    /// notAfter of 99991231235959Z means no end [2030.5 §6.11; RFC 5280 §4.1.2.5].
    pub(super) fn check_validity(&self, now: UnixTime) -> Result<(), Reason> {
        let (not_before, not_after) = self.validity();
        let now = i64::try_from(now.as_secs()).map_err(|_| Reason::Expired)?;
        if now < not_before {
            return Err(Reason::NotYetValid);
        }
        if now > not_after { Err(Reason::Expired) } else { Ok(()) }
    }

    fn check_extensions(&self) -> Result<(), Reason> {
        let mut seen = HashSet::new();
        for extension in self.x509.extensions() {
            let name = || extension.oid.to_id_string();
            if !seen.insert(extension.oid.as_bytes()) {
                return Err(Reason::DuplicateExtension(name()));
            }
            match extension.parsed_extension() {
                ParsedExtension::ParseError { .. } => return Err(Reason::BadExtension(name())),
                ParsedExtension::UnsupportedExtension { .. } if extension.critical => {
                    return Err(Reason::UnknownCriticalExtension(name()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn extension(&self, oid: &Oid<'_>) -> Option<&X509Extension<'a>> {
        self.x509.extensions().iter().find(|e| e.oid == *oid)
    }

    fn must_be_critical(&self, oid: &Oid<'_>, name: &'static str) -> Result<(), Reason> {
        match self.extension(oid) {
            Some(extension) if !extension.critical => Err(Reason::NotCritical(name)),
            _ => Ok(()),
        }
    }

    fn key_usage(&self) -> Result<&x509_parser::extensions::KeyUsage, Reason> {
        match self.extension(&oids::OID_X509_EXT_KEY_USAGE).map(X509Extension::parsed_extension) {
            Some(ParsedExtension::KeyUsage(usage)) => Ok(usage),
            _ => Err(Reason::MissingKeyUsage),
        }
    }

    /// `None` where there is no basicConstraints or cA is false; else the pathLenConstraint.
    pub(super) fn authority(&self) -> Option<Option<u32>> {
        match self.extension(&oids::OID_X509_EXT_BASIC_CONSTRAINTS)?.parsed_extension() {
            ParsedExtension::BasicConstraints(basic) if basic.ca => Some(basic.path_len_constraint),
            _ => None,
        }
    }

    /// The most authorities that may stand below this one; `None` for no bound.
    pub(super) fn path_length(&self) -> Option<u32> {
        self.authority().flatten()
    }

    /// What holds for a device's or server's own certificate [2030.5 §6.11].
    pub(super) fn check_device(&self, role: Role) -> Result<(), Reason> {
        if self.is_self_issued() {
            return Err(Reason::SelfSigned);
        }
        if self.x509.issuer.iter().next().is_none() {
            return Err(Reason::EmptyIssuer);
        }
        if self.authority().is_some() {
            return Err(Reason::AuthorityAsDevice);
        }
        let usage = self.key_usage()?;
        if !usage.digital_signature() || usage.key_cert_sign() {
            return Err(Reason::DeviceKeyUsage);
        }
        self.must_be_critical(&oids::OID_X509_EXT_KEY_USAGE, "keyUsage")?;
        self.check_extended_key_usage(role)?;
        self.check_hardware_name()
    }

    fn check_extended_key_usage(&self, role: Role) -> Result<(), Reason> {
        let extension = self.extension(&oids::OID_X509_EXT_EXTENDED_KEY_USAGE);
        let Some(ParsedExtension::ExtendedKeyUsage(usage)) = extension.map(X509Extension::parsed_extension) else {
            return Ok(());
        };
        let allowed = match role {
            Role::Client => usage.client_auth,
            Role::Server => usage.server_auth,
        };
        if allowed || usage.any { Ok(()) } else { Err(Reason::DeviceExtendedKeyUsage) }
    }

    /// The device's name is a hardwareModuleName in a critical subjectAltName [2030.5 §6.11; RFC 4108 §5].
    fn check_hardware_name(&self) -> Result<(), Reason> {
        self.hardware_serial()?;
        if self.x509.subject.iter().next().is_some() {
            return Ok(());
        }
        self.must_be_critical(&oids::OID_X509_EXT_SUBJECT_ALT_NAME, "subjectAltName")
    }

    /// The serial number of the hardwareModuleName.
    pub(super) fn hardware_serial(&self) -> Result<&[u8], Reason> {
        let extension = self.extension(&oids::OID_X509_EXT_SUBJECT_ALT_NAME);
        let Some(ParsedExtension::SubjectAlternativeName(names)) = extension.map(X509Extension::parsed_extension)
        else {
            return Err(Reason::MissingHardwareName);
        };
        let hardware = names.general_names.iter().find_map(|name| match name {
            GeneralName::OtherName(oid, value) if oid.as_bytes() == HARDWARE_MODULE_NAME => Some(*value),
            _ => None,
        });
        hardware_module(hardware.ok_or(Reason::MissingHardwareName)?).ok_or(Reason::BadHardwareName)
    }

    /// Whether a dNSName or iPAddress beside the hardware name is this host [RFC 6125].
    pub(super) fn is_named(&self, host: &str) -> bool {
        let extension = self.extension(&oids::OID_X509_EXT_SUBJECT_ALT_NAME);
        let Some(ParsedExtension::SubjectAlternativeName(names)) = extension.map(X509Extension::parsed_extension)
        else {
            return false;
        };
        let address: Option<Vec<u8>> = host.parse().ok().map(|address| match address {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => v6.octets().to_vec(),
        });
        names.general_names.iter().any(|name| match name {
            GeneralName::DNSName(own) => address.is_none() && own.eq_ignore_ascii_case(host),
            GeneralName::IPAddress(own) => address.as_deref() == Some(*own),
            _ => false,
        })
    }

    /// Start and end of validity, in seconds since 1970.
    pub(super) fn validity(&self) -> (i64, i64) {
        let validity = self.x509.validity();
        (validity.not_before.timestamp(), validity.not_after.timestamp())
    }

    /// Subject and issuer as text.
    pub(super) fn names(&self) -> (String, String) {
        (self.x509.subject.to_string(), self.x509.issuer.to_string())
    }

    /// What holds for each authority between device and root [2030.5 §6.11; CSIP COMM-004].
    pub(super) fn check_authority(&self) -> Result<(), Reason> {
        if self.authority().is_none() {
            return Err(Reason::NotAuthority);
        }
        if !self.key_usage()?.key_cert_sign() {
            return Err(Reason::AuthorityKeyUsage);
        }
        self.must_be_critical(&oids::OID_X509_EXT_BASIC_CONSTRAINTS, "basicConstraints")?;
        self.must_be_critical(&oids::OID_X509_EXT_KEY_USAGE, "keyUsage")?;
        for extension in self.x509.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::ExtendedKeyUsage(_) => return Err(Reason::AuthorityExtendedKeyUsage),
                ParsedExtension::NameConstraints(_) if !extension.critical => {
                    return Err(Reason::NameConstraintsNotCritical);
                }
                ParsedExtension::NameConstraints(_) => return Err(Reason::NameConstraints),
                ParsedExtension::PolicyMappings(_) if !extension.critical => {
                    return Err(Reason::PolicyMappingsNotCritical);
                }
                ParsedExtension::PolicyMappings(_) => return Err(Reason::PolicyMappings),
                ParsedExtension::PolicyConstraints(_) | ParsedExtension::InhibitAnyPolicy(_) => {
                    return Err(Reason::PolicyConstraints);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The policies, as encoded identifiers; they must be there and critical.
    fn policies(&self) -> Result<Vec<&[u8]>, Reason> {
        let extension = self.extension(&oids::OID_X509_EXT_CERTIFICATE_POLICIES);
        let Some(ParsedExtension::CertificatePolicies(policies)) = extension.map(X509Extension::parsed_extension)
        else {
            return Err(Reason::MissingPolicies);
        };
        self.must_be_critical(&oids::OID_X509_EXT_CERTIFICATE_POLICIES, "certificatePolicies")?;
        Ok(policies.iter().map(|policy| policy.policy_id.as_bytes()).collect())
    }

    /// Whether this authority passes each policy on; refused when it names none at all [RFC 5280 §6.1.3].
    pub(super) fn grants(&self, wanted: &[Policy]) -> Result<Vec<Policy>, Reason> {
        let own = self.policies()?;
        if own.contains(&ANY_POLICY) {
            return Ok(wanted.to_vec());
        }
        Ok(wanted.iter().copied().filter(|policy| own.contains(&&policy.encoded()[..])).collect())
    }

    /// The policies of IEEE 2030.5 that a device's certificate carries and the deployment takes.
    pub(super) fn device_policies(&self) -> Result<Vec<Policy>, Reason> {
        let policies: Vec<_> = self.policies()?.into_iter().filter_map(Policy::from_encoded).collect();
        if policies.is_empty() { Err(Reason::NoDevicePolicy) } else { Ok(policies) }
    }
}

/// Whether the deployment takes a certificate with these policies.
pub(super) fn check_policies(profile: Profile, policies: &[Policy]) -> Result<(), Reason> {
    if policies.is_empty() {
        return Err(Reason::PolicyNotGranted);
    }
    if policies.contains(&Policy::Test) && !profile.lab {
        return Err(Reason::TestPolicy);
    }
    let device_type = policies.iter().any(|p| p.is_device_type());
    let usage = policies.iter().any(|p| !p.is_device_type());
    match profile.arcs {
        Arcs::Either => Ok(()),
        Arcs::Both if device_type && usage => Ok(()),
        Arcs::Both => Err(Reason::OneArcOnly),
    }
}

/// `[0] EXPLICIT SEQUENCE { hwType OBJECT IDENTIFIER, hwSerialNum OCTET STRING }`; the serial number's bytes.
fn hardware_module(value: &[u8]) -> Option<&[u8]> {
    let (sequence, rest) = tlv(0xA0, value)?;
    let (fields, inner_rest) = tlv(0x30, sequence)?;
    let (kind, serial) = tlv(0x06, fields)?;
    let (serial, last) = tlv(0x04, serial)?;
    let whole = rest.is_empty() && inner_rest.is_empty() && last.is_empty() && !kind.is_empty();
    whole.then_some(serial)
}

/// One element of this tag: its content and what follows.
fn tlv(tag: u8, input: &[u8]) -> Option<(&[u8], &[u8])> {
    element(input).filter(|(found, _, _)| *found == tag).map(|(_, content, rest)| (content, rest))
}
