//! The suite `fuzz`: every target for a while, from its committed corpus.
//!
//! Run as a process of its own (`cargo xtask fuzz`), so that the suite has a log and a time limit like any other.

use crate::peers::peers_dir;
use crate::root;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

/// Every target; a test compares them with `fuzz/Cargo.toml`.
const TARGETS: &[&str] = &[
    "config",
    "certificate",
    "sunspec",
    "sep2",
    "oadr2",
    "modbus_client",
    "modbus_server",
    "record",
    "import",
    "day",
    "headend",
    "xmldsig",
];
/// Targets that run at once.
const AT_ONCE: usize = 2;
/// Seconds for each target: in the ordinary run, and in the long one.
const SECONDS: (u32, u32) = (60, 1_800);

/// Arguments of `cargo xtask fuzz`.
#[derive(Debug, clap::Args)]
pub(crate) struct Fuzz {
    /// The targets to run; all when none is named.
    targets: Vec<String>,
    /// Seconds for each target; else the variable FUZZ_SECONDS; else 60, or 1,800 with `TIELINE_ALL=1`.
    #[arg(long)]
    seconds: Option<u32>,
    /// Only build the targets.
    #[arg(long)]
    build: bool,
}

impl Fuzz {
    /// True when no target found a crash.
    pub(crate) fn run(self) -> Result<bool> {
        let named = |target: &&&str| self.targets.is_empty() || self.targets.iter().any(|name| name == **target);
        let targets: Vec<&str> = TARGETS.iter().filter(named).copied().collect();
        if targets.is_empty() {
            bail!("no such target; the targets are {}", TARGETS.join(", "));
        }
        build()?;
        if self.build {
            println!("figure: {} targets", TARGETS.len());
            return Ok(true);
        }
        let seconds = self.seconds.unwrap_or_else(seconds);
        let mut executions = 0;
        let mut crashed = false;
        for pair in targets.chunks(AT_ONCE) {
            for (target, ended) in pair.iter().zip(run_together(pair, seconds)?) {
                match judge(target, &ended) {
                    Ok(count) => executions += count,
                    Err(says) => {
                        crashed = true;
                        println!("{says}");
                    }
                }
            }
        }
        if !crashed {
            println!("figure: {} targets, {executions} executions, no crash", targets.len());
        }
        Ok(!crashed)
    }
}

fn seconds() -> u32 {
    let all = std::env::var("TIELINE_ALL").is_ok_and(|value| value == "1");
    let named = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    named.unwrap_or(if all { SECONDS.1 } else { SECONDS.0 })
}

fn build() -> Result<()> {
    let status = cargo_fuzz("build").args(options()?).status().context("cargo fuzz build")?;
    if status.success() { Ok(()) } else { bail!("the fuzz targets do not build") }
}

fn run_together(targets: &[&str], seconds: u32) -> Result<Vec<Output>> {
    let options = options()?;
    thread::scope(|scope| {
        let running: Vec<_> = targets.iter().map(|target| scope.spawn(|| run_one(target, &options, seconds))).collect();
        running.into_iter().map(|one| one.join().unwrap_or_else(|_| bail!("a runner of a target panicked"))).collect()
    })
}

/// What it finds of interest goes to a folder under `target/`; the committed corpus is only read.
fn run_one(target: &str, options: &[String], seconds: u32) -> Result<Output> {
    let found = fuzz_target_dir().join("corpus").join(target);
    std::fs::create_dir_all(&found)?;
    let mut command = cargo_fuzz("run");
    command.args(options).arg(target).arg(found).arg(root().join("fuzz/corpus").join(target)).arg("--");
    command.arg(format!("-max_total_time={seconds}"));
    command.args(["-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1", "-verbosity=0"]);
    command.stdin(Stdio::null()).output().with_context(|| format!("cargo fuzz run {target}"))
}

/// The number of executions, or what the target said when it crashed: its artifact is named there.
fn judge(target: &str, ended: &Output) -> Result<u64, String> {
    let text = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() {
        let lines: Vec<_> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(60)..].join("\n");
        return Err(format!("{tail}\nfuzz target {target} crashed ({}): its artifact is named above", ended.status));
    }
    let count = text.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok());
    count.filter(|count| *count > 0).ok_or_else(|| format!("fuzz target {target} ran nothing:\n{text}"))
}

/// Sanitizers need unstable compiler options: the pinned stable compiler gives them for this command alone. It gives
/// way to whatever else runs.
fn cargo_fuzz(verb: &str) -> Command {
    let mut command = Command::new("nice");
    command
        .args(["-n", "19"])
        .arg(peers_dir().join("cargo-fuzz/bin/cargo-fuzz"))
        .args(["fuzz", verb])
        .current_dir(root())
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

/// The prebuilt cargo-fuzz would take its own platform for ours, so the platform is said.
fn options() -> Result<Vec<String>> {
    let out = Command::new("rustc").arg("-vV").output().context("rustc -vV")?;
    let text = String::from_utf8_lossy(&out.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say its host")?;
    let dir = fuzz_target_dir();
    let dir = dir.to_str().context("the path of the workspace is no text")?;
    Ok(["--target", host, "--target-dir", dir].map(str::to_owned).to_vec())
}

fn fuzz_target_dir() -> PathBuf {
    root().join("target/fuzz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run_and_has_a_corpus() {
        let manifest = std::fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("the manifest");
        let bins = manifest.lines().filter(|line| line.starts_with("path = \"fuzz_targets/")).count();
        assert_eq!(bins, TARGETS.len());
        for target in TARGETS {
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
            let seeds = std::fs::read_dir(root().join("fuzz/corpus").join(target)).expect("a corpus").count();
            assert!(seeds >= 4, "{target}: {seeds} seeds");
        }
    }

    #[test]
    fn a_crash_is_a_failure_and_a_run_of_nothing_too() {
        let ended = |code: i32, stderr: &str| Output {
            status: std::os::unix::process::ExitStatusExt::from_raw(code << 8),
            stdout: Vec::new(),
            stderr: stderr.into(),
        };
        assert_eq!(judge("x", &ended(0, "a\nstat::number_of_executed_units: 12\n")), Ok(12));
        assert!(judge("x", &ended(0, "stat::number_of_executed_units: 0")).is_err());
        assert!(
            judge("x", &ended(77, "Test unit written to artifacts/x/crash-1")).is_err_and(|s| s.contains("crash-1"))
        );
    }
}
