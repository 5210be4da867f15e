//! From arguments to requests, from answers to tables.

use super::{Command, Fleet};
use crate::cli::api::{Ask, Asks};
use clap::Parser;
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    fleet: Fleet,
}

fn parse(line: &str) -> Result<Command, clap::Error> {
    Line::try_parse_from(std::iter::once("fleet").chain(line.split(' '))).map(|line| line.fleet.command)
}

fn asks(command: Command) -> Box<dyn Asks> {
    fn what<T: clap::Args + Asks + 'static>(ask: Ask<T>) -> Box<dyn Asks> {
        Box::new(ask.what)
    }
    match command {
        Command::Enrol(_) | Command::Follow(_) | Command::Content(_) | Command::Openapi => {
            panic!("is no single request")
        }
        Command::Status(ask) => what(ask),
        Command::Devices(ask) => what(ask),
        Command::Change(ask) => what(ask),
        Command::Remove(ask) => what(ask),
        Command::Deny(ask) => what(ask),
        Command::Allow(ask) => what(ask),
        Command::Denied(ask) => what(ask),
        Command::Grant(ask) => what(ask),
        Command::Revoke(ask) => what(ask),
        Command::Grants(ask) => what(ask),
        Command::Groups(ask) => what(ask),
        Command::Group(ask) => what(ask),
        Command::Assign(ask) => what(ask),
        Command::Unassign(ask) => what(ask),
        Command::Programs(ask) => what(ask),
        Command::Program(ask) => what(ask),
        Command::Default(ask) => what(ask),
        Command::SetDefault(ask) => what(ask),
        Command::Curves(ask) => what(ask),
        Command::Curve(ask) => what(ask),
        Command::Controls(ask) => what(ask),
        Command::Control(ask) => what(ask),
        Command::Replace(ask) => what(ask),
        Command::Cancel(ask) => what(ask),
        Command::Responses(ask) => what(ask),
        Command::Documents(ask) => what(ask),
        Command::Make(ask) => what(ask),
        Command::Set(ask) => what(ask),
        Command::CancelAt(ask) => what(ask),
        Command::RemoveAt(ask) => what(ask),
        Command::Answers(ask) => what(ask),
        Command::Mirrors(ask) => what(ask),
        Command::Readings(ask) => what(ask),
        Command::Logs(ask) => what(ask),
        Command::Subscriptions(ask) => what(ask),
        Command::DeadLetters(ask) => what(ask),
        Command::Resend(ask) => what(ask),
        Command::Discard(ask) => what(ask),
        Command::Rates(ask) => what(ask),
        Command::Clock(ask) => what(ask),
        Command::TimeZone(ask) => what(ask),
    }
}

fn request(line: &str) -> HttpRequest {
    asks(parse(line).unwrap()).request().unwrap()
}

fn show(line: &str, answer: &Value) -> String {
    asks(parse(line).unwrap()).show(answer)
}

#[test]
fn each_command_is_one_request() {
    use Method::{Delete, Get, Post, Put};
    for (line, method, target) in [
        ("status", Get, "/v1/status"),
        ("devices", Get, "/v1/devices"),
        ("devices L", Get, "/v1/devices/L"),
        ("devices --group a/b --after 7 --limit 5", Get, "/v1/devices?group=a%2Fb&after=7&limit=5"),
        ("change L --pin 111115", Put, "/v1/devices/L"),
        ("remove L", Delete, "/v1/devices/L"),
        ("deny L", Post, "/v1/devices/L/deny"),
        ("allow L", Post, "/v1/devices/L/allow"),
        ("denied", Get, "/v1/denied"),
        ("grants L --after 7", Get, "/v1/devices/L/grants?after=7"),
        ("grant L M N", Post, "/v1/devices/L/grants"),
        ("revoke L M", Post, "/v1/devices/L/grants"),
        ("documents", Get, "/v1/document-kinds"),
        ("documents /msg/3 --limit 5", Get, "/v1/documents?at=%2Fmsg%2F3&limit=5"),
        ("make /msg Cargo.toml", Post, "/v1/documents?at=%2Fmsg"),
        ("set /msg/3 Cargo.toml", Put, "/v1/documents?at=%2Fmsg%2F3"),
        ("cancel-at /msg/3/txt/1 --randomized", Post, "/v1/documents/cancel?at=%2Fmsg%2F3%2Ftxt%2F1&randomized=true"),
        ("remove-at /msg/3", Delete, "/v1/documents?at=%2Fmsg%2F3"),
        ("rates --group a/b", Get, "/v1/groups/a%2Fb/rates"),
        ("rates --group g --poll 60", Put, "/v1/groups/g/rates"),
        ("groups", Get, "/v1/groups"),
        ("groups a/b", Get, "/v1/groups/a%2Fb"),
        ("group g --program P", Put, "/v1/groups/g"),
        ("assign g L M", Post, "/v1/groups/g/devices"),
        ("unassign g L", Post, "/v1/groups/g/devices"),
        ("programs", Get, "/v1/programs"),
        ("programs P", Get, "/v1/programs/P"),
        ("program --primacy 1", Post, "/v1/programs"),
        ("program P --primacy 1", Put, "/v1/programs/P"),
        ("default P", Get, "/v1/programs/P/default-control"),
        ("set-default P --set opModExpLimW=5000", Put, "/v1/programs/P/default-control"),
        ("set-default P --none", Delete, "/v1/programs/P/default-control"),
        ("curves P", Get, "/v1/programs/P/curves"),
        ("controls P", Get, "/v1/programs/P/controls"),
        ("controls P --status active,over", Get, "/v1/programs/P/controls?status=active%2Cover"),
        ("controls P C", Get, "/v1/programs/P/controls/C"),
        ("control P --set opModExpLimW=1500 --for 60", Post, "/v1/programs/P/controls"),
        ("replace P C --set opModExpLimW=1500 --for 60", Post, "/v1/programs/P/controls/C/replace"),
        ("cancel P C", Delete, "/v1/programs/P/controls/C"),
        ("cancel P C --randomized", Delete, "/v1/programs/P/controls/C?randomized=true"),
        ("responses P C --limit 5", Get, "/v1/programs/P/controls/C/responses?limit=5"),
        ("answers L", Get, "/v1/devices/L/responses"),
        ("mirrors L", Get, "/v1/devices/L/mirrors"),
        ("readings L 1 --limit 5", Get, "/v1/devices/L/mirrors/1/readings?limit=5"),
        ("logs L", Get, "/v1/devices/L/log-events"),
        ("subscriptions L", Get, "/v1/devices/L/subscriptions"),
        ("dead-letters", Get, "/v1/dead-letters"),
        ("dead-letters --after 7-1", Get, "/v1/dead-letters?after=7-1"),
        ("resend 7-1", Post, "/v1/dead-letters/7-1/resend"),
        ("discard all", Delete, "/v1/dead-letters/all"),
        ("rates", Get, "/v1/rates"),
        ("rates --poll 60", Put, "/v1/rates"),
        ("clock", Get, "/v1/clock"),
        ("clock --offset -60", Put, "/v1/clock"),
        ("time-zone", Get, "/v1/time-zone"),
        ("time-zone --reset", Put, "/v1/time-zone"),
    ] {
        let request = request(line);
        assert_eq!((request.method, request.target.as_str()), (method, target), "{line}");
    }
}

#[test]
fn flags_end_in_the_body() {
    let body = |line: &str| -> Value { serde_json::from_slice(&request(line).body).unwrap() };
    let change = json!({ "pin": null, "post_rate_s": 60, "groups": ["a", "b"] });
    assert_eq!(body("change L --no-pin --post-rate 60 --group a --group b"), change);
    assert_eq!(body("change L --no-groups --no-post-rate"), json!({ "post_rate_s": null, "groups": [] }));
    assert_eq!(body("group g --program P --new-devices"), json!({ "programs": ["P"], "new_devices": true }));
    assert_eq!(body("assign g L M"), json!({ "add": ["L", "M"] }));
    assert_eq!(body("unassign g L"), json!({ "remove": ["L"] }));
    let control = json!({
        "start_in_s": 60, "duration_s": 3_600, "randomize_start_s": -10, "randomize_duration_s": 5, "description": "d",
        "mrid": "M", "control": { "opModExpLimW": 1_500, "opModConnect": false, "opModFixedVar": { "refType": 1, "value": 5 } },
    });
    let line = "control P --set opModExpLimW=1500 --set opModConnect=false --set opModFixedVar={\"refType\":1,\"value\":5} \
                --in 60 --for 3600 --randomize-start -10 --randomize-length 5 --description d --id M";
    assert_eq!(body(&line.split_whitespace().collect::<Vec<_>>().join(" ")), control);
    let default = json!({ "setGradW": 27, "control": { "opModExpLimW": 5_000 } });
    assert_eq!(body("set-default P --set opModExpLimW=5000 --grad 27"), default);
    assert_eq!(body("rates --post 60"), json!({ "poll_s": null, "polls": {}, "post_s": 60 }));
    let polls = json!({ "poll_s": null, "polls": { "DERList": 60, "Time": 900 }, "post_s": null });
    assert_eq!(body("rates --poll-of DERList=60 --poll-of Time=900"), polls);
    assert_eq!(body("rates --reset"), json!({ "poll_s": null, "polls": {}, "post_s": null }));
    assert_eq!(body("clock --offset -60"), json!({ "offset_s": -60 }));
    assert_eq!(body("time-zone --offset -12600"), json!({ "offset_s": -12_600, "dst": null }));
    let dst = json!({ "offset_s": 36_000, "dst": { "offset_s": 3_600, "start": "S", "end": "E" } });
    assert_eq!(body("time-zone --offset 36000 --dst 3600 --dst-start S --dst-end E"), dst);
}

#[test]
fn what_does_not_go_together_is_bad_usage() {
    for line in [
        "enrol",
        "enrol L --csv file",
        "enrol L --device-certificate file",
        "enrol --csv file --pin 111115",
        "devices L --group g",
        "change L --pin 1 --no-pin",
        "assign g",
        "program",
        "set-default P",
        "set-default P --none --set a=1",
        "control P",
        "control P --set a=1",
        "control P file --set a=1 --for 60",
        "control P file --for 60",
        "readings L",
        "rates --reset --poll 1",
        "rates --poll-of 60",
        "follow",
    ] {
        assert!(parse(line).is_err(), "{line}");
    }
    for line in
        ["change L", "control P --set opModExpLimW --for 60", "control P --set a=b --for 60", "curve P /none/such"]
    {
        assert!(matches!(asks(parse(line).unwrap()).request(), Err(super::Failure::Usage(_))), "{line}");
    }
}

#[test]
fn answers_are_shown_as_tables() {
    let control = json!({
        "mrid": "C", "program": "P", "status": "active", "status_since": "T1", "created": "T0", "start": "T1", "duration_s": 60,
        "control": { "opModExpLimW": 1_500 }, "responses": { "1": 2, "2": 1 }, "randomize_start_s": 30,
    });
    assert_eq!(
        show("controls P", &json!({ "items": [control] })),
        "CONTROL  STATUS  START  LENGTH  ASKS FOR           RESPONSES\n\
         C        active  T1     60 s    opModExpLimW=1500  1: 2, 2: 1\n"
    );
    let one = show("controls P C", &control);
    for part in [
        "status         active since T1\n",
        "random start   30 s\n",
        "random length  no\n",
        "responses      1: 2, 2: 1\n",
    ] {
        assert!(one.contains(part), "{part} is not in\n{one}");
    }
    assert_eq!(show("cancel P C", &control), "control C is active; start T1\n");
    let devices = json!({ "items": [{ "number": 1, "lfdi": "L", "sfdi": "5", "groups": ["a", "b"], "registered": "T" }], "next": 1 });
    assert_eq!(
        show("devices", &devices),
        "NUMBER  LFDI  SFDI  GROUPS  ENROLLED  DENIED SINCE  GRANTED TO\n\
         1       L     5     a, b    T         -             -\n\
         There are more: --after 1\n"
    );
    let answers = json!({ "items": [
        { "lfdi": "L", "number": 1, "answers": [{ "code": 1, "taken": "T1" }, { "code": 2, "taken": "T2" }] },
        { "lfdi": "M", "number": 2, "answers": [] },
    ] });
    assert_eq!(
        show("responses P C", &answers),
        "DEVICE  CODES     LAST AT\n\
         L       1, 2      T2\n\
         M       none yet  -\n"
    );
    let status = json!({
        "now": "T", "devices": 3, "denied": 1, "groups": 1, "programs": 2, "clock_offset_s": 60,
        "controls": { "scheduled": 1, "active": 2, "cancelled": 0, "cancelled-randomized": 0, "superseded": 0, "over": 9 },
    });
    let status = show("status", &status);
    assert!(status.contains("devices   3, 1 denied\n") && status.contains("1 scheduled, 2 active"), "{status}");
    assert!(status.contains("60 s off the host's"), "{status}");
    let rates = json!({ "poll_s": 60, "post_s": 300, "set": { "poll_s": 60, "post_s": null } });
    assert_eq!(show("rates", &rates), "polls  every 60 s, changed while running\nposts  every 300 s, as configured\n");
    let rates = json!({ "poll_s": 60, "polls": { "Time": 5 }, "post_s": 300, "set": {} });
    assert!(show("rates", &rates).contains("Time   every 5 s\n"), "{}", show("rates", &rates));
}

#[test]
fn an_exchange_is_a_line_with_its_messages_judged() {
    let exchange = json!({
        "time": "T", "method": "PUT", "target": "/edev/1", "status": 400, "number": 1,
        "request": { "valid": false, "fault": "not\nwell-formed", "body": "<x" },
        "response": { "valid": true, "document": "Time", "body": "<Time/>" },
    });
    let line = "T PUT /edev/1 400 > INVALID: not well-formed < Time valid\n";
    assert_eq!(super::follow::line(&exchange, false), line);
    assert_eq!(super::follow::line(&exchange, true), format!("{line}  > <x\n  < <Time/>\n"));
}
