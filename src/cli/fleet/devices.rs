//! Commands on devices.

use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{query, request, with_body};
use crate::cli::api::table::{items, pairs, table, text};
use serde_json::{Map, Value, json};
use tieline_core::model::{HttpRequest, Method};

/// The path of a device, or of what is below it.
pub(super) fn path(lfdi: &str, below: &str) -> String {
    format!("/v1/devices/{}{below}", encode_part(lfdi))
}

#[derive(Debug, clap::Args)]
pub(super) struct Devices {
    /// The device to show, by its LFDI; all when absent.
    lfdi: Option<String>,
    /// Only devices of this group.
    #[arg(long, value_name = "GROUP", conflicts_with = "lfdi")]
    group: Option<String>,
    /// Most devices, up to 1000.
    #[arg(long, value_name = "NUMBER", conflicts_with = "lfdi")]
    limit: Option<u32>,
    /// Devices whose numbers come after this one: the next page.
    #[arg(long, value_name = "NUMBER", conflicts_with = "lfdi")]
    after: Option<u32>,
}

impl Asks for Devices {
    fn request(&self) -> Result<HttpRequest, Failure> {
        if let Some(lfdi) = &self.lfdi {
            return Ok(request(Method::Get, path(lfdi, "")));
        }
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let all = [("group", self.group.clone()), ("after", number(self.after)), ("limit", number(self.limit))];
        Ok(request(Method::Get, format!("/v1/devices{}", query(&all))))
    }

    fn show(&self, answer: &Value) -> String {
        if self.lfdi.is_some() {
            return one(answer);
        }
        let row = |device: &Value| {
            let keys = ["number", "lfdi", "sfdi", "groups", "registered", "denied_since"];
            let [number, lfdi, sfdi, groups, registered, denied] = keys.map(|key| text(device, key));
            [number, lfdi, sfdi, groups, registered, denied, role(device)]
        };
        let head = ["NUMBER", "LFDI", "SFDI", "GROUPS", "ENROLLED", "DENIED SINCE", "GRANTED TO"];
        let mut shown = table(head, items(answer).map(row));
        shown.push_str(&more(answer));
        shown
    }
}

/// Who acts for a device, or that it acts for others.
fn role(device: &Value) -> String {
    if device["aggregator"] == true { "is an aggregator".to_owned() } else { text(device, "granted_to") }
}

/// How to see the next page, where there is one.
pub(super) fn more(answer: &Value) -> String {
    match answer["next"].as_u64() {
        Some(next) => format!("There are more: --after {next}\n"),
        None => String::new(),
    }
}

fn one(device: &Value) -> String {
    let rate = match device["post_rate_s"].as_u64() {
        Some(rate) => format!("every {rate} s"),
        None => "as the server's".to_owned(),
    };
    pairs(&[
        ("LFDI", text(device, "lfdi")),
        ("SFDI", text(device, "sfdi")),
        ("number", text(device, "number")),
        ("enrolled", text(device, "registered")),
        ("changed", text(device, "changed")),
        ("PIN", if device["has_pin"] == true { "it has one" } else { "none" }.to_owned()),
        ("posts", rate),
        ("groups", text(device, "groups")),
        ("DERs", text(device, "ders")),
        ("denied since", text(device, "denied_since")),
        ("allowed", text(device, "allowed")),
        ("aggregator", text(device, "aggregator")),
        ("granted to", text(device, "granted_to")),
    ])
}

/// What is entered of a device beside who it is.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Entered {
    /// Its PIN with the check digit, such as 111115; in-band PINs are the configuration's.
    #[arg(long, value_name = "PIN")]
    pub(super) pin: Option<u32>,
    /// Seconds between its posts of readings.
    #[arg(long, value_name = "SECONDS")]
    pub(super) post_rate: Option<u32>,
    /// A group that it is in; may be given again. Without any a new device gets the groups for new devices.
    #[arg(long = "group", value_name = "GROUP")]
    pub(super) groups: Vec<String>,
    /// It is an aggregator: it acts for the devices that are granted to it.
    #[arg(long)]
    pub(super) aggregator: bool,
    /// An aggregator that acts for it, by its LFDI; may be given again.
    #[arg(long = "granted-to", value_name = "LFDI")]
    pub(super) granted_to: Vec<String>,
}

impl Entered {
    /// The fields of a body.
    pub(super) fn fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        let numbers = [("pin", self.pin), ("post_rate_s", self.post_rate)];
        let numbers = numbers.into_iter().filter_map(|(key, number)| Some((key.to_owned(), number?.into())));
        fields.extend(numbers);
        if !self.groups.is_empty() {
            fields.insert("groups".to_owned(), self.groups.clone().into());
        }
        if self.aggregator {
            fields.insert("aggregator".to_owned(), true.into());
        }
        if !self.granted_to.is_empty() {
            fields.insert("granted_to".to_owned(), self.granted_to.clone().into());
        }
        fields
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Change {
    /// Its LFDI.
    lfdi: String,
    #[command(flatten)]
    entered: Entered,
    /// Take its PIN away.
    #[arg(long, conflicts_with = "pin")]
    no_pin: bool,
    /// Back to the server's rate of posts.
    #[arg(long, conflicts_with = "post_rate")]
    no_post_rate: bool,
    /// Take it out of every group.
    #[arg(long, conflicts_with = "groups")]
    no_groups: bool,
    /// It is no aggregator any more: all that is granted to it is taken back.
    #[arg(long, conflicts_with = "aggregator")]
    no_aggregator: bool,
}

impl Asks for Change {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let mut fields = self.entered.fields();
        for (key, taken, nothing) in [
            ("pin", self.no_pin, Value::Null),
            ("post_rate_s", self.no_post_rate, Value::Null),
            ("groups", self.no_groups, json!([])),
            ("aggregator", self.no_aggregator, json!(false)),
        ] {
            if taken {
                fields.insert(key.to_owned(), nothing);
            }
        }
        if fields.is_empty() {
            return Err(Failure::usage(
                "nothing is to be changed; give --pin, --post-rate, --group, --aggregator or --granted-to",
            ));
        }
        Ok(with_body(Method::Put, path(&self.lfdi, ""), Value::Object(fields).to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        one(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// Its LFDI.
    lfdi: String,
}

impl Asks for Remove {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Delete, path(&self.lfdi, "")))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} is removed\n", self.lfdi)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Deny {
    /// Its LFDI.
    lfdi: String,
}

impl Asks for Deny {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Post, path(&self.lfdi, "/deny")))
    }

    fn show(&self, answer: &Value) -> String {
        format!("{} is denied since {}\n", text(answer, "lfdi"), text(answer, "since"))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Allow {
    /// Its LFDI.
    lfdi: String,
}

impl Asks for Allow {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Post, path(&self.lfdi, "/allow")))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} is not denied\n", self.lfdi)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Denied {}

impl Asks for Denied {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, "/v1/denied"))
    }

    fn show(&self, answer: &Value) -> String {
        table(["LFDI", "SINCE"], items(answer).map(|one| [text(one, "lfdi"), text(one, "since")]))
    }
}
