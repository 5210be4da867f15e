//! What every message of a VTN must be, over all that was answered in all cases.

use super::super::messages::{times, version};
use super::super::transcript::{equal, holds};
use super::{Case, done};
use tieline_schemas::oadr2::{Message, SchemaVersion};

/// The cases.
pub(super) const CASES: &[Case] = &[
    // Each can be read, its times are of UTC and say so [OADR2b rule 1]: what cannot be read fails its own case.
    Case {
        name: "S rule 1",
        clause: "OADR2b rule 1",
        play: |stage| {
            stage.make(&stage.plan(60, 60))?;
            stage.answered_list()?;
            holds(stage.ven.log.len() > 1, || "nothing was answered".to_owned())?;
            let odd =
                stage.ven.log.iter().find(|answer| !times(&answer.message).iter().all(|at| near(*at, answer.at_s)));
            holds(odd.is_none(), || format!("a time is years away: {:?}", odd.map(|answer| answer.message.name())))?;
            done(format!("{} messages", stage.ven.log.len()))
        },
    },
    // Each says that it is 2.0b, and comes within oadrPayload [OADR2b schemaVersion].
    Case {
        name: "S schemaVersion",
        clause: "OADR2b schemaVersion",
        play: |stage| {
            stage.ven.register()?;
            for answer in &stage.ven.log {
                let name = answer.message.name();
                equal(&format!("schemaVersion of {name}"), version(&answer.message), &SchemaVersion::V20b)?;
                holds(answer.wrapped, || format!("{name} stands alone, without oadrPayload"))?;
            }
            done("2.0b")
        },
    },
    // Where one bears a venID, it is the VEN's.
    Case {
        name: "S venID",
        clause: "OADR2b rule 21",
        play: |stage| {
            let own = stage.ven.id();
            stage.ven.register()?;
            for answer in &stage.ven.log {
                if let Some(found) = ven_id(&answer.message) {
                    equal(&format!("venID of {}", answer.message.name()), found, own.as_str())?;
                }
            }
            done(own)
        },
    },
];

/// Within a year.
fn near(at_s: i64, now_s: i64) -> bool {
    (at_s - now_s).abs() < 366 * 86_400
}

fn ven_id(message: &Message) -> Option<&str> {
    match message {
        Message::RegisteredReport(m) => m.ven_id.as_deref(),
        Message::CreateReport(m) => m.ven_id.as_deref(),
        Message::UpdatedReport(m) => m.ven_id.as_deref(),
        Message::CancelReport(m) => m.ven_id.as_deref(),
        Message::CreatedPartyRegistration(m) => m.ven_id.as_deref(),
        Message::CancelPartyRegistration(m) => m.ven_id.as_deref(),
        Message::RequestReregistration(m) => Some(&m.ven_id),
        _ => None,
    }
}
