//! The session against a scripted server under virtual time.

mod server;
mod thread;
mod world;
