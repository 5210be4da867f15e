//! `tieline import`: an export into an empty store, of either engine.

use super::Failure;
use crate::config::GatewayConfig;
use crate::store::{Options, Store};
use std::path::PathBuf;

/// Read an export into an empty store: the way to another engine or machine, and back from a backup.
///
/// The file is checked to its end before anything is stored.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The site's configuration; its store is created by its engine.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The file that `tieline export` wrote.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

impl Import {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let config = GatewayConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        let options = Options::new(config.store.engine.into());
        let store = Store::open(&config.store.path, &options).map_err(Failure::work)?;
        let place = |error| Failure::work(format!("{}: {error}", self.from.display()));
        let count = store.import(&self.from).map_err(place)?;
        println!("{}: {count} records and documents", config.store.path.display());
        Ok(())
    }
}
