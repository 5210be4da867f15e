//! `tieline fleet`: the administration of the head-end.
//!
//! Each command but `openapi` asks the management API of a running head-end, whose rules are the server's: what is asked
//! here is sent as it is, and what is answered is shown.

mod by_address;
mod controls;
mod devices;
mod enrol;
mod follow;
mod grants;
mod groups;
mod letters;
mod programs;
mod rows;
mod server;
#[cfg(test)]
mod tests;
mod told;

use super::Failure;
use super::api::server::print;
use super::api::{Administered, Ask};
use crate::config::HeadendConfig;
use clap::Subcommand;

/// The head-end as what is administered.
const HEAD_END: Administered = Administered {
    name: "head-end",
    config: "headend.toml",
    serve: "tieline serve",
    load: |file| HeadendConfig::load(file).map(|config| config.management),
};

/// The head-end's fleet: devices, groups, programs, controls, and what devices have answered.
///
/// Commands ask the management API of a running `tieline serve`, that of headend.toml in the current folder unless
/// --config or --at name another. They print a table for people, or with --json what the API has answered. Exit status: 0
/// done, 1 refused or no server, 2 bad usage. docs/fleet-management.md has an example of each.
#[derive(Debug, clap::Args)]
pub struct Fleet {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Count devices, programs and controls.
    Status(Ask<server::Status>),
    /// List the devices, or show one.
    Devices(Ask<devices::Devices>),
    Enrol(enrol::Enrol),
    /// Change what was entered of a device: PIN, rate of its posts, groups, whether it is an aggregator.
    Change(Ask<devices::Change>),
    /// End a device's enrolment and forget what it has sent.
    Remove(Ask<devices::Remove>),
    /// Deny an identity, enrolled or not: its connections are cut, and it is served nothing.
    Deny(Ask<devices::Deny>),
    /// Take a denial back.
    Allow(Ask<devices::Allow>),
    /// List the denied identities.
    Denied(Ask<devices::Denied>),
    /// Let an aggregator act for devices: read and write what is below them, and answer for them.
    Grant(Ask<grants::Grant>),
    /// Take grants back; from the next request on the devices are not there for the aggregator.
    Revoke(Ask<grants::Revoke>),
    /// List what an aggregator acts for.
    Grants(Ask<grants::Grants>),
    /// List the groups (function set assignments), or show one.
    Groups(Ask<groups::Groups>),
    /// Make a group, or give it other programs.
    Group(Ask<groups::Group>),
    /// Take devices into a group.
    Assign(Ask<groups::Assign>),
    /// Take devices out of a group.
    Unassign(Ask<groups::Unassign>),
    /// List the programs, or show one.
    Programs(Ask<programs::Programs>),
    /// Make a program, or change rank and description of one.
    Program(Ask<programs::Program>),
    /// Show what holds in a program while no control does.
    Default(Ask<programs::ShowDefault>),
    /// Set what holds in a program while no control does, or remove it.
    SetDefault(Ask<programs::SetDefault>),
    /// List the curves of a program.
    Curves(Ask<programs::Curves>),
    /// Make a curve that controls of a program can name.
    Curve(Ask<programs::Curve>),
    /// List the controls of a program with how they stand and their counted responses, or show one.
    Controls(Ask<controls::Controls>),
    /// Make a control, from a file or from flags.
    ///
    /// `tieline fleet control PROGRAM --set opModExpLimW=1500 --in 60 --for 3600` limits the export of every device of the
    /// program to 1.5 kW, in a minute, for an hour. A file has the JSON that POST .../controls takes; `tieline fleet openapi`
    /// describes it.
    Control(Ask<controls::NewControl>),
    /// Make a control of the same modes in the place of one: it supersedes that from its start on.
    Replace(Ask<controls::Replace>),
    /// Cancel a control; devices learn of it at their next poll.
    Cancel(Ask<controls::Cancel>),
    /// Show who has answered a control, and who has not.
    Responses(Ask<controls::Responses>),
    /// List the types of tariffs, messages, demand response, files, billing, prepayment and flow reservations with their
    /// addresses, or the documents at an address.
    Documents(Ask<by_address::Documents>),
    /// Make a document in a list, from a file of XML.
    Make(Ask<by_address::Make>),
    /// Set the document at an address, from a file of XML.
    Set(Ask<by_address::Set>),
    /// Cancel the event at an address; devices learn of it at their next poll.
    CancelAt(Ask<by_address::Cancel>),
    /// Remove the document at an address with all that is below it.
    RemoveAt(Ask<by_address::Remove>),
    Content(by_address::Content),
    /// Show what a device has answered, to all controls.
    Answers(Ask<told::Answers>),
    /// List the mirrors of a device: the series of readings that it posts.
    Mirrors(Ask<told::Mirrors>),
    /// Show the readings of a mirror, in the order of time.
    Readings(Ask<told::Readings>),
    /// List a device's log events.
    Logs(Ask<told::Logs>),
    /// List a device's subscriptions.
    Subscriptions(Ask<letters::Subscriptions>),
    /// List the notifications that were given up.
    DeadLetters(Ask<letters::DeadLetters>),
    /// Send a notification that was given up again, or all of them.
    Resend(Ask<letters::Resend>),
    /// Throw a notification that was given up away, or all of them.
    Discard(Ask<letters::Discard>),
    Follow(follow::Follow),
    /// Show the rates of polls and posts, or change them while running.
    Rates(Ask<server::Rates>),
    /// Show the server's clock; in a laboratory (lab = true), set it.
    Clock(Ask<server::Clock>),
    /// Show what devices are told of local time, or change it while running.
    TimeZone(Ask<server::TimeZone>),
    /// Print the description of the management API, OpenAPI 3.1; needs no server.
    Openapi,
}

impl Fleet {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Status(ask) => ask.run(&HEAD_END),
            Command::Devices(ask) => ask.run(&HEAD_END),
            Command::Enrol(enrol) => enrol.run(),
            Command::Change(ask) => ask.run(&HEAD_END),
            Command::Remove(ask) => ask.run(&HEAD_END),
            Command::Deny(ask) => ask.run(&HEAD_END),
            Command::Allow(ask) => ask.run(&HEAD_END),
            Command::Denied(ask) => ask.run(&HEAD_END),
            Command::Grant(ask) => ask.run(&HEAD_END),
            Command::Revoke(ask) => ask.run(&HEAD_END),
            Command::Grants(ask) => ask.run(&HEAD_END),
            Command::Groups(ask) => ask.run(&HEAD_END),
            Command::Group(ask) => ask.run(&HEAD_END),
            Command::Assign(ask) => ask.run(&HEAD_END),
            Command::Unassign(ask) => ask.run(&HEAD_END),
            Command::Programs(ask) => ask.run(&HEAD_END),
            Command::Program(ask) => ask.run(&HEAD_END),
            Command::Default(ask) => ask.run(&HEAD_END),
            Command::SetDefault(ask) => ask.run(&HEAD_END),
            Command::Curves(ask) => ask.run(&HEAD_END),
            Command::Curve(ask) => ask.run(&HEAD_END),
            Command::Controls(ask) => ask.run(&HEAD_END),
            Command::Control(ask) => ask.run(&HEAD_END),
            Command::Replace(ask) => ask.run(&HEAD_END),
            Command::Cancel(ask) => ask.run(&HEAD_END),
            Command::Responses(ask) => ask.run(&HEAD_END),
            Command::Documents(ask) => ask.run(&HEAD_END),
            Command::Make(ask) => ask.run(&HEAD_END),
            Command::Set(ask) => ask.run(&HEAD_END),
            Command::CancelAt(ask) => ask.run(&HEAD_END),
            Command::RemoveAt(ask) => ask.run(&HEAD_END),
            Command::Content(content) => content.run(),
            Command::Answers(ask) => ask.run(&HEAD_END),
            Command::Mirrors(ask) => ask.run(&HEAD_END),
            Command::Readings(ask) => ask.run(&HEAD_END),
            Command::Logs(ask) => ask.run(&HEAD_END),
            Command::Subscriptions(ask) => ask.run(&HEAD_END),
            Command::DeadLetters(ask) => ask.run(&HEAD_END),
            Command::Resend(ask) => ask.run(&HEAD_END),
            Command::Discard(ask) => ask.run(&HEAD_END),
            Command::Follow(follow) => follow.run(),
            Command::Rates(ask) => ask.run(&HEAD_END),
            Command::Clock(ask) => ask.run(&HEAD_END),
            Command::TimeZone(ask) => ask.run(&HEAD_END),
            Command::Openapi => print(crate::admin::headend::OPENAPI.as_bytes()),
        }
    }
}
