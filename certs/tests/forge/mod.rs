//! Chains with one thing wrong each, and good ones that look odd.

use super::lab::{Lab, NOT_BEFORE};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    SerialNumber, SubjectPublicKeyInfo, date_time_ymd,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tieline_certs::pki::{
    ANY_POLICY, Authority, DeviceRequest, Issued, Level, authority_parameters, device_parameters, extension,
    names_extension, policies_extension,
};
use tieline_certs::verifier::{Arcs, Policy, Profile, Reason};

/// What a peer sends, and who is to believe it.
pub(crate) struct Chain {
    pub(crate) name: &'static str,
    pub(crate) sent: Vec<CertificateDer<'static>>,
    /// The own certificate's key; `None` where it cannot sign a handshake.
    pub(crate) key: Option<PrivateKeyDer<'static>>,
    pub(crate) roots: Vec<CertificateDer<'static>>,
    pub(crate) profile: Profile,
}

type Bad = Vec<(Chain, Reason)>;

struct Forge<'a> {
    lab: &'a Lab,
    out: Bad,
}

/// Every bad chain with the reason that must be told.
pub(crate) fn bad_chains(lab: &Lab) -> Bad {
    let mut forge = Forge { lab, out: Vec::new() };
    forge.times();
    forge.strangers();
    forge.authorities();
    forge.authority_extensions();
    forge.lengths();
    forge.key_usages();
    forge.names();
    forge.policies();
    forge.extensions();
    forge.keys();
    forge.bytes();
    forge.out
}

fn request() -> DeviceRequest {
    DeviceRequest::generic("forged")
}

fn device() -> CertificateParams {
    device_parameters(&request(), NOT_BEFORE).unwrap()
}

fn mica() -> CertificateParams {
    authority_parameters(Level::Mica, "Odd MICA", NOT_BEFORE)
}

fn chain(lab: &Lab, name: &'static str, issued: &Issued) -> Chain {
    Chain {
        name,
        sent: issued.chain.clone(),
        key: Some(PrivateKeyDer::from_pem_slice(issued.key_pem.as_bytes()).unwrap()),
        roots: lab.roots().to_vec(),
        profile: Profile::default(),
    }
}

fn is_policies(e: &rcgen::CustomExtension) -> bool {
    e.oid_components().eq([2, 5, 29, 32])
}

impl Forge<'_> {
    fn issued(&mut self, name: &'static str, issued: &Issued, reason: Reason) -> &mut Chain {
        self.out.push((chain(self.lab, name, issued), reason));
        &mut self.out.last_mut().unwrap().0
    }

    /// A device below the lab's MICA whose parameters `spoil` changes.
    fn leaf(&mut self, name: &'static str, reason: Reason, spoil: impl FnOnce(&mut CertificateParams)) -> &mut Chain {
        let mut parameters = device();
        spoil(&mut parameters);
        let issued = self.lab.mica.device_with(&parameters).unwrap();
        self.issued(name, &issued, reason)
    }

    /// A good device below a MICA (under the lab's SERCA) whose parameters `spoil` changes.
    fn below(&mut self, name: &'static str, reason: Reason, spoil: impl FnOnce(&mut CertificateParams)) -> &mut Chain {
        let mut parameters = mica();
        spoil(&mut parameters);
        let authority = self.lab.serca.authority_with(parameters).unwrap();
        let issued = authority.device(&request(), NOT_BEFORE).unwrap();
        self.issued(name, &issued, reason)
    }

    fn times(&mut self) {
        let past = date_time_ymd(2024, 6, 1);
        let future = date_time_ymd(9990, 1, 1);
        self.leaf("expired device", Reason::Expired, |p| p.not_after = past);
        self.leaf("device not valid yet", Reason::NotYetValid, |p| p.not_before = future);
        self.below("expired MICA", Reason::Expired, |p| p.not_after = past);
        self.below("MICA not valid yet", Reason::NotYetValid, |p| p.not_before = future);
        let mut parameters = authority_parameters(Level::Serca, "Old SERCA", NOT_BEFORE);
        parameters.not_after = past;
        let (root, issuer) = own_root(parameters);
        let issued = below_root(&issuer, &device());
        self.issued("expired SERCA", &issued, Reason::Expired).roots = vec![root];
    }

    fn strangers(&mut self) {
        let other = Lab::new();
        let stranger = other.mica.device(&request(), NOT_BEFORE).unwrap();
        self.issued("same names, other keys", &stranger, Reason::BadSignature);
        let serca = Authority::root("Foreign SERCA", NOT_BEFORE).unwrap();
        let foreign = serca.authority(Level::Mica, "Foreign MICA", NOT_BEFORE).unwrap();
        let stranger = foreign.device(&request(), NOT_BEFORE).unwrap();
        self.issued("another infrastructure", &stranger, Reason::UnknownIssuer);
        let good = self.lab.mica.device(&request(), NOT_BEFORE).unwrap();
        self.issued("authorities left out", &good, Reason::UnknownIssuer).sent.truncate(1);
        self.issued("MICA left out", &good, Reason::UnknownIssuer).sent.remove(1);
        self.issued("MCA left out", &good, Reason::UnknownIssuer).sent.truncate(2);
        let mut parameters = device();
        parameters.distinguished_name.push(DnType::CommonName, "Selfish");
        self.self_signed("self-signed device", &parameters, Reason::SelfSigned);
        self.self_signed("self-signed device without a name", &device(), Reason::SelfSigned);
        let chain = self.issued("self-signed device that is also trusted", &good, Reason::SelfSigned);
        chain.sent = vec![chain.roots[0].clone()];
        let mica = self.lab.mica.certificate().clone();
        self.issued("MICA as device", &good, Reason::AuthorityAsDevice).sent[0] = mica;
    }

    fn self_signed(&mut self, name: &'static str, parameters: &CertificateParams, reason: Reason) {
        let key = KeyPair::generate().unwrap();
        let der = parameters.self_signed(&key).unwrap().der().clone();
        let good = self.lab.mica.device(&request(), NOT_BEFORE).unwrap();
        let chain = self.issued(name, &good, reason);
        chain.sent = vec![der];
        chain.key = Some(PrivateKeyDer::from(key));
    }

    fn authorities(&mut self) {
        self.below("device as authority", Reason::NotAuthority, |p| {
            p.is_ca = IsCa::NoCa;
            p.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        });
        self.below("authority without basicConstraints", Reason::NotAuthority, |p| p.is_ca = IsCa::NoCa);
        self.below("authority with cA false", Reason::NotAuthority, |p| p.is_ca = IsCa::ExplicitNoCa);
        self.below("authority without keyUsage", Reason::MissingKeyUsage, |p| p.key_usages.clear());
        self.below("authority without keyCertSign", Reason::AuthorityKeyUsage, |p| {
            p.key_usages = vec![KeyUsagePurpose::CrlSign];
        });
        self.below("basicConstraints not critical", Reason::NotCritical("basicConstraints"), |p| {
            p.is_ca = IsCa::NoCa;
            p.custom_extensions.push(extension(&[2, 5, 29, 19], vec![0x30, 3, 1, 1, 0xFF], false));
        });
        self.below("authority's keyUsage not critical", Reason::NotCritical("keyUsage"), |p| {
            p.key_usages.clear();
            p.custom_extensions.push(extension(&[2, 5, 29, 15], vec![3, 2, 1, 6], false));
        });
    }

    /// [CSIP COMM-004] and its critical twins, which are not supported.
    fn authority_extensions(&mut self) {
        self.below("MICA with extendedKeyUsage", Reason::AuthorityExtendedKeyUsage, |p| {
            p.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        });
        // permittedSubtrees: dNSName "a".
        let constraints = vec![0x30, 7, 0xA0, 5, 0x30, 3, 0x82, 1, b'a'];
        let mappings = {
            let pair = [0x06, 4, 0x55, 0x1D, 0x20, 1, 0x06, 4, 0x55, 0x1D, 0x20, 2];
            [&[0x30, 14, 0x30, 12][..], &pair].concat()
        };
        let cases = [
            ("MICA, nameConstraints not critical", 30, &constraints, false, Reason::NameConstraintsNotCritical),
            ("MICA, nameConstraints", 30, &constraints, true, Reason::NameConstraints),
            ("MICA, policyMappings not critical", 33, &mappings, false, Reason::PolicyMappingsNotCritical),
            ("MICA, policyMappings", 33, &mappings, true, Reason::PolicyMappings),
            ("MICA, policyConstraints", 36, &vec![0x30, 3, 0x80, 1, 0], true, Reason::PolicyConstraints),
            ("MICA, inhibitAnyPolicy", 54, &vec![2, 1, 0], true, Reason::PolicyConstraints),
        ];
        for (name, last, content, critical, reason) in cases {
            let added = extension(&[2, 5, 29, last], content.clone(), critical);
            self.below(name, reason, |p| p.custom_extensions.push(added));
        }
    }

    fn lengths(&mut self) {
        let sub = self.lab.mica.authority_with(mica()).unwrap();
        let mut issued = sub.device(&request(), NOT_BEFORE).unwrap();
        issued.chain.pop();
        let direct = self.lab.serca.authority(Level::Mica, "Lab MICA", NOT_BEFORE).unwrap();
        let sub = direct.authority_with(mica()).unwrap();
        let issued_direct = sub.device(&request(), NOT_BEFORE).unwrap();
        self.issued("MICA that issues an authority", &issued_direct, Reason::PathLength);
        let long = self.lab.serca.authority(Level::Serca, "Long 1", NOT_BEFORE).unwrap();
        let long = long.authority(Level::Serca, "Long 2", NOT_BEFORE).unwrap();
        let long = long.authority(Level::Mica, "Long 3", NOT_BEFORE).unwrap();
        let issued = long.device(&request(), NOT_BEFORE).unwrap();
        self.issued("five links", &issued, Reason::ChainTooLong(4));
        let (root, issuer) = own_root(authority_parameters(Level::Mica, "Narrow SERCA", NOT_BEFORE));
        let authority_key = KeyPair::generate().unwrap();
        let der = mica().signed_by(&authority_key, &issuer).unwrap().der().clone();
        let mut issued = below_root(&Issuer::new(mica(), authority_key), &device());
        issued.chain.push(der);
        self.issued("root with pathLenConstraint 0", &issued, Reason::PathLength).roots = vec![root];
        let good = self.lab.mica.device(&request(), NOT_BEFORE).unwrap();
        let chain = self.issued("twenty certificates", &good, Reason::TooMany { count: 20, bound: 8 });
        chain.sent.resize_with(20, || chain.roots[0].clone());
    }

    fn key_usages(&mut self) {
        self.leaf("device without keyUsage", Reason::MissingKeyUsage, |p| p.key_usages.clear());
        self.leaf("device that may not sign", Reason::DeviceKeyUsage, |p| {
            p.key_usages = vec![KeyUsagePurpose::KeyAgreement];
        });
        self.leaf("device that may sign certificates", Reason::DeviceKeyUsage, |p| {
            p.key_usages.push(KeyUsagePurpose::KeyCertSign);
        });
        self.leaf("device's keyUsage not critical", Reason::NotCritical("keyUsage"), |p| {
            p.key_usages.clear();
            p.custom_extensions.push(extension(&[2, 5, 29, 15], vec![3, 2, 7, 0x80], false));
        });
        self.leaf("device for code signing", Reason::DeviceExtendedKeyUsage, |p| {
            p.extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
        });
    }

    fn names(&mut self) {
        self.leaf("no subjectAltName", Reason::MissingHardwareName, |p| p.custom_extensions.truncate(1));
        self.leaf("subjectAltName with a DNS name alone", Reason::MissingHardwareName, |p| {
            p.custom_extensions.truncate(1);
            p.custom_extensions.push(extension(&[2, 5, 29, 17], vec![0x30, 3, 0x82, 1, b'a'], true));
        });
        self.leaf("subjectAltName not critical", Reason::NotCritical("subjectAltName"), |p| {
            p.custom_extensions.truncate(1);
            p.custom_extensions.push(names_extension(&request(), false).unwrap());
        });
        self.leaf("hardwareModuleName without a serial number", Reason::BadHardwareName, |p| {
            p.custom_extensions.truncate(1);
            let kind = [&[0x06, 8, 0x2B, 6, 1, 5, 5, 7, 8, 4][..], &[0xA0, 6, 0x30, 4, 6, 2, 0x2B, 6]].concat();
            let name = [&[0x30, 20, 0xA0, 18][..], &kind].concat();
            p.custom_extensions.push(extension(&[2, 5, 29, 17], name, true));
        });
        let (root, issuer) = {
            let mut parameters = authority_parameters(Level::Serca, "", NOT_BEFORE);
            parameters.distinguished_name = DistinguishedName::new();
            own_root(parameters)
        };
        let mut parameters = device();
        parameters.distinguished_name.push(DnType::CommonName, "named");
        let issued = below_root(&issuer, &parameters);
        self.issued("issuer without a name", &issued, Reason::EmptyIssuer).roots = vec![root];
    }

    fn policies(&mut self) {
        let swap = |p: &mut CertificateParams, policies: &[Vec<u64>], critical| {
            p.custom_extensions.retain(|e| !is_policies(e));
            if !policies.is_empty() {
                p.custom_extensions.push(policies_extension(policies, critical));
            }
        };
        let generic = Policy::Generic.oid().to_vec();
        self.leaf("device without policies", Reason::MissingPolicies, |p| swap(p, &[], true));
        self.leaf("device with a foreign policy", Reason::NoDevicePolicy, |p| {
            swap(p, &[vec![1, 3, 6, 1, 4, 1, 1]], true)
        });
        self.leaf("device with anyPolicy alone", Reason::NoDevicePolicy, |p| swap(p, &[ANY_POLICY.to_vec()], true));
        let reason = Reason::NotCritical("certificatePolicies");
        self.leaf("device's policies not critical", reason.clone(), |p| swap(p, std::slice::from_ref(&generic), false));
        self.below("MICA without policies", Reason::MissingPolicies, |p| swap(p, &[], true));
        self.below("MICA's policies not critical", reason, |p| swap(p, std::slice::from_ref(&generic), false));
        self.below("MICA for mobile devices alone", Reason::PolicyNotGranted, |p| {
            swap(p, &[Policy::Mobile.oid().to_vec()], true);
        });
        self.leaf("test certificate outside a lab", Reason::TestPolicy, |p| {
            swap(p, &[generic.clone(), Policy::Test.oid().to_vec()], true);
        });
        let both = Profile { arcs: Arcs::Both, lab: false };
        self.leaf("device type alone where both arcs are asked for", Reason::OneArcOnly, |_| {}).profile = both;
        self.leaf("usage alone where both arcs are asked for", Reason::OneArcOnly, |p| {
            swap(p, &[Policy::Commercial.oid().to_vec()], true);
        })
        .profile = both;
    }

    fn extensions(&mut self) {
        let odd = [1, 3, 6, 1, 4, 1, 32473, 9];
        let unknown = Reason::UnknownCriticalExtension("1.3.6.1.4.1.32473.9".to_owned());
        let critical = extension(&odd, vec![5, 0], true);
        self.leaf("device, unknown critical extension", unknown.clone(), |p| {
            p.custom_extensions.push(critical.clone())
        });
        self.below("MICA, unknown critical extension", unknown, |p| p.custom_extensions.push(critical.clone()));
        let plain = extension(&odd, vec![5, 0], false);
        let twice = Reason::DuplicateExtension("1.3.6.1.4.1.32473.9".to_owned());
        self.leaf("an extension twice", twice, |p| p.custom_extensions.extend([plain.clone(), plain.clone()]));
        let broken = Reason::BadExtension("2.5.29.37".to_owned());
        self.leaf("an unreadable extension", broken, |p| {
            p.custom_extensions.push(extension(&[2, 5, 29, 37], vec![0x30, 0x7F], false));
        });
        let (serial, reason) = (vec![0x11; 21], Reason::BadSerial);
        self.leaf("serial number too long", reason.clone(), |p| p.serial_number = Some(SerialNumber::from(serial)));
        self.leaf("serial number zero", reason, |p| p.serial_number = Some(SerialNumber::from(vec![0])));
        let mut big = self.lab.mica.device_with(&{
            let mut p = device();
            p.custom_extensions.push(extension(&odd, [&[4, 0x82, 0x23, 0x28][..], &[0; 9000]].concat(), false));
            p
        });
        let big = big.as_mut().unwrap();
        let bytes = big.chain[0].len();
        self.issued("a certificate of 9 kB", big, Reason::TooLarge { bytes, bound: 8192 });
    }

    fn keys(&mut self) {
        for (name, algorithm) in
            [("device key on P-384", &rcgen::PKCS_ECDSA_P384_SHA384), ("Ed25519 device key", &rcgen::PKCS_ED25519)]
        {
            let key = KeyPair::generate_for(algorithm).unwrap();
            let der = device().signed_by(&key, self.lab.mica.issuer()).unwrap().der().clone();
            let chain = self.leaf(name, Reason::KeyType, |_| {});
            chain.sent[0] = der;
            chain.key = None;
        }
        for (name, info, reason) in [
            ("RSA device key", rsa_key(), Reason::KeyType),
            ("compressed device key", compressed_key(), Reason::KeyPoint),
        ] {
            let key = SubjectPublicKeyInfo::from_der(&info).unwrap();
            let der = device().signed_by(&key, self.lab.mica.issuer()).unwrap().der().clone();
            let chain = self.leaf(name, reason, |_| {});
            chain.sent[0] = der;
            chain.key = None;
        }
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
        let authority = mica().signed_by(&key, self.lab.serca.issuer()).unwrap().der().clone();
        let mut issued = below_root(&Issuer::new(mica(), key), &device());
        issued.chain.push(authority);
        self.issued("signed with SHA-384 by a P-384 authority", &issued, Reason::SignatureAlgorithm);
    }

    /// Good certificates whose bytes were changed.
    fn bytes(&mut self) {
        let last = |der: &mut Vec<u8>| *der.last_mut().unwrap() ^= 1;
        self.patched("a flipped bit in the signature", Reason::BadSignature, last);
        self.patched("a flipped bit in the serial number", Reason::BadSignature, |der| der[20] ^= 1);
        self.patched("a byte after the certificate", Reason::TrailingBytes, |der| der.push(0));
        self.patched("a truncated certificate", Reason::Malformed, |der| der.truncate(der.len() - 9));
        self.patched("no certificate at all", Reason::Malformed, |der| *der = b"certificate".to_vec());
        self.patched("an empty certificate", Reason::Malformed, Vec::clear);
        self.patched("a length with a leading zero (BER)", Reason::Malformed, |der| {
            der[1] = 0x83;
            der.insert(2, 0);
        });
        self.patched("an indefinite length (BER)", Reason::Malformed, |der| {
            der[1] = 0x80;
            der.drain(2..4);
            der.extend([0, 0]);
        });
        let version = [0xA0, 3, 2, 1, 2];
        self.patched("version 1", Reason::NotVersion3, |der| replace(der, &version, &[0xA0, 3, 2, 1, 0]));
        let sha256 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2];
        let sha384 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 3];
        self.patched("two signature algorithms", Reason::AlgorithmMismatch, |der| replace(der, &sha256, &sha384));
        self.patched("signature algorithm changed to SHA-384", Reason::SignatureAlgorithm, |der| {
            replace(der, &sha256, &sha384);
            replace(der, &sha256, &sha384);
        });
        let good = self.lab.mica.device(&request(), NOT_BEFORE).unwrap();
        let chain = self.issued("a truncated MICA", &good, Reason::Malformed);
        let short = chain.sent[1].len() - 9;
        chain.sent[1] = CertificateDer::from(chain.sent[1][..short].to_vec());
        let chain = self.issued("a flipped bit in the MICA's signature", &good, Reason::BadSignature);
        let mut der = chain.sent[1].to_vec();
        last(&mut der);
        chain.sent[1] = CertificateDer::from(der);
    }

    fn patched(&mut self, name: &'static str, reason: Reason, patch: impl FnOnce(&mut Vec<u8>)) {
        let chain = self.leaf(name, reason, |_| {});
        let mut der = chain.sent[0].to_vec();
        patch(&mut der);
        chain.sent[0] = CertificateDer::from(der);
    }
}

/// Replaces the first occurrence.
fn replace(der: &mut [u8], from: &[u8], to: &[u8]) {
    let at = der.windows(from.len()).position(|w| w == from).unwrap();
    der[at..at + to.len()].copy_from_slice(to);
}

/// A root of these parameters and what it signs with.
fn own_root(parameters: CertificateParams) -> (CertificateDer<'static>, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let der = parameters.self_signed(&key).unwrap().der().clone();
    (der, Issuer::new(parameters, key))
}

/// A device right below an issuer; the chain is its own certificate alone.
fn below_root(issuer: &Issuer<'_, KeyPair>, parameters: &CertificateParams) -> Issued {
    let key = KeyPair::generate().unwrap();
    let der = parameters.signed_by(&key, issuer).unwrap().der().clone();
    Issued { chain: vec![der], chain_pem: String::new(), key_pem: key.serialize_pem().into() }
}

/// rsaEncryption with a modulus of 2048 bits that nobody has the factors of.
fn rsa_key() -> Vec<u8> {
    let numbers = [&[0x02, 0x82, 1, 1, 0][..], &[0xC5; 256], &[0x02, 3, 1, 0, 1]].concat();
    let key = [&[0x30, 0x82, 1, 10][..], &numbers].concat();
    let bits = [&[0x03, 0x82, 1, 15, 0][..], &key].concat();
    let algorithm = [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 1, 1, 5, 0];
    [&[0x30, 0x82, 1, 34][..], &algorithm, &bits].concat()
}

/// A point of P-256 with one coordinate.
fn compressed_key() -> Vec<u8> {
    let algorithm = [0x30, 19, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
    let point = [&[0x03, 34, 0, 2][..], &[0x6B; 32]].concat();
    [&[0x30, 57][..], &algorithm, &point].concat()
}

/// A device whose extendedKeyUsage names the client's role alone.
pub(crate) fn client_only(lab: &Lab) -> Chain {
    let mut parameters = device();
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    chain(lab, "client alone", &lab.mica.device_with(&parameters).unwrap())
}

/// Good chains with their number of links.
pub(crate) fn good_chains(lab: &Lab) -> Vec<(Chain, usize)> {
    let mut out = by_links(lab);
    out.extend(by_policy(lab));
    out.extend(by_order(lab));
    out
}

fn by_links(lab: &Lab) -> Vec<(Chain, usize)> {
    let direct = lab.serca.device(&request(), NOT_BEFORE).unwrap();
    let mica = lab.serca.authority(Level::Mica, "Direct MICA", NOT_BEFORE).unwrap();
    let three = mica.device(&request(), NOT_BEFORE).unwrap();
    let below_mca = lab.mca.device(&request(), NOT_BEFORE).unwrap();
    let four = lab.mica.device(&request(), NOT_BEFORE).unwrap();
    let mut named = request();
    named.names = vec!["utility.example".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let server = lab.mica.device(&named, NOT_BEFORE).unwrap();
    let mut subject = device();
    subject.distinguished_name.push(DnType::CommonName, "named");
    let subject = lab.mica.device_with(&subject).unwrap();
    let mut roles = device();
    roles.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
    let roles = lab.mica.device_with(&roles).unwrap();
    vec![
        (chain(lab, "two links", &direct), 2),
        (chain(lab, "three links", &three), 3),
        (chain(lab, "three links below an MCA", &below_mca), 3),
        (chain(lab, "four links", &four), 4),
        (chain(lab, "a server with DNS and IP names", &server), 4),
        (chain(lab, "a device with a subject", &subject), 4),
        (chain(lab, "both roles by extendedKeyUsage", &roles), 4),
    ]
}

fn by_policy(lab: &Lab) -> Vec<(Chain, usize)> {
    let of = |name, policies: &[Policy], profile| {
        let request = DeviceRequest { policies: policies.to_vec(), ..request() };
        let issued = lab.mica.device(&request, NOT_BEFORE).unwrap();
        (Chain { profile, ..chain(lab, name, &issued) }, 4)
    };
    let both = Profile { arcs: Arcs::Both, lab: false };
    vec![
        of("a mobile device", &[Policy::Mobile], Profile::default()),
        of("a post-manufacture device", &[Policy::PostManufacture], Profile::default()),
        of("a usage alone", &[Policy::Commercial], Profile::default()),
        of("both arcs where both are asked for", &[Policy::Generic, Policy::Commercial], both),
        of(
            "a test certificate in a lab",
            &[Policy::Generic, Policy::Test],
            Profile { lab: true, ..Profile::default() },
        ),
    ]
}

fn by_order(lab: &Lab) -> Vec<(Chain, usize)> {
    let good = || lab.mica.device(&request(), NOT_BEFORE).unwrap();
    let mut shuffled = chain(lab, "authorities in the wrong order", &good());
    shuffled.sent[1..].reverse();
    let mut rooted = chain(lab, "the root sent along", &good());
    rooted.sent.push(rooted.roots[0].clone());
    let mut crowded = chain(lab, "strangers sent along", &good());
    crowded.sent.insert(1, Lab::new().mica.certificate().clone());
    crowded.sent.push(CertificateDer::from(b"noise".to_vec()));
    let mut two_roots = chain(lab, "the second of two roots", &good());
    two_roots.roots.insert(0, Lab::new().serca.certificate().clone());
    let mut pinned = chain(lab, "an authority pinned as root", &good());
    pinned.roots = vec![lab.mica.certificate().clone()];
    let mut exact = chain(lab, "policies named along the whole path", &good());
    let mut parameters = mica();
    parameters.custom_extensions = vec![policies_extension(&[Policy::Generic.oid().to_vec()], true)];
    let authority = lab.serca.authority_with(parameters).unwrap();
    let issued = authority.device(&request(), NOT_BEFORE).unwrap();
    exact.key = Some(PrivateKeyDer::from_pem_slice(issued.key_pem.as_bytes()).unwrap());
    exact.sent = issued.chain;
    vec![(shuffled, 4), (rooted, 4), (crowded, 4), (two_roots, 4), (pinned, 2), (exact, 3)]
}
