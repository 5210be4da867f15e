//! Commands on reports.

use super::vens::{path, requests};
use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::period::{Period, more};
use crate::cli::api::server::{request, with_body};
use crate::cli::api::table::{items, table, text};
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

#[derive(Debug, clap::Args)]
pub(super) struct Reports {
    /// The VEN.
    ven: String,
}

impl Asks for Reports {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.ven, "/report-requests")))
    }

    fn show(&self, answer: &Value) -> String {
        requests(items(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Report {
    /// The VEN.
    ven: String,
    /// The report, by the specifier of the VEN's offer; `tieline vtn vens VEN` lists them.
    #[arg(long, value_name = "ID")]
    specifier: String,
    /// Seconds between updates; 0: one update alone.
    #[arg(long, value_name = "SECONDS")]
    every: u32,
    /// Length of its intervals in seconds; 0: as the VEN has it.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    granularity: u32,
    /// For how many seconds; 0: until it is ended.
    #[arg(long = "for", value_name = "SECONDS", default_value_t = 0)]
    length: u32,
}

impl Asks for Report {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let body = json!({
            "specifier": self.specifier,
            "back_s": self.every,
            "granularity_s": self.granularity,
            "duration_s": self.length,
        });
        Ok(with_body(Method::Post, path(&self.ven, "/report-requests"), body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        format!("report {}: {} will be asked at its next poll, or by a push\n", text(answer, "id"), self.ven)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct EndReport {
    /// The VEN.
    ven: String,
    /// The report; `tieline vtn reports VEN` lists them.
    #[arg(value_name = "REPORT")]
    id: String,
    /// Ask for a last update.
    #[arg(long)]
    follow: bool,
}

impl Asks for EndReport {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let follow = if self.follow { "?follow=true" } else { "" };
        let below = format!("/report-requests/{}{follow}", encode_part(&self.id));
        Ok(request(Method::Delete, path(&self.ven, &below)))
    }

    fn show(&self, answer: &Value) -> String {
        match answer {
            Value::Null => format!("report {} is forgotten; {} had refused it\n", self.id, self.ven),
            _ => format!("report {}: {} will be told at its next poll, or by a push\n", self.id, self.ven),
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Readings {
    /// The VEN.
    ven: String,
    #[command(flatten)]
    period: Period,
}

impl Asks for Readings {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let query = self.period.query();
        Ok(request(Method::Get, path(&self.ven, &format!("/readings{query}"))))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |reading: &Value| {
            let keys = ["start", "seconds", "rid", "quality", "request_id"];
            let [start, seconds, rid, quality, report] = keys.map(|key| text(reading, key));
            [start, seconds, rid, value(reading), quality, report]
        };
        let shown = table(["START", "SECONDS", "LINE", "VALUE", "QUALITY", "REPORT"], items(answer).map(row));
        shown + &more(answer)
    }
}

/// A quantity, or a status in words.
fn value(reading: &Value) -> String {
    match (reading["online"].as_bool(), reading["overridden"].as_bool()) {
        (None, None) => text(reading, "value"),
        (online, overridden) => {
            let online = if online == Some(true) { "on line" } else { "off line" };
            format!("{online}{}", if overridden == Some(true) { ", overridden" } else { "" })
        }
    }
}
