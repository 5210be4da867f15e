//! `tieline plant`: the simulated site, a process of its own with a log of its own.

use super::Failure;
use crate::assets::sim::day::{DAY_BYTES_MAX, Day};
use crate::runtime::clock::{self, Clock};
use crate::runtime::plant::{self, Options};
use clap::Args;
use std::path::{Path, PathBuf};
use tieline_core::model::{Millis, UtcSeconds};

/// Runs a simulated site: SunSpec devices over Modbus TCP on 127.0.0.1, with physics and faults.
#[derive(Debug, Args)]
pub struct Plant {
    /// Day to play: a TOML file, `demo`, or `random:SEED`.
    #[arg(long, value_name = "FILE", default_value = "demo")]
    pub day: String,
    /// Seed of clouds, noise and random waits.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Where to write the ports as JSON once all of them listen.
    #[arg(long, value_name = "FILE")]
    pub port_file: Option<PathBuf>,
    /// Where to write the log, a JSON line a row.
    #[arg(long = "plant-log", id = "plant-log", value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Seconds of program time in a second.
    #[arg(long, value_name = "X", default_value_t = 1)]
    pub speed: u32,
    /// Ends after so many seconds of program time.
    #[arg(long, value_name = "N")]
    pub seconds: Option<u32>,
    /// Program time at the start of the day, in seconds since 1970; now unless given.
    #[arg(long, value_name = "UNIXSECONDS")]
    pub epoch: Option<i64>,
    /// Host time, in milliseconds since 1970, at which program time is the epoch; now unless given.
    #[arg(long, value_name = "UNIXMILLIS")]
    pub epoch_at: Option<i64>,
    /// First of the ports: the day's devices in their order, the meter, the control port; free ones unless given.
    #[arg(long, value_name = "PORT")]
    pub base_port: Option<u16>,
    /// Prints the day as TOML and ends.
    #[arg(long)]
    pub print: bool,
}

impl Plant {
    /// Plays the day until its end, `--seconds` or a signal.
    pub fn run(self) -> Result<(), Failure> {
        let day = load_day(&self.day)?;
        if self.print {
            print!("{}", day.to_toml().map_err(Failure::work)?);
            return Ok(());
        }
        let at = self.epoch_at.map_or_else(clock::host_wall, Millis);
        let epoch = self.epoch.map_or(at, |epoch| UtcSeconds(epoch).to_millis());
        let options = Options {
            day,
            seed: self.seed,
            epoch,
            clock: Clock::aligned(epoch, at, self.speed),
            log: self.log,
            port_file: self.port_file,
            base_port: self.base_port,
            seconds: self.seconds,
        };
        super::runtime()?.block_on(plant::run(options)).map_err(Failure::work)
    }
}

/// The day that `--day` names: a file, `demo` or `random:SEED`.
pub fn load_day(name: &str) -> Result<Day, Failure> {
    if name == "demo" {
        return Ok(Day::demo());
    }
    if let Some(seed) = name.strip_prefix("random:") {
        let seed = seed.parse().map_err(|_| Failure::usage(format!("--day {name}: the seed is a whole number")))?;
        return Ok(Day::random(seed));
    }
    let cannot = |says: &dyn std::fmt::Display| Failure::usage(format!("--day {name}: {says}"));
    let path = Path::new(name);
    let length = std::fs::metadata(path).map_err(|error| cannot(&error))?.len();
    if length > DAY_BYTES_MAX {
        return Err(cannot(&"the day file is longer than 1 MiB"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
    Day::from_toml(&text).map_err(|error| cannot(&error))
}
