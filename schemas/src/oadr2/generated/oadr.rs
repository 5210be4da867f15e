// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://openadr.org/oadr-2.0b/2012/07`.

use super::prelude::*;

/// `oadr:oadrDistributeEventType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrDistributeEvent {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written; not in 2.0a.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, optional.
    pub ei_response: Option<EiResponse>,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:vtnID`: xs:string, required.
    pub vtn_id: String,
    /// `oadr:oadrEvent`: oadr:oadrEvent, any number.
    pub oadr_event: Vec<OadrEvent>,
}

impl Node for OadrDistributeEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrDistributeEventType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Ei, "eiResponse")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "vtnID")], One, Keep),
            el(&[n(Ns::Oadr, "oadrEvent")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.request_id,
            3 => &self.vtn_id,
            4 => &self.oadr_event,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.request_id,
            3 => &mut self.vtn_id,
            4 => &mut self.oadr_event,
            _ => return None,
        })
    }
}

/// `oadr:oadrEvent`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrEvent {
    /// `ei:eiEvent`: ei:eiEventType, required.
    pub ei_event: EiEvent,
    /// `oadr:oadrResponseRequired`: oadr:ResponseRequiredType, required.
    pub oadr_response_required: ResponseRequired,
}

impl Node for OadrEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrEvent", &[
            el(&[n(Ns::Ei, "eiEvent")], One, Keep),
            el(&[n(Ns::Oadr, "oadrResponseRequired")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.ei_event,
            1 => &self.oadr_response_required,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.ei_event,
            1 => &mut self.oadr_response_required,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreatedEventType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreatedEvent {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written; not in 2.0a.
    pub schema_version: SchemaVersion,
    /// `pyld:eiCreatedEvent`: pyld:eiCreatedEvent, required.
    pub ei_created_event: EiCreatedEvent,
}

impl Node for OadrCreatedEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreatedEventType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Pyld, "eiCreatedEvent")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_created_event,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_created_event,
            _ => return None,
        })
    }
}

/// `oadr:oadrRequestEventType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrRequestEvent {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written; not in 2.0a.
    pub schema_version: SchemaVersion,
    /// `pyld:eiRequestEvent`: pyld:eiRequestEvent, required.
    pub ei_request_event: EiRequestEvent,
}

impl Node for OadrRequestEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrRequestEventType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Pyld, "eiRequestEvent")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_request_event,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_request_event,
            _ => return None,
        })
    }
}

/// `oadr:oadrResponseType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrResponse {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written; not in 2.0a.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:venID`: xs:string, optional; not in 2.0a.
    pub ven_id: Option<String>,
}

impl Node for OadrResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrResponseType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep).not_in_a(),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCancelOptType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCancelOpt {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:optID`: xs:string, required.
    pub opt_id: String,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
}

impl Node for OadrCancelOpt {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCancelOptType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "optID")], One, Keep),
            el(&[n(Ns::Ei, "venID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.opt_id,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.opt_id,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCanceledOptType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCanceledOpt {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:optID`: xs:string, optional.
    pub opt_id: Option<String>,
}

impl Node for OadrCanceledOpt {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCanceledOptType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "optID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.opt_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.opt_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreateOptType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreateOpt {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:optID`: xs:string, required.
    pub opt_id: String,
    /// `ei:optType`: ei:OptTypeType, required.
    pub opt_type: OptType,
    /// `ei:optReason`: ei:OptReasonType, required.
    pub opt_reason: OptReason,
    /// `emix:marketContext`: emix:MarketContextType, optional.
    pub market_context: Option<String>,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
    /// `xcal:vavailability`: xcal:VavailabilityType, optional.
    pub vavailability: Option<Vavailability>,
    /// `ei:createdDateTime`: xcal:DateTimeType, required.
    pub created_date_time: DateTime,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:qualifiedEventID`: ei:QualifiedEventIDType, optional.
    pub qualified_event_id: Option<QualifiedEventID>,
    /// `ei:eiTarget`: ei:EiTargetType, required.
    pub ei_target: EiTarget,
    /// `oadr:oadrDeviceClass`: ei:EiTargetType, optional.
    pub oadr_device_class: Option<EiTarget>,
}

impl Node for OadrCreateOpt {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreateOptType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "optID")], One, Keep),
            el(&[n(Ns::Ei, "optType")], One, Token),
            el(&[n(Ns::Ei, "optReason")], One, Keep),
            el(&[n(Ns::Emix, "marketContext")], Maybe, Token),
            el(&[n(Ns::Ei, "venID")], One, Keep),
            el(&[n(Ns::Xcal, "vavailability")], Maybe, Keep),
            el(&[n(Ns::Ei, "createdDateTime")], One, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "qualifiedEventID")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiTarget")], One, Keep),
            el(&[n(Ns::Oadr, "oadrDeviceClass")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.opt_id,
            2 => &self.opt_type,
            3 => &self.opt_reason,
            4 => &self.market_context,
            5 => &self.ven_id,
            6 => &self.vavailability,
            7 => &self.created_date_time,
            8 => &self.request_id,
            9 => &self.qualified_event_id,
            10 => &self.ei_target,
            11 => &self.oadr_device_class,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.opt_id,
            2 => &mut self.opt_type,
            3 => &mut self.opt_reason,
            4 => &mut self.market_context,
            5 => &mut self.ven_id,
            6 => &mut self.vavailability,
            7 => &mut self.created_date_time,
            8 => &mut self.request_id,
            9 => &mut self.qualified_event_id,
            10 => &mut self.ei_target,
            11 => &mut self.oadr_device_class,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreatedOptType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreatedOpt {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:optID`: xs:string, required.
    pub opt_id: String,
}

impl Node for OadrCreatedOpt {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreatedOptType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "optID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.opt_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.opt_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCancelReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCancelReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:reportRequestID`: xs:string, one or more.
    pub report_request_id: Vec<String>,
    /// `pyld:reportToFollow`: xs:boolean, required.
    pub report_to_follow: bool,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCancelReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCancelReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "reportRequestID")], Some1, Keep),
            el(&[n(Ns::Pyld, "reportToFollow")], One, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.report_request_id,
            3 => &self.report_to_follow,
            4 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.report_request_id,
            3 => &mut self.report_to_follow,
            4 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCanceledReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCanceledReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `oadr:oadrPendingReports`: oadr:oadrPendingReportsType, required.
    pub oadr_pending_reports: OadrPendingReports,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCanceledReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCanceledReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Oadr, "oadrPendingReports")], One, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.oadr_pending_reports,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.oadr_pending_reports,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreateReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreateReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `oadr:oadrReportRequest`: oadr:oadrReportRequestType, one or more.
    pub oadr_report_request: Vec<OadrReportRequest>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCreateReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreateReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Oadr, "oadrReportRequest")], Some1, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.oadr_report_request,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.oadr_report_request,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreatedReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreatedReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `oadr:oadrPendingReports`: oadr:oadrPendingReportsType, required.
    pub oadr_pending_reports: OadrPendingReports,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCreatedReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreatedReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Oadr, "oadrPendingReports")], One, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.oadr_pending_reports,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.oadr_pending_reports,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrRegisterReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrRegisterReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `oadr:oadrReport`: oadr:oadrReportType, any number.
    pub oadr_report: Vec<OadrReport>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
    /// `ei:reportRequestID`: xs:string, optional.
    pub report_request_id: Option<String>,
}

impl Node for OadrRegisterReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrRegisterReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Oadr, "oadrReport")], Any, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
            el(&[n(Ns::Ei, "reportRequestID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.oadr_report,
            3 => &self.ven_id,
            4 => &self.report_request_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.oadr_report,
            3 => &mut self.ven_id,
            4 => &mut self.report_request_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrRegisteredReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrRegisteredReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `oadr:oadrReportRequest`: oadr:oadrReportRequestType, any number.
    pub oadr_report_request: Vec<OadrReportRequest>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrRegisteredReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrRegisteredReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Oadr, "oadrReportRequest")], Any, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.oadr_report_request,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.oadr_report_request,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrUpdateReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrUpdateReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `oadr:oadrReport`: oadr:oadrReportType, any number.
    pub oadr_report: Vec<OadrReport>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrUpdateReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrUpdateReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Oadr, "oadrReport")], Any, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.oadr_report,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.oadr_report,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrUpdatedReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrUpdatedReport {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `oadr:oadrCancelReport`: oadr:oadrCancelReportType, optional.
    pub oadr_cancel_report: Option<OadrCancelReport>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrUpdatedReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrUpdatedReportType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Oadr, "oadrCancelReport")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.oadr_cancel_report,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.oadr_cancel_report,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCancelPartyRegistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCancelPartyRegistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:registrationID`: ei:UidType, required.
    pub registration_id: String,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCancelPartyRegistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCancelPartyRegistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "registrationID")], One, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.registration_id,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.registration_id,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCanceledPartyRegistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCanceledPartyRegistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:registrationID`: ei:UidType, optional.
    pub registration_id: Option<String>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
}

impl Node for OadrCanceledPartyRegistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCanceledPartyRegistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "registrationID")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.registration_id,
            3 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.registration_id,
            3 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreatePartyRegistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreatePartyRegistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:registrationID`: ei:UidType, optional.
    pub registration_id: Option<String>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
    /// `oadr:oadrProfileName`: oadr:oadrProfileType, required.
    pub oadr_profile_name: OadrProfileName,
    /// `oadr:oadrTransportName`: oadr:oadrTransportType, required.
    pub oadr_transport_name: OadrTransportName,
    /// `oadr:oadrTransportAddress`: xs:string, optional.
    pub oadr_transport_address: Option<String>,
    /// `oadr:oadrReportOnly`: xs:boolean, required.
    pub oadr_report_only: bool,
    /// `oadr:oadrXmlSignature`: xs:boolean, required.
    pub oadr_xml_signature: bool,
    /// `oadr:oadrVenName`: xs:string, optional.
    pub oadr_ven_name: Option<String>,
    /// `oadr:oadrHttpPullModel`: xs:boolean, optional.
    pub oadr_http_pull_model: Option<bool>,
}

impl Node for OadrCreatePartyRegistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreatePartyRegistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "registrationID")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrProfileName")], One, Token),
            el(&[n(Ns::Oadr, "oadrTransportName")], One, Token),
            el(&[n(Ns::Oadr, "oadrTransportAddress")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrReportOnly")], One, Keep),
            el(&[n(Ns::Oadr, "oadrXmlSignature")], One, Keep),
            el(&[n(Ns::Oadr, "oadrVenName")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrHttpPullModel")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            2 => &self.registration_id,
            3 => &self.ven_id,
            4 => &self.oadr_profile_name,
            5 => &self.oadr_transport_name,
            6 => &self.oadr_transport_address,
            7 => &self.oadr_report_only,
            8 => &self.oadr_xml_signature,
            9 => &self.oadr_ven_name,
            10 => &self.oadr_http_pull_model,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            2 => &mut self.registration_id,
            3 => &mut self.ven_id,
            4 => &mut self.oadr_profile_name,
            5 => &mut self.oadr_transport_name,
            6 => &mut self.oadr_transport_address,
            7 => &mut self.oadr_report_only,
            8 => &mut self.oadr_xml_signature,
            9 => &mut self.oadr_ven_name,
            10 => &mut self.oadr_http_pull_model,
            _ => return None,
        })
    }
}

/// `oadr:oadrCreatedPartyRegistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrCreatedPartyRegistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:eiResponse`: ei:EiResponseType, required.
    pub ei_response: EiResponse,
    /// `ei:registrationID`: ei:UidType, optional.
    pub registration_id: Option<String>,
    /// `ei:venID`: xs:string, optional.
    pub ven_id: Option<String>,
    /// `ei:vtnID`: xs:string, required.
    pub vtn_id: String,
    /// `oadr:oadrProfiles`: oadr:oadrProfiles, required.
    pub oadr_profiles: OadrProfiles,
    /// `oadr:oadrRequestedOadrPollFreq`: xcal:DurationPropType, optional.
    pub oadr_requested_oadr_poll_freq: Option<DurationProp>,
    /// `oadr:oadrServiceSpecificInfo`: oadr:oadrServiceSpecificInfo, optional.
    pub oadr_service_specific_info: Option<OadrServiceSpecificInfo>,
    /// `oadr:oadrExtensions`: oadr:oadrExtensions, optional.
    pub oadr_extensions: Option<OadrExtensions>,
}

impl Node for OadrCreatedPartyRegistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrCreatedPartyRegistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiResponse")], One, Keep),
            el(&[n(Ns::Ei, "registrationID")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], Maybe, Keep),
            el(&[n(Ns::Ei, "vtnID")], One, Keep),
            el(&[n(Ns::Oadr, "oadrProfiles")], One, Keep),
            el(&[n(Ns::Oadr, "oadrRequestedOadrPollFreq")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrServiceSpecificInfo")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrExtensions")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ei_response,
            2 => &self.registration_id,
            3 => &self.ven_id,
            4 => &self.vtn_id,
            5 => &self.oadr_profiles,
            6 => &self.oadr_requested_oadr_poll_freq,
            7 => &self.oadr_service_specific_info,
            8 => &self.oadr_extensions,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ei_response,
            2 => &mut self.registration_id,
            3 => &mut self.ven_id,
            4 => &mut self.vtn_id,
            5 => &mut self.oadr_profiles,
            6 => &mut self.oadr_requested_oadr_poll_freq,
            7 => &mut self.oadr_service_specific_info,
            8 => &mut self.oadr_extensions,
            _ => return None,
        })
    }
}

/// `oadr:oadrExtensions`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrExtensions {
    /// `oadr:oadrExtension`: oadr:oadrExtension, any number.
    pub oadr_extension: Vec<OadrExtension>,
}

impl Node for OadrExtensions {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrExtensions", &[
            el(&[n(Ns::Oadr, "oadrExtension")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_extension,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_extension,
            _ => return None,
        })
    }
}

/// `oadr:oadrExtension`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrExtension {
    /// `oadr:oadrExtensionName`: xs:string, required.
    pub oadr_extension_name: String,
    /// `oadr:oadrInfo`: oadr:oadrInfo, any number.
    pub oadr_info: Vec<OadrInfo>,
}

impl Node for OadrExtension {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrExtension", &[
            el(&[n(Ns::Oadr, "oadrExtensionName")], One, Keep),
            el(&[n(Ns::Oadr, "oadrInfo")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_extension_name,
            1 => &self.oadr_info,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_extension_name,
            1 => &mut self.oadr_info,
            _ => return None,
        })
    }
}

/// `oadr:oadrRequestReregistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrRequestReregistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
}

impl Node for OadrRequestReregistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrRequestReregistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrQueryRegistrationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrQueryRegistration {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
}

impl Node for OadrQueryRegistration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrQueryRegistrationType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.request_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.request_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrPollType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrPoll {
    /// `ei:schemaVersion`: attribute, ei:schemaVersionType, optional, `2.0b` where it is absent; always written.
    pub schema_version: SchemaVersion,
    /// `ei:venID`: xs:string, required.
    pub ven_id: String,
}

impl Node for OadrPoll {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrPollType", &[
            at(&[n(Ns::Ei, "schemaVersion")], Maybe, Keep),
            el(&[n(Ns::Ei, "venID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.schema_version,
            1 => &self.ven_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.schema_version,
            1 => &mut self.ven_id,
            _ => return None,
        })
    }
}

/// `oadr:oadrProfiles`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrProfiles {
    /// `oadr:oadrProfile`: oadr:oadrProfile, one or more.
    pub oadr_profile: Vec<OadrProfile>,
}

impl Node for OadrProfiles {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrProfiles", &[
            el(&[n(Ns::Oadr, "oadrProfile")], Some1, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_profile,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_profile,
            _ => return None,
        })
    }
}

/// `oadr:oadrProfile`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrProfile {
    /// `oadr:oadrProfileName`: oadr:oadrProfileType, required.
    pub oadr_profile_name: OadrProfileName,
    /// `oadr:oadrTransports`: oadr:oadrTransports, required.
    pub oadr_transports: OadrTransports,
}

impl Node for OadrProfile {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrProfile", &[
            el(&[n(Ns::Oadr, "oadrProfileName")], One, Token),
            el(&[n(Ns::Oadr, "oadrTransports")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_profile_name,
            1 => &self.oadr_transports,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_profile_name,
            1 => &mut self.oadr_transports,
            _ => return None,
        })
    }
}

/// `oadr:oadrTransports`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrTransports {
    /// `oadr:oadrTransport`: oadr:oadrTransport, one or more.
    pub oadr_transport: Vec<OadrTransport>,
}

impl Node for OadrTransports {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrTransports", &[
            el(&[n(Ns::Oadr, "oadrTransport")], Some1, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_transport,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_transport,
            _ => return None,
        })
    }
}

/// `oadr:oadrTransport`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrTransport {
    /// `oadr:oadrTransportName`: oadr:oadrTransportType, required.
    pub oadr_transport_name: OadrTransportName,
}

impl Node for OadrTransport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrTransport", &[
            el(&[n(Ns::Oadr, "oadrTransportName")], One, Token),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_transport_name,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_transport_name,
            _ => return None,
        })
    }
}

/// `oadr:oadrServiceSpecificInfo`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrServiceSpecificInfo {
    /// `oadr:oadrService`: oadr:oadrService, any number.
    pub oadr_service: Vec<OadrService>,
}

impl Node for OadrServiceSpecificInfo {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrServiceSpecificInfo", &[
            el(&[n(Ns::Oadr, "oadrService")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_service,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_service,
            _ => return None,
        })
    }
}

/// `oadr:oadrService`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrService {
    /// `oadr:oadrServiceName`: oadr:oadrServiceNameType, required.
    pub oadr_service_name: OadrServiceName,
    /// `oadr:oadrInfo`: oadr:oadrInfo, one or more.
    pub oadr_info: Vec<OadrInfo>,
}

impl Node for OadrService {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrService", &[
            el(&[n(Ns::Oadr, "oadrServiceName")], One, Token),
            el(&[n(Ns::Oadr, "oadrInfo")], Some1, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_service_name,
            1 => &self.oadr_info,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_service_name,
            1 => &mut self.oadr_info,
            _ => return None,
        })
    }
}

/// `oadr:oadrInfo`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrInfo {
    /// `oadr:oadrKey`: xs:string, required.
    pub oadr_key: String,
    /// `oadr:oadrValue`: xs:string, required.
    pub oadr_value: String,
}

impl Node for OadrInfo {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrInfo", &[
            el(&[n(Ns::Oadr, "oadrKey")], One, Keep),
            el(&[n(Ns::Oadr, "oadrValue")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_key,
            1 => &self.oadr_value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_key,
            1 => &mut self.oadr_value,
            _ => return None,
        })
    }
}

/// `oadr:oadrPendingReportsType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrPendingReports {
    /// `ei:reportRequestID`: xs:string, any number.
    pub report_request_id: Vec<String>,
}

impl Node for OadrPendingReports {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrPendingReportsType", &[
            el(&[n(Ns::Ei, "reportRequestID")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.report_request_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.report_request_id,
            _ => return None,
        })
    }
}

/// `oadr:BaseUnitType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BaseUnit {
    /// `oadr:itemDescription`: xs:string, required.
    pub item_description: String,
    /// `oadr:itemUnits`: xs:string, required.
    pub item_units: String,
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for BaseUnit {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BaseUnitType", &[
            el(&[n(Ns::Oadr, "itemDescription")], One, Keep),
            el(&[n(Ns::Oadr, "itemUnits")], One, Keep),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.item_description,
            1 => &self.item_units,
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.item_description,
            1 => &mut self.item_units,
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:CurrentType`, 2.0b.
///
/// `oadr:itemDescription` is always `Current`.
///
/// `oadr:itemUnits` is always `A`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Current {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Current {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurrentType", &[
            fixed(&[n(Ns::Oadr, "itemDescription")], "Current"),
            fixed(&[n(Ns::Oadr, "itemUnits")], "A"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:currencyType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Currency {
    /// `oadr:itemDescription`: oadr:currencyItemDescriptionType, required.
    pub item_description: CurrencyItemDescription,
    /// `oadr:itemUnits`: currency:ISO3AlphaCurrencyCodeContentType, required.
    pub item_units: CurrencyCode,
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Currency {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("currencyType", &[
            el(&[n(Ns::Oadr, "itemDescription")], One, Token),
            el(&[n(Ns::Oadr, "itemUnits")], One, Token),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.item_description,
            1 => &self.item_units,
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.item_description,
            1 => &mut self.item_units,
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:FrequencyType`, 2.0b.
///
/// `oadr:itemDescription` is always `Frequency`.
///
/// `oadr:itemUnits` is always `Hz`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frequency {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Frequency {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FrequencyType", &[
            fixed(&[n(Ns::Oadr, "itemDescription")], "Frequency"),
            fixed(&[n(Ns::Oadr, "itemUnits")], "Hz"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:ThermType`, 2.0b.
///
/// `oadr:itemDescription` is always `Therm`.
///
/// `oadr:itemUnits` is always `thm`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Therm {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Therm {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ThermType", &[
            fixed(&[n(Ns::Oadr, "itemDescription")], "Therm"),
            fixed(&[n(Ns::Oadr, "itemUnits")], "thm"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:temperatureType`, 2.0b.
///
/// `oadr:itemDescription` is always `temperature`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Temperature {
    /// `oadr:itemUnits`: oadr:temperatureUnitType, required.
    pub item_units: TemperatureUnit,
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Temperature {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("temperatureType", &[
            fixed(&[n(Ns::Oadr, "itemDescription")], "temperature"),
            el(&[n(Ns::Oadr, "itemUnits")], One, Token),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            1 => &self.item_units,
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            1 => &mut self.item_units,
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `oadr:pulseCountType`, 2.0b.
///
/// `oadr:itemDescription` is always `pulse count`.
///
/// `oadr:itemUnits` is always `count`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PulseCount {
    /// `oadr:pulseFactor`: xs:float, required.
    pub pulse_factor: f64,
}

impl Node for PulseCount {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("pulseCountType", &[
            fixed(&[n(Ns::Oadr, "itemDescription")], "pulse count"),
            fixed(&[n(Ns::Oadr, "itemUnits")], "count"),
            el(&[n(Ns::Oadr, "pulseFactor")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.pulse_factor,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.pulse_factor,
            _ => return None,
        })
    }
}

/// `oadr:oadrReportRequestType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrReportRequest {
    /// `ei:reportRequestID`: xs:string, required.
    pub report_request_id: String,
    /// `ei:reportSpecifier`: ei:ReportSpecifierType, required.
    pub report_specifier: ReportSpecifier,
}

impl Node for OadrReportRequest {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrReportRequestType", &[
            el(&[n(Ns::Ei, "reportRequestID")], One, Keep),
            el(&[n(Ns::Ei, "reportSpecifier")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.report_request_id,
            1 => &self.report_specifier,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.report_request_id,
            1 => &mut self.report_specifier,
            _ => return None,
        })
    }
}

/// `oadr:oadrReportType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrReport {
    /// `xcal:dtstart`: xcal:dtstart, optional.
    pub dtstart: Option<Dtstart>,
    /// `xcal:duration`: xcal:DurationPropType, optional.
    pub duration: Option<DurationProp>,
    /// `strm:intervals`: strm:intervals, optional.
    pub intervals: Option<Intervals>,
    /// `ei:eiReportID`: xs:string, optional.
    pub ei_report_id: Option<String>,
    /// `oadr:oadrReportDescription`: oadr:oadrReportDescriptionType, any number.
    pub oadr_report_description: Vec<OadrReportDescription>,
    /// `ei:reportRequestID`: xs:string, required.
    pub report_request_id: String,
    /// `ei:reportSpecifierID`: xs:string, required.
    pub report_specifier_id: String,
    /// `ei:reportName`: ei:reportNameType, optional.
    pub report_name: Option<ReportName>,
    /// `ei:createdDateTime`: xcal:DateTimeType, required.
    pub created_date_time: DateTime,
}

impl Node for OadrReport {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrReportType", &[
            el(&[n(Ns::Xcal, "dtstart")], Maybe, Keep),
            el(&[n(Ns::Xcal, "duration")], Maybe, Keep),
            el(&[n(Ns::Strm, "intervals")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiReportID")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrReportDescription")], Any, Keep),
            el(&[n(Ns::Ei, "reportRequestID")], One, Keep),
            el(&[n(Ns::Ei, "reportSpecifierID")], One, Keep),
            el(&[n(Ns::Ei, "reportName")], Maybe, Keep),
            el(&[n(Ns::Ei, "createdDateTime")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.dtstart,
            1 => &self.duration,
            2 => &self.intervals,
            3 => &self.ei_report_id,
            4 => &self.oadr_report_description,
            5 => &self.report_request_id,
            6 => &self.report_specifier_id,
            7 => &self.report_name,
            8 => &self.created_date_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.dtstart,
            1 => &mut self.duration,
            2 => &mut self.intervals,
            3 => &mut self.ei_report_id,
            4 => &mut self.oadr_report_description,
            5 => &mut self.report_request_id,
            6 => &mut self.report_specifier_id,
            7 => &mut self.report_name,
            8 => &mut self.created_date_time,
            _ => return None,
        })
    }
}

/// `oadr:oadrReportDescriptionType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrReportDescription {
    /// `ei:rID`: xs:string, required.
    pub r_id: String,
    /// `ei:reportSubject`: ei:EiTargetType, optional.
    pub report_subject: Option<EiTarget>,
    /// `ei:reportDataSource`: ei:EiTargetType, optional.
    pub report_data_source: Option<EiTarget>,
    /// `ei:reportType`: ei:ReportTypeType, required.
    pub report_type: ReportType,
    /// `emix:itemBase`: one of its group, optional.
    pub item_base: Option<ItemBase>,
    /// `ei:readingType`: ei:ReadingTypeType, required.
    pub reading_type: ReadingType,
    /// `emix:marketContext`: emix:MarketContextType, optional.
    pub market_context: Option<String>,
    /// `oadr:oadrSamplingRate`: oadr:oadrSamplingRateType, optional.
    pub oadr_sampling_rate: Option<OadrSamplingRate>,
}

impl Node for OadrReportDescription {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrReportDescriptionType", &[
            el(&[n(Ns::Ei, "rID")], One, Keep),
            el(&[n(Ns::Ei, "reportSubject")], Maybe, Keep),
            el(&[n(Ns::Ei, "reportDataSource")], Maybe, Keep),
            el(&[n(Ns::Ei, "reportType")], One, Keep),
            group("itemBase", ItemBase::NAMES, Maybe),
            el(&[n(Ns::Ei, "readingType")], One, Keep),
            el(&[n(Ns::Emix, "marketContext")], Maybe, Token),
            el(&[n(Ns::Oadr, "oadrSamplingRate")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r_id,
            1 => &self.report_subject,
            2 => &self.report_data_source,
            3 => &self.report_type,
            4 => &self.item_base,
            5 => &self.reading_type,
            6 => &self.market_context,
            7 => &self.oadr_sampling_rate,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r_id,
            1 => &mut self.report_subject,
            2 => &mut self.report_data_source,
            3 => &mut self.report_type,
            4 => &mut self.item_base,
            5 => &mut self.reading_type,
            6 => &mut self.market_context,
            7 => &mut self.oadr_sampling_rate,
            _ => return None,
        })
    }
}

/// `oadr:oadrSamplingRateType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrSamplingRate {
    /// `oadr:oadrMinPeriod`: xcal:DurationValueType, required.
    pub oadr_min_period: Duration,
    /// `oadr:oadrMaxPeriod`: xcal:DurationValueType, required.
    pub oadr_max_period: Duration,
    /// `oadr:oadrOnChange`: xs:boolean, required.
    pub oadr_on_change: bool,
}

impl Node for OadrSamplingRate {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrSamplingRateType", &[
            el(&[n(Ns::Oadr, "oadrMinPeriod")], One, Keep),
            el(&[n(Ns::Oadr, "oadrMaxPeriod")], One, Keep),
            el(&[n(Ns::Oadr, "oadrOnChange")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_min_period,
            1 => &self.oadr_max_period,
            2 => &self.oadr_on_change,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_min_period,
            1 => &mut self.oadr_max_period,
            2 => &mut self.oadr_on_change,
            _ => return None,
        })
    }
}

/// `oadr:oadrPayloadResourceStatusType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrPayloadResourceStatus {
    /// `oadr:oadrOnline`: xs:boolean, required.
    pub oadr_online: bool,
    /// `oadr:oadrManualOverride`: xs:boolean, required.
    pub oadr_manual_override: bool,
    /// `oadr:oadrLoadControlState`: oadr:oadrLoadControlStateType, optional.
    pub oadr_load_control_state: Option<OadrLoadControlState>,
}

impl Node for OadrPayloadResourceStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrPayloadResourceStatusType", &[
            el(&[n(Ns::Oadr, "oadrOnline")], One, Keep),
            el(&[n(Ns::Oadr, "oadrManualOverride")], One, Keep),
            el(&[n(Ns::Oadr, "oadrLoadControlState")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_online,
            1 => &self.oadr_manual_override,
            2 => &self.oadr_load_control_state,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_online,
            1 => &mut self.oadr_manual_override,
            2 => &mut self.oadr_load_control_state,
            _ => return None,
        })
    }
}

/// `oadr:oadrLoadControlStateType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrLoadControlState {
    /// `oadr:oadrCapacity`: oadr:oadrLoadControlStateTypeType, optional.
    pub oadr_capacity: Option<OadrLoadControlStateType>,
    /// `oadr:oadrLevelOffset`: oadr:oadrLoadControlStateTypeType, optional.
    pub oadr_level_offset: Option<OadrLoadControlStateType>,
    /// `oadr:oadrPercentOffset`: oadr:oadrLoadControlStateTypeType, optional.
    pub oadr_percent_offset: Option<OadrLoadControlStateType>,
    /// `oadr:oadrSetPoint`: oadr:oadrLoadControlStateTypeType, optional.
    pub oadr_set_point: Option<OadrLoadControlStateType>,
}

impl Node for OadrLoadControlState {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrLoadControlStateType", &[
            el(&[n(Ns::Oadr, "oadrCapacity")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrLevelOffset")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrPercentOffset")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrSetPoint")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_capacity,
            1 => &self.oadr_level_offset,
            2 => &self.oadr_percent_offset,
            3 => &self.oadr_set_point,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_capacity,
            1 => &mut self.oadr_level_offset,
            2 => &mut self.oadr_percent_offset,
            3 => &mut self.oadr_set_point,
            _ => return None,
        })
    }
}

/// `oadr:oadrLoadControlStateTypeType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrLoadControlStateType {
    /// `oadr:oadrMin`: xs:float, optional.
    pub oadr_min: Option<f64>,
    /// `oadr:oadrMax`: xs:float, optional.
    pub oadr_max: Option<f64>,
    /// `oadr:oadrCurrent`: xs:float, required.
    pub oadr_current: f64,
    /// `oadr:oadrNormal`: xs:float, optional.
    pub oadr_normal: Option<f64>,
}

impl Node for OadrLoadControlStateType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrLoadControlStateTypeType", &[
            el(&[n(Ns::Oadr, "oadrMin")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrMax")], Maybe, Keep),
            el(&[n(Ns::Oadr, "oadrCurrent")], One, Keep),
            el(&[n(Ns::Oadr, "oadrNormal")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.oadr_min,
            1 => &self.oadr_max,
            2 => &self.oadr_current,
            3 => &self.oadr_normal,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.oadr_min,
            1 => &mut self.oadr_max,
            2 => &mut self.oadr_current,
            3 => &mut self.oadr_normal,
            _ => return None,
        })
    }
}

/// `oadr:oadrGBItemBase`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrGBItemBase {
    /// `atom:feed`: kept as text, required.
    pub feed: Feed,
}

impl Node for OadrGBItemBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrGBItemBase", &[
            el(&[n(Ns::Atom, "feed")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.feed,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.feed,
            _ => return None,
        })
    }
}

/// `oadr:oadrGBStreamPayloadBase`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrGBStreamPayloadBase {
    /// `atom:feed`: kept as text, required.
    pub feed: Feed,
}

impl Node for OadrGBStreamPayloadBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrGBStreamPayloadBase", &[
            el(&[n(Ns::Atom, "feed")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.feed,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.feed,
            _ => return None,
        })
    }
}

/// `oadr:oadrReportPayloadType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OadrReportPayload {
    /// `ei:rID`: xs:string, required.
    pub r_id: String,
    /// `ei:confidence`: ei:ConfidenceType, optional.
    pub confidence: Option<Confidence>,
    /// `ei:accuracy`: ei:AccuracyType, optional.
    pub accuracy: Option<f64>,
    /// `ei:payloadBase`: one of its group, required.
    pub payload_base: Payload,
    /// `oadr:oadrDataQuality`: oadr:oadrDataQualityTypeType, optional.
    pub oadr_data_quality: Option<OadrDataQuality>,
}

impl Node for OadrReportPayload {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("oadrReportPayloadType", &[
            el(&[n(Ns::Ei, "rID")], One, Keep),
            el(&[n(Ns::Ei, "confidence")], Maybe, Keep),
            el(&[n(Ns::Ei, "accuracy")], Maybe, Keep),
            group("payloadBase", Payload::NAMES, One),
            el(&[n(Ns::Oadr, "oadrDataQuality")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r_id,
            1 => &self.confidence,
            2 => &self.accuracy,
            3 => &self.payload_base,
            4 => &self.oadr_data_quality,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r_id,
            1 => &mut self.confidence,
            2 => &mut self.accuracy,
            3 => &mut self.payload_base,
            4 => &mut self.oadr_data_quality,
            _ => return None,
        })
    }
}

/// `oadr:oadrProfileType`, 2.0b: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OadrProfileName {
    /// `2.0a`.
    V20a,
    /// `2.0b`.
    #[default]
    V20b,
}

enumeration!(
    OadrProfileName,
    "oadr:oadrProfileType (2.0a, 2.0b)",
    V20a = "2.0a",
    V20b = "2.0b",
);

/// `oadr:oadrTransportType`, 2.0b: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OadrTransportName {
    /// `simpleHttp`.
    #[default]
    SimpleHttp,
    /// `xmpp`.
    Xmpp,
}

enumeration!(
    OadrTransportName,
    "oadr:oadrTransportType (simpleHttp, xmpp)",
    SimpleHttp = "simpleHttp",
    Xmpp = "xmpp",
);

/// `oadr:oadrServiceNameType`, 2.0b: one of 5 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OadrServiceName {
    /// `EiEvent`.
    #[default]
    EiEvent,
    /// `EiOpt`.
    EiOpt,
    /// `EiReport`.
    EiReport,
    /// `EiRegisterParty`.
    EiRegisterParty,
    /// `OadrPoll`.
    OadrPoll,
}

enumeration!(
    OadrServiceName,
    "oadr:oadrServiceNameType (EiEvent, EiOpt, EiReport, EiRegisterParty, OadrPoll)",
    EiEvent = "EiEvent",
    EiOpt = "EiOpt",
    EiReport = "EiReport",
    EiRegisterParty = "EiRegisterParty",
    OadrPoll = "OadrPoll",
);

/// `oadr:ResponseRequiredType`, 2.0b and 2.0a: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ResponseRequired {
    /// `always`.
    #[default]
    Always,
    /// `never`.
    Never,
}

enumeration!(
    ResponseRequired,
    "oadr:ResponseRequiredType (always, never)",
    Always = "always",
    Never = "never",
);

/// `oadr:currencyItemDescriptionType`, 2.0b: one of 3 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CurrencyItemDescription {
    /// `currency`.
    #[default]
    Currency,
    /// `currencyPerKW`.
    CurrencyPerKW,
    /// `currencyPerKWh`.
    CurrencyPerKWh,
}

enumeration!(
    CurrencyItemDescription,
    "oadr:currencyItemDescriptionType (currency, currencyPerKW, currencyPerKWh)",
    Currency = "currency",
    CurrencyPerKW = "currencyPerKW",
    CurrencyPerKWh = "currencyPerKWh",
);

/// `oadr:temperatureUnitType`, 2.0b: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TemperatureUnit {
    /// `celsius`.
    #[default]
    Celsius,
    /// `fahrenheit`.
    Fahrenheit,
}

enumeration!(
    TemperatureUnit,
    "oadr:temperatureUnitType (celsius, fahrenheit)",
    Celsius = "celsius",
    Fahrenheit = "fahrenheit",
);

/// `oadr:oadrDataQualityTypeType`, 2.0b: one of 21 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum OadrDataQuality {
    /// `No Quality - No Value`.
    #[default]
    NoQualityNoValue,
    /// `No New Value - Previous Value Used`.
    NoNewValuePreviousValueUsed,
    /// `Quality Bad - Non Specific`.
    QualityBadNonSpecific,
    /// `Quality Bad - Configuration Error`.
    QualityBadConfigurationError,
    /// `Quality Bad - Not Connected`.
    QualityBadNotConnected,
    /// `Quality Bad - Device Failure`.
    QualityBadDeviceFailure,
    /// `Quality Bad - Sensor Failure`.
    QualityBadSensorFailure,
    /// `Quality Bad - Last Known Value`.
    QualityBadLastKnownValue,
    /// `Quality Bad - Comm Failure`.
    QualityBadCommFailure,
    /// `Quality Bad - Out of Service`.
    QualityBadOutOfService,
    /// `Quality Uncertain - Non Specific`.
    QualityUncertainNonSpecific,
    /// `Quality Uncertain - Last Usable Value`.
    QualityUncertainLastUsableValue,
    /// `Quality Uncertain - Sensor Not Accurate`.
    QualityUncertainSensorNotAccurate,
    /// `Quality Uncertain - EU Units Exceeded`.
    QualityUncertainEuUnitsExceeded,
    /// `Quality Uncertain - Sub Normal`.
    QualityUncertainSubNormal,
    /// `Quality Good - Non Specific`.
    QualityGoodNonSpecific,
    /// `Quality Good - Local Override`.
    QualityGoodLocalOverride,
    /// `Quality Limit - Field/Not`.
    QualityLimitFieldNot,
    /// `Quality Limit - Field/Low`.
    QualityLimitFieldLow,
    /// `Quality Limit - Field/High`.
    QualityLimitFieldHigh,
    /// `Quality Limit - Field/Constant`.
    QualityLimitFieldConstant,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    OadrDataQuality,
    "oadr:oadrDataQualityTypeType (No Quality - No Value, No New Value - Previous Value Used, Quality Bad - Non Specific, Quality Bad - Configuration Error, Quality Bad - Not Connected, Quality Bad - Device Failure, Quality Bad - Sensor Failure, Quality Bad - Last Known Value, Quality Bad - Comm Failure, Quality Bad - Out of Service, Quality Uncertain - Non Specific, Quality Uncertain - Last Usable Value, ..., x-...)",
    NoQualityNoValue = "No Quality - No Value",
    NoNewValuePreviousValueUsed = "No New Value - Previous Value Used",
    QualityBadNonSpecific = "Quality Bad - Non Specific",
    QualityBadConfigurationError = "Quality Bad - Configuration Error",
    QualityBadNotConnected = "Quality Bad - Not Connected",
    QualityBadDeviceFailure = "Quality Bad - Device Failure",
    QualityBadSensorFailure = "Quality Bad - Sensor Failure",
    QualityBadLastKnownValue = "Quality Bad - Last Known Value",
    QualityBadCommFailure = "Quality Bad - Comm Failure",
    QualityBadOutOfService = "Quality Bad - Out of Service",
    QualityUncertainNonSpecific = "Quality Uncertain - Non Specific",
    QualityUncertainLastUsableValue = "Quality Uncertain - Last Usable Value",
    QualityUncertainSensorNotAccurate = "Quality Uncertain - Sensor Not Accurate",
    QualityUncertainEuUnitsExceeded = "Quality Uncertain - EU Units Exceeded",
    QualityUncertainSubNormal = "Quality Uncertain - Sub Normal",
    QualityGoodNonSpecific = "Quality Good - Non Specific",
    QualityGoodLocalOverride = "Quality Good - Local Override",
    QualityLimitFieldNot = "Quality Limit - Field/Not",
    QualityLimitFieldLow = "Quality Limit - Field/Low",
    QualityLimitFieldHigh = "Quality Limit - Field/High",
    QualityLimitFieldConstant = "Quality Limit - Field/Constant",
);
