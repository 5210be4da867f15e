//! The description and the API are one.

use crate::admin::described::Described;
use crate::admin::headend::OPENAPI;
use crate::admin::headend::route::{Handler, ROUTES};

pub(super) const DESCRIBED: Described<Handler> = Described { openapi: OPENAPI, routes: ROUTES };

#[test]
fn every_route_is_described_and_every_description_has_a_route() {
    DESCRIBED.routes_are_described();
}

#[test]
fn parameters_are_described_where_they_are() {
    DESCRIBED.parameters_are_described();
}

#[test]
fn every_operation_needs_the_token_and_tells_of_its_refusals() {
    DESCRIBED.refusals_are_described();
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    DESCRIBED.references_lead_somewhere();
}
