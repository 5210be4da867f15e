//! The one place with sockets, clocks and randomness.
//!
//! Machines (sessions, drivers, the engine) are driven by [`drive`]; what they want done is done by roles here, over
//! bounded queues, so that one sick peer delays nobody (rule 6).

pub mod clock;
pub mod drive;
pub mod gateway;
pub mod http_client;
pub mod http_server;
pub mod local;
pub mod modbus;
mod modbus_gate;
pub mod plant;
mod plant_control;
pub mod process;
pub mod serve;
pub mod task;
pub mod tls;

impl From<crate::config::StoreEngine> for crate::store::EngineKind {
    fn from(engine: crate::config::StoreEngine) -> Self {
        match engine {
            crate::config::StoreEngine::Sled => Self::Sled,
            crate::config::StoreEngine::Redb => Self::Redb,
        }
    }
}
