//! The 2030.5 codec: round trips, editions, bounds, malformed input.

use super::*;

fn limits() -> Limits {
    Limits::default()
}

fn control() -> DERControl {
    DERControl {
        href: Some("/derp/1/derc/1".to_owned()),
        mrid: HexBinary128([7; 16]),
        description: Some("a < b & c".to_owned()),
        creation_time: 1_700_000_000,
        event_status: EventStatus { current_status: 1, date_time: 5, ..EventStatus::default() },
        interval: DateTimeInterval { duration: 300, start: 1_700_000_100 },
        der_control_base: DERControlBase {
            op_mod_max_lim_w: Some(PerCentControlType { value: 9500, disabled: None }),
            op_mod_exp_lim_w: Some(ActivePower { multiplier: 3, value: 5 }),
            ..DERControlBase::default()
        },
        ..DERControl::default()
    }
}

#[test]
fn a_control_list_reads_back_equal() {
    let list = DERControlList { all: 1, results: 1, der_control: vec![control()], ..DERControlList::default() };
    let bytes = encode(&list);
    assert_eq!(decode_as::<DERControlList>(&bytes, &limits()), Ok(list.clone()));
    assert_eq!(decode(&bytes, &limits()), Ok(Document::DERControlList(list)));
}

#[test]
fn a_notification_carries_what_xsi_type_names() {
    let list = DERControlList { all: 1, results: 1, der_control: vec![control()], ..DERControlList::default() };
    let sent = Notification { resource: Some(Box::new(list.into())), ..Notification::default() };
    let bytes = encode(&sent);
    assert_eq!(decode_as::<Notification>(&bytes, &limits()), Ok(sent));
}
