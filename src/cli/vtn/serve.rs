//! `tieline vtn serve`: the OpenADR 2.0b VTN.

use crate::cli::lab_clock::LabClock;
use crate::cli::{Failure, runtime, signals};
use crate::config::VtnConfig;
use crate::runtime::vtn::{VtnError, VtnServer};
use std::path::PathBuf;

/// Serve OpenADR 2.0b to VENs until SIGTERM or SIGINT.
///
/// Prints the addresses on which it listens, for VENs and for operators. On a signal it ends in order: requests under way
/// get their answers.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The VTN's configuration; `examples/vtn.toml` explains every key.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    #[command(flatten)]
    lab: LabClock,
}

impl Serve {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let config = VtnConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        let clock = self.lab.clock();
        runtime()?.block_on(async {
            let mut signals = signals()?;
            let vtn = VtnServer::start(config, clock).await.map_err(failure)?;
            println!("listening on {}", vtn.address());
            println!("management on {}", vtn.management());
            signals.wait().await;
            tracing::info!("ending in order");
            vtn.shut_down().await;
            Ok(())
        })
    }
}

fn failure(error: VtnError) -> Failure {
    match error.is_configuration() {
        true => Failure::usage(error),
        false => Failure::work(error),
    }
}
