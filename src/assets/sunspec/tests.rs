//! The driver against a device in memory, under virtual time.

mod bench;
mod commands;
mod curves;
mod noise;
mod trouble;
