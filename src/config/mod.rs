//! TOML in, validated settings out.
//!
//! All problems of a file are reported at once, each with file, key and remedy; nothing is bound or opened before the
//! whole file is good. A relative path in a file is relative to that file.

mod gateway;
mod headend;
mod reader;

pub use gateway::{AssetConfig, Driver, GatewayConfig, MeterSign, StoreConfig, StoreEngine, UpstreamConfig};
pub use headend::{AssignmentConfig, DeviceConfig, EnrolmentConfig, EventConfig, ExtensionsConfig, HeadendConfig};
pub use reader::{ConfigError, Problem, Section, parse_toml, read_toml};
