//! Commands on what aggregators act for.

use super::devices::{more, path};
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{query, request, with_body};
use crate::cli::api::table::{items, table, text};
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

#[derive(Debug, clap::Args)]
pub(super) struct Grants {
    /// The aggregator's LFDI.
    aggregator: String,
    /// Most devices, up to 1000.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<u32>,
    /// Devices whose numbers come after this one: the next page.
    #[arg(long, value_name = "NUMBER")]
    after: Option<u32>,
}

impl Asks for Grants {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let page = query(&[("after", number(self.after)), ("limit", number(self.limit))]);
        Ok(request(Method::Get, path(&self.aggregator, &format!("/grants{page}"))))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |grant: &Value| ["number", "lfdi", "since", "registered"].map(|key| text(grant, key));
        let mut shown = table(["NUMBER", "LFDI", "SINCE", "ENROLLED BY IT"], items(answer).map(row));
        shown.push_str(&more(answer));
        shown
    }
}

/// An aggregator and devices.
#[derive(Debug, clap::Args)]
pub(super) struct Pairs {
    /// The aggregator's LFDI.
    aggregator: String,
    /// The devices, by their LFDIs; at most 200.
    #[arg(value_name = "LFDI", required = true)]
    devices: Vec<String>,
}

impl Pairs {
    fn request(&self, key: &str) -> HttpRequest {
        let body = json!({ key: self.devices }).to_string().into_bytes();
        with_body(Method::Post, path(&self.aggregator, "/grants"), body)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Grant {
    #[command(flatten)]
    pairs: Pairs,
}

impl Asks for Grant {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(self.pairs.request("add"))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{} granted to {}\n", text(answer, "granted"), self.pairs.aggregator)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    pairs: Pairs,
}

impl Asks for Revoke {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(self.pairs.request("remove"))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{} taken back from {}\n", text(answer, "revoked"), self.pairs.aggregator)
    }
}
