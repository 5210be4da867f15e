//! Commands on controls.

use super::devices::more;
use super::programs::path;
use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{query, read_body, request, with_body};
use crate::cli::api::table::{items, length, list, or_dash, pairs, table, text};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use tieline_core::model::{HttpRequest, Method};

/// `MODE=VALUE`s as a control; a value is JSON, so that `false`, `1500` and `{"refType":1,"value":100}` are what they are.
/// `curves` gathers the names of curves.
pub(super) fn asked(all: &[String]) -> Result<Value, Failure> {
    let mut control = Map::new();
    for one in all {
        let bad = || Failure::usage(format!("--set: {one:?} is no MODE=VALUE, such as opModExpLimW=1500"));
        let (mode, value) = one.split_once('=').ok_or_else(bad)?;
        let value: Value = serde_json::from_str(value).map_err(|_| bad())?;
        control.insert(mode.to_owned(), value);
    }
    Ok(control.into())
}

/// The path of a control, or of what is below it.
fn control_path(program: &str, control: &str, below: &str) -> String {
    path(program, &format!("/controls/{}{below}", encode_part(control)))
}

/// What a control asks for, in one line.
fn wishes(control: &Value) -> String {
    let all = control["control"].as_object().into_iter().flatten();
    or_dash(all.map(|(mode, value)| format!("{mode}={value}")).collect::<Vec<_>>().join(", "))
}

/// How many devices have answered with which code.
fn counted(control: &Value) -> String {
    let all = control["responses"].as_object().into_iter().flatten();
    or_dash(all.map(|(code, count)| format!("{code}: {count}")).collect::<Vec<_>>().join(", "))
}

#[derive(Debug, clap::Args)]
pub(super) struct Controls {
    /// The program, by its mRID.
    program: String,
    /// The control to show, by its mRID; all that are not over when absent.
    control: Option<String>,
    /// Only controls that are scheduled, active, superseded, cancelled, cancelled-randomized or over; several with commas
    /// between.
    #[arg(long, conflicts_with = "control")]
    status: Option<String>,
}

impl Asks for Controls {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(
            Method::Get,
            match &self.control {
                Some(control) => control_path(&self.program, control, ""),
                None => path(&self.program, &format!("/controls{}", query(&[("status", self.status.clone())]))),
            },
        ))
    }

    fn show(&self, answer: &Value) -> String {
        if self.control.is_some() {
            return one(answer);
        }
        let row = |control: &Value| {
            let keys = ["mrid", "status", "start"];
            let [mrid, status, start] = keys.map(|key| text(control, key));
            [mrid, status, start, length(control, "duration_s", "0 s"), wishes(control), counted(control)]
        };
        table(["CONTROL", "STATUS", "START", "LENGTH", "ASKS FOR", "RESPONSES"], items(answer).map(row))
    }
}

fn one(control: &Value) -> String {
    let random = |key: &str| match control[key].as_i64() {
        Some(seconds) => format!("{seconds} s"),
        None => "no".to_owned(),
    };
    pairs(&[
        ("control", text(control, "mrid")),
        ("program", text(control, "program")),
        ("description", text(control, "description")),
        ("status", format!("{} since {}", text(control, "status"), text(control, "status_since"))),
        ("made", text(control, "created")),
        ("start", text(control, "start")),
        ("length", length(control, "duration_s", "0 s")),
        ("random start", random("randomize_start_s")),
        ("random length", random("randomize_duration_s")),
        ("asks for", wishes(control)),
        ("responses", counted(control)),
        ("cancelled", text(control, "cancelled")),
    ])
}

/// What has become of a control, in one line.
fn fate(control: &Value) -> String {
    let [mrid, status, start] = ["mrid", "status", "start"].map(|key| text(control, key));
    format!("control {mrid} is {status}; start {start}\n")
}

/// A control in a file or in flags.
#[derive(Debug, clap::Args)]
struct Body {
    /// The control as JSON; `-`: from the standard input.
    #[arg(value_name = "FILE", required_unless_present = "set", conflicts_with_all = ["set", "start_in", "length", "randomize_start", "randomize_length", "description", "id"])]
    file: Option<PathBuf>,
    /// What it asks for, in the standard's names and units, such as opModExpLimW=1500 (W) or opModMaxLimW=3000 (30 %); may
    /// be given again.
    #[arg(long, value_name = "MODE=VALUE", requires = "length")]
    set: Vec<String>,
    /// Seconds until it starts; 0 or absent: at once.
    #[arg(long = "in", value_name = "SECONDS", requires = "set")]
    start_in: Option<u32>,
    /// Its length in seconds.
    #[arg(long = "for", value_name = "SECONDS", requires = "set")]
    length: Option<u32>,
    /// Bound of the draw that moves the start, -3600 to 3600 seconds.
    #[arg(long, value_name = "SECONDS", requires = "set", allow_hyphen_values = true)]
    randomize_start: Option<i32>,
    /// Bound of the draw that changes the length, -3600 to 3600 seconds.
    #[arg(long, value_name = "SECONDS", requires = "set", allow_hyphen_values = true)]
    randomize_length: Option<i32>,
    /// Words for people, at most 32 bytes.
    #[arg(long, value_name = "TEXT", requires = "set")]
    description: Option<String>,
    /// Its mRID; the server chooses one when absent.
    #[arg(long, value_name = "MRID", requires = "set")]
    id: Option<String>,
}

impl Body {
    fn bytes(&self) -> Result<Vec<u8>, Failure> {
        if let Some(file) = &self.file {
            return read_body(file);
        }
        let mut body = json!({
            "start_in_s": self.start_in.unwrap_or_default(),
            "duration_s": self.length.unwrap_or_default(),
            "control": asked(&self.set)?,
        });
        for (key, seconds) in
            [("randomize_start_s", self.randomize_start), ("randomize_duration_s", self.randomize_length)]
        {
            if let Some(seconds) = seconds {
                body[key] = seconds.into();
            }
        }
        for (key, text) in [("description", &self.description), ("mrid", &self.id)] {
            if let Some(text) = text {
                body[key] = text.as_str().into();
            }
        }
        Ok(body.to_string().into_bytes())
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct NewControl {
    /// The program, by its mRID.
    program: String,
    #[command(flatten)]
    body: Body,
}

impl Asks for NewControl {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(with_body(Method::Post, path(&self.program, "/controls"), self.body.bytes()?))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Replace {
    /// The program, by its mRID.
    program: String,
    /// The control that is replaced, by its mRID.
    control: String,
    #[command(flatten)]
    body: Body,
}

impl Asks for Replace {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let target = control_path(&self.program, &self.control, "/replace");
        Ok(with_body(Method::Post, target, self.body.bytes()?))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Cancel {
    /// The program, by its mRID.
    program: String,
    /// The control, by its mRID.
    control: String,
    /// Devices stop after a random time within its randomization.
    #[arg(long)]
    randomized: bool,
}

impl Asks for Cancel {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let below = if self.randomized { "?randomized=true" } else { "" };
        Ok(request(Method::Delete, control_path(&self.program, &self.control, below)))
    }

    fn show(&self, answer: &Value) -> String {
        fate(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Responses {
    /// The program, by its mRID.
    program: String,
    /// The control, by its mRID.
    control: String,
    /// Most devices, up to 1000.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<u32>,
    /// Devices whose numbers come after this one: the next page.
    #[arg(long, value_name = "NUMBER")]
    after: Option<u32>,
}

impl Asks for Responses {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let query = query(&[("after", number(self.after)), ("limit", number(self.limit))]);
        Ok(request(Method::Get, control_path(&self.program, &self.control, &format!("/responses{query}"))))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |device: &Value| {
            let codes = list(device, "answers").map(|one| text(one, "code")).collect::<Vec<_>>().join(", ");
            let last = list(device, "answers").map(|one| text(one, "taken")).max();
            let codes = if codes.is_empty() { "none yet".to_owned() } else { codes };
            [text(device, "lfdi"), codes, last.unwrap_or_else(|| "-".to_owned())]
        };
        let mut shown = table(["DEVICE", "CODES", "LAST AT"], items(answer).map(row));
        shown.push_str(&more(answer));
        shown
    }
}
