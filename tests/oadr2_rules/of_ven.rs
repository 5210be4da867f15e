//! Our VEN, a whole gateway with its plant, under the reference VTN.

use super::desk::contexts;
use super::distort::each_case_can_fail;
use super::verdicts::{keep, tell, wrong};
use crate::openleadr::home::Home;
use std::collections::BTreeSet;
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline_conformance::oadr2::{Bench, Group, Names, Played, ReferenceVtn, Site, cases_of_ven};
use tieline_conformance::{Outcome, Verdict};

/// The owner's hand: `tieline opt`.
struct Owner<'a>(&'a Home);

impl Site for Owner<'_> {
    fn opt(&mut self, event_id: &str, opts_in: bool) -> Result<(), String> {
        let said = self.0.opt(&[if opts_in { "--in" } else { "--out" }, "--event", event_id]);
        if said.starts_with("opted ") { Ok(()) } else { Err(said) }
    }
}

/// The cases of these groups against `tieline run` with a plant of its own.
fn played(groups: &[Group]) -> Vec<Played> {
    let vtn = ReferenceVtn::start(([127, 0, 0, 1], 0).into(), Names::default()).expect("listens");
    let [a, b] = contexts();
    let upstream = format!(
        "[[upstream]]\nid = \"vtn\"\nprotocol = \"openadr2.0b\"\nurl = \"http://{}\"\nlab = true\npoll_s = 1\n\
         market_contexts = [{a:?}, {b:?}]\n[[upstream.level]]\nlevel = 1\nstorage_w = 2000\n",
        vtn.address()
    );
    let home = Home::start(tempfile::tempdir().expect("a folder"), &upstream);
    let mut bench = Bench {
        vtn: &vtn,
        site: &mut Owner(&home),
        market_contexts: contexts(),
        foreign_context: "http://market.example/foreign".to_owned(),
        report_s: 1,
        patience: Duration::from_secs(20),
    };
    let begun = stopwatch();
    let played = cases_of_ven(&mut bench, groups);
    println!("{} cases of {groups:?} in {} s", played.len(), begun.elapsed().as_secs());
    drop(home.end());
    played
}

/// [OADR2b rule 1, rule 5, rule 6, rule 9, rule 16, rule 17, rule 21, rule 48, rule 304, rule 306, rule 311, rule 314, rule 342]
/// [OADR2b EiRegisterParty, oadrRequestEvent, oadrRequestReregistration, oadrCancelPartyRegistration, 463, oadrPoll]
/// [OADR2b oadrCreatedEvent, responseRequired, priority, startafter, PT0S, implied cancel, 453, 460, 461, 462, 452, EiOpt]
/// [OADR2b TELEMETRY_USAGE, TELEMETRY_STATUS, oadrCancelReport, oadrRegisterReport, LOAD_DISPATCH, eiEventBaseline]
/// [OADR2b schemaVersion, requestID, simple HTTP, metadata duration]
#[test]
fn our_ven_passes_every_case_and_what_a_worse_one_would_say_fails_it() {
    let others = std::thread::spawn(|| played(&[Group::Report, Group::Registration]));
    let mut played = played(&[Group::Event]);
    played.extend(others.join().expect("played"));
    let verdicts: Vec<Verdict> = played.iter().map(Played::verdict).collect();
    keep("oadr2-rules-ven", &verdicts);
    let wrong = wrong(&verdicts);
    assert!(wrong.is_empty(), "{} cases of {}:\n{}", wrong.len(), verdicts.len(), wrong.join("\n"));
    each_case_can_fail(&played);
    let passed: BTreeSet<_> = verdicts.iter().filter(|v| v.outcome == Outcome::Pass).map(|v| &v.case).collect();
    tell(0, passed.len());
}
