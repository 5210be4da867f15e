//! Our VTN, as a process of its own, under the reference VEN.

use super::desk::{Desk, VEN_NAME, contexts};
use super::verdicts::{keep, tell, wrong};
use super::worse_vtn::{ANSWERS_LOST, Forgetful, WORSE};
use std::collections::BTreeSet;
use tieline_conformance::oadr2::{Setup, VtnBench, cases_of_vtn, cases_of_worse_vtn};
use tieline_conformance::{Outcome, Verdict};

fn bench<'a>(address: std::net::SocketAddr, setup: &'a mut dyn Setup) -> VtnBench<'a> {
    VtnBench {
        address,
        path: "/OpenADR2/Simple/2.0b".to_owned(),
        ven_name: VEN_NAME.to_owned(),
        ven_id: None,
        setup,
        market_contexts: contexts(),
    }
}

/// [OADR2b rule 1, rule 2, rule 4, rule 5, rule 6, rule 8, rule 9, rule 14, rule 15, rule 16, rule 17, rule 21, rule 48]
/// [OADR2b rule 206, rule 304, rule 306, rule 311; OADR2b priority, startafter, PT0S, implied cancel, responseRequired]
/// [OADR2b EiRegisterParty, oadrRequestReregistration, oadrCancelPartyRegistration, 463, oadrPoll, EiOpt, oadrCancelReport]
/// [OADR2b schemaVersion, requestID, replyLimit, eventStatus, eiEventBaseline, vavailability, 452, 461, HISTORY_USAGE]
#[test]
fn our_vtn_passes_every_case_and_a_worse_one_fails_it() {
    let mut desk = Desk::open();
    let address = desk.address;
    let verdicts = cases_of_vtn(&mut bench(address, &mut desk));
    keep("oadr2-rules-vtn", &verdicts);
    let wrong = wrong(&verdicts);
    assert!(wrong.is_empty(), "{} cases of {}:\n{}", wrong.len(), verdicts.len(), wrong.join("\n"));
    each_case_can_fail(&mut desk, &verdicts);
    tell(1, verdicts.len());
}

/// Each case fails on a VTN that is worse in some way.
fn each_case_can_fail(desk: &mut Desk, verdicts: &[Verdict]) {
    let address = desk.address;
    let mut found = BTreeSet::new();
    let mut expect = |what: &str, verdicts: Vec<Verdict>, names: &[&str]| {
        assert_eq!(verdicts.len(), names.len(), "{what}: a case that is not there is named");
        for verdict in verdicts {
            assert_eq!(verdict.outcome, Outcome::Fail, "{what}: {} says {}", verdict.case, verdict.evidence);
            found.insert(verdict.case);
        }
    };
    for worse in WORSE {
        let verdicts = cases_of_worse_vtn(&mut bench(address, desk), worse.found_by, worse.distort);
        expect(worse.name, verdicts, worse.found_by);
    }
    let verdicts_lost = cases_of_worse_vtn(&mut bench(address, &mut Forgetful(desk)), ANSWERS_LOST, |_| {});
    expect("answers lost", verdicts_lost, ANSWERS_LOST);
    let never: Vec<_> = verdicts.iter().map(|verdict| &verdict.case).filter(|case| !found.contains(*case)).collect();
    assert!(never.is_empty(), "never seen to fail: {never:?}");
}
