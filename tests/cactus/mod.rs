//! Suite `cactus`: the PyPI package cactus-client runs its CSIP-AUS procedures for servers against `tieline serve`. Our
//! plugin for it, `tieline_cactus.py`, sets the server up through its management API. What is exchanged is valid by the
//! schemas that the package brings.
//!
//! Procedures that wait for more than five minutes run with `TIELINE_ALL=1` alone. Such a run with `CACTUS_TABLE=docs/cactus.md`
//! writes the table of that page.

mod bench;
mod evidence;
mod procedures;
mod table;

use bench::{Bench, Run};
use evidence::Bodies;
use procedures::{PROCEDURES, Procedure};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Procedures that wait longer run in a full run alone, in seconds.
const ORDINARY_MAX_S: u32 = 300;
/// Procedures at a time, in an ordinary run and in a full one, which mostly waits.
const AT_ONCE: (usize, usize) = (4, 8);
/// So many may fail at first and pass when they are run again: a machine may stall, and procedures have their own deadlines.
const AGAIN_MAX: usize = 2;

/// Whether this is a full run.
fn is_full() -> bool {
    std::env::var("TIELINE_ALL").is_ok_and(|all| all == "1")
}

#[test]
fn every_procedure_of_the_package_is_listed_once() {
    let listed: Vec<String> = PROCEDURES.iter().map(|procedure| procedure.id.to_owned()).collect();
    assert_eq!(bench::procedures_of_the_package(), listed);
    assert_eq!(listed.len(), 61);
}

/// [C S-ALL-01, S-ALL-57, S-OPT-05]
#[test]
fn the_procedures_pass_and_every_message_is_valid() {
    let chosen: Vec<&Procedure> =
        PROCEDURES.iter().filter(|procedure| is_full() || procedure.waits_s <= ORDINARY_MAX_S).collect();
    let bench = Bench::new(is_full());
    let mut runs = run(&bench, &chosen, if is_full() { AT_ONCE.1 } else { AT_ONCE.0 });
    let again: Vec<usize> = (0..runs.len()).filter(|at| runs[*at].fault.is_some()).collect();
    assert!(again.len() <= AGAIN_MAX, "{}", said(&runs));
    for at in &again {
        println!("run again: {}", runs[*at].said());
        runs[*at] = bench.run(chosen[*at]);
    }
    assert!(runs.iter().all(|run| run.fault.is_none()), "{}", said(&runs));

    let valid = runs.iter().map(|run| &run.bodies).collect::<Bodies>().validate();
    let exchanges: usize = runs.iter().map(|run| run.exchanges).sum();
    if let Some(file) = std::env::var_os("CACTUS_TABLE").filter(|_| is_full()) {
        let page = table::page(&runs, exchanges, valid);
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), page).expect("written");
    }
    println!(
        "figure: {} of {} procedures passed, {} of them run again; {exchanges} exchanges, {valid} bodies valid",
        runs.len(),
        PROCEDURES.len(),
        again.len(),
    );
}

/// Runs procedures side by side, each with a server of its own; the results are in the order of the procedures.
fn run(bench: &Bench, chosen: &[&Procedure], at_once: usize) -> Vec<Run> {
    // The longest first, so that none is waited for alone in the end.
    let mut order: Vec<usize> = (0..chosen.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(chosen[*at].waits_s));
    let queue = Mutex::new(order.into_iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(at) = next() {
                    let run = bench.run(chosen[at]);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, run));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, run)| run).collect()
}

fn said(runs: &[Run]) -> String {
    runs.iter().map(Run::said).collect::<Vec<_>>().join("\n")
}

/// The page says of each procedure what the list here says.
#[test]
fn the_page_is_of_these_procedures() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cactus.md");
    let page = std::fs::read_to_string(page).expect("docs/cactus.md");
    let rows: BTreeSet<(String, String)> = table::rows_of(&page);
    let listed = PROCEDURES.iter().map(|procedure| (procedure.id.to_owned(), table::verdict_of(procedure)));
    assert_eq!(rows, listed.collect(), "write it anew: CACTUS_TABLE=docs/cactus.md cargo xtask test cactus --all");
}
