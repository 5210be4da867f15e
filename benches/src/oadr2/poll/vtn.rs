//! The two VTNs, each a process of its own.

use super::fleet::VENS;
use super::pki::Pki;
use super::{Link, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline::runtime::process::Process;

const SCRIPT: &str = include_str!("openleadr_vtn.py");
const PATIENCE: Duration = Duration::from_secs(60);

/// A VTN that listens.
pub(super) struct Vtn {
    process: Process,
    port: u16,
}

impl Vtn {
    /// `tieline vtn serve` with every VEN enrolled.
    pub(super) fn ours(dir: &Path, link: Link, pki: &Pki) -> Result<Self> {
        let trust = match link {
            Link::Plain => "lab = true\n",
            Link::Signed => "certificate = \"vtn.pem\"\nkey = \"vtn.key\"\nroots = \"root.pem\"\nsign = true\n",
        };
        let mut config = format!(
            "[vtn]\nid = \"vtn\"\nlisten = \"127.0.0.1:0\"\n{trust}enrolment = \"closed\"\n\
             [management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"token\"\n[store]\npath = \"state\"\n"
        );
        for (number, party) in (0..VENS).zip(&pki.vens) {
            config.push_str(&format!("[[ven]]\nid = \"ven-{number}\"\nname = \"ven-{number}\"\n"));
            if link == Link::Signed {
                config.push_str(&format!("fingerprint = \"{}\"\n", party.fingerprint()));
            }
        }
        fs::write(dir.join("token"), "0123456789abcdef0123456789abcdef\n")?;
        fs::write(dir.join("vtn.toml"), config)?;
        let args = ["vtn", "serve", "--config", "vtn.toml"].map(str::to_owned);
        Self::start(dir, "tieline", &crate::program::server()?, &args)
    }

    /// openleadr's, which takes every VEN that registers.
    pub(super) fn openleadr(dir: &Path, link: Link) -> Result<Self> {
        fs::write(dir.join("openleadr_vtn.py"), SCRIPT)?;
        let mut args = vec!["openleadr_vtn.py".to_owned()];
        if link == Link::Signed {
            args.extend(["vtn.pem", "vtn.key", "root.pem"].map(str::to_owned));
        }
        Self::start(dir, "openleadr", &python()?, &args)
    }

    fn start(dir: &Path, name: &str, program: &Path, args: &[String]) -> Result<Self> {
        let log = dir.join(format!("{name}.log"));
        let mut process = Process::start_in(dir, name, program, args, &log)?;
        let address = process.says("listening on 127.0.0.1:", PATIENCE)?;
        Ok(Self { process, port: address.trim().parse()? })
    }

    pub(super) fn name(&self) -> &str {
        self.process.name()
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// What all of its threads have spent so far, to the nanosecond. None of them ends while it is measured.
    pub(super) fn cpu(&self) -> Result<Duration> {
        let mut sum_ns = 0;
        for task in fs::read_dir(format!("/proc/{}/task", self.process.id()))? {
            let spent = fs::read_to_string(task?.path().join("schedstat"))?;
            sum_ns += spent.split(' ').next().ok_or("an empty schedstat")?.parse::<u64>()?;
        }
        Ok(Duration::from_nanos(sum_ns))
    }
}

/// The environment that the suite `openleadr` makes.
fn python() -> Result<PathBuf> {
    let peers = std::env::var_os("TIELINE_PEERS").map_or_else(|| PathBuf::from("target/peers"), PathBuf::from);
    let dir = std::path::absolute(peers.join("openleadr"))?;
    let (python, shown) = (dir.join("bin/python"), dir.display());
    if python.is_file() {
        Ok(python)
    } else {
        Err(format!("run: python3 -m venv {shown} && {shown}/bin/pip install openleadr==0.5.36").into())
    }
}
