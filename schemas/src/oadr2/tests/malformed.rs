//! Input that is not a message.

use super::*;

#[test]
fn a_doctype_is_refused() {
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{}", poll(""));
    assert_eq!(error(&bomb), DecodeError::Doctype);
    assert_eq!(error(&format!("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">{}", poll(""))), DecodeError::Doctype);
    assert_eq!(error(&poll("<!DOCTYPE x>")), DecodeError::Doctype);
    assert_eq!(error(&format!("{}<!DOCTYPE x>", poll(""))), DecodeError::Doctype);
}

#[test]
fn references_are_resolved_and_others_refused() {
    let named = |text: &str| read(&poll("").replace(">ven1<", &format!(">{text}<")));
    let Message::Poll(found) = named("a<!-- no --><![CDATA[ < ]]>&#98;&amp;").unwrap().message else { panic!() };
    assert_eq!(found.ven_id, "a < b&");
    for wrong in ["&seven;", "&#1;", "&#xFFFE;", "&", "\u{1}"] {
        assert!(matches!(named(wrong), Err(DecodeError::Syntax { .. })), "{wrong}");
    }
}

#[test]
fn a_message_that_ends_early_is_refused_wherever_it_ends() {
    let bytes = encode(&messages::all()[0]);
    for end in 0..bytes.len() {
        assert!(decode(&bytes[..end], &Limits::default()).is_err(), "cut at {end}");
    }
}

#[test]
fn a_message_with_a_damaged_byte_never_panics() {
    let bytes = encode(&messages::all()[0]);
    for at in 0..bytes.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b' ', b':', 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            let _ = decode(&damaged, &Limits::default());
        }
    }
}

#[test]
fn other_encodings_are_refused() {
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{}", poll(""));
    assert!(read(&declared("utf-8")).is_ok());
    assert_eq!(error(&declared("UTF-16")), DecodeError::Encoding);
    assert_eq!(error(&declared("ISO-8859-1")), DecodeError::Encoding);
    assert_eq!(decode(b"<a>\xFF</a>", &Limits::default()), Err(DecodeError::Encoding));
}

#[test]
fn a_field_that_is_there_twice_is_refused() {
    let twice = poll("<ei:venID>v</ei:venID>");
    assert_eq!(error(&twice), DecodeError::Repeated { element: "oadrPollType", field: "venID" });
    let attribute = poll("").replace("ei:schemaVersion", "ei:schemaVersion=\"2.0a\" ei:schemaVersion");
    assert!(matches!(error(&attribute), DecodeError::Syntax { .. }));
}

#[test]
fn a_field_that_is_absent_is_named() {
    let text = poll("").replace("<ei:venID>ven1</ei:venID>", "");
    assert_eq!(error(&text), DecodeError::Missing { element: "oadrPollType", field: "venID" });
    let text = write(&messages::all()[0]);
    let start = text.find("<ei:signalPayload>").unwrap();
    let end = text.find("</ei:signalPayload>").unwrap() + "</ei:signalPayload>".len();
    let without = format!("{}{}", &text[..start], &text[end..]);
    assert_eq!(error(&without), DecodeError::Missing { element: "IntervalType", field: "streamPayloadBase" });
}

#[test]
fn values_outside_their_type_are_named_with_it() {
    let text = write(&messages::all()[0]);
    let cases = [
        ("<ei:eventStatus>far<", "<ei:eventStatus>farther<", "eventStatus"),
        ("<ei:modificationNumber>0<", "<ei:modificationNumber>-1<", "modificationNumber"),
        ("<ei:modificationNumber>0<", "<ei:modificationNumber>4294967296<", "modificationNumber"),
        ("<xcal:duration>PT1H<", "<xcal:duration>1 h<", "duration"),
        ("<xcal:date-time>2026-11-25T17:00:00Z<", "<xcal:date-time>2026-11-25T17:00:00<", "date-time"),
        ("<ei:value>2<", "<ei:value>NaN<", "value"),
        ("<ei:value>2<", "<ei:value>1e39<", "value"),
        ("<ei:value>2<", "<ei:value>inf<", "value"),
        ("<ei:signalType>level<", "<ei:signalType>x-own<", "signalType"),
        ("<oadr:oadrResponseRequired>always<", "<oadr:oadrResponseRequired>often<", "oadrResponseRequired"),
    ];
    for (right, wrong, name) in cases {
        assert!(text.contains(right), "{right}: {text}");
        let found = error(&text.replace(right, wrong));
        assert!(matches!(found, DecodeError::Value { field, .. } if field == name), "{wrong}: {found}");
    }
}

#[test]
fn what_is_fixed_must_be_so() {
    let text = write(&messages::all()[0]);
    let right = "<power:itemDescription>RealPower</power:itemDescription>";
    assert!(text.contains(right), "{text}");
    let found = error(&text.replace(right, "<power:itemDescription>Power</power:itemDescription>"));
    assert!(matches!(found, DecodeError::Value { field: "itemDescription", expected: "RealPower", .. }), "{found}");
    // An empty element stands for what is fixed.
    assert!(read(&text.replace(right, "<power:itemDescription/>")).is_ok());
    assert!(matches!(error(&text.replace(right, "")), DecodeError::Missing { field: "itemDescription", .. }));
}

#[test]
fn stray_text_and_a_second_root_are_refused() {
    assert_eq!(error(&poll("5")), DecodeError::StrayText { element: "oadrPollType" });
    for text in [format!("{}<x/>", poll("")), format!("{}x", poll("")), format!("x{}", poll(""))] {
        assert!(matches!(error(&text), DecodeError::Syntax { .. }), "{text}");
    }
    assert!(read(&format!(" {}\n<!-- end --> ", poll(""))).is_ok());
}

#[test]
fn malformed_tags_are_refused() {
    for tag in [
        "<x a/>",
        "<x a=/>",
        "<x a=b/>",
        "<x a=\"b/>",
        "<x a=\"b\"c=\"d\"/>",
        "<x =\"b\"/>",
        "<x a=\"&y;\"/>",
        "<x a=\"<\"/>",
        "<x a=\"1\" a=\"2\"/>",
        "<x></y>",
        "<x",
        "<!-- -- -->",
    ] {
        assert!(read(&poll(tag)).is_err(), "{tag}");
    }
}

#[test]
fn control_characters_are_replaced_on_the_way_out() {
    let message = Message::from(OadrPoll { ven_id: "a\0b".to_owned(), ..OadrPoll::default() });
    assert!(write(&message).contains(">a\u{FFFD}b<"));
}
