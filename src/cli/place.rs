//! Where a gateway keeps its state, for commands that ask it or read it.

use super::Failure;
use crate::config::GatewayConfig;
use crate::store::EngineKind;
use std::path::{Path, PathBuf};
use tieline_core::model::SiteId;

/// The gateway that is meant.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The site's configuration.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The state folder, where there is no configuration.
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    state: Option<PathBuf>,
}

/// Configurations that are looked for in the current folder: a site's, then that of a demo.
const USUAL: [&str; 2] = ["site.toml", ".tieline/demo/gateway/site.toml"];

fn usual_place() -> Option<&'static Path> {
    USUAL.into_iter().map(Path::new).find(|file| file.exists())
}

impl Place {
    /// State folder, engine and site, from the configuration or from the folder itself.
    pub(super) fn find(&self) -> Result<(PathBuf, Option<EngineKind>, Option<SiteId>), Failure> {
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
}

/// Unix seconds of a time as people write it.
pub(super) fn parse_time(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    text.parse::<jiff::Timestamp>().map(|time| time.as_second()).map_err(|error| error.to_string())
}
