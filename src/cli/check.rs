//! `tieline check`: tells whether a configuration would run, without binding or opening anything.

use super::Failure;
use crate::config::GatewayConfig;
use std::path::PathBuf;

/// Check a configuration and everything that it names, without starting anything.
///
/// Prints one line a problem (file, key, what to do) and ends with status 2, or a summary and 0.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The site's configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

impl Check {
    /// Runs the check.
    pub fn run(self) -> Result<(), Failure> {
        let config = GatewayConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        println!(
            "{}: site {}, {} upstreams, {} assets: good",
            self.config.display(),
            config.site,
            config.upstreams.len(),
            config.assets.len()
        );
        Ok(())
    }
}
