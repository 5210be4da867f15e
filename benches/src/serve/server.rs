//! `tieline serve` as a process, and what the kernel says of a process.

use super::Result;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tieline::runtime::process::Process;

/// Until it listens; a store of a million devices is opened before.
const READY: Duration = Duration::from_secs(120);
const PATIENCE: Duration = Duration::from_secs(60);

/// A head-end that listens.
pub(super) struct Server {
    process: Process,
    address: SocketAddr,
}

impl Server {
    /// With the configuration `headend.toml` of a folder.
    pub(super) fn start(dir: &Path) -> Result<Self> {
        let log = dir.join("serve.log");
        let _ = fs::remove_file(&log);
        let args = ["serve", "--config", "headend.toml", "--log-level", "warn"].map(str::to_owned);
        let mut process = Process::start_in(dir, "tieline", &crate::program::whole()?, &args, &log)?;
        let address = process.says("listening on ", READY)?.trim().parse()?;
        Ok(Self { process, address })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where operators reach it.
    pub(super) fn management(&mut self) -> Result<String> {
        Ok(self.process.says("management on ", PATIENCE)?.trim().to_owned())
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    pub(super) fn end(mut self) -> Result<()> {
        self.process.terminate(PATIENCE)?;
        Ok(())
    }
}

/// What a process has spent so far, threads that have ended included; in hundredths of a second.
pub(super) fn cpu(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The program's name may hold spaces; it ends with the last bracket.
    let rest = stat.rsplit_once(')').ok_or("no stat")?.1;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    let ticks = ticks.sum::<std::result::Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

/// Its resident memory in units of 1,000 bytes.
pub(super) fn rss_kb(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1_024 / 1_000)
}
