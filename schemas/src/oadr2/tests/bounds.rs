//! Each bound with an input just above it.

use super::*;

/// The bound that refuses `text`, and its value.
fn refused(text: &str, limits: &Limits) -> (&'static str, usize) {
    match decode(text.as_bytes(), limits) {
        Err(DecodeError::Bound { bound, limit, .. }) => (bound, limit),
        other => panic!("{other:?}"),
    }
}

fn accepted(text: &str, limits: &Limits) -> bool {
    decode(text.as_bytes(), limits).is_ok()
}

#[test]
fn a_message_may_have_as_many_bytes_as_the_limit() {
    let text = poll("");
    assert!(accepted(&text, &Limits { bytes: text.len(), ..Limits::default() }));
    let less = Limits { bytes: text.len() - 1, ..Limits::default() };
    assert_eq!(refused(&text, &less), ("bytes", text.len() - 1));
    let large = poll(&format!("<!--{}-->", " ".repeat(1 << 20)));
    assert_eq!(refused(&large, &Limits::default()), ("bytes", 1 << 20));
}

#[test]
fn elements_may_be_48_deep() {
    // The envelope and the payload are three.
    let nested = |depth: usize| poll(&format!("{}{}", "<x>".repeat(depth), "</x>".repeat(depth)));
    assert!(accepted(&nested(45), &Limits::default()));
    assert_eq!(refused(&nested(46), &Limits::default()), ("depth", 48));
    let endless = format!("<p:oadrPayload xmlns:p=\"{NAMESPACE}\">{}", "<x>".repeat(300_000));
    assert_eq!(refused(&endless, &Limits::default()), ("depth", 48));
}

#[test]
fn known_structures_count_towards_the_depth() {
    let text = write(&messages::all()[0]);
    assert_eq!(refused(&text, &Limits { depth: 5, ..Limits::default() }), ("depth", 5));
}

#[test]
fn a_tag_may_have_64_attributes() {
    let tag = |count: usize| {
        let attributes: String = (0..count).map(|index| format!(" a{index}=\"\"")).collect();
        poll(&format!("<x{attributes}/>"))
    };
    assert!(accepted(&tag(64), &Limits::default()));
    assert_eq!(refused(&tag(65), &Limits::default()), ("attributes", 64));
    assert_eq!(refused(&tag(20_000), &Limits::default()), ("attributes", 64));
}

#[test]
fn a_tag_may_declare_32_namespaces() {
    let tag = |count: usize| {
        let declarations: String = (0..count).map(|index| format!(" xmlns:p{index}=\"urn:p\"")).collect();
        poll(&format!("<x{declarations}/>"))
    };
    assert!(accepted(&tag(32), &Limits::default()));
    assert_eq!(refused(&tag(33), &Limits::default()), ("namespaces", 32));
}

#[test]
fn a_message_may_have_50_000_elements() {
    let items = |count: usize| poll(&"<x/>".repeat(count));
    assert!(accepted(&items(49_996), &Limits::default()));
    assert_eq!(refused(&items(49_997), &Limits::default()), ("items", 50_000));
}

#[test]
fn a_text_may_have_8_kib() {
    let named = |length: usize| poll("").replace(">ven1<", &format!(">{}<", "v".repeat(length)));
    assert!(accepted(&named(8192), &Limits::default()));
    assert_eq!(refused(&named(8193), &Limits::default()), ("text", 8192));
    let attribute = |length: usize| poll(&format!("<x a=\"{}\"/>", "v".repeat(length)));
    assert!(accepted(&attribute(8192), &Limits::default()));
    assert_eq!(refused(&attribute(8193), &Limits::default()), ("text", 8192));
}

#[test]
fn a_signature_counts_too() {
    let signature = |inner: &str| {
        let signature = format!("<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">{inner}</s:Signature>");
        poll("").replace("<oadr:oadrSignedObject", &format!("{signature}<oadr:oadrSignedObject"))
    };
    assert!(accepted(&signature(&"A".repeat(20_000)), &Limits::default()));
    assert_eq!(refused(&signature(&"<x/>".repeat(50_000)), &Limits::default()), ("items", 50_000));
    assert_eq!(refused(&signature(&"<x>".repeat(60)), &Limits::default()), ("depth", 48));
}
