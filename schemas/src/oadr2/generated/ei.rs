// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://docs.oasis-open.org/ns/energyinterop/201110`.

use super::prelude::*;

/// `ei:QualifiedEventIDType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QualifiedEventID {
    /// `ei:eventID`: xs:string, required.
    pub event_id: String,
    /// `ei:modificationNumber`: xs:unsignedInt, required.
    pub modification_number: u32,
}

impl Node for QualifiedEventID {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("QualifiedEventIDType", &[
            el(&[n(Ns::Ei, "eventID")], One, Keep),
            el(&[n(Ns::Ei, "modificationNumber")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.event_id,
            1 => &self.modification_number,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.event_id,
            1 => &mut self.modification_number,
            _ => return None,
        })
    }
}

/// `ei:IntervalType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Interval {
    /// `xcal:dtstart`: xcal:dtstart, optional; not in 2.0a.
    pub dtstart: Option<Dtstart>,
    /// `xcal:duration`: xcal:DurationPropType, optional; exactly one in 2.0a.
    pub duration: Option<DurationProp>,
    /// `xcal:uid`: xcal:uid, optional; exactly one in 2.0a.
    pub uid: Option<Uid>,
    /// `strm:streamPayloadBase`: one of its group, one or more; exactly one in 2.0a.
    pub stream_payload_base: Vec<StreamPayload>,
}

impl Node for Interval {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IntervalType", &[
            el(&[n(Ns::Xcal, "dtstart")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Xcal, "duration")], Maybe, Keep).in_a(One),
            el(&[n(Ns::Xcal, "uid")], Maybe, Keep).in_a(One),
            group("streamPayloadBase", StreamPayload::NAMES, Some1).in_a(One),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.dtstart,
            1 => &self.duration,
            2 => &self.uid,
            3 => &self.stream_payload_base,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.dtstart,
            1 => &mut self.duration,
            2 => &mut self.uid,
            3 => &mut self.stream_payload_base,
            _ => return None,
        })
    }
}

/// `ei:currentValueType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurrentValue {
    /// `ei:payloadFloat`: ei:PayloadFloatType, required.
    pub payload_float: PayloadFloat,
}

impl Node for CurrentValue {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("currentValueType", &[
            el(&[n(Ns::Ei, "payloadFloat")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.payload_float,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.payload_float,
            _ => return None,
        })
    }
}

/// `ei:PayloadFloatType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PayloadFloat {
    /// `ei:value`: xs:float, required.
    pub value: f64,
}

impl Node for PayloadFloat {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PayloadFloatType", &[
            el(&[n(Ns::Ei, "value")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.value,
            _ => return None,
        })
    }
}

/// `ei:EiResponseType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiResponse {
    /// `ei:responseCode`: ei:ResponseCodeType, required.
    pub response_code: ResponseCode,
    /// `ei:responseDescription`: xs:string, optional.
    pub response_description: Option<String>,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
}

impl Node for EiResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EiResponseType", &[
            el(&[n(Ns::Ei, "responseCode")], One, Keep),
            el(&[n(Ns::Ei, "responseDescription")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.response_code,
            1 => &self.response_description,
            2 => &self.request_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.response_code,
            1 => &mut self.response_description,
            2 => &mut self.request_id,
            _ => return None,
        })
    }
}

/// `ei:eventResponses`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventResponses {
    /// `ei:eventResponse`: ei:eventResponse, any number.
    pub event_response: Vec<EventResponse>,
}

impl Node for EventResponses {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eventResponses", &[
            el(&[n(Ns::Ei, "eventResponse")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.event_response,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.event_response,
            _ => return None,
        })
    }
}

/// `ei:eventResponse`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventResponse {
    /// `ei:responseCode`: ei:ResponseCodeType, required.
    pub response_code: ResponseCode,
    /// `ei:responseDescription`: xs:string, optional.
    pub response_description: Option<String>,
    /// `pyld:requestID`: xs:string, required.
    pub request_id: String,
    /// `ei:qualifiedEventID`: ei:QualifiedEventIDType, required.
    pub qualified_event_id: QualifiedEventID,
    /// `ei:optType`: ei:OptTypeType, required.
    pub opt_type: OptType,
}

impl Node for EventResponse {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eventResponse", &[
            el(&[n(Ns::Ei, "responseCode")], One, Keep),
            el(&[n(Ns::Ei, "responseDescription")], Maybe, Keep),
            el(&[n(Ns::Pyld, "requestID")], One, Keep),
            el(&[n(Ns::Ei, "qualifiedEventID")], One, Keep),
            el(&[n(Ns::Ei, "optType")], One, Token),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.response_code,
            1 => &self.response_description,
            2 => &self.request_id,
            3 => &self.qualified_event_id,
            4 => &self.opt_type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.response_code,
            1 => &mut self.response_description,
            2 => &mut self.request_id,
            3 => &mut self.qualified_event_id,
            4 => &mut self.opt_type,
            _ => return None,
        })
    }
}

/// `ei:eiEventType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiEvent {
    /// `ei:eventDescriptor`: ei:eventDescriptorType, required.
    pub event_descriptor: EventDescriptor,
    /// `ei:eiActivePeriod`: ei:eiActivePeriodType, required.
    pub ei_active_period: EiActivePeriod,
    /// `ei:eiEventSignals`: ei:eiEventSignalsType, required.
    pub ei_event_signals: EiEventSignals,
    /// `ei:eiTarget`: ei:EiTargetType, required.
    pub ei_target: EiTarget,
}

impl Node for EiEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiEventType", &[
            el(&[n(Ns::Ei, "eventDescriptor")], One, Keep),
            el(&[n(Ns::Ei, "eiActivePeriod")], One, Keep),
            el(&[n(Ns::Ei, "eiEventSignals")], One, Keep),
            el(&[n(Ns::Ei, "eiTarget")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.event_descriptor,
            1 => &self.ei_active_period,
            2 => &self.ei_event_signals,
            3 => &self.ei_target,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.event_descriptor,
            1 => &mut self.ei_active_period,
            2 => &mut self.ei_event_signals,
            3 => &mut self.ei_target,
            _ => return None,
        })
    }
}

/// `ei:eiActivePeriodType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiActivePeriod {
    /// `xcal:properties`: xcal:properties, required.
    pub properties: Properties,
    /// `xcal:components`: xs:anyType, required.
    pub components: AnyType,
}

impl Node for EiActivePeriod {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiActivePeriodType", &[
            el(&[n(Ns::Xcal, "properties")], One, Keep),
            el(&[n(Ns::Xcal, "components")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.properties,
            1 => &self.components,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.properties,
            1 => &mut self.components,
            _ => return None,
        })
    }
}

/// `ei:eventDescriptorType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventDescriptor {
    /// `ei:eventID`: xs:string, required.
    pub event_id: String,
    /// `ei:modificationNumber`: xs:unsignedInt, required.
    pub modification_number: u32,
    /// `ei:modificationDateTime`: xcal:DateTimeType, optional; not in 2.0a.
    pub modification_date_time: Option<DateTime>,
    /// `ei:modificationReason`: xs:string, optional; not in 2.0a.
    pub modification_reason: Option<String>,
    /// `ei:priority`: xs:unsignedInt, optional.
    pub priority: Option<u32>,
    /// `ei:eiMarketContext`: ei:eiMarketContext, required.
    pub ei_market_context: EiMarketContext,
    /// `ei:createdDateTime`: xcal:DateTimeType, required.
    pub created_date_time: DateTime,
    /// `ei:eventStatus`: ei:EventStatusEnumeratedType, required.
    pub event_status: EventStatus,
    /// `ei:testEvent`: xs:string, optional.
    pub test_event: Option<String>,
    /// `ei:vtnComment`: xs:string, optional.
    pub vtn_comment: Option<String>,
}

impl Node for EventDescriptor {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eventDescriptorType", &[
            el(&[n(Ns::Ei, "eventID")], One, Keep),
            el(&[n(Ns::Ei, "modificationNumber")], One, Keep),
            el(&[n(Ns::Ei, "modificationDateTime")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Ei, "modificationReason")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Ei, "priority")], Maybe, Keep),
            el(&[n(Ns::Ei, "eiMarketContext")], One, Keep),
            el(&[n(Ns::Ei, "createdDateTime")], One, Keep),
            el(&[n(Ns::Ei, "eventStatus")], One, Token),
            el(&[n(Ns::Ei, "testEvent")], Maybe, Keep),
            el(&[n(Ns::Ei, "vtnComment")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.event_id,
            1 => &self.modification_number,
            2 => &self.modification_date_time,
            3 => &self.modification_reason,
            4 => &self.priority,
            5 => &self.ei_market_context,
            6 => &self.created_date_time,
            7 => &self.event_status,
            8 => &self.test_event,
            9 => &self.vtn_comment,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.event_id,
            1 => &mut self.modification_number,
            2 => &mut self.modification_date_time,
            3 => &mut self.modification_reason,
            4 => &mut self.priority,
            5 => &mut self.ei_market_context,
            6 => &mut self.created_date_time,
            7 => &mut self.event_status,
            8 => &mut self.test_event,
            9 => &mut self.vtn_comment,
            _ => return None,
        })
    }
}

/// `ei:eiMarketContext`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiMarketContext {
    /// `emix:marketContext`: emix:MarketContextType, required.
    pub market_context: String,
}

impl Node for EiMarketContext {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiMarketContext", &[
            el(&[n(Ns::Emix, "marketContext")], One, Token),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.market_context,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.market_context,
            _ => return None,
        })
    }
}

/// `ei:signalPayloadType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignalPayload {
    /// `ei:payloadBase`: one of its group, required.
    pub payload_base: Payload,
}

impl Node for SignalPayload {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("signalPayloadType", &[
            group("payloadBase", Payload::NAMES, One),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.payload_base,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.payload_base,
            _ => return None,
        })
    }
}

/// `ei:EiTargetType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiTarget {
    /// `power:aggregatedPnode`: power:AggregatedPnodeType, any number; not in 2.0a.
    pub aggregated_pnode: Vec<AggregatedPnode>,
    /// `power:endDeviceAsset`: power:EndDeviceAssetType, any number; not in 2.0a.
    pub end_device_asset: Vec<EndDeviceAsset>,
    /// `power:meterAsset`: power:MeterAssetType, any number; not in 2.0a.
    pub meter_asset: Vec<MeterAsset>,
    /// `power:pnode`: power:PnodeType, any number; not in 2.0a.
    pub pnode: Vec<Pnode>,
    /// `emix:serviceArea`: emix:ServiceAreaType, any number; not in 2.0a.
    pub service_area: Vec<ServiceArea>,
    /// `power:serviceDeliveryPoint`: power:ServiceDeliveryPointType, any number; not in 2.0a.
    pub service_delivery_point: Vec<ServiceDeliveryPoint>,
    /// `power:serviceLocation`: power:ServiceLocationType, any number; not in 2.0a.
    pub service_location: Vec<ServiceLocation>,
    /// `power:transportInterface`: power:TransportInterfaceType, any number; not in 2.0a.
    pub transport_interface: Vec<TransportInterface>,
    /// `ei:groupID`: xs:string, any number.
    pub group_id: Vec<String>,
    /// `ei:groupName`: xs:string, any number; not in 2.0a.
    pub group_name: Vec<String>,
    /// `ei:resourceID`: xs:string, any number.
    pub resource_id: Vec<String>,
    /// `ei:venID`: xs:string, any number.
    pub ven_id: Vec<String>,
    /// `ei:partyID`: xs:string, any number.
    pub party_id: Vec<String>,
}

impl Node for EiTarget {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EiTargetType", &[
            el(&[n(Ns::Power, "aggregatedPnode")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "endDeviceAsset")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "meterAsset")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "pnode")], Any, Keep).not_in_a(),
            el(&[n(Ns::Emix, "serviceArea")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "serviceDeliveryPoint")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "serviceLocation")], Any, Keep).not_in_a(),
            el(&[n(Ns::Power, "transportInterface")], Any, Keep).not_in_a(),
            el(&[n(Ns::Ei, "groupID")], Any, Keep),
            el(&[n(Ns::Ei, "groupName")], Any, Keep).not_in_a(),
            el(&[n(Ns::Ei, "resourceID")], Any, Keep),
            el(&[n(Ns::Ei, "venID")], Any, Keep),
            el(&[n(Ns::Ei, "partyID")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.aggregated_pnode,
            1 => &self.end_device_asset,
            2 => &self.meter_asset,
            3 => &self.pnode,
            4 => &self.service_area,
            5 => &self.service_delivery_point,
            6 => &self.service_location,
            7 => &self.transport_interface,
            8 => &self.group_id,
            9 => &self.group_name,
            10 => &self.resource_id,
            11 => &self.ven_id,
            12 => &self.party_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.aggregated_pnode,
            1 => &mut self.end_device_asset,
            2 => &mut self.meter_asset,
            3 => &mut self.pnode,
            4 => &mut self.service_area,
            5 => &mut self.service_delivery_point,
            6 => &mut self.service_location,
            7 => &mut self.transport_interface,
            8 => &mut self.group_id,
            9 => &mut self.group_name,
            10 => &mut self.resource_id,
            11 => &mut self.ven_id,
            12 => &mut self.party_id,
            _ => return None,
        })
    }
}

/// `ei:eiEventSignalType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiEventSignal {
    /// `strm:intervals`: strm:intervals, required.
    pub intervals: Intervals,
    /// `ei:eiTarget`: ei:EiTargetType, optional; not in 2.0a.
    pub ei_target: Option<EiTarget>,
    /// `ei:signalName`: ei:signalNameType, required.
    pub signal_name: String,
    /// `ei:signalType`: ei:SignalTypeEnumeratedType, required.
    pub signal_type: SignalType,
    /// `ei:signalID`: xs:string, required.
    pub signal_id: String,
    /// `emix:itemBase`: one of its group, optional; not in 2.0a.
    pub item_base: Option<ItemBase>,
    /// `ei:currentValue`: ei:currentValueType, optional; exactly one in 2.0a.
    pub current_value: Option<CurrentValue>,
}

impl Node for EiEventSignal {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiEventSignalType", &[
            el(&[n(Ns::Strm, "intervals")], One, Keep),
            el(&[n(Ns::Ei, "eiTarget")], Maybe, Keep).not_in_a(),
            el(&[n(Ns::Ei, "signalName")], One, Token),
            el(&[n(Ns::Ei, "signalType")], One, Token),
            el(&[n(Ns::Ei, "signalID")], One, Keep),
            group("itemBase", ItemBase::NAMES, Maybe).not_in_a(),
            el(&[n(Ns::Ei, "currentValue")], Maybe, Keep).in_a(One),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.intervals,
            1 => &self.ei_target,
            2 => &self.signal_name,
            3 => &self.signal_type,
            4 => &self.signal_id,
            5 => &self.item_base,
            6 => &self.current_value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.intervals,
            1 => &mut self.ei_target,
            2 => &mut self.signal_name,
            3 => &mut self.signal_type,
            4 => &mut self.signal_id,
            5 => &mut self.item_base,
            6 => &mut self.current_value,
            _ => return None,
        })
    }
}

/// `ei:eiEventSignalsType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiEventSignals {
    /// `ei:eiEventSignal`: ei:eiEventSignalType, one or more.
    pub ei_event_signal: Vec<EiEventSignal>,
    /// `ei:eiEventBaseline`: ei:eiEventBaselineType, optional; not in 2.0a.
    pub ei_event_baseline: Option<EiEventBaseline>,
}

impl Node for EiEventSignals {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiEventSignalsType", &[
            el(&[n(Ns::Ei, "eiEventSignal")], Some1, Keep),
            el(&[n(Ns::Ei, "eiEventBaseline")], Maybe, Keep).not_in_a(),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.ei_event_signal,
            1 => &self.ei_event_baseline,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.ei_event_signal,
            1 => &mut self.ei_event_baseline,
            _ => return None,
        })
    }
}

/// `ei:eiEventBaselineType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EiEventBaseline {
    /// `xcal:dtstart`: xcal:dtstart, required.
    pub dtstart: Dtstart,
    /// `xcal:duration`: xcal:DurationPropType, required.
    pub duration: DurationProp,
    /// `strm:intervals`: strm:intervals, required.
    pub intervals: Intervals,
    /// `ei:baselineID`: xs:string, required.
    pub baseline_id: String,
    /// `ei:resourceID`: xs:string, any number.
    pub resource_id: Vec<String>,
    /// `ei:baselineName`: xs:string, required.
    pub baseline_name: String,
    /// `emix:itemBase`: one of its group, optional.
    pub item_base: Option<ItemBase>,
}

impl Node for EiEventBaseline {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("eiEventBaselineType", &[
            el(&[n(Ns::Xcal, "dtstart")], One, Keep),
            el(&[n(Ns::Xcal, "duration")], One, Keep),
            el(&[n(Ns::Strm, "intervals")], One, Keep),
            el(&[n(Ns::Ei, "baselineID")], One, Keep),
            el(&[n(Ns::Ei, "resourceID")], Any, Keep),
            el(&[n(Ns::Ei, "baselineName")], One, Keep),
            group("itemBase", ItemBase::NAMES, Maybe),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.dtstart,
            1 => &self.duration,
            2 => &self.intervals,
            3 => &self.baseline_id,
            4 => &self.resource_id,
            5 => &self.baseline_name,
            6 => &self.item_base,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.dtstart,
            1 => &mut self.duration,
            2 => &mut self.intervals,
            3 => &mut self.baseline_id,
            4 => &mut self.resource_id,
            5 => &mut self.baseline_name,
            6 => &mut self.item_base,
            _ => return None,
        })
    }
}

/// `ei:ReportSpecifierType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportSpecifier {
    /// `ei:reportSpecifierID`: xs:string, required.
    pub report_specifier_id: String,
    /// `xcal:granularity`: xcal:DurationPropType, required.
    pub granularity: DurationProp,
    /// `ei:reportBackDuration`: xcal:DurationPropType, required.
    pub report_back_duration: DurationProp,
    /// `ei:reportInterval`: xcal:WsCalendarIntervalType, optional.
    pub report_interval: Option<WsCalendarInterval>,
    /// `ei:specifierPayload`: ei:SpecifierPayloadType, one or more.
    pub specifier_payload: Vec<SpecifierPayload>,
}

impl Node for ReportSpecifier {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReportSpecifierType", &[
            el(&[n(Ns::Ei, "reportSpecifierID")], One, Keep),
            el(&[n(Ns::Xcal, "granularity")], One, Keep),
            el(&[n(Ns::Ei, "reportBackDuration")], One, Keep),
            el(&[n(Ns::Ei, "reportInterval")], Maybe, Keep),
            el(&[n(Ns::Ei, "specifierPayload")], Some1, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.report_specifier_id,
            1 => &self.granularity,
            2 => &self.report_back_duration,
            3 => &self.report_interval,
            4 => &self.specifier_payload,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.report_specifier_id,
            1 => &mut self.granularity,
            2 => &mut self.report_back_duration,
            3 => &mut self.report_interval,
            4 => &mut self.specifier_payload,
            _ => return None,
        })
    }
}

/// `ei:SpecifierPayloadType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpecifierPayload {
    /// `ei:rID`: xs:string, required.
    pub r_id: String,
    /// `emix:itemBase`: one of its group, optional.
    pub item_base: Option<ItemBase>,
    /// `ei:readingType`: ei:ReadingTypeType, required.
    pub reading_type: ReadingType,
}

impl Node for SpecifierPayload {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SpecifierPayloadType", &[
            el(&[n(Ns::Ei, "rID")], One, Keep),
            group("itemBase", ItemBase::NAMES, Maybe),
            el(&[n(Ns::Ei, "readingType")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r_id,
            1 => &self.item_base,
            2 => &self.reading_type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r_id,
            1 => &mut self.item_base,
            2 => &mut self.reading_type,
            _ => return None,
        })
    }
}

/// `ei:EventStatusEnumeratedType`, 2.0b and 2.0a: one of 6 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EventStatus {
    /// `none`.
    #[default]
    None,
    /// `far`.
    Far,
    /// `near`.
    Near,
    /// `active`.
    Active,
    /// `completed`.
    Completed,
    /// `cancelled`.
    Cancelled,
}

enumeration!(
    EventStatus,
    "ei:EventStatusEnumeratedType (none, far, near, active, completed, cancelled)",
    None = "none",
    Far = "far",
    Near = "near",
    Active = "active",
    Completed = "completed",
    Cancelled = "cancelled",
);

/// `ei:OptTypeType`, 2.0b and 2.0a: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OptType {
    /// `optIn`.
    #[default]
    OptIn,
    /// `optOut`.
    OptOut,
}

enumeration!(
    OptType,
    "ei:OptTypeType (optIn, optOut)",
    OptIn = "optIn",
    OptOut = "optOut",
);

/// `ei:SignalTypeEnumeratedType`, 2.0b and 2.0a: one of 11 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SignalType {
    /// `delta`.
    #[default]
    Delta,
    /// `level`.
    Level,
    /// `multiplier`.
    Multiplier,
    /// `price`.
    Price,
    /// `priceMultiplier`.
    PriceMultiplier,
    /// `priceRelative`.
    PriceRelative,
    /// `setpoint`.
    Setpoint,
    /// `x-loadControlCapacity`.
    XLoadControlCapacity,
    /// `x-loadControlLevelOffset`.
    XLoadControlLevelOffset,
    /// `x-loadControlPercentOffset`.
    XLoadControlPercentOffset,
    /// `x-loadControlSetpoint`.
    XLoadControlSetpoint,
}

enumeration!(
    SignalType,
    "ei:SignalTypeEnumeratedType (delta, level, multiplier, price, priceMultiplier, priceRelative, setpoint, x-loadControlCapacity, x-loadControlLevelOffset, x-loadControlPercentOffset, x-loadControlSetpoint)",
    Delta = "delta",
    Level = "level",
    Multiplier = "multiplier",
    Price = "price",
    PriceMultiplier = "priceMultiplier",
    PriceRelative = "priceRelative",
    Setpoint = "setpoint",
    XLoadControlCapacity = "x-loadControlCapacity",
    XLoadControlLevelOffset = "x-loadControlLevelOffset",
    XLoadControlPercentOffset = "x-loadControlPercentOffset",
    XLoadControlSetpoint = "x-loadControlSetpoint",
);

/// `ei:OptReasonType`, 2.0b: one of 8 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum OptReason {
    /// `economic`.
    #[default]
    Economic,
    /// `emergency`.
    Emergency,
    /// `mustRun`.
    MustRun,
    /// `notParticipating`.
    NotParticipating,
    /// `outageRunStatus`.
    OutageRunStatus,
    /// `overrideStatus`.
    OverrideStatus,
    /// `participating`.
    Participating,
    /// `x-schedule`.
    XSchedule,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    OptReason,
    "ei:OptReasonType (economic, emergency, mustRun, notParticipating, outageRunStatus, overrideStatus, participating, x-schedule, x-...)",
    Economic = "economic",
    Emergency = "emergency",
    MustRun = "mustRun",
    NotParticipating = "notParticipating",
    OutageRunStatus = "outageRunStatus",
    OverrideStatus = "overrideStatus",
    Participating = "participating",
    XSchedule = "x-schedule",
);

/// `ei:reportNameType`, 2.0b: one of 8 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ReportName {
    /// `METADATA_HISTORY_USAGE`.
    #[default]
    MetadataHistoryUsage,
    /// `HISTORY_USAGE`.
    HistoryUsage,
    /// `METADATA_HISTORY_GREENBUTTON`.
    MetadataHistoryGreenbutton,
    /// `HISTORY_GREENBUTTON`.
    HistoryGreenbutton,
    /// `METADATA_TELEMETRY_USAGE`.
    MetadataTelemetryUsage,
    /// `TELEMETRY_USAGE`.
    TelemetryUsage,
    /// `METADATA_TELEMETRY_STATUS`.
    MetadataTelemetryStatus,
    /// `TELEMETRY_STATUS`.
    TelemetryStatus,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    ReportName,
    "ei:reportNameType (METADATA_HISTORY_USAGE, HISTORY_USAGE, METADATA_HISTORY_GREENBUTTON, HISTORY_GREENBUTTON, METADATA_TELEMETRY_USAGE, TELEMETRY_USAGE, METADATA_TELEMETRY_STATUS, TELEMETRY_STATUS, x-...)",
    MetadataHistoryUsage = "METADATA_HISTORY_USAGE",
    HistoryUsage = "HISTORY_USAGE",
    MetadataHistoryGreenbutton = "METADATA_HISTORY_GREENBUTTON",
    HistoryGreenbutton = "HISTORY_GREENBUTTON",
    MetadataTelemetryUsage = "METADATA_TELEMETRY_USAGE",
    TelemetryUsage = "TELEMETRY_USAGE",
    MetadataTelemetryStatus = "METADATA_TELEMETRY_STATUS",
    TelemetryStatus = "TELEMETRY_STATUS",
);

/// `ei:ReportTypeType`, 2.0b: one of 24 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ReportType {
    /// `reading`.
    #[default]
    Reading,
    /// `usage`.
    Usage,
    /// `demand`.
    Demand,
    /// `setPoint`.
    SetPoint,
    /// `deltaUsage`.
    DeltaUsage,
    /// `deltaSetPoint`.
    DeltaSetPoint,
    /// `deltaDemand`.
    DeltaDemand,
    /// `baseline`.
    Baseline,
    /// `deviation`.
    Deviation,
    /// `avgUsage`.
    AvgUsage,
    /// `avgDemand`.
    AvgDemand,
    /// `operatingState`.
    OperatingState,
    /// `upRegulationCapacityAvailable`.
    UpRegulationCapacityAvailable,
    /// `downRegulationCapacityAvailable`.
    DownRegulationCapacityAvailable,
    /// `regulationSetpoint`.
    RegulationSetpoint,
    /// `storedEnergy`.
    StoredEnergy,
    /// `targetEnergyStorage`.
    TargetEnergyStorage,
    /// `availableEnergyStorage`.
    AvailableEnergyStorage,
    /// `price`.
    Price,
    /// `level`.
    Level,
    /// `powerFactor`.
    PowerFactor,
    /// `percentUsage`.
    PercentUsage,
    /// `percentDemand`.
    PercentDemand,
    /// `x-resourceStatus`.
    XResourceStatus,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    ReportType,
    "ei:ReportTypeType (reading, usage, demand, setPoint, deltaUsage, deltaSetPoint, deltaDemand, baseline, deviation, avgUsage, avgDemand, operatingState, ..., x-...)",
    Reading = "reading",
    Usage = "usage",
    Demand = "demand",
    SetPoint = "setPoint",
    DeltaUsage = "deltaUsage",
    DeltaSetPoint = "deltaSetPoint",
    DeltaDemand = "deltaDemand",
    Baseline = "baseline",
    Deviation = "deviation",
    AvgUsage = "avgUsage",
    AvgDemand = "avgDemand",
    OperatingState = "operatingState",
    UpRegulationCapacityAvailable = "upRegulationCapacityAvailable",
    DownRegulationCapacityAvailable = "downRegulationCapacityAvailable",
    RegulationSetpoint = "regulationSetpoint",
    StoredEnergy = "storedEnergy",
    TargetEnergyStorage = "targetEnergyStorage",
    AvailableEnergyStorage = "availableEnergyStorage",
    Price = "price",
    Level = "level",
    PowerFactor = "powerFactor",
    PercentUsage = "percentUsage",
    PercentDemand = "percentDemand",
    XResourceStatus = "x-resourceStatus",
);

/// `ei:ReadingTypeType`, 2.0b: one of 13 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ReadingType {
    /// `Direct Read`.
    #[default]
    DirectRead,
    /// `Net`.
    Net,
    /// `Allocated`.
    Allocated,
    /// `Estimated`.
    Estimated,
    /// `Summed`.
    Summed,
    /// `Derived`.
    Derived,
    /// `Mean`.
    Mean,
    /// `Peak`.
    Peak,
    /// `Hybrid`.
    Hybrid,
    /// `Contract`.
    Contract,
    /// `Projected`.
    Projected,
    /// `x-RMS`.
    XRms,
    /// `x-notApplicable`.
    XNotApplicable,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    ReadingType,
    "ei:ReadingTypeType (Direct Read, Net, Allocated, Estimated, Summed, Derived, Mean, Peak, Hybrid, Contract, Projected, x-RMS, ..., x-...)",
    DirectRead = "Direct Read",
    Net = "Net",
    Allocated = "Allocated",
    Estimated = "Estimated",
    Summed = "Summed",
    Derived = "Derived",
    Mean = "Mean",
    Peak = "Peak",
    Hybrid = "Hybrid",
    Contract = "Contract",
    Projected = "Projected",
    XRms = "x-RMS",
    XNotApplicable = "x-notApplicable",
);

/// `ei:schemaVersionType`, 2.0b: one of 2 values, or what begins with `x-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum SchemaVersion {
    /// `2.0a`.
    V20a,
    /// `2.0b`.
    #[default]
    V20b,
    /// A value that the schema does not list: `x-...`.
    Extension(String),
}

extensible!(
    SchemaVersion,
    "ei:schemaVersionType (2.0a, 2.0b, x-...)",
    V20a = "2.0a",
    V20b = "2.0b",
);
