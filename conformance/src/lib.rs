//! Reference peers, procedures and verdicts; black-box: nothing of the gateway is known here.
//!
//! A procedure drives a peer over real connections and gives a [`Verdict`] with evidence, one a case. A case that could
//! not be run is never a pass.

mod client;
pub mod comm;
mod connection;
pub mod csip;
pub mod load;
pub mod oadr2;
mod receiver;
mod verdict;

pub use client::{Answer, Client, Request};
pub use connection::{Attempt, Peer};
pub use receiver::{Manner, Received, Receiver};
pub use verdict::{Outcome, Verdict, junit};
