//! Each bound with an input just above it [2030.5 is silent on bounds; these are ours].

use super::*;

/// The bound that refuses `text`, and its value.
fn refused(text: &str, limits: &Limits) -> (&'static str, usize) {
    match decode(text.as_bytes(), limits) {
        Err(DecodeError::Bound { bound, limit, .. }) => (bound, limit),
        other => panic!("{other:?}"),
    }
}

fn nested(depth: usize) -> String {
    time(&format!("{}{}", "<x>".repeat(depth), "</x>".repeat(depth)))
}

#[test]
fn a_message_may_have_as_many_bytes_as_the_limit() {
    let text = time("");
    let exact = Limits { bytes: text.len(), ..Limits::default() };
    assert!(decode(text.as_bytes(), &exact).is_ok());
    let less = Limits { bytes: text.len() - 1, ..Limits::default() };
    assert_eq!(refused(&text, &less), ("bytes", text.len() - 1));
}

#[test]
fn elements_may_be_32_deep() {
    assert!(decode(nested(31).as_bytes(), &Limits::default()).is_ok());
    assert_eq!(refused(&nested(32), &Limits::default()), ("depth", 32));
}

#[test]
fn nesting_without_end_is_refused_at_once() {
    let endless = format!("<Time xmlns=\"{NAMESPACE}\">{}", "<x>".repeat(80_000));
    assert_eq!(refused(&endless, &Limits::default()), ("depth", 32));
}

#[test]
fn known_structures_count_towards_the_depth() {
    let limits = Limits { depth: 3, ..Limits::default() };
    let text = String::from_utf8(encode(&list(1))).unwrap();
    assert_eq!(refused(&text, &limits), ("depth", 3));
}

#[test]
fn a_tag_may_have_64_attributes() {
    let tag = |count: usize| {
        let attributes: String = (0..count).map(|index| format!(" a{index}=\"\"")).collect();
        time(&format!("<x{attributes}/>"))
    };
    assert!(decode(tag(64).as_bytes(), &Limits::default()).is_ok());
    assert_eq!(refused(&tag(65), &Limits::default()), ("attributes", 64));
    assert_eq!(refused(&tag(20_000), &Limits::default()), ("attributes", 64));
}

#[test]
fn a_tag_may_declare_32_namespaces() {
    let tag = |count: usize| {
        let declarations: String = (0..count).map(|index| format!(" xmlns:p{index}=\"urn:p\"")).collect();
        time(&format!("<x{declarations}/>"))
    };
    assert!(decode(tag(32).as_bytes(), &Limits::default()).is_ok());
    assert_eq!(refused(&tag(33), &Limits::default()), ("namespaces", 32));
}

#[test]
fn a_message_may_have_as_many_elements_as_the_limit() {
    let limits = Limits { items: 20, ..Limits::default() };
    // The root and its six fields count too.
    assert!(decode(time(&"<x/>".repeat(13)).as_bytes(), &limits).is_ok());
    assert_eq!(refused(&time(&"<x/>".repeat(14)), &limits), ("items", 20));
}

#[test]
fn a_text_may_be_as_long_as_the_limit() {
    let limits = Limits { text: 100, ..Limits::default() };
    let head = format!("<DERCurveLink xmlns=\"{NAMESPACE}\" href=");
    let link = |length: usize| format!("{head}\"{}\"/>", "a".repeat(length));
    assert!(decode(link(100).as_bytes(), &limits).is_ok());
    assert_eq!(refused(&link(101), &limits), ("text", 100));
    let file =
        |length: usize| format!("<Time xmlns=\"{NAMESPACE}\"><currentTime>{}</currentTime></Time>", "1".repeat(length));
    assert_eq!(refused(&file(101), &limits), ("text", 100));
}

#[test]
fn a_string_is_counted_in_characters() {
    let text =
        |description: &str| String::from_utf8(encode(&list(1))).unwrap().replace("a &lt; b &amp; \"c\"", description);
    assert!(read::<DERControlList>(&text(&"é".repeat(32))).is_ok());
    let found = read::<DERControlList>(&text(&"é".repeat(33)));
    assert!(matches!(found, Err(DecodeError::Value { field: "description", .. })), "{found:?}");
}

#[test]
fn a_curve_has_at_most_ten_points() {
    let curve = |points: usize| {
        let sent = DERCurve { curve_data: vec![CurveData::default(); points], ..DERCurve::default() };
        String::from_utf8(encode(&sent)).unwrap()
    };
    assert!(read::<DERCurve>(&curve(10)).is_ok());
    let repeated = DecodeError::Repeated { element: "DERCurve", field: "CurveData" };
    assert_eq!(read::<DERCurve>(&curve(11)), Err(repeated));
    let missing = DecodeError::Missing { element: "DERCurve", field: "CurveData" };
    assert_eq!(read::<DERCurve>(&curve(0)), Err(missing));
}

#[test]
fn integers_end_where_their_type_ends() {
    let power = |multiplier: &str, value: &str| {
        read::<ActivePower>(&format!(
            "<ActivePower xmlns=\"{NAMESPACE}\"><multiplier>{multiplier}</multiplier><value>{value}</value></ActivePower>"
        ))
    };
    assert_eq!(power("-128", "32767"), Ok(ActivePower { multiplier: -128, value: 32767 }));
    assert_eq!(power(" +3\n", "-32768"), Ok(ActivePower { multiplier: 3, value: -32768 }));
    for (multiplier, value) in [("128", "0"), ("0", "32768"), ("0", "-32769"), ("0", "1.5"), ("0", ""), ("0", "1e3")] {
        assert!(matches!(power(multiplier, value), Err(DecodeError::Value { .. })), "{multiplier} {value}");
    }
    assert_eq!(UInt40::new(1 << 40), None);
    assert_eq!(UInt48::new(1 << 48), None);
    assert_eq!(Int48::new(1 << 47), None);
    assert_eq!(Int48::new(-(1 << 47)), Some(Int48::MIN));
}

#[test]
fn hexadecimal_digits_are_right_aligned_and_counted() {
    let bits = |digits: &str| {
        let text = format!("<DeviceCategoryType xmlns=\"{NAMESPACE}\">{digits}</DeviceCategoryType>");
        decode(text.as_bytes(), &Limits::default())
    };
    assert_eq!(bits("1"), Ok(Document::DeviceCategoryType(HexBinary32(1))));
    assert_eq!(bits("0000000a"), Ok(Document::DeviceCategoryType(HexBinary32(10))));
    assert!(bits("123456789").is_err() && bits("xy").is_err());
    for (number, digits) in [(0, "00"), (3, "03"), (0x0C00, "0C00"), (0x0001_0000, "010000"), (u32::MAX, "FFFFFFFF")] {
        let capability = DERCapability { modes_supported: HexBinary32(number), ..Default::default() };
        let written = write(&capability, Edition::Y2018, None);
        assert!(written.contains(&format!("<modesSupported>{digits}<")), "{number:#x} is {written}");
    }
}
