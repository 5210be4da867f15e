//! Registration: query, create, create again, cancel from either side, and who is not known.

use super::super::say::VERSION;
use super::super::transcript::{equal, holds};
use super::super::ven::{Fault, outcome, registered, unexpected};
use super::{Case, Stage, done, outcome_is};
use tieline_schemas::oadr2::{self as wire, Message};

/// Before all others.
pub(super) const FIRST: &[Case] = &[
    // A query tells what is spoken, and nothing of who asks [OADR2b EiRegisterParty].
    Case {
        name: "N1_0010",
        clause: "OADR2b EiRegisterParty",
        play: |stage| {
            let request_id = stage.ven.request_id();
            let query = wire::OadrQueryRegistration { schema_version: VERSION, request_id: request_id.clone() };
            let told = registered(stage.ven.say(Message::QueryRegistration(query))?)?;
            accepted(&told, &request_id)?;
            holds(told.ven_id.is_none() && told.registration_id.is_none(), || {
                "the answer to a query has ids of a VEN".to_owned()
            })?;
            done("no ids")
        },
    },
    // A registration gives ids, the VTN's own, and the time between polls.
    Case {
        name: "N1_0020",
        clause: "OADR2b EiRegisterParty",
        play: |stage| {
            let create = stage.ven.create_registration();
            let told = registered(stage.ven.say(Message::CreatePartyRegistration(create.clone()))?)?;
            accepted(&told, &create.request_id)?;
            let ids = [told.ven_id.as_deref(), told.registration_id.as_deref()];
            holds(ids.iter().all(|id| id.is_some_and(|id| !id.is_empty())), || format!("ids are missing: {ids:?}"))?;
            let freq = told.oadr_requested_oadr_poll_freq.as_ref().and_then(|freq| freq.duration.to_seconds());
            holds(freq.is_some_and(|seconds| seconds > 0), || format!("a VEN that pulls is to poll every {freq:?} s"))?;
            stage.ven.registration_id = told.registration_id.unwrap_or_default();
            done(format!("venID {}", told.ven_id.unwrap_or_default()))
        },
    },
    // Registering again, with and without its registrationID, keeps the venID.
    Case {
        name: "N create again",
        clause: "OADR2b EiRegisterParty",
        play: |stage| {
            let known = stage.ven.id();
            equal("venID", stage.ven.register()?.ven_id.as_deref(), Some(known.as_str()))?;
            let mut create = stage.ven.create_registration();
            create.registration_id = Some(stage.ven.registration_id.clone());
            let told = registered(stage.ven.say(Message::CreatePartyRegistration(create))?)?;
            equal("venID", told.ven_id.as_deref(), Some(known.as_str()))?;
            stage.ven.registration_id = told.registration_id.unwrap_or_default();
            done(known)
        },
    },
];

/// After all others.
pub(super) const AGAIN: &[Case] = &[
    // A VEN ends its registration: confirmed, and it is not known any more until it registers again [OADR2b 463].
    Case {
        name: "N1_0030",
        clause: "OADR2b oadrCancelPartyRegistration",
        play: |stage| {
            let id = stage.ven.registration_id.clone();
            let (told, request_id) = cancel(stage, &id)?;
            equal("code", told.ei_response.response_code.get(), 200)?;
            equal("requestID", told.ei_response.request_id.as_str(), request_id.as_str())?;
            equal("registrationID", told.registration_id.as_deref(), Some(id.as_str()))?;
            unknown_now(stage)
        },
    },
    // A registrationID that is not the VEN's: refused, and the registration stands.
    Case {
        name: "N1_0070",
        clause: "OADR2b oadrCancelPartyRegistration",
        play: |stage| {
            let (told, _) = cancel(stage, "no-such-registration")?;
            let code = told.ei_response.response_code.get();
            holds(code != 200, || "a foreign registrationID is cancelled with 200".to_owned())?;
            stage.expect_drained()?;
            done(format!("{code}, and it is still registered"))
        },
    },
    // The operator asks the VEN to register again [OADR2b oadrRequestReregistration].
    Case {
        name: "N1_0060",
        clause: "OADR2b oadrRequestReregistration",
        play: |stage| {
            let known = stage.ven.id();
            stage.bench.setup.ask_registration(&known).map_err(Fault::NotRun)?;
            let ask = stage.ven.poll()?;
            let Some(Message::RequestReregistration(m)) = &ask else {
                return Err(unexpected("oadrRequestReregistration", ask.as_ref()));
            };
            equal("venID", m.ven_id.as_str(), known.as_str())?;
            stage.ven.obey(&Message::RequestReregistration(m.clone()))?;
            equal("venID", stage.ven.id(), known)?;
            stage.drain()?;
            done("asked by a poll, and registered under the same venID")
        },
    },
    // The operator cancels the registration [OADR2b oadrCancelPartyRegistration].
    Case {
        name: "N1_0040",
        clause: "OADR2b oadrCancelPartyRegistration",
        play: |stage| {
            let known = stage.ven.id();
            stage.bench.setup.cancel_registration(&known).map_err(Fault::NotRun)?;
            let ask = stage.ven.poll()?;
            let Some(Message::CancelPartyRegistration(m)) = &ask else {
                return Err(unexpected("oadrCancelPartyRegistration", ask.as_ref()));
            };
            equal("registrationID", m.registration_id.as_str(), stage.ven.registration_id.as_str())?;
            holds(!m.request_id.is_empty(), || "it has no requestID".to_owned())?;
            stage.ven.obey(&Message::CancelPartyRegistration(m.clone()))?;
            unknown_now(stage)
        },
    },
    // Who is not registered is answered 463, whatever it asks [OADR2b 463].
    Case {
        name: "N1_5080",
        clause: "OADR2b 463",
        play: |stage| {
            let known = stage.ven.ven_id.replace("nobody-known-here".to_owned());
            let poll = stage.ven.poll();
            let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
            let ei_request_event = wire::EiRequestEvent { request_id, ven_id, reply_limit: None };
            let request = wire::OadrRequestEvent { schema_version: VERSION, ei_request_event };
            let events = stage.ven.say(Message::RequestEvent(request));
            stage.ven.ven_id = known;
            for heard in [poll?, events?] {
                equal("code for a venID that is not known", outcome(heard.as_ref())?.0, 463)?;
            }
            done("463")
        },
    },
    // Who was never heard of is refused without ids, or taken in as somebody new [OADR2b 463].
    Case {
        name: "N stranger",
        clause: "OADR2b 463",
        play: |stage| {
            let mut create = stage.ven.create_registration();
            (create.ven_id, create.oadr_ven_name) = (None, Some("nobody-known-here".to_owned()));
            let told = registered(stage.ven.say(Message::CreatePartyRegistration(create))?)?;
            match (told.ei_response.response_code.get(), told.ven_id, told.registration_id) {
                (200, Some(ven_id), Some(_)) => {
                    holds(ven_id != stage.ven.id(), || format!("a stranger is taken for {ven_id}"))?;
                    done(format!("taken in as {ven_id}"))
                }
                (200, ..) => Err("it is taken in, and gets no ids".into()),
                (code, None, None) => done(format!("refused with {code}, no ids")),
                (code, ..) => Err(format!("refused with {code}, and it gets ids").into()),
            }
        },
    },
    // A registration that is refused brings no venID.
    Case {
        name: "N refused",
        clause: "OADR2b EiRegisterParty",
        play: |stage| {
            let mut create = stage.ven.create_registration();
            create.oadr_profile_name = wire::OadrProfileName::V20a;
            create.registration_id = None;
            let told = registered(stage.ven.say(Message::CreatePartyRegistration(create))?)?;
            let code = told.ei_response.response_code.get();
            holds(code != 200, || "2.0a is accepted in a message of 2.0b".to_owned())?;
            holds(told.ven_id.is_none() && told.registration_id.is_none(), || format!("{code}, with ids"))?;
            done(format!("{code}, no ids"))
        },
    },
];

fn accepted(told: &wire::OadrCreatedPartyRegistration, request_id: &str) -> Result<(), Fault> {
    equal("code", told.ei_response.response_code.get(), 200)?;
    equal("requestID", told.ei_response.request_id.as_str(), request_id)?;
    holds(!told.vtn_id.is_empty(), || "there is no vtnID".to_owned())?;
    let over_http = |profile: &wire::OadrProfile| {
        let transports = &profile.oadr_transports.oadr_transport;
        profile.oadr_profile_name == wire::OadrProfileName::V20b
            && transports.iter().any(|one| one.oadr_transport_name == wire::OadrTransportName::SimpleHttp)
    };
    let spoken = told.oadr_profiles.oadr_profile.iter().any(over_http);
    Ok(holds(spoken, || "2.0b over simpleHttp is not among its profiles".to_owned())?)
}

fn cancel(stage: &mut Stage<'_, '_>, id: &str) -> Result<(wire::OadrCanceledPartyRegistration, String), Fault> {
    let request_id = stage.ven.request_id();
    let cancel = wire::OadrCancelPartyRegistration {
        schema_version: VERSION,
        request_id: request_id.clone(),
        registration_id: id.to_owned(),
        ven_id: Some(stage.ven.id()),
    };
    match stage.ven.say(Message::CancelPartyRegistration(cancel))? {
        Some(Message::CanceledPartyRegistration(told)) => Ok((told, request_id)),
        other => Err(unexpected("oadrCanceledPartyRegistration", other.as_ref())),
    }
}

/// A poll is answered 463, and it can register again.
fn unknown_now(stage: &mut Stage<'_, '_>) -> Result<String, Fault> {
    let poll = stage.ven.poll()?;
    holds(outcome_is(&poll, 463), || {
        format!("a poll after the registration ended is answered {}", poll.as_ref().map_or("nothing", Message::name))
    })?;
    let known = stage.ven.id();
    stage.ven.register()?;
    equal("venID after registering again", stage.ven.id(), known)?;
    done("ended; 463; registered again under the same venID")
}
