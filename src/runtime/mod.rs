//! The one place with sockets, clocks and randomness.
//!
//! Machines (sessions, drivers, the engine) are driven by [`drive`]; what they want done is done by roles here, over
//! bounded queues, so that one sick peer delays nobody (rule 6).

pub mod clock;
mod connections;
pub mod drive;
pub mod explain;
#[cfg(feature = "headend")]
mod follow;
pub mod gateway;
pub mod http_client;
pub mod http_server;
pub mod local;
#[cfg(any(feature = "vtn", feature = "headend"))]
pub mod management;
pub mod modbus;
#[cfg(feature = "demo")]
mod modbus_gate;
#[cfg(feature = "headend")]
mod notify;
#[cfg(feature = "headend")]
mod overload;
#[cfg(feature = "demo")]
pub mod plant;
#[cfg(feature = "demo")]
mod plant_control;
#[cfg(feature = "demo")]
pub mod process;
#[cfg(feature = "headend")]
pub mod serve;
#[cfg(feature = "headend")]
mod serve_desk;
#[cfg(feature = "headend")]
mod serve_management;
pub mod task;
pub mod tls;
#[cfg(feature = "vtn")]
pub mod vtn;

impl From<crate::config::StoreEngine> for crate::store::EngineKind {
    fn from(engine: crate::config::StoreEngine) -> Self {
        match engine {
            crate::config::StoreEngine::Sled => Self::Sled,
            crate::config::StoreEngine::Redb => Self::Redb,
        }
    }
}
