//! Commands on documents of the function sets beside DER, by their addresses.

use super::HEAD_END;
use super::devices::more;
use crate::cli::Failure;
use crate::cli::api::server::{print, query, read_body, request, with_body};
use crate::cli::api::table::{items, table, text};
use crate::cli::api::{Asks, Server};
use serde_json::Value;
use std::io::Read;
use std::path::PathBuf;
use tieline_core::model::{HttpRequest, Method};

/// Bytes of a file's content in one request; below what the server takes.
const PART_BYTES: usize = 192 * 1024;

fn path(below: &str, address: &str, more: &[(&str, Option<String>)]) -> String {
    let all = [&[("at", Some(address.to_owned()))], more].concat();
    format!("/v1/documents{below}{}", query(&all))
}

fn rows<'v>(documents: impl Iterator<Item = &'v Value>) -> String {
    let row = |document: &Value| ["address", "type", "status", "description"].map(|key| text(document, key));
    table(["ADDRESS", "TYPE", "STATUS", "DESCRIPTION"], documents.map(row))
}

#[derive(Debug, clap::Args)]
pub(super) struct Documents {
    /// The list, such as /msg/3/txt, or the document; without it the types and their addresses are listed.
    address: Option<String>,
    /// Print the documents themselves, in XML.
    #[arg(long, requires = "address")]
    xml: bool,
    /// Most documents, up to 200.
    #[arg(long, value_name = "NUMBER", requires = "address")]
    limit: Option<u32>,
    /// How many to pass over: the next page.
    #[arg(long, value_name = "NUMBER", requires = "address")]
    after: Option<u32>,
}

impl Asks for Documents {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let page = [("after", number(self.after)), ("limit", number(self.limit))];
        Ok(request(
            Method::Get,
            match &self.address {
                Some(address) => path("", address, &page),
                None => "/v1/document-kinds".to_owned(),
            },
        ))
    }

    fn show(&self, answer: &Value) -> String {
        if self.address.is_none() {
            let row = |kind: &Value| ["type", "list", "at", "event"].map(|key| text(kind, key));
            return table(["TYPE", "MADE IN", "IS AT", "EVENT"], items(answer).map(row));
        }
        let mut shown = match self.xml {
            true => items(answer).map(|one| format!("{}\n", one["document"].as_str().unwrap_or_default())).collect(),
            false => rows(items(answer)),
        };
        shown.push_str(&more(answer));
        shown
    }
}

/// An address and a file of XML.
#[derive(Debug, clap::Args)]
struct Written {
    /// The address: of the list to make it in, such as /msg or /msg/3/txt, or of the document to set.
    address: String,
    /// The document in XML; `-`: from the standard input. An mRID of zeros and a creationTime of 0 are the server's to fill.
    file: PathBuf,
}

impl Written {
    fn request(&self, method: Method) -> Result<HttpRequest, Failure> {
        Ok(with_body(method, path("", &self.address, &[]), read_body(&self.file)?))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Make {
    #[command(flatten)]
    written: Written,
}

impl Asks for Make {
    fn request(&self) -> Result<HttpRequest, Failure> {
        self.written.request(Method::Post)
    }

    fn show(&self, answer: &Value) -> String {
        rows(std::iter::once(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    written: Written,
}

impl Asks for Set {
    fn request(&self) -> Result<HttpRequest, Failure> {
        self.written.request(Method::Put)
    }

    fn show(&self, answer: &Value) -> String {
        rows(std::iter::once(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Cancel {
    /// The event's address, such as /msg/3/txt/1.
    address: String,
    /// Devices stop after a random time.
    #[arg(long)]
    randomized: bool,
}

impl Asks for Cancel {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let randomized = self.randomized.then(|| "true".to_owned());
        Ok(request(Method::Post, path("/cancel", &self.address, &[("randomized", randomized)])))
    }

    fn show(&self, answer: &Value) -> String {
        rows(std::iter::once(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// The document's address; what is below it goes too.
    address: String,
}

impl Asks for Remove {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Delete, path("", &self.address, &[])))
    }

    fn show(&self, _: &Value) -> String {
        format!("{} is removed\n", self.address)
    }
}

/// Set the content of a file that devices download; at most 4 MiB.
#[derive(Debug, clap::Args)]
pub(super) struct Content {
    /// The file's address, such as /file/6.
    address: String,
    /// The content.
    file: PathBuf,
    #[command(flatten)]
    server: Server,
}

impl Content {
    /// Sends the content part by part; each is durable when it is answered.
    pub(super) fn run(self) -> Result<(), Failure> {
        let fail = |error: std::io::Error| Failure::usage(format!("{}: {error}", self.file.display()));
        let mut open = std::fs::File::open(&self.file).map_err(fail)?;
        let mut client = self.server.open(&HEAD_END)?;
        let mut sent = 0;
        loop {
            let mut part = Vec::new();
            open.by_ref().take(PART_BYTES as u64).read_to_end(&mut part).map_err(fail)?;
            let (length, from) = (part.len(), [("from", Some(sent.to_string()))]);
            let answer = client.send(with_body(Method::Put, path("/content", &self.address, &from), part))?;
            sent += length;
            if length < PART_BYTES {
                return match self.server.json {
                    true => print(&answer),
                    false => print(format!("{}: {sent} bytes\n", self.address).as_bytes()),
                };
            }
        }
    }
}
