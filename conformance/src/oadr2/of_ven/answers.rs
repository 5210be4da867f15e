//! What oadrCreatedEvent must say.

use super::super::procedure::Seen;
use super::super::transcript::{Judged, Transcript, equal, holds};
use super::list_id;
use tieline_schemas::oadr2::{self as wire, Message, OptType};

/// The answer that an event wants: its id behind the case's name, modification, codes, and opt where it matters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    pub(super) suffix: &'static str,
    pub(super) modification: u32,
    pub(super) codes: &'static [u16],
    pub(super) opt: Option<OptType>,
}

/// It will be carried out.
pub(super) const fn opted_in(suffix: &'static str, modification: u32) -> Want {
    Want { suffix, modification, codes: &[200], opt: Some(OptType::OptIn) }
}

/// It is heard of, whatever the VEN does with it.
pub(super) const fn heard(suffix: &'static str, modification: u32) -> Want {
    Want { suffix, modification, codes: &[200], opt: None }
}

/// It is refused with one of these codes.
pub(super) const fn refused(suffix: &'static str, modification: u32, codes: &'static [u16]) -> Want {
    Want { suffix, modification, codes, opt: Some(OptType::OptOut) }
}

/// Each event of the list of this number is answered as wanted: before the next poll, once, with the venID, and under the
/// request that brought it [OADR2b oadrCreatedEvent, oadrPoll].
pub(super) fn answered(seen: &Seen<'_>, number: u32, wants: &[Want]) -> Judged {
    let request = list_id(seen.case, number);
    let asked = |message: &Message| matches!(message, Message::DistributeEvent(m) if m.request_id == request);
    let place = seen.here.gave(asked).ok_or("the list of events was never fetched")?;
    let before = seen.here.before_next_poll(place);
    let mut found = Vec::new();
    for created in created(before) {
        let created = &created.ei_created_event;
        equal("venID of oadrCreatedEvent", created.ven_id.as_str(), seen.ven_id)?;
        equal("requestID of its eiResponse", created.ei_response.request_id.as_str(), request.as_str())?;
        let responses = created.event_responses.iter().flat_map(|responses| &responses.event_response);
        found.extend(responses);
    }
    let wanted: usize = wants.len();
    holds(found.len() == wanted, || {
        format!("{} answers to events before the next poll, not {wanted}; told: {}", found.len(), before.names())
    })?;
    let words = wants.iter().map(|want| word(seen.case, &request, want, &found)).collect::<Result<Vec<_>, _>>()?;
    Ok(words.join("; "))
}

fn word(case: &str, request: &str, want: &Want, found: &[&wire::EventResponse]) -> Result<String, String> {
    let id = format!("{case}{}", want.suffix);
    let is = |response: &&&wire::EventResponse| response.qualified_event_id.event_id == id;
    let response = found.iter().find(is).ok_or_else(|| format!("no answer to the event {id}"))?;
    let code = response.response_code.get();
    equal("modificationNumber", response.qualified_event_id.modification_number, want.modification)?;
    equal("requestID of an eventResponse", response.request_id.as_str(), request)?;
    holds(want.codes.contains(&code), || format!("{id}: code {code}, not {:?}", want.codes))?;
    if let Some(opt) = want.opt {
        equal("optType", response.opt_type, opt)?;
    }
    Ok(format!("{id}: {code} {}", response.opt_type.as_str()))
}

/// No event is answered, however long one waits [OADR2b responseRequired].
pub(super) fn unanswered(seen: &Seen<'_>, lists: u32) -> Judged {
    for number in 1..=lists {
        let request = list_id(seen.case, number);
        let asked = |message: &Message| matches!(message, Message::DistributeEvent(m) if m.request_id == request);
        seen.here.gave(asked).ok_or("the list of events was never fetched")?;
    }
    let told = created(seen.here).count();
    holds(told == 0, || format!("{told} times oadrCreatedEvent for what wants no answer"))?;
    Ok("no oadrCreatedEvent".to_owned())
}

pub(super) fn created<'a>(here: Transcript<'a>) -> impl Iterator<Item = &'a wire::OadrCreatedEvent> {
    here.told().filter_map(|(_, message)| match message {
        Message::CreatedEvent(created) => Some(created),
        _ => None,
    })
}
