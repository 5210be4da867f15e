//! Management APIs: what operators and their programs ask of the servers, without I/O.
//!
//! Each API is a folder with a table of routes and a description in OpenAPI 3.1 that tests hold to the table. What they
//! share is here: targets, bodies, answers, refusals.

mod body;
#[cfg(test)]
mod described;
#[cfg(feature = "headend")]
pub mod headend;
mod instant;
mod problem;
mod reply;
mod route;
mod target;
#[cfg(feature = "vtn")]
pub mod vtn;

pub use problem::{problem, unauthorized};
pub use target::encode_part;
