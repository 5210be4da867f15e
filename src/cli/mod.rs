//! The command line: one file a subcommand.

use std::process::ExitCode;

/// Runs the command that the arguments name. Exit status: 0 success, 1 failure at work, 2 bad usage or configuration.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
