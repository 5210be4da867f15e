//! The tools and peers that suites need, installed by name from the public registries.

use crate::root;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Something that a suite needs on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    /// A Python environment under `target/peers/NAME`, of at least Python 3.`minor`, with these packages.
    Python { name: &'static str, minor: u32, packages: &'static [&'static str] },
    /// A program that a Debian package brings.
    Debian { program: &'static str, package: &'static str },
}

/// Why a peer is not there.
pub(crate) enum Missing {
    /// It cannot be installed by us here; the text says what to run.
    Skip(String),
    /// Installing it failed.
    Fail(anyhow::Error),
}

impl Peer {
    /// Makes sure that the peer is there.
    pub(crate) fn ensure(self) -> Result<(), Missing> {
        match self {
            Self::Python { name, minor, packages } => ensure_python(name, minor, packages),
            Self::Debian { program, package } => ensure_debian(program, package),
        }
    }
}

/// Where Python environments stand.
pub(crate) fn peers_dir() -> PathBuf {
    std::env::var_os("TIELINE_PEERS").map_or_else(|| root().join("target/peers"), PathBuf::from)
}

fn ensure_python(name: &str, minor: u32, packages: &[&str]) -> Result<(), Missing> {
    let dir = peers_dir().join(name);
    let stamp = dir.join("installed");
    let wanted = packages.join("\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    let Some(python) = find_python(minor) else {
        return Err(Missing::Skip(format!("install Python 3.{minor} or newer")));
    };
    install_python(&python, &dir, packages)
        .and_then(|()| std::fs::write(&stamp, wanted).context("stamp"))
        .map_err(Missing::Fail)
}

fn install_python(python: &Path, dir: &Path, packages: &[&str]) -> Result<()> {
    quiet(Command::new(python).args(["-m", "venv", "--clear"]).arg(dir))?;
    if packages.is_empty() {
        return Ok(());
    }
    let pip = dir.join("bin/python");
    quiet(Command::new(pip).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages))
}

/// The first Python 3 of at least this minor version that runs: from the path, then from pyenv.
fn find_python(minor: u32) -> Option<PathBuf> {
    let mut candidates: Vec<PathBuf> = ["python3".to_owned()]
        .into_iter()
        .chain((minor..minor + 4).map(|m| format!("python3.{m}")))
        .map(PathBuf::from)
        .collect();
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv")));
    if let Some(versions) = pyenv.and_then(|dir| std::fs::read_dir(dir.join("versions")).ok()) {
        candidates.extend(versions.flatten().map(|entry| entry.path().join("bin/python3")));
    }
    candidates.into_iter().find(|python| python_minor(python).is_some_and(|have| have >= minor))
}

fn python_minor(python: &Path) -> Option<u32> {
    let out = Command::new(python).arg("-V").stderr(Stdio::null()).output().ok()?;
    let version = String::from_utf8(out.stdout).ok()?;
    version.trim().strip_prefix("Python 3.")?.split('.').next()?.parse().ok()
}

fn ensure_debian(program: &str, package: &str) -> Result<(), Missing> {
    if on_path(program) {
        return Ok(());
    }
    let command = format!("apt-get install -y {package}");
    if !on_path("apt-get") || !is_root() {
        return Err(Missing::Skip(format!("{program} is missing: run `{command}` as root")));
    }
    quiet(Command::new("apt-get").args(["update", "-qq"])).map_err(Missing::Fail)?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y", "-qq", "--no-install-recommends", package]);
    quiet(&mut install).map_err(Missing::Fail)?;
    if on_path(program) { Ok(()) } else { Err(Missing::Skip(format!("{program} is missing after `{command}`"))) }
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

fn is_root() -> bool {
    let out = Command::new("id").arg("-u").output();
    out.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// Runs a command, and shows what it printed only when it fails.
fn quiet(command: &mut Command) -> Result<()> {
    let name = format!("{:?}", command.get_program());
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {name}"))?;
    if !out.status.success() {
        bail!("{name}: {}\n{}", out.status, String::from_utf8_lossy(&out.stderr).trim());
    }
    Ok(())
}
