//! Commands on programs, their defaults and their curves.

use super::controls::asked;
use crate::admin::encode_part;
use crate::cli::Failure;
use crate::cli::api::Asks;
use crate::cli::api::server::{read_body, request, with_body};
use crate::cli::api::table::{items, table, text};
use serde_json::{Value, json};
use std::path::PathBuf;
use tieline_core::model::{HttpRequest, Method};

/// The path of a program, or of what is below it.
pub(super) fn path(program: &str, below: &str) -> String {
    format!("/v1/programs/{}{below}", encode_part(program))
}

fn rows<'v>(programs: impl Iterator<Item = &'v Value>) -> String {
    let row = |program: &Value| ["mrid", "primacy", "description", "number"].map(|key| text(program, key));
    table(["PROGRAM", "PRIMACY", "DESCRIPTION", "NUMBER"], programs.map(row))
}

#[derive(Debug, clap::Args)]
pub(super) struct Programs {
    /// The program to show, by its mRID; all when absent.
    program: Option<String>,
}

impl Asks for Programs {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, self.program.as_deref().map_or("/v1/programs".to_owned(), |mrid| path(mrid, ""))))
    }

    fn show(&self, answer: &Value) -> String {
        match self.program {
            Some(_) => rows(std::iter::once(answer)),
            None => rows(items(answer)),
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Program {
    /// Its mRID, 32 hexadecimal digits; the server chooses one when absent. That of a program that is there changes it.
    #[arg(value_name = "PROGRAM")]
    mrid: Option<String>,
    /// Its rank; the lower number wins.
    #[arg(long)]
    primacy: u8,
    /// Words for people, at most 32 bytes.
    #[arg(long, default_value = "", hide_default_value = true)]
    description: String,
}

impl Asks for Program {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let body = json!({ "primacy": self.primacy, "description": self.description }).to_string().into_bytes();
        Ok(match &self.mrid {
            Some(mrid) => with_body(Method::Put, path(mrid, ""), body),
            None => with_body(Method::Post, "/v1/programs", body),
        })
    }

    fn show(&self, answer: &Value) -> String {
        rows(std::iter::once(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowDefault {
    /// The program, by its mRID.
    program: String,
}

fn default_rows(default: &Value) -> String {
    let plain = default.as_object().into_iter().flatten().filter(|(key, _)| *key != "control" && *key != "mrid");
    let asked = default["control"].as_object().into_iter().flatten();
    table(["ASKED", "VALUE"], plain.chain(asked).map(|(key, value)| [key.clone(), value.to_string()]))
}

impl Asks for ShowDefault {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.program, "/default-control")))
    }

    fn show(&self, answer: &Value) -> String {
        default_rows(answer)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct SetDefault {
    /// The program, by its mRID.
    program: String,
    /// The default as JSON; `-`: from the standard input.
    #[arg(value_name = "FILE", required_unless_present_any = ["set", "none"], conflicts_with_all = ["set", "none"])]
    file: Option<PathBuf>,
    /// What it asks for, in the standard's names and units, such as opModExpLimW=5000; may be given again.
    #[arg(long, value_name = "MODE=VALUE", conflicts_with = "none")]
    set: Vec<String>,
    /// Ramp in hundredths of a percent of setMaxW a second.
    #[arg(long, value_name = "NUMBER", requires = "set")]
    grad: Option<u16>,
    /// Remove the default.
    #[arg(long)]
    none: bool,
}

impl Asks for SetDefault {
    fn request(&self) -> Result<HttpRequest, Failure> {
        let target = path(&self.program, "/default-control");
        if self.none {
            return Ok(request(Method::Delete, target));
        }
        if let Some(file) = &self.file {
            return Ok(with_body(Method::Put, target, read_body(file)?));
        }
        let mut body = json!({ "control": asked(&self.set)? });
        if let Some(grad) = self.grad {
            body["setGradW"] = grad.into();
        }
        Ok(with_body(Method::Put, target, body.to_string().into_bytes()))
    }

    fn show(&self, answer: &Value) -> String {
        match answer {
            Value::Null => format!("program {} has no default\n", self.program),
            default => default_rows(default),
        }
    }
}

fn curve_rows<'v>(curves: impl Iterator<Item = &'v Value>) -> String {
    let row = |curve: &Value| [text(curve, "mrid"), text(curve, "curveType"), curve["points"].to_string()];
    table(["CURVE", "TYPE", "POINTS"], curves.map(row))
}

#[derive(Debug, clap::Args)]
pub(super) struct Curves {
    /// The program, by its mRID.
    program: String,
}

impl Asks for Curves {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(request(Method::Get, path(&self.program, "/curves")))
    }

    fn show(&self, answer: &Value) -> String {
        curve_rows(items(answer))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Curve {
    /// The program, by its mRID.
    program: String,
    /// The curve as JSON, with the standard's names: curveType, xMultiplier, yMultiplier, yRefType, points; `-`: from the
    /// standard input.
    file: PathBuf,
}

impl Asks for Curve {
    fn request(&self) -> Result<HttpRequest, Failure> {
        Ok(with_body(Method::Post, path(&self.program, "/curves"), read_body(&self.file)?))
    }

    fn show(&self, answer: &Value) -> String {
        curve_rows(std::iter::once(answer))
    }
}
