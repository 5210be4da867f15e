// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `objects`.

use super::prelude::*;

/// `IdentifiedObject`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IdentifiedObject {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
}

impl Node for IdentifiedObject {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IdentifiedObject", "IdentifiedObject", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            _ => return None,
        })
    }
}

element!(IdentifiedObject, "IdentifiedObject");

/// `Link`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Link {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for Link {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Link", "Link", false, &[], &[
            at("href", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            _ => return None,
        })
    }
}

element!(Link, "Link");

/// `List`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
}

impl Node for List {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("List", "List", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            _ => return None,
        })
    }
}

element!(List, "List");

/// `ListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ListLink", "ListLink", false, &["Link"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ListLink, "ListLink");

/// `Resource`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resource {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
}

impl Node for Resource {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Resource", "Resource", false, &[], &[
            at("href", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            _ => return None,
        })
    }
}

element!(Resource, "Resource");

/// `RespondableIdentifiedObject`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RespondableIdentifiedObject {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, both editions.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, both editions, default 00.
    pub response_required: Option<HexBinary8>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
}

impl Node for RespondableIdentifiedObject {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RespondableIdentifiedObject", "RespondableIdentifiedObject", false, &["Resource", "RespondableResource"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.reply_to,
            2 => &self.response_required,
            3 => &self.mrid,
            4 => &self.description,
            5 => &self.version,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.reply_to,
            2 => &mut self.response_required,
            3 => &mut self.mrid,
            4 => &mut self.description,
            5 => &mut self.version,
            _ => return None,
        })
    }
}

element!(RespondableIdentifiedObject, "RespondableIdentifiedObject");

/// `RespondableResource`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RespondableResource {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, both editions.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, both editions, default 00.
    pub response_required: Option<HexBinary8>,
}

impl Node for RespondableResource {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RespondableResource", "RespondableResource", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.reply_to,
            2 => &self.response_required,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.reply_to,
            2 => &mut self.response_required,
            _ => return None,
        })
    }
}

element!(RespondableResource, "RespondableResource");

/// `RespondableSubscribableIdentifiedObject`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RespondableSubscribableIdentifiedObject {
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
}

impl Node for RespondableSubscribableIdentifiedObject {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RespondableSubscribableIdentifiedObject", "RespondableSubscribableIdentifiedObject", false, &["Resource", "RespondableResource"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
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
            _ => return None,
        })
    }
}

element!(RespondableSubscribableIdentifiedObject, "RespondableSubscribableIdentifiedObject", subscribable B);

/// `SubscribableIdentifiedObject`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscribableIdentifiedObject {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
}

impl Node for SubscribableIdentifiedObject {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscribableIdentifiedObject", "SubscribableIdentifiedObject", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.mrid,
            3 => &self.description,
            4 => &self.version,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.mrid,
            3 => &mut self.description,
            4 => &mut self.version,
            _ => return None,
        })
    }
}

element!(SubscribableIdentifiedObject, "SubscribableIdentifiedObject", subscribable B);

/// `SubscribableList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscribableList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
}

impl Node for SubscribableList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscribableList", "SubscribableList", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            _ => return None,
        })
    }
}

element!(SubscribableList, "SubscribableList", subscribable B);

/// `SubscribableResource`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscribableResource {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
}

impl Node for SubscribableResource {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscribableResource", "SubscribableResource", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            _ => return None,
        })
    }
}

element!(SubscribableResource, "SubscribableResource", subscribable B);

/// `Error`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Error {
    /// `maxRetryDuration`: UInt16, optional, both editions.
    pub max_retry_duration: Option<u16>,
    /// `reasonCode`: UInt16, required, both editions.
    pub reason_code: u16,
}

impl Node for Error {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Error", "Error", false, &[], &[
            el("maxRetryDuration", Maybe, B, 0),
            el("reasonCode", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.max_retry_duration,
            1 => &self.reason_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.max_retry_duration,
            1 => &mut self.reason_code,
            _ => return None,
        })
    }
}

element!(Error, "Error");

/// `Event`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Event {
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
}

impl Node for Event {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Event", "Event", false, &["Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
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
            _ => return None,
        })
    }
}

element!(Event, "Event", subscribable B);

/// `EventStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventStatus {
    /// `currentStatus`: UInt8, required, both editions.
    pub current_status: u8,
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `potentiallySuperseded`: boolean, required, both editions.
    pub potentially_superseded: bool,
    /// `potentiallySupersededTime`: TimeType, optional, both editions.
    pub potentially_superseded_time: Option<TimeType>,
    /// `reason`: String192, optional, both editions.
    pub reason: Option<String192>,
}

impl Node for EventStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EventStatus", "EventStatus", false, &[], &[
            el("currentStatus", One, B, 0),
            el("dateTime", One, B, 0),
            el("potentiallySuperseded", One, B, 0),
            el("potentiallySupersededTime", Maybe, B, 0),
            el("reason", Maybe, B, 192),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.current_status,
            1 => &self.date_time,
            2 => &self.potentially_superseded,
            3 => &self.potentially_superseded_time,
            4 => &self.reason,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.current_status,
            1 => &mut self.date_time,
            2 => &mut self.potentially_superseded,
            3 => &mut self.potentially_superseded_time,
            4 => &mut self.reason,
            _ => return None,
        })
    }
}

element!(EventStatus, "EventStatus");

/// `RandomizableEvent`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RandomizableEvent {
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
    /// `randomizeDuration`: OneHourRangeType, optional, both editions, default 0 in 2023.
    pub randomize_duration: Option<OneHourRangeType>,
    /// `randomizeStart`: OneHourRangeType, optional, both editions, default 0 in 2023.
    pub randomize_start: Option<OneHourRangeType>,
}

impl Node for RandomizableEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RandomizableEvent", "RandomizableEvent", false, &["Event", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
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
            el("randomizeDuration", Maybe, B, 0),
            el("randomizeStart", Maybe, B, 0),
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
            10 => &self.randomize_duration,
            11 => &self.randomize_start,
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
            10 => &mut self.randomize_duration,
            11 => &mut self.randomize_start,
            _ => return None,
        })
    }
}

element!(RandomizableEvent, "RandomizableEvent", subscribable B);
