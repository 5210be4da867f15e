//! Programs and their events, as a session hands them to the engine.

use super::control::{Control, Mode};
use super::ids::{EventKey, ProgramKey, UpstreamId};
use super::time::{Seconds, UtcSeconds};
use super::units::CentiPercent;
use serde::{Deserialize, Serialize};

/// What the server says of an event [2030.5 EventStatus.currentStatus].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventStatus {
    /// 0: not started.
    Scheduled,
    /// 1: started.
    Active,
    /// 2: cancelled; ends at once.
    Cancelled,
    /// 3: cancelled; ends after a random time up to the larger of both randomizations.
    CancelledWithRandomization,
    /// 4: displaced by another event of the same program with the same modes.
    Superseded,
}

/// Which responses the server wants, `responseRequired`'s bits [2030.5 RespondableResource].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResponseRequired(pub u8);

impl ResponseRequired {
    /// Bit 0: say that the event was received.
    pub const RECEIVED: u8 = 1;
    /// Bit 1: say what became of it.
    pub const SPECIFIC: u8 = 2;
    /// Bit 2: say what the customer did.
    pub const CUSTOMER: u8 = 4;

    /// Whether any of `bits` is asked for.
    pub fn wants(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// One event of one program: what is asked, when, and how it ranks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its name.
    pub key: EventKey,
    /// When the server made it; the later wins between equal primacies [2030.5 §10.2.2.3 e].
    pub created: UtcSeconds,
    /// Start before randomization, on the program's time.
    pub start: UtcSeconds,
    /// Length before randomization, 0 and up.
    pub duration: Seconds,
    /// Start moves by a draw from 0 to this, either sign, -3600 to 3600.
    pub randomize_start: Seconds,
    /// Length changes by a draw from 0 to this, either sign, -3600 to 3600.
    pub randomize_duration: Seconds,
    /// What the server says of it.
    pub status: EventStatus,
    /// When that status was set.
    pub status_since: UtcSeconds,
    /// What it asks for.
    pub control: Control,
    /// Which responses it wants.
    pub response_required: ResponseRequired,
    /// Where responses go; as the server wrote it.
    pub reply_to: Option<String>,
}

/// What holds in a program when none of its events does [2030.5 DefaultDERControl].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultControl {
    /// What it asks for.
    pub control: Control,
    /// Ramp of the site limit, hundredths of a percent of setMaxW per second; 0: no limit [2030.5 setGradW].
    pub set_grad_w: Option<CentiPercent>,
    /// The same for a soft start [2030.5 setSoftGradW].
    pub set_soft_grad_w: Option<CentiPercent>,
    /// Enter-service settings, in the order delay, random delay and ramp in hundredths of a second [2030.5 setES*].
    pub enter_service_centiseconds: [Option<u32>; 3],
    /// Enter-service frequency band, low and high, hundredths of a hertz.
    pub enter_service_centihertz: [Option<u16>; 2],
    /// Enter-service voltage band, low and high, hundredths of a percent of nominal.
    pub enter_service_volt: [Option<CentiPercent>; 2],
}

/// A program: its rank, its default and its events [2030.5 DERProgram].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub key: ProgramKey,
    /// The server's words for it, for people.
    pub description: String,
    /// Its rank; the lower number wins [2030.5 PrimacyType].
    pub primacy: u8,
    /// What holds without an event.
    pub default: Option<DefaultControl>,
    /// Its events, in any order.
    pub events: Vec<Event>,
}

/// All that one server asks of the site, whole: what is not in it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramSet {
    /// Whose programs these are.
    pub upstream: UpstreamId,
    /// What to add to the gateway's time to get the server's.
    pub server_offset: Seconds,
    /// Whether the fetch behind it was complete; only then may an absent event be taken as gone.
    pub complete: bool,
    /// Whether the server follows the 2023 edition, where an absent event counts as cancelled and a superseded one may
    /// resume.
    pub edition_2023: bool,
    /// The programs, in any order.
    pub programs: Vec<Program>,
}

/// What became of an event; the session turns it into the protocol's response [2030.5 Table 27].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransitionKind {
    /// Seen for the first time.
    Received,
    /// In effect.
    Started,
    /// Ended at its time.
    Completed,
    /// Ended or dropped on the server's word.
    Cancelled,
    /// Displaced by another event; no mode was left to it.
    Superseded {
        /// The winner.
        by: EventKey,
    },
    /// In effect again (2023 only).
    Resumed,
    /// Ended early by another program's event of the same server.
    AbortedByProgram {
        /// The winner.
        by: EventKey,
    },
    /// This site cannot do what it asks.
    NotSupported {
        /// The modes that it cannot do.
        modes: Vec<Mode>,
    },
    /// A value is out of range.
    RejectedParameter,
    /// It contradicts itself.
    RejectedInvalid,
    /// Its end had passed when it was first seen.
    RejectedExpired,
}

/// A step in an event's life, said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Whose life.
    pub event: EventKey,
    /// What happened.
    pub kind: TransitionKind,
    /// When, on the server's time.
    pub at: UtcSeconds,
}
