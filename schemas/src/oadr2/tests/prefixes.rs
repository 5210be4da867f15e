//! Prefixes and namespaces: by URI, never by prefix.

use super::*;

fn distribute() -> String {
    write(&messages::all()[0])
}

#[test]
fn any_prefix_will_do() {
    let plain = distribute();
    let mut text = plain.clone();
    for (index, ns) in Ns::ALL.iter().enumerate() {
        let (from, to) = (ns.prefix(), format!("ns{index}"));
        for (before, after) in [("<", ":"), ("</", ":"), (" ", ":"), ("xmlns:", "=")] {
            text = text.replace(&format!("{before}{from}{after}"), &format!("{before}{to}{after}"));
        }
    }
    assert!(!text.contains("<oadr:") && text.contains("<ns0:oadrPayload"), "{text}");
    assert_eq!(read(&text).unwrap().message, read(&plain).unwrap().message);
}

/// Some peers leave xmldsig the default namespace, and name ours where they use it.
#[test]
fn the_default_namespace_may_be_another_standard_s() {
    let text =
        poll("").replace("<oadr:oadrPayload ", "<oadr:oadrPayload xmlns=\"http://www.w3.org/2000/09/xmldsig#\" ");
    let text = text.replace("<oadr:oadrSignedObject", "<Signature><SignedInfo/></Signature><oadr:oadrSignedObject");
    let found = read(&text).unwrap();
    assert_eq!(&text[found.signature.unwrap()], "<Signature><SignedInfo/></Signature>");
    let inner = format!("<venID xmlns=\"{}\">ven1</venID>", Ns::Ei.uri());
    let local = text.replace("<ei:venID>ven1</ei:venID>", &inner);
    assert_eq!(read(&local).unwrap().message, found.message);
}

#[test]
fn a_name_counts_only_in_its_namespace() {
    let text = poll("");
    let missing = DecodeError::Missing { element: "oadrPollType", field: "venID" };
    assert_eq!(error(&text.replace("ei:venID", "oadr:venID")), missing);
    let none = "<venID>ven1</venID>";
    assert_eq!(error(&text.replace("<ei:venID>ven1</ei:venID>", none)), missing);
}

#[test]
fn another_edition_s_namespace_is_refused_by_name() {
    let old = "http://openadr.org/oadr-2.0a/2012/03";
    let found = error(&poll("").replace(NAMESPACE, old));
    assert_eq!(found, DecodeError::Namespace { element: "oadr:oadrPayload".to_owned(), found: old.to_owned() });
}

#[test]
fn a_prefix_that_nothing_binds_is_refused() {
    assert!(matches!(error(&poll("<w:x/>")), DecodeError::Namespace { .. }));
    assert!(matches!(error(&poll("<x w:a=\"\"/>")), DecodeError::Namespace { .. }));
    // A binding ends with its element.
    assert!(matches!(error(&poll("<w:x xmlns:w=\"urn:w\"/><w:y/>")), DecodeError::Namespace { .. }));
    assert!(matches!(error(&poll("<x xmlns:w=\"\"/>")), DecodeError::Syntax { .. }));
}

/// [design r10]
#[test]
fn r10_what_2_0b_does_not_know_is_passed_over() {
    let more = "<vendor xmlns=\"urn:v\" a=\"1\"><ei:venID>other</ei:venID>text</vendor><ei:newer/>";
    let text = poll(more).replace("<ei:venID>", "<ei:venID xml:lang=\"en\">");
    assert_eq!(read(&text).unwrap().message, read(&poll("")).unwrap().message);
}

#[test]
fn a_feed_is_kept_as_text_that_stands_for_itself() {
    let feed = "<feed xmlns:e=\"urn:e\"><e:a/><g:b g:c='1'/></feed>";
    let outer = format!("<oadr:oadrPayload xmlns=\"{}\" xmlns:g=\"urn:g&amp;\" xmlns:h=\"urn:h\" ", Ns::Atom.uri());
    let text = write(&messages::with_feed()).replace("<oadr:oadrPayload ", &outer);
    let text = text.replace(Feed::default().as_str(), feed);
    let found = read(&text).unwrap().message;
    let kept = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:g=\"urn:g&amp;\" xmlns:e=\"urn:e\"><e:a/><g:b g:c='1'/></feed>";
    let again = write(&found);
    assert!(again.contains(kept), "{again}");
    assert_eq!(read(&again).unwrap().message, found);
    assert_eq!(Feed::parse(kept, &Limits::default()).unwrap().as_str(), kept);
    assert!(Feed::parse("<feed/>", &Limits::default()).is_err());
}
