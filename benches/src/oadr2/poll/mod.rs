//! `oadr2.poll` and `oadr2.poll_signed`: what an empty OadrPoll costs the VTN, ours beside openleadr's.
//!
//! Sixteen VENs with a kept connection each poll one VTN and then the other, by turns: over plain HTTP, and over mutual TLS with
//! signed messages. The cost is the CPU time of the VTN's process, of all its threads; what the VENs spend does not count.
//! Each answer is checked.

mod fleet;
mod pki;
mod ven;
mod vtn;

use crate::row::Row;
use fleet::Fleet;
use pki::Pki;
use std::error::Error;
use vtn::Vtn;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const PEER: &str = "openleadr 0.5.36 VTN";
/// Ours and the peer's by turns, so that a noisy neighbour meets both.
const ROUNDS: u32 = 4;

/// How VENs and VTN speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Plain,
    /// Over mutual TLS, each message signed.
    Signed,
}

/// Polls of one round.
#[derive(Debug, Clone, Copy)]
struct Count {
    ours: u32,
    peer: u32,
}

/// Measures both; without the peer there is no figure.
pub(crate) fn run() -> Vec<Row> {
    let plain = measure("oadr2.poll", Link::Plain, Count { ours: 5_000, peer: 750 });
    let signed = measure("oadr2.poll_signed", Link::Signed, Count { ours: 2_000, peer: 400 });
    [("oadr2.poll", plain), ("oadr2.poll_signed", signed)].into_iter().filter_map(row).collect()
}

fn row((name, measured): (&'static str, Result<Row>)) -> Option<Row> {
    measured.inspect_err(|cause| eprintln!("{name}: {cause}")).ok()
}

fn measure(name: &'static str, link: Link, count: Count) -> Result<Row> {
    // Not in /tmp, which may be memory: our VTN keeps what it knows.
    let dir = tempfile::tempdir_in(crate::program::server()?.parent().ok_or("no folder")?)?;
    let pki = Pki::write(dir.path())?;
    let sides = [(Vtn::ours(dir.path(), link, &pki)?, count.ours), (Vtn::openleadr(dir.path(), link)?, count.peer)];
    let mut fleets = Vec::new();
    for (vtn, polls) in &sides {
        let mut fleet = Fleet::register(vtn, link, &pki)?;
        fleet.poll(polls.div_ceil(2))?;
        fleets.push((fleet, vtn, *polls, 0.0));
    }
    for _ in 0..ROUNDS {
        for (fleet, vtn, polls, spent_us) in &mut fleets {
            let before = vtn.cpu()?;
            fleet.poll(*polls)?;
            *spent_us += vtn.cpu()?.saturating_sub(before).as_secs_f64() * 1e6 / f64::from(*polls * ROUNDS);
        }
    }
    Ok(Row::cost(name, fleets[0].3, "us", PEER, fleets[1].3))
}
