//! A configuration file may hold anything: the answer is settings or a list of problems, for the gateway and the server.
#![no_main]

use std::path::Path;
use tieline::config::{GatewayConfig, HeadendConfig};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(error) = GatewayConfig::parse(Path::new("fuzz.toml"), text) {
        assert!(!error.lines().is_empty());
    }
    if let Err(error) = HeadendConfig::parse(Path::new("fuzz.toml"), text) {
        assert!(!error.lines().is_empty());
    }
});
