//! The one place where wire types become what the VEN works with, and back.

mod green_button;
mod hear;
mod say;

pub(super) use hear::read;
pub(super) use say::{cancel_opt, opt_for, poll, query, register, register_reports, reply, request_events, update};
