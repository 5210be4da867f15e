//! `tieline serve`: the head-end that devices and other gateways enrol with.

use super::lab_clock::LabClock;
use super::{Failure, signals};
use crate::assets::sim::day::{DAY_BYTES_MAX, Day};
use crate::config::HeadendConfig;
use crate::headend::Script;
use crate::runtime::serve::{HeadEnd, ServeError};
use std::path::{Path, PathBuf};
use tieline_core::model::UtcSeconds;

/// Serve IEEE 2030.5 to devices until SIGTERM or SIGINT.
///
/// Prints the addresses on which it listens, for devices and for operators (`tieline fleet`). On a signal it ends in order: requests under way get their answers.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The server's configuration; `examples/headend.toml` explains every key.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// A day file whose utility part is carried out as time passes.
    #[arg(long, value_name = "FILE")]
    day: Option<PathBuf>,
    /// When the day begins, Unix seconds of program time; by default the start of the lab clock, or now.
    #[arg(long, hide = true, requires = "day")]
    day_begins: Option<i64>,
    #[command(flatten)]
    lab: LabClock,
}

impl Serve {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let config = HeadendConfig::load(&self.config).map_err(|error| Failure::Usage(error.lines()))?;
        let clock = self.lab.clock();
        let begins = self.day_begins.or(self.lab.epoch.map(|ms| ms.div_euclid(1_000)));
        let begins = begins.map_or_else(|| clock.now().wall.to_seconds(), UtcSeconds);
        let day = self.day.as_deref().map(load_day).transpose()?;
        let script = day.map(|day| Script::of_day(&day.name, &day.utility, begins));
        super::runtime()?.block_on(async {
            let mut signals = signals()?;
            let headend = HeadEnd::start(config, clock, script).await.map_err(failure)?;
            println!("listening on {}", headend.address());
            if let Some(management) = headend.management() {
                println!("management on {management}");
            }
            signals.wait().await;
            tracing::info!("ending in order");
            headend.shut_down().await;
            Ok(())
        })
    }
}

fn failure(error: ServeError) -> Failure {
    match error.is_configuration() {
        true => Failure::usage(error),
        false => Failure::work(error),
    }
}

fn load_day(file: &Path) -> Result<Day, Failure> {
    let cannot =
        |says: String| Failure::usage(format!("{}: {says}; give a day file such as examples/day.toml", file.display()));
    let length = std::fs::metadata(file).map_err(|error| cannot(error.to_string()))?.len();
    if length > DAY_BYTES_MAX {
        return Err(cannot(format!("has {length} bytes, at most {DAY_BYTES_MAX} are read")));
    }
    let text = std::fs::read_to_string(file).map_err(|error| cannot(error.to_string()))?;
    Day::from_toml(&text).map_err(|error| cannot(error.to_string()))
}
