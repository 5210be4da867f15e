//! Runs the benchmarks of `benches/` beside their peers.

use crate::cargo;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Arguments of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// The benchmarks to run, by name or its beginning (`sep2`, `tls.full`); all when none is named.
    names: Vec<String>,
    /// Also write an array of {name, value, unit, peer, peer_value, ratio}.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Bench {
    /// True when every benchmark ran.
    pub(crate) fn run(self) -> Result<bool> {
        let mut command = cargo();
        // The program as it is shipped: what is measured of its size and memory is what users get.
        eprintln!("building the program in the profile `dist`, which takes some minutes the first time ...");
        command.args(["build", "--profile", "dist", "--quiet", "--package", "tieline", "--bin", "tieline"]);
        if !command.status().context("cargo build")?.success() {
            return Ok(false);
        }
        let mut command = cargo();
        command.args(["run", "--release", "--quiet", "--package", "tieline-bench", "--"]).args(&self.names);
        if let Some(file) = &self.json {
            command.arg("--json").arg(std::path::absolute(file)?);
        }
        Ok(command.status().context("cargo run")?.success())
    }
}
