//! `tieline check`: tells whether a configuration would run, without binding or contacting anything.

use super::Failure;
use crate::config::GatewayConfig;
use crate::runtime::clock::Clock;
use crate::runtime::gateway::check_trust;
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
        let problems = check_trust(&config, Clock::host().now());
        if !problems.is_empty() {
            let file = self.config.display();
            return Err(Failure::Usage(problems.iter().map(|problem| format!("{file}: {problem}")).collect()));
        }
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
