//! Addresses as servers write them: absolute, relative to the host, relative to the document.

/// Longest href that is followed, in bytes [2030.5 §4.5: anyURI without a bound; this one is ours].
const HREF_MAX: usize = 1_024;

/// Why an href is not followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum HrefError {
    /// It names another host or port than the connection's.
    #[error("{0:?} points to another host")]
    OtherHost(String),
    /// It is empty, too long, or has characters that no request line may carry.
    #[error("{0:?} is no usable address (1 to {HREF_MAX} printable ASCII characters)")]
    Malformed(String),
}

/// The path and query that `href` names on `host:port`, resolved against the document at `base`.
///
/// Dot segments are kept as the server wrote them in absolute paths; a relative reference replaces what follows the last
/// slash of `base` [RFC 3986 §5.2] [2030.5 href; RFC 9110 §10.2.2].
pub(super) fn resolve(href: &str, base: &str, host: &str, port: u16) -> Result<String, HrefError> {
    let href = href.trim();
    let plain = href.bytes().all(|byte| byte.is_ascii_graphic());
    if href.is_empty() || href.len() > HREF_MAX || !plain {
        return Err(HrefError::Malformed(href.chars().take(80).collect()));
    }
    let href = href.split('#').next().unwrap_or(href);
    let rest = href.strip_prefix("//").or_else(|| strip_scheme(href));
    match rest {
        Some(rest) => absolute(rest, href, host, port),
        None if href.starts_with('/') => Ok(href.to_owned()),
        None => Ok(beside(href, base)),
    }
}

/// What follows `https://` (any case); plain http is another host to us.
fn strip_scheme(href: &str) -> Option<&str> {
    let (scheme, rest) = href.split_once("://")?;
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_scheme && !scheme.is_empty()).then(|| if scheme.eq_ignore_ascii_case("https") { rest } else { "" })
}

fn absolute(rest: &str, href: &str, host: &str, port: u16) -> Result<String, HrefError> {
    let split = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(split);
    if !same_authority(authority, host, port) {
        return Err(HrefError::OtherHost(href.to_owned()));
    }
    Ok(if path.starts_with('/') { path.to_owned() } else { format!("/{path}") })
}

fn same_authority(authority: &str, host: &str, port: u16) -> bool {
    let (name, given) = match authority.rsplit_once(':') {
        Some((name, digits)) if !digits.ends_with(']') => (name, digits.parse().ok()),
        _ => (authority, Some(443)),
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case(host) && given == Some(port)
}

fn beside(href: &str, base: &str) -> String {
    let path = base.split('?').next().unwrap_or(base);
    let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    if folder.is_empty() { format!("/{href}") } else { format!("{folder}{href}") }
}

/// `target` with the paging query `s` and `l` [2030.5 List].
pub(super) fn page(target: &str, start: u32, limit: u32) -> String {
    let joint = if target.contains('?') { '&' } else { '?' };
    format!("{target}{joint}s={start}&l={limit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(href: &str) -> Result<String, HrefError> {
        resolve(href, "/sep2/edev/1?s=0", "utility.example", 8443)
    }

    #[test]
    fn absolute_and_relative_hrefs_name_the_same_resource() {
        assert_eq!(at("/sep2/edev/1/fsa").as_deref(), Ok("/sep2/edev/1/fsa"));
        assert_eq!(at("https://UTILITY.example:8443/sep2/edev/1/fsa").as_deref(), Ok("/sep2/edev/1/fsa"));
        assert_eq!(at("//utility.example:8443/x").as_deref(), Ok("/x"));
        assert_eq!(at("2").as_deref(), Ok("/sep2/edev/2"));
        assert_eq!(resolve("dcap", "/", "h", 1).as_deref(), Ok("/dcap"));
    }

    #[test]
    fn another_host_port_or_scheme_is_refused() {
        for href in ["https://evil.example/x", "https://utility.example/x", "http://utility.example:8443/x"] {
            assert!(matches!(at(href), Err(HrefError::OtherHost(_))), "{href}");
        }
    }

    #[test]
    fn a_line_break_or_an_endless_href_is_refused() {
        assert!(matches!(at("/x\r\nHost: y"), Err(HrefError::Malformed(_))));
        assert!(matches!(at(&"/x".repeat(600)), Err(HrefError::Malformed(_))));
        assert!(matches!(at("  "), Err(HrefError::Malformed(_))));
    }

    #[test]
    fn the_page_query_joins_an_existing_one() {
        assert_eq!(page("/a", 3, 100), "/a?s=3&l=100");
        assert_eq!(page("/a?k=1", 0, 9), "/a?k=1&s=0&l=9");
    }
}
