//! A VEN as the VTN knows it.

use super::asked::Asked;
use super::calendar::moment;
use super::reports::{Offer, ReportRequest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::{Millis, UtcSeconds};

/// A VEN's registration [OADR2b EiRegisterParty].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its registrationID.
    pub id: String,
    /// Since when.
    #[serde(with = "moment")]
    pub since: UtcSeconds,
    /// What it calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ven_name: Option<String>,
    /// Whether it only reports and takes no events.
    pub report_only: bool,
    /// Whether it says that it signs its messages.
    pub signs: bool,
    /// Where messages are pushed to; absent: it polls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_to: Option<String>,
}

/// The edition of OpenADR that a VEN speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Profile {
    /// 2.0a: EiEvent alone; a VEN needs no registration, and asks for its events [OADR2a EiEvent].
    #[serde(rename = "2.0a")]
    A,
    /// 2.0b.
    #[default]
    #[serde(rename = "2.0b")]
    B,
}

impl Profile {
    /// Whether it is what VENs speak that nothing else is said of.
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::B
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "2.0a",
            Self::B => "2.0b",
        }
    }
}

/// A VEN, enrolled by the operator or by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ven {
    /// Its venID.
    pub id: String,
    /// Words for people; in a laboratory also the name by which it registers.
    #[serde(default)]
    pub name: String,
    /// The tail of its certificate's fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// What it speaks, as the operator has entered it.
    #[serde(default, skip_serializing_if = "Profile::is_usual")]
    pub profile: Profile,
    /// Groups that it is in.
    #[serde(default)]
    pub groups: BTreeSet<String>,
    /// Its resources.
    #[serde(default)]
    pub resources: BTreeSet<String>,
    /// Parties that it belongs to.
    #[serde(default)]
    pub parties: BTreeSet<String>,
    /// Absent: it is not registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
    /// Reports that it offers, by reportSpecifierID.
    #[serde(default)]
    pub offers: BTreeMap<String, Offer>,
    /// Reports asked of it, by reportRequestID.
    #[serde(default)]
    pub requests: BTreeMap<String, ReportRequest>,
    /// Reports that it asks of us, by reportRequestID.
    #[serde(default)]
    pub(super) asked: BTreeMap<String, Asked>,
    /// What is to be said to it, in order.
    #[serde(default)]
    pub(super) queue: Vec<Errand>,
}

impl Ven {
    /// The requestIDs of what is said to it and waits for its answer.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &str> {
        let updates = self.asked.values().filter_map(|asked| asked.sent.as_ref());
        let errands = self.queue.iter().map(|errand| errand.request_id.as_str());
        errands.chain(updates.map(|(request_id, _)| request_id.as_str()))
    }
}

/// Something to be said to a VEN; it stays until the VEN has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Errand {
    /// Its requestID.
    pub(super) request_id: String,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// oadrRequestReregistration.
    Reregister,
    /// oadrCancelPartyRegistration.
    CancelRegistration { registration_id: String },
    /// oadrRegisterReport: what we can report.
    RegisterReport,
    /// oadrCreateReport of these requests.
    CreateReport { ids: Vec<String> },
    /// oadrCreateReport of the metadata [OADR2b rule 306].
    AskMetadata,
    /// oadrCancelReport.
    CancelReport { ids: Vec<String>, follows: bool },
}

/// What was said to a VEN since the start, and not yet answered; not kept.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Events and modifications that it was told last.
    pub(super) told: BTreeMap<String, u32>,
    /// Whether no answer will say that the last list has arrived.
    pub(super) unconfirmed: bool,
    /// Whether it was told anything since it registered.
    pub(super) informed: bool,
    /// When that was.
    pub(super) told_at: Option<Millis>,
    /// When each errand was said.
    pub(super) said_at: BTreeMap<String, Millis>,
    /// When it was heard last.
    pub(super) heard_at: Option<Millis>,
    /// When a push failed last, and how often in a row.
    pub(super) failed: Option<(Millis, u32)>,
}
