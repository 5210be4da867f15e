//! `docs/cactus.md`: the last full run, a row a procedure.

use super::bench::{self, Run};
use super::procedures::{PROCEDURES, Procedure};
use std::collections::BTreeSet;
use std::process::Command;

/// The verdict of a procedure that has passed.
pub(super) fn verdict_of(procedure: &Procedure) -> String {
    match procedure.shortened {
        "" => "passed".to_owned(),
        how => format!("passed, shortened: {how}"),
    }
}

/// The page after a full run that has passed, with so many exchanges and valid bodies.
pub(super) fn page(runs: &[Run], exchanges: usize, bodies: usize) -> String {
    let rows: String = PROCEDURES.iter().zip(runs).map(|(procedure, run)| row(procedure, run)).collect();
    let all = PROCEDURES.len();
    let shortened = PROCEDURES.iter().filter(|procedure| !procedure.shortened.is_empty()).count();
    let (date, commit, versions) = (date(), commit(), bench::versions());
    format!(
        "# CSIP-AUS procedures for servers, by cactus\n\n\
         The PyPI package cactus-client tests servers of CSIP-AUS; it is written by others. Suite `cactus` runs each of its \
         procedures against a `tieline serve` of its own, set up over the management API by our plugin for it, \
         `tests/cactus/tieline_cactus.py`. Procedures that wait for more than five minutes run under `--all` alone.\n\n\
         This page is written by `CACTUS_TABLE=docs/cactus.md cargo xtask test cactus --all`; a test holds its verdicts to the \
         list in `tests/cactus/procedures.rs`, which each run must meet.\n\n\
         Last full run: {date}, commit {commit}, {versions}. All {all} procedures passed, {shortened} of them shortened as its \
         row says; {exchanges} exchanges, whose {bodies} distinct bodies are valid by the CSIP-AUS 1.2 schema that the package \
         brings. Not held against it is what a procedure sends wrong on purpose, and cactus's own MirrorMeterReadingList, which \
         lacks the counts that the schema requires; the server takes it.\n\n\
         | procedure | about | verdict | seconds | exchanges | warnings |\n|---|---|---|---|---|---|\n{rows}\n\
         Warnings are cactus's own and fail nothing.{}\n",
        notes(runs)
    )
}

fn row(procedure: &Procedure, run: &Run) -> String {
    let (verdict, warnings) = (verdict_of(procedure), run.warnings.len());
    format!(
        "| {} | {} | {verdict} | {:.0} | {} | {warnings} |\n",
        procedure.id, procedure.about, run.seconds, run.exchanges
    )
}

/// Each distinct warning.
fn notes(runs: &[Run]) -> String {
    let all: BTreeSet<String> =
        runs.iter().flat_map(|run| run.warnings.iter().map(|warning| format!("\n- {}: {warning}", run.id))).collect();
    if all.is_empty() {
        " There was none.".to_owned()
    } else {
        format!(" They were:\n{}", all.into_iter().collect::<String>())
    }
}

/// The procedures and their verdicts in a page.
pub(super) fn rows_of(page: &str) -> BTreeSet<(String, String)> {
    let rows = page.lines().filter(|line| line.starts_with("| S-"));
    let cells = rows.map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    cells.map(|cells| (cells[1].clone(), cells[3].clone())).collect()
}

fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short=10", "HEAD"]).output().expect("git");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn date() -> String {
    let output = Command::new("date").args(["--utc", "--iso-8601=date"]).output().expect("date");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
