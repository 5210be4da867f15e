//! `tieline explain`: why an asset does what it does.

use super::Failure;
use crate::config::GatewayConfig;
use crate::runtime::local::{Question, ask};
use crate::store::{EngineKind, Error, Explanation, Options, Store};
use std::path::{Path, PathBuf};
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
    /// The site's configuration.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The state folder, where there is no configuration.
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    state: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Configurations that are looked for in the current folder: a site's, then that of a demo.
const USUAL: [&str; 2] = ["site.toml", ".tieline/demo/gateway/site.toml"];

fn usual_place() -> Option<&'static Path> {
    USUAL.into_iter().map(Path::new).find(|file| file.exists())
}

/// Unix seconds of a time as people write it.
fn parse_time(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    text.parse::<jiff::Timestamp>().map(|time| time.as_second()).map_err(|error| error.to_string())
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let (state, engine, site) = self.place()?;
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

    /// State folder, engine and site, from the configuration or from the folder itself.
    fn place(&self) -> Result<(PathBuf, Option<EngineKind>, Option<SiteId>), Failure> {
        if let Some(state) = &self.state {
            return Ok((state.clone(), None, None));
        }
        let file = self.config.as_deref().or_else(|| usual_place()).ok_or_else(|| {
            Failure::usage(format!(
                "neither {} nor {} is here; name one with --config, or the gateway's folder with --state",
                USUAL[0], USUAL[1]
            ))
        })?;
        let config = GatewayConfig::load(file).map_err(|error| Failure::Usage(error.lines()))?;
        let engine = EngineKind::from(config.store.engine);
        Ok((config.store.path, Some(engine), Some(config.site)))
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
        Explanation::read(&store, &site, &self.asset, at).map_err(place)
    }
}
