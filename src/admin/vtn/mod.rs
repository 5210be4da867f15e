//! The management API of the VTN: HTTP and JSON for operators and their programs, without I/O.
//!
//! [`respond`] works on the VTN by its [`Operator`]; who lets the operator work makes durable what that changed before the
//! answer is sent (rule 4). `openapi.json` beside describes every route; a test holds it to the table in `route.rs`.

mod bodies;
mod documents;
mod events;
mod problem;
mod reports;
mod route;
mod status;
#[cfg(test)]
mod tests;
mod vens;

use super::problem::Problem;
use super::route::{Call, find};
use super::target::Target;
use crate::vtn::Operator;
use route::ROUTES;
use tieline_core::model::{HttpRequest, HttpResponse};

/// The description of the API, OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("openapi.json");

/// Answers one request of an operator who was let in. Whatever is asked, this returns.
pub fn respond(operator: &mut Operator<'_, '_>, request: &HttpRequest) -> HttpResponse {
    answer(operator, request).unwrap_or_else(Problem::into_response)
}

fn answer(operator: &mut Operator<'_, '_>, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let target = Target::parse(&request.target)?;
    let route = find(ROUTES, request.method, &target)?;
    (route.handler)(operator, &Call { ids: route.ids(&target.parts), target: &target, body: &request.body })
}
