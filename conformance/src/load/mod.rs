//! Many devices at once, as a program of its own: each has a certificate and a connection, polls, and checks what it is told.
//!
//! The program reads a command a line and answers each with a line, so that who drives it can look at the server between two:
//!
//! ```text
//! connect N                     the first N devices have a connection: those without one shake hands
//! poll ROUNDS MS TARGET TEXT    each connected device asks so often, once in so many milliseconds, and must find the text
//! shake N                       N handshakes by the first device, one after the other, each in full
//! resume N                      the same, each resumed
//! close                         every connection is closed
//! ```

mod device;
mod fleet;

pub use device::{Device, Report, read_devices, write_device};
pub use fleet::Fleet;

use crate::connection::Peer;
use std::io::{self, BufRead, Write};

/// Takes as many file descriptors as the system grants, up to `wanted`; how many there are then.
pub fn raise_open_files(wanted: u64) -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let granted = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    match limit.current {
        Some(current) if current < granted => {
            limit.current = Some(granted);
            if setrlimit(Resource::Nofile, limit).is_ok() { granted } else { current }
        }
        current => current.unwrap_or(wanted),
    }
}

/// Carries out the commands of `input` with these devices until it ends.
///
/// # Errors
/// When a command cannot be read, or input or output fail.
pub fn drive(peer: &Peer, devices: Vec<Device>, input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut fleet = Fleet::new(peer.address, devices);
    for line in input.lines() {
        let report = runtime.block_on(carry_out(&mut fleet, &line?))?;
        writeln!(output, "{report}")?;
        output.flush()?;
    }
    Ok(())
}

/// Carries out one command.
///
/// # Errors
/// When it cannot be read.
pub async fn carry_out(fleet: &mut Fleet, line: &str) -> io::Result<Report> {
    let words: Vec<&str> = line.splitn(5, ' ').collect();
    let number = |text: &str| text.parse::<u32>().map_err(|_| bad(line));
    match words[..] {
        ["connect", count] => Ok(fleet.connect(number(count)? as usize).await),
        ["poll", rounds, ms, target, text] => Ok(fleet.poll(number(rounds)?, number(ms)?, target, text).await),
        ["shake", count] => fleet.shake(number(count)?, false).await,
        ["resume", count] => fleet.shake(number(count)?, true).await,
        ["close"] => Ok(fleet.close()),
        _ => Err(bad(line)),
    }
}

fn bad(line: &str) -> io::Error {
    io::Error::other(format!("{line:?} is no command"))
}
