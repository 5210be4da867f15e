//! Tests of an API's description: it and the API are one.

use super::route::Route;
use serde_json::Value;
use std::collections::BTreeSet;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method};

/// A description beside the table that it describes.
pub(super) struct Described<H: 'static> {
    pub(super) openapi: &'static str,
    pub(super) routes: &'static [Route<H>],
}

impl<H> Described<H> {
    fn document(&self) -> Value {
        serde_json::from_str(self.openapi).unwrap()
    }

    /// The operation of a route, and what holds for its whole path.
    fn operation<'d>(document: &'d Value, route: &Route<H>) -> (&'d Value, &'d Value) {
        let path = &document["paths"][route.path];
        (&path[route.method.as_str().to_lowercase()], path)
    }

    fn route_of(&self, request: &HttpRequest) -> Option<&'static Route<H>> {
        let path = request.target.split('?').next()?;
        let parts: Vec<String> = path.trim_start_matches('/').split('/').map(str::to_owned).collect();
        let method = if request.method == Method::Head { Method::Get } else { request.method };
        self.routes.iter().find(|route| route.method == method && route.is_at(&parts))
    }

    /// Holds an exchange to the description: the status is announced there, bodies have the form of their schemas.
    pub(super) fn check(&self, request: &HttpRequest, response: &HttpResponse, answer: &Value) {
        let document = self.document();
        let (status, kind) = (response.status.to_string(), response.header(HeaderName::ContentType));
        if !response.is_success() {
            assert_eq!(kind, Some("application/problem+json"));
            conforms(&document, &document["components"]["schemas"]["Problem"], answer, "problem");
        }
        let Some(route) = self.route_of(request) else { return };
        let (operation, _) = Self::operation(&document, route);
        let announced = resolve(&document, &operation["responses"][&status]);
        assert!(announced.is_object(), "{} {}: {status} is not described", route.method, route.path);
        match kind {
            None => assert!(announced.get("content").is_none() && response.body.is_empty(), "{}: a body", route.path),
            Some(kind) => conforms(&document, &announced["content"][kind]["schema"], answer, route.path),
        }
        let told = announced["headers"].get("Location").is_some();
        assert_eq!(told, response.header(HeaderName::Location).is_some(), "{} {}: Location", route.method, route.path);
        let taken = &operation["requestBody"]["content"]["application/json"]["schema"];
        if response.is_success() && taken.is_object() {
            conforms(&document, taken, &serde_json::from_slice(&request.body).unwrap(), route.path);
        }
    }

    /// Every route is described, every description has a route, and no route stands twice.
    pub(super) fn routes_are_described(&self) {
        let document = self.document();
        let routes: BTreeSet<(String, &str)> =
            self.routes.iter().map(|route| (route.method.as_str().to_lowercase(), route.path)).collect();
        let paths = document["paths"].as_object().unwrap();
        let described = paths.iter().flat_map(|(path, operations)| {
            let methods = operations.as_object().unwrap().keys().filter(|key| *key != "parameters");
            methods.map(move |method| (method.clone(), path.as_str()))
        });
        assert_eq!(described.collect::<BTreeSet<_>>(), routes);
        assert_eq!(self.routes.len(), routes.len(), "a route stands twice in the table");
    }

    /// Parameters are described where they are.
    pub(super) fn parameters_are_described(&self) {
        let document = self.document();
        for route in self.routes {
            let (operation, path) = Self::operation(&document, route);
            let names = |of: &Value, place: &str| -> Vec<String> {
                let all = of["parameters"].as_array().cloned().unwrap_or_default();
                let named =
                    all.iter().filter(|one| one["in"] == place).map(|one| one["name"].as_str().unwrap().to_owned());
                named.collect()
            };
            assert_eq!(names(operation, "query"), route.query, "{}", route.path);
            let in_path: Vec<_> =
                route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(names(path, "path"), in_path, "{}", route.path);
        }
    }

    /// Every operation needs the token and tells of its refusals.
    pub(super) fn refusals_are_described(&self) {
        let document = self.document();
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(document["security"][0]["token"], serde_json::json!([]));
        assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
        let mut ids = BTreeSet::new();
        for route in self.routes {
            let (operation, _) = Self::operation(&document, route);
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{}: its id stands twice", route.path);
            for status in ["400", "401", "503"] {
                assert!(operation["responses"].get(status).is_some(), "{}: {status}", route.path);
            }
        }
    }

    /// Every reference leads somewhere, and every schema is used.
    pub(super) fn references_lead_somewhere(&self) {
        let document = self.document();
        let used: BTreeSet<&str> =
            self.openapi.split("\"$ref\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for to in &used {
            assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to} leads nowhere");
        }
        for part in ["schemas", "responses"] {
            for name in document["components"][part].as_object().unwrap().keys() {
                assert!(used.contains(format!("#/components/{part}/{name}").as_str()), "{name} is used nowhere");
            }
        }
    }
}

fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(to) => document.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to} leads nowhere")),
        None => value,
    }
}

/// Types, names, required fields, words of an enumeration: what a reader of the description counts on.
fn conforms(document: &Value, schema: &Value, value: &Value, place: &str) {
    let schema = resolve(document, schema);
    assert!(schema.is_object(), "{place}: no schema");
    let is_of = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{place}: there is no type {other}"),
    };
    let fits = match &schema["type"] {
        Value::String(kind) => is_of(kind),
        Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind.as_str().unwrap())),
        _ => true,
    };
    assert!(fits, "{place}: {value} is no {}", schema["type"]);
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{place}: {value}");
    }
    // What the server alone tells is described at its own place; sent back, it may be anything.
    if schema["items"].is_object() {
        value.as_array().into_iter().flatten().for_each(|item| conforms(document, &schema["items"], item, place));
    }
    let has =
        |names: &Value| names.as_array().into_iter().flatten().all(|name| value.get(name.as_str().unwrap()).is_some());
    assert!(has(&schema["required"]), "{place}: {value} lacks one of {}", schema["required"]);
    if let Some(ways) = schema["oneOf"].as_array() {
        assert_eq!(ways.iter().filter(|way| has(&way["required"])).count(), 1, "{place}: {value}");
    }
    if schema["additionalProperties"] == false {
        for (name, value) in value.as_object().into_iter().flatten() {
            let known = schema["properties"].get(name).unwrap_or_else(|| panic!("{place}: {name} is not described"));
            conforms(document, known, value, &format!("{place} {name}"));
        }
    }
}
