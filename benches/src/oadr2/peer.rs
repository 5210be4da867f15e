//! The peer: an oadrDistributeEvent as one writes it for serde, with the fields that the measured message has, no others.
//!
//! It does less than ours, which counts against us: names are compared without their namespaces, nothing is limited,
//! and times and durations stay text.

use serde::{Deserialize, Serialize};

/// Reads the message. The bytes must be shown to be UTF-8 first, which ours does too.
pub(super) fn decode(bytes: &[u8]) -> Option<OadrPayload> {
    quick_xml::de::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

/// Writes the message; the buffer begins as large as ours does.
pub(super) fn encode(payload: &OadrPayload) -> Option<String> {
    let mut out = String::with_capacity(2048);
    quick_xml::se::to_writer(&mut out, payload).ok()?;
    Some(out)
}

/// A structure: each field with the prefix that is written and the name that is read, which has none.
macro_rules! structures {
    ($($name:ident { $($field:ident: $type:ty = $written:literal, $read:literal $(, $skip:literal)?;)+ })+) => {$(
        #[derive(Debug, Serialize, Deserialize)]
        pub(super) struct $name {
            $(
                #[serde(rename(serialize = $written, deserialize = $read) $(, skip_serializing_if = $skip)?)]
                $field: $type,
            )+
        }
    )+};
}

/// The whole message. The declarations are written only: to read them would cost the peer what it does not need.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename(serialize = "oadr:oadrPayload"))]
pub(super) struct OadrPayload {
    #[serde(rename = "@xmlns:oadr", skip_deserializing, default = "oadr")]
    oadr: &'static str,
    #[serde(rename = "@xmlns:ei", skip_deserializing, default = "ei")]
    ei: &'static str,
    #[serde(rename = "@xmlns:pyld", skip_deserializing, default = "pyld")]
    pyld: &'static str,
    #[serde(rename = "@xmlns:xcal", skip_deserializing, default = "xcal")]
    xcal: &'static str,
    #[serde(rename = "@xmlns:strm", skip_deserializing, default = "strm")]
    strm: &'static str,
    #[serde(rename = "@xmlns:emix", skip_deserializing, default = "emix")]
    emix: &'static str,
    #[serde(rename(serialize = "oadr:oadrSignedObject", deserialize = "oadrSignedObject"))]
    oadr_signed_object: OadrSignedObject,
}

fn oadr() -> &'static str {
    "http://openadr.org/oadr-2.0b/2012/07"
}

fn ei() -> &'static str {
    "http://docs.oasis-open.org/ns/energyinterop/201110"
}

fn pyld() -> &'static str {
    "http://docs.oasis-open.org/ns/energyinterop/201110/payloads"
}

fn xcal() -> &'static str {
    "urn:ietf:params:xml:ns:icalendar-2.0"
}

fn strm() -> &'static str {
    "urn:ietf:params:xml:ns:icalendar-2.0:stream"
}

fn emix() -> &'static str {
    "http://docs.oasis-open.org/ns/emix/2011/06"
}

structures! {
    OadrSignedObject {
        oadr_distribute_event: OadrDistributeEvent = "oadr:oadrDistributeEvent", "oadrDistributeEvent";
    }
    OadrDistributeEvent {
        schema_version: SchemaVersion = "@ei:schemaVersion", "@schemaVersion";
        ei_response: Option<EiResponse> = "ei:eiResponse", "eiResponse", "Option::is_none";
        request_id: String = "pyld:requestID", "requestID";
        vtn_id: String = "ei:vtnID", "vtnID";
        oadr_event: Vec<OadrEvent> = "oadr:oadrEvent", "oadrEvent";
    }
    EiResponse {
        response_code: u16 = "ei:responseCode", "responseCode";
        response_description: Option<String> = "ei:responseDescription", "responseDescription", "Option::is_none";
        request_id: String = "pyld:requestID", "requestID";
    }
    OadrEvent {
        ei_event: EiEvent = "ei:eiEvent", "eiEvent";
        oadr_response_required: ResponseRequired = "oadr:oadrResponseRequired", "oadrResponseRequired";
    }
    EiEvent {
        event_descriptor: EventDescriptor = "ei:eventDescriptor", "eventDescriptor";
        ei_active_period: EiActivePeriod = "ei:eiActivePeriod", "eiActivePeriod";
        ei_event_signals: EiEventSignals = "ei:eiEventSignals", "eiEventSignals";
        ei_target: EiTarget = "ei:eiTarget", "eiTarget";
    }
    EventDescriptor {
        event_id: String = "ei:eventID", "eventID";
        modification_number: u32 = "ei:modificationNumber", "modificationNumber";
        priority: Option<u32> = "ei:priority", "priority", "Option::is_none";
        ei_market_context: EiMarketContext = "ei:eiMarketContext", "eiMarketContext";
        created_date_time: String = "ei:createdDateTime", "createdDateTime";
        event_status: EventStatus = "ei:eventStatus", "eventStatus";
        test_event: Option<String> = "ei:testEvent", "testEvent", "Option::is_none";
        vtn_comment: Option<String> = "ei:vtnComment", "vtnComment", "Option::is_none";
    }
    EiMarketContext {
        market_context: String = "emix:marketContext", "marketContext";
    }
    EiActivePeriod {
        properties: Properties = "xcal:properties", "properties";
        components: () = "xcal:components", "components";
    }
    Properties {
        dtstart: Dtstart = "xcal:dtstart", "dtstart";
        duration: DurationProp = "xcal:duration", "duration";
        tolerance: Option<Tolerance> = "xcal:tolerance", "tolerance", "Option::is_none";
        x_ei_notification: Option<DurationProp> = "ei:x-eiNotification", "x-eiNotification", "Option::is_none";
        x_ei_ramp_up: Option<DurationProp> = "ei:x-eiRampUp", "x-eiRampUp", "Option::is_none";
    }
    Dtstart {
        date_time: String = "xcal:date-time", "date-time";
    }
    DurationProp {
        duration: String = "xcal:duration", "duration";
    }
    Tolerance {
        tolerate: Tolerate = "xcal:tolerate", "tolerate";
    }
    Tolerate {
        startafter: Option<String> = "xcal:startafter", "startafter", "Option::is_none";
    }
    EiEventSignals {
        ei_event_signal: Vec<EiEventSignal> = "ei:eiEventSignal", "eiEventSignal";
    }
    EiEventSignal {
        intervals: Intervals = "strm:intervals", "intervals";
        signal_name: String = "ei:signalName", "signalName";
        signal_type: SignalType = "ei:signalType", "signalType";
        signal_id: String = "ei:signalID", "signalID";
        current_value: Option<SignalPayload> = "ei:currentValue", "currentValue", "Option::is_none";
    }
    Intervals {
        interval: Vec<Interval> = "ei:interval", "interval";
    }
    Interval {
        duration: Option<DurationProp> = "xcal:duration", "duration", "Option::is_none";
        uid: Option<Uid> = "xcal:uid", "uid", "Option::is_none";
        signal_payload: Vec<SignalPayload> = "ei:signalPayload", "signalPayload";
    }
    Uid {
        text: String = "xcal:text", "text";
    }
    SignalPayload {
        payload_float: PayloadFloat = "ei:payloadFloat", "payloadFloat";
    }
    PayloadFloat {
        value: f64 = "ei:value", "value";
    }
    EiTarget {
        group_id: Vec<String> = "ei:groupID", "groupID";
        ven_id: Vec<String> = "ei:venID", "venID";
    }
}

#[derive(Debug, Serialize, Deserialize)]
enum SchemaVersion {
    #[serde(rename = "2.0a")]
    V20a,
    #[serde(rename = "2.0b")]
    V20b,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ResponseRequired {
    Always,
    Never,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum EventStatus {
    None,
    Far,
    Near,
    Active,
    Completed,
    Cancelled,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SignalType {
    Delta,
    Level,
    Multiplier,
    Price,
    PriceMultiplier,
    PriceRelative,
    Setpoint,
    #[serde(rename = "x-loadControlCapacity")]
    LoadControlCapacity,
    #[serde(rename = "x-loadControlLevelOffset")]
    LoadControlLevelOffset,
    #[serde(rename = "x-loadControlPercentOffset")]
    LoadControlPercentOffset,
    #[serde(rename = "x-loadControlSetpoint")]
    LoadControlSetpoint,
}
