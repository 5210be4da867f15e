// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `response`.

use super::prelude::*;

/// `ResponseSetList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseSetList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `ResponseSet`: ResponseSet, any number, both editions.
    pub response_set: Vec<ResponseSet>,
}

impl Node for ResponseSetList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ResponseSetList", "ResponseSetList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("ResponseSet", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.response_set,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.response_set,
            _ => return None,
        })
    }
}

element!(ResponseSetList, "ResponseSetList");

/// `ResponseSet`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseSet {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ResponseListLink`: ResponseListLink, optional, both editions.
    pub response_list_link: Option<ResponseListLink>,
}

impl Node for ResponseSet {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ResponseSet", "ResponseSet", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ResponseListLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.response_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.response_list_link,
            _ => return None,
        })
    }
}

element!(ResponseSet, "ResponseSet");

/// `ResponseList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `Response`: Response, any number, both editions.
    pub response: Vec<Document>,
}

impl Node for ResponseList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ResponseList", "ResponseList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("Response", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.response,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.response,
            _ => return None,
        })
    }
}

element!(ResponseList, "ResponseList");

/// `Response`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Response {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
}

impl Node for Response {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Response", "Response", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            _ => return None,
        })
    }
}

element!(Response, "Response");

/// `DefaultDERControlResponse`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DefaultDERControlResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
    /// `defaultsResponded`: DefaultDERControlType, required, 2023.
    pub defaults_responded: DefaultDERControlType,
    /// `modesResponded`: DERControlType, required, 2023.
    pub modes_responded: DERControlType,
    /// `modesResponded2`: DERControlType2, required, 2023.
    pub modes_responded2: DERControlType2,
}

impl Node for DefaultDERControlResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DefaultDERControlResponse", "DefaultDERControlResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
            el("defaultsResponded", One, N, 0),
            el("modesResponded", One, N, 0),
            el("modesResponded2", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            5 => &self.defaults_responded,
            6 => &self.modes_responded,
            7 => &self.modes_responded2,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            5 => &mut self.defaults_responded,
            6 => &mut self.modes_responded,
            7 => &mut self.modes_responded2,
            _ => return None,
        })
    }
}

element!(DefaultDERControlResponse, "DefaultDERControlResponse");

/// `DERControlResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERControlResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
    /// `modesResponded`: DERControlType, optional, 2023.
    pub modes_responded: Option<DERControlType>,
    /// `modesResponded2`: DERControlType2, optional, 2023.
    pub modes_responded2: Option<DERControlType2>,
}

impl Node for DERControlResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERControlResponse", "DERControlResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
            el("modesResponded", Maybe, N, 0),
            el("modesResponded2", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            5 => &self.modes_responded,
            6 => &self.modes_responded2,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            5 => &mut self.modes_responded,
            6 => &mut self.modes_responded2,
            _ => return None,
        })
    }
}

element!(DERControlResponse, "DERControlResponse");

/// `DrResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DrResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
    /// `ApplianceLoadReduction`: ApplianceLoadReduction, optional, both editions.
    pub appliance_load_reduction: Option<ApplianceLoadReduction>,
    /// `AppliedTargetReduction`: AppliedTargetReduction, optional, both editions.
    pub applied_target_reduction: Option<AppliedTargetReduction>,
    /// `DutyCycle`: DutyCycle, optional, both editions.
    pub duty_cycle: Option<DutyCycle>,
    /// `Offset`: Offset, optional, both editions.
    pub offset: Option<Offset>,
    /// `overrideDuration`: UInt16, optional, both editions.
    pub override_duration: Option<u16>,
    /// `SetPoint`: SetPoint, optional, both editions.
    pub set_point: Option<SetPoint>,
}

impl Node for DrResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DrResponse", "DrResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
            el("ApplianceLoadReduction", Maybe, B, 0),
            el("AppliedTargetReduction", Maybe, B, 0),
            el("DutyCycle", Maybe, B, 0),
            el("Offset", Maybe, B, 0),
            el("overrideDuration", Maybe, B, 0),
            el("SetPoint", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            5 => &self.appliance_load_reduction,
            6 => &self.applied_target_reduction,
            7 => &self.duty_cycle,
            8 => &self.offset,
            9 => &self.override_duration,
            10 => &self.set_point,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            5 => &mut self.appliance_load_reduction,
            6 => &mut self.applied_target_reduction,
            7 => &mut self.duty_cycle,
            8 => &mut self.offset,
            9 => &mut self.override_duration,
            10 => &mut self.set_point,
            _ => return None,
        })
    }
}

element!(DrResponse, "DrResponse");

/// `AppliedTargetReduction`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AppliedTargetReduction {
    /// `type`: UnitType, required, both editions.
    pub r#type: UnitType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for AppliedTargetReduction {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AppliedTargetReduction", "AppliedTargetReduction", false, &[], &[
            el("type", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r#type,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r#type,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(AppliedTargetReduction, "AppliedTargetReduction");

/// `FlowReservationResponseResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationResponseResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
}

impl Node for FlowReservationResponseResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationResponseResponse", "FlowReservationResponseResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            _ => return None,
        })
    }
}

element!(FlowReservationResponseResponse, "FlowReservationResponseResponse");

/// `PriceResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
}

impl Node for PriceResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PriceResponse", "PriceResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            _ => return None,
        })
    }
}

element!(PriceResponse, "PriceResponse");

/// `TextResponse`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextResponse {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, optional, both editions.
    pub created_date_time: Option<TimeType>,
    /// `endDeviceLFDI`: HexBinary160, required, both editions.
    pub end_device_lfdi: HexBinary160,
    /// `status`: UInt8, optional, both editions.
    pub status: Option<u8>,
    /// `subject`: mRIDType, required, both editions.
    pub subject: MRIDType,
}

impl Node for TextResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TextResponse", "TextResponse", false, &["Resource", "Response"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", Maybe, B, 0),
            el("endDeviceLFDI", One, B, 0),
            el("status", Maybe, B, 0),
            el("subject", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.end_device_lfdi,
            3 => &self.status,
            4 => &self.subject,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.end_device_lfdi,
            3 => &mut self.status,
            4 => &mut self.subject,
            _ => return None,
        })
    }
}

element!(TextResponse, "TextResponse");
