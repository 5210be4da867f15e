//! The command line: one file a subcommand.
//!
//! Exit status: 0 success, 1 a failure at work, 2 bad usage or configuration. Errors go to stderr, one line each: what,
//! where, what to do.

#[macro_use]
mod absent;
#[cfg(any(feature = "vtn", feature = "headend"))]
mod api;
mod check;
#[cfg_attr(not(feature = "demo"), path = "absent/demo.rs")]
pub mod demo;
mod explain;
mod export;
#[cfg_attr(not(feature = "headend"), path = "absent/fleet.rs")]
mod fleet;
mod import;
mod lab_clock;
mod logging;
mod opt;
mod pki;
mod place;
#[cfg_attr(not(feature = "demo"), path = "absent/plant.rs")]
mod plant;
mod run;
#[cfg_attr(not(feature = "headend"), path = "absent/serve.rs")]
mod serve;
#[cfg_attr(not(feature = "vtn"), path = "absent/vtn.rs")]
mod vtn;

pub use lab_clock::LabClock;

use clap::{Parser, Subcommand};
use std::fmt;
use std::process::ExitCode;

/// The gateway at the meter: utility programs in, setpoints for behind-the-meter assets out.
#[cfg_attr(
    feature = "demo",
    doc = "\nStart with `tieline demo`: a utility, a site and the gateway between them, on this machine alone."
)]
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
    Opt(opt::Opt),
    Serve(serve::Serve),
    /// The head-end's fleet: devices, groups, programs, controls, responses
    #[cfg_attr(not(feature = "headend"), command(hide = true))]
    Fleet(Deferred<fleet::Fleet>),
    /// An OpenADR 2.0b VTN: serve VENs, and administer what is served
    #[cfg_attr(not(feature = "vtn"), command(hide = true))]
    Vtn(Deferred<vtn::Vtn>),
    Export(export::Export),
    Import(import::Import),
    #[command(hide = true)]
    Plant(plant::Plant),
    Pki(pki::Pki),
}

/// Arguments that are laid out only when their command is meant: a gateway holds no memory for two dozen others.
#[derive(Debug)]
struct Deferred<T>(T);

impl<T: clap::Args> clap::Args for Deferred<T> {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.defer(T::augment_args)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        command.defer(T::augment_args_for_update)
    }
}

impl<T: clap::FromArgMatches> clap::FromArgMatches for Deferred<T> {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
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
        Command::Opt(opt) => opt.run(),
        Command::Export(export) => export.run(),
        Command::Import(import) => import.run(),
        Command::Demo(demo) => demo.run(),
        Command::Run(run) => run.run(),
        Command::Plant(plant) => plant.run(),
        Command::Pki(pki) => pki.run(),
        Command::Serve(serve) => serve.run(),
        Command::Fleet(fleet) => fleet.0.run(),
        Command::Vtn(vtn) => vtn.0.run(),
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
