//! A request's target: the parts of its path and its query, percent-decoded [RFC 3986].

use super::problem::Problem;

/// Longest part of a path, such as an id, in bytes.
const PART_BYTES_MAX: usize = 128;
/// Longest target, in bytes.
const TARGET_BYTES_MAX: usize = 4_096;

/// A target.
#[derive(Debug)]
pub(super) struct Target {
    /// The parts of its path.
    pub(super) parts: Vec<String>,
    query: Vec<(String, String)>,
}

impl Target {
    pub(super) fn parse(target: &str) -> Result<Self, Problem> {
        if target.len() > TARGET_BYTES_MAX {
            return Err(bad(format!("the target has more than {TARGET_BYTES_MAX} bytes")));
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.strip_prefix('/').ok_or_else(|| bad("the target begins with no /"))?;
        let parts = path.split('/').map(decode).collect::<Result<Vec<_>, _>>()?;
        if parts.iter().any(|part| part.len() > PART_BYTES_MAX) {
            return Err(bad(format!("no id has more than {PART_BYTES_MAX} bytes")));
        }
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(key)?, decode(value)?))
        });
        Ok(Self { parts, query: pairs.collect::<Result<_, Problem>>()? })
    }

    /// A parameter of the query that was not left empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Refuses parameters that are not known: one that is misspelt would ask for something else.
    pub(super) fn check_query(&self, known: &[&str]) -> Result<(), Problem> {
        let Some((key, _)) = self.query.iter().find(|(key, _)| !known.contains(&key.as_str())) else { return Ok(()) };
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(bad(format!("there is no query parameter {key:.40?}; this path takes: {known}")))
    }
}

fn bad(says: impl Into<String>) -> Problem {
    Problem::new(400, says)
}

fn decode(text: &str) -> Result<String, Problem> {
    let unreadable = || bad(format!("{text:.80} is not percent-encoded UTF-8"));
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit(), digit());
                let value = high.zip(low).map(|(high, low)| high * 16 + low).ok_or_else(unreadable)?;
                u8::try_from(value).map_err(|_| unreadable())?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| unreadable())
}

/// A text as one part of a path, or as a value of a query.
pub fn encode_part(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_reads_back_whole() {
        for text in ["http://utility.example/peak?a=b&c", "ven 1/50%", "Zähler", "plain-1.2_3~", "a+b"] {
            let target = Target::parse(&format!("/v1/{0}?from={0}", encode_part(text))).unwrap();
            assert_eq!((target.parts[1].as_str(), target.parameter("from")), (text, Some(text)));
        }
    }

    #[test]
    fn broken_and_long_targets_are_refused() {
        let long = format!("/v1/vens/{}", "x".repeat(129));
        for bad in ["v1", "/v1/%", "/v1/%zz", "/v1/%ff", "/v1?a=%0", "/%C3%28", &long, &"/".repeat(5_000)] {
            assert!(Target::parse(bad).is_err(), "{bad:.40}");
        }
    }
}
