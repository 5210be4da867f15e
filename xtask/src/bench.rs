//! Runs the benchmarks of `benches/` beside their peers.

use crate::peers::{Missing, Peer, peers_dir};
use crate::{cargo, root};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The gateway as a maker ships it: what is measured of its size and memory is what users get.
const GATEWAY: &str =
    "build --quiet --profile dist --package tieline --bin tieline --no-default-features --features sled,redb";
/// The program as a server's operator builds it, for what it costs to serve.
const SERVER: &str = "build --quiet --profile server --package tieline --bin tieline";
/// What stands around it: the program with everything, and the benchmarks.
const REST: &str = "build --quiet --release --package tieline --package tieline-bench --bins";

/// What stands beside our head-end.
const NGINX: Peer = Peer::Debian { program: "nginx", package: "nginx-light" };

/// Arguments of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// The benchmarks to run, by name or its beginning (`sep2`, `tls.full`); all when none is named.
    names: Vec<String>,
    /// Also write an array of {name, value, unit, peer, peer_value, ratio}.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Bench {
    /// True when every benchmark ran.
    pub(crate) fn run(self) -> Result<bool> {
        eprintln!("building the programs; the profiles `dist` and `server` take some minutes the first time ...");
        for arguments in [GATEWAY, SERVER, REST] {
            if !cargo().args(arguments.split(' ')).status().context("cargo build")?.success() {
                return Ok(false);
            }
        }
        if self.names.is_empty() || self.names.iter().any(|name| name.starts_with("serve")) {
            match NGINX.ensure() {
                Ok(()) => {}
                Err(Missing::Skip(says)) => eprintln!("{says}"),
                Err(Missing::Fail(error)) => eprintln!("nginx: {error:#}"),
            }
        }
        let benches = std::env::current_exe()?.with_file_name("tieline-bench");
        let mut command = Command::new(benches);
        command.args(&self.names).current_dir(root()).env("TIELINE_PEERS", peers_dir());
        if let Some(file) = &self.json {
            command.arg("--json").arg(std::path::absolute(file)?);
        }
        Ok(command.status().context("the benchmarks")?.success())
    }
}
