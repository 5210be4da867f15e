//! What a VEN answers to events, and what the VTN makes of it.

use super::super::setup::Stand;
use super::super::transcript::equal;
use super::super::ven::{Fault, opt_in, outcome};
use super::{Case, Stage, done, event_of};
use tieline_schemas::oadr2::{self as wire, Message, OptType};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // In [OADR2b rule 16].
    Case {
        name: "E rule 16",
        clause: "OADR2b rule 16",
        play: |stage| {
            let (id, list) = told(stage)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: true, code: 200 }))?;
            stage.expect_drained()?;
            done("optIn, 200, held")
        },
    },
    // In, and out later, unasked [OADR2b rule 17].
    Case {
        name: "E rule 17",
        clause: "OADR2b rule 17",
        play: |stage| {
            let (id, list) = told(stage)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            answer(stage, &list, &id, |response| response.opt_type = OptType::OptOut, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: false, code: 200 }))?;
            done("optIn, then optOut: held as out")
        },
    },
    // Out at once, with a code of the VEN's own.
    Case {
        name: "E opted out",
        clause: "OADR2b rule 16",
        play: |stage| {
            let (id, list) = told(stage)?;
            let out = |response: &mut wire::EventResponse| {
                response.opt_type = OptType::OptOut;
                response.response_code = wire::ResponseCode::new(460).unwrap_or_default();
            };
            answer(stage, &list, &id, out, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: false, code: 460 }))?;
            stage.expect_drained()?;
            done("optOut with 460: held")
        },
    },
    // An event that is not there: 452 [OADR2b rule 48].
    Case {
        name: "E 452",
        clause: "OADR2b rule 48",
        play: |stage| {
            let (id, list) = told(stage)?;
            let other =
                |response: &mut wire::EventResponse| response.qualified_event_id.event_id = "nowhere".to_owned();
            answer(stage, &list, &id, other, 452)?;
            equal("what the VTN holds", stand(stage, &id)?, None)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            done("452")
        },
    },
    // Another modification than the event's: 450 [OADR2b rule 48].
    Case {
        name: "E 450",
        clause: "OADR2b rule 48",
        play: |stage| {
            let (id, list) = told(stage)?;
            let other = |response: &mut wire::EventResponse| response.qualified_event_id.modification_number = 7;
            answer(stage, &list, &id, other, 450)?;
            equal("what the VTN holds", stand(stage, &id)?, None)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            done("450")
        },
    },
    // The answer to what was true a modification ago: 450, and the list comes again until the new one is answered.
    Case {
        name: "E 450 stale",
        clause: "OADR2b rule 48",
        play: |stage| {
            let (id, list) = told(stage)?;
            stage.bench.setup.cancel_event(&id).map_err(Fault::NotRun)?;
            answer(stage, &list, &id, |_| {}, 450)?;
            let again = stage.answered_list()?;
            equal("modification", event_of(&again, &id)?.ei_event.event_descriptor.modification_number, 1)?;
            stage.expect_drained()?;
            done("450, then modification 1 is answered")
        },
    },
];

/// A new event, as a poll brought it.
pub(super) fn told(stage: &mut Stage<'_, '_>) -> Result<(String, wire::OadrDistributeEvent), Fault> {
    let id = stage.make(&stage.plan(300, 300))?;
    let list = stage.polled_list()?;
    event_of(&list, &id)?;
    Ok((id, list))
}

/// Opts in to one event of a list, but for what `change` makes of it, and expects this code.
pub(super) fn answer(
    stage: &mut Stage<'_, '_>,
    list: &wire::OadrDistributeEvent,
    id: &str,
    change: impl Fn(&mut wire::EventResponse),
    code: u16,
) -> Result<(), Fault> {
    let mut response = opt_in(list, event_of(list, id)?);
    change(&mut response);
    let created: Message = stage.ven.created_event(&list.request_id, vec![response]);
    let heard = stage.ven.say(created)?;
    let (found, request_id) = outcome(heard.as_ref())?;
    equal("code of the answer to oadrCreatedEvent", found, code)?;
    Ok(equal("requestID of that answer", request_id, list.request_id.as_str())?)
}

pub(super) fn stand(stage: &mut Stage<'_, '_>, id: &str) -> Result<Option<Stand>, Fault> {
    let ven_id = stage.ven.id();
    stage.bench.setup.stand(id, &ven_id).map_err(Fault::NotRun)
}
