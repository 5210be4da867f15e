//! `tieline export`: the whole store as lines that any version and engine can read back.

use super::Failure;
use crate::config::GatewayConfig;
use crate::store::{EngineKind, Options, Store};
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

/// Write everything in the store to a file: state, readings and audit.
///
/// Stop the gateway first; it holds the store.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The site's configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// The engine that wrote the store, when it is not the configured one.
    #[arg(long, value_name = "ENGINE")]
    engine: Option<EngineKind>,
}

impl Export {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let config = GatewayConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        let engine = self.engine.unwrap_or(config.store.engine.into());
        if !config.store.path.join("FORMAT").exists() {
            return Err(Failure::work(format!("{}: no store is there; nothing exported", config.store.path.display())));
        }
        let store = Store::open(&config.store.path, &Options::new(engine)).map_err(Failure::work)?;
        for notice in store.take_notices() {
            eprintln!("tieline: {notice}");
        }
        let unwritable = |e: std::io::Error| Failure::work(format!("{}: {e}; choose another file", self.to.display()));
        let file = File::create(&self.to).map_err(unwritable)?;
        let kept = file.try_clone().map_err(unwritable)?;
        let count = store.export(BufWriter::new(file)).map_err(Failure::work)?;
        kept.sync_all().map_err(unwritable)?;
        println!("{}: {count} records and documents", self.to.display());
        Ok(())
    }
}
