//! Commands on what a device has sent.

use super::devices::path;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::period::{Period, more};
use crate::cli::api::server::request;
use crate::cli::api::table::{items, list, table, text};
use serde_json::Value;
use tieline_core::model::{HttpRequest, Method};

#[derive(Debug, clap::Args)]
pub(super) struct Answers {
    /// The device, by its LFDI.
    lfdi: String,
}

impl Asks for Answers {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.lfdi, "/responses")))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |one: &Value| ["control", "code", "created", "taken"].map(|key| text(one, key));
        table(["CONTROL", "CODE", "HAPPENED", "TAKEN"], items(answer).map(row))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Mirrors {
    /// The device, by its LFDI.
    lfdi: String,
}

impl Asks for Mirrors {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.lfdi, "/mirrors")))
    }

    fn show(&self, answer: &Value) -> String {
        let rows = items(answer).flat_map(|mirror| {
            list(mirror, "meters").map(|meter| {
                let [meter_name, uom, multiplier] = ["mrid", "uom", "multiplier"].map(|key| text(meter, key));
                let description = match meter["description"].as_str() {
                    Some(own) => own.to_owned(),
                    None => text(mirror, "description"),
                };
                [text(mirror, "number"), meter_name, description, uom, multiplier]
            })
        });
        table(["MIRROR", "METER", "DESCRIPTION", "UOM", "POWER OF TEN"], rows)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Readings {
    /// The device, by its LFDI.
    lfdi: String,
    /// The mirror's number; `tieline fleet mirrors` lists them.
    mirror: u32,
    #[command(flatten)]
    period: Period,
}

impl Asks for Readings {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let query = self.period.query();
        Ok(request(Method::Get, path(&self.lfdi, &format!("/mirrors/{}/readings{query}", self.mirror))))
    }

    fn show(&self, answer: &Value) -> String {
        let row = |reading: &Value| ["start", "seconds", "meter", "value", "quality"].map(|key| text(reading, key));
        let shown = table(["START", "SECONDS", "METER", "VALUE", "QUALITY"], items(answer).map(row));
        shown + &more(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Logs {
    /// The device, by its LFDI.
    lfdi: String,
}

impl Asks for Logs {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.lfdi, "/log-events")))
    }

    fn show(&self, answer: &Value) -> String {
        let keys = ["created", "function_set", "profile", "code", "id", "pen", "details"];
        let row = |event: &Value| keys.map(|key| text(event, key));
        table(["HAPPENED", "FUNCTION SET", "PROFILE", "CODE", "ID", "PEN", "DETAILS"], items(answer).map(row))
    }
}
