//! BASIC: identification, groups, modes, priorities, reports.

use super::case::{Case, Judged, LIFE, LIVES, ONCE, OVERLAP, case};
use super::stand::{Change, Curve, DefaultControl, Event, Group, LIMIT, Mode, Program, Stand, TIGHTER, group, program};
use super::tour::Tour;
use super::view::{Seen, equal, there};
use tieline_schemas::sep2 as wire;

/// One program for the service point, whose event asks for these modes and whose default for others.
fn modes(event: &[Mode], default: &[Mode]) -> Stand {
    Stand::of(vec![group(program("Service Point", 1).with_default(default).with_event(120, 80, event))])
}

fn curves(kinds: &[u8]) -> Vec<Mode> {
    kinds.iter().map(|kind| Mode::Curve(Curve(*kind))).collect()
}

fn two(system: Program, point: Program) -> Stand {
    Stand::of(vec![group(system), group(point)])
}

fn system() -> Program {
    program("System", 10)
}

fn point() -> Program {
    program("Service Point", 1)
}

fn ramps() -> Stand {
    let default = DefaultControl { grad_w: Some(100), soft_grad_w: Some(50), ..DefaultControl::default() };
    Stand::of(vec![group(Program { default: Some(default), ..point() })])
}

fn groups() -> Stand {
    let members = |names: [&str; 2], primacy: u8| Group {
        name: String::new(),
        programs: vec![program(names[0], primacy), program(names[1], primacy + 1).with_default(&[LIMIT])],
    };
    Stand::of(vec![members(["System", "Sub-Transmission"], 8), members(["Feeder", "Segment"], 4)])
}

/// Both events of overlapping programs: who starts first, and with which modes.
fn overlap(system_from: i64, point_from: i64, system_mode: Mode, point_mode: Mode) -> Stand {
    let event = |start_s: i64, created_s: i64, mode: Mode| Event {
        created_s,
        start_s,
        duration_s: if start_s == 120 { 80 } else { 100 },
        modes: vec![mode],
        ..Event::default()
    };
    two(system().with(event(system_from, 0, system_mode)), point().with(event(point_from, 0, point_mode)))
}

pub(super) const CASES: &[Case] = &[
    Case {
        judge: identified,
        ..case("BASIC-001", "CSIP BASIC-001", "LFDI, SFDI and PIN", ONCE, || Stand::of(Vec::new()))
    },
    case("BASIC-002", "CSIP BASIC-002", "group management", ONCE, groups),
    case("BASIC-003", "CSIP BASIC-003", "advanced group management", &[0, 190], || {
        let mut stand = groups();
        stand.groups.push(group(point().with_default(&[TIGHTER])));
        stand.changing(&[(100, Change::Take(0)), (100, Change::Give(2))])
    }),
    case("BASIC-004", "CSIP BASIC-004", "ride-through of low and high voltage", LIFE, || {
        modes(&curves(&[4, 5, 9, 10]), &curves(&[5, 10]))
    }),
    case("BASIC-005", "CSIP BASIC-005", "ride-through of low and high frequency", LIFE, || {
        modes(&curves(&[2, 7]), &curves(&[2, 7]))
    }),
    case("BASIC-006", "CSIP BASIC-006", "Volt-Var", LIFE, || modes(&curves(&[11]), &curves(&[11]))),
    case("BASIC-007", "CSIP BASIC-007", "ramp rates", ONCE, ramps),
    case("BASIC-008", "CSIP BASIC-008", "fixed power factor", LIFE, || {
        modes(&[Mode::FixedPfInject(9_500)], &[Mode::FixedPfInject(10_000)])
    }),
    case("BASIC-009", "CSIP BASIC-009", "connect and disconnect", LIFE, || {
        modes(&[Mode::Connect(false)], &[Mode::Connect(true)])
    }),
    case("BASIC-010", "CSIP BASIC-010", "limit of active power", LIFE, || modes(&[TIGHTER], &[Mode::MaxLimW(10_000)])),
    case("BASIC-011", "CSIP BASIC-011", "Volt-Watt", LIFE, || modes(&curves(&[12]), &curves(&[12]))),
    case("BASIC-012", "CSIP BASIC-012", "Freq-Watt", LIFE, || modes(&curves(&[0]), &curves(&[0]))),
    case("BASIC-015", "CSIP BASIC-015", "several modes in one control", LIFE, || {
        let event = [vec![TIGHTER, Mode::FixedVar(2_500), Mode::Energize(true)], curves(&[12])].concat();
        modes(&event, &[LIMIT, Mode::Energize(true)])
    }),
    case("BASIC-016", "CSIP BASIC-016", "two programs, two defaults, no events", ONCE, || {
        two(system().with_default(&[LIMIT]), point().with_default(&[TIGHTER]))
    }),
    case("BASIC-017", "CSIP BASIC-017", "one program, no default, one event", LIFE, || {
        Stand::of(vec![group(point().with_event(120, 80, &[LIMIT]))])
    }),
    case("BASIC-018", "CSIP BASIC-018", "one program, a default, one event", LIFE, || modes(&[TIGHTER], &[LIMIT])),
    case("BASIC-019", "CSIP BASIC-019", "one program, two events apart", LIVES, || {
        Stand::of(vec![group(point().with_event(120, 80, &[LIMIT]).with_event(220, 80, &[TIGHTER]))])
    }),
    case("BASIC-020", "CSIP BASIC-020", "two programs, two events apart", LIVES, || {
        two(system().with_event(120, 80, &[LIMIT]), point().with_event(220, 80, &[TIGHTER]))
    }),
    case("BASIC-021", "CSIP BASIC-021", "alike, the service point's before the system's", OVERLAP, || {
        overlap(150, 120, LIMIT, TIGHTER)
    }),
    case("BASIC-022", "CSIP BASIC-022", "alike, the system's before the service point's", OVERLAP, || {
        overlap(120, 150, LIMIT, TIGHTER)
    }),
    case("BASIC-023", "CSIP BASIC-023", "alike, made after the system's start", OVERLAP, || {
        let mut stand = overlap(120, 150, LIMIT, TIGHTER);
        stand.groups[1].programs[0].events[0].created_s = 130;
        stand
    }),
    case("BASIC-024", "CSIP BASIC-024", "independent, the service point's before the system's", OVERLAP, || {
        overlap(150, 120, LIMIT, Mode::FixedVar(2_500))
    }),
    case("BASIC-025", "CSIP BASIC-025", "independent, the system's before the service point's", OVERLAP, || {
        overlap(120, 150, LIMIT, Mode::FixedVar(2_500))
    }),
    case("BASIC-026", "CSIP BASIC-026", "independent, made after the system's start", OVERLAP, || {
        let mut stand = overlap(120, 150, LIMIT, Mode::FixedVar(2_500));
        stand.groups[1].programs[0].events[0].created_s = 130;
        stand
    }),
    Case {
        act: alarm,
        judge: alarmed,
        ..case("BASIC-027", "CSIP BASIC-027", "alarms as LogEvents", &[0, 1], || Stand::of(Vec::new()))
    },
    Case {
        act: status,
        judge: status_kept,
        ..case("BASIC-028", "CSIP BASIC-028", "inverter status", &[0, 1], || Stand::of(Vec::new()))
    },
    Case {
        act: meter,
        judge: metered,
        ..case("BASIC-029", "CSIP BASIC-029", "meter readings", &[0, 1], || Stand::of(Vec::new()))
    },
];

fn identified(seen: &Seen<'_>) -> Judged {
    let look = seen.look(0);
    let device = look.own_device()?;
    equal("the SFDI", device.sfdi.get(), seen.identity.sfdi)?;
    let registration: wire::Registration = look.at(&there("RegistrationLink", device.registration_link)?.href)?;
    equal("the PIN", registration.pin, super::core::PIN)?;
    Ok(format!("SFDI {} and the PIN that was set up", seen.identity.sfdi))
}

/// The log event of the case; each field is checked as it comes back.
fn log_event() -> wire::LogEvent {
    wire::LogEvent {
        created_date_time: 1_700_000_000,
        function_set: 11,
        log_event_code: 2,
        log_event_id: 7,
        log_event_pen: 37_250,
        profile_id: 2,
        ..Default::default()
    }
}

fn own(tour: &mut Tour<'_>) -> Option<wire::EndDevice> {
    let dcap = tour.client.peer().dcap.clone();
    let entry: wire::DeviceCapability = tour.read(&dcap)?;
    let list: wire::EndDeviceList = tour.read(&format!("{}?s=0&l=255", entry.end_device_list_link?.href))?;
    let lfdi = tour.identity.lfdi;
    list.end_device.into_iter().find(|device| device.lfdi.is_some_and(|own| own.0 == lfdi))
}

/// The one DER of the device.
pub(super) fn own_der(tour: &mut Tour<'_>) -> Option<wire::DER> {
    let link = own(tour)?.der_list_link?;
    let list: wire::DERList = tour.read(&format!("{}?s=0&l=255", link.href))?;
    list.der.into_iter().next()
}

fn alarm(tour: &mut Tour<'_>) {
    if tour.look == 0
        && let Some(link) = own(tour).and_then(|device| device.log_event_list_link)
    {
        tour.send("POST", &link.href, &log_event());
    }
}

fn alarmed(seen: &Seen<'_>) -> Judged {
    let link = there("LogEventListLink", seen.look(1).own_device()?.log_event_list_link)?;
    let posted = seen.answer("POST", &link.href)?;
    equal("the status of the POST", posted.status, 201)?;
    let at = there("Location", posted.header("location"))?;
    let list: wire::LogEventList = seen.look(1).at(&link.href)?;
    equal("all of the LogEventList", list.all, 1)?;
    let kept = there("LogEvent", list.log_event.into_iter().next())?;
    equal("its address", kept.href.as_deref(), Some(at))?;
    equal("the LogEvent", wire::LogEvent { href: None, ..kept }, log_event())?;
    Ok(format!("posted and kept at {at}"))
}

fn der_status() -> wire::DERStatus {
    let at = |value| Some(wire::ConnectStatusType { date_time: 1_700_000_000, value: wire::HexBinary8(value) });
    wire::DERStatus { gen_connect_status: at(7), reading_time: 1_700_000_000, ..Default::default() }
}

fn status(tour: &mut Tour<'_>) {
    if tour.look == 0
        && let Some(link) = own_der(tour).and_then(|der| der.der_status_link)
    {
        tour.send("PUT", &link.href, &der_status());
    }
}

fn status_kept(seen: &Seen<'_>) -> Judged {
    let der = there("DER", seen.look(1).ders()?.der.into_iter().next())?;
    let link = there("DERStatusLink", der.der_status_link)?;
    let put = seen.answer("PUT", &link.href)?;
    equal("whether the PUT is taken", matches!(put.status, 200 | 201 | 204), true)?;
    let kept: wire::DERStatus = seen.look(1).at(&link.href)?;
    equal("the DERStatus", wire::DERStatus { href: None, subscribable: None, ..kept }, der_status())?;
    Ok(format!("PUT answered {}, read back as put", put.status))
}

fn mirror(tour: &Tour<'_>) -> wire::MirrorUsagePoint {
    let kind = wire::ReadingType { uom: Some(38), ..Default::default() };
    wire::MirrorUsagePoint {
        mrid: wire::HexBinary128([0xC5; 16]),
        device_lfdi: wire::HexBinary160(tour.identity.lfdi),
        mirror_meter_reading: vec![wire::MirrorMeterReading {
            mrid: wire::HexBinary128([0xC6; 16]),
            reading_type: Some(kind),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn reading() -> wire::MirrorMeterReading {
    let period = wire::DateTimeInterval { start: 1_700_000_000, duration: 300 };
    let reading = wire::Reading { time_period: Some(period), value: wire::Int48::new(-1_234), ..Default::default() };
    wire::MirrorMeterReading { mrid: wire::HexBinary128([0xC6; 16]), reading: Some(reading), ..Default::default() }
}

fn meter(tour: &mut Tour<'_>) {
    let dcap = tour.client.peer().dcap.clone();
    let link = tour.read::<wire::DeviceCapability>(&dcap).and_then(|entry| entry.mirror_usage_point_list_link);
    if let (0, Some(link)) = (tour.look, link) {
        let document = mirror(tour);
        let posted = tour.send("POST", &link.href, &document);
        let at = posted.and_then(|answer| answer.header("location").map(str::to_owned));
        if let Some(at) = at {
            tour.send("POST", &at, &reading());
        }
        // The same mirror again is an update, not a second one.
        tour.send("POST", &link.href, &document);
    }
}

fn metered(seen: &Seen<'_>) -> Judged {
    let link = there("MirrorUsagePointListLink", seen.look(1).dcap()?.mirror_usage_point_list_link)?;
    let posts: Vec<_> = seen.answers("POST", |path| path == link.href).map(|(_, answer)| answer).collect();
    equal(
        "the statuses of the mirror posted twice",
        posts.iter().map(|a| a.status).collect::<Vec<_>>(),
        vec![201, 204],
    )?;
    let at = there("Location", posts[0].header("location"))?;
    equal("the address of the second", posts[1].header("location"), Some(at))?;
    equal("the status of the reading's POST", seen.answer("POST", at)?.status, 201)?;
    let list: wire::MirrorUsagePointList = seen.look(1).at(&link.href)?;
    equal("all of the MirrorUsagePointList", list.all, 1)?;
    let kept = there("MirrorUsagePoint", list.mirror_usage_point.into_iter().next())?;
    equal("its LFDI", kept.device_lfdi.0, seen.identity.lfdi)?;
    let rate = there("postRate", kept.post_rate)?;
    Ok(format!("mirror kept once at {at}, a reading taken, postRate {rate} s"))
}
