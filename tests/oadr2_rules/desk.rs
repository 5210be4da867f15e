//! Our VTN as a process, and the hands of its operator: the management API.

use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;
use tieline::runtime::process::Process;
use tieline_conformance::oadr2::{EventPlan, ReportPlan, Setup, Stand};

const PATIENCE: Duration = Duration::from_secs(30);
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The VEN that it takes.
pub const VEN_NAME: &str = "reference";

/// Market contexts in which events may overlap.
pub fn contexts() -> [String; 2] {
    ["http://market.example/a", "http://market.example/b"].map(str::to_owned)
}

/// `tieline vtn serve`.
pub struct Desk {
    _process: Process,
    pub address: SocketAddr,
    management: SocketAddr,
    _dir: tempfile::TempDir,
}

impl Desk {
    pub fn open() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let [a, b] = contexts();
        let config = format!(
            "[vtn]\nid = \"vtn-1\"\nlisten = \"127.0.0.1:0\"\nlab = true\npoll_s = 1\nenrolment = \"closed\"\n\
             [management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"token\"\n[store]\npath = \"state\"\n\
             [[market_context]]\nname = {a:?}\noverlap = \"allowed\"\n\
             [[market_context]]\nname = {b:?}\noverlap = \"allowed\"\n\
             [[ven]]\nid = \"ven-1\"\nname = \"{VEN_NAME}\"\n"
        );
        fs::write(dir.path().join("token"), TOKEN).expect("written");
        fs::write(dir.path().join("vtn.toml"), config).expect("written");
        let args =
            ["vtn".to_owned(), "serve".to_owned(), format!("--config={}", dir.path().join("vtn.toml").display())];
        let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
        let mut process = Process::start("vtn", program, &args, &dir.path().join("vtn.log")).expect("started");
        let mut at = |says: &str| process.says(says, PATIENCE).expect("listens").trim().parse().expect("an address");
        let (address, management) = (at("listening on "), at("management on "));
        Self { _process: process, address, management, _dir: dir }
    }

    /// What the API answers with a status of 2xx; the problem's words otherwise.
    fn call(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(self.management).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream.write_all(request.as_bytes()).expect("written");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        if head.starts_with("HTTP/1.1 2") {
            return Ok(serde_json::from_str(body).unwrap_or_default());
        }
        Err(format!("{}: {body}", head.lines().next().unwrap_or_default()))
    }
}

impl Setup for Desk {
    fn create_event(&mut self, plan: &EventPlan) -> Result<String, String> {
        let made = self.call("POST", "/v1/events", Some(event(plan)))?;
        Ok(made["event_id"].as_str().unwrap_or_default().to_owned())
    }

    fn change_event(&mut self, id: &str, plan: &EventPlan) -> Result<(), String> {
        self.call("PUT", &format!("/v1/events/{id}"), Some(event(plan))).map(drop)
    }

    fn cancel_event(&mut self, id: &str) -> Result<(), String> {
        self.call("DELETE", &format!("/v1/events/{id}"), None).map(drop)
    }

    fn stand(&mut self, event_id: &str, ven_id: &str) -> Result<Option<Stand>, String> {
        let all = self.call("GET", &format!("/v1/events/{event_id}/answers"), None)?;
        let own = all["answers"].as_array().and_then(|answers| answers.iter().find(|one| one["ven_id"] == ven_id));
        Ok(own.map(|answer| Stand {
            opts_in: answer["opts_in"].as_bool().expect("true or false"),
            code: answer["code"].as_u64().and_then(|code| u16::try_from(code).ok()).expect("a code"),
        }))
    }

    fn ask_report(&mut self, ven_id: &str, plan: &ReportPlan) -> Result<String, String> {
        let request = json!({
            "specifier": plan.specifier,
            "granularity_s": plan.granularity_s,
            "back_s": plan.back_s,
            "lines": [{"rid": plan.line.0, "reading_type": plan.line.1}],
        });
        let made = self.call("POST", &format!("/v1/vens/{ven_id}/report-requests"), Some(request))?;
        Ok(made["id"].as_str().unwrap_or_default().to_owned())
    }

    fn cancel_report(&mut self, ven_id: &str, id: &str, follows: bool) -> Result<(), String> {
        self.call("DELETE", &format!("/v1/vens/{ven_id}/report-requests/{id}?follow={follows}"), None).map(drop)
    }

    fn readings(&mut self, ven_id: &str, id: &str) -> Result<Vec<f64>, String> {
        let all = self.call("GET", &format!("/v1/vens/{ven_id}/readings"), None)?;
        let of_request = all["items"].as_array().into_iter().flatten().filter(|one| one["request_id"] == id);
        Ok(of_request.filter_map(|one| one["value"].as_f64()).collect())
    }

    fn ask_metadata(&mut self, ven_id: &str) -> Result<(), String> {
        self.call("POST", &format!("/v1/vens/{ven_id}/ask-metadata"), None).map(drop)
    }

    fn ask_registration(&mut self, ven_id: &str) -> Result<(), String> {
        self.call("POST", &format!("/v1/vens/{ven_id}/ask-registration"), None).map(drop)
    }

    fn cancel_registration(&mut self, ven_id: &str) -> Result<(), String> {
        self.call("POST", &format!("/v1/vens/{ven_id}/cancel-registration"), None).map(drop)
    }
}

fn event(plan: &EventPlan) -> Value {
    let start = jiff::Timestamp::from_second(plan.start_s).expect("a time").to_string();
    let (notification_s, ramp_up_s, recovery_s) = plan.margins_s;
    let signal = |signal: &tieline_conformance::oadr2::SignalPlan| {
        let intervals = intervals(&signal.intervals);
        json!({"name": signal.name, "type": signal.kind, "unit": signal.unit, "intervals": intervals})
    };
    let mut event = json!({
        "market_context": plan.market_context,
        "priority": plan.priority,
        "test_event": plan.test,
        "response_required": if plan.always { "always" } else { "never" },
        "targets": {"ven_ids": [plan.ven_id]},
        "start": start,
        "duration_s": plan.length_s,
        "start_after_s": plan.start_after_s,
        "notification_s": notification_s,
        "ramp_up_s": ramp_up_s,
        "recovery_s": recovery_s,
        "signals": plan.signals.iter().map(signal).collect::<Vec<_>>(),
    });
    if let Some(w) = plan.baseline_w {
        let intervals = intervals(&[(plan.length_s, w)]);
        event["baseline"] = json!({"name": "usual", "unit": "W", "start": start, "intervals": intervals});
    }
    event
}

fn intervals(all: &[(u32, f64)]) -> Vec<Value> {
    all.iter().map(|(duration_s, value)| json!({"duration_s": duration_s, "value": value})).collect()
}
