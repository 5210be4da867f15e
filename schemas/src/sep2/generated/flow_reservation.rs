// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `flow_reservation`.

use super::prelude::*;

/// `RequestStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RequestStatus {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `requestStatus`: UInt8, required, both editions.
    pub request_status: u8,
}

impl Node for RequestStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RequestStatus", "RequestStatus", false, &[], &[
            el("dateTime", One, B, 0),
            el("requestStatus", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.request_status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.request_status,
            _ => return None,
        })
    }
}

element!(RequestStatus, "RequestStatus");

/// `FlowReservationRequest`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationRequest {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `durationRequested`: UInt16, optional, both editions.
    pub duration_requested: Option<u16>,
    /// `energyRequested`: SignedRealEnergy, required, both editions.
    pub energy_requested: SignedRealEnergy,
    /// `intervalRequested`: DateTimeInterval, required, both editions.
    pub interval_requested: DateTimeInterval,
    /// `powerRequested`: ActivePower, required, both editions.
    pub power_requested: ActivePower,
    /// `RequestStatus`: RequestStatus, required, both editions.
    pub request_status: RequestStatus,
}

impl Node for FlowReservationRequest {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationRequest", "FlowReservationRequest", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("durationRequested", Maybe, B, 0),
            el("energyRequested", One, B, 0),
            el("intervalRequested", One, B, 0),
            el("powerRequested", One, B, 0),
            el("RequestStatus", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.creation_time,
            5 => &self.duration_requested,
            6 => &self.energy_requested,
            7 => &self.interval_requested,
            8 => &self.power_requested,
            9 => &self.request_status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.creation_time,
            5 => &mut self.duration_requested,
            6 => &mut self.energy_requested,
            7 => &mut self.interval_requested,
            8 => &mut self.power_requested,
            9 => &mut self.request_status,
            _ => return None,
        })
    }
}

element!(FlowReservationRequest, "FlowReservationRequest");

/// `FlowReservationRequestList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationRequestList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `FlowReservationRequest`: FlowReservationRequest, any number, both editions.
    pub flow_reservation_request: Vec<FlowReservationRequest>,
}

impl Node for FlowReservationRequestList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationRequestList", "FlowReservationRequestList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("FlowReservationRequest", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.flow_reservation_request,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.flow_reservation_request,
            _ => return None,
        })
    }
}

element!(FlowReservationRequestList, "FlowReservationRequestList");

/// `FlowReservationResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, both editions.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, both editions, default 00.
    pub response_required: Option<HexBinary8>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `EventStatus`: EventStatus, required, both editions.
    pub event_status: EventStatus,
    /// `interval`: DateTimeInterval, required, both editions.
    pub interval: DateTimeInterval,
    /// `energyAvailable`: SignedRealEnergy, required, both editions.
    pub energy_available: SignedRealEnergy,
    /// `powerAvailable`: ActivePower, required, both editions.
    pub power_available: ActivePower,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
}

impl Node for FlowReservationResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationResponse", "FlowReservationResponse", false, &["Event", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("EventStatus", One, B, 0),
            el("interval", One, B, 0),
            el("energyAvailable", One, B, 0),
            el("powerAvailable", One, B, 0),
            el("subject", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.reply_to,
            2 => &self.response_required,
            3 => &self.subscribable,
            4 => &self.mrid,
            5 => &self.description,
            6 => &self.version,
            7 => &self.creation_time,
            8 => &self.event_status,
            9 => &self.interval,
            10 => &self.energy_available,
            11 => &self.power_available,
            12 => &self.subject,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.reply_to,
            2 => &mut self.response_required,
            3 => &mut self.subscribable,
            4 => &mut self.mrid,
            5 => &mut self.description,
            6 => &mut self.version,
            7 => &mut self.creation_time,
            8 => &mut self.event_status,
            9 => &mut self.interval,
            10 => &mut self.energy_available,
            11 => &mut self.power_available,
            12 => &mut self.subject,
            _ => return None,
        })
    }
}

element!(FlowReservationResponse, "FlowReservationResponse", subscribable B);

/// `FlowReservationResponseList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationResponseList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `FlowReservationResponse`: FlowReservationResponse, any number, both editions.
    pub flow_reservation_response: Vec<FlowReservationResponse>,
}

impl Node for FlowReservationResponseList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationResponseList", "FlowReservationResponseList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("FlowReservationResponse", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.poll_rate,
            5 => &self.flow_reservation_response,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.poll_rate,
            5 => &mut self.flow_reservation_response,
            _ => return None,
        })
    }
}

element!(FlowReservationResponseList, "FlowReservationResponseList", subscribable B);
