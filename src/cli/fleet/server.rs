//! Commands on the server as a whole.

use super::groups::path;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{request, with_body};
use crate::cli::api::table::{pairs, text};
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

#[derive(Debug, clap::Args)]
pub(super) struct Status {}

impl Asks for Status {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, "/v1/status"))
    }

    fn show(&self, answer: &Value) -> String {
        let counts = ["scheduled", "active", "superseded", "cancelled", "cancelled-randomized", "over"];
        let controls = counts.map(|status| format!("{} {status}", text(&answer["controls"], status))).join(", ");
        let mut rows = vec![
            ("now", text(answer, "now")),
            ("devices", format!("{}, {} denied", text(answer, "devices"), text(answer, "denied"))),
            ("groups", text(answer, "groups")),
            ("programs", text(answer, "programs")),
            ("controls", controls),
        ];
        if answer["clock_offset_s"].as_i64().is_some_and(|offset| offset != 0) {
            rows.push(("clock", format!("{} s off the host's", text(answer, "clock_offset_s"))));
        }
        pairs(&rows)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Rates {
    /// Seconds between polls that devices are asked for.
    #[arg(long, value_name = "SECONDS")]
    poll: Option<u32>,
    /// Seconds between polls of one resource, such as DERProgramList=60; may be given more than once.
    #[arg(long, value_name = "RESOURCE=SECONDS", value_parser = of_resource, conflicts_with = "group")]
    poll_of: Vec<(String, u32)>,
    /// Seconds between posts of readings, for devices without a rate of their own.
    #[arg(long, value_name = "SECONDS")]
    post: Option<u32>,
    /// Back to the rates of the configuration, or of the server for a group.
    #[arg(long, conflicts_with_all = ["poll", "poll_of", "post"])]
    reset: bool,
    /// The rates of this group's devices; a device of several groups has the shortest.
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
}

impl Asks for Rates {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let path = self.group.as_ref().map_or_else(|| "/v1/rates".to_owned(), |group| path(group, "/rates"));
        if !self.reset && self.poll.is_none() && self.poll_of.is_empty() && self.post.is_none() {
            return Ok(request(Method::Get, path));
        }
        let mut body = json!({ "poll_s": self.poll, "post_s": self.post });
        if self.group.is_none() {
            body["polls"] = self.poll_of.iter().map(|(name, rate)| (name.clone(), Value::from(*rate))).collect();
        }
        Ok(with_body(Method::Put, path, body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        if self.group.is_some() {
            let row = |key: &str| match answer[key].as_u64() {
                Some(seconds) => format!("every {seconds} s"),
                None => "as the server's".to_owned(),
            };
            return pairs(&[("polls", row("poll_s")), ("posts", row("post_s"))]);
        }
        let row = |key: &str| {
            let set = if answer["set"][key].is_null() { "as configured" } else { "changed while running" };
            format!("every {} s, {set}", text(answer, key))
        };
        let mut rows = vec![("polls", row("poll_s")), ("posts", row("post_s"))];
        for (name, rate) in answer["polls"].as_object().into_iter().flatten() {
            rows.push((name.as_str(), format!("every {rate} s")));
        }
        pairs(&rows)
    }
}

/// A resource and its rate.
fn of_resource(text: &str) -> Result<(String, u32), String> {
    let wrong = || "give RESOURCE=SECONDS, such as DERProgramList=60".to_owned();
    let (name, rate) = text.split_once('=').ok_or_else(wrong)?;
    Ok((name.to_owned(), rate.parse().map_err(|_| wrong())?))
}

#[derive(Debug, clap::Args)]
pub(super) struct Clock {
    /// Set it so many seconds off the host's clock, until the server ends; 0: the host's time.
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
    offset: Option<i64>,
}

impl Asks for Clock {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(match self.offset {
            None => request(Method::Get, "/v1/clock"),
            Some(offset_s) => {
                with_body(Method::Put, "/v1/clock", json!({ "offset_s": offset_s }).to_string().into_bytes())
            }
        })
    }

    fn show(&self, answer: &Value) -> String {
        pairs(&[("now", text(answer, "now")), ("offset", format!("{} s", text(answer, "offset_s")))])
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct TimeZone {
    /// Local standard time less UTC.
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
    offset: Option<i32>,
    /// What daylight saving time adds to that.
    #[arg(long, value_name = "SECONDS", requires_all = ["offset", "dst_start", "dst_end"])]
    dst: Option<i32>,
    /// When daylight saving time begins, such as 2026-10-03T16:00:00Z.
    #[arg(long, value_name = "INSTANT", requires = "dst")]
    dst_start: Option<String>,
    /// When it ends.
    #[arg(long, value_name = "INSTANT", requires = "dst")]
    dst_end: Option<String>,
    /// Back to what the configuration says.
    #[arg(long, conflicts_with_all = ["offset", "dst"])]
    reset: bool,
}

impl Asks for TimeZone {
    fn request(&self) -> Result<HttpRequest, Failure> {
        if self.offset.is_none() && !self.reset {
            return Ok(request(Method::Get, "/v1/time-zone"));
        }
        let (start, end) = (&self.dst_start, &self.dst_end);
        let dst = self.dst.map(|offset_s| json!({ "offset_s": offset_s, "start": start, "end": end }));
        let body = json!({ "offset_s": self.offset, "dst": dst });
        Ok(with_body(Method::Put, "/v1/time-zone", body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        let set = if answer["set"].as_bool() == Some(true) { "changed while running" } else { "as configured" };
        let mut rows = vec![("offset", format!("{} s, {set}", text(answer, "offset_s")))];
        if let Some(dst) = answer.get("dst").filter(|dst| !dst.is_null()) {
            let (offset, start, end) = (text(dst, "offset_s"), text(dst, "start"), text(dst, "end"));
            rows.push(("summer", format!("{offset} s more, from {start} until {end}")));
        }
        pairs(&rows)
    }
}
