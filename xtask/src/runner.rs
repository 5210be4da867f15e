//! Runs suites one after another and tells what came out.
#![allow(clippy::disallowed_methods, reason = "suites are timed here; the product's clock is runtime's")]

use crate::peers::{Missing, peers_dir};
use crate::suites::{AT_ONCE, PATIENT, Run, SUITES, Suite, select};
use crate::{cargo, in_ci, root};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A suite that runs longer than this many times its budget is ended.
const OVERRUN: u32 = 4;
/// Panics of a failed suite that are told again after the tail of its log.
const PANICS: usize = 5;

/// Arguments of `cargo xtask test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    /// The suites to run; all when none is named.
    names: Vec<String>,
    /// Print the suites, what each holds and its budget in seconds.
    #[arg(long)]
    list: bool,
    /// The long campaigns: larger counts and more seeds of the suites that have them.
    #[arg(long)]
    all: bool,
}

enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

struct Outcome {
    name: &'static str,
    verdict: Verdict,
    seconds: f64,
    figure: String,
}

impl Test {
    /// True when nothing failed.
    pub(crate) fn run(self) -> Result<bool> {
        if self.list {
            SUITES.iter().for_each(|s| println!("{:<22} {:>5} s  {}", s.name, s.budget_s, s.about));
            return Ok(true);
        }
        let suites = match select(&self.names) {
            Ok(suites) => suites,
            Err(name) => bail!("no suite {name:?}; `cargo xtask test --list` names them"),
        };
        build()?;
        let is_patient = |suite: &&Suite| PATIENT.contains(&suite.name);
        let outcomes: Vec<_> = suites
            .chunk_by(|one, next| is_patient(one) && is_patient(next))
            .flat_map(|group| run_group(group, self.all))
            .collect();
        Ok(report(&outcomes))
    }
}

/// Builds everything once, so that a suite's seconds are its own.
fn build() -> Result<()> {
    eprintln!("building the workspace and its tests ...");
    let status = cargo()
        .args(["build", "--release", "--workspace", "--all-targets", "--quiet"])
        .status()
        .context("cargo build")?;
    if status.success() { Ok(()) } else { bail!("the workspace does not build") }
}

/// Runs a group of suites, [`AT_ONCE`] of them at a time; their order stays.
fn run_group(group: &[&'static Suite], all: bool) -> Vec<Outcome> {
    // What is installed is installed once.
    let ready: Vec<_> = group.iter().map(|suite| ensure_peers(suite)).collect();
    let queue = Mutex::new(group.iter().zip(ready).enumerate());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((place, (suite, ready))) = next(&queue) {
                    let outcome = run_suite(suite, ready, all);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((place, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn next<T>(queue: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

fn run_suite(suite: &'static Suite, ready: Result<(), Verdict>, all: bool) -> Outcome {
    let started = Instant::now();
    eprintln!("{:<22} ...", suite.name);
    let (verdict, figure) = match ready {
        Err(verdict) => (verdict, String::new()),
        Ok(()) => execute(suite, all).unwrap_or_else(|error| (Verdict::Failed(format!("{error:#}")), String::new())),
    };
    let outcome = Outcome { name: suite.name, verdict, seconds: started.elapsed().as_secs_f64(), figure };
    eprintln!("{:<22} {} {:.1} s", suite.name, word(&outcome.verdict), outcome.seconds);
    outcome
}

fn ensure_peers(suite: &Suite) -> Result<(), Verdict> {
    for peer in suite.peers {
        peer.ensure().map_err(|missing| match missing {
            Missing::Skip(why) if in_ci() => Verdict::Failed(why),
            Missing::Skip(why) => Verdict::Skipped(why),
            Missing::Fail(error) => Verdict::Failed(format!("{error:#}")),
        })?;
    }
    Ok(())
}

fn execute(suite: &Suite, all: bool) -> Result<(Verdict, String)> {
    let log = log_path(suite.name)?;
    let mut command = command(suite.run);
    command.env("TIELINE_PEERS", peers_dir()).env("TIELINE_ALL", if all { "1" } else { "0" });
    // The store's guard catches panics of an engine by the hundred: their backtraces would bury what failed.
    command.env("RUST_BACKTRACE", "0");
    let file = File::create(&log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let limit = Duration::from_secs(suite.budget_s) * OVERRUN * if all { 20 } else { 1 };
    let ended = wait(&mut command, limit)?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let verdict = judge(suite, ended, &text, &log);
    Ok((verdict, figure(&text)))
}

fn judge(suite: &Suite, ended: Option<bool>, text: &str, log: &Path) -> Verdict {
    let log = log.strip_prefix(root()).unwrap_or(log).display().to_string();
    let tail = |says: &str| {
        let lines: Vec<_> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(40)..].join("\n    ");
        Verdict::Failed(format!("{says}; whole log in {log}\n    {tail}{}", panics(text)))
    };
    match ended {
        None => tail("ran into its time limit"),
        Some(false) => tail("failed"),
        Some(true) if matches!(suite.run, Run::Tests { .. }) && tests_run(text) == 0 => tail("ran no test"),
        Some(true) => Verdict::Passed,
    }
}

/// Where each test panicked and what it said: what is left of a long log should name the cause.
fn panics(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let panicked = lines.iter().enumerate().filter(|(_, line)| line.contains("panicked at "));
    let said = panicked.take(PANICS).map(|(i, _)| {
        lines[i..].iter().take(3).fold(String::new(), |mut said, line| {
            said.push_str("\n    ");
            said.extend(line.chars().take(400));
            said
        })
    });
    said.collect()
}

/// How many tests passed, by cargo's own closing lines.
fn tests_run(text: &str) -> usize {
    let passed = |line: &str| line.strip_prefix("test result: ok. ")?.split(' ').next()?.parse::<usize>().ok();
    text.lines().filter_map(passed).sum()
}

fn figure(text: &str) -> String {
    let last = text.lines().rev().find_map(|line| line.split_once("figure: ").map(|(_, figure)| figure.to_owned()));
    last.unwrap_or_else(|| match tests_run(text) {
        0 => String::new(),
        n => format!("{n} tests"),
    })
}

fn command(run: Run) -> Command {
    match run {
        Run::Cargo(args) => {
            let mut command = cargo();
            command.args(args);
            command
        }
        Run::Tests { target, filter } => {
            let mut command = cargo();
            // The whole workspace, as it was built: one package alone would be built again with other features.
            command.args(["test", "--release", "--quiet", "--workspace", "--test", target]);
            let filter = match filter {
                "" => String::new(),
                path if path.contains("::") => path.to_owned(),
                suite => format!("{}::", suite.replace('-', "_")),
            };
            command.args(["--", "--nocapture", "--test-threads", "1", &filter]);
            command
        }
        Run::Python(env, program, args) => {
            let mut command = Command::new(peers_dir().join(env).join("bin").join(program));
            command.current_dir(root()).args(args);
            command
        }
    }
}

/// Waits for the command; `None` when it was ended at the limit.
fn wait(command: &mut Command, limit: Duration) -> Result<Option<bool>> {
    let mut child = command.spawn().context("cannot start")?;
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn log_path(name: &str) -> Result<PathBuf> {
    let dir = root().join("target/xtask");
    fs::create_dir_all(&dir)?;
    Ok(dir.join(format!("{name}.log")))
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed(_) => "FAILED",
        Verdict::Skipped(_) => "skipped",
    }
}

fn report(outcomes: &[Outcome]) -> bool {
    let mut out = std::io::stdout().lock();
    let mut print = |line: String| drop(writeln!(out, "{line}"));
    for outcome in outcomes {
        if let Verdict::Failed(why) = &outcome.verdict {
            print(format!("\n{}: {why}", outcome.name));
        }
    }
    print(String::new());
    for outcome in outcomes {
        let note = match &outcome.verdict {
            Verdict::Skipped(why) => why,
            _ => &outcome.figure,
        };
        print(format!("{:<22} {:<8} {:>7.1} s  {note}", outcome.name, word(&outcome.verdict), outcome.seconds));
    }
    let count = |wanted: &str| outcomes.iter().filter(|o| word(&o.verdict) == wanted).count();
    let failed = count("FAILED");
    if !std::io::stdout().is_terminal() {
        print(String::new());
    }
    print(format!("{} passed, {failed} failed, {} skipped", count("passed"), count("skipped")));
    failed == 0
}
