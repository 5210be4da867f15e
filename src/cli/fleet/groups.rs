//! Commands on groups of devices.

use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{request, with_body};
use crate::cli::api::table::{items, table, text};
use serde_json::{Value, json};
use tieline_core::model::{HttpRequest, Method};

pub(super) fn path(group: &str, below: &str) -> String {
    format!("/v1/groups/{}{below}", encode_part(group))
}

fn rows<'v>(groups: impl Iterator<Item = &'v Value>) -> String {
    let row = |group: &Value| ["name", "new_devices", "programs", "documents"].map(|key| text(group, key));
    table(["GROUP", "FOR NEW DEVICES", "PROGRAMS", "DOCUMENTS"], groups.map(row))
}

#[derive(Debug, clap::Args)]
pub(super) struct Groups {
    /// The group to show; all when absent.
    name: Option<String>,
}

impl Asks for Groups {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, self.name.as_deref().map_or("/v1/groups".to_owned(), |name| path(name, ""))))
    }

    fn show(&self, answer: &Value) -> String {
        match self.name {
            Some(_) => rows(std::iter::once(answer)),
            None => rows(items(answer)),
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Group {
    /// Its name, at most 32 bytes.
    name: String,
    /// A program that its devices get, by its mRID; may be given again. It gets exactly those that are given.
    #[arg(long = "program", value_name = "PROGRAM")]
    programs: Vec<String>,
    /// What else its devices get, by its address, such as /msg/3; may be given again. Without any it keeps those that it has.
    #[arg(long = "document", value_name = "ADDRESS")]
    documents: Vec<String>,
    /// It has no such documents any more.
    #[arg(long, conflicts_with = "documents")]
    no_documents: bool,
    /// Devices that enrol from now on come into it, unless their enrolment names groups.
    #[arg(long)]
    new_devices: bool,
}

impl Asks for Group {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let mut body = json!({ "programs": self.programs, "new_devices": self.new_devices });
        if self.no_documents || !self.documents.is_empty() {
            body["documents"] = self.documents.clone().into();
        }
        Ok(with_body(Method::Put, path(&self.name, ""), body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        rows(std::iter::once(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Assign {
    /// The group.
    group: String,
    /// The devices, by their LFDIs.
    #[arg(value_name = "LFDI", required = true)]
    devices: Vec<String>,
}

impl Asks for Assign {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let body = json!({ "add": self.devices }).to_string().into_bytes();
        Ok(with_body(Method::Post, path(&self.group, "/devices"), body))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} in group {}\n", devices(self.devices.len()), self.group)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Unassign {
    /// The group.
    group: String,
    /// The devices, by their LFDIs.
    #[arg(value_name = "LFDI", required = true)]
    devices: Vec<String>,
}

impl Asks for Unassign {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let body = json!({ "remove": self.devices }).to_string().into_bytes();
        Ok(with_body(Method::Post, path(&self.group, "/devices"), body))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} no longer in group {}\n", devices(self.devices.len()), self.group)
    }
}

fn devices(count: usize) -> String {
    if count == 1 { "1 device is".to_owned() } else { format!("{count} devices are") }
}
