//! The demo's day by OpenADR 2.0b: what the operator of the VTN does, second by second, and what its record says then.

use super::house::House;
use super::wire::{EventSeen, Seen};
use crate::assets::sim::verdict::LimitStep;
use crate::runtime::http_client::{Bounds, HttpClient};
use crate::utility::oadr2::part_mrid;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;
use tieline_core::model::{HeaderName, HttpRequest, Method, UpstreamId};

/// The venID of the demo's site.
pub const VEN_ID: &str = "ven-home";
/// Market contexts: in the first, events do not overlap.
pub const CONTEXTS: [&str; 2] = ["http://utility.example/export", "http://utility.example/dispatch"];
/// What the levels 1, 2 and 3 of SIMPLE mean at the demo's site: limits on export in watts.
pub const LEVELS_W: [u32; 3] = [2_000, 1_500, 3_500];
/// Seconds between the VEN's polls.
pub const POLL_S: u32 = 1;
/// Seconds between reports: the shortest that the VEN offers.
pub const REPORT_S: u32 = 10;
/// For an answer of the management API.
const PATIENCE: Duration = Duration::from_secs(5);
/// Modifications, returns and parts that an event of this day has at most.
const PARTS: (u32, u32, usize) = (4, 2, 4);

/// What the operator does at a second of the day.
enum Step {
    Create(&'static str, Value),
    Change(&'static str, Value),
    Cancel(&'static str),
}

fn simple(start_s: i64, epoch_s: i64, levels: &[(u32, u8)]) -> Value {
    let intervals: Vec<Value> = levels.iter().map(|(s, level)| json!({"duration_s": s, "value": level})).collect();
    let seconds: u32 = levels.iter().map(|(s, _)| s).sum();
    plan(CONTEXTS[0], epoch_s + start_s, seconds, &json!([{"name": "SIMPLE", "type": "level", "intervals": intervals}]))
}

fn plan(context: &str, start: i64, seconds: u32, signals: &Value) -> Value {
    let start = jiff::Timestamp::from_second(start).unwrap_or_default().to_string();
    json!({"market_context": context, "priority": 1, "start": start, "duration_s": seconds, "signals": signals})
}

/// Displaced limits, a change, two cancellations, a power at the connection point, and something that the site cannot do.
fn script(epoch_s: i64) -> Vec<(u32, Step)> {
    let one = |name: &str, kind: &str, unit: &str, value: f64| json!([{"name": name, "type": kind, "unit": unit, "intervals": [{"duration_s": 8, "value": value}]}]);
    // Consumption counts as positive: 2 kW are to flow to the grid.
    let dispatch = plan(CONTEXTS[1], epoch_s + 30, 8, &one("LOAD_DISPATCH", "setpoint", "kW", -2.0));
    let charging = plan(CONTEXTS[1], epoch_s + 60, 8, &one("LOAD_CONTROL", "x-loadControlCapacity", "kW", 0.5));
    vec![
        (0, Step::Create("curtailment", simple(8, epoch_s, &[(14, 1)]))),
        (0, Step::Create("charging", charging)),
        (2, Step::Create("feeder", simple(23, epoch_s, &[(15, 2)]))),
        (3, Step::Create("dispatch", dispatch)),
        (10, Step::Change("curtailment", simple(8, epoch_s, &[(6, 1), (8, 3)]))),
        (20, Step::Cancel("curtailment")),
        (26, Step::Cancel("feeder")),
    ]
}

/// The limits on export that the script sets, from each time on; there is no ramp.
pub fn export_limits() -> Vec<LimitStep> {
    let step =
        |at_s, level: Option<usize>| LimitStep { at_s, limit_w: level.map(|i| f64::from(LEVELS_W[i])), ramp_s: 0.0 };
    vec![
        step(0.0, None),
        step(8.0, Some(0)),
        step(14.0, Some(2)),
        step(20.0, None),
        step(23.0, Some(1)),
        step(26.0, None),
    ]
}

/// The operator of the demo's VTN, at the management API.
pub struct Operator {
    client: HttpClient,
    token: String,
    steps: std::vec::IntoIter<(u32, Step)>,
    next: Option<(u32, Step)>,
    runtime: tokio::runtime::Runtime,
}

#[derive(Deserialize)]
struct Items<T> {
    items: Vec<T>,
}

#[derive(Deserialize)]
struct Answers {
    answers: Vec<OneAnswer>,
}

#[derive(Deserialize)]
struct OneAnswer {
    code: u16,
}

/// A reading as the management API shows it; one without a value is a status.
#[derive(Deserialize)]
struct Reading {
    request_id: String,
    rid: String,
    start: String,
    seconds: i64,
    value: Option<f64>,
}

impl Operator {
    /// The operator of this house's VTN.
    pub fn new(house: &House) -> io::Result<Self> {
        let port = house.management_port().ok_or_else(|| io::Error::other("the utility has no management API"))?;
        let token = std::fs::read_to_string(house.dir().join("utility/management.token"))?.trim().to_owned();
        let client = HttpClient::new("127.0.0.1", port, None, Bounds::default());
        let mut steps = script(house.epoch_s()).into_iter();
        let next = steps.next();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { client, token, steps, next, runtime })
    }

    /// Does what is due by this second.
    pub fn work(&mut self, second: u32) -> io::Result<()> {
        while let Some((_, step)) = self.next.take_if(|(at, _)| *at <= second) {
            let (method, path, body) = match step {
                Step::Create(id, mut plan) => {
                    plan["event_id"] = id.into();
                    (Method::Post, "/v1/events".to_owned(), Some(plan))
                }
                Step::Change(id, plan) => (Method::Put, format!("/v1/events/{id}"), Some(plan)),
                Step::Cancel(id) => (Method::Delete, format!("/v1/events/{id}"), None),
            };
            self.ask(method, path, body)?;
            self.next = self.steps.next();
        }
        Ok(())
    }

    /// What the VTN has heard: each event's answers, and the intervals of each line of readings.
    pub fn seen(&mut self) -> io::Result<Seen> {
        let mut seen = Seen::default();
        let upstream = UpstreamId::new("utility").map_err(io::Error::other)?;
        for id in ["curtailment", "charging", "feeder", "dispatch"] {
            let answers: Answers = self.get(format!("/v1/events/{id}/answers"))?;
            let codes = answers.answers.into_iter().map(|answer| answer.code).collect();
            let (modifications, returns, parts) = PARTS;
            let all =
                (0..modifications).flat_map(|m| (0..returns).flat_map(move |r| (0..parts).map(move |i| (m, r, i))));
            let parts = all.map(|(m, r, i)| part_mrid(&upstream, id, m, r, i).to_string()).collect();
            seen.events.push(EventSeen { id: id.to_owned(), parts, codes });
        }
        let readings: Items<Reading> = self.get(format!("/v1/vens/{VEN_ID}/readings?limit=10000"))?;
        for reading in readings.items.into_iter().filter(|reading| reading.value.is_some()) {
            let start: jiff::Timestamp = reading.start.parse().map_err(io::Error::other)?;
            let series = seen.intervals.entry((reading.rid, reading.request_id)).or_default();
            series.push((start.as_second(), reading.seconds));
        }
        Ok(seen)
    }

    fn get<T: serde::de::DeserializeOwned>(&mut self, path: String) -> io::Result<T> {
        serde_json::from_slice(&self.ask(Method::Get, path, None)?).map_err(io::Error::other)
    }

    fn ask(&mut self, method: Method, target: String, body: Option<Value>) -> io::Result<Vec<u8>> {
        let headers = vec![
            (HeaderName::Authorization, format!("Bearer {}", self.token)),
            (HeaderName::ContentType, "application/json".to_owned()),
        ];
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let request = HttpRequest { method, target, headers, body };
        let answer = self.runtime.block_on(self.client.send(&request, PATIENCE)).map_err(io::Error::other)?;
        if !answer.is_success() {
            let says = String::from_utf8_lossy(&answer.body).into_owned();
            return Err(io::Error::other(format!("{method} {}: {}: {says}", request.target, answer.status)));
        }
        Ok(answer.body)
    }
}
