//! Answers of an API: JSON documents and lists.

use super::problem::Problem;
use serde::Serialize;
use serde_json::json;
use tieline_core::model::{HeaderName, HttpResponse};

/// What a handler answers.
pub(super) type Reply = Result<HttpResponse, Problem>;

/// An answer with this document.
pub(super) fn answer(status: u16, document: &impl Serialize) -> Reply {
    let body = serde_json::to_vec(document)
        .map_err(|error| Problem::new(500, format!("the answer cannot be written: {error}; report this")))?;
    Ok(HttpResponse { status, headers: vec![(HeaderName::ContentType, "application/json".to_owned())], body })
}

/// An answer with what was made and where it is now.
pub(super) fn made(location: String, document: &impl Serialize) -> Reply {
    let mut answer = answer(201, document)?;
    answer.headers.push((HeaderName::Location, location));
    Ok(answer)
}

/// An answer with a list.
pub(super) fn list<T: Serialize>(items: impl IntoIterator<Item = T>) -> Reply {
    answer(200, &json!({ "items": items.into_iter().collect::<Vec<_>>() }))
}

/// An answer with the description of an API.
pub(super) fn description(openapi: &str) -> Reply {
    let headers = vec![(HeaderName::ContentType, "application/json".to_owned())];
    Ok(HttpResponse { status: 200, headers, body: openapi.as_bytes().to_vec() })
}
