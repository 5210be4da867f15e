//! Suite `csip-server`: CSIP's procedures for servers, by name, black-box over mutual TLS with CCM_8, against the built
//! `tieline serve`; each case that passes is seen to fail on a worse server.

mod deaf;
mod distort;
mod operator;

use crate::lab::Lab;
use operator::Config;
use tieline_conformance::csip::{Played, Wording, cases, play, unplayed};
use tieline_conformance::{Outcome, Verdict, junit};

/// Cases that our server does not pass yet, with what is missing. One that passes all the same fails the suite: it is to
/// leave this list.
const PENDING: &[(&str, &str)] = &[];

fn pending(case: &str) -> Option<&'static str> {
    PENDING.iter().find(|(name, _)| case.starts_with(name)).map(|(_, why)| *why)
}

/// [CSIP CORE-001] [CSIP CORE-003] [CSIP CORE-004] [CSIP CORE-005] [CSIP CORE-006] [CSIP CORE-010] [CSIP CORE-011] [CSIP CORE-012]
/// [CSIP CORE-014] [CSIP CORE-018] [CSIP CORE-019] [CSIP ERR-002] [CSIP CORE-021] [CSIP CORE-022] [CSIP BASIC-001]
/// [CSIP BASIC-002] [CSIP AGG-001] [CSIP AGG-002]
#[test]
fn the_procedures_pass_but_for_those_that_are_pending() {
    let lab = Lab::new();
    let mut operator = Config::new(&lab);
    let played = play(&cases(), &mut operator, |name| Ok(lab.device(name))).expect("a server");
    assert_eq!(played.len(), cases().len(), "each case was played to its end");
    assert_eq!(operator.went_wrong(), Vec::<String>::new());
    let verdicts: Vec<Verdict> = played.iter().map(Played::verdict).chain(unplayed()).collect();
    let report = junit("CSIP servers", &verdicts);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("csip-server.xml"), &report).expect("written");
    let mut wrong = Vec::new();
    for verdict in played.iter().map(Played::verdict) {
        match (verdict.outcome, pending(&verdict.case)) {
            (Outcome::Pass, None) | (Outcome::Fail | Outcome::NotRun, Some(_)) => {}
            (Outcome::Pass, Some(why)) => wrong.push(format!("{} passes now, but is pending: {why}", verdict.case)),
            (_, None) => wrong.push(format!("{}: {}", verdict.case, verdict.evidence)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    distort::each_case_can_fail(&played);
    let count = |outcome| verdicts.iter().filter(|verdict| verdict.outcome == outcome).count();
    let unverified = played.iter().filter(|case| case.case.wording == Wording::Unverified).count();
    println!(
        "figure: {} cases pass, {} pending or not played yet, {unverified} of unverified wording; each that passes can fail",
        count(Outcome::Pass),
        count(Outcome::Fail) + count(Outcome::NotRun)
    );
}
