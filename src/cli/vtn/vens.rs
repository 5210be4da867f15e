//! Commands on VENs.

use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{request, with_body};
use crate::cli::api::table::{items, length, list, or_dash, pairs, table, text};
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

/// The path of a VEN, or of what is below it.
pub(super) fn path(ven: &str, below: &str) -> String {
    format!("/v1/vens/{}{below}", encode_part(ven))
}

#[derive(Debug, clap::Args)]
pub(super) struct Status {}

impl Asks for Status {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, "/v1/status"))
    }

    fn show(&self, answer: &Value) -> String {
        let vens = format!("{}, {} registered", text(answer, "vens"), text(answer, "registered"));
        let events = ["far", "near", "active", "completed", "cancelled"];
        let events = events.map(|status| format!("{} {status}", text(&answer["events"], status))).join(", ");
        let contexts = text(answer, "market_contexts");
        pairs(&[("now", text(answer, "now")), ("VENs", vens), ("events", events), ("market contexts", contexts)])
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Vens {
    /// The VEN to show; all when absent.
    #[arg(value_name = "VEN")]
    id: Option<String>,
}

impl Asks for Vens {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, self.id.as_deref().map_or("/v1/vens".to_owned(), |id| path(id, ""))))
    }

    fn show(&self, answer: &Value) -> String {
        if self.id.is_some() {
            return one(answer);
        }
        let row = |ven: &Value| {
            let since = text(&ven["registration"], "since");
            [text(ven, "id"), text(ven, "name"), since, text(ven, "heard_at"), text(ven, "groups"), names(ven)]
        };
        table(["VEN", "NAME", "REGISTERED", "HEARD", "GROUPS", "OFFERS"], items(answer).map(row))
    }
}

/// The reports that a VEN offers.
fn names(ven: &Value) -> String {
    or_dash(list(ven, "offers").map(|offer| text(offer, "specifier")).collect::<Vec<_>>().join(", "))
}

fn one(ven: &Value) -> String {
    let registration = &ven["registration"];
    let registered = match registration.is_object() {
        true => format!("{} since {}", text(registration, "id"), text(registration, "since")),
        false => "no".to_owned(),
    };
    let reached = match registration["push_to"].as_str() {
        Some(url) => format!("pushed to {url}"),
        None if registration.is_object() => "polls".to_owned(),
        None => or_dash(String::new()),
    };
    let mut shown = pairs(&[
        ("VEN", text(ven, "id")),
        ("name", text(ven, "name")),
        ("fingerprint", text(ven, "fingerprint")),
        ("profile", text(ven, "profile")),
        ("groups", text(ven, "groups")),
        ("resources", text(ven, "resources")),
        ("parties", text(ven, "parties")),
        ("registered", registered),
        ("calls itself", text(registration, "ven_name")),
        ("reached", reached),
        ("heard", text(ven, "heard_at")),
    ]);
    let lines = list(ven, "offers").flat_map(|offer| {
        list(offer, "lines").map(|line| {
            let (report, specifier) = (text(offer, "name"), text(offer, "specifier"));
            [specifier, report, text(line, "rid"), text(line, "type"), text(line, "reading_type"), text(line, "unit")]
        })
    });
    if list(ven, "offers").next().is_some() {
        shown.push_str("\nIt offers:\n");
        shown.push_str(&table(["SPECIFIER", "REPORT", "LINE", "TYPE", "READING", "UNIT"], lines));
    }
    if list(ven, "requests").next().is_some() {
        shown.push_str("\nIt was asked for:\n");
        shown.push_str(&requests(list(ven, "requests")));
    }
    shown
}

/// The reports asked of a VEN.
pub(super) fn requests<'v>(all: impl Iterator<Item = &'v Value>) -> String {
    let row = |request: &Value| {
        let state = match request["code"].as_u64() {
            Some(code) => format!("{} with {code}", text(request, "state")),
            None => text(request, "state"),
        };
        [
            text(request, "id"),
            text(request, "specifier"),
            state,
            length(request, "back_s", "once"),
            length(request, "granularity_s", "as it is"),
            text(request, "at"),
        ]
    };
    table(["REPORT", "SPECIFIER", "STATE", "EVERY", "GRANULARITY", "ASKED"], all.map(row))
}

#[derive(Debug, clap::Args)]
pub(super) struct Enrol {
    /// Its venID.
    #[arg(value_name = "VEN")]
    id: String,
    /// Words for people; in a laboratory also the name by which it registers.
    #[arg(long, default_value = "", hide_default_value = true)]
    name: String,
    /// SHA-256 fingerprint of its certificate, whole or its last 10 bytes.
    ///
    /// `openssl x509 -noout -fingerprint -sha256 -in ven.pem` prints it.
    #[arg(long, value_name = "AA:BB:..")]
    fingerprint: Option<String>,
    /// What it speaks; a VEN of 2.0a asks for its events at /OpenADR2/Simple/EiEvent and does not register.
    #[arg(long, default_value = "2.0b", value_parser = ["2.0a", "2.0b"])]
    profile: String,
    /// A group that it is in; may be given again.
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// A resource of its; may be given again.
    #[arg(long = "resource", value_name = "RESOURCE")]
    resources: Vec<String>,
    /// A party that it belongs to; may be given again.
    #[arg(long = "party", value_name = "PARTY")]
    parties: Vec<String>,
    /// Replace all that was entered of it, where it is enrolled already; its registration stays.
    #[arg(long)]
    replace: bool,
}

impl Asks for Enrol {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let mut body = json!({
            "id": self.id, "name": self.name, "groups": self.groups, "resources": self.resources, "parties": self.parties,
        });
        if self.profile != "2.0b" {
            body["profile"] = self.profile.as_str().into();
        }
        if let Some(fingerprint) = &self.fingerprint {
            body["fingerprint"] = fingerprint.as_str().into();
        }
        let (method, target) = match self.replace {
            true => (Method::Put, path(&self.id, "")),
            false => (Method::Post, "/v1/vens".to_owned()),
        };
        Ok(with_body(method, target, body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{} is enrolled\n", text(answer, "id"))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// Its venID.
    #[arg(value_name = "VEN")]
    id: String,
}

impl Asks for Remove {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Delete, path(&self.id, "")))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} is removed\n", self.id)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct AskAgain {
    /// Its venID.
    #[arg(value_name = "VEN")]
    id: String,
    /// What it is asked for.
    what: What,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum What {
    /// To register again.
    Registration,
    /// To tell again what it can report.
    Metadata,
}

impl Asks for AskAgain {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let below = match self.what {
            What::Registration => "/ask-registration",
            What::Metadata => "/ask-metadata",
        };
        Ok(request(Method::Post, path(&self.id, below)))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} will be asked at its next poll, or by a push\n", self.id)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct CancelRegistration {
    /// Its venID.
    #[arg(value_name = "VEN")]
    id: String,
}

impl Asks for CancelRegistration {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Post, path(&self.id, "/cancel-registration")))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} will be told at its next poll, or by a push\n", self.id)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Opts {
    /// Its venID.
    #[arg(value_name = "VEN")]
    id: String,
}

impl Asks for Opts {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.id, "/opts")))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |opt: &Value| {
            let word = if opt["opts_in"] == true { "in" } else { "out" };
            [text(opt, "id"), word.to_owned(), subject(opt), text(opt, "reason"), text(opt, "at")]
        };
        table(["OPT", "TAKES PART", "OF", "REASON", "AT"], items(answer).map(row))
    }
}

fn subject(opt: &Value) -> String {
    if let Some(event) = opt["event"]["event_id"].as_str() {
        return format!("event {event}");
    }
    let time = |time: &Value| format!("{} for {}", text(time, "start"), length(time, "duration_s", "good"));
    let mut words = list(&opt["schedule"], "times").map(time).collect::<Vec<_>>().join(", ");
    if let Some(context) = opt["schedule"]["market_context"].as_str() {
        words.push_str(&format!(" in {context}"));
    }
    words
}
