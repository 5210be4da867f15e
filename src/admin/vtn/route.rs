//! Where everything is: the one table of paths and methods.

use super::{events, reports, status, vens};
use crate::admin::reply::Reply;
use crate::admin::route::{Call, Route};
use crate::vtn::Operator;
use tieline_core::model::Method;

/// What answers on a route.
pub(super) type Handler = fn(&mut Operator<'_, '_>, &Call<'_>) -> Reply;

use Method::{Delete, Get, Post, Put};

/// Every route.
pub(super) const ROUTES: &[Route<Handler>] = &[
    Route { method: Get, path: "/v1/status", query: &[], handler: status::status },
    Route { method: Get, path: "/v1/openapi.json", query: &[], handler: status::openapi },
    Route { method: Get, path: "/v1/vens", query: &[], handler: vens::list },
    Route { method: Post, path: "/v1/vens", query: &[], handler: vens::create },
    Route { method: Get, path: "/v1/vens/{id}", query: &[], handler: vens::get },
    Route { method: Put, path: "/v1/vens/{id}", query: &[], handler: vens::put },
    Route { method: Delete, path: "/v1/vens/{id}", query: &[], handler: vens::remove },
    Route { method: Post, path: "/v1/vens/{id}/ask-registration", query: &[], handler: vens::ask_registration },
    Route { method: Post, path: "/v1/vens/{id}/cancel-registration", query: &[], handler: vens::cancel_registration },
    Route { method: Post, path: "/v1/vens/{id}/ask-metadata", query: &[], handler: vens::ask_metadata },
    Route { method: Get, path: "/v1/vens/{id}/opts", query: &[], handler: vens::opts },
    Route { method: Get, path: "/v1/vens/{id}/report-requests", query: &[], handler: reports::list },
    Route { method: Post, path: "/v1/vens/{id}/report-requests", query: &[], handler: reports::ask },
    Route { method: Delete, path: "/v1/vens/{id}/report-requests/{rid}", query: &["follow"], handler: reports::end },
    Route { method: Get, path: "/v1/vens/{id}/readings", query: &["from", "to", "limit"], handler: reports::readings },
    Route { method: Get, path: "/v1/market-contexts", query: &[], handler: events::contexts },
    Route { method: Post, path: "/v1/market-contexts", query: &[], handler: events::create_context },
    Route { method: Put, path: "/v1/market-contexts/{name}", query: &[], handler: events::put_context },
    Route { method: Get, path: "/v1/events", query: &["status", "market_context"], handler: events::list },
    Route { method: Post, path: "/v1/events", query: &[], handler: events::create },
    Route { method: Get, path: "/v1/events/{id}", query: &[], handler: events::get },
    Route { method: Put, path: "/v1/events/{id}", query: &[], handler: events::change },
    Route { method: Delete, path: "/v1/events/{id}", query: &[], handler: events::cancel },
    Route { method: Get, path: "/v1/events/{id}/answers", query: &[], handler: events::answers },
];
