//! The ways to write an address that a careless server takes for the same.

/// A way to write an address: its name, and what becomes of a path such as `/edev/2/rg`.
pub(super) type Variant = (&'static str, fn(&str) -> String);

/// Every way.
pub(super) const VARIANTS: &[Variant] = &[
    ("as it is", str::to_owned),
    ("one character encoded", |path| encode(path, |place, _| place + 1 == path.len())),
    ("letters and digits encoded", |path| encode(path, |_, byte| byte.is_ascii_alphanumeric())),
    ("slashes encoded", |path| format!("/{}", encode(&path[1..], |_, byte| byte == b'/'))),
    ("all encoded", |path| encode(path, |_, _| true)),
    ("encoded twice", |path| encode(path, |place, _| place + 1 == path.len()).replace('%', "%25")),
    ("lower-case hexadecimal", |path| encode(path, |_, byte| byte == b'/').to_lowercase()),
    ("a dot segment before", |path| format!("/.{path}")),
    ("a dot segment behind", |path| format!("{path}/.")),
    ("a dot segment within", |path| path.replacen("/", "/./", 2)),
    ("up from one's own room", |path| format!("/edev/1/..{}", path.trim_start_matches("/edev"))),
    ("up from nowhere", |path| format!("/..{path}")),
    ("up by encoded dots", |path| format!("/tm/%2e%2e{path}")),
    ("up and down again", |path| format!("{path}/../{}", path.rsplit('/').next().unwrap_or_default())),
    ("two slashes before", |path| format!("/{path}")),
    ("two slashes within", |path| path.replacen('/', "//", 2)),
    ("a slash behind", |path| format!("{path}/")),
    ("two slashes behind", |path| format!("{path}//")),
    ("upper case", str::to_uppercase),
    ("a backslash", |path| format!("/{}", path[1..].replace('/', "\\"))),
    ("a parameter", |path| format!("{path};a=b")),
    ("a suffix", |path| format!("{path}.xml")),
    ("a zero byte", |path| format!("{path}%00")),
    ("a space", |path| format!("{path}%20")),
    ("a fragment", |path| format!("{path}#x")),
    ("an empty query", |path| format!("{path}?")),
    ("a query of lists", |path| format!("{path}?s=0&l=255")),
    ("a query that is no number", |path| format!("{path}?s=x")),
    ("a query that names another", |path| format!("{path}?lfdi=0&path=/edev/1")),
    ("a leading zero", |path| last_number(path, |number| format!("0{number}"))),
    ("a sign", |path| last_number(path, |number| format!("+{number}"))),
    ("a fraction", |path| last_number(path, |number| format!("{number}.0"))),
    ("hexadecimal", |path| last_number(path, |number| format!("0x{number}"))),
    ("a number beyond 32 bits", |path| {
        last_number(path, |number| format!("{}", (1_u64 << 32) + number.parse::<u64>().unwrap_or(0)))
    }),
    ("wide digits", |path| last_number(path, |_| "%EF%BC%92".to_owned())),
    ("absolute, this server", |path| format!("https://127.0.0.1{path}")),
    ("absolute, another server", |path| format!("https://utility.example{path}")),
    ("absolute, without TLS", |path| format!("http://127.0.0.1:80{path}")),
    ("absolute, with a user", |path| format!("https://operator:secret@127.0.0.1{path}")),
];

/// Headers by which a careless server is told another address, another method or another caller.
pub(super) fn claims(path: &str, lfdi: &str) -> Vec<(&'static str, String)> {
    let path = path.to_owned();
    vec![
        ("X-Original-URL", path.clone()),
        ("X-Rewrite-URL", path.clone()),
        ("X-Forwarded-Prefix", path.clone()),
        ("X-HTTP-Method-Override", "DELETE".to_owned()),
        ("X-Forwarded-Client-Cert", lfdi.to_owned()),
        ("X-Peer-LFDI", lfdi.to_owned()),
        ("X-Client-Cert-Fingerprint", lfdi.to_owned()),
        ("Forwarded", "for=127.0.0.1;host=localhost".to_owned()),
        ("Authorization", "Basic b3BlcmF0b3I6b3BlcmF0b3I=".to_owned()),
        ("If-None-Match", "*".to_owned()),
        ("Range", "bytes=0-10".to_owned()),
    ]
}

fn encode(path: &str, is: impl Fn(usize, u8) -> bool) -> String {
    let bytes = path.bytes().enumerate();
    bytes
        .map(|(place, byte)| if is(place, byte) { format!("%{byte:02X}") } else { char::from(byte).to_string() })
        .collect()
}

/// The path with its last number, by itself between slashes, written in another way.
fn last_number(path: &str, write: impl Fn(&str) -> String) -> String {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let number = parts.iter_mut().rev().find(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if let Some(part) = number {
        *part = write(part);
    }
    parts.join("/")
}
