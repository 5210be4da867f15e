//! End to end: the built binary against real peers. One test binary, a module a suite.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests may fail loudly and read clocks"
)]

mod bad_input;
mod cactus;
mod closed_loop;
mod crash;
mod csip_comm;
mod csip_server;
mod damage;
mod dead_hand;
mod demo;
mod demo_openadr;
mod fleet_commands;
mod headend_documents;
mod house;
mod http_over_ccm8;
mod isolation;
mod kill;
mod kill_serve;
mod lab;
mod load;
mod notifications;
mod oadr2_attacks;
mod oadr2_order;
mod oadr2_rules;
mod openadr_push;
mod openleadr;
mod pki_command;
mod plant;
mod plant_truth;
mod primacy_at_the_meter;
mod py20305;
mod report_is_true;
mod shared_commits;
mod store;
mod sunspec;
mod two_protocols;
mod unseen_day;
mod vtn_commands;
mod vtn_process;
