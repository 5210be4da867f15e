//! What the session keeps of each resource that it polls: links and model types, no wire types.

use tieline_core::model::{Curve, CurveKind, DefaultControl, Event, Mrid, Seconds};

/// The kinds of resource that are polled, in the order in which they are fetched when several are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// DeviceCapability.
    Capability,
    /// Time, of the server or of a FunctionSetAssignments.
    Time,
    /// EndDeviceList.
    EndDevices,
    /// Our EndDevice, where the list does not show it but a Location did.
    EndDevice,
    /// Registration.
    Registration,
    /// FunctionSetAssignmentsList.
    Assignments,
    /// DERProgramList.
    Programs,
    /// DefaultDERControl.
    Default,
    /// DERControlList.
    Controls,
    /// DERCurve.
    Curve,
    /// DERList.
    Ders,
    /// MirrorUsagePointList.
    Mirrors,
    /// One MirrorUsagePoint, once after it was made.
    Mirror,
}

impl Kind {
    /// Whether it comes in pages.
    pub(super) fn is_list(self) -> bool {
        use Kind::{Assignments, Controls, Ders, EndDevices, Mirrors, Programs};
        matches!(self, EndDevices | Assignments | Programs | Controls | Ders | Mirrors)
    }

    /// Whether what the site must obey hangs on it.
    pub(super) fn is_obeyed(self) -> bool {
        !matches!(self, Self::Ders | Self::Mirrors | Self::Mirror)
    }

    /// Its name in the standard, for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Capability => "DeviceCapability",
            Self::Time => "Time",
            Self::EndDevices => "EndDeviceList",
            Self::EndDevice => "EndDevice",
            Self::Registration => "Registration",
            Self::Assignments => "FunctionSetAssignmentsList",
            Self::Programs => "DERProgramList",
            Self::Default => "DefaultDERControl",
            Self::Controls => "DERControlList",
            Self::Curve => "DERCurve",
            Self::Ders => "DERList",
            Self::Mirrors => "MirrorUsagePointList",
            Self::Mirror => "MirrorUsagePoint",
        }
    }
}

/// The links of a DeviceCapability that are followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CapabilityLinks {
    pub time: Option<String>,
    pub end_devices: Option<String>,
    pub mirrors: Option<String>,
    pub programs: Option<String>,
}

/// Our EndDevice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Device {
    pub href: Option<String>,
    pub registration: Option<String>,
    pub assignments: Option<String>,
    pub ders: Option<String>,
    pub log_events: Option<String>,
    pub connection_point: Option<String>,
    pub post_rate_s: Option<u32>,
}

/// A FunctionSetAssignments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment {
    pub mrid: Mrid,
    pub time: Option<String>,
    pub programs: Option<String>,
}

/// A DERProgram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProgramLinks {
    pub mrid: Mrid,
    pub description: String,
    pub primacy: u8,
    pub default: Option<String>,
    pub controls: Option<String>,
}

/// Links to the curves of a control.
pub(super) type CurveLinks = Vec<(CurveKind, String)>;

/// The four resources of a DER that we keep up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DerLinks {
    pub href: Option<String>,
    pub capability: Option<String>,
    pub settings: Option<String>,
    pub status: Option<String>,
    pub availability: Option<String>,
}

/// A mirror as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MirrorSeen {
    pub mrid: Mrid,
    pub href: Option<String>,
    pub post_rate_s: Option<u32>,
}

/// What a resource said when it was last read whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Content {
    /// Not read yet.
    #[default]
    Nothing,
    Capability(CapabilityLinks),
    /// What to add to our time to get this server's, and the quality that it claims [2030.5 Time.quality].
    Time {
        server_s: i64,
        offset: Seconds,
        quality: u8,
    },
    /// Our entries; others' are passed over.
    Devices(Vec<Device>),
    Registration {
        pin: u32,
    },
    Assignments(Vec<Assignment>),
    Programs(Vec<ProgramLinks>),
    Default(Box<(DefaultControl, CurveLinks)>),
    Controls(Vec<(Event, CurveLinks)>),
    Curve(Box<Curve>),
    Ders(Vec<DerLinks>),
    Mirrors(Vec<MirrorSeen>),
}

impl Content {
    /// How many items it holds; 0 where it is no list.
    pub(super) fn items(&self) -> usize {
        match self {
            Self::Devices(items) => items.len(),
            Self::Assignments(items) => items.len(),
            Self::Programs(items) => items.len(),
            Self::Controls(items) => items.len(),
            Self::Ders(items) => items.len(),
            Self::Mirrors(items) => items.len(),
            _ => 0,
        }
    }

    /// Adds the items of a later page, or of an earlier reading; what is there already stays. Returns how many were new.
    pub(super) fn merge(&mut self, other: Content) -> usize {
        match (self, other) {
            (Self::Devices(a), Self::Devices(b)) => add(a, b, |x, y| x.href == y.href),
            (Self::Assignments(a), Self::Assignments(b)) => add(a, b, |x, y| x.mrid == y.mrid),
            (Self::Programs(a), Self::Programs(b)) => add(a, b, |x, y| x.mrid == y.mrid),
            (Self::Controls(a), Self::Controls(b)) => add_controls(a, b),
            (Self::Ders(a), Self::Ders(b)) => add(a, b, |x, y| x.href == y.href),
            (Self::Mirrors(a), Self::Mirrors(b)) => add(a, b, |x, y| x.mrid == y.mrid),
            (nothing @ Self::Nothing, b) => {
                *nothing = b;
                1
            }
            _ => 0,
        }
    }
}

fn add<T>(to: &mut Vec<T>, from: Vec<T>, same: impl Fn(&T, &T) -> bool) -> usize {
    let before = to.len();
    for item in from {
        if !to.iter().any(|known| same(known, &item)) {
            to.push(item);
        }
    }
    to.len() - before
}

/// Controls come by the thousand: sorted search instead of a scan.
fn add_controls(to: &mut Vec<(Event, CurveLinks)>, from: Vec<(Event, CurveLinks)>) -> usize {
    let mut known: std::collections::BTreeSet<Mrid> = to.iter().map(|(event, _)| event.key.mrid).collect();
    let before = to.len();
    to.extend(from.into_iter().filter(|(event, _)| known.insert(event.key.mrid)));
    to.len() - before
}
