//! The VTN under virtual time: messages as bytes, documents as they are committed.

mod events;
mod profile;
mod registration;
mod reports;
mod world;
