//! The programs that are measured, as `cargo xtask bench` builds them beside us.

use std::io;
use std::path::PathBuf;

/// The gateway as a maker ships it: profile `dist`, without the features that are no part of it.
pub(crate) fn gateway() -> io::Result<PathBuf> {
    built("dist/tieline", "cargo build --profile dist --no-default-features --features sled,redb")
}

/// The program as a server's operator builds it.
pub(crate) fn server() -> io::Result<PathBuf> {
    built("server/tieline", "cargo build --profile server --bin tieline")
}

/// The program with everything in it, that plays utility and plant.
pub(crate) fn whole() -> io::Result<PathBuf> {
    built("release/tieline", "cargo build --release --bin tieline")
}

fn built(path: &str, command: &str) -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let program = own.ancestors().nth(2).unwrap_or(&own).join(path);
    let missing = || io::Error::other(format!("build it first: {command}"));
    program.is_file().then_some(program).ok_or_else(missing)
}
