//! Commands on subscriptions, and on notifications that were given up.

use super::devices::path;
use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{query, request};
use crate::cli::api::table::{items, table, text};
use serde_json::Value;
use tieline_core::model::{HttpRequest, Method};

#[derive(Debug, clap::Args)]
pub(super) struct Subscriptions {
    /// The device, by its LFDI.
    lfdi: String,
}

impl Asks for Subscriptions {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.lfdi, "/subscriptions")))
    }

    fn show(&self, answer: &Value) -> String {
        let keys = ["id", "resource", "target", "sent", "failing_since"];
        table(
            ["ID", "RESOURCE", "TARGET", "SENT", "FAILING SINCE"],
            items(answer).map(|one| keys.map(|key| text(one, key))),
        )
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct DeadLetters {
    /// Those that come after this one: the next page.
    #[arg(long, value_name = "ID")]
    after: Option<String>,
}

impl Asks for DeadLetters {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, format!("/v1/dead-letters{}", query(&[("after", self.after.clone())]))))
    }

    fn show(&self, answer: &Value) -> String {
        let keys = ["id", "lfdi", "resource", "target", "made", "tries", "failure"];
        let rows = items(answer).map(|one| keys.map(|key| text(one, key)));
        let shown = table(["ID", "LFDI", "RESOURCE", "TARGET", "MADE", "TRIES", "LAST FAILURE"], rows);
        match answer["next"].as_str() {
            Some(next) => format!("{shown}There are more: --after {next}\n"),
            None => shown,
        }
    }
}

fn letter(id: &str, below: &str) -> String {
    format!("/v1/dead-letters/{}{below}", encode_part(id))
}

#[derive(Debug, clap::Args)]
pub(super) struct Resend {
    /// The dead letter, by its id, or `all`.
    id: String,
}

impl Asks for Resend {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Post, letter(&self.id, "/resend")))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{} to be sent again\n", text(answer, "resent"))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Discard {
    /// The dead letter, by its id, or `all`.
    id: String,
}

impl Asks for Discard {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Delete, letter(&self.id, "")))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} is thrown away\n", self.id)
    }
}
