//! The session against a scripted server under virtual time.

mod groups;
mod lists;
mod registration;
mod server;
mod sick;
mod thread;
mod up;
mod world;
