//! What a worse server would have said: a passed transcript, spoiled.

use tieline_conformance::csip::{Exchange, Played, TOLD};
use tieline_conformance::{Answer, Outcome};

/// A way to spoil what was said, by its name.
type Distortion = (&'static str, fn(&[Exchange]) -> Vec<Exchange>);

/// Every way in which what was said is spoiled here.
const DISTORTIONS: &[Distortion] = &[
    ("silent", |all| all.iter().map(|e| Exchange { answer: Err("nothing".to_owned()), ..e.clone() }).collect()),
    ("nothing found", |all| answers(all, |answer| answer.status = 404)),
    ("no body", |all| answers(all, |answer| answer.body.clear())),
    ("no type", |all| answers(all, |answer| answer.headers.retain(|(name, _)| name != "content-type"))),
    ("no Allow", |all| answers(all, |answer| answer.headers.retain(|(name, _)| name != "allow"))),
    ("no Location", |all| answers(all, |answer| answer.headers.retain(|(name, _)| name != "location"))),
    ("400 is 200", |all| answers(all, |answer| answer.status = if answer.status == 400 { 200 } else { answer.status })),
    ("404 is 200", |all| answers(all, |answer| answer.status = if answer.status == 404 { 200 } else { answer.status })),
    ("405 is 404", |all| answers(all, |answer| answer.status = if answer.status == 405 { 404 } else { answer.status })),
    ("201 is 200", |all| answers(all, |answer| answer.status = if answer.status == 201 { 200 } else { answer.status })),
    ("204 is 500", |all| answers(all, |answer| answer.status = if answer.status == 204 { 500 } else { answer.status })),
    ("refusals are taken", |all| {
        answers(all, |answer| answer.status = if answer.status > 399 { 201 } else { answer.status })
    }),
    ("another status of events", |all| numbers(all, "currentStatus", |n| (n + 1) % 5)),
    ("another primacy", |all| numbers(all, "primacy", |n| n + 1)),
    ("another start", |all| numbers(all, "start", |n| n + 1)),
    ("another duration", |all| numbers(all, "duration", |n| n + 1)),
    ("another share", |all| numbers(all, "opModMaxLimW", |n| n + 1)),
    ("another var", |all| numbers(all, "value", |n| n + 1)),
    ("another displacement", |all| numbers(all, "displacement", |n| n + 1)),
    ("another point", |all| numbers(all, "yvalue", |n| n + 1)),
    ("another curve", |all| numbers(all, "curveType", |n| (n + 1) % 15)),
    ("another ramp", |all| numbers(all, "setGradW", |n| n + 1)),
    ("another draw", |all| numbers(all, "randomizeStart", |n| n + 1)),
    ("another PIN", |all| numbers(all, "pIN", |_| 222_220)),
    ("another SFDI", |all| numbers(all, "sFDI", |n| n + 10)),
    ("another code", |all| numbers(all, "logEventCode", |n| n + 1)),
    ("time an hour back", |all| numbers(all, "currentTime", |n| n - 3_600)),
    ("another time zone", |all| numbers(all, "tzOffset", |n| n + 900)),
    ("another quality", |all| numbers(all, "quality", |_| 99)),
    ("connected is not", |all| replaced(all, "<opModConnect>false", "<opModConnect>true")),
    ("another poll rate", |all| replaced(all, "pollRate=\"60\"", "pollRate=\"900\"")),
    ("all is none", |all| replaced(all, " all=\"5\"", " all=\"0\"")),
    ("told of another resource", |all| replaced(all, "<subscribedResource>/", "<subscribedResource>/other/")),
    ("told once", |all| {
        let first = all.iter().position(|exchange| exchange.request.method == TOLD);
        let kept = all.iter().enumerate().filter(|(at, e)| e.request.method != TOLD || Some(*at) == first);
        kept.map(|(_, exchange)| exchange.clone()).collect()
    }),
    ("told nothing", |all| all.iter().filter(|exchange| exchange.request.method != TOLD).cloned().collect()),
    ("no control", |all| without(all, "DERControl")),
    ("no active control", |all| without(all, "ActiveDERControlListLink")),
    ("no default", |all| without(all, "DefaultDERControlLink")),
    ("no assignments", |all| without(all, "FunctionSetAssignments")),
    ("no program", |all| without(all, "DERProgram")),
    ("no time", |all| without(all, "TimeLink")),
    ("no device", |all| without(all, "EndDevice")),
    ("a device too many", |all| replaced(all, "all=\"3\"", "all=\"4\"")),
    ("no mirror", |all| without(all, "MirrorUsagePoint")),
    ("no log event", |all| without(all, "LogEvent")),
    ("no response", |all| without(all, "subject")),
];

/// Which distortion a case must find, whatever else it finds; a name that ends in `-` is of all such cases.
const MUST_FIND: &[(&str, &str)] = &[
    ("no time", "COMM-002"),
    ("no device", "COMM-002"),
    ("405 is 404", "CORE-001"),
    ("no Allow", "CORE-001"),
    ("400 is 200", "CORE-001"),
    ("404 is 200", "CORE-002"),
    ("400 is 200", "CORE-002"),
    ("another poll rate", "CORE-003"),
    ("all is none", "CORE-004"),
    ("another start", "CORE-004"),
    ("another quality", "CORE-005"),
    ("time an hour back", "CORE-005"),
    ("another time zone", "CORE-006"),
    ("204 is 500", "CORE-009"),
    ("no assignments", "CORE-010"),
    ("another primacy", "CORE-011"),
    ("no default", "CORE-012"),
    ("no control", "CORE-012"),
    ("no control", "CORE-013"),
    ("204 is 500", "CORE-014"),
    ("another ramp", "CORE-014"),
    ("no Location", "CORE-018"),
    ("another start", "CORE-018"),
    ("told of another resource", "CORE-018"),
    ("no control", "CORE-018"),
    ("204 is 500", "CORE-019"),
    ("told of another resource", "CORE-019"),
    ("another status of events", "CORE-019"),
    ("404 is 200", "ERR-002"),
    ("told of another resource", "ERR-002"),
    ("told nothing", "ERR-002"),
    ("told nothing", "AGG-001"),
    ("told of another resource", "AGG-001"),
    ("201 is 200", "AGG-001"),
    ("told once", "MAINT-002"),
    ("no Location", "MAINT-002"),
    ("another draw", "CORE-021"),
    ("another status of events", "CORE-021"),
    ("no Location", "CORE-022"),
    ("refusals are taken", "CORE-022"),
    ("another status of events", "CORE-022"),
    ("another status of events", "CORE-023"),
    ("another PIN", "BASIC-001"),
    ("another SFDI", "BASIC-001"),
    ("no program", "BASIC-002"),
    ("no assignments", "BASIC-003"),
    ("another primacy", "BASIC-003"),
    ("another curve", "BASIC-004"),
    ("another point", "BASIC-004"),
    ("another point", "BASIC-005"),
    ("another point", "BASIC-006"),
    ("another ramp", "BASIC-007"),
    ("another displacement", "BASIC-008"),
    ("connected is not", "BASIC-009"),
    ("another share", "BASIC-010"),
    ("another point", "BASIC-011"),
    ("another point", "BASIC-012"),
    ("another var", "BASIC-015"),
    ("another share", "BASIC-015"),
    ("no default", "BASIC-016"),
    ("another duration", "BASIC-017"),
    ("no active control", "BASIC-018"),
    ("no control", "BASIC-019"),
    ("another start", "BASIC-020"),
    ("another status of events", "BASIC-021"),
    ("another primacy", "BASIC-022"),
    ("no active control", "BASIC-023"),
    ("another var", "BASIC-024"),
    ("another share", "BASIC-025"),
    ("another status of events", "BASIC-026"),
    ("no log event", "BASIC-027"),
    ("another code", "BASIC-027"),
    ("204 is 500", "BASIC-028"),
    ("no mirror", "BASIC-029"),
    ("201 is 200", "BASIC-029"),
    ("no default", "AGG-002"),
    ("a device too many", "AGG-002"),
    ("no device", "AGG-003"),
    ("another share", "AGG-003"),
    ("no active control", "AGG-004"),
    ("another start", "AGG-005"),
    ("another primacy", "AGG-006"),
    ("no assignments", "AGG-006"),
    ("another status of events", "AGG-007"),
    ("no program", "AGG-008"),
    ("no active control", "AGG-009"),
    ("another var", "AGG-010"),
    ("another share", "AGG-011"),
    ("another status of events", "AGG-012"),
    ("404 is 200", "ERR-001"),
    ("a device too many", "MAINT-001"),
    ("another SFDI", "MAINT-001"),
    ("no assignments", "MAINT-003"),
    ("no default", "MAINT-003"),
    ("another primacy", "MAINT-005"),
    ("no control", "MAINT-004"),
    ("another status of events", "MAINT-004"),
];

/// Each case that passes fails when what was said is spoiled in several ways, and where it must, in that very way.
pub(super) fn each_case_can_fail(played: &[Played]) {
    let fails =
        |case: &Played, (_, distort): &Distortion| case.verdict_on(&distort(&case.exchanges)).outcome == Outcome::Fail;
    let mut blind = Vec::new();
    for case in played.iter().filter(|case| case.verdict().outcome == Outcome::Pass) {
        let name = case.case.name;
        let found: Vec<_> =
            DISTORTIONS.iter().filter(|distortion| fails(case, distortion)).map(|(how, _)| *how).collect();
        let must: Vec<_> = MUST_FIND.iter().filter(|(_, of)| *of == name).map(|(how, _)| *how).collect();
        if found.len() < 3 || must.is_empty() {
            blind.push(format!("{name} finds {found:?}, must find {must:?}"));
        }
        let missed = must.into_iter().filter(|how| !found.contains(how));
        blind.extend(missed.map(|how| format!("{name} does not find: {how}")));
    }
    assert!(blind.is_empty(), "{}", blind.join("\n"));
    for (how, name) in MUST_FIND {
        assert!(played.iter().any(|case| case.case.name == *name), "no such case: {name}");
        assert!(DISTORTIONS.iter().any(|(known, _)| known == how), "no such distortion: {how}");
    }
}

fn answers(all: &[Exchange], change: fn(&mut Answer)) -> Vec<Exchange> {
    let mut all = all.to_vec();
    all.iter_mut().filter_map(|exchange| exchange.answer.as_mut().ok()).for_each(change);
    all
}

fn bodies(all: &[Exchange], change: impl Fn(&str) -> String) -> Vec<Exchange> {
    let mut all = all.to_vec();
    for answer in all.iter_mut().filter_map(|exchange| exchange.answer.as_mut().ok()) {
        answer.body = change(&String::from_utf8_lossy(&answer.body)).into_bytes();
    }
    all
}

fn replaced(all: &[Exchange], from: &str, to: &str) -> Vec<Exchange> {
    bodies(all, |body| body.replace(from, to))
}

/// The number in each element of this name is another.
fn numbers(all: &[Exchange], element: &str, change: fn(i64) -> i64) -> Vec<Exchange> {
    let open = format!("<{element}>");
    bodies(all, |body| {
        let mut parts = body.split(open.as_str());
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let (number, rest) = part.split_once('<').unwrap_or((part, ""));
            let number = number.parse().map_or_else(|_| number.to_owned(), |n| change(n).to_string());
            format!("{text}{open}{number}<{rest}")
        })
    })
}

/// Elements of this name, with all that is in them, are left out; the document's own element is kept.
fn without(all: &[Exchange], element: &str) -> Vec<Exchange> {
    let (with, bare, end) = (format!("<{element} "), format!("<{element}>"), format!("</{element}>"));
    bodies(all, |body| {
        let own = body.find("?>").map_or(0, |declaration| declaration + 2);
        let own = body[own..].find('>').map_or(body.len(), |tag| own + tag + 1);
        let (head, mut rest) = body.split_at(own);
        let mut text = head.to_owned();
        while let Some(at) = [rest.find(&with), rest.find(&bare)].into_iter().flatten().min() {
            text.push_str(&rest[..at]);
            let tag = rest[at..].find('>').map_or(rest.len(), |tag| at + tag + 1);
            let empty = rest[..tag].ends_with("/>");
            let over = if empty { tag } else { rest[tag..].find(&end).map_or(rest.len(), |at| tag + at + end.len()) };
            rest = &rest[over..];
        }
        text + rest
    })
}
