//! Prefixes, namespaces, `xsi:type`.

use super::*;

fn error(text: &str) -> DecodeError {
    decode(text.as_bytes(), &Limits::default()).expect_err(text)
}

#[test]
fn any_prefix_will_do() {
    let plain = time("");
    let prefixed =
        plain.replace("xmlns=", "xmlns:s=").replace("</", "\u{1}").replace('<', "<s:").replace('\u{1}', "</s:");
    assert_eq!(read::<Time>(&prefixed), read::<Time>(&plain));
}

#[test]
fn another_namespace_or_none_is_refused() {
    let other = DecodeError::Namespace { element: "Time".to_owned(), found: "urn:other".to_owned() };
    assert_eq!(error(&time("").replace(NAMESPACE, "urn:other")), other);
    let none = DecodeError::Namespace { element: "Time".to_owned(), found: String::new() };
    assert_eq!(error(&time("").replace(&format!(" xmlns=\"{NAMESPACE}\""), "")), none);
    assert!(matches!(error(&time("<s:x/>")), DecodeError::Namespace { .. }));
}

/// [2030.5 extension] [design r10]
#[test]
fn r10_what_is_not_known_is_passed_over() {
    let more = "<vendor><Time><quality>9</quality></Time></vendor><v:quality xmlns:v=\"urn:v\">9</v:quality>";
    let text = time(more).replace("<Time ", "<Time v=\"1\" xmlns:w=\"urn:w\" w:href=\"/no\" ");
    assert_eq!(read::<Time>(&text), read::<Time>(&time("")));
}

#[test]
fn a_binding_ends_with_its_element() {
    let inner = "<v xmlns=\"urn:v\"><quality/></v>";
    let text = time("").replace("<quality>", &format!("{inner}<quality>"));
    assert_eq!(read::<Time>(&text), read::<Time>(&time("")));
}

#[test]
fn an_extension_element_counts_only_in_its_namespace() {
    let text = String::from_utf8(encode(&control())).unwrap();
    let plain = text.replace("csipaus:opMod", "opMod");
    assert_eq!(read::<DERControl>(&plain).unwrap().der_control_base.op_mod_exp_lim_w, None);
    for uri in ["https://csipaus.org/ns/v1.3-beta/storage", "https://csipaus.org/ns/v1.3"] {
        assert_eq!(read::<DERControl>(&text.replace(NAMESPACE_CSIP_AUS, uri)), Ok(control()));
    }
    let foreign = text.replace(NAMESPACE_CSIP_AUS, "https://csipaus.org/nsx");
    assert_eq!(read::<DERControl>(&foreign).unwrap().der_control_base.op_mod_exp_lim_w, None);
}

#[test]
fn a_root_that_no_edition_declares_is_refused() {
    let root = |name: &str| error(&format!("<{name} xmlns=\"{NAMESPACE}\"/>"));
    assert_eq!(root("Nonsense"), DecodeError::UnknownRoot("Nonsense".to_owned()));
    // A type of 2023 that is no global element.
    assert_eq!(root("ExternalDevice"), DecodeError::UnknownRoot("ExternalDevice".to_owned()));
}

#[test]
fn the_connection_point_has_its_own_namespace() {
    let sent = ConnectionPointType { connection_point_id: "4000".to_owned(), ..ConnectionPointType::default() };
    let text = String::from_utf8(encode(&sent)).unwrap();
    assert!(text.starts_with("<csipaus:ConnectionPoint xmlns="), "{text}");
    assert_eq!(read(&text), Ok(sent));
    assert!(matches!(
        error(&text.replace("csipaus:ConnectionPoint", "ConnectionPoint")),
        DecodeError::Namespace { .. }
    ));
}

fn notification(attributes: &str) -> Result<Notification, DecodeError> {
    read(&format!(
        "<Notification xmlns=\"{NAMESPACE}\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:s=\"{NAMESPACE}\">\
         <subscribedResource>/a</subscribedResource><Resource {attributes} href=\"/a\"/><status>0</status>\
         <subscriptionURI>/s</subscriptionURI></Notification>"
    ))
}

#[test]
fn xsi_type_must_name_a_derived_type() {
    let resource = |attributes: &str| notification(attributes).map(|found| found.resource.unwrap().root_name());
    assert_eq!(resource(""), Ok("Resource"));
    assert_eq!(resource("i:type=\"DERList\" all=\"0\" results=\"0\""), Ok("DERList"));
    assert_eq!(resource("i:type=\"s:DERList\" all=\"0\" results=\"0\""), Ok("DERList"));
    assert_eq!(resource("type=\"DERList\""), Ok("Resource"));
    for wrong in ["DERCurveLink", "Nonsense", "i:DERList", "x:DERList", "PerCent", ""] {
        let found = resource(&format!("i:type=\"{wrong}\""));
        assert!(matches!(found, Err(DecodeError::Type { declared: "Resource", .. })), "{wrong}: {found:?}");
    }
}
