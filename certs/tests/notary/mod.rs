//! A signer for tests that signs whatever it is told to, and random documents.

#![allow(dead_code, reason = "each suite uses its part")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use rustls::pki_types::CertificateDer;
use tieline_certs::config::PrivateKey;
use tieline_certs::xmldsig::{Canonicalization, Signer, canonicalize, canonicalize_id};

pub(crate) const OADR: &str = "http://openadr.org/oadr-2.0b/2012/07";
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const DSP: &str = "http://openadr.org/oadr-2.0b/2012/07/xmldsig-properties";
pub(crate) const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(crate) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
pub(crate) const SHA256_NAME: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
/// 2026-11-24T21:54:06.123Z
pub(crate) const NOW: i64 = 1_795_557_246_123;
pub(crate) const NONCE: [u8; 16] = *b"0123456789abcdef";

/// A poll as an encoder writes it.
pub(crate) const POLL: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <oadr:oadrPayload xmlns:oadr=\"http://openadr.org/oadr-2.0b/2012/07\">\
    <oadr:oadrSignedObject><oadr:oadrPoll xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\" \
    ei:schemaVersion=\"2.0b\"><ei:venID>ven-1</ei:venID></oadr:oadrPoll></oadr:oadrSignedObject></oadr:oadrPayload>";

/// A certificate and its key, self-signed: who issued it is not what is tested here.
pub(crate) struct Party {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key_pem: String,
    pkcs8: Vec<u8>,
}

impl Party {
    pub(crate) fn new(name: &str) -> Self {
        Self::with(name, &KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap())
    }

    pub(crate) fn on_p384(name: &str) -> Self {
        Self::with(name, &KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap())
    }

    fn with(name: &str, key: &KeyPair) -> Self {
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name.push(DnType::CommonName, name);
        let certificate = parameters.self_signed(key).unwrap().der().clone();
        Self { certificate, key_pem: key.serialize_pem(), pkcs8: key.serialize_der() }
    }

    pub(crate) fn signer(&self) -> Signer {
        let key = PrivateKey::from_pem(self.key_pem.as_bytes()).unwrap();
        Signer::new(self.certificate.clone(), &key).unwrap()
    }

    pub(crate) fn signed_poll(&self) -> String {
        String::from_utf8(self.signer().sign(POLL.as_bytes(), NOW, NONCE).unwrap()).unwrap()
    }

    pub(crate) fn certificate_text(&self) -> String {
        STANDARD.encode(&self.certificate)
    }

    /// r and s over the bytes, in base64.
    pub(crate) fn value(&self, message: &[u8]) -> String {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &self.pkcs8, &random).unwrap();
        STANDARD.encode(key.sign(&random, message).unwrap())
    }

    /// Fills a template: `{digest:ID}` by the digest of what has this Id, `{digest:}` by that of the document without its
    /// signature, `{certificate}`, and `{value}` by the signature over what has the Id `info`.
    pub(crate) fn seal(&self, template: &str) -> String {
        let mut text = template.replace("{certificate}", &self.certificate_text());
        while let Some((_, rest)) = text.split_once("{digest:") {
            let id = rest.split_once('}').unwrap().0.to_owned();
            let digest = digest_of(&text, &id);
            text = text.replace(&format!("{{digest:{id}}}"), &digest);
        }
        let info = canonicalize_id(text.as_bytes(), "info", &Canonicalization::exclusive()).unwrap();
        text.replace("{value}", &self.value(&info))
    }
}

fn digest_of(text: &str, id: &str) -> String {
    let form = Canonicalization::exclusive();
    let octets = if id.is_empty() {
        let (before, rest) = text.split_once("<ds:Signature ").unwrap();
        let (_, after) = rest.split_once("</ds:Signature>").unwrap();
        canonicalize(format!("{before}{after}").as_bytes(), &form)
    } else {
        canonicalize_id(text.as_bytes(), id, &form)
    };
    STANDARD.encode(digest(&SHA256, &octets.unwrap()))
}

/// A reference with these transforms to an Id, or to the document.
pub(crate) fn reference(id: &str, transforms: &[&str]) -> String {
    let transforms: String = transforms.iter().map(|name| format!("<ds:Transform Algorithm=\"{name}\"/>")).collect();
    let uri = if id.is_empty() { String::new() } else { format!("#{id}") };
    format!(
        "<ds:Reference URI=\"{uri}\"><ds:Transforms>{transforms}</ds:Transforms><ds:DigestMethod \
         Algorithm=\"{SHA256_NAME}\"/><ds:DigestValue>{{digest:{id}}}</ds:DigestValue></ds:Reference>"
    )
}

/// A template: these references, this KeyInfo, the object with the Id `obj`, the property with the Id `prop`.
pub(crate) fn template(references: &str, key_info: &str) -> String {
    format!(
        "<oadr:oadrPayload xmlns:oadr=\"{OADR}\"><ds:Signature xmlns:ds=\"{DS}\"><ds:SignedInfo Id=\"info\">\
         <ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"/><ds:SignatureMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>{references}</ds:SignedInfo>\
         <ds:SignatureValue>{{value}}</ds:SignatureValue><ds:KeyInfo>{key_info}</ds:KeyInfo>\
         <ds:Object Id=\"prop\"><ds:SignatureProperties><ds:SignatureProperty Target=\"#t\">\
         <dsp:ReplayProtect xmlns:dsp=\"{DSP}\"><dsp:timestamp>2026-11-24T21:54:06.123Z</dsp:timestamp>\
         <dsp:nonce>n-1</dsp:nonce></dsp:ReplayProtect></ds:SignatureProperty></ds:SignatureProperties></ds:Object>\
         </ds:Signature><oadr:oadrSignedObject oadr:Id=\"obj\"><oadr:oadrPoll><venID>ven-1</venID></oadr:oadrPoll>\
         </oadr:oadrSignedObject></oadr:oadrPayload>"
    )
}

pub(crate) const X509: &str = "<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>";

/// Both references, by Id.
pub(crate) fn by_id() -> String {
    reference("obj", &[EXCLUSIVE]) + &reference("prop", &[EXCLUSIVE])
}

/// The whole document, and the property.
pub(crate) fn enveloped() -> String {
    reference("", &[ENVELOPED, EXCLUSIVE]) + &reference("prop", &[EXCLUSIVE])
}

/// Random documents from a seed: prefixes, declarations, attributes, references, CDATA, comments, instructions.
pub(crate) struct Scribe {
    state: u64,
    out: String,
    marked: bool,
}

const URIS: [&str; 3] = ["urn:one", "http://two.example/a?b=c", "urn:three"];
const PREFIXES: [&str; 3] = ["a", "b", "zed"];
const TEXTS: [&str; 10] =
    ["x", " ", "\n\t", "&lt;&amp;&gt;", "&#13;", "\u{e9}\u{20ac}", "&quot;'", "\r\n", "a>b", "&#x1F600;"];

impl Scribe {
    pub(crate) fn document(seed: u64) -> String {
        let mut scribe =
            Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, out: String::new(), marked: false };
        if scribe.one_in(3) {
            scribe.out.push_str("<?xml version='1.0' encoding='UTF-8'?>\n<?before it ?><!-- c -->\n");
        }
        scribe.element(&mut Vec::new(), 0);
        if scribe.one_in(3) {
            scribe.out.push_str("\n<!--after--><?end?>\n");
        }
        scribe.out
    }

    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 33) as usize % bound
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// An element; `scope` is what is declared, the nearest last. The first below the root may carry the Id `part`.
    fn element(&mut self, scope: &mut Vec<(&'static str, &'static str)>, depth: usize) {
        let outer = scope.len();
        let declared = self.declarations(scope);
        let name = self.name(scope, true);
        self.out.push_str(&format!("<{name}{declared}"));
        if depth > 0 && !self.marked {
            self.marked = true;
            self.out.push_str(" Id = 'part'");
        }
        self.attributes(scope);
        let count = if depth < 5 { self.below(5) } else { 0 };
        if count == 0 && depth > 0 && self.one_in(2) {
            self.out.push_str(" />");
        } else {
            self.out.push('>');
            for _ in 0..count.max(usize::from(depth == 0)) {
                self.node(scope, depth);
            }
            if depth == 0 && !self.marked {
                self.element(scope, 1);
            }
            self.out.push_str(&format!("</{name}\n>"));
        }
        scope.truncate(outer);
    }

    fn declarations(&mut self, scope: &mut Vec<(&'static str, &'static str)>) -> String {
        let mut text = String::new();
        for prefix in PREFIXES {
            if self.one_in(3) {
                let uri = URIS[self.below(3)];
                scope.push((prefix, uri));
                text.push_str(&format!(" xmlns:{prefix}=\"{uri}\""));
            }
        }
        if self.one_in(4) {
            let uri = ["", "urn:one", "urn:default"][self.below(3)];
            scope.push(("", uri));
            text.push_str(&format!(" xmlns='{uri}'"));
        }
        text
    }

    fn name(&mut self, scope: &[(&'static str, &'static str)], element: bool) -> String {
        let local = ["n", "name", "N1"][self.below(3)];
        let prefixes: Vec<_> = scope.iter().map(|(prefix, _)| *prefix).filter(|prefix| !prefix.is_empty()).collect();
        if prefixes.is_empty() || self.one_in(if element { 3 } else { 2 }) {
            return local.to_owned();
        }
        format!("{}:{local}", prefixes[self.below(prefixes.len())])
    }

    fn attributes(&mut self, scope: &[(&'static str, &'static str)]) {
        let mut taken: Vec<(String, String)> = Vec::new();
        for _ in 0..self.below(4) {
            let name = self.name(scope, false);
            let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
            let uri =
                scope.iter().rev().find(|(known, _)| *known == prefix && !prefix.is_empty()).map_or("", |(_, u)| u);
            if taken.iter().any(|known| known.0 == uri && known.1 == local) {
                continue;
            }
            let value = TEXTS[self.below(TEXTS.len())].replace('<', "&lt;").replace('\'', "&apos;");
            self.out.push_str(&format!("\n{name}='{value}'"));
            taken.push((uri.to_owned(), local.to_owned()));
        }
    }

    fn node(&mut self, scope: &mut Vec<(&'static str, &'static str)>, depth: usize) {
        match self.below(8) {
            0..3 => self.element(scope, depth + 1),
            3..5 => {
                let text = TEXTS[self.below(TEXTS.len())];
                self.out.push_str(text);
            }
            5 => self.out.push_str("<![CDATA[<&\r\n]] >]]>"),
            6 => self.out.push_str("<!-- a\r\nb -->"),
            _ => self.out.push_str("<?pi  some data ?>"),
        }
    }
}
