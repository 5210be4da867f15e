//! What must be taken: our own messages, and every form of the field.

use crate::notary::{EXCLUSIVE, NONCE, NOW, OADR, POLL, Party, X509, by_id, enveloped, reference, template};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Instant;
use tieline_certs::config::{CredentialError, PrivateKey};
use tieline_certs::xmldsig::{PeerKey, ReplayGuard, ReplayWindow, SignError, SignatureError, Signer, verify};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// [XMLDSIG §3.1, §3.2]
#[test]
fn what_we_sign_we_verify_on_either_curve() {
    for party in [Party::new("ven"), Party::on_p384("ven")] {
        let signed = party.signed_poll();
        let verified = verify(signed.as_bytes(), Some(&party.certificate)).unwrap();
        let wanted = format!(
            "<oadr:oadrSignedObject xmlns:oadr=\"{OADR}\" oadr:Id=\"oadrSignedObject\"><oadr:oadrPoll \
             xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\" ei:schemaVersion=\"2.0b\"><ei:venID>ven-1\
             </ei:venID></oadr:oadrPoll></oadr:oadrSignedObject>"
        );
        assert_eq!(text(&verified.signed_object), wanted);
        assert!(text(&verified.payload()).contains(&wanted));
        assert_eq!(verified.certificate, party.certificate);
        assert_eq!(verified.replay_protect.timestamp_ms, NOW);
        assert_eq!(verified.replay_protect.nonce, "30313233343536373839616263646566");
    }
}

/// What a key that was read once takes is what a certificate takes [OADR2b high security; XMLDSIG §4.4].
#[test]
fn a_key_that_is_kept_believes_its_peer_alone() {
    let (own, other, twin) = (Party::new("ven"), Party::new("ven"), Party::on_p384("ven"));
    let key = PeerKey::of(own.certificate.clone());
    let encoded = STANDARD.encode(&own.certificate);
    let broken = encoded.as_bytes().chunks(64).map(text).collect::<Vec<_>>().join("\n");
    for _ in 0..3 {
        let signed = own.signed_poll();
        assert_eq!(key.verify(signed.as_bytes()), verify(signed.as_bytes(), Some(&own.certificate)));
        // KeyInfo is not signed; many write the certificate in lines.
        key.verify(signed.replace(&encoded, &broken).as_bytes()).unwrap();
        let changed = signed.replace("ven-1", "ven-2");
        assert!(matches!(key.verify(changed.as_bytes()), Err(SignatureError::DigestMismatch { .. })));
        for party in [&other, &twin] {
            let foreign = party.signed_poll();
            assert!(matches!(key.verify(foreign.as_bytes()), Err(SignatureError::NotThePeer { .. })));
            let shown = foreign.replace(&STANDARD.encode(&party.certificate), &encoded);
            assert!(key.verify(shown.as_bytes()).is_err(), "our peer's certificate beside another's signature");
        }
    }
    let none = PeerKey::of(b"no certificate".to_vec().into());
    assert!(none.verify(own.signed_poll().as_bytes()).is_err());
}

/// All but the Id and the signature stays, and the signature is the first child [OADR2b oadrPayload].
#[test]
fn signing_adds_the_id_and_the_signature_alone() {
    let signed = Party::new("ven").signed_poll();
    let (before, rest) = signed.split_once("<ds:Signature ").unwrap();
    let (_, after) = rest.split_once("</ds:Signature>").unwrap();
    assert!(before.ends_with("2012/07\">"));
    assert_eq!(format!("{before}{after}").replace(" oadr:Id=\"oadrSignedObject\"", ""), POLL);
}

#[test]
fn an_id_that_is_there_is_used_and_prefixes_are_found() {
    let signer = Party::new("ven").signer();
    let own = POLL.replace("<oadr:oadrSignedObject>", "<oadr:oadrSignedObject oadr:Id='mine'>");
    let signed = signer.sign(own.as_bytes(), NOW, NONCE).unwrap();
    assert!(text(&signed).contains("URI=\"#mine\""));
    verify(&signed, None).unwrap();
    for document in [
        format!("<oadrPayload xmlns='{OADR}'><oadrSignedObject/></oadrPayload>"),
        format!("<x:oadrPayload xmlns:x='{OADR}'><x:oadrSignedObject\n/></x:oadrPayload>"),
        format!("\u{FEFF}<x:oadrPayload xmlns:x='{OADR}'>\n<oadrSignedObject xmlns='{OADR}'/>\n</x:oadrPayload>"),
    ] {
        let signed = signer.sign(document.as_bytes(), NOW, NONCE).unwrap();
        verify(&signed, None).unwrap_or_else(|error| panic!("{error}: {}", text(&signed)));
    }
}

#[test]
fn what_cannot_be_signed_is_refused() {
    let party = Party::new("ven");
    let sign = |document: &str| party.signer().sign(document.as_bytes(), NOW, NONCE);
    assert!(matches!(sign(&party.signed_poll()), Err(SignError::NotPayload)));
    assert!(matches!(sign("<a/>"), Err(SignError::NotPayload)));
    assert!(matches!(sign(&format!("<oadrPayload xmlns='{OADR}'/>")), Err(SignError::NotPayload)));
    let with = |id: &str| POLL.replace("<ei:venID>", &format!("<ei:venID Id='{id}'>"));
    for taken in ["prop", "sig", "oadrSignedObject"] {
        assert!(matches!(sign(&with(taken)), Err(SignError::Id(_))), "{taken}");
    }
    assert!(sign(&with("other")).is_ok());
    let hidden = format!("<oadrPayload xmlns='{OADR}' xmlns:oadr='urn:x'><oadrSignedObject/></oadrPayload>");
    assert!(matches!(sign(&hidden), Err(SignError::Prefix)));
    assert!(matches!(party.signer().sign(POLL.as_bytes(), i64::MAX, NONCE), Err(SignError::Time(i64::MAX))));
    let other = PrivateKey::from_pem(Party::new("other").key_pem.as_bytes()).unwrap();
    let mismatch = Signer::new(party.certificate.clone(), &other);
    assert!(matches!(mismatch, Err(SignError::Credential(CredentialError::Mismatch))));
}

/// Both reference styles, in either order, with the transforms that may be left out [OADR2b high security].
#[test]
fn both_reference_styles_of_the_field_hold() {
    let party = Party::new("ven");
    let swapped = reference("prop", &[EXCLUSIVE]) + &reference("obj", &[EXCLUSIVE]);
    for references in [by_id(), enveloped(), swapped] {
        let signed = party.seal(&template(&references, X509));
        let verified = verify(signed.as_bytes(), Some(&party.certificate)).unwrap();
        assert!(text(&verified.signed_object).starts_with("<oadr:oadrSignedObject xmlns:oadr="));
        assert_eq!(verified.replay_protect.nonce, "n-1");
    }
}

/// Prefixes are a matter of taste: the same message with the signature's namespace as the default [XML-NAMES §5].
#[test]
fn the_signature_may_have_no_prefix_and_stand_last() {
    let party = Party::new("ven");
    let bare = template(&by_id(), X509).replace("<ds:", "<").replace("</ds:", "</").replace("xmlns:ds=", "xmlns=");
    verify(party.seal(&bare).as_bytes(), None).unwrap();
    let signed = party.seal(&template(&enveloped(), X509));
    let (before, rest) = signed.split_once("<ds:Signature ").unwrap();
    let (signature, after) = rest.split_once("</ds:Signature>").unwrap();
    let (object, end) = after.split_once("</oadr:oadrPayload>").unwrap();
    let last = format!("{before}{object}<ds:Signature {signature}</ds:Signature></oadr:oadrPayload>{end}");
    verify(last.as_bytes(), None).unwrap();
}

/// Comments and CDATA are no part of what was signed; the caller reads the text as the signer meant it [C14N §2.1].
#[test]
fn a_comment_splits_no_text_of_what_the_caller_parses() {
    let party = Party::new("ven");
    let signed = party.seal(&template(&by_id(), X509));
    for spelling in ["ven<!-- x -->-1", "<![CDATA[ven]]>-1", "ven&#45;1", "<!-- a --><![CDATA[ven-1]]><!-- b -->"] {
        let respelt = signed.replace("<venID>ven-1<", &format!("<venID>{spelling}<"));
        assert_ne!(respelt, signed);
        let verified = verify(respelt.as_bytes(), None).unwrap();
        assert!(text(&verified.signed_object).contains("<venID>ven-1</venID>"), "{spelling}");
    }
    // What a comment or CDATA hides never becomes markup.
    let hidden = signed.replace("ven-1<", "ven-1<!-- </venID><venID>ven-2 --><");
    assert!(!text(&verify(hidden.as_bytes(), None).unwrap().signed_object).contains("ven-2"));
}

/// [XMLDSIG §4.4]
#[test]
fn a_key_value_counts_only_with_the_certificate_it_belongs_to() {
    let party = Party::new("ven");
    let value = |party: &Party| {
        format!(
            "<ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11=\"http://www.w3.org/2009/xmldsig11#\"><dsig11:NamedCurve \
             URI=\"urn:oid:1.2.840.10045.3.1.7\"/><dsig11:PublicKey>{}</dsig11:PublicKey></dsig11:ECKeyValue></ds:KeyValue>",
            STANDARD.encode(point(party))
        )
    };
    let bare = party.seal(&template(&by_id(), &value(&party)));
    assert_eq!(verify(bare.as_bytes(), None), Err(SignatureError::BareKeyValue));
    assert_eq!(verify(bare.as_bytes(), Some(&party.certificate)).unwrap().certificate, party.certificate);
    let stranger = Party::new("other");
    assert_eq!(verify(bare.as_bytes(), Some(&stranger.certificate)), Err(SignatureError::KeyValueMismatch));
    let both = party.seal(&template(&by_id(), &format!("{}{X509}", value(&party))));
    verify(both.as_bytes(), None).unwrap();
    let wrong = party.seal(&template(&by_id(), &format!("{}{X509}", value(&stranger))));
    assert_eq!(verify(wrong.as_bytes(), None), Err(SignatureError::KeyValueMismatch));
    let none = party.seal(&template(&by_id(), "<ds:KeyName>ven</ds:KeyName>"));
    assert_eq!(verify(none.as_bytes(), Some(&party.certificate)), Err(SignatureError::NoKey));
    let dsa = party.seal(&template(&by_id(), &format!("<ds:KeyValue><ds:DSAKeyValue/></ds:KeyValue>{X509}")));
    assert_eq!(verify(dsa.as_bytes(), None), Err(SignatureError::KeyValue));
}

/// The key's point stands at the end of a P-256 key's info, which rcgen's certificates hold once.
fn point(party: &Party) -> Vec<u8> {
    let der = &party.certificate[..];
    let curve_and_tag = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00];
    let at = der.windows(curve_and_tag.len()).position(|window| window == curve_and_tag).unwrap();
    der[at + curve_and_tag.len()..][..65].to_vec()
}

/// A message is judged by signature, then by time and nonce [OADR2b ReplayProtect].
#[test]
fn a_verified_message_is_taken_once() {
    let party = Party::new("ven");
    let verified = verify(party.signed_poll().as_bytes(), Some(&party.certificate)).unwrap();
    let mut guard = ReplayGuard::new(ReplayWindow::default());
    guard.judge(NOW + 4_000, &verified.replay_protect).unwrap();
    assert!(guard.judge(NOW + 4_001, &verified.replay_protect).is_err());
}

/// A message of 4 KiB costs well under a millisecond.
#[test]
fn signing_and_verifying_are_quick() {
    let party = Party::new("ven");
    let signer = party.signer();
    let interval = "<ei:interval><ei:uid>0</ei:uid><ei:value units=\"kW\">12.5</ei:value></ei:interval>";
    let long = POLL.replace("</ei:venID>", &format!("</ei:venID>{}", interval.repeat(24)));
    let signed = signer.sign(long.as_bytes(), NOW, NONCE).unwrap();
    assert!(signed.len() > 4_096, "{}", signed.len());
    let best = |work: &dyn Fn()| {
        let once = || {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64() * 1e6
        };
        (0..300).map(|_| once()).fold(f64::MAX, f64::min)
    };
    let signing = best(&|| drop(signer.sign(long.as_bytes(), NOW, NONCE).unwrap()));
    let verifying = best(&|| drop(verify(&signed, Some(&party.certificate)).unwrap()));
    println!("figure: {} bytes signed in {signing:.0} us, verified in {verifying:.0} us", signed.len());
    assert!(cfg!(debug_assertions) || verifying < 1_000.0, "{verifying} us");
}
