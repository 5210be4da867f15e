//! The owner's word on an event.

use super::super::procedure::Seen;
use super::super::transcript::{Transcript, equal, holds};
use super::answers::{answered, heard, opted_in};
use super::{Case, Stage};
use tieline_schemas::oadr2::{self as wire, Message, OptType};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Opted in to, and out of later: told by oadrCreateOpt, and so said from then on [OADR2b EiOpt, rule 16, rule 17].
    Case {
        name: "O later out",
        clause: "OADR2b EiOpt",
        play: |stage| {
            let event = stage.event("", 120, 300);
            stage.distribute(vec![event.clone()])?;
            opt(stage, false)?;
            stage.distribute(vec![event])
        },
        judge: |seen| {
            answered(seen, 1, &[opted_in("", 0)])?;
            let told = told(seen, 0)?;
            equal("optType", told.opt_type, OptType::OptOut)?;
            let later = answered(seen, 2, &[heard("", 0)])?;
            holds(later.ends_with("optOut"), || format!("after it opted out it answers {later}"))?;
            Ok(format!("optOut by oadrCreateOpt; then {later}"))
        },
    },
    // And in again: by a new opt, or by taking the first one back.
    Case {
        name: "O in again",
        clause: "OADR2b EiOpt",
        play: |stage| {
            stage.distribute(vec![stage.event("", 120, 300)])?;
            opt(stage, false)?;
            opt(stage, true)
        },
        judge: |seen| {
            equal("optType", told(seen, 0)?.opt_type, OptType::OptOut)?;
            if seen.here.told().any(|(_, m)| matches!(m, Message::CancelOpt(_))) {
                return Ok("the opt is cancelled".to_owned());
            }
            equal("optType", told(seen, 1)?.opt_type, OptType::OptIn)?;
            Ok("optOut, then optIn".to_owned())
        },
    },
];

/// Lets the owner opt, and waits until it was told.
fn opt(stage: &mut Stage<'_, '_>, opts_in: bool) -> Result<(), String> {
    let before = count(Transcript(&stage.bench.vtn.since(stage.begin)));
    stage.bench.site.opt(&stage.id(""), opts_in)?;
    stage.until(|here| count(here) > before);
    Ok(())
}

fn count(here: Transcript<'_>) -> usize {
    here.told().filter(|(_, m)| matches!(m, Message::CreateOpt(_) | Message::CancelOpt(_))).count()
}

/// The opt of this number, about the event of this case.
fn told<'a>(seen: &Seen<'a>, number: usize) -> Result<&'a wire::OadrCreateOpt, String> {
    let opts = seen.here.told().filter_map(|(_, m)| match m {
        Message::CreateOpt(m) => Some(m),
        _ => None,
    });
    let opts: Vec<_> = opts.collect();
    let opt = opts.get(number).ok_or_else(|| format!("no oadrCreateOpt; told: {}", seen.here.names()))?;
    equal("venID", opt.ven_id.as_str(), seen.ven_id)?;
    let event = opt.qualified_event_id.as_ref().ok_or("the opt names no event")?;
    equal("eventID", event.event_id.as_str(), seen.case)?;
    equal("modificationNumber", event.modification_number, 0)?;
    let distinct = opts.iter().filter(|other| other.opt_id == opt.opt_id).count();
    holds(!opt.opt_id.is_empty() && distinct == 1, || format!("the optID {:?} is not its own", opt.opt_id))?;
    holds(opt.vavailability.is_none(), || "the opt names an event and a schedule".to_owned())?;
    Ok(opt)
}
