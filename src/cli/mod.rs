//! The command line: one file a subcommand.
//!
//! Exit status: 0 success, 1 a failure at work, 2 bad usage or configuration. Errors go to stderr, one line each: what,
//! where, what to do.

mod check;

use clap::{Parser, Subcommand};
use std::fmt;
use std::process::ExitCode;

/// The gateway at the meter: utility programs in, setpoints for behind-the-meter assets out.
///
/// Start with `tieline demo`: a utility, a site and the gateway between them, on this machine alone.
#[derive(Debug, Parser)]
#[command(name = "tieline", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
}

/// Why a command ended without success; each is printed as one line.
#[derive(Debug)]
pub enum Failure {
    /// The command line or the configuration is wrong: exit status 2. A line each.
    Usage(Vec<String>),
    /// Something failed at work: exit status 1.
    Work(String),
}

impl Failure {
    /// Bad usage or configuration, one line.
    pub fn usage(line: impl fmt::Display) -> Self {
        Self::Usage(vec![line.to_string()])
    }

    /// A failure at work, one line.
    pub fn work(line: impl fmt::Display) -> Self {
        Self::Work(line.to_string())
    }

    fn report(&self) -> ExitCode {
        match self {
            Self::Usage(lines) => {
                lines.iter().for_each(|line| eprintln!("tieline: {line}"));
                ExitCode::from(2)
            }
            Self::Work(line) => {
                eprintln!("tieline: {line}");
                ExitCode::from(1)
            }
        }
    }
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Check(check) => check.run(),
    }
}
