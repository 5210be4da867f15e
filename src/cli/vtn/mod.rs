//! `tieline vtn`: the OpenADR 2.0b VTN and its administration.
//!
//! All but `serve` and `openapi` are one request each of the management API, whose rules are the server's: what is asked
//! here is sent as it is, and what is answered is shown.

mod events;
mod reports;
mod serve;
#[cfg(test)]
mod tests;
mod vens;

use super::Failure;
use super::api::{Administered, Ask, server};
use crate::config::VtnConfig;
use clap::Subcommand;

/// The VTN as what is administered.
const VTN: Administered = Administered {
    name: "VTN",
    config: "vtn.toml",
    serve: "tieline vtn serve",
    load: |file| VtnConfig::load(file).map(|config| Some(config.management)),
};

/// An OpenADR 2.0b VTN: serve VENs, and administer what is served.
///
/// Commands other than `serve` ask the management API of a running VTN, that of vtn.toml in the current folder unless
/// --config or --at names another. They print a table for people, or with --json what the API has answered. Exit status:
/// 0 done, 1 refused or no server, 2 bad usage. docs/vtn-management.md has an example of each.
#[derive(Debug, clap::Args)]
pub struct Vtn {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    /// Count VENs and events.
    Status(Ask<vens::Status>),
    /// List the VENs, or show one: registration, reports that it offers, reports asked of it.
    Vens(Ask<vens::Vens>),
    /// Enrol a VEN: from then on it may register.
    Enrol(Ask<vens::Enrol>),
    /// Remove a VEN with its opts; what it has reported stays in the store.
    Remove(Ask<vens::Remove>),
    /// Ask a VEN to register again, or to tell again what it can report.
    Ask(Ask<vens::AskAgain>),
    /// End a VEN's registration; it stays enrolled and may register again.
    CancelRegistration(Ask<vens::CancelRegistration>),
    /// List a VEN's opts.
    Opts(Ask<vens::Opts>),
    /// List the market contexts.
    Contexts(Ask<events::Contexts>),
    /// Make a market context, or change it.
    Context(Ask<events::Context>),
    /// List the events, or show one.
    Events(Ask<events::Events>),
    /// Make an event, from a file or, with one SIMPLE level, from flags.
    ///
    /// `tieline vtn event --context http://utility.example/peak --simple 2 --in 600 --for 3600` asks every VEN to shed in
    /// ten minutes for an hour. A file has the JSON that POST /v1/events takes; `tieline vtn openapi` describes it.
    Event(Ask<events::NewEvent>),
    /// Change an event: the file says all that is wanted of it from now on.
    ///
    /// `tieline vtn events ID --json` prints an event as it can be edited and sent back. Its modification goes along, so
    /// that nothing is undone that somebody else has changed meanwhile.
    Change(Ask<events::Change>),
    /// Cancel an event; VENs are told of it as cancelled.
    Cancel(Ask<events::Cancel>),
    /// Show what VENs have answered to an event, and who has not.
    Answers(Ask<events::Answers>),
    /// List the reports asked of a VEN.
    Reports(Ask<reports::Reports>),
    /// Ask a VEN for a report that it offers.
    Report(Ask<reports::Report>),
    /// End a report.
    EndReport(Ask<reports::EndReport>),
    /// Show what a VEN has reported, in the order of time.
    Readings(Ask<reports::Readings>),
    /// Print the description of the management API, OpenAPI 3.1; needs no server.
    Openapi,
}

impl Vtn {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Openapi => server::print(crate::admin::vtn::OPENAPI.as_bytes()),
            Command::Status(ask) => ask.run(&VTN),
            Command::Vens(ask) => ask.run(&VTN),
            Command::Enrol(ask) => ask.run(&VTN),
            Command::Remove(ask) => ask.run(&VTN),
            Command::Ask(ask) => ask.run(&VTN),
            Command::CancelRegistration(ask) => ask.run(&VTN),
            Command::Opts(ask) => ask.run(&VTN),
            Command::Contexts(ask) => ask.run(&VTN),
            Command::Context(ask) => ask.run(&VTN),
            Command::Events(ask) => ask.run(&VTN),
            Command::Event(ask) => ask.run(&VTN),
            Command::Change(ask) => ask.run(&VTN),
            Command::Cancel(ask) => ask.run(&VTN),
            Command::Answers(ask) => ask.run(&VTN),
            Command::Reports(ask) => ask.run(&VTN),
            Command::Report(ask) => ask.run(&VTN),
            Command::EndReport(ask) => ask.run(&VTN),
            Command::Readings(ask) => ask.run(&VTN),
        }
    }
}
