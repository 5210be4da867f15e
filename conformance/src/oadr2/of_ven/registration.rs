//! Registration: the first one, and again when the VTN asks, cancels, or does not know the VEN any more.

use super::super::procedure::Seen;
use super::super::say::VERSION;
use super::super::transcript::{Transcript, equal, holds};
use super::{Case, Stage};
use tieline_schemas::oadr2::{self as wire, Message};

/// The case that all others follow.
pub(super) const FIRST: &[Case] = &[
    // A VEN that starts asks or not, registers for 2.0b over simple HTTP as a VEN that pulls, and polls only then
    // [OADR2b EiRegisterParty].
    Case {
        name: "N1_0010",
        clause: "OADR2b EiRegisterParty",
        play: |stage| {
            stage.bench.vtn.wait(stage.bench.patience, 0, |log| Transcript(log).told().any(|(_, m)| is_poll(m)));
            stage.begin = 0;
            let polls = stage.bench.vtn.since(0).iter().any(|exchange| exchange.name() == "oadrPoll");
            if polls { Ok(()) } else { Err("no VEN registers and polls within patience".to_owned()) }
        },
        judge: |seen| {
            let create = registers(seen)?;
            equal("registrationID of a first registration", create.registration_id.as_ref(), None)?;
            Ok(format!("registers as {:?}", create.oadr_ven_name.as_deref().unwrap_or_default()))
        },
    },
    // After it registered it asks for events, and tells its reports [OADR2b oadrRequestEvent].
    Case {
        name: "N1_0020",
        clause: "OADR2b oadrRequestEvent",
        play: |stage| {
            stage.begin = 0;
            stage.until(synchronized);
            Ok(())
        },
        judge: |seen| {
            let registered = place(seen.here, |m| matches!(m, Message::CreatePartyRegistration(_)))?;
            holds(synchronized(seen.here.after(registered)), || {
                format!("no oadrRequestEvent, or no oadrRegisterReport; told: {}", seen.here.names())
            })?;
            Ok("events asked for, reports told".to_owned())
        },
    },
];

/// Registering anew.
pub(super) const AGAIN: &[Case] = &[
    // Not known any more: 463 to all that is asked, until it registers anew [OADR2b 463].
    Case {
        name: "N1_0080",
        clause: "OADR2b 463",
        play: |stage| {
            stage.bench.vtn.forget();
            stage.until(registers_and_polls);
            Ok(())
        },
        judge: |seen| {
            let refused =
                |message: &Message| matches!(message, Message::Response(m) if m.ei_response.response_code.get() == 463);
            let told_so = seen.here.gave(refused).ok_or("nothing was asked that could be answered 463")?;
            let later = Seen { here: seen.here.after(told_so), ..*seen };
            registers(&later)?;
            Ok("registers again after 463".to_owned())
        },
    },
    // Asked to register again: it answers, and registers as who it is [OADR2b oadrRequestReregistration].
    Case {
        name: "N1_0060",
        clause: "OADR2b oadrRequestReregistration",
        play: |stage| {
            let ven_id = stage.ven_id();
            let ask = wire::OadrRequestReregistration { schema_version: VERSION, ven_id };
            stage.hand_out(Message::RequestReregistration(ask))?;
            stage.until(registers_and_polls);
            Ok(())
        },
        judge: |seen| {
            let asked = seen.here.gave(|m| matches!(m, Message::RequestReregistration(_)));
            let asked = asked.ok_or("the request was never fetched")?;
            let before = seen.here.before_next_poll(asked);
            before.one("oadrResponse", |m| match m {
                Message::Response(m) => Some(m),
                _ => None,
            })?;
            let again = Seen { here: before, ..*seen };
            let create = registers(&again)?;
            equal("venID", create.ven_id.as_deref(), Some(seen.ven_id))?;
            Ok("answers, and registers under the same venID".to_owned())
        },
    },
    // A cancellation of another registration is refused, and changes nothing [OADR2b rule 21].
    Case {
        name: "N1_0070",
        clause: "OADR2b oadrCancelPartyRegistration",
        play: |stage| cancel(stage, "no-such-registration"),
        judge: |seen| {
            let cancelled = confirmed(seen)?;
            let code = cancelled.ei_response.response_code.get();
            holds(code == 452, || format!("a registrationID that is not its own is answered {code}, not 452"))?;
            let again = seen.here.told().any(|(_, m)| matches!(m, Message::CreatePartyRegistration(_)));
            holds(!again, || "it registers again, though its registration stands".to_owned())?;
            Ok("452, and it goes on".to_owned())
        },
    },
    // The VTN cancels the registration: confirmed before anything else, and no poll until it is registered anew
    // [OADR2b oadrCancelPartyRegistration].
    Case {
        name: "N1_0040",
        clause: "OADR2b oadrCancelPartyRegistration",
        play: |stage| {
            let id = stage.bench.vtn.registration_id();
            cancel(stage, &id)?;
            stage.until(registers_and_polls);
            Ok(())
        },
        judge: |seen| {
            let cancelled = confirmed(seen)?;
            equal("code of oadrCanceledPartyRegistration", cancelled.ei_response.response_code.get(), 200)?;
            let asked = seen.here.gave(|m| matches!(m, Message::CancelPartyRegistration(_))).unwrap_or_default();
            let id = match &seen.here.0[asked].gave {
                Some(Message::CancelPartyRegistration(m)) => Some(m.registration_id.as_str()),
                _ => None,
            };
            equal("registrationID", cancelled.registration_id.as_deref(), id)?;
            let later = Seen { here: seen.here.after(asked), ..*seen };
            registers(&later)?;
            Ok("confirmed, and registers anew".to_owned())
        },
    },
];

fn is_poll(message: &Message) -> bool {
    matches!(message, Message::Poll(_))
}

fn registers_and_polls(here: Transcript<'_>) -> bool {
    let created = here.told().find(|(_, m)| matches!(m, Message::CreatePartyRegistration(_)));
    created.is_some_and(|(i, _)| here.after(i).told().any(|(_, m)| is_poll(m)))
}

fn synchronized(here: Transcript<'_>) -> bool {
    let told = |is: fn(&Message) -> bool| here.told().any(|(_, m)| is(m));
    told(|m| matches!(m, Message::RequestEvent(_))) && told(|m| matches!(m, Message::RegisterReport(_)))
}

fn place(here: Transcript<'_>, is: impl Fn(&Message) -> bool) -> Result<usize, String> {
    here.told().find(|(_, m)| is(m)).map(|(i, _)| i).ok_or_else(|| format!("never told; told: {}", here.names()))
}

/// Hands out a cancellation, and waits for the confirmation.
fn cancel(stage: &mut Stage<'_, '_>, registration_id: &str) -> Result<(), String> {
    let cancel = Message::CancelPartyRegistration(wire::OadrCancelPartyRegistration {
        schema_version: VERSION,
        request_id: stage.id("/cancel"),
        registration_id: registration_id.to_owned(),
        ven_id: Some(stage.ven_id()),
    });
    stage.hand_out(cancel)
}

/// The confirmation of the cancellation of this case: before the next poll, under its request.
fn confirmed<'a>(seen: &Seen<'a>) -> Result<&'a wire::OadrCanceledPartyRegistration, String> {
    let asked = seen.here.gave(|m| matches!(m, Message::CancelPartyRegistration(_)));
    let before = seen.here.before_next_poll(asked.ok_or("the cancellation was never fetched")?);
    let cancelled = before.one("oadrCanceledPartyRegistration", |m| match m {
        Message::CanceledPartyRegistration(m) => Some(m),
        _ => None,
    })?;
    equal("requestID", cancelled.ei_response.request_id.clone(), format!("{}/cancel", seen.case))?;
    Ok(cancelled)
}

/// The one registration, before any poll.
fn registers<'a>(seen: &Seen<'a>) -> Result<&'a wire::OadrCreatePartyRegistration, String> {
    let create = seen.here.one("oadrCreatePartyRegistration", |m| match m {
        Message::CreatePartyRegistration(m) => Some(m),
        _ => None,
    })?;
    let registered = place(seen.here, |m| matches!(m, Message::CreatePartyRegistration(_)))?;
    let polls = Transcript(&seen.here.0[..registered]).told().filter(|(_, m)| is_poll(m)).count();
    equal("polls before it was registered", polls, 0)?;
    equal("profile", create.oadr_profile_name, wire::OadrProfileName::V20b)?;
    equal("transport", create.oadr_transport_name, wire::OadrTransportName::SimpleHttp)?;
    equal("oadrHttpPullModel", create.oadr_http_pull_model, Some(true))?;
    holds(!create.request_id.is_empty(), || "the registration has no requestID".to_owned())?;
    Ok(create)
}
