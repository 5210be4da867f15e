//! Canonical forms, worked out by hand from the two texts.

use crate::notary::Scribe;
use std::time::Instant;
use tieline_certs::xmldsig::{BYTES_MAX, Canonicalization, XmlError, canonicalize, canonicalize_id};

fn inclusive(document: &str) -> String {
    String::from_utf8(canonicalize(document.as_bytes(), &Canonicalization::inclusive()).unwrap()).unwrap()
}

fn exclusive(document: &str) -> String {
    String::from_utf8(canonicalize(document.as_bytes(), &Canonicalization::exclusive()).unwrap()).unwrap()
}

fn part(document: &str, form: &Canonicalization) -> String {
    String::from_utf8(canonicalize_id(document.as_bytes(), "part", form).unwrap()).unwrap()
}

fn refused(document: &str) -> XmlError {
    canonicalize(document.as_bytes(), &Canonicalization::inclusive()).unwrap_err()
}

/// [C14N §2.3: by namespace, then by name; declarations by prefix]
#[test]
fn attributes_and_declarations_have_one_order() {
    let document = "<e xmlns:z='urn:1' xmlns='urn:0' xmlns:a='urn:2' b='1' a:x='2' a='3' z:x='4' />";
    let wanted = "<e xmlns=\"urn:0\" xmlns:a=\"urn:2\" xmlns:z=\"urn:1\" a=\"3\" b=\"1\" z:x=\"4\" a:x=\"2\"></e>";
    assert_eq!(inclusive(document), wanted);
    assert_eq!(exclusive(document), wanted);
}

/// [C14N §2.3: only what differs from the output's nearest ancestor]
#[test]
fn declarations_are_not_repeated_but_a_default_is_taken_back() {
    let document = "<a xmlns='urn:1' xmlns:p='urn:p'><b xmlns='urn:1' xmlns:p='urn:p'><c xmlns=''><d xmlns=''/></c></b>\
                    <p:e xmlns:p='urn:q'><p:f xmlns:p='urn:p'/></p:e></a>";
    let wanted = "<a xmlns=\"urn:1\" xmlns:p=\"urn:p\"><b><c xmlns=\"\"><d></d></c></b>\
                  <p:e xmlns:p=\"urn:q\"><p:f xmlns:p=\"urn:p\"></p:f></p:e></a>";
    assert_eq!(inclusive(document), wanted);
    assert_eq!(inclusive("<a xmlns=''><b xmlns=''/></a>"), "<a><b></b></a>");
}

/// [EXC-C14N §3: declared where it is used, again at each sibling]
#[test]
fn the_exclusive_form_declares_where_names_use_it() {
    let document = "<r xmlns='urn:d' xmlns:p='urn:p' xmlns:u='urn:u'><p:a/><p:a p:x='1'><b p:y='2'/></p:a></r>";
    let wanted = "<r xmlns=\"urn:d\"><p:a xmlns:p=\"urn:p\"></p:a>\
                  <p:a xmlns:p=\"urn:p\" p:x=\"1\"><b p:y=\"2\"></b></p:a></r>";
    assert_eq!(exclusive(document), wanted);
    let back = "<p:r xmlns:p='urn:p' xmlns='urn:d'><a><b xmlns=''/></a><c xmlns=''/></p:r>";
    let wanted = "<p:r xmlns:p=\"urn:p\"><a xmlns=\"urn:d\"><b xmlns=\"\"></b></a><c></c></p:r>";
    assert_eq!(exclusive(back), wanted);
}

/// [C14N §2.4; EXC-C14N §3]
#[test]
fn an_element_in_its_place_takes_its_context_along_or_leaves_it() {
    let document = "<r xmlns='urn:d' xmlns:p='urn:p' xmlns:u='urn:u' xml:lang='en' xml:space='preserve'>\
                    <s xmlns:u='urn:v' xml:lang='de'><p:x Id='part' xml:space='default'><q/></p:x></s></r>";
    let wanted = "<p:x xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:u=\"urn:v\" Id=\"part\" xml:lang=\"de\" \
                  xml:space=\"default\"><q></q></p:x>";
    assert_eq!(part(document, &Canonicalization::inclusive()), wanted);
    let wanted = "<p:x xmlns:p=\"urn:p\" Id=\"part\" xml:space=\"default\"><q xmlns=\"urn:d\"></q></p:x>";
    assert_eq!(part(document, &Canonicalization::exclusive()), wanted);
}

/// [EXC-C14N §3: InclusiveNamespaces PrefixList]
#[test]
fn listed_prefixes_are_declared_though_no_name_uses_them() {
    let document = "<r xmlns='urn:d' xmlns:u='urn:u' xmlns:v='urn:v'><p:x xmlns:p='urn:p' Id='part'><y xmlns:v='urn:w'/>\
                    </p:x></r>";
    let form = Canonicalization::exclusive().with_prefixes(" v #default none ").unwrap();
    let wanted = "<p:x xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:v=\"urn:v\" Id=\"part\"><y xmlns:v=\"urn:w\"></y></p:x>";
    assert_eq!(part(document, &form), wanted);
    assert!(Canonicalization::exclusive().with_prefixes("a b:c").is_err());
    assert!(Canonicalization::exclusive().with_prefixes(&"p ".repeat(33)).is_err());
    assert!(Canonicalization::inclusive().with_prefixes("a").is_err());
}

/// [C14N §2.3; XML §2.11, §3.3.3]
#[test]
fn text_and_values_have_one_spelling() {
    let document = "<a b='&lt;&gt;\"&apos;&amp;&#9;&#10;&#13; \r\n\t'>x\r\ny\rz&#13;<![CDATA[<&>]]]]>&gt;\"'&#65;</a>";
    let wanted = "<a b=\"&lt;>&quot;'&amp;&#x9;&#xA;&#xD;   \">x\ny\nz&#xD;&lt;&amp;&gt;]]&gt;\"'A</a>";
    assert_eq!(inclusive(document), wanted);
    assert_eq!(inclusive("\u{FEFF}<a>€\u{1F600}</a>"), "<a>€\u{1F600}</a>");
}

/// [C14N §2.3: instructions stay, comments only where asked for, each outside of the root on its own line]
#[test]
fn comments_go_and_instructions_stay() {
    let document = "<?xml version='1.0'?>\n<?p  data ?>\n<!--one--><a>b<!-- two -->c<?q?></a> <!--three--><?r?>\n";
    assert_eq!(inclusive(document), "<?p data ?>\n<a>bc<?q?></a>\n<?r?>");
    let with = canonicalize(document.as_bytes(), &Canonicalization::inclusive().with_comments()).unwrap();
    let wanted = "<?p data ?>\n<!--one-->\n<a>b<!-- two -->c<?q?></a>\n<!--three-->\n<?r?>";
    assert_eq!(String::from_utf8(with).unwrap(), wanted);
}

/// [C14N §1.3; XML §2.1; XML-NAMES §3, §6.3]
#[test]
fn what_has_no_canonical_form_is_refused() {
    assert_eq!(refused("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"), XmlError::DocType);
    assert!(matches!(refused("<a>&e;</a>"), XmlError::Reference { .. }));
    assert!(matches!(refused("<a b='&e;'/>"), XmlError::Reference { .. }));
    assert!(matches!(refused("<a xmlns:p='relative'/>"), XmlError::Namespace { .. }));
    assert!(matches!(refused("<p:a/>"), XmlError::Prefix { .. }));
    assert!(matches!(refused("<a b='1' b='2'/>"), XmlError::DuplicateAttribute { .. }));
    assert!(matches!(refused("<a xmlns:p='urn:1' xmlns:p='urn:1'/>"), XmlError::DuplicateAttribute { .. }));
    let twice = "<a xmlns:p='urn:1' xmlns:q='urn:1' p:b='1' q:b='2'/>";
    assert!(matches!(refused(twice), XmlError::DuplicateAttribute { .. }));
    for document in ["<a/><b/>", "<a/>x", "x<a/>", "<a/><![CDATA[]]>", "&amp;<a/>"] {
        assert_eq!(refused(document), XmlError::Outside, "{document}");
    }
    for document in ["<a>]]></a>", "<a></b>", "<a b=1/>", "<a><!-- -- --></a>", "<a b='1'c='2'/>", "<a/></a>"] {
        assert!(matches!(refused(document), XmlError::Syntax { .. }), "{document}");
    }
    for document in ["<a><?xml version='1.0'?></a>", " <?xml version='1.0'?><a/>", "<?xml version='1.1'?><a/>"] {
        assert!(matches!(refused(document), XmlError::Syntax { .. }), "{document}");
    }
    for said in
        ["", " encoding='utf-8'", " version='1.0' standalone='maybe'", " version='1.0' other=''", " version='1.0'?"]
    {
        assert!(matches!(refused(&format!("<?xml{said}?><a/>")), XmlError::Syntax { .. }), "{said}");
    }
    assert_eq!(inclusive("<?xml version='1.0' encoding=\"UTF-8\" standalone = 'yes' ?><a/>"), "<a></a>");
    for document in ["", " ", "<!-- -->"] {
        assert_eq!(refused(document), XmlError::Root, "{document}");
    }
    assert_eq!(refused("<a><b/>"), XmlError::Truncated);
    assert_eq!(refused("<?xml version='1.0' encoding='latin1'?><a/>"), XmlError::Encoding);
    assert!(matches!(refused("<a>\u{1}</a>"), XmlError::Character { code: 1 }));
    assert!(matches!(refused("<1/>"), XmlError::Name { .. }));
    assert!(canonicalize(b"<a>\xFF</a>", &Canonicalization::inclusive()).is_err());
}

/// [design r7]
#[test]
fn every_bound_holds() {
    let is_bound = |document: &str| matches!(refused(document), XmlError::Bound { .. });
    assert!(is_bound(&format!("<a>{}</a>", "x".repeat(BYTES_MAX))));
    assert!(is_bound(&("<a>".repeat(33) + &"</a>".repeat(33))));
    assert!(is_bound(&format!("<a>{}</a>", "<b/>".repeat(50_000))));
    let attributes: String = (0..65).map(|i| format!(" a{i}=''")).collect();
    assert!(is_bound(&format!("<a{attributes}/>")));
    let declared = |from: u32| -> String { (from..from + 40).map(|i| format!(" xmlns:p{i}='urn:x'")).collect() };
    assert!(is_bound(&format!("<a{}><b{}/></a>", declared(0), declared(40))));
    // Small documents with a large form: the same long namespace declared again at each sibling.
    let long = "x".repeat(1_000);
    let wide = format!("<r xmlns:p='urn:{long}'>{}</r>", "<p:a/>".repeat(10_000));
    assert!(matches!(
        canonicalize(wide.as_bytes(), &Canonicalization::exclusive()),
        Err(XmlError::Bound { what: "bytes of the canonical form", .. })
    ));
}

/// The costliest documents that the bounds let through, in either form [design r7].
#[test]
fn the_largest_documents_are_quick() {
    let fill = |open: &str, one: &str, close: &str| {
        let count = ((BYTES_MAX - open.len() - close.len()) / one.len()).min(49_000);
        format!("{open}{}{close}", one.repeat(count))
    };
    let declared: String = (0..60).map(|i| format!(" xmlns:p{i}='urn:{i}'")).collect();
    let used: String = (0..60).map(|i| format!(" p{i}:a='&lt;'")).collect();
    let nested = "<p0:a p1:b=''>".repeat(30);
    for document in [
        fill(&format!("<r{declared}>"), "<p0:a p59:b=''/>", "</r>"),
        fill(&format!("<r{declared}>"), &format!("<a{used}/>"), "</r>"),
        fill("<r>", "<a xmlns:p='urn:p' xmlns:q='urn:q' p:a='' q:a=''/>", "</r>"),
        fill(&format!("<r{declared}>{nested}"), "<p2:a p3:b='\t'/>", &("</p0:a>".repeat(30) + "</r>")),
        fill("<r>", "<!--\r-->a text between two comments, \r\r and on ", "</r>"),
        format!("<r>{}</r>", "&lt;".repeat(BYTES_MAX / 4 - 4)),
        format!("<r a='{}'/>", "\"".repeat(BYTES_MAX - 16)),
    ] {
        let begun = Instant::now();
        for form in [Canonicalization::inclusive(), Canonicalization::exclusive()] {
            match canonicalize(document.as_bytes(), &form) {
                Ok(_) | Err(XmlError::Bound { what: "bytes of the canonical form", .. }) => {}
                Err(error) => panic!("{error}: {}", &document[..80]),
            }
        }
        let spent = begun.elapsed();
        assert!(cfg!(debug_assertions) || spent.as_secs() < 2, "{spent:?}: {}", &document[..80]);
    }
}

/// A canonical form is its own canonical form, and the exclusive form of the inclusive one is the exclusive form.
#[test]
fn canonical_forms_of_random_documents_stand_still() {
    for seed in 0..2_000 {
        let document = Scribe::document(seed);
        let whole = inclusive(&document);
        assert_eq!(inclusive(&whole), whole, "seed {seed}: {document}");
        let lean = exclusive(&document);
        assert_eq!(exclusive(&lean), lean, "seed {seed}: {document}");
        assert_eq!(exclusive(&whole), lean, "seed {seed}: {document}");
        let part_lean = part(&document, &Canonicalization::exclusive());
        assert_eq!(exclusive(&part_lean), part_lean, "seed {seed}: {document}");
    }
}
