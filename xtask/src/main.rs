//! Tests, benchmarks, generators and traces of this repository: `cargo xtask --help`.

mod arrows;
mod bench;
mod features;
mod fuzz;
mod peers;
mod runner;
mod suites;
mod trace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Everything that this repository does to itself.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the test suites; sets up every tool and peer that they need.
    ///
    /// Ends with a line a suite and `N passed, N failed, N skipped`. Status 0 only when nothing failed.
    Test(runner::Test),
    /// Run the benchmarks beside their peers.
    Bench(bench::Bench),
    /// Look at builds with fewer features than all; the suite `features` does so.
    Features,
    /// Run the fuzz targets from their committed corpora; the suite `fuzz` does so.
    Fuzz(fuzz::Fuzz),
    /// Print the requirement table: clause, where it is implemented, where it is tested; fails on a gap.
    Trace,
    /// Write the generated sources anew from the schema tables.
    Generate,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Test(test) => test.run(),
        Command::Bench(bench) => bench.run(),
        Command::Features => features::run(),
        Command::Fuzz(fuzz) => fuzz.run(),
        Command::Trace => trace::run(),
        Command::Generate => generate(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Lets the tests that compare generated sources with their tables write them instead.
fn generate() -> Result<bool> {
    let arguments = ["test", "--quiet", "-p", "tieline-schemas", "--lib", "generated_"];
    Ok(cargo().args(arguments).env("TIELINE_REGENERATE", "1").status()?.success())
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// A cargo command in the workspace, as the cargo that runs us.
fn cargo() -> std::process::Command {
    let mut command = std::process::Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(root());
    command
}

/// Whether this run is CI's: there, a tool that is missing is a failure.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
