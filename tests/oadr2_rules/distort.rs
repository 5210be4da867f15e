//! What a worse VEN would have said: a passed transcript, spoiled.

use tieline_conformance::Outcome;
use tieline_conformance::oadr2::{Exchange, Played};
use tieline_schemas::oadr2::{self as wire, Message, OptType, ReportName, ResponseCode, SchemaVersion};

/// A way to spoil what was said, by its name.
type Distortion = (&'static str, fn(&[Exchange]) -> Vec<Exchange>);

/// Every way in which what was said is spoiled here.
const DISTORTIONS: &[Distortion] = &[
    ("silent", silent),
    ("late", late),
    ("twice", twice),
    ("talkative", talkative),
    ("unending", unending),
    ("hasty", hasty),
    ("another request", |all| changed(all, other_request)),
    ("another VEN", |all| changed(all, other_ven)),
    ("another code", |all| changed(all, other_code)),
    ("the other opt", |all| changed(all, other_opt)),
    ("another version", |all| changed(all, other_version)),
    ("poor metadata", |all| changed(all, poor_metadata)),
    ("another service", |all| all.iter().map(|e| Exchange { service: "Other".to_owned(), ..e.clone() }).collect()),
    ("local time", |all| all.iter().map(local_time).collect()),
];

/// Which distortion a case must find, whatever else it finds.
const MUST_FIND: &[(&str, &str)] = &[
    ("silent", "N1_0010"),
    ("silent", "R1_3170"),
    ("late", "E1_0430"),
    ("late", "N1_0040"),
    ("twice", "R one-shot"),
    ("unending", "R 020"),
    ("unending", "R 055"),
    ("unending", "R 064"),
    ("talkative", "E1_0468"),
    ("talkative", "E rule 21 vtnID"),
    ("hasty", "S oadrPoll"),
    ("another request", "E1_0440"),
    ("another request", "R VTN's metadata"),
    ("another VEN", "S venID"),
    ("another code", "E 450"),
    ("another code", "E 453"),
    ("another code", "E rule 21"),
    ("another code", "R 461"),
    ("the other opt", "E 460 name"),
    ("the other opt", "E1_0525"),
    ("the other opt", "O later out"),
    ("another version", "S schemaVersion"),
    ("poor metadata", "R metadata"),
    ("another service", "S service"),
    ("local time", "S rule 1"),
];

/// Each case that passes fails when what was said is spoiled in some way, and where it must, in that very way.
pub(super) fn each_case_can_fail(played: &[Played]) {
    let fails =
        |case: &Played, (_, distort): &Distortion| case.verdict_on(&distort(&case.exchanges)).outcome == Outcome::Fail;
    for case in played.iter().filter(|case| case.verdict().outcome == Outcome::Pass) {
        assert!(DISTORTIONS.iter().any(|distortion| fails(case, distortion)), "{} passes anything", case.case);
        let must = MUST_FIND.iter().filter(|(_, name)| *name == case.case);
        for distortion in must.filter_map(|(name, _)| DISTORTIONS.iter().find(|(known, _)| known == name)) {
            assert!(fails(case, distortion), "{} does not find: {}", case.case, distortion.0);
        }
    }
    let names = |name: &&str| !played.iter().any(|case| case.case == *name);
    let missing: Vec<_> = MUST_FIND.iter().map(|(_, name)| *name).filter(names).collect();
    assert!(missing.is_empty(), "no such cases: {missing:?}");
}

fn is_poll(exchange: &Exchange) -> bool {
    matches!(exchange.told, Ok(Message::Poll(_)))
}

/// Only polls are left.
fn silent(all: &[Exchange]) -> Vec<Exchange> {
    all.iter().filter(|exchange| is_poll(exchange)).cloned().collect()
}

/// Everything but polls comes after all polls.
fn late(all: &[Exchange]) -> Vec<Exchange> {
    let (polls, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(is_poll);
    polls.into_iter().chain(others).collect()
}

/// Everything is told twice.
fn twice(all: &[Exchange]) -> Vec<Exchange> {
    all.iter().flat_map(|exchange| [exchange.clone(), exchange.clone()]).collect()
}

/// Each update comes again after all else, made a minute later.
fn unending(all: &[Exchange]) -> Vec<Exchange> {
    let mut again: Vec<Exchange> =
        all.iter().filter(|exchange| matches!(exchange.told, Ok(Message::UpdateReport(_)))).cloned().collect();
    for exchange in &mut again {
        if let Ok(Message::UpdateReport(m)) = &mut exchange.told {
            let made = exchange.at_ms.div_euclid(1_000) + 60;
            let made = wire::DateTime::from_unix_seconds(made).expect("a time");
            m.oadr_report.iter_mut().for_each(|report| report.created_date_time = made);
        }
    }
    [all, &again].concat()
}

/// Each list of events is answered, whether that is wanted or not.
fn talkative(all: &[Exchange]) -> Vec<Exchange> {
    let answer = |exchange: &Exchange| match &exchange.gave {
        Some(Message::DistributeEvent(m)) => Some(created(m)),
        _ => None,
    };
    let each = all.iter().flat_map(|exchange| {
        let told = answer(exchange).map(|message| Exchange { told: Ok(message), gave: None, ..exchange.clone() });
        [Some(exchange.clone()), told]
    });
    each.flatten().collect()
}

fn created(list: &wire::OadrDistributeEvent) -> Message {
    let response = |event: &wire::OadrEvent| wire::EventResponse {
        request_id: list.request_id.clone(),
        qualified_event_id: wire::QualifiedEventID {
            event_id: event.ei_event.event_descriptor.event_id.clone(),
            modification_number: event.ei_event.event_descriptor.modification_number,
        },
        opt_type: OptType::OptIn,
        ..Default::default()
    };
    Message::CreatedEvent(wire::OadrCreatedEvent {
        ei_created_event: wire::EiCreatedEvent {
            event_responses: Some(wire::EventResponses {
                event_response: list.oadr_event.iter().map(response).collect(),
            }),
            ..Default::default()
        },
        ..Default::default()
    })
}

/// No time passes between polls.
fn hasty(all: &[Exchange]) -> Vec<Exchange> {
    all.iter().map(|exchange| Exchange { at_ms: 0, ..exchange.clone() }).collect()
}

/// A time without its Z cannot be read.
fn local_time(exchange: &Exchange) -> Exchange {
    let raw = String::from_utf8_lossy(&exchange.raw).replace("Z</", "</");
    let told = wire::decode(raw.as_bytes(), &wire::Limits::default()).map(|envelope| envelope.message);
    Exchange { raw: raw.into_bytes(), told: told.map_err(|error| error.to_string()), ..exchange.clone() }
}

fn changed(all: &[Exchange], change: fn(&mut Message)) -> Vec<Exchange> {
    let mut all = all.to_vec();
    all.iter_mut().filter_map(|exchange| exchange.told.as_mut().ok()).for_each(change);
    all
}

fn response(message: &mut Message) -> Option<&mut wire::EiResponse> {
    Some(match message {
        Message::CreatedEvent(m) => &mut m.ei_created_event.ei_response,
        Message::CreatedReport(m) => &mut m.ei_response,
        Message::CanceledReport(m) => &mut m.ei_response,
        Message::RegisteredReport(m) => &mut m.ei_response,
        Message::UpdatedReport(m) => &mut m.ei_response,
        Message::CanceledPartyRegistration(m) => &mut m.ei_response,
        _ => return None,
    })
}

fn event_responses(message: &mut Message) -> impl Iterator<Item = &mut wire::EventResponse> {
    let responses = match message {
        Message::CreatedEvent(m) => m.ei_created_event.event_responses.as_mut(),
        _ => None,
    };
    responses.into_iter().flat_map(|responses| &mut responses.event_response)
}

fn other_request(message: &mut Message) {
    event_responses(message).for_each(|event| event.request_id = "another".to_owned());
    if let Some(response) = response(message) {
        response.request_id = "another".to_owned();
    }
}

fn other_code(message: &mut Message) {
    let other = |code: &mut ResponseCode| {
        *code = ResponseCode::new(if code.get() == 200 { 469 } else { 200 }).expect("a code");
    };
    event_responses(message).for_each(|event| other(&mut event.response_code));
    if let Some(response) = response(message) {
        other(&mut response.response_code);
    }
}

fn other_opt(message: &mut Message) {
    let other = |opt: &mut OptType| *opt = if *opt == OptType::OptIn { OptType::OptOut } else { OptType::OptIn };
    event_responses(message).for_each(|event| other(&mut event.opt_type));
    if let Message::CreateOpt(m) = message {
        other(&mut m.opt_type);
    }
}

fn other_ven(message: &mut Message) {
    if let Message::Poll(m) = message {
        m.ven_id = "another".to_owned();
    }
}

fn other_version(message: &mut Message) {
    if let Message::Poll(m) = message {
        m.schema_version = SchemaVersion::V20a;
    }
}

fn poor_metadata(message: &mut Message) {
    if let Message::RegisterReport(m) = message {
        m.oadr_report.iter_mut().for_each(|report| report.duration = None);
    }
    if let Message::UpdateReport(m) = message {
        m.oadr_report.iter_mut().for_each(|report| report.report_name = Some(ReportName::MetadataTelemetryUsage));
    }
}
