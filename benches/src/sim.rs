//! `sim.days_per_s`: days of the simulation under virtual time, as the suite `sim` counts them.

use crate::row::Row;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

const DAYS: &str = "200";

/// Runs the suite's own binary over a part of its seeds.
pub(crate) fn run() -> Vec<Row> {
    match measure() {
        Ok(rate) => vec![Row::alone("sim.days_per_s", rate, "1/s")],
        Err(cause) => {
            eprintln!("sim.days_per_s: {cause}");
            Vec::new()
        }
    }
}

fn measure() -> Result<f64, Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["test", "--release", "--quiet", "-p", "tieline-core", "--test", "sim", "--", "--nocapture"];
    let out = Command::new(cargo)
        .args(arguments)
        .env("SIM_SEEDS", DAYS)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let figure = text.split_once("days at ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
    figure.filter(|_| out.status.success()).ok_or_else(|| format!("the suite gave no figure:\n{text}").into())
}
