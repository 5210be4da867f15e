//! The shapes of answers: one for each refusal, whatever was asked.

use super::map;
use super::renderings::Rendering;
use super::resources::{Change, Unavailable};
use super::scope::Scope;
use super::server::Answer;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method};

/// The media type of every body [2030.5 media type].
pub(super) const SEP_XML: &str = "application/sep+xml";

/// The media type of a file's content.
const OCTETS: &str = "application/octet-stream";

/// What is wrong with a device that a body names, for the log.
pub(super) const NOT_OWN: &str = "is neither the certificate's nor that of a device which it acts for";

/// Why a request is not carried out. The text goes to the log, never into the answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// 400: the body or the query cannot be understood or is judged impossible.
    #[error("400: {0}")]
    Bad(String),
    /// 400: the same, told in a document where an extension asks for one [CSIP-AUS ConnectionPoint].
    #[error("400: {0}")]
    Values(String),
    /// 403: understood, visible, not allowed.
    #[error("403: {0}")]
    Forbidden(String),
    /// 404: not there, or not for this identity to see: one shape for both.
    #[error("404")]
    NotFound,
    /// 405 with what would be allowed.
    #[error("405")]
    Method(&'static [Method]),
    /// 409: it exists, at this address.
    #[error("409: exists as {0}")]
    Exists(String),
    /// 413: the body is longer than the bound, in bytes.
    #[error("413: the body has {0} bytes, at most {1} are taken")]
    TooLarge(usize, usize),
    /// 415: the body is of another type.
    #[error("415: {0:?} is not taken, send {SEP_XML}")]
    MediaType(String),
    /// 503: the documents cannot be read.
    #[error("503: {0}")]
    Unavailable(#[from] Unavailable),
}

impl Refusal {
    /// The answer, which says no more than what was refused, and the line for the log.
    pub(super) fn into_answer(self) -> Answer {
        let (mut headers, mut body) = (Vec::new(), Vec::new());
        let status = match &self {
            Self::Bad(_) => 400,
            Self::Values(_) => {
                headers.push((HeaderName::ContentType, SEP_XML.to_owned()));
                body = map::invalid_values();
                400
            }
            Self::Forbidden(_) => 403,
            Self::NotFound => 404,
            Self::Method(allowed) => {
                headers.push((HeaderName::Allow, allow(allowed)));
                405
            }
            Self::Exists(location) => {
                headers.push((HeaderName::Location, location.clone()));
                409
            }
            Self::TooLarge(..) => 413,
            Self::MediaType(_) => 415,
            Self::Unavailable(_) => {
                headers.push((HeaderName::RetryAfter, "5".to_owned()));
                503
            }
        };
        Answer { response: HttpResponse { status, headers, body }, commit: Vec::new(), note: Some(self.to_string()) }
    }
}

/// The value of Allow.
pub(super) fn allow(methods: &[Method]) -> String {
    let names: Vec<_> = methods.iter().map(|method| method.as_str()).collect();
    names.join(", ")
}

/// 200 with a document, or 304 when the caller has it; for HEAD without the body [RFC 9110 §13.1.2].
pub(super) fn document(request: &HttpRequest, rendering: &Rendering) -> HttpResponse {
    let etag = rendering.etag.clone();
    let known = request.header(HeaderName::IfNoneMatch);
    if known.is_some_and(|known| is_among(&etag, known)) {
        return HttpResponse { status: 304, headers: vec![(HeaderName::Etag, etag)], body: Vec::new() };
    }
    HttpResponse {
        status: 200,
        headers: vec![(HeaderName::ContentType, SEP_XML.to_owned()), (HeaderName::Etag, etag)],
        body: if request.method == Method::Head { Vec::new() } else { rendering.body.clone() },
    }
}

/// Whether a tag is one of those that a request names; for this it does not matter which of them are weak.
fn is_among(etag: &str, known: &str) -> bool {
    let mut tags = known.split(',').map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

impl Rendering {
    /// A body with the tag that it has.
    pub(super) fn of(body: Vec<u8>, scope: Arc<Scope>) -> Self {
        Self { etag: etag(&body), body, scope }
    }
}

/// The content of a file, or the part of it that the request names [2030.5 File; RFC 9110 §14.2]; what is no single range
/// of bytes is passed over and answered with the whole.
pub(super) fn content(request: &HttpRequest, content: Vec<u8>) -> HttpResponse {
    let etag = etag(&content);
    let all = content.len();
    let body = |part: &[u8]| if request.method == Method::Head { Vec::new() } else { part.to_vec() };
    let mut headers = vec![(HeaderName::ContentType, OCTETS.to_owned()), (HeaderName::Etag, etag)];
    let asked = request.header(HeaderName::Range).and_then(|range| range_of(range, all));
    match asked {
        None => HttpResponse { status: 200, headers, body: body(&content) },
        Some(range) if range.is_empty() => {
            headers.push((HeaderName::ContentRange, format!("bytes */{all}")));
            HttpResponse { status: 416, headers, body: Vec::new() }
        }
        Some(range) => {
            headers.push((HeaderName::ContentRange, format!("bytes {}-{}/{all}", range.start, range.end - 1)));
            let part = content.get(range).unwrap_or_default();
            HttpResponse { status: 206, headers, body: body(part) }
        }
    }
}

/// The bytes that a single range asks for of `all`; empty if it lies outside.
fn range_of(range: &str, all: usize) -> Option<std::ops::Range<usize>> {
    let (from, to) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() {
        let last: usize = to.parse().ok()?;
        return Some(all.saturating_sub(last)..all);
    }
    let from: usize = from.parse().ok()?;
    let last = if to.is_empty() { usize::MAX } else { to.parse().ok()? };
    (from <= last).then(|| from.min(all)..last.saturating_add(1).min(all))
}

/// 201 for what is new, 204 for what has been replaced; `location` is where it is.
pub(super) fn stored(created: bool, location: Option<String>, commit: Vec<Change>) -> Answer {
    let headers = location.map(|location| (HeaderName::Location, location));
    Answer {
        response: HttpResponse {
            status: if created { 201 } else { 204 },
            headers: headers.into_iter().collect(),
            body: Vec::new(),
        },
        commit,
        note: None,
    }
}

/// Equal bodies have equal tags, and different ones differ but for chance.
fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

/// Checks a body's length and media type before it is understood (rule 7).
pub(super) fn check_body(request: &HttpRequest, body_max: usize) -> Result<(), Refusal> {
    if request.body.len() > body_max {
        return Err(Refusal::TooLarge(request.body.len(), body_max));
    }
    let named = request.header(HeaderName::ContentType).unwrap_or(SEP_XML);
    let media = named.split(';').next().unwrap_or_default().trim();
    let known = [SEP_XML, "application/xml", "text/xml"];
    match known.iter().any(|known| media.eq_ignore_ascii_case(known)) {
        true => Ok(()),
        false => Err(Refusal::MediaType(named.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [RFC 9110 §13.1.2]
    #[test]
    fn a_known_tag_is_found_however_it_is_named() {
        let named = ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*", "\"b\"", "a", ""];
        assert_eq!(named.map(|known| is_among("\"a\"", known)), [true, true, true, true, false, false, false]);
    }

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        assert_eq!(range_of("bytes=0-3", 10), Some(0..4));
        assert_eq!(range_of("bytes=4-", 10), Some(4..10));
        assert_eq!(range_of("bytes=-3", 10), Some(7..10));
        assert_eq!(range_of("bytes=8-99", 10), Some(8..10));
        assert!(range_of("bytes=10-12", 10).is_some_and(|range| range.is_empty()));
        for none in ["bytes=5-4", "bytes=0-1,3-4", "items=0-1", "bytes=x-", "bytes=-", ""] {
            assert_eq!(range_of(none, 10), None, "{none}");
        }
    }
}
