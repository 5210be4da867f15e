//! What must be refused, each for its own reason: signature wrapping, changes, other algorithms, other shapes.

use crate::notary::{DS, ENVELOPED, EXCLUSIVE, Party, X509, by_id, enveloped, reference, template};
use tieline_certs::xmldsig::{SignatureError, XmlError, verify};

type Refusal = SignatureError;

fn refusal(document: &str) -> Refusal {
    match verify(document.as_bytes(), None) {
        Err(error) => error,
        Ok(verified) => panic!("taken: {}", String::from_utf8_lossy(&verified.signed_object)),
    }
}

/// A message that holds, both ways of signing it.
fn honest() -> (Party, [String; 2]) {
    let party = Party::new("ven");
    let messages = [by_id(), enveloped()].map(|references| party.seal(&template(&references, X509)));
    for message in &messages {
        verify(message.as_bytes(), None).unwrap();
    }
    (party, messages)
}

/// Payload's start, signature, signed object.
fn parts(message: &str) -> (&str, String, String) {
    let (open, rest) = message.split_once("<ds:Signature ").unwrap();
    let (signature, rest) = rest.split_once("</ds:Signature>").unwrap();
    let object = rest.strip_suffix("</oadr:oadrPayload>").unwrap();
    (open, format!("<ds:Signature {signature}</ds:Signature>"), object.to_owned())
}

const FORGED: &str = "<oadr:oadrSignedObject oadr:Id=\"forged\"><oadr:oadrPoll><venID>ven-2</venID></oadr:oadrPoll>\
                      </oadr:oadrSignedObject>";

/// The signed object is moved aside and a forged one takes its place.
#[test]
fn wrapping_a_forged_object_beside_or_around_the_signed_one_is_refused() {
    for message in honest().1 {
        let (open, signature, object) = parts(&message);
        let end = "</oadr:oadrPayload>";
        let beside = format!("{open}{signature}{FORGED}{object}{end}");
        assert_eq!(refusal(&beside), Refusal::SignedObjects { count: 2 });
        let behind = format!("{open}{signature}{object}{FORGED}{end}");
        assert_eq!(refusal(&behind), Refusal::SignedObjects { count: 2 });
        let moved = format!("{open}{signature}<x>{object}</x>{FORGED}{end}");
        assert_eq!(refusal(&moved), Refusal::SignedObjects { count: 2 });
        let around = FORGED.replace("<venID>", &format!("{object}<venID>"));
        assert_eq!(refusal(&format!("{open}{signature}{around}{end}")), Refusal::SignedObjects { count: 2 });
        let in_signature =
            signature.replace("</ds:Signature>", &format!("<ds:Object>{object}</ds:Object></ds:Signature>"));
        assert_eq!(refusal(&format!("{open}{in_signature}{FORGED}{end}")), Refusal::SignedObjects { count: 2 });
        let in_property = signature.replace("<dsp:ReplayProtect", &format!("{object}<dsp:ReplayProtect"));
        assert_eq!(refusal(&format!("{open}{in_property}{FORGED}{end}")), Refusal::SignedObjects { count: 2 });
        let only_nested = format!("{open}{signature}<x>{object}</x>{end}");
        assert_eq!(refusal(&only_nested), Refusal::SignedObjectElsewhere);
    }
}

/// A root around the signed one, with or without the old signature.
#[test]
fn a_document_wrapped_in_another_root_is_refused() {
    for message in honest().1 {
        let (open, signature, _) = parts(&message);
        let wrapped = format!("{open}{message}{FORGED}</oadr:oadrPayload>");
        assert_eq!(refusal(&wrapped), Refusal::SignatureElsewhere);
        let wrapped = format!("<x>{message}</x>");
        assert_eq!(refusal(&wrapped), Refusal::NotPayload { name: "x".to_owned() });
        let lifted = format!("{open}{signature}{FORGED}<x>{}</x></oadr:oadrPayload>", message.replace(&signature, ""));
        assert_eq!(refusal(&lifted), Refusal::SignedObjects { count: 2 });
    }
    // The whole document is signed: what is put around the signed object counts.
    let (_, [_, whole]) = honest();
    let more = whole.replace("</oadr:oadrPayload>", "<extra/></oadr:oadrPayload>");
    assert!(matches!(refusal(&more), Refusal::Unexpected { .. }));
    let text = whole.replace("</oadr:oadrPayload>", "text</oadr:oadrPayload>");
    assert!(matches!(refusal(&text), Refusal::StrayText { .. }));
    let attribute = whole.replacen("<oadr:oadrPayload ", "<oadr:oadrPayload a=\"b\" ", 1);
    assert_eq!(refusal(&attribute), Refusal::DigestMismatch { uri: String::new() });
}

/// Readers differ over which of two a reference means [XMLDSIG §4.3.3.2].
#[test]
fn an_id_that_occurs_twice_is_refused_wherever_it_is() {
    for message in honest().1 {
        for id in ["obj", "prop", "info"] {
            for spelling in ["Id", "ID", "id", "xml:id", "oadr:Id"] {
                let twin = message.replace("<venID>", &format!("<venID {spelling}=\"{id}\">"));
                assert_eq!(refusal(&twin), Refusal::DuplicateId { id: id.to_owned() }, "{spelling}");
            }
        }
        let in_key_info = message.replace("<ds:X509Data>", "<ds:X509Data Id=\"obj\">");
        assert_eq!(refusal(&in_key_info), Refusal::DuplicateId { id: "obj".to_owned() });
    }
}

/// The reference's Id is at another element than the signed object.
#[test]
fn a_reference_to_anything_but_the_two_parts_is_refused() {
    let party = Party::new("ven");
    let two = |first: &str| template(&(reference(first, &[EXCLUSIVE]) + &reference("prop", &[EXCLUSIVE])), X509);
    let elsewhere = |template: &str| match refusal(&party.seal(template)) {
        Refusal::ReferenceElsewhere { name, .. } => name,
        other => panic!("{other}"),
    };
    assert_eq!(elsewhere(&two("poll").replace("<oadr:oadrPoll>", "<oadr:oadrPoll Id=\"poll\">")), "oadrPoll");
    assert_eq!(elsewhere(&two("root").replacen(" xmlns:oadr", " Id=\"root\" xmlns:oadr", 1)), "oadrPayload");
    assert_eq!(elsewhere(&two("key").replace("<ds:KeyInfo>", "<ds:KeyInfo Id=\"key\">")), "KeyInfo");
    let protect = two("rp").replace("<dsp:ReplayProtect ", "<dsp:ReplayProtect Id=\"rp\" ");
    assert_eq!(elsewhere(&protect), "ReplayProtect");
    // The signature cannot contain its own digest, so these are refused before any is computed.
    let raw = |template: String| refusal(&template.replace("{digest:info}", "AA==").replace("{value}", "AA=="));
    assert!(matches!(raw(two("info")), Refusal::ReferenceElsewhere { .. }));
}

/// [XMLDSIG §4.3.3.2]
#[test]
fn an_id_of_another_namespace_or_spelling_is_not_the_signed_objects() {
    let party = Party::new("ven");
    for (attribute, declared) in [
        ("ei:Id", "xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\""),
        ("wsu:Id", "xmlns:wsu=\"urn:wsu\""),
        ("xml:id", ""),
        ("ID", ""),
        ("id", ""),
    ] {
        let honest = party.seal(&template(&by_id(), X509));
        let respelt = honest.replace("oadr:Id=\"obj\"", &format!("{declared} {attribute}=\"obj\""));
        assert_eq!(refusal(&respelt), Refusal::ForeignId("obj".to_owned()), "{attribute}");
    }
    let dangling = party.seal(&template(&by_id(), X509)).replace("oadr:Id=\"obj\"", "oadr:Id=\"other\"");
    assert_eq!(refusal(&dangling), Refusal::Dangling("obj".to_owned()));
}

/// [OADR2b high security]
#[test]
fn both_parts_must_be_referenced_and_nothing_else() {
    let party = Party::new("ven");
    let refused = |references: String| refusal(&party.seal(&template(&references, X509)));
    let [object, property, whole] =
        [reference("obj", &[EXCLUSIVE]), reference("prop", &[EXCLUSIVE]), reference("", &[ENVELOPED, EXCLUSIVE])];
    assert_eq!(refused(property.clone()), Refusal::References { count: 1 });
    assert_eq!(refused(object.clone()), Refusal::References { count: 1 });
    assert_eq!(refused(whole.clone()), Refusal::References { count: 1 });
    assert_eq!(refused(String::new()), Refusal::References { count: 0 });
    assert_eq!(refused(format!("{object}{property}{whole}")), Refusal::References { count: 3 });
    assert_eq!(refused(format!("{property}{property}")), Refusal::ObjectNotSigned);
    assert_eq!(refused(format!("{object}{object}")), Refusal::PropertyNotSigned);
    assert_eq!(refused(format!("{object}{whole}")), Refusal::PropertyNotSigned);
}

/// [OADR2b oadrPayload]
#[test]
fn a_signature_that_is_missing_doubled_or_elsewhere_is_refused() {
    for message in honest().1 {
        let (open, signature, object) = parts(&message);
        let end = "</oadr:oadrPayload>";
        assert_eq!(refusal(&format!("{open}{object}{end}")), Refusal::Unsigned);
        let renamed = message.replace("ds:Signature>", "ds:Signatur>").replace("<ds:Signature ", "<ds:Signatur ");
        assert_eq!(refusal(&renamed), Refusal::Unsigned);
        let other = message.replace(&format!("xmlns:ds=\"{DS}\""), "xmlns:ds=\"urn:ds\"");
        assert_eq!(refusal(&other), Refusal::Unsigned);
        assert_eq!(
            refusal(&format!("{open}{signature}{signature}{object}{end}")),
            Refusal::SeveralSignatures { count: 2 }
        );
        let nested = object.replace("<venID>", &format!("{signature}<venID>"));
        assert_eq!(refusal(&format!("{open}{nested}{end}")), Refusal::SignatureElsewhere);
        let deep = object.replace("<venID>", &format!("{signature}<venID>"));
        assert_eq!(refusal(&format!("{open}{signature}{deep}{end}")), Refusal::SeveralSignatures { count: 2 });
    }
}

/// [OADR2b ReplayProtect]
#[test]
fn replay_protection_must_be_there_once_in_its_place_and_signed() {
    let (party, [message, _]) = honest();
    let (_, rest) = message.split_once("<dsp:ReplayProtect").unwrap();
    let (inside, _) = rest.split_once("</dsp:ReplayProtect>").unwrap();
    let protect = format!("<dsp:ReplayProtect{inside}</dsp:ReplayProtect>");
    assert_eq!(refusal(&message.replace(&protect, "")), Refusal::ReplayProtects { count: 0 });
    assert_eq!(refusal(&message.replace(&protect, &protect.repeat(2))), Refusal::ReplayProtects { count: 2 });
    let beside = message.replace("<venID>", &format!("{protect}<venID>"));
    assert_eq!(refusal(&beside), Refusal::ReplayProtects { count: 2 });
    let moved = message.replace(&protect, "").replace("<venID>", &format!("{protect}<venID>"));
    assert_eq!(refusal(&moved), Refusal::ReplayProtectElsewhere);
    let second = format!("<ds:Object>{protect}</ds:Object></ds:Signature>");
    let moved = message.replace(&protect, "").replace("</ds:Signature>", &second);
    assert!(matches!(refusal(&moved), Refusal::Unexpected { .. }));
    // A signed object that holds one, referenced in its stead.
    let fake = template(&by_id(), X509).replace("Id=\"prop\"", "Id=\"unsigned\"");
    let fake = fake.replace("<venID>ven-1", "<venID Id=\"prop\">ven-1");
    assert!(matches!(refusal(&party.seal(&fake)), Refusal::ReferenceElsewhere { .. }));
    for (from, to) in [
        ("2026-11-24T21:54:06.123Z", "now"),
        ("2026-11-24T21:54:06.123Z", "2026-11-24T21:54:06.123"),
        ("2026-11-24T21:54:06.123Z", "2026<!-- -->-11-24T21:54:06.123Z"),
        ("<dsp:nonce>n-1</dsp:nonce>", ""),
        ("<dsp:nonce>n-1</dsp:nonce>", "<dsp:nonce> </dsp:nonce>"),
        ("<dsp:nonce>n-1</dsp:nonce>", "<dsp:nonce>n</dsp:nonce><dsp:nonce>m</dsp:nonce>"),
        ("<dsp:nonce>n-1</dsp:nonce>", "<nonce>n-1</nonce>"),
    ] {
        let sealed = party.seal(&template(&by_id(), X509).replace(from, to));
        assert!(
            matches!(
                refusal(&sealed),
                Refusal::Timestamp(_)
                    | Refusal::Nonce { .. }
                    | Refusal::Missing { .. }
                    | Refusal::Xml(XmlError::NotText { .. })
            ),
            "{to}"
        );
    }
    let long =
        party.seal(&template(&by_id(), X509).replace("<dsp:nonce>n-1", &format!("<dsp:nonce>{}", "n".repeat(257))));
    assert_eq!(refusal(&long), Refusal::Nonce { bytes: 257, bound: 256 });
}

/// [XMLDSIG §3.2.1, §3.2.2]
#[test]
fn a_changed_byte_anywhere_signed_is_found() {
    for message in honest().1 {
        let object = message.replace("ven-1", "ven-2");
        assert!(matches!(refusal(&object), Refusal::DigestMismatch { .. }));
        let attribute = message.replace("oadr:Id=\"obj\"", "oadr:Id=\"obj\" a=\"b\"");
        assert!(matches!(refusal(&attribute), Refusal::DigestMismatch { .. }));
        let nonce = message.replace("<dsp:nonce>n-1", "<dsp:nonce>n-2");
        assert_eq!(refusal(&nonce), Refusal::DigestMismatch { uri: "#prop".to_owned() });
        let time = message.replace("21:54:06", "21:54:07");
        assert_eq!(refusal(&time), Refusal::DigestMismatch { uri: "#prop".to_owned() });
        let space = message.replace("<ds:Reference ", "<ds:Reference Type=\"\" ");
        assert_eq!(refusal(&space), Refusal::BadSignature);
        let (before, rest) = message.split_once("<ds:DigestValue>").unwrap();
        let swapped = if rest.starts_with('A') { "B" } else { "A" };
        let digest = format!("{before}<ds:DigestValue>{swapped}{}", &rest[1..]);
        assert_eq!(refusal(&digest), Refusal::BadSignature);
    }
}

/// Every single bit of a signed message: it is refused, or says the same.
#[test]
fn no_bit_of_a_message_can_be_turned_unseen() {
    let party = Party::new("ven");
    let message = party.signed_poll();
    let wanted = verify(message.as_bytes(), Some(&party.certificate)).unwrap();
    let mut same = 0;
    for at in 0..message.len() * 8 {
        let mut bytes = message.clone().into_bytes();
        bytes[at / 8] ^= 1 << (at % 8);
        if let Ok(verified) = verify(&bytes, Some(&party.certificate)) {
            assert_eq!(verified, wanted, "bit {at}: {}", String::from_utf8_lossy(&bytes));
            same += 1;
        }
    }
    // The name of the encoding, an Id that nothing needs, and declarations that stand twice.
    assert!(same < 100, "{same}");
}

/// [XMLDSIG §4.4; OADR2b high security]
#[test]
fn only_the_peers_own_certificate_signs_for_it() {
    let (party, [message, _]) = honest();
    let stranger = Party::new("stranger");
    verify(message.as_bytes(), Some(&party.certificate)).unwrap();
    assert!(matches!(verify(message.as_bytes(), Some(&stranger.certificate)), Err(Refusal::NotThePeer { .. })));
    // Another's certificate put into the message: the key no longer fits.
    let swapped = message.replace(&party.certificate_text(), &stranger.certificate_text());
    assert_eq!(refusal(&swapped), Refusal::BadSignature);
    assert_eq!(verify(swapped.as_bytes(), Some(&stranger.certificate)), Err(Refusal::BadSignature));
    // The peer's certificate after the forger's, and the forger's first.
    let two = format!("{{certificate}}</ds:X509Certificate><ds:X509Certificate>{}", party.certificate_text());
    let both = stranger.seal(&template(&by_id(), &X509.replace("{certificate}", &two)));
    assert!(matches!(verify(both.as_bytes(), Some(&party.certificate)), Err(Refusal::NotThePeer { .. })));
    let other_curve = message.replace(&party.certificate_text(), &Party::on_p384("ven").certificate_text());
    assert_eq!(refusal(&other_curve), Refusal::SignatureLength { bytes: 64, wanted: 96 });
    let broken = message.replace(&party.certificate_text(), "AAAA");
    assert_eq!(refusal(&broken), Refusal::Certificate);
    let many =
        X509.replace("<ds:X509Certificate>", "<ds:X509Certificate>AAAA</ds:X509Certificate><ds:X509Certificate>");
    let many = party.seal(&template(&by_id(), &many.repeat(5)));
    assert_eq!(refusal(&many), Refusal::Certificates { bound: 8 });
}

/// [XMLDSIG §4.3.1, §4.3.2, §4.3.3.5]
#[test]
fn other_algorithms_are_refused_by_name() {
    let (_, [message, _]) = honest();
    let more = "http://www.w3.org/2001/04/xmldsig-more#";
    let method = |name: &str| message.replace(&format!("{more}ecdsa-sha256"), name);
    assert!(matches!(refusal(&method(&format!("{DS}rsa-sha1"))), Refusal::Sha1(_)));
    assert!(matches!(refusal(&method(&format!("{more}ecdsa-sha1"))), Refusal::Sha1(_)));
    assert!(matches!(refusal(&method(&format!("{more}hmac-sha256"))), Refusal::Method(_)));
    assert!(matches!(refusal(&method("")), Refusal::Method(_)));
    assert_eq!(refusal(&method(&format!("{more}rsa-sha256"))), Refusal::MethodMismatch);
    let digest = |name: &str| message.replace("http://www.w3.org/2001/04/xmlenc#sha256", name);
    assert!(matches!(refusal(&digest(&format!("{DS}sha1"))), Refusal::Sha1(_)));
    assert!(matches!(refusal(&digest("http://www.w3.org/2001/04/xmldsig-more#md5")), Refusal::Digest(_)));
    let form = message.replace(
        "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"",
        "CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"",
    );
    assert!(matches!(refusal(&form), Refusal::Canonicalization(_)));
    // A parameter would change what the method means.
    let truncated = message.replace(
        "ecdsa-sha256\"/>",
        "ecdsa-sha256\"><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>",
    );
    assert!(matches!(refusal(&truncated), Refusal::Unexpected { .. }));
}

/// [XMLDSIG §4.3.3.4, §6.6.4]
#[test]
fn other_transforms_and_longer_lists_are_refused() {
    let party = Party::new("ven");
    let refused = |id: &str, transforms: &[&str]| {
        let references = reference(id, transforms) + &reference("prop", &[EXCLUSIVE]);
        refusal(&party.seal(&template(&references, X509)))
    };
    for name in [
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/2000/09/xmldsig#base64",
        "urn:unknown",
        "",
    ] {
        assert_eq!(refused("obj", &[name]), Refusal::Transform(name.to_owned()));
        assert_eq!(refused("obj", &[EXCLUSIVE, name]), Refusal::Transform(name.to_owned()));
    }
    assert_eq!(refused("obj", &[EXCLUSIVE, EXCLUSIVE]), Refusal::Transforms { count: 2 });
    assert_eq!(refused("obj", &[ENVELOPED, EXCLUSIVE]), Refusal::Transforms { count: 2 });
    assert_eq!(refused("", &[EXCLUSIVE]), Refusal::NotEnveloped);
    assert_eq!(refused("", &[]), Refusal::NotEnveloped);
    assert_eq!(refused("", &[EXCLUSIVE, ENVELOPED]), Refusal::Transforms { count: 2 });
    assert_eq!(refused("", &[ENVELOPED, ENVELOPED]), Refusal::Transforms { count: 2 });
    assert_eq!(refused("", &[ENVELOPED; 5_000]), Refusal::Transforms { count: 5_000 });
    let endless = vec![EXCLUSIVE; 5_000];
    assert_eq!(refused("obj", &endless), Refusal::Transforms { count: 5_000 });
}

/// [XMLDSIG §4.3.3.1]
#[test]
fn references_that_leave_the_message_or_search_in_it_are_refused() {
    let (_, [message, _]) = honest();
    for uri in [
        "http://x.example/",
        "file:///etc/passwd",
        "obj",
        "#xpointer(/)",
        "#xpointer(id('obj'))",
        "#",
        "cid:obj",
        "##obj",
    ] {
        let other = message.replace("URI=\"#obj\"", &format!("URI=\"{uri}\""));
        assert_eq!(refusal(&other), Refusal::Uri(uri.to_owned()));
    }
    let none = message.replace(" URI=\"#obj\"", "");
    assert!(matches!(refusal(&none), Refusal::Uri(_)));
}

/// [XMLDSIG §4]
#[test]
fn a_signature_of_another_shape_is_refused() {
    let (_, [message, _]) = honest();
    for (from, to) in [
        ("<ds:KeyInfo>", "<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo>"),
        ("</ds:Signature>", "<ds:Object/></ds:Signature>"),
        ("</ds:Signature>", "<x/></ds:Signature>"),
        ("</ds:SignedInfo>", "<x/></ds:SignedInfo>"),
        ("<ds:Transforms>", "<ds:Transforms><x/>"),
        ("<ds:SignedInfo ", "<ds:Manifest/><ds:SignedInfo "),
    ] {
        let other = message.replace(from, to);
        let refused = refusal(&other);
        assert!(matches!(refused, Refusal::Unexpected { .. } | Refusal::Missing { .. }), "{to}: {refused}");
    }
    let text = message.replace("<ds:KeyInfo>", "text<ds:KeyInfo>");
    assert!(matches!(refusal(&text), Refusal::StrayText { .. }));
    for (from, to) in
        [("<ds:SignatureValue>", "<ds:SignatureValue><!-- -->"), ("<ds:DigestValue>", "<ds:DigestValue><x/>")]
    {
        let refused = refusal(&message.replace(from, to));
        assert!(matches!(refused, Refusal::Xml(XmlError::NotText { .. })), "{refused}");
    }
    let value = message.replace("<ds:SignatureValue>", "<ds:SignatureValue>!");
    assert_eq!(refusal(&value), Refusal::Base64 { element: "SignatureValue" });
    let short = message.replace("<ds:SignatureValue>", "<ds:SignatureValue>AAAA");
    assert_eq!(refusal(&short), Refusal::SignatureLength { bytes: 67, wanted: 64 });
}

/// Entities could change what was signed between two readings [XML §4.1].
#[test]
fn document_types_and_entities_are_refused() {
    let (_, [message, _]) = honest();
    let typed = format!("<!DOCTYPE x [<!ENTITY v \"ven-1\">]>{message}");
    assert_eq!(refusal(&typed), Refusal::Xml(XmlError::DocType));
    let entity = message.replace("ven-1", "&v;");
    assert!(matches!(refusal(&entity), Refusal::Xml(XmlError::Reference { .. })));
}

/// A prefix of the payload bound anew changes what names mean, so it is part of what is signed [EXC-C14N §3].
#[test]
fn a_prefix_bound_anew_is_found() {
    let (_, [by_id, whole]) = honest();
    for message in [&by_id, &whole] {
        let rebound = message.replace("<oadr:oadrPoll>", "<oadr:oadrPoll xmlns:oadr=\"urn:other\">");
        assert!(matches!(refusal(&rebound), Refusal::DigestMismatch { .. }));
        let default = message.replacen(" xmlns:oadr", " xmlns=\"urn:default\" xmlns:oadr", 1);
        assert!(matches!(refusal(&default), Refusal::DigestMismatch { .. }));
    }
    // An own name for the namespace at the root alone, which nothing in the signed object uses, changes nothing there.
    let unused = by_id.replacen(" xmlns:oadr", " xmlns:unused=\"urn:x\" xmlns:oadr", 1);
    verify(unused.as_bytes(), None).unwrap();
}
