//! 2.0a: hand-worked documents as other stacks send them, read into the types of 2.0b and written again [OADR2a].

use super::super::*;

const SPACES: &str = "xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\" \
xmlns:emix=\"http://docs.oasis-open.org/ns/emix/2011/06\" xmlns:oadr=\"http://openadr.org/oadr-2.0a/2012/07\" \
xmlns:pyld=\"http://docs.oasis-open.org/ns/energyinterop/201110/payloads\" \
xmlns:strm=\"urn:ietf:params:xml:ns:icalendar-2.0:stream\" xmlns:xcal=\"urn:ietf:params:xml:ns:icalendar-2.0\"";

/// A list of one event: level 2 for an hour, then level 1 for half an hour.
fn list() -> String {
    let interval = |uid: u8, length: &str, level: &str| {
        format!(
            "<ei:interval><xcal:duration><xcal:duration>{length}</xcal:duration></xcal:duration><xcal:uid>\
             <xcal:text>{uid}</xcal:text></xcal:uid><ei:signalPayload><ei:payloadFloat><ei:value>{level}</ei:value>\
             </ei:payloadFloat></ei:signalPayload></ei:interval>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oadr:oadrDistributeEvent {SPACES}>\
         <pyld:requestID>r-1</pyld:requestID><ei:vtnID>vtn</ei:vtnID><oadr:oadrEvent><ei:eiEvent><ei:eventDescriptor>\
         <ei:eventID>e1</ei:eventID><ei:modificationNumber>3</ei:modificationNumber><ei:priority>1</ei:priority>\
         <ei:eiMarketContext><emix:marketContext>http://utility.example/peak</emix:marketContext></ei:eiMarketContext>\
         <ei:createdDateTime>2026-11-29T10:00:00Z</ei:createdDateTime><ei:eventStatus>far</ei:eventStatus>\
         <ei:testEvent>false</ei:testEvent></ei:eventDescriptor><ei:eiActivePeriod><xcal:properties><xcal:dtstart>\
         <xcal:date-time>2026-11-29T16:00:00Z</xcal:date-time></xcal:dtstart><xcal:duration>\
         <xcal:duration>PT1H30M</xcal:duration></xcal:duration><ei:x-eiNotification><xcal:duration>PT3H</xcal:duration>\
         </ei:x-eiNotification></xcal:properties><xcal:components/></ei:eiActivePeriod><ei:eiEventSignals>\
         <ei:eiEventSignal><strm:intervals>{}{}</strm:intervals><ei:signalName>simple</ei:signalName>\
         <ei:signalType>level</ei:signalType><ei:signalID>s0</ei:signalID><ei:currentValue><ei:payloadFloat>\
         <ei:value>0</ei:value></ei:payloadFloat></ei:currentValue></ei:eiEventSignal></ei:eiEventSignals><ei:eiTarget>\
         <ei:venID>ven-1</ei:venID></ei:eiTarget></ei:eiEvent>\
         <oadr:oadrResponseRequired>always</oadr:oadrResponseRequired></oadr:oadrEvent></oadr:oadrDistributeEvent>",
        interval(0, "PT1H", "2.0"),
        interval(1, "PT30M", "1.0")
    )
}

fn read(text: &str) -> Message {
    decode_20a(text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn error(text: &str) -> DecodeError {
    decode_20a(text.as_bytes(), &Limits::default()).expect_err(text)
}

fn event_of(message: &mut Message) -> &mut EiEvent {
    let Message::DistributeEvent(list) = message else { panic!("{message:?}") };
    &mut list.oadr_event[0].ei_event
}

/// [OADR2a EiEvent]
#[test]
fn a_list_of_events_of_2_0a_is_read_into_the_types_of_2_0b() {
    let mut message = read(&list());
    let Message::DistributeEvent(all) = &message else { panic!("{message:?}") };
    assert_eq!((all.request_id.as_str(), all.vtn_id.as_str(), all.oadr_event.len()), ("r-1", "vtn", 1));
    let event = event_of(&mut message);
    assert_eq!((event.event_descriptor.event_id.as_str(), event.event_descriptor.modification_number), ("e1", 3));
    assert_eq!(event.ei_active_period.properties.duration.duration.to_seconds(), Some(5_400));
    let signal = &event.ei_event_signals.ei_event_signal[0];
    let levels = signal.intervals.interval.iter().map(|interval| match &interval.stream_payload_base[..] {
        [StreamPayload::SignalPayload(SignalPayload { payload_base: Payload::PayloadFloat(float) })] => {
            let length = interval.duration.as_ref().and_then(|length| length.duration.to_seconds());
            (length, float.value)
        }
        other => panic!("{other:?}"),
    });
    assert_eq!(levels.collect::<Vec<_>>(), [(Some(3_600), 2.0), (Some(1_800), 1.0)]);
    assert_eq!((signal.signal_name.as_str(), event.ei_target.ven_id.as_slice()), ("simple", &["ven-1".to_owned()][..]));
}

/// [OADR2a EiEvent]
#[test]
fn what_a_ven_of_2_0a_says_is_read_in_any_prefixes() {
    let asks = "<oadrRequestEvent xmlns=\"http://openadr.org/oadr-2.0a/2012/07\"><p:eiRequestEvent \
        xmlns:p=\"http://docs.oasis-open.org/ns/energyinterop/201110/payloads\"><p:requestID>q</p:requestID>\
        <venID xmlns=\"http://docs.oasis-open.org/ns/energyinterop/201110\">ven-1</venID><p:replyLimit>99</p:replyLimit>\
        </p:eiRequestEvent></oadrRequestEvent>";
    let Message::RequestEvent(asked) = read(asks) else { panic!("another payload") };
    let asked = asked.ei_request_event;
    assert_eq!((asked.request_id.as_str(), asked.ven_id.as_str(), asked.reply_limit), ("q", "ven-1", Some(99)));
    let answers = format!(
        "<oadr:oadrCreatedEvent {SPACES}><pyld:eiCreatedEvent><ei:eiResponse><ei:responseCode>200</ei:responseCode>\
         <pyld:requestID>r-1</pyld:requestID></ei:eiResponse><ei:eventResponses><ei:eventResponse>\
         <ei:responseCode>200</ei:responseCode><pyld:requestID>r-1</pyld:requestID><ei:qualifiedEventID>\
         <ei:eventID>e1</ei:eventID><ei:modificationNumber>3</ei:modificationNumber></ei:qualifiedEventID>\
         <ei:optType>optOut</ei:optType></ei:eventResponse></ei:eventResponses><ei:venID>ven-1</ei:venID>\
         </pyld:eiCreatedEvent></oadr:oadrCreatedEvent>"
    );
    let Message::CreatedEvent(answered) = read(&answers) else { panic!("another payload") };
    let responses = answered.ei_created_event.event_responses.expect("responses").event_response;
    let one = &responses[0];
    let event = (one.qualified_event_id.event_id.as_str(), one.qualified_event_id.modification_number);
    assert_eq!((event, one.opt_type), (("e1", 3), OptType::OptOut));
}

/// What is written is what was read: the root is the payload, without a version [OADR2a simple HTTP].
#[test]
fn what_is_written_in_2_0a_reads_back_equal_and_bears_no_version() {
    let message = read(&list());
    let written = encode_20a(&message).expect("sayable");
    assert_eq!(decode_20a(&written, &Limits::default()), Ok(message.clone()));
    let text = String::from_utf8(written).expect("text");
    assert!(text.starts_with("<oadr:oadrDistributeEvent xmlns:"), "{text}");
    assert!(text.contains(NAMESPACE_20A) && !text.contains("2.0b") && !text.contains("schemaVersion"), "{text}");
    let thanks = Message::Response(OadrResponse {
        ei_response: EiResponse { response_code: ResponseCode::OK, request_id: "q".to_owned(), ..Default::default() },
        ..Default::default()
    });
    let wanted = "<oadr:oadrResponse xmlns:oadr=\"http://openadr.org/oadr-2.0a/2012/07\" \
        xmlns:ei=\"http://docs.oasis-open.org/ns/energyinterop/201110\" \
        xmlns:pyld=\"http://docs.oasis-open.org/ns/energyinterop/201110/payloads\"><ei:eiResponse>\
        <ei:responseCode>200</ei:responseCode><pyld:requestID>q</pyld:requestID></ei:eiResponse></oadr:oadrResponse>";
    assert_eq!(encode_20a(&thanks).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()), Ok(wanted.to_owned()));
    let none = encode_20a(&Message::DistributeEvent(OadrDistributeEvent::default())).expect("sayable");
    assert!(decode_20a(&none, &Limits::default()).is_ok());
}

#[test]
fn neither_edition_is_read_as_the_other() {
    let namespace = |text: &str| {
        let found = decode(text.as_bytes(), &Limits::default());
        assert!(matches!(found, Err(DecodeError::Namespace { .. })), "{found:?}");
    };
    namespace(&list());
    let other = list().replace("oadr-2.0a", "oadr-2.0b");
    assert!(decode(other.as_bytes(), &Limits::default()).is_ok());
    assert!(matches!(error(&other), DecodeError::Namespace { .. }));
    // An element of 2.0b's namespace within is one that is not known, and passed over.
    let within = list().replace("<oadr:oadrEvent>", "<b:oadrEvent xmlns:b=\"http://openadr.org/oadr-2.0b/2012/07\">");
    let Message::DistributeEvent(list) = read(&within.replace("</oadr:oadrEvent>", "</b:oadrEvent>")) else { panic!() };
    assert_eq!(list.oadr_event.len(), 0);
}

#[test]
fn payloads_of_2_0b_alone_and_its_envelope_are_no_messages_of_2_0a() {
    for root in ["oadrPoll", "oadrPayload", "oadrCreateOpt", "oadrNothing"] {
        let text = format!("<oadr:{root} {SPACES}/>");
        assert_eq!(error(&text), DecodeError::UnknownRoot(root.to_owned()));
    }
    assert_eq!(encode_20a(&Message::Poll(OadrPoll::default())), Err(NotIn20a::Field("oadrPoll")));
}

/// [design r10]
#[test]
fn what_2_0a_cannot_say_is_refused_and_not_left_out() {
    type Change = fn(&mut EiEvent);
    let cases: [(NotIn20a, Change); 8] = [
        (NotIn20a::Field("modificationReason"), |event| {
            event.event_descriptor.modification_reason = Some("why".to_owned());
        }),
        (NotIn20a::Field("groupName"), |event| event.ei_target.group_name.push("north".to_owned())),
        (NotIn20a::Count("x-eiNotification"), |event| event.ei_active_period.properties.x_ei_notification = None),
        (NotIn20a::Count("currentValue"), |event| event.ei_event_signals.ei_event_signal[0].current_value = None),
        (NotIn20a::Field("itemBase"), |event| {
            event.ei_event_signals.ei_event_signal[0].item_base = Some(ItemBase::default());
        }),
        (NotIn20a::Count("uid"), |event| {
            event.ei_event_signals.ei_event_signal[0].intervals.interval[0].uid = None;
        }),
        (NotIn20a::Count("streamPayloadBase"), |event| {
            let interval = &mut event.ei_event_signals.ei_event_signal[0].intervals.interval[0];
            interval.stream_payload_base.extend(interval.stream_payload_base.clone());
        }),
        (NotIn20a::Signal(SignalType::XLoadControlCapacity), |event| {
            event.ei_event_signals.ei_event_signal[0].signal_type = SignalType::XLoadControlCapacity;
        }),
    ];
    for (wanted, change) in cases {
        let mut message = read(&list());
        change(event_of(&mut message));
        assert_eq!(encode_20a(&message), Err(wanted));
    }
}

/// [design r7]
#[test]
fn bounds_hold_for_2_0a_too() {
    let few = Limits { items: 10, ..Limits::default() };
    assert!(matches!(decode_20a(list().as_bytes(), &few), Err(DecodeError::Bound { .. })));
    let doctype = format!("<!DOCTYPE a>{}", list().replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", ""));
    assert_eq!(error(&doctype), DecodeError::Doctype);
}
