//! Input that is not a message.

use super::*;

fn error(text: &str) -> DecodeError {
    decode(text.as_bytes(), &Limits::default()).expect_err(text)
}

#[test]
fn a_doctype_is_refused() {
    let bomb = format!("<!DOCTYPE Time [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{}", time(""));
    assert_eq!(error(&bomb), DecodeError::Doctype);
    assert_eq!(error(&format!("<!DOCTYPE Time SYSTEM \"file:///etc/passwd\">{}", time(""))), DecodeError::Doctype);
    assert_eq!(error(&time("<!DOCTYPE x>")), DecodeError::Doctype);
}

#[test]
fn an_entity_that_xml_does_not_have_is_refused() {
    let text = time("").replace("<quality>7", "<quality>&seven;");
    assert!(matches!(error(&text), DecodeError::Syntax { .. }));
}

#[test]
fn references_within_a_value_are_resolved() {
    let text = time("").replace("<quality>7", "<quality>&#x37;");
    assert_eq!(read::<Time>(&text).unwrap().quality, 7);
    let text = String::from_utf8(encode(&control())).unwrap();
    let parts = text.replace("a &lt; b", "a<!-- no --><![CDATA[ < ]]>&#98;");
    assert_eq!(read::<DERControl>(&parts), Ok(control()));
}

#[test]
fn a_message_that_ends_early_is_refused_wherever_it_ends() {
    let bytes = encode(&control());
    for end in 0..bytes.len() {
        assert!(decode(&bytes[..end], &Limits::default()).is_err(), "cut at {end}");
    }
}

#[test]
fn a_message_with_a_damaged_byte_never_panics() {
    let bytes = encode(&control());
    for at in 0..bytes.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b' ', 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            let _ = decode(&damaged, &Limits::default());
        }
    }
}

#[test]
fn other_encodings_are_refused() {
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{}", time(""));
    assert!(decode(declared("utf-8").as_bytes(), &Limits::default()).is_ok());
    assert_eq!(error(&declared("UTF-16")), DecodeError::Encoding);
    assert_eq!(error(&declared("ISO-8859-1")), DecodeError::Encoding);
    let wide: Vec<u8> = "\u{FEFF}<Time/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&wide, &Limits::default()), Err(DecodeError::Encoding));
    assert!(decode(format!("\u{FEFF}{}", time("")).as_bytes(), &Limits::default()).is_ok());
}

#[test]
fn a_field_that_is_there_twice_is_refused() {
    let twice = time("<quality>1</quality>");
    assert_eq!(error(&twice), DecodeError::Repeated { element: "Time", field: "quality" });
    let text = format!("<DERCurveLink xmlns=\"{NAMESPACE}\" href=\"/a\" href=\"/b\"/>");
    assert_eq!(error(&text), DecodeError::Repeated { element: "DERCurveLink", field: "href" });
}

#[test]
fn a_field_that_is_absent_is_named() {
    let text = time("").replace("<quality>7</quality>", "");
    assert_eq!(error(&text), DecodeError::Missing { element: "Time", field: "quality" });
    let text = format!("<DERCurveLink xmlns=\"{NAMESPACE}\"/>");
    assert_eq!(error(&text), DecodeError::Missing { element: "DERCurveLink", field: "href" });
    let text = format!("<DERControlList xmlns=\"{NAMESPACE}\" results=\"0\"/>");
    assert_eq!(error(&text), DecodeError::Missing { element: "DERControlList", field: "all" });
}

#[test]
fn a_list_of_readings_may_be_posted_without_its_counts() {
    let text = format!("<MirrorMeterReadingList xmlns=\"{NAMESPACE}\"/>");
    assert!(decode(text.as_bytes(), &Limits::default()).is_ok());
}

#[test]
fn stray_text_and_a_second_root_are_refused() {
    assert_eq!(error(&time("5")), DecodeError::StrayText { element: "Time" });
    assert!(matches!(error(&format!("{}<x/>", time(""))), DecodeError::Syntax { .. }));
    assert!(matches!(error(&format!("{}x", time(""))), DecodeError::Syntax { .. }));
    assert!(matches!(error(&format!("x{}", time(""))), DecodeError::Syntax { .. }));
    assert!(decode(format!(" {}\n<!-- end --> ", time("")).as_bytes(), &Limits::default()).is_ok());
}

#[test]
fn malformed_attributes_are_refused() {
    for attribute in
        ["href", "href=", "href=a", "href=\"a", "href=\"a\"b=\"c\"", "=\"a\"", "href=\"&x;\"", "href=\"<\""]
    {
        let text = format!("<DERCurveLink xmlns=\"{NAMESPACE}\" {attribute}/>");
        assert!(decode(text.as_bytes(), &Limits::default()).is_err(), "{attribute}");
    }
}

#[test]
fn control_characters_are_refused_in_and_replaced_out() {
    let text = String::from_utf8(encode(&control())).unwrap().replace("a &lt; b", "a\u{1}b");
    assert!(matches!(error(&text), DecodeError::Syntax { .. }));
    let sent = DERControl { description: Some("a\0b".to_owned()), ..control() };
    assert!(String::from_utf8(encode(&sent)).unwrap().contains("a\u{FFFD}b"));
}

#[test]
fn a_lying_count_is_no_promise() {
    let text = String::from_utf8(encode(&list(1))).unwrap().replace("results=\"1\"", "results=\"4294967295\"");
    assert_eq!(read::<DERControlList>(&text).unwrap().der_control.len(), 1);
}
