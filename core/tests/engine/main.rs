//! The engine from outside: rules 3 and 11, the events of CSIP's procedures, dispatch.

mod closed_loop;
mod csip;
mod dispatch;
mod life;
mod properties;
mod rig;
mod rule11;
mod rule3;
mod storm;
