//! Attacks on a message, for either side: documents that a reader must refuse, and signatures that cover something else.

/// What a document is meant to do, and the document.
pub type Forgery = (&'static str, Vec<u8>);

/// The same, where the message was signed.
pub type Wrapping = (&'static str, String);

/// Documents that the reader refuses. `honest` is a message in which `mallory` stands as text; `port` is where somebody
/// listens for readers that fetch what a document names.
pub fn unreadable(honest: &str, port: u16) -> Vec<Forgery> {
    let entity = honest.replacen("mallory", "&x;", 1);
    let typed = |subset: &str, body: &str| format!("<!DOCTYPE p [{subset}]>{body}").into_bytes();
    let lol = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect::<String>();
    let root = |extra: &str| honest.replacen("<oadr:oadrPayload", &format!("<oadr:oadrPayload{extra}"), 1).into_bytes();
    let inside = |extra: &str| {
        honest.replacen("<oadr:oadrSignedObject>", &format!("<oadr:oadrSignedObject>{extra}"), 1).into_bytes()
    };
    let many = |count: usize, one: fn(usize) -> String| (0..count).map(one).collect::<String>();
    vec![
        ("an external entity that names a file", typed("<!ENTITY x SYSTEM \"file:///etc/passwd\">", &entity)),
        (
            "an external entity that names a host",
            typed(&format!("<!ENTITY x SYSTEM \"http://127.0.0.1:{port}/\">"), &entity),
        ),
        (
            "an external subset of parameter entities",
            typed(&format!("<!ENTITY % x SYSTEM \"http://127.0.0.1:{port}/\"> %x;"), honest),
        ),
        ("a document type alone", format!("<!DOCTYPE p>{honest}").into_bytes()),
        ("a document type of an external subset", {
            format!("<!DOCTYPE p SYSTEM \"http://127.0.0.1:{port}/p.dtd\">{honest}").into_bytes()
        }),
        ("a bomb of nested entities", typed(&format!("<!ENTITY l0 \"lol\">{lol}<!ENTITY x \"&l9;\">"), &entity)),
        (
            "a bomb of one long entity, a thousand times",
            typed(&format!("<!ENTITY x \"{}\">", "x".repeat(50_000)), &entity.replace("&x;", &"&x;".repeat(1_000))),
        ),
        ("an entity that nobody declared", entity.clone().into_bytes()),
        ("20,000 attributes on one tag", root(&many(20_000, |n| format!(" a{n}=\"\"")))),
        ("10,000 namespaces on one tag", root(&many(10_000, |n| format!(" xmlns:a{n}=\"u:{n}\"")))),
        ("a depth of 20,000", inside(&("<x>".repeat(20_000) + &"</x>".repeat(20_000)))),
        ("60,000 elements", inside(&"<x/>".repeat(60_000))),
        ("a text of 100,000 bytes", honest.replacen("mallory", &"mallory".repeat(15_000), 1).into_bytes()),
        ("an attribute of 100,000 bytes", {
            let long = format!(" a=\"{}\" ei:schemaVersion", "x".repeat(100_000));
            honest.replacen(" ei:schemaVersion", &long, 1).into_bytes()
        }),
        ("an attribute twice", root(" a=\"\" a=\"\"")),
        (
            "no UTF-8",
            honest
                .replacen("mallory", "\u{1}", 1)
                .into_bytes()
                .into_iter()
                .map(|b| if b == 1 { 0xFF } else { b })
                .collect(),
        ),
        ("UTF-16", honest.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a NUL", honest.replacen("mallory", "mallory\0", 1).into_bytes()),
        ("half of it", honest.as_bytes()[..honest.len() / 2].to_vec()),
        ("two roots", format!("{honest}{honest}").into_bytes()),
        ("two signed objects", {
            let (_, object) = honest.split_once("<oadr:oadrSignedObject>").expect("a signed object");
            honest.replace("</oadr:oadrPayload>", &format!("<oadr:oadrSignedObject>{object}")).into_bytes()
        }),
        ("another namespace", honest.replace("2.0b/2012/07", "2.0c/2099/01").into_bytes()),
        ("JSON", b"{\"mallory\": true}".to_vec()),
        ("nothing", Vec::new()),
    ]
}

/// What a signed message consists of.
struct Parts<'a> {
    open: &'a str,
    signature: String,
    object: &'a str,
}

impl<'a> Parts<'a> {
    fn of(signed: &'a str) -> Self {
        let (open, rest) = signed.split_once("<ds:Signature ").expect("signed");
        let (signature, rest) = rest.split_once("</ds:Signature>").expect("signed");
        let object = rest.strip_suffix("</oadr:oadrPayload>").expect("a payload");
        Self { open, signature: format!("<ds:Signature {signature}</ds:Signature>"), object }
    }
}

/// Eight ways to keep a genuine signature and have another object read; `forged` is the other message, not signed.
pub fn wrappings(signed: &str, forged: &str) -> Vec<Wrapping> {
    let Parts { open, signature, object } = Parts::of(signed);
    let (_, rest) = forged.split_once("<oadr:oadrSignedObject>").expect("a message");
    let inside = rest.strip_suffix("</oadr:oadrPayload>").expect("a message");
    let twin = format!("<oadr:oadrSignedObject oadr:Id=\"oadrSignedObject\">{inside}");
    let forged = format!("<oadr:oadrSignedObject oadr:Id=\"forged\">{inside}");
    let around = forged.replace("</oadr:oadrSignedObject>", &format!("{object}</oadr:oadrSignedObject>"));
    let in_signature = signature.replace("</ds:Signature>", &format!("<ds:Object>{object}</ds:Object></ds:Signature>"));
    let in_property = signature.replace("<dsp:ReplayProtect", &format!("{object}<dsp:ReplayProtect"));
    let end = "</oadr:oadrPayload>";
    vec![
        ("a forged object before the signed one", format!("{open}{signature}{forged}{object}{end}")),
        ("a forged object behind the signed one", format!("{open}{signature}{object}{forged}{end}")),
        ("the signed object moved aside", format!("{open}{signature}<x>{object}</x>{forged}{end}")),
        ("a forged object around the signed one", format!("{open}{signature}{around}{end}")),
        ("the signed object moved into the signature", format!("{open}{in_signature}{forged}{end}")),
        ("the signed object moved into the signed property", format!("{open}{in_property}{forged}{end}")),
        ("another payload around the signed one", format!("{open}{signed}{forged}{end}")),
        ("a forged object of the same Id", format!("{open}{signature}{twin}<x>{object}</x>{end}")),
    ]
}

/// Signatures that are missing, changed, or not the peer's. `own`: signed by the peer; `other`: the same, signed by somebody
/// else; both as base64 of their certificates stand in them.
pub fn not_signed(plain: &str, own: &str, other: &str) -> Vec<Wrapping> {
    let certificate = |signed: &str| {
        let (_, rest) = signed.split_once("<ds:X509Certificate>").expect("a certificate");
        rest.split_once("</ds:X509Certificate>").expect("a certificate").0.to_owned()
    };
    let sha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    let (before, rest) = own.split_once("<ds:SignatureValue>").expect("a value");
    let (_, behind) = rest.split_once("</ds:SignatureValue>").expect("a value");
    vec![
        ("no signature", plain.to_owned()),
        ("its signature stripped", own.replace(&Parts::of(own).signature, "")),
        ("a signature of another certificate", other.to_owned()),
        (
            "a signature of another key beside the peer's certificate",
            other.replace(&certificate(other), &certificate(own)),
        ),
        ("the peer's signature beside another certificate", own.replace(&certificate(own), &certificate(other))),
        ("a word changed behind the signature", own.replace("mallory", "Mallory")),
        ("a signature of no bytes", format!("{before}<ds:SignatureValue></ds:SignatureValue>{behind}")),
        ("an algorithm of SHA-1", own.replace("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", sha1)),
        ("a transform that searches", {
            let exclusive = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">";
            own.replacen(exclusive, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">", 1)
        }),
        ("a reference to elsewhere", own.replace("URI=\"#oadrSignedObject\"", "URI=\"http://127.0.0.1/\"")),
    ]
}
