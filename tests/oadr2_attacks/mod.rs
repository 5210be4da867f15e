//! Suite `oadr2-attacks`: hostile VENs at the real VTN, and a hostile VTN at our VEN, over real sockets. What is hostile is
//! refused by the right code, leaves nothing behind, and the next honest message is served.

mod against_the_ven;
mod documents;
mod editions;
mod forge;
mod hall;
mod identities;
mod letters;
pub mod pki;
mod rogue;
mod signatures;
mod wire;

use std::sync::atomic::{AtomicUsize, Ordering};

static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// Counts attacks that were refused, over all tests: the last line has them all.
fn refused(count: usize) {
    let all = REFUSED.fetch_add(count, Ordering::Relaxed) + count;
    println!("figure: {all} attacks refused");
}
