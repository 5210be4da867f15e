//! `sep2.decode` and `sep2.encode`: a DERControlList of 100 (69 kB) beside the crate sep2_common and a bare quick-xml pass.

use crate::row::Row;
use crate::xml::{MAX, bare_pass, time};
use sep2_common::packages::der::DERControlList as PeerList;
use tieline_schemas::sep2::{
    ActivePowerControlType, DERControl, DERControlBase, DERControlList, DERCurveLink, DateTimeInterval, EventStatus,
    HexBinary8, HexBinary128, Limits, PerCentControlType, decode_as, encode,
};

const PEER: &str = "sep2_common 0.2";
/// Rounds; each measures every candidate once, so that a busy moment hits all alike.
const ROUNDS: usize = 60;

/// Measures all; the figure is the fastest round of each.
pub(crate) fn run() -> Vec<Row> {
    let list = list_of_100();
    let bytes = encode(&list);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let Ok(peer) = sep2_common::deserialize::<PeerList>(&text) else { return Vec::new() };
    let (mut decode, mut peer_decode, mut bare, mut encoded, mut peer_encode) = (MAX, MAX, MAX, MAX, MAX);
    for _ in 0..ROUNDS {
        decode = time(8, || decode_as::<DERControlList>(&bytes, &Limits::default()).is_ok()).min(decode);
        bare = time(8, || bare_pass(&text)).min(bare);
        peer_decode = time(1, || sep2_common::deserialize::<PeerList>(&text).is_ok()).min(peer_decode);
        encoded = time(8, || encode(&list)).min(encoded);
        peer_encode = time(2, || sep2_common::serialize(&peer).is_ok()).min(peer_encode);
    }
    vec![
        Row::cost("sep2.decode", decode, "us", PEER, peer_decode),
        Row::cost("sep2.decode.floor", decode, "us", "bare quick-xml 0.42 pass", bare),
        Row::cost("sep2.encode", encoded, "us", PEER, peer_encode),
    ]
}

fn list_of_100() -> DERControlList {
    DERControlList {
        href: Some("/derp/1/derc".to_owned()),
        all: 100,
        results: 100,
        der_control: (0..100).map(control).collect(),
        ..DERControlList::default()
    }
}

fn control(index: u8) -> DERControl {
    let start = 1_790_000_000 + i64::from(index) * 300;
    DERControl {
        href: Some(format!("/derp/1/derc/{index}")),
        reply_to: Some("/rsps/1/rsp".to_owned()),
        response_required: Some(HexBinary8(3)),
        mrid: HexBinary128([index; 16]),
        description: Some(format!("Limit {index}")),
        creation_time: 1_789_990_000,
        event_status: EventStatus { date_time: 1_789_990_000, ..EventStatus::default() },
        interval: DateTimeInterval { duration: 300, start },
        randomize_start: Some(60),
        der_control_base: DERControlBase {
            op_mod_max_lim_w: Some(PerCentControlType { value: 9500, ..PerCentControlType::default() }),
            op_mod_energize: Some(true),
            op_mod_target_w: Some(ActivePowerControlType { value: 100, ..ActivePowerControlType::default() }),
            op_mod_volt_var: Some(DERCurveLink { href: "/derp/1/dc/1".to_owned(), ..DERCurveLink::default() }),
            ..DERControlBase::default()
        },
        ..DERControl::default()
    }
}
