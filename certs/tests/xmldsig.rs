//! Suite `xmldsig`: openleadr (signxml), xmlsec1 and lxml sign, verify and canonicalize as we do, in both directions.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, missing_docs, reason = "tests")]

mod notary;

use notary::{DS, ENVELOPED, EXCLUSIVE, OADR, POLL, Party, Scribe};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};
use tieline_certs::config::PrivateKey;
use tieline_certs::fingerprint::Fingerprint;
use tieline_certs::pki::pem;
use tieline_certs::xmldsig::{Canonicalization, SignatureError, Signer, canonicalize, canonicalize_id, verify};

const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const KINDS: [&str; 6] = [
    "oadrPoll",
    "oadrQueryRegistration",
    "oadrRequestEvent",
    "oadrResponse",
    "oadrCreatedEvent",
    "oadrDistributeEvent",
];

/// openleadr's Python environment; its absence is a failure that says what to run.
fn openleadr(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers");
    let peers = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from);
    let python = peers.join("openleadr/bin/python");
    assert!(python.exists(), "{} is missing: cargo xtask test xmldsig", python.display());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/openleadr_messages.py");
    succeed(Command::new(python).arg(script).args(arguments), input)
}

/// Runs a program that must succeed, and gives what it wrote.
fn succeed(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let output = run(command, input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{error}", output.status);
    output.stdout
}

fn run(command: &mut Command, input: &[u8]) -> Output {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}; run cargo xtask test xmldsig"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// A signer's certificate and key, as files and as ours.
struct Desk {
    dir: tempfile::TempDir,
    certificate: CertificateDer<'static>,
    signer: Signer,
}

impl Desk {
    fn elliptic() -> Self {
        let party = Party::new("ven");
        Self::with(&pem(std::slice::from_ref(&party.certificate)), &party.key_pem)
    }

    /// RSA keys are made by openssl, since ring makes none.
    fn rsa() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let arguments = "req -x509 -newkey rsa:2048 -nodes -subj /CN=ven -days 30 -keyout key.pem -out cert.pem";
        succeed(Command::new("openssl").current_dir(dir.path()).args(arguments.split(' ')), b"");
        let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
        Self::with(&read("cert.pem"), &read("key.pem"))
    }

    fn with(certificate: &str, key: &str) -> Self {
        let der = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
        let signer = Signer::new(der.clone(), &PrivateKey::from_pem(key.as_bytes()).unwrap()).unwrap();
        let desk = Self { dir: tempfile::tempdir().unwrap(), certificate: der, signer };
        desk.write("cert.pem", certificate.as_bytes());
        desk.write("key.pem", key.as_bytes());
        desk
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_owned()
    }

    fn fingerprint(&self) -> String {
        Fingerprint::of_certificate(&self.certificate).tail().colons()
    }

    /// Signs now: openleadr takes messages of the last five seconds.
    fn sign(&self, document: &[u8]) -> Vec<u8> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let nonce = now.as_nanos().to_be_bytes();
        self.signer.sign(document, i64::try_from(now.as_millis()).unwrap(), nonce).unwrap()
    }

    /// What openleadr signs with this certificate, by kind.
    fn by_openleadr(&self) -> Vec<(&'static str, Vec<u8>)> {
        openleadr(&["create", &self.path("cert.pem"), &self.path("key.pem"), &self.path("")], b"");
        KINDS.map(|kind| (kind, std::fs::read(self.path(&format!("{kind}.xml"))).unwrap())).into()
    }

    fn xmlsec1(&self, arguments: &[&str], file: &str) -> Output {
        let ids = [
            format!("{OADR}:oadrSignedObject"),
            format!("{DS}:Object"),
            format!("{DS}:SignatureProperty"),
            format!("{DS}:SignatureProperties"),
        ];
        let ids = ids.iter().flat_map(|node| ["--id-attr:Id", node.as_str()]);
        let mut command = Command::new("xmlsec1");
        command.current_dir(self.dir.path()).args(arguments).args(ids).arg(file);
        run(&mut command, b"")
    }

    fn verified_by_xmlsec1(&self, document: &[u8]) -> bool {
        self.write("in.xml", document);
        let output = self.xmlsec1(&["--verify", "--insecure", "--pubkey-cert-pem", "cert.pem"], "in.xml");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() || said.contains("(ok/all): 2/2"), "{said}");
        output.status.success()
    }

    fn by_xmlsec1(&self, template: &str) -> Vec<u8> {
        self.write("template.xml", template.as_bytes());
        let output = self.xmlsec1(&["--sign", "--privkey-pem", "key.pem,cert.pem"], "template.xml");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }
}

/// A message without its signature.
fn unsigned(signed: &[u8]) -> String {
    let text = std::str::from_utf8(signed).unwrap();
    let (before, rest) = text.split_once("<ds:Signature ").unwrap();
    let (_, after) = rest.split_once("</ds:Signature>").unwrap();
    format!("{before}{after}")
}

/// Each kind of message, signed by us, holds for three readers and the official schema [OADR2b high security].
#[test]
fn what_we_sign_holds_for_openleadr_xmlsec1_and_the_schema() {
    let schema = String::from_utf8(openleadr(&["schema"], b"")).unwrap();
    let mut count = 0;
    for desk in [Desk::elliptic(), Desk::rsa()] {
        let mut documents = vec![POLL.to_owned()];
        documents.extend(desk.by_openleadr().iter().map(|(_, signed)| unsigned(signed)));
        for document in &documents {
            let signed = desk.sign(document.as_bytes());
            desk.write("ours.xml", &signed);
            openleadr(&["verify", &desk.fingerprint(), &desk.path("ours.xml")], b"");
            assert!(desk.verified_by_xmlsec1(&signed));
            let mut xmllint = Command::new("xmllint");
            xmllint.args(["--noout", "--nonet", "--schema", schema.trim(), &desk.path("ours.xml")]);
            succeed(&mut xmllint, b"");
            verify(&signed, Some(&desk.certificate)).unwrap();
            count += 1;
        }
    }
    println!("figure: {count} messages of ours hold for openleadr, xmlsec1 and the schema");
}

/// [OADR2b high security]
#[test]
fn what_openleadr_signs_holds_for_us() {
    let stranger = Desk::elliptic();
    for desk in [Desk::elliptic(), Desk::rsa()] {
        for (kind, signed) in desk.by_openleadr() {
            let verified = verify(&signed, Some(&desk.certificate)).unwrap_or_else(|error| panic!("{kind}: {error}"));
            let object = String::from_utf8(verified.signed_object).unwrap();
            assert!(object.contains(&format!("<oadr:{kind} ")), "{object}");
            assert_eq!(verified.replay_protect.nonce.len(), 32);
            let bound = verify(&signed, Some(&stranger.certificate));
            assert!(matches!(bound, Err(SignatureError::NotThePeer { .. })));
            let changed = String::from_utf8(signed).unwrap().replacen("2.0b\"", "2.0c\"", 1);
            assert!(matches!(verify(changed.as_bytes(), None), Err(SignatureError::DigestMismatch { .. })), "{kind}");
        }
    }
}

/// A template for xmlsec1: the signed object's reference with these transforms, the property's with the last of them.
fn template(uri: &str, transforms: &[&str], method: &str, key_info: &str, prefix: &str) -> String {
    let reference = |uri: &str, transforms: &[&str]| {
        let transforms: String =
            transforms.iter().map(|name| format!("<ds:Transform Algorithm=\"{name}\"/>\n")).collect();
        format!(
            "<ds:Reference URI=\"{uri}\"><ds:Transforms>{transforms}</ds:Transforms>\n<ds:DigestMethod \
             Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></ds:Reference>\n"
        )
    };
    let form = transforms.last().filter(|name| **name != ENVELOPED).unwrap_or(&INCLUSIVE);
    let references = reference(uri, transforms) + &reference("#prop", &[form]);
    let body = unsigned(Party::new("ven").signed_poll().as_bytes());
    let (before, after) = body.split_once("<oadr:oadrSignedObject").unwrap();
    let signature = format!(
        "<ds:Signature xmlns:ds=\"{DS}\">\n<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"{form}\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#{method}\"/>{references}</ds:SignedInfo>\
         <ds:SignatureValue/><ds:KeyInfo>{key_info}</ds:KeyInfo><ds:Object><ds:SignatureProperties>\
         <ds:SignatureProperty Id=\"prop\" Target=\"#x\"><dsp:ReplayProtect \
         xmlns:dsp=\"http://openadr.org/oadr-2.0b/2012/07/xmldsig-properties\"><dsp:timestamp>2026-11-24T21:54:06Z\
         </dsp:timestamp><dsp:nonce>n</dsp:nonce></dsp:ReplayProtect></ds:SignatureProperty></ds:SignatureProperties>\
         </ds:Object></ds:Signature>"
    );
    let signature = match prefix {
        "" => signature.replace("<ds:", "<").replace("</ds:", "</").replace("xmlns:ds=", "xmlns="),
        prefix => signature.replace("ds:", &format!("{prefix}:")).replace("xmlnsds", "xmlns:ds"),
    };
    format!("{before}{signature}\n<!-- beside --><oadr:oadrSignedObject{after}")
}

/// The same with an InclusiveNamespaces list at each exclusive form.
fn with_prefix_list(template: &str) -> String {
    let list = format!("<c:InclusiveNamespaces xmlns:c=\"{EXCLUSIVE}\" PrefixList=\"oadr ds #default\"/>");
    let mut text = String::new();
    for part in template.split_inclusive("/>") {
        let name = part.rsplit_once('<').map_or("", |(_, tag)| tag.split(' ').next().unwrap_or_default());
        match part.strip_suffix(&format!("Algorithm=\"{EXCLUSIVE}\"/>")) {
            Some(open) => text.push_str(&format!("{open}Algorithm=\"{EXCLUSIVE}\">{list}</{name}>")),
            None => text.push_str(part),
        }
    }
    text
}

/// Both reference styles, every canonical form, with and without a prefix, with either kind of key [OADR2b high security].
#[test]
fn what_xmlsec1_signs_holds_for_us() {
    const X509: &str = "<ds:X509Data/>";
    let with_comments = [format!("{INCLUSIVE}#WithComments"), format!("{EXCLUSIVE}WithComments")];
    let forms = [INCLUSIVE, EXCLUSIVE, &with_comments[0], &with_comments[1]];
    for (desk, method) in [(Desk::elliptic(), "ecdsa-sha256"), (Desk::rsa(), "rsa-sha256"), (Desk::rsa(), "rsa-sha512")]
    {
        for prefix in ["ds", ""] {
            for form in forms {
                let by_id = template("#oadrSignedObject", &[form], method, X509, prefix);
                let enveloped = template("", &[ENVELOPED, form], method, X509, prefix);
                for template in [by_id, enveloped] {
                    let signed = desk.by_xmlsec1(&template);
                    assert!(desk.verified_by_xmlsec1(&signed));
                    let verified = verify(&signed, Some(&desk.certificate));
                    let text = String::from_utf8_lossy(&signed);
                    let verified = verified.unwrap_or_else(|error| panic!("{form}: {error}: {text}"));
                    assert!(!verified.signed_object.is_empty());
                }
            }
            let bare = template("", &[ENVELOPED], method, X509, prefix);
            let listed = with_prefix_list(&template("#oadrSignedObject", &[EXCLUSIVE], method, X509, prefix));
            for template in [bare, listed] {
                verify(&desk.by_xmlsec1(&template), Some(&desk.certificate)).unwrap();
            }
        }
    }
}

/// avob's style: the key written out beside the certificate, or in its stead [XMLDSIG §4.4.2].
#[test]
fn a_key_value_of_xmlsec1_is_compared_with_the_certificate() {
    let desk = Desk::rsa();
    let both = template("", &[ENVELOPED, INCLUSIVE], "rsa-sha256", "<ds:KeyValue/><ds:X509Data/>", "ds");
    let signed = desk.by_xmlsec1(&both);
    verify(&signed, Some(&desk.certificate)).unwrap();
    let bare = desk.by_xmlsec1(&template("", &[ENVELOPED, INCLUSIVE], "rsa-sha256", "<ds:KeyValue/>", "ds"));
    verify(&bare, Some(&desk.certificate)).unwrap();
    assert_eq!(verify(&bare, None), Err(SignatureError::BareKeyValue));
    assert_eq!(verify(&bare, Some(&Desk::rsa().certificate)), Err(SignatureError::KeyValueMismatch));
}

/// xmlsec1 finds what we find: a byte changed in each part.
#[test]
fn xmlsec1_and_we_refuse_the_same_changes() {
    let desk = Desk::elliptic();
    let signed = String::from_utf8(desk.sign(POLL.as_bytes())).unwrap();
    for (from, to) in [("ven-1", "ven-2"), ("<dsp:nonce>", "<dsp:nonce>0"), ("#prop\"", "#prop\" Type=\"\"")] {
        let changed = signed.replacen(from, to, 1);
        assert_ne!(changed, signed);
        assert!(!desk.verified_by_xmlsec1(changed.as_bytes()), "{from}");
        assert!(verify(changed.as_bytes(), None).is_err(), "{from}");
    }
}

/// Random documents, whole and in part, inclusive and exclusive, with comments and without [C14N §2.3; EXC-C14N §3].
#[test]
fn our_canonical_forms_are_those_of_lxml() {
    let documents: Vec<_> = (0..600).map(Scribe::document).collect();
    let theirs = openleadr(&["c14n"], documents.join("\0").as_bytes());
    let mut theirs = theirs.split(|byte| *byte == 0);
    let exclusive = Canonicalization::exclusive();
    let forms = [
        Canonicalization::inclusive().with_comments(),
        Canonicalization::inclusive(),
        exclusive.clone().with_comments(),
        exclusive.clone(),
        exclusive.with_prefixes("a zed").unwrap(),
    ];
    for (seed, document) in documents.iter().enumerate() {
        let whole = |form| canonicalize(document.as_bytes(), form);
        let part = |form| canonicalize_id(document.as_bytes(), "part", form);
        let ours = forms.iter().map(whole).chain(forms.iter().map(part));
        for (i, ours) in ours.enumerate() {
            let (ours, theirs) = (ours.unwrap(), theirs.next().unwrap());
            let [ours, theirs] = [&ours[..], theirs].map(String::from_utf8_lossy);
            assert_eq!(ours, theirs, "seed {seed}, {i}: {document}");
        }
    }
}
