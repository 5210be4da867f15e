//! What the server keeps, in its own shapes. Times are the server's seconds.
//!
//! What a device puts or posts as a whole (capability, settings, mirrors, log events) is kept as the XML that the codec
//! writes for it; what the operator makes is kept as the structs below, in JSON.

use serde::{Deserialize, Serialize};
use std::fmt;
use tieline_core::model::{Control, Curve, DefaultControl, Lfdi, Mrid, ResponseRequired, Seconds, Sfdi, UtcSeconds};

/// A registration PIN: five digits and their check digit. It cannot be printed [2030.5 PINType].
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pin(u32);

impl Pin {
    /// `None` unless `number` has at most six digits whose sum is a multiple of ten [2030.5 §6.3.5].
    pub fn new(number: u32) -> Option<Self> {
        let mut rest = number;
        let mut sum = 0;
        while rest > 0 {
            sum += rest % 10;
            rest /= 10;
        }
        (number <= 999_999 && sum % 10 == 0).then_some(Self(number))
    }

    /// The number, for the wire alone.
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(kept secret)")
    }
}

/// An enrolled device [2030.5 EndDevice].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceDocument {
    /// The certificate that owns it.
    pub lfdi: Lfdi,
    /// Its short form.
    pub sfdi: Sfdi,
    /// When it enrolled.
    pub registered: UtcSeconds,
    /// When it last changed.
    pub changed: UtcSeconds,
    /// The registration PIN with its check digit; kept out of every log.
    pub pin: Option<Pin>,
    /// Its category bits, as it said.
    pub category: Option<u32>,
    /// Seconds between its posts; `None`: the server's rate.
    pub post_rate: Option<u32>,
    /// The function set assignments that it has.
    pub assignments: Vec<u32>,
    /// How many DERs it has, from 1.
    pub ders: u32,
    /// Whether it acts for the devices that are granted to it.
    #[serde(default)]
    pub aggregator: bool,
}

/// That an aggregator acts for a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantDocument {
    /// The device's identity.
    pub lfdi: Lfdi,
    /// Since when.
    pub since: UtcSeconds,
    /// Whether the aggregator enrolled the device itself, and so may end its enrolment.
    pub registered: bool,
}

/// Function set assignments [2030.5 FunctionSetAssignments].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentsDocument {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Its name in the configuration; 1 to 32 bytes.
    pub name: String,
    /// The programs in it.
    pub programs: Vec<u32>,
    /// Whether devices that enrol by themselves get it.
    pub for_new_devices: bool,
    /// The rates of its devices; a device of several groups has the shortest.
    #[serde(default)]
    pub rates: Rates,
}

/// A program [2030.5 DERProgram].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramDocument {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Its words for people; up to 32 bytes.
    pub description: String,
    /// Its rank; the lower number wins [2030.5 PrimacyType].
    pub primacy: u8,
    /// Rises with each change of the program itself.
    pub version: u16,
}

/// What holds in a program without an event [2030.5 DefaultDERControl].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultDocument {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Rises with each change.
    pub version: u16,
    /// What it asks for.
    pub control: DefaultControl,
    /// The numbers of its curves, in the order of their kinds.
    pub curves: Vec<u32>,
}

/// An operator's cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    /// When.
    pub at: UtcSeconds,
    /// Whether devices stop after a random time, status 3 instead of 2.
    pub randomized: bool,
}

/// An event [2030.5 DERControl]. Its status is not kept: [`super::standings`] tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDocument {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// Its words for people; up to 32 bytes.
    pub description: String,
    /// When it was made; the later wins in its program [2030.5 §10.2.2.3 e].
    pub created: UtcSeconds,
    /// Start before randomization.
    pub start: UtcSeconds,
    /// Length before randomization, 0 and up.
    pub duration: Seconds,
    /// -3600 to 3600 s.
    pub randomize_start: Option<Seconds>,
    /// -3600 to 3600 s.
    pub randomize_duration: Option<Seconds>,
    /// What it asks for.
    pub control: Control,
    /// The numbers of its curves, in the order of their kinds.
    pub curves: Vec<u32>,
    /// Which responses it wants.
    pub response_required: ResponseRequired,
    /// Whether and when it was cancelled.
    pub cancelled: Option<Cancellation>,
}

/// A curve of a program [2030.5 DERCurve].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurveDocument {
    /// Its name on the wire.
    pub mrid: Mrid,
    /// When it was made.
    pub created: UtcSeconds,
    /// The curve.
    pub curve: Curve,
}

/// A device's response to an event, one per event and code (rule 5) [2030.5 Response].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseDocument {
    /// When the device says that it happened.
    pub created: Option<UtcSeconds>,
    /// Whose.
    pub lfdi: Lfdi,
    /// The code [2030.5 Table 27].
    pub status: u8,
    /// Which event.
    pub subject: Mrid,
    /// When the server took it.
    pub taken: UtcSeconds,
}

/// Resources whose pollRate an operator sets by itself, by the names of their types [2030.5 pollRate].
pub const POLLED: [&str; 8] = [
    "DERList",
    "DERProgramList",
    "DeviceCapability",
    "EndDeviceList",
    "FunctionSetAssignmentsList",
    "LogEventList",
    "MirrorUsagePointList",
    "Time",
];

/// What a subscriber asked to be told of, and how far it was told [2030.5 Subscription].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionDocument {
    /// Whose it is.
    pub lfdi: Lfdi,
    /// The address of the resource.
    pub resource: String,
    /// Below and above which values of a Reading it wants to be told; `None`: of every change.
    pub thresholds: Option<(i64, i64)>,
    /// The schema level, as it was asked for.
    pub level: String,
    /// Most items of a list in a notification; 0: none, and of what is no list nothing.
    pub limit: u32,
    /// Where notifications go.
    pub target: String,
    /// When it was made or renewed last.
    pub renewed: UtcSeconds,
    /// A mark of what the subscriber was told last, or knew when it subscribed.
    pub told: u64,
    /// Notifications that were made for it.
    pub sent: u32,
    /// Since when none of them was taken.
    pub failing_since: Option<UtcSeconds>,
}

/// A notification on its way, whole: it outlives its subscription. The newer state of one resource takes the place of the
/// older one that has not been sent [2030.5 Notification].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterDocument {
    /// The subscriber.
    pub lfdi: Lfdi,
    /// The address of the resource.
    pub resource: String,
    /// Where it goes.
    pub target: String,
    /// What it says of the subscription [2030.5 Notification.status].
    pub status: u8,
    /// Its number among those of its subscription.
    pub seq: u32,
    /// When the first state that was not taken was made.
    pub made: UtcSeconds,
    /// How often it was sent without being taken.
    pub tries: u32,
    /// Why it was not taken last.
    pub failure: Option<String>,
    /// The document.
    pub body: String,
}

/// Rates that the operator has changed while running; seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// Of every polled resource.
    pub poll: Option<u32>,
    /// Of devices and mirrors.
    pub post: Option<u32>,
}

impl Rates {
    /// The shorter of both, each by itself.
    pub(super) fn shorter(self, other: Self) -> Self {
        let shorter = |one: Option<u32>, other: Option<u32>| one.into_iter().chain(other).min();
        Self { poll: shorter(self.poll, other.poll), post: shorter(self.post, other.post) }
    }

    /// These, and the others where these say nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self { poll: self.poll.or(other.poll), post: self.post.or(other.post) }
    }
}

/// What the server says of local time, in seconds [2030.5 Time].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeZoneDocument {
    /// Local standard time less UTC, -50,400 to 50,400 [2030.5 Time.tzOffset].
    pub offset: i32,
    /// What daylight saving time adds to that while it holds, 0 to 7,200 [2030.5 Time.dstOffset].
    pub dst_offset: i32,
    /// When it begins to hold.
    pub dst_start: UtcSeconds,
    /// When it does not hold any more.
    pub dst_end: UtcSeconds,
}

impl TimeZoneDocument {
    /// Local time [2030.5 Time.localTime].
    pub(super) fn local(&self, now: UtcSeconds) -> UtcSeconds {
        let holds = (self.dst_start..self.dst_end).contains(&now);
        let dst_offset = if holds { self.dst_offset } else { 0 };
        now.plus(Seconds(i64::from(self.offset) + i64::from(dst_offset)))
    }
}
