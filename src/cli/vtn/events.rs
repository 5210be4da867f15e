//! Commands on market contexts and events.

use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{query, read_body, request, with_body};
use crate::cli::api::table::{items, length, list, pairs, plain, table, text};
use serde_json::{Value, json};
use std::path::PathBuf;
use tieline_core::model::{HttpRequest, Method};

fn path(event: &str, below: &str) -> String {
    format!("/v1/events/{}{below}", encode_part(event))
}

#[derive(Debug, clap::Args)]
pub(super) struct Contexts {}

impl Asks for Contexts {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, "/v1/market-contexts"))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |context: &Value| [text(context, "name"), text(context, "overlap")];
        table(["MARKET CONTEXT", "OVERLAP"], items(answer).map(row))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Context {
    /// Its URI.
    uri: String,
    /// Whether two of its events may hold for one VEN at the same time.
    #[arg(long)]
    overlap: Overlap,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Overlap {
    /// The second is refused.
    Refused,
    /// They may.
    Allowed,
}

impl Asks for Context {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let overlap = match self.overlap {
            Overlap::Refused => "refused",
            Overlap::Allowed => "allowed",
        };
        let target = format!("/v1/market-contexts/{}", encode_part(&self.uri));
        Ok(with_body(Method::Put, target, json!({ "overlap": overlap }).to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{}: overlap is {}\n", text(answer, "name"), text(answer, "overlap"))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Events {
    /// The event to show; all when absent.
    #[arg(value_name = "EVENT")]
    id: Option<String>,
    /// Only events that are far, near, active, completed or cancelled; several with commas between.
    #[arg(long, conflicts_with = "id")]
    status: Option<String>,
    /// Only events of this market context.
    #[arg(long, value_name = "URI", conflicts_with = "id")]
    context: Option<String>,
}

impl Asks for Events {
    fn request(&self) -> Result<HttpRequest, Failure> {
        if let Some(id) = &self.id {
            return Ok(request(Method::Get, path(id, "")));
        }
        let query = query(&[("status", self.status.clone()), ("market_context", self.context.clone())]);
        Ok(request(Method::Get, format!("/v1/events{query}")))
    }

    fn show(&self, answer: &Value) -> String {
        if self.id.is_some() {
            return one(answer);
        }
        let row = |event: &Value| {
            let signals = list(event, "signals").map(|signal| text(signal, "name")).collect::<Vec<_>>().join(", ");
            [
                text(event, "event_id"),
                text(event, "status"),
                text(event, "start"),
                length(event, "duration_s", "no end"),
                signals,
                targets(event),
                text(event, "market_context"),
            ]
        };
        table(["EVENT", "STATUS", "START", "LENGTH", "SIGNALS", "FOR", "MARKET CONTEXT"], items(answer).map(row))
    }
}

/// Who an event is for.
fn targets(event: &Value) -> String {
    let kinds = [("ven_ids", "VEN"), ("group_ids", "group"), ("resource_ids", "resource"), ("party_ids", "party")];
    let named = kinds.iter().flat_map(|(key, kind)| {
        list(&event["targets"], key).map(move |id| format!("{kind} {}", id.as_str().unwrap_or_default()))
    });
    match named.collect::<Vec<_>>().join(", ") {
        nobody if nobody.is_empty() => "every VEN".to_owned(),
        named => named,
    }
}

fn one(event: &Value) -> String {
    let ends = match event["cancelled"].as_str() {
        Some(at) => format!("{} at {at}", text(event, "status")),
        None => text(event, "status"),
    };
    let test = if event["test_event"] == true { "yes" } else { "no" };
    let mut shown = pairs(&[
        ("event", text(event, "event_id")),
        ("status", ends),
        ("modification", format!("{}, of {}", text(event, "modification"), text(event, "modified"))),
        ("market context", text(event, "market_context")),
        ("for", targets(event)),
        ("start", text(event, "start")),
        ("length", length(event, "duration_s", "no end")),
        ("random start", length(event, "start_after_s", "no")),
        ("priority", text(event, "priority")),
        ("test", test.to_owned()),
        ("answers", text(event, "response_required")),
        ("comment", text(event, "comment")),
    ]);
    let rows = list(event, "signals").flat_map(|signal| {
        list(signal, "intervals").map(|interval| {
            let (name, kind) = (text(signal, "name"), text(signal, "type"));
            [name, kind, length(interval, "duration_s", "no end"), text(interval, "value"), text(signal, "unit")]
        })
    });
    shown.push('\n');
    shown.push_str(&table(["SIGNAL", "TYPE", "LENGTH", "VALUE", "UNIT"], rows));
    shown
}

/// What has become of an event, in one line.
fn fate(event: &Value) -> String {
    let (id, status) = (text(event, "event_id"), text(event, "status"));
    let (start, modification) = (text(event, "start"), text(event, "modification"));
    format!("event {id} is {status}; start {start}, modification {modification}\n")
}

#[derive(Debug, clap::Args)]
pub(super) struct NewEvent {
    /// The event as JSON; `-`: from the standard input.
    #[arg(value_name = "FILE", required_unless_present = "simple", conflicts_with_all = ["simple", "context", "start_in", "length", "vens", "groups", "id", "comment"])]
    file: Option<PathBuf>,
    /// Make an event of one signal SIMPLE: 0 normal, 1 moderate, 2 high, 3 special.
    #[arg(long, value_name = "LEVEL", requires_all = ["context", "length"], value_parser = clap::value_parser!(u8).range(0..=3))]
    simple: Option<u8>,
    /// Its market context.
    #[arg(long, value_name = "URI", requires = "simple")]
    context: Option<String>,
    /// Seconds until it starts; 0 or absent: at once.
    #[arg(long = "in", value_name = "SECONDS", requires = "simple")]
    start_in: Option<u32>,
    /// Its length in seconds; 0: until it is cancelled.
    #[arg(long = "for", value_name = "SECONDS", requires = "simple")]
    length: Option<u32>,
    /// A VEN that it is for; may be given again. With neither --ven nor --group it is for every VEN.
    #[arg(long = "ven", value_name = "VEN", requires = "simple")]
    vens: Vec<String>,
    /// A group that it is for; may be given again.
    #[arg(long = "group", value_name = "GROUP", requires = "simple")]
    groups: Vec<String>,
    /// Its eventID; the VTN chooses one when absent.
    #[arg(long, requires = "simple")]
    id: Option<String>,
    /// Words for people.
    #[arg(long, value_name = "TEXT", requires = "simple")]
    comment: Option<String>,
}

impl NewEvent {
    fn body(&self) -> Result<Vec<u8>, Failure> {
        if let Some(file) = &self.file {
            return read_body(file);
        }
        let length_s = self.length.unwrap_or_default();
        let interval = json!({ "duration_s": length_s, "value": self.simple.unwrap_or_default() });
        let mut event = json!({
            "market_context": self.context,
            "start_in_s": self.start_in.unwrap_or_default(),
            "duration_s": length_s,
            "targets": { "ven_ids": self.vens, "group_ids": self.groups },
            "signals": [{ "name": "SIMPLE", "type": "level", "intervals": [interval] }],
        });
        for (key, value) in [("event_id", &self.id), ("comment", &self.comment)] {
            if let Some(value) = value {
                event[key] = value.as_str().into();
            }
        }
        Ok(event.to_string().into_bytes())
    }
}

impl Asks for NewEvent {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(with_body(Method::Post, "/v1/events", self.body()?))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Change {
    /// The event.
    #[arg(value_name = "EVENT")]
    id: String,
    /// The event as JSON; `-`: from the standard input.
    file: PathBuf,
}

impl Asks for Change {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(with_body(Method::Put, path(&self.id, ""), read_body(&self.file)?))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Cancel {
    /// The event.
    #[arg(value_name = "EVENT")]
    id: String,
}

impl Asks for Cancel {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Delete, path(&self.id, "")))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Answers {
    /// The event.
    #[arg(value_name = "EVENT")]
    id: String,
}

impl Asks for Answers {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.id, "/answers")))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |one: &Value| {
            let word = if one["opts_in"] == true { "in" } else { "out" };
            let keys = ["ven_id", "code", "modification", "at", "says"];
            let [ven, code, modification, at, says] = keys.map(|key| text(one, key));
            [ven, word.to_owned(), code, modification, at, says]
        };
        let head = ["VEN", "TAKES PART", "CODE", "MODIFICATION", "AT", "SAYS"];
        let mut shown = table(head, list(answer, "answers").map(row));
        if list(answer, "missing").next().is_some() {
            shown.push_str(&plain(&format!("Still to answer: {}", text(answer, "missing"))));
            shown.push('\n');
        }
        shown
    }
}
