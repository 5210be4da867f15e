//! `oadr2.decode` and `oadr2.encode`: an oadrDistributeEvent of one event with 24 intervals (8 kB) beside quick-xml with
//! serde and a bare quick-xml pass.

mod peer;
pub(crate) mod poll;

use crate::row::Row;
use crate::xml::{MAX, bare_pass, time};
use tieline_schemas::oadr2::{
    CurrentValue, DateTime, Duration, DurationProp, EiActivePeriod, EiEvent, EiEventSignal, EiEventSignals,
    EiMarketContext, EiResponse, EiTarget, EventDescriptor, EventStatus, Interval, Intervals, Limits, Message,
    OadrDistributeEvent, OadrEvent, Payload, Properties, ResponseCode, ResponseRequired, SignalPayload, SignalType,
    StreamPayload, Tolerance, Tolerate, Uid, decode, encode,
};

const PEER: &str = "quick-xml 0.42 with serde";
/// Rounds; each measures every candidate once, so that a busy moment hits all alike.
const ROUNDS: usize = 200;
/// An hour each.
const INTERVALS: u32 = 24;

/// Measures all; the figure is the fastest round of each.
pub(crate) fn run() -> Vec<Row> {
    let message = day_ahead();
    let bytes = encode(&message);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let Some(peer) = same(&message, &text) else {
        eprintln!("oadr2: the peer does not read and write what we do");
        return Vec::new();
    };
    let (mut decoded, mut peer_decode, mut bare, mut encoded, mut peer_encode) = (MAX, MAX, MAX, MAX, MAX);
    for _ in 0..ROUNDS {
        decoded = time(16, || decode(&bytes, &Limits::default()).is_ok()).min(decoded);
        bare = time(16, || bare_pass(&text)).min(bare);
        peer_decode = time(16, || peer::decode(&bytes).is_some()).min(peer_decode);
        encoded = time(16, || encode(&message)).min(encoded);
        peer_encode = time(16, || peer::encode(&peer)).min(peer_encode);
    }
    vec![
        Row::cost("oadr2.decode", decoded, "us", PEER, peer_decode),
        Row::cost("oadr2.decode.floor", decoded, "us", "bare quick-xml 0.42 pass", bare),
        Row::cost("oadr2.encode", encoded, "us", PEER, peer_encode),
    ]
}

/// What the peer reads, if we read what was written and the peer writes the same bytes again: so both hold the same.
fn same(message: &Message, text: &str) -> Option<peer::OadrPayload> {
    let ours = decode(text.as_bytes(), &Limits::default()).ok()?;
    let peer = peer::decode(text.as_bytes())?;
    (ours.message == *message && peer::encode(&peer)? == text).then_some(peer)
}

fn day_ahead() -> Message {
    let response = EiResponse {
        response_code: ResponseCode::OK,
        response_description: Some("OK".to_owned()),
        request_id: "req-0".to_owned(),
    };
    let distribute = OadrDistributeEvent {
        ei_response: Some(response),
        request_id: "req-1".to_owned(),
        vtn_id: "vtn-1".to_owned(),
        oadr_event: vec![OadrEvent { ei_event: event(), oadr_response_required: ResponseRequired::Always }],
        ..OadrDistributeEvent::default()
    };
    distribute.into()
}

fn event() -> EiEvent {
    EiEvent {
        event_descriptor: descriptor(),
        ei_active_period: EiActivePeriod { properties: period(), ..EiActivePeriod::default() },
        ei_event_signals: EiEventSignals { ei_event_signal: vec![signal()], ..EiEventSignals::default() },
        ei_target: EiTarget {
            group_id: vec!["feeder-7".to_owned()],
            ven_id: vec!["ven-1".to_owned()],
            ..EiTarget::default()
        },
    }
}

fn descriptor() -> EventDescriptor {
    EventDescriptor {
        event_id: "event-1".to_owned(),
        modification_number: 2,
        priority: Some(1),
        ei_market_context: EiMarketContext { market_context: "http://example.com/program?a=1&b=2".to_owned() },
        created_date_time: moment(1_789_990_000),
        event_status: EventStatus::Far,
        test_event: Some("false".to_owned()),
        vtn_comment: Some("A day ahead".to_owned()),
        ..EventDescriptor::default()
    }
}

fn period() -> Properties {
    Properties {
        dtstart: moment(1_790_000_000).into(),
        duration: lasting(INTERVALS * 3600),
        tolerance: Some(Tolerance { tolerate: Tolerate { startafter: Some(Duration::from_seconds(300)) } }),
        x_ei_notification: Some(lasting(86_400)),
        x_ei_ramp_up: Some(lasting(600)),
        ..Properties::default()
    }
}

fn signal() -> EiEventSignal {
    EiEventSignal {
        intervals: Intervals { interval: (0..INTERVALS).map(interval).collect() },
        signal_name: "ELECTRICITY_PRICE".to_owned(),
        signal_type: SignalType::Price,
        signal_id: "price-1".to_owned(),
        current_value: Some(CurrentValue { payload_float: 0.25.into() }),
        ..EiEventSignal::default()
    }
}

fn interval(index: u32) -> Interval {
    let price = f64::from(1200 + index * 37 % 400) / 10_000.0;
    let payload = SignalPayload { payload_base: Payload::PayloadFloat(price.into()), ..SignalPayload::default() };
    Interval {
        duration: Some(lasting(3600)),
        uid: Some(Uid { text: index.to_string() }),
        stream_payload_base: vec![StreamPayload::SignalPayload(payload)],
        ..Interval::default()
    }
}

fn moment(second: i64) -> DateTime {
    DateTime::from_unix_seconds(second).unwrap_or_default()
}

fn lasting(seconds: u32) -> DurationProp {
    Duration::from_seconds(seconds).into()
}
