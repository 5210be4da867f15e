//! End to end: the built binary against real peers. One test binary, a module a suite.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may fail loudly and read clocks"
)]

mod bad_input;
mod closed_loop;
mod crash;
mod csip_comm;
mod damage;
mod dead_hand;
mod demo;
mod house;
mod http_over_ccm8;
mod kill;
mod pki_command;
mod plant;
mod plant_truth;
mod primacy_at_the_meter;
mod py20305;
mod report_is_true;
mod store;
mod sunspec;
mod unseen_day;
