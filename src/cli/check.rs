//! `tieline check`: tells whether a configuration would run, without binding or contacting anything.

use super::Failure;
use crate::config::{GatewayConfig, Role};
use crate::runtime::clock::Clock;
use crate::runtime::gateway::check_trust;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Check a configuration and everything that it names, without starting anything.
///
/// Takes that of a gateway, of a head-end (it has a section server) or of a VTN (it has a section vtn). Prints one line a
/// problem (file, key, what to do) and ends with status 2, or a summary and 0.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

impl Check {
    /// Runs the check.
    pub fn run(self) -> Result<(), Failure> {
        let summary = match Role::of(&self.config) {
            Role::Gateway => gateway(&self.config),
            Role::HeadEnd => headend(&self.config),
            Role::Vtn => vtn(&self.config),
        }?;
        println!("{}: {summary}: good", self.config.display());
        Ok(())
    }
}

fn gateway(file: &Path) -> Result<String, Failure> {
    let config = GatewayConfig::load(file).map_err(|error| Failure::Usage(error.lines()))?;
    none_of(file, &check_trust(&config, Clock::host().now()))?;
    let (upstreams, assets) = (config.upstreams.len(), config.assets.len());
    Ok(format!("site {}, {upstreams} upstreams, {assets} assets", config.site))
}

#[cfg(feature = "headend")]
fn headend(file: &Path) -> Result<String, Failure> {
    let config = crate::config::HeadendConfig::load(file).map_err(|error| Failure::Usage(error.lines()))?;
    none_of(file, &crate::runtime::serve::check_trust(&config))?;
    let (devices, programs) = (config.devices.len(), config.programs.len());
    Ok(format!("head-end at {}, {devices} devices, {programs} programs", config.listen))
}

#[cfg(not(feature = "headend"))]
fn headend(_: &Path) -> Result<String, Failure> {
    Err(Failure::usage("this build has no head-end; build with --features headend"))
}

#[cfg(feature = "vtn")]
fn vtn(file: &Path) -> Result<String, Failure> {
    let config = crate::config::VtnConfig::load(file).map_err(|error| Failure::Usage(error.lines()))?;
    none_of(file, &crate::runtime::vtn::check_trust(&config))?;
    Ok(format!("VTN {} at {}, {} VENs", config.id, config.listen, config.vens.len()))
}

#[cfg(not(feature = "vtn"))]
fn vtn(_: &Path) -> Result<String, Failure> {
    Err(Failure::usage("this build has no VTN; build with --features vtn"))
}

fn none_of(file: &Path, problems: &[impl Display]) -> Result<(), Failure> {
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::Usage(problems.iter().map(|problem| format!("{}: {problem}", file.display())).collect())),
    }
}
