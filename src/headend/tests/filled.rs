//! A server with a document at every address. Only public names are used, so that the suite `headend_documents` includes
//! this file too and holds every document against the official schema.

use super::{Identity, MemoryResources, NewEvent, NewProgram, Operator, Pin, ServedEdition, Server, Settings};
use tieline_core::model::{
    CentiPercent, Control, ControlValue, Curve, CurveKind, CurvePoint, DefaultControl, FixedVarReference, FreqDroop,
    HttpRequest, Method, Millihertz, Millivolts, Mode, Mode2023, Mrid, PowerFactor, ResponseRequired, Seconds,
    UtcSeconds, Vars, Watts,
};
use tieline_schemas::sep2::{self as wire, Document, HexBinary160, Target};

/// How a document comes to its address.
enum Step {
    /// The operator makes it in a list.
    Make,
    /// The operator sets it.
    Set,
    /// The device puts it.
    Put,
    /// The device posts it to a list.
    Post,
}
use Step::{Make, Post, Put, Set};

/// One document of each row of the table, those above first.
const STEPS: [(Step, &str, &str); 48] = [
    (Set, "/sdev", "SelfDevice"),
    (Set, "/sdev/di", "DeviceInformation"),
    (Set, "/sdev/dstat", "DeviceStatus"),
    (Set, "/sdev/ps", "PowerStatus"),
    (Put, "/edev/1/di", "DeviceInformation"),
    (Put, "/edev/1/dstat", "DeviceStatus"),
    (Put, "/edev/1/ps", "PowerStatus"),
    (Put, "/edev/1/cfg", "Configuration"),
    (Put, "/edev/1/fs", "FileStatus"),
    (Post, "/edev/1/ns", "IPInterface"),
    (Post, "/edev/1/lsl", "LoadShedAvailability"),
    (Post, "/edev/1/frq", "FlowReservationRequest"),
    (Make, "/edev/1/frp", "FlowReservationResponse"),
    (Put, "/edev/1/der/1/derg", "DERSettings"),
    (Put, "/edev/1/der/1/dercap", "DERCapability"),
    (Put, "/edev/1/der/1/ders", "DERStatus"),
    (Put, "/edev/1/der/1/dera", "DERAvailability"),
    (Post, "/edev/1/lel", "LogEvent"),
    (Make, "/drp", "DemandResponseProgram"),
    (Make, "/drp/2/edc", "EndDeviceControl"),
    (Make, "/msg", "MessagingProgram"),
    (Make, "/msg/3/txt", "TextMessage"),
    (Make, "/tp", "TariffProfile"),
    (Make, "/tp/4/rc", "RateComponent"),
    (Set, "/tp/4/rc/1/rt", "ReadingType"),
    (Make, "/tp/4/rc/1/tti", "TimeTariffInterval"),
    (Make, "/tp/4/rc/1/tti/1/cti", "ConsumptionTariffInterval"),
    (Make, "/file", "File"),
    (Make, "/bill", "CustomerAccount"),
    (Set, "/bill/6/ss", "ServiceSupplier"),
    (Make, "/bill/6/ca", "CustomerAgreement"),
    (Make, "/bill/6/ca/1/bp", "BillingPeriod"),
    (Make, "/bill/6/ca/1/ver", "HistoricalReading"),
    (Set, "/bill/6/ca/1/ver/1/rt", "ReadingType"),
    (Make, "/bill/6/ca/1/ver/1/brs", "BillingReadingSet"),
    (Make, "/bill/6/ca/1/ver/1/brs/1/br", "BillingReading"),
    (Make, "/bill/6/ca/1/pro", "ProjectionReading"),
    (Set, "/bill/6/ca/1/pro/1/rt", "ReadingType"),
    (Make, "/bill/6/ca/1/pro/1/brs", "BillingReadingSet"),
    (Make, "/bill/6/ca/1/pro/1/brs/1/br", "BillingReading"),
    (Make, "/bill/6/ca/1/tar", "TargetReading"),
    (Set, "/bill/6/ca/1/tar/1/rt", "ReadingType"),
    (Make, "/bill/6/ca/1/tar/1/brs", "BillingReadingSet"),
    (Make, "/bill/6/ca/1/tar/1/brs/1/br", "BillingReading"),
    (Make, "/ppy", "Prepayment"),
    (Set, "/ppy/7/ab", "AccountBalance"),
    (Set, "/ppy/7/os", "PrepayOperationStatus"),
    (Make, "/ppy/7/cr", "CreditRegister"),
];

/// The name of the flow reservation request.
const REQUEST: wire::HexBinary128 = wire::HexBinary128([0x0F; 16]);

/// A server at `now` with a document at every address, which the device `own` may read; a second device has none of it.
pub(super) fn filled(settings: Settings, now: i64, own: &Identity, other: &Identity) -> Server<MemoryResources> {
    let edition = settings.edition;
    let mut server = Server::new(settings, MemoryResources::default());
    operate(&mut server, now, |operator| {
        operator.enrol(own, Pin::new(111_115)).expect("enrolled");
        operator.enrol(other, Pin::new(111_115)).expect("enrolled");
        fill_program(operator, now, edition);
    });
    for (step, address, kind) in &STEPS {
        let document = sample(kind, now, own);
        match step {
            Make => operate(&mut server, now, |operator| operator.make(address, &document).map(|_| ())).expect(address),
            Set => operate(&mut server, now, |operator| operator.set(address, &document)).expect(address),
            Put => send(&mut server, now, own, Method::Put, address, document),
            Post => send(&mut server, now, own, Method::Post, address, document),
        }
    }
    operate(&mut server, now, |operator| {
        operator.file_content("/file/5", b"firmware".to_vec()).expect("set");
        operator.make("/ppy/7/si", &sample("SupplyInterruptionOverride", now, own)).expect("made");
        let sets = operator.assignments("sets", &[1, 2, 3, 4, 5, 6, 7], false).expect("assignments");
        operator.assign(own.lfdi, &[sets]).expect("assigned");
    });
    let point = wire::ConnectionPointType { connection_point_id: "NMI".to_owned(), ..Default::default() };
    send(&mut server, now, own, Method::Put, "/edev/1/cp", wire::encode(&point));
    send(&mut server, now, own, Method::Post, "/mup", sample("MirrorUsagePoint", now, own));
    for (set, subject) in [(1, "09".repeat(16)), (0, "0E".repeat(16))] {
        let response = format!(
            "<Response xmlns=\"{}\"><createdDateTime>{now}</createdDateTime><endDeviceLFDI>{}</endDeviceLFDI>\
             <status>1</status><subject>{subject}</subject></Response>",
            wire::NAMESPACE,
            own.lfdi
        );
        send(&mut server, now, own, Method::Post, &format!("/rsps/{set}/rsp"), response.into_bytes());
    }
    server
}

/// What each mode of 2023 may ask for.
pub(super) fn modes_of_2023() -> [(Mode2023, ControlValue); 15] {
    let (watts, vars) = (ControlValue::Watts(Watts(70_000)), ControlValue::Vars(Vars(500)));
    let share = ControlValue::Share(CentiPercent(9_500));
    let of_vars = ControlValue::FixedVar { reference: FixedVarReference::SetMaxVar, share: CentiPercent(4_400) };
    [
        (Mode2023::DeltaVar, ControlValue::VarsDelta { by: Vars(-100), bidirectional: 1 }),
        (Mode2023::DeltaW, ControlValue::WattsDelta { by: Watts(-40_000), bidirectional: 0 }),
        (Mode2023::FixedV, ControlValue::Share(CentiPercent(-200))),
        (Mode2023::GridConnectPermit, ControlValue::Permit(true)),
        (Mode2023::IslandPermit, ControlValue::Permit(false)),
        (Mode2023::MaxLimPctVaAbsorb, share.clone()),
        (Mode2023::MaxLimPctVaInject, share.clone()),
        (Mode2023::MaxLimPctVarAbsorb, of_vars.clone()),
        (Mode2023::MaxLimPctVarInject, of_vars),
        (Mode2023::MaxLimPctWAbsorb, share),
        (Mode2023::MaxLimVarAbsorb, vars.clone()),
        (Mode2023::MaxLimVarInject, vars),
        (Mode2023::MaxLimWAbsorb, watts.clone()),
        (Mode2023::MaxLimWInject, watts),
        (Mode2023::TargetV, ControlValue::Volts(Millivolts(230_500))),
    ]
}

/// A DER program with an event, a default and a curve.
fn fill_program(operator: &mut Operator<'_, MemoryResources>, now: i64, edition: ServedEdition) {
    let description = "limits".to_owned();
    let number = operator.program(NewProgram { mrid: Some(Mrid([1; 16])), description, primacy: 1 }).expect("program");
    let point = |x, y| CurvePoint { x, y, excitation: None };
    let curve = Curve {
        kind: CurveKind::VoltVar,
        x_multiplier: -2,
        y_multiplier: -2,
        y_ref: 2,
        points: vec![point(9_500, 4_400), point(10_500, -4_400)],
        open_loop_centiseconds: None,
        autonomous_v_ref: None,
        autonomous_v_ref_centiseconds: None,
        v_ref: None,
    };
    let share = |hundredths| ControlValue::Share(CentiPercent(hundredths));
    let factor = ControlValue::PowerFactor(PowerFactor { displacement: 9_500, absorbing: true });
    let droop = FreqDroop {
        deadband_over: Millihertz(36),
        deadband_under: Millihertz(36),
        slope_over: 50,
        slope_under: 50,
        open_loop_centiseconds: 500,
    };
    let fixed_var = ControlValue::FixedVar { reference: FixedVarReference::SetMaxVar, share: CentiPercent(-4_400) };
    let modes = [
        (Mode::Connect, ControlValue::Permit(true)),
        (Mode::Energize, ControlValue::Permit(true)),
        (Mode::MaxLimW, share(9_500)),
        (Mode::FixedW, share(-5_000)),
        (Mode::TargetW, ControlValue::Watts(Watts(-1_500))),
        (Mode::TargetVar, ControlValue::Vars(Vars(100))),
        (Mode::FixedVar, fixed_var),
        (Mode::FixedPfInject, factor.clone()),
        (Mode::FixedPfAbsorb, factor),
        (Mode::FreqDroop, ControlValue::FreqDroop(droop)),
        (Mode::ExpLimW, ControlValue::Watts(Watts(100_000))),
        (Mode::ImpLimW, ControlValue::Watts(Watts(5_000))),
        (Mode::GenLimW, ControlValue::Watts(Watts(5_000))),
        (Mode::LoadLimW, ControlValue::Watts(Watts(5_000))),
        (Mode::StorageTargetW, ControlValue::Watts(Watts(-5_000))),
        (Mode::Curve(CurveKind::VoltVar), ControlValue::Curve(curve)),
    ];
    let mut control = Control { modes: modes.into(), ramp_centiseconds: Some(3_000) };
    if edition == ServedEdition::Y2023 {
        control.modes.extend(modes_of_2023().map(|(mode, value)| (Mode::Of2023(mode), value)));
    }
    let default = DefaultControl { control: control.clone(), ..DefaultControl::default() };
    operator.default_control(number, None, Some(default)).expect("default");
    let event = NewEvent {
        mrid: Some(Mrid([9; 16])),
        description: String::new(),
        created: UtcSeconds(now),
        start: UtcSeconds(now),
        duration: Seconds(3_600),
        randomize_start: None,
        randomize_duration: None,
        control,
        response_required: ResponseRequired(3),
    };
    operator.event(number, event).expect("event");
}

pub(super) fn operate<T>(
    server: &mut Server<MemoryResources>,
    now: i64,
    work: impl FnOnce(&mut Operator<'_, MemoryResources>) -> T,
) -> T {
    let settings = server.settings().clone();
    let mut operator = Operator::new(server.resources(), &settings, UtcSeconds(now));
    let result = work(&mut operator);
    let changes = operator.finish();
    server.resources_mut().apply(&changes);
    result
}

fn send(server: &mut Server<MemoryResources>, now: i64, who: &Identity, method: Method, at: &str, body: Vec<u8>) {
    let request = HttpRequest { method, target: at.to_owned(), headers: Vec::new(), body };
    let answer = server.handle(UtcSeconds(now), who, &request);
    assert!(answer.response.is_success(), "{method} {at}: {:?}", answer.note);
    server.resources_mut().apply(&answer.commit);
}

/// A document of a type, for `own`, with its times at `now`.
pub(super) fn sample(kind: &str, now: i64, own: &Identity) -> Vec<u8> {
    let interval = wire::DateTimeInterval { start: now, duration: 3_600 };
    let lfdi = HexBinary160(own.lfdi.0);
    let document: Document = match kind {
        "DeviceInformation" => wire::DeviceInformation { lfdi, ..Default::default() }.into(),
        "DERCapability" => {
            wire::DERCapability { doe_modes_supported: Some(wire::HexBinary8(0x0F)), ..Default::default() }.into()
        }
        "EndDeviceControl" => wire::EndDeviceControl { interval, ..Default::default() }.into(),
        "TextMessage" => wire::TextMessage { interval, text_message: "peak".to_owned(), ..Default::default() }.into(),
        "MessagingProgram" => wire::MessagingProgram { locale: "en-US".to_owned(), ..Default::default() }.into(),
        "Configuration" => wire::Configuration { current_locale: "en-US".to_owned(), ..Default::default() }.into(),
        "TimeTariffInterval" => wire::TimeTariffInterval { interval, tou_tier: 2, ..Default::default() }.into(),
        "BillingPeriod" => wire::BillingPeriod { interval, ..Default::default() }.into(),
        "SupplyInterruptionOverride" => wire::SupplyInterruptionOverride { interval, ..Default::default() }.into(),
        "FlowReservationRequest" => {
            wire::FlowReservationRequest { mrid: REQUEST, interval_requested: interval, ..Default::default() }.into()
        }
        "FlowReservationResponse" => {
            let mrid = wire::HexBinary128([0x0E; 16]);
            wire::FlowReservationResponse { mrid, subject: REQUEST, interval, ..Default::default() }.into()
        }
        "MirrorUsagePoint" => mirror(now, lfdi).into(),
        kind => Document::empty(kind).expect("a type"),
    };
    wire::encode_document(&document, &Target::default())
}

/// A mirror with one reading.
fn mirror(now: i64, lfdi: HexBinary160) -> wire::MirrorUsagePoint {
    let reading = wire::Reading {
        time_period: Some(wire::DateTimeInterval { start: now - 300, duration: 300 }),
        value: wire::Int48::new(1_500),
        ..Default::default()
    };
    wire::MirrorUsagePoint {
        mrid: wire::HexBinary128([0x0A; 16]),
        device_lfdi: lfdi,
        mirror_meter_reading: vec![wire::MirrorMeterReading {
            mrid: wire::HexBinary128([0x0B; 16]),
            reading_type: Some(wire::ReadingType { uom: Some(38), ..Default::default() }),
            reading: Some(reading),
            ..Default::default()
        }],
        ..Default::default()
    }
}

/// Every address that links lead to from `/dcap`, with what each answers; lists are asked for whole.
pub(super) fn walk(server: &Server<MemoryResources>, now: i64, who: &Identity) -> Vec<(String, u16, Vec<u8>)> {
    let mut seen: Vec<(String, u16, Vec<u8>)> = Vec::new();
    let mut next = vec!["/dcap".to_owned()];
    while let Some(address) = next.pop() {
        if seen.iter().any(|(known, ..)| *known == address) {
            continue;
        }
        let response = server.handle(UtcSeconds(now), who, &HttpRequest::get(format!("{address}?l=99"))).response;
        let text = String::from_utf8_lossy(&response.body);
        let links = text.split("href=\"").skip(1).chain(text.split("replyTo=\"").skip(1));
        let files = text.split("<fileURI>").skip(1).map(|rest| rest.replace('<', "\""));
        let files: Vec<String> = files.collect();
        let links = links.chain(files.iter().map(String::as_str));
        next.extend(links.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        seen.push((address, response.status, response.body));
    }
    seen
}
