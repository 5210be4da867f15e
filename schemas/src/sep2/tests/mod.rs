//! The codec: round trips, editions, namespaces, bounds, malformed input, golden files.

mod bounds;
mod golden;
mod malformed;
mod namespaces;
mod properties;

use super::*;

/// A control that limits a device and a site.
fn control() -> DERControl {
    DERControl {
        href: Some("/derp/1/derc/1".to_owned()),
        reply_to: Some("/rsps/1/rsp".to_owned()),
        response_required: Some(HexBinary8(3)),
        mrid: HexBinary128([7; 16]),
        description: Some("a < b & \"c\"".to_owned()),
        creation_time: 1_700_000_000,
        event_status: EventStatus { current_status: 1, date_time: 1_700_000_005, ..EventStatus::default() },
        interval: DateTimeInterval { duration: 300, start: 1_700_000_100 },
        der_control_base: DERControlBase {
            op_mod_max_lim_w: Some(PerCentControlType { value: 9500, disabled: None }),
            op_mod_exp_lim_w: Some(ActivePower { multiplier: 3, value: 5 }),
            ..DERControlBase::default()
        },
        ..DERControl::default()
    }
}

fn list(controls: usize) -> DERControlList {
    let all = u32::try_from(controls).unwrap();
    DERControlList { all, results: all, der_control: vec![control(); controls], ..DERControlList::default() }
}

fn read<T: Element>(text: &str) -> Result<T, DecodeError> {
    decode_as(text.as_bytes(), &Limits::default())
}

fn write<T: Element>(message: &T, edition: Edition, csip_aus: Option<CsipAus>) -> String {
    String::from_utf8(encode_for(message, &Target { edition, csip_aus })).unwrap()
}

/// `Time` has the fewest required fields that are all numbers.
fn time(extra: &str) -> String {
    format!(
        "<Time xmlns=\"{NAMESPACE}\"><currentTime>5</currentTime><dstEndTime>0</dstEndTime><dstOffset>0</dstOffset>\
         <dstStartTime>0</dstStartTime><quality>7</quality><tzOffset>0</tzOffset>{extra}</Time>"
    )
}

/// What can be subscribed to says the type, and for some the edition. [2030.5 SubscribableResource]
#[test]
fn a_type_knows_whether_it_can_be_subscribed_to() {
    fn is<T: Element>(edition: Edition) -> bool {
        T::default().subscribable(&Target { edition, csip_aus: None }).is_some()
    }
    for edition in [Edition::Y2018, Edition::Y2023] {
        assert!(is::<TextMessage>(edition) && is::<TextMessageList>(edition) && is::<MessagingProgram>(edition));
        assert!(is::<Reading>(edition) && is::<Configuration>(edition) && is::<SelfDevice>(edition));
        assert!(!is::<TariffProfile>(edition) && !is::<RateComponentList>(edition) && !is::<Time>(edition));
    }
    assert_eq!([Edition::Y2018, Edition::Y2023].map(is::<MirrorUsagePointList>), [false, true]);
    let mut message = TextMessage::default();
    *message.subscribable(&Target::default()).unwrap() = Some(1);
    assert_eq!(message.subscribable, Some(1));
}

#[test]
fn a_list_reads_back_equal() {
    let sent = list(3);
    let bytes = encode(&sent);
    assert_eq!(decode_as::<DERControlList>(&bytes, &Limits::default()), Ok(sent.clone()));
    assert_eq!(decode(&bytes, &Limits::default()), Ok(Document::DERControlList(sent)));
}

#[test]
fn another_root_is_refused_by_name() {
    let found = decode_as::<DERProgramList>(&encode(&list(1)), &Limits::default());
    assert_eq!(found, Err(DecodeError::Root { expected: "DERProgramList", found: "DERControlList".to_owned() }));
}

/// [2030.5 xsi:type]
#[test]
fn a_notification_carries_what_xsi_type_names() {
    let sent = Notification { resource: Some(Box::new(list(2).into())), ..Notification::default() };
    assert_eq!(read(std::str::from_utf8(&encode(&sent)).unwrap()), Ok(sent));
}

#[test]
fn a_list_of_responses_holds_derived_ones() {
    let sent = ResponseList {
        all: 2,
        results: 2,
        response: vec![
            DERControlResponse { status: Some(2), ..DERControlResponse::default() }.into(),
            Response { status: Some(1), ..Response::default() }.into(),
        ],
        ..ResponseList::default()
    };
    assert_eq!(read(std::str::from_utf8(&encode(&sent)).unwrap()), Ok(sent));
}

#[test]
fn a_field_of_2023_is_left_out_for_2018() {
    let mut sent = control();
    sent.der_control_base.op_mod_grid_connect_permit = Some(true);
    sent.der_control_base.op_mod_max_lim_w = Some(PerCentControlType { value: 9500, disabled: Some(true) });
    let old = write(&sent, Edition::Y2018, None);
    assert!(old.contains("<opModMaxLimW>9500</opModMaxLimW>") && !old.contains("opModGridConnectPermit"), "{old}");
    assert!(!old.contains("schemaVer"), "{old}");
    let new = write(&sent, Edition::Y2023, None);
    assert!(new.contains("<opModMaxLimW disabled=\"true\">9500</opModMaxLimW>"), "{new}");
    assert!(new.contains("opModGridConnectPermit") && new.contains(" schemaVer=\"2.2\""), "{new}");
}

/// [CSIP-AUS extension]
#[test]
fn extension_elements_go_only_to_those_who_asked() {
    let mut sent = control();
    sent.der_control_base.op_mod_storage_target_w = Some(ActivePower { multiplier: 0, value: 1000 });
    let none = write(&sent, Edition::Y2018, None);
    assert!(!none.contains("csipaus"), "{none}");
    let old = write(&sent, Edition::Y2018, Some(CsipAus::V12));
    assert!(old.contains(&format!("xmlns:csipaus=\"{NAMESPACE_CSIP_AUS}\"")), "{old}");
    assert!(old.contains("<csipaus:opModExpLimW>") && !old.contains("opModStorageTargetW"), "{old}");
    for version in [CsipAus::V13Beta, CsipAus::V13] {
        let new = write(&sent, Edition::Y2018, Some(version));
        assert!(new.contains(&format!("xmlns:csipaus=\"{}\"", version.namespace())), "{new}");
        assert!(new.contains("<csipaus:opModStorageTargetW>"), "{new}");
        assert_eq!(read(&new), Ok(sent.clone()));
    }
}

/// What 1.3 adds to prices goes to 1.3 alone, each element in the namespace that its schema names. [CSIP-AUS pricing]
#[test]
fn prices_are_extended_for_csip_aus_1_3_alone() {
    let block = ConsumptionTariffInterval { price: Some(-3), ..ConsumptionTariffInterval::default() };
    let summary = ConsumptionTariffIntervalListSummary {
        all: 1,
        results: 1,
        consumption_tariff_interval: vec![block],
        ..ConsumptionTariffIntervalListSummary::default()
    };
    let price = TimeTariffInterval {
        consumption_tariff_interval_list_summary: Some(summary),
        rate_component_link: Some(RateComponentLink { href: "/tp/1/rc/1".to_owned() }),
        ..TimeTariffInterval::default()
    };
    let sent = TimeTariffIntervalList {
        poll_rate: Some(60),
        all: 1,
        results: 1,
        time_tariff_interval: vec![price],
        ..TimeTariffIntervalList::default()
    };
    for csip_aus in [None, Some(CsipAus::V12), Some(CsipAus::V13Beta)] {
        let old = write(&sent, Edition::Y2018, csip_aus);
        assert!(!old.contains("csipaus") && !old.contains("RateComponentLink") && !old.contains("pollRate"), "{old}");
    }
    let new = write(&sent, Edition::Y2018, Some(CsipAus::V13));
    let end = "<touTier>0</touTier><csipaus:ConsumptionTariffIntervalListSummary all=\"1\" results=\"1\">\
               <ConsumptionTariffInterval><consumptionBlock>0</consumptionBlock><price>-3</price><startValue>0</startValue>\
               </ConsumptionTariffInterval></csipaus:ConsumptionTariffIntervalListSummary>\
               <RateComponentLink href=\"/tp/1/rc/1\"/></TimeTariffInterval>";
    assert!(new.contains(end) && new.contains(" pollRate=\"60\""), "{new}");
    assert_eq!(read(&new), Ok(sent));
}

#[test]
fn an_extension_point_of_2023_is_passed_over() {
    let more = "<Time_r2_3><currentTime>9</currentTime><x><y/></x></Time_r2_3>";
    assert_eq!(read::<Time>(&time(more)), read::<Time>(&time("")));
}
