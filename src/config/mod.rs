//! TOML in, validated settings out.
//!
//! All problems of a file are reported at once, each with file, key and remedy; nothing is bound or opened before the
//! whole file is good. A relative path in a file is relative to that file.

mod gateway;
#[cfg(feature = "headend")]
mod headend;
#[cfg(any(feature = "vtn", feature = "headend"))]
mod management;
#[cfg(feature = "headend")]
mod notifications;
mod oadr2;
mod reader;
mod role;
mod upstream;
#[cfg(feature = "vtn")]
mod vtn;

pub use gateway::{AssetConfig, Driver, GatewayConfig, MeterSign, StoreConfig, StoreEngine};
#[cfg(feature = "headend")]
pub use headend::{AssignmentConfig, DeviceConfig, EnrolmentConfig, EventConfig, ExtensionsConfig, HeadendConfig};
#[cfg(any(feature = "vtn", feature = "headend"))]
pub use management::ManagementConfig;
#[cfg(feature = "headend")]
pub use notifications::{AllowedTarget, NotificationsConfig};
pub use oadr2::{LevelConfig, Oadr2Config, PushConfig};
pub use reader::{ConfigError, Problem, Section, parse_toml, read_toml};
pub use role::Role;
pub use upstream::{Protocol, Sep2Config, TlsFiles, UpstreamConfig};
#[cfg(feature = "vtn")]
pub use vtn::{ContextConfig, ReportConfig, VenEntry, VtnConfig};
