//! A configuration file may hold anything: the answer is settings or a list of problems.
#![no_main]

use std::path::Path;
use tieline::config::GatewayConfig;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(error) = GatewayConfig::parse(Path::new("fuzz.toml"), text) {
        assert!(!error.lines().is_empty());
    }
});
