//! EiOpt: on an event, for a time, taken back.

use super::super::clock::now_s;
use super::super::say::{VERSION, moment, seconds};
use super::super::setup::Stand;
use super::super::transcript::equal;
use super::super::ven::{Fault, unexpected};
use super::answers::{answer, stand, told};
use super::{Case, Stage, done};
use tieline_schemas::oadr2::{self as wire, Message, OptType};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Out of an event [OADR2b EiOpt].
    Case {
        name: "O event",
        clause: "OADR2b EiOpt",
        play: |stage| {
            let (id, list) = told(stage)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            create(stage, about(&id, 0), OptType::OptOut, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: false, code: 200 }))?;
            done("optOut by oadrCreateOpt: held as out")
        },
    },
    // And what oadrCreatedEvent says of it later is answered, and changes nothing [OADR2b rule 206].
    Case {
        name: "O rule 206",
        clause: "OADR2b rule 206",
        play: |stage| {
            let (id, list) = told(stage)?;
            create(stage, about(&id, 0), OptType::OptOut, 200)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: false, code: 200 }))?;
            done("a later optIn by oadrCreatedEvent does not count")
        },
    },
    // Taken back: what oadrCreatedEvent says counts again.
    Case {
        name: "O cancel",
        clause: "OADR2b EiOpt",
        play: |stage| {
            let (id, list) = told(stage)?;
            let opt_id = create(stage, about(&id, 0), OptType::OptOut, 200)?;
            cancel(stage, &opt_id, 200)?;
            answer(stage, &list, &id, |_| {}, 200)?;
            equal("what the VTN holds", stand(stage, &id)?, Some(Stand { opts_in: true, code: 200 }))?;
            done("after oadrCancelOpt an optIn counts")
        },
    },
    // For a time, in a market context [OADR2b vavailability].
    Case {
        name: "O schedule",
        clause: "OADR2b vavailability",
        play: |stage| {
            let opt_id = create(stage, schedule, OptType::OptOut, 200)?;
            cancel(stage, &opt_id, 200)?;
            done("taken, and cancelled")
        },
    },
    // On an event that is not there [OADR2b 452].
    Case {
        name: "O 452 event",
        clause: "OADR2b 452",
        play: |stage| {
            create(stage, about("nowhere", 0), OptType::OptOut, 452)?;
            done("452")
        },
    },
    // Taking back what never was [OADR2b 452].
    Case {
        name: "O 452 opt",
        clause: "OADR2b 452",
        play: |stage| {
            cancel(stage, "no-such-opt", 452)?;
            done("452")
        },
    },
];

fn about(event_id: &str, modification_number: u32) -> impl FnOnce(&mut wire::OadrCreateOpt) {
    let event = wire::QualifiedEventID { event_id: event_id.to_owned(), modification_number };
    move |opt| opt.qualified_event_id = Some(event)
}

fn schedule(opt: &mut wire::OadrCreateOpt) {
    let time = wire::Available {
        properties: wire::Properties {
            dtstart: moment(now_s() + 3_600).into(),
            duration: seconds(3_600),
            ..Default::default()
        },
    };
    let components = wire::ArrayOfVavailabilityContainedComponents { available: vec![time] };
    opt.vavailability = Some(wire::Vavailability { components });
}

/// Sends an opt and expects this code; its optID.
fn create(
    stage: &mut Stage<'_, '_>,
    subject: impl FnOnce(&mut wire::OadrCreateOpt),
    opt_type: OptType,
    code: u16,
) -> Result<String, Fault> {
    let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
    let mut opt = wire::OadrCreateOpt {
        schema_version: VERSION,
        opt_id: format!("opt-{request_id}"),
        opt_type,
        opt_reason: wire::OptReason::Economic,
        market_context: Some(stage.bench.market_contexts[0].clone()),
        ven_id: ven_id.clone(),
        vavailability: None,
        created_date_time: moment(now_s()),
        request_id: request_id.clone(),
        qualified_event_id: None,
        ei_target: wire::EiTarget { ven_id: vec![ven_id], ..Default::default() },
        oadr_device_class: None,
    };
    subject(&mut opt);
    let opt_id = opt.opt_id.clone();
    match stage.ven.say(Message::CreateOpt(opt))? {
        Some(Message::CreatedOpt(told)) => {
            equal("code of oadrCreatedOpt", told.ei_response.response_code.get(), code)?;
            equal("requestID", told.ei_response.request_id, request_id)?;
            equal("optID", told.opt_id.as_str(), opt_id.as_str())?;
            Ok(opt_id)
        }
        other => Err(unexpected("oadrCreatedOpt", other.as_ref())),
    }
}

fn cancel(stage: &mut Stage<'_, '_>, opt_id: &str, code: u16) -> Result<(), Fault> {
    let (request_id, ven_id) = (stage.ven.request_id(), stage.ven.id());
    let cancel = wire::OadrCancelOpt {
        schema_version: VERSION,
        request_id: request_id.clone(),
        opt_id: opt_id.to_owned(),
        ven_id,
    };
    match stage.ven.say(Message::CancelOpt(cancel))? {
        Some(Message::CanceledOpt(told)) => {
            equal("code of oadrCanceledOpt", told.ei_response.response_code.get(), code)?;
            equal("requestID", told.ei_response.request_id, request_id)?;
            Ok(equal("optID", told.opt_id.as_deref(), Some(opt_id))?)
        }
        other => Err(unexpected("oadrCanceledOpt", other.as_ref())),
    }
}
