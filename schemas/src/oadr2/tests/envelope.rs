//! The envelope: spans, ids, signatures, payloads that stand alone.

use super::*;

const SIGNATURE: &str = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo/></ds:Signature>";

fn signed(id: &str) -> Vec<u8> {
    let message = read(&poll("")).unwrap().message;
    encode_with_id(&message, id).with_signature(SIGNATURE.as_bytes())
}

#[test]
fn spans_are_those_of_the_bytes_that_came() {
    let bytes = [b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n".as_slice(), &signed("here")].concat();
    let found = decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(&bytes[found.signature.unwrap()], SIGNATURE.as_bytes());
    let object = std::str::from_utf8(&bytes[found.signed_object]).unwrap();
    let tag = format!("<oadr:oadrSignedObject xmlns:oadr=\"{NAMESPACE}\" oadr:Id=\"here\">");
    assert!(object.starts_with(&tag), "{object}");
    assert!(object.ends_with("</oadr:oadrSignedObject>"), "{object}");
    assert_eq!((found.id.as_deref(), found.wrapped), (Some("here"), true));
}

#[test]
fn what_is_to_be_signed_is_where_it_says() {
    let message = read(&poll("")).unwrap().message;
    let signable = encode_with_id(&message, "object");
    let object = &signable.bytes[signable.signed_object.clone()];
    assert!(object.starts_with(b"<oadr:oadrSignedObject") && object.ends_with(b"</oadr:oadrSignedObject>"));
    assert!(signable.bytes[..signable.signature_at].ends_with(b"\">"));
    let found = decode(&signable.bytes, &Limits::default()).unwrap();
    assert_eq!((found.signature, found.signed_object), (None, signable.signed_object));
}

#[test]
fn a_payload_may_stand_alone() {
    let text = poll("");
    let start = text.find("<oadr:oadrPoll").unwrap();
    let end = text.find("</oadr:oadrSignedObject>").unwrap();
    let declarations = format!("<oadr:oadrPoll xmlns:oadr=\"{NAMESPACE}\" xmlns:ei=\"{}\"", Ns::Ei.uri());
    let alone = text[start..end].replace("<oadr:oadrPoll", &declarations);
    let found = read(&alone).unwrap();
    assert!(!found.wrapped && found.signature.is_none());
    assert_eq!(found.signed_object, 0..alone.len());
    assert_eq!(found.message, read(&text).unwrap().message);
}

#[test]
fn an_id_is_known_with_and_without_its_prefix() {
    let text = String::from_utf8(signed("x")).unwrap();
    let plain = text.replace("oadr:Id=", "Id=");
    assert_eq!(read(&plain).unwrap().id.as_deref(), Some("x"));
    let both = text.replace("oadr:Id=", "Id=\"y\" oadr:Id=");
    assert_eq!(error(&both), DecodeError::Repeated { element: "oadrSignedObject", field: "Id" });
    let foreign = text.replace("oadr:Id=", "xml:Id=");
    assert_eq!(read(&foreign).unwrap().id, None);
    assert!(matches!(error(&text.replace("oadr:Id=\"x\"", "oadr:Id=\"a b\"")), DecodeError::Value { field: "Id", .. }));
}

/// A second object or signature would leave open which of them is signed.
#[test]
fn two_of_what_there_is_one_of_are_refused() {
    let text = String::from_utf8(signed("x")).unwrap();
    let found = error(&text.replace(SIGNATURE, &SIGNATURE.repeat(2)));
    assert_eq!(found, DecodeError::Repeated { element: "oadrPayload", field: "Signature" });
    let object = &text[text.find("<oadr:oadrSigned").unwrap()..text.find("</oadr:oadrPayload").unwrap()];
    let found = error(&text.replace(object, &object.repeat(2)));
    assert_eq!(found, DecodeError::Repeated { element: "oadrPayload", field: "oadrSignedObject" });
    let payload = &text[text.find("<oadr:oadrPoll").unwrap()..text.find("</oadr:oadrSigned").unwrap()];
    let found = error(&text.replace(payload, &payload.repeat(2)));
    assert_eq!(found, DecodeError::Repeated { element: "oadrSignedObject", field: "payload" });
}

#[test]
fn an_envelope_without_a_payload_is_refused() {
    let with = |inner: &str| format!("<p:oadrPayload xmlns:p=\"{NAMESPACE}\">{inner}</p:oadrPayload>");
    let missing = |element, field| DecodeError::Missing { element, field };
    assert_eq!(error(&with("")), missing("oadrPayload", "oadrSignedObject"));
    assert_eq!(error(&with("<p:oadrSignedObject/>")), missing("oadrSignedObject", "payload"));
    let unknown = with("<p:oadrSignedObject><p:oadrNonsense/></p:oadrSignedObject>");
    assert_eq!(error(&unknown), DecodeError::UnknownRoot("oadrNonsense".to_owned()));
    assert_eq!(
        error(&format!("<oadrNonsense xmlns=\"{NAMESPACE}\"/>")),
        DecodeError::UnknownRoot("oadrNonsense".to_owned())
    );
}

#[test]
fn the_version_is_written_and_taken_where_it_is_absent() {
    let text = poll("");
    assert!(text.contains("<oadr:oadrPoll ei:schemaVersion=\"2.0b\">"), "{text}");
    let absent = text.replace(" ei:schemaVersion=\"2.0b\"", "");
    assert_eq!(read(&absent).unwrap().message, read(&text).unwrap().message);
    let other = text.replace("\"2.0b\"", "\"x-2.0c\"");
    let Message::Poll(found) = read(&other).unwrap().message else { panic!() };
    assert_eq!(found.schema_version, SchemaVersion::Extension("x-2.0c".to_owned()));
    assert!(matches!(error(&text.replace("\"2.0b\"", "\"3.0\"")), DecodeError::Value { field: "schemaVersion", .. }));
}
