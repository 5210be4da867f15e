//! Messages of ours as files. `TIELINE_BLESS=1` rewrites them; the difference is then reviewed.

use super::*;
use std::path::Path;

fn holds<T: Element + PartialEq>(name: &str, message: &T, target: &Target) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sep2/tests/golden").join(name);
    let mut text = String::from_utf8(encode_for(message, target)).unwrap();
    assert_eq!(read::<T>(&text).as_ref(), Ok(message));
    text = text.replace("><", ">\n<") + "\n";
    if std::env::var_os("TIELINE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{}", path.display());
}

const CSIP_AUS: Target = Target { edition: Edition::Y2018, csip_aus: Some(CsipAus::V12) };
const NEW: Target = Target { edition: Edition::Y2023, csip_aus: None };

#[test]
fn der_control_list() {
    holds("der_control_list.xml", &list(2), &CSIP_AUS);
}

#[test]
fn der_control_list_of_2023() {
    let mut sent = list(1);
    for control in &mut sent.der_control {
        control.der_control_base.op_mod_exp_lim_w = None;
        control.der_control_base.op_mod_max_lim_w_inject = Some(UnsignedActivePowerControlType {
            multiplier: 2,
            value: 50,
            ..UnsignedActivePowerControlType::default()
        });
    }
    holds("der_control_list_2023.xml", &sent, &NEW);
}

/// The site's mirror: role flags 0x0003, average of the signed active power, 5 minutes.
#[test]
fn mirror_usage_point() {
    let watts = ReadingType {
        accumulation_behaviour: Some(12),
        data_qualifier: Some(2),
        flow_direction: Some(1),
        interval_length: Some(300),
        kind: Some(37),
        power_of_ten_multiplier: Some(0),
        uom: Some(38),
        ..ReadingType::default()
    };
    let reading = Reading {
        quality_flags: Some(HexBinary16(1)),
        time_period: Some(DateTimeInterval { duration: 300, start: 1_700_000_100 }),
        value: Int48::new(-4300),
        ..Reading::default()
    };
    let meter = MirrorMeterReading {
        mrid: HexBinary128([2; 16]),
        reading: Some(reading),
        reading_type: Some(watts),
        ..MirrorMeterReading::default()
    };
    let sent = MirrorUsagePoint {
        mrid: HexBinary128([1; 16]),
        description: Some("Site".to_owned()),
        role_flags: HexBinary16(3),
        service_category_kind: 0,
        status: 1,
        device_lfdi: HexBinary160([0x3E; 20]),
        mirror_meter_reading: vec![meter],
        post_rate: Some(300),
        ..MirrorUsagePoint::default()
    };
    holds("mirror_usage_point.xml", &sent, &CSIP_AUS);
}

#[test]
fn response() {
    let sent = DERControlResponse {
        created_date_time: Some(1_700_000_106),
        end_device_lfdi: HexBinary160([0x3E; 20]),
        status: Some(2),
        subject: HexBinary128([7; 16]),
        ..DERControlResponse::default()
    };
    holds("der_control_response.xml", &sent, &CSIP_AUS);
}

#[test]
fn notification() {
    let sent = Notification {
        subscribed_resource: "/derp/1/derc".to_owned(),
        resource: Some(Box::new(list(1).into())),
        status: 0,
        subscription_uri: "/edev/1/sub/1".to_owned(),
        ..Notification::default()
    };
    holds("notification.xml", &sent, &CSIP_AUS);
}
