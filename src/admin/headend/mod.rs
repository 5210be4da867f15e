//! The management API of the head-end: HTTP and JSON for operators and their programs, without I/O.
//!
//! [`respond`] works on the documents by an [`Operator`]; who lets it work makes durable what was changed before the answer
//! is sent (rule 4), and drops it where the answer is a refusal. `openapi.json` beside describes every route; a test
//! holds it to the table in `route.rs`.

mod bodies;
mod by_address;
mod control;
mod controls;
mod devices;
mod documents;
mod enrolments;
mod follow;
mod grants;
mod groups;
mod letters;
mod problem;
mod programs;
mod route;
mod server;
#[cfg(test)]
mod tests;
mod told;

pub use follow::{Batch, Follow, Numbered, follow};

use super::problem::Problem;
use super::route::{Call, find};
use super::target::Target;
use crate::headend::{Operator, StoredResources};
use route::ROUTES;
use tieline_core::model::{HttpRequest, HttpResponse};

/// The description of the API, OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("openapi.json");

/// What of the running server the API tells and sets, beside its documents.
#[derive(Debug, Default)]
pub struct Host {
    /// How far the server's clock is set off the host's, in seconds; set here by the API. `None`: this is no laboratory,
    /// and the clock is not to be set.
    pub clock_offset_s: Option<i64>,
    /// What was heard of the device that the request follows.
    pub batch: Option<Batch>,
}

/// An operator's documents and the server that they are served by.
struct Fleet<'f, 'o> {
    operator: &'f mut Operator<'o, StoredResources>,
    host: &'f mut Host,
}

/// Answers one request of an operator who was let in. Whatever is asked, this returns.
pub fn respond(operator: &mut Operator<'_, StoredResources>, host: &mut Host, request: &HttpRequest) -> HttpResponse {
    answer(&mut Fleet { operator, host }, request).unwrap_or_else(Problem::into_response)
}

fn answer(fleet: &mut Fleet<'_, '_>, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let target = Target::parse(&request.target)?;
    let route = find(ROUTES, request.method, &target)?;
    (route.handler)(fleet, &Call { ids: route.ids(&target.parts), target: &target, body: &request.body })
}
