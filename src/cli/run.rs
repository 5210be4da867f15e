//! `tieline run`: the gateway of one site.

use super::lab_clock::LabClock;
use super::{Failure, signals};
use crate::config::GatewayConfig;
use crate::runtime::gateway::Gateway;
use std::path::PathBuf;

/// Run the gateway of one site until SIGTERM or SIGINT.
///
/// On a signal it ends in order: no lease is renewed any more, so each device falls back to its own reversion; what was
/// measured is stored; what is not yet delivered waits in the store for the next start.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The site's configuration; `examples/site.toml` explains every key.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Write the gateway's counters here at its end, as JSON.
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,
    #[command(flatten)]
    lab: LabClock,
}

impl Run {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let config = GatewayConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        let runtime = super::runtime()?;
        runtime.block_on(async {
            let mut signals = signals()?;
            let gateway = Gateway::start(config, self.lab.clock()).await.map_err(|error| match error {
                error if error.is_configuration() => Failure::usage(error),
                error => Failure::work(error),
            })?;
            signals.wait().await;
            tracing::info!("ending in order");
            let figures = gateway.shut_down().await;
            match self.figures {
                None => Ok(()),
                Some(file) => serde_json::to_vec(&figures)
                    .map_err(std::io::Error::other)
                    .and_then(|json| std::fs::write(&file, json))
                    .map_err(|error| Failure::work(format!("{}: {error}", file.display()))),
            }
        })
    }
}
