//! Where everything is: the one table of paths and methods.

use super::{
    Fleet, by_address, controls, devices, enrolments, follow, grants, groups, letters, programs, server, told,
};
use crate::admin::reply::Reply;
use crate::admin::route::{Call, Route};
use tieline_core::model::Method;

/// What answers on a route.
pub(super) type Handler = fn(&mut Fleet<'_, '_>, &Call<'_>) -> Reply;

use Method::{Delete, Get, Post, Put};

const DEVICE: &str = "/v1/devices/{lfdi}";
const PROGRAM: &str = "/v1/programs/{mrid}";
const CONTROLS: &str = "/v1/programs/{mrid}/controls";
const CONTROL: &str = "/v1/programs/{mrid}/controls/{control}";

/// Every route.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route<Handler>] = &[
    Route { method: Get, path: "/v1/status", query: &[], handler: server::status },
    Route { method: Get, path: "/v1/openapi.json", query: &[], handler: server::openapi },
    Route { method: Get, path: "/v1/rates", query: &[], handler: server::rates },
    Route { method: Put, path: "/v1/rates", query: &[], handler: server::put_rates },
    Route { method: Get, path: "/v1/clock", query: &[], handler: server::clock },
    Route { method: Put, path: "/v1/clock", query: &[], handler: server::put_clock },
    Route { method: Get, path: "/v1/time-zone", query: &[], handler: server::time_zone },
    Route { method: Put, path: "/v1/time-zone", query: &[], handler: server::put_time_zone },
    Route { method: Get, path: "/v1/devices", query: &["group", "after", "limit"], handler: devices::list },
    Route { method: Post, path: "/v1/devices", query: &[], handler: devices::create },
    Route { method: Get, path: DEVICE, query: &[], handler: devices::get },
    Route { method: Put, path: DEVICE, query: &[], handler: devices::put },
    Route { method: Delete, path: DEVICE, query: &[], handler: devices::remove },
    Route { method: Post, path: "/v1/devices/{lfdi}/deny", query: &[], handler: devices::deny },
    Route { method: Post, path: "/v1/devices/{lfdi}/allow", query: &[], handler: devices::allow },
    Route { method: Get, path: "/v1/devices/{lfdi}/grants", query: &["after", "limit"], handler: grants::list },
    Route { method: Post, path: "/v1/devices/{lfdi}/grants", query: &[], handler: grants::change },
    Route { method: Get, path: "/v1/devices/{lfdi}/responses", query: &[], handler: told::responses },
    Route { method: Get, path: "/v1/devices/{lfdi}/mirrors", query: &[], handler: told::mirrors },
    Route { method: Get, path: "/v1/devices/{lfdi}/mirrors/{mirror}/readings", query: &["from", "to", "limit"], handler: told::readings },
    Route { method: Get, path: "/v1/devices/{lfdi}/log-events", query: &[], handler: told::log_events },
    Route { method: Get, path: "/v1/devices/{lfdi}/exchanges", query: &["after", "wait_s"], handler: follow::exchanges },
    Route { method: Get, path: "/v1/devices/{lfdi}/subscriptions", query: &[], handler: letters::subscriptions },
    Route { method: Get, path: "/v1/dead-letters", query: &["after"], handler: letters::list },
    Route { method: Delete, path: "/v1/dead-letters/{letter}", query: &[], handler: letters::discard },
    Route { method: Post, path: "/v1/dead-letters/{letter}/resend", query: &[], handler: letters::resend },
    Route { method: Get, path: "/v1/denied", query: &[], handler: devices::denied },
    Route { method: Post, path: "/v1/enrolments", query: &[], handler: enrolments::enrol_many },
    Route { method: Get, path: "/v1/groups", query: &[], handler: groups::list },
    Route { method: Get, path: "/v1/groups/{name}", query: &[], handler: groups::get },
    Route { method: Put, path: "/v1/groups/{name}", query: &[], handler: groups::put },
    Route { method: Post, path: "/v1/groups/{name}/devices", query: &[], handler: groups::assign },
    Route { method: Get, path: "/v1/groups/{name}/rates", query: &[], handler: groups::rates },
    Route { method: Put, path: "/v1/groups/{name}/rates", query: &[], handler: groups::put_rates },
    Route { method: Get, path: "/v1/document-kinds", query: &[], handler: by_address::kinds },
    Route { method: Get, path: "/v1/documents", query: &["at", "after", "limit"], handler: by_address::list },
    Route { method: Post, path: "/v1/documents", query: &["at"], handler: by_address::make },
    Route { method: Put, path: "/v1/documents", query: &["at"], handler: by_address::set },
    Route { method: Delete, path: "/v1/documents", query: &["at"], handler: by_address::remove },
    Route { method: Post, path: "/v1/documents/cancel", query: &["at", "randomized"], handler: by_address::cancel },
    Route { method: Put, path: "/v1/documents/content", query: &["at", "from"], handler: by_address::content },
    Route { method: Get, path: "/v1/programs", query: &[], handler: programs::list },
    Route { method: Post, path: "/v1/programs", query: &[], handler: programs::create },
    Route { method: Get, path: PROGRAM, query: &[], handler: programs::get },
    Route { method: Put, path: PROGRAM, query: &[], handler: programs::put },
    Route { method: Get, path: "/v1/programs/{mrid}/default-control", query: &[], handler: programs::default_control },
    Route { method: Put, path: "/v1/programs/{mrid}/default-control", query: &[], handler: programs::put_default },
    Route { method: Delete, path: "/v1/programs/{mrid}/default-control", query: &[], handler: programs::remove_default },
    Route { method: Get, path: "/v1/programs/{mrid}/curves", query: &[], handler: programs::curves },
    Route { method: Post, path: "/v1/programs/{mrid}/curves", query: &[], handler: programs::create_curve },
    Route { method: Get, path: CONTROLS, query: &["status"], handler: controls::list },
    Route { method: Post, path: CONTROLS, query: &[], handler: controls::create },
    Route { method: Get, path: CONTROL, query: &[], handler: controls::get },
    Route { method: Delete, path: CONTROL, query: &["randomized"], handler: controls::cancel },
    Route { method: Post, path: "/v1/programs/{mrid}/controls/{control}/replace", query: &[], handler: controls::replace },
    Route { method: Get, path: "/v1/programs/{mrid}/controls/{control}/responses", query: &["after", "limit"], handler: controls::responses },
];
