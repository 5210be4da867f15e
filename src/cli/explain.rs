//! `tieline explain`: why an asset does what it does.

use super::Failure;
use super::place::{Place, parse_time};
use crate::runtime::explain::explain;
use crate::runtime::local::{Question, ask};
use crate::store::{EngineKind, Error, Explanation, Options, Store};
use std::path::Path;
use tieline_core::model::{AssetId, Millis, SiteId};

/// Print the chain behind an asset's setpoint: event, program, rule, share, register writes, read-back.
///
/// While a gateway runs on the state folder, it is asked; otherwise the folder is read. With neither --config nor
/// --state it is site.toml in the current folder, or else the last demo that ran here.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The asset, as the configuration names it.
    #[arg(long)]
    asset: AssetId,
    /// The time to explain, such as 2026-11-23T10:00:00Z or Unix seconds; the latest decision when absent.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    at: Option<i64>,
    #[command(flatten)]
    place: Place,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let (state, engine, site) = self.place.find()?;
        let question = Question::Explain { asset: self.asset.clone(), at: self.at };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::work)?;
        let explanation = match runtime.block_on(ask(&state, &question)).map_err(Failure::work)? {
            Some(answer) => serde_json::from_value(answer).map_err(Failure::work)?,
            None => self.read(&state, engine, site)?,
        };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&explanation).map_err(Failure::work)?);
        } else {
            print!("{explanation}");
        }
        Ok(())
    }

    fn read(&self, state: &Path, engine: Option<EngineKind>, site: Option<SiteId>) -> Result<Explanation, Failure> {
        let place = |error: crate::store::Error| Failure::work(format!("{}: {error}", state.display()));
        let store = match Store::open(state, &Options::new(engine.unwrap_or(EngineKind::Sled))) {
            Err(Error::OtherEngine { found, .. }) => Store::open(state, &Options::new(found)),
            opened => opened,
        };
        let store = store.map_err(place)?;
        let site = match site {
            Some(site) => site,
            None => store.first_site().map_err(place)?.ok_or_else(|| {
                Failure::work(format!("{}: no decision is stored there; run the gateway first", state.display()))
            })?,
        };
        let at = self.at.map(|seconds| Millis(seconds.saturating_mul(1_000)));
        explain(&store, &site, &self.asset, at).map_err(place)
    }
}
