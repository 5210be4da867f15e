//! From arguments to requests, from answers to tables; the API between them is the real one.

use super::{Command, Vtn};
use crate::admin::vtn::respond;
use crate::cli::api::{Ask, Asks};
use crate::vtn::{Archive, Enrolment, Reading, Settings};
use clap::Parser;
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, HttpResponse, Method, Millis};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    vtn: Vtn,
}

fn parse(line: &str) -> Result<Command, clap::Error> {
    Line::try_parse_from(std::iter::once("vtn").chain(line.split(' '))).map(|line| line.vtn.command)
}

fn asks(command: Command) -> Box<dyn Asks> {
    fn what<T: clap::Args + Asks + 'static>(ask: Ask<T>) -> Box<dyn Asks> {
        Box::new(ask.what)
    }
    match command {
        Command::Serve(_) | Command::Openapi => panic!("asks nothing"),
        Command::Status(ask) => what(ask),
        Command::Vens(ask) => what(ask),
        Command::Enrol(ask) => what(ask),
        Command::Remove(ask) => what(ask),
        Command::Ask(ask) => what(ask),
        Command::CancelRegistration(ask) => what(ask),
        Command::Opts(ask) => what(ask),
        Command::Contexts(ask) => what(ask),
        Command::Context(ask) => what(ask),
        Command::Events(ask) => what(ask),
        Command::Event(ask) => what(ask),
        Command::Change(ask) => what(ask),
        Command::Cancel(ask) => what(ask),
        Command::Answers(ask) => what(ask),
        Command::Reports(ask) => what(ask),
        Command::Report(ask) => what(ask),
        Command::EndReport(ask) => what(ask),
        Command::Readings(ask) => what(ask),
    }
}

fn request(line: &str) -> HttpRequest {
    asks(parse(line).unwrap()).request().unwrap()
}

#[test]
fn each_command_is_one_request() {
    use Method::{Delete, Get, Post, Put};
    for (line, method, target) in [
        ("status", Get, "/v1/status"),
        ("vens", Get, "/v1/vens"),
        ("vens a/b", Get, "/v1/vens/a%2Fb"),
        ("enrol v", Post, "/v1/vens"),
        ("enrol v --replace", Put, "/v1/vens/v"),
        ("remove v", Delete, "/v1/vens/v"),
        ("ask v registration", Post, "/v1/vens/v/ask-registration"),
        ("ask v metadata", Post, "/v1/vens/v/ask-metadata"),
        ("cancel-registration v", Post, "/v1/vens/v/cancel-registration"),
        ("opts v", Get, "/v1/vens/v/opts"),
        ("contexts", Get, "/v1/market-contexts"),
        ("context http://u/p --overlap allowed", Put, "/v1/market-contexts/http%3A%2F%2Fu%2Fp"),
        ("events", Get, "/v1/events"),
        ("events --status far,near --context u", Get, "/v1/events?status=far%2Cnear&market_context=u"),
        ("events e", Get, "/v1/events/e"),
        ("event --context u --simple 1 --for 60", Post, "/v1/events"),
        ("cancel e", Delete, "/v1/events/e"),
        ("answers e", Get, "/v1/events/e/answers"),
        ("reports v", Get, "/v1/vens/v/report-requests"),
        ("report v --specifier s --every 60 --granularity 10", Post, "/v1/vens/v/report-requests"),
        ("end-report v r", Delete, "/v1/vens/v/report-requests/r"),
        ("end-report v r --follow", Delete, "/v1/vens/v/report-requests/r?follow=true"),
        ("readings v", Get, "/v1/vens/v/readings"),
        (
            "readings v --from 2026-11-24T10:00:00Z --limit 5",
            Get,
            "/v1/vens/v/readings?from=2026-11-24T10%3A00%3A00Z&limit=5",
        ),
    ] {
        let request = request(line);
        assert_eq!((request.method, request.target.as_str()), (method, target), "{line}");
    }
}

#[test]
fn flags_end_in_the_body() {
    let body = |line: &str| -> Value { serde_json::from_slice(&request(line).body).unwrap() };
    let ven = json!({ "id": "v", "name": "n", "fingerprint": "f", "groups": ["a", "b"], "resources": ["r"], "parties": ["p"] });
    assert_eq!(body("enrol v --name n --fingerprint f --group a --group b --resource r --party p"), ven);
    let ven = json!({ "id": "v", "name": "", "profile": "2.0a", "groups": [], "resources": [], "parties": [] });
    assert_eq!(body("enrol v --profile 2.0a"), ven);
    let event = json!({
        "event_id": "e", "market_context": "u", "start_in_s": 600, "duration_s": 3600, "comment": "c",
        "targets": { "ven_ids": ["v"], "group_ids": ["a", "b"] },
        "signals": [{ "name": "SIMPLE", "type": "level", "intervals": [{ "duration_s": 3600, "value": 2 }] }],
    });
    let line = "event --context u --simple 2 --in 600 --for 3600 --ven v --group a --group b --id e --comment c";
    assert_eq!(body(line), event);
    let report = json!({ "specifier": "s", "back_s": 60, "granularity_s": 10, "duration_s": 0 });
    assert_eq!(body("report v --specifier s --every 60 --granularity 10"), report);
}

#[test]
fn what_does_not_go_together_is_bad_usage() {
    for line in [
        "event",
        "event --simple 1",
        "event --simple 4 --context u --for 60",
        "event file --simple 1 --context u --for 60",
        "event file --ven v",
        "events e --status far",
        "context u",
        "context u --overlap maybe",
        "ask v nothing",
        "report v --every 60",
        "status --key k",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
}

#[test]
fn a_file_goes_to_the_api_as_it_is_and_one_too_long_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event.json");
    std::fs::write(&file, "{\"event_id\": 1}").unwrap();
    let sent = request(&format!("change e {}", file.display()));
    assert_eq!(
        (sent.method, sent.target.as_str(), sent.body.as_slice()),
        (Method::Put, "/v1/events/e", &b"{\"event_id\": 1}"[..])
    );
    std::fs::write(&file, vec![b' '; 256 * 1024 + 1]).unwrap();
    for line in [format!("event {}", file.display()), "event /none/such".to_owned()] {
        assert!(matches!(asks(parse(&line).unwrap()).request(), Err(super::Failure::Usage(_))), "{line}");
    }
}

struct Empty;

impl Archive for Empty {
    fn readings(&self, ven_id: &str, _: i64, _: i64, _: usize) -> Result<Vec<Reading>, String> {
        let reading = |rid: &str, more: Value| {
            let mut all = json!({ "ven_id": ven_id, "request_id": "r", "rid": rid, "start": "2026-11-24T10:00:00Z", "seconds": 60 });
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            serde_json::from_value(all).unwrap()
        };
        Ok(vec![
            reading("power", json!({ "value": 1.5 })),
            reading("state", json!({ "online": true, "overridden": true })),
        ])
    }
}

/// The commands in order against one VTN in memory, whose state the first part tells; what the last one shows.
fn shown(lines: &[&str]) -> String {
    let ven = json!({
        "id": "ven-1", "groups": ["north"],
        "registration": { "id": "reg-1", "since": "2026-11-24T09:00:00Z", "report_only": false, "signs": false },
        "offers": { "t": { "specifier": "t", "name": "TELEMETRY_USAGE",
            "lines": [{ "rid": "power", "type": "usage", "reading_type": "Mean", "unit": "W" }] } },
        "requests": { "r": { "request": { "specifier": "t" }, "state": { "refused": 450 }, "at": "2026-11-24T09:00:00Z" } },
    });
    let opt = json!({ "ven_id": "ven-1", "id": "o", "opts_in": false, "reason": "economic", "at": "2026-11-24T09:00:00Z",
                      "subject": { "schedule": { "times": [[1_795_514_400, 3_600]], "market_context": "u" } } });
    let documents = [("ven/ven-1", ven), ("opt/ven-1/o", opt)];
    let documents = documents.map(|(key, document)| (key.to_owned(), document.to_string().into_bytes()));
    let (vtn_id, enrolment) = ("vtn".to_owned(), Enrolment::Closed);
    let settings = Settings { vtn_id, poll_s: 10, enrolment, reports: Vec::new(), keep_days: 35 };
    let mut vtn = crate::vtn::Vtn::restore(settings, 1, documents).unwrap();
    let mut last = String::new();
    for line in lines {
        let command = asks(parse(line).unwrap());
        let request = command.request().unwrap();
        let at = Millis(1_795_514_400_000);
        let answer: HttpResponse = vtn.operate(at, &Empty, |operator| respond(operator, &request)).0;
        assert!(answer.is_success(), "{line}: {}", String::from_utf8_lossy(&answer.body));
        last = command.show(&serde_json::from_slice(&answer.body).unwrap_or(Value::Null));
    }
    last
}

const EVENT: [&str; 2] =
    ["context u --overlap refused", "event --context u --simple 2 --in 600 --for 3600 --group north --id e"];

#[test]
fn answers_are_shown_as_tables() {
    let after = |line| shown(&[EVENT[0], EVENT[1], line]);
    assert_eq!(
        after("vens"),
        "VEN    NAME  REGISTERED            HEARD  GROUPS  OFFERS\n\
         ven-1  -     2026-11-24T09:00:00Z  -      north   t\n"
    );
    assert_eq!(
        after("events"),
        "EVENT  STATUS  START                 LENGTH  SIGNALS  FOR          MARKET CONTEXT\n\
         e      far     2026-11-24T10:10:00Z  3600 s  SIMPLE   group north  u\n"
    );
    assert_eq!(
        after("answers e"),
        "VEN  TAKES PART  CODE  MODIFICATION  AT  SAYS\n\
         Still to answer: ven-1\n"
    );
    assert_eq!(after("contexts"), "MARKET CONTEXT  OVERLAP\nu               refused\n");
    assert_eq!(
        after("reports ven-1"),
        "REPORT  SPECIFIER  STATE             EVERY  GRANULARITY  ASKED\n\
         r       t          refused with 450  once   as it is     2026-11-24T09:00:00Z\n"
    );
    assert_eq!(
        after("readings ven-1"),
        "START                 SECONDS  LINE   VALUE                QUALITY  REPORT\n\
         2026-11-24T10:00:00Z  60       power  1.5                  -        r\n\
         2026-11-24T10:00:00Z  60       state  on line, overridden  -        r\n"
    );
    assert_eq!(
        after("opts ven-1"),
        "OPT  TAKES PART  OF                                    REASON    AT\n\
         o    out         2026-11-24T10:00:00Z for 3600 s in u  economic  2026-11-24T09:00:00Z\n"
    );
}

#[test]
fn one_thing_is_shown_whole() {
    let event = shown(&[EVENT[0], EVENT[1], "events e"]);
    for part in ["status          far\n", "for             group north\n", "SIMPLE  level  3600 s  2.0    -\n"] {
        assert!(event.contains(part), "{part} is not in\n{event}");
    }
    let ven = shown(&["vens ven-1"]);
    for part in [
        "registered    reg-1 since 2026",
        "reached       polls\n",
        "t          TELEMETRY_USAGE  power  usage  Mean     W\n",
    ] {
        assert!(ven.contains(part), "{part} is not in\n{ven}");
    }
    let status = shown(&[EVENT[0], EVENT[1], "status"]);
    assert!(status.contains("VENs             1, 1 registered\n") && status.contains("1 far, 0 near"), "{status}");
}

#[test]
fn what_was_done_is_told_in_a_line() {
    let fate = "event e is far; start 2026-11-24T10:10:00Z, modification 0\n";
    assert_eq!(shown(&EVENT), fate);
    let cancelled = "event e is cancelled; start 2026-11-24T10:10:00Z, modification 1\n";
    assert_eq!(shown(&[EVENT[0], EVENT[1], "cancel e"]), cancelled);
    assert_eq!(shown(&EVENT[..1]), "u: overlap is refused\n");
    assert_eq!(shown(&["enrol ven-2"]), "ven-2 is enrolled\n");
    assert_eq!(shown(&["enrol ven-1 --replace"]), "ven-1 is enrolled\n");
    assert_eq!(shown(&["remove ven-1"]), "ven-1 is removed\n");
    assert!(shown(&["ask ven-1 metadata"]).starts_with("ven-1 will be asked"));
    assert!(shown(&["cancel-registration ven-1"]).starts_with("ven-1 will be told"));
    assert!(shown(&["report ven-1 --specifier t --every 60"]).contains("ven-1 will be asked"));
    assert_eq!(shown(&["end-report ven-1 r"]), "report r is forgotten; ven-1 had refused it\n");
}
