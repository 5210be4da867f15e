//! The VEN against a scripted VTN under virtual time.

mod events;
mod green_button;
mod history;
mod opts;
mod order;
mod push;
mod reports;
mod restart;
mod vtn;
mod world;
