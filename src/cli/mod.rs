//! The command line: one file a subcommand.
//!
//! Exit status: 0 success, 1 a failure at work, 2 bad usage or configuration. Errors go to stderr, one line each: what,
//! where, what to do.

mod check;
pub mod demo;
mod explain;
mod export;
mod import;
mod lab_clock;
mod logging;
mod pki;
mod plant;
mod run;
mod serve;

pub use lab_clock::LabClock;

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
    #[command(flatten)]
    logging: logging::Logging,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(Box<demo::Demo>),
    Run(run::Run),
    Check(check::Check),
    Explain(explain::Explain),
    Serve(serve::Serve),
    Export(export::Export),
    Import(import::Import),
    #[command(hide = true)]
    Plant(plant::Plant),
    Pki(pki::Pki),
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
    cli.logging.start();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Check(check) => check.run(),
        Command::Explain(explain) => explain.run(),
        Command::Export(export) => export.run(),
        Command::Import(import) => import.run(),
        Command::Demo(demo) => demo.run(),
        Command::Run(run) => run.run(),
        Command::Plant(plant) => plant.run(),
        Command::Pki(pki) => pki.run(),
        Command::Serve(serve) => serve.run(),
    }
}

/// The runtime of every command: one thread, and a few for the store.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().max_blocking_threads(4).thread_stack_size(1 << 20);
    builder.build().map_err(|error| Failure::work(format!("no event loop: {error}")))
}

/// SIGTERM and SIGINT.
struct Signals(tokio::signal::unix::Signal, tokio::signal::unix::Signal);

fn signals() -> Result<Signals, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|error| Failure::work(format!("no signals: {error}")));
    Ok(Signals(listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?))
}

impl Signals {
    /// Waits for the first of them.
    async fn wait(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}
