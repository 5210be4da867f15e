//! What every message of a VEN must be, over all that was said in all cases.

use super::super::messages::version;
use super::super::procedure::Seen;
use super::super::transcript::{Exchange, Judged, equal, holds};
use super::Case;
use tieline_schemas::oadr2::{Message, SchemaVersion};

/// A poll may come so much early, in milliseconds: clocks and the network are not exact.
const EARLY_MS: i64 = 100;

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Each can be read: well-formed, in order, in 2.0b's namespaces, with times of UTC that say so [OADR2b rule 1].
    Case { name: "S rule 1", clause: "OADR2b rule 1", play: all, judge: readable },
    // Each says that it is 2.0b, and comes within oadrPayload [OADR2b schemaVersion].
    Case { name: "S schemaVersion", clause: "OADR2b schemaVersion", play: all, judge: versions },
    // Each bears the venID that the VTN gave [OADR2b rule 21].
    Case { name: "S venID", clause: "OADR2b rule 21", play: all, judge: ven_ids },
    // Each goes to the service that it belongs to [OADR2b simple HTTP].
    Case { name: "S service", clause: "OADR2b simple HTTP", play: all, judge: services },
    // Requests of its own have a requestID each [OADR2b requestID].
    Case { name: "S requestID", clause: "OADR2b requestID", play: all, judge: request_ids },
    // A poll that brought nothing is not repeated before its time; one that brought something is, at once [OADR2b oadrPoll].
    Case { name: "S oadrPoll", clause: "OADR2b oadrPoll", play: all, judge: polls },
];

fn all(stage: &mut super::Stage<'_, '_>) -> Result<(), String> {
    stage.begin = 0;
    Ok(())
}

fn readable(seen: &Seen<'_>) -> Judged {
    for exchange in seen.here.0 {
        if let Err(error) = &exchange.told {
            let text = String::from_utf8_lossy(&exchange.raw);
            return Err(format!("{error}: {}", text.chars().take(300).collect::<String>()));
        }
    }
    holds(!seen.here.0.is_empty(), || "nothing was told".to_owned())?;
    Ok(format!("{} messages", seen.here.0.len()))
}

fn versions(seen: &Seen<'_>) -> Judged {
    for (i, message) in seen.here.told() {
        let version = version(message);
        equal(&format!("schemaVersion of {}", message.name()), version, &SchemaVersion::V20b)?;
        holds(seen.here.0[i].wrapped, || format!("{} stands alone, without oadrPayload", message.name()))?;
    }
    Ok("2.0b".to_owned())
}

/// The venID that a message of a VEN bears; `None` where it need not.
fn ven_id(message: &Message) -> Option<&str> {
    match message {
        Message::CreatedEvent(m) => Some(&m.ei_created_event.ven_id),
        Message::RequestEvent(m) => Some(&m.ei_request_event.ven_id),
        Message::Response(m) => m.ven_id.as_deref(),
        Message::CancelOpt(m) => Some(&m.ven_id),
        Message::CreateOpt(m) => Some(&m.ven_id),
        Message::CanceledReport(m) => m.ven_id.as_deref(),
        Message::CreatedReport(m) => m.ven_id.as_deref(),
        Message::RegisterReport(m) => m.ven_id.as_deref(),
        Message::RegisteredReport(m) => m.ven_id.as_deref(),
        Message::UpdateReport(m) => m.ven_id.as_deref(),
        Message::UpdatedReport(m) => m.ven_id.as_deref(),
        Message::CanceledPartyRegistration(m) => m.ven_id.as_deref(),
        Message::Poll(m) => Some(&m.ven_id),
        _ => None,
    }
}

fn ven_ids(seen: &Seen<'_>) -> Judged {
    for (_, message) in seen.here.told() {
        if let Some(found) = ven_id(message) {
            equal(&format!("venID of {}", message.name()), found, seen.ven_id)?;
        }
    }
    Ok(seen.ven_id.to_owned())
}

fn service(message: &Message) -> &'static [&'static str] {
    match message {
        Message::QueryRegistration(_)
        | Message::CreatePartyRegistration(_)
        | Message::CancelPartyRegistration(_)
        | Message::CanceledPartyRegistration(_)
        | Message::Response(_) => &["EiRegisterParty"],
        Message::RequestEvent(_) | Message::CreatedEvent(_) => &["EiEvent"],
        Message::CreateOpt(_) | Message::CancelOpt(_) => &["EiOpt"],
        Message::Poll(_) => &["OadrPoll"],
        Message::RegisterReport(_)
        | Message::RegisteredReport(_)
        | Message::CreateReport(_)
        | Message::CreatedReport(_)
        | Message::UpdateReport(_)
        | Message::UpdatedReport(_)
        | Message::CancelReport(_)
        | Message::CanceledReport(_) => &["EiReport"],
        _ => &[],
    }
}

fn services(seen: &Seen<'_>) -> Judged {
    for (i, message) in seen.here.told() {
        let (found, wanted) = (seen.here.0[i].service.as_str(), service(message));
        holds(wanted.contains(&found), || format!("{} came to {found}, not to {wanted:?}", message.name()))?;
    }
    Ok("each to its service".to_owned())
}

fn request_ids(seen: &Seen<'_>) -> Judged {
    let mut known = std::collections::BTreeSet::new();
    for (_, message) in seen.here.told() {
        let id = match message {
            Message::QueryRegistration(m) => &m.request_id,
            Message::CreatePartyRegistration(m) => &m.request_id,
            Message::RequestEvent(m) => &m.ei_request_event.request_id,
            Message::RegisterReport(m) => &m.request_id,
            Message::UpdateReport(m) => &m.request_id,
            Message::CreateOpt(m) => &m.request_id,
            _ => continue,
        };
        holds(!id.is_empty(), || format!("{} has no requestID", message.name()))?;
        holds(known.insert(id), || format!("the requestID {id} of {} was used before", message.name()))?;
    }
    Ok(format!("{} requests", known.len()))
}

fn polls(seen: &Seen<'_>) -> Judged {
    let polls: Vec<&Exchange> = seen.here.0.iter().filter(|exchange| exchange.name() == "oadrPoll").collect();
    let mut early = 0;
    for pair in polls.windows(2) {
        let nothing = matches!(&pair[0].gave, Some(Message::Response(m)) if m.ei_response.response_code.get() == 200);
        let gap_ms = pair[1].at_ms - pair[0].at_ms;
        early += usize::from(nothing && gap_ms < 1_000 - EARLY_MS);
    }
    holds(polls.len() > 1, || "it does not poll".to_owned())?;
    equal("polls before their time", early, 0)?;
    Ok(format!("{} polls", polls.len()))
}
