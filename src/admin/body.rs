//! What operators send: JSON objects, whose fields are known by name or refused.

use super::problem::Problem;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The fields of a body.
pub(super) type Fields = Map<String, Value>;

/// The fields of a body that must be an object.
pub(super) fn fields(body: &[u8]) -> Result<Fields, Problem> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Problem::new(422, "the body is no JSON object")),
        Err(_) if body.is_empty() => Err(Problem::new(400, "there is no body; send a JSON object")),
        Err(error) => Err(Problem::new(400, format!("the body is no JSON: {error}"))),
    }
}

/// A refusal of what was understood and cannot be.
pub(super) fn unfit(says: impl std::fmt::Display) -> Problem {
    Problem::new(422, format!("{says}; GET /v1/openapi.json tells what is taken"))
}

/// The fields as a value; a refusal names the field at fault.
pub(super) fn read<T: DeserializeOwned>(fields: Fields) -> Result<T, Problem> {
    let attempt =
        |fields: Fields| serde_json::from_value::<T>(Value::Object(fields)).map_err(|error| error.to_string());
    let Err(says) = attempt(fields.clone()) else { return attempt(fields).map_err(unfit) };
    // The reader does not tell where it was; without the field at fault it says something else.
    let is_at_fault = |key: &&String| {
        let others: Fields =
            fields.iter().filter(|(other, _)| other != key).map(|(k, v)| (k.clone(), v.clone())).collect();
        attempt(others).err().as_ref() != Some(&says)
    };
    let place = fields.keys().find(is_at_fault).map(|key| format!("{key:.40}: ")).unwrap_or_default();
    Err(unfit(format!("{place}{says}")))
}

/// Sets the id that the path names; one that the body has must be the same.
pub(super) fn name_by_path(fields: &mut Fields, key: &str, path: Option<&str>) -> Result<(), Problem> {
    let Some(path) = path else { return Ok(()) };
    match fields.insert(key.to_owned(), path.into()) {
        Some(own) if own != path => Err(unfit(format!("{key}: the body names another than the path"))),
        _ => Ok(()),
    }
}

/// Takes a field out that the type to be read does not have.
pub(super) fn taken<T: DeserializeOwned>(fields: &mut Fields, key: &str) -> Result<Option<T>, Problem> {
    let value = fields.remove(key).filter(|value| !value.is_null());
    value.map(serde_json::from_value).transpose().map_err(|error| unfit(format!("{key}: {error}")))
}
