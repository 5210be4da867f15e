//! Messages of ours, one a payload.

use super::*;

fn at(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

fn lasting(text: &str) -> DurationProp {
    Duration::parse(text).unwrap().into()
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn ok(request: &str) -> EiResponse {
    EiResponse { response_code: ResponseCode::OK, response_description: Some(text("OK")), request_id: text(request) }
}

fn ven() -> Option<String> {
    Some(text("ven1"))
}

fn power() -> PowerReal {
    PowerReal {
        item_units: PowerRealUnits::Watts,
        si_scale_code: SiScaleCode::Kilo,
        power_attributes: PowerAttributes {
            hertz: Decimal::from(50),
            voltage: Decimal::from(400),
            ac: true,
            ..PowerAttributes::default()
        },
        ..PowerReal::default()
    }
}

/// An interval of a signal.
fn level(uid: u32, duration: &str, value: f64) -> Interval {
    let payload = SignalPayload { payload_base: Payload::PayloadFloat(value.into()), ..SignalPayload::default() };
    Interval {
        duration: Some(lasting(duration)),
        uid: Some(Uid { text: uid.to_string() }),
        stream_payload_base: vec![StreamPayload::SignalPayload(payload)],
        ..Interval::default()
    }
}

fn signal(name: &str, signal_type: SignalType, item_base: Option<ItemBase>, values: [f64; 2]) -> EiEventSignal {
    EiEventSignal {
        intervals: Intervals { interval: vec![level(0, "PT15M", values[0]), level(1, "PT45M", values[1])] },
        signal_name: text(name),
        signal_type,
        signal_id: format!("{name}-1"),
        item_base,
        current_value: Some(CurrentValue { payload_float: 0.0.into() }),
        ..EiEventSignal::default()
    }
}

fn active_period() -> EiActivePeriod {
    let tolerance = Tolerance { tolerate: Tolerate { startafter: Duration::parse("PT5M") } };
    let properties = Properties {
        dtstart: at("2026-11-25T17:00:00Z").into(),
        duration: lasting("PT1H"),
        tolerance: Some(tolerance),
        x_ei_notification: Some(lasting("P1D")),
        x_ei_ramp_up: Some(lasting("PT10M")),
        x_ei_recovery: None,
    };
    EiActivePeriod { properties, components: AnyType }
}

fn event() -> OadrEvent {
    let descriptor = EventDescriptor {
        event_id: text("event1"),
        modification_number: 0,
        priority: Some(1),
        ei_market_context: EiMarketContext { market_context: text("http://example.com/program?a=1&b=2") },
        created_date_time: at("2026-11-24T12:00:00.25Z"),
        event_status: EventStatus::Far,
        test_event: Some(text("false")),
        vtn_comment: Some(text("a < b & \"c\"")),
        ..EventDescriptor::default()
    };
    let signals = vec![
        signal("SIMPLE", SignalType::Level, None, [1.0, 2.0]),
        signal("LOAD_DISPATCH", SignalType::Setpoint, Some(ItemBase::PowerReal(power())), [-7.5, 0.1]),
    ];
    let target = EiTarget { group_id: vec![text("feeder 7")], ven_id: vec![text("ven1")], ..EiTarget::default() };
    let ei_event = EiEvent {
        event_descriptor: descriptor,
        ei_active_period: active_period(),
        ei_event_signals: EiEventSignals { ei_event_signal: signals, ..EiEventSignals::default() },
        ei_target: target,
    };
    OadrEvent { ei_event, oadr_response_required: ResponseRequired::Always }
}

fn created_event() -> EiCreatedEvent {
    let response = EventResponse {
        response_code: ResponseCode::OK,
        request_id: text("req1"),
        qualified_event_id: QualifiedEventID { event_id: text("event1"), modification_number: 0 },
        opt_type: OptType::OptIn,
        ..EventResponse::default()
    };
    let event_responses = Some(EventResponses { event_response: vec![response] });
    EiCreatedEvent { ei_response: ok("req1"), event_responses, ven_id: text("ven1") }
}

fn vavailability() -> Vavailability {
    let properties =
        Properties { dtstart: at("2026-12-24T00:00:00Z").into(), duration: lasting("P2D"), ..Properties::default() };
    let available = vec![Available { properties }];
    Vavailability { components: ArrayOfVavailabilityContainedComponents { available } }
}

fn create_opt() -> OadrCreateOpt {
    OadrCreateOpt {
        opt_id: text("opt1"),
        opt_type: OptType::OptOut,
        opt_reason: OptReason::Economic,
        market_context: Some(text("http://example.com/program")),
        ven_id: text("ven1"),
        vavailability: Some(vavailability()),
        created_date_time: at("2026-11-24T12:00:00Z"),
        request_id: text("req2"),
        ei_target: EiTarget { resource_id: vec![text("battery")], ..EiTarget::default() },
        ..OadrCreateOpt::default()
    }
}

/// The metadata of what a site can report.
fn metadata() -> OadrReport {
    let rate = OadrSamplingRate {
        oadr_min_period: Duration::from_seconds(10),
        oadr_max_period: Duration::from_seconds(900),
        oadr_on_change: false,
    };
    let point = OadrReportDescription {
        r_id: text("site-power"),
        report_data_source: Some(EiTarget { resource_id: vec![text("site")], ..EiTarget::default() }),
        report_type: ReportType::Usage,
        item_base: Some(ItemBase::PowerReal(power())),
        reading_type: ReadingType::DirectRead,
        market_context: Some(text("http://example.com/program")),
        oadr_sampling_rate: Some(rate),
        ..OadrReportDescription::default()
    };
    OadrReport {
        duration: Some(lasting("PT2H")),
        oadr_report_description: vec![point],
        report_request_id: text("0"),
        report_specifier_id: text("usage"),
        report_name: Some(ReportName::MetadataTelemetryUsage),
        created_date_time: at("2026-11-24T12:00:00Z"),
        ..OadrReport::default()
    }
}

fn payload(r_id: &str, payload_base: Payload) -> StreamPayload {
    StreamPayload::OadrReportPayload(OadrReportPayload {
        r_id: text(r_id),
        confidence: Confidence::new(95),
        accuracy: Some(0.5),
        payload_base,
        oadr_data_quality: Some(OadrDataQuality::QualityGoodNonSpecific),
    })
}

/// Measurements and a status.
fn readings() -> OadrReport {
    let capacity = OadrLoadControlStateType { oadr_current: 0.75, oadr_max: Some(1.0), ..Default::default() };
    let status = OadrPayloadResourceStatus {
        oadr_online: true,
        oadr_load_control_state: Some(OadrLoadControlState { oadr_capacity: Some(capacity), ..Default::default() }),
        ..OadrPayloadResourceStatus::default()
    };
    let interval = Interval {
        dtstart: Some(at("2026-11-24T12:00:00Z").into()),
        duration: Some(lasting("PT1M")),
        stream_payload_base: vec![
            payload("site-power", Payload::PayloadFloat((-4.3).into())),
            payload("site-status", Payload::OadrPayloadResourceStatus(status)),
        ],
        ..Interval::default()
    };
    OadrReport {
        dtstart: Some(at("2026-11-24T12:00:00Z").into()),
        intervals: Some(Intervals { interval: vec![interval] }),
        report_request_id: text("report1"),
        report_specifier_id: text("usage"),
        report_name: Some(ReportName::TelemetryUsage),
        created_date_time: at("2026-11-24T12:01:00Z"),
        ..OadrReport::default()
    }
}

fn report_request() -> OadrReportRequest {
    let properties = Properties { dtstart: at("2026-11-24T12:00:00Z").into(), ..Properties::default() };
    let point = SpecifierPayload { r_id: text("site-power"), ..SpecifierPayload::default() };
    let report_specifier = ReportSpecifier {
        report_specifier_id: text("usage"),
        granularity: lasting("PT1M"),
        report_back_duration: lasting("PT15M"),
        report_interval: Some(WsCalendarInterval { properties }),
        specifier_payload: vec![point],
    };
    OadrReportRequest { report_request_id: text("report1"), report_specifier }
}

fn pending() -> OadrPendingReports {
    OadrPendingReports { report_request_id: vec![text("report1")] }
}

fn cancel_report() -> OadrCancelReport {
    OadrCancelReport {
        request_id: text("req5"),
        report_request_id: vec![text("report1"), text("report2")],
        report_to_follow: true,
        ven_id: ven(),
        ..OadrCancelReport::default()
    }
}

fn create_registration() -> OadrCreatePartyRegistration {
    OadrCreatePartyRegistration {
        request_id: text("req8"),
        oadr_profile_name: OadrProfileName::V20b,
        oadr_transport_name: OadrTransportName::SimpleHttp,
        oadr_report_only: false,
        oadr_xml_signature: true,
        oadr_ven_name: Some(text("Tieline")),
        oadr_http_pull_model: Some(true),
        ..OadrCreatePartyRegistration::default()
    }
}

fn created_registration() -> OadrCreatedPartyRegistration {
    let transport = |name| OadrTransport { oadr_transport_name: name };
    let transports = vec![transport(OadrTransportName::SimpleHttp), transport(OadrTransportName::Xmpp)];
    let profile = OadrProfile {
        oadr_profile_name: OadrProfileName::V20b,
        oadr_transports: OadrTransports { oadr_transport: transports },
    };
    let info = OadrInfo { oadr_key: text("key"), oadr_value: text("value") };
    let service = OadrService { oadr_service_name: OadrServiceName::EiEvent, oadr_info: vec![info] };
    OadrCreatedPartyRegistration {
        ei_response: ok("req8"),
        registration_id: Some(text("reg1")),
        ven_id: ven(),
        vtn_id: text("vtn1"),
        oadr_profiles: OadrProfiles { oadr_profile: vec![profile] },
        oadr_requested_oadr_poll_freq: Some(lasting("PT10S")),
        oadr_service_specific_info: Some(OadrServiceSpecificInfo { oadr_service: vec![service] }),
        ..OadrCreatedPartyRegistration::default()
    }
}

/// A report of Green Button data.
pub fn with_feed() -> Message {
    let mut report = readings();
    let feed = StreamPayload::OadrGBPayload(OadrGBStreamPayloadBase::default());
    report.intervals.as_mut().unwrap().interval[0].stream_payload_base = vec![feed];
    OadrUpdateReport { request_id: text("req7"), oadr_report: vec![report], ..OadrUpdateReport::default() }.into()
}

/// One of each, in the schema's order.
pub fn all() -> Vec<Message> {
    [events(), opts(), reports(), registrations()].concat()
}

fn events() -> Vec<Message> {
    let distribute = OadrDistributeEvent {
        ei_response: Some(ok("req0")),
        request_id: text("req1"),
        vtn_id: text("vtn1"),
        oadr_event: vec![event()],
        ..OadrDistributeEvent::default()
    };
    let request = EiRequestEvent { request_id: text("req0"), ven_id: text("ven1"), reply_limit: Some(10) };
    vec![
        distribute.into(),
        OadrCreatedEvent { ei_created_event: created_event(), ..OadrCreatedEvent::default() }.into(),
        OadrRequestEvent { ei_request_event: request, ..OadrRequestEvent::default() }.into(),
        OadrResponse { ei_response: ok("req11"), ven_id: ven(), ..OadrResponse::default() }.into(),
    ]
}

fn opts() -> Vec<Message> {
    let cancel =
        OadrCancelOpt { request_id: text("req3"), opt_id: text("opt1"), ven_id: text("ven1"), ..Default::default() };
    vec![
        cancel.into(),
        OadrCanceledOpt { ei_response: ok("req3"), opt_id: Some(text("opt1")), ..OadrCanceledOpt::default() }.into(),
        create_opt().into(),
        OadrCreatedOpt { ei_response: ok("req2"), opt_id: text("opt1"), ..OadrCreatedOpt::default() }.into(),
    ]
}

fn reports() -> Vec<Message> {
    let ei_response = ok("req4");
    let canceled = OadrCanceledReport {
        ei_response: ok("req5"),
        oadr_pending_reports: OadrPendingReports::default(),
        ven_id: ven(),
        ..OadrCanceledReport::default()
    };
    let create = OadrCreateReport {
        request_id: text("req4"),
        oadr_report_request: vec![report_request()],
        ven_id: ven(),
        ..OadrCreateReport::default()
    };
    let created =
        OadrCreatedReport { ei_response, oadr_pending_reports: pending(), ven_id: ven(), ..Default::default() };
    let register = OadrRegisterReport {
        request_id: text("req6"),
        oadr_report: vec![metadata()],
        ven_id: ven(),
        ..OadrRegisterReport::default()
    };
    let registered = OadrRegisteredReport {
        ei_response: ok("req6"),
        oadr_report_request: vec![report_request()],
        ..OadrRegisteredReport::default()
    };
    let update = OadrUpdateReport {
        request_id: text("req7"),
        oadr_report: vec![readings()],
        ven_id: ven(),
        ..OadrUpdateReport::default()
    };
    let updated = OadrUpdatedReport {
        ei_response: ok("req7"),
        oadr_cancel_report: Some(cancel_report()),
        ..OadrUpdatedReport::default()
    };
    vec![
        cancel_report().into(),
        canceled.into(),
        create.into(),
        created.into(),
        register.into(),
        registered.into(),
        update.into(),
        updated.into(),
    ]
}

fn registrations() -> Vec<Message> {
    let cancel = OadrCancelPartyRegistration {
        request_id: text("req9"),
        registration_id: text("reg1"),
        ven_id: ven(),
        ..OadrCancelPartyRegistration::default()
    };
    let canceled = OadrCanceledPartyRegistration {
        ei_response: ok("req9"),
        registration_id: Some(text("reg1")),
        ven_id: ven(),
        ..OadrCanceledPartyRegistration::default()
    };
    vec![
        cancel.into(),
        canceled.into(),
        create_registration().into(),
        created_registration().into(),
        OadrRequestReregistration { ven_id: text("ven1"), ..OadrRequestReregistration::default() }.into(),
        OadrQueryRegistration { request_id: text("req10"), ..OadrQueryRegistration::default() }.into(),
        OadrPoll { ven_id: text("ven1"), ..OadrPoll::default() }.into(),
    ]
}
