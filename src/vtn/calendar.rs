//! Instants as JSON has them: RFC 3339 in UTC.

use jiff::Timestamp;
use tieline_core::model::UtcSeconds;

/// The text of an instant; the largest that can be told where it cannot be.
fn text(at: UtcSeconds) -> String {
    Timestamp::from_second(at.0).unwrap_or(Timestamp::MAX).to_string()
}

fn parse(text: &str) -> Result<UtcSeconds, String> {
    let at: Timestamp = text.parse().map_err(|_| format!("{text:?} is no instant such as 2026-11-24T10:00:00Z"))?;
    Ok(UtcSeconds(at.as_second()))
}

pub(super) mod moment {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use tieline_core::model::UtcSeconds;

    pub(in super::super) fn serialize<S: Serializer>(at: &UtcSeconds, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::text(*at))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<UtcSeconds, D::Error> {
        super::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

pub(super) mod optional {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use tieline_core::model::UtcSeconds;

    pub(in super::super) fn serialize<S: Serializer>(at: &Option<UtcSeconds>, to: S) -> Result<S::Ok, S::Error> {
        at.map(super::text).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<UtcSeconds>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| super::parse(&text)).transpose().map_err(D::Error::custom)
    }
}
